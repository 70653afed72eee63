"""The passages that coders read differently, worst first: what to talk about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import pandas as pd

from placemeaning.analysis.agreement_units import CONSENSUS, LeftOut, Read, Scope, chosen_codings, scope_of
from placemeaning.analysis.disagreements_html import cards
from placemeaning.analysis.reliability.distance import jaccard
from placemeaning.analysis.tidy import CONTEXT, Some
from placemeaning.model.document import Document
from placemeaning.model.text import Span, fold

COLUMNS = ("document", "turn", "speaker", "start", "stop", "text", "kind", "difference", "codes", "settled")
NOTHING, NOT_READ = "–", "(not read)"


class Disagreements(pd.DataFrame):
    """Passages on which coders differ, one row each, worst first. Made by `disagreements`.

    Columns ``document, turn, speaker, start, stop, text, kind, difference, codes, settled``, then one column a coder with what that coder
    gave there: code, the words in quotation marks, and a memo in brackets; ``–`` for nothing, ``(not read)`` where the coder did not read
    the document. In Jupyter it shows as a page to discuss from; `to_excel` writes it as a sheet.

    Attributes
    ----------
    coders
        The coders who are compared.
    n_agreed, n_settled
        How many passages were left out because all who read them coded the same words the same way, or because a decision of the
        coder ``consensus`` stands there.
    """

    coders: tuple[str, ...] = ()
    n_agreed: int = 0
    n_settled: int = 0
    _passages: tuple[Passage, ...] = ()
    _metadata = ["coders", "n_agreed", "n_settled", "_passages"]  # noqa: RUF012

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    @property
    def note(self) -> str:
        """One sentence: how many passages, and how many were left out and why."""
        many = f"{len(self)} passage{'' if len(self) == 1 else 's'} on which {', '.join(self.coders) or 'nobody'} differ"
        return f"{many}, worst first. Left out: {self.n_agreed} on which all agree, {self.n_settled} that are settled."

    def __repr__(self) -> str:
        columns = ["document", "start", "stop", "kind", "difference", *self.coders[:4]]
        table = pd.DataFrame(self)[columns].to_string(max_colwidth=40, max_rows=20, float_format="%.2f") if len(self) else ""
        return f"{table}\n\n{self.note}"

    def _repr_html_(self) -> str:
        return cards(self._passages, self.note)

    def by_code(self) -> pd.DataFrame:
        """Return one row a code: ``code, passages, difference``: in how many of these passages it stands, and their mean difference."""
        rows = [(code, passage.difference) for passage in self._passages for code in passage.codes]
        by_code = pd.DataFrame(rows, columns=["code", "difference"]).groupby("code", sort=True)["difference"]
        found = by_code.agg(["size", "mean"]).set_axis(["passages", "difference"], axis=1).reset_index()
        return found.sort_values(["passages", "difference"], ascending=False, kind="stable").reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one coder gave to some words of a passage."""

    coder: str
    code: str
    span: Span
    words: str
    memo: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text in which codings hang together, with what each coder gave."""

    document: str
    span: Span
    text: str
    turn: int | None
    speaker: str
    before: str
    after: str
    marks: tuple[Mark, ...]
    readers: tuple[str, ...]
    coders: tuple[str, ...]
    settled: str
    kind: str
    difference: float

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that anybody gave here, in order of their names."""
        return tuple(sorted({mark.code for mark in self.marks}))

    def of(self, coder: str) -> tuple[Mark, ...]:
        """Return what one coder gave."""
        return tuple(mark for mark in self.marks if mark.coder == coder)

    def told(self, coder: str) -> str:
        """Return what one coder gave, as text."""
        if coder not in self.readers:
            return NOT_READ
        parts = [f"{mark.code}: “{fold(mark.words)}”" + (f" [{fold(mark.memo)}]" if mark.memo else "") for mark in self.of(coder)]
        return "; ".join(parts) or NOTHING


def disagreements(
    codings: pd.DataFrame,
    *,
    coders: Some = None,
    codes: Some = None,
    documents: Some = None,
    texts: Mapping[str, Document] | None = None,
    read: Read | None = None,
    settled: bool = False,
) -> Disagreements:
    """Return the passages that coders read differently, worst first.

    Codings that overlap, of any coder, make one passage. Its difference is the mean over pairs of coders who read the document, and over
    the characters that either coded, of the Jaccard distance of their codes: 1 where no character has a code in common, 0 where all
    is the same. Of passages that differ as much, those with other codes on the same words come first, and longer ones before shorter ones.

    Parameters
    ----------
    codings
        The tidy frame, one row a coding. It is not changed.
    coders, codes, documents
        Compare only these. Without `coders`, all but the coder ``consensus``.
    texts
        The documents by id, for the words around; without them the words are those of the codings.
    read
        The documents that each coder has read; see `placemeaning.agreement`.
    settled
        Show passages with a decision of the coder ``consensus`` too.

    Raises
    ------
    ValueError
        If a coder, code or document does not occur.
    """
    scope = scope_of(
        codings, unit="document", coders=coders, codes=codes, documents=documents, roles="all", uncoded="count", read=read, texts=texts
    )
    chosen = chosen_codings(codings, scope, LeftOut())
    decided = chosen_codings(codings[codings["coder"] == CONSENSUS], _consensus(scope), LeftOut())
    by_document = chosen.groupby("document", observed=True, sort=True)
    passages = [one for name, group in by_document for one in _in(str(name), group, decided, scope, texts)]
    there = [one for one in passages if len(one.readers) > 1]
    differ = [one for one in there if one.difference > 1e-9]
    open_ = [one for one in differ if settled or not one.settled]
    return _frame(sorted(open_, key=_worst), scope.coders, len(there) - len(differ), len(differ) - len(open_))


def _worst(passage: Passage) -> tuple[float, bool, int, str, int]:
    return -round(passage.difference, 6), passage.kind != "other codes", -len(passage.span), passage.document, passage.span.start


def _consensus(scope: Scope) -> Scope:
    coders = () if CONSENSUS in scope.coders else (CONSENSUS,)
    return Scope(scope.unit, coders, scope.codes, scope.documents, scope.roles, scope.uncoded, scope.read, scope.read_was_given)


def _in(name: str, group: pd.DataFrame, decided: pd.DataFrame, scope: Scope, texts: Mapping[str, Document] | None) -> list[Passage]:
    """Return the passages of one document."""
    marks = sorted(_marks(group), key=lambda mark: (mark.span.start, mark.span.stop, mark.coder, mark.code))
    readers = tuple(coder for coder in scope.coders if name in scope.read[coder])
    agreed = _marks(decided[decided["document"] == name])
    document = (texts or {}).get(name)
    return [_passage(name, tuple(part), readers, scope.coders, agreed, document) for part in _together(marks)]


def _marks(group: pd.DataFrame) -> list[Mark]:
    rows = zip(*(group[name].tolist() for name in ("coder", "code", "start", "stop", "quote", "memo")), strict=True)
    return [Mark(str(coder), str(code), Span(int(a), int(b)), str(words), str(memo or "")) for coder, code, a, b, words, memo in rows]


def _together(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Return the marks in groups that hang together by overlap; they are sorted by start."""
    groups: list[list[Mark]] = []
    reached = -1
    for mark in marks:
        if not groups or mark.span.start >= reached:
            groups.append([])
        groups[-1].append(mark)
        reached = max(reached, mark.span.stop)
    return groups


def _passage(
    name: str, marks: tuple[Mark, ...], readers: tuple[str, ...], coders: tuple[str, ...], agreed: Sequence[Mark], document: Document | None
) -> Passage:
    span = Span(min(mark.span.start for mark in marks), max(mark.span.stop for mark in marks))
    turn = document.turn_at(span.start) if document else None
    text = span.of(document.text) if document and span.stop <= len(document.text) else max((mark.words for mark in marks), key=len)
    before, after = _around(document.text, span) if document else ("", "")
    settled = "; ".join(f"{mark.code}{f' ({fold(mark.memo)})' if mark.memo else ''}" for mark in agreed if mark.span.overlap(span))
    number = document.turns.index(turn) if document and turn else None
    speaker = (turn.speaker or "") if turn else ""
    kind, difference = _kind(marks, readers), _difference(marks, readers)
    return Passage(name, span, text, number, speaker, before, after, marks, readers, coders, settled, kind, difference)


def _around(text: str, span: Span) -> tuple[str, str]:
    """Return some whole words before and after a passage."""
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.stop : span.stop + CONTEXT]
    before = before.partition(" ")[2] if span.start > CONTEXT else before
    return before, after.rpartition(" ")[0] if span.stop + CONTEXT < len(text) else after


def _kind(marks: Sequence[Mark], readers: Sequence[str]) -> str:
    """Return in words how the readers differ: who coded nothing, other codes, or other words under the same codes."""
    sets = {coder: frozenset(mark.code for mark in marks if mark.coder == coder) for coder in readers}
    if missing := [coder for coder, codes in sets.items() if not codes]:
        named = ", ".join(missing) if len(missing) < 4 else f"{len(missing)} coders"
        others = {codes for codes in sets.values() if codes}
        return f"nothing by {named}" + ("; others differ in code" if len(others) > 1 else "")
    if len(set(sets.values())) > 1:
        return "other codes"
    spans = {coder: frozenset((mark.code, mark.span) for mark in marks if mark.coder == coder) for coder in readers}
    return "other words" if len(set(spans.values())) > 1 else "same"


def _difference(marks: Sequence[Mark], readers: Sequence[str]) -> float:
    ends = sorted({end for mark in marks for end in (mark.span.start, mark.span.stop)})
    pieces = [(b - a, {coder: _codes_at(marks, coder, a, b) for coder in readers}) for a, b in pairwise(ends)]
    pairs = [_apart(pieces, one, other) for one, other in combinations(readers, 2)]
    return sum(pairs) / len(pairs) if pairs else 0.0


def _codes_at(marks: Sequence[Mark], coder: str, start: int, stop: int) -> frozenset[str]:
    return frozenset(mark.code for mark in marks if mark.coder == coder and mark.span.start <= start and stop <= mark.span.stop)


def _apart(pieces: Sequence[tuple[int, Mapping[str, frozenset[str]]]], one: str, other: str) -> float:
    coded = [(size, codes[one], codes[other]) for size, codes in pieces if codes[one] or codes[other]]
    total = sum(size for size, _, _ in coded)
    return sum(size * jaccard(a, b) for size, a, b in coded) / total if total else 0.0


def _frame(passages: Sequence[Passage], coders: tuple[str, ...], agreed: int, settled: int) -> Disagreements:
    rows = [
        (*_where(p), p.text, p.kind, p.difference, ", ".join(p.codes), p.settled, *(p.told(coder) for coder in coders)) for p in passages
    ]
    made = Disagreements(pd.DataFrame(rows, columns=[*COLUMNS, *coders]).astype({"turn": "Int64", "difference": "float64"}))
    made.coders, made.n_agreed, made.n_settled, made._passages = coders, agreed, settled, tuple(passages)
    return made


def _where(passage: Passage) -> tuple[str, int | None, str, int, int]:
    return passage.document, passage.turn, passage.speaker, passage.span.start, passage.span.stop

"""From codings to what agreement is measured on: units with the codes that each coder gave them, or spans on a continuum."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from placemeaning.analysis.reliability import tables
from placemeaning.analysis.reliability.answer import Numbers
from placemeaning.analysis.reliability.spans import Spans
from placemeaning.analysis.reliability.tables import UnitTable
from placemeaning.analysis.tidy import CERTAIN, Some
from placemeaning.errors import check_choice, did_you_mean
from placemeaning.model.document import ROLES, Document
from placemeaning.model.text import Span

Unit = Literal["document", "turn", "sentence", "character"]
UNITS: tuple[str, ...] = get_args(Unit)
Uncoded = Literal["count", "leave out"]
Read = Mapping[str, Collection[str]]
Sentences = Callable[[str, Span], Iterable[Span]]

CONSENSUS = "consensus"
"""The coder who writes what was agreed in a discussion; never one of the coders who are compared, unless asked for."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which coders, codes, documents and units a question is about: the options of `agreement`, checked."""

    unit: str
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    documents: tuple[str, ...]
    roles: frozenset[str | None]
    uncoded: str
    read: Mapping[str, frozenset[str]]
    read_was_given: bool


@dataclass
class LeftOut:
    """Counts of what is left out, by what it is and why."""

    rows: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, what: str, reason: str, number: int) -> None:
        """Count so many more of a thing for a reason."""
        if number:
            self.rows[what, reason] = self.rows.get((what, reason), 0) + int(number)

    def frame(self) -> pd.DataFrame:
        """Return one row a thing and reason: ``what, reason, number``."""
        rows = [(what, reason, number) for (what, reason), number in self.rows.items()]
        return pd.DataFrame(rows, columns=["what", "reason", "number"]).astype({"number": "int64"})


def scope_of(
    codings: pd.DataFrame, *, unit: str, coders: Some, codes: Some, documents: Some, roles: Some, uncoded: str, read: Read | None,
    texts: Mapping[str, Document] | None,
) -> Scope:  # fmt: skip
    """Return the options of a question, checked: a name that does not occur is an error."""
    check_choice("unit", unit, UNITS)
    check_choice("uncoded", uncoded, get_args(Uncoded))
    seen = _read(codings, read)
    known_codes = _known(codings["code"])
    known_documents = sorted({*codings["document"].dropna().unique(), *(texts or {}), *(one for docs in seen.values() for one in docs)})
    chosen = _chosen("coders", coders, sorted(seen)) or tuple(one for one in sorted(seen) if one != CONSENSUS)
    used = set(codings.loc[codings["coder"].isin(chosen), "code"].dropna().unique())
    wanted = _chosen("codes", codes, known_codes) or tuple(one for one in known_codes if one in used)
    within = _chosen("documents", documents, known_documents) or tuple(known_documents)
    return Scope(unit, chosen, wanted, within, _roles(roles), uncoded, seen, read is not None)


def _read(codings: pd.DataFrame, read: Read | None) -> dict[str, frozenset[str]]:
    """Return who read what: as given, and in any case the documents where a coder coded something."""
    seen: dict[str, set[str]] = {coder: set(documents) for coder, documents in (read or {}).items()}
    for coder, document in codings[["coder", "document"]].drop_duplicates().itertuples(index=False):
        seen.setdefault(coder, set()).add(document)
    return {coder: frozenset(documents) for coder, documents in seen.items()}


def _known(column: pd.Series[Any]) -> list[str]:
    there = [str(one) for one in column.dropna().unique()]
    known = [str(one) for one in column.cat.categories] if isinstance(column.dtype, pd.CategoricalDtype) else []
    return [*known, *sorted(set(there).difference(known))]


def _chosen(option: str, wanted: Some, known: Sequence[str]) -> tuple[str, ...]:
    names = [] if wanted is None else [wanted] if isinstance(wanted, str) else list(wanted)
    for one in names:
        if one not in known:
            there = f"there {'is' if len(known) == 1 else 'are'} {', '.join(known) or 'none'}"
            raise ValueError(f"{option}={one!r} does not occur; {there}.{did_you_mean(one, known)}")
    return tuple(dict.fromkeys(names))


def _roles(roles: Some) -> frozenset[str | None]:
    """Return the roles whose turns count; by default everybody but the interviewer."""
    if roles is None:
        return frozenset({None, *ROLES} - {"interviewer"})
    if roles == "all":
        return frozenset({None, *ROLES})
    for one in [roles] if isinstance(roles, str) else roles:
        check_choice("roles", one, (*ROLES, "all"))
    return frozenset([roles] if isinstance(roles, str) else roles)


def chosen_codings(codings: pd.DataFrame, scope: Scope, left: LeftOut) -> pd.DataFrame:
    """Return the codings that count, and count the others: other codes, and positions that are not certain."""
    there = codings[codings["coder"].isin(scope.coders) & codings["document"].isin(scope.documents)]
    wanted = there["code"].isin(scope.codes).to_numpy()
    certain = there["status"].isin(CERTAIN).to_numpy() if "status" in there else np.ones(len(there), dtype=bool)
    left.add("coding", "of another code", (~wanted).sum())
    for status, number in there.loc[wanted & ~certain, "status"].value_counts().items() if "status" in there else ():
        left.add("coding", {"unsure": "in an unsure position", "lost": "whose words are lost"}.get(str(status), str(status)), number)
    return there[wanted & certain]


def unit_table(
    codings: pd.DataFrame, scope: Scope, texts: Mapping[str, Document] | None, sentences: Sentences | None, left: LeftOut
) -> UnitTable:
    """Return the table of documents, turns or sentences."""
    spans = _units(scope, texts, sentences, left)
    starts, document = np.array([s.start for _, s in spans], dtype="int64"), np.array([d for d, _ in spans], dtype="int64")
    stops = np.array([s.stop for _, s in spans], dtype="int64")
    read = _read_table(scope)[document].reshape(len(spans), len(scope.coders))
    present = np.zeros((len(spans), len(scope.coders), len(scope.codes)), dtype=bool)
    rows = _Rows(codings, scope)
    for d in range(len(scope.documents)):
        here, mine = np.flatnonzero(document == d), np.flatnonzero(rows.document == d)
        unit, row = _touched(starts[here], stops[here], rows.start[mine], rows.stop[mine])
        present[here[unit], rows.coder[mine[row]], rows.code[mine[row]]] = True
        left.add("coding", "outside the units", len(mine) - len(np.unique(row)))
    present &= read[:, :, None]
    table = tables.unit_table(present, read, document, np.ones(len(spans)), scope.documents, scope.coders, scope.codes)
    return _kept(table, scope, left)


def _kept(table: UnitTable, scope: Scope, left: LeftOut) -> UnitTable:
    """Return the units that count; the others are counted by reason."""
    enough = table.read.sum(axis=1) >= 2
    left.add(scope.unit, "read by fewer than two of these coders", table.weight[~enough].sum())
    coded = table.has(bool).any(axis=1)
    if scope.uncoded == "leave out":
        left.add(scope.unit, "coded by nobody", table.weight[enough & ~coded].sum())
        enough = enough & coded
    return table.of_units(enough) if len(scope.coders) > 1 else table


def _read_table(scope: Scope) -> Numbers:
    table = [[document in scope.read[coder] for coder in scope.coders] for document in scope.documents]
    return np.array(table, dtype=bool).reshape(len(scope.documents), len(scope.coders))


class _Rows:
    """Codings as numbers; blanks at the ends of a passage do not count."""

    def __init__(self, codings: pd.DataFrame, scope: Scope) -> None:
        numbers = [
            codings[name].astype(object).map({one: i for i, one in enumerate(names)}).to_numpy("int64")
            for name, names in (("document", scope.documents), ("coder", scope.coders), ("code", scope.codes))
        ]
        self.document, self.coder, self.code = numbers
        self.start, self.stop = (codings[name].to_numpy("int64", na_value=0) for name in ("start", "stop"))
        if "quote" in codings:
            words = codings["quote"].tolist()
            self.start = self.start + np.array([len(one) - len(one.lstrip()) for one in words], dtype="int64")
            self.stop = self.stop - np.array([len(one) - len(one.rstrip()) for one in words], dtype="int64")


def _touched(starts: Numbers, stops: Numbers, start: Numbers, stop: Numbers) -> tuple[Numbers, Numbers]:
    """Return (unit, row) for each unit that a row touches with at least one character; units are sorted and do not overlap."""
    first = np.searchsorted(stops, start, side="right")
    many = np.maximum(np.searchsorted(starts, stop, side="left") - first, 0)
    row = np.repeat(np.arange(len(start)), many)
    unit = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)
    return unit, row


def _units(scope: Scope, texts: Mapping[str, Document] | None, sentences: Sentences | None, left: LeftOut) -> list[tuple[int, Span]]:
    """Return (number of the document, span) of each unit."""
    if scope.unit == "document":
        return [(d, Span(0, 2**60)) for d in range(len(scope.documents))]
    return [(d, span) for d, name in enumerate(scope.documents) for span in _in_document(name, scope, texts, sentences, left)]


def _in_document(name: str, scope: Scope, texts: Mapping[str, Document] | None, sentences: Sentences | None, left: LeftOut) -> list[Span]:
    if texts is None:
        raise ValueError(f"unit={scope.unit!r} needs texts=: the documents by id, since units that nobody coded count too")
    if name not in texts:
        left.add("document", "without a text that can be read", 1)
        return []
    counted = _counted(texts[name], scope, left)
    if scope.unit != "sentence":
        return counted
    if sentences is None:
        raise ValueError("unit='sentence' needs sentences=: a function of a text and a Span that yields the sentences in it")
    return [one for turn in counted for one in sentences(texts[name].text, turn)]


def _counted(document: Document, scope: Scope, left: LeftOut) -> list[Span]:
    """Return the turns that count, or the whole text where there are no turns."""
    if not document.turns:
        return [Span(0, len(document.text))] if document.text else []
    out = [turn for turn in document.turns if turn.role not in scope.roles]
    for role in dict.fromkeys(turn.role for turn in out):
        left.add("turn", f"of the {role}" if role else "of somebody without a role", sum(turn.role == role for turn in out))
    return [turn.span for turn in document.turns if turn.role in scope.roles]


def span_table(codings: pd.DataFrame, scope: Scope, texts: Mapping[str, Document] | None, left: LeftOut) -> Spans:
    """Return the spans on one continuum a document: the words of the turns that count, one after the other."""
    rows = _Rows(codings, scope)
    start, stop = rows.start.astype(float), rows.stop.astype(float)
    lengths = np.zeros(len(scope.documents))
    for d, name in enumerate(scope.documents):
        counted = _in_document(name, scope, texts, None, left)
        mine = rows.document == d
        lengths[d] = sum(len(span) for span in counted)
        start[mine], stop[mine] = _along(counted, start[mine]), _along(counted, stop[mine])
    inside = stop > start
    left.add("coding", "outside the text that counts", (~inside).sum())
    columns = (rows.document, rows.coder, rows.code, start, stop)
    spans = Spans(*columns, lengths, _read_table(scope), scope.documents, scope.coders, scope.codes).where(inside)
    left.add("document", "read by fewer than two of these coders", int((spans.read.sum(axis=1) < 2).sum()) if len(scope.coders) > 1 else 0)
    return spans


def _along(counted: Sequence[Span], position: Numbers) -> Numbers:
    """Return how many characters that count lie before each position."""
    if not counted:
        return np.zeros(len(position))
    edges = np.array([(span.start, span.stop) for span in counted], dtype=float)
    sizes = edges[:, 1] - edges[:, 0]
    after = np.cumsum(sizes)
    return np.asarray(np.interp(position, edges.ravel(), np.column_stack([after - sizes, after]).ravel()))


def stretch_table(spans: Spans) -> UnitTable:
    """Return the table of stretches of text between any two ends of spans; a stretch counts as often as it has characters.

    Only documents that two coders read have stretches.
    """
    cuts = [_cuts(spans, d) for d in range(len(spans.documents))]
    starts, ends = (np.concatenate([one[part] for one in cuts] or [np.zeros(0)]) for part in (slice(0, -1), slice(1, None)))
    sizes = [max(len(one) - 1, 0) for one in cuts]
    document = np.repeat(np.arange(len(cuts)), sizes)
    present = np.zeros((len(starts), len(spans.coders), len(spans.codes)), dtype=bool)
    for d, offset in enumerate(np.cumsum([0, *sizes])[:-1].tolist()):
        mine, here = np.flatnonzero(spans.document == d), slice(offset, offset + sizes[d])
        unit, row = _touched(starts[here], ends[here], spans.start[mine], spans.stop[mine])
        present[offset + unit, spans.coder[mine[row]], spans.code[mine[row]]] = True
    read = spans.read[document].reshape(len(starts), len(spans.coders))
    return tables.unit_table(present & read[:, :, None], read, document, ends - starts, spans.documents, spans.coders, spans.codes)


def _cuts(spans: Spans, document: int) -> Numbers:
    """Return all ends of spans in a document, with its own; none where fewer than two coders read it."""
    if spans.read[document].sum() < 2:
        return np.zeros(0)
    return np.unique(np.concatenate([[0.0, spans.lengths[document]], *_ends(spans, document)]))


def _ends(spans: Spans, document: int) -> tuple[Numbers, Numbers]:
    mine = spans.document == document
    return spans.start[mine], spans.stop[mine]

"""Finding passages: by their codes and how these stand to each other, by who says them and where, and by words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal, get_args

import pandas as pd

from placemeaning.analysis.coders import Coders, of_coders
from placemeaning.analysis.kwic import Fits, pattern_of, said
from placemeaning.analysis.query import Both, Codes, Not, Query, Related, read_query
from placemeaning.analysis.tidy import CERTAIN, Some, context_of, keep
from placemeaning.analysis.units import Sentences, Unit, spoken, touching, units
from placemeaning.errors import check_choice
from placemeaning.model.citation import citation
from placemeaning.model.document import Document, shorten
from placemeaning.model.text import Span, fold, word_count

Within = Literal["turn", "passage", "sentence", "document"]
WITHIN: tuple[str, ...] = get_args(Within)
COLUMNS = (
    "document", "where", "people", "place", "codes", "quote", "before", "after", "turn", "seconds", "start", "stop", "ids",
)  # fmt: skip
_SHOWN = 25  # passages that are printed; the frame has them all
_WIDE = 100  # columns of the printed quotes


class Found(pd.DataFrame):
    """Passages that a query finds, one row each, with context. Made by `find`; prints as quotes."""

    asked: str = ""
    left_out: int = 0
    _metadata = ["asked", "left_out"]  # noqa: RUF012

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    @property
    def note(self) -> str:
        """One sentence: how many passages, of what, and how many codings were left out because their position is not certain."""
        left = f"; {self.left_out} coding{'' if self.left_out == 1 else 's'} without a certain position left out" if self.left_out else ""
        return f"{len(self)} found: {self.asked}{left}"

    def __repr__(self) -> str:
        import textwrap

        lines = [self.note]
        for number, row in enumerate(self.head(_SHOWN).itertuples(), 1):
            words = f"… {row.before} [{row.quote}] {row.after} …"
            lines += ["", f"{number}. {_head(row)}", *textwrap.wrap(words, _WIDE, initial_indent="   ", subsequent_indent="   ")]
        return "\n".join([*lines, *([f"\n… {len(self) - _SHOWN} more"] if len(self) > _SHOWN else [])])

    def _repr_html_(self) -> str:
        soft = "color:#55606a"
        rows = "".join(
            f'<li style="margin:8px 0"><div style="{soft};font-size:.9em">{escape(_head(row))}</div>'
            f'<div><span style="{soft}">… {escape(str(row.before))} </span><mark style="background:#fff2b3;color:#1b2a33">{escape(str(row.quote))}</mark>'
            f'<span style="{soft}"> {escape(str(row.after))} …</span></div></li>'
            for row in self.head(_SHOWN).itertuples()
        )
        more = f"<p>{len(self) - _SHOWN} more are in the frame.</p>" if len(self) > _SHOWN else ""
        return f'<div style="background:#fff;color:#1b2a33;padding:4px 8px"><p>{escape(self.note)}</p><ol>{rows}</ol>{more}</div>'


def _head(row: object) -> str:
    parts = [getattr(row, "where"), ", ".join(getattr(row, "people")), ", ".join(getattr(row, "codes"))]  # noqa: B009
    return " · ".join(part for part in parts if part)


def find(
    codings: pd.DataFrame, codes: str | None = None, *, texts: Mapping[str, Document], within: Within = "turn", text: str | None = None,
    document: Some = None, place: Some = None, person: Some = None, voice: Some = None, kind: Some = None, coders: Coders = None,
    names: Mapping[str, Collection[str]] | None = None, sentences: Sentences | None = None, language: str = "nl",
) -> Found:  # fmt: skip
    """Return the turns, passages, sentences or documents in which a query is true, with the words that make it so.

    Parameters
    ----------
    codings
        The tidy frame, one row a coding; those whose position is not certain are left out.
    codes
        A query such as ``relaxation & ~friendship`` (see `placemeaning.analysis.query.read_query`). A code has a unit that one of its
        passages touches. ``near 5``: at most five words lie between a passage of each (10 where no number is given; overlapping ones are near);
        ``overlapping``: they share a code point; ``followed by``: one begins where the other has ended, or later; all in one unit.
    texts
        The documents by id.
    within
        ``turn``, ``sentence``, ``document``, or ``passage``: a passage that somebody coded, with the codes that exactly these words have.
    text
        Words that are said in the unit, ``*`` for any letters.
    document, place, person, voice, kind, coders
        Only codings of these: the query sees no others, so ``~friendship`` with ``voice="resident"`` means that no resident's words there are
        coded so. Where no passage makes a query true (``~friendship``, or only `text`), the unit itself must have place, person and voice.
    names
        The ids that each name in a query stands for; by default the codes that are there, each for itself.
    sentences
        A function that yields the sentences of a text in a span.
    language
        Of ``where``: ``nl``, ``en`` or ``uk``.

    Returns
    -------
    Found
        A frame ``document, where, people, place, codes, quote, before, after, turn, seconds, start, stop, ids``, in order of documents and
        positions (code points; `turn` from 0). `quote` is the words of the passages and words that make it true, ``[…]`` where there are
        others between them; of a unit without such, all its words (of a document the beginning).

    Raises
    ------
    ValueError
        If the query cannot be read, with the position of the mistake; if an option is wrong; or if neither codes nor text is given.
    """
    check_choice("within", within, WITHIN)
    if codes is None and text is None:
        raise ValueError("find needs codes= (a query) or text= (words)")
    known = names or {one: [one] for one in map(str, codings["code"].astype("category").cat.categories)}
    query = None if codes is None else read_query(codes, known)
    fits, pattern = Fits(document, place, person, voice, kind), None if text is None else pattern_of(text)
    documents = fits.documents(texts)
    here = codings[codings["document"].isin([one.id for one in documents])]
    seen = keep(here, place=place, person=person, voice=voice, status=CERTAIN)
    search = _Search(of_coders(seen, coders, known=codings["coder"].unique()), texts, query, pattern, fits)
    rows = [_row(one, texts[one.unit.document], language) for one in search.hits(search.units(documents, within, sentences))]
    made = Found(rows, columns=list(COLUMNS))
    for name in ("turn", "start", "stop"):
        made[name] = made[name].astype("Int64")
    made["seconds"] = made["seconds"].astype("Float64")
    made.asked = f"{' with '.join(one for one in (codes, text and repr(text)) if one)}, within a {within}"
    made.left_out = int((~here["status"].isin(CERTAIN)).sum())
    return made


@dataclass(frozen=True, slots=True)
class _Passage:
    """One coding, or several that stand in a relation: their words from first to last, and which rows they are."""

    span: Span
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A unit in which the query is true, with the spans that make it so, the people and place of these, their codes and ids."""

    unit: Unit
    spans: tuple[Span, ...]
    people: tuple[str, ...]
    place: str | None
    codes: tuple[str, ...]
    ids: tuple[str, ...]


class _Search:
    def __init__(
        self, seen: pd.DataFrame, texts: Mapping[str, Document], query: Query | None, pattern: re.Pattern[str] | None, fits: Fits
    ) -> None:
        self._seen, self._texts, self._query, self._pattern, self._fits = seen, texts, query, pattern, fits
        self._start, self._stop = (seen[name].to_numpy("int64") for name in ("start", "stop"))
        self._spans = [Span(*pair) for pair in zip(self._start.tolist(), self._stop.tolist(), strict=True)]
        self._document, self._code = seen["document"].tolist(), [str(one) for one in seen["code"]]

    def units(self, documents: Sequence[Document], within: str, sentences: Sentences | None) -> list[tuple[Unit, list[int]]]:
        """Return the units with the rows that they have."""
        if within == "passage":
            return self._passages()
        found = units(documents, within, sentences)
        rows: list[list[int]] = [[] for _ in found]
        for unit, row in zip(*touching(found, self._document, self._start, self._stop), strict=True):
            rows[unit].append(int(row))
        return list(zip(found, rows, strict=True))

    def _passages(self) -> list[tuple[Unit, list[int]]]:
        same: dict[tuple[str, Span], list[int]] = {}
        for row, (document, span) in enumerate(zip(self._document, self._spans, strict=True)):
            same.setdefault((document, span), []).append(row)
        first = {document: self._texts[document].turn_range for document in dict.fromkeys(self._document)}
        return [(Unit(document, span, first[document](span)[0]), same[document, span]) for document, span in sorted(same)]

    def hits(self, found: Iterable[tuple[Unit, list[int]]]) -> Iterator[_Hit]:
        """Yield the units in which the query is true and the words are said."""
        empty = self._query is None or self._true(self._query, Unit("", Span(0, 0)), []) is not None
        for unit, rows in found:
            if not rows and not empty:
                continue
            passages = [] if self._query is None else self._true(self._query, unit, rows)
            words = [] if self._pattern is None else list(said(self._pattern, unit, self._texts))
            if passages is None or (self._pattern is not None and not words):
                continue
            if passages or self._fits.fits(unit, self._texts):
                yield self._hit(unit, list(dict.fromkeys(row for one in passages for row in one.rows)), words)

    def _hit(self, unit: Unit, rows: list[int], words: list[Span]) -> _Hit:
        table = self._seen.iloc[rows]
        place, _, people = self._texts[unit.document].told(self._texts[unit.document].turns_in(unit.span))
        if rows:
            people = tuple(dict.fromkeys(person for spoken in table["people"] for person in spoken))
            place = next((str(one) for one in table["place"].dropna()), None)
        codes = tuple(dict.fromkeys(self._code[row] for row in rows))
        return _Hit(unit, (*(self._spans[row] for row in rows), *words), people, place, codes, tuple(table["id"]))

    def _true(self, query: Query, unit: Unit, rows: list[int]) -> list[_Passage] | None:
        """Return the passages that make a query true; none where nothing needs to be there; None where it is not true."""
        if isinstance(query, Codes):
            return [_Passage(self._spans[row], (row,)) for row in rows if self._code[row] in query.ids] or None
        if isinstance(query, Not):
            return None if self._true(query.part, unit, rows) is not None else []
        if isinstance(query, Related):
            return self._related(query, unit, rows)
        parts = [self._true(one, unit, rows) for one in query.parts]
        true = [one for one in parts if one is not None]
        if len(true) < len(parts) if isinstance(query, Both) else not true:
            return None
        return [passage for one in true for passage in one]

    def _related(self, query: Related, unit: Unit, rows: list[int]) -> list[_Passage] | None:
        left, right = self._true(query.left, unit, rows) or [], self._true(query.right, unit, rows) or []
        return [
            _joined(a, b) for a in left for b in right if not {*a.rows} & {*b.rows} and self._stand(query, unit, a.span, b.span)
        ] or None

    def _stand(self, query: Related, unit: Unit, a: Span, b: Span) -> bool:
        if query.how == "overlapping":
            return a.overlap(b) > 0
        if query.how == "followed by" and b.start < a.stop:
            return False
        gap = (min(a.stop, b.stop), max(a.start, b.start))
        return query.words is None or gap[0] >= gap[1] or _words_between(self._texts[unit.document], Span(*gap)) <= query.words


def _joined(a: _Passage, b: _Passage) -> _Passage:
    return _Passage(Span(min(a.span.start, b.span.start), max(a.span.stop, b.span.stop)), (*a.rows, *b.rows))


def _words_between(document: Document, gap: Span) -> int:
    return sum(word_count(words) for words in spoken(document, gap))


def _row(hit: _Hit, document: Document, language: str) -> tuple[object, ...]:
    stretches = _merged(hit.spans) or [hit.unit.span]
    whole = Span(stretches[0].start, stretches[-1].stop)
    quote = " […] ".join(" / ".join(fold(words) for words in spoken(document, one) if words.strip()) for one in stretches)
    if not hit.spans and hit.unit.turn is None:
        quote = shorten(quote, 200)
    turns = document.turns_in(whole)
    first = document.turn_range(whole)[0] if turns else None
    return (
        document.id, citation(document, whole, language), hit.people, hit.place, hit.codes, quote, *context_of(document.text, whole),
        first, turns[0].seconds if turns else None, whole.start, whole.stop, hit.ids,
    )  # fmt: skip


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return the stretches that spans cover together; those that touch are one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].stop:
            found[-1] = Span(found[-1].start, max(found[-1].stop, span.stop))
        else:
            found.append(span)
    return found

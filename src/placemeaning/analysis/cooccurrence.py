"""Codes that go together: on overlapping words, in one sentence, in one turn, in one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from placemeaning.analysis.coders import Coders, of_coders
from placemeaning.analysis.heat_html import heat_table
from placemeaning.analysis.overlaps import Intervals, Numbers, length, merged, on_one_line, order_of, pairs, shared, together
from placemeaning.analysis.tidy import CERTAIN, Some, keep
from placemeaning.analysis.units import Sentences, touching, units
from placemeaning.errors import NotFound, check_choice, did_you_mean
from placemeaning.model.document import Document
from placemeaning.model.text import fold

By = Literal["overlap", "sentence", "turn", "document"]
Measure = Literal["count", "jaccard", "c"]
BYS: tuple[str, ...] = get_args(By)
MEASURES: tuple[str, ...] = get_args(Measure)

_COUNTS = {
    "overlap": "pairs of passages that overlap",
    "sentence": "sentences that have both",
    "turn": "turns that have both",
    "document": "documents that have both",
}
_WHAT = {"overlap": "characters", "sentence": "sentences", "turn": "turns", "document": "documents"}
_BEHIND = ["document", "person", "quote", "first", "second", "before", "after", "start", "stop", "first_id", "second_id"]


class CoOccurrence(pd.DataFrame):
    """A square table, code by code, that knows the passages behind each cell. Made by `cooccurrence`; slices of it are plain frames.

    Attributes
    ----------
    by, measure
        The options it was made with.
    counts
        The counts, as a plain frame. The diagonal is how many passages (by overlap) or units have the code: the n of a row.
    left_out
        A frame ``reason, codings``: the codings that were not counted.
    """

    by: str = "overlap"
    measure: str = "count"
    counts: pd.DataFrame = pd.DataFrame()
    left_out: pd.DataFrame = pd.DataFrame()
    _ids: tuple[str, ...] = ()
    _behind: _Behind | None = None
    _metadata = ["by", "measure", "counts", "left_out", "_ids", "_behind"]  # noqa: RUF012

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    @property
    def note(self) -> str:
        """One sentence: what a figure is, and how many codings were left out."""
        says = {
            "count": f"{_COUNTS[self.by].capitalize()}; on the diagonal what has the code at all.",
            "jaccard": f"Jaccard measure: {_WHAT[self.by]} with both codes, divided by those with either; 1 is always together.",
            "c": f"c-coefficient n12 / (n1 + n2 - n12), where n12 counts {_COUNTS[self.by]}.",
        }[self.measure]
        left = ", ".join(f"{row.codings} {row.reason}" for row in self.left_out.itertuples())
        return f"{says} Left out: {left}." if left else f"{says} Nothing was left out."

    def cell(self, first: str, second: str) -> pd.DataFrame:
        """Return the passages behind one cell, one row a pair (by overlap) or a unit; on the diagonal the passages of the code.

        Parameters
        ----------
        first, second
            Ids of codes, or their labels.

        Returns
        -------
        pandas.DataFrame
            ``document, person, quote, first, second, before, after, start, stop, first_id, second_id``: all the words, those that have the
            first code and those that have the second; positions in code points.

        Raises
        ------
        NotFound
            If the table has no such code.
        """
        if self._behind is None:
            raise NotFound("this table was not made by cooccurrence(), so it does not know its passages")
        return self._behind.cell(self._number(first), self._number(second))

    def _number(self, code: str) -> int:
        names = [*self._ids, *map(str, self.index)]
        if code not in names:
            raise NotFound(f"this table has no code {code!r}.{did_you_mean(code, names)}")
        return names.index(code) % len(self._ids)

    def __repr__(self) -> str:
        return f"{pd.DataFrame(self).to_string(float_format='%.2f')}\n\n{self.note}"

    def _repr_html_(self) -> str:
        table = pd.DataFrame(self).round(2)
        figures = table.to_numpy(dtype=float)
        beside = np.where(np.eye(len(table), dtype=bool), np.nan, figures)  # the diagonal would make all others pale
        greatest = float(np.nanmax(beside, initial=0)) or 1.0
        says = _COUNTS[self.by]
        shown = table.astype(object).where(table.notna(), np.nan)
        return heat_table(shown, corner="code", says=says, note=self.note, greatest=greatest)


def cooccurrence(
    codings: pd.DataFrame,
    *,
    by: By = "overlap",
    measure: Measure = "count",
    coders: Coders = None,
    document: Some = None,
    place: Some = None,
    person: Some = None,
    voice: Some = None,
    origin: Literal["human", "suggestion"] | None = None,
    texts: Mapping[str, Document] | None = None,
    sentences: Sentences | None = None,
    labels: Mapping[str, str] | None = None,
) -> CoOccurrence:
    """Return how often each two codes go together.

    Each passage counts once, whoever coded it and with whatever place: distinct (document, start, stop, code). Codings whose position is
    not certain are left out. The input is not changed.

    Parameters
    ----------
    codings
        The tidy frame, one row a coding.
    by
        - ``overlap``: pairs of passages, one of each code, that share a code point.
        - ``sentence``, ``turn``: units that a passage of each code touches, by at least one code point. Needs `texts`.
        - ``document``: documents that have both.
    measure
        - ``count``: those pairs or units. On the diagonal: all passages, or units, that have the code.
        - ``jaccard``: what has both codes, divided by what has either: units, and by overlap code points, so that 1 means the same words
          (Jaccard 1912, *The distribution of the flora in the alpine zone*, New Phytologist 11).
        - ``c``: n12 / (n1 + n2 - n12) over the counts, as in ATLAS.ti. By overlap it may exceed 1 or fall below 0, where one passage
          overlaps many; `jaccard` cannot.
    coders
        ``union``, ``consensus``, or names of coders (see `placemeaning.analysis.coders.of_coders`).
    document, place, person, voice, origin
        Only codings of these.
    texts, sentences
        The documents by id, and a function that yields the sentences of a text in a span.
    labels
        Names to show, by the id of a code.

    Returns
    -------
    CoOccurrence
        Square and symmetric, codes in the order of their categories; ``count`` gives whole numbers, the others fractions, NaN where neither
        code occurs.

    Raises
    ------
    ValueError
        If an option is not one of its values, or `texts` or `sentences` is needed and missing.
    """
    check_choice("by", by, BYS)
    check_choice("measure", measure, MEASURES)
    chosen = codings if document is None else codings[codings["document"].isin([document] if isinstance(document, str) else list(document))]
    if any(one is not None for one in (place, person, voice, origin)):
        chosen = keep(chosen, place=place, person=person, voice=voice, origin=origin)
    left = chosen.loc[~chosen["status"].isin(CERTAIN), "status"].value_counts(sort=False)
    if coders is not None:
        chosen = of_coders(chosen, coders, known=codings["coder"].unique())
    codes = chosen["code"].astype("category").cat
    passages, ids = _distinct(chosen, codes.codes.to_numpy("int64")), [str(one) for one in codes.categories]
    behind = _Overlapping(chosen, passages) if by == "overlap" else _Units(chosen, passages, by, texts, sentences)
    counts = behind.counts(len(ids))
    figures = {"count": lambda: counts, "jaccard": lambda: behind.jaccard(counts), "c": lambda: _coefficient(counts)}[measure]()
    names = [(labels or {}).get(one, one) for one in ids]
    made = CoOccurrence(figures, index=names, columns=names)
    made.by, made.measure, made.counts = by, measure, pd.DataFrame(counts, index=names, columns=names)
    made.left_out = pd.DataFrame({"reason": [str(one) for one in left.index], "codings": left.to_numpy("int64")})
    made._ids, made._behind = tuple(ids), behind
    return made


@dataclass(frozen=True, slots=True)
class _Passages:
    """Passages with a code, as numbers; `row` is where each stands in the frame of codings. Of rows that say the same the first counts."""

    row: Numbers
    spans: Intervals
    code: Numbers

    def where(self, kept: Numbers) -> _Passages:
        """Return some of them, by a mask or by their positions."""
        return _Passages(self.row[kept], self.spans.where(kept), self.code[kept])


def _distinct(codings: pd.DataFrame, code: Numbers) -> _Passages:
    """Return the passages whose position is certain, each once, in order of document (as they come) and start."""
    row = np.flatnonzero(codings["status"].isin(CERTAIN))
    document, (start, stop) = (
        pd.factorize(codings["document"])[0],
        (codings[one].to_numpy("int64", na_value=0) for one in ("start", "stop")),
    )
    found = _Passages(row, on_one_line(document[row], start[row], stop[row]), code[row])
    found = found.where(order_of(found.spans.start))
    tied = np.diff(found.spans.start) == 0
    near = np.flatnonzero(np.concatenate([tied, [False]]) | np.concatenate([[False], tied])) if len(tied) else row[:0]
    same = pd.DataFrame({"start": found.spans.start[near], "stop": found.spans.stop[near], "code": found.code[near]}).duplicated()
    return found.where(np.delete(np.arange(len(found.row)), near[same.to_numpy(dtype=bool)]))


def _coefficient(counts: Numbers) -> Numbers:
    """Return n12 / (n1 + n2 - n12); NaN where neither occurs."""
    own = np.diag(counts)
    return _ratio(counts, own[:, None] + own[None, :] - counts)


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    ratio: Numbers = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole != 0)
    return ratio


class _Behind:
    """What the figures of a table rest on."""

    def __init__(self, codings: pd.DataFrame, passages: _Passages) -> None:
        self._codings, self._row, self._spans, self._code = codings, passages.row, passages.spans, passages.code

    def counts(self, size: int) -> Numbers:
        """Return the counts of a square table of so many codes."""
        raise NotImplementedError

    def jaccard(self, counts: Numbers) -> Numbers:
        """Return what has both divided by what has either."""
        return _coefficient(counts)

    def cell(self, first: int, second: int) -> pd.DataFrame:
        """Return the passages of two codes by their numbers (see `CoOccurrence.cell`)."""
        rows = [self._shown(ones, others) for ones, others in self._together(first, second)]
        return pd.DataFrame(rows, columns=_BEHIND)

    def _together(self, first: int, second: int) -> list[tuple[list[int], list[int]]]:
        """Return the passages of the first and of the second code that make each pair or unit."""
        raise NotImplementedError

    def _shown(self, ones: list[int], others: list[int]) -> dict[str, Any]:
        both = self._codings.iloc[self._row[sorted({*ones, *others})]]
        first, second = (self._codings.iloc[self._row[sorted(one)]] for one in (ones, others))
        last = both.iloc[int(both["stop"].to_numpy("int64").argmax())]
        people = dict.fromkeys(person for spoken in both["people"] for person in spoken)
        return {
            "document": both["document"].iloc[0], "person": ", ".join(people), "quote": words_of(both),
            "first": words_of(first), "second": words_of(second), "before": both["before"].iloc[0], "after": last["after"],
            "start": int(both["start"].iloc[0]), "stop": int(last["stop"]),
            "first_id": ", ".join(first["id"]), "second_id": ", ".join(second["id"]),
        }  # fmt: skip


def words_of(passages: pd.DataFrame) -> str:
    """Return the words of passages of one document, sorted by start: what they share once, and ``[…]`` where there are words between."""
    words, reach = "", -1
    for start, stop, quote in passages[["start", "stop", "quote"]].itertuples(index=False):
        if stop > reach:
            words += quote[reach - start :] if words and start <= reach else (" […] " if words else "") + quote
            reach = stop
    return fold(words)


class _Overlapping(_Behind):
    """Pairs of passages that overlap."""

    def counts(self, size: int) -> Numbers:
        table = together(self._spans, self._code, size)
        np.fill_diagonal(table, np.bincount(self._code, minlength=size))
        return table

    def jaccard(self, counts: Numbers) -> Numbers:
        spans = self._spans
        covered = [merged(spans.where(self._code == code)) for code in range(len(counts))]
        size = np.array([length(one) for one in covered], dtype="int64")
        both = np.array([[shared(one, two) for two in covered] for one in covered], dtype="int64").reshape(counts.shape)
        return _ratio(both, size[:, None] + size[None, :] - both)

    def _together(self, first: int, second: int) -> list[tuple[list[int], list[int]]]:
        spans = self._spans
        ones, others = np.flatnonzero(self._code == first), np.flatnonzero(self._code == second)
        if first == second:
            return [([int(i)], [int(i)]) for i in ones]
        a, b = pairs(spans.where(ones), spans.where(others))
        return [([int(i)], [int(j)]) for i, j in zip(ones[a], others[b], strict=True)]


class _Units(_Behind):
    """Units that have both codes."""

    def __init__(
        self, codings: pd.DataFrame, passages: _Passages, by: str, texts: Mapping[str, Document] | None, sentences: Sentences | None
    ) -> None:
        super().__init__(codings, passages)
        here = codings[["document", "start", "stop"]].iloc[passages.row]
        if by == "document":
            self._unit, self._at = pd.factorize(here["document"])[0].astype("int64"), np.arange(len(here))
            return
        if texts is None:
            raise ValueError(f"by={by!r} needs texts=: the documents by id")
        names = here["document"].tolist()
        missing = [name for name in dict.fromkeys(names) if name not in texts]
        if missing:
            raise ValueError(f"texts= has no document {missing[0]!r}, which has codings")
        found = units([texts[name] for name in dict.fromkeys(names)], by, sentences)
        self._unit, self._at = touching(found, names, here["start"].to_numpy("int64"), here["stop"].to_numpy("int64"))

    def counts(self, size: int) -> Numbers:
        from scipy.sparse import csr_array

        entries = np.unique(np.column_stack([self._unit, self._code[self._at]]), axis=0)
        ones = np.ones(len(entries), dtype="int64")
        has = csr_array((ones, (entries[:, 0], entries[:, 1])), shape=(int(self._unit.max(initial=-1)) + 1, size))
        table: Numbers = (has.T @ has).toarray().astype("int64")
        return table

    def _together(self, first: int, second: int) -> list[tuple[list[int], list[int]]]:
        code = self._code[self._at]
        ones, others = code == first, code == second
        both = np.intersect1d(self._unit[ones], self._unit[others])
        return [(self._of(unit, ones), self._of(unit, others)) for unit in both]

    def _of(self, unit: int, wanted: Numbers) -> list[int]:
        return [int(i) for i in self._at[(self._unit == unit) & wanted]]

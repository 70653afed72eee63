"""Codes that go together: on overlapping words, in one sentence, in one turn, in one document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

import numpy as np
import pandas as pd

from placemeaning.analysis.coders import Coders, of_coders
from placemeaning.analysis.cooccurring import Behind, Overlapping, Units, coefficient, distinct
from placemeaning.analysis.heat_html import heat_table
from placemeaning.analysis.tidy import CERTAIN, Some, keep
from placemeaning.analysis.units import Sentences
from placemeaning.errors import NotFound, check_choice, did_you_mean
from placemeaning.model.document import Document

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
    _behind: Behind | None = None
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
    passages, ids = distinct(chosen, codes.codes.to_numpy("int64")), [str(one) for one in codes.categories]
    behind = Overlapping(chosen, passages) if by == "overlap" else Units(chosen, passages, by, texts, sentences)
    counts = behind.counts(len(ids))
    figures = {"count": lambda: counts, "jaccard": lambda: behind.jaccard(counts), "c": lambda: coefficient(counts)}[measure]()
    names = [(labels or {}).get(one, one) for one in ids]
    made = CoOccurrence(figures, index=names, columns=names)
    made.by, made.measure, made.counts = by, measure, pd.DataFrame(counts, index=names, columns=names)
    made.left_out = pd.DataFrame({"reason": [str(one) for one in left.index], "codings": left.to_numpy("int64")})
    made._ids, made._behind = tuple(ids), behind
    return made

"""Matrix: a table of figures that knows what was counted and measured against what, what was left out, and the words behind each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from placemeaning.analysis import sentences
from placemeaning.analysis.axes import Numbers
from placemeaning.analysis.matrix_html import html_table
from placemeaning.analysis.sentences import say
from placemeaning.errors import NotFound, did_you_mean

TOTAL = "Total"
LEAST = 3
"""Fewer people (or documents) than this are a small base."""

_BEHIND = ["document", "person", "quote", "before", "after", "place", "code", "voice", "coder", "memo", "date", "start", "stop", "id"]


@dataclass(frozen=True, slots=True)
class Cells:
    """Where codings stand: a row number, a column number, and the position of the coding in `frame` (None: one after the other)."""

    row: Numbers
    column: Numbers
    at: Numbers | None
    frame: pd.DataFrame

    def positions(self, entries: Numbers) -> Numbers:
        """Return the positions of the codings of some entries (given as a mask or as numbers), each once, in order."""
        found = np.flatnonzero(entries) if entries.dtype == bool else entries
        return np.unique(found if self.at is None else self.at[found])


class Matrix(pd.DataFrame):
    """A table of counts that knows what was counted, what was left out, and the codings behind each cell.

    Made by `matrix`. Slices, copies and transposes of it are plain frames.

    Attributes
    ----------
    row_axes, column_axes, counting, normalised, per
        What the rows and the columns are, what is counted, and what it is divided by: the options that `matrix` was called with.
    row_ids, column_ids
        The ids behind the labels, without the total; tuples where axes are nested.
    totals
        Whether the last row and column are totals.
    n_codings
        How many codings were counted.
    left_out
        A frame ``reason, codings, ids``: the codings that have no cell, with why.
    bases
        A frame ``people, documents, words``: what belongs to each row (or column, see `per`), the last one to all together where there are
        totals; None where the documents are not known.
    unit
        Which of these the figures are divided by, or would be.
    reads_as
        How a figure reads: ``number``, ``rate``, ``share`` (0 to 1) or ``tick``.
    conditions
        What was filtered by: pairs of an axis and the ids that count.
    language
        Of `note`: ``nl``, ``en`` or ``uk``.
    """

    row_axes: tuple[str, ...] = ("place",)
    column_axes: tuple[str, ...] = ("code",)
    counting: str = "passages"
    normalised: str | None = None
    per: str = "rows"
    unit: str = "people"
    reads_as: str = "number"
    row_ids: tuple[Any, ...] = ()
    column_ids: tuple[Any, ...] = ()
    totals: bool = False
    n_codings: int = 0
    left_out: pd.DataFrame = pd.DataFrame({"reason": [], "codings": [], "ids": []})
    bases: pd.DataFrame | None = None
    conditions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    consensus: bool = False
    language: str = "en"
    _figures: Numbers | None = None
    _cells: Cells | None = None
    _metadata = [  # noqa: RUF012
        "row_axes", "column_axes", "counting", "normalised", "per", "unit", "reads_as", "row_ids", "column_ids", "totals", "n_codings", "left_out",
        "bases", "conditions", "consensus", "language", "_figures", "_cells",
    ]  # fmt: skip

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    @property
    def row_axis(self) -> str:
        """What the rows are, in one word: ``place``, or ``municipality › place`` where axes are nested."""
        return " › ".join(self.row_axes)

    @property
    def column_axis(self) -> str:
        """What the columns are, in one word."""
        return " › ".join(self.column_axes)

    @property
    def row_labels(self) -> list[str]:
        """The label of each row in one text: ``Nijmegen › Kanaal`` where axes are nested."""
        return _joined(self.index)

    @property
    def column_labels(self) -> list[str]:
        """The label of each column in one text."""
        return _joined(self.columns)

    @property
    def base(self) -> pd.Series[Any] | None:
        """The base n of each row (or column, see `per`), the last one of the total; None where the documents are not known."""
        return None if self.bases is None else self.bases[self.unit]

    @property
    def counts(self) -> pd.DataFrame:
        """The figures as they were counted, before any division, as a plain frame."""
        return pd.DataFrame(self) if self._figures is None else pd.DataFrame(self._figures, index=self.index, columns=self.columns)

    @property
    def small(self) -> tuple[str, ...]:
        """The labels of the rows (or columns, see `per`) with a small base: fewer than 3 people, or documents where these are the base."""
        if self.bases is None:
            return ()
        few = self.bases[_least_of(self.unit)].to_numpy() < LEAST
        labels, ids = (self.row_labels, self.row_ids) if self.per == "rows" else (self.column_labels, self.column_ids)
        return tuple(label for label, is_small in zip(labels[: len(ids)], few, strict=False) if is_small)

    @property
    def counts_what(self) -> str:
        """What the figures are, in `language`: ``People who say this, per person``."""
        return sentences.what(self.counting, self.normalised, self.language)

    @property
    def note(self) -> str:
        """What was counted, how many codings were left out, and why; then conditions and small bases."""
        counted = sentences.codings_counted(self.n_codings, self.left_out, self.language)
        return " ".join([f"{self.counts_what}; {counted}", *self.remarks(self.language)])

    def remarks(self, language: str) -> list[str]:
        """Return further sentences a reader needs: what was filtered, how coders were joined, what n is, and which bases are small."""
        told = [f"{say('coders are consensus', language)}."] if self.consensus else []
        for axis, ids in self.conditions:
            names = ", ".join(say(one, language) for one in ids)
            told.append(say("only", language, axis=say(axis, language), names=names) + ".")
        if self.bases is not None:
            told.append(say(f"base {self.unit}", language) + ".")
        if self.small:
            least = say(f"n {_least_of(self.unit)}", language, n=LEAST)
            told.append(say("small", language, least=least, names=sentences.several(list(self.small), language)) + ".")
        return told

    def body(self) -> pd.DataFrame:
        """Return the figures without the totals, as a plain frame."""
        return pd.DataFrame(self.iloc[: len(self.row_ids), : len(self.column_ids)])

    def cell(self, row: str | Sequence[str], column: str | Sequence[str]) -> pd.DataFrame:
        """Return the codings behind one cell, one row a coding, in the order of the codings.

        Parameters
        ----------
        row, column
            An id or a label of this matrix; ``Total`` gives the whole row or column. Where axes are nested, all of them, as
            ``("Nijmegen", "kanaal")``, or the last one where that is enough.

        Returns
        -------
        pandas.DataFrame
            Columns ``document, person, quote, before, after, place, code, voice, coder, memo, date, start, stop, id``;
            positions in code points.

        Raises
        ------
        NotFound
            If the matrix has no such row or column.
        """
        r, c = _find("row", row, self.row_ids, self.index), _find("column", column, self.column_ids, self.columns)
        if self._cells is None:
            raise NotFound("this matrix was not made by matrix(), so it does not know its codings")
        cells = self._cells
        behind = cells.frame.iloc[cells.positions(((cells.row == r) | (r is None)) & ((cells.column == c) | (c is None)))]
        person = pd.Series([", ".join(people) for people in behind["people"]], index=behind.index, dtype="object")
        return pd.DataFrame(behind.assign(person=person)[_BEHIND].reset_index(drop=True))

    def intervals(self, *, level: float = 0.95, method: str = "wilson") -> pd.DataFrame:
        """Return for each cell the share of people and its interval: ``row, column, people, base, share, low, high``.

        See `placemeaning.analysis.uncertainty.share_interval`, and its caveat in ``attrs["note"]``.

        Raises
        ------
        ValueError
            If the matrix does not count people, or does not know how many were spoken to.
        """
        from placemeaning.analysis.uncertainty import intervals

        return intervals(self, level=level, method=method)

    def residuals(self, *, limit: float = 1.96, least: float = 1.0) -> pd.DataFrame:
        """Return how far each figure lies from what independence of rows and columns would give (`placemeaning.analysis.uncertainty.residuals`)."""
        from placemeaning.analysis.uncertainty import residuals

        return residuals(self, limit=limit, least=least)

    def behind(self, most: int) -> dict[tuple[int, int], tuple[list[dict[Any, Any]], int]]:
        """Return by cell (numbers of row and column) the first different passages and how many there are: of each ``quote, people, document``."""
        if self._cells is None or not len(self._cells.row):
            return {}
        cells, n = self._cells, len(self.column_ids)
        number = cells.row.astype("int64") * n + cells.column
        order = np.argsort(number, kind="stable")
        borders = np.flatnonzero(np.diff(number[order], prepend=-1))
        found = {}
        for begin, end in zip(borders, [*borders[1:], len(order)], strict=True):
            rows = cells.frame.iloc[cells.positions(order[begin:end])][["document", "start", "stop", "quote", "people"]]
            different = rows.drop_duplicates(["document", "start", "stop"])
            first = int(number[order[begin]])
            found[first // n, first % n] = different.head(most).to_dict("records"), len(different)
        return found

    def __repr__(self) -> str:
        return f"{pd.DataFrame(self)!r}\n\n{self.note}"

    def greatest(self) -> float:
        """Return the greatest figure that is not a total, and 1 where there is none."""
        return float(np.nanmax(self.body().to_numpy(dtype=float), initial=0)) or 1.0

    def html(self, *, quotes: int = 5) -> str:
        """Return the matrix as HTML without script: a figure opens the first passages behind it, with mouse or keyboard.

        Parameters
        ----------
        quotes
            How many passages a cell shows; 0 leaves the words of people out.
        """
        return html_table(self, quotes=quotes)

    def _repr_html_(self) -> str:
        return self.html()


def reads_as(counting: str, normalised: str | None) -> str:
    """Return how a figure reads: ``number``, ``rate``, ``share`` or ``tick``."""
    if counting == "present":
        return "tick"
    if counting == "share" or (counting == normalised != "words" and normalised is not None):
        return "share"
    return "rate" if normalised else "number"


def _least_of(unit: str) -> str:
    return "documents" if unit == "documents" else "people"


def _joined(labels: pd.Index[Any]) -> list[str]:
    return [" › ".join(part for part in map(str, one) if part) if isinstance(one, tuple) else str(one) for one in labels]


def _find(name: str, wanted: str | Sequence[str], ids: tuple[Any, ...], labels: pd.Index[Any]) -> int | None:
    """Return the number of a row or column by id or label; None for the total."""
    one = wanted if isinstance(wanted, str) else tuple(wanted)
    names = list(labels)
    if one in ids:
        return ids.index(one)
    for number, same in enumerate(zip(names, _joined(labels), strict=True)):
        if one in same:
            return number if number < len(ids) else None
    if one == TOTAL:
        return None
    last = [
        number
        for number, (id_, label) in enumerate(zip(ids, names, strict=False))
        if isinstance(id_, tuple) and one in (id_[-1], label[-1])
    ]
    if len(last) == 1:
        return last[0]
    if last:
        raise NotFound(f"the matrix has {len(last)} {name}s {one!r}; say which, as {ids[last[0]]!r}")
    raise NotFound(f"the matrix has no {name} {wanted!r}.{did_you_mean(str(wanted), list(_known(ids, names)))}")


def _known(ids: Sequence[Any], names: Sequence[Any]) -> Iterator[str]:
    for one in (*ids, *names):
        yield one[-1] if isinstance(one, tuple) else str(one)

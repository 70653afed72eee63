"""What places mean: codings counted in rows and columns, with the codings behind every cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from placemeaning.analysis.heat import html_table
from placemeaning.analysis.tidy import CERTAIN
from placemeaning.errors import NotFound, check_choice, did_you_mean
from placemeaning.model.document import VOICES, Document
from placemeaning.model.text import words as words_in

Axis = Literal["place", "place_kind", "neighbourhood", "municipality", "person", "document", "kind", "code", "parent", "coder", "voice"]
Count = Literal["passages", "people", "documents", "words", "share", "present"]
AXES: tuple[str, ...] = get_args(Axis)
COUNTS: tuple[str, ...] = get_args(Count)
TOTAL = "Total"

_SAYS = {
    "passages": "Coded passages",
    "people": "People who say this",
    "documents": "Documents in which this is said",
    "words": "Words coded",
    "share": "Share of the respondents' words",
    "present": "Whether this is said",
}
_BEHIND = ["document", "person", "quote", "before", "after", "place", "code", "voice", "coder", "memo", "date", "start", "stop", "id"]

_Numbers = np.ndarray[Any, np.dtype[Any]]
_Several = str | Collection[str] | None


class Matrix(pd.DataFrame):
    """A table of counts that knows what was counted, what was left out, and the codings behind each cell.

    Made by `matrix`. Slices, copies and transposes of it are plain frames.

    Attributes
    ----------
    row_axis, column_axis, counting
        What the rows and the columns are and what is counted: the options that `matrix` was called with.
    row_ids, column_ids
        The ids behind the labels, without the total.
    totals
        Whether the last row and column are totals.
    n_codings
        How many codings were counted.
    left_out
        A frame ``reason, codings, ids``: the codings that have no cell, with why.
    """

    row_axis: str = "place"
    column_axis: str = "code"
    counting: str = "passages"
    row_ids: tuple[str, ...] = ()
    column_ids: tuple[str, ...] = ()
    totals: bool = False
    n_codings: int = 0
    left_out: pd.DataFrame = pd.DataFrame({"reason": [], "codings": [], "ids": []})
    _behind: pd.DataFrame | None = None
    _cells: _Cells | None = None
    _metadata = ["row_axis", "column_axis", "counting", "row_ids", "column_ids", "totals", "n_codings", "left_out", "_behind", "_cells"]  # noqa: RUF012

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    @property
    def note(self) -> str:
        """One sentence: what was counted, how many codings were left out, and why."""
        reasons = [f"{row.codings} {_why(str(row.reason))}" for row in self.left_out.itertuples()]
        left = f" Left out: {', '.join(reasons)}." if reasons else " Nothing was left out."
        return f"{_SAYS[self.counting]}; {self.n_codings} coding{'' if self.n_codings == 1 else 's'} counted.{left}"

    def body(self) -> pd.DataFrame:
        """Return the counts without the totals, as a plain frame."""
        return pd.DataFrame(self.iloc[: len(self.row_ids), : len(self.column_ids)])

    def cell(self, row: str, column: str) -> pd.DataFrame:
        """Return the codings behind one cell, one row a coding, in the order of the codings.

        Parameters
        ----------
        row, column
            An id or a label of this matrix; ``Total`` gives the whole row or column.

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
        if self._behind is None or self._cells is None:
            raise NotFound("this matrix was not made by matrix(), so it does not know its codings")
        cells = self._cells
        hit = ((cells.row == r) | (r is None)) & ((cells.column == c) | (c is None))
        behind = self._behind.iloc[np.unique(cells.at[hit])]
        person = [", ".join(people) for people in behind["people"]]
        return pd.DataFrame(behind.assign(person=person)[_BEHIND].reset_index(drop=True))

    def __repr__(self) -> str:
        return f"{pd.DataFrame(self)!r}\n\n{self.note}"

    def _greatest(self) -> float:
        return float(np.nanmax(self.body().to_numpy(dtype=float), initial=0)) or 1.0

    def _repr_html_(self) -> str:
        return html_table(
            self,
            row_axis=self.row_axis,
            counting=self.counting,
            says=_SAYS[self.counting],
            note=self.note,
            greatest=self._greatest(),
            size=(len(self.row_ids), len(self.column_ids)),
        )


def matrix(
    codings: pd.DataFrame,
    *,
    rows: Axis = "place",
    columns: Axis = "code",
    count: Count = "passages",
    voice: str | Collection[str] | None = None,
    origin: Literal["human", "suggestion"] | None = None,
    coders: str | Collection[str] | None = None,
    documents: str | Collection[str] | None = None,
    labels: Mapping[str, Mapping[str, str]] | None = None,
    totals: bool = False,
    texts: Mapping[str, str | Document] | None = None,
    document_frame: pd.DataFrame | None = None,
) -> Matrix:
    """Count codings in rows and columns.

    Only codings whose position is certain (``exact``, ``moved``, ``edited``) are counted. The others, and those that
    lack the row, the column or (where people are counted) a person, are listed in ``left_out``. The input is not changed.

    Parameters
    ----------
    codings
        The tidy frame, one row a coding.
    rows, columns
        Two different ones of ``place, place_kind, neighbourhood, municipality, person, document, kind, code, parent,
        coder, voice``. A key that is an ordered category shows all its categories, in their order, zeros included;
        of another key only what is counted is shown, sorted. ``parent`` is the code above, or the code itself where
        there is none; it is in codebook order. A coding of several persons stands in the row of each.
    count
        - ``passages``: distinct passages, that is distinct (document, start, stop, code, place). The same passage coded
          with the same code by two coders counts once; with ``parent`` as an axis, two children of one parent count once.
        - ``people``: distinct persons.
        - ``documents``: distinct documents.
        - ``words``: distinct words of the texts that at least one passage of the cell touches. Needs `texts`.
        - ``share``: those words, divided by the respondents' words in the documents of the row (0 to 1; NaN where these
          have none). Needs `texts` and `document_frame`. A document belongs to a row if it is itself about it (its own
          ``places``, ``people``, kind, id) or if any certain coding of it lies in that row, whatever its voice,
          origin and coder.
        - ``present``: whether there is any.
    voice, origin, coders, documents
        Count only these; ``None`` is all. Two coders together are the union of what they coded.
    labels
        Names to show by axis and id, as ``{"place": {"kanaal": "Kanaal"}, "total": {"Total": "Totaal"}}``. An id without
        a name shows itself; where a name occurs twice the id is put behind it.
    totals
        Add a last row and column. They are counted afresh: a person who says two things is one person in the total.
    texts
        The texts by document id. Of a `Document` only words of turns count, and for ``share`` only respondents' words,
        so labels such as ``R:`` never count; of a plain ``str`` every word counts.
    document_frame
        One row a document, with ``id, kind, places, people, respondent_words``.

    Returns
    -------
    Matrix
        Whole numbers; ``share`` gives fractions, ``present`` booleans.

    Raises
    ------
    ValueError
        If an option is not one of its values, `rows` equals `columns`, a coder or document does not occur, or
        `texts` or `document_frame` is needed and missing or incomplete.
    """
    for name, value in (("rows", rows), ("columns", columns)):
        check_choice(name, value, AXES)
    check_choice("count", count, COUNTS)
    check_choice("origin", origin, (None, "human", "suggestion"))
    for axis in labels or {}:
        check_choice("labels", axis, (*AXES, "total"))
    if rows == columns:
        raise ValueError(f"rows={rows!r} and columns={columns!r} are the same; choose two different ones")
    known = sorted({*codings["document"].dropna(), *([] if document_frame is None else document_frame["id"])})
    here = _is_in(codings, "document", documents, "documents", known)
    by = _is_in(codings, "coder", coders, "coders", sorted(set(codings["coder"])))
    chosen = codings[here & by & _is_in(codings, "voice", voice, "voice", VOICES) & _is_from(codings, origin)]
    reasons = _reasons(chosen, rows, columns, count)
    counted = chosen[np.array([reason == "" for reason in reasons], dtype=bool)]
    cells, ids = _place_in_cells(counted, rows, columns, count)
    if count in ("words", "share"):
        measure = _words(counted, cells, _need(texts, "texts", count), count == "share")
    else:
        measure = _distinct(_units(counted, cells, count, "parent" in (rows, columns)))
    table = _fill(cells, (len(ids[0]), len(ids[1])), measure, totals)
    if count == "share":
        sizes = _need(document_frame, "document_frame", count)
        table = _divide(table, _respondent_words(codings[here], sizes, rows, ids[0], documents))
    table = table.astype(bool) if count == "present" else table if count == "share" else table.astype("int64")
    index = _labels(ids[0], rows, labels, totals)
    made = Matrix(table, index=index, columns=_labels(ids[1], columns, labels, totals))
    made.row_axis, made.column_axis, made.counting, made.totals = rows, columns, count, totals
    made.row_ids, made.column_ids, made.n_codings = ids[0], ids[1], len(counted)
    made.left_out = _left_out(chosen, reasons)
    made._behind, made._cells = counted, cells
    return made


@dataclass(frozen=True, slots=True)
class _Cells:
    """Where codings stand: a row number, a column number, the position of the coding, and the person where people are counted."""

    row: _Numbers
    column: _Numbers
    at: _Numbers
    person: _Numbers


_Measure = Callable[[_Numbers, int], _Numbers]  # (cell number of each entry, number of cells) -> the count in each cell


def _need(value: Any, name: str, count: str) -> Any:
    if value is None:
        raise ValueError(f"count={count!r} needs {name}=")
    return value


def _several(value: str | Collection[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _is_in(codings: pd.DataFrame, column: str, wanted: _Several, option: str, choices: Iterable[Any]) -> _Numbers:
    if wanted is None:
        return np.ones(len(codings), dtype=bool)
    known = list(dict.fromkeys(choices))
    for one in _several(wanted):
        check_choice(option, one, known)
    return codings[column].isin(_several(wanted)).to_numpy(dtype=bool)


def _is_from(codings: pd.DataFrame, origin: str | None) -> _Numbers:
    if origin is None:
        return np.ones(len(codings), dtype=bool)
    human = (codings["origin"] == "human").to_numpy(dtype=bool)
    return human if origin == "human" else ~human


def _keys(frame: pd.DataFrame, axis: str) -> list[Any]:
    """Return the key of each coding on an axis; a tuple of persons for ``person``; an empty string where there is none."""
    if axis == "person":
        return list(frame["people"])
    keys = ["" if missing else key for key, missing in zip(frame[axis].astype(object), frame[axis].isna(), strict=True)]
    return [key or code for key, code in zip(keys, _keys(frame, "code"), strict=True)] if axis == "parent" else keys


def _reasons(frame: pd.DataFrame, rows: str, columns: str, count: str) -> list[str]:
    """Why each coding is left out: a status, ``no place`` and the like, or an empty string where it is counted."""
    reasons = ["" if status in CERTAIN else str(status) for status in frame["status"].astype(object)]
    for axis in dict.fromkeys((rows, columns, *(["person"] if count == "people" else []))):
        reasons = [reason or ("" if key else f"no {axis}") for reason, key in zip(reasons, _keys(frame, axis), strict=True)]
    return reasons


def _left_out(frame: pd.DataFrame, reasons: list[str]) -> pd.DataFrame:
    first = [reason for reason in ("unsure", "lost") if reason in reasons]
    ids: dict[str, list[str]] = {reason: [] for reason in (*first, *sorted({*reasons} - {"", *first}))}
    for reason, coding in zip(reasons, frame["id"], strict=True):
        if reason:
            ids[reason].append(coding)
    data = {"reason": list(ids), "codings": [len(found) for found in ids.values()], "ids": [tuple(found) for found in ids.values()]}
    return pd.DataFrame(data).astype({"codings": "int64"})


def _why(reason: str) -> str:
    told = {"unsure": "in an unsure position", "lost": "whose words are lost"}
    return told.get(reason, reason.replace("no ", "without a ", 1).replace("_", " "))


def _order(frame: pd.DataFrame, axis: str, found: Iterable[str]) -> tuple[str, ...]:
    """Return the ids on an axis: all categories in their order, or what was found, sorted."""
    found = set(found)
    column = frame[{"parent": "code", "person": "coder"}.get(axis, axis)]
    known = list(column.cat.categories) if isinstance(column.dtype, pd.CategoricalDtype) and axis != "person" else []
    if axis == "parent":
        known = [code for code in known if code in found]
    return (*known, *sorted(found.difference(known)))


def _place_in_cells(counted: pd.DataFrame, rows: str, columns: str, count: str) -> tuple[_Cells, tuple[tuple[str, ...], tuple[str, ...]]]:
    row, column, at = _keys(counted, rows), _keys(counted, columns), np.arange(len(counted))
    person: list[Any] = [""] * len(counted)
    if "person" in (rows, columns) or count == "people":
        at = np.repeat(at, [len(people) for people in counted["people"]])
        person = [one for people in counted["people"] for one in people]
        row = person if rows == "person" else [row[i] for i in at]
        column = person if columns == "person" else [column[i] for i in at]
    ids = _order(counted, rows, row), _order(counted, columns, column)
    return _Cells(_numbers(row, ids[0]), _numbers(column, ids[1]), at, _numbers(person, sorted(set(person)))), ids


def _numbers(keys: Sequence[str], ids: Sequence[str]) -> _Numbers:
    number = {one: i for i, one in enumerate(ids)}
    return np.fromiter((number[key] for key in keys), dtype="int64", count=len(keys))


def _units(counted: pd.DataFrame, cells: _Cells, count: str, by_parent: bool) -> _Numbers:
    """Return the number of the thing that each entry counts once."""
    if count == "people":
        return cells.person
    if count == "present":
        return np.zeros(len(cells.at), dtype="int64")
    keys = [_keys(counted, "document")]
    if count == "passages":
        keys += [list(counted["start"]), list(counted["stop"]), _keys(counted, "place"), _keys(counted, "parent" if by_parent else "code")]
    number: dict[tuple[Any, ...], int] = {}
    units = [number.setdefault(key, len(number)) for key in zip(*keys, strict=True)]
    return np.array(units, dtype="int64")[cells.at]


def _distinct(units: _Numbers) -> _Measure:
    size = int(units.max(initial=0)) + 1
    return lambda cell, n: np.bincount(np.unique(cell * size + units) // size, minlength=n)


def _words(counted: pd.DataFrame, cells: _Cells, texts: Mapping[str, str | Document], respondents: bool) -> _Measure:
    """Measure the distinct words that the spans of a cell touch. Words are numbered through all texts, so a span is an interval."""
    first, last = np.zeros(len(counted), dtype="int64"), np.zeros(len(counted), dtype="int64")
    document, size = np.array(_keys(counted, "document"), dtype=object), 0
    for one in dict.fromkeys(document):
        if one not in texts:
            raise ValueError(f"texts has no text for document {one!r}")
        starts, stops = _word_bounds(texts[one], respondents)
        here = document == one
        first[here] = size + np.searchsorted(stops, counted["start"][here].to_numpy("int64"), side="right")
        last[here] = size + np.searchsorted(starts, counted["stop"][here].to_numpy("int64"), side="left")
        size += len(starts)
    return lambda cell, n: _union(cell, first[cells.at], np.maximum(first, last)[cells.at], size + 1, n)


def _word_bounds(text: str | Document, respondents: bool) -> tuple[_Numbers, _Numbers]:
    if isinstance(text, str):
        found = [*words_in(text)]
    else:
        turns = [turn.span for turn in text.turns if turn.role == "respondent" or not respondents]
        found = [word for turn in turns for word in words_in(text.text, turn.start, turn.stop)]
    pairs = np.array([(word.start, word.stop) for word in found], dtype="int64").reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _union(cell: _Numbers, first: _Numbers, last: _Numbers, size: int, n: int) -> _Numbers:
    """Return the length of the union of the intervals of each cell: in order, each adds what lies beyond the furthest end so far."""
    order = np.lexsort((first, cell))
    begin, end = (cell * size + first)[order], (cell * size + last)[order]
    reached = np.concatenate([[0], np.maximum.accumulate(end)[:-1]]) if len(end) else end
    new = np.maximum(0, end - np.maximum(begin, reached))
    return np.bincount(cell[order], weights=new, minlength=n)


def _fill(cells: _Cells, shape: tuple[int, int], measure: _Measure, totals: bool) -> _Numbers:
    n_rows, n_columns = shape
    table = measure(cells.row * n_columns + cells.column, n_rows * n_columns).reshape(shape)
    if not totals:
        return table
    right, below = measure(cells.row, n_rows), measure(cells.column, n_columns)
    corner = measure(np.zeros_like(cells.row), 1)
    return np.vstack([np.hstack([table, right[:, None]]), np.concatenate([below, corner])[None, :]])


def _divide(words: _Numbers, by: _Numbers) -> _Numbers:
    base = np.broadcast_to(by[: len(words), None].astype(float), words.shape)
    part = np.full(words.shape, np.nan)
    part[base > 0] = words[base > 0] / base[base > 0]
    return part


def _respondent_words(codings: pd.DataFrame, sizes: pd.DataFrame, rows: str, ids: tuple[str, ...], wanted: _Several) -> _Numbers:
    """Return the respondents' words in the documents of each row, and in those of all rows together."""
    certain = codings[codings["status"].isin(CERTAIN)]
    words = dict(zip(sizes["id"], sizes["respondent_words"].fillna(0).astype("int64"), strict=True))
    members: dict[str, set[str]] = {one: set() for one in ids}
    pairs = [*zip(certain["document"], _keys(certain, rows), strict=True), *_own(certain, sizes, rows)]
    for document, key in pairs:
        if document not in words:
            raise ValueError(f"document_frame has no row for document {document!r}")
        if wanted is None or document in _several(wanted):
            for one in key if isinstance(key, tuple) else (key,):
                members.get(one, set()).add(document)
    return np.array([sum(words[one] for one in group) for group in (*members.values(), set().union(*members.values()))])


def _own(certain: pd.DataFrame, sizes: pd.DataFrame, rows: str) -> list[tuple[str, Any]]:
    """Return what documents are about by themselves. Where a place lies is known from the codings."""
    own = {"document": "id", "kind": "kind", "place": "places", "person": "people"}
    if rows in own:
        return list(zip(sizes["id"], sizes[own[rows]], strict=True))
    if rows in ("place_kind", "neighbourhood", "municipality"):
        lies = dict(zip(_keys(certain, "place"), _keys(certain, rows), strict=True))
        return [(one, tuple(lies.get(p, "") for p in places)) for one, places in zip(sizes["id"], sizes["places"], strict=True)]
    return []


def _labels(ids: tuple[str, ...], axis: str, labels: Mapping[str, Mapping[str, str]] | None, totals: bool) -> pd.Index[Any]:
    names = (labels or {}).get(axis, {})
    shown = [names.get(one) or one for one in ids]
    unique = [name if shown.count(name) == 1 else f"{name} ({one})" for name, one in zip(shown, ids, strict=True)]
    total = [(labels or {}).get("total", {}).get(TOTAL, TOTAL)] if totals else []
    return pd.Index(unique + total, name=axis, dtype=object)


def _find(what: str, wanted: str, ids: tuple[str, ...], labels: pd.Index[Any]) -> int | None:
    """Return the number of a row or column by id or label; None for the total."""
    shown = list(labels)
    if wanted in ids:
        return ids.index(wanted)
    if wanted in shown or wanted == TOTAL:
        return shown.index(wanted) if wanted in shown[: len(ids)] else None
    raise NotFound(f"the matrix has no {what} {wanted!r}.{did_you_mean(wanted, [*ids, *map(str, shown)])}")

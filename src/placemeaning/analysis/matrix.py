"""What places mean: codings counted in rows and columns, with the codings behind every cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from placemeaning.analysis import cards
from placemeaning.analysis.axes import (
    AXES,
    CODES,
    Axis,
    Entries,
    Id,
    Keys,
    Line,
    Numbers,
    check_axes,
    coding_keys,
    columns_of_people,
    entries,
    line,
    numbered,
    numbers_in,
    several,
)
from placemeaning.analysis.bases import bases, filtered, material
from placemeaning.analysis.consensus import agreed, not_agreed
from placemeaning.analysis.distinct import Measure, number_of, number_of_combinations, words_touched
from placemeaning.analysis.filters import Scope, scope_of
from placemeaning.analysis.matrix_result import TOTAL, Cells, Matrix, reads_as
from placemeaning.analysis.sentences import LANGUAGES
from placemeaning.analysis.tidy import CERTAIN
from placemeaning.errors import check_choice
from placemeaning.model.document import Document

__all__ = ["AXES", "COUNTS", "TOTAL", "Axis", "Count", "Matrix", "Normalise", "matrix"]

Count = Literal["passages", "people", "documents", "words", "share", "present"]
Normalise = Literal["people", "documents", "words"]
COUNTS: tuple[str, ...] = get_args(Count)
NORMALISE: tuple[str, ...] = get_args(Normalise)


def matrix(
    codings: pd.DataFrame,
    *,
    rows: Axis | Sequence[Axis] = "place",
    columns: Axis | Sequence[Axis] = "code",
    count: Count = "passages",
    where: Mapping[str, str | Collection[str]] | None = None,
    voice: str | Collection[str] | None = None,
    origin: Literal["human", "suggestion"] | None = None,
    status: str | Collection[str] | None = None,
    coders: str | Collection[str] | None = None,
    documents: str | Collection[str] | None = None,
    normalise: Normalise | None = None,
    per: Literal["rows", "columns"] | None = None,
    labels: Mapping[str, Mapping[str, str]] | None = None,
    totals: bool = False,
    like: Matrix | None = None,
    texts: Mapping[str, str | Document] | None = None,
    document_frame: pd.DataFrame | None = None,
    people: pd.DataFrame | None = None,
    places: pd.DataFrame | None = None,
    language: str = "en",
) -> Matrix:
    """Count codings in rows and columns.

    Only codings whose position is certain (``exact``, ``moved``, ``edited``) are counted. The others, and those that
    lack the row, the column or (where people are counted) a person, are listed in ``left_out``. The input is not changed.

    Parameters
    ----------
    codings
        The tidy frame, one row a coding.
    rows, columns
        One or several different ones of ``place, place_kind, neighbourhood, municipality, person, document, kind, code, parent, coder,
        voice, month, field`` and the columns of `people`; several are nested: ``rows=["municipality", "place"]``. A key that is an ordered
        category shows all its categories, in their order, zeros included; of another key, and where keys are nested, only what occurs is
        shown (nested places: all of `places`), sorted. ``parent`` is the code above, or the code itself where there is none, in codebook
        order. ``month`` is that of the conversation. ``field`` is the field of a conversation card (needs `texts`). A coding of several
        persons stands in the row of each. A column of `people` that is called like an axis is ``person.kind`` and so on.
    count
        - ``passages``: distinct passages, that is distinct (document, start, stop, code, place). The same passage coded
          with the same code by two coders counts once; with ``parent`` as an axis, two children of one parent count once.
        - ``people``: distinct persons.
        - ``documents``: distinct documents.
        - ``words``: distinct words of the texts that at least one passage of the cell touches. Needs `texts`.
        - ``share``: those words, divided by the respondents' words in the documents of the row (0 to 1; NaN where these
          have none). Needs `texts` and `document_frame`.
        - ``present``: whether there is any.
    where
        Count only these, by axis: ``{"municipality": "Nijmegen", "age_group": ["18-29", "30-44"]}``.
    voice, origin, coders, documents
        Count only these; ``None`` is all. Several coders together (or ``"union"``, all of them) are the union of what they coded;
        ``"consensus"`` is what they agree on (`placemeaning.analysis.consensus.agreed`), ``["consensus"]`` only what was settled by that coder.
    status
        Count only positions that are certain in this way: of ``exact, moved, edited``.
    normalise
        Divide by what belongs to the row: its ``people``, its ``documents``, or its respondents' ``words`` (per 1,000 words). So a place with
        more interviews does not look more meaningful. A document belongs to a row if it is itself about it (its own places, people,
        kind, id) or if any certain coding of it lies there; a person, who is named by a document that is about it or speaks in a passage there;
        whatever the voice, origin and coder. Needs `document_frame`.
    per
        Whether the ``rows`` or the ``columns`` are what is divided by; by default the rows, unless these are codes and the columns are not.
    labels
        Names to show by axis and id, as ``{"place": {"kanaal": "Kanaal"}, "total": {"Total": "Totaal"}}``. An id without
        a name shows itself; where a name occurs twice the id is put behind it.
    totals
        Add a last row and column. They are counted afresh: a person who says two things is one person in the total.
    like
        Show also the rows and columns of this matrix, so that two can be laid side by side.
    texts
        The texts by document id. Of a `Document` only words of turns count, and for ``share`` only respondents' words,
        so labels such as ``R:`` never count; of a plain ``str`` every word counts.
    document_frame
        One row a document, with ``id, kind, places, people, respondent_words`` (and ``date``). With it the matrix knows its bases.
    people, places
        The tables people.csv and places.csv, a row each.
    language
        ``nl``, ``en`` or ``uk``: of what the matrix says of itself.

    Returns
    -------
    Matrix
        Whole numbers; ``share`` and `normalise` give fractions, ``present`` booleans.

    Raises
    ------
    ValueError
        If an option is not one of its values, an axis stands twice, a coder, document or other id does not occur, or
        `texts` or `document_frame` is needed and missing or incomplete.
    """
    told = columns_of_people(people)
    asked = _asked(several(rows), several(columns), count, normalise, per, [*AXES, *told])
    check_choice("language", language, LANGUAGES)
    for axis in labels or {}:
        check_choice("labels", axis, (*AXES, *told, "total"))
    frame = _with_fields(codings, asked, where, texts)
    about = None if document_frame is None else material(document_frame, frame, places)
    given = {"document": documents, "voice": voice, "coder": coders}
    scope = scope_of(frame, about, told, given, where or {}, origin=origin, status=status)
    shared = agreed(frame) if scope.consensus else None
    found = _count(
        frame if shared is None else _and_uncertain(shared, frame), asked, scope, told, _more(asked, places, like), texts, totals
    )
    if shared is not None:
        found = replace(found, left_out=_with_not_agreed(found.left_out, frame, shared, scope, told))
    if count == "share" or normalise is not None:
        _need(document_frame, "document_frame", count if count == "share" else normalise, "count" if count == "share" else "normalise")
    base = None
    if document_frame is not None and about is not None:
        axes, ids = (asked.rows, found.rows.ids) if asked.per == "rows" else (asked.columns, found.columns.ids)
        words = dict(zip(document_frame["id"], document_frame["respondent_words"].fillna(0).astype("int64"), strict=True))
        known = words if asked.unit == "words" else {**dict.fromkeys(set(frame["document"].dropna()), 0), **words}
        base = bases(frame, about, known, axes=axes, ids=ids, people=told, filters=scope.filters)
    return _made(found, asked, scope, base, labels or {}, totals, language)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What rows, columns and figures are: the options of `matrix`, checked. `unit` is what figures are divided by, or would be."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    count: str
    normalise: str | None
    per: str
    unit: str

    @property
    def axes(self) -> tuple[str, ...]:
        """All axes, and persons where they are counted."""
        return tuple(dict.fromkeys((*self.rows, *self.columns, *(["person"] if self.count == "people" else []))))


def _asked(rows: tuple[str, ...], columns: tuple[str, ...], count: str, normalise: str | None, per: str | None, known: list[str]) -> _Asked:
    check_axes(rows, columns, known)
    check_choice("count", count, COUNTS)
    check_choice("normalise", normalise, (None, *NORMALISE))
    check_choice("per", per, (None, "rows", "columns"))
    if normalise and count in ("share", "present"):
        raise ValueError(
            f"count={count!r} cannot be divided by {normalise}; leave out normalise={normalise!r}, or count passages or people"
        )
    of_codes = all(axis in CODES for axis in rows) and not all(axis in CODES for axis in columns)
    unit = normalise or {"share": "words", "words": "words", "documents": "documents"}.get(count, "people")
    return _Asked(rows, columns, count, normalise, per or ("columns" if of_codes else "rows"), unit)


@dataclass(frozen=True, slots=True)
class _Counted:
    """What was counted, before it has names."""

    rows: Line
    columns: Line
    table: Numbers
    cells: Cells
    n_codings: int
    left_out: pd.DataFrame = field(repr=False)


def _count(
    frame: pd.DataFrame,
    asked: _Asked,
    scope: Scope,
    people: Mapping[str, Mapping[str, str]],
    more: tuple[list[Id], list[Id]],
    texts: Mapping[str, str | Document] | None,
    totals: bool,
) -> _Counted:
    found = entries(frame, [*asked.axes, *scope.filters], people)
    keys = {axis: found.keys(axis) for axis in asked.axes}
    kept, reasons = _sift(found, keys, scope)
    at = found.at if kept is None else np.flatnonzero(kept) if found.at is None else found.at[kept]
    rows = line([keys[axis] for axis in asked.rows], kept, more[0])
    columns = line([keys[axis] for axis in asked.columns], kept, more[1])
    table = _fill(rows, columns, _measures(frame, at, asked, keys, kept, texts), totals)
    n = len(rows.numbers) if found.at is None else len(np.unique(at)) if at is not None else 0
    return _Counted(rows, columns, table, Cells(rows.numbers, columns.numbers, at, frame.copy(deep=False)), n, _left_out(frame, reasons))


def _and_uncertain(shared: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Return what coders agree on, and the codings whose position is not certain: these are left out, and said to be."""
    return pd.concat([shared, frame[~frame["status"].isin(CERTAIN)]], ignore_index=True)


def _with_not_agreed(
    left_out: pd.DataFrame, frame: pd.DataFrame, shared: pd.DataFrame, scope: Scope, people: Mapping[str, Mapping[str, str]]
) -> pd.DataFrame:
    """Return what was left out, with the codings that coders do not agree on, as far as they were asked for."""
    found = entries(frame, scope.filters, people)
    alone = not_agreed(frame, shared) & found.codings(filtered(found, scope.filters))
    ids = tuple(frame["id"][alone])
    row = pd.DataFrame({"reason": ["not agreed"], "codings": [len(ids)], "ids": [ids]})
    return pd.concat([left_out, row], ignore_index=True).astype({"codings": "int64"}) if ids else left_out


def _need(value: Any, name: str, chosen: str | None, option: str = "count") -> Any:
    if value is None:
        raise ValueError(f"{option}={chosen!r} needs {name}=")
    return value


def _with_fields(codings: pd.DataFrame, asked: _Asked, where: Mapping[str, Any] | None, texts: Mapping[str, Any] | None) -> pd.DataFrame:
    if "field" not in (*asked.rows, *asked.columns, *(where or {})):
        return codings
    return cards.with_fields(codings, texts if "field" in codings else _need(texts, "texts", "field", "axis"))


def _more(asked: _Asked, places: pd.DataFrame | None, like: Matrix | None) -> tuple[list[Id], list[Id]]:
    """Return rows and columns that are shown also without a coding: those of `like`, and where places are nested, those of all places."""
    rows, columns = (_ids_of(like.row_ids), _ids_of(like.column_ids)) if like is not None else ([], [])
    return rows + _nested_places(asked.rows, places), columns + _nested_places(asked.columns, places)


def _ids_of(ids: Sequence[Any]) -> list[Id]:
    return [(one,) if isinstance(one, str) else one for one in ids]


def _nested_places(axes: Sequence[str], places: pd.DataFrame | None) -> list[Id]:
    columns = {"place": "id", "place_kind": "kind", "neighbourhood": "neighbourhood", "municipality": "municipality"}
    if places is None or len(axes) == 1 or "place" not in axes or not all(axis in columns for axis in axes):
        return []
    return [tuple(row) for row in places[[columns[axis] for axis in axes]].fillna("").to_numpy(dtype=object)]


def _sift(found: Entries, keys: Mapping[str, Keys], scope: Scope) -> tuple[Numbers | None, dict[str, Numbers]]:
    """Return which entries are counted (None: all), and the positions of the codings that are left out, by reason."""
    reasons: dict[str, Numbers] = {}
    kept = None if scope.chosen is None else found.of(scope.chosen)
    if scope.filters:
        kept = filtered(found, scope.filters) & (True if kept is None else kept)
    status = numbered(found.frame["status"])
    for one in status.ids:
        if one not in CERTAIN:
            kept = _without(found, kept, found.of(status.numbers == status.ids.index(one)), one, reasons)
    for axis, key in keys.items():
        if int(key.numbers.min(initial=0)) < 0:
            kept = _without(found, kept, key.numbers < 0, f"no {axis}", reasons)
    return kept, reasons


def _without(found: Entries, kept: Numbers | None, gone: Numbers, reason: str, reasons: dict[str, Numbers]) -> Numbers | None:
    if not gone.any():
        return kept
    before = np.ones(len(found), dtype=bool) if kept is None else kept
    after = before & ~gone
    reasons[reason] = np.flatnonzero(found.codings(before) & ~found.codings(after))
    return after


def _left_out(frame: pd.DataFrame, reasons: Mapping[str, Numbers]) -> pd.DataFrame:
    some = {reason: positions for reason, positions in reasons.items() if len(positions)}
    if not some:
        return _NOTHING.copy(deep=False)
    order = [*(one for one in ("unsure", "lost") if one in some), *sorted({*some} - {"unsure", "lost"})]
    ids = [tuple(frame["id"].iloc[some[reason]]) for reason in order]
    numbers = np.array([len(one) for one in ids], dtype="int64")
    return pd.DataFrame({"reason": pd.array(order, dtype="str"), "codings": numbers, "ids": pd.Series(ids, dtype="object")})


_NOTHING = pd.DataFrame({"reason": pd.array([], dtype="str"), "codings": np.zeros(0, dtype="int64"), "ids": pd.Series([], dtype="object")})


def _measures(
    frame: pd.DataFrame, at: Numbers | None, asked: _Asked, keys: Mapping[str, Keys], kept: Numbers | None, texts: Mapping[str, Any] | None
) -> tuple[Measure, Measure]:
    """Return what counts the different things in cells, and what does in totals; `at` and `kept` say which codings and entries are counted."""
    if asked.count == "people":
        persons = keys["person"]
        return (number_of(persons.numbers if kept is None else persons.numbers[kept], len(persons.ids)),) * 2
    if asked.count == "present":
        return (lambda cell, n: np.minimum(np.bincount(cell, minlength=n), 1),) * 2
    if asked.count in ("words", "share"):
        document, (start, stop) = numbered(frame["document"]).at(at), (_positions(frame[name], at) for name in ("start", "stop"))
        known = _need(texts, "texts", asked.count)
        return (words_touched(document.numbers, document.ids, start, stop, known, respondents=asked.count == "share"),) * 2
    numbers = numbers_in(frame["document"]) if at is None else numbers_in(frame["document"])[at]
    if asked.count == "documents":
        return (number_of(numbers, int(numbers.max(initial=0)) + 1),) * 2
    passage = [numbers, *(_positions(frame[name], at) for name in ("start", "stop"))]
    code = "code" if "code" in asked.axes or "parent" not in asked.axes else "parent"
    told = {axis: _of(frame, axis, keys, at, kept) for axis in (code, "place")}
    cells = number_of_combinations([*passage, *(part for axis, part in told.items() if axis not in asked.axes)])
    return cells, number_of_combinations([*passage, *told.values()])


def _of(frame: pd.DataFrame, axis: str, keys: Mapping[str, Keys], at: Numbers | None, kept: Numbers | None) -> Numbers:
    if axis in keys:
        return keys[axis].numbers if kept is None else keys[axis].numbers[kept]
    return coding_keys(frame, axis).at(at).numbers


def _positions(column: pd.Series[Any], at: Numbers | None) -> Numbers:
    numbers: Numbers = column.to_numpy(dtype="int64", na_value=0) if column.dtype != "int64" else column.to_numpy()
    return numbers if at is None else numbers[at]


def _fill(rows: Line, columns: Line, measures: tuple[Measure, Measure], totals: bool) -> Numbers:
    n_rows, n_columns = len(rows.ids), len(columns.ids)
    cells, whole = measures
    at = rows.numbers.astype("int64")
    at *= n_columns
    at += columns.numbers
    table = cells(at, n_rows * n_columns).reshape(n_rows, n_columns)
    if not totals:
        return table
    right, below = whole(rows.numbers.astype("int64"), n_rows), whole(columns.numbers.astype("int64"), n_columns)
    corner = whole(np.zeros(len(rows.numbers), dtype="int64"), 1)
    return np.vstack([np.hstack([table, right[:, None]]), np.concatenate([below, corner])[None, :]])


def _made(
    found: _Counted, asked: _Asked, scope: Scope, base: pd.DataFrame | None, labels: Mapping[str, Any], totals: bool, language: str
) -> Matrix:
    index = _labels(found.rows.ids, asked.rows, labels, totals)
    columns = _labels(found.columns.ids, asked.columns, labels, totals)
    figures = found.table.astype("int64")
    if base is not None:
        base = base.iloc[: len(index if asked.per == "rows" else columns)].set_axis(index if asked.per == "rows" else columns)
    shown = _divided(figures, base, asked) if base is not None and (asked.normalise or asked.count == "share") else figures
    made = Matrix(shown.astype(bool) if asked.count == "present" else shown, index=index, columns=columns)
    made.row_axes, made.column_axes, made.counting, made.totals = asked.rows, asked.columns, asked.count, totals
    made.row_ids, made.column_ids = (tuple(one[0] if len(one) == 1 else one for one in ids) for ids in (found.rows.ids, found.columns.ids))
    made.n_codings, made.left_out, made.language = found.n_codings, found.left_out, language
    made.normalised, made.per, made.unit, made.bases = asked.normalise, asked.per, asked.unit, base
    made.conditions, made.reads_as = scope.conditions, reads_as(asked.count, asked.normalise)
    made.consensus, made._figures, made._cells = scope.consensus, figures, found.cells
    return made


def _divided(figures: Numbers, base: pd.DataFrame, asked: _Asked) -> Numbers:
    by = base[asked.unit].to_numpy(dtype=float)
    whole = np.broadcast_to(by[:, None] if asked.per == "rows" else by[None, :], figures.shape)
    factor = 1000.0 if asked.normalise == "words" else 1.0
    part = np.full(figures.shape, np.nan)
    np.divide(figures * factor, whole, out=part, where=whole > 0)
    return part


def _labels(ids: Sequence[Id], axes: Sequence[str], labels: Mapping[str, Mapping[str, str]], totals: bool) -> pd.Index[Any]:
    levels = []
    for level, axis in enumerate(axes):
        own = list(dict.fromkeys(one[level] for one in ids))
        shown = [labels.get(axis, {}).get(one) or one for one in own]
        unique = [name if shown.count(name) == 1 else f"{name} ({one})" for name, one in zip(shown, own, strict=True)]
        levels.append(dict(zip(own, unique, strict=True)))
    total = labels.get("total", {}).get(TOTAL, TOTAL)
    named = [[level[one[i]] for one in ids] + ([total if i == 0 else ""] if totals else []) for i, level in enumerate(levels)]
    if len(axes) == 1:
        return pd.Index(named[0], name=axes[0], dtype=object)
    return pd.MultiIndex.from_arrays(named, names=list(axes))

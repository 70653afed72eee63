"""What rows and columns of a matrix can be, and the key that each coding has there, as numbers that can be counted fast."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from placemeaning.errors import check_choice

Axis = str
"""One of `AXES`, or a column of people.csv."""

AXES = (
    "place", "place_kind", "neighbourhood", "municipality", "person", "document", "kind", "code", "parent", "coder", "voice", "month", "field",
)  # fmt: skip
OF_CODINGS = ("code", "parent", "coder", "voice", "field")
"""The axes that a document, place or person has only through a coding."""
OF_PLACES = ("place_kind", "neighbourhood", "municipality")
CODES = ("code", "parent")

_NUMBER = re.compile(r"\d+(\.\d+)?")
_MONTH = re.compile(r"\d{4}-\d{2}")

Numbers = np.ndarray[Any, np.dtype[Any]]
Id = tuple[str, ...]
"""What a row or a column is: an id on each of its axes."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The key of each entry on one axis.

    `numbers` points into `ids`, -1 where there is none. `order` holds the ids that come first, in their order. Of a `whole` axis all ids are
    shown, and in this order; of another only those that occur.
    """

    numbers: Numbers
    ids: tuple[str, ...]
    order: tuple[str, ...] = ()
    whole: bool = False

    def at(self, positions: Numbers | None) -> Keys:
        """Return the keys of some entries; None is all of them."""
        return self if positions is None else replace(self, numbers=self.numbers[positions])

    def among(self, wanted: Collection[str]) -> Numbers:
        """Return which entries have one of the ids wanted."""
        return np.array([*(one in wanted for one in self.ids), False])[self.numbers]

    def ranks(self, more: Iterable[str] = ()) -> dict[str, int]:
        """Return the rank of each id, and of some more."""
        return ranked(list(dict.fromkeys((*self.ids, *more))), self.ids if self.whole else self.order)


def numbers_in(column: pd.Series[Any]) -> Numbers:
    """Return a number for each different value of a column, -1 for a missing one."""
    return np.asarray(column.array.codes if isinstance(column.dtype, pd.CategoricalDtype) else pd.factorize(column)[0])


def numbered(column: pd.Series[Any]) -> Keys:
    """Return the keys that a column holds; missing and empty ones are none. An ordered category is whole and in its order."""
    whole = False
    if isinstance(column.dtype, pd.CategoricalDtype):
        numbers, values = np.asarray(column.array.codes), column.cat.categories
        whole = bool(column.cat.ordered)
    else:
        numbers, values = pd.factorize(column)
    ids = tuple(map(str, np.asarray(values, dtype=object).tolist()))
    if "" in ids:
        numbers = np.where(numbers == ids.index(""), -1, numbers)
    return Keys(numbers, ids, whole=whole)


def ranked(ids: Sequence[str], first: Sequence[str] = ()) -> dict[str, int]:
    """Return the rank of each id: those given first in their order, the others behind, sorted; where all are numbers, by their size."""
    place = {one: i for i, one in enumerate(first)}
    size = all(_NUMBER.fullmatch(one) for one in ids)
    line = sorted(ids, key=lambda one: (place.get(one, len(place)), float(one) if size else 0.0, one))
    return {one: i for i, one in enumerate(line)}


@dataclass(frozen=True, slots=True)
class Entries:
    """What is counted: codings, or, where persons matter, each person of each coding.

    `at` holds the position of the coding of each entry; None where every coding is one entry. A coding that names nobody is one entry without a person.
    """

    frame: pd.DataFrame
    people: Mapping[str, Mapping[str, str]]
    at: Numbers | None = None
    persons: Keys | None = None

    def __len__(self) -> int:
        return len(self.frame) if self.at is None else len(self.at)

    def keys(self, axis: str) -> Keys:
        """Return the key of each entry on an axis."""
        if axis == "person":
            assert self.persons is not None
            return self.persons
        if axis not in AXES:
            assert self.persons is not None
            return _looked_up(self.persons, self.people[axis])
        return coding_keys(self.frame, axis).at(self.at)

    def codings(self, entries: Numbers) -> Numbers:
        """Return which codings have one of the entries (given as a mask)."""
        if self.at is None:
            return entries
        found = np.zeros(len(self.frame), dtype=bool)
        found[self.at[entries]] = True
        return found

    def of(self, codings: Numbers) -> Numbers:
        """Return which entries belong to some codings (given as a mask)."""
        return codings if self.at is None else codings[self.at]


def entries(frame: pd.DataFrame, axes: Iterable[str], people: Mapping[str, Mapping[str, str]]) -> Entries:
    """Return what is counted on some axes; each person apart where one of the axes is about persons."""
    if not any(axis == "person" or axis not in AXES for axis in axes):
        return Entries(frame, people)
    number, groups = _groups_of_people(frame["people"])
    members = [one for group in groups for one in group]
    where = dict(zip(dict.fromkeys(members), range(len(members)), strict=False))
    known = tuple(where)
    flat = np.array([*map(where.__getitem__, members), -1], dtype="int64")
    sizes = np.fromiter(map(len, groups), "int64", len(groups))
    begin = np.where(sizes > 0, np.cumsum(sizes) - sizes, len(flat) - 1)
    if sizes.max(initial=0) <= 1:
        return Entries(frame, people, None, Keys(flat[begin][number], known))
    times = np.maximum(sizes, 1)[number]
    at = np.repeat(np.arange(len(frame)), times)
    step = np.arange(len(at)) - np.repeat(np.cumsum(times) - times, times)
    return Entries(frame, people, at, Keys(flat[begin[number][at] + step], known))


def coding_keys(frame: pd.DataFrame, axis: str) -> Keys:
    """Return the key of each coding on an axis that is not about persons."""
    if axis == "month":
        dates = numbered(frame["date"])
        return _looked_up(dates, {one: one[:7] for one in dates.ids if _MONTH.match(one)})
    if axis == "parent":
        return _parents(numbered(frame["parent"]), numbered(frame["code"]))
    return numbered(frame[axis])


def _groups_of_people(column: pd.Series[Any]) -> tuple[Numbers, list[Id]]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return np.asarray(column.array.codes), [*column.cat.categories, ()]
    number: dict[Id, int] = {}
    numbers = [number.setdefault(people if isinstance(people, tuple) else (), len(number)) for people in column]
    return np.array(numbers, dtype="int64"), list(number) or [()]


def _looked_up(keys: Keys, values: Mapping[str, str]) -> Keys:
    """Return other keys for the same entries, by what each id stands for."""
    ids = tuple(dict.fromkeys(value for one in keys.ids if (value := values.get(one, ""))))
    number = {one: i for i, one in enumerate(ids)}
    table = np.array([*(number.get(values.get(one, ""), -1) for one in keys.ids), -1], dtype="int64")
    return Keys(table[keys.numbers], ids)


def _parents(above: Keys, own: Keys) -> Keys:
    """Return the code above, or the code itself where there is none, in the order of the codes."""
    ids = tuple(dict.fromkeys([*own.ids, *above.ids]))
    number = {one: i for i, one in enumerate(ids)}
    up = np.array([*(number[one] for one in above.ids), -1], dtype="int64")[above.numbers]
    return Keys(np.where(up >= 0, up, own.numbers), ids, sorted_ids(own))


def sorted_ids(keys: Keys) -> tuple[str, ...]:
    """Return the ids of an axis in their order."""
    ranks = keys.ranks()
    return tuple(sorted(keys.ids, key=ranks.__getitem__))


@dataclass(frozen=True, slots=True)
class Line:
    """The rows or the columns of a table: the id of each, in order, and the number of each entry in it."""

    ids: tuple[Id, ...]
    numbers: Numbers


def line(keys: Sequence[Keys], kept: Numbers | None, more: Collection[Id] = ()) -> Line:
    """Return the rows or columns that keys on one axis or several make.

    Parameters
    ----------
    kept
        Which entries are counted, as a mask; None is all. The line has numbers for these only.
    more
        Ids that are shown also where nothing is counted.
    """
    parts = [one.numbers if kept is None else one.numbers[kept] for one in keys]
    if len(keys) == 1 and keys[0].whole and "" not in keys[0].ids and not set(more).difference((one,) for one in keys[0].ids):
        return Line(tuple((one,) for one in keys[0].ids), parts[0])
    return _compact(keys, parts, more)


def _compact(keys: Sequence[Keys], parts: Sequence[Numbers], more: Collection[Id]) -> Line:
    size, packed = 1, np.zeros(len(parts[0]), dtype="int64")
    for one, part in zip(keys, parts, strict=True):
        size, packed = size * max(1, len(one.ids)), packed * max(1, len(one.ids)) + part
    found = np.flatnonzero(np.bincount(packed, minlength=size)) if size <= 1 << 22 else np.unique(packed)
    ids = [_unpack(int(one), keys) for one in found]
    shown = {
        *ids,
        *(one for one in more if all(one)),
        *([(one,) for one in keys[0].ids if one] if len(keys) == 1 and keys[0].whole else []),
    }
    ranks = [one.ranks(id_[at] for id_ in shown) for at, one in enumerate(keys)]
    ordered = sorted(shown, key=lambda id_: [rank[part] for rank, part in zip(ranks, id_, strict=True)])
    place = {one: i for i, one in enumerate(ordered)}
    where = np.array([place[one] for one in ids], dtype="int64")
    if size > 1 << 22:
        return Line(tuple(ordered), where[np.searchsorted(found, packed)] if len(ids) else packed)
    table = np.zeros(size, dtype="int64")
    table[found] = where
    return Line(tuple(ordered), table[packed])


def _unpack(number: int, keys: Sequence[Keys]) -> Id:
    parts = []
    for one in reversed(keys):
        number, part = divmod(number, max(1, len(one.ids)))
        parts.append(one.ids[part])
    return tuple(reversed(parts))


def several(axes: str | Sequence[str]) -> tuple[str, ...]:
    """Return one axis or several as a tuple."""
    return (axes,) if isinstance(axes, str) else tuple(axes)


def check_axes(rows: Sequence[str], columns: Sequence[str], known: Sequence[str]) -> None:
    """Raise a ValueError unless rows and columns are axes, and different ones."""
    for name, axes in (("rows", rows), ("columns", columns)):
        if not axes:
            raise ValueError(f"{name} is empty; choose one or more of {', '.join(known)}")
        for axis in axes:
            check_choice(name, axis, known)
    if len({*rows, *columns}) < len(rows) + len(columns):
        told = [repr(axes[0] if len(axes) == 1 else [*axes]) for axes in (rows, columns)]
        raise ValueError(f"rows={told[0]} and columns={told[1]} are the same; choose two different ones")


def columns_of_people(people: pd.DataFrame | None) -> dict[str, dict[str, str]]:
    """Return what people.csv says, by column and person. A column that is called like an axis has ``person.`` before its name."""
    if people is None:
        return {}
    told: dict[str, dict[str, str]] = {}
    for name in people.columns:
        if name != "id":
            values = ("" if pd.isna(value) else str(value) for value in people[name])
            told[f"person.{name}" if name in AXES else str(name)] = dict(zip(people["id"], values, strict=True))
    return told

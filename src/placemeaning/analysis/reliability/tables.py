"""Tables of who gave which unit which codes: what the measures over units are computed from."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from placemeaning.analysis.reliability import answer, distance, nominal
from placemeaning.analysis.reliability.answer import Coefficient, Numbers
from placemeaning.analysis.reliability.nominal import Sums
from placemeaning.errors import check_choice

NOTHING = "nothing"
_BITS = 62


@dataclass(frozen=True, slots=True, eq=False)
class UnitTable:
    """Which coder gave which unit which codes.

    Attributes
    ----------
    present
        Units by coders by codes: whether the code is there.
    read
        Units by coders: whether the coder read the unit. One who read it and gave no code says that nothing is there.
    document
        The number of the document of each unit, into `documents`.
    weight
        How often a unit counts (stretches of text by their characters; else 1).
    """

    present: Numbers
    read: Numbers
    document: Numbers
    weight: Numbers
    documents: tuple[str, ...]
    coders: tuple[str, ...]
    codes: tuple[str, ...]

    def of_coders(self, wanted: Sequence[int]) -> UnitTable:
        """Return the table of some coders, given by their numbers."""
        some = list(wanted)
        return replace(self, present=self.present[:, some], read=self.read[:, some], coders=tuple(self.coders[i] for i in some))

    def of_units(self, keep: Numbers) -> UnitTable:
        """Return the table of the units that are kept."""
        part = (self.present[keep], self.read[keep], self.document[keep], self.weight[keep])
        return UnitTable(*part, self.documents, self.coders, self.codes)

    def values(self) -> tuple[Numbers, tuple[distance.Set, ...]]:
        """Return the set of codes of each unit and coder as a number (-1: did not read), and the sets."""
        parts = [self.present[:, :, i : i + _BITS] for i in range(0, len(self.codes), _BITS)]
        words = [part @ (np.int64(1) << np.arange(part.shape[2])) for part in parts]
        masks = np.stack(words, axis=-1).reshape(-1, len(words)) if words else np.zeros((self.read.size, 1), dtype="int64")
        seen = self.read.ravel()
        if masks.shape[1] == 1:
            kinds, number = np.unique(masks[seen, 0], return_inverse=True)
            kinds = kinds[:, None]
        else:
            kinds, number = np.unique(masks[seen], axis=0, return_inverse=True)
        values = np.full(self.read.size, -1)
        values[seen] = number.ravel()
        sets = tuple(frozenset(c for k, c in enumerate(self.codes) if kind[k // _BITS] >> k % _BITS & 1) for kind in kinds.tolist())
        return values.reshape(self.read.shape), sets

    def of_code(self, code: int) -> Numbers:
        """Return whether each unit and coder has a code: 1, 0, or -1 where the coder did not read."""
        return np.where(self.read, self.present[:, :, code], -1).astype("int64")


def sums(measure: str, table: UnitTable) -> Sums:
    """Return the sums of a measure over all codes at once; a unit's value is the set of its codes."""
    values, sets = table.values()
    if measure in distance.SET_DISTANCES:
        found = distance.krippendorff(values, len(sets), distance.between_sets(measure, sets))
    else:
        found = nominal.MEASURES[measure](values, len(sets))
    return found.weighed(table.weight)


def code_sums(measure: str, table: UnitTable, code: int) -> Sums:
    """Return the sums of a measure over one code, present or absent."""
    return nominal.MEASURES[_binary(measure)](table.of_code(code), 2).weighed(table.weight)


def coefficient(measure: str, table: UnitTable) -> Coefficient:
    """Return a measure over all codes at once."""
    values, sets = table.values()
    if measure not in distance.SET_DISTANCES:
        return nominal.coefficient(measure, values, len(sets), table.weight)
    why = nominal.unanswerable(values)
    return answer.none(why) if why else sums(measure, table).value()


def code_coefficient(measure: str, table: UnitTable, code: int) -> Coefficient:
    """Return a measure over one code, present or absent."""
    return nominal.coefficient(_binary(measure), table.of_code(code), 2, table.weight)


def _binary(measure: str) -> str:
    return "krippendorff" if measure in distance.SET_DISTANCES else measure


def confusion(table: UnitTable) -> pd.DataFrame:
    """Return how often one code met another: codes and ``nothing`` by codes and ``nothing``.

    For each unit and pair of coders, a code that both gave meets itself; a code that only one gave meets each code that only the other
    gave, or ``nothing``. With two coders the rows are the first one's; with more, each pair counts both ways.
    """
    n, names = len(table.codes), [*table.codes, NOTHING]
    found = np.zeros((n + 1, n + 1))
    for i in range(len(table.coders)):
        for j in range(i + 1, len(table.coders)):
            found += _met(table, i, j)
    if len(table.coders) > 2:
        found = found + found.T
    whole = found.round().astype("int64")
    return pd.DataFrame(whole, index=pd.Index(names, dtype=object), columns=pd.Index(names, dtype=object))


def _met(table: UnitTable, i: int, j: int) -> Numbers:
    both_read = table.read[:, i] & table.read[:, j]
    one, other = table.present[both_read, i], table.present[both_read, j]
    weight = table.weight[both_read][:, None]
    same = one & other
    with_nothing = [np.column_stack([mine, ~mine.any(axis=1)]) for mine in (one & ~same, other & ~same)]
    with_nothing[0][same.any(axis=1) & ~with_nothing[1][:, :-1].any(axis=1), -1] = False
    with_nothing[1][same.any(axis=1) & ~with_nothing[0][:, :-1].any(axis=1), -1] = False
    met = (with_nothing[0] * weight).T @ with_nothing[1]
    met[np.arange(len(table.codes)), np.arange(len(table.codes))] += (same * weight).sum(axis=0)
    return np.asarray(met, dtype=float)


def agreement_of_table(
    values: pd.DataFrame | Sequence[Sequence[Hashable]],
    *,
    measure: str,
    categories: Sequence[Hashable] | None = None,
    level: str | None = None,
    apart: Mapping[tuple[Hashable, Hashable], float] | None = None,
) -> Coefficient:
    """Return a measure of agreement over a plain table of one value a unit and coder, as textbooks print it.

    Parameters
    ----------
    values
        One row a unit, one column a coder; None or NaN where a coder gave no value.
    measure
        A measure over units: ``krippendorff``, ``cohen`` and so on; ``cohen`` with `apart` is Cohen's weighted kappa (1968).
    categories
        All values that could be given; by default those that are there (it matters for ``brennan-prediger``, ``pabak``, ``gwet``).
    level
        For ``krippendorff``: ``nominal``, ``ordinal``, ``interval`` or ``ratio``.
    apart
        Distances of pairs of values, each pair once; 0 to 1, pairs not given are 1.

    Returns
    -------
    Coefficient
        Its `value` is None where there is none; `words` then say why.
    """
    frame = pd.DataFrame(values).astype(object)
    seen = frame.notna().to_numpy()
    known = list(categories) if categories is not None else _in_order(frame.to_numpy()[seen].tolist())
    number: dict[Any, int] = {one: i for i, one in enumerate(known)}
    flat = [number[one] if there else -1 for one, there in zip(frame.to_numpy().ravel(), seen.ravel(), strict=True)]
    table = np.array(flat, dtype="int64").reshape(frame.shape)
    check_choice("measure", measure, tuple(nominal.MEASURES))
    if apart is None and level in (None, "nominal"):
        return nominal.coefficient(measure, table, len(known))
    check_choice("measure", measure, ("krippendorff", "cohen"))
    between = _between(known, apart) if apart is not None else _levels(level or "nominal", known, table)
    if measure == "cohen":
        return distance.weighted_kappa(table, len(known), between)
    why = nominal.unanswerable(table)
    return answer.none(why) if why else _alpha(distance.krippendorff(table, len(known), between))


def _alpha(found: Sums) -> Coefficient:
    observed, expected = (1 - float(part[0]) for part in found.ratio(found.rows.sum(axis=0, keepdims=True)))
    one = answer.under_chance(observed, expected)
    return replace(one, observed=1 - observed, expected=1 - expected)


def _in_order(values: Sequence[Any]) -> list[Any]:
    try:
        return sorted(set(values))
    except TypeError:
        return sorted(set(values), key=str)


def _between(known: Sequence[Hashable], apart: Mapping[tuple[Hashable, Hashable], float]) -> Numbers:
    between = 1.0 - np.eye(len(known))
    for (one, other), far in apart.items():
        i, j = known.index(one), known.index(other)
        between[i, j] = between[j, i] = far
    return between


def _levels(level: str, known: Sequence[Any], table: Numbers) -> Numbers:
    counts = nominal.tally(table, len(known))
    return distance.between_levels(level, known, counts[counts.sum(axis=1) >= 2].sum(axis=0))

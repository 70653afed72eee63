"""Tables of who gave which unit which codes: what the measures over units are computed from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from placemeaning.analysis.reliability import answer, distance, nominal
from placemeaning.analysis.reliability.answer import Coefficient, Numbers
from placemeaning.analysis.reliability.nominal import Sums
from placemeaning.analysis.reliability.spans import numbered
from placemeaning.errors import check_choice

NOTHING = "nothing"
_BITS = 62


@dataclass(frozen=True, slots=True, eq=False)
class UnitTable:
    """Which coder gave which unit which codes. Made by `unit_table`.

    Attributes
    ----------
    value
        Units by coders: the number of the set of codes that the coder gave, into `sets`; -1 where the coder did not read the unit.
        One who read it and gave no code says that nothing is there: the empty set.
    document
        The number of the document of each unit, into `documents`.
    weight
        How often a unit counts (stretches of text by their characters; else 1).
    """

    value: Numbers
    sets: tuple[distance.Set, ...]
    document: Numbers
    weight: Numbers
    documents: tuple[str, ...]
    coders: tuple[str, ...]
    codes: tuple[str, ...]

    def of_coders(self, wanted: Sequence[int]) -> UnitTable:
        """Return the table of some coders, given by their numbers."""
        return replace(self, value=self.value[:, list(wanted)], coders=tuple(self.coders[i] for i in wanted))

    def of_units(self, keep: Numbers) -> UnitTable:
        """Return the table of the units that are kept."""
        return replace(self, value=self.value[keep], document=self.document[keep], weight=self.weight[keep])

    @property
    def read(self) -> Numbers:
        """Units by coders: who read what."""
        return self.value >= 0

    def values(self) -> tuple[Numbers, tuple[distance.Set, ...]]:
        """Return the value of each unit and coder, and the sets that are there, numbered without gaps."""
        there, number = np.unique(self.value, return_inverse=True)
        missing = int(len(there) > 0 and there[0] < 0)
        return number.reshape(self.value.shape) - missing, tuple(self.sets[k] for k in there[missing:].tolist())

    def has(self, test: Callable[[distance.Set], bool]) -> Numbers:
        """Return, units by coders, whether a set of codes passes a test; False where the coder did not read."""
        passes = np.array([*map(test, self.sets), False])
        return passes[self.value]

    def of_code(self, code: int) -> Numbers:
        """Return whether each unit and coder has a code: 1, 0, or -1 where the coder did not read."""
        name = self.codes[code]
        return np.where(self.value >= 0, self.has(lambda one: name in one), -1).astype("int64")


def unit_table(
    present: Numbers,
    read: Numbers,
    document: Numbers,
    weight: Numbers,
    documents: tuple[str, ...],
    coders: tuple[str, ...],
    codes: tuple[str, ...],
) -> UnitTable:
    """Return the table of codes that are present (units by coders by codes) where coders read (units by coders)."""
    parts = [present[:, :, i : i + _BITS] for i in range(0, len(codes), _BITS)]
    words = [part @ (np.int64(1) << np.arange(part.shape[2])) for part in parts]
    masks = np.stack(words, axis=-1).reshape(-1, len(words)) if words else np.zeros((read.size, 1), dtype="int64")
    kinds, number = numbered(masks[read.ravel()])
    value = np.full(read.size, -1)
    value[read.ravel()] = number.ravel()
    sets = tuple(frozenset(c for k, c in enumerate(codes) if kind[k // _BITS] >> k % _BITS & 1) for kind in kinds.tolist())
    return UnitTable(value.reshape(read.shape), sets, document, weight, documents, coders, codes)


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
    names = pd.Index([*table.codes, NOTHING], dtype=object)
    number = {one: i for i, one in enumerate(names)}
    found = np.zeros((len(names), len(names)))
    met = _sets_met(table)
    for i, j in np.argwhere(met > 0).tolist():
        for one, other in _pairs_of_codes(table.sets[i], table.sets[j]):
            found[number[one], number[other]] += met[i, j]
    return pd.DataFrame(found.round().astype("int64"), index=names, columns=names)


def _sets_met(table: UnitTable) -> Numbers:
    """Return how often one set of codes met another, over units and pairs of coders."""
    n = len(table.sets)
    if len(table.coders) == 2:
        both = (table.value >= 0).all(axis=1)
        pair = table.value[both, 0] * n + table.value[both, 1]
        return np.bincount(pair, weights=table.weight[both], minlength=n * n).reshape(n, n)
    from scipy.sparse import csr_array

    seen = table.value >= 0
    unit = np.broadcast_to(np.arange(len(table.value))[:, None], seen.shape)[seen]
    counts = csr_array((np.ones(len(unit)), (unit, table.value[seen])), shape=(len(table.value), n))
    weighed = counts.multiply(table.weight[:, None])
    return np.asarray((counts.T @ weighed).todense()) - np.diag(np.asarray(weighed.sum(axis=0)).ravel())


def _pairs_of_codes(one: distance.Set, other: distance.Set) -> list[tuple[str, str]]:
    """Return which codes meet where one coder gave a set and another gave another one."""
    same = [(code, code) for code in sorted(one & other)]
    mine, theirs = sorted(one - other), sorted(other - one)
    if not mine and not theirs:
        return same or [(NOTHING, NOTHING)]
    return same + [(a, b) for a in mine or [NOTHING] for b in theirs or [NOTHING]]


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

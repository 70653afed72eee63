"""The best alignment of the spans of several coders, found exactly (Mathet, Widlöcher & Métivier 2015, section 4).

A unitary alignment holds at most one span of each coder. Its disorder is the mean dissimilarity over all pairs of coders, a span beside
nothing costing 1. The best alignment puts every span in one unitary alignment with the least total disorder. For two coders that is an
assignment problem; for more it is a set partition, solved as an integer programme over all unitary alignments that could be part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from placemeaning.analysis.reliability.answer import Numbers

_MOST = 100_000  # parts of unitary alignments that are kept for the integer programme

_DENSE = 20_000  # pairs from which on the assignment is solved on near pairs only
_TIE = 1e-5  # of two alignments with the same disorder, the one with fewer unitary alignments is taken


class TooManyError(Exception):
    """There are more possible unitary alignments than can be weighed."""


@dataclass(frozen=True, slots=True)
class Units:
    """The spans of one coder on one continuum."""

    start: Numbers
    stop: Numbers
    code: Numbers

    def __len__(self) -> int:
        return len(self.start)

    def taken(self, which: Numbers) -> Units:
        """Return some of the spans, by their numbers; one may come more than once."""
        return Units(self.start[which], self.stop[which], self.code[which])


@dataclass(frozen=True, slots=True)
class Weights:
    """How much position and code weigh (alpha and beta of Mathet and others), and what a span beside nothing costs."""

    position: float = 1.0
    code: float = 1.0
    empty: float = 1.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best alignment: one row a unitary alignment, one column a coder; the number of the span, or -1 for none."""

    rows: Numbers
    total: float

    def __len__(self) -> int:
        return len(self.rows)


def positional(one: Units, other: Units) -> Numbers:
    """Return the positional dissimilarity of all pairs: the shift of both ends by the mean length, squared."""
    shift = np.abs(one.start[:, None] - other.start) + np.abs(one.stop[:, None] - other.stop)
    found: Numbers = (shift / ((one.stop - one.start)[:, None] + (other.stop - other.start))) ** 2
    return found


def along(one: Units, other: Units) -> Numbers:
    """Return the positional dissimilarity of the first pair, the second pair and so on."""
    shift = np.abs(one.start - other.start) + np.abs(one.stop - other.stop)
    found: Numbers = (shift / ((one.stop - one.start) + (other.stop - other.start))) ** 2
    return found


def dissimilarity(one: Units, other: Units, weights: Weights) -> Numbers:
    """Return the combined dissimilarity of all pairs of spans of two coders."""
    other_code = np.not_equal(one.code[:, None], other.code)
    return np.asarray(weights.empty * (weights.position * positional(one, other) + weights.code * other_code))


def best_alignment(units: Sequence[Units], weights: Weights) -> Alignment:
    """Return the best alignment.

    Raises
    ------
    TooManyError
        If there are too many possible unitary alignments (many coders, spans close together).
    """
    return _of_two(units[0], units[1], weights) if len(units) == 2 else _of_many(units, weights)


def _of_two(one: Units, other: Units, weights: Weights) -> Alignment:
    i, j, apart = _near(one, other, weights)
    i, j, apart = _matched(i, j, apart, len(one), len(other), weights.empty)
    rest_one, rest_other = np.setdiff1d(np.arange(len(one)), i), np.setdiff1d(np.arange(len(other)), j)
    rows = np.full((len(i) + len(rest_one) + len(rest_other), 2), -1)
    rows[: len(i)] = np.column_stack([i, j])
    rows[len(i) : len(i) + len(rest_one), 0], rows[len(i) + len(rest_one) :, 1] = rest_one, rest_other
    return Alignment(rows, float(apart.sum()) + weights.empty * (len(rest_one) + len(rest_other)))


def _near(one: Units, other: Units, weights: Weights) -> tuple[Numbers, Numbers, Numbers]:
    """Return (i, j, dissimilarity) of the pairs that cost no more than both spans alone; only spans that begin near each other are tried."""
    if not len(one) or not len(other):
        return np.zeros(0, dtype="int64"), np.zeros(0, dtype="int64"), np.zeros(0)
    order = np.argsort(other.start, kind="stable")
    start = other.start[order]
    reach = np.sqrt(2 / weights.position) * ((one.stop - one.start) + (other.stop - other.start).max()) if weights.position else np.inf
    first, last = np.searchsorted(start, one.start - reach, "left"), np.searchsorted(start, one.start + reach, "right")
    many = last - first
    i = np.repeat(np.arange(len(one)), many)
    j = order[np.arange(len(i)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)]
    apart = along(one.taken(i), other.taken(j))
    apart = weights.empty * (weights.position * apart + weights.code * (one.code[i] != other.code[j]))
    close = apart <= 2 * weights.empty
    return i[close], j[close], apart[close]


def _matched(i: Numbers, j: Numbers, apart: Numbers, n: int, m: int, empty: float) -> tuple[Numbers, Numbers, Numbers]:
    """Return the pairs that make the least sum, a span without a partner costing `empty`; of equal sums the one with more pairs."""
    from scipy.optimize import linear_sum_assignment
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    if n * m <= _DENSE:
        table = np.zeros((n, m))
        table[i, j] = apart - 2 * empty - 1e-12
        row, column = linear_sum_assignment(table)
        real = table[row, column] < 0
        row, column = row[real], column[real]
        return row, column, table[row, column] + 2 * empty + 1e-12
    rows = np.concatenate([i, np.arange(n), n + np.arange(m), n + j])
    columns = np.concatenate([j, m + np.arange(n), np.arange(m), m + i])
    cost = np.concatenate([apart - 1e-12, np.full(n + m, empty), np.zeros(len(i))]) + 1
    pairs: Numbers = np.array(min_weight_full_bipartite_matching(csr_array((cost, (rows, columns)), shape=(n + m, n + m))))
    row, column = pairs[:, (pairs[0] < n) & (pairs[1] < m)]
    known = i * m + j
    order = np.argsort(known)
    return row, column, apart[order][np.searchsorted(known[order], row * m + column)]


def _of_many(units: Sequence[Units], weights: Weights) -> Alignment:
    rows, cost = _possible(units, weights)
    offset = np.concatenate([[0], np.cumsum([len(one) for one in units])])
    if not offset[-1]:
        return Alignment(rows[:0], 0.0)
    chosen = _partition(rows, cost, offset)
    return Alignment(rows[chosen], float(cost[chosen].sum()))


def _partition(rows: Numbers, cost: Numbers, offset: Numbers) -> Numbers:
    """Return the rows that together hold every span once, at the least cost."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array

    here = rows >= 0
    members = (rows + offset[:-1])[here]
    edges = np.concatenate([[0], np.cumsum(here.sum(axis=1))])
    matrix = csc_array((np.ones(len(members)), members, edges), shape=(int(offset[-1]), len(rows)))
    once = LinearConstraint(matrix, 1, 1)
    found = milp(
        cost + _TIE, constraints=once, integrality=np.ones(len(rows), dtype="int64"), bounds=Bounds(0, 1), options={"mip_rel_gap": 0.0}
    )
    if found.x is None:
        raise TooManyError
    return np.asarray(found.x > 0.5)


def _possible(units: Sequence[Units], weights: Weights) -> tuple[Numbers, Numbers]:
    """Return all unitary alignments that can be part of the best one, with their cost.

    One from which a single span can be taken out without loss cannot. Coders are added one by one; a part is dropped as soon
    as no further spans can make up for one that does not belong.
    """
    n = len(units)
    pairs = n * (n - 1) / 2
    apart = {(a, b): dissimilarity(units[a], units[b], weights) - weights.empty for a, b in combinations(range(n), 2)}
    help_ = _help(units, apart)
    rows, sums = np.full((1, n), -1), np.zeros((1, n))
    for coder in range(n):
        rows, sums = _extended(rows, sums, coder, len(units[coder]), apart)
        keep = np.ones(len(rows), dtype=bool)
        for a in range(coder + 1):
            there = rows[:, a] >= 0
            least = sums[there, a] + help_[a][rows[there, a], coder + 1 :].sum(axis=1)
            keep[np.flatnonzero(there)[least > pairs * weights.empty + 1e-9]] = False
        rows, sums = rows[keep], sums[keep]
        if len(rows) > _MOST:
            raise TooManyError
    filled = (rows >= 0).any(axis=1)
    rows, sums = rows[filled], sums[filled]
    return rows, weights.empty + sums.sum(axis=1) / 2 / pairs


def _help(units: Sequence[Units], apart: dict[tuple[int, int], Numbers]) -> list[Numbers]:
    """Return, by coder, what the nearest span of each other coder could give each span at most: spans by coders, zero or less."""
    n = len(units)
    found = [np.zeros((len(one), n)) for one in units]
    for (a, b), table in apart.items():
        if table.size:
            found[a][:, b] = np.minimum(table.min(axis=1), 0)
            found[b][:, a] = np.minimum(table.min(axis=0), 0)
    return found


def _extended(rows: Numbers, sums: Numbers, coder: int, size: int, apart: dict[tuple[int, int], Numbers]) -> tuple[Numbers, Numbers]:
    """Return the parts with no span, and with each span, of one more coder. `sums` has, by coder, the gain of its span with the others."""
    if len(rows) * (size + 1) > 20 * _MOST:
        raise TooManyError
    more, gains = np.repeat(rows, size + 1, axis=0), np.repeat(sums, size + 1, axis=0)
    more[:, coder] = np.tile(np.arange(-1, size), len(rows))
    for other in range(coder):
        both = (more[:, other] >= 0) & (more[:, coder] >= 0)
        step = apart[other, coder][more[both, other], more[both, coder]]
        gains[both, other] += step
        gains[both, coder] += step
    return more, gains

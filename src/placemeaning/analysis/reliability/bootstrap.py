"""Intervals by drawing units (or documents) again, with replacement; from sums, so that nothing is counted twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from placemeaning.analysis.reliability.answer import Numbers

By = Literal["unit", "document"]
_ROWS = 256  # draws that are weighed at once
_NARROW = 8  # columns in which rows that are alike are looked for


@dataclass(frozen=True, slots=True)
class Interval:
    """A percentile interval.

    Attributes
    ----------
    low, high
        The bounds.
    level
        The share of draws between them.
    by
        What was drawn: ``unit`` or ``document``.
    drawn
        How many there were to draw from.
    draws, seed
        How many draws, and the seed that repeats them.
    empty
        Draws that had no value (all the same) and were left out.
    """

    low: float
    high: float
    level: float
    by: By
    drawn: int
    draws: int
    seed: int
    empty: int = 0

    def __str__(self) -> str:
        return f"{self.low:.3f} to {self.high:.3f}"


def interval(rows: Numbers, values: Callable[[Numbers], Numbers], *, by: By, draws: int, seed: int, level: float) -> Interval | None:
    """Return the percentile bootstrap of a coefficient of sums; None where there are fewer than two rows or no draw has a value.

    Parameters
    ----------
    rows
        One row for each unit (or document) that is drawn; what is summed in the columns.
    values
        From sums (draws by columns) to the coefficient of each draw.
    """
    rows = rows[rows.any(axis=1)]
    if len(rows) < 2:
        return None
    found = np.concatenate([values(sums) for sums in _sums(rows, draws, np.random.default_rng(seed))])
    good = found[~np.isnan(found)]
    if not len(good):
        return None
    low, high = np.quantile(good, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), level, by, len(rows), draws, seed, len(found) - len(good))


def _sums(rows: Numbers, draws: int, rng: np.random.Generator) -> list[Numbers]:
    """Return the sums of each draw. Rows that are alike are drawn as one kind, where that makes the work less."""
    kinds, times = np.unique(rows, axis=0, return_counts=True) if rows.shape[1] <= _NARROW else (rows, np.ones(len(rows)))
    few = len(kinds) * 8 <= len(rows)
    n = len(rows)
    sums = []
    for begin in range(0, draws, _ROWS):
        size = min(_ROWS, draws - begin)
        if few:
            sums.append(rng.multinomial(n, times / n, size=size) @ kinds)
        else:
            sums.append(np.stack([np.bincount(rng.integers(0, n, n, dtype=np.int32), minlength=n) @ rows for _ in range(size)]))
    return sums

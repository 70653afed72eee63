"""Measures with degrees of disagreement: Krippendorff's alpha with any distance, weighted kappa, sets of codes (MASI, Jaccard)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from placemeaning.analysis.reliability import answer, nominal
from placemeaning.analysis.reliability.answer import Coefficient, Numbers
from placemeaning.analysis.reliability.nominal import Ratio, Sums
from placemeaning.errors import check_choice

LEVELS = ("nominal", "ordinal", "interval", "ratio")
Set = frozenset[str]


def krippendorff(values: Numbers, n: int, apart: Numbers) -> Sums:
    """Return alpha with a distance between values (Krippendorff 2004, chapter 11), as agreement: 1 - disagreement.

    Parameters
    ----------
    apart
        The distance between every two values (already squared where the level of measurement asks for it): n by n, zero on
        the diagonal.
    """
    counts = nominal.tally(values, n)
    raters = counts.sum(axis=1)
    counts = counts * (raters >= 2)[:, None]
    between = ((counts @ apart) * counts).sum(axis=1) / np.maximum(raters - 1, 1)

    def ratio(sums: Numbers) -> Ratio:
        by_value, total = sums[:, :-1], sums[:, :-1].sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            return 1 - sums[:, -1] / total, 1 - ((by_value @ apart) * by_value).sum(axis=1) / (total * (total - 1))

    return Sums(np.column_stack([counts, between]), ratio)


def weighted_kappa(values: Numbers, n: int, apart: Numbers) -> Coefficient:
    """Return weighted kappa of two coders (Cohen 1968) for a table of distances (0: the same)."""
    both = values[(values >= 0).all(axis=1)]
    why = nominal.unanswerable(values)
    if why:
        return answer.none(why)
    one, other = (np.bincount(column, minlength=n) / len(both) for column in both.T)
    return answer.under_chance(float(apart[both[:, 0], both[:, 1]].mean()), float(one @ apart @ other))


def between_levels(level: str, known: Sequence[float], counts: Numbers) -> Numbers:
    """Return Krippendorff's squared differences between values in their order, for a level of measurement.

    Parameters
    ----------
    known
        The values, ascending.
    counts
        How often each occurs among the pairable values (the ordinal difference rests on it).
    """
    check_choice("level", level, LEVELS)
    if level == "nominal":
        return 1.0 - np.eye(len(known))
    if level == "ordinal":
        middle = np.cumsum(counts) - counts / 2
        return np.asarray((middle[:, None] - middle[None, :]) ** 2)
    numbers = np.asarray(known, dtype=float)
    if level == "interval":
        return np.asarray((numbers[:, None] - numbers[None, :]) ** 2)
    total = numbers[:, None] + numbers[None, :]
    return np.asarray(np.where(total == 0, 0.0, (numbers[:, None] - numbers[None, :]) / np.where(total == 0, 1.0, total)) ** 2)


def jaccard(one: Collection[str], other: Collection[str]) -> float:
    """Return the Jaccard distance of two sets of codes: the share of their codes that only one has; 0 for two empty sets."""
    one, other = set(one), set(other)
    return 1 - len(one & other) / len(one | other) if one or other else 0.0


def masi(one: Collection[str], other: Collection[str]) -> float:
    """Return the MASI distance of two sets of codes (Passonneau 2006): Jaccard, eased where one set lies in the other.

    1 - J * M, with M = 1 for equal sets, 2/3 where one contains the other, 1/3 where they overlap and 0 where they do not.
    """
    one, other = set(one), set(other)
    ease = 1.0 if one == other else 2 / 3 if one <= other or other <= one else 1 / 3 if one & other else 0.0
    return 1 - (1 - jaccard(one, other)) * ease


SET_DISTANCES = {"krippendorff-masi": masi, "krippendorff-jaccard": jaccard}


def between_sets(measure: str, sets: Sequence[Set]) -> Numbers:
    """Return the distance between every two sets."""
    check_choice("measure", measure, tuple(SET_DISTANCES))
    apart = SET_DISTANCES[measure]
    return np.array([[apart(one, other) for other in sets] for one in sets], dtype=float).reshape(len(sets), len(sets))

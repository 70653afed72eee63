"""Measures over units that each coder gives one value: the kappas, AC1 and Krippendorff's alpha.

Each measure is a function of sums over units (`Sums`), so a draw of a bootstrap is one product of weights and sums.
Values are numbered from 0; -1 is a value that is missing because the coder did not read the unit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from placemeaning.analysis.reliability import answer
from placemeaning.analysis.reliability.answer import Coefficient, Numbers

Ratio = tuple[Numbers, Numbers]
"""Observed and expected agreement, one of each a draw."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What a measure needs of each unit, and the formula over their sums.

    `rows` has one row a unit; `ratio` takes sums of rows (draws by columns) and gives observed and expected agreement.
    """

    rows: Numbers
    ratio: Callable[[Numbers], Ratio]

    def weighed(self, weight: Numbers) -> Sums:
        """Return the sums with each unit counted so many times (a stretch of text, by its characters)."""
        return Sums(self.rows * weight[:, None], self.ratio)

    def by(self, group: Numbers, n: int) -> Numbers:
        """Return the sums of each of n groups of units."""
        found = np.zeros((n, self.rows.shape[1]))
        np.add.at(found, group, self.rows)
        return found

    def value(self) -> Coefficient:
        """Return the coefficient over all units."""
        observed, expected = self.ratio(self.rows.sum(axis=0, keepdims=True))
        return answer.over_chance(float(observed[0]), float(expected[0]))

    def values(self, totals: Numbers) -> Numbers:
        """Return the coefficient of each draw; NaN where it has none."""
        observed, expected = self.ratio(totals)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = (observed - expected) / (1 - expected)
        return np.where(expected < 1 - 1e-12, found, np.nan)


def tally(values: Numbers, n: int) -> Numbers:
    """Return how many coders gave each value: units by values. Missing values are not counted."""
    seen = values >= 0
    unit = np.broadcast_to(np.arange(len(values))[:, None], values.shape)[seen]
    return np.bincount(unit * n + values[seen], minlength=len(values) * n).reshape(len(values), n).astype(float)


def krippendorff(values: Numbers, n: int) -> Sums:
    """Return alpha for nominal data (Krippendorff 1980; 2004, chapter 11; 2011): any number of coders, missing values allowed."""
    counts = tally(values, n)
    raters = counts.sum(axis=1)
    pairs = raters >= 2
    same = np.where(pairs, ((counts * counts).sum(axis=1) - raters) / np.maximum(raters - 1, 1), 0.0)
    return Sums(np.column_stack([counts * pairs[:, None], same]), _krippendorff)


def _krippendorff(sums: Numbers) -> Ratio:
    by_value, same = sums[:, :-1], sums[:, -1]
    total = by_value.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return same / total, ((by_value * by_value).sum(axis=1) - total) / (total * (total - 1))


def percent(values: Numbers, n: int) -> Sums:
    """Return the share of pairs of values within units that are the same, pooled over pairable values (1 - Krippendorff's Do)."""
    found = krippendorff(values, n)
    return Sums(found.rows, lambda sums: (_krippendorff(sums)[0], np.zeros(len(sums))))


def _shares(values: Numbers, n: int) -> Numbers:
    """Return, per unit: agreeing share of pairs, whether it has pairs, whether it has values, the share of each value."""
    counts = tally(values, n)
    raters = counts.sum(axis=1)
    some, pairs = raters >= 1, raters >= 2
    agree = np.where(pairs, ((counts * counts).sum(axis=1) - raters) / np.maximum(raters * (raters - 1), 1), 0.0)
    return np.column_stack([agree, pairs, some, counts / np.maximum(raters, 1)[:, None]])


def _of_shares(values: Numbers, n: int, chance: Callable[[Numbers], Numbers]) -> Sums:
    def ratio(sums: Numbers) -> Ratio:
        with np.errstate(divide="ignore", invalid="ignore"):
            return sums[:, 0] / sums[:, 1], chance(sums[:, 3:] / sums[:, 2:3])

    return Sums(_shares(values, n), ratio)


def fleiss(values: Numbers, n: int) -> Sums:
    """Return kappa for many coders (Fleiss 1971); where values are missing, the form of Gwet (2014)."""
    return _of_shares(values, n, lambda share: (share * share).sum(axis=1))


def gwet(values: Numbers, n: int) -> Sums:
    """Return AC1 (Gwet 2008)."""
    return _of_shares(values, n, lambda share: (share * (1 - share)).sum(axis=1) / max(n - 1, 1) if n > 1 else np.ones(len(share)))


def brennan_prediger(values: Numbers, n: int) -> Sums:
    """Return kappa with equal chances for all values (Bennett, Alpert & Goldstein 1954; Brennan & Prediger 1981; Randolph 2005)."""
    return _of_shares(values, n, lambda share: np.full(len(share), 1 / n))


def conger(values: Numbers, n: int) -> Sums:
    """Return kappa for many coders, each with chances of its own (Conger 1980): Cohen's kappa where there are two."""
    coders = values.shape[1]
    own = np.equal(values[:, :, None], np.arange(n)).reshape(len(values), coders * n)
    rows = np.column_stack([_shares(values, n)[:, :2], values >= 0, own])

    def ratio(sums: Numbers) -> Ratio:
        with np.errstate(divide="ignore", invalid="ignore"):
            share = sums[:, 2 + coders :].reshape(len(sums), coders, n) / sums[:, 2 : 2 + coders, None]
            both = share.sum(axis=1) ** 2 - (share**2).sum(axis=1)
            return sums[:, 0] / sums[:, 1], both.sum(axis=1) / (coders * (coders - 1))

    return Sums(rows, ratio)


def _pair(values: Numbers, n: int) -> Numbers:
    """Return, per unit: whether both agree, whether both read it, the value of the first, of the second; zeros where one did not."""
    both, one, other = np.all(values >= 0, axis=1), values[:, 0], values[:, 1]
    columns = [one == other, both, np.equal(one[:, None], np.arange(n)), np.equal(other[:, None], np.arange(n))]
    return np.asarray(np.column_stack(columns) * np.reshape(both, (-1, 1)), dtype=float)


def _of_pair(values: Numbers, n: int, chance: Callable[[Numbers, Numbers], Numbers]) -> Sums:
    def ratio(sums: Numbers) -> Ratio:
        with np.errstate(divide="ignore", invalid="ignore"):
            return sums[:, 0] / sums[:, 1], chance(sums[:, 2 : 2 + n] / sums[:, 1:2], sums[:, 2 + n :] / sums[:, 1:2])

    return Sums(_pair(values, n), ratio)


def cohen(values: Numbers, n: int) -> Sums:
    """Return kappa for two coders, each with chances of its own (Cohen 1960)."""
    return _of_pair(values, n, lambda one, other: (one * other).sum(axis=1))


def scott(values: Numbers, n: int) -> Sums:
    """Return pi for two coders with chances in common (Scott 1955): the bias-adjusted kappa of Byrt, Bishop & Carlin (1993)."""
    return _of_pair(values, n, lambda one, other: (((one + other) / 2) ** 2).sum(axis=1))


def pabak(values: Numbers, n: int) -> Sums:
    """Return the prevalence- and bias-adjusted kappa for two coders (Byrt, Bishop & Carlin 1993): every value equally likely."""
    return _of_pair(values, n, lambda one, other: np.full(len(one), 1 / n))


MEASURES: Mapping[str, Callable[[Numbers, int], Sums]] = {
    "percent": percent, "cohen": cohen, "pabak": pabak, "bak": scott, "scott": scott, "fleiss": fleiss, "conger": conger,
    "brennan-prediger": brennan_prediger, "gwet": gwet, "krippendorff": krippendorff,
}  # fmt: skip
FOR_TWO = ("cohen", "pabak", "bak", "scott")


def coefficient(measure: str, values: Numbers, n: int, weight: Numbers | None = None) -> Coefficient:
    """Return the answer of a measure over a table of units by coders; in words where there cannot be one.

    The measures of two coders give the mean over all pairs of coders where there are more (Light 1971).
    """
    why = unanswerable(values)
    if why:
        return answer.none(why)
    if measure in FOR_TWO and values.shape[1] > 2:
        return _mean_of_pairs(measure, values, n, weight)
    sums = MEASURES[measure](values, n)
    return (sums if weight is None else sums.weighed(weight)).value()


def unanswerable(values: Numbers) -> str:
    """Return why no measure of agreement can be had from a table; empty where one can."""
    if values.shape[1] < 2:
        return answer.FEW_CODERS if values.shape[1] else answer.NO_CODERS
    pairable = int(((values >= 0).sum(axis=1) >= 2).sum())
    return "" if pairable > 1 else answer.ONE_UNIT if pairable else answer.NOTHING_SHARED


def _mean_of_pairs(measure: str, values: Numbers, n: int, weight: Numbers | None) -> Coefficient:
    pairs = [coefficient(measure, values[:, [i, j]], n, weight) for i in range(values.shape[1]) for j in range(i)]
    have = [one for one in pairs if one.value is not None]
    if not have:
        return answer.none(pairs[0].words)
    value, observed, expected = (float(np.mean([getattr(one, part) for one in have])) for part in ("value", "observed", "expected"))
    return Coefficient(value, observed, expected)


@dataclass(frozen=True, slots=True)
class TwoCoders:
    """What stands beside Cohen's kappa of two coders (Cohen 1960; Byrt, Bishop & Carlin 1993).

    Attributes
    ----------
    greatest
        The greatest kappa that is possible with these totals of each coder (Cohen 1960, p. 42).
    prevalence, bias
        The indices of Byrt and others, for two values; None where there are more.
    pabak, bak
        Kappa adjusted for prevalence and bias, and for bias only.
    """

    greatest: float | None
    prevalence: float | None
    bias: float | None
    pabak: float | None
    bak: float | None


def two_coders(values: Numbers, n: int) -> TwoCoders:
    """Return what Byrt, Bishop & Carlin (1993) say to report with Cohen's kappa."""
    sums = _pair(values, n).sum(axis=0)
    one, other = sums[2 : 2 + n] / sums[1], sums[2 + n :] / sums[1]
    possible = answer.over_chance(float(np.minimum(one, other).sum()), float((one * other).sum())).value
    twofold = n == 2
    both = [float(((values == k).all(axis=1)).sum() / sums[1]) for k in (1, 0)] if twofold else [0.0, 0.0]
    return TwoCoders(
        possible,
        abs(both[0] - both[1]) if twofold else None,
        abs(float(one[1] - other[1])) if twofold else None,
        coefficient("pabak", values, n).value,
        coefficient("bak", values, n).value,
    )

"""Krippendorff's alphas for unitizing, the family of 2016: uα, |uα, cuα and (k)uα.

K. Krippendorff, Y. Mathet, S. Bouvry & A. Widlöcher (2016), On the reliability of unitizing textual continua: further
developments, Quality & Quantity 50, 2347-2364; also K. Krippendorff (2019), Content analysis, 4th ed., section 12.6, equations 32-38.

Observed coincidences are lengths of intersections of the segments of different coders. Expected ones are products of lengths,
less what pairs a segment with itself; gaps are paired character by character. Nothing here grows faster than sorting the spans.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from placemeaning.analysis.reliability import answer
from placemeaning.analysis.reliability.answer import Coefficient, Numbers
from placemeaning.analysis.reliability.spans import Spans, stretches

MEASURES = ("krippendorff-u", "krippendorff-u-binary", "krippendorff-cu", "krippendorff-ku")
NO_OVERLAP = "no character was coded by two coders, so there is no coding to compare"
NOT_SHARED = "no character with this code was coded by another coder too"

_LENGTH, _SAME, _SQUARES, _CODED, _CODED_SQUARES = range(5)


@dataclass(frozen=True, slots=True)
class Coincidences:
    """Sums of lengths by document, value and kind of sum; sums over documents are sums for all of them.

    Attributes
    ----------
    table
        Documents by values by five sums. The last value is the gap. The sums are: the length with this value, over all coders;
        the observed coincidences with itself; what pairs a segment with itself (its length squared; for a gap its length); and for
        what is coded by others too, its length and what of it pairs a segment with itself.
    sets
        The values: sets of codes.
    overlapping
        How many spans overlapped another one of the same coder.
    """

    table: Numbers
    sets: tuple[frozenset[str], ...]
    overlapping: int


def coincidences(spans: Spans) -> Coincidences:
    """Return the sums that all four coefficients are made of. Only documents that two coders read count."""
    spans = spans.shared()
    cut = stretches(spans)
    readers = spans.read.sum(axis=1).astype(float)
    document = cut.group // max(len(spans.coders), 1)
    shape = (len(spans.documents), len(cut.sets) + 1)
    cell, wide = document * shape[1] + cut.value, float(spans.lengths.max(initial=0)) + 1
    length = cut.stop - cut.start
    coded = _Depth(document, cut.start, cut.stop, wide)
    shared = (coded.up_to(document, cut.stop) - coded.up_to(document, cut.start) - length) / (readers[document] - 1)
    table = np.zeros((*shape, 5))
    sums = {_LENGTH: length, _SQUARES: length**2, _CODED: shared, _CODED_SQUARES: shared**2}
    for kind, weights in sums.items():
        table[:, :, kind] = np.bincount(cell, weights=weights, minlength=shape[0] * shape[1]).reshape(shape)
    table[:, :, _SAME] = _Depth(cell, cut.start, cut.stop, wide).pairs(shape[0] * shape[1]).reshape(shape)
    gap, total = table[:, -1], readers * spans.lengths
    gap[:, _LENGTH] = gap[:, _SQUARES] = total - table[:, :-1, _LENGTH].sum(axis=1)
    coded_pairs = coded.pairs(shape[0])
    gap[:, _SAME] = readers * (readers - 1) * spans.lengths - 2 * (readers - 1) * table[:, :-1, _LENGTH].sum(axis=1) + coded_pairs
    table[:, :, _SAME] /= (readers - 1)[:, None]
    return Coincidences(table, cut.sets, cut.overlapping)


class _Depth:
    """How many spans lie on each place, separately for each key (a document, or a document and a value)."""

    def __init__(self, key: Numbers, start: Numbers, stop: Numbers, wide: float) -> None:
        at = np.concatenate([key * wide + start, key * wide + stop])
        order = np.argsort(at, kind="stable")
        self._wide, self._at = wide, at[order]
        self._depth = np.cumsum(np.repeat([1.0, -1.0], len(start))[order])
        self._total = np.concatenate([[0.0], np.cumsum(np.diff(self._at) * self._depth[:-1])])

    def up_to(self, key: Numbers, position: Numbers) -> Numbers:
        """Return the length of all spans up to places (each span for itself)."""
        return np.interp(key * self._wide + position, self._at, self._total) if len(self._at) else np.zeros(len(position))

    def pairs(self, n: int) -> Numbers:
        """Return the sum of depth * (depth - 1) over the places of each of n keys."""
        length, depth = np.diff(self._at), self._depth[:-1]
        key = (self._at[:-1] // self._wide).astype("int64") if len(self._at) else np.zeros(0, dtype="int64")
        return np.bincount(key, weights=length * depth * (depth - 1), minlength=n)


def _free(sums: Numbers, length: int, squares: int) -> tuple[Numbers, Numbers]:
    """Return the total length of some values, and what it is divided by for expected coincidences (equation 33); one a draw."""
    total = sums[:, :, length].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return total, total - sums[:, :, squares].sum(axis=1) / total


def _disagreement(sums: Numbers, length: int, squares: int) -> tuple[Numbers, Numbers]:
    total, free = _free(sums, length, squares)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = total - (sums[:, :, length] ** 2 - sums[:, :, squares]).sum(axis=1) / free
    return total - sums[:, :, _SAME].sum(axis=1), expected


def _u(sums: Numbers) -> tuple[Numbers, Numbers]:
    """Return observed and expected disagreement of uα (equation 34); sums are draws by values by kinds."""
    return _disagreement(sums, _LENGTH, _SQUARES)


def _u_binary(sums: Numbers) -> tuple[Numbers, Numbers]:
    """Return observed and expected disagreement of |uα (equation 35): coded against not coded."""
    total, free = _free(sums, _LENGTH, _SQUARES)
    gap = sums[:, -1, _LENGTH]
    with np.errstate(divide="ignore", invalid="ignore"):
        return 2 * (gap - sums[:, -1, _SAME]), 2 * gap * (total - gap) / free


def _cu(sums: Numbers) -> tuple[Numbers, Numbers]:
    """Return observed and expected disagreement of cuα (equations 36 and 37): the codes, where both coded."""
    return _disagreement(sums[:, :-1], _CODED, _CODED_SQUARES)


FORMULAS = {"krippendorff-u": _u, "krippendorff-u-binary": _u_binary, "krippendorff-cu": _cu}


def values(measure: str, sums: Numbers) -> Numbers:
    """Return a coefficient for each draw of sums (draws by values by kinds); NaN where it has none."""
    observed, expected = FORMULAS[measure](sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 1e-9, 1 - observed / expected, np.nan)


def coefficient(measure: str, spans: Spans) -> Coefficient:
    """Return uα (``krippendorff-u``), |uα (``krippendorff-u-binary``) or cuα (``krippendorff-cu``); in words where there is none."""
    why = unanswerable(spans)
    if why:
        return answer.none(why)
    sums = coincidences(spans).table.sum(axis=0)[None]
    if measure == "krippendorff-cu" and not sums[0, :-1, _CODED].sum():
        return answer.none(NO_OVERLAP)
    observed, expected = FORMULAS[measure](sums)
    return answer.under_chance(float(observed[0]), float(expected[0]))


def unanswerable(spans: Spans) -> str:
    """Return why there can be no agreement on spans; empty where there can."""
    if len(spans.coders) < 2:
        return answer.FEW_CODERS if spans.coders else answer.NO_CODERS
    shared = spans.shared()
    if not len(shared.documents):
        return answer.NOTHING_SHARED
    return "" if len(shared.start) else answer.NOTHING_CODED


def of_codes(spans: Spans) -> dict[str, Coefficient]:
    """Return (k)uα of each value (equation 38): how far coders who coded a character agree that it is this code and no other."""
    found = coincidences(spans)
    sums = found.table.sum(axis=0)[:-1]
    total, free = (float(part[0]) for part in _free(sums[None], _CODED, _CODED_SQUARES))
    names = ["+".join(sorted(one)) for one in found.sets]
    return {name: _of_code(sums[k], total, free) for k, name in enumerate(names) if sums[k, _LENGTH]}


def _of_code(sums: Numbers, total: float, free: float) -> Coefficient:
    length = float(sums[_CODED])
    if length <= 0:
        return answer.none(NOT_SHARED)
    all_expected = (length * total - float(sums[_CODED_SQUARES])) / free
    others = length * (total - length) / free
    return answer.under_chance((length - float(sums[_SAME])) / length, others / all_expected if all_expected > 0 else 0.0)

"""Krippendorff's older alpha for unitizing, α_U of 1995 and 2004. It is not uα of 2016: the two give different numbers.

K. Krippendorff (1995), On the reliability of unitizing contiguous data, Sociological Methodology 25, 47-76;
K. Krippendorff (2004), Content analysis, 2nd ed., pp. 251-256.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from placemeaning.analysis.reliability import answer
from placemeaning.analysis.reliability.answer import Coefficient, Numbers
from placemeaning.analysis.reliability.spans import Spans
from placemeaning.analysis.reliability.unitizing import unanswerable

NOT_ALL = "not every coder read every document, which α_U of 2004 needs; choose documents or coders, or krippendorff-u"
ONE_STRETCH = "every coder coded everything as one span; without variation, agreement cannot be told from habit"


def difference(one: tuple[float, float, bool], other: tuple[float, float, bool]) -> float:
    """Return the squared difference of two segments, each (begin, length, whether it is a unit); 2004, p. 253."""
    return float(_differences(*(np.array([part], dtype=float) for part in (*one, *other)))[0, 0])


def _differences(b: Numbers, size: Numbers, unit: Numbers, b2: Numbers, size2: Numbers, unit2: Numbers) -> Numbers:
    """Return the squared differences between all segments of one coder and all of another."""
    b, size, unit = b[:, None], size[:, None], unit[:, None].astype(bool)
    apart = b - b2
    meet = unit & unit2.astype(bool) & (-size < apart) & (apart < size2)
    mine = unit & ~unit2.astype(bool) & (apart >= 0) & (apart <= size2 - size)
    others = ~unit & unit2.astype(bool) & (apart <= 0) & (-apart <= size - size2)
    return np.where(meet, apart**2 + (apart + size - size2) ** 2, 0) + np.where(mine, size**2, 0) + np.where(others, size2**2, 0)


@dataclass(frozen=True, slots=True)
class _Sections:
    """A continuum cut by one coder into units and gaps."""

    begin: Numbers
    length: Numbers
    unit: Numbers


def _sections(start: Numbers, stop: Numbers, length: float) -> _Sections:
    """Return units and the gaps between them; overlapping spans of one coder and code are taken as one."""
    units: list[list[float]] = []
    for a, b in sorted(zip(start.tolist(), stop.tolist(), strict=True)):
        if units and a < units[-1][1]:
            units[-1][1] = max(units[-1][1], b)
        else:
            units.append([a, b])
    found, here = [], 0.0
    for a, b in units:
        found += [(here, a - here, False)] if a > here else []
        found.append((a, b - a, True))
        here = b
    found += [(here, length - here, False)] if length > here else []
    columns = np.array(found, dtype=float).reshape(-1, 3)
    return _Sections(columns[:, 0], columns[:, 1], columns[:, 2].astype(bool))


def disagreement(spans: Spans, *, limit: bool = False) -> tuple[float, float]:
    """Return observed and expected disagreement over the spans of one code (2004, pp. 254-255).

    Parameters
    ----------
    limit
        Expect what a continuum of any number of points would have: the limit that the article of 1995 prints. The book of 2004 counts
        points, which is the default.
    """
    total, m = float(spans.lengths.sum()), len(spans.coders)
    cut = [[_cut(spans, d, c) for c in range(m)] for d in range(len(spans.documents))]
    observed = 0.0
    for one in cut:
        for i in range(m):
            for j in range(i):
                a, b = one[i], one[j]
                observed += 2 * float(_differences(a.begin, a.length, a.unit, b.begin, b.length, b.unit).sum())
    return observed / (m * (m - 1) * total**2), _expected([s for one in cut for s in one], total, m, limit)


def _cut(spans: Spans, document: int, coder: int) -> _Sections:
    mine = (spans.document == document) & (spans.coder == coder)
    return _sections(spans.start[mine], spans.stop[mine], float(spans.lengths[document]))


def _expected(cut: list[_Sections], total: float, m: int, limit: bool) -> float:
    units = np.concatenate([one.length[one.unit] for one in cut])
    gaps = np.sort(np.concatenate([one.length[~one.unit] for one in cut]))
    point = 0.0 if limit else 1.0
    cubes = 2 * units**3 - point * (3 * units**2 - units)
    after = np.concatenate([np.cumsum(gaps[::-1])[::-1], [0.0]])
    at = np.searchsorted(gaps, units, side="left")
    in_gaps = after[at] - (len(gaps) - at) * (units - point)
    up = float(((len(units) - 1) / 3 * cubes + units**2 * in_gaps).sum())
    down = m * total * (m * total - point) - float((units * (units - point)).sum())
    return 2 / total * up / down if down > 0 else 0.0


def of_codes(spans: Spans, *, limit: bool = False) -> dict[str, Coefficient]:
    """Return α_U of each code."""
    parts = {code: disagreement(spans.of_code(k), limit=limit) for k, code in enumerate(spans.codes)}
    return {code: answer.under_chance(*part, ONE_STRETCH) for code, part in parts.items()}


def coefficient(spans: Spans, *, limit: bool = False) -> Coefficient:
    """Return α_U over all codes: 1 - the sum of observed by the sum of expected disagreements (2004, p. 256)."""
    why = unanswerable(spans)
    if why:
        return answer.none(why)
    shared = spans.shared()
    if not shared.read.all():
        return answer.none(NOT_ALL)
    parts = [disagreement(shared.of_code(k), limit=limit) for k in range(len(shared.codes))]
    return answer.under_chance(sum(o for o, _ in parts), sum(e for _, e in parts), ONE_STRETCH)

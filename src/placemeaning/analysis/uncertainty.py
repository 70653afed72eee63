"""How sure a matrix is: intervals for shares of people, and what differs from what independence would give."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pandas as pd

from placemeaning.analysis.sentences import say
from placemeaning.errors import check_choice

if TYPE_CHECKING:
    from placemeaning.analysis.matrix_result import Matrix

Method = Literal["wilson", "exact"]
METHODS: tuple[str, ...] = get_args(Method)
_NAMES = {"wilson": "Wilson 1927", "exact": "Clopper & Pearson 1934"}


def share_interval(hits: int, n: int, *, level: float = 0.95, method: str = "wilson") -> tuple[float, float]:
    """Return the interval of a share of `hits` in `n`: (low, high), both from 0 to 1; (0, 1) where `n` is 0.

    Parameters
    ----------
    level
        How often intervals made this way hold the true share, between 0 and 1.
    method
        ``wilson``: the score interval, near the level on average (Wilson 1927, JASA 22; recommended for small n by Brown, Cai & DasGupta
        2001). ``exact``: never below the level, so wider (Clopper & Pearson 1934, Biometrika 26).

    Raises
    ------
    ValueError
        If not ``0 <= hits <= n``, or an option is not one of its values.

    Examples
    --------
    >>> [round(end, 4) for end in share_interval(15, 148)]
    [0.0624, 0.1605]
    """
    check_choice("method", method, METHODS)
    if not 0 <= hits <= n:
        raise ValueError(f"a share needs 0 <= hits <= n, not hits={hits} and n={n}")
    if not 0 < level < 1:
        raise ValueError(f"level={level} does not lie between 0 and 1")
    if n == 0:
        return 0.0, 1.0
    return _exact(hits, n, level) if method == "exact" else _wilson(hits, n, level)


def _wilson(hits: int, n: int, level: float) -> tuple[float, float]:
    from scipy.special import ndtri

    z, share = float(ndtri(0.5 + level / 2)), hits / n
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low, high = ((middle + sign * half) / (1 + z * z / n) for sign in (-1, 1))
    return (0.0 if hits == 0 else low), (1.0 if hits == n else high)


def _exact(hits: int, n: int, level: float) -> tuple[float, float]:
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits, n - hits + 1, tail))
    return low, 1.0 if hits == n else float(betaincinv(hits + 1, n - hits, 1 - tail))


def intervals(matrix: Matrix, *, level: float = 0.95, method: str = "wilson") -> pd.DataFrame:
    """Return a row a cell: ``row, column, people, base, share, low, high, small``; the caveat stands in ``attrs["note"]``.

    The share is that of the people who were spoken to (``matrix.bases``) and say this.

    Raises
    ------
    ValueError
        If the matrix does not count people, or does not know its bases.
    """
    if matrix.counting != "people" or matrix.bases is None:
        raise ValueError("intervals need a matrix of people that knows its documents: count='people', document_frame=")
    counts, base = matrix.counts.to_numpy(), matrix.bases["people"].to_numpy()
    rows: list[tuple[Any, ...]] = []
    for r, row in enumerate(matrix.row_ids):
        for c, column in enumerate(matrix.column_ids):
            hits, n = int(counts[r, c]), int(base[r if matrix.per == "rows" else c])
            rows.append((row, column, hits, n, hits / n if n else math.nan, *share_interval(hits, n, level=level, method=method), n < 3))
    found = pd.DataFrame(rows, columns=["row", "column", "people", "base", "share", "low", "high", "small"])
    found.attrs["note"] = say("interval", matrix.language, level=round(100 * level, 1), method=_NAMES[method]) + "."
    return found


def residuals(matrix: Matrix, *, limit: float = 1.96, least: float = 1.0) -> pd.DataFrame:
    """Return how far each figure lies from independence: ``row, column, count, expected, residual, mark``; the caveat is ``attrs["note"]``.

    The adjusted residual of Haberman (1973, Biometrics 29: "The analysis of residuals in cross-classified tables"): what was counted minus what
    rows and columns alone would give, divided by its standard deviation if these had nothing to do with each other. It is about 2 or more by
    chance in 1 of 20 cells. Totals are sums over the cells.

    Parameters
    ----------
    limit
        From which size a cell is marked: ``▲`` more, ``▼`` fewer.
    least
        Below this expected count nothing is marked (1: Cochran 1954, Biometrics 10); the residual stands there all the same.

    Raises
    ------
    ValueError
        If the matrix counts words, shares or presence: words are no cases.
    """
    if matrix.counting not in ("passages", "people", "documents"):
        raise ValueError(f"residuals need counts of passages, people or documents, not {matrix.counting!r}")
    shape = len(matrix.row_ids), len(matrix.column_ids)
    counts = matrix.counts.to_numpy(dtype=float)[: shape[0], : shape[1]]
    expected, residual = adjusted(counts)
    marks = np.where((expected >= least) & (np.abs(residual) >= limit), np.where(residual > 0, "▲", "▼"), "")
    there = ~np.isnan(residual)
    found = pd.DataFrame(
        {
            "row": [row for row in matrix.row_ids for _ in matrix.column_ids],
            "column": [column for _ in matrix.row_ids for column in matrix.column_ids],
            "count": counts.ravel().astype("int64"),
            "expected": expected.ravel(),
            "residual": residual.ravel(),
            "mark": marks.ravel(),
        }
    )
    n = int((there & (expected >= least)).sum())
    chance = round(n * math.erfc(limit / math.sqrt(2)), 1)
    found.attrs["note"] = say("residuals", matrix.language, limit=limit, least=f"{least:g}", n=n, chance=chance) + "."
    return found


def adjusted(counts: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the expected counts under independence and the adjusted residuals; NaN where a row or column holds nothing or everything."""
    total = counts.sum()
    row, column = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    if not total:
        return np.zeros_like(counts), np.full_like(counts, np.nan)
    expected = row * column / total
    variance = expected * (1 - row / total) * (1 - column / total)
    residual = np.full_like(counts, np.nan)
    np.divide(counts - expected, np.sqrt(variance), out=residual, where=variance > 1e-12)
    return expected, residual

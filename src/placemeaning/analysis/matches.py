"""Codings of two coders that match (same code, overlapping words), and how well they lie on each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from placemeaning.analysis.reliability.answer import Numbers

COLUMNS = ("document", "code", "coder", "other", "start", "stop", "other_start", "other_stop", "iou", "starts_apart", "stops_apart")


def pair_up(codings: pd.DataFrame, coders: Sequence[str]) -> pd.DataFrame:
    """Return one row a pair of codings that match, for every two coders.

    Codings match where document and code are the same and they overlap; each is in one pair at most with each other coder, chosen
    so that the overlap is greatest in all.

    Returns
    -------
    pandas.DataFrame
        ``document, code, coder, other, start, stop, other_start, other_stop, iou, starts_apart, stops_apart``. ``iou`` is the length of
        what both cover by the length of what either covers (0 to 1); the last two are distances in code points.
    """
    rows = []
    groups = codings[codings["coder"].isin(list(coders))].groupby(["document", "code"], observed=True, sort=True)
    for (document, code), group in groups:
        spans = {coder: mine[["start", "stop"]].to_numpy("int64") for coder, mine in group.groupby("coder", observed=True)}
        for one, other in combinations([c for c in coders if c in spans], 2):
            rows += [(document, code, one, other, *pair) for pair in _pairs(spans[one], spans[other])]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _pairs(one: Numbers, other: Numbers) -> list[tuple[int, int, int, int, float, int, int]]:
    from scipy.optimize import linear_sum_assignment

    both = np.minimum(one[:, None, 1], other[:, 1]) - np.maximum(one[:, None, 0], other[:, 0])
    either = np.maximum(one[:, None, 1], other[:, 1]) - np.minimum(one[:, None, 0], other[:, 0])
    iou = np.where(both > 0, both / either, 0.0)
    found = []
    for i, j in zip(*linear_sum_assignment(iou, maximize=True), strict=True):
        if iou[i, j] > 0:
            (a, b), (c, d) = one[i].tolist(), other[j].tolist()
            found.append((a, b, c, d, float(iou[i, j]), abs(a - c), abs(b - d)))
    return found


def overlap_by_code(pairs: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    """Return one row a code: ``code, matched, unmatched, iou, starts_apart, stops_apart``.

    ``unmatched`` counts codings without a partner, ``iou`` is the mean overlap, distances are medians in code points.
    """
    rows = []
    for code, group in codings.groupby("code", observed=True, sort=True):
        mine = pairs[pairs["code"] == code]
        ends = pd.concat([mine[["document", "coder", "start", "stop"]], _other_side(mine)]).drop_duplicates()
        medians = [float(mine[name].median()) if len(mine) else np.nan for name in ("starts_apart", "stops_apart")]
        alone = len(group[["document", "coder", "start", "stop"]].drop_duplicates()) - len(ends)
        rows.append((str(code), len(mine), alone, mine["iou"].mean(), *medians))
    return pd.DataFrame(rows, columns=["code", "matched", "unmatched", "iou", "starts_apart", "stops_apart"])


def _other_side(pairs: pd.DataFrame) -> pd.DataFrame:
    names = {"other": "coder", "other_start": "start", "other_stop": "stop"}
    return pairs[["document", *names]].rename(columns=names)

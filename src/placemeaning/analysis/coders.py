"""Several coders as one: their union, one of them, or what at least two of them found."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

import numpy as np
import pandas as pd

from placemeaning.analysis.agreement_units import CONSENSUS
from placemeaning.analysis.overlaps import on_one_line, overlapping
from placemeaning.analysis.tidy import CERTAIN
from placemeaning.errors import did_you_mean

Coders = str | Collection[str] | Literal["union", "consensus"] | None
"""``union`` (or None), ``consensus``, a coder's name, or several names: their union."""

PASSAGE = ("document", "start", "stop", "code", "place")
"""What makes two codings the same passage with the same meaning, whoever coded it."""


def of_coders(codings: pd.DataFrame, coders: Coders = None, known: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the codings of some coders as if one had made them. The input is not changed.

    Parameters
    ----------
    codings
        The tidy frame, one row a coding.
    coders
        - ``union`` or None: what any coder coded, each passage once (`union`).
        - ``consensus``: what at least two coders coded (`consensus`).
        - a name, or several: the union of what these coded. ``["consensus"]`` is the coder of that name alone.
    known
        The coders there are; by default those in `codings`.

    Raises
    ------
    ValueError
        If there is no such coder.
    """
    if coders is None or (isinstance(coders, str) and coders == "union"):
        return union(codings)
    if isinstance(coders, str) and coders == CONSENSUS:
        return consensus(codings)
    names = [coders] if isinstance(coders, str) else list(coders)
    known = sorted({*(codings["coder"].dropna() if known is None else known)})
    for one in names:
        if one not in known:
            raise ValueError(
                f"coders={one!r} is not union, consensus or one of {', '.join(known) or 'no coders'}.{did_you_mean(one, known)}"
            )
    return union(codings[codings["coder"].isin(names)])


def union(codings: pd.DataFrame) -> pd.DataFrame:
    """Return each passage once: of codings with the same document, start, stop, code and place the first stands for all.

    Codings whose position is not certain have no passage to compare, and all stay.
    """
    placed = codings["start"].notna()
    return codings[~(codings.duplicated(list(PASSAGE)) & placed)]


def consensus(codings: pd.DataFrame) -> pd.DataFrame:
    """Return what at least two coders found: the same code, in the same document, on words that overlap by one code point or more.

    Coders need not have marked the same words; of the codings that confirm each other, those of the first coder (by name) stand, with that
    coder's words, and a coding of a later coder stands only where it overlaps none that stands already. So one agreed passage is one row.
    What was settled, by the coder ``consensus``, is agreed by itself and comes before all others. Codings whose position is not certain
    are left out.
    """
    certain = codings[codings["status"].isin(CERTAIN)]
    certain = certain[~certain.duplicated([*PASSAGE, "coder"])]
    coder, names = pd.factorize(certain["coder"], sort=True)
    group = pd.factorize(pd.MultiIndex.from_frame(certain[["document", "code"]].astype(object)))[0]
    start, stop = (certain[name].to_numpy("int64", na_value=0) for name in ("start", "stop"))
    spans = on_one_line(group, start, stop)
    settled = (certain["coder"] == CONSENSUS).to_numpy(dtype=bool)
    kept = settled.copy()
    for name in range(len(names)):  # in the order of their names
        mine = np.flatnonzero((coder == name) & ~settled)
        others = np.flatnonzero((coder != name) & ~settled)
        confirmed = overlapping(spans.where(mine), spans.where(others)) > 0
        taken = overlapping(spans.where(mine), spans.where(kept)) > 0
        kept[mine[confirmed & ~taken]] = True
    return certain[kept]

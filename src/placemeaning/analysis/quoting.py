"""Which words are shown as examples: those that may be published, residents' before others', of a length that reads well."""

from __future__ import annotations

from typing import Any

import pandas as pd

READS_WELL = 140
"""Code points: quotes near this length are read most easily."""


def publishable(codings: pd.DataFrame) -> pd.Series[bool]:
    """Return which codings may be published: all but those whose column ``publish`` says no."""
    if "publish" not in codings:
        return pd.Series(True, index=codings.index)
    return codings["publish"].astype(bool)


def by_readability(codings: pd.DataFrame, first: pd.Series[Any] | None = None) -> pd.DataFrame:
    """Return the codings in the order in which they are chosen: residents', then by `first` (small before great), then near 140 code points."""
    order = pd.DataFrame({"voice": codings["voice"] != "resident"}, index=codings.index)
    if first is not None:
        order["first"] = first
    order["length"] = (codings["quote"].str.len() - READS_WELL).abs()
    return codings.loc[order.sort_values([*order], kind="stable").index]

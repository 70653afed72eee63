"""Several coders as one: their union, one of them, or what they agree on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

import pandas as pd

from placemeaning.analysis.agreement_units import CONSENSUS
from placemeaning.analysis.consensus import agreed
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
        - ``consensus``: what all coders of a document agree on (`placemeaning.analysis.consensus.agreed`).
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
        return agreed(codings)
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

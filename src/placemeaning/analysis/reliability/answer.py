"""What a measure answers: a number with what it is made of, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[Any]]

FEW_CODERS = "agreement is between coders, and there is only one here"
NO_CODERS = "there is no coder here"
NOTHING_SHARED = "nothing was read by two of these coders, so there is nothing to compare"
ONE_UNIT = "one unit says nothing about agreement by chance; there must be at least two that two coders read"
ALL_THE_SAME = "every coder gave every unit the same value; without variation, agreement cannot be told from habit"
NOTHING_CODED = "nobody coded anything here"
TWO_ONLY = "this measure is for two coders"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One answer of one measure.

    Attributes
    ----------
    value
        The coefficient, or None; then `words` says why there is none.
    observed, expected
        What it is computed from: agreement (0 to 1) for the kappas, disagreement for the alphas of spans, disorder for gamma.
    words
        Why there is no value, as a sentence without a capital; empty where there is one.
    """

    value: float | None
    observed: float | None = None
    expected: float | None = None
    words: str = ""

    def __str__(self) -> str:
        return f"none: {self.words}" if self.value is None else f"{self.value:.3f}"


def none(words: str, observed: float | None = None, expected: float | None = None) -> Coefficient:
    """Return an answer without a value, and why."""
    return Coefficient(None, observed, expected, words)


def over_chance(observed: float, expected: float) -> Coefficient:
    """Return (observed - expected) / (1 - expected); in words where everything is the same."""
    if not expected < 1 - 1e-12:
        return none(ALL_THE_SAME, observed, expected)
    return Coefficient((observed - expected) / (1 - expected), observed, expected)


def under_chance(observed: float, expected: float, words: str = ALL_THE_SAME) -> Coefficient:
    """Return 1 - observed / expected disagreement; in words where none is expected."""
    if not expected > 1e-12:
        return none(words, observed, expected)
    return Coefficient(1 - observed / expected, observed, expected)

"""Ragged arrays: lists of different lengths, one after another in one array."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def spread(begins: Array, lengths: Array) -> Array:
    """Return ``begins[i], begins[i] + 1, …``, as many as ``lengths[i]``, for one i after another."""
    ends = np.cumsum(lengths)
    return np.repeat(begins - (ends - lengths), lengths) + np.arange(int(ends[-1]) if len(ends) else 0)


class Groups:
    """Values by the number of their group (0 up to `size`), in the order in which they came."""

    def __init__(self, group: Array, values: Array, size: int) -> None:
        order = np.argsort(group, kind="stable")
        self._values = values[order]
        self._lengths = np.bincount(group, minlength=size)
        self._begins = np.cumsum(self._lengths) - self._lengths

    def spread(self, items: Array, groups: Array) -> tuple[Array, Array]:
        """Return each item as often as its group has values, and those values."""
        lengths = self._lengths.take(groups)
        return np.repeat(items, lengths), self._values.take(spread(self._begins.take(groups), lengths))

    def filled(self) -> npt.NDArray[np.bool_]:
        """Return which groups have values."""
        found: npt.NDArray[np.bool_] = self._lengths > 0
        return found

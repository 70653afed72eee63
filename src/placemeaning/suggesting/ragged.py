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
    """Values by the number of their group, in the order in which they came; more groups may be added."""

    def __init__(self, groups: Array, values: Array, size: int) -> None:
        none = np.zeros(0, np.int64)
        self._values, self._lengths, self._begins = none, none, none
        self.add(groups, values, size)

    def add(self, groups: Array, values: Array, size: int) -> None:
        """Add `size` groups after those that are there; `groups` counts from the first of them."""
        lengths = np.bincount(groups, minlength=size)
        begins = np.cumsum(lengths) - lengths + len(self._values)
        self._values = np.concatenate((self._values, values.take(np.argsort(groups, kind="stable"))))
        self._lengths, self._begins = np.concatenate((self._lengths, lengths)), np.concatenate((self._begins, begins))

    def spread(self, items: Array, groups: Array) -> tuple[Array, Array]:
        """Return each item as often as its group has values, and those values."""
        lengths = self._lengths.take(groups)
        return np.repeat(items, lengths), self._values.take(spread(self._begins.take(groups), lengths))

    def filled(self) -> npt.NDArray[np.bool_]:
        """Return which groups have values."""
        found: npt.NDArray[np.bool_] = self._lengths > 0
        return found

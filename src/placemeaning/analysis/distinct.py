"""Counting distinct things in cells, exactly and fast."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from placemeaning.analysis.axes import Numbers
from placemeaning.model.document import Document
from placemeaning.model.text import words as words_in

Measure = Callable[[Numbers, int], Numbers]
"""(the cell of each entry, how many cells) -> the count in each cell. The array of cells may be written over."""

_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)  # odd numbers without pattern
_ALL = (1 << 64) - 1
_MOST_MARKS = 1 << 26  # of a table of cells by units, in bytes


def number_of(units: Numbers, size: int) -> Measure:
    """Return a measure of how many different units a cell has; `size` is more than the greatest number of a unit."""

    def counted(cell: Numbers, n: int) -> Numbers:
        if n * size > _MOST_MARKS:
            return number_of_combinations([units])(cell, n)
        width = size + -size % 8
        marks = np.zeros(n * width, dtype=bool)
        cell *= width
        cell += units
        marks[cell] = True
        return np.asarray(np.bitwise_count(marks.view("uint64")).reshape(n, width // 8).sum(axis=1, dtype="int64"))

    return counted


def number_of_combinations(parts: Sequence[Numbers]) -> Measure:
    """Return a measure of how many different combinations of numbers a cell has. The first part is best one that keeps neighbours together."""

    def counted(cell: Numbers, n: int) -> Numbers:
        again = repeats([*parts, cell])
        return np.bincount(cell, minlength=n) - np.bincount(cell[again], minlength=n)

    return counted


def repeats(parts: Sequence[Numbers]) -> Numbers:
    """Return the positions that say nothing new: of equal combinations, all but one.

    Every position writes its number into the slot that its combination hashes to, and the last one stays. Who finds another number there
    is a repeat where the combinations are equal, and tries again with another hash, among its like only, where they are not.
    """
    if not len(parts[0]):
        return np.zeros(0, dtype="int64")
    words, near = _packed(parts), parts[0]
    found: list[Numbers] = []
    rows: Numbers | None = None
    for turn in range(64):
        here = words if rows is None else [word.take(rows) for word in words]
        size = len(here[0])
        slots = _slots(here, near, turn)
        last = np.empty(int(slots.max()) + 1, dtype="int32" if size < 1 << 31 else "int64")
        number = np.arange(size, dtype=last.dtype)
        last[slots] = number
        other = last.take(slots)
        lost = np.flatnonzero(other != number)
        theirs = other.take(lost)
        same = np.ones(len(lost), dtype=bool)
        for word in here:
            same &= word.take(lost) == word.take(theirs)
        mine = lost if rows is None else rows.take(lost)
        found.append(mine[same])
        rows = mine[~same]
        if not len(rows):
            return np.concatenate(found)
    assert rows is not None
    first = np.unique(np.stack([word[rows] for word in words]), axis=1, return_index=True)[1]  # exact, whatever the hashes do
    return np.concatenate([*found, np.delete(np.asarray(rows), first)])


def _packed(parts: Sequence[Numbers]) -> list[Numbers]:
    """Return the parts as few numbers of 64 bits: equal combinations give equal numbers, and others others."""
    words: list[Numbers] = []
    room = 0
    for part in parts:
        low, size = int(part.min()), int(part.max()) - int(part.min()) + 1
        if words and room * size < 1 << 63:
            words[-1] *= size
            words[-1] += part
            words[-1] -= low
            room *= size
        else:
            words.append(part.astype("int64") - low)
            room = size
    return words


def _slots(words: Sequence[Numbers], near: Numbers, turn: int) -> Numbers:
    """Return a slot for every combination, equal ones in the same. In the first turn those with the same `near` lie together."""
    bits = max(4, len(words[0]).bit_length() + 2)
    room = bits - (int(near.max()) + 1).bit_length()
    if turn or room < 5 or int(near.min()) < 0:
        return _hash(words, turn, bits)
    slots = near.astype("int64")
    slots <<= room
    slots += _hash(words, turn, room)
    return slots


def _hash(words: Sequence[Numbers], turn: int, bits: int) -> Numbers:
    mixed = words[0].astype("uint64")
    for word in words[1:]:
        mixed *= np.uint64(_MIX[1])
        mixed ^= word.view("uint64")
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64((_MIX[0] + turn * _MIX[2] | 1) & _ALL)
    mixed >>= np.uint64(64 - bits)
    return mixed.view("int64")


def words_touched(
    document: Numbers, ids: Sequence[str], start: Numbers, stop: Numbers, texts: Mapping[str, str | Document], *, respondents: bool
) -> Measure:
    """Return a measure of the different words that the spans of a cell touch. Words are numbered through all texts, so a span is an interval."""
    first, last, size = np.zeros(len(start), dtype="int64"), np.zeros(len(start), dtype="int64"), 0
    order = np.argsort(document, kind="stable")
    borders = np.searchsorted(document[order], np.arange(len(ids) + 1))
    for number, (begin, end) in enumerate(pairwise(borders)):
        if begin == end:
            continue
        if ids[number] not in texts:
            raise ValueError(f"texts has no text for document {ids[number]!r}")
        starts, stops = _word_bounds(texts[ids[number]], respondents)
        here = order[begin:end]
        first[here] = size + np.searchsorted(stops, start[here], side="right")
        last[here] = size + np.searchsorted(starts, stop[here], side="left")
        size += len(starts)
    return lambda cell, n: _union(cell, first, np.maximum(first, last), size + 1, n)


def _word_bounds(text: str | Document, respondents: bool) -> tuple[Numbers, Numbers]:
    if isinstance(text, str):
        found = [*words_in(text)]
    else:
        turns = [turn.span for turn in text.turns if turn.role == "respondent" or not respondents]
        found = [word for turn in turns for word in words_in(text.text, turn.start, turn.stop)]
    pairs = np.array([(word.start, word.stop) for word in found], dtype="int64").reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _union(cell: Numbers, first: Numbers, last: Numbers, size: int, n: int) -> Numbers:
    """Return the length of the union of the intervals of each cell: in order, each adds what lies beyond the furthest end so far."""
    order = np.lexsort((first, cell))
    begin, end = (cell * size + first)[order], (cell * size + last)[order]
    reached = np.concatenate([[0], np.maximum.accumulate(end)[:-1]]) if len(end) else end
    new = np.maximum(0, end - np.maximum(begin, reached))
    return np.bincount(cell[order], weights=new, minlength=n)

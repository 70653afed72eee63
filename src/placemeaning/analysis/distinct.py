"""Counting distinct things in cells, exactly and fast."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from placemeaning.analysis.axes import Numbers
from placemeaning.model.document import Document
from placemeaning.model.text import words as words_in

Measure = Callable[[Numbers, int], Numbers]
"""(the cell of each entry, how many cells) -> the count in each cell."""

_MIX = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1, 0xD3A2646D)
_MOST_MARKS = 1 << 26  # of a table of cells by units, in bytes


def number_of(units: Numbers, size: int) -> Measure:
    """Return a measure of how many different units a cell has; `size` is more than the greatest number of a unit."""

    def counted(cell: Numbers, n: int) -> Numbers:
        if n * size > _MOST_MARKS:
            return number_of_combinations([units])(cell, n)
        marks = np.zeros((n, size), dtype=bool)
        marks.reshape(-1)[cell * np.int64(size) + units] = True
        return np.asarray(np.count_nonzero(marks, axis=1))

    return counted


def number_of_combinations(parts: Sequence[Numbers]) -> Measure:
    """Return a measure of how many different combinations of numbers a cell has."""

    def counted(cell: Numbers, n: int) -> Numbers:
        again = repeats([*parts, cell])
        return np.bincount(cell, minlength=n) - np.bincount(cell[again], minlength=n)

    return counted


def repeats(parts: Sequence[Numbers]) -> Numbers:
    """Return the positions that say nothing new: of equal combinations, all but one.

    Every position writes its number into the slot that its combination hashes to, and the last one stays. Who finds another number there
    is a repeat where the combinations are equal, and tries again with another hash, among its like only, where they are not.
    """
    found: list[Numbers] = []
    rows: Numbers | None = None
    for turn in range(64):
        size = len(parts[0]) if rows is None else len(rows)
        bits = max(4, size.bit_length() + 2)
        slot = _hash([part if rows is None else part[rows] for part in parts], turn, bits)
        last = np.empty(1 << bits, dtype="int32" if size < 1 << 31 else "int64")
        here = np.arange(size, dtype=last.dtype)
        last[slot] = here
        other = last.take(slot)
        lost = np.flatnonzero(other != here)
        mine, theirs = (lost, other[lost]) if rows is None else (rows[lost], rows[other[lost]])
        same = np.ones(len(lost), dtype=bool)
        for part in parts:
            same &= part[mine] == part[theirs]
        found.append(mine[same])
        rows = mine[~same]
        if not len(rows):
            return np.concatenate(found)
    rows = np.asarray(rows)  # never reached by chance: exact whatever the hashes do
    order = np.lexsort([part[rows] for part in parts])
    changed = np.zeros(len(order), dtype=bool)
    for part in parts:
        changed[1:] |= np.diff(part[rows][order]) != 0
    changed[:1] = True
    return np.concatenate([*found, rows[order][~changed]])


def _hash(parts: Sequence[Numbers], turn: int, bits: int) -> Numbers:
    mixed = np.zeros(len(parts[0]), dtype="uint32")
    for i, part in enumerate(parts):
        more = part.astype("uint32")
        more *= np.uint32((_MIX[i % len(_MIX)] + turn * 0x3C6EF372 | 1) & 0xFFFFFFFF)
        mixed ^= more
        mixed *= np.uint32(0x85EBCA6B)
    mixed >>= np.uint32(32 - min(bits, 32))
    return mixed.astype("int64")


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

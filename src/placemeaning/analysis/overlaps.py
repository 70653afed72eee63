"""Which spans share characters: counted by sorting the ends and searching in them, and listed where they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Intervals:
    """Spans of several documents on one line, so that spans of different documents never overlap; code points, half-open."""

    start: Numbers
    stop: Numbers

    def __len__(self) -> int:
        return len(self.start)

    def where(self, kept: Numbers) -> Intervals:
        """Return some of the spans, by a mask or by their positions."""
        return Intervals(self.start[kept], self.stop[kept])


def on_one_line(document: Numbers, start: Numbers, stop: Numbers) -> Intervals:
    """Return spans on one line, document after document.

    Parameters
    ----------
    document
        The number of the document of each span, from 0.
    start, stop
        Code points in that document.
    """
    length = int(stop.max(initial=0)) + 1
    base = document.astype("int64") * length
    return Intervals(base + start, base + stop)


def order_of(values: Numbers) -> Numbers:
    """Return the positions of values (none below 0) in order of the values, equals as they come.

    Value and position are sorted as one number where they fit in one, which is quicker.
    """
    if (values[1:] >= values[:-1]).all():
        return np.arange(len(values))
    bits = len(values).bit_length()
    if int(values.max(initial=0)).bit_length() + bits > 62:
        return np.argsort(values, kind="stable")
    return np.sort((values << bits) | np.arange(len(values))) & ((1 << bits) - 1)


def overlapping(spans: Intervals, others: Intervals) -> Numbers:
    """Return for each span how many of the others share a code point with it; empty spans share none.

    As many others begin before a span ends, less those that end before it begins: two searches in sorted ends, no pairs are made.
    """
    full = others.where(others.stop > others.start)
    begun = np.searchsorted(np.sort(full.start), spans.stop, side="left")
    ended = np.searchsorted(np.sort(full.stop), spans.start, side="right")
    return np.where(spans.stop > spans.start, begun - ended, 0)


def merged(spans: Intervals) -> Intervals:
    """Return the stretches that the spans cover together, in order."""
    order = np.argsort(spans.start, kind="stable")
    start, reach = spans.start[order], np.maximum.accumulate(spans.stop[order]) if len(order) else spans.stop
    first = np.flatnonzero(np.concatenate([[True], start[1:] > reach[:-1]])) if len(order) else order
    return Intervals(start[first], reach[np.concatenate([first[1:] - 1, [len(order) - 1]])] if len(order) else reach)


def length(stretches: Intervals) -> int:
    """Return how many code points stretches cover that do not overlap."""
    return int((stretches.stop - stretches.start).sum())


def shared(stretches: Intervals, others: Intervals) -> int:
    """Return how many code points two sets of stretches (each `merged`) both cover."""
    if not len(stretches) or not len(others):
        return 0
    before = np.concatenate([[0], np.cumsum(others.stop - others.start)])

    def covered(position: Numbers) -> Numbers:
        """Return how many code points before each position the others cover."""
        at = np.searchsorted(others.start, position, side="right")
        last = np.maximum(at - 1, 0)
        inside = np.minimum(position, others.stop[last]) - others.start[last]
        return np.where(at > 0, before[last] + inside, 0)

    return int((covered(stretches.stop) - covered(stretches.start)).sum())


def pairs(spans: Intervals, others: Intervals) -> tuple[Numbers, Numbers]:
    """Return the positions of all pairs (span, other) that share a code point, in order of the spans."""
    order = np.argsort(others.start, kind="stable")
    begins, reach = others.start[order], np.maximum.accumulate(others.stop[order]) if len(order) else others.stop
    first = np.searchsorted(reach, spans.start, side="right")
    many = np.maximum(np.searchsorted(begins, spans.stop, side="left") - first, 0)
    one = np.repeat(np.arange(len(spans)), many)
    two = order[np.arange(len(one)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)]
    hit = np.minimum(spans.stop[one], others.stop[two]) > np.maximum(spans.start[one], others.start[two])
    return one[hit], two[hit]


_CHUNK = 1_000_000  # pairs that are in memory at once


def together(spans: Intervals, label: Numbers, size: int) -> Numbers:
    """Return for each two labels how many pairs of spans, one of each, share a code point.

    Sorted by start, the later spans that a span overlaps stand in one run behind it, which is found by one search. Where the runs are
    short they are counted as they are; where they are long (much nesting), per label, by running totals over the sorted ends. Both are exact.

    Parameters
    ----------
    label
        The label of each span, from 0.
    size
        How many labels there are.

    Returns
    -------
    numpy.ndarray
        Square and symmetric. The diagonal is without meaning.
    """
    full = np.flatnonzero(spans.stop > spans.start)
    order = full[order_of(spans.start[full])]
    ordered, labels = spans.where(order), label[order]
    many = np.searchsorted(ordered.start, ordered.stop, side="left") - np.arange(1, len(order) + 1)
    dense = int(many.sum()) > len(order) * size / 4  # a pair takes about four times as long as a span and a label
    return _by_totals(ordered, labels, size) if dense else _by_runs(many, labels, size)


def _by_runs(many: Numbers, labels: Numbers, size: int) -> Numbers:
    table = np.zeros(size * size, dtype="int64")
    ends, at = np.cumsum(many), 0
    while at < len(many):
        done = int(ends[at - 1]) if at else 0
        to = max(at + 1, int(np.searchsorted(ends, done + _CHUNK, side="right")))
        run = many[at:to]
        later = np.arange(int(run.sum())) + np.repeat(np.arange(at + 1, to + 1) - (np.cumsum(run) - run), run)
        table += np.bincount(np.repeat(labels[at:to] * size, run) + labels[later], minlength=size * size)
        at = to
    square = table.reshape(size, size)
    return square + square.T


def _by_totals(ordered: Intervals, labels: Numbers, size: int) -> Numbers:
    by_stop = np.argsort(ordered.stop, kind="stable")
    stops, ending = ordered.stop[by_stop], labels[by_stop]
    begun, ended = np.searchsorted(ordered.start, stops, side="left"), np.searchsorted(stops, ordered.start, side="right")
    table, total = np.zeros((size, size), dtype="int64"), np.zeros(len(labels) + 1, dtype="int64")
    for one in range(size):
        np.cumsum(labels == one, out=total[1:])
        overlapped = np.bincount(ending, weights=total[begun], minlength=size)
        np.cumsum(ending == one, out=total[1:])
        table[:, one] = overlapped - np.bincount(labels, weights=total[ended], minlength=size)
    return table

"""Spans on continua as arrays: what the measures of unitizing and gamma are computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from placemeaning.analysis.reliability.answer import Numbers

Given = Mapping[str, Iterable[tuple[float, float, str]]]


@dataclass(frozen=True, slots=True)
class Spans:
    """Coded spans of some coders on some continua (documents), in columns of equal length.

    Attributes
    ----------
    document, coder, code
        Numbers from 0, into `documents`, `coders` and `codes`.
    start, stop
        Positions in the continuum of the document; half-open.
    lengths
        The length of each continuum.
    read
        Documents by coders: who read what. A coder who read a document and coded nothing in it says that nothing is there;
        one who did not read it says nothing.
    """

    document: Numbers
    coder: Numbers
    code: Numbers
    start: Numbers
    stop: Numbers
    lengths: Numbers
    read: Numbers
    documents: tuple[str, ...]
    coders: tuple[str, ...]
    codes: tuple[str, ...]

    def where(self, keep: Numbers) -> Spans:
        """Return these spans without those that are not kept."""
        columns = (self.document[keep], self.coder[keep], self.code[keep], self.start[keep], self.stop[keep])
        return Spans(*columns, self.lengths, self.read, self.documents, self.coders, self.codes)

    def of_coders(self, wanted: Sequence[int]) -> Spans:
        """Return the spans of some coders, given by their numbers."""
        new = np.full(len(self.coders), -1)
        new[list(wanted)] = np.arange(len(wanted))
        kept = self.where(new[self.coder] >= 0) if len(self.coders) else self
        names = tuple(self.coders[i] for i in wanted)
        read = self.read[:, list(wanted)]
        return Spans(kept.document, new[kept.coder], kept.code, kept.start, kept.stop, self.lengths, read, self.documents, names, self.codes)

    def of_documents(self, wanted: Sequence[int]) -> Spans:
        """Return the spans in some documents, given by their numbers."""
        new = np.full(len(self.documents), -1)
        new[list(wanted)] = np.arange(len(wanted))
        kept = self.where(new[self.document] >= 0)
        names, some = tuple(self.documents[i] for i in wanted), list(wanted)
        columns = (new[kept.document], kept.coder, kept.code, kept.start, kept.stop)
        return Spans(*columns, self.lengths[some], self.read[some], names, self.coders, self.codes)

    def of_code(self, code: int) -> Spans:
        """Return the spans of one code."""
        return self.where(self.code == code)

    def shared(self) -> Spans:
        """Return the spans in documents that two coders or more have read; spans of coders who did not read are left out."""
        both = np.flatnonzero(self.read.sum(axis=1) >= 2)
        found = self.of_documents(both)
        return found.where(found.read[found.document, found.coder])


def spans_of(given: Given, length: float | None = None, begin: float = 0) -> Spans:
    """Return the spans of one continuum.

    Parameters
    ----------
    given
        By coder, the (start, stop, code) of each span; a coder without spans is one who coded nothing.
    length
        Of the continuum; by default, up to where the last span ends.
    begin
        Where the continuum begins.
    """
    rows = [(coder, *span) for coder, spans in given.items() for span in spans]
    coders, codes = tuple(given), tuple(sorted({row[3] for row in rows}))
    start, stop = (np.array([row[i] for row in rows], dtype=float) - begin for i in (1, 2))
    size = float(stop.max(initial=0)) if length is None else float(length)
    if len(start) and (start.min() < 0 or stop.max() > size or (start >= stop).any()):
        raise ValueError("every span must begin before it ends, and lie within the continuum")
    numbers = [np.array([names.index(row[i]) for row in rows], dtype="int64") for names, i in ((coders, 0), (codes, 3))]
    document = np.zeros(len(rows), dtype="int64")
    read = np.ones((1, len(coders)), dtype=bool)
    return Spans(document, *numbers, start, stop, np.array([size]), read, ("",), coders, codes)


@dataclass(frozen=True, slots=True)
class Stretches:
    """Spans of which no two of one coder overlap: where codings overlapped, the value is the combination of their codes.

    `group` is document times coders plus coder; `value` is a number into `sets`.
    """

    group: Numbers
    value: Numbers
    start: Numbers
    stop: Numbers
    sets: tuple[frozenset[str], ...]
    overlapping: int


def stretches(spans: Spans) -> Stretches:
    """Return the spans of each coder as stretches that do not overlap.

    Spans of one coder that only touch stay apart. Spans of the same code that overlap become one. Where spans of different codes
    overlap, the text is cut at each of their ends, and each piece has all codes that lie on it.
    """
    group = spans.document * len(spans.coders) + spans.coder
    order = np.lexsort((spans.stop, spans.start, group))
    group, code, start, stop = group[order], spans.code[order], spans.start[order], spans.stop[order]
    overlap = _overlapping(group, start, stop)
    alone = np.isin(group, np.unique(group[overlap]), invert=True)
    pieces = [_pieces(code[group == g], start[group == g], stop[group == g]) for g in np.unique(group[~alone])]
    sets = [frozenset({one}) for one in spans.codes]
    number = {one: i for i, one in enumerate(sets)}
    columns = [(group[alone], code[alone], start[alone], stop[alone])]
    for g, found in zip(np.unique(group[~alone]), pieces, strict=True):
        for codes, _, _ in found:
            one = frozenset(spans.codes[c] for c in codes)
            if one not in number:
                number[one] = len(sets)
                sets.append(one)
        values = np.array([number[frozenset(spans.codes[c] for c in codes)] for codes, _, _ in found], dtype="int64")
        columns.append((np.full(len(found), g), values, np.array([a for _, a, _ in found]), np.array([b for _, _, b in found])))
    joined = [np.concatenate(parts) for parts in zip(*columns, strict=True)]
    return Stretches(*joined, tuple(sets), int(overlap.sum()))


def _overlapping(group: Numbers, start: Numbers, stop: Numbers) -> Numbers:
    """Return which spans begin before an earlier one of their group has ended; sorted by group and start."""
    if not len(start):
        return np.zeros(0, dtype=bool)
    wide = float(stop.max()) + 1
    reached = np.maximum.accumulate(group * wide + stop)
    return np.concatenate([[False], (group * wide + start)[1:] < reached[:-1]])


def _pieces(code: Numbers, start: Numbers, stop: Numbers) -> list[tuple[tuple[int, ...], float, float]]:
    """Return (codes, start, stop) of the pieces that one coder's spans cut a text into; sorted by start."""
    events: dict[float, list[tuple[int, int]]] = {}
    for c, a, b in zip(*_merged(code, start, stop), strict=True):
        events.setdefault(a, []).append((c, 1))
        events.setdefault(b, []).append((c, -1))
    active: dict[int, int] = {}
    found: list[tuple[tuple[int, ...], float, float]] = []
    for here, there in pairwise(sorted(events)):
        for c, step in events[here]:
            active[c] = active.get(c, 0) + step
        codes = tuple(c for c, times in active.items() if times > 0)
        if codes:
            found.append((tuple(sorted(codes)), here, there))
    return found


def _merged(code: Numbers, start: Numbers, stop: Numbers) -> tuple[list[int], list[float], list[float]]:
    """Return the spans with those of one code that overlap put together; those that only touch stay apart."""
    merged: dict[int, list[list[float]]] = {}
    for c, a, b in zip(code.tolist(), start.tolist(), stop.tolist(), strict=True):
        line = merged.setdefault(c, [])
        if line and a < line[-1][1]:
            line[-1][1] = max(line[-1][1], b)
        else:
            line.append([a, b])
    flat = [(c, a, b) for c, line in merged.items() for a, b in line]
    return [c for c, _, _ in flat], [a for _, a, _ in flat], [b for _, _, b in flat]

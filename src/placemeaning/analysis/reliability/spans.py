"""Spans on continua as arrays: what the measures of unitizing and gamma are computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
        columns = (kept.document, new[kept.coder], kept.code, kept.start, kept.stop)
        return Spans(*columns, self.lengths, self.read[:, list(wanted)], self.documents, names, self.codes)

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
        both = np.flatnonzero(self.read.sum(axis=1) >= 2).tolist()
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
    coder, code = (np.array([names.index(row[i]) for row in rows], dtype="int64") for names, i in ((coders, 0), (codes, 3)))
    document = np.zeros(len(rows), dtype="int64")
    read = np.ones((1, len(coders)), dtype=bool)
    return Spans(document, coder, code, start, stop, np.array([size]), read, ("",), coders, codes)


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
    wide = float(spans.lengths.max(initial=0)) + 1
    code, start, stop = _merged(group, spans, wide)
    ends, at = np.unique(np.concatenate([start, stop]), return_inverse=True)
    masks = _masks(code, at[: len(code)], at[len(code) :], len(ends), len(spans.codes))[:-1]
    full = masks.any(axis=1)
    kinds, value = numbered(masks[full])
    owner = (ends[:-1][full] // wide).astype("int64")
    sets = tuple(frozenset(spans.codes[k] for k in range(len(spans.codes)) if kind[k // _BITS] >> k % _BITS & 1) for kind in kinds.tolist())
    return Stretches(owner, value.ravel(), ends[:-1][full] - owner * wide, ends[1:][full] - owner * wide, sets, overlapping(spans))


_BITS = 62  # codes in one number of a mask


def numbered(masks: Numbers) -> tuple[Numbers, Numbers]:
    """Return the different masks, and the number of the one of each place."""
    if masks.shape[1] == 1:
        kinds, value = np.unique(masks[:, 0], return_inverse=True)
        return kinds[:, None], value
    return np.unique(masks, axis=0, return_inverse=True)


def _begins(key: Numbers, start: Numbers, stop: Numbers, wide: float) -> tuple[Numbers, Numbers]:
    """Return which spans, sorted by key and start, begin where all earlier ones of their key have ended; and the order of sorting."""
    order = np.lexsort((start, key))
    reached = np.maximum.accumulate(key[order] * wide + stop[order])
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (key[order] * wide + start[order])[1:] >= reached[:-1]
    return fresh, order


def _merged(group: Numbers, spans: Spans, wide: float) -> tuple[Numbers, Numbers, Numbers]:
    """Return (code, start, stop) with those of one coder and code that overlap put together, on one axis for all coders and documents."""
    fresh, order = _begins(group * max(len(spans.codes), 1) + spans.code, spans.start, spans.stop, wide)
    first = np.flatnonzero(fresh)
    start, stop = (group * wide + spans.start)[order], (group * wide + spans.stop)[order]
    return spans.code[order][first], start[first], np.maximum.reduceat(stop, first) if len(first) else stop


def _masks(code: Numbers, start: Numbers, stop: Numbers, n: int, codes: int) -> Numbers:
    """Return, for each of n places, which codes lie on what follows it, as bits of one or more numbers."""
    masks = np.zeros((n, codes // _BITS + 1), dtype="int64")
    bit = np.left_shift(np.int64(1), code % _BITS)
    np.add.at(masks, (start, code // _BITS), bit)
    np.subtract.at(masks, (stop, code // _BITS), bit)
    return np.cumsum(masks, axis=0)


def length_of_any(key: Numbers, start: Numbers, stop: Numbers, wide: float) -> float:
    """Return the length that at least one span covers, the spans of each key by themselves."""
    fresh, order = _begins(key, start, stop, wide)
    first = np.flatnonzero(fresh)
    last = np.maximum.reduceat((key * wide + stop)[order], first) if len(first) else stop
    return float((last - (key * wide + start)[order][first]).sum())


def overlapping(spans: Spans) -> int:
    """Return how many spans overlap an earlier one of the same coder."""
    wide = float(spans.lengths.max(initial=0)) + 1
    group = spans.document * max(len(spans.coders), 1) + spans.coder
    return int((~_begins(group, spans.start, spans.stop, wide)[0]).sum())

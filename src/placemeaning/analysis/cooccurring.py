"""The passages behind codes that go together: pairs that overlap, or units that have both."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from placemeaning.analysis.overlaps import Intervals, Numbers, length, merged, on_one_line, order_of, pairs, shared, together
from placemeaning.analysis.tidy import CERTAIN
from placemeaning.analysis.units import Sentences, touching, units
from placemeaning.model.document import Document
from placemeaning.model.text import fold

BEHIND = ["document", "person", "quote", "first", "second", "before", "after", "start", "stop", "first_id", "second_id"]


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages with a code, as numbers; `row` is where each stands in the frame of codings. Of rows that say the same the first counts."""

    row: Numbers
    spans: Intervals
    code: Numbers

    def where(self, kept: Numbers) -> Passages:
        """Return some of them, by a mask or by their positions."""
        return Passages(self.row[kept], self.spans.where(kept), self.code[kept])


def distinct(codings: pd.DataFrame, code: Numbers) -> Passages:
    """Return the passages whose position is certain, each once, in order of document (as they come) and start."""
    row = np.flatnonzero(codings["status"].isin(CERTAIN))
    document = pd.factorize(codings["document"])[0]
    start, stop = (codings[one].to_numpy("int64", na_value=0) for one in ("start", "stop"))
    found = Passages(row, on_one_line(document[row], start[row], stop[row]), code[row])
    found = found.where(order_of(found.spans.start))
    tied = np.diff(found.spans.start) == 0
    near = np.flatnonzero(np.concatenate([tied, [False]]) | np.concatenate([[False], tied])) if len(tied) else row[:0]
    same = pd.DataFrame({"start": found.spans.start[near], "stop": found.spans.stop[near], "code": found.code[near]}).duplicated()
    return found.where(np.delete(np.arange(len(found.row)), near[same.to_numpy(dtype=bool)]))


def coefficient(counts: Numbers) -> Numbers:
    """Return n12 / (n1 + n2 - n12); NaN where neither occurs."""
    own = np.diag(counts)
    return _ratio(counts, own[:, None] + own[None, :] - counts)


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    ratio: Numbers = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole != 0)
    return ratio


class Behind(ABC):
    """What the figures of a table rest on: pairs of passages that overlap, or units that hold both."""

    def __init__(self, codings: pd.DataFrame, passages: Passages) -> None:
        self._codings, self._row, self._spans, self._code = codings, passages.row, passages.spans, passages.code

    @abstractmethod
    def counts(self, size: int) -> Numbers:
        """Return the counts of a square table of so many codes."""

    def jaccard(self, counts: Numbers) -> Numbers:
        """Return what has both divided by what has either."""
        return coefficient(counts)

    def cell(self, first: int, second: int) -> pd.DataFrame:
        """Return the passages of two codes by their numbers (see `CoOccurrence.cell`)."""
        rows = [self._shown(ones, others) for ones, others in self._together(first, second)]
        return pd.DataFrame(rows, columns=BEHIND)

    @abstractmethod
    def _together(self, first: int, second: int) -> list[tuple[list[int], list[int]]]:
        """Return the passages of the first and of the second code that make each pair or unit."""

    def _shown(self, ones: list[int], others: list[int]) -> dict[str, Any]:
        both = self._codings.iloc[self._row[sorted({*ones, *others})]]
        first, second = (self._codings.iloc[self._row[sorted(one)]] for one in (ones, others))
        last = both.iloc[int(both["stop"].to_numpy("int64").argmax())]
        people = dict.fromkeys(person for spoken in both["people"] for person in spoken)
        return {
            "document": both["document"].iloc[0], "person": ", ".join(people), "quote": words_of(both),
            "first": words_of(first), "second": words_of(second), "before": both["before"].iloc[0], "after": last["after"],
            "start": int(both["start"].iloc[0]), "stop": int(last["stop"]),
            "first_id": ", ".join(first["id"]), "second_id": ", ".join(second["id"]),
        }  # fmt: skip


def words_of(passages: pd.DataFrame) -> str:
    """Return the words of passages of one document, sorted by start: what they share once, and ``[…]`` where there are words between."""
    words, reach = "", -1
    for start, stop, quote in passages[["start", "stop", "quote"]].itertuples(index=False):
        if stop > reach:
            words += quote[reach - start :] if words and start <= reach else (" […] " if words else "") + quote
            reach = stop
    return fold(words)


class Overlapping(Behind):
    """Pairs of passages that overlap."""

    def counts(self, size: int) -> Numbers:
        """Return the pairs of passages; on the diagonal the passages."""
        table = together(self._spans, self._code, size)
        np.fill_diagonal(table, np.bincount(self._code, minlength=size))
        return table

    def jaccard(self, counts: Numbers) -> Numbers:
        """Return the code points with both codes, divided by those with either."""
        spans = self._spans
        covered = [merged(spans.where(self._code == code)) for code in range(len(counts))]
        size = np.array([length(one) for one in covered], dtype="int64")
        both = np.array([[shared(one, two) for two in covered] for one in covered], dtype="int64").reshape(counts.shape)
        return _ratio(both, size[:, None] + size[None, :] - both)

    def _together(self, first: int, second: int) -> list[tuple[list[int], list[int]]]:
        spans = self._spans
        ones, others = np.flatnonzero(self._code == first), np.flatnonzero(self._code == second)
        if first == second:
            return [([int(i)], [int(i)]) for i in ones]
        a, b = pairs(spans.where(ones), spans.where(others))
        return [([int(i)], [int(j)]) for i, j in zip(ones[a], others[b], strict=True)]


class Units(Behind):
    """Units that have both codes."""

    def __init__(
        self, codings: pd.DataFrame, passages: Passages, by: str, texts: Mapping[str, Document] | None, sentences: Sentences | None
    ) -> None:
        super().__init__(codings, passages)
        here = codings[["document", "start", "stop"]].iloc[passages.row]
        if by == "document":
            self._unit, self._at = pd.factorize(here["document"])[0].astype("int64"), np.arange(len(here))
            return
        if texts is None:
            raise ValueError(f"by={by!r} needs texts=: the documents by id")
        names = here["document"].tolist()
        missing = [name for name in dict.fromkeys(names) if name not in texts]
        if missing:
            raise ValueError(f"texts= has no document {missing[0]!r}, which has codings")
        found = units([texts[name] for name in dict.fromkeys(names)], by, sentences)
        self._unit, self._at = touching(found, names, here["start"].to_numpy("int64"), here["stop"].to_numpy("int64"))

    def counts(self, size: int) -> Numbers:
        """Return the units with both codes; on the diagonal those with the code."""
        from scipy.sparse import csr_array

        entries = np.unique(np.column_stack([self._unit, self._code[self._at]]), axis=0)
        ones = np.ones(len(entries), dtype="int64")
        has = csr_array((ones, (entries[:, 0], entries[:, 1])), shape=(int(self._unit.max(initial=-1)) + 1, size))
        table: Numbers = (has.T @ has).toarray().astype("int64")
        return table

    def _together(self, first: int, second: int) -> list[tuple[list[int], list[int]]]:
        code = self._code[self._at]
        ones, others = code == first, code == second
        both = np.intersect1d(self._unit[ones], self._unit[others])
        return [(self._of(unit, ones), self._of(unit, others)) for unit in both]

    def _of(self, unit: int, wanted: Numbers) -> list[int]:
        return [int(i) for i in self._at[(self._unit == unit) & wanted]]

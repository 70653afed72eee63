"""Finding phrases: all patterns of several words at once, in the numbers of one text or of many.

A pattern is looked for around the words that pass its rarest test. Where two ways of reading it are possible, each test takes the next word
that passes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count as counting
from typing import Any

import numpy as np
import numpy.typing as npt

from placemeaning.suggesting.index import TextIndex
from placemeaning.suggesting.patterns import Pattern, Together
from placemeaning.suggesting.vocabulary import Vocabulary

Array = npt.NDArray[Any]
Found = dict[Pattern | Together, tuple[Array, Array]]
"""The first and last words of each place where a pattern fits."""

_MOST_CELLS = 60_000_000


@dataclass(frozen=True, slots=True)
class Plan:
    """A pattern of several words, with its keyword and its place among the keyword's patterns; its tests as numbers."""

    keyword: int
    place: int
    pattern: Pattern | Together
    tests: tuple[int, ...]
    without: tuple[int, ...]


class Finder:
    """Looks for patterns in one index.

    Parameters
    ----------
    seen
        How often each word of the vocabulary occurs.
    numbers, offsets
        The words that pass each test, one test after another, and where each test begins in that list.
    """

    def __init__(self, index: TextIndex, seen: Array, numbers: Array, offsets: Array, words: Vocabulary) -> None:
        self._index, self._numbers = index, numbers
        self._begin, self._end = offsets, np.append(offsets[1:], len(numbers))
        self._there = seen > 0
        self._local = np.cumsum(self._there) - 1
        self._different = int(self._local[-1]) + 1
        self._text = self._local[index.ids]
        self._fillers, self._determiners = words.mask("fillers")[self._there], words.mask("determiners")[self._there]

    def find(self, plans: Sequence[Plan], count: Array) -> Found:
        """Return where patterns fit; `count` is how often each test is passed."""
        unique = list({one.pattern: one for one in plans}.values())
        ordered = [one for one in unique if isinstance(one.pattern, Pattern)]
        together = [one for one in unique if isinstance(one.pattern, Together)]
        found: Found = {}
        most = max(_MOST_CELLS // (4 * self._different + 1), 1)
        for start in range(0, len(ordered), most):
            found.update(_Chains(self, ordered[start : start + most], count).find())
        for one in together:
            found[one.pattern] = self._together(one, count)
        return found

    def passing(self, test: int) -> Array:
        """Return the words of this text that pass a test, as they are numbered here."""
        numbers = self._numbers[self._begin[test] : self._end[test]]
        return self._local[numbers[self._there[numbers] & (numbers > 0)]]

    def table(self, tests: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Return, for each of some tests and each word of this text, whether it passes."""
        table = np.zeros((len(tests), self._different), bool)
        for row, test in enumerate(tests):
            table[row, self.passing(test)] = True
        return table

    def _together(self, plan: Plan, count: Array) -> tuple[Array, Array]:
        """Take the first place in each sentence where all tests are passed near enough."""
        table = self.table((*plan.tests, *plan.without))
        both = []
        for low, high in self._sentences_with_all(table, np.argsort(count[list(plan.tests)], kind="stable").tolist()):
            inside = table[:, self._text[low:high]]
            place = None
            if not inside[len(plan.tests) :].any():
                groups = [np.flatnonzero(one).tolist() for one in inside[: len(plan.tests)]]
                place = nearest_together(groups, plan.pattern.near)  # type: ignore[union-attr]
            both += [(low + place[0], low + place[1])] if place else []
        found = np.array(both, np.int64).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    def _sentences_with_all(self, table: npt.NDArray[np.bool_], tests: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Return the first word and the end of each sentence in which every test is passed; the rarest test comes first."""
        sentence = self._index.sentence
        wanted = np.unique(sentence[np.flatnonzero(table[tests[0]][self._text])])
        low, high = np.searchsorted(sentence, wanted), np.searchsorted(sentence, wanted, side="right")
        for test in tests[1:]:
            lengths = high - low
            offsets = np.cumsum(lengths) - lengths
            words = np.repeat(low - offsets, lengths) + np.arange(lengths.sum())
            passed = np.logical_or.reduceat(table[test][self._text[words]], offsets) if len(low) else np.zeros(0, bool)
            low, high = low[passed], high[passed]
        return zip(low.tolist(), high.tolist(), strict=True)


class _Chains:
    """Many patterns whose tests are passed one after another, looked for together: one row for each way to begin."""

    def __init__(self, finder: Finder, plans: Sequence[Plan], count: Array) -> None:
        self._finder, self._plans = finder, plans
        self._index, self._text = finder._index, finder._text
        names = dict(zip(dict.fromkeys(test for one in plans for test in one.tests), counting(), strict=False))
        self._table = finder.table(list(names))
        self._lengths = np.array([len(one.tests) for one in plans], np.int64)
        self._tests = np.zeros((len(plans), int(max(self._lengths, default=0))), np.int64)
        for row, one in enumerate(plans):
            self._tests[row, : len(one.tests)] = [names[test] for test in one.tests]
        self._rarest = np.array([int(np.argmin(count[list(one.tests)])) for one in plans], np.int64)
        patterns = [one.pattern for one in plans if isinstance(one.pattern, Pattern)]
        self._gap = np.array([one.gap for one in patterns], np.int64)
        self._particle = np.array([one.particle for one in patterns]).astype(np.bool_)
        self._in_clause = np.array([one.between == "clause" for one in patterns]).astype(np.bool_)

    def find(self) -> Found:
        plan, first = self._starts(*self._anchors())
        last = first
        for place in range(1, self._tests.shape[1]):
            going = np.flatnonzero(self._lengths[plan] > place)
            following = self._next(plan[going], last[going], self._tests[plan[going], place])
            last = last.copy()
            last[going] = following
            plan, first, last = plan[last >= 0], first[last >= 0], last[last >= 0]
        kept = ~(self._particle[plan] & self._before_determiner(last))
        plan, first, last = plan[kept], first[kept], last[kept]
        bounds = np.searchsorted(plan, np.arange(len(self._plans) + 1)).tolist()
        return {one.pattern: (first[a:b], last[a:b]) for one, a, b in zip(self._plans, bounds, bounds[1:], strict=False)}

    def _before_determiner(self, at: Array) -> Array:
        """Return for each word whether an article or pronoun of the same clause follows."""
        after = np.minimum(at + 1, len(self._text) - 1)
        follows: npt.NDArray[np.bool_] = (after > at) & (self._index.clause[after] == self._index.clause[at])
        follows &= self._finder._determiners[self._text[after]]
        return follows

    def _anchors(self) -> tuple[Array, Array]:
        """Return plans and the places of the words that pass their rarest tests, in order."""
        parts = [self._finder.passing(one.tests[rarest]) for one, rarest in zip(self._plans, self._rarest.tolist(), strict=True)]
        plan, word = np.repeat(np.arange(len(parts)), [len(part) for part in parts]), np.concatenate(parts)
        order = np.argsort(word, kind="stable")
        plan, begin = plan[order], np.searchsorted(word[order], np.arange(self._finder._different + 1))
        at = np.flatnonzero(np.diff(begin)[self._text])
        times = np.diff(begin)[self._text[at]]
        where = np.repeat(begin[self._text[at]] - (np.cumsum(times) - times), times) + np.arange(times.sum())
        return plan[where], np.repeat(at, times)

    def _starts(self, plan: Array, anchor: Array) -> tuple[Array, Array]:
        """Return plans and the places where their first test is passed, near enough before an anchor; by plan and place."""
        rarest = self._rarest[plan]
        choices = rarest * self._gap[plan] + 1
        back = np.arange(choices.sum()) - np.repeat(np.cumsum(choices) - choices, choices) + np.repeat(rarest, choices)
        plan, first = np.repeat(plan, choices), np.repeat(anchor, choices) - back
        able = first >= 0
        plan, first = plan[able], first[able]
        able = self._table[self._tests[plan, 0], self._text[first]]
        key = np.unique(plan[able] * len(self._text) + first[able])
        return key // len(self._text), key % len(self._text)

    def _next(self, plan: Array, at: Array, test: Array) -> Array:
        """Return, for each row, the next word that passes its test near enough; -1 where there is none."""
        sentence, clause, fillers = self._index.sentence, self._index.clause, self._finder._fillers
        found = np.full(len(at), -1)
        rows = np.arange(len(at))
        for step in range(1, int(self._gap.max(initial=0)) + 2):
            rows = rows[(self._gap[plan[rows]] >= step - 1) & (at[rows] + step < len(self._text))]
            before, there, in_clause = at[rows], at[rows] + step, self._in_clause[plan[rows]]
            same = np.where(in_clause, clause[there] == clause[before], sentence[there] == sentence[before])
            rows, there, in_clause = rows[same], there[same], in_clause[same]
            fit = self._table[test[rows], self._text[there]]
            found[rows[fit]] = there[fit]
            rows = rows[~fit & (in_clause | fillers[self._text[there]])]
            if not len(rows):
                break
        return found


def nearest_together(groups: Sequence[Sequence[int]], near: int | None) -> tuple[int, int] | None:
    """Return the first and last place where one of each group stands near enough to the others, the earliest such; or None."""
    if not all(groups):
        return None
    places: Iterable[int] = groups[0] if near is None else {place for group in groups for place in group}
    for start in sorted(places):
        chosen = [min(group, key=lambda place: (abs(place - start), place)) for group in groups]
        if near is None or max(chosen) - min(chosen) <= near:
            return min(chosen), max(chosen)
    return None

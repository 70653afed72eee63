"""Finding phrases: all keywords of several words at once, in the numbers of one text or of many.

A pattern is looked for around the words that pass its rarest test. Where two ways of reading it are possible, each test takes the next word
that passes it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from placemeaning.suggesting.fitting import Test
from placemeaning.suggesting.index import CLAUSE_BEGINS, SENTENCE_BEGINS, TextIndex
from placemeaning.suggesting.patterns import Pattern, Together
from placemeaning.suggesting.ragged import Groups, spread
from placemeaning.suggesting.vocabulary import ROLES, Vocabulary

Array = npt.NDArray[Any]
Column = tuple[Array, Array, Array, Array]
"""First words, last words, keywords, patterns."""


_ANYWHERE = 1 << 40


@dataclass(frozen=True, slots=True)
class Plan:
    """A pattern of several words, with its keyword and its place among the keyword's patterns."""

    keyword: int
    place: int
    pattern: Pattern | Together

    @property
    def tests(self) -> tuple[Test, ...]:
        """All tests that words are put to, also those that none may pass."""
        return tests_of(self.pattern)


def tests_of(pattern: Pattern | Together) -> tuple[Test, ...]:
    """Return all tests of a pattern, also those that no word may pass."""
    return (*pattern.tests, *pattern.without) if isinstance(pattern, Together) else pattern.tests


def no_hits() -> Column:
    """Return columns without rows."""
    return (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))


class Finder:
    """Looks for patterns in indexes. Words that pass the same tests or not have rows; row 0 is for all words that pass none.

    Parameters
    ----------
    number
        The number of each test.
    often
        How often words that pass each test were met (0 where there are none): the rarer a test, the better it is to begin with.
    """

    def __init__(self, plans: Sequence[Plan], number: Mapping[Test, int], often: Sequence[float], words: Vocabulary) -> None:
        self._passes = Passes(len(number))
        ordered, together = ([one for one in plans if isinstance(one.pattern, kind)] for kind in (Pattern, Together))
        self._parts = (_Chains(ordered, number, often, self._passes, words), _Sentences(together, number, often, self._passes))

    def add(self, size: int, rows: Array, tests: Array) -> None:
        """Add `size` rows of words; `rows` counts from the first of them, `tests` says which test such a row passes."""
        self._passes.add(size, rows, tests)
        for one in self._parts:
            one.add(size, rows, tests)

    @property
    def anchored(self) -> npt.NDArray[np.bool_]:
        """Which rows of words some pattern is looked for around."""
        return self._parts[0].anchored | self._parts[1].anchored

    def find(self, index: TextIndex, rows: Array, at: Array, their_rows: Array) -> Column:
        """Return where patterns fit; `rows` has the row of each word of the vocabulary, `at` the places of those that are looked around."""
        parts = [one.find(index, rows, at, their_rows) for one in self._parts]
        first, last, keyword, pattern = (np.concatenate(column) for column in zip(*parts, strict=True))
        return first, last, keyword, pattern


class Passes:
    """Which rows of words pass which tests."""

    def __init__(self, tests: int) -> None:
        self._tests = max(tests, 1)
        self._cells, self._rows = np.zeros(self._tests, bool), 1

    def add(self, size: int, rows: Array, tests: Array) -> None:
        """Add rows after those that are there."""
        if (self._rows + size) * self._tests > len(self._cells):
            self._cells = np.concatenate((self._cells, np.zeros(max(size * self._tests, len(self._cells)), bool)))
        self._cells[(rows + self._rows) * self._tests + tests] = True
        self._rows += size

    def take(self, rows: Array, tests: Array) -> npt.NDArray[np.bool_]:
        """Return whether rows of words pass tests, one by one."""
        return self._cells.take(rows.astype(np.int64) * self._tests + tests)


class _Anchored:
    """Plans, each with the rarest of its tests."""

    def __init__(self, plans: Sequence[Plan], number: Mapping[Test, int], often: Sequence[float], passes: Passes) -> None:
        self._passes = passes
        self._keyword, self._pattern = (np.array([getattr(one, name) for one in plans], np.int64) for name in ("keyword", "place"))
        self._lengths = np.array([len(one.pattern.tests) for one in plans], np.int64)
        tests = [self._order([number[test] for test in one.pattern.tests], often) for one in plans]
        rarest = [_best(some, often) for some in tests]
        self._tests = np.zeros((int(max(self._lengths, default=1)), len(plans)), np.int64)
        for column, some in enumerate(tests):
            self._tests[: len(some), column] = some
        self._rarest = np.array(rarest, np.int64)
        self._plans_of = Groups(self._tests[self._rarest, np.arange(len(plans))], np.arange(len(plans)), len(number))
        self._anchors = Groups(np.zeros(0, np.int64), np.zeros(0, np.int64), 1)

    def _order(self, tests: list[int], often: Sequence[float]) -> list[int]:
        return tests

    def add(self, size: int, rows: Array, tests: Array) -> None:
        """Add rows of words."""
        self._anchors.add(*self._plans_of.spread(rows, tests), size)

    @property
    def anchored(self) -> npt.NDArray[np.bool_]:
        """Which rows of words some pattern is looked for around."""
        return self._anchors.filled()


def _best(tests: Sequence[int], often: Sequence[float]) -> int:
    """Return the place of the test to begin with: the one that is passed least often, rather an early one."""
    return min(range(len(tests)), key=lambda place: often[tests[place]] * (4 + place))


class _Chains(_Anchored):
    """Patterns whose tests are passed one after another, looked for together: one row for each way to begin."""

    def __init__(
        self, plans: Sequence[Plan], number: Mapping[Test, int], often: Sequence[float], passes: Passes, words: Vocabulary
    ) -> None:
        super().__init__(plans, number, often, passes)
        self._words = words
        patterns = [one.pattern for one in plans if isinstance(one.pattern, Pattern)]
        self._gap = np.array([one.gap for one in patterns], np.int64)
        self._particle = np.array([one.particle for one in patterns], np.bool_)
        self._in_clause = np.array([one.between == "clause" for one in patterns], np.bool_)
        self._further = np.maximum(self._rarest * (self._gap + 1) - 1, 0)
        self._before = self._tests[np.maximum(self._rarest - 1, 0), np.arange(len(plans))]
        self._ends = np.where(self._in_clause, np.uint8(CLAUSE_BEGINS), np.uint8(SENTENCE_BEGINS))

    def find(self, index: TextIndex, rows: Array, at: Array, their_rows: Array) -> Column:
        anchor, plan = self._anchors.spread(at, their_rows)
        plan, first = self._starts(index, rows, plan, anchor)
        last = first
        for place in range(1, len(self._tests)):
            going = (self._lengths.take(plan) > place).nonzero()[0]
            if not len(going):
                break
            following = last.copy()
            following[going] = self._next(index, rows, plan.take(going), last.take(going), self._tests[place])
            plan, first, last = _those(following >= 0, plan, first, following)
        plan, first, last = _those(~(self._particle.take(plan) & self._before_determiner(index, last)), plan, first, last)
        return first, last, self._keyword[plan], self._pattern[plan]

    def _before_determiner(self, index: TextIndex, at: Array) -> Array:
        """Return for each word whether an article or pronoun of the same clause follows."""
        after = np.minimum(at + 1, len(index.ids) - 1)
        follows: Array = (
            (after > at) & ((index.flags.take(after) & CLAUSE_BEGINS) == 0) & self._has_role(index.ids.take(after), "determiners")
        )
        return follows

    def _has_role(self, ids: Array, role: str) -> npt.NDArray[np.bool_]:
        found: npt.NDArray[np.bool_] = (self._words.roles(ids) & ROLES[role]) > 0
        return found

    def _starts(self, index: TextIndex, rows: Array, plan: Array, anchor: Array) -> tuple[Array, Array]:
        """Return plans and the places where their first test is passed, near enough before an anchor."""
        begun = self._rarest.take(plan) == 0
        begins, (plan, anchor) = _those(begun, plan, anchor), _those(~begun & (anchor > 0), plan, anchor)
        plan, anchor = _those((index.flags.take(anchor) & self._ends.take(plan)) == 0, plan, anchor)
        ids = index.ids.take(anchor - 1)
        before = self._passes.take(rows.take(ids), self._before.take(plan))
        near = _those(before & (self._rarest.take(plan) == 1), plan, anchor)
        plan, anchor = _those(
            before & (self._rarest.take(plan) > 1) | self._in_clause.take(plan) | self._has_role(ids, "fillers"), plan, anchor
        )
        choices = self._further.take(plan)
        first, plan = np.repeat(anchor - 1, choices) - spread(np.ones(len(plan), np.int64), choices), np.repeat(plan, choices)
        first, plan = _those(first >= 0, first, plan)
        first, plan = _those(self._passes.take(rows.take(index.ids.take(first)), self._tests[0].take(plan)), first, plan)
        found = [near[0] * len(index.ids) + near[1] - 1, plan * len(index.ids) + first]
        keys = np.sort(np.concatenate(found))
        keys = keys[np.diff(keys, prepend=-1) > 0]
        return np.concatenate((begins[0], keys // len(index.ids))), np.concatenate((begins[1], keys % len(index.ids)))

    def _next(self, index: TextIndex, rows: Array, plan: Array, at: Array, tests: Array) -> Array:
        """Return, for each row, the next word that passes the test of its plan near enough; -1 where there is none."""
        found = np.full(len(at), -1)
        going, step = np.arange(len(at)), 0
        while len(going):
            step += 1
            place = at + step
            ids = index.ids.take(place, mode="clip")
            inside = ((index.flags.take(place, mode="clip") & self._ends.take(plan)) == 0) & (place < len(index.ids))
            fit = inside & self._passes.take(rows.take(ids), tests.take(plan))
            found[going[fit]] = place[fit]
            between = self._in_clause.take(plan) | self._has_role(ids, "fillers")
            plan, at, going = _those(inside & ~fit & between & (self._gap.take(plan) >= step), plan, at, going)
        return found


def _those(kept: npt.NDArray[np.bool_], *columns: Array) -> list[Array]:
    """Return some rows of columns."""
    where = kept.nonzero()[0]
    return [column.take(where) for column in columns]


class _Sentences(_Anchored):
    """Patterns whose tests are all passed in one sentence; the rarest is looked for first."""

    def __init__(self, plans: Sequence[Plan], number: Mapping[Test, int], often: Sequence[float], passes: Passes) -> None:
        super().__init__(plans, number, often, passes)
        self._plans = plans
        nears = [one.pattern.near for one in plans if isinstance(one.pattern, Together)]
        self._near = np.array([_ANYWHERE if near is None else near for near in nears], np.int64)
        self._all = [np.array([number[test] for test in one.pattern.tests], np.int64)[:, None] for one in plans]
        self._none = [np.array([number[test] for test in one.tests[len(one.pattern.tests) :]], np.int64)[:, None] for one in plans]

    def _order(self, tests: list[int], often: Sequence[float]) -> list[int]:
        return sorted(tests, key=lambda test: often[test])

    def find(self, index: TextIndex, rows: Array, at: Array, their_rows: Array) -> Column:
        anchor, plan = self._anchors.spread(at, their_rows)
        if not len(plan):
            return no_hits()
        sentence = np.searchsorted(index.sentence_begins, anchor, side="right") - 1
        ends = np.append(index.sentence_begins, len(index.ids))
        near = self._near.take(plan)
        low, high = np.maximum(ends.take(sentence), anchor - near), np.minimum(ends.take(sentence + 1), anchor + near + 1)
        for place in range(1, len(self._tests)):
            going = self._lengths[plan] > place
            passed = ~going
            passed[going] = self._some_pass(index, rows, low[going], high[going], self._tests[place].take(plan[going]))
            plan, sentence, low, high = _those(passed, plan, sentence, low, high)
        keys = np.sort(plan * (len(index.ids) + 1) + sentence)
        keys = keys[np.diff(keys, prepend=-1) > 0]
        plan, sentence = keys // (len(index.ids) + 1), keys % (len(index.ids) + 1)
        low, high = ends.take(sentence), ends.take(sentence + 1)
        found = []
        for one, a, b in zip(plan.tolist(), low.tolist(), high.tolist(), strict=True):
            both = self._place(one, rows[index.ids[a:b]])
            found += [(a + both[0], a + both[1], one)] if both else []
        first, last, plan = np.array(found, np.int64).reshape(-1, 3).T
        return first, last, self._keyword[plan], self._pattern[plan]

    def _some_pass(self, index: TextIndex, rows: Array, low: Array, high: Array, test: Array) -> npt.NDArray[np.bool_]:
        """Return, for each stretch of words, whether one of them passes a test."""
        if not len(low):
            return np.zeros(0, bool)
        lengths = high - low
        fit = self._passes.take(rows.take(index.ids.take(spread(low, lengths))), np.repeat(test, lengths))
        found: npt.NDArray[np.bool_] = np.logical_or.reduceat(fit, np.cumsum(lengths) - lengths)
        return found

    def _place(self, plan: int, rows: Array) -> tuple[int, int] | None:
        """Return the first place in a sentence where all tests are passed near enough; None where there is none, or a word that may not be."""
        without = self._none[plan]
        if len(without) and self._passes.take(rows, without).any():
            return None
        near = self._plans[plan].pattern
        return nearest_together(
            [one.nonzero()[0].tolist() for one in self._passes.take(rows, self._all[plan])],
            near.near if isinstance(near, Together) else None,
        )


def nearest_together(groups: Sequence[Sequence[int]], near: int | None) -> tuple[int, int] | None:
    """Return the first and last place where one of each group stands near enough to the others, the earliest such; or None."""
    if not all(groups):
        return None
    places: Iterable[int] = groups[0] if near is None else {place for group in groups for place in group}
    for start in sorted(places):
        chosen: list[int] = []
        for group in groups:
            place = _nearest(group, start)
            if near is not None and abs(place - start) > near:
                break
            chosen.append(place)
        if len(chosen) == len(groups) and (near is None or max(chosen) - min(chosen) <= near):
            return min(chosen), max(chosen)
    return None


def _nearest(places: Sequence[int], start: int) -> int:
    """Return the place (of places in order) that is nearest to `start`, the earlier one where two are."""
    at = bisect_left(places, start)
    if at == len(places) or (at and start - places[at - 1] <= places[at] - start):
        return places[at - 1]
    return places[at]

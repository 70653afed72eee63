"""Matching: where the keywords of a codebook fit, over the numbers of the words of many texts at once.

What fits is worked out once for each different word; the texts are then only scanned for numbers. A phrase is looked for around
its rarest word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from placemeaning.model.codebook import Codebook
from placemeaning.suggesting.finding import Finder, Found, Plan
from placemeaning.suggesting.fitting import How, Test, fits
from placemeaning.suggesting.index import TextIndex
from placemeaning.suggesting.patterns import Compiled, Pattern, Together, compile_codebook
from placemeaning.suggesting.spelling import spellings
from placemeaning.suggesting.vocabulary import Vocabulary, vocabulary

Array = npt.NDArray[Any]
_Column = tuple[Array, Array, Array, Array]


@dataclass(frozen=True, slots=True)
class Hits:
    """Where keywords fit: for each hit the first and last word (their place in the index), the keyword and the pattern.

    `keyword` counts in `Matcher.keywords`, `pattern` in its patterns; in order of the first word, then of the keyword.
    """

    first: Array
    last: Array
    keyword: Array
    pattern: Array

    def __len__(self) -> int:
        return len(self.first)


class Matcher:
    """The keywords of one language, made ready for the vocabulary as it is now."""

    def __init__(self, codebook: Codebook, language: str, *, fuzzy: bool = True) -> None:
        self.language = language
        self.keywords: list[Compiled] = compile_codebook(codebook, language)
        self.flat = [(number, place, pattern) for number, one in enumerate(self.keywords) for place, pattern in enumerate(one.patterns)]
        self.tests = list(dict.fromkeys(test for *_, pattern in self.flat for test in _tests_of(pattern)))
        self._place = {test: number for number, test in enumerate(self.tests)}
        self._plans = [self._plan(*one) for one in self.flat if len(one[2].tests) > 1]
        self._plan_tests = np.array([test for one in self._plans for test in one.tests], np.int64)
        self._plan_offsets = np.cumsum([0, *(len(one.tests) for one in self._plans)])[:-1]
        self._singles_flat = [one for one in self.flat if len(one[2].tests) == 1]
        self._single_tests = list(dict.fromkeys(pattern.tests[0] for *_, pattern in self._singles_flat))
        self._words = vocabulary(language)
        self._fuzzy = fuzzy
        self._ready = -1

    def _plan(self, keyword: int, place: int, pattern: Pattern | Together) -> Plan:
        without = pattern.without if isinstance(pattern, Together) else ()
        return Plan(
            keyword, place, pattern, tuple(self._place[test] for test in pattern.tests), tuple(self._place[test] for test in without)
        )

    def prepare(self) -> None:
        """Work out which words fit which test, again only when the vocabulary has grown."""
        if self._ready == len(self._words):
            return
        fitting = {test: fits(test, self._words) for test in self.tests}
        self._numbers = [_numbers(fitting[test]) for test in self.tests]
        self.single = {test: fitting[test] for test in self._single_tests}
        if self._fuzzy:
            self.single = with_spellings(self.single, self._words)
        sizes = np.array([len(one) for one in self._numbers], np.int64)
        self._all_numbers = np.concatenate([np.zeros(0, np.int64), *(one if len(one) else np.zeros(1, np.int64) for one in self._numbers)])
        self._offsets = np.concatenate(([0], np.cumsum(np.maximum(sizes, 1))))[:-1]
        self._not_empty = sizes > 0
        self._plan_singles()
        self._ready = len(self._words)

    def joined(self) -> list[tuple[str, str]]:
        """Return what the spelling rule joined, in the texts that were looked at: each unknown word with the keyword it may be."""
        self.prepare()
        found = [
            (self._words.words[number], test.words[0])
            for test, fit in self.single.items()
            for number, how in fit.items()
            if how == "spelling"
        ]
        return sorted(set(found))

    def _plan_singles(self) -> None:
        """Lay out, for each word, the patterns of one word that it fits."""
        lists = [_numbers(self.single[pattern.tests[0]]) for *_, pattern in self._singles_flat]
        words = np.concatenate([np.zeros(0, np.int64), *lists])
        owner = np.repeat(np.arange(len(lists)), [len(numbers) for numbers in lists])
        order = np.argsort(words, kind="stable")
        keywords, places = (np.array([one[column] for one in self._singles_flat], np.int32) for column in (0, 1))
        self._single_keyword, self._single_pattern = keywords[owner[order]], places[owner[order]]
        self._single_begin = np.searchsorted(words[order], np.arange(len(self._words) + 1))

    def hits(self, index: TextIndex, seen: Array | None = None, found: Found | None = None) -> Hits:
        """Return everything that fits in an index, whatever its flags say.

        Parameters
        ----------
        seen
            How often each word of the vocabulary occurs in it, where that is known.
        found
            Where patterns of several words were found in it before; what is found now is added.
        """
        self.prepare()
        if not len(index.ids):
            return Hits(*(np.zeros(0, np.int64),) * 4)
        seen = np.bincount(index.ids, minlength=len(self._words)) if seen is None else seen
        longer = list(self._longer(index, seen, {} if found is None else found))
        first, last, keyword, pattern = _columns([self._singles(index), _columns(longer, sort=True)])
        order = np.argsort(first * len(self.keywords) + keyword, kind="stable")
        return _without_doubles(Hits(first[order], last[order], keyword[order], pattern[order]))

    def _singles(self, index: TextIndex) -> _Column:
        count = np.diff(self._single_begin)
        at = np.flatnonzero((count > 0)[index.ids])
        words = index.ids[at]
        times = count[words]
        where = np.repeat(self._single_begin[words] - np.concatenate(([0], np.cumsum(times)[:-1])), times) + np.arange(times.sum())
        at = np.repeat(at, times)
        return at, at, self._single_keyword[where], self._single_pattern[where]

    def _longer(self, index: TextIndex, seen: Array, found: Found) -> Iterator[_Column]:
        """Yield the hits of each pattern of several words, all of whose words occur."""
        count = np.add.reduceat(seen[self._all_numbers], self._offsets) * self._not_empty if len(self._offsets) else self._offsets
        able = [one for one, all_there in zip(self._plans, self._all_there(count), strict=True) if all_there]
        new = [one for one in able if one.pattern not in found]
        if new:
            found.update(Finder(index, seen, self._all_numbers, self._offsets, self._words).find(new, count))
        for one in able:
            first, last = found[one.pattern]
            if len(first):
                yield first, last, np.full(len(first), one.keyword, np.int32), np.full(len(first), one.place, np.int32)

    def _all_there(self, count: Array) -> list[bool]:
        """Return for each plan whether each of its tests is passed somewhere."""
        there: list[bool] = np.logical_and.reduceat(count[self._plan_tests] > 0, self._plan_offsets).tolist() if self._plans else []
        return there


def _columns(parts: Sequence[_Column], *, sort: bool = False) -> _Column:
    """Return columns one under another; sorted by place, keyword, end and pattern where asked for."""
    if not parts:
        return (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32))
    first, last, keyword, pattern = (np.concatenate(column) for column in zip(*parts, strict=True))
    if not sort:
        return first, last, keyword, pattern
    order = np.lexsort((pattern, last, keyword, first))
    return first[order], last[order], keyword[order], pattern[order]


def _tests_of(pattern: Pattern | Together) -> Iterable[Test]:
    return (*pattern.tests, *(pattern.without if isinstance(pattern, Together) else ()))


def _without_doubles(hits: Hits) -> Hits:
    """Keep one hit where several patterns of a keyword fit from the same word on: the shortest, then the first pattern."""
    if len(hits) < 2:
        return hits
    new = np.ones(len(hits), bool)
    new[1:] = (hits.first[1:] != hits.first[:-1]) | (hits.keyword[1:] != hits.keyword[:-1])
    return Hits(hits.first[new], hits.last[new], hits.keyword[new], hits.pattern[new])


def _numbers(fitting: Mapping[int, How]) -> Array:
    return np.fromiter(fitting, np.int64, len(fitting))


def with_spellings(fitting: Mapping[Test, Mapping[int, How]], words: Vocabulary) -> dict[Test, dict[int, How]]:
    """Return what fits, with the misspelt and misheard words added."""
    found = {test: dict(fit) for test, fit in fitting.items()}
    for test, number in spellings([test for test in fitting if test.kind == "word"], words):
        found[test].setdefault(number, "spelling")
    return found

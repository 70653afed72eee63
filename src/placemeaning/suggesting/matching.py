"""Matching: where the keywords of a codebook fit, over the numbers of the words of one text or of many at once.

What fits is worked out once for each different word; the texts are then only scanned for numbers. Keywords of several words are looked for
around their rarest word (see `placemeaning.suggesting.finding`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from placemeaning.model.codebook import Codebook
from placemeaning.suggesting.candidates import Candidates
from placemeaning.suggesting.finding import Column, Finder, Plan, no_hits, tests_of
from placemeaning.suggesting.fitting import How, Test
from placemeaning.suggesting.index import TextIndex
from placemeaning.suggesting.patterns import Compiled, Pattern, compile_codebook
from placemeaning.suggesting.ragged import Groups
from placemeaning.suggesting.spelling import Spellings
from placemeaning.suggesting.vocabulary import vocabulary

Array = npt.NDArray[Any]
_Pairs = tuple[list[int], list[int]]
_BITS, _BITS_OF_KEYWORD = 40, 22
_SCANNED = 1 << 16
"""How many words are looked through at a time, so that what is computed from them stays in the processor's cache."""
_GROWN = 4
"""When a vocabulary is so many times larger, the rarest words are chosen anew."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Where keywords fit: for each hit the first and last word (their place in the index), the keyword and the pattern.

    `keyword` counts in `Matcher.keywords`, `pattern` in its patterns; in order of the first word, then of the keyword, or the other way about.
    """

    first: Array
    last: Array
    keyword: Array
    pattern: Array

    def __len__(self) -> int:
        return len(self.first)


class Matcher:
    """The keywords of one language, made ready for the vocabulary as it is now.

    `single` says how the words of the vocabulary fit the test of each keyword of one word.
    """

    def __init__(self, codebook: Codebook, language: str, *, fuzzy: bool = True, only: Sequence[Compiled] | None = None) -> None:
        self.language = language
        self.keywords: Sequence[Compiled] = compile_codebook(codebook, language) if only is None else only
        flat = [(number, place, pattern) for number, one in enumerate(self.keywords) for place, pattern in enumerate(one.patterns)]
        self._one = [
            (number, place, pattern) for number, place, pattern in flat if isinstance(pattern, Pattern) and len(pattern.tests) == 1
        ]
        self._more = [Plan(*one) for one in flat if not isinstance(one[2], Pattern) or len(one[2].tests) > 1]
        self._tests = list(dict.fromkeys(test for *_, pattern in flat for test in tests_of(pattern)))
        place = {test: number for number, test in enumerate(self._tests)}
        self._number = {test: number for number, test in enumerate(dict.fromkeys(test for plan in self._more for test in plan.tests))}
        self._owners: list[list[int]] = [[] for _ in self._tests]
        self._used = [self._number.get(test) for test in self._tests]
        for owner, (*_, pattern) in enumerate(self._one):
            self._owners[place[pattern.tests[0]]].append(owner)
        self._keyword = np.array([number for number, *_ in self._one], np.int64)
        self._place_of_single = np.zeros(len(self.keywords), np.int64)
        self._place_of_single[self._keyword] = [place for _, place, _ in self._one]
        self._words = vocabulary(language)
        self._candidates = Candidates(self._tests, self._words)
        alone = [test for test, owners in zip(self._tests, self._owners, strict=True) if owners]
        self._respellable = alone if fuzzy else []
        self._forget()

    def _forget(self) -> None:
        self._ready, self._grown, self._sizes = 0, 0, [0] * len(self._tests)
        self._spellings = Spellings(self._respellable, self._words)
        self.single: dict[Test, dict[int, How]] = {test: {} for test, owners in zip(self._tests, self._owners, strict=True) if owners}

    def prepare(self) -> None:
        """Work out which words fit which test, for the words that came since the last time."""
        if self._ready == len(self._words):
            return
        if self._ready and len(self._words) > _GROWN * self._grown:
            self._forget()
        self._candidates.update()
        self._add(*self._new_fits(self._spellings.update()))
        self._ready = len(self._words)

    def _new_fits(self, misspelt: Mapping[Test, Sequence[int]]) -> tuple[_Pairs, _Pairs]:
        """Return the words that fit keywords of one word, each with the place of the keyword; and those that pass tests of the others."""
        singles: _Pairs = ([], [])
        others: _Pairs = ([], [])
        fits, before = self._candidates.fits, self._sizes
        self._sizes = [len(fit.words) for fit in fits]
        for number in [
            number for number, size in enumerate(self._sizes) if size != before[number] or (misspelt and self._tests[number] in misspelt)
        ]:
            test, used = self._tests[number], self._used[number]
            hows = dict(islice(fits[number].words.items(), before[number], None))
            if used is not None:
                others[0].extend(hows)
                others[1].extend([used] * len(hows))
            for word in misspelt.get(test, ()):
                hows.setdefault(word, "spelling")
            for owner in self._owners[number]:
                self.single[test].update(hows)
                singles[0].extend(hows)
                singles[1].extend([owner] * len(hows))
        return singles, others

    def _add(self, singles: _Pairs, others: _Pairs) -> None:
        """Give each new word that fits something a row; note which keywords of one word it fits, and which tests of the others it passes."""
        words, tests = np.array(others[0], np.int64), np.array(others[1], np.int64)
        alone, owners = np.array(singles[0], np.int64), np.array(singles[1], np.int64)
        known = np.unique(np.concatenate((alone, words)))
        if not self._ready:
            often = np.bincount(tests, self._words.counts.take(words) + 1, len(self._number)).tolist()
            self._finder = Finder(self._more, self._number, often, self._words)
            self._rows, self._keyword_of_word, self._row_count = np.zeros(0, np.int32), Groups(alone[:0], owners[:0], 1), 1
            self._grown = len(self._words)
        self._rows = np.concatenate((self._rows, np.zeros(len(self._words) - len(self._rows), np.int32)))
        self._rows[known] = np.arange(self._row_count, self._row_count + len(known))
        self._row_count += len(known)
        self._keyword_of_word.add(np.searchsorted(known, alone), owners, len(known))
        self._finder.add(len(known), np.searchsorted(known, words), tests)
        self._looked_at = (self._keyword_of_word.filled() | self._finder.anchored).take(self._rows)

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

    def hits(self, index: TextIndex, *, by_keyword: bool = False) -> Hits:
        """Return everything that fits in an index, whatever its flags say; by place, or by keyword."""
        self.prepare()
        if not len(index.ids) or not len(self.keywords):
            return Hits(*no_hits())
        at = np.concatenate([self._looked_at.take(some).nonzero()[0] + low for low, some in _in_parts(index.ids, _SCANNED)])
        rows = self._rows.take(index.ids.take(at))
        return self._in_order(self._keyword_of_word.spread(at, rows), self._finder.find(index, self._rows, at, rows), by_keyword)

    def _in_order(self, singles: tuple[Array, Array], longer: Column, by_keyword: bool) -> Hits:
        """Put hits in order; of those of one keyword from the same word on the shortest stays, then that of the first pattern.

        `singles` come by place and then by keyword.
        """
        at, owner = singles
        keyword = self._keyword.take(owner)
        keys = _keys(at, keyword, by_keyword)
        if by_keyword:
            keys = keys.take(np.argsort(keyword.astype(np.uint16 if len(self.keywords) < 1 << 16 else np.int64), kind="stable"))
        first, last, keyword, pattern = longer
        theirs = _keys(first, keyword, by_keyword)
        order = np.lexsort((pattern, last, theirs))
        theirs = theirs.take(order)
        where = np.searchsorted(keys, theirs)
        new = np.append(keys, -1).take(where) != theirs
        new[1:] &= theirs[1:] != theirs[:-1]
        order, where = order[new], where[new]
        first, keyword = _unpacked(np.insert(keys, where, theirs[new]), by_keyword)
        all_last, all_pattern = first.copy(), self._place_of_single.take(keyword)
        where += np.arange(len(where))
        all_last[where], all_pattern[where] = last[order], pattern[order]
        return Hits(first, all_last, keyword, all_pattern)


def _in_parts(values: Array, size: int) -> Iterator[tuple[int, Array]]:
    """Return parts of an array, each with the place where it begins."""
    return ((low, values[low : low + size]) for low in range(0, len(values), size))


def _keys(first: Array, keyword: Array, by_keyword: bool) -> Array:
    keyword = keyword.astype(np.int64)
    return (keyword << _BITS) | first if by_keyword else (first << _BITS_OF_KEYWORD) | keyword


def _unpacked(keys: Array, by_keyword: bool) -> tuple[Array, Array]:
    """Return the first words and the keywords."""
    if by_keyword:
        return keys & ((1 << _BITS) - 1), keys >> _BITS
    return keys >> _BITS_OF_KEYWORD, keys & ((1 << _BITS_OF_KEYWORD) - 1)

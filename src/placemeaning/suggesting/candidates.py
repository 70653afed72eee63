"""Candidates: which words of a vocabulary fit which tests, looking only at those that can.

New tests look for their words in the vocabulary; where only some words are new, those look for their tests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from placemeaning.suggesting.fitting import SHORTEST_HEAD, How, Test, heads_of, keys_of
from placemeaning.suggesting.vocabulary import Vocabulary

_FEW = 1_000


@dataclass(slots=True)
class Fit:
    """How words fit a test, by their number; those below `seen` were looked at."""

    words: dict[int, How] = field(default_factory=dict)
    seen: int = 0


class Candidates:
    """Tests of one language, and the words of a vocabulary that fit each (kept with the vocabulary)."""

    def __init__(self, tests: Sequence[Test], words: Vocabulary) -> None:
        self._tests, self._words = tests, words
        self.fits: list[Fit] = [words.kept.setdefault(test, Fit()) for test in tests]

    def update(self) -> None:
        """Look at the words that came since the last time."""
        size = len(self._words)
        stale = [number for number, one in enumerate(self.fits) if one.seen < size]
        first = min((self.fits[number].seen for number in stale), default=size)
        for number, those in self._by_words(first) if size - first <= _FEW else self._by_tests(stale):
            known = self.fits[number].words
            new = [word for word in those if word not in known]
            hows = self._tests[number].hows(self._words.with_lemma(new))
            known.update((word, how) for word, how in zip(new, hows, strict=True) if how)
        for number in stale:
            self.fits[number].seen = size

    def _by_tests(self, numbers: Sequence[int]) -> Iterator[tuple[int, Iterable[int]]]:
        """Yield each test with the words that have the same lemma, beginning or end."""
        tests = [(number, test, lemmas_of(test), heads_of(test)) for number in numbers for test in (self._tests[number],)]
        having = self._words.having(key for _, _, keys, _ in tests for key in keys)
        endings = self._words.ending(form for *_, heads in tests for form in heads)
        for number, test, keys, heads in tests:
            if test.kind == "stem":
                yield number, self._words.beginning(test.words[0])
                continue
            found = {word for one in {*test.words, *keys} if (word := self._words.equal(one))}
            found.update(*(having[key] for key in keys), *(endings[form] for form in heads))
            yield number, found

    def _by_words(self, first: int) -> Iterable[tuple[int, Iterable[int]]]:
        """Return tests with those of the words from number `first` on that may fit them."""
        by_word, by_lemma, by_head, by_stem = self._tables
        heads, stems, shortest = {one[-SHORTEST_HEAD:] for one in by_head}, {len(one) for one in by_stem}, min(map(len, by_stem), default=0)
        begins, asked = {one[:shortest] for one in by_stem}, defaultdict[int, set[int]](set)
        for number, (word, lemma) in enumerate(self._words.with_lemmas(first), first):
            found = [*by_word.get(word, ()), *by_lemma.get(lemma, ())]
            if word[-SHORTEST_HEAD:] in heads:
                found += [test for cut in range(1, len(word) - SHORTEST_HEAD + 1) for test in by_head.get(word[cut:], ())]
            if word[:shortest] in begins:
                found += [test for size in stems for test in by_stem.get(word[:size], ())]
            for test in found:
                asked[test].add(number)
        return asked.items()

    @cached_property
    def _tables(self) -> tuple[defaultdict[str, list[int]], ...]:
        """The tests by the words, lemmas, heads and stems they ask for."""
        found = tuple(defaultdict[str, list[int]](list) for _ in range(4))
        for number, test in enumerate(self._tests):
            asked: Iterable[Iterable[str]] = (words_of(test), lemmas_of(test), heads_of(test), ())
            for table, strings in zip(found, ((), (), (), test.words) if test.kind == "stem" else asked, strict=True):
                for one in strings:
                    table[one].append(number)
        return found


def lemmas_of(test: Test) -> set[str]:
    """Return the lemmas that a word which passes may have; none where only words as they are written pass."""
    return {key for one in test.words for key in keys_of(one, test.language)} if test.kind == "word" else set()


def words_of(test: Test) -> set[str]:
    """Return words that pass as they are written."""
    return {*test.words, *lemmas_of(test)}

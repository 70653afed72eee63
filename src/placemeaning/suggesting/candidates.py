"""Candidates: which words of a vocabulary fit which tests, looking only at those that can.

New tests look for their words in the vocabulary; where only some words are new, those look for their tests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from placemeaning.suggesting.fitting import SHORTEST_HEAD, How, Test, asked_by, is_compound, is_diminutive
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
        for number, fitting in self._by_words(first) if size - first <= _FEW else self._by_tests(stale):
            self.fits[number].words.update(fitting)
        for number in stale:
            self.fits[number].seen = size

    def _by_tests(self, numbers: Sequence[int]) -> Iterator[tuple[int, dict[int, How]]]:
        """Yield each test with the words that fit it: those with the same lemma, beginning or end."""
        words, asked = self._words, [asked_by(self._tests[number]) for number in numbers]
        having = words.having(key for one in asked for key in (*one.large, *one.small))
        endings = words.ending(head for one in asked for head in one.heads)
        for number, one in zip(numbers, asked, strict=True):
            test = self._tests[number]
            fitting: dict[int, How] = dict.fromkeys(words.beginning(test.words[0]) if test.kind == "stem" else (), "form")
            for keys, every in ((one.large, True), (one.small, False)):
                for word in (word for key in keys for word in (*having[key], words.equal(key))):
                    if word and (every or is_diminutive(words.words[word])):
                        fitting[word] = "form"
            fitting.update((place, "same") for word in test.words if (place := words.equal(word)))
            for head in one.heads & endings.keys():
                fitting.update((word, "compound") for word in endings[head] if word not in fitting and is_compound(words.words[word], head))
            yield number, fitting

    def _by_words(self, first: int) -> Iterator[tuple[int, dict[int, How]]]:
        """Yield tests with those of the words from number `first` on that fit them."""
        by_word, by_lemma, by_head, by_stem = self._tables
        heads, stems, shortest = {one[-SHORTEST_HEAD:] for one in by_head}, {len(one) for one in by_stem}, min(map(len, by_stem), default=0)
        begins = {one[:shortest] for one in by_stem}
        for number, (word, lemma) in enumerate(self._words.with_lemmas(first), first):
            found = [*by_word.get(word, ()), *by_lemma.get(lemma, ())]
            if word[-SHORTEST_HEAD:] in heads:
                found += [test for cut in range(1, len(word) - SHORTEST_HEAD + 1) for test in by_head.get(word[cut:], ())]
            if word[:shortest] in begins:
                found += [test for size in stems for test in by_stem.get(word[:size], ())]
            for test in dict.fromkeys(found):
                if how := self._tests[test].how(word, lemma):
                    yield test, {number: how}

    @cached_property
    def _tables(self) -> tuple[defaultdict[str, list[int]], ...]:
        """The tests by the words, lemmas, heads and stems they ask for."""
        found = tuple(defaultdict[str, list[int]](list) for _ in range(4))
        for number, test in enumerate(self._tests):
            asked = asked_by(test)
            keys = (*asked.large, *asked.small)
            for table, strings in zip(
                found, ((*test.words, *keys), keys, asked.heads, ()) if test.kind != "stem" else ((), (), (), test.words), strict=True
            ):
                for one in strings:
                    table[one].append(number)
        return found

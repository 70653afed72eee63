"""Misspelt and misheard words: compared over the vocabulary, never per passage, and listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from placemeaning.suggesting.fitting import Test, forms_of
from placemeaning.suggesting.lemmas import lemmas
from placemeaning.suggesting.vocabulary import Vocabulary

SHORTEST, LONG = 6, 12
_BATCH = 2_000


def allowed(length: int) -> int:
    """Return how many letters may differ (left out, added, other, or two swapped) in a word of a length: none under 6, 1, or 2 from 12."""
    return 0 if length < SHORTEST else 1 if length < LONG else 2


@lru_cache(maxsize=50_000)
def respellable(test: Test) -> tuple[str, ...]:
    """Return the forms of a keyword whose misspellings are looked for."""
    forms = [form for one in test.words for form in ((one, *forms_of(one)) if test.language == "nl" else (one,))]
    return tuple(dict.fromkeys(form for form in forms if len(form) >= SHORTEST))


def is_unknown(word: str, language: str) -> bool:
    """Return whether a word is in no list, so that it may be another one misspelt."""
    return len(word) >= SHORTEST - 1 and lemmas((word,), language) == [None] and word.isalpha()


def is_misspelling(word: str, form: str) -> bool:
    """Return whether an unknown word may be `form` misspelt: the same first letter, and few letters differ.

    Examples
    --------
    >>> is_misspelling("vrendschap", "vriendschap"), is_misspelling("vriend", "vrienden")
    (True, False)
    """
    most = allowed(min(len(word) + 1, len(form)))
    return word[0] == form[0] and OSA.distance(word, form, score_cutoff=most) <= most


class Spellings:
    """The unknown words of a vocabulary that may be a keyword misspelt, by test."""

    def __init__(self, tests: Sequence[Test], words: Vocabulary) -> None:
        self._words = words
        self._by_length: dict[int, dict[str, list[Test]]] = {}
        for test in tests:
            for form in respellable(test) if test.kind == "word" else ():
                self._by_length.setdefault(len(form), {}).setdefault(form, []).append(test)
        self._seen = 0

    def update(self) -> dict[Test, list[int]]:
        """Return, by test, those of the words that came since the last time."""
        by_length: defaultdict[int, list[int]] = defaultdict(list)
        for number in self._words.unlisted(self._seen) if self._by_length else ():
            by_length[len(self._words.words[number])].append(number)
        found: defaultdict[Test, list[int]] = defaultdict(list)
        for length, forms in self._by_length.items():
            nearby = range(max(length - allowed(length), SHORTEST - 1), length + allowed(length) + 1)
            band = [number for near in nearby for number in by_length.get(near, ())]
            words = {self._words.words[number]: number for number in band}
            for form, word in close(list(forms), list(words)) if band else ():
                if word.isalpha() and is_misspelling(word, form):
                    for test in forms[form]:
                        found[test].append(words[word])
        self._seen = len(self._words)
        return found


def close(forms: Sequence[str], words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a form and a word that differ in few letters; the distances are computed by rapidfuzz, many at once."""
    most = allowed(max(map(len, forms)))
    for start in range(0, len(words), _BATCH):
        some = words[start : start + _BATCH]
        those: Any = process.cdist(forms, some, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)
        for row, column in zip(*(axis.tolist() for axis in np.nonzero(those <= most)), strict=True):
            yield forms[row], some[column]

"""The vocabulary of a language: every different word that was met has a number, and what a keyword fits is worked out once a word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from placemeaning.suggesting import tables
from placemeaning.suggesting.lemmas import lemma
from placemeaning.suggesting.lexicon import fold_word

Mask = npt.NDArray[np.bool_]

_TAIL = 4


class Vocabulary:
    """The words of a language by number, and the numbers by hash (open addressing, in numpy)."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words: list[str] = []
        self._hashes = np.zeros(1 << 12, np.uint64)
        self._slots = np.full(1 << 14, -1, np.int32)
        self._masks: dict[str, Mask] = {}
        self._by_word: dict[str, list[int]] = {}
        self._by_lemma: dict[str, list[int]] = {}
        self._by_tail: dict[str, list[int]] = {}
        self._sorted: list[str] = []
        self._done = 0

    def __len__(self) -> int:
        return len(self.words)

    def ids(self, text: str, starts: npt.NDArray[Any], stops: npt.NDArray[Any], hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.int32]:
        """Return the numbers of the words that stand from `starts` to `stops` in `text`; new words get the next numbers."""
        found = self._look_up(hashes)
        new = np.flatnonzero(found < 0)
        if len(new):
            fresh, first = np.unique(hashes[new], return_index=True)
            order = np.argsort(first)
            at = new[first[order]]
            self._add(fresh[order], [fold_word(text[a:b]) for a, b in zip(starts[at].tolist(), stops[at].tolist(), strict=True)])
            found[new] = self._look_up(hashes[new])
        return found

    def _look_up(self, hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.int32]:
        mask = len(self._slots) - 1
        slot = (hashes >> np.uint64(40)).astype(np.int64) & mask
        found = self._slots[slot]
        again = np.flatnonzero((found >= 0) & (self._hashes[found] != hashes))
        while len(again):
            slot[again] = (slot[again] + 1) & mask
            found[again] = self._slots[slot[again]]
            again = again[(found[again] >= 0) & (self._hashes[found[again]] != hashes[again])]
        return found

    def _add(self, hashes: npt.NDArray[np.uint64], words: list[str]) -> None:
        first = len(self.words)
        self.words += words
        if len(self.words) > len(self._hashes):
            self._hashes = np.concatenate([self._hashes, np.zeros(max(len(self.words), len(self._hashes)), np.uint64)])
        self._hashes[first : len(self.words)] = hashes
        if len(self.words) * 4 > len(self._slots):
            self._slots = np.full(1 << (len(self.words) * 8).bit_length(), -1, np.int32)
            first = 0
        self._place(np.arange(first, len(self.words), dtype=np.int32))

    def _place(self, ids: npt.NDArray[np.int32]) -> None:
        """Put numbers into free slots, each as near to its own as can be."""
        mask = len(self._slots) - 1
        slot = (self._hashes[ids] >> np.uint64(40)).astype(np.int64) & mask
        while len(ids):
            free = self._slots[slot] < 0
            _, chosen = np.unique(np.where(free, slot, -1), return_index=True)
            chosen = chosen[free[chosen]]
            self._slots[slot[chosen]] = ids[chosen]
            left = np.ones(len(ids), bool)
            left[chosen] = False
            ids, slot = ids[left], (slot[left] + (self._slots[slot[left]] >= 0)) & mask

    def mask(self, name: str) -> Mask:
        """Return which words are in a table of `placemeaning.suggesting.tables` (``negators``, ``fillers`` …)."""
        known = self._masks.get(name)
        if known is None or len(known) < len(self.words):
            table = _table(name, self.language)
            have = 0 if known is None else len(known)
            fresh = np.fromiter((word in table for word in self.words[have:]), bool, len(self.words) - have)
            self._masks[name] = known = fresh if known is None else np.concatenate([known, fresh])
        return known

    def _arrange(self) -> None:
        """Arrange the words that came since the last time: by word, lemma and last letters."""
        lemmas, tails, language = self._by_lemma, self._by_tail, self.language
        for number, word in enumerate(self.words[self._done :], self._done):
            self._by_word.setdefault(word, []).append(number)
            lemmas.setdefault(lemma(word, language), []).append(number)
            if len(word) > _TAIL + 1:
                tails.setdefault(word[-_TAIL:], []).append(number)
        self._done = len(self.words)

    def equal(self, word: str) -> Sequence[int]:
        """Return the numbers of a word (several only where capitals fold in two ways)."""
        self._arrange()
        return self._by_word.get(word, ())

    def with_lemma(self, wanted: str) -> Sequence[int]:
        """Return the numbers of the words that have this lemma."""
        self._arrange()
        return self._by_lemma.get(wanted, ())

    def ending(self, tail: str) -> list[int]:
        """Return the numbers of the words that end with `tail` (four letters or more) and have more before it."""
        self._arrange()
        words = self.words
        return [number for number in self._by_tail.get(tail[-_TAIL:], ()) if words[number].endswith(tail) and len(words[number]) > len(tail)]

    def beginning(self, stem: str) -> list[int]:
        """Return the numbers of the words that begin with `stem`."""
        self._arrange()
        if len(self._sorted) < len(self._by_word):
            self._sorted = sorted(self._by_word)
        first = bisect_left(self._sorted, stem)
        last = bisect_left(self._sorted, stem + "\U0010ffff", first)
        return [number for word in self._sorted[first:last] for number in self._by_word[word]]


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return the vocabulary of a language: one for the whole program, growing with every text that is indexed."""
    return Vocabulary(language)


def _table(name: str, language: str) -> frozenset[str]:
    if name == "abbreviations":
        return tables.ABBREVIATIONS | frozenset("abcdefghijklmnopqrstuvwxyzабвгґдеєжзиіїйклмнопрстуфхцчшщьюя")
    found: tables.Words = getattr(tables, name.upper())
    return found[language]

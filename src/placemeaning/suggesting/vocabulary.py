"""The vocabulary of a language: every different word that was met has a number, and what a keyword fits is worked out once a word."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from placemeaning.suggesting import tables
from placemeaning.suggesting.lemmas import lemmas
from placemeaning.suggesting.lexicon import fold_word

Mask = npt.NDArray[np.bool_]

ROLES = {
    name: 1 << place
    for place, name in enumerate(
        ("fillers", "negators", "void_after", "void_before", "wishes", "boundaries", "hesitations", "abbreviations", "determiners")
    )
}
"""The small tables of `placemeaning.suggesting.tables` that the index asks for, as bits."""

_TAIL = 4


class Vocabulary:
    """The words of a language by number (0 is no word), and the numbers by hash (open addressing, in numpy)."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words: list[str] = [""]
        self.kept: dict[Any, tuple[int, Any]] = {}
        self._hashes = np.zeros(1 << 12, np.uint64)
        self._slots = np.zeros(1 << 14, np.int32)
        self._shift = np.uint64(64 - 14)
        self._roles = np.zeros(1 << 12, np.uint16)
        self._role_of = _roles(language)
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._by_lemma: defaultdict[str, list[int]] = defaultdict(list)
        self._by_tail: defaultdict[str, list[int]] = defaultdict(list)
        self._sorted: list[str] = []
        self._done = 1
        self._unlisted: defaultdict[int, list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self.words)

    def ids(self, text: str, starts: npt.NDArray[Any], stops: npt.NDArray[Any], hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.int32]:
        """Return the numbers of the words that stand from `starts` to `stops` in `text`; new words get the next numbers."""
        found, new = self._look_up(hashes)
        if len(new):
            fresh, first = np.unique(hashes[new], return_index=True)
            order = np.argsort(first)
            at = new[first[order]]
            self._add(fresh[order], [fold_word(text[a:b]) for a, b in zip(starts[at].tolist(), stops[at].tolist(), strict=True)])
            found[new] = self._look_up(hashes[new])[0]
        return found

    def _look_up(self, hashes: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.int32], npt.NDArray[Any]]:
        """Return the numbers of words by their hashes, and the places of those that are new."""
        slot = (hashes >> self._shift).astype(np.intp)
        found = self._slots.take(slot)
        open_ones = np.flatnonzero(self._hashes.take(found) != hashes)
        new = [open_ones[found[open_ones] == 0]]
        open_ones = open_ones[found[open_ones] != 0]
        while len(open_ones):
            slot[open_ones] = (slot[open_ones] + 1) & (len(self._slots) - 1)
            found[open_ones] = self._slots[slot[open_ones]]
            open_ones = open_ones[self._hashes[found[open_ones]] != hashes[open_ones]]
            new.append(open_ones[found[open_ones] == 0])
            open_ones = open_ones[found[open_ones] != 0]
        return found, np.sort(np.concatenate(new)) if len(new) > 1 else new[0]

    def _add(self, hashes: npt.NDArray[np.uint64], words: list[str]) -> None:
        first = len(self.words)
        self.words += words
        if len(self.words) > len(self._hashes):
            more = max(len(self.words), len(self._hashes))
            self._hashes = np.concatenate([self._hashes, np.zeros(more, np.uint64)])
            self._roles = np.concatenate([self._roles, np.zeros(more, np.uint16)])
        self._hashes[first : len(self.words)] = hashes
        role_of = self._role_of.get
        self._roles[first : len(self.words)] = [role_of(word, 0) for word in words]
        if len(self.words) * 4 > len(self._slots):
            bits = (len(self.words) * 8).bit_length()
            self._slots, self._shift, first = np.zeros(1 << bits, np.int32), np.uint64(64 - bits), 1
        self._place(np.arange(first, len(self.words), dtype=np.int32))

    def _place(self, ids: npt.NDArray[np.int32]) -> None:
        """Put numbers into free slots, each as near to its own as can be."""
        slot = (self._hashes[ids] >> self._shift).astype(np.intp)
        while len(ids):
            free = self._slots[slot] == 0
            _, chosen = np.unique(np.where(free, slot, -1), return_index=True)
            chosen = chosen[free[chosen]]
            self._slots[slot[chosen]] = ids[chosen]
            left = np.ones(len(ids), bool)
            left[chosen] = False
            ids, slot = ids[left], (slot[left] + (self._slots[slot[left]] != 0)) & (len(self._slots) - 1)

    def roles(self, ids: npt.NDArray[np.int32]) -> npt.NDArray[np.uint16]:
        """Return, for each number, in which small tables its word is, as the bits of `ROLES`."""
        return self._roles.take(ids)

    def mask(self, role: str) -> Mask:
        """Return which words are in a small table."""
        return (self._roles[: len(self.words)] & ROLES[role]) > 0

    def _arrange(self) -> None:
        """Arrange the words that came since the last time: by word, lemma and last letters."""
        if self._done == len(self.words):
            return
        by_word, by_lemma, by_tail, unlisted = self._by_word, self._by_lemma, self._by_tail, self._unlisted
        fresh = self.words[self._done :]
        for number, (word, its_lemma) in enumerate(zip(fresh, lemmas(fresh, self.language), strict=True), self._done):
            by_word[word].append(number)
            by_lemma[its_lemma or word].append(number)
            if its_lemma is None:
                unlisted[len(word)].append(number)
            if len(word) > _TAIL + 1:
                by_tail[word[-_TAIL:]].append(number)
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
        return [
            number for number in self._by_tail.get(tail[-_TAIL:], ()) if words[number].endswith(tail) and len(words[number]) > len(tail)
        ]

    def unlisted(self, length: int) -> list[int]:
        """Return the numbers of the words of so many letters that no list has."""
        self._arrange()
        return self._unlisted.get(length, [])

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


@cache
def _roles(language: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, bit in ROLES.items():
        for word in _table(name, language):
            found[word] = found.get(word, 0) | bit
    return found


def _table(name: str, language: str) -> frozenset[str]:
    if name == "abbreviations":
        return tables.ABBREVIATIONS | frozenset("abcdefghijklmnopqrstuvwxyzабвгґдеєжзиіїйклмнопрстуфхцчшщьюя")
    found: tables.Words = getattr(tables, name.upper())
    return found[language]

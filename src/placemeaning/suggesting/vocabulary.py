"""The vocabulary of a language: every different word that was met has a number, and what a keyword fits is worked out once a word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from placemeaning.suggesting import tables
from placemeaning.suggesting.characters import Codes, Keys, beginnings, coded, endings, key_of, keys_of, spelled
from placemeaning.suggesting.lemmas import lemmas
from placemeaning.suggesting.lexicon import fold_word

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]

ROLES = {
    name: 1 << place
    for place, name in enumerate(
        (
            "fillers",
            "negators",
            "void_after",
            "void_before",
            "wishes",
            "boundaries",
            "hesitations",
            "abbreviations",
            "determiners",
            "refusals",
        )
    )
}
"""The small tables of `placemeaning.suggesting.tables` that the index asks for, as bits."""


def _front(word: str) -> int:
    """Return the first eight letters of a folded word as a number in the order of the alphabet."""
    return int.from_bytes(coded(word[:8]).ljust(8, b"\0"), "big")


def _back(word: str) -> int:
    """Return the last eight letters of a folded word as a number; words with the same end are neighbours."""
    return int.from_bytes(coded(word[-8:]).rjust(8, b"\0"), "little")


@lru_cache(maxsize=50_000)
def _head(part: str) -> tuple[int, int]:
    """Return the least and the largest number of words that begin with `part`."""
    return _front(part), _front(part) | _rest(part)


@lru_cache(maxsize=50_000)
def _tail(part: str) -> tuple[int, int]:
    """Return the least and the largest number of words that end in `part`."""
    return _back(part), _back(part) | _rest(part)


def _rest(part: str) -> int:
    return int((1 << 8 * max(8 - len(part), 0)) - 1)


class Vocabulary:
    """The words of a language by number (0 is no word), and the numbers by key (open addressing, in numpy)."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words: list[str] = [""]
        self._lemmas: list[str] = [""]
        self.kept: dict[Any, Any] = {}
        self._keys = np.zeros(1 << 12, np.uint64)
        self._slots = np.zeros(1 << 14, np.int32)
        self._shift = np.uint64(64 - 14)
        self._roles = np.zeros(1 << 12, np.uint16)
        self._counts = np.zeros(1 << 12, np.int64)
        self._role_of = _roles(language)
        self._first: list[Keys] = [np.zeros(1, np.uint64)]
        self._last: list[Keys] = [np.zeros(1, np.uint64)]
        self._number: dict[str, int] = {}
        self._unlisted: list[int] = []
        self._sorted: dict[bool, tuple[Array, Keys]] = {}

    def __len__(self) -> int:
        return len(self.words)

    def ids(self, codes: Codes, starts: Array, stops: Array, odd: Mapping[int, str]) -> npt.NDArray[np.int32]:
        """Return the numbers of the words that stand from `starts` to `stops` in `codes`; new words get the next numbers.

        Parameters
        ----------
        odd
            The words with letters that have no code of their own, by their place among the others, as they are written.
        """
        lengths = stops - starts
        keys = keys_of(codes, starts, lengths)
        folded = {place: fold_word(word) for place, word in odd.items()}
        if folded:
            keys[list(folded)] = np.array([key_of(word) for word in folded.values()], np.uint64)
        found, new = self._look_up(keys)
        if len(new):
            first = new.take(_different(keys.take(new)))
            self._add(keys.take(first), codes, starts, lengths, first, folded)
            found[new] = self._look_up(keys[new])[0]
        return found

    def _look_up(self, keys: Keys) -> tuple[npt.NDArray[np.int32], Array]:
        """Return the numbers of words by their keys, and the places of those that are new."""
        slot = (keys >> self._shift).view(np.int64)
        found = self._slots.take(slot)
        open_ones = np.flatnonzero(self._keys.take(found) != keys)
        new = [open_ones[found[open_ones] == 0]]
        open_ones = open_ones[found[open_ones] != 0]
        while len(open_ones):
            slot[open_ones] = (slot[open_ones] + 1) & (len(self._slots) - 1)
            found[open_ones] = self._slots[slot[open_ones]]
            open_ones = open_ones[self._keys[found[open_ones]] != keys[open_ones]]
            new.append(open_ones[found[open_ones] == 0])
            open_ones = open_ones[found[open_ones] != 0]
        return found, np.sort(np.concatenate(new)) if len(new) > 1 else new[0]

    def _add(self, keys: Keys, codes: Codes, starts: Array, lengths: Array, at: Array, folded: Mapping[int, str]) -> None:
        first = len(self.words)
        words, front, back = (
            spelled(codes, starts[at], lengths[at]),
            beginnings(codes, starts[at], lengths[at]),
            endings(codes, (starts + lengths)[at], lengths[at]),
        )
        for place in np.flatnonzero(np.isin(at, list(folded))).tolist() if folded else ():
            words[place] = word = folded[int(at[place])]
            front[place], back[place] = _front(word), _back(word)
        self.words += words
        self._first.append(front)
        self._last.append(back)
        self._grow()
        self._keys[first : len(self.words)] = keys
        role_of = self._role_of.get
        self._roles[first : len(self.words)] = [role_of(word, 0) for word in words]
        if len(self.words) * 4 > len(self._slots):
            bits = (len(self.words) * 8).bit_length()
            self._slots, self._shift, first = np.zeros(1 << bits, np.int32), np.uint64(64 - bits), 1
        self._place(np.arange(first, len(self.words), dtype=np.int32))

    def _grow(self) -> None:
        more = max(len(self.words), len(self._keys)) if len(self.words) > len(self._keys) else 0
        if more:
            self._keys, self._roles, self._counts = (
                np.concatenate([one, np.zeros(more, one.dtype)]) for one in (self._keys, self._roles, self._counts)
            )

    def _place(self, ids: npt.NDArray[np.int32]) -> None:
        """Put numbers into free slots, each as near to its own as can be."""
        slot = (self._keys[ids] >> self._shift).view(np.int64)
        while len(ids):
            free = self._slots[slot] == 0
            self._slots[slot[free]] = ids[free]
            left = self._slots[slot] != ids
            ids, slot = ids[left], (slot[left] + 1) & (len(self._slots) - 1)

    def count(self, ids: npt.NDArray[np.int32]) -> None:
        """Note that these words were met in a text (a sample of its words is enough)."""
        self._counts[: len(self.words)] += np.bincount(ids, minlength=len(self.words))

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """How often each word was met in a sample of the texts that were indexed."""
        return self._counts[: len(self.words)]

    def roles(self, ids: npt.NDArray[np.int32]) -> npt.NDArray[np.uint16]:
        """Return, for each number, in which small tables its word is, as the bits of `ROLES`."""
        return self._roles.take(ids)

    def _arrange(self) -> None:
        """Find the lemmas of the words that came since the last time."""
        first = len(self._lemmas)
        if first == len(self.words):
            return
        fresh = self.words[first:]
        their = lemmas(fresh, self.language)
        self._number.update(zip(fresh, range(first, len(self.words)), strict=True))
        self._lemmas += [its_lemma or word for word, its_lemma in zip(fresh, their, strict=True)]
        self._unlisted += [number for number, its_lemma in enumerate(their, first) if its_lemma is None]

    def equal(self, word: str) -> int | None:
        """Return the number of a word; None where it was never met."""
        self._arrange()
        return self._number.get(word)

    def with_lemmas(self, first: int) -> Iterator[tuple[str, str]]:
        """Return the words from number `first` on, each with its lemma."""
        self._arrange()
        return zip(self.words[first:], self._lemmas[first:], strict=True)

    def having(self, wanted: Iterable[str]) -> dict[str, list[int]]:
        """Return, for each of some lemmas, the numbers of the words that have it."""
        self._arrange()
        found: dict[str, list[int]] = {one: [] for one in wanted}
        for number in [number for number, one in enumerate(self._lemmas) if one in found]:
            found[self._lemmas[number]].append(number)
        return found

    def unlisted(self, first: int = 0) -> list[int]:
        """Return the numbers of the words that no list has, from number `first` on."""
        self._arrange()
        return self._unlisted[bisect_left(self._unlisted, first) :]

    def ending(self, tails: Iterable[str]) -> dict[str, list[int]]:
        """Return, for each of some ends that any word has, the numbers of the words that end so and have more before it."""
        return {
            tail: [number for number in numbers if len(self.words[number]) > len(tail) and self.words[number].endswith(tail)]
            for tail, numbers in self._alike(tails, last=True)
        }

    def beginning(self, stem: str) -> list[int]:
        """Return the numbers of the words that begin with `stem`."""
        return [number for _, numbers in self._alike([stem], last=False) for number in numbers if self.words[number].startswith(stem)]

    def _alike(self, parts: Iterable[str], *, last: bool) -> Iterator[tuple[str, list[int]]]:
        """Yield, for each end (or beginning) that any word may have, the numbers of the words whose eight last (or first) letters may be alike."""
        those = list(dict.fromkeys(parts))
        order, values = self._in_order(last=last)
        bounds = np.array(list(map(_tail if last else _head, those)), np.uint64).reshape(-1, 2)
        begin, end = np.searchsorted(values, bounds[:, 0]), np.searchsorted(values, bounds[:, 1], side="right")
        some = (begin < end).nonzero()[0]
        for place, low, high in zip(some.tolist(), begin[some].tolist(), end[some].tolist(), strict=True):
            yield those[place], order[low:high].tolist()

    def _in_order(self, *, last: bool) -> tuple[Array, Keys]:
        """Return the numbers of all words in the order of their first or last letters, and those letters."""
        known = self._sorted.get(last)
        if known is None or len(known[0]) != len(self.words):
            parts = self._last if last else self._first
            parts[:] = [np.concatenate(parts)]
            values = parts[0]
            order = np.argsort(values)
            self._sorted[last] = known = (order, values[order])
        return known


def _different(keys: Keys) -> Array:
    """Return one place of each different key, in order."""
    bits = len(keys).bit_length() + 1
    slot = (keys >> np.uint64(64 - bits)).view(np.int64)
    chosen, found, left = np.empty(1 << bits, np.int64), [], np.arange(len(keys))
    while len(left):
        slots = slot.take(left)
        chosen[slots] = left
        those = chosen.take(slots)
        found.append(left[those == left])
        left = left[keys.take(those) != keys.take(left)]
    return np.sort(np.concatenate(found))


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

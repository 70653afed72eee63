"""Characters as small numbers: a text as one byte a code point, the words in it, and a number of 64 bits for each word.

A byte says what a character is between words, or which letter it is, the same for capitals and for the kinds of apostrophe. Eight letters are read at
once, so a word of up to eight letters is its own number; longer words are mixed. Two of 100,000 different words share a number with a
chance of about 3 in 10,000,000,000.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint8]
Keys = npt.NDArray[np.uint64]
Array = npt.NDArray[Any]

LINE, APOSTROPHE, HYPHEN, BLANK, CLAUSE, STOP, QUESTION, DOT = range(8)
LETTER, MODIFIER, OTHER = 8, 254, 255
"""Codes from LETTER on are letters and digits; MODIFIER is the letter ``ʼ``; OTHER any that the alphabet here does not have."""

MARGIN = 8
"""Blanks before the first text and after the last."""

_BETWEEN = (("'’", APOSTROPHE), ("-", HYPHEN), (",;:()–—[]", CLAUSE), ("!…", STOP), ("?", QUESTION), (".", DOT), ("\n", LINE))
_LETTERS = (range(0x30, 0x180), range(0x430, 0x460), range(0x490, 0x492), range(0x3B1, 0x3CA))
_LAST, _FOLDED = 0x32000, 0x530
"""Beyond these there are no letters, and no capitals of the alphabet here."""
_FIRST, _MORE, _MIXED = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xFF51AFD7ED558CCD
_ALL = 2**64 - 1
_BETWEEN_WORDS = frozenset((LINE, BLANK, CLAUSE, STOP, QUESTION, DOT))
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)


@cache
def _alphabet() -> dict[str, int]:
    """Return the code of each folded letter and digit that has one."""
    points = [point for some in _LETTERS for point in some]
    letters = [chr(point) for point in points if (chr(point).isalnum() or chr(point) == "_") and chr(point).casefold() == chr(point)]
    return {letter: LETTER + place for place, letter in enumerate(letters)}


@cache
def _codes() -> Codes:
    """Return the code of every code point."""
    codes = np.full(0x110000, BLANK, np.uint8)
    codes[:_LAST][np.strings.isalnum(np.arange(_LAST, dtype=np.uint32).view("U1"))] = OTHER
    alphabet = _alphabet()
    for point in [*np.flatnonzero(codes[:_FOLDED] == OTHER).tolist(), ord("_")]:
        codes[point] = alphabet.get(chr(point).casefold(), OTHER)
    codes[ord("ʼ")] = MODIFIER
    for characters, code in _BETWEEN:
        codes[[ord(one) for one in characters]] = code
    return codes


@cache
def _points() -> npt.NDArray[np.uint16]:
    """Return the folded character of each code."""
    points = np.full(256, ord("?"), "<u2")
    points[[*_alphabet().values(), APOSTROPHE, HYPHEN, LINE]] = [*(ord(one) for one in _alphabet()), ord("'"), ord("-"), ord("\n")]
    return points


def codes_of(texts: Sequence[str]) -> tuple[Codes, list[int]]:
    """Return the codes of texts one after another, with a blank after each and margins around all; and where each text begins."""
    begins, size = [], MARGIN
    for text in texts:
        begins.append(size)
        size += len(text) + 1
    codes = np.full(size + MARGIN, BLANK, np.uint8)
    for begin, text in zip(begins, texts, strict=True):
        _encode(text, codes[begin : begin + len(text)])
    return codes, begins


def _encode(text: str, out: Codes) -> None:
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) == 2 * len(text):
        _codes()[:0x10000].take(np.frombuffer(units, "<u2"), out=out, mode="clip")
    else:
        _codes().take(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4"), out=out, mode="clip")


def words_in(codes: Codes) -> tuple[Array, Array, Array, Array]:
    """Return where words start and stop (letters and digits, with single apostrophes and hyphens between them), OTHER letters, and line ends.

    After this, ``ʼ`` has the code of the other apostrophes.
    """
    inside = codes >= LETTER
    special = np.flatnonzero((codes + np.uint8(256 - MODIFIER)) <= HYPHEN + 256 - MODIFIER)
    kind = codes.take(special)
    joiners = special[(kind == APOSTROPHE) | (kind == HYPHEN)]
    inside[joiners[inside.take(joiners - 1) & inside.take(joiners + 1)]] = True
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    codes[special[kind == MODIFIER]] = APOSTROPHE
    return edges[0::2].copy(), edges[1::2].copy(), special[kind == OTHER], special[kind == LINE]


def _eights(codes: Codes) -> Keys:
    """Return a view of codes in which the number at each place is made of the eight codes from there on."""
    return np.ndarray((len(codes) - 7,), "<u8", buffer=codes.data, strides=(1,))


def keys_of(codes: Codes, starts: Array, lengths: Array) -> Keys:
    """Return the number of each word, the same for words that differ in capitals or the kind of apostrophe only."""
    eights = _eights(codes)
    with np.errstate(over="ignore"):
        keys: Keys = (eights[starts] & _MASKS.take(lengths, mode="clip")) * np.uint64(_FIRST)
        long, place = np.flatnonzero(lengths > 8), 8
        while len(long):
            more = eights[starts[long] + place] & _MASKS.take(lengths[long] - place, mode="clip")
            known = keys[long]
            keys[long] = (known ^ (known >> np.uint64(32))) * np.uint64(_MIXED) + more * np.uint64(_MORE)
            place += 8
            long = long[lengths[long] > place]
    return keys


def key_of(word: str) -> int:
    """Return the number of a folded word."""
    codes = coded(word)
    if OTHER in codes or not _BETWEEN_WORDS.isdisjoint(codes):
        return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1
    key = int.from_bytes(codes[:8], "little") * _FIRST & _ALL
    for place in range(8, len(codes), 8):
        key = ((key ^ (key >> 32)) * _MIXED + int.from_bytes(codes[place : place + 8], "little") * _MORE) & _ALL
    return key


def coded(word: str) -> bytes:
    """Return a folded word as codes."""
    return bytes(map(_code_of().__getitem__, word)) if word.isascii() else bytes(_codes()[[ord(one) for one in word]].tolist())


@cache
def _code_of() -> dict[str, int]:
    return {chr(point): int(code) for point, code in enumerate(_codes()[:128].tolist())}


def spelled(codes: Codes, starts: Array, lengths: Array) -> list[str]:
    """Return words as they are compared, in small letters."""
    sizes = lengths + 1
    ends = np.cumsum(sizes)
    points = _points().take(codes.take(np.repeat(starts - (ends - sizes), sizes) + np.arange(int(sizes.sum()))))
    points[ends - 1] = ord("\n")
    return points.tobytes().decode("utf-16-le").split("\n")[:-1]


def beginnings(codes: Codes, starts: Array, lengths: Array) -> Keys:
    """Return the first eight codes of words as numbers in the order of the alphabet."""
    return (_eights(codes)[starts] & _MASKS.take(lengths, mode="clip")).byteswap()


def endings(codes: Codes, stops: Array, lengths: Array) -> Keys:
    """Return the last eight codes of words as numbers: words with the same end are neighbours."""
    last: Keys = _eights(codes)[stops - 8] & ~_MASKS.take(8 - np.minimum(lengths, 8))
    return last

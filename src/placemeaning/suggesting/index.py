"""The index of a text: each word as a number, where it stands, its clause, its sentence, and whether it is denied or wished for.

Everything here is computed from the text alone, so it is made once and kept by the digest of the text. Heavy work is done in
numpy on whole texts, or once for each different word.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from placemeaning.model.document import Document, Turn
from placemeaning.suggesting import tables
from placemeaning.suggesting.characters import CLAUSE, HYPHEN, JOINER, LINE, STOP, WORD, hashes_of, kinds_of
from placemeaning.suggesting.vocabulary import ROLES, vocabulary

Numbers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.uint8]
Array = npt.NDArray[Any]

NEGATED, WISHED = 1, 2
_KEPT_WORDS = 40_000_000
_REACH_OF_WISH = (8, 8)


@dataclass(frozen=True, slots=True)
class TextIndex:
    """The words of one text, in order.

    `ids` are numbers in the vocabulary, 0 for words outside turns (labels, headings); `starts` and `stops` code points;
    `clause` and `sentence` count from 0 and never run across a turn; `flags` has the bits NEGATED and WISHED.
    `found` keeps where patterns of several words were found in it.
    """

    ids: Numbers
    starts: Numbers
    stops: Numbers
    clause: Numbers
    sentence: Numbers
    flags: Flags
    found: dict[Any, Any] = field(default_factory=dict, compare=False)


class _Kept:
    """The indexes last asked for, by the digest of the text."""

    def __init__(self) -> None:
        self._by_digest: OrderedDict[tuple[str, str], tuple[tuple[Turn, ...], TextIndex]] = OrderedDict()
        self._words = 0

    def get(self, document: Document) -> TextIndex | None:
        key = (document.digest, document.language)
        turns, index = self._by_digest.get(key, (None, None))
        if index is None or (turns is not document.turns and turns != document.turns):
            return None
        self._by_digest.move_to_end(key)
        return index

    def put(self, document: Document, index: TextIndex) -> None:
        key = (document.digest, document.language)
        self._words += len(index.ids) - len(self._by_digest.pop(key, ((), empty_index()))[1].ids)
        self._by_digest[key] = (document.turns, index)
        while self._words > _KEPT_WORDS and len(self._by_digest) > 1:
            self._words -= len(self._by_digest.popitem(last=False)[1][1].ids)

    def clear(self) -> None:
        self.__init__()  # type: ignore[misc]


_kept = _Kept()


def index_of(document: Document) -> TextIndex:
    """Return the index of a document, made when it is first asked for and kept by the digest of the text."""
    known = _kept.get(document) if document.digest else None
    if known is not None:
        return known
    made = make_index(document)
    if document.digest:
        _kept.put(document, made)
    return made


def forget() -> None:
    """Forget every index and vocabulary, as if the program had just started (for measuring)."""
    _kept.clear()
    vocabulary.cache_clear()


def make_index(document: Document) -> TextIndex:
    """Return the index of a document, made afresh."""
    words = vocabulary(document.language)
    points = np.frombuffer(document.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = kinds_of(points)
    special = np.flatnonzero(kinds > WORD)
    starts, stops = _edges(kinds, special)
    ids = words.ids(document.text, starts, stops, hashes_of(points, starts, stops))
    turn_breaks, outside = _turns(document, starts, stops)
    ids[outside] = 0
    roles = words.roles(ids)
    clause_break, sentence_break = _breaks(kinds, points, special, starts, stops, roles)
    sentence_break[turn_breaks] = True
    sentence_break[:1] = True
    clause_break |= sentence_break
    clause_break |= (roles & ROLES["boundaries"]) > 0
    clause, sentence = _numbered(clause_break), _numbered(sentence_break)
    return TextIndex(ids, starts, stops, clause, sentence, _flags(roles, clause, sentence, document.language))


def _edges(kinds: Flags, special: Array) -> tuple[Numbers, Numbers]:
    """Return where words start and stop: letters and digits, with single apostrophes and hyphens between them."""
    inside = np.zeros(len(kinds) + 2, bool)
    np.equal(kinds, WORD, out=inside[1:-1])
    joiners = special[(kinds[special] & JOINER) > 0] + 1
    inside[joiners[inside[joiners - 1] & inside[joiners + 1]]] = True
    edges = np.flatnonzero(inside[1:] != inside[:-1]).astype(np.int32)
    return edges[0::2], edges[1::2]


def _turns(document: Document, starts: Numbers, stops: Numbers) -> tuple[Array, Array]:
    """Return the words with which a turn, or what is between two turns, begins; and the words outside turns (labels, headings)."""
    begin = np.searchsorted(starts, np.array([turn.span.start for turn in document.turns], np.int32))
    end = np.searchsorted(stops, np.array([turn.span.stop for turn in document.turns], np.int32), side="right")
    gap_begin, gap_end = np.concatenate(([0], end)), np.concatenate((begin, [len(starts)]))
    lengths = np.maximum(gap_end - gap_begin, 0)
    outside = np.repeat(gap_begin - (np.cumsum(lengths) - lengths), lengths) + np.arange(lengths.sum())
    both = np.concatenate((begin, end))
    return both[both < len(starts)], outside


def _breaks(
    kinds: Flags, points: Array, at: Array, starts: Numbers, stops: Numbers, roles: npt.NDArray[np.uint16]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return, for each word, whether a clause and whether a sentence begins with it (as the punctuation before it says)."""
    clause, sentence = np.zeros(len(roles), bool), np.zeros(len(roles), bool)
    before = np.searchsorted(starts, at, side="right")
    inner = (before > 0) & (before < len(roles)) & (at >= stops[before - 1])
    at, before = at[inner], before[inner]
    kind, last = kinds[at], roles[before - 1]
    open_after = (kinds[at + 1] & WORD) == 0
    short = (points[at] == ord(".")) & (stops[before - 1] == at) & ((last & ROLES["abbreviations"]) > 0)
    sentence[before[(kind & LINE) > 0]] = True
    sentence[before[((kind & STOP) > 0) & open_after & ~short]] = True
    hesitating = ((last | roles[before]) & ROLES["hesitations"]) > 0
    clause[before[((kind & (CLAUSE | HYPHEN)) > 0) & open_after & ~hesitating]] = True
    return clause, sentence


def _numbered(begins: npt.NDArray[np.bool_]) -> Numbers:
    return (np.cumsum(begins, dtype=np.int32) - 1).astype(np.int32)


def _flags(roles: npt.NDArray[np.uint16], clause: Numbers, sentence: Numbers, language: str) -> Flags:
    if not len(roles):
        return np.zeros(0, np.uint8)
    said_no = np.flatnonzero(roles & ROLES["negators"])
    void = _beside(roles, sentence, said_no, 1, "void_after") | _beside(roles, sentence, said_no, -1, "void_before")
    negated = _within_reach(said_no[~void], clause, *tables.REACH[language])
    wished = _within_reach(np.flatnonzero(roles & ROLES["wishes"]), clause, *_REACH_OF_WISH)
    return negated * np.uint8(NEGATED) + wished * np.uint8(WISHED)


def _beside(roles: npt.NDArray[np.uint16], sentence: Numbers, at: Array, step: int, role: str) -> npt.NDArray[np.bool_]:
    """Return for each word whether the next one (or, with -1, the one before) of its sentence has a role."""
    other = np.clip(at + step, 0, len(roles) - 1)
    found: npt.NDArray[np.bool_] = ((roles[other] & ROLES[role]) > 0) & (sentence[other] == sentence[at])
    return found


def _within_reach(at: Array, clause: Numbers, back: int, ahead: int) -> Flags:
    """Return 1 for each word that stands in the clause of one of the words `at`, not further than `back` and `ahead`."""
    if not len(at):
        return np.zeros(len(clause), np.uint8)
    low = np.maximum(at - back, np.searchsorted(clause, clause[at]))
    high = np.minimum(at + ahead + 1, np.searchsorted(clause, clause[at], side="right"))
    depth = np.bincount(low, minlength=len(clause) + 1) - np.bincount(high, minlength=len(clause) + 1)
    return (np.cumsum(depth[:-1]) > 0).astype(np.uint8)


@cache
def empty_index() -> TextIndex:
    """Return the index of no words."""
    none = np.zeros(0, np.int32)
    return TextIndex(none, none, none, none, none, np.zeros(0, np.uint8))

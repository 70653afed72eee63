"""The index of a text: each word as a number, where it stands, its clause, its sentence, and whether it is denied or wished for.

Everything here is computed from the text alone, so it is made once and kept by the digest of the text. Heavy work is done in
numpy on whole texts, or once for each different word.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from placemeaning.model.document import Document
from placemeaning.suggesting import tables
from placemeaning.suggesting.characters import CLAUSE, HYPHEN, JOINER, LINE, STOP, WORD, hashes_of, kinds_of
from placemeaning.suggesting.vocabulary import Vocabulary, vocabulary

Numbers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.uint8]
Array = npt.NDArray[Any]

NEGATED, WISHED = 1, 2
_KEPT_WORDS = 40_000_000
_REACH_OF_WISH = (8, 8)


@dataclass(frozen=True, slots=True)
class TextIndex:
    """The words of the turns of one text, in order.

    `ids` are numbers in the vocabulary, `starts` and `stops` code points, `clause` and `sentence` count from 0 and never run
    across a turn, `turn` is the number of each sentence's turn; `flags` has the bits NEGATED and WISHED.
    """

    ids: Numbers
    starts: Numbers
    stops: Numbers
    clause: Numbers
    sentence: Numbers
    flags: Flags


_kept: OrderedDict[tuple[str, str, int], TextIndex] = OrderedDict()


def index_of(document: Document) -> TextIndex:
    """Return the index of a document, made when it is first asked for and kept by the digest of the text."""
    key = (document.digest, document.language, hash(document.turns)) if document.digest else None
    if key in _kept:
        _kept.move_to_end(key)  # type: ignore[arg-type]
        return _kept[key]  # type: ignore[index]
    made = make_index(document)
    if key:
        _kept[key] = made
        while len(_kept) > 1 and sum(len(one.ids) for one in _kept.values()) > _KEPT_WORDS:
            _kept.popitem(last=False)
    return made


def make_index(document: Document) -> TextIndex:
    """Return the index of a document, made afresh."""
    words = vocabulary(document.language)
    points = np.frombuffer(document.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = kinds_of(points)
    starts, stops = _edges(kinds)
    breaks_at = np.flatnonzero(kinds & (CLAUSE | STOP | LINE | HYPHEN))
    keep, first = _inside_turns(document, starts, stops)
    ids = words.ids(document.text, starts, stops, hashes_of(points, starts, stops))
    clause_break, sentence_break = _breaks(kinds, points, breaks_at, starts, stops, ids, words)
    starts, stops, ids = starts[keep], stops[keep], ids[keep]
    sentence_break, clause_break = sentence_break[keep], clause_break[keep]
    sentence_break[first] = True
    clause_break |= sentence_break | words.mask("boundaries")[ids]
    clause = _numbered(clause_break)
    return TextIndex(ids, starts, stops, clause, _numbered(sentence_break), _flags(ids, clause, words))


def _edges(kinds: Flags) -> tuple[Numbers, Numbers]:
    """Return where words start and stop: letters and digits, with single apostrophes and hyphens between them."""
    inside = (kinds & WORD).astype(bool)
    joiners = np.flatnonzero(kinds & JOINER)
    joiners = joiners[(joiners > 0) & (joiners < len(kinds) - 1)]
    inside[joiners[inside[joiners - 1] & inside[joiners + 1]]] = True
    padded = np.empty(len(inside) + 2, bool)
    padded[0] = padded[-1] = False
    padded[1:-1] = inside
    edges = np.flatnonzero(padded[1:] != padded[:-1]).astype(np.int32)
    return edges[0::2], edges[1::2]


def _inside_turns(document: Document, starts: Numbers, stops: Numbers) -> tuple[Array, Array]:
    """Return which words lie inside a turn, and which of those kept is the first of its turn."""
    begin = np.searchsorted(starts, [turn.span.start for turn in document.turns])
    end = np.searchsorted(stops, [turn.span.stop for turn in document.turns], side="right")
    lengths = np.maximum(end - begin, 0)
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    keep = np.arange(offsets[-1]) + np.repeat(begin - offsets[:-1], lengths)
    return keep, offsets[:-1][lengths > 0]


def _breaks(
    kinds: Flags, points: Array, at: Array, starts: Numbers, stops: Numbers, ids: Numbers, words: Vocabulary
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return, for each word, whether a clause and whether a sentence begins with it (as the punctuation before it says)."""
    clause, sentence = np.zeros(len(ids), bool), np.zeros(len(ids), bool)
    before = np.searchsorted(starts, at, side="right")
    inner = (before > 0) & (before < len(ids))
    at, before = at[inner], before[inner]
    outside = at >= stops[before - 1]
    at, before = at[outside], before[outside]
    kind, last = kinds[at], ids[before - 1]
    open_after = (kinds[at + 1] & WORD) == 0
    short = (points[at] == ord(".")) & (stops[before - 1] == at) & words.mask("abbreviations")[last]
    sentence[before[(kind & LINE) > 0]] = True
    sentence[before[((kind & STOP) > 0) & open_after & ~short]] = True
    hesitating = words.mask("hesitations")[last] | words.mask("hesitations")[ids[before]]
    clause[before[((kind & (CLAUSE | HYPHEN)) > 0) & open_after & ~hesitating]] = True
    return clause, sentence


def _numbered(begins: npt.NDArray[np.bool_]) -> Numbers:
    return (np.cumsum(begins, dtype=np.int32) - 1).astype(np.int32)


def _flags(ids: Numbers, clause: Numbers, words: Vocabulary) -> Flags:
    if not len(ids):
        return np.zeros(0, np.uint8)
    said_no = np.flatnonzero(words.mask("negators")[ids])
    after, before = words.mask("void_after"), words.mask("void_before")
    next_one, one_before = ids[np.minimum(said_no + 1, len(ids) - 1)], ids[np.maximum(said_no - 1, 0)]
    said_no = said_no[~after[next_one] & ~before[one_before]]
    negated = _within_reach(said_no, clause, *tables.REACH[words.language])
    wished = _within_reach(np.flatnonzero(words.mask("wishes")[ids]), clause, *_REACH_OF_WISH)
    return (negated * NEGATED + wished * WISHED).astype(np.uint8)


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

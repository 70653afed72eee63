"""The index of a text: each word as a number, where it stands, its clause, its sentence, and whether it is denied or wished for.

Everything here is computed from the text alone, so it is made once and kept by the digest of the text. Many texts are made in one go, some
hundred thousand characters at a time; heavy work is done in numpy, or once for each different word.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from placemeaning.model.document import Document, Turn
from placemeaning.suggesting import characters, tables
from placemeaning.suggesting.characters import Codes, codes_of, words_in
from placemeaning.suggesting.ragged import spread
from placemeaning.suggesting.vocabulary import ROLES, vocabulary

Numbers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.uint8]
Roles = npt.NDArray[np.uint16]
Array = npt.NDArray[Any]

NEGATED, WISHED, CLAUSE_BEGINS, SENTENCE_BEGINS = 1, 2, 4, 8
"""The bits of `TextIndex.flags`; the last is the highest."""
_KEPT_WORDS = 40_000_000
_REACH_OF_WISH = (8, 8)
_AT_ONCE = 1 << 19
_COUNTED = 8


@dataclass(frozen=True)
class TextIndex:
    """The words of one text, or of several one after another.

    `ids` are numbers in the vocabulary, 0 for words outside turns (labels, headings); `starts` and `stops` code points;
    `flags` has the bits NEGATED, WISHED, CLAUSE_BEGINS and SENTENCE_BEGINS. Clauses and sentences never run across a turn.
    """

    ids: Numbers
    starts: Numbers
    stops: Numbers
    flags: Flags

    @cached_property
    def clause(self) -> Numbers:
        """The number of the clause of each word, from 0."""
        return _numbered(self.flags, CLAUSE_BEGINS)

    @cached_property
    def sentence(self) -> Numbers:
        """The number of the sentence of each word, from 0."""
        return _numbered(self.flags, SENTENCE_BEGINS)

    @cached_property
    def sentence_begins(self) -> Array:
        """The first words of the sentences."""
        return np.flatnonzero(self.flags >= SENTENCE_BEGINS)

    @cached_property
    def clause_begins(self) -> Array:
        """The first words of the clauses."""
        return np.flatnonzero(self.flags & CLAUSE_BEGINS)

    def part(self, first: int, last: int) -> TextIndex:
        """Return the index of the words from `first` up to `last` (views of the same arrays)."""
        return TextIndex(self.ids[first:last], self.starts[first:last], self.stops[first:last], self.flags[first:last])


def _numbered(flags: Flags, begins: int) -> Numbers:
    return (np.cumsum((flags & begins) > 0, dtype=np.int32) - np.int32(1)).astype(np.int32)


class _Kept:
    """The indexes last asked for, by the digest of the text."""

    def __init__(self) -> None:
        self._by_digest: OrderedDict[tuple[str, str], tuple[tuple[Turn, ...], TextIndex]] = OrderedDict()
        self._words = 0

    def get(self, document: Document) -> TextIndex | None:
        key = (document.digest, document.language)
        turns, index = self._by_digest.get(key, (None, None))
        if not document.digest or index is None or (turns is not document.turns and turns != document.turns):
            return None
        self._by_digest.move_to_end(key)
        return index

    def put(self, document: Document, index: TextIndex) -> None:
        if not document.digest:
            return
        key = (document.digest, document.language)
        known = self._by_digest.pop(key, None)
        self._words += len(index.ids) - (len(known[1].ids) if known else 0)
        self._by_digest[key] = (document.turns, index)
        while self._words > _KEPT_WORDS and len(self._by_digest) > 1:
            self._words -= len(self._by_digest.popitem(last=False)[1][1].ids)

    def clear(self) -> None:
        self.__init__()  # type: ignore[misc]


_kept = _Kept()


def index_of(document: Document) -> TextIndex:
    """Return the index of a document, made when it is first asked for and kept by the digest of the text."""
    known = _kept.get(document)
    if known is None:
        known = make_index(document)
        _kept.put(document, known)
    return known


def indexes_of(documents: Sequence[Document]) -> tuple[TextIndex, list[int]]:
    """Return one index of documents of one language, one after another, and where the words of each end; each is kept as `index_of` keeps it."""
    parts = [_kept.get(one) for one in documents]
    missing = [one for one, part in zip(documents, parts, strict=True) if part is None]
    made, ends = make_indexes(missing)
    fresh = iter([made.part(first, last) for first, last in zip([0, *ends], ends, strict=False)])
    for place, part in enumerate(parts):
        if part is None:
            parts[place] = part = next(fresh)
            _kept.put(documents[place], part)
    if len(missing) == len(documents):
        return made, ends
    return _joined([part for part in parts if part is not None])


def _joined(parts: Sequence[TextIndex]) -> tuple[TextIndex, list[int]]:
    columns = (np.concatenate([getattr(one, name) for one in parts]) for name in ("ids", "starts", "stops", "flags"))
    return TextIndex(*columns), np.cumsum([len(one.ids) for one in parts]).tolist()


def forget(*, words: bool = True) -> None:
    """Forget every index, and every vocabulary unless `words` is false, as if the program had just started (for measuring)."""
    _kept.clear()
    if words:
        vocabulary.cache_clear()


def make_index(document: Document) -> TextIndex:
    """Return the index of a document, made afresh."""
    return make_indexes([document])[0]


def make_indexes(documents: Sequence[Document]) -> tuple[TextIndex, list[int]]:
    """Return one index of documents of one language, one after another, made afresh; and where the words of each end."""
    if not documents:
        return empty_index(), []
    made = [_Block(some).index() for some in _blocks(documents)]
    if len(made) == 1:
        return made[0]
    joined, _ = _joined([one for one, _ in made])
    sizes = np.concatenate([np.diff(some, prepend=0) for _, some in made])
    return joined, np.cumsum(sizes).tolist()


def _blocks(documents: Sequence[Document]) -> Iterator[list[Document]]:
    """Yield documents, as many at a time as are handled in one go."""
    some: list[Document] = []
    size = 0
    for one in documents:
        if some and size + len(one.text) > _AT_ONCE:
            yield some
            some, size = [], 0
        some.append(one)
        size += len(one.text)
    yield some


class _Block:
    """Some documents of one language whose words are found in one go. Places are those in `codes` until the end."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents, self._language = documents, documents[0].language
        self._codes, self._begins = codes_of([one.text for one in documents])
        self._starts, self._stops, others, self._lines = words_in(self._codes)
        self._words = vocabulary(self._language)
        self._first = np.searchsorted(self._starts, self._begins)
        self._ids = self._words.ids(self._codes, self._starts, self._stops, self._odd(others))

    def index(self) -> tuple[TextIndex, list[int]]:
        breaks, outside = self._turns()
        self._ids[outside] = 0
        self._words.count(self._ids[::_COUNTED])
        roles = self._words.roles(self._ids)
        flags = ((roles & ROLES["boundaries"]) > 0).view(np.uint8) * np.uint8(CLAUSE_BEGINS)
        flags[breaks] |= CLAUSE_BEGINS | SENTENCE_BEGINS
        lines = np.searchsorted(self._starts, self._lines)
        flags[lines[(lines > 0) & (lines < len(flags))]] |= CLAUSE_BEGINS | SENTENCE_BEGINS
        questions = _punctuation(self._codes, self._starts, self._stops, roles, flags)
        _meant(roles, flags, self._language)
        _refused(roles, flags, questions, breaks)
        lasts = [*self._first[1:].tolist(), len(self._ids)]
        for first, last, begin in zip(self._first.tolist(), lasts, self._begins, strict=True):
            self._starts[first:last] -= begin
            self._stops[first:last] -= begin
        return TextIndex(self._ids, self._starts.astype(np.int32), self._stops.astype(np.int32), flags), lasts

    def _odd(self, others: Array) -> dict[int, str]:
        """Return the words with letters that have no code of their own, by their place."""
        found = {}
        for place in np.unique(np.searchsorted(self._stops, others, side="right")).tolist() if len(others) else ():
            number = int(np.searchsorted(self._first, place, side="right")) - 1
            start, stop = self._starts[place] - self._begins[number], self._stops[place] - self._begins[number]
            found[place] = self._documents[number].text[start:stop]
        return found

    def _turns(self) -> tuple[Array, Array]:
        """Return the words with which a document, a turn, or what is between two turns begins; and the words outside turns (labels, headings)."""
        spans = [turn.span for one in self._documents for turn in one.turns]
        shift = np.repeat(self._begins, [len(one.turns) for one in self._documents])
        begin = np.searchsorted(self._starts, np.array([span.start for span in spans], np.int64) + shift)
        end = np.searchsorted(self._stops, np.array([span.stop for span in spans], np.int64) + shift, side="right")
        gap_begin, gap_end = np.concatenate(([0], end)), np.concatenate((begin, [len(self._starts)]))
        lengths = np.maximum(gap_end - gap_begin, 0)
        outside = spread(gap_begin, lengths)
        breaks = np.concatenate((begin, end, self._first))
        return breaks[breaks < len(self._starts)], outside


def _punctuation(codes: Codes, starts: Array, stops: Array, roles: Roles, flags: Flags) -> Array:
    """Flag the words with which a clause or a sentence begins, as the characters before them say; return the last words of questions."""
    gaps = starts[1:] - stops[:-1]
    before = np.flatnonzero(gaps > 1)
    kind = codes.take(stops.take(before))
    dots = np.flatnonzero(kind == characters.DOT)
    kind[dots[(roles[before[dots]] & ROLES["abbreviations"]) > 0]] = characters.BLANK
    questions = _begin(before, kind, roles, flags)
    longer = before[gaps.take(before) > 2]
    sizes = gaps.take(longer) - 2
    more = _begin(np.repeat(longer, sizes), codes.take(spread(stops.take(longer) + 1, sizes)), roles, flags)
    return np.concatenate((questions, more))


def _begin(before: Array, kind: Codes, roles: Roles, flags: Flags) -> Array:
    """Flag what begins after words that have a character of some kind (not the last one) between them and the next; return those with a ``?``."""
    asked = kind == characters.QUESTION
    ends = (kind == characters.STOP) | (kind == characters.DOT) | asked
    questions: Array = before[asked]
    flags[before[ends] + 1] |= CLAUSE_BEGINS | SENTENCE_BEGINS
    before = before[(kind == characters.HYPHEN) | (kind == characters.CLAUSE)]
    hesitating = ((roles.take(before) | roles.take(before + 1)) & ROLES["hesitations"]) > 0
    flags[before[~hesitating] + 1] |= CLAUSE_BEGINS
    return questions


def _meant(roles: Roles, flags: Flags, language: str) -> None:
    """Flag the words that a negator or a wish speaks of."""
    clause = np.cumsum((flags & CLAUSE_BEGINS) > 0, dtype=np.int32)
    telling = np.flatnonzero((roles & (ROLES["negators"] | ROLES["wishes"])) > 0)
    said_no = telling[(roles[telling] & ROLES["negators"]) > 0]
    void = _beside(roles, flags, said_no, 1, "void_after") | _beside(roles, flags, said_no, -1, "void_before")
    _reach(flags, clause, said_no[~void], *tables.REACH[language], NEGATED)
    _reach(flags, clause, telling[(roles[telling] & ROLES["wishes"]) > 0], *_REACH_OF_WISH, WISHED)


def _refused(roles: Roles, flags: Flags, questions: Array, breaks: Array) -> None:
    """Flag the words of questions to which the next sentence of the same turn says no (Vrienden gemaakt? Nee joh.)."""
    soft, no = ROLES["fillers"] | ROLES["hesitations"], ROLES["refusals"]
    at = questions + 1
    goes_on = ((roles.take(at) & soft) > 0) & ((roles.take(at) & no) == 0) & ((flags.take(at + 1, mode="clip") & SENTENCE_BEGINS) == 0)
    at = at + goes_on
    some = ((roles.take(at, mode="clip") & no) > 0).nonzero()[0]
    if not len(some):
        return
    at, said = at.take(some), questions.take(some)
    after, role = at + 1, roles.take(at + 1, mode="clip")
    alone = (after >= len(roles)) | ((flags.take(after, mode="clip") & CLAUSE_BEGINS) > 0) | ((role & (soft | ROLES["negators"])) > 0)
    parted = np.zeros(len(roles), bool)
    parted[breaks] = True
    said = said[(alone | ((roles.take(at) & ROLES["hesitations"]) > 0)) & ~parted.take(said + 1)]
    begins = np.flatnonzero(flags >= SENTENCE_BEGINS)
    first = begins.take(np.searchsorted(begins, said, side="right") - 1)
    flags[spread(first, said - first + 1)] |= NEGATED


def _beside(roles: Roles, flags: Flags, at: Array, step: int, role: str) -> npt.NDArray[np.bool_]:
    """Return for each word whether the next one (or, with -1, the one before) of its sentence has a role."""
    other = np.clip(at + step, 0, len(roles) - 1)
    parted = (flags[np.maximum(at, other)] & SENTENCE_BEGINS) > 0
    found: npt.NDArray[np.bool_] = ((roles[other] & ROLES[role]) > 0) & ~parted & (other != at)
    return found


def _reach(flags: Flags, clause: Numbers, at: Array, back: int, ahead: int, flag: int) -> None:
    """Set a flag at words, and at those of their clause that are not further than `back` and `ahead`."""
    there = np.clip(at[:, None] + np.arange(-back, ahead + 1), 0, max(len(flags) - 1, 0))
    flags[there[clause[there] == clause[at][:, None]]] |= flag


def empty_index() -> TextIndex:
    """Return the index of no words."""
    none = np.zeros(0, np.int32)
    return TextIndex(none, none, none, np.zeros(0, np.uint8))

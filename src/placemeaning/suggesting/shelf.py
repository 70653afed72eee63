"""A shelf: the indexes of many documents side by side, so that a changed codebook is matched against all of them in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from placemeaning.model.codebook import Codebook
from placemeaning.model.document import Document
from placemeaning.suggesting import index as indexes
from placemeaning.suggesting.index import NEGATED, WISHED, TextIndex, index_of
from placemeaning.suggesting.matching import Matcher
from placemeaning.suggesting.vocabulary import vocabulary

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class ShelfHits:
    """Hits in many documents, as columns: number of the document, code points, number of the code, whether denied or wished for."""

    document: Array
    start: Array
    stop: Array
    code: Array
    negated: Array
    wished: Array

    def __len__(self) -> int:
        return len(self.start)


class Shelf:
    """The documents of one language with their indexes."""

    def __init__(self, documents: Sequence[Document]) -> None:
        languages = {one.language for one in documents}
        if len(languages) > 1:
            raise ValueError(f"a shelf holds documents of one language, not {', '.join(sorted(languages))}")
        self.documents = tuple(documents)
        self._language = next(iter(languages), "nl")
        self._all, self._ends = _joined([index_of(one) for one in documents])
        self._counts = np.zeros(0, np.int64)

    def _seen(self) -> Array:
        """Return how often each word of the vocabulary occurs."""
        size = len(vocabulary(self._language))
        if len(self._counts) < size:
            self._counts = np.bincount(self._all.ids, minlength=size)
        return self._counts

    def hits(self, codebook: Codebook, *, fuzzy: bool = True) -> ShelfHits:
        """Return everything that fits, in all documents."""
        matcher = Matcher(codebook, self._language, fuzzy=fuzzy)
        matcher.prepare()
        hits = matcher.hits(self._all, self._seen(), self._all.found)
        codes = {code: number for number, code in enumerate(codebook.codes)}
        code = np.array([codes[one.code] for one in matcher.keywords], np.int32)
        stated = ~np.array([one.denies for one in matcher.keywords], bool)
        flags = self._all.flags[hits.first] | self._all.flags[hits.last]
        negated = ((flags & NEGATED) > 0) & stated[hits.keyword] if len(hits) else np.zeros(0, bool)
        document = np.searchsorted(self._ends, hits.first, side="right")
        start, stop = self._all.starts[hits.first], self._all.stops[hits.last]
        return ShelfHits(document, start, stop, code[hits.keyword] if len(hits) else hits.keyword, negated, (flags & WISHED) > 0)


def _joined(parts: Sequence[TextIndex]) -> tuple[TextIndex, Array]:
    """Return one index of all texts, and where the words of each end; clauses and sentences are numbered on."""
    if not parts:
        return indexes.empty_index(), np.zeros(0, np.int64)
    ids, starts, stops = (np.concatenate([getattr(one, name) for one in parts]) for name in ("ids", "starts", "stops"))
    clause, sentence = _numbered_on([one.clause for one in parts]), _numbered_on([one.sentence for one in parts])
    ends = np.cumsum([len(one.ids) for one in parts])
    return TextIndex(ids, starts, stops, clause, sentence, np.concatenate([one.flags for one in parts])), ends


def _numbered_on(parts: Sequence[npt.NDArray[np.int32]]) -> npt.NDArray[np.int32]:
    """Return the parts one after another, each counting on where the one before stopped."""
    joined, at, number = np.empty(sum(len(one) for one in parts), np.int32), 0, 0
    for one in parts:
        np.add(one, np.int32(number), out=joined[at : at + len(one)])
        at, number = at + len(one), number + (int(one[-1]) + 1 if len(one) else 0)
    return joined

"""A shelf: the indexes of many documents side by side, so that a changed codebook is matched against all of them in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from placemeaning.model.codebook import Codebook
from placemeaning.model.document import Document
from placemeaning.suggesting.index import NEGATED, WISHED, indexes_of
from placemeaning.suggesting.matching import Matcher
from placemeaning.suggesting.patterns import Compiled, compile_codebook

Array = npt.NDArray[Any]
_Columns = tuple[Array, Array, Array, Array]


@dataclass(frozen=True, slots=True)
class ShelfHits:
    """Hits in many documents, as columns: number of the document, code points, number of the code, whether denied or wished for.

    In the order of the keywords in the codebook, then by document and position.
    """

    document: Array
    start: Array
    stop: Array
    code: Array
    negated: Array
    wished: Array

    def __len__(self) -> int:
        return len(self.start)


class Shelf:
    """The documents of one language with their indexes, and where each keyword was found.

    After a change of the codebook, only keywords that are new are looked for.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        languages = {one.language for one in documents}
        if len(languages) > 1:
            raise ValueError(f"a shelf holds documents of one language, not {', '.join(sorted(languages))}")
        self.documents = tuple(documents)
        self._language = next(iter(languages), "nl")
        self._index, ends = indexes_of(documents)
        self._document = np.repeat(np.arange(len(ends), dtype=np.int32), np.diff(ends, prepend=0))
        self._found: dict[tuple[bool, object], _Columns] = {}

    def hits(self, codebook: Codebook, *, fuzzy: bool = True) -> ShelfHits:
        """Return everything that fits, in all documents."""
        keywords = compile_codebook(codebook, self._language)
        keys = [(fuzzy, one.patterns) for one in keywords]
        new = {key: one for key, one in zip(keys, keywords, strict=True) if key not in self._found}
        if new:
            self._found.update(zip(new, self._find(codebook, list(new.values()), fuzzy), strict=True))
        fitting = [(one.code, part) for one, key in zip(keywords, keys, strict=True) if len((part := self._found[key])[0])]
        parts = [part for _, part in fitting]
        document, start, stop, flags = (np.concatenate(column) for column in zip(_NONE, *parts, strict=True))
        codes = {code: number for number, code in enumerate(codebook.codes)}
        code = np.repeat(np.array([codes[one] for one, _ in fitting], np.int32), [len(part[0]) for part in parts])
        return ShelfHits(document, start, stop, code, (flags & NEGATED) > 0, (flags & WISHED) > 0)

    def _find(self, codebook: Codebook, keywords: Sequence[Compiled], fuzzy: bool) -> list[_Columns]:
        """Return where each of some keywords fits."""
        index = self._index
        hits = Matcher(codebook, self._language, fuzzy=fuzzy, only=keywords).hits(index, by_keyword=True)
        flags = index.flags.take(hits.first) | index.flags.take(hits.last)
        flags &= np.array([WISHED if one.denies else WISHED | NEGATED for one in keywords], np.uint8).take(hits.keyword)
        columns = (self._document.take(hits.first), index.starts.take(hits.first), index.stops.take(hits.last), flags)
        bounds = np.searchsorted(hits.keyword, np.arange(len(keywords) + 1)).tolist()
        parts = [[column[a:b] for a, b in pairwise(bounds)] for column in columns]
        return list(zip(*parts, strict=True))


_NONE: _Columns = (np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.uint8))

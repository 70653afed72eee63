"""The words of a text with what stands around them: whether a sentence begins there, and the words before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from placemeaning.model.text import Span

_WORD = re.compile(r"(?<!\d)[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*(?!\w)", re.UNICODE)
_BEGINS = re.compile(r"[.?!…:;\n\[\]()«»„“”\"]|(?<!\w)['‘]|[—–]|\s-\s")
_POSSESSIVE = re.compile(r"['’ʼ]s$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word: where it stands, how it is written, and whether a sentence or quotation begins with it."""

    span: Span
    text: str
    begins: bool
    gap: str

    @property
    def capital(self) -> bool:
        """Return whether it is written with a capital, and not in capitals only (unless it is one letter long)."""
        return self.text[0].isupper()

    @property
    def low(self) -> str:
        """Return it in lower case, with straight apostrophes."""
        return low(self.text)


def low(text: str) -> str:
    """Return `text` in lower case, with straight apostrophes and single blanks."""
    return " ".join(text.casefold().replace("’", "'").replace("ʼ", "'").split())


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list, in lower case."""
    return frozenset(low(text).split())


def words_of(text: str, spans: Iterable[Span]) -> list[Word]:
    """Return the words inside some spans; ``Fatima's`` is the word ``Fatima``."""
    found: list[Word] = []
    for span in spans:
        last = span.start
        for match in _WORD.finditer(text, span.start, span.stop):
            words = _POSSESSIVE.sub("", match[0])
            gap = text[last : match.start()]
            begins = last == span.start or bool(_BEGINS.search(gap))
            found.append(Word(Span(match.start(), match.start() + len(words)), words, begins, gap))
            last = match.end()
    return found

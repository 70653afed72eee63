"""Words and sentences of a document, as the rules see them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placemeaning.model.text import Span

_ABBREVIATION = re.compile(
    r"(?:\b(?:dhr|mevr|mw|mr|mrs|ms|dr|drs|prof|ds|st|bijv|bv|enz|evt|nl|nr|ca|vs|etc|resp|incl|max|min|tel|ul|"
    r"вул|буд|ім|див|напр)|\b\w|(?:\b\w\.)+\w)\.$",
    re.IGNORECASE,
)
_KEYWORD = re.compile(r"\w+(?:['’ʼ\-/]\w+)*\*?")
_STOP = re.compile(r"[.?!…]+[\"'”’»)\]]*(?=\s)|\n")


def fold_word(word: str) -> str:
    """Return a word as it is compared: case-folded, with straight apostrophes."""
    return word.casefold().replace("’", "'").replace("ʼ", "'")


def tokens_of(words: str) -> tuple[str, ...]:
    """Return the folded words of a keyword; ``je/ik/we`` stays one."""
    return tuple(fold_word(part) for part in _KEYWORD.findall(words))


def sentences(text: str, within: Span) -> Iterator[Span]:
    """Yield the sentences of `text` inside `within`, without blanks at their ends.

    A sentence ends after ``.``, ``?``, ``!`` or ``…`` before a blank, or at a line end; not after an abbreviation or an initial.
    Speech without punctuation stays one sentence a turn.
    """
    start = within.start
    for stop in _STOP.finditer(text, within.start, within.stop):
        if stop[0] == "." and _ABBREVIATION.search(text, max(within.start, stop.start() - 12), stop.end()):
            continue
        yield from _without_blanks(text, start, stop.end())
        start = stop.end()
    yield from _without_blanks(text, start, within.stop)


def _without_blanks(text: str, start: int, stop: int) -> Iterator[Span]:
    while start < stop and text[start].isspace():
        start += 1
    while start < stop and text[stop - 1].isspace():
        stop -= 1
    if start < stop:
        yield Span(start, stop)

"""The passage around words that fired: sentence, clause, turn or window; never across turns, never the label."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

from placemeaning.model.conventions import LONGEST, asides
from placemeaning.model.document import Document, Turn
from placemeaning.model.text import Span
from placemeaning.suggesting.index import TextIndex

Passage = Literal["sentence", "clause", "turn", "window"]
PASSAGES: tuple[str, ...] = ("sentence", "clause", "turn", "window")
WINDOW = 1
"""Sentences before and after, in a window."""

_END = re.compile(r"[.?!…,;:]+[\"'”’»)\]]*")
_OPENING = re.compile(r"[\"'“„‘«(\[]+$")
_BRACKET = re.compile(r"[(\[<{]")
_QUOTED = re.compile(r"[„“\"«‘](?:(?<=[„“])[^„“”\n]{1,400}[”“]|(?<=\")[^\"\n]{1,400}\"|(?<=«)[^«»\n]{1,400}»|(?<=‘)[^‘’\n]{2,400}’(?!\w))")


class Passages:
    """The passages of one document."""

    def __init__(self, document: Document, index: TextIndex) -> None:
        self._document, self._index = document, index
        self._turn_starts = [turn.span.start for turn in document.turns]
        self._spans: dict[tuple[int, int], Span] = {}
        self._asides: list[Span] | None = None
        self._quoted: dict[int, list[Span]] = {}

    def turn(self, position: int) -> Turn:
        """Return the turn with the code point `position`, where it is inside one."""
        return self._document.turns[bisect_right(self._turn_starts, position) - 1]

    def around(self, first: int, last: int, passage: Passage) -> Span:
        """Return the passage around the words from `first` to `last`, without blanks at its ends."""
        turn = self.turn(int(self._index.starts[first])).span
        if passage == "turn":
            return turn
        index, spread = self._index, WINDOW if passage == "window" else 0
        unit, begins = (index.clause, index.clause_begins) if passage == "clause" else (index.sentence, index.sentence_begins)
        following = int(unit[last]) + spread + 1
        low = int(begins[max(int(unit[first]) - spread, 0)])
        high = int(begins[following]) if following < len(begins) else len(index.ids)
        return self._span(low, high, turn)

    def _span(self, low: int, high: int, turn: Span) -> Span:
        """Return the span of the words from `low` up to `high`, with the punctuation that belongs to them."""
        if (low, high) not in self._spans:
            starts, stops, text = self._index.starts, self._index.stops, self._document.text
            first, last = max(int(starts[low]), turn.start), int(stops[high - 1])
            while low and first < turn.start:
                low, first = low + 1, int(starts[low + 1])
            before = text[max(turn.start, int(stops[low - 1]) if low else 0) : first]
            after = text[last : min(turn.stop, int(starts[high])) if high < len(starts) else turn.stop]
            opening, end = _OPENING.search(before), _END.match(after)
            self._spans[low, high] = Span(first - (len(opening[0]) if opening else 0), min(turn.stop, last + (end.end() if end else 0)))
        return self._spans[low, high]

    def quoted(self, at: Span, turn: Turn) -> bool:
        """Return whether words stand between quotation marks; a turn that is one quotation as a whole counts as said."""
        if turn.span.start not in self._quoted:
            found = _QUOTED.finditer(self._document.text, turn.span.start, turn.span.stop)
            self._quoted[turn.span.start] = [Span(*one.span()) for one in found if 10 * len(one[0]) < 8 * len(turn.span)]
        return any(span.contains(at) for span in self._quoted[turn.span.start])

    def aside(self, position: int) -> bool:
        """Return whether the word at the code point `position` stands in a transcription convention such as ``(lacht)``: nobody said it."""
        if not _BRACKET.search(self._document.text, max(0, position - LONGEST), position):
            return False
        if self._asides is None:
            self._asides = asides(self._document.text)
        before = bisect_right(self._asides, position, key=lambda span: span.start)
        return before > 0 and position < self._asides[before - 1].stop

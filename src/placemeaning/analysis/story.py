"""Words of people as a story: taken over unchanged, with every cut marked, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from placemeaning.analysis.units import Sentences, spoken
from placemeaning.model.document import Document, shorten
from placemeaning.model.text import Span, fold

CUT = "[…]"
_MARK = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a story, or what was chosen of it: `words` as they were said, and where they stand in the document.

    `cut_before` and `cut_after` say that words were left out there; `passage` is the number of the passage in the story, from 0.
    """

    words: str
    document: str
    span: Span
    person: str
    place: str | None
    cut_before: bool = False
    cut_after: bool = False
    passage: int = 0

    def __str__(self) -> str:
        return f"{CUT} " * self.cut_before + self.words + f" {CUT}" * self.cut_after


def parts_of(document: Document, within: Span, words: str | None = None) -> list[Span]:
    """Return the stretches of a document that a storyteller chose.

    Parameters
    ----------
    within
        The passage.
    words
        What of it, with ``[…]`` where words are left out; all of it by default, without what the interviewer says in it.

    Raises
    ------
    ValueError
        If a word was changed, added or moved; the first such word is named.
    """
    if words is None:
        return _without_interviewer(document, within)
    wanted = [part for part in _MARK.split(words) if part.strip()]
    if not wanted:
        raise ValueError("a passage of a story needs words")
    found: list[Span] = []
    for part in wanted:
        found.append(_find(document, Span(found[-1].stop if found else within.start, within.stop), part))
    return found


def _without_interviewer(document: Document, within: Span) -> list[Span]:
    turns = document.turns_in(within)
    kept = [turn for turn in turns if turn.role != "interviewer"] or turns
    return [Span(max(turn.span.start, within.start), min(turn.span.stop, within.stop)) for turn in kept] or [within]


def _find(document: Document, within: Span, part: str) -> Span:
    found = _words(part.split()).search(document.text, within.start, within.stop)
    if found:
        return Span(*found.span())
    tokens = part.split()
    right = next((n for n in range(len(tokens) - 1, 0, -1) if _words(tokens[:n]).search(document.text, within.start, within.stop)), 0)
    raise ValueError(
        f"{document.id} does not say {shorten(part)!r} there: {tokens[right]!r} is not what follows"
        f"{' ' + repr(' '.join(tokens[max(0, right - 4) : right])) if right else ''}. In a story words stay as they were said, in their order; "
        f"leave words out with {CUT}."
    )


def _words(tokens: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, tokens)) + r"(?!\w)")


def told(document: Document, parts: Sequence[Span], sentences: Sentences, passage: int = 0) -> list[Sentence]:
    """Return the sentences of some stretches of a document, with a mark wherever words are left out between or around them.

    A stretch that stops before the punctuation of its sentence gets it.
    """
    pieces = [piece for part in parts for piece in _pieces(document, part, sentences)]
    made: list[Sentence] = []
    for number, (span, sentence) in enumerate(pieces):
        before = number > 0 and _says(document, pieces[number - 1][0].stop, span.start)
        ragged = number == 0 and _says(document, sentence.start, span.start)
        after = number == len(pieces) - 1 and _says(document, span.stop, sentence.stop)
        place, _, people = document.told(document.turns_in(span))
        made.append(Sentence(fold(span.of(document.text)), document.id, span, ", ".join(people), place, before or ragged, after, passage))
    return made


def _says(document: Document, start: int, stop: int) -> bool:
    """Return whether there are words between two positions; labels and times of turns are none."""
    return start < stop and any(re.search(r"\w", words) for words in spoken(document, Span(start, stop)))


def _pieces(document: Document, part: Span, sentences: Sentences) -> Iterator[tuple[Span, Span]]:
    """Yield what a stretch has of each sentence, and the whole sentence."""
    turns = [turn.span for turn in document.turns_in(part)] or [part]
    for whole in (one for turn in turns for one in sentences(document.text, turn)):
        start, stop = max(whole.start, part.start), min(whole.stop, part.stop)
        if _says(document, start, stop):
            start += len(document.text[start:stop]) - len(document.text[start:stop].lstrip())
            yield Span(start, stop if _says(document, stop, whole.stop) else whole.stop), whole

"""Lines that know what they are: the begin of a turn, more of it, a heading, a time alone, a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from placemeaning.intake import times
from placemeaning.intake.heads import as_label, heads_of, is_possible
from placemeaning.intake.labels import Labels
from placemeaning.intake.raw import Line

Sort = Literal["turn", "more", "heading", "time", "blank"]

_SENTENCE_END = re.compile(r"[.?!…:;,]\W*$")
NUMBERED_QUESTION = re.compile(r"\s*(?:vraag\s*)?\d{1,3}[.)]\s+\S.*\?\s*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a transcript; `stop` is the end of a subtitle, `level` that of a heading."""

    sort: Sort
    words: str = ""
    label: str | None = None
    seconds: float | None = None
    stop: float | None = None
    level: int = 9


def pieces_of(lines: Sequence[Line], labels: Labels, *, questions_are_headings: bool = False) -> Iterator[Piece]:
    """Yield what each line is, given the labels of the transcript.

    Parameters
    ----------
    questions_are_headings
        Whether ``3. Waar komt u graag?`` is a section: so where nobody in the transcript has the label of an interviewer.
    """
    for line in lines:
        head = labels.choose(heads_of(line))
        if line.blank:
            yield Piece("blank")
        elif head:
            yield Piece("turn", head.words.strip(), labels.spelling.get(head.key, head.label), head.seconds, line.stop)
        elif is_heading(line) or (questions_are_headings and NUMBERED_QUESTION.fullmatch(line.text)):
            words = line.text.strip().strip("*_") if line.heading else (line.strong or line.text).strip()
            yield Piece("heading", words, level=line.heading or 9)
        elif (alone := times.only(line.text)) is not None:
            yield Piece("time", line.text.strip(), seconds=alone)
        else:
            yield Piece("more", line.text.strip(), seconds=line.seconds, stop=line.stop)


def is_heading(line: Line) -> bool:
    """Return whether a line is a heading, or all bold and short like one."""
    if line.heading:
        return bool(line.text.strip())
    short = line.emphasised and line.bold and len(line.strong.split()) <= 12
    return short and not _SENTENCE_END.search(line.strong) and is_possible(as_label(line.strong)[:40])


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Return whether the lines are cut to a width in mid-sentence, as mail programs and PDF do."""
    texts = [line.text.rstrip() for line in lines if line.stop is None and not line.heading]
    longest = max(map(len, texts), default=0)
    if not 40 <= longest <= 120 or not any(text.endswith((".", "?", "!")) for text in texts):
        return False
    cut = sum(
        len(text) >= 0.7 * longest and not _SENTENCE_END.search(text) and following.lstrip()[:1].islower()
        for text, following in pairwise(texts)
    )
    return cut >= max(2, 0.08 * sum(map(bool, texts)))

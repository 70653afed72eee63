"""Observation notes and cards: titles become headings, paragraphs become turns without a speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from placemeaning.intake import about, times
from placemeaning.intake.header import Header, read_header
from placemeaning.intake.pieces import is_heading, is_wrapped
from placemeaning.intake.raw import Line
from placemeaning.intake.roles import names_role, skeleton
from placemeaning.intake.vocabulary import NO_LABELS, is_field, is_section
from placemeaning.model.document import Block, shorten

_TITLED = re.compile(r"(?P<title>[^\W\d][^:\n.?!]{0,60}?)\s*:(?=\s|$)\s*(?P<words>.*)", re.DOTALL)
_MOST_WORDS, _LONGEST = 6, 80
_SEEN = tuple(skeleton(words) for words in ("wat ik", "wat zie ik", "wat denk ik", "what i", "що я", "що бачу", "що думаю"))
_NOTES = re.compile(
    r"(?:observati\w*|veldnotitie\w*|veldaantekening\w*|field ?notes?|observation\w*|спостереження|польові нотатки)\b", re.IGNORECASE
)
_QUESTIONED = re.compile(r"[?:]|interview|gesprek|розмов", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Note:
    """A note understood: headings and paragraphs, and what stood above them."""

    blocks: list[Block]
    title: str
    header: dict[str, str]
    warnings: list[str]


def read_note(lines: Sequence[Line], *, card: bool = False) -> Note:
    """Return the headings and paragraphs of a note.

    A title is a heading, a bold line, a usual section name (``Wat ik zie``) alone or before a colon, or any short text
    before a colon where the note has such sections. In a card, what stands before a colon above the fields is no section.
    """
    above = _above(lines, card=card)
    writers = [] if card else [line for line in lines[above:] if _names_writer(line)]
    lines = [*map(_plain, [*lines[:above], *writers]), *(line for line in lines[above:] if line not in writers)]
    above += len(writers)
    header = read_header(lines[:above], {}, {line.heading for line in lines[above:] if line.heading})
    sectioned = sum(1 for line in lines[above:] if _section(line, sectioned=False)) > 0
    blocks = [Block(heading=title, level=level) for title, level in header.sections]
    blocks += _blocks(lines[above:], sectioned=sectioned, wrapped=is_wrapped(lines[above:]), card=card)
    left = [f"left out above the first section: {shorten(words, 2000)}" for words in header.left]
    return Note(blocks, header.title, {**_facts(blocks), **header.fields}, left + _warnings(header, sectioned))


def _plain(line: Line) -> Line:
    """Return ``**Datum:** 5 mei`` without its marks, so that it reads as a field."""
    return line if line.heading or "**" not in line.text else replace(line, text=line.text.replace("**", ""), strong="", rest="")


def _names_writer(line: Line) -> bool:
    """Return whether a line says who wrote the note: ``Observator: Tess``."""
    match = _TITLED.fullmatch(_plain(line).text.strip())
    return bool(match and names_role(match["title"]) and 1 <= len(match["words"].split()) <= _MOST_WORDS and match["words"][-1].isalnum())


def is_note(lines: Sequence[Line]) -> bool:
    """Return whether a file is an observation note by its own words: ``Observatie``, ``Observator: …`` or sections such as ``Wat ik zie``."""
    short = [line.text.strip(" *_") for line in lines if len(line.text) <= _LONGEST]
    titles = {
        skeleton(found["title"]) for line in lines if ":" in line.text[:_LONGEST] and (found := _TITLED.fullmatch(line.text.strip(" *_")))
    }
    titles |= {skeleton(cell) for line in lines for cell in line.cells} | {skeleton(text) for text in short if text}
    first = next((line.text for line in lines if not line.blank), "")
    own = sum(title.startswith(_SEEN) for title in titles if is_section(title))
    return own > 1 or (bool(_NOTES.match(first.strip(" *_"))) and not _QUESTIONED.search(first))


def _facts(blocks: Sequence[Block]) -> dict[str, str]:
    """Return what sections such as ``Plek`` and ``Datum`` say in a few words, as fields of a header; the sections stay."""
    pairs = ((one.heading or "", below.words) for one, below in pairwise(blocks))
    return {title: words for title, words in pairs if about.field_of(title) and words and len(words.split()) <= _MOST_WORDS}


def _warnings(header: Header, sectioned: bool) -> list[str]:
    return (
        []
        if sectioned or header.sections
        else ["no sections were recognised (Tijd, Plek, Wat ik zie, Wat ik denk): the note has paragraphs only"]
    )


def _above(lines: Sequence[Line], *, card: bool) -> int:
    """Return the number of lines that name the note: its title and fields that are no sections (``Datum: …``)."""
    above = 0
    titled = False
    for number, line in enumerate(lines[:30]):
        match = _TITLED.fullmatch(_plain(line).text.strip())
        is_title = not titled and not line.blank and _is_title(line, lines[number + 1 :])
        named = (
            match
            and (card or not is_section(match["title"]))
            and (is_field(match["title"]) or names_role(match["title"]))
            and match["words"].strip()
        )
        if not (line.blank or is_title or named):
            break
        titled = titled or is_title
        above = number + 1 if not line.blank else above
    return above


def _is_title(line: Line, below: Sequence[Line]) -> bool:
    if line.text.rstrip().endswith((".", "?", "!", ":")) or is_section(line.text) or len(line.text.split()) > 14:
        return False
    if line.heading:
        return all(other.heading > line.heading for other in below if other.heading)
    return ":" not in line.text and any(_section(other, sectioned=False) for other in below)


def _section(line: Line, *, sectioned: bool) -> tuple[str, str] | None:
    """Return the title that a line gives and the words behind it, or None for a line that is no title."""
    text = line.text.strip().strip("*_ ")
    if times.only(text) is not None:
        return text.rstrip(": "), ""
    if is_heading(line):
        return (line.strong or line.text).strip().rstrip(": "), ""
    if line.strong and line.rest.strip() and line.strong.rstrip().endswith(":"):
        return line.strong.strip().rstrip(": "), line.rest.strip()
    if line.emphasised and line.bold and line.strong.rstrip().endswith(":"):
        return line.strong.strip().rstrip(": "), ""
    if is_section(text):
        return text.rstrip(": "), ""
    match = _TITLED.fullmatch(line.text.strip().replace("**", ""))
    if match and (is_section(match["title"]) or _is_alone(match) or (sectioned and _is_title_like(match["title"]))):
        return match["title"], match["words"].strip()
    return None


def _is_alone(match: re.Match[str]) -> bool:
    """Return whether a short title stands alone on its line, with its colon: ``Sfeer op het plein:``."""
    return not match["words"].strip() and match["title"][0].isupper() and len(match["title"].split()) <= _MOST_WORDS


def _is_title_like(title: str) -> bool:
    words = title.split()
    return title[0].isupper() and len(words) <= 3 and skeleton(words[0]) not in NO_LABELS and "," not in title


def _blocks(lines: Sequence[Line], *, sectioned: bool, wrapped: bool, card: bool) -> Iterator[Block]:
    words: list[str] = []
    for line in lines:
        section = None if line.blank or (card and not line.heading) else _section(line, sectioned=sectioned)
        if words and (line.blank or section or not wrapped):
            yield Block(" ".join(words))
            words = []
        if section:
            yield Block(heading=section[0], level=line.heading or 9)
            words = [section[1]] if section[1] else []
        elif not line.blank:
            words.append(line.text.strip())
    if words:
        yield Block(" ".join(words))

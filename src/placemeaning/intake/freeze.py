"""From what was read to a frozen document: a pure function."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from placemeaning.errors import IntakeError, check_choice
from placemeaning.intake.dates import iso_date
from placemeaning.intake.headings import placed as placed_by_headings
from placemeaning.intake.language import language_of
from placemeaning.intake.raw import Raw
from placemeaning.intake.roles import Given, skeleton
from placemeaning.intake.turns import Talk, find_turns
from placemeaning.model.document import (
    KINDS,
    LANGUAGES,
    Block,
    Document,
    Kind,
    Language,
    Place,
    Speaker,
    Turn,
    is_id,
    read_turns,
    write_body,
)
from placemeaning.model.moments import Moments, key, placed
from placemeaning.model.text import digest

_DATE_KEYS = frozenset(
    skeleton(key)
    for key in (
        "datum",
        "date",
        "дата",
        "interviewdatum",
        "datum interview",
        "interview date",
        "дата інтерв'ю",
        "afgenomen op",
        "recorded",
        "datum opname",
    )
)
_TITLE_KEYS = frozenset(skeleton(key) for key in ("titel", "title", "назва"))


def freeze(
    raw: Raw,
    *,
    id: str | None = None,  # noqa: A002  the name that front matter and the public functions use
    kind: Kind = "interview",
    title: str = "",
    places: Sequence[str] = (),
    people: Sequence[str] = (),
    date: str | None = None,
    language: Language | None = None,
    source: str | None = None,
    speakers: Given | None = None,
    interviewer: str | Collection[str] | None = None,
    known_places: Mapping[str, Place] | None = None,
) -> tuple[Document, list[str]]:
    """Return the document that a file becomes, and warnings about everything that was guessed or left out.

    Parameters
    ----------
    raw
        The file as `read` returns it.
    id, title, date, language
        Where not given: the file's name as an id, the header's or file's title, the header's date, the language of the words.
    speakers
        By label: a `Speaker`, a role, or None for "this is no label".
    interviewer
        The label, or labels, of the interviewer.
    known_places
        The places of the study, by id: headings that name one set the place of what stands below them.

    Raises
    ------
    IntakeError
        If the file has no turns, or no id can be made of its name.
    ValueError
        If a kind, language, role or id is none.
    """
    check_choice("kind", kind, KINDS)
    check_choice("language", language, (*LANGUAGES, None))
    detected = language or language_of("\n".join(line.text or " ".join(line.cells) for line in raw.lines))
    spoken: Language = detected or "nl"
    talk = find_turns(raw, kind=kind, language=spoken, speakers=speakers, interviewer=interviewer)
    if not any(block.words for block in talk.blocks):
        raise IntakeError(
            f"{raw.name}: nothing is said in this file: there are titles, but no words under them. Look whether it is the right one."
        )
    blocks, said = placed_by_headings(talk.blocks, known_places or {})
    body = write_body(blocks)
    who = _with_person(talk.speakers, people)
    turns = read_turns(body, who, kind)
    document = Document(
        id=_id(id, raw.name),
        kind=kind,
        text=body,
        turns=turns,
        title=title or _field(talk, _TITLE_KEYS) or talk.title or PurePath(raw.name).stem,
        places=tuple(places) or _all_places(turns),
        people=tuple(people),
        date=date or iso_date(_field(talk, _DATE_KEYS), spoken),
        language=spoken,
        source=source if source is not None else raw.name,
        sha256=digest(body),
        speakers=who,
        other=_other(talk),
        digest=digest(body),
        moments=_moments(blocks, turns, body),
    )
    return document, [*talk.warnings, *said, *_language_warning(detected), *_changed(blocks, document)]


def _all_places(turns: Sequence[Turn]) -> tuple[str, ...]:
    """Return the places that headings set, where they do so for every turn: then no turn gets the first of them by default."""
    found = tuple(dict.fromkeys(turn.place for turn in turns if turn.place))
    return found if all(turn.place for turn in turns) else ()


def told(document: Document, settled: Mapping[str, Any]) -> Document:
    """Return a document with the places, people or date that were found later, in its own header; its turns stay as they are."""
    people = tuple(settled.get("people", document.people))
    return replace(
        document,
        places=tuple(settled.get("places", document.places)),
        people=people,
        date=settled.get("date", document.date),
        speakers=_with_person(document.speakers, people),
    )


def slug(name: str) -> str:
    """Return a file name as an id: lower case, without ending and accents, words joined by hyphens.

    Examples
    --------
    >>> slug("Interview 3 – Café 't Hoekje.docx"), slug("Інтерв'ю 2.txt")
    ('interview-3-cafe-t-hoekje', 'інтерв-ю-2')
    """
    stem = PurePath(name).stem.casefold()
    latin = "".join(_without_accent(character) for character in unicodedata.normalize("NFC", stem))
    return re.sub(r"[\W_]+", "-", latin).strip("-")[:80].strip("-")


def _without_accent(character: str) -> str:
    """Return a Latin letter without its accent; й and ї keep theirs, they are letters of their own."""
    bare = unicodedata.normalize("NFD", character)[0]
    return bare if bare.isascii() else character


def _id(given: str | None, name: str) -> str:
    if given is not None and not is_id(given):
        raise ValueError(f"id={given!r} is not one: use letters, digits, '-' and '.'")
    found = given or slug(name)
    if not is_id(found):
        raise IntakeError(f"{name}: no id can be made of this name. Rename the file, or give id=.")
    return found


def _field(talk: Talk, keys: Collection[str]) -> str:
    return next((value for key, value in talk.header.items() if skeleton(key) in keys), "")


def _other(talk: Talk) -> dict[str, Any]:
    return {"header": dict(talk.header)} if talk.header else {}


def _with_person(speakers: Mapping[str, Speaker], people: Sequence[str]) -> dict[str, Speaker]:
    """Give the one respondent the one person of the document."""
    respondents = [label for label, speaker in speakers.items() if speaker.role == "respondent"]
    if len(people) != 1 or len(respondents) != 1 or speakers[respondents[0]].person:
        return dict(speakers)
    return {**speakers, respondents[0]: replace(speakers[respondents[0]], person=people[0])}


def _moments(blocks: Sequence[Block], turns: Sequence[Turn], body: str) -> Moments:
    """Return the times within turns; none where blocks and turns do not go together (which `_changed` reports)."""
    spoken = [block for block in blocks if block.heading is None]
    if len(spoken) != len(turns):
        return {}
    pairs = ((turn.seconds, turn.span.of(body), block.moments) for turn, block in zip(turns, spoken, strict=True) if block.moments)
    return {key(seconds, words): found for seconds, words, moments in pairs if (found := placed(words, moments))}


def _language_warning(detected: str | None) -> list[str]:
    return [] if detected else ["the language was not recognised and taken as Dutch; give language='nl', 'en' or 'uk'"]


def _changed(blocks: Sequence[Block], document: Document) -> list[str]:
    """Return a warning where the frozen text reads differently from the blocks: words that look like a label, a time or a heading."""
    wanted = [(block.speaker, block.seconds) for block in blocks if block.heading is None]
    if wanted == [(turn.speaker, turn.seconds) for turn in document.turns]:
        return []
    return ["some words look like a label, a time or a heading and were taken as one"]

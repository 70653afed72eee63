"""Conversation cards ("Waarde van Welzijn") and neighbourhood-values cards: recognised, read, and written as a blank.

A card has four fields: what is of value, what helps, what hinders, and how it hangs together. It may be a page with headings,
a table with the fields in its first column or row, or a form (``Waardevol: …``), in Dutch, English or Ukrainian.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from placemeaning.errors import IntakeError, check_choice
from placemeaning.intake.raw import Line, Raw
from placemeaning.model.document import LANGUAGES

CardKind = Literal["conversation", "neighbourhood"]

FIELDS: Mapping[str, Mapping[str, str]] = {
    "value": {"nl": "Waardevol", "en": "Value", "uk": "Цінне"},
    "helps": {"nl": "Helpt", "en": "Helps", "uk": "Допомагає"},
    "hinders": {"nl": "Belemmert", "en": "Hinders", "uk": "Заважає"},
    "coherence": {"nl": "Samenhang", "en": "Coherence", "uk": "Взаємозв'язок"},
}
"""The fields of a card and what each is called in a heading, by language."""

_OTHER_NAMES: Mapping[str, str] = {
    "value": "waarde; waarden; wat is waardevol; wat is waardevol voor jou; wat is voor jou waardevol; wat vind je waardevol; wat vindt u waardevol; "
    "valuable; values; of value; what is valuable; what do you value; what matters; "
    "цінність; цінності; що цінне; що для вас цінне; що ви цінуєте; що важливо",
    "helps": "wat helpt; wat helpt je; wat helpt jou; wat helpt u; wat helpt daarbij; helpend; "
    "what helps; what helps you; helping; що допомагає; що вам допомагає; допомога",
    "hinders": "wat belemmert; wat belemmert je; wat belemmert jou; wat belemmert u; wat belemmert daarbij; wat hindert; belemmeringen; belemmerend; "
    "what hinders; what hinders you; what gets in the way; barriers; hindering; що заважає; що вам заважає; перешкоди; перешкоджає",
    "coherence": "hoe hangt het samen; hoe hangt dat samen; hoe hangt alles samen; verband; "
    "how does it hang together; how it hangs together; how does it connect; connection; connections; "
    "зв'язок; взаємозвязок; як це пов'язано; як усе пов'язано; як це все пов'язано",
}
_HEAD: Mapping[str, Mapping[str, str]] = {
    "person": {"nl": "Verteller", "en": "Teller", "uk": "Оповідач"},
    "district": {"nl": "Wijk", "en": "District", "uk": "Район"},
    "place": {"nl": "Plek", "en": "Place", "uk": "Місце"},
    "date": {"nl": "Datum", "en": "Date", "uk": "Дата"},
}
_TITLE: Mapping[CardKind, Mapping[str, str]] = {
    "conversation": {"nl": "Gesprekskaart", "en": "Conversation card", "uk": "Картка розмови"},
    "neighbourhood": {"nl": "Wijkwaardenkaart", "en": "Neighbourhood-values card", "uk": "Картка цінностей району"},
}
_LEAST = 3
_LONGEST_QUESTION = 9
_QUESTION = re.compile(r"(?:wat|wie|hoe|what|who|how|що|хто|як)\b")
_WORDS_OF = {
    "value": re.compile(r"\b(?:waardevol\w*|waarde\w{0,1}|belangrijk|valuable|values?|matters|important|цінн\w+|цінуєте|важлив\w+)\b"),
    "helps": re.compile(r"\b(?:helpt|helpen|helpend|helps?|helping|допомага\w+)\b"),
    "hinders": re.compile(r"\b(?:belemmer\w+|hinder\w*|in de weg|in the way|заважа\w+|перешкоджа\w+)\b"),
    "coherence": re.compile(r"\bhang\w*\b.*\bsamen\b|\b(?:samenhang\w*|verband\w*|hangs? together|connect\w*|пов'язан\w+)\b"),
}
_ANSWER_NAMES = "antwoord antwoorden toelichting answer answers notes відповідь відповіді"
_ANSWERS = frozenset(_ANSWER_NAMES.split())
_LONGEST_NAME = 160  # characters of a field's name, or of a question that names one
_READ_AS = {"person": "Respondent", "district": "Wijk", "place": "Locatie", "date": "Datum"}
"""What the reader of header blocks calls the lines above the fields."""


def _plain(words: str) -> str:
    """Return a field's name as it is compared: lower case, straight apostrophes, without marks around it."""
    return " ".join(words.casefold().replace("’", "'").replace("ʼ", "'").strip(" \t*_#:?.!…-–—").split())


_FIELD_OF = {_plain(name): field for field, names in FIELDS.items() for name in names.values()}
_HEAD_OF = {_plain(name): _READ_AS[field] for field, names in _HEAD.items() for name in names.values()}
_FIELD_OF |= {_plain(name): field for field, names in _OTHER_NAMES.items() for name in names.split(";")}


def field_of(words: str) -> str | None:
    """Return the field that some words name (``value``, ``helps``, ``hinders`` or ``coherence``), or None.

    Examples
    --------
    >>> field_of("Wat helpt?"), field_of("Що заважає:"), field_of("Mijn fiets")
    ('helps', 'hinders', None)
    """
    if len(words) > _LONGEST_NAME:
        return None
    plain = re.sub(r"^\d[.)]\s*", "", _plain(words))
    return _FIELD_OF.get(plain) or (_asked_field(plain) if _QUESTION.match(plain) and len(plain.split()) <= _LONGEST_QUESTION else None)


def _asked_field(plain: str) -> str | None:
    """Return the one field that a question of a few words is about: ``Wat is hier waardevol voor u?``."""
    found = [field for field, words in _WORDS_OF.items() if words.search(plain)]
    return found[0] if len(found) == 1 and not re.search("[.:?!]", plain) else None


def as_card(raw: Raw) -> Raw | None:
    """Return the lines of a card with each field as a heading and its words below; None for a file that is no card.

    A file is a card when it names at least three of the four fields.
    """
    lines = [new for line in _turned(raw.lines) for new in _card_lines(line)]
    fields = {field_of(line.text) for line in lines if line.heading and field_of(line.text)}
    return replace(raw, lines=tuple(lines)) if len(fields) >= _LEAST else None


def _turned(lines: Sequence[Line]) -> Iterator[Line]:
    """Turn a table whose first row names the fields, so that its first column does."""
    waiting = list(lines)
    while waiting:
        line = waiting.pop(0)
        if sum(field_of(cell) is not None for cell in line.cells) < _LEAST:
            yield line
            continue
        below = []
        while waiting and (waiting[0].cells or waiting[0].blank):
            below.append(waiting.pop(0))
        for column, name in enumerate(line.cells):
            words = [row.cells[column].strip() for row in below if column < len(row.cells) and row.cells[column].strip()]
            yield Line(text="\t".join([name, *words]), cells=(name, *words))


def _card_lines(line: Line) -> Iterator[Line]:
    if len(line.cells) == 2 and _plain(line.cells[1]) in _ANSWERS and not field_of(line.cells[0]):
        return
    if line.cells and field_of(line.cells[0]):
        yield from _section(line.cells[0], line.cells[1:])
        return
    name, colon, words = line.text.partition(":")
    if colon and _plain(name) in _HEAD_OF:
        yield from [Line(text=f"{_HEAD_OF[_plain(name)]}: {words.strip()}")] if words.strip() else []
        return
    question, mark, answer = line.text.partition("?")
    if mark and answer.strip(" *_:") and _QUESTION.match(_plain(question)) and field_of(question):
        yield from _section(question + mark, (answer.strip(" *_:"),))
        return
    if field_of(line.text):
        yield from _section(line.text, ())
    elif colon and field_of(name):
        yield from _section(name, (words,))
    elif line.strong and line.rest.strip() and field_of(line.strong):
        yield from _section(line.strong, (line.rest,))
    elif line.cells and len(line.cells) == 2 and all(cell.strip() for cell in line.cells):
        yield Line(text=f"{line.cells[0].strip().rstrip(':')}: {line.cells[1].strip()}")
    elif line.cells:
        yield from (Line(text=cell) for cell in line.cells if cell.strip())
    else:
        yield line


def _section(name: str, words: Sequence[str]) -> Iterator[Line]:
    title = name.strip(" \t*_#:")
    yield Line()
    yield Line(text=title, strong=title, heading=2)
    for part in words:
        for one in part.split("\n"):
            if one.strip():
                yield Line(text=one.strip())
                yield Line()


def write_blanks(folder: Path, *, language: str = "nl") -> list[Path]:
    """Write a blank of both cards into a folder, named by their titles, and return where they are.

    Raises
    ------
    ValueError
        If the language does not exist.
    IntakeError
        If a file of that name is there already: it may be filled in.
    """
    check_choice("language", language, LANGUAGES)
    wanted: dict[Path, CardKind] = {folder / f"{titles[language].lower().replace(' ', '-')}.docx": kind for kind, titles in _TITLE.items()}
    there = next((path for path in wanted if path.exists()), None)
    if there:
        raise IntakeError(
            f"{there}: this file is there already and may be filled in; nothing was written. Move it, or choose another folder."
        )
    return [write_blank(path, language=language, kind=kind) for path, kind in wanted.items()]


def write_blank(path: Path, *, language: str = "nl", kind: CardKind = "conversation") -> Path:
    """Write a blank card as a Word file: a line for who and when, and a field under each heading.

    Raises
    ------
    ValueError
        If the language or kind does not exist, or `path` does not end with ``.docx``.
    """
    from docx import Document as WordFile

    check_choice("language", language, LANGUAGES)
    check_choice("kind", kind, tuple(_TITLE))
    if path.suffix.lower() != ".docx":
        raise ValueError(f"{path.name!r} does not end with .docx")
    page = WordFile()
    page.add_heading(_TITLE[kind][language], 1)
    for name in ("district" if kind == "neighbourhood" else "person", "place", "date"):
        page.add_paragraph(f"{_HEAD[name][language]}: ")
    for names in FIELDS.values():
        page.add_heading(names[language], 2)
        page.add_paragraph("")
    path.parent.mkdir(parents=True, exist_ok=True)
    page.save(str(path))
    return path

"""The columns of a survey: which one is the respondent, the moment, a person's name, a closed question, an open one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from placemeaning.intake.dates import iso_date
from placemeaning.intake.grids import Row
from placemeaning.intake.roles import skeleton
from placemeaning.model.text import fold

Use = Literal["answer", "attribute", "drop", "person", "session", "moment", "nothing"]
Maker = Literal["Mentimeter", "Microsoft Forms", "Google Forms", ""]
USES = ("answer", "attribute", "drop")

_PERSONS = """
id|case|participant|participants|respondent|respondents|respondentnummer|respondentid|respondent id|deelnemer|deelnemers|deelnemernummer
voter|response id|responseid|reactie-id|antwoord-id|nr|nr.|nummer|number|no|no.|#|code|respondentcode|participant id|participantnummer|record id
deelnemernr|deelnemernr.|respondentnr|respondentnr.|respnr|geïnterviewde|bewoner|учасник|респондент|номер|№|ідентифікатор|код
"""
_MOMENTS = """
tijdstempel|timestamp|begintijd|start time|starttijd|tijd van voltooien|completion time|voltooiingstijd|date (utc)|date|datum
tijd van laatste wijziging|last modified time|позначка часу|час початку|час завершення|дата|startdate|enddate|recordeddate|submitted at|ingevuld op
start date|end date|recorded date
"""
_NAMES = """
naam|name|voornaam|achternaam|naam2|first name|last name|surname|full name|volledige naam|e-mail|email|e-mailadres|emailadres|email address
e-mail address|mail|mailadres|username|user name|gebruikersnaam|telefoon|telefoonnummer|phone|phone number|mobiel|mobile|adres|address|straat
ip address|ip-adres|ipaddress|emoji|postadres|woonadres|home address|recipientfirstname|recipientlastname|recipientemail|ім'я|прізвище|піб
електронна пошта|адреса електронної пошти|пошта|телефон|номер телефону|адреса|handtekening|signature|geboortedatum|date of birth|дата народження
"""
_PERSON_NAMES, _MOMENT_NAMES, _NAME_NAMES = (
    frozenset(skeleton(name) for line in names.strip().splitlines() for name in line.split("|")) for names in (_PERSONS, _MOMENTS, _NAMES)
)
_ASKS_NAME = re.compile(
    r"\b(?:e-?mail(?:adres|address)?|(?:jouw|uw|je|your|volledige|full|first|last) (?:voor- en achternaam|voornaam|achternaam|naam|name|adres|address"
    r"|telefoonnummer|phone number)|telefoonnummer|phone number|ваше ім'я|як вас звати|електронн\w+ пошт\w+|what is your name|hoe heet (?:je|u|jij))\b"
)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s.]{2,20}")
_NUMERIC = re.compile(r"[-+]?[\d\s.,]{1,20}\s*(?:%|€|jaar|years?|р\.|років)?")
_NONE = "- -- n/a na n.a. nvt n.v.t. x . .. … geen none ? немає ні"
_NOTHING = frozenset(skeleton(one) for one in _NONE.split())
_REACTIONS = frozenset(map(skeleton, ("opening reaction", "closing reaction")))
_QUIZ_NAME = re.compile(r".*: (?:Name|Emoji|Naam)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Question:
    """One column: where it is, what it asks, what it is used for, and its number among the questions, from 1."""

    column: int
    title: str
    use: Use
    number: int = 0


def maker_of(names: Sequence[str]) -> Maker:
    """Return which program writes these columns."""
    shapes = {skeleton(fold(name)) for name in names}
    if shapes & {"voter"} and (shapes & {"session"} or any(name.endswith(": Answer") for name in names)):
        return "Mentimeter"
    if shapes & {"id", skeleton("Ідентифікатор")} and shapes & {
        skeleton(one) for one in ("begintijd", "start time", "starttijd", "час початку")
    }:
        return "Microsoft Forms"
    first = skeleton(fold(names[0])) if names else ""
    return "Google Forms" if first in {skeleton(one) for one in ("tijdstempel", "timestamp", "позначка часу")} else ""


def questions_of(names: Row, rows: Sequence[Row], maker: Maker, asked: Mapping[str, str]) -> list[Question]:
    """Return what each column of a survey is.

    Parameters
    ----------
    asked
        By the title of a column: ``answer``, ``attribute`` or ``drop``, whatever stands in it.
    """
    by_hand = {skeleton(fold(name)): use for name, use in asked.items()}
    found: list[Question] = []
    number, has_person = 0, False
    for column in range(max(map(len, (names, *rows)))):
        cells = [row[column] for row in rows if column < len(row) and row[column]]
        name = fold(names[column]) if column < len(names) else ""
        if not cells and not name:
            continue
        title = _title(name, maker) or f"column {column + 1}"
        use: Use = by_hand.get(skeleton(name)) or by_hand.get(skeleton(title)) or _use(name, cells, maker)  # type: ignore[assignment]
        if use == "person":
            tells = maker == "Mentimeter" or _are_ids(cells, len(rows))
            use = use if tells and not has_person else _kind_of(title, cells)
            has_person = has_person or use == "person"
        number += use in ("answer", "attribute")
        found.append(Question(column, title, use, number if use in ("answer", "attribute") else 0))
    return found


def is_nothing(answer: str) -> bool:
    """Return whether an answer says only that there is none: ``-``, ``n.v.t.``, ``N/A``."""
    return skeleton(answer) in _NOTHING or not any(map(str.isalnum, answer))


def is_person_column(name: str) -> bool:
    """Return whether a column of this name says which respondent a row is about."""
    return skeleton(fold(name)) in _PERSON_NAMES


def day_of(cells: Sequence[str], *, month_first: bool) -> str | None:
    """Return the first date in some cells; where both readings are possible the month goes first only if told."""
    for cell in cells:
        match = re.match(r"\s*(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b", cell)
        if match and (month_first or int(match[2]) > 12):
            cell = f"{match[2]}-{match[1]}-{match[3]}"
        if day := iso_date(cell):
            return day
    return None


def is_month_first(cells: Sequence[str]) -> bool:
    """Return whether the dates of a column are American: no first number is above 12."""
    return all(int(match[1]) <= 12 for cell in cells if (match := re.match(r"\s*(\d{1,2})/\d{1,2}/", cell)))


def _title(name: str, maker: Maker) -> str:
    """Return the question itself; Mentimeter writes ``Question: Answer`` and ``Question:: criterion``."""
    if maker != "Mentimeter":
        return name
    return name.removesuffix(": Answer").replace(":: ", " – ").strip().rstrip(":")


def _use(name: str, cells: Sequence[str], maker: Maker) -> Use:
    shape = skeleton(name.rstrip(": "))
    if not cells:
        return "nothing"
    if shape == "session" and maker == "Mentimeter":
        return "session"
    if shape in _PERSON_NAMES:
        return "person"
    if shape in _MOMENT_NAMES:
        return "moment"
    if _names_people(shape, name, cells, maker):
        return "drop"
    if maker == "Mentimeter" and (shape in _REACTIONS or name.endswith(": Score") or ":: " in name):
        return "attribute"
    return _kind_of(_title(name, maker), cells)


def _names_people(shape: str, name: str, cells: Sequence[str], maker: Maker) -> bool:
    if shape in _NAME_NAMES or (maker == "Mentimeter" and _QUIZ_NAME.fullmatch(name)):
        return True
    if len(shape.split()) <= 12 and _ASKS_NAME.search(shape):
        return True
    return sum(bool(_EMAIL.fullmatch(cell)) for cell in cells) > len(cells) / 2


def _are_ids(cells: Sequence[str], rows: int) -> bool:
    """Return whether these cells tell the respondents apart: short, different, hardly one missing."""
    return len(set(cells)) == len(cells) >= 0.8 * rows and all(len(cell) <= 40 for cell in cells)


def _kind_of(title: str, cells: Sequence[str]) -> Use:
    """Return whether a question is open, by its answers: long and different ones are, numbers and choices that come back are not."""
    said = [cell for cell in cells if not is_nothing(cell)]
    if not said or sum(bool(_NUMERIC.fullmatch(cell)) or (iso_date(cell) is not None and len(cell) < 25) for cell in said) >= 0.8 * len(
        said
    ):
        return "attribute"
    parts = [skeleton(part) for cell in said for part in cell.split(";") if part.strip()]
    choices = set(parts)
    come_back = len(choices) < len(parts) or any(cell.rstrip().endswith(";") for cell in said)
    if come_back and sum(";" in cell for cell in said) >= 0.5 * len(said) and len(choices) <= max(3, len(said)):
        return "attribute"
    different = len({skeleton(cell) for cell in said}) / len(said)
    words = sum(len(cell.split()) for cell in said) / len(said)
    if words >= 8 and different >= 0.3:
        return "answer"
    if words >= 4 and (different > 0.5 or len(said) < 3):
        return "answer"
    asks = title.rstrip().endswith("?") or len(title.split()) >= 5
    return "answer" if asks and len(said) >= 4 and different > 0.6 and words >= 1.2 else "attribute"

"""Surveys: a row a respondent; each open answer becomes a document, closed answers become attributes of the person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from placemeaning.errors import IntakeError, check_choice, did_you_mean
from placemeaning.intake.freeze import slug
from placemeaning.intake.grids import Row, Sheet, sheets_of
from placemeaning.intake.language import language_of
from placemeaning.intake.questions import (
    USES,
    Question,
    day_of,
    is_month_first,
    is_nothing,
    is_person_column,
    maker_of,
    questions_of,
)
from placemeaning.intake.raw import Line, Raw, clean
from placemeaning.intake.roles import skeleton
from placemeaning.intake.uprights import upright
from placemeaning.model.document import Speaker, is_id, shorten
from placemeaning.model.text import fold

_HEADER_WITHIN = 15
_COLUMN_OF = {
    skeleton(name): column
    for column, names in {
        "gender": "gender|geslacht|стать|gender identity|genderidentiteit",
        "age_group": "age group|age_group|leeftijdsgroep|leeftijdscategorie|age range|вікова група",
        "years_here": "years_here|years here|woonduur|jaren hier",
    }.items()
    for name in names.split("|")
}


@dataclass(frozen=True, slots=True)
class Block:
    """Part of a sheet with titles of its own: the names of the columns, and a row a respondent."""

    name: str
    names: Row
    rows: tuple[Row, ...]


@dataclass(slots=True)
class Survey:
    """What a survey gives: open answers with what is known about each, closed answers by respondent, and what was left out."""

    answers: list[tuple[Raw, dict[str, Any]]] = field(default_factory=list)
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def read_survey(path: Path, *, stem: str = "", language: str | None = None, columns: Mapping[str, str] | None = None) -> Survey:
    """Return the answers and the respondents of a survey.

    Parameters
    ----------
    stem
        What the ids of documents and numbered respondents begin with; the file's name where it is not given.
    columns
        What a column is used for, by its title: ``answer``, ``attribute`` or ``drop``. Columns with names, e-mail,
        telephone numbers and addresses are dropped unless they stand here.

    Raises
    ------
    IntakeError
        If the file is damaged, or has no rows below the names of its columns.
    ValueError
        If `columns` names a column that is not there, or another use.
    """
    sheets, warnings = sheets_of(path, language)
    survey = survey_of(path.name, sheets, stem=stem or slug(path.name), language=language, columns=columns or {})
    survey.warnings[:0] = warnings
    return survey


def survey_of(name: str, sheets: Sequence[Sheet], *, stem: str, language: str | None, columns: Mapping[str, str]) -> Survey:
    """Return the answers and the respondents in some sheets (see `read_survey`)."""
    sheets, changed = zip(*map(upright, sheets), strict=True) if sheets else ((), ())
    voters = [sheet for sheet in sheets if skeleton(sheet.name) == "voters"]
    blocks = [block for sheet in voters or sheets for block in blocks_of(sheet)]
    if not blocks:
        raise IntakeError(f"{name}: this table has no rows below the names of its columns. Look whether it is the right one.")
    _check(columns, blocks)
    survey = Survey(warnings=[warning for warnings in changed for warning in warnings])
    spoken = language or language_of(" ".join(cell for block in blocks for row in block.rows for cell in row))
    for part, block in zip(_told_apart([block.name for block in blocks]), blocks, strict=True):
        _Taking(name, stem, spoken, survey, (part or "") if len(blocks) > 1 else "").take(block, columns)
    if voters:
        left = [sheet.name for sheet in sheets if sheet not in voters]
        survey.warnings += [f"the sheet {one!r} was left out: all answers stand in the sheet 'Voters'" for one in left]
    return survey


def blocks_of(sheet: Sheet) -> Iterator[Block]:
    """Yield the parts of a sheet: each begins with a row of names, and may have a title above and a second row of names below."""
    heads = [number for number, row in enumerate(sheet.rows) if _is_head(row)]
    if not heads:
        head = next((number for number, row in enumerate(sheet.rows[:_HEADER_WITHIN]) if sum(map(bool, row)) > 1), 0)
        heads = [head] if len(sheet.rows) > head + 1 else []
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        rows = sheet.rows[head + 1 : following]
        title = fold(" ".join(sheet.rows[head - 1])) if head and len(heads) > 1 and _is_title(sheet.rows[head - 1]) else ""
        rows = rows[:-1] if following and rows and _is_title(rows[-1]) else rows
        names = sheet.rows[head]
        if len(rows) > 1 and not rows[0][0] and names[0] and rows[1][0]:
            names, rows = _two_rows(names, rows[0]), rows[1:]
        if rows:
            yield Block(", ".join(part for part in (sheet.name, title) if part), names, rows)


def _is_head(row: Row) -> bool:
    """Return whether a row names columns, the first of which tells respondents apart."""
    return len(row) > 1 and any(is_person_column(cell) for cell in row[:4]) and not any(cell.isdigit() for cell in row)


def _is_title(row: Row) -> bool:
    return sum(map(bool, row)) == 1


def _two_rows(names: Row, below: Row) -> Row:
    """Return the names of columns that are titled twice: ``Project A`` above ``Testing`` gives ``Project A: Testing``."""
    found, above = [], ""
    for column in range(max(len(names), len(below))):
        above = (names[column] if column < len(names) else "") or above
        under = below[column] if column < len(below) else ""
        found.append(f"{above}: {under}" if under and above else under or above)
    return tuple(found)


def _check(columns: Mapping[str, str], blocks: Sequence[Block]) -> None:
    known = list(dict.fromkeys(fold(name) for block in blocks for name in block.names if name))
    for column, use in columns.items():
        check_choice(f"columns[{column!r}]", use, USES)
        if skeleton(fold(column)) not in {skeleton(name.removesuffix(": Answer")) for name in known} | set(map(skeleton, known)):
            raise ValueError(f"columns={column!r} is no column of this survey; they are {', '.join(known)}.{did_you_mean(column, known)}")


@dataclass(slots=True)
class _Taking:
    """Puts one block after the other into a survey."""

    name: str
    stem: str
    language: str | None
    survey: Survey
    part: str

    def take(self, block: Block, columns: Mapping[str, str]) -> None:
        maker = maker_of(block.names)
        questions = questions_of(block.names, block.rows, maker, columns)
        self._report(questions, maker)
        moments = [question.column for question in questions if question.use == "moment"]
        month_first = is_month_first([_at(row, column) for row in block.rows for column in moments[:1]])
        persons = self._persons(block, questions)
        for row, person in zip(block.rows, persons, strict=True):
            if person is None:
                words = " | ".join(fold(cell) for cell in row if cell)
                self.survey.warnings.append(f"a row without respondent was left out: {shorten(words, 500)}")
                continue
            date = day_of([_at(row, column) for column in moments], month_first=month_first)
            self._attributes(row, person, questions)
            self._answers(row, person, questions, date, "poll" if maker == "Mentimeter" else "other")

    def _persons(self, block: Block, questions: Sequence[Question]) -> list[str | None]:
        """Return the id of each row's respondent: the one that the file gives, else a number."""
        column = next((question.column for question in questions if question.use == "person"), None)
        session = next((question.column for question in questions if question.use == "session"), None)
        if column is None:
            width = max(2, len(str(len(block.rows))))
            return [f"{self.stem}-r{number:0{width}}" for number, _ in enumerate(block.rows, 1)]
        cells = [_at(row, column) for row in block.rows]
        width = max((len(cell) for cell in cells if cell.isdigit()), default=0)
        meetings = [_at(row, session) if session is not None else "" for row in block.rows]
        several = len(set(meetings)) > 1
        found = [self._person(cell, max(2, width), meeting if several else "") for cell, meeting in zip(cells, meetings, strict=True)]
        return list(_told_apart(found))

    def _person(self, cell: str, width: int, meeting: str) -> str | None:
        if not cell:
            return None
        if cell.isascii() and cell.isdigit():
            return f"{self.stem}-{f's{slug(meeting)}-' if meeting else ''}r{int(cell):0{width}}"
        return cell if is_id(cell) and len(cell) <= 60 else f"{self.stem}-{slug(cell) or 'r'}"

    def _attributes(self, row: Row, person: str, questions: Sequence[Question]) -> None:
        known = self.survey.people.setdefault(person, {})
        for question in questions:
            value = _choices(_at(row, question.column))
            if question.use != "attribute" or not value:
                continue
            title = _COLUMN_OF.get(skeleton(question.title), question.title)
            title = f"{title} ({self.part})" if known.get(title, value) != value else title
            known[title] = value

    def _answers(self, row: Row, person: str, questions: Sequence[Question], date: str | None, kind: str) -> None:
        short = person.removeprefix(f"{self.stem}-")
        part = f"{slug(self.part)}-" if self.part else ""
        for question in questions:
            words = _at(row, question.column)
            if question.use != "answer" or not words or is_nothing(words):
                continue
            raw = clean(Raw(self.name, (Line(fold(question.title), heading=1), *map(Line, words.split("\n"))), answer=short))
            about = {
                "id": f"{self.stem}-{part}q{question.number}-{short}",
                "kind": kind,
                "title": shorten(question.title, 200),
                "people": (person,),
                "date": date,
                "language": self.language,
                "speakers": {short: Speaker("respondent", person)},
            }
            self.survey.answers.append((raw, about))

    def _report(self, questions: Sequence[Question], maker: str) -> None:
        titles = {use: [q.title for q in questions if q.use == use] for use in ("answer", "attribute", "drop", "moment")}
        said = [f"{maker or 'a survey'}{f' ({self.part})' if self.part else ''}: a row a respondent"]
        said += [f"open questions, a document an answer: {_listed(titles['answer'])}"] if titles["answer"] else []
        said += [f"closed questions, to data/people.csv: {_listed(titles['attribute'])}"] if titles["attribute"] else []
        if titles["drop"]:
            said.append(
                f"left out, since they name people: {_listed(titles['drop'])} (to keep one: columns={{{titles['drop'][0]!r}: 'attribute'}})"
            )
        said += [f"of the moments only the day was kept: {_listed(titles['moment'])}"] if titles["moment"] else []
        self.survey.warnings += said


def _told_apart(ids: Sequence[str | None]) -> Iterator[str | None]:
    """Yield the ids, a second one of the same name with a number: two rows are two respondents."""
    seen: dict[str, int] = {}
    for one in ids:
        if one is None:
            yield None
            continue
        seen[one] = seen.get(one, 0) + 1
        yield one if seen[one] == 1 else f"{one}-{seen[one]}"


def _at(row: Row, column: int) -> str:
    return row[column] if column < len(row) else ""


def _choices(cell: str) -> str:
    """Return an answer on one line; several choices as ``a; b``, without the ``;`` with which Microsoft Forms ends them."""
    return "; ".join(part.strip() for part in fold(cell).split(";") if part.strip())


def _listed(titles: Sequence[str]) -> str:
    return ", ".join(repr(shorten(title, 80)) for title in titles)

"""Tables that come with the material: rows of a CSV with their lines, and ``documents.csv`` with a row a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from placemeaning.errors import IntakeError, TableError, did_you_mean
from placemeaning.intake.dates import iso_date
from placemeaning.intake.plain import LARGEST, decode
from placemeaning.model.document import KINDS, LANGUAGES

_COLUMNS: Mapping[str, str] = {
    "file": "file filename file_name bestand bestandsnaam document файл",
    "id": "id document_id documentid",
    "title": "title titel назва",
    "kind": "kind type soort тип вид",
    "places": "places place plaats plaatsen plek plekken locatie місце місця",
    "people": "people person persoon personen respondent respondenten participant participants особа особи",
    "date": "date datum дата",
    "language": "language taal мова",
    "interviewer": "interviewer інтерв'юер",
    "source": "source bron джерело",
}
_COLUMN_OF = {name: column for column, names in _COLUMNS.items() for name in names.split()}
_KIND_OF = {
    "observatie": "observation",
    "спостереження": "observation",
    "kaart": "card",
    "картка": "card",
    "інтерв'ю": "interview",
    "anders": "other",
}
_LANGUAGE_OF = {
    "nederlands": "nl",
    "dutch": "nl",
    "engels": "en",
    "english": "en",
    "oekraïens": "uk",
    "ukrainian": "uk",
    "українська": "uk",
    "ua": "uk",
}
_MANY = ("places", "people")
_LONGEST_CELL = 1_000_000
_PARTIAL_DATE = re.compile(r"\d{4}(?:-\d{2})?")


def read_csv(path: Path | str) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a table, each with the line of the file it begins on.

    Separated by ``,``, ``;`` or tab, in quotes or not, with or without byte order mark, in UTF-8 or as Excel writes it.
    Blank rows are left out; names and values are without blanks at their ends; cells that are missing are empty.

    Raises
    ------
    TableError
        With file and line, if the file cannot be read, a column has no name or occurs twice, or a row has too many cells.
    """
    path = Path(path)
    text = _read(path)
    first = 1
    delimiter = _delimiter(text)
    if text[:4].lower() == "sep=":
        text, first = text.partition("\n")[2], 2
    rows = _rows(path.name, text, delimiter, first)
    head = next(rows, None)
    if head is None:
        raise TableError(f"{path.name}:1: the table is empty. Its first line names the columns.")
    columns = _columns(path.name, *head)
    return [(line, _row(path.name, line, columns, cells)) for line, cells in rows]


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise TableError(f"{path.name}:1: {path.stat().st_size // 1_000_000} MB is too large for this table (at most 20).")
        return decode(path.read_bytes(), path.name)[0].lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as problem:
        raise TableError(
            f"{path.name}: the table cannot be read ({problem.strerror}). Close it in Excel, and look whether it is there."
        ) from None
    except IntakeError:
        raise TableError(f"{path.name}:1: this is no text table. Save it in Excel as 'CSV UTF-8'.") from None


def _delimiter(text: str) -> str:
    """Return the separator of the first line: what occurs most outside quotation marks."""
    head = next((line for line in text.split("\n") if line.strip()), "")
    if head[:4].lower() == "sep=" and len(head) > 4:
        return head[4]
    bare = re.sub(r'"[^"]*"', "", head)
    return max(",;\t", key=bare.count)


def _rows(name: str, text: str, delimiter: str, first: int) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [cell.strip() for cell in cells]
            line = first + reader.line_num
    except csv.Error as problem:
        raise TableError(f"{name}:{line}: this row cannot be read ({problem}). Look for a quotation mark that is not closed.") from None


def _columns(name: str, line: int, cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    for number, cell in enumerate(cells, 1):
        if not cell:
            raise TableError(f"{name}:{line}: column {number} has no name. Name it, or remove it.")
    doubled = [cell for cell in cells if cells.count(cell) > 1]
    if doubled:
        raise TableError(f"{name}:{line}: the column {doubled[0]!r} occurs {cells.count(doubled[0])} times. Rename one of them.")
    return cells


def _row(name: str, line: int, columns: Sequence[str], cells: list[str]) -> dict[str, str]:
    if any(cells[len(columns) :]):
        raise TableError(
            f"{name}:{line}: this row has {len(cells)} cells, the table {len(columns)} columns. Put a cell with a separator in quotes."
        )
    return dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=False))


def read_sheet(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of the first sheet of a workbook, as `read_csv` returns those of a text table."""
    from placemeaning.intake.grids import sheets_of

    try:
        rows = sheets_of(path)[0][0].rows
    except (IntakeError, OSError, IndexError) as problem:
        raise TableError(f"{path.name}: the table cannot be read: {problem}") from None
    filled = [(line, [cell.strip() for cell in row]) for line, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    columns = _columns(path.name, *filled[0])
    return [(line, _row(path.name, line, columns, cells)) for line, cells in filled[1:]]


def read_about(path: Path | str) -> dict[str, dict[str, Any]]:
    """Return what a ``documents.csv`` or ``documents.xlsx`` says about each file, by file name.

    The column ``file`` (``bestand``, ``файл``) is needed; ``id, title, kind, places, people, date, language, interviewer, source`` are
    understood, also under Dutch and Ukrainian names; any other column is kept under its own name. Several places or
    people in a cell are separated by ``;``, ``|`` or ``,``. Empty cells are left out.

    Raises
    ------
    TableError
        With file and line, if there is no column ``file``, a file occurs twice, or a kind, date or language is none.
    """
    path = Path(path)
    about: dict[str, dict[str, Any]] = {}
    first: dict[str, int] = {}
    for line, row in read_sheet(path) if path.suffix.lower() == ".xlsx" else read_csv(path):
        known = _known(path.name, line, row)
        file = known.pop("file", "")
        if not file:
            raise TableError(f"{path.name}:{line}: this row names no file. Fill the column 'file', or remove the row.")
        if file in about:
            raise TableError(f"{path.name}:{line}: the file {file!r} has a row already, in line {first[file]}. Remove one of the two.")
        about[file] = {column: _value(path.name, line, column, value) for column, value in known.items() if value}
        first[file] = line
    return about


def _known(name: str, line: int, row: Mapping[str, str]) -> dict[str, str]:
    """Return the row with the usual column names."""
    known: dict[str, str] = {}
    for column, value in row.items():
        usual = _COLUMN_OF.get(column.casefold().replace("’", "'").replace(" ", "_"), column)
        if usual in known:
            raise TableError(f"{name}:1: two columns mean {usual!r}: {', '.join(map(repr, row))}. Remove one of them.")
        known[usual] = value
    if "file" not in known:
        raise TableError(f"{name}:1: there is no column 'file' that says which file a row is about; the columns are {', '.join(row)}.")
    return known


def _value(name: str, line: int, column: str, value: str) -> Any:
    if column in _MANY:
        return tuple(part.strip() for part in re.split(r"[;|,\n]", value) if part.strip())
    if column == "kind":
        return _choice(name, line, column, _KIND_OF.get(value.casefold(), value.casefold()), KINDS)
    if column == "language":
        return _choice(name, line, column, _LANGUAGE_OF.get(value.casefold(), value.casefold()), LANGUAGES)
    if column == "date":
        return _date(name, line, value)
    return value


def _choice(name: str, line: int, column: str, value: str, choices: Sequence[str]) -> str:
    if value not in choices:
        raise TableError(f"{name}:{line}: {column} {value!r} is not one of {', '.join(choices)}.{did_you_mean(value, choices)}")
    return value


def _date(name: str, line: int, value: str) -> str:
    found = value if _PARTIAL_DATE.fullmatch(value) else iso_date(value)
    if found is None:
        raise TableError(f"{name}:{line}: date {value!r} is not one. Write it as 2024-05-31.")
    return found

"""Sheets of text: the cells of .xlsx, .csv and .tsv files as people see them, read within bounds."""

from __future__ import annotations

import csv
import io
import warnings as python_warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from placemeaning.errors import IntakeError
from placemeaning.intake.package import MOST_TAGS, opened
from placemeaning.intake.plain import LARGEST, decode

MOST_CELLS = 120_000
_MOST_ROWS = 300_000
_LARGEST_PART = 15_000_000
_LONGEST_CELL = 100_000
_DELIMITERS = ";\t,|"
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name (empty for a .csv) and its rows, without blank ones at the end."""

    name: str
    rows: tuple[Row, ...]


def sheets_of(path: Path, language: str | None = None) -> tuple[list[Sheet], list[str]]:
    """Return the sheets of a file that have any words, and warnings.

    Raises
    ------
    IntakeError
        If the file is damaged, or has more cells than a table that people fill (120,000).
    """
    known = path.stat()
    sheets, warnings = _sheets_of(path, language, known.st_mtime_ns, known.st_size)
    return list(sheets), list(warnings)


@lru_cache(maxsize=1)
def _sheets_of(path: Path, language: str | None, changed: int, size: int) -> tuple[list[Sheet], list[str]]:
    """Read a file once: it is first asked what it holds, then for that."""
    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    return _workbook(path) if zipped else _separated(path, language)


def _workbook(path: Path) -> tuple[list[Sheet], list[str]]:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    with opened(path) as package:
        for part in package.names():
            data = (package.bytes(part) or b"") if part.endswith((".xml", ".rels")) else b""
            if len(data) > _LARGEST_PART:
                raise IntakeError(
                    f"{path.name}: {part} is larger than {_LARGEST_PART // 1_000_000} MB; that is no table that people filled."
                )
            if data.count(b"<row") > _MOST_ROWS or data.count(b"<") > MOST_TAGS:
                raise IntakeError(f"{path.name}: {part} has more rows or cells than people fill. Copy those that are filled to a new file.")
            if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data[:2000]:
                raise IntakeError(f"{path.name}: {part} declares a document type, as no spreadsheet does; it is not read.")
    sheets, hidden = [], []
    with python_warnings.catch_warnings(), path.open("rb") as file:
        python_warnings.simplefilter("ignore")
        try:
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                rows = _trimmed(_rows(sheet, path.name))
                if rows and sheet.sheet_state != "visible":
                    hidden.append(f"the hidden sheet {sheet.title!r} was left out")
                elif rows:
                    sheets.append(Sheet(sheet.title, rows))
            book.close()
        except IntakeError:
            raise
        except Exception as problem:  # openpyxl raises whatever a damaged part makes it stumble over
            raise IntakeError(
                f"{path.name}: the workbook is damaged or has a password ({type(problem).__name__}: {str(problem)[:200]}). Save it again in Excel."
            ) from None
    return sheets, hidden


def _rows(sheet: Any, name: str) -> Iterator[Row]:
    sheet.reset_dimensions()
    seen = 0
    for number, row in enumerate(sheet.iter_rows()):
        seen += len(row)
        if seen > MOST_CELLS or number > _MOST_ROWS:
            raise IntakeError(f"{name}: sheet {sheet.title!r} has more than {MOST_CELLS:,} cells; that is not read. Split the file.")
        yield tuple(_cell(cell, name) for cell in row)


def _cell(cell: Any, name: str) -> str:
    value = cell.value
    if value is None:
        return ""
    text = value if isinstance(value, str) else _shown(value, cell)
    if len(text) > _LONGEST_CELL:
        raise IntakeError(f"{name}: a cell holds {len(text):,} characters; that is no table. Save its text in a .txt or .docx.")
    return text.replace("\u00a0", " ").replace("_x000D_", "").strip()


def _shown(value: object, cell: Any) -> str:
    """Return a value as Excel shows it; ``12:34`` is typed as minutes and seconds and kept by Excel as hours and minutes."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    if isinstance(value, time):
        return value.isoformat("seconds" if "s" in str(cell.number_format).lower() else "minutes")
    if isinstance(value, timedelta):
        return _length(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _length(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}" if hours > 23 and not seconds else f"{hours:02}:{minutes:02}:{seconds:02}"


def _trimmed(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows that have any words, without empty cells at their ends."""
    found = []
    for row in rows:
        last = max((number for number, cell in enumerate(row, 1) if cell), default=0)
        if last:
            found.append(row[:last])
    return tuple(found)


def _separated(path: Path, language: str | None) -> tuple[list[Sheet], list[str]]:
    if path.stat().st_size > LARGEST:
        raise IntakeError(f"{path.name}: {path.stat().st_size // 1_000_000} MB is too large for a table (at most 20). Split it.")
    text, warnings = decode(path.read_bytes(), path.name, language)
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    delimiter = _delimiter(text)
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    rows: list[Row] = []
    seen = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            seen += len(cells)
            if seen > MOST_CELLS:
                raise IntakeError(f"{path.name}: the table has more than {MOST_CELLS:,} cells; that is not read. Split the file.")
            rows.append(tuple(cell.replace("\u00a0", " ").strip() for cell in cells))
    except csv.Error as problem:
        raise IntakeError(f"{path.name}: the table cannot be read near row {len(rows) + 1} ({problem}). Save it as .xlsx.") from None
    return [Sheet("", _trimmed(rows))], warnings


def _delimiter(text: str) -> str:
    """Return the separator with which the first rows have the same number of cells, and most of them."""
    if text[:4].lower() == "sep=" and text[4:5].strip(" \n"):
        return text[4]
    sample = text[:50_000]
    return max(_DELIMITERS, key=lambda one: _evenness(sample, one))


def _evenness(sample: str, delimiter: str) -> float:
    try:
        widths = [
            len(row) for row, _ in zip(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), range(50), strict=False) if row
        ]
    except csv.Error:
        return 0.0
    if not widths or widths[0] < 2:
        return 0.0
    return sum(width == widths[0] for width in widths) / len(widths) + widths[0] / 10_000

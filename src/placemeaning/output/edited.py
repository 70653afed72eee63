"""The coded table of a workbook that somebody edited: its rows as they are, and what is wrong with the file."""
# mypy: disable-error-code="import-untyped"

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from placemeaning.errors import IntakeError
from placemeaning.output.words import LANGUAGES, say

NEEDED = ("id", "code", "place", "memo", "withdrawn", "publish", "quote", "coder", "as written")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the sheet, counted from 1, and the text of each column of `NEEDED`; empty where nothing stands there."""

    number: int
    cells: dict[str, str]


def as_written(code: str, place: str | None, memo: str | None, publish: bool) -> str:
    """Return a mark of what a row said when it was written: a change in the study since then shows by it."""
    content = "\n".join((code, place or "", memo or "", str(bool(publish))))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def read_rows(path: Path) -> list[Row]:
    """Return the rows of the sheet of coded passages that are not empty.

    Raises
    ------
    IntakeError
        If the file is no workbook, has no such sheet, or lacks a column; the message names them.
    """
    import openpyxl

    if not path.is_file():
        raise IntakeError(f"{path}: there is no such file")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as problem:
        raise IntakeError(f"{path.name}: this is no workbook that can be read ({problem}). Save it as .xlsx in Excel.") from None
    try:
        wanted = {say("sheet codings", language).casefold() for language in LANGUAGES}
        sheet = next((one for one in book.worksheets if one.title.strip().casefold() in wanted), None)
        if sheet is None:
            raise IntakeError(
                f"{path.name}: there is no sheet {say('sheet codings', 'nl')!r} or {say('sheet codings', 'en')!r}; the sheets are "
                f"{', '.join(book.sheetnames)}. Edit a workbook that project.to_excel wrote."
            )
        sheet.reset_dimensions()  # what other programs say about it may be wrong
        return list(_rows(path.name, sheet))
    finally:
        book.close()


def _rows(name: str, sheet: Any) -> Iterator[Row]:
    columns: dict[str, int] = {}
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        texts = [_text(value) for value in values]
        if not columns:
            columns = _columns(texts)
            missing = [f"{say(f'col {one}', 'nl')} ({say(f'col {one}', 'en')})" for one in NEEDED if one not in columns]
            if missing:
                raise IntakeError(f"{name}: the first row of sheet {sheet.title!r} lacks the columns {', '.join(missing)}. Put them back.")
        elif any(texts):
            yield Row(number, {one: texts[columns[one]] if columns[one] < len(texts) else "" for one in NEEDED})


def _columns(heads: list[str]) -> dict[str, int]:
    named = {head.casefold(): number for number, head in reversed([*enumerate(heads)])}
    return {one: named[title] for one in NEEDED for language in LANGUAGES if (title := say(f"col {one}", language).casefold()) in named}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value).replace("\r\n", "\n").strip()

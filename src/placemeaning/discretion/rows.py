"""Rows of tables that are about one document or its people: taken out of .csv and .xlsx, the other rows stay as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from placemeaning.folder import Folder, write_whole

ABOUT = ("data/raw/documents.csv", "data/raw/documents.xlsx", "data/documents.csv", "data/documents.xlsx")
"""Tables that say what files are about, beside the originals or above them."""


def tables(folder: Folder) -> list[Path]:
    """Return the tables of a study that have a row a person or a document."""
    return [folder.people_file, *(folder.root / name for name in ABOUT)]


def take_out(folder: Folder, people: set[str], file: set[str], *, dry_run: bool) -> Iterator[Path]:
    """Yield each table from which rows are taken: those of some people, and those of an original."""
    for path in tables(folder):
        gone, title = (people, {"id"}) if path == folder.people_file else (file, {"file", "bestand", "файл"})
        if gone and path.exists() and (_workbook if path.suffix == ".xlsx" else _table)(path, title, gone, dry_run):
            yield path


def _table(path: Path, title: set[str], gone: set[str], dry_run: bool) -> bool:
    content = path.read_bytes().decode("utf-8-sig")
    delimiter = ";" if content.split("\n", 1)[0].count(";") > content.split("\n", 1)[0].count(",") else ","
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter))
    at = _column(rows[0] if rows else (), title)
    left = [row for number, row in enumerate(rows) if not (number and _is_of(row, at, gone))]
    if len(left) == len(rows):
        return False
    if not dry_run:
        made = io.StringIO(newline="")
        csv.writer(made, delimiter=delimiter, lineterminator="\r\n" if "\r\n" in content else "\n").writerows(left)
        write_whole(path, made.getvalue().encode("utf-8-sig" if path.read_bytes().startswith(b"\xef\xbb\xbf") else "utf-8"))
    return True


def _workbook(path: Path, title: set[str], gone: set[str], dry_run: bool) -> bool:
    import openpyxl  # type: ignore[import-untyped]

    book = openpyxl.load_workbook(path)
    found = False
    for sheet in book.worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        at = _column(rows[0] if rows else (), title)
        numbers = [number for number, row in enumerate(rows, 1) if number > 1 and _is_of(row, at, gone)]
        for number in reversed(numbers):
            sheet.delete_rows(number)
        found = found or bool(numbers)
    if found and not dry_run:
        made = io.BytesIO()
        book.save(made)
        write_whole(path, made.getvalue())
    return found


def _column(titles: Sequence[Any], wanted: set[str]) -> int:
    """Return which column has one of some titles; the first one where none has."""
    return next((at for at, one in enumerate(titles) if str(one or "").strip().lower() in wanted), 0)


def _is_of(row: Sequence[Any], at: int, gone: set[str]) -> bool:
    return len(row) > at and str(row[at] or "").strip() in gone

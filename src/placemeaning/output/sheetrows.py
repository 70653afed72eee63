"""The rows of a sheet, written as they stand in the file: a hundred thousand coded passages in seconds, without holding them.

openpyxl makes the workbook with its styles, tables and rules; only the rows of its sheets are written here and set in when it is saved.
"""
# mypy: disable-error-code="import-untyped"

from __future__ import annotations

import io
import math
import re
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl import Workbook

_DATA = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")
_DIMENSION = re.compile(rb"<dimension [^>]*/>")
_SPECIAL = re.compile("[&<>\r]")
_ENTITY = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_BATCH = 2_000
_LEVEL = 3  # of compression: 6 makes the file a tenth smaller and takes twice as long


class Rows:
    """Rows of one sheet, on their way to the file."""

    def __init__(self) -> None:
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115  closed by `close`
        self._waiting: list[str] = []
        self._last = ("A", 1)

    @property
    def dimension(self) -> bytes:
        """The cells from the first to the last, as a sheet says it: readers that go row by row rely on it."""
        return f'<dimension ref="A1:{self._last[0]}{self._last[1]}"/>'.encode()

    def add(self, number: int, height: float, cells: Iterable[tuple[str, int, Any]]) -> None:
        """Add a row.

        Parameters
        ----------
        number
            Of the row, counted from 1.
        height
            In points.
        cells
            Letters of the column, number of the style, and value: a text, a number, a date, or None.
        """
        written = [(column, _cell(column, number, style, value)) for column, style, value in cells]
        widest = max([self._last[0], *(column for column, _ in written[-1:])], key=lambda column: (len(column), column))
        self._last = (widest, number)
        row = "".join([cell for _, cell in written])
        self._waiting.append(f'<row r="{number}" ht="{height:.6g}" customHeight="1">{row}</row>')
        if len(self._waiting) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        self._file.write("".join(self._waiting).encode("utf-8"))
        self._waiting.clear()

    def copy_to(self, target: IO[bytes]) -> None:
        """Write all rows to an open file."""
        self._flush()
        self._file.seek(0)
        shutil.copyfileobj(self._file, target, 1 << 20)

    def close(self) -> None:
        """Give the space on the disk back."""
        self._file.close()


def _cell(column: str, row: int, style: int, value: Any) -> str:
    if value is None or value == "":
        return f'<c r="{column}{row}" s="{style}"/>'
    if isinstance(value, str):
        text = _SPECIAL.sub(_entity, value) if _SPECIAL.search(value) else value
        return f'<c r="{column}{row}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, bool):
        return f'<c r="{column}{row}" s="{style}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, date):
        from openpyxl.utils.datetime import to_excel

        value = to_excel(value)
    if isinstance(value, float) and not math.isfinite(value):
        return _cell(column, row, style, str(value))
    return f'<c r="{column}{row}" s="{style}"><v>{value!r}</v></c>'


def _entity(match: re.Match[str]) -> str:
    return _ENTITY[match[0]]


def save(book: Workbook, path: Path, rows: Mapping[str, Rows]) -> None:
    """Save a workbook, with rows set into its empty sheets.

    Parameters
    ----------
    rows
        By the title of the sheet.
    """
    frame = io.BytesIO()
    book.save(frame)
    sheets = {f"xl/worksheets/sheet{number}.xml": rows[title] for number, title in enumerate(book.sheetnames, 1) if title in rows}
    with zipfile.ZipFile(frame) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as new:
        for name in old.namelist():
            content = old.read(name)
            if name not in sheets:
                new.writestr(name, content)
                continue
            before, after = _DATA.split(content, maxsplit=1)
            before = _DIMENSION.sub(sheets[name].dimension, before, count=1)
            with new.open(name, "w", force_zip64=True) as target:
                target.write(before + b"<sheetData>")
                sheets[name].copy_to(target)
                target.write(b"</sheetData>" + after)

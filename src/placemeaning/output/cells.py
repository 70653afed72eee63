"""Cells and sheets of a workbook: texts that stay texts, nothing lost, and a list of what had to be changed."""
# mypy: disable-error-code="import-untyped"

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from placemeaning.output.words import say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LIMIT = 32_767  # UTF-16 units that Excel takes in a cell
DARK, PALE, LINE, INK, SOFT = "1D6083", "EEF5F3", "DDE3E3", "1B2A33", "55606A"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_WRAPPED = ("text", "label")
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LINE_HEIGHT, _HIGHEST = 13.2, 403.0  # points; Excel takes rows up to 409


def clean(text: str) -> tuple[str, int]:
    """Return `text` without the characters that a workbook cannot hold, and how many these were."""
    return _ILLEGAL.subn("", text)


def escape(text: str) -> str:
    """Return `text` as it must stand in the file so that Excel shows it: ``_x0041_`` would be shown as ``A``."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def units(text: str) -> int:
    """Return the length of `text` as Excel counts it, in UTF-16 units."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def parts(text: str, limit: int = LIMIT) -> list[str]:
    """Return `text` in pieces that fit a cell also when escaped; together they are `text`."""
    if len(text) * 2 <= limit or units(escape(text)) <= limit:
        return [text]
    middle = len(text) // 2
    return parts(text[:middle], limit) + parts(text[middle:], limit)


@dataclass
class Book:
    """A workbook that is being written, with what had to be changed (`changes`) and the texts that fit no cell (`long_texts`)."""

    language: str
    study: str
    file: Workbook
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    long_texts: list[tuple[int, str, str, str]] = field(default_factory=list)

    def sheet(
        self,
        word: str,
        widths: Sequence[float],
        *,
        header_rows: int,
        freeze: str,
        tab: str = DARK,
        printed: int = 0,
        at: int | None = None,
    ) -> Sheet:
        """Return a new sheet, ready for rows and set up for paper.

        Parameters
        ----------
        word
            Which one, as in ``words.py``: ``matrix`` for ``sheet matrix``.
        widths
            Of the columns, in characters.
        header_rows
            How many first rows are repeated on every page.
        freeze
            The first cell that scrolls.
        printed
            How many of the columns are printed; 0 is all.
        at
            Its place among the sheets, counted from 0; the last by default.
        """
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self.file.create_sheet(say(f"sheet {word}", self.language), at)
        for i, width in enumerate(widths):
            sheet.column_dimensions[column_name(i)].width = width
        sheet.freeze_panes = freeze
        sheet.sheet_properties.tabColor = tab
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.sheet_view.showGridLines = False
        _set_up_page(sheet, self, header_rows)
        return Sheet(self, sheet, list(widths), printed=printed)

    def abandon(self) -> None:
        """Close and remove what was written so far; openpyxl would keep it until the end of the program."""
        for sheet in self.file:
            with suppress(Exception):
                sheet.close()
            with suppress(Exception):
                sheet._writer.cleanup()

    def text(self, value: str, sheet: str, cell: str) -> str:
        """Return `value` as it stands in the file, and note what had to be changed."""
        kept, removed = clean(value)
        if removed:
            self.changes.append((sheet, cell, say("removed", self.language, n=removed)))
        if len(kept) * 2 <= LIMIT or units(escape(kept)) <= LIMIT:
            return escape(kept)
        number, long = len(self.long_texts) + 1, say("sheet long", self.language)
        self.long_texts.append((number, sheet, cell, kept))
        self.changes.append((sheet, cell, say("cut", self.language, sheet=long, number=number)))
        mark = say("cut mark", self.language, sheet=long, number=number)
        return escape(parts(kept, LIMIT - len(mark))[0]) + mark


@dataclass
class Sheet:
    """A sheet that rows are added to. `row` is the number of the last one, counted from 1."""

    book: Book
    file: WriteOnlyWorksheet
    widths: list[float]
    row: int = 0
    printed: int = 0
    _cells: dict[tuple[str, bool], WriteOnlyCell] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The name on the tab."""
        return str(self.file.title)

    def add(self, values: Sequence[Any], looks: str | Sequence[str], height: float | None = None) -> None:
        """Add a row.

        Parameters
        ----------
        values
            Texts, numbers and dates; None and missing values leave the cell empty.
        looks
            The look of every cell, or one for all: a name of `_look`.
        height
            Of the row, in points; without it the row fits its text, as far as Excel has rows that high.
        """
        self.row += 1
        names = [looks] * len(values) if isinstance(looks, str) else looks
        self.file.row_dimensions[self.row].height = height or self._height(values, names)
        texts = [self._value(value, i) for i, value in enumerate(values)]
        self.file.append(self._written(values, texts, names))
        del self.file.row_dimensions[self.row]  # it is written; 100,000 of them take 250 MB

    def _height(self, values: Sequence[Any], looks: Sequence[str]) -> float:
        """Return the height that shows all wrapped text: not every program makes rows fit by itself."""
        texts = [(v, w) for v, look, w in zip(values, looks, self.widths, strict=False) if look in _WRAPPED and isinstance(v, str)]
        return min(_HIGHEST, max((lines(text, width) for text, width in texts), default=1) * _LINE_HEIGHT + 4)

    def _value(self, value: Any, column: int) -> Any:
        return self.book.text(value, self.title, f"{column_name(column)}{self.row}") if isinstance(value, str) else plain(value)

    def _written(self, values: Sequence[Any], prepared: Sequence[Any], looks: Sequence[str]) -> Iterator[WriteOnlyCell]:
        for value, ready, look in zip(values, prepared, looks, strict=True):
            text = isinstance(value, str)
            cell = self._cell(look, text and value.startswith(_LOOKS_LIKE_FORMULA))
            cell.value = ready
            if text:
                cell.data_type = "s"
            yield cell

    def _cell(self, look: str, quoted: bool) -> WriteOnlyCell:
        """Return the cell that all cells of this look are written with, one after the other."""
        cell = self._cells.get((look, quoted))
        if cell is None:
            from openpyxl.cell import WriteOnlyCell

            cell = self._cells[look, quoted] = WriteOnlyCell(self.file)
            for name, value in _look(look).items():
                setattr(cell, name, value)
            cell.quotePrefix = quoted
        return cell

    def table(self, name: str, header: Sequence[str], first_row: int) -> None:
        """Make the rows from `first_row` (the header) to the last one an Excel table with filters; it needs one row of data."""
        from openpyxl.worksheet.filters import AutoFilter
        from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

        ref = f"A{first_row}:{column_name(len(header) - 1)}{self.row}"
        table = Table(displayName=name, ref=ref, tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=False))
        table.autoFilter = AutoFilter(ref=ref)
        table.tableColumns = [TableColumn(id=i, name=title) for i, title in enumerate(header, 1)]
        self.file.tables.add(table)
        if self.printed:
            self.file.print_area = f"A1:{column_name(self.printed - 1)}{self.row}"

    def listing(self, name: str, header: Sequence[str], looks: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write a whole sheet that is one table: a header, then rows; without any row, an empty one."""
        self.add(header, "head", height=24)
        for row in rows:
            self.add(row, looks)
        if self.row == 1:
            self.add([None] * len(header), looks)
        self.table(name, header, 1)


def lines(text: str, width: float) -> int:
    """Return how many lines `text` takes in a column of `width` characters, with some room for where words break."""
    room = max(1.0, width * 1.2 - 4)
    return sum(1 + int(len(line) / room) for line in text.split("\n"))


@cache
def column_name(i: int) -> str:
    """Return the letters of the column `i`, counted from 0."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(i + 1))


def plain(value: Any) -> Any:
    """Return a value that a cell can hold: a number, a date, a moment in UTC, or None for what is missing."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, datetime):
        moment = value.to_pydatetime(warn=False) if isinstance(value, pd.Timestamp) else value
        return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None, microsecond=0)
    if isinstance(value, bool | int | float | date):
        return value
    return value.item() if hasattr(value, "item") else value


def day(text: Any) -> Any:
    """Return an ISO date as a date, other texts as they are."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return text


def _set_up_page(sheet: WriteOnlyWorksheet, book: Book, header_rows: int) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    for side in ("left", "right"):
        setattr(sheet.page_margins, side, 0.4)
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.75, 0.35
    if header_rows:
        sheet.print_title_rows = f"1:{header_rows}"
    footer = sheet.HeaderFooter.oddFooter
    footer.left.text = clean(book.study)[0].replace("&", "&&")[:120]
    footer.center.text = str(sheet.title)
    footer.right.text = f"{say('page', book.language)} &P {say('of', book.language)} &N"


def _look(name: str) -> dict[str, Any]:
    """Return font, fill, alignment, border and number format of a look."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    font, fill, border = {"name": "Arial", "size": 10, "color": INK}, None, Border(bottom=Side("thin", color=LINE))
    align: dict[str, Any] = {"vertical": "top"}
    if name in (*_WRAPPED, "plain", "date", "moment", "degrees", "head", "corner", "side", "total side"):
        align |= {"horizontal": "left", "indent": 1}
    number = "General"
    if name in _WRAPPED:
        align["wrap_text"] = True
    if name == "label":
        font["bold"] = True
    if name == "degrees":
        number = "0.00000"
    if name == "date":
        number = "dd-mm-yyyy"
    if name == "moment":
        number = "dd-mm-yyyy hh:mm"
    if name in ("count", "figure", "tick", "part", "total", "total part", "total tick"):
        align["horizontal"] = "center"
        number = '"✓";;"·"' if name.endswith("tick") else '0%;-0%;"·"' if name.endswith("part") else '0;-0;"·"'
    if name in ("value", "percent"):
        align["horizontal"], number = "center", "0.00" if name == "value" else "0%"
    if name in ("figure", "tick", "part", "side") or name.startswith("total"):
        white = Side("medium", color="FFFFFF")
        border, align["vertical"] = Border(white, white, white, white), "center"
    if name.startswith("total"):
        font["bold"], fill = True, "EBEBE8"
    if name in ("side", "total side"):
        align["wrap_text"] = True
    if name in ("head", "corner", "across", "upward"):
        font, fill = font | {"bold": True, "color": "FFFFFF"}, DARK
        align |= {"vertical": "center" if name == "head" else "bottom", "wrap_text": True}
        border = Border(left=Side("thin", color="FFFFFF"), right=Side("thin", color="FFFFFF"))
    if name in ("across", "upward"):
        align |= {"horizontal": "center", "text_rotation": 90 if name == "upward" else 0}
    if name in ("title", "band", "soft"):
        font |= {"size": {"title": 15, "band": 12, "soft": 9}[name], "bold": name != "soft", "color": SOFT if name == "soft" else INK}
        border, align["vertical"] = Border(), "center"
    made = {"font": Font(**font), "alignment": Alignment(**align), "border": border, "number_format": number}
    return made | ({"fill": PatternFill("solid", fgColor=fill)} if fill else {})

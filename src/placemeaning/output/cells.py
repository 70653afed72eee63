"""Cells and sheets of a workbook: texts that stay texts, nothing lost, and a list of what had to be changed."""
# mypy: disable-error-code="import-untyped"

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from placemeaning.output.sheetrows import Rows, save
from placemeaning.output.words import say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LIMIT = 32_767  # UTF-16 units that Excel takes in a cell
DARK, PALE, LINE, INK, SOFT = "1D6083", "EEF5F3", "DDE3E3", "1B2A33", "55606A"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_SUSPECT = re.compile(f"{_ILLEGAL.pattern}|{_LOOKS_ESCAPED.pattern}")
_WRAPPED = ("text", "label")
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUIET, _HALF, _FULL = "F7F7F5", "ABD6D4", "55A8B4"
_LINE_HEIGHT, _HIGHEST = 13.2, 403.0  # points; Excel takes rows up to 409
_NOTED, _SMALLER = 8, 1.25  # columns that a note stands over at most; how many more of its small letters fit


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


def note_lines(note: str, widths: Sequence[float]) -> list[str]:
    """Return a note in lines that do not reach beyond a table, by the widths of its columns in characters."""
    return textwrap.wrap(note, max(60, int(sum(widths[:_NOTED]) * _SMALLER)))


def empty_workbook() -> Any:
    """Return a workbook without sheets."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    return book


@dataclass
class Book:
    """A workbook that is being written, with what had to be changed (`changes`) and the texts that fit no cell (`long_texts`)."""

    language: str
    study: str
    file: Workbook
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    long_texts: list[tuple[int, str, str, str]] = field(default_factory=list)
    rows: dict[str, Rows] = field(default_factory=dict)

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
        rows = self.rows[sheet.title] = Rows()
        return Sheet(self, sheet, rows, list(widths), printed=printed)

    def save(self, path: Path) -> None:
        """Write the file."""
        save(self.file, path, self.rows)

    def close(self) -> None:
        """Give back what the rows took on the disk."""
        for rows in self.rows.values():
            rows.close()

    def text(self, value: str, sheet: str, column: int, row: int) -> str:
        """Return `value` as it stands in the file, and note what had to be changed."""
        if len(value) * 2 <= LIMIT and not _SUSPECT.search(value):
            return value
        cell = f"{column_name(column)}{row}"
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
    file: Worksheet
    rows: Rows
    widths: list[float]
    row: int = 0
    printed: int = 0
    _styles: dict[tuple[str, bool], int] = field(default_factory=dict)

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
        self.rows.add(self.row, height or self._height(values, names), map(self._cell, range(len(values)), values, names))

    def _height(self, values: Sequence[Any], looks: Sequence[str]) -> float:
        """Return the height that shows all wrapped text: not every program makes rows fit by itself."""
        texts = [(v, w) for v, look, w in zip(values, looks, self.widths, strict=False) if look in _WRAPPED and isinstance(v, str)]
        return min(_HIGHEST, max((lines(text, width) for text, width in texts), default=1) * _LINE_HEIGHT + 4)

    def _cell(self, column: int, value: Any, look: str) -> tuple[str, int, Any]:
        """Return a cell as `Rows` takes it: column, number of the style, and what stands in the file."""
        if not isinstance(value, str):
            return column_name(column), self._style(look, False), plain(value)
        kept = self.book.text(value, self.title, column, self.row)
        return column_name(column), self._style(look, value.startswith(_LOOKS_LIKE_FORMULA)), kept

    def _style(self, look: str, quoted: bool) -> int:
        """Return the number that openpyxl gives to a look; a text that looks like a formula is marked as a text."""
        known = self._styles.get((look, quoted))
        if known is None:
            from openpyxl.cell import WriteOnlyCell

            cell = WriteOnlyCell(self.file)
            for name, value in _look(look).items():
                setattr(cell, name, value)
            cell.quotePrefix = quoted
            known = self._styles[look, quoted] = int(cell.style_id)
        return known

    def shade(self, cells: str, *, middle: float | None = None, most: float | None = None) -> None:
        """Let Excel colour figures itself, from quiet (0) to full, so that the colours follow when somebody changes one.

        Parameters
        ----------
        middle
            The figure half-way; without it the colours go straight from quiet to full.
        most
            The figure with the full colour; the greatest by default.
        """
        from openpyxl.formatting.rule import ColorScaleRule

        full = {"end_type": "max"} if most is None else {"end_type": "num", "end_value": most}
        half = {} if middle is None else {"mid_type": "num", "mid_value": middle, "mid_color": _HALF}
        rule = ColorScaleRule(start_type="num", start_value=0, start_color=_QUIET, end_color=_FULL, **half, **full)
        self.file.conditional_formatting.add(cells, rule)

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


def _set_up_page(sheet: Worksheet, book: Book, header_rows: int) -> None:
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
    if name in ("decimal", "difference"):
        align["horizontal"], number = "center", "0.00" if name == "decimal" else "+0%;-0%;0%"
    if name == "date":
        number = "dd-mm-yyyy"
    if name == "moment":
        number = "dd-mm-yyyy hh:mm"
    if name in ("count", "figure", "tick", "part", "rate", "total", "total part", "total tick", "total rate"):
        align["horizontal"] = "center"
        number = (
            '0.0;-0.0;"·"'
            if name.endswith("rate")
            else '"✓";;"·"'
            if name.endswith("tick")
            else '0%;-0%;"·"'
            if name.endswith("part")
            else '0;-0;"·"'
        )
    if name == "percent":
        align["horizontal"], number = "center", "0%"
    if name in ("figure", "tick", "part", "rate", "side") or name.startswith("total"):
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

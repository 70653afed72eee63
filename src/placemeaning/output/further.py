"""Further sheets of the workbook: summaries, voices, codes that go together, saturation, persons by code, and what coders differ on."""
# mypy: disable-error-code="import-untyped"

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from placemeaning.output.cells import Book, Sheet, column_name, lines, note_lines

Column = tuple[str, float, str]
"""Head, width in characters, and look of a column."""

_LEAST_UPRIGHT = 12  # columns of a square table, from which their heads stand upright
_NAMES = 34.0
_CHART = 11  # columns that the chart takes on paper


@dataclass(frozen=True, slots=True)
class Further:
    """One further sheet.

    Attributes
    ----------
    word
        Which one, as in ``words.py``: ``voices`` for ``sheet voices``.
    columns
        Head, width and look of each; the rows have as many values.
    note
        Stands above the table, and says how to read it.
    heat
        The numbers (from 0) of the first and last column that Excel colours by their figures.
    curves
        Of a line chart beside the table: the numbers of the column with the steps and of those with the values, and the last row
        (counted from the first one of the table).
    """

    word: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    note: str = ""
    heat: tuple[int, int] | None = None
    upright: bool = False
    curves: tuple[int, Sequence[int], int] | None = field(default=None)


def write_further(book: Book, one: Further) -> None:
    """Write a further sheet: a title, how to read it, and the table."""
    widths = [width for _, width, _ in one.columns]
    notes = note_lines(one.note, widths)
    header = len(notes) + 2 if notes else 1
    sheet = book.sheet(one.word, widths, header_rows=header, freeze=f"B{header + 1}")
    if notes:
        sheet.add([sheet.title], "title", height=30)
    for line in notes:
        sheet.add([line], "soft", height=15)
    heads, looks = [head for head, _, _ in one.columns], [look for _, _, look in one.columns]
    most = max(lines(head, width) for head, width, _ in one.columns)
    height = min(5.6 * max(map(len, heads)) + 14, 190) if one.upright else 14.0 * max(2, most) + 4
    sheet.add(heads, ["head", *["upward" if one.upright else "head"] * (len(heads) - 1)], height=height)
    for row in one.rows:
        sheet.add(row, looks)
    if not one.rows:
        sheet.add([None] * len(heads), looks)
    sheet.table(f"pm_{one.word}", _different(heads), header)
    if one.heat and one.rows:
        first, last = (column_name(number) for number in one.heat)
        sheet.shade(f"{first}{header + 1}:{last}{sheet.row}")
    printed = len(one.columns)
    if one.curves and one.rows:
        _draw(sheet, header, one)
        printed += _CHART
    sheet.file.print_area = f"A1:{column_name(printed - 1)}{sheet.row}"


def _different(heads: Sequence[str]) -> list[str]:
    """Return the heads so that no two are the same, as a table of Excel wants."""
    seen: dict[str, int] = {}
    found = []
    for head in heads:
        seen[head.casefold()] = seen.get(head.casefold(), 0) + 1
        found.append(head if seen[head.casefold()] == 1 else f"{head} ({seen[head.casefold()]})")
    return found


def _draw(sheet: Sheet, header: int, one: Further) -> None:
    """Add a native line chart beside the table."""
    from openpyxl.chart import LineChart, Reference

    assert one.curves is not None
    steps, values, rows = one.curves
    chart = LineChart()
    chart.height, chart.width, chart.style = 9.5, 18, 2
    chart.title = one.columns[values[0]][0]
    chart.y_axis.scaling.min = 0
    chart.x_axis.title = one.columns[steps][0]
    chart.x_axis.delete = chart.y_axis.delete = False
    for number in values:
        chart.add_data(Reference(sheet.file, min_col=number + 1, min_row=header, max_row=header + rows), titles_from_data=True)
    chart.set_categories(Reference(sheet.file, min_col=steps + 1, min_row=header + 1, max_row=header + rows))
    for curve, colour in zip(chart.series, ("1D6083", "9FCFCD", "9FCFCD"), strict=False):
        curve.graphicalProperties.line.solidFill, curve.smooth = colour, False
    sheet.file.add_chart(chart, f"{column_name(len(one.columns) + 1)}{header}")


def square(table: pd.DataFrame, corner: str) -> tuple[list[Column], list[list[Any]], bool]:
    """Return a table of figures by row and column as the columns and rows of a sheet, and whether its heads stand upright."""
    upright = table.shape[1] > _LEAST_UPRIGHT
    columns: list[Column] = [(corner, _NAMES, "label"), *((str(name), 6.0 if upright else 14.0, "figure") for name in table.columns)]
    return columns, [[str(label), *values] for label, values in zip(table.index, _values(table), strict=True)], upright


def _values(table: pd.DataFrame) -> Iterator[list[Any]]:
    for row in table.to_numpy(dtype=object):
        yield [None if pd.isna(value) else value for value in row]

"""Charts that one wants to look at, the same in a notebook, on paper and without network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from placemeaning.analysis.heat import ink_on, shade, shown
from placemeaning.analysis.matrix import Matrix
from placemeaning.output.look import CHARACTER, EMPTY, INK, LINES, QUIET, TOTAL, Chart, as_is, by_lines, chart_of, nothing, numbered, wrap
from placemeaning.output.words import counted, note, say


def heatmap(matrix: Matrix, *, language: str = "nl", title: str | None = None) -> Chart:
    """Draw a matrix as a heat map with the figures in the cells, rows and columns in the order of the matrix.

    Parameters
    ----------
    language
        ``nl`` or ``en``, for the words around the figures. The labels are those of the matrix.
    title
        Instead of the sentence that says what is counted; that sentence then stands below it.

    Raises
    ------
    ValueError
        If `language` is not one of these.
    """
    layout = layout_of(matrix.row_labels, matrix.column_labels)
    body = _cells(matrix, layout) if layout.rows and layout.columns else nothing(say("nothing", language))
    return chart_of(body, *titled(matrix, language, title), width=layout.width, language=language)


def titled(matrix: Matrix, language: str, title: str | None) -> tuple[str, list[str]]:
    """Return the title of a chart of a matrix, and the sentences below it."""
    what, below = counted(matrix, language), note(matrix, language)
    return (what, [below]) if title is None else (title, [f"{what}.", below])


@dataclass(frozen=True, slots=True)
class Layout:
    """Wrapped labels, and the size of a cell in points."""

    rows: list[str]
    columns: list[str]
    width_of_cell: float
    height_of_cell: float
    upright: bool

    @property
    def width(self) -> float:
        """All columns together, in points."""
        return self.width_of_cell * len(self.columns)


def layout_of(row_names: list[str], names: list[str], width: float = 64.0, height: float = 30.0, narrow: float = 30.0) -> Layout:
    """Return how rows and columns are laid out in cells of at least `width` (of many columns, `narrow`) by `height` points."""
    rows = [wrap(label, 34) for label in row_names]
    height = max([height, *(15 * (label.count("\n") + 1) + 8 for label in rows)])
    if len(names) <= 14:
        room = 15 if len(names) <= 10 else 12
        columns = [wrap(name, room) for name in names]
        longest = max((len(line) for label in columns for line in label.split("\n")), default=0)
        return Layout(rows, columns, max(width, min(longest, room) * CHARACTER + 12), height, True)
    columns = [wrap(name, 36) for name in names]
    lines = max(label.count("\n") + 1 for label in columns)
    return Layout(rows, columns, max(narrow, 14.0 * lines + 4), height, False)


def across_and_down(layout: Layout, more: dict[str, Any]) -> dict[str, Any]:
    """Return the size and the encoding of a grid: columns along the top, rows down the side, and `more`."""
    label = {"aria": False, "labelExpr": LINES, "labelColor": INK, "labelFontSize": 12, "labelLineHeight": 15}
    if layout.upright:
        across = {"labelAngle": 0, "labelAlign": "center", "labelBaseline": "bottom", "labelPadding": by_lines(8, 15)}
    else:
        across = {"labelAngle": -90, "labelPadding": 8, "labelOffset": by_lines(0, -7.5)}
    x = {"field": "column", "type": "nominal", "sort": numbered(layout.columns), "axis": {**label, **across, "orient": "top"}}
    y = {
        "field": "row",
        "type": "nominal",
        "sort": numbered(layout.rows),
        "axis": {**label, "labelPadding": 10, "labelOffset": by_lines(0, -7.5)},
    }
    return {
        "width": {"step": layout.width_of_cell},
        "height": {"step": layout.height_of_cell},
        "encoding": {"x": x, "y": y, **more},
    }


def _cells(matrix: Matrix, layout: Layout) -> dict[str, Any]:
    tile = {"mark": {"type": "rect", "stroke": "#ffffff", "strokeWidth": 2, "cornerRadius": 4}, "encoding": {"color": as_is("colour")}}
    size = 13 if layout.width_of_cell >= 34 else 11
    layers = [tile, _figures("!datum.total", size, 400), _figures("datum.total", size, 600)]
    told = {"field": "told", "type": "nominal"}
    grid = across_and_down(layout, {"tooltip": told, "description": told})
    return {"data": {"values": _values(matrix, layout)}, **grid, "layer": layers}


def _figures(which: str, size: int, weight: int) -> dict[str, Any]:
    return {
        "transform": [{"filter": which}],
        "mark": {"type": "text", "aria": False, "fontSize": size, "fontWeight": weight, "baseline": "middle"},
        "encoding": {"text": {"field": "shown", "type": "nominal"}, "color": as_is("ink")},
    }


def _values(matrix: Matrix, layout: Layout) -> list[dict[str, Any]]:
    greatest = float(matrix.body().max().max() or 0) or 1.0
    rows, columns = numbered(layout.rows), numbered(layout.columns)
    names, values = (matrix.row_labels, matrix.column_labels), []
    for r, row in enumerate(matrix.to_numpy(dtype=object)):
        for c, value in enumerate(row):
            total = r >= len(matrix.row_ids) or c >= len(matrix.column_ids)
            told = f"{names[0][r]}, {names[1][c]}: {shown(value or 0, matrix.reads_as).replace('·', '0')}"
            values.append({"row": rows[r], "column": columns[c], "told": told, "total": total, **_look(value, matrix, greatest, total)})
    return values


def _look(value: Any, matrix: Matrix, greatest: float, total: bool) -> dict[str, str]:
    quiet = pd.isna(value) or not value
    colour = TOTAL if total else EMPTY if quiet else shade(value, greatest)
    return {"shown": shown(value, matrix.reads_as), "colour": colour, "ink": QUIET if quiet else ink_on(colour)}

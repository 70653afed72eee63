"""Charts that one wants to look at, the same in a notebook, on paper and without network."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from placemeaning.analysis.heat import heat_colour, ink_on, shown
from placemeaning.analysis.matrix import Matrix
from placemeaning.output.drawing import Drawing
from placemeaning.output.words import counted, note, say

if TYPE_CHECKING:
    import altair

_FONT = "Segoe UI, Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"
_INK, _SOFT, _QUIET = "#1b2a33", "#55606a", "#8a939a"
_EMPTY, _TOTAL = "#f6f6f4", "#ebebe8"
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_LINES = "split(slice(datum.label, indexof(datum.label, '|') + 1), '\\n')"  # of a label
_CHARACTER = 6.3  # points that a character of a label takes


class Chart(Drawing):
    """A chart: shown in a notebook as a picture, written to PNG, SVG, PDF or HTML, all without network.

    Parameters
    ----------
    spec
        The chart as a Vega-Lite specification.
    language
        ``nl`` or ``en``: of the page when written to HTML, and of errors.
    """

    def __init__(self, spec: Mapping[str, Any], language: str = "nl") -> None:
        self.spec = dict(spec)
        self._language = language

    @property
    def described(self) -> str:
        """What the chart shows, in words."""
        return str(self.spec.get("description", ""))

    @property
    def altair(self) -> altair.LayerChart:
        """The chart as an Altair chart, to change it further."""
        import altair as alt

        return alt.LayerChart.from_dict(self.spec)

    def svg(self) -> str:
        """Return the chart as SVG."""
        import vl_convert

        return str(vl_convert.vegalite_to_svg(self.spec))

    def png(self, scale: float = 2) -> bytes:
        """Return the chart as PNG; `scale` pixels to a point."""
        import vl_convert

        return bytes(vl_convert.vegalite_to_png(self.spec, scale=scale))

    def pdf(self) -> bytes:
        """Return the chart as PDF."""
        import vl_convert

        return bytes(vl_convert.vegalite_to_pdf(self.spec))


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
    layout = _layout(matrix)
    heading = _heading(matrix, language, title, max(layout.width, 480))
    chart = _cells(matrix, layout) if layout.rows and layout.columns else _nothing(say("nothing", language))
    look = {
        "font": _FONT,
        "view": {"stroke": None},
        "axis": {"domain": False, "ticks": False, "grid": False, "labelLimit": 0, "title": None},
    }
    described = " ".join([*heading["text"], *heading["subtitle"]])
    spec = {"$schema": _SCHEMA, "description": described, "title": heading, "background": "#ffffff", "padding": 16, "config": look}
    return Chart(spec | chart, language)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Wrapped labels, and the size of a cell in points."""

    rows: list[str]
    columns: list[str]
    width_of_cell: float
    height_of_cell: float
    upright: bool

    @property
    def width(self) -> float:
        return self.width_of_cell * len(self.columns)


def _layout(matrix: Matrix) -> _Layout:
    rows = [_wrap(label, 34) for label in matrix.row_labels]
    height = max([30, *(15 * (label.count("\n") + 1) + 8 for label in rows)])
    names = matrix.column_labels
    if len(names) <= 14:
        room = 15 if len(names) <= 10 else 12
        columns = [_wrap(name, room) for name in names]
        longest = max((len(line) for label in columns for line in label.split("\n")), default=0)
        return _Layout(rows, columns, max(64.0, min(longest, room) * _CHARACTER + 12), height, True)
    columns = [_wrap(name, 36) for name in names]
    lines = max(label.count("\n") + 1 for label in columns)
    return _Layout(rows, columns, max(30.0, 14.0 * lines + 4), height, False)


def _wrap(label: str, room: int) -> str:
    """Return `label` in lines of at most `room` characters; a longer word is broken with a hyphen."""
    words = []
    for word in label.split():
        while len(word) > room:
            words.append(word[: room - 1] + "-")
            word = word[room - 1 :]
        words.append(word)
    return "\n".join(textwrap.wrap(" ".join(words), room, break_long_words=False, break_on_hyphens=False)) or " "


def _heading(matrix: Matrix, language: str, title: str | None, width: float) -> dict[str, Any]:
    what = counted(matrix, language)
    below = [note(matrix, language)] if title is None else [f"{what}.", note(matrix, language)]
    words = {
        "text": textwrap.wrap(title or what, int(width / 9)) or [" "],
        "subtitle": [line for sentence in below for line in textwrap.wrap(sentence, int(width / 6))],
    }
    size = {"fontSize": 18, "fontWeight": 600, "lineHeight": 23, "subtitleFontSize": 12, "subtitleLineHeight": 17, "subtitlePadding": 6}
    return {**words, **size, "anchor": "start", "frame": "group", "offset": 14, "color": _INK, "subtitleColor": _SOFT}


def _cells(matrix: Matrix, layout: _Layout) -> dict[str, Any]:
    label = {"aria": False, "labelExpr": _LINES, "labelColor": _INK, "labelFontSize": 12, "labelLineHeight": 15}
    if layout.upright:
        across = {"labelAngle": 0, "labelAlign": "center", "labelBaseline": "bottom", "labelPadding": _by_lines(8, 15)}
    else:
        across = {"labelAngle": -90, "labelPadding": 8, "labelOffset": _by_lines(0, -7.5)}
    x = {"field": "column", "type": "nominal", "sort": _numbered(layout.columns), "axis": {**label, **across, "orient": "top"}}
    y = {
        "field": "row",
        "type": "nominal",
        "sort": _numbered(layout.rows),
        "axis": {**label, "labelPadding": 10, "labelOffset": _by_lines(0, -7.5)},
    }
    tile = {"mark": {"type": "rect", "stroke": "#ffffff", "strokeWidth": 2, "cornerRadius": 4}, "encoding": {"color": _as_is("colour")}}
    size = 13 if layout.width_of_cell >= 34 else 11
    layers = [tile, _figures("!datum.total", size, 400), _figures("datum.total", size, 600)]
    told = {"field": "told", "type": "nominal"}
    return {
        "data": {"values": _values(matrix, layout)},
        "width": {"step": layout.width_of_cell},
        "height": {"step": layout.height_of_cell},
        "encoding": {"x": x, "y": y, "tooltip": told, "description": told},
        "layer": layers,
    }


def _by_lines(first: float, step: float) -> dict[str, Any]:
    """Return a value of a label that grows by `step` with every further line of it: Vega places the first line only."""
    cases = [{"test": f"length({_LINES}) == {n}", "value": first + step * (n - 1)} for n in range(2, 12)]
    return {"condition": cases, "value": first}


def _as_is(field: str) -> dict[str, Any]:
    return {"field": field, "type": "nominal", "scale": None}


def _figures(which: str, size: int, weight: int) -> dict[str, Any]:
    return {
        "transform": [{"filter": which}],
        "mark": {"type": "text", "aria": False, "fontSize": size, "fontWeight": weight, "baseline": "middle"},
        "encoding": {"text": {"field": "shown", "type": "nominal"}, "color": _as_is("ink")},
    }


def _numbered(labels: list[str]) -> list[str]:
    """Return the labels with a number before each, which is not shown: labels that look the same stay apart."""
    return [f"{i}|{label}" for i, label in enumerate(labels)]


def _values(matrix: Matrix, layout: _Layout) -> list[dict[str, Any]]:
    greatest = float(matrix.body().max().max() or 0) or 1.0
    rows, columns = _numbered(layout.rows), _numbered(layout.columns)
    names, values = (matrix.row_labels, matrix.column_labels), []
    for r, row in enumerate(matrix.to_numpy(dtype=object)):
        for c, value in enumerate(row):
            total = r >= len(matrix.row_ids) or c >= len(matrix.column_ids)
            told = f"{names[0][r]}, {names[1][c]}: {shown(value or 0, matrix.reads_as).replace('·', '0')}"
            values.append({"row": rows[r], "column": columns[c], "told": told, "total": total, **_look(value, matrix, greatest, total)})
    return values


def _look(value: Any, matrix: Matrix, greatest: float, total: bool) -> dict[str, str]:
    quiet = pd.isna(value) or not value
    colour = _TOTAL if total else _EMPTY if quiet else heat_colour(0.12 + 0.88 * float(value) / greatest)
    return {"shown": shown(value, matrix.reads_as), "colour": colour, "ink": _QUIET if quiet else ink_on(colour)}


def _nothing(words: str) -> dict[str, Any]:
    text = {"mark": {"type": "text", "fontSize": 15, "color": _SOFT}, "encoding": {"text": {"value": words}}}
    box = {"mark": {"type": "rect", "color": _EMPTY, "cornerRadius": 6}}
    return {"data": {"values": [{}]}, "width": 480, "height": 140, "layer": [box, text]}

"""Charts of a matrix that show people and places: a dot for each person, and a panel for each place."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from math import ceil, sqrt
from typing import Any

import pandas as pd

from placemeaning.analysis.heat import shown
from placemeaning.analysis.matrix import Matrix
from placemeaning.output.charts import Layout, across_and_down, layout_of, titled
from placemeaning.output.look import EMPTY, FIRST, INK, LINES, QUIET, SMALL, Chart, by_lines, chart_of, nothing, numbered, wrap
from placemeaning.output.words import say

MOST_DOTS = 400  # in a cell; beyond that nobody counts them


def dots(matrix: Matrix, *, language: str = "nl", title: str | None = None) -> Chart:
    """Draw a matrix of people with a dot for each person: filled who says this, open who was spoken to about it and does not.

    Parameters
    ----------
    matrix
        Made with ``count="people"``; it is drawn as it was counted, before any division, and without totals.
    language
        ``nl`` or ``en``, for the words around the dots. The labels are those of the matrix.
    title
        Instead of the sentence that says what is counted; that sentence then stands below it.

    Raises
    ------
    ValueError
        If the matrix counts something else than people, one base is more than 400 people, or `language` is not one of these.
    """
    if matrix.counting != "people":
        raise ValueError(f"dots() draws people, and this matrix counts {matrix.counting}: make it with count='people', or use heatmap()")
    most = max((len(said) + silent for _, _, said, silent in _people(matrix)), default=0)
    if most > MOST_DOTS:
        raise ValueError(f"{most} people in one cell are more than {MOST_DOTS} dots can show: use heatmap()")
    per_line = max(5, ceil(sqrt(1.6 * most)))
    step = 11.0 if per_line <= 10 else 8.0
    width, height = step * per_line + 8, step * ceil(most / per_line) + 10
    layout = layout_of(
        matrix.row_labels[: len(matrix.row_ids)], matrix.column_labels[: len(matrix.column_ids)], max(64.0, width), max(30.0, height), width
    )
    head, below = titled(matrix, language, title)
    chart = _dots(matrix, layout, per_line, step, language) if layout.rows and layout.columns else nothing(say("nothing", language))
    return chart_of(chart, head, [f"{say('dots', language)}.", *below], width=layout.width, language=language)


def _people(matrix: Matrix) -> Iterator[tuple[int, int, list[str], int]]:
    """Yield each cell: its row and column, the people who say this (``?`` where they cannot be told), and how many others were spoken to."""
    bases = [] if matrix.bases is None else [int(n) for n in matrix.bases["people"]]
    counts, behind = matrix.counts.to_numpy(dtype=int), matrix.behind(sys.maxsize)
    for r in range(len(matrix.row_ids)):
        for c in range(len(matrix.column_ids)):
            passages = behind.get((r, c), ([], 0))[0]
            names = sorted({person for passage in passages for person in passage["people"]})
            said = (
                names if len(names) == counts[r, c] else ["?"] * counts[r, c]
            )  # a passage of two people, of whom one belongs to this cell
            base = bases[r if matrix.per == "rows" else c] if bases else 0
            yield r, c, said, max(0, base - len(said))


def _dots(matrix: Matrix, layout: Layout, per_line: int, step: float, language: str) -> dict[str, Any]:
    rows, columns = numbered(layout.rows), numbered(layout.columns)
    tiles: list[dict[str, Any]] = []
    people: list[dict[str, Any]] = []
    for r, c, said, silent in _people(matrix):
        place = {"row": rows[r], "column": columns[c]}
        names = f"{matrix.row_labels[r]}, {matrix.column_labels[c]}"
        tiles.append({**place, "told": f"{names}: {len(said)} {say('of', language)} {len(said) + silent}"})
        for i, person in enumerate([*said, *([""] * silent)]):
            lines = ceil((len(said) + silent) / per_line)
            across = min(per_line, len(said) + silent)
            at = {"dx": step * (i % per_line - (across - 1) / 2), "dy": step * (i // per_line - (lines - 1) / 2)}
            told = f"{names}: {person} {say('says', language)}" if person else f"{names}: {say('says not', language)}"
            people.append({**place, **at, "told": told, "fill": FIRST if person else "#ffffff", "line": FIRST if person else QUIET})
    says = {"field": "told", "type": "nominal"}
    tile = {
        "data": {"values": tiles},
        "mark": {"type": "rect", "color": EMPTY, "stroke": "#ffffff", "strokeWidth": 2, "cornerRadius": 4},
        "encoding": {"description": says},
    }
    dot = {
        "data": {"values": people},
        "mark": {"type": "circle", "aria": False, "opacity": 1, "size": (0.72 * step) ** 2, "strokeWidth": 1.2}
        | {"xOffset": {"expr": "datum.dx"}, "yOffset": {"expr": "datum.dy"}},
        "encoding": {
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "stroke": {"field": "line", "type": "nominal", "scale": None},
        },
    }
    return {**across_and_down(layout, {"tooltip": says}), "layer": [tile, dot]}


def small_multiples(matrix: Matrix, *, language: str = "nl", title: str | None = None) -> Chart:
    """Draw a matrix with a panel for each row (a place), and in it a bar for each column (a code), all on one scale.

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
    head, below = titled(matrix, language, title)
    if not matrix.row_ids or not matrix.column_ids:
        return chart_of(nothing(say("nothing", language)), head, below, width=480, language=language)
    across = min(4 if len(matrix.column_ids) <= 15 else 8, len(matrix.row_ids))  # many codes: fewer, wider rows of panels
    return chart_of(_panels(matrix, across), head, below, width=across * 180, language=language)


def _panels(matrix: Matrix, across: int) -> dict[str, Any]:
    columns = numbered([wrap(label, 36) for label in matrix.column_labels[: len(matrix.column_ids)]])
    lines = max(label.count("\n") + 1 for label in columns)
    titles = [wrap(label, 22) for label in matrix.row_labels[: len(matrix.row_ids)]]
    tallest = max(label.count("\n") for label in titles)
    panels = numbered([label + "\n" * (tallest - label.count("\n")) + f"\n{_base(matrix, r)}" for r, label in enumerate(titles)])
    body = matrix.body().to_numpy(dtype=float, na_value=float("nan"))
    greatest = float(pd.DataFrame(body).max().max() or 0) or 1.0
    values = [
        {
            "panel": panels[r],
            "column": columns[c],
            "value": 0.0 if pd.isna(body[r, c]) else float(body[r, c]),
            "shown": shown(matrix.iat[r, c], matrix.reads_as),
            "told": f"{matrix.row_labels[r]}, {matrix.column_labels[c]}: {shown(matrix.iat[r, c], matrix.reads_as).replace('·', '0')}",
        }
        for r in range(len(panels))
        for c in range(len(columns))
    ]
    says = {"field": "told", "type": "nominal"}
    down = {
        "labelExpr": LINES,
        "labelLineHeight": 13,
        "labelPadding": 8,
        "labelFontSize": 11,
        "labelOffset": by_lines(0, -6.5),
        "aria": False,
    }
    x = {"field": "value", "type": "quantitative", "scale": {"domain": [0, greatest * 1.25]}, "axis": None}
    y = {"field": "column", "type": "nominal", "sort": columns, "axis": down}
    bar = {"mark": {"type": "bar", "color": FIRST, "cornerRadiusEnd": 3, "height": {"band": 0.7}}, "encoding": {"description": says}}
    figure = {
        "mark": {"type": "text", "aria": False, "align": "left", "dx": 4, "fontSize": 11, "color": INK},
        "encoding": {"text": {"field": "shown", "type": "nominal"}},
    }
    header = {"title": None, "labelExpr": LINES, "labelAnchor": "start", "labelFontSize": 12, "labelColor": INK, "labelFontWeight": 600}
    return {
        "data": {"values": values},
        "facet": {"field": "panel", "type": "nominal", "sort": panels, "header": header | {"labelLineHeight": 15, "labelPadding": 6}},
        "columns": across,
        "spacing": {"row": 22, "column": 20},
        "spec": {
            "width": 160,
            "height": {"step": max(18, 13 * lines + 5)},
            "encoding": {"x": x, "y": y, "tooltip": says},
            "layer": [bar, figure],
        },
    }


def _base(matrix: Matrix, r: int) -> str:
    """Return the base of a row, ``n = 2 ⚠``; a blank where it has none."""
    if matrix.base is None or matrix.per != "rows":
        return " "
    return f"n = {int(matrix.base.iloc[r])}" + (f" {SMALL}" if matrix.row_labels[r] in matrix.small else "")

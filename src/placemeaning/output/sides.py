"""A chart of two voices: where they differ most about the same places."""

from __future__ import annotations

from typing import Any

import pandas as pd

from placemeaning.analysis.voices import Voices, names_of, points
from placemeaning.output.look import (
    EMPTY,
    FIRST,
    INK,
    LINES,
    QUIET,
    SECOND,
    SMALL,
    SOFT,
    Chart,
    by_lines,
    chart_of,
    nothing,
    numbered,
    wrap,
)
from placemeaning.output.words import say


def differences(voices: Voices, most: int = 20, *, language: str = "nl", title: str | None = None) -> Chart:
    """Draw where two voices differ most: for each place and meaning the share of either, and the line between them.

    Parameters
    ----------
    voices
        As ``project.voices()`` gives them.
    most
        How many differences, the greatest first.
    language
        ``nl`` or ``en``, for the words around the figures. The labels are those of the voices.
    title
        Instead of the one that names the voices; that one then stands below it.

    Raises
    ------
    ValueError
        If `most` is less than 1, or `language` is not one of these.
    """
    if most < 1:
        raise ValueError(f"most={most} is less than 1: say how many differences to draw")
    names = {"first": names_of(voices.first, language), "second": names_of(voices.second, language)}
    head, found = say("differences", language, **names), voices.greatest(voices.difference.size)
    below = [] if title is None else [f"{head}."]
    if found.empty:
        return chart_of(nothing(say("no differences", language)), title or head, below, width=480, language=language)
    drawn = found.head(most)
    below.append(say("differences how to read", language, **names))
    below.append(say("differences shown", language, shown=len(drawn), n=len(found)))
    below += [say("differences small", language)] if drawn["small"].any() else []
    return chart_of(_pairs(drawn, names), title or head, below, width=720, language=language)


def _pairs(drawn: pd.DataFrame, names: dict[str, str]) -> dict[str, Any]:
    labels = numbered([wrap(f"{row.row_label}: {row.column_label}{f' {SMALL}' if row.small else ''}", 46) for row in drawn.itertuples()])
    values: list[dict[str, Any]] = []
    for label, row in zip(labels, drawn.to_dict("records"), strict=True):
        first, second = (row[side] / row[f"{side}_base"] for side in ("first", "second"))
        sides = "; ".join(f"{names[side]} {row[side]} / {row[f'{side}_base']}" for side in ("first", "second"))
        told = f"{row['row_label']}, {row['column_label']}: {sides} ({points(row['difference'])})"
        values.append(
            {"label": label, "first": first, "second": second, "far": max(first, second), "shown": points(row["difference"]), "told": told}
        )
    lines = max(label.count("\n") + 1 for label in labels)
    says = {"field": "told", "type": "nominal"}
    greatest = max(value["far"] for value in values)
    y_axis = {"labelExpr": LINES, "labelLineHeight": 15, "labelPadding": 10, "labelOffset": by_lines(0, -7.5), "aria": False}
    x_axis = {
        "format": ".0%",
        "labelExpr": "datum.value > 1 ? '' : datum.label",
        "grid": True,
        "gridColor": "#e6e6e3",
        "labelColor": SOFT,
        "labelFontSize": 11,
        "tickCount": 6,
    }
    scale = {"domain": [-0.03 * greatest, 1.2 * greatest], "nice": False}
    x = {"field": "first", "type": "quantitative", "scale": scale, "axis": x_axis}
    rule = {"mark": {"type": "rule", "strokeWidth": 3, "color": QUIET, "aria": False}, "encoding": {"x2": {"field": "second"}}}
    band = {"mark": {"type": "rect", "color": EMPTY, "aria": False}, "encoding": {"x": {"value": 0}, "x2": {"value": 420}}}
    far = {**x, "field": "far"}
    figure = {
        "mark": {"type": "text", "align": "left", "dx": 12, "fontSize": 12, "color": INK, "aria": False},
        "encoding": {"x": far, "text": {"field": "shown", "type": "nominal"}},
    }
    marks = [_mark("circle", FIRST, {"x": x}), _mark("triangle-up", SECOND, {"x": {**x, "field": "second"}})]
    for mark in marks:
        mark["encoding"] |= {"tooltip": says}
    marks[0]["encoding"] |= {"description": says}
    return {
        "data": {"values": values},
        "width": 420,
        "height": {"step": max(26, 15 * lines + 7)},
        "encoding": {"y": {"field": "label", "type": "nominal", "sort": labels, "axis": y_axis}},
        "layer": [band, {**rule, "encoding": {"x": x, **rule["encoding"]}}, *marks, figure],  # type: ignore[dict-item]
    }


def _mark(shape: str, colour: str, encoding: dict[str, Any]) -> dict[str, Any]:
    mark = {"type": "point", "shape": shape, "filled": True, "opacity": 1, "size": 95, "color": colour, "aria": shape == "circle"}
    return {"mark": mark, "encoding": encoding}

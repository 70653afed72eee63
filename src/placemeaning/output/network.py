"""A chart of codes that go together: codes around a ring, and lines between them."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from placemeaning.analysis.cooccurrence import CoOccurrence
from placemeaning.output.look import FIRST, INK, LINES, SOFT, Chart, chart_of, nothing, numbered, wrap
from placemeaning.output.words import say

Table = npt.NDArray[np.float64]


def network(cooccurrence: CoOccurrence, most: int = 60, *, language: str = "nl", title: str | None = None) -> Chart:
    """Draw which codes go together: codes around a ring, those that go together beside each other, and lines as thick as their figure.

    The same table always gives the same picture: from the code that goes together most, the ring goes on with the one that goes most with
    the one before it.

    Parameters
    ----------
    cooccurrence
        As ``project.cooccurrence()`` gives it.
    most
        How many lines, the strongest first.
    language
        ``nl`` or ``en``, for the words around the figures. The labels are those of the table.
    title
        Instead of the one that says what is drawn; that one then stands below it.

    Raises
    ------
    ValueError
        If `most` is less than 1, or `language` is not one of these.
    """
    if most < 1:
        raise ValueError(f"most={most} is less than 1: say how many lines to draw")
    head, below = say("network", language), list[str]()
    figures = np.nan_to_num(cooccurrence.to_numpy(dtype=float))
    if not len(figures) or not cooccurrence.counts.to_numpy().any():
        return chart_of(nothing(say("nothing", language)), title or head, below, width=480, language=language)
    links = _links(figures)
    strongest = _shown(links[0][2], cooccurrence.measure) if links else "0"
    by = say(f"network by {cooccurrence.by}", language)
    by += "" if cooccurrence.measure == "count" else f", {cooccurrence.measure}"
    below = [] if title is None else [f"{head}."]
    below.append(say("network how", language, by=by, most=strongest) if links else say("network none", language))
    below += [say("network shown", language, shown=most, n=len(links))] if len(links) > most else []
    return chart_of(_ring(cooccurrence, figures, links[:most], language), title or head, below, width=860, language=language)


def _links(figures: Table) -> list[tuple[int, int, float]]:
    """Return the pairs that go together, the strongest first."""
    pairs = [(i, j, float(figures[i, j])) for i, j in zip(*np.triu_indices(len(figures), 1), strict=True) if figures[i, j] > 0]
    return sorted(((int(i), int(j), w) for i, j, w in pairs), key=lambda link: -link[2])


def _order(figures: Table) -> list[int]:
    """Return the codes in the order of the ring."""
    beside = figures - np.diag(np.diag(figures))
    left = list(range(len(figures)))
    order = [left.pop(int(np.argmax(beside.sum(axis=1))))]

    def closeness(code: int) -> float:
        return float(
            beside[order[-1], code] or 1e-9 * beside[order, code].sum()
        )  # to the one before; of those without a link, to all before

    while left:
        order.append(max(left, key=closeness))
        left.remove(order[-1])
    return order


def _places(n: int, radius: float) -> list[tuple[float, float]]:
    """Return `n` places around a ring, clockwise from the top right, in even steps of height: so labels beside them never touch."""
    right = (n + 1) // 2
    sides = [(1, i, right) for i in range(right)] + [(-1, i, n - right) for i in reversed(range(n - right))]
    heights = [(side, radius * (1 - (2 * i + 1) / of)) for side, i, of in sides]
    return [(round(side * sqrt(max(0.0, radius**2 - y**2)), 2), round(y, 2)) for side, y in heights]


def _ring(table: CoOccurrence, figures: Table, links: list[tuple[int, int, float]], language: str) -> dict[str, Any]:
    n, order = len(figures), _order(figures)
    labels = [wrap(f"{label} ({count})", 30) for label, count in zip(map(str, table.index), np.diag(table.counts).astype(int), strict=True)]
    lines = max(label.count("\n") + 1 for label in labels)
    radius = max(130.0, (n + 1) // 2 * max(24.0, 14.0 * lines + 6) / 2)
    at = dict(zip(order, _places(n, radius), strict=True))
    return _drawn(table, at, labels, links, radius, language)


def _drawn(
    table: CoOccurrence,
    at: dict[int, tuple[float, float]],
    labels: list[str],
    links: list[tuple[int, int, float]],
    radius: float,
    language: str,
) -> dict[str, Any]:
    names, counts = [*map(str, table.index)], np.diag(table.counts).astype(int)
    greatest, largest = links[0][2] if links else 1.0, max(1, int(counts.max()))
    thickest = 9 if len(links) <= 25 else 5
    edges = [
        {
            **{"x": at[i][0], "y": at[i][1], "x2": at[j][0], "y2": at[j][1]},
            **{"width": 0.8 + thickest * weight / greatest, "strength": 0.25 + 0.5 * weight / greatest},
            "told": f"{names[i]} + {names[j]}: {_shown(weight, table.measure)} {say('together', language)}",
        }
        for i, j, weight in reversed(links)
    ]
    nodes = [
        {
            "x": at[i][0],
            "y": at[i][1],
            "size": 40 + 500 * int(counts[i]) / largest,
            "label": numbered(labels)[i],
            "told": f"{names[i]}: {counts[i]}",
        }
        for i in at
    ]
    room = 250 / radius  # of labels, beside the ring
    scale = {"x": [-radius * (1 + room), radius * (1 + room)], "y": [-radius - 14, radius + 14]}
    place = {
        name: {"field": name, "type": "quantitative", "scale": {"domain": scale[name], "nice": False, "zero": False}, "axis": None}
        for name in "xy"
    }
    told = {"field": "told", "type": "nominal"}
    says = {"tooltip": told, "description": told}
    thick = {
        "strokeWidth": {"field": "width", "type": "quantitative", "scale": None},
        "strokeOpacity": {"field": "strength", "type": "quantitative", "scale": None},
    }
    edge = {
        "data": {"values": edges},
        "mark": {"type": "rule", "color": FIRST, "strokeCap": "round"},
        "encoding": {**place, "x2": {"field": "x2"}, "y2": {"field": "y2"}, **thick, **says},
    }
    node = {
        "data": {"values": nodes},
        "mark": {"type": "circle", "color": SOFT, "opacity": 1, "stroke": "#ffffff", "strokeWidth": 2},
        "encoding": {**place, "size": {"field": "size", "type": "quantitative", "scale": None}, **says},
    }
    sides = [_names(nodes, place, right) for right in (True, False)]
    return {
        "width": 2 * radius + 500,
        "height": 2 * radius + 28,
        "layer": [edge, node, *(side for side in sides if side["data"]["values"])],
    }


def _names(nodes: list[dict[str, Any]], place: dict[str, Any], right: bool) -> dict[str, Any]:
    """Return the labels of one side, away from the ring; a label of several lines stands with its middle at its dot."""
    mine = [node | {"up": -7.0 * node["label"].count("\n")} for node in nodes if (node["x"] >= 0) == right]
    mark = {"type": "text", "aria": False, "align": "left" if right else "right", "baseline": "middle", "fontSize": 12, "color": INK}
    mark |= {"xOffset": 16 if right else -16, "yOffset": {"expr": "datum.up"}, "lineHeight": 14}
    return {
        "data": {"values": mine},
        "transform": [{"calculate": LINES, "as": "lines"}],
        "mark": mark,
        "encoding": {**place, "text": {"field": "lines", "type": "nominal"}},
    }


def _shown(figure: float, measure: str) -> str:
    return f"{figure:.0f}" if measure == "count" else f"{figure:.2f}"

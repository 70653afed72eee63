"""Charts along a line: an interview from begin to end, and how many codes interviews bring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from placemeaning.analysis.saturation import Saturation
from placemeaning.analysis.tidy import CERTAIN, LABELS
from placemeaning.model.document import Document, shorten
from placemeaning.output.look import EMPTY, FIRST, LANES, LINES, QUIET, SECOND, SOFT, Chart, by_lines, chart_of, nothing, numbered, wrap
from placemeaning.output.words import say

_WIDTH = 720.0
_AXIS = {
    "domain": True,
    "domainColor": QUIET,
    "ticks": True,
    "tickColor": QUIET,
    "titleColor": SOFT,
    "titleFontWeight": 400,
    "labelFontSize": 11,
}


def timeline(document: Document, codings: pd.DataFrame, *, language: str = "nl", title: str | None = None) -> Chart:
    """Draw an interview from begin to end with its coded passages, a line for each code.

    Where all turns of the recording have a time the axis is in minutes; a passage within a turn is placed by the times kept inside the
    turn, if there are any, and by the characters between them. Otherwise the axis is in words.

    Parameters
    ----------
    document
        The text, as ``project.document("kanaal-02")`` gives it.
    codings
        The tidy frame, as ``project.codings()`` gives it; only certain positions in this document are drawn, each passage once. Words that are
        marked as not for publication are left out of what a bar says.
    language
        ``nl`` or ``en``: of words and labels. Labels stay those of codings that were asked for in a language of their own, as
        ``project.codings(language="uk")``.
    title
        Instead of the one that names the document; that one then stands below it.

    Raises
    ------
    ValueError
        If `language` is not one of these.
    """
    mine = codings[codings["document"] == document.id]
    certain = _labelled(mine[mine["status"].isin(CERTAIN)].drop_duplicates(["code", "start", "stop"]), language)
    head = say("timeline", language, title=document.title or document.id)
    if certain.empty:
        return chart_of(
            nothing(say("nothing", language)), title or head, [] if title is None else [f"{head}."], width=480, language=language
        )
    minutes = _minutes(document)
    axis = "in minutes" if minutes else "in words"
    below = [] if title is None else [f"{head}."]
    below.append(say("lanes", language, n=len(certain), lanes=certain["code"].nunique()))
    within = "timed within turns" if any(map(document.moments_in, document.turns)) else "guessed within turns"
    below.append(f"{say(axis, language)}. {say(within, language) if minutes else ''}".strip())
    left = len(mine) - int(mine["status"].isin(CERTAIN).sum())
    below += [say("left out of timeline", language, n=left)] if left else []
    return chart_of(_lanes(document, certain, minutes, language), title or head, below, width=_WIDTH + 200, language=language)


def _labelled(codings: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return codings with the labels of their codes in a language, unless they were asked for in one of their own."""
    names = codings.attrs.get(LABELS, {}).get(language, {})
    return codings.assign(code_label=[names.get(code, label) for code, label in zip(codings["code"], codings["code_label"], strict=True)])


def _minutes(document: Document) -> Callable[[int], float] | None:
    """Return what turns a position into minutes of the recording; None where turns have no time, or times run backwards."""
    turns = [turn for turn in document.turns if turn.seconds is not None]
    times = [float(turn.seconds or 0) for turn in turns]
    if len(turns) < 2 or len(turns) < len(document.turns) or times != sorted(times) or times[-1] == times[0]:
        return None
    starts = [turn.span.start for turn in turns]
    pace = (times[-1] - times[0]) / (starts[-1] - starts[0])  # seconds a character, for the last turn
    known: list[tuple[int, float]] = []
    for turn, begin, end in zip(turns, times, [*times[1:], None], strict=True):
        known += [(turn.span.start, begin), *_onwards(document.moments_in(turn), begin, end)]
        place, seconds = known[-1]
        known.append((turn.span.stop, seconds + pace * (turn.span.stop - place) if end is None else end))
    places, moments = zip(*known, strict=True)
    return lambda position: round(float(np.interp(position, places, moments)) / 60, 3)


def _onwards(moments: list[tuple[int, float]], begin: float, end: float | None) -> list[tuple[int, float]]:
    """Return the moments of a turn; none where they run backwards, or out of the turn (two people at once)."""
    times = [begin, *(seconds for _, seconds in moments), *([] if end is None else [end])]
    return moments if times == sorted(times) else []


def _words(document: Document) -> Callable[[int], float]:
    return lambda position: float(len(document.text[:position].split()))


def _lanes(document: Document, certain: pd.DataFrame, minutes: Callable[[int], float] | None, language: str) -> dict[str, Any]:
    at = minutes or _words(document)
    known = dict.fromkeys(certain.sort_values(["start", "code"])["code"].astype(str))
    label_of = dict(zip(certain["code"].astype(str), certain["code_label"].astype(str), strict=True))
    counts = certain["code"].astype(str).value_counts()
    codes = sorted(known, key=lambda code: -int(counts[code]))
    labels = dict(zip(codes, numbered([wrap(f"{label_of[code]} ({counts[code]})", 40) for code in codes]), strict=True))
    colours = {code: LANES[i % len(LANES)] for i, code in enumerate(codes)}
    end = at(len(document.text))
    values: list[dict[str, Any]] = []
    for one in certain.to_dict("records"):
        begin, stop = at(int(one["start"])), at(int(one["stop"]))
        middle, least = (begin + stop) / 2, end * 0.004  # a short passage stays visible
        words = f": {shorten(str(one['quote']), 80)}" if one.get("publish", True) else ""
        told = f"{label_of[str(one['code'])]}, {_clock(begin, minutes is not None, language)}{words}"
        span = {"begin": min(begin, middle - least), "end": max(stop, middle + least)}
        values.append({"lane": labels[str(one["code"])], **span, "colour": colours[str(one["code"])], "told": told})
    says = {"field": "told", "type": "nominal"}
    lines = max(label.count("\n") + 1 for label in labels.values())
    x_axis = {
        **_AXIS,
        "title": say("minutes" if minutes else "text words", language),
        "grid": True,
        "gridColor": "#e6e6e3",
        "tickMinStep": 1,
    }
    y_axis = {"labelExpr": LINES, "labelLineHeight": 15, "labelPadding": 10, "labelOffset": by_lines(0, -7.5), "aria": False}
    lane = {"field": "lane", "type": "nominal", "sort": list(labels.values()), "axis": y_axis}
    place = {
        "type": "quantitative",
        "scale": {"domain": [min(0.0, min(v["begin"] for v in values)), max(end, *(v["end"] for v in values))], "nice": False},
    }
    line = {
        "data": {"values": [{"lane": one, "begin": 0.0, "end": end} for one in labels.values()]},
        "mark": {"type": "bar", "color": EMPTY, "height": {"band": 0.8}, "aria": False},
    }
    bar = {"mark": {"type": "bar", "height": {"band": 0.62}, "cornerRadius": 2, "stroke": "#ffffff", "strokeWidth": 0.5}}
    bar |= {"encoding": {"color": {"field": "colour", "type": "nominal", "scale": None}, "tooltip": says, "description": says}}
    return {
        "data": {"values": values},
        "width": _WIDTH,
        "height": {"step": max(26, 15 * lines + 6)},
        "encoding": {"x": {"field": "begin", **place, "axis": x_axis}, "x2": {"field": "end"}, "y": lane},
        "layer": [line, bar],
    }


def _clock(at: float, minutes: bool, language: str) -> str:
    """Return where something begins: ``2:11`` in the recording, or ``woord 312``."""
    return f"{int(at)}:{round(60 * (at % 1)) % 60:02}" if minutes else f"{say('text words', language).lower()} {int(at) + 1}"


def curve(saturation: Saturation, place: str | None = None, *, language: str = "nl", title: str | None = None) -> Chart:
    """Draw how many different codes there are after so many interviews, with the band over orders.

    Parameters
    ----------
    place
        Of one place; without it, of all together.
    language
        ``nl`` or ``en``.
    title
        Instead of the one that says what is drawn; that one then stands below it.

    Raises
    ------
    ValueError
        If there is no such place, or `language` is not one of these.
    """
    if saturation.frame.empty and place is None:
        return chart_of(nothing(say("no interviews", language)), title or say("no interviews", language), [], width=480, language=language)
    rows = saturation.of(place)
    head = say("curve", language, label=say("everywhere", language) if place is None else str(rows["label"].iloc[0]))
    last = rows.iloc[-1]
    figures = {"n": int(last["interviews"]), "codes": int(last["observed"]), "new": f"{last['new']:.1f}"}
    level = f"{100 * saturation.level:g}"
    below = [] if title is None else [f"{head}."]
    below += [
        say("curve ends", language, **figures),
        say("curve how", language, level=level, orders=saturation.orders),
        say("curve flat", language),
    ]
    return chart_of(_curve(rows, language), title or head, below, width=560, language=language)


def _curve(rows: pd.DataFrame, language: str) -> dict[str, Any]:
    values: list[dict[str, Any]] = [
        {**{name: float(row[name]) for name in ("interviews", "codes", "low", "high", "observed")}, "told": _step(row, language)}
        for row in rows.to_dict("records")
    ]
    n, most = len(values), max(value["high"] for value in values)
    axis = {**_AXIS, "tickMinStep": 1, "format": "d"}
    across = axis | ({"values": [*range(1, n + 1)]} if n <= 15 else {}) | {"title": say("interviews", language)}
    x = {
        "field": "interviews",
        "type": "quantitative",
        "scale": {"domain": [1, n] if n > 1 else [0, 2], "nice": False},
        "axis": across,
    }
    y_axis = {**axis, "title": say("codes", language), "grid": True, "gridColor": "#e6e6e3"}
    y = {"field": "codes", "type": "quantitative", "scale": {"domain": [0, max(1.0, most) * 1.08], "nice": False}, "axis": y_axis}
    says = {"field": "told", "type": "nominal"}
    band = {
        "mark": {"type": "area", "color": FIRST, "opacity": 0.16, "aria": False},
        "encoding": {"y": {**y, "field": "low"}, "y2": {"field": "high"}},
    }
    dashed = {
        "mark": {"type": "line", "color": SECOND, "strokeDash": [5, 4], "strokeWidth": 1.5, "aria": False},
        "encoding": {"y": {**y, "field": "observed"}},
    }
    line = {"mark": {"type": "line", "color": FIRST, "strokeWidth": 2.5, "aria": False}, "encoding": {"y": y}}
    point = {
        "mark": {"type": "circle", "color": FIRST, "opacity": 1, "size": 46},
        "encoding": {"y": y, "tooltip": says, "description": says},
    }
    return {"data": {"values": values}, "width": 520, "height": 260, "encoding": {"x": x}, "layer": [band, dashed, line, point]}


def _step(row: dict[Any, Any], language: str) -> str:
    low, high = int(row["low"]), int(row["high"])
    return f"{int(row['interviews'])} {say('interviews', language).lower()}: {row['codes']:.1f} {say('codes', language).lower()} ({low}–{high})"

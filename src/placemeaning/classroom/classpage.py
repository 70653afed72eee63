"""The class as a lecturer sees it in a notebook: tables of students and codes, and a transcript in heat colours."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from placemeaning.analysis.heat import heat_colour, ink_on
from placemeaning.analysis.tidy import CERTAIN
from placemeaning.classroom.feedback import Page, whole
from placemeaning.classroom.phrases import number, phrase

if TYPE_CHECKING:
    from placemeaning.classroom.marks import Marks
    from placemeaning.model.document import Turn

_STUDENTS = ("documents", "codings", "key", "found", "missed", "extra", "share", "with_key", "with_class")
_CODES = ("agreement", "both", "one", "confused_with", "share", "extra")
_CELL = "padding:3px 8px;border:2px solid #fff;text-align:center"


def overview(marks: Marks, language: str) -> str:
    """Return the class in three tables: students, the codes that divided it, and with and without suggestions."""
    labels = marks.codebook.labels(language)
    codes = marks.divided_codes.assign(
        **{name: marks.divided_codes[name].map(lambda one: labels.get(one, one)) for name in ("code", "confused_with")}
    )
    arms = marks.arms.assign(
        suggestions=[phrase(one if one != "difference" else "arm difference", language) for one in marks.arms["suggestions"]]
    )
    parts = [
        f'<h3 style="margin:4px 0">{escape(phrase("class title", language, key=marks.key))}</h3><p style="margin:4px 0">{escape(_note(marks, language))}</p>',
        _table(marks.students, "student", _STUDENTS, language),
        _headed("divided codes", _table(codes, "code", _CODES, language), language),
        _headed("with and without", _table(arms, "suggestions", [*arms.columns[1:]], language), language) if len(arms) else "",
    ]
    return f'<div role="region" aria-label="class">{"".join(parts)}</div>'


def _note(marks: Marks, language: str) -> str:
    numbers = {name: int(marks.students[name].sum()) for name in ("key", "found", "missed", "extra")}
    return phrase("class note", language, students=len(marks.names), documents=len(marks.texts), left_out=marks.n_left_out, **numbers)


def _headed(word: str, table: str, language: str) -> str:
    return f'<h4 style="margin:14px 0 4px">{escape(phrase(word, language))}</h4>{table}'


def _table(frame: pd.DataFrame, first: str, columns: list[str] | tuple[str, ...], language: str) -> str:
    """Return a table whose shares and agreements have heat colours."""
    top = "".join(
        f'<th scope="col" style="{_CELL};vertical-align:bottom;max-width:9em">{escape(phrase(name, language))}</th>'
        for name in (first, *columns)
    )
    rows = "".join(_row(row, first, columns, language) for row in frame.to_dict("records"))
    inside = f"<thead><tr>{top}</tr></thead><tbody>{rows}</tbody>"
    return f'<div style="overflow-x:auto"><table style="border-collapse:collapse;background:#fff;color:#1b2a33">{inside}</table></div>'


def _row(row: dict[Hashable, Any], first: str, columns: list[str] | tuple[str, ...], language: str) -> str:
    cells = "".join(_cell(name, row[name], language) for name in columns)
    return f'<tr><th scope="row" style="{_CELL};text-align:left;font-weight:600">{escape(str(row[first]))}</th>{cells}</tr>'


def _cell(name: str, value: Any, language: str) -> str:
    if pd.isna(value) and name == "students":
        return f'<td style="{_CELL}"></td>'
    if isinstance(value, str) or name in ("documents", "key", "found", "missed", "both", "one", "students"):
        return f'<td style="{_CELL}">{escape(str(value))}</td>'
    shown = number(value, language, 0 if isinstance(value, int) else 2)
    coloured = name in ("share", "with_key", "with_class", "agreement") and shown != "–" and float(value) >= 0
    colour = heat_colour(float(value)) if coloured else "#ffffff"
    return f'<td style="{_CELL};background:{colour};color:{ink_on(colour)}">{shown}</td>'


def transcript(marks: Marks, document: str, language: str) -> Page:
    """Return a transcript whose words are the darker, the more students gave them a code."""
    text = marks.texts[document]
    readers = sum(document in marks.read[one] for one in marks.names)
    mine = marks.codings[
        (marks.codings["document"] == document) & marks.codings["coder"].isin(marks.names) & marks.codings["status"].isin(CERTAIN)
    ]
    labels = marks.codebook.labels(language)
    turns = "".join(_turn(turn, text.text, mine, readers, labels) for turn in text.turns)
    title = text.title or document
    return whole(
        title, f"<h1>{escape(title)}</h1><p class=soft>{escape(phrase('heat lead', language, readers=readers))}</p>{turns}", language
    )


def _turn(turn: Turn, text: str, mine: pd.DataFrame, readers: int, labels: dict[str, str]) -> str:
    span = turn.span
    here = mine[(mine["start"] < span.stop) & (mine["stop"] > span.start)]
    marks = [*zip(here["coder"], here["start"].astype(int), here["stop"].astype(int), strict=True)]
    words = "".join(
        _shaded(text[a:b], len({who for who, start, stop in marks if start < b and stop > a}), readers)
        for a, b in _pieces(span.start, span.stop, marks)
    )
    counts = here.groupby("code", observed=True)["coder"].nunique().sort_values(ascending=False, kind="stable")
    chips = " · ".join(f"{escape(labels.get(str(code), str(code)))} {number}" for code, number in counts.items())
    speaker = f"<b>{escape(turn.speaker)}</b> " if turn.speaker else ""
    below = f'<p class=soft style="margin:-.3rem 0 .6rem">{chips}</p>' if chips else ""
    return f"<p>{speaker}{words}</p>{below}"


def _pieces(start: int, stop: int, marks: list[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between any two ends of codings within a turn."""
    ends = {end for _, a, b in marks for end in (a, b) if start < end < stop}
    yield from pairwise(sorted({start, stop, *ends}))


def _shaded(words: str, students: int, readers: int) -> str:
    if not students:
        return escape(words)
    colour = heat_colour(students / readers)
    return f'<span style="background:{colour};color:{ink_on(colour)}" title="{students}/{readers}">{escape(words)}</span>'

"""A matrix as accessible HTML in heat colours, without script: a figure opens the words behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from placemeaning.analysis.heat import ink_on, shade, shown
from placemeaning.analysis.sentences import axes, say
from placemeaning.model.document import shorten

if TYPE_CHECKING:
    from placemeaning.analysis.matrix_result import Matrix

_HEAD = "padding:4px 8px;border:2px solid #fff;background:#fff;color:#1b2a33;font-weight:600;"
_PANE = (
    "position:absolute;left:0;right:0;z-index:2;max-height:17em;margin-top:6px;overflow:auto;box-sizing:border-box;padding:8px 12px;background:#fff;color:#1b2a33;"
    "border:1px solid #b9c4c9;border-radius:4px;box-shadow:0 4px 14px rgba(0,0,0,.25);text-align:left;font-weight:400;white-space:normal"
)
_RULES = (
    ".pm-matrix:has(details[open]){padding-bottom:18em}.pm-matrix summary::-webkit-details-marker{display:none}"
    ".pm-matrix details[open]>summary{outline:2px solid #b3460b;outline-offset:2px}"
)
_LENGTH = 300  # code points of a quote


@dataclass(frozen=True, slots=True)
class _Shown:
    """A matrix with what every cell needs, looked up once."""

    matrix: Matrix
    rows: list[str]
    columns: list[str]
    values: np.ndarray[Any, Any]
    counts: np.ndarray[Any, Any]
    greatest: float
    behind: Mapping[tuple[int, int], tuple[Sequence[Mapping[str, Any]], int]]


def html_table(matrix: Matrix, *, quotes: int) -> str:
    """Return a matrix as self-contained HTML; each figure that is not a total opens up to `quotes` passages, in a pane below its row."""
    behind = matrix.behind(quotes) if quotes else {}
    values, counts = matrix.to_numpy(dtype=object), matrix.counts.to_numpy(dtype=object)
    page = _Shown(matrix, matrix.row_labels, matrix.column_labels, values, counts, matrix.greatest(), behind)
    bases, starts = (
        _bases(matrix, "rows"),
        [{at: (label, n) for at, label, n in _runs(matrix.index, i)} for i in range(matrix.index.nlevels)],
    )
    rows = "".join(_row(page, r, starts, bases[r]) for r in range(len(matrix.index)))
    below = "caption-side:bottom;text-align:left;padding:6px 8px;color:#55606a;background:#fff"
    hint = f" {say('open a figure', matrix.language)}." if behind else ""
    table = (
        f'<div style="overflow-x:auto" role="region" tabindex="0" aria-label="{escape(matrix.counts_what)}">'
        f'<table style="border-collapse:collapse;background:#fff;margin:0"><caption style="{below}">{escape(matrix.note + hint)}</caption>'
        f"<thead>{_top(matrix)}</thead><tbody>{rows}</tbody></table></div>"
    )
    together = f"pm-{hashlib.sha256(table.encode()).hexdigest()[:8]}"
    table = table.replace("<details>", f'<details name="{together}">')
    return f'<style>{_RULES}</style><div class="pm-matrix" style="position:relative">{table}</div>'


def _top(matrix: Matrix) -> str:
    across = f"{_HEAD}text-align:center;vertical-align:bottom;max-width:9em"
    corner = f"{_HEAD}text-align:left;vertical-align:bottom"
    depth, bases = matrix.columns.nlevels, _bases(matrix, "columns")
    lines = []
    for level in range(depth):
        first = (
            f'<th scope="col" colspan="{matrix.index.nlevels}" rowspan="{depth}" style="{corner}">{escape(axes(matrix.row_axes, matrix.language))}</th>'
            if level == 0
            else ""
        )
        last = level == depth - 1
        cells = [
            f'<th scope="{"col" if last else "colgroup"}"{_span("col", n)} style="{across}">{escape(label)}{bases[c] if last else ""}</th>'
            for c, label, n in _runs(matrix.columns, level)
        ]
        lines.append(f"<tr>{first}{''.join(cells)}</tr>")
    return "".join(lines)


def _row(page: _Shown, r: int, starts: Sequence[Mapping[int, tuple[str, int]]], base: str) -> str:
    """Return a row; `starts` says by level of the labels where a label begins and for how many rows it stands."""
    down, heads = f"{_HEAD}text-align:left;vertical-align:top;max-width:20em", ""
    for level, there in enumerate(starts):
        if r in there:
            (label, n), last = there[r], level == len(starts) - 1
            heads += (
                f'<th scope="{"row" if last else "rowgroup"}"{_span("row", n)} style="{down}">{escape(label)}{base if last else ""}</th>'
            )
    return f"<tr>{heads}{''.join(_cell(page, r, c) for c in range(len(page.columns)))}</tr>"


def _runs(labels: pd.Index[Any], level: int) -> Iterator[tuple[int, str, int]]:
    """Yield (first position, label, how many) for labels that are the same on this level and above; on the last level each one."""
    tuples = [one if isinstance(one, tuple) else (one,) for one in labels]
    last = level == labels.nlevels - 1
    for _, group in groupby(range(len(tuples)), key=lambda i: i if last else tuples[i][: level + 1]):
        some = list(group)
        yield some[0], str(tuples[some[0]][level]), len(some)


def _span(what: str, n: int) -> str:
    return f' {what}span="{n}"' if n > 1 else ""


def _bases(matrix: Matrix, side: str) -> list[str]:
    """Return for each row or column its base, to stand under its label."""
    labels = matrix.index if side == "rows" else matrix.columns
    if matrix.base is None or matrix.per != side:
        return [""] * len(labels)
    small = {*matrix.small}
    names = matrix.row_labels if side == "rows" else matrix.column_labels
    return [
        f'<br><span style="font-weight:400;font-size:85%;color:#55606a">{"⚠ " if name in small else ""}n = {n}</span>'
        for name, n in zip(names, matrix.base, strict=True)
    ]


def _cell(page: _Shown, r: int, c: int) -> str:
    matrix, value, behind = page.matrix, page.values[r, c], page.behind.get((r, c))
    total, quiet = r >= len(matrix.row_ids) or c >= len(matrix.column_ids), bool(pd.isna(value)) or not value
    colour = "#f0f0ee" if total else "#fafaf9" if quiet else shade(value, page.greatest)
    style = f"padding:4px 8px;border:2px solid #fff;text-align:center;background:{colour};color:{'#6b6b6b' if quiet else ink_on(colour)};"
    style += f"font-weight:{600 if total else 400}"
    figure = escape(shown(value, matrix.reads_as)) + _of(page, r, c)
    if not behind or total:
        name = ' aria-label="0"' if quiet and not pd.isna(value) else ""
        return f'<td style="{style}"{name}>{figure}</td>'
    name = f"{page.rows[r]}, {page.columns[c]}: {shown(value, matrix.reads_as)}"
    summary = f'<summary style="list-style:none;cursor:pointer" aria-label="{escape(name)}">{figure}</summary>'
    return f'<td style="{style}"><details>{summary}{_pane(matrix, r, c, name, *behind)}</details></td>'


def _of(page: _Shown, r: int, c: int) -> str:
    """Return what was counted and the base of a figure that was divided: 3/5."""
    matrix = page.matrix
    if matrix.base is None or matrix.reads_as not in ("share", "rate"):
        return ""
    return f'<br><span style="font-size:80%">{page.counts[r, c]}/{matrix.base.iloc[r if matrix.per == "rows" else c]}</span>'


def _pane(matrix: Matrix, r: int, c: int, name: str, passages: Sequence[Mapping[str, Any]], n: int) -> str:
    quotes = "".join(_quote(one) for one in passages)
    call = f"m.cell({matrix.row_ids[r]!r}, {matrix.column_ids[c]!r})"
    more = f"<p>{say('and more', matrix.language, n=n - len(passages))}; " if n > len(passages) else "<p>"
    more += f"{say('all of a cell', matrix.language, call=f'<code>{escape(call)}</code>')}</p>"
    return f'<div style="{_PANE}" tabindex="0" role="group" aria-label="{escape(name)}"><b>{escape(name)}</b>{quotes}{more}</div>'


def _quote(one: Mapping[str, Any]) -> str:
    who = ", ".join([*one["people"], str(one["document"])])
    return f'<p style="margin:6px 0">“{escape(shorten(one["quote"], _LENGTH))}” <span style="color:#55606a">{escape(who)}</span></p>'

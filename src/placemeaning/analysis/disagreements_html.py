"""Disagreements as a page: a card a passage, with each coder's words marked in the text, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from placemeaning.model.text import fold

if TYPE_CHECKING:
    from placemeaning.analysis.disagreements import Mark, Passage

SHOWN = 40  # passages on the page; the frame has them all
_INKS = ("#1d6083", "#8a3b12", "#2d6a2f", "#6b2c7a", "#8a6d00", "#9c2449", "#2f5d62", "#4a4e8f")
_CARD = "border:1px solid #cfd6da;border-radius:6px;margin:10px 0;padding:10px 12px;background:#fff;color:#1b2a33"
_GRID = "display:grid;grid-template-columns:minmax(6em,max-content) 1fr;gap:6px 12px;margin-top:6px"


def cards(passages: Sequence[Passage], note: str) -> str:
    """Return the page; codes are told by name and by kind of line, not by colour alone."""
    inks = {code: _INKS[i % len(_INKS)] for i, code in enumerate(sorted({code for one in passages for code in one.codes}))}
    rest = len(passages) - SHOWN
    more = f"<p>{rest} more passages are in the table itself.</p>" if rest > 0 else ""
    body = "".join(_card(number, one, inks) for number, one in enumerate(passages[:SHOWN], 1))
    return f'<div role="region" aria-label="disagreements"><p style="margin:4px 0">{escape(note)}</p>{body}{more}</div>'


def _card(number: int, passage: Passage, inks: dict[str, str]) -> str:
    turn = "" if passage.turn is None else f", turn {passage.turn + 1}"
    speaker = f", {passage.speaker}" if passage.speaker else ""
    head = f"{number}. {passage.document}{turn}{speaker} · {passage.kind} · difference {passage.difference:.2f}"
    settled = f'<p style="margin:6px 0 0">Settled: {escape(passage.settled)}</p>' if passage.settled else ""
    before, after = (f'<span style="color:#55606a">{escape(fold(part))} </span>' if part.strip() else "" for part in _around(passage))
    text = f'<p style="margin:6px 0">{before}<strong style="font-weight:500">{escape(fold(passage.text))}</strong> {after}</p>'
    rows = "".join(_row(passage, group, inks) for group in _alike(passage))
    title = f'<h4 style="margin:0;font-size:1em">{escape(head)}</h4>'
    return f'<section style="{_CARD}">{title}{text}<div style="{_GRID}">{rows}</div>{settled}</section>'


def _around(passage: Passage) -> tuple[str, str]:
    return passage.before, passage.after


def _alike(passage: Passage) -> list[list[str]]:
    """Return the coders in groups that gave the same codes to the same words, the largest group first."""
    groups: dict[object, list[str]] = {}
    for coder in passage.coders:
        key = frozenset((mark.code, mark.span) for mark in passage.of(coder)) if coder in passage.readers else None
        groups.setdefault(key, []).append(coder)
    return sorted(groups.values(), key=len, reverse=True)


def _row(passage: Passage, coders: list[str], inks: dict[str, str]) -> str:
    marks = passage.of(coders[0])
    if coders[0] not in passage.readers:
        said = '<span style="color:#55606a">did not read this</span>'
    elif not marks:
        said = '<span style="color:#55606a">coded nothing here</span>'
    else:
        memos = [(coder, fold(mark.memo)) for coder in coders for mark in passage.of(coder) if mark.memo]
        told = "".join(f'<div style="color:#55606a">{escape(coder)}: {escape(memo)}</div>' for coder, memo in memos)
        said = _marked(passage, marks, inks) + told
    who = ", ".join(coders) if len(coders) < 6 else f"{', '.join(coders[:5])} and {len(coders) - 5} more"
    return f'<div style="font-weight:600">{escape(who)}</div><div>{said}</div>'


def _marked(passage: Passage, marks: Sequence[Mark], inks: dict[str, str]) -> str:
    """Return the text of the passage with the words of each mark underlined and its code named behind them."""
    span, text = passage.span, passage.text
    if len(text) != len(span):
        return "; ".join(f"{_name(mark.code, inks)} “{escape(fold(mark.words))}”" for mark in marks)
    ends = sorted({span.start, span.stop, *(end for mark in marks for end in (mark.span.start, mark.span.stop))})
    parts = []
    for a, b in pairwise(ends):
        codes = [mark.code for mark in marks if mark.span.start <= a and b <= mark.span.stop]
        words = escape(" ".join(text[a - span.start : b - span.start].split("\n")))
        style = f"border-bottom:3px solid {inks[codes[0]]}" if codes else "color:#6b757c"
        parts.append(f'<span style="{style}">{words}</span>')
        parts += [" " + _name(mark.code, inks) for mark in marks if mark.span.stop == b]
    return "".join(parts)


def _name(code: str, inks: dict[str, str]) -> str:
    style = f"background:{inks[code]};color:#fff;border-radius:3px;padding:0 5px;font-size:.85em;white-space:nowrap"
    return f'<span style="{style}">{escape(code)}</span> '

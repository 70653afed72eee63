"""How agreement is shown: numbers in words, and a bar for each code."""

from __future__ import annotations

from html import escape

import pandas as pd

from placemeaning.analysis.reliability.gamma import Gamma

_BAR = 160  # pixels from 0 to 1
_CELL = "padding:4px 8px"


def number(value: int) -> str:
    """Return a number with thin groups of three: ``1 204``."""
    return f"{value:,}".replace(",", " ")


def many(value: int, noun: str) -> str:
    """Return ``1 turn``, ``1 204 turns``."""
    return f"{number(value)} {noun}{'' if value == 1 else 's'}"


def about_gamma(measure: str, found: Gamma) -> list[str]:
    """Return what the reader of gamma must know: alignments, chance samples, and what was not counted."""
    pairs = sum(len(one) for one in found.alignments)
    drawn = f"{found.samples} chance samples ({found.sampler}, seed {found.seed})"
    lines = [f"Best alignment: {many(pairs, 'unitary alignment')}; {drawn}, which leave γ uncertain by {found.error:.3f}."]
    if measure == "gamma-cat":
        other = found.gamma_cat_unaligned
        lines.append("Spans without a partner are not counted (Mathet 2017).")
        lines.append(f"Counted as disagreements, as pygamma-agreement does, they make γ_cat {other}.")
    return lines


def rows_of_codes(by_code: pd.DataFrame) -> str:
    """Return one row a code as HTML: the value, its interval as a line on a bar from 0 to 1, and in how many units it stands."""
    if not len(by_code):
        return ""
    head = "".join(f'<th scope="col" style="{_CELL};text-align:left">{name}</th>' for name in ("code", "value", "0 to 1", "coded", ""))
    columns = (by_code[name].tolist() for name in ("code", "value", "low", "high", "coded", "words"))
    body = "".join(_row(*row) for row in zip(*columns, strict=True))
    table = (
        f'<table style="border-collapse:collapse;background:#fff;color:#1b2a33"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )
    return f'<div style="overflow-x:auto">{table}</div>'


def _row(code: str, value: float, low: float, high: float, coded: int, words: str) -> str:
    cell = f'<td style="{_CELL};text-align:right">'
    there = value == value
    said = f"{value:.3f}" + (f" ({low:.2f} to {high:.2f})" if low == low else "") if there else "–"
    bar = _bar(value, low, high) if there else ""
    return (
        f'<tr><th scope="row" style="{_CELL};text-align:left;font-weight:600">{escape(code)}</th>{cell}{said}</td>'
        f'<td style="{_CELL}">{bar}</td>{cell}{number(coded)}</td><td style="{_CELL};color:#55606a">{escape(words)}</td></tr>'
    )


def _bar(value: float, low: float, high: float) -> str:
    at = [min(max(one, 0.0), 1.0) * _BAR for one in (value, low if low == low else value, high if high == high else value)]
    return (
        f'<svg width="{_BAR + 8}" height="14" aria-hidden="true"><rect x="0" y="4" width="{_BAR}" height="6" fill="#eef5f3"/>'
        f'<rect x="0" y="4" width="{at[0]:.1f}" height="6" fill="#2f87a0"/>'
        f'<line x1="{at[1]:.1f}" x2="{at[2]:.1f}" y1="7" y2="7" stroke="#163b60" stroke-width="2"/></svg>'
    )

"""Figures in heat colours: the scale, the ink that can be read on it, and a table as HTML."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

_HEAT = ("#eef5f3", "#cfe6e1", "#9fcfcd", "#62aeb8", "#2f87a0", "#1d6083", "#163b60")


def heat_colour(part: float) -> str:
    """Return the colour of a value that is `part` (0 to 1) of the greatest one: one scale from light to dark, safe for colour blindness."""
    place = min(max(part, 0.0), 1.0) * (len(_HEAT) - 1)
    low = min(int(place), len(_HEAT) - 2)
    pair = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in _HEAT[low : low + 2]]
    return "#" + "".join(f"{round(a + (b - a) * (place - low)):02x}" for a, b in zip(*pair, strict=True))


def ink_on(colour: str) -> str:
    """Return the ink, dark or white, that stands out more on a background ``#rrggbb`` (contrast after WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if 1.05 / (light + 0.05) > (light + 0.05) / 0.0725 else "#1b2a33"


def shown(value: Any, counting: str) -> str:
    """Return the figure of a cell as it is shown: ``3``, ``12 %``, ``✓``; a dot for nothing."""
    if pd.isna(value):
        return "–"
    if not value:
        return "·"
    if counting == "present":
        return "✓"
    return (f"{value:.0%}" if value >= 0.01 else "<1%").replace("%", " %") if counting == "share" else f"{value}"


def html_table(table: pd.DataFrame, *, row_axis: str, counting: str, says: str, note: str, greatest: float, size: tuple[int, int]) -> str:
    """Return a table of figures as self-contained, accessible HTML with heat colours.

    Parameters
    ----------
    greatest
        The figure that has the darkest colour.
    size
        How many rows and columns are not totals.
    """
    head = "padding:4px 8px;border:2px solid #fff;background:#fff;color:#1b2a33;font-weight:600;"
    across = f'<th scope="col" style="{head}text-align:center;vertical-align:bottom;max-width:9em">'
    down = f'<th scope="row" style="{head}text-align:left;max-width:20em">'
    lines = []
    for r, (label, row) in enumerate(zip(table.index, table.to_numpy(dtype=object), strict=True)):
        total = [r >= size[0] or c >= size[1] for c in range(len(row))]
        figures = "".join(_figure(value, counting, greatest, plain) for value, plain in zip(row, total, strict=True))
        lines.append(f"<tr>{down}{escape(str(label))}</th>{figures}</tr>")
    corner = f'<th scope="col" style="{head}text-align:left;vertical-align:bottom">{escape(row_axis)}</th>'
    top = corner + "".join(f"{across}{escape(str(label))}</th>" for label in table.columns)
    below = "caption-side:bottom;text-align:left;padding:6px 8px;color:#55606a;background:#fff"
    return (
        f'<div style="overflow-x:auto" role="region" tabindex="0" aria-label="{escape(says)}">'
        f'<table style="border-collapse:collapse;background:#fff;margin:0"><caption style="{below}">{escape(note)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _figure(value: Any, counting: str, greatest: float, total: bool) -> str:
    quiet = pd.isna(value) or not value
    colour = "#f0f0ee" if total else "#fafaf9" if quiet else heat_colour(0.12 + 0.88 * float(value) / greatest)
    style = f"background:{colour};color:{'#6b6b6b' if quiet else ink_on(colour)};font-weight:{600 if total else 400}"
    name = ' aria-label="0"' if quiet and not pd.isna(value) else ""
    return f'<td style="padding:4px 8px;border:2px solid #fff;text-align:center;{style}"{name}>{escape(shown(value, counting))}</td>'

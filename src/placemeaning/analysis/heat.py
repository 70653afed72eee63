"""Figures in heat colours: the scale, the ink that can be read on it, and how a figure is shown."""

from __future__ import annotations

from typing import Any

import pandas as pd

_HEAT = ("#eef5f3", "#cfe6e1", "#9fcfcd", "#62aeb8", "#2f87a0", "#1d6083", "#163b60")
_LEAST_SHADE = 0.12


def heat_colour(part: float) -> str:
    """Return the colour of a value that is `part` (0 to 1) of the greatest one: one scale from light to dark, safe for colour blindness."""
    place = min(max(part, 0.0), 1.0) * (len(_HEAT) - 1)
    low = min(int(place), len(_HEAT) - 2)
    pair = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in _HEAT[low : low + 2]]
    return "#" + "".join(f"{round(a + (b - a) * (place - low)):02x}" for a, b in zip(*pair, strict=True))


def shade(value: float, greatest: float) -> str:
    """Return the colour of a figure above 0 beside the greatest one: the smallest can still be told from nothing."""
    return heat_colour(_LEAST_SHADE + (1 - _LEAST_SHADE) * min(1.0, float(value) / greatest))


def ink_on(colour: str) -> str:
    """Return the ink, dark or white, that stands out more on a background ``#rrggbb`` (contrast after WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if 1.05 / (light + 0.05) > (light + 0.05) / 0.0725 else "#1b2a33"


def shown(value: Any, reads_as: str) -> str:
    """Return the figure of a cell as it is shown: ``3``, ``2.4``, ``12 %``, ``✓``; a dot for nothing, a dash for what cannot be known.

    Parameters
    ----------
    reads_as
        ``number``, ``rate``, ``share`` (0 to 1) or ``tick``.
    """
    if pd.isna(value):
        return "–"
    if not value:
        return "·"
    if reads_as == "tick":
        return "✓"
    if reads_as == "rate":
        return f"{value:.1f}" if value >= 0.1 else f"{value:.2g}"
    return (f"{value:.0%}" if value >= 0.01 else "<1%").replace("%", " %") if reads_as == "share" else f"{value}"

"""A table of figures in heat colours as HTML, for figures without words behind them."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from placemeaning.analysis.heat import ink_on, shade, shown

_HEAD = "padding:4px 8px;border:2px solid #fff;background:#fff;color:#1b2a33;font-weight:600;"


def heat_table(table: pd.DataFrame, *, corner: str, says: str, note: str, greatest: float) -> str:
    """Return a table of figures as self-contained, accessible HTML with heat colours.

    Parameters
    ----------
    says
        What the table shows, for who cannot see it.
    greatest
        The figure that has the darkest colour.
    """
    across = f'<th scope="col" style="{_HEAD}text-align:center;vertical-align:bottom;max-width:9em">'
    down = f'<th scope="row" style="{_HEAD}text-align:left;max-width:20em">'
    rows = "".join(
        f"<tr>{down}{escape(str(label))}</th>{''.join(_figure(value, greatest) for value in row)}</tr>"
        for label, row in zip(table.index, table.to_numpy(dtype=object), strict=True)
    )
    first = f'<th scope="col" style="{_HEAD}text-align:left;vertical-align:bottom">{escape(corner)}</th>'
    top = first + "".join(f"{across}{escape(str(label))}</th>" for label in table.columns)
    below = "caption-side:bottom;text-align:left;padding:6px 8px;color:#55606a;background:#fff"
    return (
        f'<div style="overflow-x:auto" role="region" tabindex="0" aria-label="{escape(says)}">'
        f'<table style="border-collapse:collapse;background:#fff;margin:0"><caption style="{below}">{escape(note)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _figure(value: Any, greatest: float) -> str:
    quiet = pd.isna(value) or not value
    colour = "#fafaf9" if quiet else shade(value, greatest)
    style = f"background:{colour};color:{'#6b6b6b' if quiet else ink_on(colour)}"
    name = ' aria-label="0"' if quiet and not pd.isna(value) else ""
    return f'<td style="padding:4px 8px;border:2px solid #fff;text-align:center;{style}"{name}>{escape(shown(value, "number"))}</td>'

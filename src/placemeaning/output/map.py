"""Places on a plain scale drawing, without a network; and as GeoJSON for those who have a map program."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from placemeaning.model.document import Place

_RADIUS_OF_EARTH = 6_371_008.8  # metres, the mean radius (IUGG)
_DOT, _MARGIN = 11.0, 46.0
_INK, _SOFT, _DARK, _LINE = "#1b2a33", "#55606a", "#1d6083", "#c9d3d3"
_LOWEST = 260.0
_ROUNDS, _GOLDEN = 400, math.pi * (3 - 5**0.5)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place on the drawing: where it lies, and where its number stands so that numbers do not cover each other."""

    number: int
    place: Place
    x: float
    y: float
    at_x: float
    at_y: float


def located(places: Sequence[Place]) -> list[Place]:
    """Return the places that have a position."""
    return [one for one in places if one.latitude is not None and one.longitude is not None]


def metres(first: Place, second: Place) -> float:
    """Return how far two places are apart, in metres along the great circle (haversine formula)."""
    one, other = (math.radians(place.latitude or 0) for place in (first, second))
    along = math.radians((second.longitude or 0) - (first.longitude or 0))
    half = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(along / 2) ** 2
    return 2 * _RADIUS_OF_EARTH * math.asin(math.sqrt(half))


def svg_map(
    places: Sequence[Place], *, told: str, width: float = 720.0, chosen: str | None = None, links: bool = False, legend: bool = False
) -> str:
    """Return a drawing of places to scale, north up, with a number for each, a scale bar and a north arrow.

    Parameters
    ----------
    places
        Those without a position are left out; the number of a place is its number in this list, counted from 1.
    told
        What the drawing shows, for who cannot see it.
    width
        In CSS pixels; the height follows from the places.
    chosen
        The id of a place to stand out; the others are pale then.
    links
        Whether each number leads to ``#place-<id>`` on the page.
    legend
        Whether the names stand below the drawing, by their numbers.
    """
    spots, plan, scale = _spots(places, width)
    names, height = _legend(places, width, plan) if legend else ("", plan)
    marks = "".join(_mark(spot, chosen, links) for spot in sorted(spots, key=lambda spot: spot.place.id == chosen))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="{"group" if links else "img"}" '
        f'aria-label="{escape(told)}" font-family="Segoe UI, Helvetica, Arial, Liberation Sans, sans-serif">'
        f'<rect width="{width:g}" height="{plan:g}" rx="10" fill="#f4f7f6"/>{marks}{_scale_bar(scale, plan)}{_north(width)}{names}</svg>'
    )


def _spots(places: Sequence[Place], width: float) -> tuple[list[_Spot], float, float]:
    """Return where the places stand, the height of the drawing, and pixels to a metre."""
    there = located(places)
    numbers = {one.id: number for number, one in enumerate(places, 1)}
    if not there:
        return [], _LOWEST, 1.0
    middle = math.radians(sum(one.latitude or 0 for one in there) / len(there))
    plane = [
        (math.radians(one.longitude or 0) * _RADIUS_OF_EARTH * math.cos(middle), math.radians(one.latitude or 0) * _RADIUS_OF_EARTH)
        for one in there
    ]
    left, bottom = min(x for x, _ in plane), min(y for _, y in plane)
    wide, high = max(x for x, _ in plane) - left, max(y for _, y in plane) - bottom
    room = width - 2 * _MARGIN
    scale = min(room / max(wide, 200.0), room / max(high, 200.0))
    height = max(_LOWEST, high * scale + 2 * _MARGIN + 24)
    down = max(0.0, (height - 2 * _MARGIN - 24 - high * scale) / 2)
    pushed = (width - wide * scale) / 2
    points = [(pushed + (x - left) * scale, _MARGIN + down + (high - (y - bottom)) * scale) for x, y in plane]
    apart = _apart(points, width, height - 40)
    return [_Spot(numbers[one.id], one, *point, *spot) for one, point, spot in zip(there, points, apart, strict=True)], height, scale


def _apart(points: Sequence[tuple[float, float]], width: float, height: float) -> list[tuple[float, float]]:
    """Return the points moved as little as keeps their discs from covering each other."""
    spots = [list(point) for point in points]
    least = 2 * _DOT + 2
    for _ in range(_ROUNDS):
        moved = False
        for i, one in enumerate(spots):
            for j in range(i):
                other = spots[j]
                dx, dy = one[0] - other[0], one[1] - other[1]
                gap = math.hypot(dx, dy)
                if gap < least:
                    angle = math.atan2(dy, dx) if gap > 0.5 else i * _GOLDEN  # equal places fan out
                    push = (least - gap) / 2 + 0.01
                    one[0], one[1] = one[0] + math.cos(angle) * push, one[1] + math.sin(angle) * push
                    other[0], other[1] = other[0] - math.cos(angle) * push, other[1] - math.sin(angle) * push
                    moved = True
        if not moved:
            break
    return [(min(max(x, _DOT), width - _DOT), min(max(y, _DOT), height - _DOT)) for x, y in spots]


def _mark(spot: _Spot, chosen: str | None, links: bool) -> str:
    pale = chosen is not None and spot.place.id != chosen
    if pale:
        return f'<circle cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="4" fill="#b7c6c8" stroke="#ffffff" stroke-width="1"/>'
    x, y = (spot.x, spot.y) if chosen is not None else (spot.at_x, spot.at_y)
    line = (
        f'<line x1="{spot.x:.1f}" y1="{spot.y:.1f}" x2="{x:.1f}" y2="{y:.1f}" stroke="{_SOFT}" stroke-width="1"/>'
        f'<circle cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="2.5" fill="{_SOFT}"/>'
        if math.hypot(spot.x - x, spot.y - y) > 2
        else ""
    )
    dot = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DOT:g}" fill="{_DARK}" stroke="#ffffff" stroke-width="2"/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}" font-size="12" font-weight="600" text-anchor="middle" fill="#ffffff">{spot.number}</text>'
    )
    title = f"<title>{spot.number}. {escape(spot.place.name)}</title>"
    if links:
        return f'<a href="#place-{escape(spot.place.id)}" aria-label="{escape(spot.place.name)}">{title}{line}{dot}</a>'
    return f"<g>{title}{line}{dot}</g>"


def _scale_bar(scale: float, height: float) -> str:
    """Return a bar of a round number of metres, some 60 to 150 pixels long."""
    steps = [step * 10**power for power in range(6) for step in (1, 2, 5)]
    length = next((step for step in steps if step * scale >= 60), steps[-1])
    words = f"{length} m" if length < 1000 else f"{length // 1000} km"
    y, stop = height - 20, 16 + length * scale
    path = f"M16 {y - 5:g}V{y:g}H{stop:.1f}V{y - 5:g}"
    return (
        f'<path d="{path}" fill="none" stroke="{_INK}" stroke-width="1.5"/>'
        f'<text x="{stop + 6:.1f}" y="{y + 2:g}" font-size="11" fill="{_INK}">{words}</text>'
    )


def _north(width: float) -> str:
    x = width - 24
    return f'<path d="M{x:g} 14l6 18-6-4-6 4z" fill="{_INK}"/><text x="{x:g}" y="46" font-size="12" text-anchor="middle" fill="{_INK}">N</text>'


def _legend(places: Sequence[Place], width: float, top: float) -> tuple[str, float]:
    """Return the names by number in columns below the drawing, and where they end."""
    columns = max(1, int(width // 340))
    rows = -(-len(places) // columns)
    words = []
    for number, one in enumerate(places, 1):
        x, y = (number - 1) // rows * width / columns + 8, top + 26 + (number - 1) % rows * 20
        name = one.name if len(one.name) < 46 else one.name[:45] + "…"
        words.append(f'<text x="{x:.1f}" y="{y:.1f}" font-size="13" fill="{_INK}">{number}. {escape(name)}</text>')
    return "".join(words), top + 26 + rows * 20


def geojson(places: Sequence[Place], properties: dict[str, dict[str, Any]] | None = None) -> str:
    """Return places as GeoJSON (RFC 7946: longitude before latitude, WGS 84); those without a position have no geometry.

    Parameters
    ----------
    properties
        Further properties by the id of a place, such as how many people say what.
    """
    features = [
        {
            "type": "Feature",
            "id": one.id,
            "geometry": None if one.latitude is None or one.longitude is None else {"type": "Point", "coordinates": [one.longitude, one.latitude]},
            "properties": {"name": one.name, "kind": one.kind, "neighbourhood": one.neighbourhood, "municipality": one.municipality}
            | (properties or {}).get(one.id, {}),
        }
        for one in places
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"

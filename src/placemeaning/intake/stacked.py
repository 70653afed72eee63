"""Time, name and words each on a line of their own, as editing programs write them: the first two become one line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from placemeaning.intake import times
from placemeaning.intake.heads import is_name_like, is_possible
from placemeaning.intake.raw import Line

_CUE = re.compile(rf"\s*\[?(?P<start>{times.CLOCK})\s*-->\s*(?P<stop>{times.CLOCK})\]?\s+(?P<words>\S.*)", re.DOTALL)


def unstacked(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with ``00:00:05 - 00:00:09`` and ``Speaker 1`` below it joined, where most times have a name and words below them."""
    alone = [number for number, line in enumerate(lines) if times.only(line.text) is not None and line.stop is None]
    stacked = {number for number in alone if _has_name_below(lines, number)}
    if len(stacked) < 2 or len(stacked) * 2 < len(alone):
        return list(lines)
    joined = {
        number: Line(f"{line.text.strip()} {lines[number + 1].text.strip()}") for number, line in enumerate(lines) if number in stacked
    }
    return [joined.get(number, line) for number, line in enumerate(lines) if number - 1 not in stacked]


def cued(lines: Sequence[Line]) -> list[Line]:
    """Return ``[00:03.480 --> 00:06.920]  words`` as a subtitle, where most lines are so: a speech recogniser's output on the screen."""
    found = [_CUE.fullmatch(line.text) for line in lines]
    if sum(map(bool, found)) < max(2, 0.8 * sum(not line.blank for line in lines)):
        return list(lines)
    return [_subtitle(match) if match else line for line, match in zip(lines, found, strict=True)]


def _subtitle(match: re.Match[str]) -> Line:
    return Line(match["words"], seconds=times.seconds_of(match["start"]), stop=times.seconds_of(match["stop"]))


def _has_name_below(lines: Sequence[Line], number: int) -> bool:
    below = [line.text.strip() for line in lines[number + 1 : number + 3]]
    return len(below) == 2 and all(below) and ":" not in below[0] and is_possible(below[0]) and is_name_like(below[0])

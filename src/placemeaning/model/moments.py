"""Moments: when in the recording the words of a turn were said, where a turn was put together from subtitles that have times.

A frozen text shows the time a turn begins. The times within it stand in the front matter, a line a turn::

    moments: ['62.5 3fa9c2e1 57@64.2 112@69.8']

which is the time of the turn in seconds, the first letters of the digest of its words, and for each further subtitle the code
point of the turn where it begins and its time. So an edit of one turn leaves the moments of all others.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

Key = tuple[float, str]
"""Which turn: its time in seconds, and the begin of the digest of its words."""

Moments = Mapping[Key, Sequence[tuple[int, float]]]
"""By turn: code points into its words, and seconds, in the order of the words."""

_LINE = re.compile(r"(?P<time>\d+(?:\.\d+)?) (?P<digest>[0-9a-f]{8})(?P<moments>(?: \d+@\d+(?:\.\d+)?)+)")


def key(seconds: float | None, words: str) -> Key:
    """Return which turn it is that begins at some seconds with some words."""
    return (seconds or 0.0, hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8])


def write_moments(moments: Moments) -> list[str]:
    """Return the moments as front matter has them, a text a turn. `read_moments` is its mirror."""
    turns = ((f"{_plain(at)} {digest}", some) for (at, digest), some in moments.items())
    return [f"{turn} {' '.join(f'{place}@{_plain(seconds)}' for place, seconds in some)}" for turn, some in turns]


def _plain(seconds: float) -> str:
    """Return seconds to the millisecond, without an exponent however many they are."""
    return f"{seconds:.3f}".rstrip("0").rstrip(".")


def read_moments(lines: Iterable[str]) -> Moments:
    """Return the moments that front matter holds.

    Raises
    ------
    ValueError
        If a line is none.

    Examples
    --------
    >>> read_moments(["62.5 3fa9c2e1 57@64.2 112@69.8"])
    {(62.5, '3fa9c2e1'): ((57, 64.2), (112, 69.8))}
    """
    found = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{line!r} does not give moments: a time, eight letters of a digest, and code point@seconds for each")
        pairs = (one.split("@") for one in match["moments"].split())
        found[float(match["time"]), match["digest"]] = tuple((int(place), float(seconds)) for place, seconds in pairs)
    return found


def placed(words: str, spoken: Iterable[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    """Return moments by code point of `words`, from moments by the number of code points before them that are not blank.

    Counting what is not blank holds whatever white space is folded on the way.

    Examples
    --------
    >>> placed("Ja hoor. Goed.", [(7, 4.5)])
    ((9, 4.5),)
    """
    seen = [place for place, sign in enumerate(words) if not sign.isspace()]
    return tuple((seen[count], seconds) for count, seconds in spoken if count < len(seen))

"""Times as transcripts write them: ``00:12:34``, ``[12:34]``, ``(00:12:34)``, ``#00:01:23-4#``, ``00:01 - 00:05``, frames ``00:00:01:12``."""

from __future__ import annotations

import re
from functools import lru_cache

CLOCK = r"\d{1,3}:[0-5]\d(?::[0-5]\d(?::\d\d)?)?(?:[.,]\d{1,3})?(?![\d:]|[.,]\d)"
_DOTTED = r"\d{1,2}\.[0-5]\d\.[0-5]\d"
_RANGE = rf"(?:{CLOCK}|{_DOTTED})(?:\s*(?:-->|[-–—]|tot|to|до)\s*(?:{CLOCK}|{_DOTTED}))?"
_HASH = r"#\s*\d{1,3}:[0-5]\d(?::[0-5]\d)?(?:[.,-]\d{1,3})?\s*#"
_LETTERED = r"(?:\d{1,2}\s?[hu]\s?)?\d{1,3}\s?m(?:in)?\.?\s?\d{1,2}\s?s(?:ec)?\.?"
FRAMED = rf"(?:[\[(]\s*{_LETTERED}\s*[\])]|\[\s*{_RANGE}\s*\]|\(\s*{_RANGE}\s*\)|\{{\s*{_RANGE}\s*\}}|<\s*{_RANGE}\s*>|{_HASH})"
BARE = rf"{CLOCK}(?:\s*(?:-->|[-–—])\s*{CLOCK})?"

_PARTS = re.compile(r"(\d{1,3})([:.])(\d\d)(?:\2(\d\d)(?!\d))?(?:[.,-](\d{1,3})(?![\d:.]))?")
_UNITS = re.compile(r"(?:(\d{1,2})\s?[hu]\s?)?(\d{1,3})\s?m(?:in)?\.?\s?(\d{1,2})\s?s")
_FRAMED_LEAD = re.compile(rf"\s*{FRAMED}\s*")
_LEAD = re.compile(rf"\s*(?:{FRAMED}|{BARE}(?=\s|$))\s*")
_TAIL = re.compile(rf"(?:(?<=\s)|^|(?<=[.?!…)\]])){FRAMED}(?:\[\d{{1,4}}\.\d\])?\s*$")
_BARE_TAIL = re.compile(r"(?:(?<=\s)|^)\d{1,2}:[0-5]\d:[0-5]\d(?:[.,]\d{1,3})?\s*$")
_MARK = r"(?:звук|аудіо|audio|sound)\s+\d{1,3}[.:]\d\d(?:\s*[-–—]\s*\d{1,3}[.:]\d\d)?"
_ONLY = re.compile(rf"\s*(?:{FRAMED}|{BARE}|{_MARK})\s*:?\s*", re.IGNORECASE)
_TAIL_LENGTH = 48
_STARTS = frozenset("0123456789[({<#")


@lru_cache(maxsize=4096)
def seconds_of(clock: str) -> float:
    """Return the seconds of the first time in `clock`; two numbers are minutes and seconds.

    Examples
    --------
    >>> seconds_of("#00:01:23-4#"), seconds_of("[12:34]"), seconds_of("1:00:00.250"), seconds_of("(2m15s)")
    (83.4, 754.0, 3600.25, 135.0)
    """
    if lettered := _UNITS.search(clock):
        hours, minutes, seconds = (int(part or 0) for part in lettered.groups())
        return float(hours * 3600 + minutes * 60 + seconds)
    match = _PARTS.search(clock)
    if not match:
        raise ValueError(f"{clock!r} holds no time")
    first, _, second, third, fraction = match.groups()
    whole = int(first) * 60 + int(second) if third is None else int(first) * 3600 + int(second) * 60 + int(third)
    return round(whole + float(f"0.{fraction or 0}"), 3)


def lead(text: str, *, bare: bool = False) -> tuple[float | None, str]:
    """Return the time that `text` begins with and the rest; with `bare`, brackets are not needed."""
    if text.lstrip()[:1] not in _STARTS:
        return None, text
    match = (_LEAD if bare else _FRAMED_LEAD).match(text)
    return (seconds_of(match[0]), text[match.end() :]) if match else (None, text)


def tail(text: str) -> tuple[float | None, str]:
    """Return the time that `text` ends with (in brackets, in ``#``, or with hours) and what stands before it."""
    cut = max(0, len(text) - _TAIL_LENGTH)
    match = _TAIL.search(text, cut) or _BARE_TAIL.search(text, cut)
    return (seconds_of(match[0]), text[: match.start()].rstrip()) if match else (None, text)


def only(text: str) -> float | None:
    """Return the time that `text` is, or None where it is more or other than a time."""
    return seconds_of(text) if len(text) < _TAIL_LENGTH and _ONLY.fullmatch(text) else None

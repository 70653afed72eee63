"""Dates as people write them in Dutch, English and Ukrainian."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "januari january jan січня січень",
    "februari february feb лютого лютий",
    "maart march mrt mar березня березень",
    "april apr квітня квітень",
    "mei may травня травень",
    "juni june jun червня червень",
    "juli july jul липня липень",
    "augustus august aug серпня серпень",
    "september sept sep вересня вересень",
    "oktober october okt oct жовтня жовтень",
    "november nov листопада листопад",
    "december dec грудня грудень",
)
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})\b")
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|e|de|ste)?\s+(?:of\s+)?([^\W\d_]+)\.?,?\s+(\d{4})\b")
_MONTH_DAY = re.compile(r"\b([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")


def iso_date(text: str, language: str | None = None) -> str | None:
    """Return the first date in `text` as ``2024-05-31``, or None.

    The day goes before the month, as in Dutch and Ukrainian; an English ``03/04/2024`` says neither and gives None.

    Examples
    --------
    >>> iso_date("Datum: 12-03-2024"), iso_date("31st May 2019"), iso_date("3 травня 2023 року"), iso_date("03/04/2024", "en")
    ('2024-03-12', '2019-05-31', '2023-05-03', None)
    """
    if match := _YEAR_FIRST.search(text):
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.search(text):
        return _numbers(match, language)
    if match := _DAY_MONTH.search(text):
        return _iso(int(match[3]), _MONTH.get(match[2].lower(), 0), int(match[1]))
    if match := _MONTH_DAY.search(text):
        return _iso(int(match[3]), _MONTH.get(match[1].lower(), 0), int(match[2]))
    return None


def _numbers(match: re.Match[str], language: str | None) -> str | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 if year < 100 else 0
    if language == "en" and match[2] == "/" and first != second:
        if first <= 12 and second <= 12:
            return None
        if second > 12:
            first, second = second, first
    return _iso(year, second, first)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None

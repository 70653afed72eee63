"""What a file's name says about it, after a pattern such as ``{place}-{person}-{date}``."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from placemeaning.errors import did_you_mean
from placemeaning.model.document import KINDS, LANGUAGES

FIELDS = ("place", "person", "date", "kind", "language", "title", "number")
_DATE = r"\d{4}-?\d{2}-?\d{2}|\d{1,2}-\d{1,2}-\d{4}"


class NamePattern:
    """A pattern for file names; the parts in braces are one of `FIELDS`, the rest stands for itself.

    Raises
    ------
    ValueError
        If the pattern names an unknown field, one twice, or none.
    """

    def __init__(self, pattern: str, places: Collection[str] = (), people: Collection[str] = ()) -> None:
        self.pattern = pattern
        known = {"place": places, "person": people, "kind": KINDS, "language": LANGUAGES}
        named = re.findall(r"\{(.*?)\}", pattern)
        for name in named:
            if name not in FIELDS:
                raise ValueError(f"{{{name}}} in {pattern!r} is not one of {', '.join(FIELDS)}.{did_you_mean(name, FIELDS)}")
        if not named or len(set(named)) != len(named):
            raise ValueError(f"{pattern!r} names no field, or one twice; write for example '{{place}}-{{person}}-{{date}}'")
        parts = re.split(r"\{(.*?)\}", pattern)
        self._expressions = [
            re.compile(
                "".join(_group(part, known.get(part, ()), part in free) if at % 2 else re.escape(part) for at, part in enumerate(parts)),
                re.I,
            )
            for free in ((), ("place",), ("person",), tuple(known))
        ]

    def read(self, stem: str) -> dict[str, Any] | None:
        """Return what a file's name (without its ending) says, as `About` takes it; None where it does not fit the pattern.

        Examples
        --------
        >>> NamePattern("{place}-{person}-{date}", ["ah-bemmel"]).read("ah-bemmel-p01-20220314")
        {'date': '2022-03-14', 'places': ['ah-bemmel'], 'people': ['p01']}
        """
        match = next(filter(None, (one.fullmatch(stem) for one in self._expressions)), None)
        if match is None:
            return None
        said: dict[str, Any] = {name: words for name, words in match.groupdict().items() if name in ("kind", "language", "title")}
        if "date" in match.groupdict():
            said["date"] = _iso(match["date"])
        return said | {many: [match[one].lower()] for one, many in (("place", "places"), ("person", "people")) if one in match.groupdict()}


def _group(name: str, known: Collection[str], free: bool) -> str:
    """Return the expression of a field: a known id, so that one with a hyphen stays whole; anything where it is free or no ids are known."""
    anything = _DATE if name == "date" else r"\d+" if name == "number" else r"[^/]+?" if name in ("place", "title") else r"[^\s/]+?"
    ids = "|".join(re.escape(one) for one in sorted(known, key=len, reverse=True))
    return f"(?P<{name}>{ids if ids and not free else ids + '|' + anything if ids else anything})"


def _iso(words: str) -> str:
    digits = re.findall(r"\d+", words)
    if len(digits) == 1:
        return f"{words[:4]}-{words[4:6]}-{words[6:]}"
    year_first = len(digits[0]) == 4
    year, month, day = digits if year_first else reversed(digits)
    return f"{year}-{int(month):02}-{int(day):02}"

"""Names of places as people write them: with a number, an article or ``Plek:`` before them, or nearly right."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from placemeaning.model.document import Place

_BEFORE = re.compile(
    r"(?:\d+(?:\.\d+)*[.):]?\s+|[a-z][.)]\s+|(?:deel|part|частина)\s+\d+\s*[:.–-]\s*"
    r"|(?:plek|plaats|locatie|place|location|місце|локація)\s*(?:\d+\s*)?[:–-]\s*|(?:over|about|про)\s+)+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:de|het|een|the|an?)\s+|['’]t\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")


def plain_name(words: str) -> str:
    """Return a name as it is compared: lower case, without number, article and what stands before it.

    Examples
    --------
    >>> plain_name("2. Plek: Het Kanaal"), plain_name("'t kanaal")
    ('kanaal', 'kanaal')
    """
    return _ARTICLE.sub("", _BEFORE.sub("", " ".join(words.split()).strip(" *_#:.")), count=1).casefold() if words else ""


def names_of(places: Mapping[str, Place]) -> dict[str, str]:
    """Return the place of each name; a name that two places have stands for neither."""
    owners: dict[str, set[str]] = {}
    for one in places.values():
        for name in (one.id, one.name, _BRACKETS.sub("", one.name), *one.aliases):
            owners.setdefault(plain_name(name), set()).add(one.id)
    return {name: next(iter(ids)) for name, ids in owners.items() if name and len(ids) == 1}


def nearest_place(words: str, places: Mapping[str, Place], *, parts: bool = True) -> Place | None:
    """Return the place whose name is nearest to some words, or None where none is near.

    Parameters
    ----------
    parts
        Whether part of a name is near to it, too; without it, the whole must be nearly the same.
    """
    names = names_of(places)
    scorer, least = (fuzz.WRatio, 70) if parts else (fuzz.ratio, 82)
    best = process.extractOne(plain_name(words), list(names), scorer=scorer, score_cutoff=least)
    return places[names[best[0]]] if best else None

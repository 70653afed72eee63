"""Places that are spoken of: their names and aliases in a text, also misspelt; they set the place of a suggestion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from placemeaning.model.coding import Suggestion
from placemeaning.model.document import Document, Place
from placemeaning.model.text import Span
from placemeaning.suggesting.index import index_of
from placemeaning.suggesting.lexicon import fold_word
from placemeaning.suggesting.spelling import SHORTEST, close, is_misspelling
from placemeaning.suggesting.vocabulary import vocabulary

RULE = "place/1"
_ARTICLE = re.compile(r"^(?:de|het|'t|’t|ons|onze|the|our)\s+", re.IGNORECASE)
_LETTERS = re.compile(r"\w+")
_GLOSS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that is spoken of: where, by which of its names, and whether the spelling is another one."""

    place: str
    span: Span
    name: str
    misspelt: bool


@lru_cache(maxsize=64)
def _names(places: tuple[Place, ...]) -> dict[str, tuple[str, str]]:
    """Return, by what is looked for in lower case, the place and the name as it is written.

    An article may be left out before a name (de Appie, Appie), not before a common word (het water).
    """
    found: dict[str, tuple[str, str]] = {}
    for place in places:
        for name in (place.name, *place.aliases):
            plain = _GLOSS.sub("", name).strip()
            bare = _ARTICLE.sub("", plain)
            for one in {plain, bare} if bare[:1].isupper() else {plain}:
                found.setdefault(one.lower().replace("’", "'"), (place.id, name))
    return found


def mentions(document: Document, places: Iterable[Place]) -> list[Mention]:
    """Return where places are spoken of inside the turns of a document, by position; the longest name at each position."""
    names = _names(tuple(places))
    low = document.text.replace("’", "'").lower() if names else ""
    if len(low) != len(document.text):
        return []
    said = _said(document)
    misspelt, all_said = _misspelt(said, names), "\n".join(said)
    found: list[Mention] = []
    looked_for = [*(name for name in names if _part(name) in all_said), *misspelt]
    standing = sorted((start, -len(name), name) for name in looked_for for start in _standing(name, low))
    for start, size, name in standing:
        if (not found or found[-1].span.stop <= start) and document.turn_at(start):
            place, written = names.get(name) or misspelt[name]
            found.append(Mention(place, Span(start, start - size), written, name not in names))
    return found


def _standing(name: str, low: str) -> Iterator[int]:
    """Yield where a name stands in a text, not inside another word."""
    start = low.find(name)
    while start >= 0:
        if not _is_letter(low[start - 1 : start]) and not _is_letter(low[start + len(name) : start + len(name) + 1]):
            yield start
        start = low.find(name, start + 1)


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _said(document: Document) -> list[str]:
    """Return the different words of a text, folded."""
    words = vocabulary(document.language).words
    return [words[number] for number in np.flatnonzero(np.bincount(index_of(document).ids)).tolist()]


@lru_cache(maxsize=4_096)
def _part(name: str) -> str:
    """Return the longest part of a name that stands inside one word, folded; nothing where it has no letters."""
    return fold_word(max(_LETTERS.findall(name), key=len, default=""))


def _misspelt(said: Sequence[str], names: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return the words of a text that are a name of one word but for a letter or two."""
    single = [
        name
        for name, (_, written) in names.items()
        if len(name) >= SHORTEST and " " not in name and _ARTICLE.sub("", written)[:1].isupper()
    ]
    letters = {name[0] for name in single}
    near = [word for word in said if len(word) >= SHORTEST - 1 and word[0] in letters and word not in names]
    return {word: names[name] for name, word in close(single, near) if is_misspelling(word, name)} if single and near else {}


def with_places(found: Sequence[Suggestion], document: Document, places: Iterable[Place]) -> list[Suggestion]:
    """Return suggestions whose place is the one spoken of: in the passage (if only one is), or last before it in the same turn."""
    all_mentions = mentions(document, places) if found else []
    return [_placed(one, document, all_mentions) for one in found] if all_mentions else list(found)


def _placed(one: Suggestion, document: Document, all_mentions: Sequence[Mention]) -> Suggestion:
    turn = document.turn_at(one.anchor.span.start)
    if turn is None:
        return one
    inside = {mention.place for mention in all_mentions if one.anchor.span.contains(mention.span)}
    before = [m.place for m in all_mentions if turn.span.start <= m.span.start and m.span.stop <= one.anchor.span.start]
    place = next(iter(inside)) if len(inside) == 1 else before[-1] if before and not inside else one.place
    return one if place == one.place else replace(one, place=place)

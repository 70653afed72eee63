"""Ukrainian case forms of names, so that ``Галину`` is found as ``Галина`` and replaced by the same form of another name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CYRILLIC = re.compile("[а-яєіїґ]", re.IGNORECASE)
_SOFTER = {"к": "ц", "г": "з", "х": "с"}
_VOWELS = "аеєиіїоуюя"


@dataclass(frozen=True, slots=True)
class FirstForm:
    """A case form: its text, the name it is a form of, and which case (``acc`` …; empty for the nominative)."""

    text: str
    name: str
    case: str


def is_cyrillic(word: str) -> bool:
    """Return whether a word has Cyrillic letters."""
    return bool(_CYRILLIC.search(word))


def forms_of(name: str, gender: str = "") -> list[FirstForm]:
    """Return the case forms of a name in the nominative, that one first; a name in other letters has only that one.

    Examples
    --------
    >>> [form.text for form in forms_of("Галина", "f")][:6]
    ['Галина', 'Галини', 'Галині', 'Галину', 'Галиною', 'Галино']
    """
    found = [FirstForm(name, name, "")]
    if is_cyrillic(name) and len(name) > 2:
        found += [FirstForm(text, name, case) for case, text in _cases(name, gender)]
    return found


def form_of(name: str, case: str, gender: str = "") -> str:
    """Return a name in a case; in the nominative where it has no such form."""
    return next((form.text for form in forms_of(name, gender) if form.case == case), name)


def _cases(name: str, gender: str) -> Iterator[tuple[str, str]]:
    last = name[-1].lower()
    if last == "а":
        yield from _after_a(name[:-1])
    elif last == "я":
        yield from _after_ya(name[:-1])
    elif name.endswith(("ський", "цький", "зький")):
        yield from _paired(name[:-2], ("ого", "ому", "ого", "им", "ий"))
    elif last == "о" and gender != "f":
        yield from _paired(name[:-1], ("а", "у", "а", "ом", "е"))
        yield "dat2", name[:-1] + "ові"
    elif last == "й":
        yield from _paired(name[:-1], ("я", "ю", "я", "єм", "ю"))
        yield "dat2", name[:-1] + "єві"
    elif last in ("ь", "р") and gender == "m" and name.lower().endswith(("ь", "ігор", "лазар")):
        stem = name.removesuffix("ь")
        yield from _paired(stem, ("я", "ю", "я", "ем", "ю"))
        yield "dat2", stem + "еві"
    elif last not in _VOWELS and gender != "f":
        yield from _paired(name, ("а", "у", "а", "ом", "е"))
        yield "dat2", name + "ові"
        yield "adj", name + "ів"
        yield "adj2", name + "ова"
        if name.lower().endswith(("чук", "юк", "щук")):
            yield from (("pl", name + "и"), ("pl2", name + "ів"), ("pl3", name + "ам"), ("pl4", name + "ами"))


def _paired(stem: str, endings: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for case, ending in zip(("gen", "dat", "acc", "ins", "voc"), endings, strict=True):
        yield case, stem + ending


def _after_a(stem: str) -> Iterator[tuple[str, str]]:
    dative = stem[:-1] + _SOFTER.get(stem[-1].lower(), stem[-1]) + "і"
    yield from (("gen", stem + "и"), ("dat", dative), ("acc", stem + "у"), ("ins", stem + "ою"), ("voc", stem + "о"))
    yield from (("adj", stem + "ин"), ("adj2", stem + "ина"))


def _after_ya(stem: str) -> Iterator[tuple[str, str]]:
    vowel = stem[-1:].lower() in _VOWELS or stem[-1:] in "'’"
    yield from _paired(stem, ("ї", "ї", "ю", "єю", "є") if vowel else ("і", "і", "ю", "ею", "ю"))

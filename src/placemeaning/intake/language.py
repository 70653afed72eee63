"""Which of the three languages a text is in."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

_DUTCH = """
de het een en van ik je dat die niet is was maar ook wel dan naar voor met zijn hebben heb er uit als nou ja nee wij we ze zij hier daar
heel gewoon mijn jij waar wat hoe om op bij ging gaan toch altijd veel mensen zo nog al
"""
_ENGLISH = """
the a and of i you that not is was but also then to for with are have has there from as yes no we they here it my your where what how
at in on very just this people so because would when about do did
"""
_SMALL = {"nl": frozenset(_DUTCH.split()), "en": frozenset(_ENGLISH.split())}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 50_000


def language_of(text: str) -> Literal["nl", "en", "uk"] | None:
    """Return the language of `text` by its script and its smallest words, or None where they do not tell.

    Examples
    --------
    >>> language_of("Ik kom hier graag, maar niet alleen."), language_of("I like it here."), language_of("Я тут живу."), language_of("42")
    ('nl', 'en', 'uk', None)
    """
    words = Counter(_WORD.findall(text[:_SAMPLE].lower()))
    cyrillic = sum(count for word, count in words.items() if "\u0400" <= word[0] <= "\u04ff")
    if cyrillic * 2 > words.total():
        return "uk"
    dutch, english = (sum(words[word] for word in known) for known in _SMALL.values())
    if dutch == english:
        return None
    return "nl" if dutch > english else "en"

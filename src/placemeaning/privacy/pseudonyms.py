"""Readable pseudonyms: another first name of the same origin and gender, another surname, ``[straat 1]``, ``[telefoonnummer]``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random, SystemRandom

from placemeaning.privacy import lists
from placemeaning.privacy.inflecting import is_cyrillic
from placemeaning.privacy.mention import Kind, Part
from placemeaning.privacy.names import FirstName, first_name, names_of
from placemeaning.privacy.ordinary import is_thing, is_town, is_word_too
from placemeaning.privacy.words_of import low

_WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "person": "persoon", "street": "straat", "postcode": "postcode", "phone": "telefoonnummer", "email": "e-mailadres", "birthdate": "geboortedatum",
        "account": "rekeningnummer", "organisation": "organisatie", "school": "school", "place name": "plaats",
    },
    "en": {
        "person": "person", "street": "street", "postcode": "postcode", "phone": "phone number", "email": "e-mail address", "birthdate": "date of birth",
        "account": "account number", "organisation": "organisation", "school": "school", "place name": "town",
    },
    "uk": {
        "person": "особа", "street": "вулиця", "postcode": "індекс", "phone": "номер телефону", "email": "електронна адреса", "birthdate": "дата народження",
        "account": "номер рахунку", "organisation": "організація", "school": "школа", "place name": "місто",
    },
}  # fmt: skip
_NUMBERED = ("street", "organisation", "school", "place name", "person")


class Pseudonyms:
    """Gives pseudonyms, each once; those that are given already and the names that really occur are never given.

    The choice is random, so that nobody can work out from a pseudonym which name it stands for.
    """

    def __init__(self, taken: Iterable[str], random: Random | None = None) -> None:
        self._taken = {low(word) for word in taken}
        self._random = random or SystemRandom()

    def for_name(self, name: str, kind: Kind, part: Part, language: str, *, school: bool = False) -> str:
        """Return the pseudonym of a name, in brackets."""
        chosen = self._person(name, part, language) if kind == "person" else None
        return self._take(chosen) if chosen else self._numbered(_WORDS[language]["school" if school else kind], kind)

    def _person(self, name: str, part: Part, language: str) -> str | None:
        words = name.split()
        known = first_name(words[0]) or FirstName(name, "uk" if is_cyrillic(name) else "", "n")
        if part == "last":
            pool = (lists.UKRAINIAN_SURNAMES if is_cyrillic(name) else lists.DUTCH_SURNAMES).split()
            return self._free(pool, name)
        first = self._free(_pool(known, language), words[0])
        if len(words) == 1 or first is None:
            return first
        last = self._person(words[-1], "last", language)
        return f"{first} {last}" if last else first

    def _free(self, pool: Sequence[str], real: str) -> str | None:
        """Return a name of the pool that is free and does not remind of the real one (``Riet`` never becomes ``Rietje``)."""
        start = low(real)[:4]
        free = [name for name in pool if low(name) not in self._taken and f"[{low(name)}]" not in self._taken]
        free = [name for name in free if not low(name).startswith(start[:3]) and start not in low(name)]
        return self._random.choice(free) if free else None

    def _take(self, name: str) -> str:
        self._taken |= {low(part) for part in (name, f"[{name}]", *name.split())}
        return f"[{name}]"

    def _numbered(self, word: str, kind: Kind) -> str:
        number = 1
        while low(f"[{word} {number}]") in self._taken or (number == 1 and low(f"[{word}]") in self._taken):
            number += 1
        return self._take(word if number == 1 and kind not in _NUMBERED else f"{word} {number}")


def _pool(known: FirstName, language: str) -> list[str]:
    """Return the names that may stand for one: of its origin and gender; where those are not known, names for everybody."""
    found = names_of(known.origin, known.gender) if known.gender != "n" and known.origin else []
    unisex = lists.UNISEX_UKRAINIAN if known.origin == "uk" else lists.UNISEX
    pool = found or unisex.split()
    return [name for name in pool if not is_word_too(name) and not is_thing(name) and not is_town(name)]

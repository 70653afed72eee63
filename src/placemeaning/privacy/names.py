"""Which words are names: Faker's lists of first names and surnames, and our own (`lists`).

Faker (MIT, well kept) brings names for Dutch, Flemish, English, Irish, American, Ukrainian, Turkish, Polish and Algerian people.
Lists that were made from leaked accounts were not used.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from placemeaning.privacy import lists
from placemeaning.privacy.inflecting import FirstForm, forms_of
from placemeaning.privacy.words_of import low, word_set

_FAKER = {
    "nl": ("nl_NL", "nl_BE"), "en": ("en_GB", "en_IE", "en_US"), "uk": ("uk_UA",), "tr": ("tr_TR",), "pl": ("pl_PL",), "ar": ("fr_DZ",),
}  # fmt: skip
_OURS: tuple[tuple[str, str, str], ...] = (
    ("nl", "f", lists.DUTCH_WOMEN), ("nl", "m", lists.DUTCH_MEN), ("en", "f", lists.ENGLISH_WOMEN), ("en", "m", lists.ENGLISH_MEN),
    ("uk", "f", lists.UKRAINIAN_WOMEN), ("uk", "m", lists.UKRAINIAN_MEN), ("ua", "f", lists.LATIN_UKRAINIAN_WOMEN),
    ("ua", "m", lists.LATIN_UKRAINIAN_MEN), ("tr", "f", lists.TURKISH_WOMEN), ("tr", "m", lists.TURKISH_MEN), ("pl", "f", lists.POLISH_WOMEN),
    ("pl", "m", lists.POLISH_MEN), ("ar", "f", lists.ARABIC_WOMEN), ("ar", "m", lists.ARABIC_MEN), ("nl", "n", lists.UNISEX),
    ("uk", "n", lists.UNISEX_UKRAINIAN), ("in", "f", lists.HINDUSTANI_WOMEN), ("in", "m", lists.HINDUSTANI_MEN),
    ("vn", "n", lists.VIETNAMESE_CHINESE),
)  # fmt: skip

_SURNAME = re.compile(
    r"[A-ZÀ-ÞĆČŁŚŞŠŻŽİĞ][\w'’-]*(?:stra|sma|inga|enga|ema|mans|huis|ink|ing[ah]|veld|kamp|broek|horst|man|sen|ssen|brink|hoven|dijk|berg|steen|haar|"
    r"oğlu|oglu|ski|ska|icz|wicz|czyk|enko|chuk|ovych|iuk)|"
    r"[А-ЯЄІЇҐ][\w'’-]*(?:енк[оаіу]|чук[ауом]?|ськ(?:ий|а|ого|ому|ої|ій|ою|им)|цьк(?:ий|а|ого|ої)|юк|щук)"
)

CIVIL = "van|von|der|den|de|het|'t|ter|ten|te|in|op|el|al|ben|bin|ait|ould|o'|mc|mac|la|le|du|di|da|vd|v.d."
"""Words that stand before a surname: van, van der, de, ter, El, …"""


@dataclass(frozen=True, slots=True)
class FirstName:
    """A first name: how it is written, where it is given, to whom (``f``, ``m``, ``n`` for both, or empty); `common` if on our own lists."""

    name: str
    origin: str
    gender: str
    common: bool = True


@cache
def first_names() -> Mapping[str, FirstName]:
    """Return the first names by lower-case form; those of our own lists go before Faker's."""
    found: dict[str, FirstName] = {}
    for origin, gender, words in _OURS:
        for entry in words.split():
            name, _, other = entry.partition("=")
            known = found.get(low(name))
            if known is None:
                found[low(name)] = FirstName(name, origin, other or gender)
            elif known.origin == origin and known.gender != (other or gender):
                found[low(name)] = FirstName(name, origin, "n")
    for origin, locales in _FAKER.items():
        for locale in locales:
            _add(found, origin, locale)
    return found


def _add(found: dict[str, FirstName], origin: str, locale: str) -> None:
    people = _provider(locale)
    women, men = set(getattr(people, "first_names_female", ())), set(getattr(people, "first_names_male", ()))
    for name in sorted(women | men):
        if len(name) > 2 and " " not in name and low(name) not in _NOT_NAMES:
            gender = "n" if name in women and name in men else "f" if name in women else "m"
            found.setdefault(low(name), FirstName(name, origin, gender, False))


@cache
def surnames() -> Mapping[str, str]:
    """Return the surnames by lower-case form, without what stands before them (``van``, ``de``)."""
    found: dict[str, str] = {}
    prefix = re.compile(rf"^(?:(?:{CIVIL})\s+)+", re.IGNORECASE)
    for locale in ("nl_NL", "nl_BE", "uk_UA", "en_GB", "en_US", "fr_DZ", "tr_TR"):
        for name in getattr(_provider(locale), "last_names", ()):
            bare = prefix.sub("", name)
            if len(bare) > 2 and bare[0].isupper():
                found.setdefault(low(bare), bare)
    for name in f"{lists.DUTCH_SURNAMES} {lists.UKRAINIAN_SURNAMES}".split():
        found.setdefault(low(name), name)
    return found


def _provider(locale: str) -> object:
    found: object = importlib.import_module(f"faker.providers.person.{locale}").Provider
    return found


@cache
def inflected() -> Mapping[str, FirstForm]:
    """Return the case forms of the Ukrainian first names in Cyrillic, by lower-case form."""
    found: dict[str, FirstForm] = {}
    for key, name in first_names().items():
        if re.search("[а-яєіїґ]", key):
            for form in forms_of(name.name, name.gender):
                found.setdefault(low(form.text), form)
    return found


def first_name(word: str) -> FirstName | None:
    """Return what is known of a first name, also of a case form of a Ukrainian one; None where it is not on the lists."""
    key = low(word)
    known = first_names().get(key)
    if known is None and (form := inflected().get(key)):
        known = first_names()[low(form.name)]
    if known is None and "-" in key:
        parts = [first_names().get(part) for part in key.split("-")]
        if all(parts) and parts[0]:
            return FirstName(word, parts[0].origin, parts[0].gender)
    return known


def is_surname(word: str) -> bool:
    """Return whether a word is on the lists of surnames, or is built like one."""
    return low(word) in surnames() or bool(_SURNAME.fullmatch(word))


def names_of(origin: str, gender: str) -> list[str]:
    """Return our own first names of an origin and gender (the plain ones, fit to stand for another)."""
    wanted = {"f": "f", "m": "m"}.get(gender, "n")
    source: Iterable[tuple[str, str, str]] = (one for one in _OURS if one[:2] == (origin, wanted))
    names = [entry for _, _, words in source for entry in words.split()]
    return [name for name in names if "=" not in name and "-" not in name and len(name) > 3]


_NOT_NAMES = word_set("""
an do in is of te to en er al el ol un on or so us we be by ay can bay bal ben ana eda era ece ada may art joy will sky ray lane dale
wade chase drew faith grace hope dawn rose rusty tanner mason carter hunter summer autumn destiny candy star case gene van don april
june mercy patience angel kerry page paige miles reed grant frost olive ivy violet hazel daisy brook clay cliff dean glen heath jade
jewel ginger melody misty crystal precious happy prince king duke major bishop marshal sunny stormy sage savage kind beste ten per met
set sun su der nur son yol dem gun gür sel han tan akin önder alp ilk aka
""")

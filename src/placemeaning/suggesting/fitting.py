"""Whether a word fits a word of a keyword, and how: the same form, a form of it, a compound of it, or a spelling of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from placemeaning.suggesting import tables
from placemeaning.suggesting.lemmas import is_known, lemma

How = Literal["same", "form", "compound", "spelling"]
SHORTEST_HEAD = 4
_DIMINUTIVE = ("je", "jes", "kie", "kies", "ke", "kes", "pie", "pies")
_LINKS = ("s", "e", "n", "en", "er")
_CLASSES = ("subjects", "objects", "owners", "they", "them", "theirs", "articles")


@dataclass(frozen=True, slots=True)
class Test:
    """One word of a keyword: what it asks of a word of the text.

    `kind` is ``word`` (its forms count too), ``exact`` (that form only), ``stem`` (how it begins) or ``class`` (a pronoun or article, for
    which the others of its kind may stand). `words` are alternatives. `compounds` says whether compounds with it as their head count.
    """

    kind: Literal["word", "exact", "stem", "class"]
    words: tuple[str, ...]
    language: str
    compounds: bool = False

    def how(self, word: str, its_lemma: str | None = None) -> How | None:
        """Return how a folded word fits, or None; spelling is not among the answers (see `placemeaning.suggesting.spelling`)."""
        if word in self.words:
            return "same"
        if self.kind != "word":
            return "form" if self.kind == "stem" and word.startswith(self.words) else None
        asked, both = asked_by(self), (word, its_lemma or lemma(word, self.language))
        if not asked.large.isdisjoint(both) or (not asked.small.isdisjoint(both) and is_diminutive(word)):
            return "form"
        ends = [end for size in asked.sizes if (end := word[-size:]) in asked.heads and is_compound(word, end)]
        return "compound" if ends else None


@lru_cache(maxsize=50_000)
def make_test(written: str, language: str, *, exact: bool = False, compounds: bool = False) -> Test:
    """Return the test that a word of a keyword stands for; ``je/ik/we`` are alternatives, ``stem*`` a beginning."""
    if written.endswith("*"):
        return Test("stem", (written[:-1],), language)
    words = tuple(part for part in written.split("/") if part) or (written,)
    if exact:
        return Test("exact", words, language)
    for name in _CLASSES if len(words) == 1 else ():
        table: tables.Words = getattr(tables, name.upper())
        if words[0] in table[language]:
            return Test("class", tuple(sorted(table[language])), language)
    being = next((group for group in tables.BEING[language] if words[0] in group), None)
    if being and len(words) == 1:
        return Test("class", tuple(sorted(being)), language)
    return Test("word", words, language, compounds)


def is_form(word: str, of: str, language: str) -> bool:
    """Return whether a word is a form of another: the same lemma. A diminutive has diminutive forms only (taakje, taakjes; not taken)."""
    if language == "nl" and is_diminutive(of) and not is_diminutive(word):
        return False
    keys = keys_of(of, language)
    return word in keys or lemma(word, language) in keys


@dataclass(frozen=True, slots=True)
class Asked:
    """What a test of kind ``word`` asks: the words and lemmas that count as forms, those that do for diminutives only, and heads of compounds."""

    large: frozenset[str]
    small: frozenset[str]
    heads: frozenset[str]
    sizes: tuple[int, ...]


@lru_cache(maxsize=50_000)
def asked_by(test: Test) -> Asked:
    """Return what a test asks; nothing where only words as they are written pass."""
    written = test.words if test.kind == "word" else ()
    small = [one for one in written if test.language == "nl" and is_diminutive(one)]
    large = [one for one in written if one not in small]
    heads = frozenset(form for one in written for form in forms_of(one)) if test.compounds and test.language == "nl" else frozenset[str]()
    return Asked(_keys_of(large, test), _keys_of(small, test), heads, tuple(sorted(set(map(len, heads)))))


def _keys_of(words: Sequence[str], test: Test) -> frozenset[str]:
    return frozenset(key for one in words for key in keys_of(one, test.language))


def is_diminutive(word: str) -> bool:
    """Return whether a Dutch word ends as diminutives do."""
    return word.endswith(_DIMINUTIVE)


@lru_cache(maxsize=50_000)
def keys_of(word: str, language: str) -> frozenset[str]:
    """Return the words and lemmas that count as forms of a word: itself and its lemma.

    Two, because lists see homographs one way only: ``leren`` is listed under ``leer``, but ``leerde`` under ``leren``.
    """
    return frozenset((word, lemma(word, language)))


@lru_cache(maxsize=50_000)
def forms_of(word: str) -> tuple[str, ...]:
    """Return the forms of a Dutch noun that may close a compound: singular, plurals, diminutives; none for short words."""
    base = lemma(word, "nl")
    if base in tables.NO_HEADS or _is_infinitive(base):
        return ()
    guesses = [word, base, *(base + end for end in ("s", "en", "'s", "n", "je", "jes", "tje", "tjes")), *_plurals(base)]
    guesses += [f"{guess}nen" for guess in (word, base) if guess.endswith("in")] + [f"{base}in", f"{base}innen"]
    return tuple(dict.fromkeys(one for one in guesses if len(one) >= SHORTEST_HEAD and is_form(one, word, "nl")))


def _is_infinitive(base: str) -> bool:
    return (base.endswith("en") and lemma(base[:-2] + "t", "nl") == base) or lemma(f"ge{base[:-2]}d", "nl") == base


def _plurals(base: str) -> list[str]:
    """Return guesses at plurals with a changed spelling (buur, buren; kop, koppen; huis, huizen; brief, brieven)."""
    if len(base) < 3 or base[-1] in "aeiou":
        return []
    soft = base[:-1] + {"s": "z", "f": "v"}.get(base[-1], base[-1])
    short = base[:-2] + base[-1] if base[-2] in "aeou" and base[-3] == base[-2] else base
    return [base + base[-1] + "en", soft + "en", short + "en", short[:-1] + soft[-1] + "en"]


@lru_cache(maxsize=200_000)
def is_compound(word: str, head: str) -> bool:
    """Return whether a Dutch word is a compound whose last part is `head`; what is before it must be a word itself.

    Examples
    --------
    >>> is_compound("overbuurvrouw", "buurvrouw"), is_compound("buurtbus", "buurt"), is_compound("natuur", "tuur")
    (True, False, False)
    """
    if not word.endswith(head) or len(word) <= len(head) + 1 or len(head) < SHORTEST_HEAD or word in tables.NO_COMPOUND:
        return False
    first = word[: -len(head)].removesuffix("-")
    if first in tables.PREFIXES:
        return False
    return (
        first in tables.COMPOUND_HEADS
        or _is_part(first)
        or any(first.endswith(link) and _is_part(first.removesuffix(link)) for link in _LINKS)
    )


def _is_part(first: str) -> bool:
    return len(first) >= 3 and is_known(first, "nl")

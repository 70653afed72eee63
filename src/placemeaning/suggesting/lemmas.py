"""Lemmas: the word that a form belongs to. From simplemma's lists, with its traps handled, and from our own small tables.

simplemma was chosen because it was right most often on real Dutch (89.5 % of content words, against 74.6 % for spaCy's lookup
tables), knows Ukrainian, needs no model and brings its data in the wheel. Its traps: ``_`` inside lemmas, capitals, two apostrophes, and
diminutives whose singular and plural part (``kindje`` to ``kind``, but ``kindjes`` to ``kindje``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import numpy as np
import simplemma
from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

from placemeaning.suggesting.tables import FORMS, SPELLING

_REPEATED = re.compile(r"(\w)\1{2,}")
_DIMINUTIVES = (("je", ""), ("etje", ""), ("pje", ""), ("kje", "g"), ("tje", ""))
_DIALECT = (("ie", "ij"), ("uu", "ui"), ("ao", "aa"), ("ao", "a"), ("oa", "oo"), ("ae", "ee"), ("eu", "oo"))


@lru_cache(maxsize=400_000)
def lemma(word: str, language: str) -> str:
    """Return the lemma of a folded word; the word itself where nothing is known about it.

    Parameters
    ----------
    word
        Lower case, straight apostrophes (see `placemeaning.suggesting.lexicon.fold_word`).
    language
        ``nl``, ``en`` or ``uk``.

    Examples
    --------
    >>> lemma("vriendinnen", "nl"), lemma("praatjes", "nl"), lemma("tegengekomen", "nl"), lemma("подругою", "uk")
    ('vriend', 'praatje', 'tegenkomen', 'подруга')
    """
    return _found(word, language) or word


def lemmas(words: Sequence[str], language: str) -> list[str | None]:
    """Return the lemma of each of many words, None where nothing is known about it."""
    their = _cleaned(list(map(_list(language).get, map(str.encode, words))))
    ours, diminutives = _ours(language), ("je", "jes") if language == "nl" else ()
    for place in [place for place, word in enumerate(words) if word in ours or word.endswith(diminutives)]:
        their[place] = _found(words[place], language)
    unknown = [place for place, one in enumerate(their) if one is None]
    for place in _may_be_respelled(words, unknown) if language == "nl" else unknown:
        their[place] = _unlisted(words[place], language)
    return their


def _may_be_respelled(words: Sequence[str], unknown: Sequence[int]) -> list[int]:
    """Return those of the unknown Dutch words that may have a lemma all the same: with a hyphen, or spelt as speech or dialect may be."""
    letters = np.frombuffer("\n".join([*(words[place] for place in unknown), "", ""]).encode("utf-32-le", "surrogatepass"), "<u4")
    first, second, third = letters[:-2], letters[1:-1], letters[2:]
    clue = (first == ord("-")) | ((first == second) & (second == third))
    for pair in {"e\n", *(theirs for theirs, _ in _DIALECT)}:
        clue |= (first == ord(pair[0])) & (second == ord(pair[1]))
    numbers = np.unique(np.cumsum(letters == ord("\n"))[np.flatnonzero(clue)])
    return [unknown[number] for number in numbers.tolist() if number < len(unknown)]


def _cleaned(found: Sequence[bytes | None]) -> list[str | None]:
    """Return lemmas as they are written here: small letters, no underscores, straight apostrophes."""
    joined = b"\n".join([one or b"" for one in found]).decode()
    return [one or None for one in joined.replace("_", "").replace("’", "'").casefold().split("\n")] if found else []


def _found(word: str, language: str) -> str | None:
    ours = _ours(language).get(word)
    if ours:
        return ours
    small = _diminutive(word) if language == "nl" and word.endswith(("je", "jes")) else None
    return small or _listed(word, language) or _unlisted(word, language)


def _unlisted(word: str, language: str) -> str | None:
    """Return the lemma of a word that is in no list, as far as its parts or its sounds say."""
    if language != "nl":
        return _by_rule(word, language) or _rest_of_hyphen(word, language)
    return _dialect(word) if word.isalpha() else _rest_of_hyphen(word, language)


@cache
def _ours(language: str) -> Mapping[str, str]:
    return {**SPELLING[language], **FORMS[language]}


def is_known(word: str, language: str) -> bool:
    """Return whether the package or our own tables have the word."""
    return word.encode() in _list(language) or word in _ours(language)


@cache
def _list(language: str) -> Mapping[bytes, bytes]:
    """Return simplemma's own list of a language: form to lemma, in UTF-8 as it is stored (which is quicker than its own way in)."""
    found = DEFAULT_DICTIONARY_FACTORY.get_dictionary(language)
    stored = getattr(found, "_dict", None)
    return stored if isinstance(stored, dict) else {form.encode(): its_lemma.encode() for form, its_lemma in found.items()}


def _listed(word: str, language: str) -> str | None:
    """Return what simplemma's list says, without its underscores; None where it does not have the word."""
    listed = _list(language).get(word.encode())
    return _clean(listed.decode()) if listed else None


def _by_rule(word: str, language: str) -> str | None:
    """Return what simplemma's rules for unknown words say; they are left out for Dutch, where they change names only."""
    found = simplemma.lemmatize(word, lang=language)
    return None if found == word else _clean(found)


def _clean(found: str) -> str:
    return found if found.isalpha() and found.islower() else found.replace("_", "").replace("’", "'").casefold()


def _diminutive(word: str) -> str | None:
    """Return what a Dutch diminutive is small for, the same for singular and plural; None for other words."""
    single = word[:-1] if word.endswith("jes") else word
    if not single.endswith("je") or len(single) < 5:
        return None
    ours = FORMS["nl"].get(single)
    return ours or next((base for base in _bases(single) if _listed(base, "nl") == base), single)


def _bases(single: str) -> list[str]:
    """Return the words that a diminutive may come from, the likeliest first."""
    found = []
    for ending, instead in _DIMINUTIVES:
        base = single.removesuffix(ending) + instead
        if base != single + instead and len(base) > 2:
            found += [base, base[:-1]] if base[-1] == base[-2] else [base]
    return found


def _dialect(word: str) -> str | None:
    """Return the lemma of a spoken or dialect form that no list has (tied: tijd, praote: praten, gezelllig: gezellig)."""
    for other in _respelled(word):
        if other.encode() in _list("nl"):
            return FORMS["nl"].get(other) or _listed(other, "nl")
    return None


def _respelled(word: str) -> list[str]:
    if len(word) < 4:
        return []
    found = [_REPEATED.sub(r"\1\1", word), _REPEATED.sub(r"\1", word)] if _REPEATED.search(word) else []
    found += [word + "n"] if word.endswith("e") else []
    others = [word.replace(theirs, ours) for theirs, ours in _DIALECT if theirs in word]
    return found + others + ([other + "n" for other in others] if word.endswith("e") else [])


def _rest_of_hyphen(word: str, language: str) -> str | None:
    """Return the lemma of a hyphened word whose last part is known (koffie-ochtenden: koffie-ochtend)."""
    start, hyphen, last = word.rpartition("-")
    found = _listed(last, language) or (_by_rule(last, language) if language != "nl" else None) if hyphen and start else None
    return f"{start}-{found}" if found else None

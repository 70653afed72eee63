"""Patterns: what a keyword of the codebook asks of the words of a sentence.

A keyword makes one pattern or more: ``tegenkomen`` also fits ``kom … tegen``, ``gedag zeggen`` also ``zeg je elkaar gedag``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from placemeaning.model.codebook import Codebook, Keyword
from placemeaning.suggesting import tables
from placemeaning.suggesting.fitting import Test, make_test
from placemeaning.suggesting.lemmas import is_known, lemma
from placemeaning.suggesting.lexicon import tokens_of

Between = Literal["fillers", "clause"]
FILLERS, REACH = 2, 5


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Tests that words must pass in order. The same keyword always gives the same pattern objects, so they are compared by identity.

    Up to `gap` other words may stand between two of them: only fillers of one sentence (``fillers``), or any words of one clause
    (``clause``). With `particle`, the last word is part of a verb, so no article or pronoun may follow it (komt bij de bakker).
    `rule` is the name and version of the rule that made it.
    """

    tests: tuple[Test, ...]
    rule: str
    gap: int = 0
    between: Between = "fillers"
    particle: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """Tests that words of one sentence must pass within `near` words of each other, where no word passes one of `without`."""

    tests: tuple[Test, ...]
    near: int | None
    without: tuple[Test, ...]
    rule: str = "near/2"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A keyword of a code with its patterns. `denies` says that it speaks of something that is not (kende niemand)."""

    code: str
    keyword: Keyword
    patterns: tuple[Pattern | Together, ...]
    denies: bool


def compile_codebook(codebook: Codebook, language: str) -> list[Compiled]:
    """Return the keywords of the codable codes in one language, in the order of the codebook."""
    return [
        _compiled(code.id, keyword, language) for code in codebook for keyword in (code.keywords.get(language, ()) if code.codable else ())
    ]


@lru_cache(maxsize=20_000)
def _compiled(code: str, keyword: Keyword, language: str) -> Compiled:
    return Compiled(code, keyword, *_read(keyword, language))


@lru_cache(maxsize=20_000)
def _read(keyword: Keyword, language: str) -> tuple[tuple[Pattern | Together, ...], bool]:
    return patterns_of(keyword, language), denies(keyword, language)


def denies(keyword: Keyword, language: str) -> bool:
    """Return whether a keyword itself says no, so that a "not" beside it changes nothing; of ``a/b``, both must."""
    parts = (part for word in keyword.words for part in tokens_of(word))
    return any(set(part.split("/")) <= tables.NEGATORS[language] for part in parts)


def patterns_of(keyword: Keyword, language: str) -> tuple[Pattern | Together, ...]:
    """Return the patterns of a keyword."""
    if keyword.form == "stem":
        return (Pattern((make_test(f"{keyword.words[0]}*", language),), "stem/1"),)
    if keyword.form == "all":
        return (_together(keyword, language),)
    parts = tuple(part for word in keyword.words for part in tokens_of(word))
    if keyword.form == "exact":
        return (Pattern(tuple(make_test(part, language, exact=True) for part in parts), "exact/1"),)
    if len(parts) == 1:
        return (Pattern((make_test(parts[0], language, compounds=True),), "forms/1"), *_separable(parts[0], language))
    return (*_phrase(parts, language), *_verb_first(parts, language))


def _together(keyword: Keyword, language: str) -> Together:
    tests = tuple(make_test(word, language, compounds=True) for word in keyword.words)
    return Together(tests, keyword.near, tuple(make_test(word, language) for word in keyword.without))


def _phrase(parts: Sequence[str], language: str) -> Iterator[Pattern]:
    for order in (tuple(parts), *_swapped(parts, language)):
        yield Pattern(tuple(make_test(part, language) for part in order), "phrase/1", FILLERS)


def _swapped(parts: Sequence[str], language: str) -> Iterator[tuple[str, ...]]:
    """Yield the orders in which a subject stands on the other side of the word beside it (ik ken iedereen, ken ik iedereen)."""
    for place, part in enumerate(parts):
        if part in tables.SUBJECTS[language] and language == "nl":
            for left in (place - 1, place):
                if 0 <= left < len(parts) - 1:
                    yield (*parts[:left], parts[left + 1], parts[left], *parts[left + 2 :])


def _separable(word: str, language: str) -> Iterator[Pattern]:
    """Yield what a separable verb looks like when it falls apart: kom … tegen, tegen te komen, tegen kom."""
    for particle, verb in _parts_of_verb(word, language):
        first, second = make_test(particle, language, exact=True), make_test(verb, language)
        yield Pattern((second, first), "separable/1", REACH, "clause", particle=True)
        yield Pattern((first, make_test("te", language, exact=True), second), "separable/1")
        yield Pattern((first, second), "separable/1")


def _parts_of_verb(word: str, language: str) -> Iterator[tuple[str, str]]:
    if not _is_infinitive(word, language):
        return
    for particle in sorted(tables.PARTICLES[language], key=len, reverse=True):
        verb = word.removeprefix(particle)
        if verb != word and len(verb) >= 4 and _is_infinitive(verb, language):
            yield particle, verb
            return


def _is_infinitive(word: str, language: str) -> bool:
    if language != "nl" or len(word) < 4 or not word.endswith("n") or not is_known(word, "nl"):
        return False
    return lemma(word, "nl") == word or any(word.endswith(verb) and _is_verb(word.removesuffix(verb)) for verb in tables.INFINITIVES)


def _is_verb(before: str) -> bool:
    """Return whether what stands before an infinitive makes no other word of it: nothing, or a particle."""
    return not before or before in tables.PARTICLES["nl"]


def _verb_first(parts: Sequence[str], language: str) -> Iterator[Pattern]:
    """Yield the order of a main clause: a verb that closes a phrase stands first (zeg je elkaar gedag; leer je mensen kennen)."""
    verb = parts[-1]
    if not _is_infinitive(verb, language):
        return
    rest = [part for part in parts[:-1] if part != "te"]
    if len(rest) == 1 and rest[0] in tables.PARTICLES[language]:
        return
    if rest and rest[-1] == "leren":
        yield Pattern(tuple(make_test(part, language) for part in ("leren", *rest[:-1], verb)), "separable/1", REACH, "clause")
        return
    split = list(_parts_of_verb(verb, language))
    for particle, simple in split:
        tests = [*(make_test(part, language) for part in (simple, *rest)), make_test(particle, language, exact=True)]
        yield Pattern(tuple(tests), "separable/1", REACH, "clause", particle=True)
    if not split and rest:
        yield Pattern(tuple(make_test(part, language) for part in (verb, *rest)), "separable/1", REACH, "clause")

"""Names that are known in the study, wherever they stand; and how often words are written small or with a capital."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from placemeaning.model.text import Span
from placemeaning.privacy.cues import ARTICLES, SUBJECTS
from placemeaning.privacy.mention import Mention, Part
from placemeaning.privacy.names import inflected
from placemeaning.privacy.ordinary import is_known_word, is_thing, is_town, is_word_too
from placemeaning.privacy.words_of import Word, low, word_set

IN = word_set("in naar te near у в")
"""Words after which a name is a place's."""


@dataclass(slots=True)
class Census:
    """How often each word of the study is written in lower case, with a capital inside a sentence, and after *in* or *to*."""

    lower: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    at: Counter[str] = field(default_factory=Counter)

    def count(self, words: Sequence[Word]) -> None:
        """Count the words of one text."""
        before = ""
        for word in words:
            if not word.capital:
                self.lower[word.low] += 1
            elif not word.begins:
                self.inside[word.low] += 1
                self.at[word.low] += before in IN
            before = word.low

    def ordinary(self, word: Word) -> bool:
        """Return whether a word is written in lower case more often than as a name."""
        return self.lower[word.low] > self.inside[word.low]


def asks(word: Word, after: Word | None) -> bool:
    """Return whether a word with two meanings is the verb of a question: *Will you*, *Wil je*, *May I*."""
    return word.begins and is_word_too(word.text) and after is not None and after.low in SUBJECTS and after.gap == " "


def towns(words: Sequence[Word], language: str) -> Iterator[Mention]:
    """Yield towns and countries: shown, and replaced only where somebody asks for it."""
    for word in words:
        if word.capital and is_town(word.text) and not (word.begins and is_known_word(word.text, language)):
            yield Mention(word.span, "place name", word.low, False, "town or country")


Known = Mapping[str, Part]
"""The names of people that are known in the study, in lower case, each with the part of a name that it is."""

Forms = Mapping[str, tuple[str, str]]
"""Case forms of known names (Ukrainian), in lower case: the name and the case."""


def elsewhere(words: Sequence[Word], known: Known, forms: Forms, language: str, census: Census) -> Iterator[Mention]:
    """Yield the other mentions of names that are known: at the start of a sentence, in capitals, possessive, in lower case."""
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        hit = _as_known(word, known, forms)
        if hit is None or _is_a_word_here(before, word, after, language):
            continue
        key, cut, form = hit
        doubtful = is_word_too(word.text) or is_thing(word.text)
        rare = census.lower[word.low] <= 2 and census.inside[word.low] > 0
        if not word.capital and (doubtful or (not rare and (is_known_word(word.text, language) or census.ordinary(word)))):
            if doubtful and cut == 0 and form == "":
                yield Mention(word.span, "person", f"{key} (lower case)", False, "the same word in lower case")
            continue
        if word.begins and word.capital and census.ordinary(word) and (doubtful or is_known_word(word.text, language)):
            continue
        yield Mention(Span(word.span.start, word.span.stop - cut), "person", key, True, "the same name", known[key], form)


def _is_a_word_here(before: Word | None, word: Word, after: Word | None, language: str) -> bool:
    """Return whether a word that is a name elsewhere is an ordinary one here: *de bloem*, *Will you*."""
    if not word.capital:
        return before is not None and before.low in ARTICLES and is_known_word(word.text, language)
    return asks(word, after)


def _as_known(word: Word, known: Known, forms: Forms) -> tuple[str, int, str] | None:
    """Return the known name that a word is a form of, how many letters of its end are not of the name, and the case."""
    key = word.low
    if key in known:
        return key, 0, ""
    if (form := inflected().get(key)) and low(form.name) in known:
        return low(form.name), 0, form.case
    if key in forms:
        return forms[key][0], 0, forms[key][1]
    for ending in ("s", "'"):
        if key.endswith(ending) and key.removesuffix(ending) in known and len(key) > 3:
            return key.removesuffix(ending), len(ending), ""
    return None

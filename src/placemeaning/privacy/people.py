"""Persons in a text: by lists of names, by the words around them, and by what is built like a surname."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from placemeaning.model.text import Span
from placemeaning.privacy.cues import (
    ABBREVIATED,
    ADVERB,
    AND,
    ARTICLES,
    AT,
    CALLED,
    CHILDREN,
    INTRODUCING,
    KIN,
    OUR,
    PATRONYMIC,
    PETS,
    SUBJECTS,
    TITLES,
    TOLD_OF,
    VERBS,
    WITH,
)
from placemeaning.privacy.known import IN, Census, asks
from placemeaning.privacy.mention import Mention, Part
from placemeaning.privacy.names import CIVIL, FirstName, first_name, inflected, is_surname, surnames
from placemeaning.privacy.ordinary import is_known_word, is_never_a_name, is_thing, is_town, is_word_too
from placemeaning.privacy.organisations import is_kind_of_organisation
from placemeaning.privacy.words_of import Word, low

_CIVIL = frozenset([*CIVIL.split("|"), "t"])
_BEFORE_SURNAMES = frozenset(["Van", "Von", "Ten", "Ter", "Vander", "El", "Ait", "Ould", "Bin", "Mac", "Mc", "Di"])
"""Written with a capital inside a sentence these begin a surname without a first name: *bij Van Gansewinkel*."""
_QUARTER = re.compile(
    r"(?:kwartier|wijk|buurt|dorp|stad|eiland|polder|land|straat|laan|weg|plein|kade|baan|park|brug|dreef|singel|gracht)$"
)


def _is_role(word: str) -> bool:
    return word in TITLES or word in KIN or word in ARTICLES or word in AT or word in WITH or word in VERBS


@dataclass(frozen=True, slots=True)
class _Found:
    """A part of a name that begins at a word: of how many words it is, and what is known of it."""

    size: int
    part: Part
    sure: bool
    why: str
    cut: int = 0


@dataclass(frozen=True, slots=True)
class _Reader:
    """The words of one text with what is known about the study; finds the persons in it."""

    text: str
    words: Sequence[Word]
    language: str
    census: Census

    def persons(self) -> Iterator[Mention]:
        """Yield the persons, name part by name part."""
        index = 0
        while index < len(self.words):
            found = self._at(index)
            if found is None:
                index += 1
                continue
            yield self._mention(index, index + found.size, found.part, found.sure, found.why, found.cut)
            index += found.size
            if found.part == "first" and found.sure:
                for mention, index in self._rest(index):  # noqa: B007, B020 - the place goes on with each name part
                    yield mention

    def _at(self, index: int) -> _Found | None:
        """Return the part of a person's name that begins at a word; None where none does."""
        word = self.words[index]
        surname = self._surname(index)
        if surname:
            return _Found(surname, "last", True, "a surname")
        if len(word.text) < 2 or (word.text.isupper() and len(word.text) < 3) or is_never_a_name(word.text):
            return None
        listed, before = first_name(word.text), self._before(index)
        if before == "s":
            return None
        if listed is None and word.capital and self._possessor(word):
            return _Found(1, "first", True, "first name, possessive", cut=1)
        if _is_role(word.low) and not (listed and word.capital):
            return None
        if not word.capital:
            return self._lower(word, listed, before)
        if listed and not (word.text.isupper() and is_word_too(word.text)):
            return self._listed(index, word, before in TITLES or before in KIN or before in OUR)
        if word.text.isupper() or is_town(word.text):
            return None
        if before in TITLES:
            return _Found(1, "last", True, "after a title")
        if word.begins and self._acts(index) and self._odd(index):
            return _Found(1, "first", True, "begins a sentence and acts")
        if is_thing(word.text) or word.begins or self.census.ordinary(word) or is_kind_of_organisation(word.text):
            return None
        if before in CALLED and any(one.low in PETS for one in self.words[max(0, index - 4) : index]):
            return _Found(1, "", False, "the name of an animal")
        if self._is_called(index, before) or (
            before in KIN and not (self.census.lower[word.low] and is_known_word(word.text, self.language))
        ):
            return _Found(1, "first", True, "after a kin word")
        if before in ("van", "of") and self._before(index - 1) in KIN | CHILDREN and not is_town(word.text):
            return _Found(1, "last", True, "whose child it is")
        return self._unlisted(index, word, before)

    def _possessor(self, word: Word) -> bool:
        """Return whether a word is a first name with the possessive ending of Dutch, which has no apostrophe: *Riets thermoskan*."""
        base = word.text[:-1]
        if len(base) < 3 or not word.text.endswith("s") or first_name(base) is None or (word.begins and is_word_too(base)):
            return False
        return not is_surname(word.text) and not is_thing(word.text) and not is_known_word(word.text, self.language)

    def _surname(self, index: int) -> int:
        """Return of how many words a surname is that begins here with what stands before it: after a title, or on the list."""
        at = self._past_civil(index)
        if at == index or at >= len(self.words) or not self._joined(at) or not self.words[at].capital or self.words[at].begins:
            return 0
        last, before = self.words[at], self._before(index)
        if before in TITLES and "," not in self.words[index].gap:
            return at + 1 - index
        if is_town(last.text) or last.text.isupper():
            return 0
        if self.words[index].text in _BEFORE_SURNAMES and not self.words[index].begins and not is_thing(last.text):
            return at + 1 - index
        listed = self.words[index].low in ("van", "de", "den") and low(last.text) in surnames() and not first_name(last.text)
        known = self.words[index].low == "van" and is_known_word(last.text, self.language)
        return at + 1 - index if listed and not known and not is_thing(last.text) and before not in AT else 0

    def _listed(self, index: int, word: Word, cue: bool) -> _Found | None:
        before = self._before(index)
        if (is_town(word.text) and (before in AT or not cue)) or (is_thing(word.text) and before in IN and not cue):
            return None
        if not word.begins:
            article = before in ARTICLES and not cue
            return None if article and (is_word_too(word.text) or is_thing(word.text)) else _Found(1, "first", not article, "first name")
        if asks(word, next(iter(self.words[index + 1 : index + 2]), None)):
            return None
        doubtful = is_word_too(word.text) or is_thing(word.text) or (word.low in inflected() and self.census.ordinary(word))
        if not doubtful or cue or self._acts(index) or self._followed(index) or self._in_a_row(index):
            return _Found(1, "first", True, "first name")
        return _Found(1, "first", True, "first name") if self.census.inside[word.low] and not self.census.ordinary(word) else None

    def _lower(self, word: Word, listed: FirstName | None, before: str) -> _Found | None:
        """Return whether a word in lower case is a name all the same: on our own list, and no word of the language."""
        if not listed or not listed.common or is_word_too(word.text) or len(word.text) < 4:
            return None
        if before in KIN or before in TITLES:
            return _Found(1, "first", True, "first name in lower case")
        if self.census.lower[word.low] > 3 * max(1, self.census.inside[word.low]) or is_known_word(word.text, self.language):
            return None
        return _Found(1, "first", True, "first name in lower case")

    def _unlisted(self, index: int, word: Word, before: str) -> _Found | None:
        """Return whether a word with a capital inside a sentence is a person, though it is on no list."""
        after = self.words[index + 1] if index + 1 < len(self.words) and not self.words[index + 1].begins else None
        if before in ARTICLES:
            return None
        if after and after.capital and after.gap == " " and not is_surname(after.text):
            return _Found(1, "first", True, "two words like a name") if self._two(word, after, before) else None
        known, acts = is_known_word(word.text, self.language), self._acts(index)
        if self.census.at[word.low] or (before in AT and not (before in WITH and acts)) or _QUARTER.search(word.low):
            return _Found(1, "", False, "a capital inside a sentence")
        if is_surname(word.text) and not known:
            return _Found(1, "last", True, "built like a surname")
        if self._in_a_row(index):
            return _Found(1, "first", True, "in a row of names")
        if known and (not acts or before in OUR):
            return None
        if acts or before in WITH or self._listed_near(index):
            return _Found(1, "first", True, "a name by the words around it")
        return _Found(1, "first", not known, "a capital inside a sentence")

    def _two(self, word: Word, after: Word, before: str) -> bool:
        """Return whether two words with a capital, on no list, are somebody's name: neither is a word or a thing (``ik ben Radjesh Sewdien``)."""
        odd = [
            is_known_word(one.text, self.language) or is_thing(one.text) or is_town(one.text) or one.text.isupper() for one in (word, after)
        ]
        return not any(odd) and (before in WITH or before in KIN or before in INTRODUCING)

    def _followed(self, index: int) -> bool:
        """Return whether a surname follows: a word with a capital that is no word of the language, or one on the list."""
        at = self._past_civil(index + 1)
        if at >= len(self.words) or not self._joined(at) or not self.words[at].capital:
            return False
        word = self.words[at]
        if PATRONYMIC.fullmatch(word.text):
            return True
        return is_surname(word.text) or (not is_known_word(word.text, self.language) and not is_thing(word.text) and not is_town(word.text))

    def _acts(self, index: int) -> bool:
        """Return whether what follows is what a person does (``zei``, ``en ik``)."""
        following = self.words[index + 1 : index + 3]
        if not following or following[0].begins or (following[0].low in ("is", "was") and is_thing(self.words[index].text)):
            return False
        if self._told_of(index):
            return True
        return following[0].low in VERBS or (
            following[0].low in ("en", "and", "і", "та") and len(following) > 1 and following[1].low in ("ik", "i", "я")
        )

    def _odd(self, index: int) -> bool:
        """Return whether a word at the start of a sentence is none of the language, of things or of towns."""
        word = self.words[index]
        ordinary = is_known_word(word.text, self.language) or is_thing(word.text) or is_town(word.text) or self.census.lower[word.low]
        if any(one.low in SUBJECTS for one in self.words[index + 2 : index + 3]):
            return False
        return len(word.text) > 3 and not ordinary and not is_kind_of_organisation(word.text) and not ADVERB.match(word.low)

    def _told_of(self, index: int) -> bool:
        """Return whether what follows says which person is meant (``Iris van de overkant``, ``Moos, dat was de vader van``)."""
        return bool(TOLD_OF.match(self.text, self.words[index].span.stop))

    def _is_called(self, index: int, before: str) -> bool:
        """Return whether a word is what somebody is called (``De bakker heette Bloem``), though it is an ordinary word."""
        return before in CALLED and self.words[index].gap == " "

    def _in_a_row(self, index: int) -> bool:
        """Return whether a first name stands beside it, with a comma or *and* between: ``Nol, Cor en Mien``."""
        for step in (-1, 1):
            at, gap = index + step, self._gap(index, step)
            if gap == " " and 0 <= at < len(self.words) and self.words[at].low in AND and self._gap(at, step) == " ":
                at, gap = at + step, ","
            other = self.words[at] if 0 <= at < len(self.words) else None
            if other and gap.startswith(",") and other.capital and first_name(other.text) and not is_thing(other.text):
                return not (other.begins and is_word_too(other.text))
        return False

    def _gap(self, index: int, step: int) -> str:
        """Return what stands between a word and the next one (`step` 1) or the one before (-1), without the blanks after a comma."""
        at = index if step < 0 else index + 1
        if not 0 < at < len(self.words) or self.words[at].begins:
            return ""
        return self.words[at].gap

    def _listed_near(self, index: int) -> bool:
        """Return whether a first name stands beside it in a row (``Toos, Mirl en Henk``)."""
        before = [] if index < 2 or self.words[index - 1].begins else self.words[index - 2 : index]
        after = self.words[index + 1 : index + 3]
        after = after[: next((at for at, word in enumerate(after) if word.begins), len(after))]
        return any(word.capital and first_name(word.text) for word in (*before, *after))

    def _before(self, index: int) -> str:
        """Return the word before, without what may stand between (``mijn dochter, eh, Lieke``)."""
        if index == 0:
            return ""
        word, gap = self.words[index - 1], self.words[index].gap
        if re.fullmatch(r"\.?,?\s+", gap) or (word.low in KIN and re.fullmatch(r"\s*[:,]\s*['\"‘“]?", gap)):
            return word.low if not (gap.startswith(".") and word.low not in ABBREVIATED) else ""
        return ""

    def _rest(self, index: int) -> Iterator[tuple[Mention, int]]:
        """Yield what belongs to a name that has begun: more first names, then a surname with what stands before it."""
        while index < len(self.words):
            first, at = index, self._past_civil(index)
            if at >= len(self.words) or not (self._joined(first) and self._joined(at) and self.words[at].capital):
                return
            word, alone = self.words[at], at == first
            if alone and (is_thing(word.text) or is_town(word.text) or (word.text.isupper() and len(word.text) > 1)):
                return
            part: Part = "first" if alone and first_name(word.text) and not is_surname(word.text) else "last"
            index = at + 1
            yield self._mention(first, index, part, True, "after a first name"), index

    def _past_civil(self, index: int) -> int:
        """Return the word after those that stand before a surname: ``van``, ``van der``, ``in 't``."""
        at = index
        while at < len(self.words) and self.words[at].low in _CIVIL and at - index < 3 and (at == index or self._joined(at)):
            at += 1
        needs = index < len(self.words) and self.words[index].low in ("in", "op", "te", "bin")
        return index if needs and (at == index + 1 or self.words[index + 1].low not in ("t", "'t", "de", "den", "het")) else at

    def _joined(self, index: int) -> bool:
        word = self.words[index]
        return word.gap in (" ", "\n", "\u00a0") or (word.low == "t" and word.gap in (" '", " ’", " ‘"))

    def _mention(self, first: int, stop: int, part: Part, sure: bool, why: str, cut: int = 0) -> Mention:
        end = self.words[stop - 1].span.stop - cut
        end += len(self.words[stop - 1].text) == 1 and self.text.startswith(".", end)
        span = Span(self.words[first].span.start, end)
        words = span.of(self.text)
        if stop - first == 1 and (form := inflected().get(low(words))) and part == "first":
            return Mention(span, "person", low(form.name), sure, why, part, form.case)
        return Mention(span, "person", low(words), sure, why, part)


_INITIALS = re.compile(rf"(?<!\w)(?:[A-ZÀ-ÞĆČŁŚŞŠŻŽİĞ]\.\s?){{1,4}}(?:(?:{CIVIL})\s){{0,3}}[A-ZÀ-ÞĆČŁŚŞŠŻŽİĞ][a-zà-ÿ'’-]{{2,}}(?!\w)")


def persons(text: str, words: Sequence[Word], language: str, census: Census) -> Iterator[Mention]:
    """Yield the persons that a text names, as far as this text and the census of the study show them."""
    for match in _INITIALS.finditer(text):
        yield Mention(Span(*match.span()), "person", low(match[0]), True, "initials and a surname", "last")
    yield from _Reader(text, words, language, census).persons()

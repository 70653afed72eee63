"""Persons in a text: by lists of names, by the words around them, and by what is built like a surname."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from placemeaning.model.text import Span
from placemeaning.privacy.known import IN, Census
from placemeaning.privacy.mention import Mention, Part
from placemeaning.privacy.names import CIVIL, FirstName, first_name, inflected, is_surname, surnames
from placemeaning.privacy.ordinary import is_known_word, is_never_a_name, is_thing, is_town, is_word_too
from placemeaning.privacy.organisations import is_kind_of_organisation
from placemeaning.privacy.words_of import Word, low, word_set

_TITLES = word_set("""
meneer mevrouw mevr mw dhr hr heer juffrouw juf meester dokter dr drs ir prof professor zuster broeder pastoor dominee pater imam ome
oom tante opa oma buurman buurvrouw mr mrs ms miss sir madam doctor uncle aunt auntie grandma granny grandpa nanna sister brother father
pastor reverend пан пані пане панові панею панa тітка тітки тітку дядько дядька дядькові баба бабуся бабусі дід дідусь лікар лікарка
вчителька вчителя
""")
_KIN = word_set("""
zoon zoontje dochter dochtertje man vrouw vriend vriendin vriendje vriendinnetje collega broer broertje zus zusje zwager schoonzus
kleinzoon kleindochter kleinkind neef neefje nicht nichtje schoonzoon schoondochter schoonmoeder schoonvader vader moeder papa mama pa
ma partner ex exman echtgenoot echtgenote baby tweeling buurjongen buurmeisje begeleider begeleidster maatje overbuurman overbuurvrouw
onderbuurman bovenbuurvrouw bovenbuurman trainer coach eigenaar eigenares kapster barman kroegbaas bazin vrijwilliger vrijwilligster
heet heette heten genaamd geheten noemen noemde noemden naam son daughter husband wife friend neighbour neighbor colleague brother
sister cousin nephew niece mother father mum mom dad boss girlfriend boyfriend grandson granddaughter called named name name's син сина
сину синові сином дочка дочки дочку донька доньки доньку дочкою донькою чоловік чоловіка чоловікові чоловіком дружина дружину дружини
подруга подруги подрузі подругу подругою друг друга сестра сестри сестру брат брата сусід сусіда сусідка сусідки сусідку сусідкою внук
онук онука онучка онуку внучка невістка зять колега колеги вчителька учителька звати звуть кличуть називають зовуть ім'я
""")
_VERBS = word_set("""
zei zegt zeg zeiden heeft had is was wordt werd kwam komt ging gaat belt belde woont woonde werkt werkte doet deed vroeg vraagt vindt
vond kan kon wil wilde wou moet moest staat stond zit zat heet heette drinkt dronk brengt bracht haalt haalde kookt kookte lacht lachte
helpt hielp geeft gaf maakt maakte weet wist ziet zag speelt speelde rijdt reed loopt liep neemt nam mag mocht zal zou bleef blijft riep
roept leert leerde hield houdt kent kende ligt lag leeft leefde stierf overleed snurkt zong zingt said says told tells asked asks is was
has had came comes went goes lives lived works worked thinks thought knows knew can could will would brought brings makes made calls
called gave gives took takes helps helped sits sat laughed laughs died always never сказав сказала каже казав казала був була прийшла
прийшов приходить живе жила жив працює працювала працював має мала мав питає спитала спитав принесла приніс знає знала дала дав
допомогла допоміг допомагає померла помер сміється показала показав любить
""")
_WITH = word_set("""
met van door en of bij voor aan naast tegen zonder behalve met with and or by for about without than от з із зі й і та про для від біля
без або
""")
_AT = word_set("""
in naar uit te vanuit richting omgeving regio rond bij_in into at near in from у в до із з на під біля
""")
_ARTICLES = word_set("""
de het een 't t 'n n d' d den die dat deze dit the a an this that our onze ons zo'n elke iedere zijn_de
""")
_ABBREVIATED = word_set("mevr mw dhr hr dr drs ir prof mr mrs ms st")
_CIVIL = frozenset(CIVIL.split("|"))
_QUARTER = re.compile(
    r"(?:kwartier|wijk|buurt|dorp|stad|eiland|polder|land|straat|laan|weg|plein|kade|baan|park|brug|dreef|singel|gracht)$"
)


def _is_role(word: str) -> bool:
    return word in _TITLES or word in _KIN or word in _ARTICLES or word in _AT or word in _WITH or word in _VERBS


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
        if listed is None and word.capital and self._possessor(word):
            return _Found(1, "first", True, "first name, possessive", cut=1)
        if _is_role(word.low) and not (listed and word.capital):
            return None
        if not word.capital:
            return self._lower(word, listed, before)
        if listed and not (word.text.isupper() and is_word_too(word.text)):
            return self._listed(index, word, before in _TITLES or before in _KIN)
        if word.text.isupper() or is_town(word.text):
            return None
        if before in _TITLES:
            return _Found(1, "last", True, "after a title")
        if is_thing(word.text) or word.begins or self.census.ordinary(word) or is_kind_of_organisation(word.text):
            return None
        if before in _KIN and not is_known_word(word.text, self.language):
            return _Found(1, "first", True, "after a kin word")
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
        if before in _TITLES and "," not in self.words[index].gap:
            return at + 1 - index
        if is_town(last.text) or last.text.isupper():
            return 0
        listed = self.words[index].low in ("van", "de", "den") and low(last.text) in surnames() and not first_name(last.text)
        known = self.words[index].low == "van" and is_known_word(last.text, self.language)
        return at + 1 - index if listed and not known and not is_thing(last.text) and before not in _AT else 0

    def _listed(self, index: int, word: Word, cue: bool) -> _Found | None:
        before = self._before(index)
        if (is_town(word.text) and (before in _AT or not cue)) or (is_thing(word.text) and before in IN and not cue):
            return None
        if not word.begins:
            article = before in _ARTICLES and not cue
            return None if article and (is_word_too(word.text) or is_thing(word.text)) else _Found(1, "first", not article, "first name")
        doubtful = is_word_too(word.text) or is_thing(word.text) or (word.low in inflected() and self.census.ordinary(word))
        if not doubtful or cue or self._acts(index) or self._followed(index):
            return _Found(1, "first", True, "first name")
        return _Found(1, "first", True, "first name") if self.census.inside[word.low] and not self.census.ordinary(word) else None

    def _lower(self, word: Word, listed: FirstName | None, before: str) -> _Found | None:
        """Return whether a word in lower case is a name all the same: on our own list, and no word of the language."""
        if not listed or not listed.common or is_word_too(word.text) or len(word.text) < 4:
            return None
        if self.census.lower[word.low] > 3 * max(1, self.census.inside[word.low]) or is_known_word(word.text, self.language):
            return None
        return _Found(1, "first", True, "first name in lower case")

    def _unlisted(self, index: int, word: Word, before: str) -> _Found | None:
        """Return whether a word with a capital inside a sentence is a person, though it is on no list."""
        after = self.words[index + 1] if index + 1 < len(self.words) and not self.words[index + 1].begins else None
        if before in _ARTICLES or (after and after.capital and not is_surname(after.text)):
            return None
        known, acts = is_known_word(word.text, self.language), self._acts(index)
        if self.census.at[word.low] or (before in _AT and not (before in _WITH and acts)) or _QUARTER.search(word.low):
            return _Found(1, "", False, "a capital inside a sentence")
        if is_surname(word.text) and not known:
            return _Found(1, "last", True, "built like a surname")
        if known and not acts:
            return None
        if acts or before in _WITH or self._listed_near(index):
            return _Found(1, "first", True, "a name by the words around it")
        return _Found(1, "first", not known, "a capital inside a sentence")

    def _followed(self, index: int) -> bool:
        """Return whether a surname follows: a word with a capital that is no word of the language, or one on the list."""
        at = self._past_civil(index + 1)
        if at >= len(self.words) or not self._joined(at) or not self.words[at].capital:
            return False
        word = self.words[at]
        return is_surname(word.text) or (not is_known_word(word.text, self.language) and not is_thing(word.text) and not is_town(word.text))

    def _acts(self, index: int) -> bool:
        """Return whether what follows is what a person does (``zei``, ``en ik``)."""
        following = self.words[index + 1 : index + 3]
        if not following or following[0].begins:
            return False
        return following[0].low in _VERBS or (
            following[0].low in ("en", "and", "і", "та") and len(following) > 1 and following[1].low in ("ik", "i", "я")
        )

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
        if re.fullmatch(r"\.?,?\s+", gap) or (word.low in _KIN and re.fullmatch(r"\s*[:,]\s*['\"‘“]?", gap)):
            return word.low if not (gap.startswith(".") and word.low not in _ABBREVIATED) else ""
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
        return self.words[index].gap in (" ", "\n", "\u00a0")

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

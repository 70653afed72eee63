"""Finding: everything in some texts that says who somebody is, text by text, with what is known of the whole study."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from placemeaning.intake.about import field_of
from placemeaning.intake.roles import is_role_word, role_of
from placemeaning.model.document import Document, Place
from placemeaning.model.text import Span
from placemeaning.privacy.addresses import streets
from placemeaning.privacy.inflecting import forms_of, is_cyrillic
from placemeaning.privacy.known import Census, Forms, elsewhere, towns
from placemeaning.privacy.mention import Mention, Part, without_overlap
from placemeaning.privacy.names import CIVIL, first_name
from placemeaning.privacy.ordinary import is_known_word, is_word_too
from placemeaning.privacy.organisations import organisations
from placemeaning.privacy.patterns import shaped
from placemeaning.privacy.people import persons
from placemeaning.privacy.words_of import Word, low, word_set, words_of

_PHRASES = re.compile(
    r"\b(?:Albert Heijn|Appie Heijn|Dirk van den Broek|Zwarte Piet|Jan Linders|Jan Modaal|Jan en alleman|Sint[- ]Maarten|"
    r"Sint[- ]Nicolaas|Jezus Christus|Jesus Christ|Leger des Heils|"
    r"Max Havelaar|Mens erger je niet|Bob de Bouwer|Rode Kruis|Red Cross|Joost mag het weten|Jut en Jul|Donald Duck|Van Gogh|"
    r"Vincent van Gogh|Mickey Mouse|Harry Potter|Anne Frank|Johan Cruijff|Father Christmas|Santa Claus|Uncle Sam|Ouwe Jan)\b"
)
_PSEUDONYM = re.compile(r"\[([^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,4})\]")
_BETWEEN = frozenset(CIVIL.split("|"))
_GIVEN_BEFORE = r"(?<![\w])"
_LABEL_WORDS = word_set("""
spreker speaker persoon person stem voice man vrouw woman kind child allen all anderen iemand onbekend unknown meneer mevrouw mr mrs ms
dr student studente docent vrijwilliger volunteer mantelzorger tolk interpreter перекладач жінка чоловік студент студентка голос спікер
""")


@dataclass(frozen=True, slots=True)
class Source:
    """A text to look through: a document's body, or a memo. `spans` are the stretches that hold words of people."""

    id: str
    text: str
    language: str
    spans: tuple[Span, ...]


def source_of(document: Document) -> Source:
    """Return a document as a text to look through: its turns and headings, without labels and times."""
    spans = [turn.span for turn in document.turns]
    spans += [
        Span(match.start(1), match.end(1)) for match in re.finditer(r"^## (.+?)(?: \{place=[^}\n]*\})?$", document.text, re.MULTILINE)
    ]
    return Source(document.id, document.text, document.language, tuple(sorted(spans)))


def front_of(document: Document) -> Source:
    """Return the front matter of a document as a text to look through: its title, and what its header says, but for place and date."""
    said = [str(value) for name, value in _header(document).items() if field_of(name) not in ("places", "date")]
    text = "\n—\n".join(line for line in (document.title, *said) if " " in line)
    return Source(f"front matter on {document.id}", text, document.language, tuple(Span(*m.span()) for m in re.finditer(r"[^\n—]+", text)))


def _header(document: Document) -> Mapping[str, object]:
    header = document.other.get("header")
    return header if isinstance(header, Mapping) else {}


def given_names(names: Iterable[str], documents: Iterable[Document]) -> list[str]:
    """Return the names given by hand, and those in the labels of speakers (``Fatima``, ``Anna (bewoner)``) and in headers (``Respondent: …``)."""
    found = [name.strip() for name in names if name.strip()]
    for document in documents:
        for label in document.speakers:
            found += _names_in(label, document.language)
        for name, value in _header(document).items():
            if field_of(name) == "people" or role_of(name) is not None:
                found += _names_in(str(value), document.language)
    return list(dict.fromkeys(found))


def _names_in(label: str, language: str) -> list[str]:
    """Return the words of a label that are names: not a role, a letter, or an ordinary word."""
    words = [word for word in words_of(label, [Span(0, len(label))]) if len(word.text) > 1 and not is_role_word(word.text)]
    named = role_of(label) is not None
    return [
        word.text for word in words
        if word.text[0].isupper() and low(word.text) not in _LABEL_WORDS and not (word.text.isupper() and len(word.text) < 4)
        and (first_name(word.text) or (not named and not is_known_word(word.text, language)))
    ]  # fmt: skip


def find(
    sources: Sequence[Source],
    *,
    names: Sequence[str] = (),
    keep: Sequence[str] = (),
    places: Iterable[Place] = (),
    known: Mapping[str, Part] | None = None,
) -> Mapping[str, list[Mention]]:
    """Return the mentions in each text, by its id.

    Parameters
    ----------
    names
        Names that are certainly of people; they are found wherever they stand, in every form.
    keep
        Words that stay as they are.
    places
        The places under study: their names and aliases stay as they are.
    known
        Names of people that were found in other texts, in lower case.
    """
    census, words = Census(), {one.id: words_of(one.text, one.spans) for one in sources}
    for some in words.values():
        census.count(some)
    kept = kept_words(places, keep)
    first = {one.id: _first_look(one, words[one.id], census, names, kept) for one in sources}
    everybody: dict[str, Part] = dict(known or {})
    everybody |= {
        m.name: m.part for some in first.values() for m in some if m.kind == "person" and m.sure and " " not in m.name and len(m.name) > 1
    }
    forms = _case_forms(everybody)
    everybody = {name: part for name, part in everybody.items() if name not in forms}
    known_streets = {m.name for some in first.values() for m in some if m.kind == "street" and m.sure}
    found = {}
    for one in sources:
        looked = [_bare(_as_one(mention, forms), everybody) for mention in first[one.id]]
        again = list(elsewhere(words[one.id], everybody, forms, one.language, census)) + _same_streets(one.text, known_streets)
        sure, rest = [m for m in looked if m.sure], [m for m in looked if not m.sure]
        found[one.id] = without_overlap(sure + kept.apart(one.text, again) + rest)
    return found


def _case_forms(names: Mapping[str, Part]) -> Forms:
    """Return the case forms of the names that are on no list: ``вілмою`` is ``вілма`` where both occur, or only the latter does."""
    unlisted = [name for name in names if is_cyrillic(name) and first_name(name) is None]
    return {
        low(form.text): (name, form.case) for name in sorted(unlisted, key=len) for form in forms_of(name)[1:] if low(form.text) != name
    }


def _as_one(mention: Mention, forms: Forms) -> Mention:
    """Return a mention of a case form as one of its name."""
    name, case = forms.get(mention.name, (mention.name, mention.form)) if mention.kind == "person" else (mention.name, mention.form)
    return replace(mention, name=name, form=case)


def _bare(mention: Mention, everybody: Mapping[str, Part]) -> Mention:
    """Return a surname without what stands before it, where it is said without that too: ``die van Verheij`` and ``Verheij`` are one name."""
    before, _, last = mention.name.rpartition(" ")
    odd = len(mention.name) != mention.span.stop - mention.span.start
    if odd or mention.kind != "person" or not before or last not in everybody or not set(before.split()) <= _BETWEEN:
        return mention
    return replace(mention, name=last, span=Span(mention.span.stop - len(last), mention.span.stop))


def _first_look(source: Source, words: Sequence[Word], census: Census, names: Sequence[str], kept: Kept) -> list[Mention]:
    begins = frozenset(word.span.start for word in words if word.begins)
    found = [*_by_hand(source.text, names, source.language), *shaped(source.text)]
    numbered = [one for one in streets(source.text, begins) if one.sure]
    found += [one for one in numbered if re.search(r"\d", one.span.of(source.text))]
    rest = [*organisations(source.text), *numbered, *persons(source.text, words, source.language, census), *towns(words, source.language)]
    return without_overlap(kept.apart(source.text, found, places=False) + kept.apart(source.text, rest))


def _same_streets(text: str, names: set[str]) -> list[Mention]:
    if not names:
        return []
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
    return [Mention(Span(*m.span()), "street", low(m[0]), True, "the same street") for m in pattern.finditer(text) if m[0][0].isupper()]


def _by_hand(text: str, names: Sequence[str], language: str) -> list[Mention]:
    """Return every mention of names given by hand, longest first, in any case and form."""
    found = []
    for name in sorted(names, key=len, reverse=True):
        for form in forms_of(name, known.gender if (known := first_name(name)) else "") if is_cyrillic(name) else forms_of(name):
            pattern = _GIVEN_BEFORE + r"\s+".join(re.escape(part) for part in form.text.split()) + r"(?=['’ʼ]?s?(?!\w))"
            part: Part = "" if " " in name else "first"
            hits = re.finditer(pattern, text, re.IGNORECASE)
            found += [
                Mention(Span(*m.span()), "person", low(name), _is_meant(m[0], name, language), "given by hand", part, form.case)
                for m in hits
            ]
    return found


def _is_meant(words: str, given: str, language: str) -> bool:
    """Return whether a word is meant as the name it can be: with a capital, or given without one, or no ordinary word."""
    return (
        words[0].isupper() or given[0].islower() or not (is_word_too(words) or (not first_name(words) and is_known_word(words, language)))
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays: words that somebody asked to keep, and the names of places under study."""

    asked: re.Pattern[str] | None
    places: re.Pattern[str] | None

    def apart(self, text: str, mentions: Iterable[Mention], *, places: bool = True) -> list[Mention]:
        """Return the mentions; those on words that stay are not sure any more, and say why."""
        asked, studied = _spots(text, self.asked), _spots(text, self.places) + _spots(text, _PHRASES) if places else []
        pseudonyms = pseudonyms_in(text)
        return [_left(one, _over(one, asked)) if _over(one, asked + studied) else one for one in mentions if not _over(one, pseudonyms)]

    def spots(self, text: str) -> list[Span]:
        """Return where words that stay stand in a text."""
        return _spots(text, self.asked) + _spots(text, self.places) + _spots(text, _PHRASES)


def _left(one: Mention, asked: bool) -> Mention:
    """Return a mention that stays as it is, and why; it is not counted among those of a person of the same name."""
    why = "to keep" if asked else "a place under study"
    return replace(one, kind="place name" if not asked else one.kind, name=f"{one.name} ({why})", sure=False, why=why)


def pseudonyms_in(text: str) -> list[Span]:
    """Return where a text has names in brackets already: every word has a capital, but for those before a surname."""
    return [
        Span(*match.span())
        for match in _PSEUDONYM.finditer(text)
        if all(word[0].isupper() or word in _BETWEEN for word in match[1].split())
    ]


def _spots(text: str, pattern: re.Pattern[str] | None) -> list[Span]:
    return [Span(*match.span()) for match in pattern.finditer(text)] if pattern else []


def _over(one: Mention, spots: Sequence[Span]) -> bool:
    return any(one.span.overlap(spot) for spot in spots)


def kept_words(places: Iterable[Place], keep: Sequence[str]) -> Kept:
    """Return what stays; of a place's name also each part that is no first name (``Pion`` of De Gouden Pion)."""
    phrases: set[str] = set()
    for place in places:
        whole = [place.name, re.sub(r"\s*\(.*?\)", "", place.name), *place.aliases, place.neighbourhood, place.municipality]
        phrases |= {words.strip() for words in whole if words.strip()}
        phrases |= {word for word in re.findall(r"[^\W\d_][\w'’-]{3,}", place.name) if word[0].isupper() and not first_name(word)}
    return Kept(_any_of(keep), _any_of(phrases))


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    some = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    joined = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in some)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE) if some else None

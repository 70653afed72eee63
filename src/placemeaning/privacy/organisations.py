"""Schools, employers and services that say where somebody can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placemeaning.model.text import Span
from placemeaning.privacy.mention import Mention
from placemeaning.privacy.names import first_name
from placemeaning.privacy.ordinary import is_thing, is_town
from placemeaning.privacy.words_of import low

_CAP = r"[A-ZÀ-ÞĆČŁŚŞŠŻŽİĞ][\w'’&]{0,40}(?:-[\w'’]+){0,3}"
_NAME = rf"(?:(?:[Dd]e|[Hh]et|'t|’t|Van|van|der|den|St\.|Sint|OBS|PCBS)\s){{0,3}}{_CAP}(?:\s(?:(?:van|de|der|den|en|&|het|of|and)\s){{0,3}}{_CAP}){{0,3}}"
_SCHOOL = (
    "basisschool|school|schooltje|lagere school|middelbare school|kleuterschool|peuterspeelzaal|kinderopvang|kinderdagverblijf|"
    "crèche|college|lyceum|gymnasium|mavo|havo|mbo|universiteit|hogeschool|"
    "scouting|primary school|secondary school|nursery|university"
)
_EMPLOYER = (
    "stichting|thuiszorg|thuiszorgorganisatie|verpleeghuis|verzorgingshuis|zorgcentrum|zorginstelling|ziekenhuis|hospice|uitvaarthuis|uitvaartcentrum|uitvaartverzorging|notariskantoor|notaris|advocatenkantoor|"
    "naaiatelier|atelier|verzekeraar|verzekeringen|bakkerij|slagerij|garage|bouwbedrijf|schildersbedrijf|installatiebedrijf|loodgietersbedrijf|transportbedrijf|schoonmaakbedrijf|uitzendbureau|makelaar|makelaardij|"
    "drukkerij|fabriek|firma|bedrijf|hotel|restaurant|woningcorporatie|woningbouw|woonstichting|zorggroep|huisartsenpraktijk|tandartspraktijk|praktijk|apotheek|kwekerij|manege|rijschool|sportschool|scheepswerf|jachtwerf|werf|"
    "company|firm|bakery|hospital|clinic|agency"
)
_CUED = re.compile(rf"\b(?P<cue>(?i:{_SCHOOL}|{_EMPLOYER}))\s(?P<name>{_NAME})")
_KIND_WORD = re.compile(rf"(?i:{_SCHOOL}|{_EMPLOYER})")
_COMPOUND = re.compile(
    r"\b(?:[Dd]e\s|[Hh]et\s)?(?P<name>(?:(?:Sint|St\.|Pater|Prins|Prinses|Koningin|Pastoor|Dr\.)\s)?[A-ZÀ-ÞĆČŁŚŞŠŻŽİĞ][\w'’-]{2,}(?:school|college|lyceum|kliniek|ziekenhuis))\b"
)
_SUFFIXED = re.compile(
    rf"(?<!\w)(?P<name>{_NAME}\s(?:&\s(?:[Zz]oon|[Zz]onen|[Zz]n|Co|Sons)(?:\s{_CAP})?|B\.?V\.?|V\.?O\.?F\.?|N\.?V\.?|Ltd\.?|Inc\.?|GmbH|Transport|Logistiek|Logistics|Koeltransport|Bouw|Techniek|Zorg|Thuiszorg|Groep|Installaties|Schoonmaak|Verzekeringen|"
    rf"School|Academy|College|University|Hospital|Bakery|Services|Holding))(?!\w)"
)
_ENGLISH = re.compile(
    r"\b(?P<name>University of [A-Z]\w+|(?:[A-Z][\w'’]+\s){1,3}(?:Primary|Secondary|High|Grammar|Infant|Junior)\sSchool)\b"
)
_AT_WORK = re.compile(
    rf"\b(?:werkt(?:e|en)?|werk|werken|gewerkt|baan|stage|in dienst|work(?:s|ed|ing)?|job)\s(?:\w+\s){{0,3}}?(?:bij|voor|at|"
    rf"for)\s(?:de\s|het\s|the\s)?(?P<name>{_CAP}(?:\s{_CAP}){{0,3}})(?!\w)"
)
_TRADE = re.compile(
    rf"\b(?:was|ben|is|am|were|be|been|geweest|wordt|werd)\s(?:an?\s|een\s|de\s|the\s)?(?:\w+\s)?\w{{2,}}(?:er|eur|ster|or|ist|ent|man|vrouw|hulp|ess|ant|ian)\s(?:bij|at|with)\s"
    rf"(?:de\s|het\s|the\s)?(?P<name>{_CAP}(?:\s{_CAP}){{1,3}})(?!\w)"
)
_UKRAINIAN = re.compile(
    r"\b(?P<cue>(?:[Шш]кол|[Гг]імназі|[Лл]іце|[Дд]итяч\w+ сад|[Сс]адо?ч?к|[Уу]ніверситет|[Ії]нститут|[Ії]нтернат|[Фф]ірм|[Зз]авод|"
    r"[Фф]абри[кц]|[Кк]омпані|[Лл]ікарн|[Пп]ідприємств|[Кк]рамниц|[Аа]гентств|[Тт]овариств)\w*)\s"
    r"(?P<name>(?:№\s?\d+|(?:імені|ім\.)\s[А-ЯЄІЇҐ][\w'’-]+(?:\s[А-ЯЄІЇҐ][\w'’-]+)?)|[«\"“„][^»\"”“\n]{2,40}[»\"”“])"
)


def organisations(text: str) -> Iterator[Mention]:
    """Yield schools and employers: named after a word that says so, built like one, or where somebody works."""
    for pattern in (_UKRAINIAN, _SUFFIXED, _ENGLISH, _CUED, _COMPOUND):
        for match in pattern.finditer(text):
            yield _organisation(text, *match.span("name"))
    for match in (*_AT_WORK.finditer(text), *_TRADE.finditer(text)):
        words = match["name"].split()
        vague = any(is_thing(word) or is_town(word) or (first_name(word) and len(words) == 1) for word in words)
        yield _organisation(text, *match.span("name"), sure=not vague)


def _organisation(text: str, start: int, stop: int, sure: bool = True) -> Mention:
    return Mention(Span(start, stop), "organisation", low(text[start:stop].strip('«»"“”„')), sure, "school or employer")


def is_kind_of_organisation(word: str) -> bool:
    """Return whether a word says what kind of school or employer something is, such as *Uitvaarthuis*."""
    return bool(_KIND_WORD.fullmatch(word))


def is_school(text: str, start: int, stop: int) -> bool:
    """Return whether an organisation is a school, by its name or the word before it."""
    around = low(text[max(0, start - 22) : stop])
    return any(
        word in around
        for word in (
            "school",
            "college",
            "lyceum",
            "gymnasium",
            "universit",
            "kinder",
            "crèche",
            "peuter",
            "школ",
            "гімназі",
            "ліце",
            "сад",
            "універ",
        )
    )

"""Streets, with and without a house number, in Dutch, English and Ukrainian."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placemeaning.model.text import Span
from placemeaning.privacy.mention import Mention
from placemeaning.privacy.ordinary import is_known_word, is_thing, is_town
from placemeaning.privacy.words_of import low, word_set

_CAP = r"[A-ZÀ-ÞĆČŁŚŞŠŻŽİĞ][\w'’]{0,40}(?:-[\w'’]+){0,3}"
_STREET = (
    "straat|straatje|laan|laantje|dreef|steeg|stege|kade|singel|gracht|plantsoen|allee|boulevard|weg|weggetje|dwarsweg|plein|pleintje|dijk"
)
_COURT = "hof|hofje|pad|paadje|gang|kamp|maat|waard|erf|bosje|molenwiek"
_OPEN = "park|burg|baan|brink|donk|wal|zoom|ring|veld|akker|weide|hoek|poort|horst|meent|rade|berg|haven|oord"
_NUMBER = (
    r"(?:\s?,?\s(?:nummer|nr\.?|no\.?|huisnummer)?\s?\d{1,4}(?:\s?[-–]?\s?(?:[a-hA-H]|bis|hs|I{1,3}|\d{1,2}(?!\d)))?(?![\w:.,]*\d|"
    r"\s?(?:uur|jaar|keer|euro|minuten|mensen|procent|%|o['’]clock|years|people)))"
)
_NAMED = re.compile(rf"\b(?P<before>(?:{_CAP}\s|van\s(?:de[rn]?\s)?|de\s){{0,3}})(?P<name>{_CAP}(?:{_STREET})){_NUMBER}?(?!\w)")
_COURTED = re.compile(rf"\b(?P<name>[A-ZÀ-ÞĆČŁŚŞŠŻŽİĞ][\w'’]{{2,}}(?:(?P<open>{_OPEN})|{_COURT})){_NUMBER}?(?!\w)")
_NUMBERED = re.compile(rf"\b(?P<name>{_CAP}(?:\s{_CAP})?){_NUMBER}(?!\w)")
_LIVED = re.compile(
    rf"(?:\b[Ww]oon\w*|\bverhuis\w*|\bopgegroeid|\b[Aa]dres|\bgeboren|\bstraat|\bhuis\w*|\bflat\w*|\bappartement\w*)\b[^.?!\n]{{0,40}}?\s(?:op|aan|in|naar|uit|is)\s(?:de|het|'t|’t)\s(?P<name>{_CAP}(?:\s{_CAP})?)(?!\w)"
)
_LOWER = re.compile(
    r"\b(?P<name>[a-zà-ÿ]{3,}(?:straat|laan|weg|plein|kade|dreef|steeg|singel|gracht|plantsoen|hof|dijk))\s(?:nummer\s|nr\.?\s)?\d{1,4}(?:\s?[-–]?\s?[a-h])?(?![\w:.,]*\d|\s(?:uur|jaar|keer|mensen))(?!\w)"
)
_ENGLISH = re.compile(
    r"\b(?:(?i:flat|apartment|unit)\s\w{1,4},?\s)?(?:(?:(?i:number|no\.?)\s)?\d{1,4}[a-f]?,?\s)?(?P<name>(?:[A-Z][\w'’-]+\s){1,3}(?:Street|Road|Lane|Avenue|Drive|Close|Court|Crescent|Terrace|Way|Gardens|Grove|Row|Mews|(?:Rd|Ave|St|Ln)\.?)(?!\w))(?:\s\d{1,4}[a-f]?\b)?"
)
_ENGLISH_NUMBERED = re.compile(
    r"\b\d{1,4}[a-f]?,?\s(?P<name>(?:(?:The\s)?[A-Z][\w'’-]+\s){1,3}(?:Brow|Hill|Walk|Place|Square|Parade|Yard|Rise|View|Green|Wharf|Fold|Bank|Croft|Vale|Park|"
    r"Field|Fields|Cottages|Villas|House|Gate|Side|End))(?!\w)"
)
_UA_NUMBER = r"(?:,?\s?(?:буд(?:инок|\.)?|номер|№)?\s?\d{1,4}(?:[-/]?[а-гa-d\d]{1,3})?)?(?:,?\s?(?:кв(?:артира|\.)?)\s?\d{1,4})?"
_UKRAINIAN = re.compile(
    rf"\b(?:[Вв]ул(?:\.|иц\w+)|[Пп]росп(?:\.|ект\w*)|[Пп]ровул(?:\.|к\w+|ок)|[Бб]ульвар\w*|[Нн]абережн\w+)\s(?P<name>[А-ЯЄІЇҐ][\w'’-]+(?:\s[А-ЯЄІЇҐ][\w'’-]+)?){_UA_NUMBER}"
)
_CYRILLIC_DUTCH = re.compile(
    rf"\b(?P<name>[А-ЯЄІЇҐ][\w'’-]*(?:страат|страті|лаан|лаані|вег|плейн|штраат|каде|дейк|гоф|стег)\w{{0,2}}){_UA_NUMBER}"
)
_NOT_AFTER = word_set("""
meneer mevrouw mevr mw dhr heer dokter dr juf meester van der den ter te familie mr mrs ms
""")
_NOT_STREETS = word_set("""
Milaan Kerkhof Voetbalveld Hondenveld Speelveld Park Hof Pad Baan Weg Plein Straat Laan Dijk Schoolplein Marktplein Vakantiepark
Winkelhof Snelweg Zebrapad Fietspad Gracht Kade Station Achterhoek Landweg Onderweg Halverwege Vanwege Vanweg Overweg Eindhoven Voorburg
Middelburg Limburg Hoek Berg Poort Waard Bewaard Camping Hamburg Aardenburg Huisberg Hardenberg Valkenburg Duisburg Edinburgh Luxemburg
Petersburg Salzburg Culemborg Ring Haven Oord Aandacht Uitgang Ingang Toegang Doorgang Overgang Vooruitgang Afgang Ondergang Voortgang
Omgang Voorhoek Dierenpark Pretpark Goffertpark
""")
_NOT_BEFORE_NUMBER = word_set("""
Groep Klas Lijn Bus Tram Kamer Nummer Covid Artikel Deel Blok Ronde Ajax Nec Week Dag Stand Code Type Fase Niveau Team Afdeling Windows
Level Page Room Bus Line Group Class Number Part Group Grade Route Snelweg Channel Formula Pagina Hoofdstuk Vraag Kanaal Zone Vitamine
Mavo Havo Vwo Top Om Tot Van Na Voor Rond Zo Elke Maar En Dan Ik Wij Er Die Dat Nou Ja Nee Met Toen In Op Bij Al Nog Zeker Ongeveer
Bijna Haast Wel I We At About Over Around Only Just My The
""")


def streets(text: str, begins: frozenset[int] = frozenset()) -> Iterator[Mention]:
    """Yield the streets of a text. `begins` are the code points where a sentence begins (a capital says nothing there)."""
    for pattern in (_UKRAINIAN, _CYRILLIC_DUTCH, _ENGLISH, _ENGLISH_NUMBERED):
        for match in pattern.finditer(text):
            yield _street(match, match.start("name") if pattern is _UKRAINIAN else match.start())
    for match in _NAMED.finditer(text):
        yield from _named(match, begins)
    for match in _COURTED.finditer(text):
        if low(match["name"]) not in _NOT_STREETS and not is_town(match["name"]) and _is_court(text, match, begins):
            yield _street(match, match.start())
    for match in _NUMBERED.finditer(text):
        answer = len(match["name"]) > 5 and re.match(r"[,.]|$", text[match.end() :])
        if (match.start() not in begins or answer) and not _odd(match["name"]):
            yield _street(match, match.start())
    for match in _LIVED.finditer(text):
        if not _odd(match["name"]):
            yield _street(match, match.start("name"))
    for match in _LOWER.finditer(text):
        yield _street(match, match.start())


def _is_court(text: str, match: re.Match[str], begins: frozenset[int]) -> bool:
    """Return whether a word such as *Rozenhof* or *Kerkveld* is a street here: numbered, or not after a title or first name."""
    before = text[: match.start()].split()[-1:]
    if match.end() > match.end("name"):
        return True
    if match["open"]:
        return bool(re.search(r"\b(?:op|aan) (?:de|het|'t|’t) $", text[: match.start()][-12:]))
    named = before and (low(before[0].rstrip(".")) in _NOT_AFTER or (before[0][0].isupper() and match.start() not in begins))
    return not named and not (match.start() in begins and is_known_word(match["name"], "nl"))


def _odd(name: str) -> bool:
    words = name.split()
    return any(low(word) in _NOT_BEFORE_NUMBER or is_town(word) or is_thing(word) for word in words) or name.isupper()


def _named(match: re.Match[str], begins: frozenset[int]) -> Iterator[Mention]:
    """Yield a street whose last word says so; what stands before it belongs to it only with a capital."""
    before, start = match["before"], match.start("name")
    if low(match["name"]) in _NOT_STREETS or is_town(match["name"]):
        return
    words = before.split()
    kept = 0
    while kept < len(words) and not _is_street_word(words[kept], match.start() + before.index(words[kept]), begins):
        kept += 1
    if kept < len(words):
        start = match.start() + before.index(words[kept])
    if start in begins and match.end() == match.end("name") and low(match["name"]) in ("straat", "weg"):
        return
    vague = start in begins and match.end() == match.end("name") and re.search("(?:weg|dijk|plein|kade|kaden)$", low(match["name"]))
    yield _street(match, start, sure=not vague)


def _is_street_word(word: str, at: int, begins: frozenset[int]) -> bool:
    return (word[0].isupper() and at not in begins) or (
        low(word) in ("van", "sint", "oude", "nieuwe", "pastoor", "burgemeester", "koningin") and word[0].isupper()
    )


def _street(match: re.Match[str], start: int, sure: bool = True) -> Mention:
    stop = match.end()
    name = low(match.string[start : match.end("name")] if not match.string[start].isdigit() else match["name"])
    return Mention(Span(start, stop), "street", name, sure, "street")

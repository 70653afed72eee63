"""What has a shape: telephone numbers, e-mail addresses, bank accounts, dates of birth and postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placemeaning.model.text import Span
from placemeaning.privacy.mention import Kind, Mention
from placemeaning.privacy.words_of import low, word_set

_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jan|feb|mrt|apr|jun|jul|aug|sept|sep|okt|oct|nov|dec|"
    "january|february|march|may|june|july|august|october|"
    "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня"
)
_DATE = re.compile(
    rf"(?<![\d.,/-])(?:(?:[0-3]?\d)(?:st|nd|rd|th|e|de|ste)?\.?\s+(?:of\s+)?(?:{_MONTHS})\.?,?\s+(?P<y1>(?:19|20)\d\d|['’]?\d\d(?=\b))(?:\s(?:року|р\.))?|"
    rf"(?:{_MONTHS})\.?\s+[0-3]?\d(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)|"
    r"[0-3]?\d\s?[-./]\s?[01]?\d\s?[-./]\s?(?P<y3>(?:19|20)\d\d|\d\d)|(?P<y4>(?:19|20)\d\d)-[01]\d-[0-3]\d)(?![\d/-])",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"geboren|geboorte|jarig|verjaar|bouwjaar|geb\.|born|birth|d\.?o\.?b|народи|народж|дня народження|день народження|\bнар\.|ben (?:ik )?van|is van",
    re.IGNORECASE,
)
_PARTIAL = re.compile(rf"(?<!\d)[0-3]?\d(?:st|nd|rd|th|e|de)?\s+(?:of\s+)?(?:{_MONTHS})\b", re.IGNORECASE)
_BORN_ON = re.compile(
    r"(?:geboren (?:op|ben ik)|verjaardag (?:is|was)|jarig (?:ben|op|is)\w*|born on|birthday is(?: on)?|народи\w+)\s*(?:ik |op |on )*$",
    re.IGNORECASE,
)

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}\s?@\s?[\w-]{1,64}(?:\.[\w-]{1,64}){0,4}\.[^\W\d_]{2,24}(?!\w)")
_SPOKEN_EMAIL = re.compile(
    r"(?<![\w.-])[\w.-]{1,64}(?:\s(?:punt|dot|streepje|крапка)\s[\w-]{1,40}){0,5}\s(?:apenstaart(?:je)?|at|равлик|собачка)\s[\w-]+(?:\s(?:punt|dot|"
    r"крапка)\s[\w-]+)*?\s(?:punt|dot|крапка)\s(?:nl|com|org|net|eu|uk|ua|be|de|ен ел)\b",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z][\w.]{2,}\w")
_IBAN = re.compile(r"\b[A-Z]{2}\s?\d{2}\s?(?:[A-Z]{4}\s?(?:\d\s?){6,14}|(?:[0-9A-Z]{4}\s?){3,6}[0-9A-Z]{1,4})(?![A-Z0-9])", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"(?:rekening(?:nummer)?|giro(?:nummer)?|bankrekening|bsn|burgerservicenummer|sofinummer|account(?: number)?|sort code|card number|рахун\w+|карт[аи]\w*|"
    r"національний номер|national insurance(?: number)?)\D{0,15}?(\d(?:[\s.\-]?\d){5,18})",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<!\d)(?:\d{4}[ -]){3}\d{4}(?!\d)")
_PHONE = re.compile(
    r"(?<![\w+.,:/])(?:(?:\+|00)\s?\d{1,3}[\s.\-]?(?:\(0\)\s?)?\(?\d{1,4}\)?(?:[\s.\-/]?\d){5,10}|\(0\d{1,4}\)(?:[\s.\-]?\d){5,8}|0\d{1,4}\s?[-–/.\s]?\s?\d(?:[\s.\-]?\d){4,9})(?![\d])"
)
_DIGITS = (
    "nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|dubbel|zero|oh|one|two|three|four|five|six|seven|eight|nine|double|"
    "нуль|один|два|три|чотири|п'ять|п’ять|шість|сім|вісім|дев'ять|дев’ять"
)
_SPOKEN_PHONE = re.compile(rf"\b(?:nul|zero|oh|нуль)(?:[\s,…-]+(?:eh\s)?(?:{_DIGITS})\b){{7,}}", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\b(?!\s?\d)")
_UK_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b")
_UA_POSTCODE = re.compile(r"(?:індекс\w*|поштовий)\D{0,8}(\d{5})\b", re.IGNORECASE)
_NOT_A_POSTCODE = word_set("EN OF IN OP WE DE NA DO ZO IS AH TV MS OM TO AM PM AD BC NC EU UK")


def shaped(text: str) -> Iterator[Mention]:
    """Yield every mention that is known by its shape, the surest kinds first."""
    for kind, why, pattern in _SHAPES:
        for match in pattern.finditer(text):
            group = 1 if pattern.groups and pattern in (_ACCOUNT, _UA_POSTCODE) else 0
            if _holds(pattern, match):
                yield _mention(text, match.start(group), match.end(group), kind, why)
    yield from _births(text)


_SHAPES: tuple[tuple[Kind, str, re.Pattern[str]], ...] = (
    ("email", "e-mail address", _EMAIL), ("email", "spoken e-mail address", _SPOKEN_EMAIL), ("email", "name of an account", _HANDLE),
    ("account", "bank account", _IBAN), ("account", "account number", _ACCOUNT), ("account", "card number", _CARD),
    ("phone", "telephone number", _PHONE), ("phone", "spoken telephone number", _SPOKEN_PHONE), ("postcode", "postcode", _POSTCODE),
    ("postcode", "postcode", _UK_POSTCODE), ("postcode", "postcode", _UA_POSTCODE),
)  # fmt: skip


def _mention(text: str, start: int, stop: int, kind: Kind, why: str) -> Mention:
    words = text[start:stop].rstrip(" .,-")
    return Mention(Span(start, start + len(words)), kind, low(words), True, why)


def _holds(pattern: re.Pattern[str], match: re.Match[str]) -> bool:
    words = match[0]
    if pattern is _PHONE:
        return 9 <= sum(char.isdigit() for char in words) <= 15 and not _DATE.fullmatch(words.strip())
    if pattern is _IBAN:
        return sum(char.isdigit() for char in words) >= 8
    if pattern is _POSTCODE:
        return words[-2:] not in _NOT_A_POSTCODE and not (words[:2] in ("19", "20") and words[4] == " " and words[-2:] in _NOT_A_POSTCODE)
    return True


def _births(text: str) -> Iterator[Mention]:
    """Yield dates that are somebody's day of birth: said to be one, or of a year too long ago for the study."""
    last = 0
    for match in _DATE.finditer(text):
        year = next(filter(None, match.groups()), "")
        before = re.split(r"[.?!;\n]\s", text[max(last, match.start() - 60) : match.start()])[-1]
        last = match.end()
        long_ago = len(year) == 4 and int(year) <= 2012
        if long_ago or _BORN.search(before + " " + text[last : last + 12]):
            yield _mention(text, match.start(), match.end(), "birthdate", "date of birth")
    for match in _PARTIAL.finditer(text):
        if _BORN_ON.search(text[max(0, match.start() - 40) : match.start()]):
            yield _mention(text, match.start(), match.end(), "birthdate", "birthday")

"""How a turn can begin: every reading that one line allows, before the whole document decides which are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from placemeaning.intake import times
from placemeaning.intake.raw import Line
from placemeaning.intake.roles import is_role_word, skeleton
from placemeaning.intake.vocabulary import NO_LABELS, PARTICLES, TITLES, is_field
from placemeaning.model.conventions import is_convention
from placemeaning.model.text import fold

Form = Literal["given", "colon", "numbered", "timed", "heading", "style", "bracket", "tab", "dash", "stop", "alone", "semicolon"]

_LONGEST, _MOST_WORDS = 48, 6
_COLON = re.compile(
    rf"(?P<label>[^\s:?!;][^:?!;\n\t]{{0,{_LONGEST}}}?)\s*(?:(?P<time>{times.FRAMED}|(?<=\s){times.BARE})\s*)?[:：](?P<rest>(?P<glued>\S?).*)",
    re.DOTALL,
)
_TIMED = re.compile(
    rf"(?P<before>{times.FRAMED}|{times.BARE})[\s,|–—-]*(?P<after>[^\d\s:][^:\t]{{0,{_LONGEST}}}?)\s*:?\s*"
    rf"|(?P<name>[^\s:][^:\t]{{0,{_LONGEST}}}?)[\s,|–—-]+(?P<at>{times.FRAMED}|{times.BARE})\s*:?\s*"
)
_BRACKET = re.compile(rf"[\[<]\s*(?P<label>[^\[\]<>:\n]{{1,{_LONGEST}}}?)\s*[\]>]\s*:?\s*(?P<rest>.*)", re.DOTALL)
_TAB = re.compile(r"(?P<label>\S(?:[^\t\n:]{0,30}?\S)?)(?:\s*\t+\s*|\s{2,})(?P<rest>\S.*)", re.DOTALL)
_INSIDE = re.compile(
    rf"[\[(]\s*(?:(?P<before>{times.BARE})[\s,;|–—-]+(?P<after>[^\d\s\]):][^\]):\n]{{0,{_LONGEST}}}?)"
    rf"|(?P<name>[^\d\s\]):][^\]):\n]{{0,{_LONGEST}}}?)[\s,;|–—-]+(?P<at>{times.BARE}))\s*[\])]\s*:?\s*(?P<rest>.*)",
    re.DOTALL,
)
_CLOCKED = re.compile(
    rf"(?P<label>[^\W\d_][^:\[(#\n\t]{{0,30}}?)\s+(?P<time>{times.FRAMED}|\d{{1,2}}:\d{{2}}:\d{{2}})\s+(?P<rest>[^\s:].*)", re.DOTALL
)
_DASH = re.compile(r"(?P<label>[^\W\d_][\w.'’ʼ ]{0,30}?)\s*(?:\s[-–—|]|[-–—](?=\s)|=>|>)\s+(?P<rest>\S.*)", re.DOTALL)
_STOP = re.compile(r"\(?(?P<label>[^\W\d_]\w{0,12})[.)]\s+(?P<rest>\S.*)", re.DOTALL)
_SEMICOLON = re.compile(r"(?P<label>[^\W\d_][\w.'’ʼ ]{0,30}?)\s*;\s+(?P<rest>\S.*)", re.DOTALL)
_SHAPES: tuple[tuple[tuple[str, ...], re.Pattern[str], Form], ...] = (
    (("[", "<"), _BRACKET, "bracket"),
    (("\t", "  "), _TAB, "tab"),
    (("-", "–", "—", "|", ">"), _DASH, "dash"),
    ((".", ")"), _STOP, "stop"),
    ((";",), _SEMICOLON, "semicolon"),
)
_BULLET = re.compile(r"[-–—•*>]\s+(?=\S)")
_NUMBER = re.compile(r"\(?\d{1,4}[.)]?\s+(?=[^\W\d_])")
_WRAPPER = re.compile(r"[\[(<{*_\"“]+\s*(?P<inner>[^\[\](){}<>]*?)\s*[\])>}*_\"”]+")
_FULL_TIME = re.compile(r"\d{1,2}:\d{2}:\d{2}(?:[.,:]\d{1,3})?")
_CODE = re.compile(r"[^\W\d_]{1,12}[-.]?\d{1,4}")
_MARKS = re.compile(r"\*{1,3}|_{1,2}")


@dataclass(frozen=True, slots=True)
class Head:
    """One way to read the begin of a line: a label in a certain form, a time, and the words that follow."""

    form: Form
    label: str
    words: str
    seconds: float | None = None
    number: str = ""

    @property
    def key(self) -> str:
        """The shape in which labels are compared."""
        return skeleton(self.label)


@lru_cache(maxsize=1 << 15)
def heads_of(line: Line) -> tuple[Head, ...]:
    """Return the readings of a line, the most explicit first; none for a line that cannot begin a turn."""
    if line.blank:
        return ()
    if line.speaker:
        return (Head("given", as_label(line.speaker), line.text, line.seconds),)
    found = list(_heading(line) if line.heading else _readings(line))
    if line.seconds is not None:
        found = [Head(head.form, head.label, head.words, line.seconds) for head in found if head.form in ("colon", "bracket", "style")]
    return tuple(head for head in found if is_possible(head.label) or (head.form == "timed" and _is_turned_name(head.label)))


@lru_cache(maxsize=1 << 12)
def as_label(text: str) -> str:
    """Return a label without what frames it: blanks, brackets, quotes, emphasis, a colon."""
    label = fold(text).strip().rstrip(": ").replace(":", " ")
    while match := _WRAPPER.fullmatch(label):
        label = match["inner"].rstrip(": ")
    return fold(label.strip("*_"))


@lru_cache(maxsize=1 << 12)
def is_possible(label: str) -> bool:
    """Return whether a text can be a label at all: short, with a letter, brackets closed, no sentence, no convention."""
    words = label.split()
    if not 1 <= len(words) <= _MOST_WORDS or len(label) > _LONGEST or label[-1] in "?!" or not any(map(str.isalpha, label)):
        return False
    if label.count("(") != label.count(")") or label.count("[") != label.count("]"):
        return False
    outside = re.sub(r"\([^)]*\)", "", label)
    sentence = re.search(r"[^\W\d_]{5,}\.\s", outside) or re.search(r"[,\"“”«»…\\{}=@]|\.\.|(?<!\w)/|/(?!\w)", outside)
    return not sentence and not any(is_convention(part) for part in re.split(r"[()\[\]]", label))


def _is_turned_name(label: str) -> bool:
    """Return whether a label is a surname and a first name, as meeting programs write them: ``Jansen, Eva (student)``."""
    first, comma, second = label.partition(", ")
    return bool(comma) and is_possible(first) and is_possible(second) and is_name_like(f"{second} {first}")


def is_code(label: str) -> bool:
    """Return whether a label is letters and a number, as people are given in research: ``ES1``, ``R-07``."""
    return bool(_CODE.fullmatch(label))


def is_name_like(label: str) -> bool:
    """Return whether a label looks like somebody: a role, a name in capitals, a code; not the begin of a sentence."""
    words = re.sub(r"\([^)]*\)", "", label).split()
    if not words or is_role_word(label) or is_code(label):
        return bool(words)
    titled = len(words) > 2 and skeleton(words[1]) in TITLES
    if words[0][0].isdigit() or (skeleton(words[0]) in NO_LABELS and not titled) or is_field(label):
        return False
    return all(any(map(str.isupper, word)) or word[0].isdigit() or word.lower() in PARTICLES or is_role_word(word) for word in words)


def _heading(line: Line) -> Iterator[Head]:
    seconds, text = times.lead(line.text, bare=True)
    if seconds is None:
        seconds, text = times.tail(text)
    yield Head("heading", as_label(text), "", seconds)


def _readings(line: Line) -> Iterator[Head]:
    if line.strong:
        yield from _style(line)
    text = line.text.strip()
    if number := _NUMBER.match(text):
        yield from _colon(text[number.end() :], "numbered", number[0].strip())
    yield from _colon(text, "colon")
    if bullet := _BULLET.match(text):
        yield from _colon(text[bullet.end() :], "colon")
    if text[0] in "[(" and (inside := _INSIDE.fullmatch(text)):
        clock, label = inside["before"] or inside["at"], inside["after"] or inside["name"]
        yield Head("bracket", as_label(label), inside["rest"], times.seconds_of(clock))
    if ":" in text[:_LONGEST] and (clocked := _CLOCKED.fullmatch(text)):
        yield Head("dash", as_label(clocked["label"]), clocked["rest"], times.seconds_of(clocked["time"]))
    seconds, rest = times.lead(text, bare=True)
    if len(text) <= 2 * _LONGEST and (timed := _TIMED.fullmatch(text)):
        yield _from_timed(timed)
    start = rest[:_LONGEST]
    for signs, pattern, form in _SHAPES:
        if any(sign in start for sign in signs) and (match := pattern.fullmatch(rest)):
            yield Head(form, as_label(match["label"]), match["rest"], seconds)
    if len(text) <= _LONGEST:
        yield Head("alone", as_label(text), "")


def _style(line: Line) -> Iterator[Head]:
    """Read a bold or italic run: ``**Interviewer:** …``, ``**Anna**`` alone, or all of ``**I: Waar woont u?**``."""
    seconds, strong = times.lead(line.strong, bare=True)
    at_end, strong = times.tail(strong.rstrip(": "))
    rest = line.rest.lstrip()
    with_colon = rest.startswith((":", "：")) or line.strong.rstrip().endswith((":", "："))
    rest = rest.lstrip(":： ") if rest.startswith((":", "：")) else rest
    if times.only(rest) is not None:
        yield Head("timed", as_label(strong), "", times.only(rest))
    elif ":" not in strong:
        after, words = times.lead(rest, bare=False)
        if after is not None and words.startswith(":"):
            with_colon, words = True, words[1:].lstrip()
        moment = next((time for time in (seconds, at_end, after) if time is not None), None)
        yield Head("colon" if with_colon else "style", as_label(strong), words, moment)
    elif not rest:
        yield from _colon(line.strong.strip(), "colon")


def _colon(text: str, form: Form, number: str = "") -> Iterator[Head]:
    if ":" not in text and "：" not in text:
        return
    seconds, rest = times.lead(text, bare=True)
    rest = rest.lstrip("-–—| ") if seconds is not None else rest
    match = _COLON.fullmatch(rest)
    if not match or (match["glued"].isdigit() and match["label"][-1].isdigit()) or match["rest"].startswith("//"):
        return
    if match["time"] and seconds is None:
        seconds = times.seconds_of(match["time"])
    mark = _MARKS.match(match["label"])
    words = match["rest"].removeprefix(mark[0] if mark else "").lstrip()
    if seconds is None:
        seconds, words = times.lead(words)
    words = words[1:].lstrip() if seconds is not None and words.startswith(":") else words
    if seconds is None and _FULL_TIME.fullmatch(words):
        seconds, words = times.seconds_of(words), ""
    yield Head(form, as_label(match["label"]), words, seconds, number)


def _from_timed(match: re.Match[str]) -> Head:
    label, clock = (match["after"], match["before"]) if match["after"] else (match["name"], match["at"])
    return Head("timed", as_label(label), "", times.seconds_of(clock))

"""What stands above the first turn: a title, fields such as ``Datum: …``, a legend of the labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from placemeaning.intake import times
from placemeaning.intake.dates import iso_date
from placemeaning.intake.heads import heads_of
from placemeaning.intake.raw import Line
from placemeaning.intake.roles import is_role_letter, names_role, role_in, skeleton
from placemeaning.intake.vocabulary import PARTICLES, is_field, is_generic
from placemeaning.model.document import Role
from placemeaning.model.text import fold

_REACH, _LONGEST = 60, 400
_FIELD = re.compile(r"[-•*]?\s*(?P<key>[^\s:=–—][^:=\n]{0,48}?)\s*(?P<sign>[:=]|\s[–—-](?=\s|$)|\t+)\s*(?P<value>.*)", re.DOTALL)
_ENTRY = re.compile(r"(?:^|[\s,;(]+)(?P<label>[^\W\d_][^\s:=,;()]*(?:\s\d{1,2})?)\s*(?P<sign>[:=]|\s[–—-]\s)\s*")
_NAMED = re.compile(r"(?P<label>[^=\n]{1,40}?)\s*=\s*(?P<words>.+)")
_LEGEND = re.compile(
    r"\s*(?:legenda?|afkortingen|legend|speakers|sprekers|key|легенда|умовні позначення|скорочення)\s*:?\s*", re.IGNORECASE
)
_FRAMED_ENTRY = re.compile(r"^[\[(]([^\W\d_]\w{0,12})[\])](?=\s*[:=–—-])")
_PERSON = re.compile(
    r"\b(?:mevrouw|meneer|dhr|mevr|mw|man|vrouw|moeder|vader|dochter|zoon|jongen|meisje|oma|opa|woman|mother|father|daughter|son|boy|girl"
    r"|жінка|чоловік|дочка|син|мати|батько|дівчина|хлопець)\b|\b\d{2} ?(?:jaar|jr|j\.|years|рок)",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-ZА-ЯІЇЄ]{1,4}[-. ]?\d{1,4}")


@dataclass(frozen=True, slots=True)
class Header:
    """What a transcript says about itself; `left` is what was not understood, `sections` the headings above the first turn, with their levels."""

    title: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    legend: Mapping[str, Role | None] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    sections: tuple[tuple[str, int], ...] = ()


def find_header(lines: Sequence[Line]) -> tuple[int, dict[str, Role | None]]:
    """Return how many lines certainly stand above the talk, and the legend among them (role by `skeleton` of the label).

    More lines may: those before the first label that is found below.
    """
    matter = _front_matter(lines)
    keys = Counter(head.key for line in lines for head in heads_of(line)[:1] if head.form in ("colon", "style", "heading"))
    legend = _legend(lines[:_REACH], keys)
    certain = matter
    for number, line in enumerate(lines[:_REACH]):
        if number < matter or line.blank:
            continue
        if number in legend or _is_field(line) or _lists_people(line, keys):
            certain = number + 1
        elif not _may_stand_above(line, keys):
            break
    certain = _with_names(lines, certain, keys)
    return certain, {key: role for number, entries in legend.items() if number < certain for key, role in entries.items()}


def read_header(lines: Sequence[Line], legend: Mapping[str, Role | None], levels: Collection[int] = ()) -> Header:
    """Return title, fields and the rest of the lines that stand above the talk.

    Parameters
    ----------
    levels
        The levels of the headings further down: a heading of such a level is a section, not the title.
    """
    title, fields, left, sections = "", dict[str, str](), list[str](), list[tuple[str, int]]()
    for line in lines:
        text = fold(line.text)
        own = {} if line.heading else _fields(line.text)
        if not text or text == "---":
            continue
        if own and not own.keys() & fields.keys():
            fields |= own
        elif "date" not in fields and len(text.split()) <= 5 and iso_date(text):
            fields["date"] = text
        elif line.heading and not is_generic(text) and (title or line.heading in levels):
            sections.append((text, line.heading))
        elif not title and not is_generic(text) and len(text.split()) <= 14 and (line.heading or not left) and times.only(text) is None:
            title = text
        else:
            left.append(text)
    return Header(title, fields, legend, tuple(left), tuple(sections))


def legend_below(lines: Sequence[Line]) -> tuple[list[Line], dict[str, Role | None], list[str]]:
    """Return the lines without a legend below the talk (``A = interviewer``), the legend, and what was left out."""
    keys = Counter(head.key for line in lines for head in heads_of(line)[:1] if head.form == "colon")
    end = len(lines)
    legend: dict[str, Role | None] = {}
    while end and (lines[end - 1].blank or ("=" in lines[end - 1].text and (found := _entries(lines[end - 1].text, keys)))):
        legend |= {} if lines[end - 1].blank else found
        end -= 1
    if not legend:
        return list(lines), {}, []
    end -= bool(end and _LEGEND.fullmatch(lines[end - 1].text))
    return list(lines[:end]), legend, [f"read as a legend: {fold(line.text)}" for line in lines[end:] if not line.blank]


def _fields(text: str) -> dict[str, str]:
    """Return the fields of a line; several are parted by wide gaps: ``Date – 31 May   Time – 11.50``. Empty if not all of it is fields."""
    if len(text) > _LONGEST:
        return {}
    pieces = re.split(r"(\s{3,}|\t+)", text.strip())
    parts = pieces[:1]
    for gap, part in zip(pieces[1::2], pieces[2::2], strict=True):
        if _field(part):
            parts.append(part)
        else:
            parts[-1] += gap + part
    found = [_field(part) for part in parts]
    return {key: value for one in found if one for key, value in [one]} if all(found) else {}


def _field(text: str) -> tuple[str, str] | None:
    match = _FIELD.fullmatch(text.strip())
    if not match or len(match["key"].split()) > 5 or (match["key"][-1].isdigit() and match["value"][:1].isdigit()):
        return None
    if match["sign"].strip() not in (":", "=") and not is_field(match["key"]) and not (len(match["key"]) <= 6 and role_in(match["value"])):
        return None
    return (fold(match["key"]), fold(match["value"])) if match["value"].strip() or is_field(match["key"]) else None


def _front_matter(lines: Sequence[Line]) -> int:
    """Return the number of lines of YAML front matter, if the file begins with it."""
    if not lines or lines[0].text.strip() != "---":
        return 0
    end = next((number for number, line in enumerate(lines[1:_REACH], 1) if line.text.strip() in ("---", "...")), 0)
    return end + 1 if end and all(":" in line.text or line.text.startswith((" ", "-")) for line in lines[1:end] if not line.blank) else 0


def _is_field(line: Line) -> bool:
    if len(line.text) > _LONGEST:
        return False
    match = _FIELD.fullmatch(line.text.strip())
    return bool(match and len(match["key"].split()) <= 5 and is_field(match["key"]) and len(line.text.split()) <= 30)


def _lists_people(line: Line, keys: Mapping[str, int]) -> bool:
    """Return whether a line is ``Participants: Claire Dunn (interviewer), Omar (resident, 34)``: names after a word that occurs once."""
    match = _FIELD.fullmatch(line.text.strip())
    if not match or match["sign"] != ":" or keys.get(skeleton(match["key"]), 0) > 1 or line.text.rstrip().endswith((".", "?", "!")):
        return False
    people = [part.strip() for part in re.split(r"[,;]|\s(?:en|and|та|і)\s", re.sub(r"\([^)]*\)", "", match["value"]))]
    return len(people) > 1 and all(1 <= len(person.split()) <= 5 and person[0].isupper() and person[-1].isalnum() for person in people)


def _may_stand_above(line: Line, keys: Mapping[str, int]) -> bool:
    """Return whether a line can be part of a header: short, and not the begin of a turn of a label that comes back."""
    if line.speaker or line.seconds is not None or len(line.text.split()) > 25 or line.text.rstrip().endswith(("?", "!")):
        return False
    heads = heads_of(line)
    if line.heading:
        return not any(names_role(head.label) for head in heads)
    if any(head.form == "timed" for head in heads) or times.only(line.text) is not None:
        return False
    colon = [head for head in heads if head.form in ("colon", "style")]
    return not any(keys.get(head.key, 0) > 1 and not _is_somebody(head.words) for head in colon)


def _with_names(lines: Sequence[Line], start: int, keys: Mapping[str, int]) -> int:
    """Return where the header ends if lines such as ``Interviewer: Anna de Vries`` follow, while the turns have other labels."""
    if sum(1 for count in keys.values() if count > 1) < 2:
        return start
    for number in range(start, min(len(lines), _REACH)):
        heads = [head for head in heads_of(lines[number]) if head.form == "colon"]
        if lines[number].blank:
            continue
        if not heads or not names_role(heads[0].label):
            break
        words, below = heads[0].words, 0 < start == number
        if not (below and _is_somebody(words) if keys[heads[0].key] > 1 else _describes(words, below_field=below)):
            break
        start = number + 1
    return start


def _describes(words: str, *, below_field: bool) -> bool:
    """Return whether the words after a role are a name or, right below another field, at least no sentence."""
    brief = 1 <= len(words.split()) <= 10 and not words.rstrip().endswith((".", "?", "!", "…"))
    return _is_somebody(words, single=True) or (below_field and brief)


def _is_somebody(words: str, *, single: bool = False) -> bool:
    """Return whether the words after a colon are a name, a code or a short description, not speech."""
    parts = words.split()
    if not 1 <= len(parts) <= 8 or words.rstrip().endswith(("?", "!", "…", "...")):
        return False
    if _CODE.fullmatch(words.strip()):
        return True
    capital = sum(part[0].isupper() for part in parts)
    names = all(part[0].isupper() or not part[0].isalpha() or part.lower() in PARTICLES for part in parts)
    return names and capital >= (1 if single else 2) and not words.rstrip().endswith(",")


def _legend(lines: Sequence[Line], keys: Mapping[str, int]) -> dict[int, dict[str, Role | None]]:
    """Return the lines that say what labels mean, each with its entries; entries with a colon need company or a title."""
    found = {number: entries for number, line in enumerate(lines) if (entries := _entries(line.text, keys))}
    titled = any(_LEGEND.match(line.text) for line in lines)
    signs = any("=" in lines[number].text for number in found)
    return found if titled or signs or sum(map(len, found.values())) > 1 else {}


def _entries(text: str, keys: Mapping[str, int]) -> dict[str, Role | None]:
    if len(text) > _LONGEST:
        return {}
    text = _FRAMED_ENTRY.sub(r"\1", text.strip())
    body = text[match.end() :] if (match := _LEGEND.match(text)) else text
    marks = list(_ENTRY.finditer(body))
    if (named := _NAMED.fullmatch(body)) and body.count("=") == 1:
        return _entry(named["label"], named["words"], "=", keys)
    if not marks or body[: marks[0].start()].strip():
        return {}
    entries: dict[str, Role | None] = {}
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        words = body[mark.end() : following.start() if following else len(body)]
        entry = _entry(mark["label"], words, mark["sign"].strip(), keys)
        if not entry:
            return {}
        entries |= entry
    return entries


def _entry(label: str, words: str, sign: str, keys: Mapping[str, int]) -> dict[str, Role | None]:
    role = role_in(" ".join(words.split()[:6])) or ("respondent" if _PERSON.search(words) and len(words.split()) <= 8 else None)
    key = skeleton(label)
    if is_field(label) or not words.strip() or len(words.split()) > 14 or words.rstrip().endswith(("?", "!")):
        return {}
    wanted = role is not None and (keys.get(key, 0) > 1 or is_role_letter(label) or len(label) <= 5)
    return {key: role} if wanted or (sign == "=" and keys.get(key, 0) > 0) else {}

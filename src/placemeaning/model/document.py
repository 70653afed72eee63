"""Documents: a frozen text, its turns, and what is known about it.

A frozen text is a file with YAML front matter and a body. In the body, blocks are separated by a blank line. A block is

- a heading, ``## Wat ik zie`` (it may set the place of what follows: ``## Het kanaal {place=kanaal}``), or
- a turn: an optional time ``[00:12:34.500]``, an optional label that the front matter names (``R:``), then the words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from placemeaning.errors import DocumentError, NotFound, QuoteAmbiguous, QuoteNotFound
from placemeaning.model import yaml
from placemeaning.model.conventions import spoken_words
from placemeaning.model.moments import Moments, key, read_moments, write_moments
from placemeaning.model.text import Span, digest, fold, normalise

Kind = Literal["interview", "observation", "card", "poll", "other"]
Language = Literal["nl", "en", "uk"]
Role = Literal["interviewer", "respondent", "professional", "observer"]
Voice = Literal["resident", "professional", "researcher"]

KINDS: tuple[str, ...] = get_args(Kind)
LANGUAGES: tuple[str, ...] = get_args(Language)
ROLES: tuple[str, ...] = get_args(Role)
VOICES: tuple[str, ...] = get_args(Voice)
_VOICE_OF_ROLE: Mapping[str, Voice] = {
    "respondent": "resident",
    "professional": "professional",
    "observer": "researcher",
    "interviewer": "researcher",
}

_TIME = re.compile(r"\[(\d{2,}):([0-5]\d):([0-5]\d(?:\.\d{1,3})?)\] ?")
_HEADING = re.compile(r"## (?P<title>.*?)(?: \{place=(?P<place>[^}\s]+)\})?")
_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_ID = re.compile(r"[^\W_](?:[\w.\-]*\w)?")


@dataclass(frozen=True, slots=True)
class Place:
    """A physical place under study: one row of ``data/places.csv``."""

    id: str
    name: str
    kind: str = ""
    neighbourhood: str = ""
    municipality: str = ""
    latitude: float | None = None
    longitude: float | None = None
    aliases: tuple[str, ...] = ()
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was spoken to: one row of ``data/people.csv``. `other` holds every further column."""

    id: str
    role: str = ""
    age_group: str = ""
    gender: str = ""
    years_here: str = ""
    other: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a label in a transcript stands for."""

    role: Role | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one go.

    `span` covers the words only, never the label or the time; `seconds` is the moment in the recording;
    `section` and `place` come from the heading above it.
    """

    span: Span
    speaker: str | None = None
    role: Role | None = None
    seconds: float | None = None
    section: str | None = None
    place: str | None = None


_NOBODY = Speaker()


def _start(turn: Turn) -> int:
    return turn.span.start


@dataclass(frozen=True, slots=True)
class Document:
    """One transcript, note, card or poll answer; `text` is the body that all offsets count in.

    `digest` is the SHA-256 of `text`; `sha256` is the one that the front matter recorded when the text was frozen.
    """

    id: str
    kind: Kind
    text: str
    turns: tuple[Turn, ...] = ()
    title: str = ""
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    date: str | None = None
    language: Language = "nl"
    source: str | None = None
    sha256: str | None = None
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    other: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""
    moments: Moments = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Document {self.id}: {self.kind}, {len(self.turns)} turns, {self.words()} words>"

    def words(self, role: Role | None = None) -> int:
        """Return the number of words in the turns, or in those of one role."""
        return sum(spoken_words(turn.span.of(self.text)) for turn in self.turns if role in (None, turn.role))

    def turn_at(self, position: int) -> Turn | None:
        """Return the turn whose words cover the code point `position`, or None (a label, a heading, between turns)."""
        index = self._turn_before(position)
        turn = self.turns[index] if index >= 0 else None
        return turn if turn and position < turn.span.stop else None

    def turns_in(self, span: Span) -> list[Turn]:
        """Return the turns that share at least one code point with `span`."""
        return list(self.turns[slice(*self.turn_range(span))])

    def turn_range(self, span: Span) -> tuple[int, int]:
        """Return the first turn, counted from 0, that shares a code point with `span`, and the one after the last."""
        first = max(0, self._turn_before(span.start))
        while first < len(self.turns) and self.turns[first].span.stop <= span.start:
            first += 1
        stop = first
        while stop < len(self.turns) and self.turns[stop].span.start < span.stop:
            stop += 1
        return first, stop

    def _turn_before(self, position: int) -> int:
        return bisect_right(self.turns, position, key=_start) - 1

    def moment(self, position: int) -> float | None:
        """Return when in the recording the word at the code point `position` was said, in seconds: the last time known before it.

        That is the time of the subtitle it stood in, or of its turn; None outside turns and where the turn has no time.
        """
        turn = self.turn_at(position)
        if turn is None:
            return None
        return next((seconds for place, seconds in reversed(self.moments_in(turn)) if place <= position), turn.seconds)

    def moments_in(self, turn: Turn) -> list[tuple[int, float]]:
        """Return the moments kept inside a turn, in the order of its words: code points of the text, and seconds. Empty without any."""
        within = self.moments.get(key(turn.seconds, turn.span.of(self.text)), ()) if self.moments else ()
        return [(turn.span.start + place, seconds) for place, seconds in within]

    def people_in(self, span: Span) -> tuple[str, ...]:
        """Return the ids of the people who speak in `span`.

        A turn whose label stands for a person counts that person. A document with one person counts that one where a
        label does not say who speaks; a document with several counts nobody there. An interviewer's turn counts nobody.
        """
        return self.told(self.turns_in(span))[2]

    def place_of(self, span: Span) -> str | None:
        """Return the place that a passage has unless its coding says otherwise: its heading's, or the document's first."""
        return self.told(self.turns_in(span))[0]

    def voice_of(self, span: Span) -> Voice:
        """Return whose meaning a passage states unless its coding says otherwise: that of the first turn it touches."""
        return self.told(self.turns_in(span))[1]

    def told(self, turns: Sequence[Turn]) -> tuple[str | None, Voice, tuple[str, ...]]:
        """Return place, voice and people of a passage in some turns (see `place_of`, `voice_of`, `people_in`)."""
        place = next((turn.place for turn in turns if turn.place), self.places[0] if self.places else None)
        role = next((turn.role for turn in turns if turn.role), "observer" if self.kind == "observation" else "respondent")
        return place, _VOICE_OF_ROLE[role], tuple(dict.fromkeys(person for turn in turns if (person := self._person(turn))))

    def _person(self, turn: Turn) -> str | None:
        speaker = self.speakers.get(turn.speaker or "", _NOBODY)
        if speaker.person or len(self.people) != 1 or turn.role in ("interviewer", "observer"):
            return speaker.person
        return self.people[0]

    def find(self, quote: str, *, nth: int | None = None) -> Span:
        """Return the span of the words `quote`; runs of white space count as one blank.

        Parameters
        ----------
        nth
            Which one, counted from 1, where the words occur more than once.

        Raises
        ------
        QuoteNotFound
            If the words do not occur; the nearest passage is offered.
        QuoteAmbiguous
            If they occur more than once and `nth` is not given.
        ValueError
            If `quote` is blank, or `nth` is less than 1.
        """
        if not quote.strip():
            raise ValueError("a quote needs at least one character that is not blank")
        if nth is not None and nth < 1:
            raise ValueError(f"nth={nth} is less than 1; the first one is nth=1")
        spans = _occurrences(self.text, normalise(quote))
        if not spans:
            raise QuoteNotFound(f"document {self.id!r} does not contain the words {shorten(quote)!r}.{self._nearest(quote)}")
        if nth is None and len(spans) > 1:
            where = "; ".join(f"nth={i}: …{fold(self.text[max(0, s.start - 20) : s.stop + 20])}…" for i, s in enumerate(spans[:5], 1))
            raise QuoteAmbiguous(f"document {self.id!r} contains {shorten(quote)!r} {len(spans)} times. Say which with nth=: {where}")
        if nth is not None and nth > len(spans):
            raise QuoteNotFound(f"document {self.id!r} contains {shorten(quote)!r} {len(spans)} times; there is no nth={nth}")
        return spans[(nth or 1) - 1]

    def _nearest(self, quote: str) -> str:
        from rapidfuzz import fuzz

        best = fuzz.partial_ratio_alignment(quote, self.text, score_cutoff=60)
        return f" The nearest words are {shorten(self.text[best.dest_start : best.dest_end])!r}." if best else ""


def shorten(words: str, length: int = 80) -> str:
    """Return `words` on one line and, where longer than `length` code points, cut with an ellipsis."""
    line = fold(words)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def _occurrences(text: str, quote: str) -> list[Span]:
    literal = [Span(m.start(), m.end()) for m in re.finditer(re.escape(quote), text)]
    if literal:
        return literal
    loose = r"\s+".join(re.escape(word) for word in quote.split())
    return [Span(m.start(), m.end()) for m in re.finditer(loose, text)]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body before it has a position: a heading (`heading` given) or a turn.

    `moments` are times within a turn: the number of code points before that are not blank, and seconds. `level` is that of a heading, from
    1 for the highest; 9 where it is set in bold only.
    """

    words: str = ""
    speaker: str | None = None
    seconds: float | None = None
    heading: str | None = None
    place: str | None = None
    moments: tuple[tuple[int, float], ...] = ()
    level: int = 9


def write_body(blocks: Sequence[Block]) -> str:
    """Return the body of a frozen text. Blank lines inside a turn's words become single line ends.

    Raises
    ------
    ValueError
        If a label contains a colon or a line end, or a turn has no words.
    """
    return "".join(_block_text(block) + "\n\n" for block in blocks)[:-1]


def _block_text(block: Block) -> str:
    if block.heading is not None:
        return f"## {fold(block.heading)}" + (f" {{place={block.place}}}" if block.place else "")
    words = normalise("\n".join(line.strip() for line in block.words.splitlines() if line.strip()))
    if not words:
        raise ValueError("a turn needs words")
    time = f"[{_clock(block.seconds)}] " if block.seconds is not None else ""
    if block.speaker is None:
        return time + words
    if re.search(r"[:\n]", block.speaker) or not block.speaker.strip():
        raise ValueError(f"a speaker's label cannot be {block.speaker!r}: no colon, no line end, not blank")
    return f"{time}{block.speaker}: {words}"


def _clock(seconds: float) -> str:
    whole, milli = divmod(round(seconds * 1000), 1000)
    clock = f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{clock}.{milli:03}" if milli else clock


def read_turns(body: str, speakers: Mapping[str, Speaker], kind: Kind = "interview") -> tuple[Turn, ...]:
    """Return the turns of a body; only the labels in `speakers` count as labels, and ``""`` stands for turns without one.

    In an observation, a turn without a label has the role ``observer``.
    """
    label = (
        re.compile(f"({'|'.join(re.escape(name) for name in sorted(filter(None, speakers), key=len, reverse=True))}): ?")
        if any(speakers)
        else None
    )
    turns: list[Turn] = []
    section: str | None = None
    place: str | None = None
    for block in _BLOCK.finditer(body):
        heading = _HEADING.fullmatch(block[0].rstrip())
        if heading:
            section, place = heading["title"], heading["place"]
            continue
        start, seconds, speaker = block.start(), None, None
        if time := _TIME.match(body, start):
            start, seconds = time.end(), round(int(time[1]) * 3600 + int(time[2]) * 60 + float(time[3]), 3)
        if label and (who := label.match(body, start)):
            start, speaker = who.end(), who[1]
        stop = block.start() + len(block[0].rstrip())
        if start >= stop:
            continue
        unnamed = speakers[""].role if "" in speakers else "observer" if kind == "observation" else None
        role = speakers[speaker].role if speaker else unnamed
        turns.append(Turn(Span(start, stop), speaker, role, seconds, section, place))
    return tuple(turns)


_FRONT = ("id", "kind", "title", "places", "people", "date", "language", "source", "sha256", "speakers", "moments")


def write_document(document: Document) -> str:
    """Return the text of a frozen file: front matter and body. `read_document` is its mirror."""
    front: dict[str, Any] = {
        "id": document.id,
        "kind": document.kind,
        "title": document.title,
        "places": list(document.places),
        "people": list(document.people),
        "date": document.date,
        "language": document.language,
        "source": document.source,
        "sha256": digest(document.text),
        "speakers": {
            name: {key: value for key, value in (("role", s.role), ("person", s.person)) if value} for name, s in document.speakers.items()
        },
        **({"moments": write_moments(document.moments)} if document.moments else {}),
        **document.other,
    }
    return f"---\n{yaml.dump(front)}---\n{document.text}"


def read_document(content: str, where: str = "document") -> Document:
    """Return the document that a frozen file holds.

    Parameters
    ----------
    content
        The whole file, front matter and body; it is normalised first.
    where
        The file's name, for messages.

    Raises
    ------
    DocumentError
        With file and line, if the front matter is missing or wrong.
    """
    content = normalise(content)
    front, body = split_front_matter(content, where)
    fields = yaml.load_mapping(front, where, DocumentError, first_line=2)
    kind = fields.choice("kind", KINDS, default="interview")
    speakers = _read_speakers(fields)
    known = {name: fields.text(name) for name in ("id", "title", "date", "source", "sha256")}
    if not known["id"] or not is_id(known["id"]):
        raise fields.error("id", f"id {known['id']!r} is not one: use letters, digits, '-' and '.'")
    return Document(
        id=known["id"],
        kind=kind,  # type: ignore[arg-type]
        text=body,
        turns=read_turns(body, speakers, kind),  # type: ignore[arg-type]
        title=known["title"] or "",
        places=tuple(fields.texts("places")),
        people=tuple(fields.texts("people")),
        date=known["date"],
        language=fields.choice("language", LANGUAGES, default="nl"),  # type: ignore[arg-type]
        source=known["source"],
        sha256=known["sha256"],
        speakers=speakers,
        other={name: value for name, value in fields.plain().items() if name not in _FRONT},
        digest=digest(body),
        moments=_read_moments(fields),
    )


def _read_moments(fields: yaml.Mapping) -> Moments:
    try:
        return read_moments(fields.texts("moments"))
    except ValueError as problem:
        raise fields.error("moments", f"moments: {problem}. Remove the line, or import the original again.") from None


def _read_speakers(fields: yaml.Mapping) -> dict[str, Speaker]:
    speakers = {}
    for name, entry in fields.mappings("speakers"):
        speakers[name] = Speaker(entry.choice("role", ROLES, default=None), entry.text("person"))  # type: ignore[arg-type]
    return speakers


def split_front_matter(content: str, where: str) -> tuple[str, str]:
    """Return the YAML and the body of a frozen file.

    Raises
    ------
    DocumentError
        If the file does not begin with ``---``, or the front matter does not end.
    """
    if not content.startswith("---\n"):
        raise DocumentError(
            f"{where}:1: a frozen text begins with '---' and its front matter. Import the original again, or restore the file."
        )
    end = content.find("\n---\n", 3)
    if end < 0:
        raise DocumentError(f"{where}:1: the front matter does not end: put '---' alone on a line after it.")
    return content[4 : end + 1], content[end + 5 :]


def is_id(text: str) -> bool:
    """Return whether `text` can be the id of a document, coder, code or place, and so a file's name."""
    return bool(_ID.fullmatch(text)) and len(text) <= 120


def the_one(ids: Mapping[str, Any], wanted: str, what: str) -> Any:
    """Return ``ids[wanted]``.

    Raises
    ------
    NotFound
        If there is none; the nearest id is offered.
    """
    from placemeaning.errors import did_you_mean

    try:
        return ids[wanted]
    except KeyError:
        raise NotFound(f"there is no {what} {wanted!r}.{did_you_mean(wanted, ids)}") from None

"""From lines to turns: who says what, when; and what stands above the talk."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from placemeaning.intake import cells, inline, remarks, sections, times, unlabelled
from placemeaning.intake.described import described
from placemeaning.intake.header import Header, find_header, legend_below, read_header
from placemeaning.intake.heads import heads_of
from placemeaning.intake.labels import Labels, decide
from placemeaning.intake.linenumbers import without_line_numbers, without_page_numbers
from placemeaning.intake.marks import without_marks
from placemeaning.intake.pieces import Piece, is_wrapped, pieces_of
from placemeaning.intake.raw import Line, Raw
from placemeaning.intake.roles import Given, assign, role_of, skeleton
from placemeaning.intake.stacked import cued, unstacked
from placemeaning.model.document import Block, Kind, Role, Speaker, shorten

_SAME_VOICE, _MOST_NOTES = 5.0, 20
_PLACE = re.compile(r"(?P<title>.*?)\s*\{place=(?P<place>[^}\s]+)\}\s*")


@dataclass(frozen=True, slots=True)
class Talk:
    """A transcript understood: blocks for the body, who the labels stand for, and what stood above."""

    blocks: tuple[Block, ...]
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    title: str = ""
    header: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def find_turns(
    raw: Raw,
    *,
    kind: Kind = "interview",
    language: str = "nl",
    speakers: Given | None = None,
    interviewer: str | Collection[str] | None = None,
) -> Talk:
    """Return the turns of a transcript, or the sections of an observation note.

    Parameters
    ----------
    kind
        Of an ``observation`` or a ``card`` no speakers are expected: titles become headings, paragraphs turns.
    language
        In which labels are made where questions are only set in another type.
    speakers
        By label, who it stands for: a `Speaker`, a role, or None for "this is no label".
    interviewer
        The label, or labels, of the interviewer.

    Raises
    ------
    ValueError
        If a role in `speakers` is none.
    """
    if raw.answer:
        return _answer(raw, speakers or {})
    lines, warnings = cells.as_lines(raw.lines, note=kind == "observation")
    if kind in ("observation", "card"):
        note = sections.read_note(lines, card=kind == "card")
        ignored = ["labels were given, but a note has no speakers; they were not used"] if speakers or interviewer else []
        return Talk(tuple(note.blocks), {}, note.title, note.header, (*raw.warnings, *warnings, *note.warnings, *ignored))
    asked = [interviewer] if isinstance(interviewer, str) else list(interviewer or ())
    lines, paged = without_page_numbers(lines)
    lines, numbered = without_line_numbers(lines)
    talk = _talk(cued(unstacked(lines)), language, speakers or {}, asked)
    return replace(talk, warnings=(*raw.warnings, *warnings, *paged, *numbered, *talk.warnings))


def _answer(raw: Raw, speakers: Given) -> Talk:
    """Return an answer of a survey: the question as a heading, and one turn in which no label, time or heading is looked for."""
    headings = [Block(heading=line.text) for line in raw.lines if line.heading]
    words = "\n".join(line.text for line in raw.lines if not line.heading)
    who, _ = assign([raw.answer], legend={}, speakers=speakers, interviewer=())
    return Talk((*headings, Block(words, raw.answer)), who, warnings=raw.warnings)


def _talk(lines: Sequence[Line], language: str, speakers: Given, interviewer: Sequence[str]) -> Talk:
    lines, below, read_as = legend_below(lines)
    certain, legend = find_header(lines)
    legend = {**below, **legend}
    rest = lines[certain:]
    wrapped = is_wrapped(rest)
    refused = {skeleton(label) for label, value in speakers.items() if value is None}
    sure = {skeleton(label) for label in (*speakers, *interviewer)} - refused
    labels = decide(rest, sure=sure | set(legend), refused=refused, wrapped=wrapped)
    first = next((number for number, line in enumerate(rest) if labels.choose(heads_of(line))), None)
    if first is None:
        return _without_labels(lines, certain, language, speakers, interviewer, wrapped=wrapped)
    notes = list(read_as)
    if _only_asks(labels, legend, speakers, interviewer):
        if told := unlabelled.with_answers(rest, labels, language):
            notes += [
                "what stands without a label below the interviewer's words was taken as the answer; that label was made by placemeaning"
            ]
            rest, labels = told, decide(told, sure=sure | set(legend), refused=refused, wrapped=wrapped)
        else:
            notes += [
                "only the interviewer has a label: who answers is not told apart. Put a label before each answer ('R: …') and import again."
            ]
    if _only_answers(labels, legend, speakers, interviewer) and (asked := unlabelled.with_questions(rest, labels, language)):
        notes += ["lines without a label that ask something were taken as the interviewer's; that label was made by placemeaning"]
        rest, labels = asked, decide(asked, sure=sure | set(legend), refused=refused, wrapped=wrapped)
        first = next(number for number, line in enumerate(rest) if labels.choose(heads_of(line)))
    first -= _times_above(rest, first)
    header = read_header(
        lines[: certain + first],
        {**legend, **labels.roles},
        {line.heading for line in rest[first:] if line.heading and not labels.choose(heads_of(line))},
    )
    pieces, found = _labelled(rest[first:], labels)
    return _finished(pieces, header, wrapped, speakers, interviewer, [*notes, *found])


def _only_answers(labels: Labels, legend: Mapping[str, Role | None], speakers: Given, interviewer: Sequence[str]) -> bool:
    """Return whether the labels are those of respondents only, or there is but one, and not the interviewer's."""
    roles = _roles(labels, legend, speakers, interviewer)
    return roles == {"respondent"} or (len(labels.spelling) == 1 and "interviewer" not in roles)


def _only_asks(labels: Labels, legend: Mapping[str, Role | None], speakers: Given, interviewer: Sequence[str]) -> bool:
    """Return whether all labels are those of interviewers."""
    return _roles(labels, legend, speakers, interviewer) == {"interviewer"}


def _roles(labels: Labels, legend: Mapping[str, Role | None], speakers: Given, interviewer: Sequence[str]) -> set[object]:
    by_hand = {skeleton(label): getattr(value, "role", value) for label, value in speakers.items()} | {
        skeleton(label): "interviewer" for label in interviewer
    }
    names = labels.spelling.values()
    return {by_hand.get(key) or legend.get(key) or role_of(label, names) for key, label in labels.spelling.items()}


def _times_above(lines: Sequence[Line], first: int) -> int:
    """Return how many lines just above the first label hold only its time."""
    above = 0
    while above < first and (lines[first - above - 1].blank or times.only(lines[first - above - 1].text) is not None):
        above += 1
    return above


def _labelled(lines: Sequence[Line], labels: Labels) -> tuple[list[Piece], list[str]]:
    asks = any(role_of(label, labels.spelling.values()) == "interviewer" for label in labels.spelling.values())
    pieces = list(pieces_of(lines, labels, questions_are_headings=not asks))
    inside = inline.labels_inside(pieces, labels.spelling)
    spelling = {**labels.spelling, **{skeleton(label): label for label in inside}}
    pieces, split, doubtful = inline.split_lines(pieces, spelling)
    notes = [f"{split} lines held several turns and were split"] if split else []
    numbers = sum(bool(head.number) for line in lines if (head := labels.choose(heads_of(line))))
    notes += [f"{numbers} numbers before labels were left out"] if numbers else []
    notes += [f"{slip!r} was taken as {label!r}, a typing error" for slip, label in labels.slips.items()]
    if doubtful:
        notes.append(f"in {doubtful} lines a label stands within the words; they were left whole")
    notes += [
        f"{label!r} before a colon was taken as words, not as a speaker; if it is one: speakers={{{label!r}: …}}"
        for label in labels.doubtful[:_MOST_NOTES]
    ]
    return pieces, notes


def _without_labels(
    lines: Sequence[Line], certain: int, language: str, speakers: Given, interviewer: Sequence[str], *, wrapped: bool
) -> Talk:
    certain = _with_title(lines, certain)
    header, rest = read_header(lines[:certain], {}), lines[certain:]
    given = list(speakers) or list(interviewer)
    by_hand = [*interviewer, *(label for label in speakers if label not in interviewer)]
    if pieces := unlabelled.by_style(rest, language):
        notes = ["the questions were recognised by their type (bold or italic); the labels were made by placemeaning"]
        return _finished(pieces, header, wrapped, speakers, interviewer, notes)
    if pieces := unlabelled.by_dash(rest, by_hand):
        if len(by_hand) == 2:
            return _finished(
                pieces, header, wrapped, speakers, interviewer, [f"turns begin with a dash; {by_hand[0]!r} and {by_hand[1]!r} take turns"]
            )
        notes = [
            "turns begin with a dash and do not say who speaks. If two people take turns: speakers={'I': 'interviewer', 'R': 'respondent'}."
        ]
        return _finished(pieces, header, wrapped, {}, (), notes)
    subtitles = any(line.stop is not None for line in rest)
    pieces = unlabelled.by_subtitle(rest) if subtitles else unlabelled.by_paragraph(rest, wrapped=wrapped)
    notes = [
        "no speakers were recognised: every paragraph is a turn. Put a label before each turn ('I: …', 'R: …') and import again, or "
        "say who speaks in all of them: project.set_speakers(document, {'': 'respondent'})."
    ]
    notes += [f"the label {label!r} that was given does not occur" for label in given]
    return _finished(pieces, header, wrapped, {}, (), notes)


def _with_title(lines: Sequence[Line], certain: int) -> int:
    """Return where the text begins if its first line is a heading of the first level that stands above all others."""
    first = next((number for number, line in enumerate(lines) if not line.blank), 0)
    if certain or not lines or not lines[first].heading:
        return certain
    lower = [line.heading for line in lines[first + 1 :] if line.heading]
    return first + 1 if all(level > lines[first].heading for level in lower) else 0


def _finished(
    pieces: Sequence[Piece], header: Header, wrapped: bool, speakers: Given, interviewer: Sequence[str], notes: Sequence[str]
) -> Talk:
    pieces, ending = remarks.without_end(remarks.with_titles(pieces))
    blocks = [_heading(*section) for section in header.sections] + list(_blocks(_times_placed(pieces), wrapped=wrapped))
    blocks, end_times = _with_end_times(blocks)
    blocks, marks = without_marks(blocks)
    named = list(dict.fromkeys(block.speaker for block in blocks if block.speaker))
    legend = described(named, header) | {key: role for key, role in header.legend.items() if role}
    who, said = assign(named, legend=legend, speakers=_only_labels(speakers), interviewer=interviewer) if named else ({}, [])
    left = [f"left out above the first turn: {shorten(words, 2000)}" for words in header.left]
    return Talk(tuple(blocks), who, header.title, header.fields, (*left, *ending, *notes, *end_times, *marks, *said))


def _only_labels(speakers: Given) -> Given:
    return {label: value for label, value in speakers.items() if value is not None}


def _times_placed(pieces: Sequence[Piece]) -> list[Piece]:
    """Give a time that is alone on its line to the turn it belongs to; elsewhere it stays in the words."""
    if _times_stand_below(pieces):
        return list(_placed(list(reversed(pieces)), below=True))[::-1]
    return list(_placed(pieces, below=False))


def _placed(pieces: Sequence[Piece], *, below: bool) -> Iterator[Piece]:
    held: Piece | None = None
    for piece in pieces:
        if held and (piece.sort == "time" or (piece.sort == "more" and not below) or (piece.sort == "turn" and piece.seconds is not None)):
            yield replace(held, sort="more", seconds=None)
            held = None
        if piece.sort == "time":
            held = piece
        elif held and piece.sort == "turn":
            yield replace(piece, seconds=held.seconds)
            held = None
        else:
            yield piece
    if held:
        yield replace(held, sort="more", seconds=None)


def _times_stand_below(pieces: Sequence[Piece]) -> bool:
    sorts = [piece.sort for piece in pieces if piece.sort in ("turn", "time")]
    return len(sorts) > 1 and sorts[0] == "turn" and sorts[-1] == "time"


def _blocks(pieces: Sequence[Piece], *, wrapped: bool) -> Iterator[Block]:
    """Join pieces into blocks; a turn without words of its own is left out."""
    current: _Growing | None = None
    stop: float | None = None
    speaker: str | None = None
    for piece in pieces:
        if piece.sort == "blank":
            continue
        if piece.sort == "heading":
            yield from _worded(current)
            yield _heading(piece.words, piece.level)
            current = None
        elif piece.sort == "turn" and not _goes_on(current, stop, piece):
            yield from _worded(current)
            current, speaker = _Growing(piece.label, piece.seconds), piece.label
            current.add(piece, "")
        else:
            current = current or _Growing(speaker, piece.seconds)
            current.add(piece, " " if wrapped or piece.stop is not None else "\n")
        stop = piece.stop
    yield from _worded(current)


class _Growing:
    """A turn that is being put together; each subtitle after the first leaves its time."""

    def __init__(self, speaker: str | None, seconds: float | None) -> None:
        self.speaker, self.seconds = speaker, seconds
        self._parts: list[str] = []
        self._signs = 0
        self._moments: list[tuple[int, float]] = []

    def add(self, piece: Piece, glue: str) -> None:
        if self._parts and piece.stop is not None and piece.seconds is not None:
            self._moments.append((self._signs, piece.seconds))
        self._parts += [glue, piece.words] if self._parts else [piece.words] if piece.words else []
        self._signs += len("".join(piece.words.split()))

    def block(self) -> Block:
        return Block("".join(self._parts), self.speaker, self.seconds, moments=tuple(self._moments))


def _worded(turn: _Growing | None) -> list[Block]:
    block = turn.block() if turn else None
    return [block] if block and block.words.strip() else []


def _goes_on(turn: _Growing | None, stop: float | None, piece: Piece) -> bool:
    """Return whether a subtitle continues the turn before it: the same voice, without a long pause."""
    if turn is None or piece.stop is None or stop is None or piece.seconds is None or not piece.label:
        return False
    return turn.speaker == piece.label and piece.seconds - stop < _SAME_VOICE


def _heading(title: str, level: int = 9) -> Block:
    place = _PLACE.fullmatch(title)
    return Block(heading=place["title"], place=place["place"], level=level) if place else Block(heading=title, level=level)


def _with_end_times(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """Take the time at the end of turns out of the words, where it is written as a time code or stands at two turns at least."""
    turns = [block for block in blocks if block.heading is None]
    ends = [times.tail(block.words)[0] is not None for block in turns]
    usual = sum(ends) > 1 or (len(turns) == 1 and any(ends))
    timed = sum(block.seconds is not None for block in turns)
    found = [_with_end_time(block, usual) for block in blocks]
    if not any(ends) or found == list(blocks):
        return list(blocks), []
    if timed > len(turns) / 2:
        return found, ["the times at the end of turns were left out; the turns have one at their begin"]
    return found, ["the times stand at the end of turns and say when a turn ends"]


def _with_end_time(block: Block, usual: bool) -> Block:
    seconds, words = times.tail(block.words) if block.heading is None else (None, block.words)
    if seconds is None or not words.strip() or not (usual or block.words.rstrip().endswith("#")):
        return block
    return replace(block, words=words, seconds=block.seconds if block.seconds is not None else seconds)

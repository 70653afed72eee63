"""Transcripts without labels, or with those of the respondent only: turns by style, by question, by dash, by paragraph, by subtitle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from placemeaning.intake import times
from placemeaning.intake.heads import Head, heads_of
from placemeaning.intake.labels import Labels
from placemeaning.intake.pieces import NUMBERED_QUESTION, Piece, is_heading
from placemeaning.intake.raw import Line
from placemeaning.model.conventions import is_convention

LABELS = {"nl": ("Vraag", "Antwoord"), "en": ("Question", "Answer"), "uk": ("Питання", "Відповідь")}
_DASH = re.compile(r"\s*[—–―-]\s*(?=\S)")
_NEXT_DASH = re.compile(r"(?<=[.?!…»”\"])\s+[—–―]\s+(?=[\"“«„(\[]?[A-ZÀ-ÞА-ЯЄІЇҐ])")
_STOPS = re.compile(r"[.?!…][\"”’»)\]]*$")
_LONGEST_CUE_TURN, _PAUSE = 60.0, 2.0


def by_style(lines: Sequence[Line], language: str) -> list[Piece] | None:
    """Return the pieces of a transcript whose questions are set in bold or italics; None where it is not of that kind."""
    spoken = [line for line in lines if not line.blank and not line.heading]
    styled = [line for line in spoken if line.emphasised]
    plain = [line for line in spoken if not line.emphasised]
    if not styled or not plain or any(line.stop is not None for line in lines):
        return None
    asked, told = (sum(_asks(line) for line in group) / len(group) for group in (styled, plain))
    if len(styled) == 1 and asked < 1:
        return None
    if max(asked, told) < 0.5 or asked == told:
        return list(_styled(lines, labels_in(language), styled_asks=True)) if _takes_turns(spoken) else None
    return list(_styled(lines, labels_in(language), styled_asks=asked > told))


def labels_in(language: str) -> tuple[str, str]:
    """Return the labels that are made for who asks and who answers."""
    return LABELS.get(language, LABELS["en"])


def _takes_turns(spoken: Sequence[Line]) -> bool:
    """Return whether bold or italic speech, too long for titles, stands between the plain speech of another."""
    runs = [list(group) for _, group in groupby(spoken, key=lambda line: line.emphasised)]
    styled = [run for run in runs if run[0].emphasised]
    words = sum(len(line.strong.split()) for run in styled for line in run)
    sentences = sum(bool(_STOPS.search(run[-1].strong.rstrip())) for run in styled)
    return len(styled) > 2 and (words >= 5 * len(styled) or sentences >= 0.8 * len(styled)) and sum(map(len, styled)) <= 1.5 * len(styled)


def with_questions(lines: Sequence[Line], labels: Labels, language: str) -> list[Line] | None:
    """Return the lines with the questions given to an interviewer, where only the answers have a label; None where it is not so."""
    heads = [labels.choose(heads_of(line)) for line in lines]
    asked = [
        number
        for number, line in enumerate(lines)
        if not (heads[number] or line.blank or line.heading or line.stop) and _is_question(line) and _is_answered(lines, heads, number)
    ]
    answers = sum(head is not None for head in heads)
    if len(asked) * 2 < answers or (len(asked) == 1 and not lines[asked[0]].emphasised):
        return None
    label = labels_in(language)[0]
    return [_given(line, label) if number in set(asked) else line for number, line in enumerate(lines)] if asked else None


def with_answers(lines: Sequence[Line], labels: Labels, language: str) -> list[Line] | None:
    """Return the lines with what stands below the questions given to who answers, where only the interviewer has a label; None where it is not so."""
    heads = [labels.choose(heads_of(line)) for line in lines]
    spoken = [number for number, line in enumerate(lines) if not line.blank and not line.heading]
    first = {
        number
        for number, following in pairwise(spoken)
        if heads[number] and not heads[following] and not is_convention(lines[following].text)
    }
    below = [following for number, following in pairwise(spoken) if number in first]
    asked = [head for head in heads if head]
    clear = all(_asks(lines[number]) or lines[number].emphasised or lines[number + 1].blank for number in first)
    if (
        len(below) < 2
        or len(below) * 2 < len(asked)
        or not clear
        or any(not head.words.strip() or line.stop for head, line in zip(heads, lines, strict=True) if head)
    ):
        return None
    label = labels_in(language)[1]
    return [_given(line, label) if number in below else line for number, line in enumerate(lines)]


def _is_question(line: Line) -> bool:
    return not NUMBERED_QUESTION.fullmatch(line.text) and (
        _asks(line) or (line.emphasised and len(line.strong.split()) > 1 and not is_convention(line.strong))
    )


def _is_answered(lines: Sequence[Line], heads: Sequence[Head | None], number: int) -> bool:
    """Return whether the next line that is not blank, or a further question, begins a turn."""
    following = next((later for later in range(number + 1, len(lines)) if not lines[later].blank), None)
    above = next((heads[earlier] for earlier in range(number - 1, -1, -1) if not lines[earlier].blank), None)
    return following is not None and heads[following] is not None and not (above and not above.words.strip())


def _given(line: Line, label: str) -> Line:
    return Line((line.strong if line.emphasised else line.text).strip(), speaker=label)


def _asks(line: Line) -> bool:
    return line.text.rstrip(" *_”\"'").endswith("?")


def _styled(lines: Sequence[Line], labels: tuple[str, str], *, styled_asks: bool) -> Iterator[Piece]:
    last = ""
    for line in lines:
        if line.blank:
            yield Piece("blank")
        elif line.heading or (is_heading(line) and not _asks(line) and len(line.strong.split()) < 4):
            yield Piece("heading", (line.strong or line.text).strip())
            last = ""
        else:
            label = labels[0] if line.emphasised == styled_asks else labels[1]
            words = (line.strong if line.emphasised else line.text).strip()
            seconds, words = times.lead(words)
            yield Piece("more" if label == last else "turn", words, label, seconds)
            last = label


def by_dash(lines: Sequence[Line], labels: Sequence[str] = ()) -> list[Piece] | None:
    """Return the pieces of a transcript whose turns begin with a dash; None where it is not of that kind.

    Parameters
    ----------
    labels
        Two labels that the caller gave: the speakers are then said to take turns, the first one first.
    """
    spoken = [line for line in lines if not line.blank and not line.heading and line.stop is None]
    dashed = [line for line in spoken if _DASH.match(line.text)]
    if len(dashed) < 2 or len(dashed) * 2 < len(spoken) or not _may_be_dialogue(dashed):
        return None
    pieces: list[Piece] = []
    for line in lines:
        pieces += _dashed(line)
    return list(_in_turn(pieces, labels)) if len(labels) == 2 else pieces


def _may_be_dialogue(dashed: Sequence[Line]) -> bool:
    """Return whether the dashes begin sentences, not items of a list (short, no full stops, no question)."""
    ended = sum(bool(_STOPS.search(line.text.rstrip())) for line in dashed)
    return ended * 2 >= len(dashed) or any(line.text.lstrip()[0] in "—―" for line in dashed)


def _dashed(line: Line) -> Iterator[Piece]:
    if line.blank:
        yield Piece("blank")
    elif is_heading(line):
        yield Piece("heading", (line.strong or line.text).strip())
    elif not (dash := _DASH.match(line.text)):
        yield Piece("more", line.text.strip())
    else:
        for words in _NEXT_DASH.split(line.text[dash.end() :]):
            seconds, words = times.lead(words)
            yield Piece("turn", words.strip(), None, seconds)


def _in_turn(pieces: Sequence[Piece], labels: Sequence[str]) -> Iterator[Piece]:
    number = 0
    for piece in pieces:
        if piece.sort == "turn":
            yield Piece("turn", piece.words, labels[number % 2], piece.seconds)
            number += 1
        else:
            yield piece


def by_paragraph(lines: Sequence[Line], *, wrapped: bool) -> list[Piece]:
    """Return the pieces of a text in which every paragraph is a turn without speaker."""
    spoken = [line.text for line in lines if not line.blank]
    bare = sum(times.lead(text, bare=True)[0] is not None for text in spoken) >= 0.8 * len(spoken)
    longest = max((len(line.text) for line in lines), default=0)
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else Line()
        ended = len(above.text) < 0.7 * longest and bool(_STOPS.search(above.text.rstrip()))
        pieces.append(_paragraph(line, new=not wrapped or above.blank or ended, bare=bare))
    return pieces


def _paragraph(line: Line, *, new: bool, bare: bool) -> Piece:
    if line.blank:
        return Piece("blank")
    if is_heading(line):
        return Piece("heading", (line.strong or line.text).strip())
    if (alone := times.only(line.text)) is not None:
        return Piece("time", line.text.strip(), seconds=alone)
    seconds, words = times.lead(line.text, bare=bare)
    if not words.strip():
        seconds, words = None, line.text
    return Piece("turn" if new or seconds is not None else "more", words.strip(), None, seconds if seconds is not None else line.seconds)


def by_subtitle(lines: Sequence[Line]) -> list[Piece]:
    """Return the pieces of subtitles without speakers: a turn ends with a sentence, a pause of 2 s, or after a minute."""
    pieces: list[Piece] = []
    began, ended, words = 0.0, 0.0, ""
    dashed = sum(bool(_DASH.match(line.text)) for line in lines) > 1
    for line in lines:
        start = line.seconds if line.seconds is not None else ended
        dash = _DASH.match(line.text) if dashed else None
        new = not words or dash is not None or bool(_STOPS.search(words)) or start - ended > _PAUSE or start - began > _LONGEST_CUE_TURN
        began = start if new else began
        ended, words = line.stop if line.stop is not None else start, line.text[dash.end() if dash else 0 :].strip()
        pieces.append(Piece("turn" if new else "more", words, None, line.seconds, line.stop))
    return pieces

"""Two turns on one physical line, as in ``I: Waar woont u? R: In Bemmel.``.

A label inside a line is believed after the end of a sentence or a gap, where the speakers then take turns, and outside quotation marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from placemeaning.intake import times
from placemeaning.intake.heads import as_label, is_name_like, is_possible
from placemeaning.intake.pieces import Piece
from placemeaning.intake.roles import is_plain_noun, is_role_letter, is_role_word, skeleton

_GAP = r"(?:(?<=[.?!…”\"»)\]*—–-])\s{1,40}|\s{2,40}|\t\s{0,40})"
_ANY_LABEL = re.compile(rf"{_GAP}(?P<label>\*{{0,2}}[^\W\d_][\w.'’ʼ\-]{{0,20}}(?: [^\W\d_a-zа-яіїєґ]?[\w.]{{1,20}})?\*{{0,2}})\s*:(?=\s)")
_BETWEEN_QUOTES = re.compile(r"[”\"»]\s+[^:”\"»]+:\s+[“\"„«]")
_QUOTES = '"“„”«»'
_MOST_COLONS = 200_000
_BARE_LABEL = re.compile(r"(?<=\s)(?P<label>[^\W\d_a-zа-яіїєґ]\w{0,16}\.?)\s?:(?=\s)")
_NO_SPEAKER = """
plan groep vitamine type optie vak klas lijn afdeling categorie blok gebouw zaal deel punt route bus tram factor variant hepatitis
group option class section team part block line план група варіант тип пункт
"""
_NO_SPEAKER_AFTER = frozenset(_NO_SPEAKER.split())


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    stop: int
    label: str
    seconds: float | None
    after_gap: bool


def labels_inside(pieces: Sequence[Piece], known: Collection[str]) -> list[str]:
    """Return labels that stand only inside lines, after the end of a sentence, beside `known` ones.

    A role is believed; a name only twice, and where known labels stand inside lines too or all speech is in quotation marks.
    """
    counts: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    between_quotes: set[str] = set()
    for piece in pieces:
        for match in _ANY_LABEL.finditer(piece.words) if ":" in piece.words else ():
            label = as_label(match["label"])
            counts[skeleton(label)] += 1
            spelling.setdefault(skeleton(label), label)
            between_quotes |= {skeleton(label)} if _BETWEEN_QUOTES.match(piece.words, match.start() - 1) else set()
    usual = sum(counts[key] for key in known) > 1
    new = [
        spelling[key]
        for key, count in counts.items()
        if key not in known and _is_believed(spelling[key], count, usual or key in between_quotes)
    ]
    return new if known and new else (_second_speaker(pieces, known) if len(known) == 1 else [])


def _is_believed(label: str, count: int, usual: bool) -> bool:
    if is_role_word(label) or is_role_letter(label):
        return count > 1 or not is_plain_noun(label)
    return usual and count > 1 and is_possible(label) and is_name_like(label)


def _second_speaker(pieces: Sequence[Piece], known: Collection[str]) -> list[str]:
    """Return the roles inside the lines of a talk in which every line begins with the same speaker."""
    found: dict[str, str] = {}
    for piece in pieces:
        for match in _BARE_LABEL.finditer(piece.words) if ":" in piece.words else ():
            label = match["label"]
            if skeleton(label) not in known and _word_before(piece.words, match.start()) not in _NO_SPEAKER_AFTER:
                found.setdefault(skeleton(label), label)
    return [label for label in found.values() if (is_role_letter(label) or is_role_word(label)) and not is_plain_noun(label)]


def split_lines(pieces: Sequence[Piece], spelling: Mapping[str, str]) -> tuple[list[Piece], int, int]:
    """Return the pieces with the lines that hold several turns split, how many lines were, and how many were left whole in doubt."""
    if not spelling or sum(piece.words.count(":") for piece in pieces) > _MOST_COLONS:
        return list(pieces), 0, 0
    pattern = _pattern(spelling.values())
    found = [list(_hits(piece.words, pattern)) if ":" in piece.words else [] for piece in pieces]
    evidence = sum(1 for hits in found if any(hit.after_gap for hit in hits))
    following = _following(pieces)
    result: list[Piece] = []
    split = doubtful = 0
    speaker: str | None = None
    for number, (piece, hits) in enumerate(zip(pieces, found, strict=True)):
        speaker = piece.label or speaker
        kept = _believed(piece.words, hits, speaker, following[number], spelling, evidence) if piece.sort in ("turn", "more") else []
        result += _cut(piece, kept, spelling)
        split += bool(kept)
        doubtful += len(hits) > len(kept) and any(hit.after_gap for hit in hits)
        speaker = spelling.get(skeleton(kept[-1].label), kept[-1].label) if kept else speaker
    return result, split, doubtful


def _following(pieces: Sequence[Piece]) -> list[str | None]:
    """Return for each piece the label of the next turn."""
    labels: list[str | None] = []
    following: str | None = None
    for piece in reversed(pieces):
        labels.append(following)
        following = piece.label if piece.sort == "turn" else following
    return labels[::-1]


def _pattern(labels: Collection[str]) -> re.Pattern[str]:
    names = "|".join(re.escape(label) for label in sorted(set(labels), key=len, reverse=True))
    return re.compile(
        rf"(?P<gap>{_GAP})?(?:(?<=\s)|(?<=^))(?:\*\*|\[)?(?P<label>{names})\]?\s*(?P<time>{times.FRAMED})?\s*:(?:\*\*)?(?=\s|$)\s*"
    )


def _hits(words: str, pattern: re.Pattern[str]) -> Iterator[_Hit]:
    marks = dict.fromkeys(_QUOTES, 0)
    counted = 0
    for match in pattern.finditer(words):
        label = match.start("label")
        for mark in _QUOTES:
            marks[mark] += words.count(mark, counted, label)
        counted = label
        if match.start() and not _is_open(marks):
            seconds = times.seconds_of(match["time"]) if match["time"] else None
            yield _Hit(match.start(), match.end(), match["label"], seconds, match["gap"] is not None)


def _is_open(marks: Mapping[str, int]) -> bool:
    """Return whether a quotation is not closed yet, given how often each mark was met."""
    return marks['"'] % 2 == 1 or marks["“"] + marks["„"] > marks["”"] or marks["«"] > marks["»"]


def _believed(
    words: str, hits: Sequence[_Hit], speaker: str | None, following: str | None, spelling: Mapping[str, str], evidence: int
) -> list[_Hit]:
    """Return the hits that make the speakers take turns; all or none of a line."""
    kept: list[_Hit] = []
    last = speaker
    for hit in hits:
        label = spelling.get(skeleton(hit.label), hit.label)
        if label == last or not _is_clear(words, hit, speaker == following or following is None, evidence):
            continue
        kept.append(hit)
        last = label
    if kept and last == following and evidence < 2:
        return []
    return kept


def _is_clear(words: str, hit: _Hit, one_is_missing: bool, evidence: int) -> bool:
    if hit.after_gap:
        return evidence > 1 or not is_plain_noun(hit.label)
    short = is_role_letter(hit.label) or (len(hit.label) <= 5 and hit.label.isupper())
    return short and one_is_missing and _word_before(words, hit.start) not in _NO_SPEAKER_AFTER


def _word_before(words: str, position: int) -> str:
    return (words[max(0, position - 40) : position].split() or [""])[-1].lower()


def _cut(piece: Piece, hits: Sequence[_Hit], spelling: Mapping[str, str]) -> Iterator[Piece]:
    if not hits:
        yield piece
        return
    yield Piece(piece.sort, piece.words[: hits[0].start].rstrip(), piece.label, piece.seconds, piece.stop)
    for hit, following in zip(hits, [*hits[1:], None], strict=True):
        words = piece.words[hit.stop : following.start if following else len(piece.words)].strip()
        seconds, words = times.lead(words) if hit.seconds is None else (hit.seconds, words)
        yield Piece("turn", words, spelling.get(skeleton(hit.label), hit.label), seconds, piece.stop)

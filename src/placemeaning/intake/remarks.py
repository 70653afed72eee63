"""Lines between and below the turns that nobody said: the end of the recording, what a program adds, the title of a theme."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from placemeaning.intake import times
from placemeaning.intake.pieces import Piece

_CLOSED = r"(?:einde?|end|stop|start|begin|кінець|початок)"
_WHAT = (
    r"(?:interview|gesprek|opname|audio|bandopname|transcript|transcriptie|recording|tape|conversation|запису|запис|інтерв['’ʼ]ю|розмови)"
)
_END = re.compile(
    rf"[\s\[(*_—–-]*{_CLOSED}(?: (?:van )?(?:het |of (?:the )?)?(?:de )?{_WHAT})?[\s:,]*(?:[\s(\[]*{times.BARE}|{times.FRAMED})?[\s\])*_.—–-]*"
    r"|.{1,60} (?:stopped|ended) (?:the )?(?:transcription|recording)|.{1,60} heeft de (?:transcriptie|opname) (?:gestopt|beëindigd)"
    r"|.{1,60} is gestopt met (?:transcriberen|opnemen)|(?:dit|this) transcript(?:ie)? .{1,80}|transcribed (?:by|with) \S.{0,60}|getranscribeerd (?:door|met) \S.{0,60}",
    re.IGNORECASE,
)
_THEME = re.compile(
    r"(?:thema|topic|onderwerp|deel|blok|onderdeel|part|theme|section|тема|блок|частина|розділ)\s*(?:\d{1,2}|[IVX]{1,4}|[A-ZА-Я])\b(?:\s*[:.–—-]\s*.{1,80})?"
    r"|\d{1,2}(?:\.\d{1,2})*[.)]?\s+[A-ZÀ-ÞА-ЯЄІЇҐ][^:.?!…]{1,60}",
    re.IGNORECASE,
)
_USUAL_TITLES = """
introductie inleiding kennismaking opening afsluiting afronding slot slotvragen introduction warm-up closing conclusion wrap-up
вступ знайомство завершення підсумки
"""
_USUAL = frozenset(_USUAL_TITLES.split())
_ENDED = re.compile(r"[.?!…,;]\W*$")


def without_end(pieces: Sequence[Piece]) -> tuple[list[Piece], list[str]]:
    """Leave out closing lines such as ``Einde interview 45:12``, and return a sentence for each."""
    kept, left = list(pieces), list[str]()
    while (last := _last(kept)) > 0 and kept[last].sort in ("more", "heading") and kept[last].seconds is None:
        if not _END.fullmatch(kept[last].words):
            break
        left.append(f"left out below the last turn: {kept[last].words}")
        kept = kept[:last]
    return kept, left[::-1]


def _last(pieces: Sequence[Piece]) -> int:
    return max((number for number, piece in enumerate(pieces) if piece.sort != "blank"), default=-1)


def with_titles(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with the titles of themes as headings: ``Thema 2: Het park``, ``Afsluiting``, between blank lines and above a turn."""
    return [replace(piece, sort="heading") if _is_title(pieces, number) else piece for number, piece in enumerate(pieces)]


def _is_title(pieces: Sequence[Piece], number: int) -> bool:
    piece = pieces[number]
    if piece.sort != "more" or len(piece.words) > 100 or _ENDED.search(piece.words):
        return False
    around = [other.sort for other in (*pieces[max(0, number - 1) : number], *pieces[number + 1 : number + 3])]
    words = piece.words.rstrip(": ")
    return around == ["blank", "blank", "turn"] and bool(_THEME.fullmatch(words) or words.casefold() in _USUAL)

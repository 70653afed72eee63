"""Speech recognisers: .json of Whisper, WhisperX, whisper.cpp, Azure, AWS, Google, Deepgram, AssemblyAI, Amberscript and their like.

They differ in names and nesting, and agree in this: somewhere there are objects with words and the moment they begin. All of
these are gathered by where they stand (their path), and the path that holds all words, names speakers and has the fewest pieces counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from placemeaning.errors import IntakeError
from placemeaning.intake import times
from placemeaning.intake.plain import decode
from placemeaning.intake.raw import Line, Raw
from placemeaning.model.text import fold

LARGEST = 60_000_000
_DEEPEST = 30
_MOST = 200_000
_MOST_NODES = 400_000
_WORDS = (
    "transcript",
    "text",
    "utterance",
    "sentence",
    "punctuated_word",
    "display",
    "content",
    "word",
    "value",
    "tekst",
    "textSegment",
    "line",
)
_BEGINS = {
    **dict.fromkeys(
        ("start", "start_time", "startTime", "begin", "from", "ts", "timestamp", "startTs", "start_ts", "starttime", "time"), 0.0
    ),
    **dict.fromkeys(("start_ms", "startMs", "startTimeMs", "start_time_ms", "offsetMilliseconds", "data_start", "t_start_ms"), 0.001),
    **dict.fromkeys(("offsetInTicks",), 1e-7),
    **dict.fromkeys(("offset",), 0.0),
}
_ENDS = ("end", "end_time", "endTime", "stop", "to", "end_ts", "endTs", "end_ms", "endMs", "data_end")
_SPEAKERS = (
    "speaker",
    "speaker_label",
    "speakerLabel",
    "speaker_name",
    "speakerName",
    "speaker_id",
    "speakerId",
    "speakerTag",
    "speaker_tag",
)
_FIRST_ONLY = ("alternatives", "nBest", "NBest")
_NESTED = ("timestamps", "offsets", "timestamp", "interval")
_CLOSES = re.compile(r"[.,?!…:;%)\]}”’]+")
_ISO = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
_PAUSE, _LONGEST = 2.0, 60


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some words of a recording; `begin` and `end` as they stand in the file."""

    words: str
    begin: float | None
    end: float | None
    speaker: str | None
    milli: bool


def read(path: Path, language: str | None = None) -> Raw:
    """Return what a speech recogniser heard, each piece with its times and, where the file says so, its speaker.

    Raises
    ------
    IntakeError
        If the file is larger than 60 MB, is no JSON, or holds no words with times.
    """
    import msgspec

    if path.stat().st_size > LARGEST:
        raise IntakeError(f"{path.name}: {path.stat().st_size // 1_000_000} MB is too large for a transcript (at most 60). Split it.")
    text, warnings = decode(path.read_bytes(), path.name, language)
    if text.count("{") + text.count("[") > _MOST_NODES:
        raise IntakeError(
            f"{path.name}: there are more than {_MOST_NODES:,} objects in this file; that is no transcript, so it is not read."
        )
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as problem:
        raise IntakeError(f"{path.name}: this JSON file is damaged ({problem}). Export it again from the program that made it.") from None
    words = _words(found) if isinstance(found, dict) else ""
    lines = _lines(found, path.name, words)
    if words and all(line.seconds is None for line in lines):
        warnings = [*warnings, "the words have no times in this file; export it with segments to know the moment of each passage"]
    return Raw(path.name, tuple(lines), tuple(warnings))


def _lines(found: Any, name: str, words: str) -> list[Line]:
    gathered: dict[str, list[_Piece]] = {}
    for number, (where, piece) in enumerate(_pieces(found, "", None, 0)):
        if number > _MOST:
            raise IntakeError(f"{name}: there are more than {_MOST} pieces in this file; that is no transcript, so it is not read.")
        gathered.setdefault(where, []).append(piece)
    chosen = _best({where: _once(pieces) for where, pieces in gathered.items()})
    if not chosen and words:
        return [Line(words)]
    if not chosen:
        raise IntakeError(
            f"{name}: this JSON holds no words with times, as a speech recogniser writes them. Export the transcript as .vtt, .srt or .docx."
        )
    unit = 0.001 if _in_milliseconds(chosen) else 1.0
    return [_line(piece, unit) for piece in _phrases(chosen, unit)]


def _pieces(value: Any, where: str, speaker: str | None, depth: int) -> Iterator[tuple[str, _Piece]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _pieces(one, f"{where}[]", speaker, depth + 1)
    elif isinstance(value, dict):
        speaker = _speaker(value) or speaker
        words = _words(value)
        if words and (piece := _piece(value, words, speaker)):
            yield where, piece
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                first = inner[:1] if key in _FIRST_ONLY and isinstance(inner, list) else inner
                yield from _pieces(first, f"{where}.{key}" if not _is_number(key) else f"{where}[]", speaker, depth + 1)


def _is_number(key: str) -> bool:
    return key.isdigit()


def _speaker(value: Mapping[str, Any]) -> str | None:
    for key in _SPEAKERS:
        said = value.get(key)
        if isinstance(said, Mapping):
            said = said.get("name") or said.get("label") or said.get("id")
        if isinstance(said, str) and said.strip():
            return f"Speaker {said.strip()}" if said.strip().isdigit() else fold(said).replace(":", " ")
        if isinstance(said, int | float) and not isinstance(said, bool):
            return f"Speaker {int(said)}"
    return None


def _words(value: Mapping[str, Any]) -> str:
    for source in (value, *(first for key in _FIRST_ONLY if (first := _first(value.get(key))))):
        for key in _WORDS:
            if isinstance(source.get(key), str) and source[key].strip():
                return fold(source[key])
    return ""


def _first(value: Any) -> Mapping[str, Any] | None:
    return value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else None


def _piece(value: Mapping[str, Any], words: str, speaker: str | None) -> _Piece | None:
    begin, end, milli = _times(value)
    for key in _NESTED if begin is None else ():
        inner = value.get(key)
        if isinstance(inner, Mapping):
            begin, end, _ = _times(inner)
            milli = key == "offsets"
        elif isinstance(inner, Sequence) and not isinstance(inner, str) and len(inner) == 2:
            begin, end = _number(inner[0]), _number(inner[1])
        if begin is not None:
            break
    if begin is None and not (value.get("type") in ("punctuation", "punct") or _CLOSES.fullmatch(words)):
        return None
    return _Piece(words, begin, end, speaker, milli)


def _times(value: Mapping[str, Any]) -> tuple[float | None, float | None, bool]:
    for key, unit in _BEGINS.items():
        begin = _number(value.get(key))
        if begin is None:
            continue
        end = next((stop for name in _ENDS if (stop := _number(value.get(name))) is not None), None)
        length = _number(value.get("duration"))
        if end is None and length is not None:
            end = begin + length
        if unit == 1e-7:
            return begin * unit, None if end is None else begin * unit, False
        return begin, end, unit == 0.001
    return None, None, False


def _number(value: Any) -> float | None:
    """Return a time: a number, ``"12.3s"``, ``"00:01:02,500"`` or ``"PT1M2.5S"``."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if 0 <= value < 1e12 else None
    if not isinstance(value, str) or len(value) > 40:
        return None
    if (clock := times.only(value)) is not None:
        return clock
    if (iso := _ISO.fullmatch(value)) and value != "PT":
        return float(iso[1] or 0) * 3600 + float(iso[2] or 0) * 60 + float(iso[3] or 0)
    return float(value.rstrip("s")) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?s?", value) else None


def _once(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces without those that stand there a second time with a speaker, as Google writes them."""
    named = {(piece.words, piece.begin) for piece in pieces if piece.speaker}
    if not named or len(named) == len(pieces):
        return pieces
    return [piece for piece in pieces if piece.speaker or piece.begin is None or (piece.words, piece.begin) not in named]


def _best(gathered: Mapping[str, list[_Piece]]) -> list[_Piece]:
    """Return the pieces of the path that has all words, then speakers, then the fewest pieces."""
    timed = {where: pieces for where, pieces in gathered.items() if any(piece.begin is not None for piece in pieces)}
    letters = {where: sum(len(piece.words.replace(" ", "")) for piece in pieces) for where, pieces in timed.items()}
    most = max(letters.values(), default=0)
    whole = [where for where in timed if letters[where] >= 0.9 * most]
    if not whole:
        return []
    chosen = min(whole, key=lambda where: (not any(piece.speaker for piece in timed[where]), len(timed[where])))
    pieces = timed[chosen]
    return pieces if any(piece.begin is None for piece in pieces) else sorted(pieces, key=lambda piece: piece.begin or 0.0)


def _in_milliseconds(pieces: Sequence[_Piece]) -> bool:
    """Return whether the times are milliseconds: named so, or whole numbers with which a word would last minutes."""
    if any(piece.milli for piece in pieces):
        return True
    timed = [(piece.begin, piece.end, len(piece.words.split())) for piece in pieces if piece.begin is not None and piece.end is not None]
    if not timed or any(begin % 1 or end % 1 for begin, end, _ in timed):
        return False
    return sum(end - begin for begin, end, _ in timed) > 20 * sum(words for _, _, words in timed)


def _phrases(pieces: Sequence[_Piece], unit: float) -> Iterator[_Piece]:
    """Yield single words joined to phrases: until another speaks, a sentence ends, or after a pause."""
    timed = [piece for piece in pieces if piece.begin is not None]
    single = sum(len(piece.words.split()) for piece in timed) <= 1.5 * len(timed)
    held: list[_Piece] = []
    for piece in pieces:
        if held and (piece.begin is None or (single and len(held) < _LONGEST and _goes_on(held[-1], piece, unit))):
            held.append(piece)
            continue
        if held:
            yield _phrase(held)
        held = [piece]
    if held:
        yield _phrase(held)


def _phrase(pieces: Sequence[_Piece]) -> _Piece:
    """Return pieces as one, marks such as ``?`` without a blank before them."""
    words = "".join(f"{'' if piece.begin is None or _CLOSES.fullmatch(piece.words) else ' '}{piece.words}" for piece in pieces)
    ends = [piece.end for piece in pieces if piece.end is not None]
    return replace(pieces[0], words=words.strip(), end=ends[-1] if ends else None)


def _goes_on(held: _Piece, piece: _Piece, unit: float) -> bool:
    if held.speaker != piece.speaker:
        return False
    paused = held.end is not None and piece.begin is not None and (piece.begin - held.end) * unit > _PAUSE
    return not paused and not held.words.endswith((".", "?", "!"))


def _line(piece: _Piece, unit: float) -> Line:
    begin = None if piece.begin is None else round(piece.begin * unit, 3)
    end = begin if piece.end is None else round(piece.end * unit, 3)
    return Line(piece.words, speaker=piece.speaker, seconds=begin, stop=end)

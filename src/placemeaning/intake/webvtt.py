"""Subtitles: .vtt with and without voices, and .srt, which differs only in the comma of its times."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from placemeaning.errors import IntakeError
from placemeaning.intake.plain import LARGEST, decode
from placemeaning.intake.raw import Line, Raw, check_lines
from placemeaning.model.text import fold, normalise

_TIMES = re.compile(r"\s*((?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)\s*-->\s*((?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,300})?\s{1,300}([^>\n]{0,1000})>|(</v>)")
_TAG = re.compile(r"</?(?:c|i|b|u|ruby|rt|lang|font)(?:[.\s][^>\n]{0,300})?>|<\d[\d:.]{0,30}>|\{\\[^}\n]{0,300}\}")
_CHANGE = re.compile(r"^>>+\s*")


def read(path: Path, language: str | None = None) -> Raw:
    """Return the subtitles of a file, each with its times and, where the file says so, its speaker.

    Raises
    ------
    IntakeError
        If the file is larger than 20 MB or holds no subtitles.
    """
    if path.stat().st_size > LARGEST:
        raise IntakeError(f"{path.name}: {path.stat().st_size // 1_000_000} MB is too large for subtitles (at most 20). Split it.")
    text, warnings = decode(path.read_bytes(), path.name, language)
    check_lines(path.name, text.count("-->"))
    blocks = [block.split("\n") for block in re.split(r"\n[ \t]*\n", normalise(text).strip("\n"))]
    lines: list[Line] = []
    for block in blocks:
        cue = _cue(block)
        lines += cue
        if not cue and (words := _dropped(block)):
            warnings.append(f"left out, since it is no subtitle: {words}")
    if not lines:
        raise IntakeError(f"{path.name}: there are no subtitles in this file. Export it again from the program that made it.")
    return Raw(path.name, tuple(lines), tuple(warnings))


def _dropped(block: list[str]) -> str:
    """Return the words of a NOTE, STYLE or title block; nothing for the bare line WEBVTT and for an empty cue."""
    words = re.sub(r"^WEBVTT\b[\s-]*", "", fold(" ".join(block)))
    return "" if any("-->" in line for line in block) else words


def _cue(block: list[str]) -> list[Line]:
    """Return the subtitles of a block: mostly one, but some programs leave out the blank line between subtitles."""
    times = [(number, found) for number, line in enumerate(block) if (found := _TIMES.match(line))]
    lines: list[Line] = []
    for (number, found), (following, _) in zip(times, [*times[1:], (len(block), None)], strict=False):
        numbered = following < len(block) and following > number + 1 and block[following - 1].strip().isdigit()
        words = "\n".join(block[number + 1 : following - 1 if numbered else following])
        start, stop = _seconds(found[1]), _seconds(found[2])
        lines += [Line(text, speaker=speaker, seconds=start, stop=stop) for speaker, text in _voices(words)]
    return lines


def _voices(text: str) -> Iterator[tuple[str | None, str]]:
    parts = _VOICE.split(text)
    speaker: str | None = None
    for number in range(0, len(parts), 3):
        if number:
            speaker = fold(html.unescape(parts[number - 2])) or None if parts[number - 2] is not None else None
        words = html.unescape(_TAG.sub("", parts[number]))
        for line in words.split("\n"):
            if line.strip():
                yield speaker, _CHANGE.sub("- ", line.strip())


def _seconds(clock: str) -> float:
    whole, _, fraction = clock.replace(",", ".").partition(".")
    total = 0
    for part in whole.split(":"):
        total = total * 60 + int(part)
    return round(total + float(f"0.{fraction or 0}"), 3)

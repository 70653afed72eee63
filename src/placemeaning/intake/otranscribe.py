"""oTranscribe files: .otr, a page of HTML with time marks, in JSON."""

from __future__ import annotations

from pathlib import Path

from placemeaning.errors import IntakeError
from placemeaning.intake.plain import LARGEST, decode
from placemeaning.intake.raw import Raw
from placemeaning.intake.webpage import lines_of


def read(path: Path, language: str | None = None) -> Raw:
    """Return the lines of an oTranscribe file; its time marks stand before the words as ``[00:00:06.391]``.

    Raises
    ------
    IntakeError
        If the file is larger than 20 MB, or is not what oTranscribe writes.
    """
    import msgspec

    if path.stat().st_size > LARGEST:
        raise IntakeError(f"{path.name}: {path.stat().st_size // 1_000_000} MB is too large for a transcript (at most 20). Split it.")
    text, warnings = decode(path.read_bytes(), path.name, language)
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as problem:
        raise IntakeError(f"{path.name}: this oTranscribe file is damaged ({problem}). Export it again from oTranscribe.") from None
    page = found.get("text") if isinstance(found, dict) else None
    if not isinstance(page, str):
        raise IntakeError(f"{path.name}: this is not what oTranscribe writes: it has no 'text'. Export it again from oTranscribe.")
    lines, said = lines_of(page, path.name)
    media = found.get("media")
    recording = [f"the recording that it names: {media}"] if isinstance(media, str) and media.strip() else []
    return Raw(path.name, tuple(lines), (*warnings, *said, *recording))

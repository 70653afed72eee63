"""Which reader a file needs: by what it is, else by its ending."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from placemeaning.errors import IntakeError, UnknownFormat
from placemeaning.intake.raw import Raw, clean

_LOOK = 4096
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, its endings, the module with its reader, and how its first bytes or its zip members tell it."""

    name: str
    endings: tuple[str, ...]
    module: str
    begins: Callable[[bytes], bool] = lambda start: False
    member: str = ""


def _text(start: bytes) -> str:
    return (
        start.removeprefix(b"\xef\xbb\xbf").decode("utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace").lstrip()
    )


FORMATS = (
    Format("Word", (".docx", ".docm"), "word", member="word/document"),
    Format("WebVTT subtitles", (".vtt",), "webvtt", lambda start: _text(start).startswith("WEBVTT")),
    Format("SubRip subtitles", (".srt",), "webvtt", lambda start: _text(start)[:2] in ("1\n", "1\r") and " --> " in _text(start)[:60]),
    Format("text", (".txt", ".md", ".markdown", ".text"), "plain"),
)

_TRANSCRIBE = "Transcribe it first (for example with Word or Whisper) and import the .docx, .txt or .vtt that comes out"
_SAVE = "Open it and save it as .docx"


@dataclass(frozen=True, slots=True)
class Foreign:
    """A kind of file without a reader, told by its first bytes or its ending, and what to do with it."""

    name: str
    begins: tuple[bytes, ...]
    endings: tuple[str, ...]
    cure: str


_SOUND = (b"ID3", b"OggS", b"fLaC", b"\xff\xfb", b"\xff\xf3", b"RIFF", b"FORM", b"#!AMR")
_SOUNDS = (".mp3", ".wav", ".m4a", ".ogg", ".flac", ".aac", ".wma", ".opus", ".amr")
_VIDEOS = (".mp4", ".mov", ".mkv", ".avi", ".webm", ".m4v", ".wmv")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".heic", ".tif", ".tiff")
FOREIGN = (
    Foreign("an old Word file (.doc), or one with a password", (b"\xd0\xcf\x11\xe0",), (".doc", ".dot"), f"{_SAVE}, without a password"),
    Foreign("a PDF", (b"%PDF",), (".pdf",), f"{_SAVE} with Word, or copy its text into a .txt"),
    Foreign("an RTF file", (b"{\\rtf",), (".rtf",), _SAVE),
    Foreign("a sound recording", _SOUND, _SOUNDS, _TRANSCRIBE),
    Foreign("a video", (b"\x1aE\xdf\xa3", b"\x00\x00\x01\xba"), _VIDEOS, _TRANSCRIBE),
    Foreign("a picture", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), _PICTURES, "Type out its words in a .txt or .docx"),
)
_ZIPPED = (("mimetypeapplication/vnd.oasis", "an OpenDocument file"), ("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint file"))


def read(path: Path | str, language: str | None = None) -> Raw:
    """Return the lines of a file, whatever its format; a file whose ending lies is read by what it is, with a warning.

    Parameters
    ----------
    language
        ``nl``, ``en`` or ``uk``; decides between code pages where the bytes leave a choice.

    Raises
    ------
    UnknownFormat
        If there is no reader for the file; the message says which formats there are.
    IntakeError
        If the file cannot be read, is damaged, or holds no words.
    """
    path = Path(path)
    start = _start(path)
    reader, warning = _choose(path, start)
    raw = clean(_reader(reader.module)(path, language))
    if all(line.blank for line in raw.lines):
        raise IntakeError(f"{path.name}: there are no words in this file. Look whether it is the right one.")
    return raw.with_warnings(warning) if warning else raw


def known_formats() -> str:
    """Return the formats that can be read, for people: ``Word (.docx, .docm), …``."""
    return ", ".join(f"{one.name} ({', '.join(one.endings)})" for one in FORMATS)


def _reader(module: str) -> Callable[[Path, str | None], Raw]:
    reader: Callable[[Path, str | None], Raw] = import_module(f"placemeaning.intake.{module}").read
    return reader


def _start(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise IntakeError(f"{path.name}: there is no such file. Look at the folder: {path.parent}")
        with path.open("rb") as file:
            return file.read(_LOOK)
    except OSError as problem:
        raise IntakeError(
            f"{path.name}: the file cannot be read ({problem.strerror}). Close it in other programs, and look at its permissions."
        ) from None


def _choose(path: Path, start: bytes) -> tuple[Format, str]:
    """Return the format, and a warning where the ending says another."""
    ending = path.suffix.lower()
    by_ending = next((one for one in FORMATS if ending in one.endings), None)
    by_content = _by_content(path, start)
    if by_content:
        lies = bool(by_ending) and by_ending != by_content
        return by_content, f"{path.name} is {by_content.name}, though its ending says {ending!r}; it was read as what it is" if lies else ""
    _refuse(path, start, ending)
    if by_ending is None:
        raise _unknown(path, f"a file of the kind {ending or 'without ending'!r}")
    if by_ending.member:
        return FORMATS[-1], f"{path.name} is no {by_ending.name} file, though its ending says {ending!r}; it was read as text"
    return by_ending, ""


def _by_content(path: Path, start: bytes) -> Format | None:
    if start.startswith(_ZIP):
        members = _members(path)
        return next((one for one in FORMATS if one.member and any(name.startswith(one.member) for name in members)), None)
    return next((one for one in FORMATS if one.begins(start)), None)


def _members(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as problem:
        raise IntakeError(f"{path.name}: the file is damaged ({problem}). Open it in the program that made it and save it again.") from None


def _refuse(path: Path, start: bytes, ending: str) -> None:
    """Raise for a file that is known to be of a kind that cannot be read."""
    for one in FOREIGN:
        if start.startswith(one.begins) or ending in one.endings or (start[4:8] == b"ftyp" and one.endings == _VIDEOS):
            raise _unknown(path, one.name, one.cure)
    if start.startswith(_ZIP):
        members = [*_members(path), start[30:90].decode("latin-1")]
        kind = next((what for begin, what in _ZIPPED if any(name.startswith(begin) for name in members)), None)
        raise _unknown(path, kind or "a zip archive", _SAVE if kind else "Unpack it and import the files in it")


def _unknown(path: Path, what: str, cure: str = "") -> UnknownFormat:
    return UnknownFormat(
        f"{path.name}: this is {what}, for which there is no reader. {cure + '. ' if cure else ''}What can be read: {known_formats()}."
    )

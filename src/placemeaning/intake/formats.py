"""Which reader a file needs: by what it is, else by its ending."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from placemeaning.errors import IntakeError, UnknownFormat
from placemeaning.intake.cells import column_of
from placemeaning.intake.raw import Raw, check_length, clean

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


_PAGE = re.compile(r"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL)
_OTRANSCRIBE = re.compile(r'\{.{0,200}"(?:text|media|media-source|media-time)"\s*:', re.DOTALL)


_JSON = re.compile(r'\s*(?:\{\s*"|\[\s*\{\s*")')


def _is_table(start: bytes) -> bool:
    """Return whether a text begins with the names of the columns of a transcript, as a table saved as .txt does."""
    first = next((line for line in _text(start).splitlines() if line.strip()), "")[:300]
    found = [[column_of(cell.strip(' "')) for cell in first.split(separator)] for separator in ";\t,"]
    return any("words" in names and ("time" in names or "speaker" in names) for names in found)


def _is_open_document(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml") and b"<office:document" in start


def _is_otranscribe(start: bytes) -> bool:
    text = _text(start)
    return bool(_OTRANSCRIBE.match(text)) and ("media-source" in text or "data-timestamp" in text or 'class=\\"timestamp' in text)


FORMATS = (
    Format("Word", (".docx", ".docm"), "word", member="word/document"),
    Format("WebVTT subtitles", (".vtt",), "webvtt", lambda start: _text(start).startswith("WEBVTT")),
    Format("SubRip subtitles", (".srt",), "webvtt", lambda start: _text(start)[:2] in ("1\n", "1\r") and " --> " in _text(start)[:60]),
    Format("OpenDocument text", (".odt", ".ott", ".fodt"), "opendocument", _is_open_document, "content.xml"),
    Format("RTF", (".rtf",), "rtf", lambda start: _text(start).startswith("{\\rtf")),
    Format("old Word", (".doc", ".dot"), "legacy", lambda start: start.startswith(b"\xd0\xcf\x11\xe0")),
    Format("PDF", (".pdf",), "pdf", lambda start: b"%PDF-" in start[:1024]),
    Format("web page", (".html", ".htm", ".xhtml"), "webpage", lambda start: bool(_PAGE.match(_text(start)))),
    Format("oTranscribe", (".otr",), "otranscribe", _is_otranscribe),
    Format("speech recogniser", (".json",), "recogniser", lambda start: bool(_JSON.match(_text(start)))),
    Format("table", (".xlsx", ".xlsm", ".csv", ".tsv"), "sheets", _is_table, "xl/workbook"),
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
    Foreign("an old Excel file", (), (".xls", ".xlsb", ".ods"), "Open it and save it as .xlsx"),
    Foreign("an old PowerPoint file", (), (".ppt", ".pps"), "Copy its text into a .docx or .txt"),
    Foreign("an Outlook message", (), (".msg",), "Copy its text into a .docx or .txt"),
    Foreign("a sound recording", _SOUND, _SOUNDS, _TRANSCRIBE),
    Foreign("a video", (b"\x1aE\xdf\xa3", b"\x00\x00\x01\xba"), _VIDEOS, _TRANSCRIBE),
    Foreign("a picture", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), _PICTURES, "Type out its words in a .txt or .docx"),
)
_ZIPPED = (("ppt/", "a PowerPoint file"), ("word/", "a damaged Word file"), ("xl/", "a damaged Excel workbook"))


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
    found = _reader(reader.module)(path, language)
    check_length(found)
    raw = clean(found)
    check_length(raw)
    if all(line.blank for line in raw.lines):
        raise IntakeError(f"{path.name}: there are no words in this file. Look whether it is the right one.")
    return raw.with_warnings(warning) if warning else raw


def is_survey(path: Path | str, language: str | None = None) -> bool:
    """Return whether a file is a table with a row a respondent, which `surveys.read_survey` reads.

    Raises
    ------
    IntakeError
        If the file cannot be read.
    """
    path = Path(path)
    if _choose(path, _start(path))[0].module != "sheets":
        return False
    from placemeaning.intake import grids, sheets

    return sheets.meaning_of(grids.sheets_of(path, language)[0]) == "survey"


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
    if by_ending and by_content and (by_ending.module, by_content.module) == ("otranscribe", "recogniser"):
        by_content = by_ending  # both are JSON
    if by_content:
        lies = bool(by_ending) and by_ending != by_content
        return by_content, f"{path.name} is {by_content.name}, though its ending says {ending!r}; it was read as what it is" if lies else ""
    _refuse(path, start, ending)
    if by_ending is None:
        raise _unknown(path, f"a file of the kind {ending or 'without ending'!r}")
    if ending in (".xlsx", ".xlsm"):
        return by_ending, f"{path.name} is no Excel workbook, though its ending says {ending!r}; it was read as a table with separators"
    if by_ending.member and by_ending.module != "sheets":
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

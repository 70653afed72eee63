"""Text files: .txt and .md, in any encoding that occurs."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from placemeaning.errors import IntakeError, UnknownFormat
from placemeaning.intake import times
from placemeaning.intake.raw import Line, Raw, check_lines
from placemeaning.model.text import normalise

LARGEST = 20_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*\s*")
_WIKI = re.compile(r"(?P<marks>={2,6})\s*(?P<title>[^=\s][^=]*?)\s*(?P=marks)\s*")
_EMPHASIS = re.compile(r"\s*(?:[-•]\s+)?(\*\*\*|\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?![*_])(.*)", re.DOTALL)
_BLANKS = re.compile(r"\n(?:[ \t]*\n){2,}")
_ROW, _RULE = re.compile(r"\s*\|.*\|\s*"), re.compile(r"\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*")
_QUOTED, _TIMED = re.compile(r"^\s{0,3}>\s(?=\S)"), re.compile(rf"^(\*{{1,2}}|_{{1,2}})({times.FRAMED}|{times.BARE})\1\s+(?=\S)")
_UNDERLINE = re.compile(r"(=|-){3,}\s*")


def read(path: Path, language: str | None = None) -> Raw:
    """Return the lines of a text file.

    Parameters
    ----------
    language
        ``uk`` prefers a Cyrillic code page where the bytes leave a choice.

    Raises
    ------
    IntakeError
        If the file is larger than 20 MB, or has more than 100,000 lines.
    UnknownFormat
        If the bytes are no text.
    """
    if path.stat().st_size > LARGEST:
        raise IntakeError(f"{path.name}: {path.stat().st_size // 1_000_000} MB is too large for a transcript (at most 20). Split it.")
    text, warnings = decode(path.read_bytes(), path.name, language)
    text = _BLANKS.sub("\n\n", normalise(text))
    check_lines(path.name, text.count("\n"))
    return Raw(path.name, tuple(lines_of(text)), tuple(warnings))


def lines_of(text: str) -> list[Line]:
    """Return the lines of `text`, with markdown headings and emphasis at the start of a line understood."""
    lines: list[Line] = []
    for line in normalise(text).split("\n"):
        if _RULE.fullmatch(line) and lines and _ROW.fullmatch(lines[-1].text):
            lines[-1] = _row(lines[-1].text)
        elif lines and lines[-1].cells and _ROW.fullmatch(line):
            lines.append(_row(line))
        elif _UNDERLINE.fullmatch(line) and _can_be_underlined(lines):
            lines[-1] = Line(lines[-1].text, heading=1 if line[0] == "=" else 2)
        else:
            lines.append(_line(line))
    return lines


def _row(text: str) -> Line:
    """Return a row of a markdown table; a bar in a cell is written with a backslash."""
    return Line(cells=tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", text.strip()[1:-1])))


def _can_be_underlined(lines: list[Line]) -> bool:
    """Return whether the last line can be a heading that dashes underline: short, no label, blank above."""
    if not lines or lines[-1].blank or lines[-1].heading or (len(lines) > 1 and not lines[-2].blank):
        return False
    return len(lines[-1].text) <= 80 and not re.search(r"[:.?!]", lines[-1].text)


def _line(text: str) -> Line:
    text = _TIMED.sub(r"\2 ", _QUOTED.sub("", text))
    if wiki := _WIKI.fullmatch(text):
        return Line(wiki["title"], heading=len(wiki["marks"]))
    if heading := _HEADING.fullmatch(text):
        title = heading[2]
        marked = _EMPHASIS.fullmatch(title)
        return Line(marked[2] if marked and not marked[3] else title, heading=len(heading[1]))
    if emphasis := _EMPHASIS.fullmatch(text):
        return Line(text, strong=emphasis[2], rest=emphasis[3], bold=len(emphasis[1]) > 1)
    return Line(text)


def decode(data: bytes, name: str, language: str | None = None) -> tuple[str, list[str]]:
    """Return the text that `data` holds, and a warning where its encoding was guessed.

    The ladder: byte order mark, strict UTF-8, UTF-16 without mark, UTF-8 with a few stray bytes, Windows-1251 or -1252.

    Raises
    ------
    UnknownFormat
        If the bytes are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _with_bom(data, encoding, name)
    if b"\0" in data:
        return _utf16(data, name)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _mended(data) or _code_page(data, name, language)


def _with_bom(data: bytes, encoding: str, name: str) -> tuple[str, list[str]]:
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return text, [f"{name}: {text.count(chr(0xFFFD))} characters could not be read ({encoding}); they show as \ufffd"]


def _utf16(data: bytes, name: str) -> tuple[str, list[str]]:
    encoding = "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"
    text = data[: len(data) // 2 * 2].decode(encoding, "replace")
    strange = sum(1 for character in text if character == "\ufffd" or (character < " " and character not in "\t\r\n\f"))
    if strange > len(text) / 50 or not _looks_written(text):
        raise UnknownFormat(f"{name}: this is not a text file (it holds binary data). Export the transcript as .docx, .txt or .vtt.")
    return text, [f"{name}: read as UTF-16 (no byte order mark). Check a few words with accents."]


def _looks_written(text: str) -> bool:
    """Return whether most characters belong to European writing, not to what random bytes give."""
    return sum(1 for character in text if character < "\u0530" or "\u2000" <= character < "\u2100") > 0.7 * len(text)


def _mended(data: bytes) -> tuple[str, list[str]] | None:
    text = data.decode("utf-8", "surrogateescape")
    stray = re.findall("[\udc80-\udcff]", text)
    right = sum(1 for character in text if character > "\x7f") - len(stray)
    if right < 3 * len(stray) or right < 5:
        return None
    mended = re.sub("[\udc80-\udcff]", lambda one: bytes([ord(one[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    return mended, [f"{len(stray)} bytes are not UTF-8 in a file that else is; they were read as Windows-1252"]


def _code_page(data: bytes, name: str, language: str | None) -> tuple[str, list[str]]:
    if len(re.findall(rb"[\x00-\x08\x0e-\x1f\x7f]", data)) > len(data) / 50:
        raise UnknownFormat(f"{name}: this is not a text file (it holds binary data). Export the transcript as .docx, .txt or .vtt.")
    cyrillic = _is_cyrillic(data, language)
    page, words = ("cp1251", "Windows-1251 (Cyrillic)") if cyrillic else ("cp1252", "Windows-1252 (Western)")
    try:
        text = data.decode(page)
    except UnicodeDecodeError:
        text = data.decode(page, "replace") if cyrillic else data.decode("latin-1")
    return text, [f"{name}: read as {words}, a guess. Check a few words with accents; save as UTF-8 to be sure."]


def _is_cyrillic(data: bytes, language: str | None) -> bool:
    """Return whether the high bytes stand together as they do in Cyrillic words, not alone among Latin letters."""
    high, low = len(re.findall(rb"[\xa5\xaa\xaf\xb2\xb3\xb4\xba\xbf-\xff]", data)), len(re.findall(rb"[A-Za-z]", data))
    together = sum(len(run) for run in re.findall(rb"[\xb2\xb3\xb4\xba\xbf-\xff]{3,}", data))
    threshold = 0.15 if language == "uk" else 0.35
    return high > threshold * (high + low) and together > 0.4 * high

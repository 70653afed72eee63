"""RTF files: .rtf as Word, LibreOffice and TextEdit write them, with notes and comments listed and deleted text left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from placemeaning.errors import IntakeError
from placemeaning.intake.raw import Line, Raw
from placemeaning.intake.styled import Run, styled_line
from placemeaning.model.text import fold

LARGEST = 60_000_000
_MOST_TOKENS = 700_000
_DEEPEST = 2_000
_TOKEN = re.compile(r"\\([A-Za-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\")
_SIGNS = {
    "tab": "\t",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "endash": "–",
    "emdash": "—",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "line": "\n",
    "lbr": "\n",
    "softline": "\n",
}
_ENDS = frozenset(["par", "sect", "page", "column"])
_SKIPPED_NAMES = """
fonttbl colortbl stylesheet info pict object fldinst themedata colorschememapping datastore latentstyles filetbl listtable
listoverridetable revtbl rsidtbl generator xmlnstbl bkmkstart bkmkend listtext pntext pntxtb pntxta atnid atndate atntime atnref
atnparent atrfstart atrfend nonshppict shppict ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn background tc xe mmathPr panose falt
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_ASIDES = {
    "footnote": "footnote",
    "annotation": "comment",
    "atnauthor": "",
    "shptxt": "text box",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "page header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "page footer"),
}
_PAGES = {
    0: "cp1252",
    2: "cp1252",
    77: "mac-roman",
    161: "cp1253",
    162: "cp1254",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    238: "cp1250",
}
_STYLE = re.compile(r"\{\\s(\d{1,5})\b[^{};]*?(?:heading|kop|заголовок)\s*(\d)\s*;", re.IGNORECASE)


def read(path: Path, language: str | None = None) -> Raw:
    """Return the paragraphs and table rows of an RTF file; what stands outside the running text is listed in the warnings.

    Raises
    ------
    IntakeError
        If the file is larger than 60 MB, is no RTF, or is built as no word processor does.
    """
    if path.stat().st_size > LARGEST:
        raise IntakeError(
            f"{path.name}: {path.stat().st_size // 1_000_000} MB is too large for a transcript. Save it without its pictures."
        )
    text = path.read_bytes().decode("latin-1")
    if not text.lstrip("\ufeff\x00 \r\n\tï»¿").startswith("{\\rtf"):
        raise IntakeError(f"{path.name}: this is no RTF file. Open it in Word or LibreOffice and save it as .docx.")
    reader = _Reader(path.name, text)
    reader.run()
    return Raw(path.name, tuple(reader.lines), tuple(reader.warnings))


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside one group."""

    aside: str | None = None
    skipped: bool = False
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    deleted: bool = False
    fallback: int = 1
    page: str = "cp1252"
    heading: int = 0


@dataclass(slots=True)
class _Reader:
    """Goes through the file once, with a stack of groups instead of recursion."""

    name: str
    text: str
    lines: list[Line] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _state: _State = field(default_factory=_State)
    _stack: list[_State] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _asides: dict[str, list[str]] = field(default_factory=dict)
    _fonts: dict[str, str] = field(default_factory=dict)
    _headings: dict[int, int] = field(default_factory=dict)
    _bytes: bytearray = field(default_factory=bytearray)
    _ignore: int = 0
    _in_table: bool = False

    def run(self) -> None:
        """Read all of the file."""
        self._fonts = dict(_fonts(self.text))
        self._headings = {int(match[1]): int(match[2]) for match in _STYLE.finditer(self.text[:2_000_000])}
        position, count, starred = 0, 0, False
        while match := _TOKEN.match(self.text, position):
            position, count = match.end(), count + 1
            if count > _MOST_TOKENS or len(self._stack) > _DEEPEST:
                raise IntakeError(f"{self.name}: this RTF file is built as no word processor does, so it is not read. Save it as .docx.")
            word, number, byte, sign, brace, words = match.groups()
            if word == "bin":
                position += max(0, int(number or 0))
            elif word:
                self._flush()
                self._word(word, None if number is None else int(number), starred=starred)
            elif byte:
                self._byte(int(byte, 16))
            elif brace:
                self._flush()
                self._brace(brace)
            elif words:
                self._words(words)
            elif sign:
                self._sign(sign)
            starred = sign == "*"
        self._flush()
        self._end()

    def _brace(self, brace: str) -> None:
        self._ignore = 0
        if brace == "{":
            self._stack.append(self._state)
            return
        closed = self._state
        self._state = self._stack.pop() if self._stack else _State()
        if closed.aside is not None and closed.aside != self._state.aside:
            self._close_aside(closed.aside)
        elif closed.aside == self._state.aside:
            self._state = replace(self._state, heading=closed.heading)

    def _close_aside(self, what: str) -> None:
        words = fold(_whole("".join(self._asides.pop(what, []))))
        if what and words and (entry := f"{what} left out: {words}") not in self.warnings:
            self.warnings.append(entry)

    def _word(self, word: str, number: int | None, *, starred: bool) -> None:
        if word in _SKIPPED or (starred and word not in _ASIDES and word not in ("u", "shptxt")):
            self._state = replace(self._state, skipped=True)
        elif word in _ASIDES:
            self._state = replace(self._state, aside=_ASIDES[word], bold=False, italic=False)
        elif word == "u" and number is not None:
            self._add(chr(number % 65536))
            self._ignore = self._state.fallback
        elif word in _SIGNS:
            self._add(_SIGNS[word])
        elif word in _ENDS or word in ("cell", "nestcell", "row", "nestrow"):
            self._structure(word)
        else:
            self._shape(word, number)

    def _shape(self, word: str, number: int | None) -> None:
        on = number != 0
        if word in ("b", "i", "v", "deleted"):
            name = {"b": "bold", "i": "italic", "v": "hidden", "deleted": "deleted"}[word]
            self._state = replace(self._state, **{name: on})  # type: ignore[arg-type]
        elif word == "plain":
            self._state = replace(self._state, bold=False, italic=False, hidden=False, deleted=False)
        elif word == "pard":
            self._state = replace(self._state, heading=0)
            self._in_table = False
        elif word == "intbl":
            self._in_table = True
        elif word == "outlinelevel" and number is not None and 0 <= number < 9:
            self._state = replace(self._state, heading=number + 1)
        elif word == "s" and number in self._headings:
            self._state = replace(self._state, heading=self._headings[number])
        elif word == "uc" and number is not None:
            self._state = replace(self._state, fallback=max(0, min(number, 10)))
        elif word == "f":
            self._state = replace(self._state, page=self._fonts.get(str(number), self._state.page))
        elif word == "ansicpg" and number:
            self._state = replace(self._state, page=_known(f"cp{number}"))
        elif word == "mac":
            self._state = replace(self._state, page="mac-roman")

    def _structure(self, word: str) -> None:
        if self._state.skipped or self._state.aside is not None:
            self._add("\n")
        elif word in _ENDS:
            if self._in_table:
                self._add("\n")
            else:
                self._end()
        elif word.endswith("cell"):
            self._cells.append(_whole("".join(words for words, _ in self._runs)).strip())
            self._runs = []
        else:
            cells, self._cells = self._cells, []
            if len(cells) > 1:
                self.lines.append(Line(cells=tuple(cells)))
            else:
                self.lines += [Line(part) for cell in cells for part in cell.split("\n")]

    def _sign(self, sign: str) -> None:
        if sign in "\r\n":
            self._flush()
            self._structure("par")
        elif sign in "\\{}~_":
            self._words({"~": "\u00a0", "_": "-"}.get(sign, sign))

    def _words(self, words: str) -> None:
        if self._ignore:
            cut = min(self._ignore, len(words))
            self._ignore -= cut
            words = words[cut:]
        if words.isascii():
            self._flush()
            self._add(words)
        else:
            self._bytes += words.encode("latin-1", "replace")

    def _byte(self, byte: int) -> None:
        if self._ignore:
            self._ignore -= 1
        else:
            self._bytes.append(byte)

    def _flush(self) -> None:
        """Turn the bytes that have come into letters: some code pages need two for one."""
        if self._bytes:
            words = self._bytes.decode(self._state.page, "replace")
            self._bytes.clear()
            self._add(words)

    def _add(self, words: str) -> None:
        state = self._state
        if state.skipped or state.deleted or not words:
            return
        if state.aside is not None:
            self._asides.setdefault(state.aside, []).append(words)
        elif state.hidden:
            self.warnings.append(f"hidden text left out: {fold(_whole(words))}")
        else:
            self._runs.append((words, (state.bold, state.italic)))

    def _end(self) -> None:
        runs = [(_whole(words), shape) for words, shape in _joined(self._runs)]
        self.lines.append(styled_line(runs, self._state.heading))
        self._runs = []


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Yield the runs with those of one type joined, so that the two halves of an emoji come together."""
    parts: list[str] = []
    last: tuple[bool, bool] | None = None
    for words, shape in runs:
        if parts and shape != last:
            yield "".join(parts), last or shape
            parts = []
        parts.append(words)
        last = shape
    if parts and last is not None:
        yield "".join(parts), last


def _whole(text: str) -> str:
    """Return the text with pairs of surrogates as the one character that they stand for."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if re.search("[\ud800-\udfff]", text) else text


def _fonts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the number of each font, and the code page of its bytes."""
    start = text.find("{\\fonttbl")
    if start >= 0:
        for match in re.finditer(r"\\f(\d{1,5})[^;{}]{0,200}?\\fcharset(\d{1,3})", text[start : start + 200_000]):
            if int(match[2]) in _PAGES and int(match[2]) != 0:
                yield match[1], _PAGES[int(match[2])]


def _known(page: str) -> str:
    import codecs

    try:
        return codecs.lookup(page).name
    except LookupError:
        return "utf-8" if page == "cp65001" else "cp1252"

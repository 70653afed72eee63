"""The words of a PDF with their places on the page, and the rows they stand in."""

from __future__ import annotations

import ctypes
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from placemeaning.errors import IntakeError

MOST_CHARACTERS = 3_000_000
MOST_PAGES = 2_000
LONGEST = 9.0
_FORCE_BOLD, _ITALIC = 1 << 18, 1 << 6
_HYPHENS = "\x02\ufffe\u2010\u00ad"
_BOLD_NAME, _ITALIC_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE), re.compile(rb"italic|oblique", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page; coordinates in points, from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    bold: bool = False
    italic: bool = False

    @property
    def size(self) -> float:
        """The height of the line that the word needs."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Row:
    """The words that stand beside each other, from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words, with a tab where a gap is wider than a blank."""
        parts = [self.words[0].text]
        for word, following in zip(self.words, self.words[1:], strict=False):
            parts.append("\t" if following.left - word.right > 1.5 * word.size else " ")
            parts.append(following.text)
        return "".join(parts)

    @property
    def left(self) -> float:
        """Where the first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the last word ends."""
        return max(word.right for word in self.words)

    @property
    def bottom(self) -> float:
        """The lower edge of the tallest word."""
        return self._tallest.bottom

    @property
    def top(self) -> float:
        """The upper edge of the tallest word."""
        return self._tallest.top

    @property
    def size(self) -> float:
        """The height of the tallest word."""
        return self._tallest.size

    @property
    def _tallest(self) -> Word:
        return max(self.words, key=lambda word: word.size)


def pages_of(document: Any, name: str) -> tuple[list[list[Row]], str]:
    """Return the rows of each page, from top to bottom, and the letters that do not stand upright.

    Raises
    ------
    IntakeError
        If there are more pages or characters than a transcript has, or reading takes longer than 9 s.
    """
    if len(document) > MOST_PAGES:
        raise IntakeError(f"{name}: {len(document)} pages are too many for a transcript (at most {MOST_PAGES}). Split it.")
    began, characters, pages, sideways = time.monotonic(), 0, [], list[str]()
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > MOST_CHARACTERS or time.monotonic() - began > LONGEST:
            raise IntakeError(
                f"{name}: this PDF holds more than a transcript does, so it is not read. Copy the pages you need into a .docx."
            )
        pages.append(rows_of(list(_words(text, sideways))))
        text.close()
        page.close()
    return pages, "".join(sideways)


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Return words in rows, from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -(word.top + word.bottom)):
        row = next((row for row in reversed(rows[-3:]) if _beside(row[0], word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [Row(tuple(sorted(row, key=lambda word: word.left))) for row in rows]


def _beside(one: Word, other: Word) -> bool:
    return abs(one.top + one.bottom - other.top - other.bottom) < 0.8 * min(max(one.size, 4.0), max(other.size, 4.0))


def _words(page: Any, sideways: list[str]) -> Iterator[Word]:
    """Yield the words of a page in the order of the file; letters that do not stand upright go to `sideways`."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    box = pdfium.FS_RECTF()
    letters, bounds, shape = "", [0.0, 0.0, 0.0, 0.0], (False, False)
    for index in range(page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page, index)
        letter = "-" if code in (2, 0xFFFE) or pdfium.FPDFText_IsHyphen(page, index) == 1 else chr(code) if code < 0x110000 else ""
        if letter.isspace() or not letter or (code < 32 and letter != "-"):
            if letters:
                yield _word(letters, bounds, shape)
            letters = ""
            continue
        if not pdfium.FPDFText_GetLooseCharBox(page, index, box):
            continue
        if not _is_upright(pdfium, page, index):
            sideways.append(letter)
            continue
        if letters and _begins(bounds, box):
            yield _word(letters, bounds, shape)
            letters = ""
        if not letters:
            bounds, shape = [box.left, box.right, box.bottom, box.top], _shape(pdfium, page, index)
        letters += letter
        bounds = [min(bounds[0], box.left), max(bounds[1], box.right), min(bounds[2], box.bottom), max(bounds[3], box.top)]
    if letters:
        yield _word(letters, bounds, shape)


def _word(letters: str, bounds: Sequence[float], shape: tuple[bool, bool]) -> Word:
    return Word(_paired(letters), bounds[0], bounds[1], bounds[2], bounds[3], *shape)


def _paired(letters: str) -> str:
    """Return the letters with pairs of surrogates as the one character that they stand for."""
    if not re.search("[\ud800-\udfff]", letters):
        return letters
    return letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _begins(bounds: Sequence[float], box: Any) -> bool:
    """Return whether a character belongs to another word: on another line, or further than a blank away."""
    size = max(bounds[3] - bounds[2], 1.0)
    apart = abs(box.top + box.bottom - bounds[2] - bounds[3]) > size
    return bool(apart or box.left - bounds[1] > 0.3 * size or box.right < bounds[0] - 0.3 * size)


def _is_upright(pdfium: Any, page: Any, index: int) -> bool:
    angle = pdfium.FPDFText_GetCharAngle(page, index)
    return bool(angle < 0.2 or angle > 6.08)


def _shape(pdfium: Any, page: Any, index: int) -> tuple[bool, bool]:
    flags, name = ctypes.c_int(0), ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(page, index, name, 128, flags)
    bold = bool(_BOLD_NAME.search(name.value)) or bool(flags.value & _FORCE_BOLD) or pdfium.FPDFText_GetFontWeight(page, index) >= 600
    return bold, bool(_ITALIC_NAME.search(name.value)) or bool(flags.value & _ITALIC)

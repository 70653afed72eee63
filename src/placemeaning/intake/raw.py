"""What every reader returns: the lines of a file with what its format knows about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from unicodedata import is_normalized

from placemeaning.errors import IntakeError
from placemeaning.model.text import normalise

MOST_LINES = 100_000
MOST_LETTERS = 6_000_000
MOST_IN_A_NAME = 1_000

T = TypeVar("T")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]|(?<=\\w)\u200d(?=\\w)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, paragraph, table row or subtitle; a blank line has no text.

    Parameters
    ----------
    text
        The words as they stand in the file.
    strong, rest
        The bold or italic run that begins the line, without its marks, and what follows it.
    bold
        Whether that run is bold.
    heading
        The level of a heading, 0 for other lines.
    cells
        The cells of a table row, in order.
    speaker
        Who speaks, where the format says so (a voice of a subtitle).
    seconds, stop
        The begin and end of a subtitle in the recording.
    """

    text: str = ""
    strong: str = ""
    rest: str = ""
    bold: bool = False
    heading: int = 0
    cells: tuple[str, ...] = ()
    speaker: str | None = None
    seconds: float | None = None
    stop: float | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing stands here."""
        return not self.text.strip() and not any(cell.strip() for cell in self.cells)

    @property
    def emphasised(self) -> bool:
        """Whether all of the line is bold or italic."""
        return bool(self.strong.strip()) and not self.rest.strip()


@dataclass(frozen=True, slots=True)
class Raw:
    """A file as its reader found it.

    Parameters
    ----------
    name
        The file's name, without folder.
    lines
        All lines in order; blank ones too, since they part paragraphs.
    warnings
        What was guessed or left out, with its words.
    answer
        Who answers, where the file is one answer of a survey: headings are the question, all other lines are said as they stand.
    """

    name: str
    lines: tuple[Line, ...]
    warnings: tuple[str, ...] = ()
    answer: str = ""

    def with_warnings(self, *warnings: str) -> Raw:
        """Return the same with further warnings."""
        return replace(self, warnings=self.warnings + warnings)


def table_lines(rows: Sequence[Sequence[T]], lines_of: Callable[[T], Iterable[Line]]) -> Iterator[Line]:
    """Yield a line a row of a table, with its cells; a table of one column only is a frame, and gives the lines in it.

    Parameters
    ----------
    lines_of
        Returns the lines of a cell; a table inside a cell becomes text of that cell.
    """
    if all(len(row) <= 1 for row in rows):
        yield from (line for row in rows for cell in row for line in lines_of(cell))
        return
    for row in rows:
        yield Line(cells=tuple("\n".join(_cell_text(line) for line in lines_of(cell)).strip() for cell in row))


def _cell_text(line: Line) -> str:
    return "\n".join(part for part in line.cells if part) if line.cells else line.text


def clean(raw: Raw) -> Raw:
    """Return `raw` in NFC, one line a `Line`, without soft hyphens, zero-width and control characters (they are counted)."""
    if all(_is_clean(line) for line in raw.lines):
        return raw
    lines = tuple(_joined([one for line in raw.lines for one in _split(line)]))
    invisible, control = (sum(len(kind.findall(line.text)) for line in raw.lines) for kind in (_INVISIBLE, _CONTROL))
    warnings = [f"{invisible} soft hyphens and zero-width characters were removed"] if invisible else []
    warnings += [f"{control} control characters were removed"] if control else []
    return replace(raw, lines=lines).with_warnings(*warnings)


def check_lines(name: str, count: int) -> None:
    """Refuse a file with more lines than any transcript has.

    Raises
    ------
    IntakeError
        If there are more than 100,000.
    """
    if count > MOST_LINES:
        raise IntakeError(f"{name}: {count} lines are too many for a transcript (at most {MOST_LINES}). Split the file.")


def check_length(raw: Raw) -> None:
    """Refuse a file with more lines, letters or longer names than any transcript has.

    Raises
    ------
    IntakeError
        If there are more than 100,000 lines, 6 million letters (a million words), or 1,000 letters in a speaker's name.
    """
    check_lines(raw.name, len(raw.lines))
    named = max((len(line.speaker) for line in raw.lines if line.speaker), default=0)
    if named > MOST_IN_A_NAME:
        raise IntakeError(f"{raw.name}: a speaker's name has {named:,} letters. Correct it in the file, or export the transcript again.")
    letters = sum(len(line.text) + sum(map(len, line.cells)) for line in raw.lines)
    if letters > MOST_LETTERS:
        raise IntakeError(f"{raw.name}: {letters:,} letters are too many for a transcript (at most {MOST_LETTERS:,}). Split the file.")


def _is_clean(line: Line) -> bool:
    """Return whether nothing can be wrong with a line, quickly: what is not printable may be a sign that is removed."""
    text = line.text
    return not line.cells and line.speaker is None and text.isprintable() and is_normalized("NFC", text)


def _split(line: Line) -> Iterator[Line]:
    texts = normalise(line.text).split("\n")
    if len(texts) == 1:
        yield line if line.text == texts[0] else replace(line, text=texts[0])
        return
    for number, text in enumerate(texts):
        strong = line.strong if number == 0 and line.strong in text else ""
        yield replace(line, text=text, strong=strong, rest=text[len(strong) :] if strong else "")


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    held = ""
    for line in lines:
        if not held and _is_clean(line):
            yield line
            continue
        text = held + line.text.lstrip() if held else line.text
        if text.rstrip().endswith("\u00ad"):
            held = text.rstrip()
            continue
        held = ""
        yield _tidy(replace(line, text=text))
    if held:
        yield _tidy(Line(held))


def _tidy(line: Line) -> Line:
    return replace(
        line,
        text=_visible(line.text),
        strong=_visible(line.strong),
        rest=_visible(line.rest),
        cells=tuple(_visible(cell) for cell in line.cells),
        speaker=None if line.speaker is None else _visible(line.speaker),
    )


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return normalise(_CONTROL.sub("", _INVISIBLE.sub("", text)))

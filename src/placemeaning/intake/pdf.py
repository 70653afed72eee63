"""PDF files: the words by where they stand on the page, in lines and paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from placemeaning.errors import IntakeError
from placemeaning.intake.pdfpages import Pages, in_reading_order, without_line_numbers, without_running
from placemeaning.intake.pdfstreams import refuse_bomb
from placemeaning.intake.pdfwords import Row, pages_of
from placemeaning.intake.raw import Line, Raw
from placemeaning.intake.roles import names_role
from placemeaning.intake.styled import Run, styled_line
from placemeaning.model.document import shorten

LARGEST = 60_000_000
_CURE = "Copy its text into a .docx or .txt, or save it again as PDF from the program that made it."
_CUT = re.compile(r".*[^\W\d_][-\u2010\u00ad\x02]", re.DOTALL)
_SUSPENDED = frozenset(("en", "of", "and", "or", "und", "та", "і", "й", "або", "чи", "tot", "to", "noch", "als"))
_LABEL = re.compile(r"(?:\[?\d{1,2}:\d\d[:\d.,]*\]?\s*)?[\[(]?[^\W\d_a-zà-ÿа-яїієґ][^:\n]{0,40}(?::(?:\s|$)|\]\s)|[—–-]\s")
_LISTED = 20


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with the column it belongs to: where that ends, and whether it goes on right below the row before."""

    row: Row
    edge: float
    follows: bool


def read(path: Path, language: str | None = None) -> Raw:
    """Return the paragraphs of a PDF; headers, page numbers, line numbers and cut words are counted in the warnings.

    Raises
    ------
    IntakeError
        If the file is damaged, has a password, is a scan without text, or unpacks to more than a transcript can be.
    """
    pages, sideways = _pages(path)
    if not any(pages):
        raise IntakeError(
            f"{path.name}: this PDF holds pictures of pages, no text. Run text recognition on it (OCR, for example with Acrobat or OCRmyPDF) first."
        )
    pages, running = without_running(pages)
    runs, columns = _columns(pages)
    runs, numbers = without_line_numbers(runs)
    lines, cut = _lines(_placed(runs, single=not columns))
    warnings = [*running, *([f"{numbers} line numbers were left out"] if numbers else [])]
    warnings += [f"{columns} pages have two columns; the left one was read first"] if columns else []
    warnings += [f"text that does not stand upright was left out: {shorten(sideways, 500)}"] if sideways else []
    if cut:
        shown = ", ".join(cut[:_LISTED])
        warnings.append(f"{len(cut)} words cut at the end of a line were put together: {shown}{' …' if len(cut) > _LISTED else ''}")
    return Raw(path.name, tuple(lines), tuple(warnings))


def _pages(path: Path) -> tuple[Pages, str]:
    import pypdfium2  # type: ignore[import-untyped]

    if path.stat().st_size > LARGEST:
        raise IntakeError(f"{path.name}: {path.stat().st_size // 1_000_000} MB is too large for a transcript. {_CURE}")
    data = path.read_bytes()
    refuse_bomb(data, path.name, _CURE)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        why = "it has a password: save it without one" if "assword" in str(problem) else f"it is damaged ({problem})"
        raise IntakeError(f"{path.name}: this PDF cannot be read: {why}. {_CURE}") from None
    try:
        return pages_of(document, path.name)
    except (pypdfium2.PdfiumError, ValueError, OSError) as problem:
        raise IntakeError(f"{path.name}: this PDF is damaged ({problem}). {_CURE}") from None
    finally:
        document.close()


def _columns(pages: Pages) -> tuple[Pages, int]:
    """Return the rows in runs that are read one after the other, and the number of pages with two columns."""
    ordered = [in_reading_order(rows) for rows in pages]
    return [run for runs, _ in ordered for run in runs], sum(several for _, several in ordered)


def _placed(runs: Pages, *, single: bool) -> list[_Placed]:
    edge = _edge([row for run in runs for row in run])
    ends = [edge if single else _edge(run) for run in runs]
    return [_Placed(row, end, number > 0) for run, end in zip(runs, ends, strict=True) for number, row in enumerate(run)]


def _edge(rows: Sequence[Row]) -> float:
    """Return where the text of a column ends on the right; larger letters may go beyond it."""
    usual = median(row.size for row in rows) if rows else 0.0
    return max((row.right for row in rows if row.size <= 1.15 * usual), default=0.0)


def _lines(placed: Sequence[_Placed]) -> tuple[list[Line], list[str]]:
    sizes, labels = _Sizes(placed), _labels(placed)
    known = frozenset(word.text.strip(".,;:!?()\"'“”‘’").lower() for one in placed for word in one.row.words)
    lines: list[Line] = []
    cut: list[str] = []
    known |= _compounds(placed)
    for paragraph, apart in _paragraphs(placed, sizes, labels):
        if lines and apart:
            lines.append(Line())
        lines.append(styled_line(list(_runs(paragraph, known, cut)), sizes.level(paragraph)))
    return lines, cut


class _Sizes:
    """How large the letters usually are, and how far apart the lines."""

    def __init__(self, placed: Sequence[_Placed]) -> None:
        words = [round(word.size, 1) for one in placed for word in one.row.words for _ in word.text]
        self.body = median(words) if words else 10.0
        steps = [one.row.bottom - other.row.bottom for one, other in pairwise(placed) if other.follows]
        self.step = median(steps) if steps else 1.2 * self.body
        larger = {round(one.row.size) for one in placed if self._is_large(one.row)}
        self._levels = {size: min(level, 6) for level, size in enumerate(sorted(larger, reverse=True), 1)}

    def level(self, paragraph: Sequence[_Placed]) -> int:
        """Return the level of a heading: larger letters than the text, on at most two lines; 0 for text."""
        if len(paragraph) > 2 or not all(self._is_large(one.row) for one in paragraph):
            return 0
        return self._levels[round(paragraph[0].row.size)]

    def _is_large(self, row: Row) -> bool:
        return row.words[0].size > 1.15 * self.body and len(row.words) <= 14

    def apart(self, one: _Placed, other: _Placed) -> bool:
        """Return whether there is more white between two rows than between lines of a paragraph."""
        return other.follows and one.row.bottom - other.row.bottom > 1.3 * self.step + 0.5


def _paragraphs(placed: Sequence[_Placed], sizes: _Sizes, labels: frozenset[str]) -> Iterator[tuple[list[_Placed], bool]]:
    """Yield the rows of each paragraph, and whether white stands above it."""
    current: list[_Placed] = []
    above = False
    for one in placed:
        apart = bool(current) and sizes.apart(current[-1], one)
        if current and (apart or not _goes_on(current[-1], one, labels)):
            yield current, above
            current, above = [], apart
        current.append(one)
    if current:
        yield current, above


def _labels(placed: Sequence[_Placed]) -> frozenset[str]:
    """Return what stands before a colon at the begin of several rows, or names a role: these begin a turn wherever they stand."""
    found = Counter(match[0].strip() for one in placed if (match := _LABEL.match(one.row.text)))
    return frozenset(label for label, count in found.items() if count > 1 or len(label) < 5 or names_role(label.rstrip(": ")))


def _goes_on(one: _Placed, other: _Placed, labels: frozenset[str]) -> bool:
    """Return whether a row continues the one before: it was full, or ends in a cut word, and no turn begins."""
    text = other.row.text
    label = _LABEL.match(text)
    if abs(one.row.size - other.row.size) > 0.15 * one.row.size or _new_type(one.row, other.row):
        return False
    if label and (label[0].strip() in labels or _ends_sentence(one.row)):
        return False
    first = other.row.words[0]
    room = one.edge - one.row.right
    full = room < first.right - first.left + 0.2 * one.row.size
    if _CUT.fullmatch(one.row.words[-1].text) and text[:1].islower():
        return room < 0.3 * (one.edge - one.row.left)
    return full and (other.follows or text[:1].islower())


def _ends_sentence(row: Row) -> bool:
    return row.words[-1].text.rstrip("”\"')»]").endswith((".", "?", "!", "…", ":"))


def _new_type(one: Row, other: Row) -> bool:
    """Return whether a bold or italic run begins with a row after a sentence that was neither."""
    shape, before = (other.words[0].bold, other.words[0].italic), (one.words[-1].bold, one.words[-1].italic)
    return any(shape) and shape != before and _ends_sentence(one)


def _compounds(placed: Sequence[_Placed]) -> frozenset[str]:
    """Return the compounds that are written with a hyphen and fall apart at the end of a line, in a text that cuts no other words.

    A program that cuts words does so in many lines; where hardly any line ends in a hyphen, the hyphens belong to the words.
    """
    cut = [(one, other) for one, other in pairwise(placed) if _CUT.fullmatch(one.row.words[-1].text) and other.row.text[:1].islower()]
    written = sum(bool(re.search(r"\w-\w", word.text)) for one in placed for word in one.row.words)
    full = sum(one.edge - one.row.right < 0.2 * (one.edge - one.row.left) for one in placed)
    if len(cut) > max(1, 0.03 * full) or written < 2 * len(cut):
        return frozenset()
    return frozenset(_parts(one.row.words[-1].text, other.row.words[0].text) for one, other in cut)


def _parts(word: str, following: str) -> str:
    """Return the two halves of a word with the hyphen between them."""
    rest = re.match(r"[\w'’ʼ-]+", following)
    before = re.split(r"[^\w'’ʼ-]", word[:-1])[-1]
    return f"{before}-{rest[0] if rest else ''}".lower()


def _runs(paragraph: Sequence[_Placed], known: frozenset[str], cut: list[str]) -> Iterator[Run]:
    for number, one in enumerate(paragraph):
        words = one.row.words
        following = paragraph[number + 1].row.words[0].text if number + 1 < len(paragraph) else ""
        for place, word in enumerate(words):
            shape = (word.bold, word.italic)
            if place + 1 < len(words):
                wide = words[place + 1].left - word.right > 1.5 * word.size
                yield word.text + ("\t" if wide and not number else " "), shape
            elif following:
                yield _ending(word.text, following, known, cut), shape
            else:
                yield word.text, shape


def _ending(word: str, following: str, known: frozenset[str], cut: list[str]) -> str:
    """Return the last word of a row: with a blank behind it, or without the hyphen where it was cut; ``Papua-`` keeps its hyphen."""
    if _CUT.fullmatch(word) and following[:1].isupper():
        return word
    if not _CUT.fullmatch(word) or not following[:1].islower() or following.strip(".,;:").lower() in _SUSPENDED:
        return f"{word} "
    halves = _parts(word, following)
    if halves in known and halves.replace("-", "") not in known:
        return word
    cut.append(halves)
    return word[:-1]

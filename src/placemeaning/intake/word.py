"""Word files: .docx, with tracked changes as if accepted, tables in order, and notes and comments listed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from placemeaning.errors import IntakeError
from placemeaning.intake.package import Element, Package, opened, parse
from placemeaning.intake.raw import Line, Raw, check_lines, table_lines
from placemeaning.intake.styled import Run, styled_line
from placemeaning.intake.wordstyles import Styles, Toggle, W, toggle
from placemeaning.model.text import fold

_P, _TBL, _TR, _TC, _R, _T = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "r", "t"))
_PPR, _RPR, _VAL, _ALT_CHUNK = f"{W}pPr", f"{W}rPr", f"{W}val", f"{W}altChunk"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE, _TEXT_BOX = f"{_MC}AlternateContent", f"{_MC}Choice", f"{W}txbxContent"
_GONE = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "tcPr", "trPr", "sdtPr", "sdtEndPr", "rt")}
_SIGNS = {f"{W}{name}": sign for name, sign in (("tab", "\t"), ("ptab", "\t"), ("br", "\n"), ("cr", "\n"), ("noBreakHyphen", "-"))}
_DRAWN = {f"{W}drawing", f"{W}pict", f"{W}object"}
_ASIDES = (
    ("footnotes", "footnote", "footnote"),
    ("endnotes", "endnote", "endnote"),
    ("comments", "comment", "comment"),
)


def read(path: Path, language: str | None = None) -> Raw:
    """Return the paragraphs and table rows of a Word file; what stands outside the running text is listed in the warnings.

    Raises
    ------
    IntakeError
        If the file is damaged, protected or suspect (it unpacks to more than 200 MB, or brings XML entities).
    """
    with opened(path) as package:
        main = package.related("").get("officeDocument", ["word/document.xml"])[0]
        root = package.xml(main)
        if root is None:
            raise IntakeError(f"{path.name}: this Word file has no text part. Open it in Word and save it again as .docx.")
        check_lines(path.name, sum(1 for _ in root.iter(_P)))
        related = package.related(main)
        reader = _Reader(_styles(package, related))
        lines = list(reader.lines(root))
        warnings = [*reader.warnings, *_asides(package, related), *_margins(package, related)]
    return Raw(path.name, tuple(lines), tuple(warnings))


def _styles(package: Package, related: dict[str, list[str]]) -> Styles:
    try:
        return _read_styles(package.bytes(related["styles"][0]) if "styles" in related else None)
    except IntakeError as problem:
        raise IntakeError(f"{package.name}: {problem}") from None


@lru_cache(maxsize=4)
def _read_styles(data: bytes | None) -> Styles:
    """Return the styles; the files of one study mostly share theirs, and they can be larger than the text."""
    return Styles(None if data is None else parse(data, "the part with the styles"))


def _part(package: Package, related: dict[str, list[str]], kind: str) -> Element | None:
    return package.xml(related[kind][0]) if kind in related else None


def _asides(package: Package, related: dict[str, list[str]]) -> Iterator[str]:
    for kind, tag, name in _ASIDES:
        root = _part(package, related, kind)
        for note in root.iter(f"{W}{tag}") if root is not None else ():
            words, author = _words(note), note.get(f"{W}author", "")
            if words and note.get(f"{W}type", "normal") == "normal":
                yield f"{name}{' of ' + author if author else ''} left out: {words}"


def _margins(package: Package, related: dict[str, list[str]]) -> Iterator[str]:
    for kind in ("header", "footer"):
        texts = {_words(root) for part in related.get(kind, ()) if (root := package.xml(part)) is not None}
        yield from (f"page {kind} left out: {words}" for words in sorted(texts) if words)


def _words(element: Element) -> str:
    return fold(" ".join("".join(text for text, _ in _runs(one, Styles(None), (False, False), None)) for one in element.iter(_P)))


class _Reader:
    """Walks the body once; remembers what it leaves out."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._asides: list[str] = []
        self._held: list[Run] = []

    @property
    def warnings(self) -> list[str]:
        return self._asides

    def lines(self, parent: Element) -> Iterator[Line]:
        for child in parent:
            if child.tag == _P:
                yield from self._paragraph(child)
            elif child.tag == _TBL:
                yield from self._table(child)
            elif child.tag == _ALT_CHUNK:
                self._asides.append("an inserted file inside this file was left out: open it in Word and save it again to bring it in")
            elif child.tag == _ALTERNATE:
                yield from (line for choice in child.iter(_CHOICE) for line in self.lines(choice))
            elif child.tag not in _GONE and isinstance(child.tag, str):
                yield from self.lines(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Line]:
        properties = paragraph.find(_PPR)
        base, heading = self._styles.of_paragraph(properties)
        runs = [*self._held, *_runs(paragraph, self._styles, base, self._asides)]
        if _mark_is_deleted(properties):
            self._held = runs
            return
        self._held = []
        yield styled_line(runs, heading)

    def _table(self, table: Element) -> Iterator[Line]:
        rows = [list(_cells(row)) for row in _within(table, _TR) if not _row_is_deleted(row)]
        yield from table_lines(rows, self.lines)


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the elements of one kind below `parent`, through wrappers but not through another table."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag != _TBL and child.tag not in _GONE:
            yield from _within(child, tag)


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in _within(row, _TC) if cell.find(f"{W}tcPr/{W}cellDel") is None)


def _row_is_deleted(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _mark_is_deleted(properties: Element | None) -> bool:
    mark = properties.find(_RPR) if properties is not None else None
    return mark is not None and mark.find(f"{W}del") is not None


def _runs(parent: Element, styles: Styles, base: Toggle, asides: list[str] | None) -> Iterator[Run]:
    """Yield the text of a paragraph in runs, each with whether it is bold and whether italic; without `asides` nothing is listed."""
    for child in parent:
        if child.tag == _R:
            properties = child.find(_RPR)
            text = _text(child, styles, asides)
            if text and toggle(properties, "vanish"):
                if asides is not None:
                    asides.append(f"hidden text left out: {fold(text)}")
            elif text:
                yield text, styles.of_run(properties, base)
        elif child.tag not in _GONE and isinstance(child.tag, str):
            yield from _runs(child, styles, base, asides)


def _text(run: Element, styles: Styles, asides: list[str] | None) -> str:
    parts = []
    for child in run:
        tag = child.tag
        if tag == _T:
            parts.append(child.text or "")
        elif tag in _SIGNS:
            parts.append(_SIGNS[tag])
        elif tag == _ALTERNATE or tag in _DRAWN:
            if asides is not None:
                _list_text_boxes(child, asides)
        elif tag == f"{W}ruby":
            parts += [text for text, _ in _runs(child, styles, (False, False), asides)]
        elif tag == f"{W}sym":
            parts.append(_symbol(child))
    return "".join(parts)


def _symbol(element: Element) -> str:
    """Return the character of a symbol; those of picture fonts (private use) say nothing and become a box."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return "\u25a1" if 0xE000 <= code <= 0xF8FF or not 32 <= code < 0xD800 else chr(code)


def _list_text_boxes(drawing: Element, asides: list[str]) -> None:
    choice = drawing.find(_CHOICE) if drawing.tag == _ALTERNATE else drawing
    for box in choice.iter(_TEXT_BOX) if choice is not None else ():
        if words := _words(box):
            asides.append(f"text box left out: {words}")

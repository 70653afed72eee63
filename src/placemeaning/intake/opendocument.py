"""OpenDocument texts: .odt (LibreOffice, Google Docs), with tracked changes as if accepted and notes and comments listed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from placemeaning.errors import IntakeError
from placemeaning.intake.openstyles import NAME, OFFICE, TABLE, TEXT, Styles, Toggle
from placemeaning.intake.package import LARGEST_PART, Element, Package, opened, parse
from placemeaning.intake.raw import Line, Raw, check_lines, table_lines
from placemeaning.intake.styled import PLAIN, Run, styled_line
from placemeaning.model.text import fold

_P, _H, _SPAN = f"{TEXT}p", f"{TEXT}h", f"{TEXT}span"
_TABLE, _ROW = f"{TABLE}table", f"{TABLE}table-row"
_CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
_BOX = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}text-box"
_SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_INDEXES = {f"{TEXT}{name}" for name in ("table-of-content", "alphabetical-index", "illustration-index", "table-index", "bibliography")}
_GONE = {f"{TEXT}{name}" for name in ("tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "ruby-text")} | {
    f"{OFFICE}forms",
    f"{OFFICE}annotation-end",
}
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_MARGINS = (("header", "page header"), ("footer", "page footer"))
_MOST_BLANKS = 200
_BLANKS = re.compile(r"[ \t\r\n]+")


def read(path: Path, language: str | None = None) -> Raw:
    """Return the paragraphs and table rows of an OpenDocument text; what stands outside the running text is listed in the warnings.

    Raises
    ------
    IntakeError
        If the file is damaged, has a password or is suspect (it unpacks to more than 200 MB, or brings XML entities).
    """
    if not zipfile.is_zipfile(path):
        return _read(path.name, _flat(path), None)
    with opened(path) as package:
        _refuse_password(package)
        content = package.xml("content.xml")
        if content is None:
            raise IntakeError(f"{path.name}: this OpenDocument file has no text part. Open it in LibreOffice and save it again.")
        return _read(path.name, content, package.xml("styles.xml"))


def _flat(path: Path) -> Element:
    data = path.read_bytes() if path.stat().st_size <= LARGEST_PART else b""
    if b"urn:oasis:names:tc:opendocument" not in data[:4000]:
        raise IntakeError(f"{path.name}: the file is damaged or too large. Open it in LibreOffice and save it again.")
    return parse(data, path.name)


def _refuse_password(package: Package) -> None:
    if b"encryption-data" in (package.bytes("META-INF/manifest.xml") or b""):
        raise IntakeError(f"{package.name}: the file has a password. Open it in LibreOffice and save it without one.")


def _read(name: str, content: Element, styles: Element | None) -> Raw:
    body = content.find(f"{OFFICE}body")
    texts = body.find(f"{OFFICE}text") if body is not None else None
    if texts is None:
        raise IntakeError(f"{name}: this OpenDocument file holds no text but a drawing, a sheet or slides. Save the transcript as .odt.")
    check_lines(name, sum(1 for _ in texts.iter(_P, _H)))
    reader = _Reader(Styles(content, styles))
    lines = list(reader.lines(texts))
    margins = _margins(styles if styles is not None else content)
    return Raw(name, tuple(lines), (*reader.warnings, *margins))


def _margins(root: Element) -> Iterator[str]:
    for tag, name in _MARGINS:
        for kind in (tag, f"{tag}-left", f"{tag}-first"):
            found = {_words(one) for one in root.iter(f"{{urn:oasis:names:tc:opendocument:xmlns:style:1.0}}{kind}")}
            yield from (f"{name} left out: {words}" for words in sorted(found) if words)


def _words(element: Element) -> str:
    return fold(
        " ".join("".join(text for text, _ in _Reader(Styles(None, None), lists=False).runs(one, PLAIN)) for one in element.iter(_P, _H))
    )


class _Reader:
    """Walks the body once; remembers what it leaves out, unless it reads something that is left out itself."""

    def __init__(self, styles: Styles, *, lists: bool = True) -> None:
        self._styles, self._lists = styles, lists
        self.warnings: list[str] = []

    def lines(self, parent: Element) -> Iterator[Line]:
        for child in parent:
            if child.tag in (_P, _H):
                yield self._paragraph(child)
            elif child.tag == _TABLE:
                yield from self._table(child)
            elif child.tag in _INDEXES:
                self.warnings.append(f"table of contents or index left out: {_words(child)}")
            elif child.tag == _BOX:
                self._list("text box", child)
            elif child.tag not in _GONE:
                yield from self.lines(child)

    def _paragraph(self, paragraph: Element) -> Line:
        base, heading = self._styles.of_paragraph(paragraph.get(NAME, ""))
        if paragraph.tag == _H:
            level = paragraph.get(f"{TEXT}outline-level", "1")
            heading = min(int(level), 6) if level.isdigit() and level.isascii() and level != "0" else 1
        return styled_line(list(self.runs(paragraph, base)), heading)

    def runs(self, parent: Element, base: Toggle) -> Iterator[Run]:
        """Yield the text of a paragraph in runs, each with whether it is bold and whether italic."""
        yield fold_blanks(parent.text), base
        for child in parent:
            yield from self._child(child, base)
            yield fold_blanks(child.tail), base

    def _child(self, child: Element, base: Toggle) -> Iterator[Run]:
        tag = child.tag
        if tag in _SIGNS:
            yield _SIGNS[tag], base
        elif tag == f"{TEXT}s":
            yield " " * _count(child.get(f"{TEXT}c", "1")), base
        elif tag == f"{TEXT}note":
            self._list(child.get(f"{TEXT}note-class", "footnote"), child.find(f"{TEXT}note-body"))
        elif tag == f"{OFFICE}annotation":
            creator = child.findtext(_CREATOR)
            self._list(f"comment of {creator}" if creator else "comment", child)
        elif tag == _BOX:
            self._list("text box", child)
        elif tag == _SPAN and self._styles.is_hidden(child.get(NAME, "")):
            self.warnings.append(f"hidden text left out: {fold(''.join(text for text, _ in self.runs(child, base)))}")
        elif tag not in _GONE:
            yield from self.runs(child, self._styles.of_span(child.get(NAME, ""), base) if tag == _SPAN else base)

    def _list(self, what: str, element: Element | None) -> None:
        if self._lists and element is not None and (words := _words(element)):
            self.warnings.append(f"{what} left out: {words}")

    def _table(self, table: Element) -> Iterator[Line]:
        rows = [[cell for cell in row if cell.tag in _CELLS] for row in _rows(table)]
        yield from table_lines(rows, self.lines)


def _rows(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == _ROW:
            yield child
        elif child.tag.startswith(TABLE) and child.tag != _TABLE:
            yield from _rows(child)


def fold_blanks(text: str | None) -> str:
    """Return the text of an element as OpenDocument means it: any run of white space is one blank."""
    return _BLANKS.sub(" ", text or "")


def _count(number: str) -> int:
    return min(int(number), _MOST_BLANKS) if number.isascii() and number.isdigit() else 1

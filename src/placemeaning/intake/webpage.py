"""Web pages: .html as browsers, Word and Google Docs save them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from placemeaning.errors import IntakeError
from placemeaning.intake.package import Element
from placemeaning.intake.plain import LARGEST, decode
from placemeaning.intake.raw import Line, Raw
from placemeaning.intake.styled import PLAIN, Run, styled_line
from placemeaning.model.text import fold

_BLOCKS_NAMES = """
address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form header hgroup hr
li main nav ol p pre section summary table tbody tfoot thead tr ul h1 h2 h3 h4 h5 h6
"""
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_PARAGRAPHS_NAMES = """
p blockquote h1 h2 h3 h4 h5 h6 pre table ul ol dl hr
"""
_PARAGRAPHS = frozenset(_PARAGRAPHS_NAMES.split())
_SILENT_NAMES = """
script style head title noscript template svg math object iframe select option button input textarea canvas rt rp
"""
_SILENT = frozenset(_SILENT_NAMES.split())
_ASIDE = {"nav": "navigation", "footer": "page footer", "aside": "aside"}
_BOLD, _ITALIC = ("b", "strong"), ("i", "em", "cite")
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)[^{}]*\{([^{}]*)\}")
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[1-9]00|normal)", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(italic|oblique|normal)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_NOTES = re.compile(r"mso-element\s*:\s*(footnote|endnote|comment)-list", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 200
_MOST_TAGS = 400_000


def read(path: Path, language: str | None = None) -> Raw:
    """Return the paragraphs, headings and table rows of a web page; menus, footers and hidden text are listed in the warnings.

    Raises
    ------
    IntakeError
        If the file is larger than 20 MB, is no text, or is nested too deep.
    """
    if path.stat().st_size > LARGEST:
        raise IntakeError(f"{path.name}: {path.stat().st_size // 1_000_000} MB is too large for a transcript (at most 20). Split it.")
    text, warnings = _decoded(path.read_bytes(), path.name, language)
    lines, said = lines_of(text, path.name)
    return Raw(path.name, tuple(lines), (*warnings, *said))


def lines_of(text: str, name: str) -> tuple[list[Line], list[str]]:
    """Return the lines of HTML, and what was left out.

    Raises
    ------
    IntakeError
        If the elements are nested too deep for a page that people wrote.
    """
    root = _parsed(text, name)
    if root is None:
        return [], []
    page = _Page(_classes(root))
    page.walk(root, PLAIN)
    page.end_line()
    title = fold(root.findtext(".//title") or "")
    if title and not any(fold(line.text) == title for line in page.lines):
        page.warnings.append(f"the title of the page was left out: {title}")
    return page.lines, page.warnings


def _decoded(data: bytes, name: str, language: str | None) -> tuple[str, list[str]]:
    declared = _CHARSET.search(data[:4096])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if declared and b"\0" not in data:
            try:
                return data.decode(declared[1].decode("ascii")), []
            except (UnicodeDecodeError, LookupError):
                pass
    return decode(data, name, language)


def _parsed(text: str, name: str) -> Element | None:
    if text.count("<") > _MOST_TAGS:
        raise IntakeError(
            f"{name}: this page has more than {_MOST_TAGS:,} tags; that is no transcript. Copy its text into a .txt or .docx."
        )
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise IntakeError(f"{name}: this web page cannot be read ({problem}). Open it in a browser and save it again.") from None
    if any("depth" in error.message for error in parser.error_log):
        raise IntakeError(f"{name}: elements are nested too deep for a page that people wrote. Copy its text into a .txt or .docx.")
    return root


def _classes(root: Element) -> dict[str, str]:
    """Return what the style sheet in the page says about each class, as Google Docs sets its bold."""
    sheets = " ".join(style.text or "" for style in root.iter("style"))[:500_000]
    return {match[1]: match[2] for match in _CLASS.finditer(sheets)}


class _Page:
    """Walks a page once, and gathers lines and what is left out."""

    def __init__(self, classes: dict[str, str]) -> None:
        self.lines: list[Line] = []
        self.warnings: list[str] = []
        self._classes = classes
        self._runs: list[Run] = []
        self._heading = 0

    def walk(self, element: Element, base: tuple[bool, bool], depth: int = 0) -> None:
        """Take in one element with all below it."""
        tag = element.tag if isinstance(element.tag, str) else "script"
        if tag in _SILENT or depth > _DEEPEST:
            return
        style = self._style(element)
        if what := _left_out(element, tag, style):
            if words := fold(" ".join(element.itertext())):
                self.warnings.append(f"{what} left out: {words}")
        elif tag == "br":
            self.end_line(blank=True)
        elif tag == "table":
            self._table(element, base, depth)
        elif element.get("data-timestamp"):
            self._add(f"{_clock(element)} ", PLAIN)
        elif tag in _BLOCKS:
            self._block(element, tag, _shape(tag, style, base), depth)
        else:
            self._inside(element, _shape(tag, style, base), depth)

    def end_line(self, *, blank: bool = False) -> None:
        """Close the line that is being gathered; with `blank`, an empty one counts too."""
        runs = [(_BLANKS.sub(" ", words), shape) for words, shape in self._runs]
        line = styled_line(runs, self._heading)
        if not line.blank or (blank and self.lines):
            self.lines.append(Line(line.text.strip(), line.strong, line.rest, line.bold, line.heading))
        self._runs = []

    def _style(self, element: Element) -> str:
        named = " ".join(self._classes.get(name, "") for name in (element.get("class") or "").split()[:20])
        return f"{named};{element.get('style') or ''}"

    def _add(self, words: str, shape: tuple[bool, bool]) -> None:
        self._runs.append((words, shape))

    def _inside(self, element: Element, shape: tuple[bool, bool], depth: int) -> None:
        self._add(element.text or "", shape)
        for child in element:
            self.walk(child, shape, depth + 1)
            self._add(child.tail or "", shape)

    def _block(self, element: Element, tag: str, shape: tuple[bool, bool], depth: int) -> None:
        self.end_line()
        outer, self._heading = self._heading, int(tag[1]) if re.fullmatch("h[1-6]", tag) else self._heading
        if tag == "pre":
            for line in "".join(element.itertext()).split("\n"):
                self.lines.append(Line(line.rstrip()))
        else:
            self._inside(element, PLAIN if self._heading else shape, depth)
        self.end_line()
        self._heading = outer
        if tag in _PARAGRAPHS:
            self.lines.append(Line())

    def _table(self, table: Element, base: tuple[bool, bool], depth: int) -> None:
        self.end_line()
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in _rows(table)]
        nested = next(table.iterdescendants("table"), None) is not None
        if nested or all(len(row) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    self._inside(cell, base, depth + 1)
                    self.end_line()
            return
        self.lines += [Line(cells=tuple(self._cell(cell, depth) for cell in row)) for row in rows if row]
        self.lines.append(Line())

    def _cell(self, cell: Element, depth: int) -> str:
        inner = _Page(self._classes)
        inner._inside(cell, PLAIN, depth + 1)
        inner.end_line()
        self.warnings += inner.warnings
        return "\n".join(line.text for line in inner.lines if not line.blank)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _left_out(element: Element, tag: str, style: str) -> str:
    """Return what an element is that does not belong to the running text; nothing for one that does."""
    if element.get("hidden") is not None or _HIDDEN.search(style):
        return "hidden text"
    if notes := _NOTES.search(style):
        return f"{notes[1].lower()}s"
    if tag == "div" and element.get("title") in ("header", "footer"):
        return f"page {element.get('title')}"
    return _ASIDE.get(tag, "")


def _shape(tag: str, style: str, base: tuple[bool, bool]) -> tuple[bool, bool]:
    bold, italic = base[0] or tag in (*_BOLD, "dt"), base[1] or tag in _ITALIC
    if weight := _WEIGHT.search(style):
        bold = weight[1].lower() == "bold" or (weight[1].isdigit() and weight[1] >= "600")
    if slant := _SLANT.search(style):
        italic = slant[1].lower() != "normal"
    return bold, italic


def _clock(element: Element) -> str:
    """Return the time of an oTranscribe mark between brackets, to the millisecond."""
    try:
        milli = round(float(element.get("data-timestamp", "")) * 1000)
    except (ValueError, OverflowError):
        return fold("".join(element.itertext()))
    if not 0 <= milli < 360_000_000:
        return fold("".join(element.itertext()))
    return f"[{milli // 3_600_000:02}:{milli // 60_000 % 60:02}:{milli // 1000 % 60:02}.{milli % 1000:03}]"

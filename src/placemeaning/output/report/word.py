"""The report as a Word file, for those who edit: headings, tables and quotes with styles of their own."""
# mypy: disable-error-code="import-untyped"

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placemeaning.analysis.heat import ink_on, shade
from placemeaning.analysis.portraits import Meaning, Portrait, Quote
from placemeaning.output.drawing import Drawing
from placemeaning.output.map import located, svg_map
from placemeaning.output.report.content import Report

if TYPE_CHECKING:
    from docx.document import Document as WordFile

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAGS = {"nl": "nl-NL", "en": "en-GB", "uk": "uk-UA"}
_MARGIN, _WIDTH, _NAMES = 2.2, 16.6, 4.0  # centimetres, on A4
_MOST_COLUMNS = 14  # of the overview: more do not fit across a page


def save(report: Report, path: Path) -> None:
    """Write the report."""
    page = _Page(report)
    page.write()
    page.file.save(str(path))


class _Page:
    """A Word file that is being written."""

    def __init__(self, report: Report) -> None:
        from docx import Document

        self.report = report
        self.file: WordFile = Document()
        _set_up(self.file, report)

    def write(self) -> None:
        """Write all chapters."""
        report, file = self.report, self.file
        file.add_heading(_clean(report.title), 0)
        self.words(report.subtitle, "Subtitle")
        self.heading(report.say("study"), 1)
        for paragraph in report.description.split("\n\n"):
            self.words(paragraph)
        self.table([(name, value) for name, value in report.facts.items()])
        self.heading(report.say("how"), 1)
        for paragraph in report.how:
            self.words(paragraph)
        self.heading(report.say("codes"), 2)
        head = tuple(report.say(word) for word in ("meaning", "definition", "places"))
        self.table([head, *((label, definition, str(n)) for label, definition, n in report.codes)], head=True, widths=(4.8, 10.0, 1.8))
        self._map()
        self._overview()
        for portrait in report.portraits:
            self._place(portrait)
        self.words(report.made, "Caption")

    def heading(self, words: str, level: int) -> None:
        """Add a heading."""
        self.file.add_heading(_clean(words), level)

    def words(self, words: str, style: str | None = None) -> Any:
        """Add a paragraph, unless there is nothing in it."""
        return self.file.add_paragraph(_clean(words), style) if words.strip() else None

    def table(self, rows: Sequence[Sequence[str]], *, head: bool = False, widths: Sequence[float] = (), size: float = 9.5) -> Any:
        """Add a table; its first row is repeated on every page where it is a head; `widths` in centimetres, `size` in points."""
        from docx.shared import Cm, Pt

        if not rows:
            return None
        table = self.file.add_table(len(rows), len(rows[0]), "Light Grid Accent 1" if head else "Table Grid")
        table.autofit = not widths
        for column, width in zip(table.columns, widths, strict=False):
            column.width = Cm(width)
        for cells, row in zip(table.rows, rows, strict=True):
            for number, (cell, value) in enumerate(zip(cells.cells, row, strict=True)):
                cell.paragraphs[0].add_run(_clean(str(value))).font.size = Pt(size)
                if widths:
                    cell.width = Cm(widths[number])
        if head:
            _repeat(table.rows[0])
        self.file.add_paragraph()
        return table

    def picture(self, data: bytes, described: str, width: float) -> None:
        """Add a picture with its description for who cannot see it; `width` in centimetres."""
        from docx.shared import Cm

        shape = self.file.add_picture(io.BytesIO(data), width=Cm(width))
        shape._inline.docPr.set("descr", _clean(described))

    def _map(self) -> None:
        report = self.report
        places = [one.place for one in report.portraits]
        there = located(places)
        self.heading(report.say("map"), 1)
        if there:
            told = report.say("map told", n=len(there), names=", ".join(one.name for one in there))
            self.picture(Drawing(svg_map(places, told=told), told).png(2), told, _WIDTH)
        for place in places:
            self.words(place.name, "List Number")

    def _overview(self) -> None:
        report, matrix = self.report, self.report.matrix
        self.heading(report.say("overview"), 1)
        self.words(report.say("matrix told"))
        greatest, labels = matrix.greatest(), matrix.column_labels
        for first in range(0, len(labels), _MOST_COLUMNS):
            part = labels[first : first + _MOST_COLUMNS]
            figures = [[float(value) for value in row[first : first + _MOST_COLUMNS]] for row in matrix.to_numpy()]
            rows = [(label, *(f"{value:g}" for value in row)) for label, row in zip(matrix.row_labels, figures, strict=True)]
            widths = (_NAMES, *[(_WIDTH - _NAMES) / len(part)] * len(part))
            table = self.table([("", *part), *rows], head=True, widths=widths, size=7.5)
            for cells, row in zip(table.rows[1:], figures, strict=True):
                for cell, value in zip(cells.cells[1:], row, strict=True):
                    _colour(cell, shade(value, greatest) if value else "#f6f6f4")
        self.words(matrix.note, "Caption")

    def _place(self, portrait: Portrait) -> None:
        report = self.report
        self.file.add_page_break()  # type: ignore[no-untyped-call]
        self.heading(portrait.place.name, 1)
        self.words(report.where(portrait), "Subtitle")
        self._picture_of(portrait)
        self.heading(report.say("who"), 2)
        self.words(report.who_spoke(portrait))
        if portrait.few:
            self.words(f"⚠ {report.say('few')}", "Intense Quote")
        if portrait.barred:
            self.words(report.say("barred", n=portrait.barred), "Caption")
        self.heading(report.say("meanings"), 2)
        if not portrait.meanings:
            self.words(report.say("nothing"))
        for one in portrait.meanings:
            self._meaning(portrait, one)
        self._voices(portrait)
        for name, quotes in (("helps", portrait.helps), ("hinders", portrait.hinders)):
            if quotes:
                self.heading(report.say(name), 2)
                for quote in quotes:
                    self._quote(portrait, quote)

    def _picture_of(self, portrait: Portrait) -> None:
        found = self.report.pictures.get(portrait.place.id)
        if found is None:
            return
        if found.data is None:
            self.words(self.report.say("picture missing", file=found.file), "Caption")
        else:
            self.picture(found.data, self.report.say("picture", place=portrait.place.name), 12.0)

    def _meaning(self, portrait: Portrait, one: Meaning) -> None:
        report = self.report
        self.heading(one.label, 3)
        said = report.say("of", n=one.people, base=one.base) if one.people else ""
        passages = report.say("passages", n=one.passages) if one.people else report.say("of nobody", n=one.passages)
        self.words(", ".join(part for part in (said, passages) if part), "Caption")
        self.words(one.summary)
        for quote in one.quotes:
            self._quote(portrait, quote)
        if not one.quotes:
            self.words(report.say("no quote"), "Caption")

    def _quote(self, portrait: Portrait, quote: Quote) -> None:
        report = self.report
        paragraph = self.file.add_paragraph(style="Quote")
        run = paragraph.add_run(f"“{_clean(quote.words)}”")
        _speak(run, quote.language)
        paragraph.add_run(f"\n{_clean(report.speaker(quote, portrait))} · {_clean(quote.source)}").italic = False

    def _voices(self, portrait: Portrait) -> None:
        if not portrait.voices:
            return
        report = self.report
        self.heading(report.say("voices"), 2)
        self.words(report.say("voices how"))
        head = (report.say("meaning"), report.say("residents"), report.say("others"))
        rows = [
            (one.label, f"{round(100 * one.first / one.first_base)}% ({one.first} / {one.first_base})",
             f"{round(100 * one.second / one.second_base)}% ({one.second} / {one.second_base})")
            for one in portrait.voices
        ]  # fmt: skip
        self.table([head, *rows], head=True)
        for one in portrait.voices:
            for quote in one.quotes:
                self._quote(portrait, quote)


def _set_up(file: WordFile, report: Report) -> None:
    """Set paper, letters and language; the styles are Word's own, so that they are easy to change."""
    from docx.shared import Cm, Pt, RGBColor

    section = file.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(_MARGIN)
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Quote", "Caption"):
        style = file.styles[name]
        style.font.name = "Arial"
        _fonts(style)
        style.font.color.rgb = RGBColor.from_string("1D6083" if name.startswith(("Heading", "Title")) else "1B2A33")
    file.styles["Normal"].font.size = Pt(10.5)
    file.styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    _speak(file.styles["Normal"], report.language)
    file.core_properties.title, file.core_properties.author = _clean(report.title)[:255], "placemeaning"
    file.core_properties.language = _TAGS[report.language]


def _fonts(style: Any) -> None:
    """Use the same letters for every script: the styles of headings name a theme's letters first."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), "Arial")


def _speak(what: Any, language: str) -> None:
    """Say in which language words are, so that a spelling checker and a screen reader know."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = what.element.get_or_add_rPr() if hasattr(what.element, "get_or_add_rPr") else what._r.get_or_add_rPr()
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), _TAGS.get(language, "nl-NL"))
    properties.append(spoken)


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _colour(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour.lstrip("#"))
    cell._tc.get_or_add_tcPr().append(shade)
    for run in cell.paragraphs[0].runs:
        run.font.color.rgb = RGBColor.from_string(ink_on(colour).lstrip("#").upper())
        run.font.bold = False


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)

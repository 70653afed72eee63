"""Invented transcripts, written as people make them before the readers were looked at, and the turns that a person reads in them.

A file in data/layouts_unseen holds cases: ``=== what it shows (ending)``, the content, ``---``, and a line a turn:
``seconds label (role): words``. ``–`` is no label, ``?`` any role, ``*`` any time; a line that begins with ``~`` may be a turn
without a label or be left out, ``#`` is the heading above what follows.
"""

from __future__ import annotations

import html
import re
import textwrap
import zipfile
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import docx

import placemeaning as pm
from pdf_files import column, write_pdf
from placemeaning.model.document import Document
from placemeaning.model.text import fold

FOLDER = Path(__file__).parent / "data" / "layouts_unseen"
_GOLD = re.compile(r"(?:(?P<time>[\d.]+|\*) )?(?P<label>.+?)(?: \((?P<role>[a-z?]+)\))?: (?P<words>.*)")
_MARK = re.compile(r"(\*\*.+?\*\*|\*.+?\*)")


@dataclass(frozen=True)
class Said:
    """A turn: who, what, and where known as what and when; a role of "?" and a time of "*" are not asked for."""

    label: str | None
    words: str
    role: str | None = "?"
    time: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Case:
    """A transcript, its ending, its turns, and texts that need not be a turn."""

    name: str
    ending: str
    content: str
    gold: tuple[Said, ...]
    beside: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the case shows, with its ending."""
        return f"{self.name} ({self.ending})"


def cases() -> list[Case]:
    """Return the cases of all files."""
    return [_case(part) for file in sorted(FOLDER.glob("*.txt")) for part in file.read_text("utf-8").split("=== ")[1:]]


def _case(part: str) -> Case:
    title, _, rest = part.partition("\n")
    content, _, gold = rest.rpartition("\n---\n")
    name, _, ending = title.rpartition(" (")
    turns: list[Said] = []
    beside: list[str] = []
    heading = ""
    for line in gold.split("\n"):
        if line.startswith("~"):
            beside.append(line[1:])
        elif line.startswith("# "):
            heading = line[2:]
        elif line:
            found = _GOLD.fullmatch(line)
            assert found, line
            label = None if found["label"] == "–" else found["label"]
            turns.append(Said(label, found["words"], found["role"], found["time"] or "", heading))
    return Case(name, ending.rstrip(")"), content + "\n", tuple(turns), tuple(beside))


def written(case: Case, folder: Path) -> Path:
    """Write the case as the file that it describes."""
    path = folder / f"gesprek.{case.ending}"
    lines = case.content.strip("\n").split("\n")
    if case.ending == "docx":
        _word(lines).save(path)
    elif case.ending == "odt":
        _opendocument(lines, path)
    elif case.ending == "pdf":
        write_pdf(path, [column([cut for line in lines for cut in textwrap.wrap(_larger(line), 80)])])
    else:
        path.write_text(case.content, "utf-8")
    return path


def _larger(line: str) -> str:
    return "#" + line[2:] if line.startswith("# ") else line


def _word(lines: list[str]) -> docx.document.Document:
    page = docx.Document()
    table = None
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            table = None
        elif table is None:
            table = page.add_table(0, len(cells))
        if table is not None:
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
        elif line.startswith("#"):
            marks, _, title = line.partition(" ")
            page.add_heading(title, len(marks))
        else:
            paragraph = page.add_paragraph()
            for piece in _MARK.split(line.replace("<br>", "\n")):
                run = paragraph.add_run(piece.strip("*"))
                run.bold, run.italic = piece.startswith("**"), piece.startswith("*") and not piece.startswith("**")
    return page


def _opendocument(lines: list[str], path: Path) -> None:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties fo:font-{what}="{name}"/></style:style>'
        for name, what in (("bold", "weight"), ("italic", "style"))
    )
    body = ""
    for line in lines:
        pieces = [html.escape(piece.strip("*")).replace("\t", "<text:tab/>") for piece in _MARK.split(line)]
        names = ["bold" if piece.startswith("**") else "italic" if piece.startswith("*") else "" for piece in _MARK.split(line)]
        spans = [
            f'<text:span text:style-name="{name}">{piece}</text:span>' if name else piece for name, piece in zip(names, pieces, strict=True)
        ]
        body += f"<text:p>{''.join(spans)}</text:p>"
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"))
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        content = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        archive.writestr("content.xml", f"<office:document-content{spaces}>{content}</office:document-content>")


def turns(document: Document, case: Case) -> list[Said]:
    """Return what came in, without the texts that need not be a turn."""
    found = [
        Said(
            turn.speaker or None,
            fold(turn.span.of(document.text)),
            turn.role,
            "" if turn.seconds is None else f"{turn.seconds:g}",
            turn.section or "",
        )
        for turn in document.turns
    ]
    return [said for said in found if said.label or said.words not in case.beside]


def right(case: Case, found: list[Said]) -> tuple[int, int, int]:
    """Return how many turns of the gold have the right speaker and words, of these the right role, and the right time."""
    keys = [[(said.label, said.words) for said in side] for side in (case.gold, found)]
    blocks = SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks()
    pairs = [(case.gold[block.a + step], found[block.b + step]) for block in blocks for step in range(block.size)]
    return (
        len(pairs),
        sum(gold.role in ("?", said.role) for gold, said in pairs),
        sum(gold.time in ("*", said.time) for gold, said in pairs),
    )


def shown(said: list[Said] | tuple[Said, ...]) -> str:
    """Return the turns, one a line."""
    return "\n".join(
        f"{turn.time or '-'} {turn.label or '–'} ({turn.role}) {turn.heading and '#' + turn.heading + ' '}{turn.words}" for turn in said
    )


def brought_in(case: Case, folder: Path) -> tuple[Document, list[str]]:
    """Import the case into a new study, as a researcher does, and return its document and the warnings."""
    project = pm.new_project(folder / "study")
    report = project.import_files(written(case, folder))
    assert report["outcome"].tolist() == ["imported"], report["warnings"].tolist()
    return project.document("gesprek"), report["warnings"][0].split("\n")

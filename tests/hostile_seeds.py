"""Small files of every format that comes in, each with everything its reader looks at: what mutations start from."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pdf_files import column, write_pdf

REPOSITORY = Path(__file__).resolve().parent.parent
TURNS = [
    ("Interviewer", "Waar komt u graag?"),
    ("Bewoner", "Bij het kanaal, één keer per week, met de hond (lacht)."),
    ("Interviewer", "Waarom daar?"),
    ("Bewoner", "Rust. Ik ken er iedereen, en ’s avonds is het stil."),
    ("Interviewer", "Hoe lang woont u hier al?"),
    ("Bewoner", "Negen jaar, sinds 2015. Daarvoor aan de Dorpsstraat."),
]
TALK = "\n".join(f"{who}: {words}" for who, words in TURNS)
HEADER = "Gesprek bij het kanaal\n\nDatum: 12 maart 2024\nI = interviewer, B = bewoner\n\n"
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OPEN = " ".join(
    f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for one, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"))
)
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class Seed:
    """A whole file; of a zip package its parts too, so that they can be changed and packed again."""

    name: str
    data: bytes
    parts: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def ending(self) -> str:
        return Path(self.name).suffix


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a zip package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def seed(name: str, data: bytes | str) -> Seed:
    """Return a seed, with its parts where it is a zip package."""
    data = data.encode() if isinstance(data, str) else data
    if not data.startswith(b"PK\x03\x04"):
        return Seed(name, data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return Seed(name, data, {one: archive.read(one) for one in archive.namelist()})


def small_seeds() -> list[Seed]:
    """Return a small file of each format."""
    return [
        seed("praat.txt", HEADER + TALK),
        seed("utf16.txt", (HEADER + TALK).encode("utf-16")),
        seed("latin.txt", (HEADER + TALK).encode("cp1252")),
        seed("розмова.txt", "І: Де ви живете?\nР: У Львові, біля ґанку.\nІ: Чому?\nР: Бо тихо.\n".encode("cp1251")),
        seed("koppen.md", "# Gesprek\n\n" + "\n\n".join(f"## {who}\n\n**{words[:4]}**{words[4:]}" for who, words in TURNS)),
        seed("observatie.txt", "# Observatie\nTijd: 10.00\n\n## Wat ik zie\n\nEen bankje, twee mensen.\n\n## Wat ik denk\n\nHet is hier fijn.\n"),
        seed("kaart.md", "# Gesprekskaart\n\nVerteller: p1\n\n## Waardevol\n\nHet water.\n\n## Helpt\n\nDe buren.\n\n## Belemmert\n\nHet verkeer.\n\n## Samenhang\n\nAlles.\n"),
        seed("woord.docx", word()),
        seed("open.odt", open_document()),
        seed("plat.fodt", _flat()),
        seed("rijk.rtf", rich_text()),
        seed("blad.pdf", _pdf()),
        seed("bladzijde.html", page()),
        seed("beelden.vtt", "WEBVTT\n\nNOTE Opname\n\n" + _cues("{} --> {}\n<v {}>{}</v>\n", ".")),
        seed("ondertitels.srt", _cues("{n}\n{} --> {}\n{}: {}\n", ",")),
        seed("opname.otr", json.dumps({"text": "<p>" + "<br />".join(f'<span class="timestamp" data-timestamp="{6.4 * n}">0:06</span><b>{who}</b>: {words}' for n, (who, words) in enumerate(TURNS)) + "</p>", "media": "3.mp3", "media-time": 12.3})),
        seed("whisper.json", json.dumps({"text": TALK, "segments": _segments()})),
        seed("azure.json", json.dumps({"recognizedPhrases": [{"offsetInTicks": 10**7 * n, "speaker": n % 2, "nBest": [{"display": words}]} for n, (_, words) in enumerate(TURNS)]})),
        seed("whisper.tsv", "start\tend\ttext\n" + "".join(f"{n * 4000}\t{n * 4000 + 3900}\t{words}\n" for n, (_, words) in enumerate(TURNS))),
        seed("tabel.csv", "tijd;spreker;tekst\n" + "".join(f'00:0{n}:00;{who};"{words}"\n' for n, (who, words) in enumerate(TURNS))),
        seed("tabel.xlsx", _workbook([["Tijd", "Spreker", "Tekst"], *([f"00:0{n}:00", *turn] for n, turn in enumerate(TURNS))])),
        seed("enquete.csv", "Tijdstempel,E-mailadres,Waar komt u graag en waarom?,Leeftijd\n" + "".join(f'2024/03/1{n} 10:22,x{n}@example.org,"{words}",{30 + n}\n' for n, (_, words) in enumerate(TURNS))),
        seed("enquete.xlsx", _workbook([["ID", "Begintijd", "Naam", "Waar komt u graag en waarom?"], *([n, f"2024-03-1{n}", "Els", words] for n, (_, words) in enumerate(TURNS, 1))])),
        seed("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Worddocument".encode("utf-16-le")),
    ]  # fmt: skip


def real_seeds(most: int = 60_000) -> list[Seed]:
    """Return the originals of the example study, and the samples that lie beside the repository where they are there."""
    import os

    folders = (REPOSITORY / "data/raw", Path(os.environ.get("PLACEMEANING_SAMPLES") or REPOSITORY.parent / "shared" / "samples"))
    files = [file for folder in folders if folder.is_dir() for file in sorted(folder.rglob("*")) if file.is_file()]
    wanted = (".txt", ".md", ".docx", ".odt", ".vtt", ".srt", ".otr", ".json", ".tsv", ".csv", ".xlsx", ".pdf")
    chosen = [file for file in files if file.suffix in wanted and file.stat().st_size <= most and "gold" not in file.parts]
    return [seed(file.name, file.read_bytes()) for file in chosen if file.name != "documents.csv"]


def word(body: str = "") -> bytes:
    """Return a Word file with labels, a table, notes, comments and tracked changes, or with another body."""
    turns = "".join(f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{who}</w:t></w:r><w:r><w:t> {words}</w:t></w:r></w:p>" for who, words in TURNS)
    table = "".join(
        f"<w:tr><w:tc><w:p><w:r><w:t>{who}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc></w:tr>"
        for who, words in TURNS[:2]
    )
    changed = '<w:p><w:ins w:author="A"><w:r><w:t>Bewoner: erbij.</w:t></w:r></w:ins><w:del><w:r><w:delText>weg</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="1"/><w:sym w:char="F04A"/><w:tab/></w:r></w:p>'
    title = '<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>Gesprek</w:t></w:r></w:p>'
    note = '<w:{0}s {1}><w:{0} w:id="1" w:author="Anna"><w:p><w:r><w:t>noot</w:t></w:r></w:p></w:{0}></w:{0}s>'
    kinds = ("styles", "footnotes", "comments", "header")
    related = "".join(f'<Relationship Id="r{n}" Type="{_RELATIONS}/{kind}" Target="{kind}.xml"/>' for n, kind in enumerate(kinds))
    relations = '{}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    return packed({
        "[Content_Types].xml": f'{_DECLARED}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": relations.format(_DECLARED, f'<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": f"{_DECLARED}<w:document {_WORD}><w:body>{body or title + turns + changed + f'<w:tbl>{table}</w:tbl>'}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations.format(_DECLARED, related),
        "word/styles.xml": f'{_DECLARED}<w:styles {_WORD}><w:style w:styleId="H"><w:name w:val="heading 1"/><w:basedOn w:val="N"/></w:style><w:style w:styleId="N"><w:name w:val="Normal"/></w:style></w:styles>',
        "word/footnotes.xml": _DECLARED + note.format("footnote", _WORD),
        "word/comments.xml": _DECLARED + note.format("comment", _WORD),
        "word/header.xml": f"{_DECLARED}<w:hdr {_WORD}><w:p><w:r><w:t>kop</w:t></w:r></w:p></w:hdr>",
    })  # fmt: skip


def open_document(body: str = "") -> bytes:
    """Return an OpenDocument text."""
    return packed({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": _content(body),
        "styles.xml": f'{_DECLARED}<office:document-styles {_OPEN}><office:styles><style:style style:name="H" style:display-name="Heading 1" style:family="paragraph"/></office:styles></office:document-styles>',
        "META-INF/manifest.xml": f"{_DECLARED}<manifest/>",
    })  # fmt: skip


def _content(body: str = "", root: str = "document-content") -> str:
    turns = "".join(
        f'<text:p><text:span text:style-name="B">{who}:</text:span> {words}<text:s text:c="3"/></text:p>' for who, words in TURNS
    )
    note = '<text:p>Bewoner: Ja.<text:note text:note-class="footnote"><text:note-body><text:p>noot</text:p></text:note-body></text:note></text:p>'
    table = "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    body = body or f'<text:h text:outline-level="1">Gesprek</text:h>{turns}{note}{table}'
    return f"{_DECLARED}<office:{root} {_OPEN}><office:body><office:text>{body}</office:text></office:body></office:{root}>"


def _flat() -> str:
    return _content(root="document")


def rich_text(body: str = "") -> str:
    """Return an RTF file."""
    turns = "".join(rf"{{\b {who}:}} {words}\par".replace("é", r"\'e9").replace("’", r"\u8217?") + "\n" for who, words in TURNS)
    table = r"\trowd\cellx1000\cellx9000\intbl a\cell b\cell\row\pard "
    return (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}{\header kop\par}\pard "
        + (body or turns + table + r"{\footnote noot}")
        + "}"
    )


def page(body: str = "") -> str:
    """Return a web page."""
    turns = "".join(f"<p><b>{who}:</b> {words}</p>\n" for who, words in TURNS)
    table = "<table><tr><td>a</td><td>b</td></tr></table>"
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Gesprek</title><style>.c1{{font-weight:700}}</style></head><body><nav>menu</nav>{body or turns + table}</body></html>'


def _cues(shape: str, comma: str) -> str:
    return "\n".join(
        shape.format(f"00:00:{n * 5:02}{comma}000", f"00:00:{n * 5 + 4:02}{comma}500", who, words, n=n + 1)
        for n, (who, words) in enumerate(TURNS)
    )


def _segments() -> list[dict[str, object]]:
    return [
        {
            "id": n,
            "start": n * 4.0,
            "end": n * 4.0 + 3.5,
            "speaker": who,
            "text": words,
            "words": [{"word": word, "start": n * 4.0, "end": n * 4.0 + 1} for word in words.split()],
        }
        for n, (who, words) in enumerate(TURNS)
    ]


def _pdf() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        lines = [f"*{who}:* {words}".replace("’", "'") for who, words in TURNS]
        return write_pdf(Path(folder) / "a.pdf", [column(["#Gesprek", "", *lines]), column(lines)]).read_bytes()


def _workbook(rows: list[list[object]]) -> bytes:
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()

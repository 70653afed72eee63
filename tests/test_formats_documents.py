"""OpenDocument, RTF, web pages, oTranscribe and old Word: the same small conversation in each, and what stands around it."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from placemeaning.errors import IntakeError, UnknownFormat
from placemeaning.intake import freeze, read
from placemeaning.model.text import fold
from samples import samples

TURNS = [
    ("Interviewer", "Waar komt u graag?"),
    ("Bewoner", "Bij het kanaal 😀, één keer per week."),
    ("Interviewer", "Waarom?"),
    ("Bewoner", "Rust."),
]


def written(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def brought_in(path: Path) -> tuple[list[tuple[str | None, str]], list[str]]:
    document, warnings = freeze(read(path))
    return [(turn.speaker, fold(turn.span.of(document.text))) for turn in document.turns], warnings


NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office",
        "text": "text",
        "style": "style",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }.items()
)
BOLD = '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
HIDDEN = '<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>'


def odt(folder: Path, body: str, name: str = "a.odt", extra: dict[str, str] | None = None) -> Path:
    content = (
        f'<office:document-content {NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:automatic-styles>{BOLD}{HIDDEN}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for part, data in {"content.xml": content, **(extra or {})}.items():
            archive.writestr(part, data)
    return folder / name


def test_opendocument_with_everything_in_it(tmp_path: Path) -> None:
    path = odt(
        tmp_path,
        """<text:tracked-changes><text:changed-region><text:deletion><text:p>geschrapt</text:p></text:deletion></text:changed-region>
        </text:tracked-changes><text:h text:outline-level="1">Gesprek</text:h>
        <text:p><text:span text:style-name="T1">Interviewer</text:span> Waar <text:change-start/>komt<text:change-end/> u
          graag?<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>op zondag</text:p>
          </text:note-body></text:note></text:p>
        <text:p><text:span text:style-name="T1">Bewoner</text:span><text:s text:c="3"/>Bij het kanaal 😀,<office:annotation>
          <dc:creator>Anna</dc:creator><text:p>welk?</text:p></office:annotation> één<text:span text:style-name="T2">geheim</text:span> keer per week.</text:p>
        <text:p><text:span text:style-name="T1">Interviewer</text:span> Waarom?</text:p>
        <text:p><text:span text:style-name="T1">Bewoner</text:span> Rust.<draw:frame><draw:text-box><text:p>kader</text:p></draw:text-box></draw:frame></text:p>""",
    )
    turns, warnings = brought_in(path)
    assert turns == TURNS
    assert warnings[:4] == [
        "footnote left out: op zondag",
        "comment of Anna left out: welk?",
        "hidden text left out: geheim",
        "text box left out: kader",
    ]


def test_opendocument_table_is_a_transcript(tmp_path: Path) -> None:
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{who}</text:p></table:table-cell><table:table-cell><text:p>{words}</text:p>"
        "</table:table-cell></table:table-row>"
        for who, words in TURNS
    )
    assert brought_in(odt(tmp_path, f"<table:table>{rows}</table:table>"))[0] == TURNS


def test_opendocument_with_a_password_and_entities(tmp_path: Path) -> None:
    locked = odt(tmp_path, "", extra={"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"})
    with pytest.raises(IntakeError, match=r"a\.odt: the file has a password"):
        read(locked)
    with zipfile.ZipFile(tmp_path / "b.odt", "w") as archive:
        archive.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>')
    with pytest.raises(IntakeError, match=r"b\.odt: content\.xml"):
        read(tmp_path / "b.odt")


RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fswiss\fcharset204 Arial;}}{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}}{\header kop van de pagina\par}{\*\generator Riched20;}"
    r"\pard\s1 Gesprek\par\pard\plain {\b Interviewer:} Waar {\deleted kwam }komt u graag?{\footnote op zondag}\par"
    r"{\b Bewoner:} Bij het kanaal \u-10179?\u-8704?, \'e9\'e9n keer per week.{\*\annotation welk?}\par"
    "\n" + r"{\b Interviewer:} Waarom?\line{\b Bewoner:} {\v geheim}Rust.\par}"
)


def test_rtf_with_everything_in_it(tmp_path: Path) -> None:
    turns, warnings = brought_in(written(tmp_path, "a.rtf", RTF))
    assert turns == TURNS
    assert warnings[:4] == [
        "page header left out: kop van de pagina",
        "footnote left out: op zondag",
        "comment left out: welk?",
        "hidden text left out: geheim",
    ]


def test_rtf_with_cyrillic_bytes_and_a_table(tmp_path: Path) -> None:
    cyrillic = "".join(f"\\'{byte:02x}" for byte in "Де ви живете?".encode("cp1251"))
    rows = r"\trowd\cellx1000\cellx9000\intbl І\cell " + cyrillic + r"\cell\row\trowd\intbl \u1056?\cell \u1059? Львові.\cell\row"
    text = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f1\fcharset204 Arial;}}\f1 "
        + rows.replace("І", r"\u1030?").replace("Львові", "".join(f"\\u{ord(one)}?" for one in "Львові"))
        + r"\pard\par}"
    )
    assert brought_in(written(tmp_path, "a.rtf", text))[0] == [("І", "Де ви живете?"), ("Р", "У Львові.")]


def test_rtf_that_never_ends_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"a\.rtf: this RTF file is built as no word processor does"):
        read(written(tmp_path, "a.rtf", "{\\rtf1 " + "{" * 5000))


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>Gesprek</title><style>.c1{{font-weight:700}} p{{color:red}}</style>
<script>var x = "geen tekst";</script></head><body><nav><a href="/">Home</a></nav><h1>Gesprek</h1>
<p><span class="c1">Interviewer:</span> Waar komt&nbsp;u
   graag?</p><p><b>Bewoner:</b> Bij het <i>kanaal</i> &#128512;, één keer<br> per week.</p>
<!-- weg --><p style="display:none">geheim</p><div><b>Interviewer:</b> Waarom?<br><b>Bewoner:</b> Rust.</div>
<footer>colofon</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_web_page_with_everything_in_it(charset: str, tmp_path: Path) -> None:
    turns, warnings = brought_in(written(tmp_path, "a.html", PAGE.format(charset=charset).encode(charset)))
    assert turns == TURNS
    assert warnings[:3] == ["navigation left out: Home", "hidden text left out: geheim", "page footer left out: colofon"]


def test_a_web_page_without_ending_is_known_by_what_it_is(tmp_path: Path) -> None:
    turns, warnings = brought_in(written(tmp_path, "a.doc", PAGE.format(charset="utf-8")))
    assert turns == TURNS
    assert "a.doc is web page, though its ending says '.doc'; it was read as what it is" in warnings


def test_deep_nesting_is_an_error_not_a_loss(tmp_path: Path) -> None:
    deep = "<html>" + "<div>" * 3000 + "I: Waar?" + "</div>" * 3000
    with pytest.raises(IntakeError, match=r"a\.html: "):
        read(written(tmp_path, "a.html", deep))


def test_otranscribe_times_to_the_millisecond(tmp_path: Path) -> None:
    def mark(seconds: float) -> str:
        return f'<span class="timestamp" contenteditable="false" data-timestamp="{seconds}">0:06</span>'

    text = f"<p>{mark(6.391)} <b>Interviewer</b>: Waar komt u graag?</p>{mark(3661.5)}&nbsp;Bewoner: Bij het kanaal &#128512;, één keer<br />per week.<br />"
    path = written(tmp_path, "a.otr", json.dumps({"text": text, "media": "3.mp3", "media-source": "", "media-time": 12.3}))
    document, warnings = freeze(read(path))
    assert [(turn.seconds, turn.speaker, fold(turn.span.of(document.text))) for turn in document.turns] == [
        (6.391, *TURNS[0]),
        (3661.5, *TURNS[1]),
    ]
    assert "the recording that it names: 3.mp3" in warnings


@pytest.mark.parametrize(
    ("data", "message"), [('{"media": "x"}', "not what oTranscribe writes"), ('{"text": "<p>', "damaged"), ("[" * 9000, "damaged")]
)
def test_otranscribe_that_is_none(data: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=rf"a\.otr: .*{message}"):
        read(written(tmp_path, "a.otr", data))


def test_old_word_says_to_save_it_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    for stream, message in (
        ("WordDocument", "an old Word file .* save it as .docx"),
        ("EncryptedPackage", "with a password"),
        ("Workbook", "save it as .xlsx"),
    ):
        with pytest.raises(UnknownFormat, match=rf"a\.doc: .*{message}"):
            read(written(tmp_path, "a.doc", start + stream.encode("utf-16-le")))


def test_another_programs_documents_come_in() -> None:
    for name, first in (("ID2.odt", None), ("ID1.docx", None), ("transcript.txt", "id1")):
        document, _ = freeze(read(samples("other_tools", "qualcoder_examples", name)))
        assert document.language == "en"
        assert len(document.turns) == {"ID1.docx": 3, "ID2.odt": 3, "transcript.txt": 7}[name]
        assert document.turns[0].speaker == first

"""Bytes and formats: encodings, files whose ending lies, Word files with everything in them, subtitles, and hostile files."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from placemeaning.errors import IntakeError, UnknownFormat
from placemeaning.intake import freeze, read
from placemeaning.intake.plain import decode
from placemeaning.model.text import fold

DUTCH = "I: Waar ligt het café, ‘bij’ de Oekraïense kerk?\nR: Naast één zaak – écht waar.\n"
UKRAINIAN = "І: Де ви живете?\nР: У Львові, їжджу на ґанок біля під’їзду щодня.\n"


def turns(path: Path, **about: object) -> list[tuple[str | None, str]]:
    document, _ = freeze(read(path), **about)  # type: ignore[arg-type]
    return [(turn.speaker, fold(turn.span.of(document.text))) for turn in document.turns]


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_dutch_reads_the_same_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", DUTCH.replace("\n", "\r\n").encode(encoding))
    assert turns(path) == [("I", "Waar ligt het café, ‘bij’ de Oekraïense kerk?"), ("R", "Naast één zaak – écht waar.")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_ukrainian_reads_the_same_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", UKRAINIAN.encode(encoding))
    assert turns(path) == [("І", "Де ви живете?"), ("Р", "У Львові, їжджу на ґанок біля під’їзду щодня.")]


@pytest.mark.parametrize(
    ("data", "language", "words", "warning"),
    [
        ("caf\u00e9 één".encode("cp1252"), None, "café één", "Windows-1252"),
        ("Ще їду до міста".encode("cp1251"), None, "Ще їду до міста", "Windows-1251"),
        ("Так, І".encode("cp1251"), "uk", "Так, І", "Windows-1251"),
        ("één café".encode("utf-16-le"), None, "één café", "UTF-16"),
        ("één café, hè, coöperatie ".encode() + b"na\xefef", None, "één café, hè, coöperatie naïef", "1 bytes are not UTF-8"),
    ],
)
def test_a_guess_is_named(data: bytes, language: str | None, words: str, warning: str) -> None:
    text, warnings = decode(data, "a.txt", language)
    assert text == words
    assert len(warnings) == 1
    assert warning in warnings[0]


def test_utf8_is_no_guess() -> None:
    assert decode(DUTCH.encode(), "a.txt") == (DUTCH, [])


@pytest.mark.parametrize("text", ["", "   \n\t\n \u00a0\n", "\ufeff"])
def test_a_file_without_words_says_so(text: str, tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"leeg\.txt: there are no words in this file"):
        read(written(tmp_path, "leeg.txt", text.encode()))


def test_titles_without_words_say_so(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="nothing is said in this file"):
        freeze(read(written(tmp_path, "a.md", b"# Interview 3\n\nDatum: 3-5-2024\n")))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word file .* save it as .docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "one with a password"),
        ("a.mp3", b"ID3\x03\x00", "sound recording.* Transcribe it first"),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42", "video.* Transcribe it first"),
        ("a.png", b"\x89PNG\r\n", "a picture.*What can be read: Word \\(.docx, .docm\\), WebVTT"),
        ("a.txt", b"\x89PNG\r\n", "a picture"),
        ("a.xyz", b"hallo", "a file of the kind '.xyz'"),
        ("a.txt", bytes(range(256)) * 4, "binary data"),
        ("a.txt", b"\x00\x01\x02\xff" * 99, "binary data"),
    ],
)
def test_a_format_without_reader_says_what_to_do(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=message):
        read(written(tmp_path, name, data))


def test_a_missing_file_and_a_folder_say_so(tmp_path: Path) -> None:
    for path in (tmp_path / "weg.txt", tmp_path):
        with pytest.raises(IntakeError, match=f"{path.name}: there is no such file"):
            read(path)


def word_file(folder: Path, name: str = "a.docx") -> Path:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "vertrouwelijk"
    document.add_heading("Gesprek over het kanaal", 1)
    document.add_paragraph("Datum: 12 maart 2024")
    for label, words in (("Interviewer", " Waar loopt u graag?"), ("Bewoner", "\tBij het kanaal.")):
        paragraph = document.add_paragraph()
        paragraph.add_run(label).bold = True
        paragraph.add_run(words)
    document.add_paragraph("Daar is het stil.")
    document.add_heading("Thuis", 2)
    paragraph = document.add_paragraph()
    paragraph.add_run("Interviewer").bold = True
    paragraph.add_run(" En thuis?").add_break()
    paragraph.add_run("Of op het werk?")
    paragraph = document.add_paragraph()
    paragraph.add_run("Bewoner").bold = True
    paragraph.add_run(" Ook.")
    document.save(str(folder / name))
    return folder / name


def test_a_word_file_gives_turns_headings_title_and_date(tmp_path: Path) -> None:
    document, warnings = freeze(read(word_file(tmp_path)))
    assert document.text == (
        "Interviewer: Waar loopt u graag?\n\nBewoner: Bij het kanaal.\nDaar is het stil.\n\n## Thuis\n\n"
        "Interviewer: En thuis?\nOf op het werk?\n\nBewoner: Ook.\n"
    )
    assert (document.title, document.date) == ("Gesprek over het kanaal", "2024-03-12")
    assert warnings == ["page header left out: vertrouwelijk"]


def test_a_word_file_with_a_lying_ending_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = word_file(tmp_path).rename(tmp_path / "a.txt")
    raw = read(path)
    assert freeze(raw)[0].turns[0].speaker == "Interviewer"
    assert raw.warnings[-1] == "a.txt is Word, though its ending says '.txt'; it was read as what it is"


def test_text_that_is_called_docx_is_read_as_text(tmp_path: Path) -> None:
    raw = read(written(tmp_path, "a.docx", b"I: Hallo?\nR: Ja."))
    assert [line.text for line in raw.lines] == ["I: Hallo?", "R: Ja."]
    assert "it was read as text" in raw.warnings[0]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(folder: Path, body: str, **parts: str) -> Path:
    """Write a Word file by hand, with `body` inside the body element and further parts such as ``comments``."""
    path = folder / "hand.docx"
    kinds = "".join(f'<Relationship Id="r{kind}" Type="http://x/{kind}" Target="{kind}.xml"/>' for kind in parts)
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", relations.format(kinds))
        for kind, content in parts.items():
            archive.writestr(f"word/{kind}.xml", f"<w:{kind} {W}>{content}</w:{kind}>")
    return path


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_tracked_changes_are_as_accepted(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>nooit</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{r("altijd")}</w:ins>'
    moved = f"<w:moveFrom>{r(' weg')}</w:moveFrom><w:moveTo>{r(' hier')}</w:moveTo>"
    joined = p(r("En ook"), properties="<w:rPr><w:del/></w:rPr>") + p(r(" op zondag."))
    path = package(tmp_path, p(r("R: Ik kom "), deleted, inserted, moved, r(".")) + joined)
    assert turns(path) == [("R", "Ik kom altijd hier. En ook op zondag.")]


def test_what_stands_outside_the_text_is_listed(tmp_path: Path) -> None:
    path = package(
        tmp_path,
        p(r("R: Ik kom hier"), r("geheim", "<w:vanish/>"), '<w:r><w:footnoteReference w:id="2"/></w:r>', r(" graag.")),
        footnotes=f'<w:footnote w:type="separator">{p(r("---"))}</w:footnote><w:footnote w:id="2">{p(r("Zie de kaart."))}</w:footnote>',
        comments=f'<w:comment w:author="Anna">{p(r("mooi citaat"))}</w:comment>',
        footer=p(r("blad 1")),
    )
    raw = read(path)
    assert turns(path) == [("R", "Ik kom hier graag.")]
    assert list(raw.warnings) == [
        "hidden text left out: geheim",
        "footnote left out: Zie de kaart.",
        "comment of Anna left out: mooi citaat",
        "page footer left out: blad 1",
    ]


def test_links_fields_controls_and_odd_characters_are_read(tmp_path: Path) -> None:
    path = package(
        tmp_path,
        p(
            r("R: Ik las "),
            f"<w:hyperlink>{r('de krant')}</w:hyperlink>",
            "<w:r><w:instrText>PAGE</w:instrText></w:r>",
            f"<w:sdt><w:sdtPr/><w:sdtContent>{r(' in de')}</w:sdtContent></w:sdt>",
            "<w:r><w:t> e</w:t><w:noBreakHyphen/><w:t>bus</w:t><w:softHyphen/></w:r>",
            '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>',
        ),
    )
    assert turns(path) == [("R", "Ik las de krant in de e-bus□")]


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{''.join(p(r(line)) for line in cell.split('|'))}</w:tc>" for cell in cells) + "</w:tr>"


@pytest.mark.parametrize("titled", [True, False])
def test_a_table_of_turns_is_read_in_order(titled: bool, tmp_path: Path) -> None:
    rows = [row("0:03", "Anna", "Waar komt u?"), row("0:07", "Piet", "In de kerk.|En op straat."), row("0:09", "Anna", "Mooi.")]
    head = row("Tijd", "Spreker", "Tekst") if titled else ""
    path = package(tmp_path, p(r("Transcript")) + f"<w:tbl>{head}{''.join(rows)}</w:tbl>")
    document, _ = freeze(read(path))
    assert document.text == "[00:00:03] Anna: Waar komt u?\n\n[00:00:07] Piet: In de kerk.\nEn op straat.\n\n[00:00:09] Anna: Mooi.\n"
    assert [turn.speaker for turn in document.turns] == ["Anna", "Piet", "Anna"]


def test_a_table_of_fields_stands_above_the_talk(tmp_path: Path) -> None:
    table = f"<w:tbl>{row('Datum', '3 mei 2024')}{row('Plek', 'het kanaal')}{row('Naam interviewer', 'Anna')}</w:tbl>"
    document, _ = freeze(read(package(tmp_path, table + p(r("I: Hoe is het?")) + p(r("R: Goed.")))))
    assert document.other == {"header": {"Datum": "3 mei 2024", "Plek": "het kanaal", "Naam interviewer": "Anna"}}
    assert document.text == "I: Hoe is het?\n\nR: Goed.\n"


def test_a_transcript_inside_one_cell_is_read(tmp_path: Path) -> None:
    path = package(tmp_path, f"<w:tbl>{row('I: Hoe is het?|R: Goed.')}</w:tbl>")
    assert turns(path) == [("I", "Hoe is het?"), ("R", "Goed.")]


def test_styles_make_headings_and_labels(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="Kop2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Mijn"><w:name w:val="Mijn kop"/><w:basedOn w:val="Kop2"/></w:style>'
        '<w:style w:styleId="Vraag"><w:name w:val="Vraag"/><w:rPr><w:i/></w:rPr></w:style>'
    )
    kop, vraag = '<w:pStyle w:val="Mijn"/>', '<w:pStyle w:val="Vraag"/>'
    body = p(r("Wie er komt"), properties=kop) + p(r("Wie komt hier?"), properties=vraag) + p(r("Iedereen."))
    document, _ = freeze(read(package(tmp_path, p(r("Opening"), properties=kop) + p(r("Zo."), properties=vraag) + body, styles=styles)))
    assert "## Wie er komt\n\nVraag: Wie komt hier?\n\nAntwoord: Iedereen.\n" in document.text


def bomb(folder: Path, size: int) -> Path:
    path = folder / "bom.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w", force_zip64=True) as part:
        for _ in range(size // 1_000_000):
            part.write(b" " * 1_000_000)
    return path


def lying_bomb(folder: Path) -> Path:
    """Write a zip whose directory says that a part is small."""
    path = bomb(folder, 60_000_000)
    data = path.read_bytes()
    at = data.rindex(b"PK\x01\x02")
    path.write_bytes(data[: at + 24] + (1000).to_bytes(4, "little") + data[at + 28 :])
    return path


BOMBS = [
    (lambda folder: bomb(folder, 201_000_000), r"bom\.docx: unpacked it is larger than 200 MB"),
    (lambda folder: bomb(folder, 60_000_000), r"bom\.docx: word/document\.xml is larger than \d+ MB"),
    (lying_bomb, r"bom\.docx: the file is damaged"),
]


@pytest.mark.parametrize(("make", "message"), BOMBS)
def test_a_zip_bomb_is_not_unpacked(make: Callable[[Path], Path], message: str, tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=message):
        read(make(tmp_path))


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declaration", [LAUGHS, OUTSIDE])
def test_entities_are_refused(declaration: str, tmp_path: Path) -> None:
    path = tmp_path / "e.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"{declaration}<w:document {W}><w:body>{p(r('R: &c;'))}</w:body></w:document>")
    with pytest.raises(IntakeError, match=r"e\.docx: word/document\.xml declares a document type"):
        read(path)


def outcome(path: Path) -> str:
    try:
        freeze(read(path))
    except IntakeError as error:
        return str(error)
    return "read"


def test_a_damaged_word_file_is_read_or_is_one_clear_error(tmp_path: Path) -> None:
    whole = word_file(tmp_path).read_bytes()
    cuts = [whole[:cut] for cut in range(0, len(whole), 1999)]
    flips = [whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :] for at in range(0, len(whole), 997)]
    outcomes = [outcome(written(tmp_path, "kapot.docx", damaged)) for damaged in cuts + flips]
    assert [said for said in outcomes if said != "read" and "kapot.docx" not in said] == []
    assert len(cuts) <= sum(said != "read" for said in outcomes) < len(outcomes)


def test_deep_nesting_and_a_missing_part_are_errors(tmp_path: Path) -> None:
    deep = package(tmp_path, "<w:sdt>" * 5000 + "</w:sdt>" * 5000)
    with pytest.raises(IntakeError, match=r"hand\.docx"):
        read(deep)
    with zipfile.ZipFile(tmp_path / "leeg.docx", "w") as archive:
        archive.writestr("word/documents.txt", "niets")
    with pytest.raises(IntakeError, match="no text part"):
        read(tmp_path / "leeg.docx")


def test_other_zips_are_named(tmp_path: Path) -> None:
    for member, message in (
        ("xl/other.xml", "a damaged Excel workbook"),
        ("foto.jpg", "a zip archive, for .* Unpack it"),
        ("ppt/x.xml", "PowerPoint"),
    ):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(member, "x")
        with pytest.raises(UnknownFormat, match=message):
            read(written(tmp_path, "a.docx", buffer.getvalue()))


VTT = """WEBVTT - gesprek 3

NOTE gemaakt met een programma

STYLE
::cue { color: red }

1
00:00:01.500 --> 00:00:03.000 align:start
<v Anna de Vries>Waar komt u <i>graag</i></v>

00:00:03.000 --> 00:00:05.000
<v Anna de Vries>en waarom daar?</v>

00:05.250 --> 00:07.000
<v.luid R07>Bij Jan &amp; Piet, &lt;xxx&gt;</v>
<v Anna de Vries>Leuk!</v>

01:00:00.000 --> 01:00:02.000
<v Anna de Vries>Na een uur.
En nog wat.</v>
"""


def test_subtitles_with_voices_become_turns(tmp_path: Path) -> None:
    raw = read(written(tmp_path, "a.vtt", VTT.encode("utf-8-sig")))
    document, _ = freeze(raw)
    assert [(turn.seconds, turn.speaker, fold(turn.span.of(document.text))) for turn in document.turns] == [
        (1.5, "Anna de Vries", "Waar komt u graag en waarom daar?"),
        (5.25, "R07", "Bij Jan & Piet, <xxx>"),
        (5.25, "Anna de Vries", "Leuk!"),
        (3600.0, "Anna de Vries", "Na een uur. En nog wat."),
    ]
    assert list(raw.warnings) == [
        "left out, since it is no subtitle: gesprek 3",
        "left out, since it is no subtitle: NOTE gemaakt met een programma",
        "left out, since it is no subtitle: STYLE ::cue { color: red }",
    ]


def test_subtitles_without_voices_are_joined_into_sentences(tmp_path: Path) -> None:
    cues = [("00:01", "00:03", "Ik kom hier"), ("00:03", "00:05", "elke dag."), ("00:05", "00:06", "Om 12:30"), ("00:09", "00:10", "uur.")]
    text = "WEBVTT\n\n" + "\n\n".join(f"{start}.000 --> {stop}.000\n{words}" for start, stop, words in cues)
    document, warnings = freeze(read(written(tmp_path, "a.vtt", text.encode())))
    assert document.text == "[00:00:01] Ik kom hier elke dag.\n\n[00:00:05] Om 12:30\n\n[00:00:09] uur.\n"
    assert "no speakers were recognised" in warnings[0]


def test_subtitles_with_labels_in_the_words(tmp_path: Path) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nINT: Waar komt\n\n2\n00:00:02,000 --> 00:00:03,000\nu graag?\n\n3\n00:00:04,000 --> 00:00:05,000\nRESP: Hier.\n"
    document, _ = freeze(read(written(tmp_path, "a.srt", text.replace("\n", "\r\n").encode())))
    assert document.text == "[00:00:01] INT: Waar komt u graag?\n\n[00:00:04] RESP: Hier.\n"


@pytest.mark.parametrize("text", ["WEBVTT", "WEBVTT\n\n", "WEBVTT\n\nNOTE niets\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"])
def test_subtitles_without_subtitles_say_so(text: str, tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"a\.vtt: there are no subtitles in this file"):
        read(written(tmp_path, "a.vtt", text.encode()))
    with pytest.raises(IntakeError, match=r"b\.txt: there are no subtitles in this file"):
        read(written(tmp_path, "b.txt", text.encode()))


def test_a_text_beyond_measure_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="too large for a transcript"):
        read(written(tmp_path, "a.txt", b"I: ja\n" * 4_000_000))


HOSTILE = {
    "blanks": "a" + " " * 200_000 + "b",
    "tabs": "a" + "\t" * 200_000 + "b",
    "brackets": "(" * 200_000 + "a",
    "labels in one line": "I: ja. R: nee. " * 15_000,
    "names in one line": "I: a\n" + "Ab: " * 50_000,
    "quotes": "I: a\nR: b\n" + '"' * 200_000 + " I: c",
    "numbers": "00:00:01 " * 20_000,
    "emphasis": "*" * 100_000 + "a",
    "as many names as lines": "\n".join(f"Naam{number}: ja" for number in range(5_000)),
    "blank lines": "a" + "\n" * 2_000_000 + "b",
    "cut words": "a\u00ad\n" * 20_000 + "b",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length(case: str, tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", HOSTILE[case].encode())
    begin = time.process_time()
    document, _ = freeze(read(path))
    freeze(read(path), kind="observation")
    assert document.turns
    assert time.process_time() - begin < 20


def test_too_many_lines_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"a\.txt: 120000 lines are too many for a transcript"):
        read(written(tmp_path, "a.txt", b"I: ja\n" * 120_000))

"""The largest and deepest files: bombs, a million lines, cells of megabytes, nesting without end."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator

from hostile_seeds import Seed, open_document, packed, page, rich_text, seed, word

_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
_CELL = '<c t="inlineStr"><is><t>{}</t></is></c>'


def nesting(depth: int, dice: random.Random) -> Seed:
    """Return a file in which things stand in things."""
    return seed(*dice.choice(_NESTINGS)(depth))


def many_lines(count: int, dice: random.Random) -> Seed:
    """Return a file of so many lines."""
    return seed(*dice.choice(_LINES)(count))


def huge_cell(size: int, dice: random.Random) -> Seed:
    """Return a file with one cell, line or word of so many characters."""
    return seed(*dice.choice(_CELLS)(dice.choice(_FILLINGS), size))


def zip_bomb(size: int, dice: random.Random) -> Seed:
    """Return a package that unpacks to much more than it is: one large part, or very many."""
    name, data = dice.choice(_BOMBS)(size)
    return Seed(name, data.encode() if isinstance(data, str) else data)


def monsters() -> Iterator[tuple[str, Callable[[], Seed]]]:
    """Yield the kind and the making of every large file, each of these builders once at its full size."""
    for number, build in enumerate(_NESTINGS):
        yield "deep nesting", lambda build=build, number=number: _numbered(build(400_000), number)
    for number, build in enumerate(_LINES):
        yield "many lines", lambda build=build, number=number: _numbered(build(1_000_000), number)
    for number, build in enumerate(_CELLS):
        for filling in (_FILLINGS[number % len(_FILLINGS)], _FILLINGS[(number + 5) % len(_FILLINGS)]):
            yield "huge cells", lambda build=build, number=number, filling=filling: _numbered(build(filling, 6_000_000), number)
    for filling in _FILLINGS:
        yield "huge cells", lambda filling=filling: seed("regel.txt", "I: ja\nR: nee\n" + _filled(filling, 1_000_000))
    for number, build in enumerate(_BOMBS):
        yield "zip bombs", lambda build=build, number=number: _numbered(build(60_000_000), number)


def _numbered(made: tuple[str, bytes | str], number: int) -> Seed:
    name, data = made
    return Seed(f"{number}-{name}", data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)


def _workbook(rows: str, **parts: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return packed({
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": _SHEET.format(rows),
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"/>',
        **parts,
    })  # fmt: skip


_NESTINGS: tuple[Callable[[int], tuple[str, bytes | str]], ...] = (
    lambda n: ("lijst.json", "[" * n + "]" * n),
    lambda n: ("object.json", '{"a":' * n + "1" + "}" * n),
    lambda n: ("stuk.otr", '{"text": "<p>' + "<b>" * n + 'I: ja", "media": "x"}'),
    lambda n: ("bladen.html", page("<div>" * n + "I: ja" + "</div>" * n)),
    lambda n: ("woorden.html", page("<p>" + "<b>" * n + "I: ja")),
    lambda n: ("tabellen.html", page("<table><tr><td>" * n + "I: ja" + "</td></tr></table>" * n)),
    lambda n: ("lijsten.html", page("<ul><li>" * n + "ja")),
    lambda n: ("groepen.rtf", rich_text("{" * n + "I: ja" + "}" * n)),
    lambda n: ("vet.rtf", rich_text(r"{\b\i " * n + "I: ja" + "}" * n)),
    lambda n: ("dicht.rtf", rich_text("}" * n + "I: ja")),
    lambda n: ("doos.docx", word("<w:sdt><w:sdtContent>" * n + "<w:p/>" + "</w:sdtContent></w:sdt>" * n)),
    lambda n: ("tabel.docx", word("<w:tbl><w:tr><w:tc>" * n + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * n)),
    lambda n: ("loop.docx", word("<w:p>" + "<w:ins>" * n + "<w:r><w:t>ja</w:t></w:r>" + "</w:ins>" * n + "</w:p>")),
    lambda n: ("deel.odt", open_document("<text:section>" * n + "<text:p>ja</text:p>" + "</text:section>" * n)),
    lambda n: ("span.odt", open_document("<text:p>" + "<text:span>" * n + "ja" + "</text:span>" * n + "</text:p>")),
    lambda n: ("tabel.odt", open_document("<table:table><table:table-row><table:table-cell>" * n + "</table:table-cell></table:table-row></table:table>" * n)),
    lambda n: ("rij.xlsx", _workbook("<row>" * n + "</row>" * n)),
    lambda n: ("noten.odt", open_document("<text:p>a" + "<text:note><text:note-body><text:p>b" * n + "</text:p></text:note-body></text:note>" * n + "</text:p>")),
    lambda n: ("kaders.docx", word("<w:p><w:r>" + "<w:pict><w:txbxContent><w:p><w:r><w:t>a</w:t>" * n + "</w:r></w:p></w:txbxContent></w:pict>" * n + "</w:r></w:p>")),
    lambda n: ("haken.txt", "I: " + "(" * n + "ja" + ")" * n + "\nR: nee\n"),
    lambda n: ("boom.pdf", "%PDF-1.4\n1 0 obj\n" + "[" * n + "]" * n + "\nendobj\ntrailer\n<< /Root 1 0 R >>\n"),
)  # fmt: skip
_LINES: tuple[Callable[[int], tuple[str, bytes | str]], ...] = (
    lambda n: ("ja.txt", "I: ja\nR: nee\n" * (n // 2)),
    lambda n: ("leeg.txt", "I: ja\n" + "\n" * n),
    lambda n: ("woord.txt", "ja\n" * n),
    lambda n: ("kort.txt", "a: b\n" * n),
    lambda n: ("labels.txt", "".join(f"L{one}: ja\n" for one in range(n))),
    lambda n: ("koppen.md", "# a\n" * n),
    lambda n: ("streepjes.md", "- a\n\n" * n),
    lambda n: ("beeld.vtt", "WEBVTT\n\n" + "00:00:01.000 --> 00:00:02.000\nja\n\n" * (n // 3)),
    lambda n: ("aaneen.vtt", "WEBVTT\n\n" + "00:00:01.000 --> 00:00:02.000\nja\n" * (n // 3)),
    lambda n: ("beeld.srt", "1\n00:00:01,000 --> 00:00:02,000\nja\n\n" * (n // 4)),
    lambda n: ("tabel.csv", "tijd;spreker;tekst\n" + "00:00:01;I;ja\n" * n),
    lambda n: ("leeg.csv", "a;b\n" + ";\n" * n),
    lambda n: ("tabel.tsv", "start\tend\ttext\n" + "1\t2\tja\n" * n),
    lambda n: ("regels.rtf", rich_text(r"I: ja\par " * n)),
    lambda n: ("regels.html", page("I: ja<br>" * n)),
    lambda n: ("alineas.html", page("<p>" * n)),
    lambda n: ("alineas.docx", word("<w:p/>" * n)),
    lambda n: ("turns.docx", word("<w:p><w:r><w:t>I: ja</w:t></w:r></w:p>" * (n // 2))),
    lambda n: ("runs.docx", word("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * n + "</w:p>")),
    lambda n: ("cellen.docx", word("<w:tbl>" + "<w:tr><w:tc/><w:tc/></w:tr>" * (n // 2) + "</w:tbl>")),
    lambda n: ("alineas.odt", open_document("<text:p/>" * n)),
    lambda n: ("spans.odt", open_document("<text:p>" + "<text:span>a</text:span>" * n + "</text:p>")),
    lambda n: ("rijen.xlsx", _workbook("<row/>" * n)),
    lambda n: ("cellen.xlsx", _workbook(f"<row>{_CELL.format('ja') * 2}</row>" * (n // 3))),
    lambda n: ("getallen.json", json.dumps({"text": "ja", "segments": []})[:-2] + ",".join(['{"start": 1, "text": "a"}'] * n) + "]}"),
    lambda n: ("namen.json", "{" + ",".join(f'"a{one}": {{"start": 1, "text": "a"}}' for one in range(n)) + "}"),
    lambda n: ("nullen.json", "[" + "0," * n + "0]"),
    lambda n: ("tekens.otr", json.dumps({"text": "I: ja<br />" * n, "media": "x", "media-time": 1})),
)
_FILLINGS = ("a", "ja ", "(", "[", "[(", " ", "\t", "1:", "00:00:01 ", "a: ", "A. ", "- ", "*", "**a", "_", "'", "а", "e\u0301", "\u200b", "\u00ad", "\u0301", "x=", "=", ";", "a,b;c ", ". ", "A b: ", "a-", "{place=", "#", "&", "Jan (", "1 ")  # fmt: skip


def _filled(filling: str, size: int) -> str:
    return filling * (size // len(filling))


_CELLS: tuple[Callable[[str, int], tuple[str, bytes | str]], ...] = (
    lambda a, n: ("cel.csv", f'tijd;spreker;tekst\n00:00:01;I;"{_filled(a, n)}"\n00:00:02;R;ja\n'),
    lambda a, n: ("open.csv", f'tijd;spreker;tekst\n00:00:01;I;"{_filled(a, n)}\n00:00:02;R;ja\n'),
    lambda a, n: ("breed.csv", f"{_filled(a.replace('=', ';'), n)}\n1;2\n"),
    lambda a, n: ("cel.tsv", f"start\tend\ttext\n1\t2\t{_filled(a, n)}\n"),
    lambda a, n: ("cel.xlsx", _workbook(f"<row>{_CELL.format(_filled(a.replace('&', '+').replace('<', '+'), n)) * 2}</row>")),
    lambda a, n: ("cel.html", page(f"<table><tr><td>I</td><td>{_filled(a, n)}</td></tr></table>")),
    lambda a, n: ("regel.html", page(f"<p>{_filled(a, n)}</p>")),
    lambda a, n: ("naam.html", page(f'<p class="{_filled(a, n)}" style="{_filled(a, n)}">I: ja</p>')),
    lambda a, n: ("regel.txt", f"I: {_filled(a, n)}\nR: ja\n"),
    lambda a, n: ("los.txt", _filled(a, n)),
    lambda a, n: ("naam.txt", f"{_filled(a, n)}: ja\nR: nee\n"),
    lambda a, n: ("regel.md", f"# {_filled(a, n)}\n\nI: ja\n"),
    lambda a, n: ("regel.rtf", rich_text(f"I: {_filled(a.encode('ascii', 'ignore').decode() or 'a', n)}")),
    lambda a, n: ("regel.docx", word(f"<w:p><w:r><w:t>{_filled(a.replace('&', '+').replace('<', '+'), n)}</w:t></w:r></w:p>")),
    lambda a, n: ("regel.odt", open_document(f"<text:p>{_filled(a.replace('&', '+').replace('<', '+'), n)}</text:p>")),
    lambda a, n: ("regel.vtt", f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v {_filled(a, n)}>{_filled(a, n)}\n"),
    lambda a, n: ("regel.srt", f"1\n00:00:01,000 --> 00:00:02,000\nI: {_filled(a, n)}\n"),
    lambda a, n: ("woord.json", json.dumps({"segments": [{"start": 1.0, "end": 2.0, "speaker": _filled(a, n), "text": _filled(a, n)}]})),
    lambda a, n: ("getal.json", '{"segments": [{"start": ' + "1" * n + ', "text": "ja"}]}'),
    lambda a, n: ("tekst.otr", json.dumps({"text": f"<p>I: {_filled(a, n)}</p>", "media": "x"})),
    lambda a, n: ("getal.rtf", rich_text("\\u" + "1" * n + " ja")),
    lambda a, n: ("plat.pdf", "%PDF-1.4\n1 0 obj\n(" + _filled(a.encode("ascii", "ignore").decode() or "a", n) + ")\nendobj\n"),
)  # fmt: skip
_BOMBS: tuple[Callable[[int], tuple[str, bytes | str]], ...] = (
    lambda n: ("wit.docx", word(" " * n)),
    lambda n: ("alineas.docx", word("<w:p/>" * (n // 6))),
    lambda n: ("woord.docx", word(f"<w:p><w:r><w:t>{'a' * n}</w:t></w:r></w:p>")),
    lambda n: ("stijlen.docx", packed({**seed("a.docx", word()).parts, "word/styles.xml": b"<a>" + b"<b/>" * (n // 4) + b"</a>"})),
    lambda n: ("noten.docx", packed({**seed("a.docx", word()).parts, "word/footnotes.xml": b"<a>" + b"<b/>" * (n // 8) + b"</a>", "word/comments.xml": b"<a>" + b"<b/>" * (n // 8) + b"</a>"})),
    lambda n: ("delen.docx", packed({**seed("a.docx", word()).parts, **{f"word/{one}.xml": b"a" * (n // 10) for one in range(20)}})),
    lambda n: ("leden.docx", _many(n // 600)),
    lambda n: ("wit.odt", open_document(" " * n)),
    lambda n: ("alineas.odt", open_document("<text:p/>" * (n // 9))),
    lambda n: ("leeg.odt", open_document('<text:p>a<text:s text:c="999999999"/></text:p>' * (n // 600))),
    lambda n: ("herhaald.odt", open_document('<table:table><table:table-row table:number-rows-repeated="99999999"><table:table-cell table:number-columns-repeated="9999999"/></table:table-row></table:table>' * (n // 6000))),
    lambda n: ("wit.xlsx", _workbook(" " * n)),
    lambda n: ("rijen.xlsx", _workbook("<row/>" * (n // 6))),
    lambda n: ("woorden.xlsx", _workbook("<row><c t='s'><v>0</v></c><c t='s'><v>0</v></c></row>" * (n // 3000), **{"xl/sharedStrings.xml": f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"a" * (n // 60)}</t></si></sst>'})),
    lambda n: ("ver.xlsx", _workbook('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>ja</t></is></c></row>')),
    lambda n: ("nul.zip", packed({"0.bin": bytes(n)})),
    lambda n: ("liegt.docx", _lying(n)),
    lambda n: ("stroom.pdf", _stream(n)),
    lambda n: ("bladen.pdf", "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 99999999 /Kids [" + "3 0 R " * (n // 60) + "] >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n"),
)  # fmt: skip


def _many(count: int) -> bytes:
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a") as archive:
        for one in range(count):
            archive.writestr(f"word/{one}", b"")
    return out.getvalue()


def _lying(size: int) -> bytes:
    """Return a Word file whose directory says that a large part is small."""
    data = word(" " * size)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        large = archive.getinfo("word/document.xml").file_size
    return data.replace(large.to_bytes(4, "little"), (99).to_bytes(4, "little"))


def _stream(size: int) -> bytes:
    import zlib

    content = zlib.compress(b"BT /F1 9 Tf (a) Tj ET " * (size // 22), 9)
    return (
        b"%%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj\n"
        b"4 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n"
        % (len(content), content)
    )

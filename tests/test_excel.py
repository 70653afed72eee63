"""The workbook: whole rows read back, nothing lost, nothing run, and whole in another program."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from placemeaning.analysis.matrix import matrix
from placemeaning.errors import ProjectError
from placemeaning.model.document import Place
from placemeaning.output.cells import LIMIT, clean, escape, lines, parts, units
from placemeaning.output.edited import as_written
from placemeaning.output.excel import write_workbook
from test_matrix import CODES, coding, documents, frame, small

PLACES = (
    Place("winkel", "Albert Heijn", "winkel", "Centrum", "Bemmel", 51.9, 5.9, ("de Appie", "AH")),
    Place("kanaal", "Kanaal", "water", "Lindenholt", "Nijmegen"),
    Place("bankje", "Bankje", "bank", "Lindenholt", "Nijmegen"),
)
BOOK = [
    {
        **{"id": code, "path": f"{parent} / {code}" if parent else code, "label": code, "definition": "wat het is", "include": "wel"},
        **{"exclude": "niet", "examples": ("een", "twee"), "keywords": ("rust", "stil*")},
    }
    for code, parent in CODES.items()
]
ABOUT = {"Studie": "Plekken & wijken", "Versie": "0.1"}
DUTCH = ["Matrix", "Gecodeerde passages", "Samenvatting per code", "Codeboek", "Plekken", "Over"]


def write(path: Path, codings: pd.DataFrame, language: str = "nl", **other: Any) -> Any:
    names = {"place": {place.id: place.name for place in PLACES}, "total": {"Total": "Totaal"}}
    made = {
        **{"codings": codings, "documents": documents(), "codebook_rows": BOOK, "places": PLACES, "about": ABOUT, "language": language},
        "matrices": [matrix(codings, count=count, labels=names, totals=True) for count in ("people", "passages")],
    }
    write_workbook(path, **(made | other))
    return openpyxl.load_workbook(path)


def rows(sheet: Any) -> list[list[Any]]:
    """Return the rows without empty cells at their ends."""
    found = [list(row) for row in sheet.iter_rows(values_only=True)]
    for row in found:
        while row and row[-1] is None:
            row.pop()
    return found


def long_text(book: Any, sheet: str = "Lange teksten") -> str:
    return "".join(row[4] for row in rows(book[sheet])[1:])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plekken.xlsx"


def test_the_matrix_sheet(path: Path) -> None:
    book = write(path, small())
    assert book.sheetnames == DUTCH
    left = "Weggelaten: 1 met een onzekere positie, 1 waarvan de woorden kwijt zijn,"
    assert rows(book["Matrix"]) == [
        ["Plekken & wijken"],
        ["Plek", "known-people", "relaxation", "rest", "walk", "Totaal"],
        ["Personen die dit zeggen, per plek en code"],
        [f"6 coderingen geteld. {left} 1 zonder persoon, 1 zonder plek."],
        ["Albert Heijn", 0, 2, 0, 0, 2],
        ["Kanaal", 2, 1, 0, 0, 2],
        ["Bankje", 0, 0, 0, 0, 0],
        ["Totaal", 2, 2, 0, 0, 2],
        [],
        ["Gecodeerde passages, per plek en code"],
        [f"7 coderingen geteld. {left} 1 zonder plek."],
        ["Albert Heijn", 0, 1, 1, 0, 2],
        ["Kanaal", 3, 1, 0, 0, 4],
        ["Bankje", 0, 0, 0, 0, 0],
        ["Totaal", 3, 2, 1, 0, 6],
    ]
    heat = [(str(ranged.sqref), rule.type) for ranged in book["Matrix"].conditional_formatting for rule in ranged.rules]
    assert heat == [("B5:E7", "cellIs"), ("B5:E7", "colorScale"), ("B12:E14", "cellIs"), ("B12:E14", "colorScale")]
    assert book["Matrix"].freeze_panes == "B3"
    assert [one.id for one in book["Matrix"].row_breaks.brk] == [9]


def test_matrices_with_other_columns_have_their_own_header(path: Path) -> None:
    tables = [matrix(small(), rows="place", columns=columns) for columns in ("voice", "coder")]
    sheet = write(path, small(), matrices=tables, language="en")["Matrix"]
    assert [row for row in rows(sheet) if row and row[0] == "Place"] == [
        ["Place", "resident", "professional", "researcher"],
        ["Place", "anna", "bert"],
    ]


def test_the_coded_passages_in_the_order_of_places_and_codes(path: Path) -> None:
    codings = small()
    codings["place_name"] = codings["place"].astype(object).map({place.id: place.name for place in PLACES})
    sheet = write(path, codings)["Gecodeerde passages"]
    header, *found = rows(sheet)
    assert header == [
        *("Plek", "Wijk", "Gemeente", "Document", "Persoon", "Code", "Citaat", "Context", "Codeur", "Datum", "Memo"),
        *("Ingetrokken", "Publiceren", "Herkomst", "Stem", "Positie", "Gecodeerd (UTC)", "Id", "Zoals geschreven"),
    ]
    assert [row[-2] for row in found] == ["c6", "c8", "c9", "c7", "c1", "c2", "c3", "c5", "c4", "c10"]
    day, moment = pd.Timestamp("2021-11-02").to_pydatetime(), pd.Timestamp("2022-01-10T10:00").to_pydatetime()
    assert found[0] == [
        *("Albert Heijn", "Centrum", "Bemmel", "doc-2", "p1, p2", "relaxation", "een", "… ervoor […] erna …", "anna", day, None),
        *(None, "ja", "voorstel, aanvaard", "bewoner", "verschoven", moment, "c6", as_written("relaxation", "winkel", "", True)),
    ]
    assert found[1][5:8] == ["relaxation", "kwijt", "… ervoor […] erna …"]
    assert [row[15] for row in found] == [
        *("verschoven", "onzeker, telt niet", "kwijt, telt niet", "tekst gewijzigd", "zeker", "zeker", "zeker", "zeker", "zeker", "zeker")
    ]
    assert found[3][5] == "relaxation / rest"
    assert found[-1][:3] == [None, None, None]


def test_the_other_sheets(path: Path) -> None:
    book = write(path, small())
    assert rows(book["Samenvatting per code"]) == [
        ["Code", "Passages", "Personen", "Documenten", "Plekken", "Vooral bij", "Voorbeeld"],
        ["known-people", 3, 2, 2, 1, "Kanaal (2)", "een twee"],
        ["relaxation", 3, 2, 2, 2, "Albert Heijn (2)", "drie"],
        ["relaxation / rest", 1, 0, 1, 1, "Albert Heijn (1)", "twee"],
        ["relaxation / walk", 0, 0, 0, 0],
    ]
    assert rows(book["Codeboek"])[1] == ["known-people", "wat het is", "wel", "niet", "• een\n• twee", "rust, stil*", "known-people"]
    assert rows(book["Plekken"]) == [
        ["Plek", "Soort", "Wijk", "Gemeente", "Passages", "Personen", "Documenten", "Ook genoemd", "Breedtegraad", "Lengtegraad", "Id"],
        ["Albert Heijn", "winkel", "Centrum", "Bemmel", 2, 2, 1, "de Appie, AH", 51.9, 5.9, "winkel"],
        ["Kanaal", "water", "Lindenholt", "Nijmegen", 4, 2, 2, None, None, None, "kanaal"],
        ["Bankje", "bank", "Lindenholt", "Nijmegen", 0, 0, 0, None, None, None, "bankje"],
    ]
    about = rows(book["Over"])
    assert about[:6] == [
        ["Plekken & wijken"],
        ["Studie", "Plekken & wijken"],
        ["Versie", "0.1"],
        ["Documenten", "3"],
        ["Personen", "2"],
        ["Coderingen", "10"],
    ]
    assert ["Personen", "zonder persoon", 1, "c7"] in about
    assert about[-2:] == [["Wat in cellen is aangepast"], ["Niets: elke cel bevat de tekst zoals die is."]]


def test_the_example_of_a_code_may_be_published(path: Path) -> None:
    two = (coding("doc-1", (0, 140), "rest", "kanaal", quote="x" * 140), coding("doc-1", (200, 203), "rest", "kanaal", quote="kort"))
    codings = frame(*two).assign(publish=[False, True])
    sheet = write(path, codings)["Samenvatting per code"]
    assert {row[0]: row[6] for row in rows(sheet)[1:] if len(row) > 6} == {"relaxation / rest": "kort"}


def test_english(path: Path) -> None:
    book = write(path, small(), "en")
    assert book.sheetnames == ["Matrix", "Coded passages", "Summary per code", "Codebook", "Places", "About"]
    assert rows(book["Matrix"])[2] == ["People who say this, by place and code"]
    assert rows(book["Coded passages"])[0][:5] == ["Place", "Neighbourhood", "Municipality", "Document", "Person"]


@pytest.mark.parametrize("some", [True, False])
def test_tables_are_whole_also_without_rows(path: Path, some: bool) -> None:
    book = write(path, small() if some else frame())
    found = {}
    for sheet in book:
        for table in sheet.tables.values():
            first, last = (sheet[ref] for ref in table.ref.split(":"))
            assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]
            assert len({column.name.casefold() for column in table.tableColumns}) == last.column
            assert (first.coordinate, table.autoFilter.ref) == ("A1", table.ref)
            found[sheet.title] = table.ref
    rows_of_codings = 11 if some else 2
    assert found == {
        "Gecodeerde passages": f"A1:S{rows_of_codings}",
        "Samenvatting per code": "A1:G5",
        "Codeboek": "A1:G5",
        "Plekken": "A1:K4",
    }


def test_every_sheet_is_ready_for_paper(path: Path) -> None:
    for sheet in write(path, small()):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (1, 0, True)
        assert sheet.oddFooter.right.text == "Pagina &P van &N"
        assert sheet.oddFooter.left.text == "Plekken && wijken"
    repeated = [sheet.print_title_rows for sheet in openpyxl.load_workbook(path)]
    assert repeated == ["$1:$2", "$1:$1", "$1:$1", "$1:$1", "$1:$1", None]


DANGEROUS = ["=1+1", '=HYPERLINK("http://x")', "+31612345678", "-2", "@SUM(A1)", "\t=1+1", "\r=1+1", "=", "'=1+1", "_x003D_1+1"]


def test_text_stays_text_whatever_it_begins_with(path: Path) -> None:
    codings = frame(*[coding("doc-1", (0, 3), "rest", "kanaal", memo=text, quote=text, before=text) for text in DANGEROUS])
    table = matrix(codings, labels={"place": {"kanaal": "=3+3"}})
    sheet = write(path, codings, about={"=1+1": "=2+2"}, matrices=[table])["Gecodeerde passages"]
    for row, text in zip(sheet.iter_rows(min_row=2), DANGEROUS, strict=True):
        for cell in (row[6], row[10]):
            assert (cell.value, cell.data_type) == (text.replace("_x003D_", "_x005F_x003D_"), "s")
            assert bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@", "\t", "\r"))
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 6
    assert not any(re.search("<f[ >]", sheet) for sheet in sheets)


def test_control_characters_are_removed_counted_and_listed(path: Path) -> None:
    codings = frame(coding("doc-1", (0, 3), "rest", "kanaal", quote="a\x00b\x0bc\x0cd\ufffee\uffff\tf\ng😀", memo="\x1f"))
    book = write(path, codings, places=[Place("kanaal", "Ka\x01naal")])
    assert book["Gecodeerde passages"]["G2"].value == "abcde\tf\ng😀"
    assert rows(book["Over"])[-5:] == [
        ["Gecodeerde passages", "onzichtbare stuurtekens verwijderd: 5", "G2"],
        ["Gecodeerde passages", "onzichtbare stuurtekens verwijderd: 1", "K2"],
        ["Samenvatting per code", "onzichtbare stuurtekens verwijderd: 1", "F4"],
        ["Samenvatting per code", "onzichtbare stuurtekens verwijderd: 3", "G4"],
        ["Plekken", "onzichtbare stuurtekens verwijderd: 1", "A2"],
    ]


@pytest.mark.parametrize("text", ["x" * 32_768, "😀" * 20_000, "_x0041_" * 9_000, "woord " * 30_000, "x" * 32_767, "😀" * 16_383])
def test_a_text_that_fits_no_cell_stands_whole_on_its_own_sheet(path: Path, text: str) -> None:
    book = write(path, frame(coding("doc-1", (0, 3), "rest", "kanaal", memo=text)))
    cell = book["Gecodeerde passages"]["K2"].value
    if units(escape(text)) <= LIMIT:
        assert (cell, book.sheetnames) == (text, DUTCH)
        return
    assert book.sheetnames == [*DUTCH[:-1], "Lange teksten", "Over"]
    assert long_text(book) == "".join(map(escape, parts(text)))
    assert "".join(parts(text)) == text
    assert max(units(row[4]) for row in rows(book["Lange teksten"])[1:]) <= LIMIT
    assert rows(book["Lange teksten"])[1][:4] == [1, "Gecodeerde passages", "K2", 1]
    assert cell.endswith("… [verder op blad Lange teksten, nr 1]")
    assert units(cell) <= LIMIT
    changed = "tekst te lang voor een cel; de hele tekst staat op blad Lange teksten, nr 1"
    assert rows(book["Over"])[-1] == ["Gecodeerde passages", changed, "K2"]


def test_small_rules_of_text() -> None:
    assert clean("a\x0cb\r\n\t\ud800") == ("ab\r\n\t", 2)
    assert [escape(text) for text in ("_x0041_", "_x_", "a_x00e9_b_x0041_", "_x0041")] == [
        *("_x005F_x0041_", "_x_", "a_x005F_x00e9_b_x005F_x0041_", "_x0041")
    ]
    assert parts("abcdef", 3) == ["abc", "def"]
    assert lines("een\ntwee", 20) == 2


def test_the_input_is_not_changed(path: Path) -> None:
    codings, sizes = small(), documents()
    before, sizes_before = codings.copy(deep=True), sizes.copy(deep=True)
    write(path, codings, documents=sizes)
    assert_frame_equal(codings, before)
    assert_frame_equal(sizes, sizes_before)


def test_wrong_options_fail_at_once(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^language='de' is not one of nl, en$"):
        write(tmp_path / "a.xlsx", small(), "de")
    with pytest.raises(ValueError, match=r"^'a.xls' does not end with .xlsx$"):
        write(tmp_path / "a.xls", small())
    assert list(tmp_path.iterdir()) == []


def test_a_failing_write_leaves_the_old_file(path: Path) -> None:
    path.write_text("old")
    with pytest.raises(KeyError):
        write(path, small(), codebook_rows=[{"id": "rest"}])
    assert [(one.name, one.read_text()) for one in path.parent.iterdir()] == [("plekken.xlsx", "old")]


def test_a_file_that_is_open_in_excel_says_what_to_do(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text("old")

    def refuse(*_: object) -> None:
        raise PermissionError("open elsewhere")

    monkeypatch.setattr("placemeaning.output.files.os.replace", refuse)
    with pytest.raises(ProjectError, match=r"plekken.xlsx kan niet worden geschreven: .* Sluit het daar en probeer het opnieuw"):
        write(path, small())
    assert [(one.name, one.read_text()) for one in path.parent.iterdir()] == [("plekken.xlsx", "old")]


def convert(path: Path, kind: str) -> Path:
    office = shutil.which("soffice")
    if not office:
        if os.environ.get("CI") == "true":
            pytest.fail("install LibreOffice to run this test")
        pytest.skip("install LibreOffice to run this test")
    out = path.parent / "converted"
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / f"{path.stem}.{kind}"


def test_another_program_reads_the_same(path: Path) -> None:
    codings = frame(
        *[coding("doc-1", (0, 3), "rest", "kanaal", memo=text) for text in ("=1+1", "+31", "@SUM(A1)", "_x0041_", "😀 één", "a\nb")],
        coding("doc-2", (0, 3), "walk", "winkel"),
    )
    ours = write(path, codings)
    theirs = openpyxl.load_workbook(convert(path, "xlsx"))
    assert theirs.sheetnames == DUTCH
    for sheet in ours:
        assert rows(theirs[sheet.title]) == [[_unescaped(value) for value in row] for row in rows(sheet)], sheet.title
    assert {table.ref for table in theirs["Gecodeerde passages"].tables.values()} == {"A1:S8"}
    assert all(cell.data_type != "f" for sheet in theirs for row in sheet.iter_rows() for cell in row)


def _unescaped(value: Any) -> Any:
    return value.replace("_x005F_x0041_", "_x0041_") if isinstance(value, str) else value


def test_it_can_be_printed(path: Path) -> None:
    write(path, small())
    pages = convert(path, "pdf").read_bytes()
    assert pages.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page[^s]", pages)) == 7


def test_a_reader_that_goes_row_by_row_sees_all_columns(path: Path) -> None:
    write(path, small())
    book = openpyxl.load_workbook(path, read_only=True)
    assert [(sheet.title, sheet.max_column) for sheet in book][:2] == [("Matrix", 6), ("Gecodeerde passages", 19)]
    book.close()

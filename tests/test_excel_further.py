"""The further sheets of the workbook: their figures are those of the analyses, and a person who says nothing has zeros."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.utils.cell import range_boundaries

import placemeaning as pm

SHEETS = ["Matrix", "Gecodeerde passages", "Samenvatting per code", "Samenvattingen", "Stemmen", "Codes samen", "Verzadiging", "Personen x codes",
          "Verschillen", "Codeboek", "Plekken", "Over"]  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The example with a summary, its workbook in Dutch, and the study."""
    folder = tmp_path_factory.mktemp("werkmap")
    project = pm.example_project(folder / "study")
    project.summarise("kanaal", "relaxation", "=Rust\nen ruimte", by="coder-a")
    return openpyxl.load_workbook(project.to_excel(folder / "uit.xlsx", language="nl")), project


def table_of(sheet):
    """Return the rows of the one table of a sheet, its header first."""
    (table,) = sheet.tables.values()
    return [[cell.value for cell in row] for row in sheet[table.ref]]


def test_the_sheets(written):
    assert written[0].sheetnames == SHEETS


def test_the_note_of_a_matrix_is_no_wider_than_its_table(written):
    first = [cell.value for cell in written[0]["Matrix"]["A"]]
    assert first[2 : first.index("Albert Heijn (Bemmel)")] == [
        "Personen die dit zeggen, per plek en code",
        "475 coderingen geteld. Weggelaten: 111 zonder persoon. n: personen die er gesproken zijn. Minder dan 3 personen (Schoolplein De Zevensprong, Kerkzaal De Open",
        "Poort, Het bankje aan de Lindelaan, Wasserette Het Schuimpje, Kapsalon Samira en nog 1): zegt iets over wie het zei, niet over de plek.",
    ]


def test_summaries_are_texts(written):
    header, *rows = table_of(written[0]["Samenvattingen"])
    assert header == ["Plek", "Code", "Samenvatting", "Codeur", "Geschreven (UTC)", "Passages", "Verouderd"]
    (row,) = rows
    assert row[:4] == ["Kanaal (Lindenholt)", "ontspanning", "=Rust\nen ruimte", "coder-a"]
    assert (row[5], row[6]) == (len(written[1].summary("kanaal", "relaxation").passages), None)


def test_voices_are_those_of_the_analysis(written):
    header, *rows = table_of(written[0]["Stemmen"])
    assert header == ["Plek", "Code", "Bewoners", "van", "Anderen", "van de", "Verschil"]
    wanted = written[1].voices(language="nl").greatest(10_000)
    assert len(rows) == len(wanted)
    assert rows[0] == [
        "Kanaal (Lindenholt)",
        "belangrijk als je netwerk en mobiliteit verslechteren",
        16,
        71,
        7,
        12,
        pytest.approx(16 / 71 - 7 / 12),
    ]


def test_codes_together(written):
    header, *rows = table_of(written[0]["Codes samen"])
    table = written[1].cooccurrence(language="nl")
    assert header == ["Code", *table.columns]
    assert [row[1:] for row in rows] == table.to_numpy().tolist()


def test_saturation_has_a_chart_over_all_places(written):
    sheet = written[0]["Verzadiging"]
    _, *rows = table_of(sheet)
    frame = written[1].saturation(language="nl").frame
    assert [row[:5] for row in rows] == [
        [one.label, one.interviews, pytest.approx(one.codes), one.low, one.high] for one in frame.itertuples()
    ]
    (chart,) = sheet._charts
    (table,) = sheet.tables.values()
    head = range_boundaries(table.ref)[1]
    first, last = head + 1, head + [row[0] for row in rows].count("Alle plekken")  # the rows of all places together stand first
    assert last - first == 30
    drawn = [(curve.tx.strRef.f, curve.cat.numRef.f, curve.val.numRef.f) for curve in chart.series]
    assert drawn == [
        (f"'Verzadiging'!{column}{head}", f"'Verzadiging'!$B${first}:$B${last}", f"'Verzadiging'!${column}${first}:${column}${last}")
        for column in "CDE"
    ]


def test_persons_by_code_as_zeros_and_ones(written):
    header, *rows = table_of(written[0]["Personen x codes"])
    project = written[1]
    codes = [code.id for code in project.codebook if code.codable]
    assert header == ["Persoon", *project.people().columns[1:], *codes]
    said = project.codings()
    said = said[said["status"].isin(["exact", "moved", "edited"])]
    wanted = {person: {row.code for row in said.itertuples() if person in row.people} for person in project.people()["id"]}
    assert {row[0]: [code for code, value in zip(codes, row[-len(codes) :], strict=True) if value == 1] for row in rows} == {
        person: [code for code in codes if code in told] for person, told in wanted.items()
    }
    assert {value for row in rows for value in row[-len(codes) :]} == {0, 1}


def test_differences_in_dutch(written):
    header, *rows = table_of(written[0]["Verschillen"])
    assert header == ["Document", "Citaat", "Hoe", "Verschil", "coder-a", "coder-b"]
    assert {row[2] for row in rows} <= {"andere codes", "andere woorden", "niets van coder-a", "niets van coder-b"}
    assert [row[3] for row in rows] == sorted((row[3] for row in rows), reverse=True)


def test_an_empty_study_has_no_further_sheets(tmp_path):
    study = pm.new_project(tmp_path / "leeg")
    book = openpyxl.load_workbook(study.to_excel(tmp_path / "uit.xlsx", language="en"))
    assert book.sheetnames == ["Matrix", "Coded passages", "Summary per code", "Codebook", "Places", "About"]

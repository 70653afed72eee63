"""Mentimeter answers as meanings: coded, or matched to the labels of codes; and beside the voices."""

import openpyxl
import pytest

import placemeaning as pm


@pytest.fixture
def study(tmp_path):
    """A new study with a poll: one open question about the canal, one closed question that names it."""
    project = pm.new_project(tmp_path / "studie")
    (project.path / "data/places.csv").write_text("id,name,aliases\nkanaal,Kanaal,het water\nbankje,Bankje,\n", "utf-8")
    book = openpyxl.Workbook()
    book.active.title = "Voters"
    for row in (
        ["Date (UTC)", "Session", "Voter", "Wat verwacht je hier te horen?: Answer", "Wat betekent het water?: Answer"],
        ["2026-05-20", 1, 1, "Ontspanning!", "vriendschap"],
        ["2026-05-20", 1, 2, "Dat mensen er eenzaam zijn en daar iets aan doen", "ontspanning"],
        ["2026-05-20", 1, 3, "Ik denk dat het daar vooral over overlast gaat", "ontspanning"],
        ["2026-05-20", 1, 4, "Relaxation; vriendschap", "vriendschap"],
    ):
        book.active.append(row)
    book.save(tmp_path / "peiling.xlsx")
    report = project.import_files(
        tmp_path / "peiling.xlsx",
        places="kanaal",
        columns={"Wat verwacht je hier te horen?": "answer", "Wat betekent het water?": "attribute"},
    )
    assert set(report["outcome"]) == {"imported"}
    return project


def test_answers_are_matched_or_coded(study):
    codes = {one.id for one in study.codebook}
    assert {"relaxation", "friendship"} <= codes
    found = study.poll_answers()
    opened = found[found["document"].notna()]
    assert opened[["answer", "place", "code", "how"]].fillna("").values.tolist() == [
        ["Ontspanning!", "kanaal", "relaxation", "matched"],
        ["Dat mensen er eenzaam zijn en daar iets aan doen", "kanaal", "", ""],
        ["Ik denk dat het daar vooral over overlast gaat", "kanaal", "", ""],
        ["Relaxation; vriendschap", "kanaal", "relaxation", "matched"],
        ["Relaxation; vriendschap", "kanaal", "friendship", "matched"],
    ]
    closed = found[found["document"].isna()]
    assert closed[["place", "code", "how"]].values.tolist() == [
        ["kanaal", "friendship", "matched"],
        ["kanaal", "relaxation", "matched"],
        ["kanaal", "relaxation", "matched"],
        ["kanaal", "friendship", "matched"],
    ]
    lonely = opened["document"].iloc[1]
    study.code(lonely, "eenzaam", "known-people", by="me")
    again = study.poll_answers()
    assert again[again["document"] == lonely][["code", "how"]].values.tolist() == [["known-people", "coded"]]


def test_they_stand_beside_the_voices(study):
    found = study.voices(language="en")
    assert found.polls.loc[
        "Kanaal", [study.codebook["relaxation"].in_language("en"), study.codebook["friendship"].in_language("en")]
    ].tolist() == [4, 2]
    assert found.poll_base.to_dict() == {"Kanaal": 4, "Bankje": 0}
    assert "Small below: answers to polls (4)" in found.note
    assert "4/4" in found._repr_html_()
    assert study.voices(rows="municipality").polls.empty

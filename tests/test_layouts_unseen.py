"""Layouts that people make, invented before the readers were looked at: every turn, its role and its time, and the warnings in doubt."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import placemeaning as pm
from unseen import Case, brought_in, cases, right, shown, turns

CASES = cases()
NOT_YET = {
    "speaker numbers only (txt)": "no speakers were recognised: every paragraph is a turn.",
}
"""What is not read, and what the report says about it."""


READ = [case for case in CASES if case.title not in NOT_YET]


@pytest.mark.parametrize("case", READ, ids=[case.title for case in READ])
def test_a_layout_gives_the_turns_that_a_person_reads(case: Case, tmp_path: Path) -> None:
    document, _ = brought_in(case, tmp_path)
    found = turns(document, case)
    count = len(case.gold)
    assert (right(case, found), len(found)) == ((count, count, count), count), shown(found)
    assert [said for said in found if said.heading] or not any(said.heading for said in case.gold)
    assert all(gold.heading.casefold() in said.heading.casefold() for gold, said in zip(case.gold, found, strict=True)), shown(found)


@pytest.mark.parametrize("title", NOT_YET)
def test_what_is_not_read_is_said(title: str, tmp_path: Path) -> None:
    document, warnings = brought_in(next(case for case in CASES if case.title == title), tmp_path)
    assert NOT_YET[title] in " ".join(warnings)
    assert not document.speakers


PLACE = ("Het liefst zit ik op het bankje bij de sluis.", "De markt op zaterdag; daar is altijd leven.")
REASON = ("Omdat het er stil is, en niemand iets vraagt.", "Daar zie ik iedereen die ik ken.")
SAID = {
    ("Waar kom je graag?", "D1", "respondent", PLACE[0]),
    ("Waarom daar?", "D1", "respondent", REASON[0]),
    ("Waar kom je graag?", "D2", "respondent", PLACE[1]),
    ("Waarom daar?", "D2", "respondent", REASON[1]),
}
TABLES = {
    "semicolons, a mark, a postcode and a telephone": [
        ["Deelnemernr.", "Postcode", "Telefoon", "Waar kom je graag?", "Waarom daar?"],
        ["D1", "6541AB", "06-12345678", PLACE[0], REASON[0]],
        ["D2", "6542AB", "06-22345678", PLACE[1], REASON[1]],
    ],
    "respondents beside each other": [
        ["Vraag", "D1", "D2"],
        ["Waar kom je graag?", *PLACE],
        ["Waarom daar?", *REASON],
        ["Leeftijd", "23", "67"],
    ],
    "three rows of titles, as Qualtrics": [
        ["StartDate", "ResponseId", "RecipientLastName", "Q1", "Q2"],
        ["Start Date", "Response ID", "Recipient Last Name", "Waar kom je graag?", "Waarom daar?"],
        ['{"ImportId":"startDate"}', '{"ImportId":"_recordId"}', '{"ImportId":"x"}', '{"ImportId":"QID1"}', '{"ImportId":"QID2"}'],
        ["2023-03-14 10:00:00", "D1", "Jansen", PLACE[0], REASON[0]],
        ["2023-03-14 10:09:00", "D2", "Kaya", PLACE[1], REASON[1]],
    ],
    "Microsoft Forms with points and feedback": [
        [
            "Begintijd",
            "E-mail",
            "Respondent",
            "Waar kom je graag?\u00a0",
            "Punten - Waar kom je graag?",
            "Waarom daar?",
            "Feedback - Waarom daar?",
        ],
        ["3/14/23 10:00:00", "a@example.org", "D1", PLACE[0], "", REASON[0], ""],
        ["3/14/23 10:05:00", "b@example.org", "D2", PLACE[1], "", REASON[1], ""],
    ],
}


@pytest.mark.parametrize("table", TABLES)
def test_a_survey_gives_an_answer_a_document(table: str, tmp_path: Path) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(TABLES[table])
    (tmp_path / "enquete.csv").write_text(out.getvalue(), "utf-8-sig", newline="")
    project = pm.new_project(tmp_path / "study")
    report = project.import_files(tmp_path / "enquete.csv")
    documents = [project.document(name) for name in report["document"]]
    assert {(one.title, turn.speaker, turn.role, turn.span.of(one.text)) for one in documents for turn in one.turns} == SAID
    assert not any(name in one.text for one in documents for name in ("Jansen", "example.org", "06-", "ImportId"))


def test_what_comes_before_the_colon_of_an_answer_is_no_label(tmp_path: Path) -> None:
    """The measure can fail: with a turn cut in two, or another label, fewer are right."""
    case = next(case for case in CASES if case.name.startswith("label words and colons within speech"))
    document, _ = brought_in(case, tmp_path)
    found = turns(document, case)
    assert right(case, found)[0] == 6
    assert right(case, found[1:])[0] == 5

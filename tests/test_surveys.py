"""Surveys: a row a respondent becomes documents and attributes; what names people stays out."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

import placemeaning as pm
from placemeaning.errors import IntakeError
from placemeaning.intake.surveys import Survey, read_survey
from samples import samples

PLACES = [
    "Het liefst zit ik op het bankje bij de sluis.",
    "Ik kom graag in de bibliotheek om te lezen.",
    "De markt op zaterdag, daar is altijd leven.",
    "Thuis in de tuin, met mijn kleinkinderen erbij.",
]


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def answers(survey: Survey) -> list[tuple[str, str, str, str | None, str]]:
    return [
        (about["id"], about["kind"], about["title"], about["date"], "\n".join(line.text for line in raw.lines[1:]))
        for raw, about in survey.answers
    ]


def test_mentimeter(tmp_path: Path) -> None:
    names = [
        "Date (UTC)",
        "Session",
        "Voter",
        "Opening reaction:",
        "Wat is je plek: en waarom?: Answer",
        "Hoe vaak?: Answer",
        "Vind je het hier:: fijn",
    ]
    names += ["Quiz: Name", "Quiz: Emoji", "Quiz: Answer", "Quiz: Score", "Closing reaction:"]
    rows = [
        [
            "2026-05-20",
            1 if number < 2 else 2,
            number % 2 + 1,
            "👍",
            words,
            "elke dag" if number else "nooit",
            number + 1,
            "Piet",
            "🦊",
            "1648",
            100,
            None,
        ]
        for number, words in enumerate(PLACES)
    ]
    notes: list[list[object]] = [["Note: there are more sheets in this document"], ["Each session is found on its own sheet below."]]
    survey = read_survey(workbook(tmp_path / "Menti les 3.xlsx", Voters=[*notes, names, *rows], Session_1=[["a", "b"], ["c", "d"]]))
    assert answers(survey) == [
        ("menti-les-3-q2-s1-r01", "poll", "Wat is je plek: en waarom?", "2026-05-20", PLACES[0]),
        ("menti-les-3-q2-s1-r02", "poll", "Wat is je plek: en waarom?", "2026-05-20", PLACES[1]),
        ("menti-les-3-q2-s2-r01", "poll", "Wat is je plek: en waarom?", "2026-05-20", PLACES[2]),
        ("menti-les-3-q2-s2-r02", "poll", "Wat is je plek: en waarom?", "2026-05-20", PLACES[3]),
    ]
    assert survey.people["menti-les-3-s1-r01"] == {
        "Opening reaction": "👍",
        "Hoe vaak?": "nooit",
        "Vind je het hier – fijn": "1",
        "Quiz": "1648",
        "Quiz: Score": "100",
    }
    assert "Piet" not in str(survey)
    assert "the sheet 'Session 1' was left out: all answers stand in the sheet 'Voters'" in survey.warnings


@pytest.mark.parametrize(
    ("names", "titles"),
    [
        (["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Tijd van laatste wijziging"], "'E-mail', 'Naam'"),
        (["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"], "'Email', 'Name'"),
    ],
)
def test_microsoft_forms(names: list[str], titles: str, tmp_path: Path) -> None:
    moment = datetime.datetime(2024, 3, 12, 10, 22)
    rows: list[list[object]] = [[*names, "Waar kom je\u00a0graag?", "Met wie?", "Leeftijd"]]
    for number, words in enumerate(PLACES, 1):
        rows.append(
            [
                number,
                moment,
                moment,
                "p.jansen@example.org",
                "Piet Jansen",
                None,
                words,
                "alleen;vrienden;" if number % 2 else "alleen;",
                30 + number,
            ]
        )
    survey = read_survey(workbook(tmp_path / "forms.xlsx", Form1=rows))
    assert answers(survey)[0] == ("forms-q1-r01", "other", "Waar kom je graag?", "2024-03-12", PLACES[0])
    assert len(survey.answers) == 4
    assert survey.people["forms-r01"] == {"Met wie?": "alleen; vrienden", "Leeftijd": "31"}
    assert "Jansen" not in str(survey)
    assert "p.jansen" not in str(survey)
    assert f"left out, since they name people: {titles} (to keep one: columns={{{titles.split(',')[0]}: 'attribute'}})" in survey.warnings


def test_google_forms_as_dutch_excel_saves_it(tmp_path: Path) -> None:
    lines = ["Tijdstempel;Wat is uw e-mailadres?;Waar komt u graag, en waarom?;Geslacht"]
    lines += [
        f'3/{number + 4}/2024 10:22:33;x{number}@example.org;"{words}\nEn verder niets.";{"vrouw" if number % 2 else "man"}'
        for number, words in enumerate(PLACES)
    ]
    lines += [";;;"] * 30
    path = tmp_path / "open antwoorden.csv"
    path.write_text("\n".join(lines), "utf-8-sig")
    survey = read_survey(path)
    assert answers(survey)[1] == (
        "open-antwoorden-q1-r02",
        "other",
        "Waar komt u graag, en waarom?",
        "2024-03-05",
        f"{PLACES[1]}\nEn verder niets.",
    )
    assert len(survey.answers) == 4
    assert survey.people["open-antwoorden-r01"] == {"gender": "man"}
    assert "@example" not in str(survey)


def test_a_survey_of_no_known_maker_and_its_columns_by_hand(tmp_path: Path) -> None:
    lines = [
        "Case,Age,Naam,Interest,freetext",
        *(f'ID{number},{30 + number},Els,golf,"{words}"' for number, words in enumerate(PLACES)),
        "ID9,,Jan,n.v.t.,-",
    ]
    path = tmp_path / "s.csv"
    path.write_text("\n".join(lines), "utf-8")
    survey = read_survey(path)
    assert [one[0] for one in answers(survey)] == ["s-q3-ID0", "s-q3-ID1", "s-q3-ID2", "s-q3-ID3"]
    assert survey.people["ID0"] == {"Age": "30", "Interest": "golf"}
    by_hand = read_survey(path, columns={"Naam": "attribute", "interest": "answer", "Age": "drop", "freetext": "drop"})
    assert [one[4] for one in answers(by_hand)] == ["golf"] * 4
    assert by_hand.people["ID0"] == {"Naam": "Els"}
    with pytest.raises(ValueError, match=r"columns='Nam' is no column of this survey; .* Did you mean 'Naam'\?"):
        read_survey(path, columns={"Nam": "drop"})
    with pytest.raises(ValueError, match=r"columns\['Naam'\]='keep' is not one of answer, attribute, drop"):
        read_survey(path, columns={"Naam": "keep"})


def test_a_table_without_rows_says_so(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("Case,Age\n", "utf-8")
    with pytest.raises(IntakeError, match=r"s\.csv: this table has no rows"):
        read_survey(tmp_path / "s.csv")


def imported(project: pm.Project, path: Path, **about: object) -> list[tuple[object, ...]]:
    report = project.import_files(path, **about)  # type: ignore[arg-type]
    return [tuple(row) for row in report[["document", "kind", "turns", "outcome"]].itertuples(index=False)]


def test_import_writes_documents_and_people_and_a_grown_survey_adds_to_them(tmp_path: Path) -> None:
    project = pm.new_project(tmp_path / "study")
    people = tmp_path / "study/data/people.csv"
    people.write_text("id;role;age\nID0;resident;29\n", "utf-8")
    path = tmp_path / "s.csv"
    lines = [
        "Case,Age,Waar?",
        f'ID0,30,"{PLACES[0]}"',
        'ID1,41,"Nou: ik kom graag op de markt [12:30].\nI: nee, dat hoor je vaker (12:30)"',
    ]
    path.write_text("\n".join(lines), "utf-8")
    assert imported(project, path) == [("s-q2-ID0", "other", 1, "imported"), ("s-q2-ID1", "other", 1, "imported")]
    assert people.read_text("utf-8") == "id;role;age\nID0;resident;29\nID1;;41\n"
    found = project.document("s-q2-ID1")
    assert found.turns[0].span.of(found.text) == "Nou: ik kom graag op de markt [12:30].\nI: nee, dat hoor je vaker (12:30)"
    assert (found.people, found.turns[0].role, found.turns[0].section, found.title) == (("ID1",), "respondent", "Waar?", "Waar?")
    path.write_text("\n".join([*lines, f'ID2,50,"{PLACES[2]}"']), "utf-8")
    assert imported(project, path) == [
        ("s-q2-ID0", "other", 1, "unchanged"),
        ("s-q2-ID1", "other", 1, "unchanged"),
        ("s-q2-ID2", "other", 1, "imported"),
    ]
    report = project.import_files(path)
    assert "person 'ID0': age is '29' in data/people.csv and '30' in s.csv; the first was kept" in report["warnings"][0]
    assert report.summary() == "1 file, 3 documents: 3 unchanged"


def test_attributes_alone_and_a_kind_by_hand(tmp_path: Path) -> None:
    project = pm.new_project(tmp_path / "study")
    path = tmp_path / "cases.csv"
    path.write_text("case,Age\nID4,56\nID5,73\n", "utf-8")
    assert imported(project, path) == [(None, None, 0, "imported")]
    assert project.people()[["id", "Age"]].values.tolist() == [["ID4", "56"], ["ID5", "73"]]
    path.write_text("case,Waar?\nID4,Aan het kanaal met de hond\nID5,In de bibliotheek bij ons\n", "utf-8")
    assert {row[1] for row in imported(project, path, kind="poll", places=["kanaal"])} == {"poll"}
    assert project.document("cases-q1-ID4").places == ("kanaal",)


def test_surveys_of_other_tools_come_in(tmp_path: Path) -> None:
    project = pm.new_project(tmp_path / "study")
    folder = samples("other_tools", "qualcoder_examples")
    assert [row[0] for row in imported(project, folder / "survey456.csv")] == ["survey456-q4-ID4", "survey456-q4-ID5", "survey456-q4-ID6"]
    assert len(imported(project, folder / "survey789.xlsx")) == 6
    assert imported(project, folder / "cases456.xlsx") == [(None, None, 0, "imported")]
    people = project.people().set_index("id")
    assert people.loc[["ID4", "ID7"], ["Age", "gender", "Interest"]].values.tolist() == [["24", "f", "shopping"], ["33", "m", "surveys"]]
    report = project.import_files(samples("other_tools", "atlasti_sheets", "survey-answers.xlsx"))
    assert set(report["outcome"]) == {"imported"}
    assert project.document("survey-answers-feedback-satisfaction-q6-r05").people == ("survey-answers-r05",)
    assert project.people().set_index("id").loc["survey-answers-r03", ["age_group", "Education"]].tolist() == ["18-24", "Bachelor"]

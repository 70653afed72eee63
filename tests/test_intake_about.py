"""What comes with the words: header, roles, persons, dates, language, ids, notes, and the tables beside the files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import placemeaning as pm
from placemeaning.errors import IntakeError, TableError
from placemeaning.intake import Line, Raw, find_turns, freeze, read_about, read_csv
from placemeaning.intake.dates import iso_date
from placemeaning.intake.freeze import slug
from placemeaning.intake.language import language_of
from placemeaning.intake.naming import NamePattern
from placemeaning.intake.plain import lines_of
from placemeaning.intake.roles import role_of
from placemeaning.model.document import Document, Speaker, read_document, write_document


def raw(text: str, name: str = "gesprek 1.txt") -> Raw:
    return Raw(name, tuple(lines_of(text)))


def frozen(text: str, **about: Any) -> tuple[Document, list[str]]:
    document, warnings = freeze(raw(text), **about)
    assert read_document(write_document(document)).turns == document.turns
    return document, warnings


HEADED = """\
Interview 7 – de volkstuin

Datum: 3 mei 2024
Interviewer: Anna de Vries
Geïnterviewde: mevrouw Bakker, 71 jaar
Locatie\t Buurthuis Het Anker
Legenda
I = interviewer
B = bewoner
Dit gesprek is opgenomen met toestemming.

I: Komt u vaak op de tuin?
B: Elke dag.
"""


def test_what_stands_above_is_kept() -> None:
    document, warnings = frozen(HEADED)
    assert document.text == "I: Komt u vaak op de tuin?\n\nB: Elke dag.\n"
    assert (document.title, document.date) == ("Interview 7 – de volkstuin", "2024-05-03")
    assert document.other == {
        "header": {
            "Datum": "3 mei 2024",
            "Interviewer": "Anna de Vries",
            "Geïnterviewde": "mevrouw Bakker, 71 jaar",
            "Locatie": "Buurthuis Het Anker",
            "I": "interviewer",
            "B": "bewoner",
        }
    }
    assert warnings == [
        "left out above the first turn: Legenda",
        "left out above the first turn: Dit gesprek is opgenomen met toestemming.",
    ]
    assert read_document(write_document(document)).other == document.other


def test_a_closing_line_is_left_out_and_listed() -> None:
    document, warnings = frozen("I: Dank u wel.\nR: Graag gedaan.\n\n--- Einde interview ---\n")
    assert document.text == "I: Dank u wel.\n\nR: Graag gedaan.\n"
    assert warnings[0] == "left out below the last turn: --- Einde interview ---"


def test_front_matter_of_markdown_is_a_header() -> None:
    document, _ = frozen("---\ntitle: De bank\ndatum: 2024-05-03\nplek: kade\n---\n\n**I:** Zit u hier vaak?\n\n**R:** Ja.\n")
    assert (document.title, document.date) == ("De bank", "2024-05-03")
    assert document.other["header"]["plek"] == "kade"
    assert len(document.turns) == 2


def test_sections_above_the_first_turn_stay() -> None:
    document, _ = frozen("# Gesprek\n\n# De buurt van Anna\n\n## Opening\n\nI: Hoi.\n\n## Slot\n\nR: Dag.\n")
    assert document.text == "## Opening\n\nI: Hoi.\n\n## Slot\n\nR: Dag.\n"
    assert document.title == "De buurt van Anna"


def test_a_heading_may_set_the_place() -> None:
    document, _ = frozen("I: Hoi.\n\n## Het kanaal {place=kanaal}\n\nR: Mooi.\n")
    assert [(turn.section, turn.place) for turn in document.turns] == [(None, None), ("Het kanaal", "kanaal")]


@pytest.mark.parametrize(
    ("label", "others", "role"),
    [
        ("I", [], "interviewer"),
        ("І", ["Р"], "interviewer"),
        ("R3", ["I"], "respondent"),
        ("V", ["A"], "interviewer"),
        ("V", ["M"], None),
        ("A", ["V"], "respondent"),
        ("A", ["B"], None),
        ("B", ["I"], "respondent"),
        ("В", ["П"], "respondent"),
        ("В", ["О"], "interviewer"),
        ("О", ["В"], "respondent"),
        ("Int.", [], "interviewer"),
        ("GEÏNTERVIEWDE 2", [], "respondent"),
        ("Респондентка", [], "respondent"),
        ("інтерв`юерка", [], "interviewer"),
        ("Anna (interviewer)", [], "interviewer"),
        ("Social worker", [], "professional"),
        ("Wijkagent Kees", [], "professional"),
        ("Notulist", [], "observer"),
        ("Speaker 1", ["Speaker 2"], None),
        ("Anna", ["Piet"], None),
    ],
)
def test_the_role_of_a_label(label: str, others: list[str], role: str | None) -> None:
    assert role_of(label, others) == role


def test_roles_by_hand_go_before_what_is_recognised() -> None:
    text = "Anna: Hoi.\nPiet: Dag.\nKees: Ja.\nAnna: Goed.\n"
    document, warnings = frozen(text, interviewer="Anna", speakers={"Piet": "respondent", "Kees": Speaker("professional", "p7")})
    assert document.speakers == {"Anna": Speaker("interviewer"), "Piet": Speaker("respondent"), "Kees": Speaker("professional", "p7")}
    assert warnings == []
    swapped, _ = frozen("I: Hoi.\nR: Dag.\n", interviewer="R", speakers={"I": "respondent"})
    assert [turn.role for turn in swapped.turns] == ["respondent", "interviewer"]


def test_a_label_given_by_hand_is_a_label_however_rare() -> None:
    text = "Vanochtend.\n\nKoning winter: wat een dag.\n\nEn toen.\n"
    assert [turn.speaker for turn in frozen(text)[0].turns] == [None, None, None]
    document, _ = frozen(text, speakers={"koning winter": "respondent"})
    assert [(turn.speaker, turn.role) for turn in document.turns] == [("Koning winter", "respondent")]


def test_a_label_can_be_said_to_be_none() -> None:
    text = "I: Hoi.\nR: Dag.\nZoon: nou.\nI: Ja.\n"
    assert [turn.speaker for turn in frozen(text)[0].turns] == ["I", "R", "Zoon", "I"]
    assert [turn.speaker for turn in frozen(text, speakers={"Zoon": None})[0].turns] == ["I", "R", "I"]


def test_wrong_roles_and_absent_labels_are_named() -> None:
    with pytest.raises(ValueError, match=r"speakers\['R'\]='respondant' is not one of .* Did you mean 'respondent'\?"):
        frozen("I: Hoi.\nR: Dag.\n", speakers={"R": "respondant"})
    _, warnings = frozen("I: Hoi.\nR: Dag.\n", interviewer="Int")
    assert warnings == ["the label 'Int' that was given does not occur; the labels are: 'I', 'R'. Did you mean 'I'?"]


def test_unknown_roles_and_unknown_speakers_are_warned_of() -> None:
    document, warnings = frozen("Anna: Hoi.\nPiet: Dag.\nAnna: Prima.\nPiet: Mooi.\n")
    assert [turn.role for turn in document.turns] == [None] * 4
    assert warnings == [
        "the role of 'Anna', 'Piet' is unknown. Set it: speakers={'Anna': 'respondent'} or interviewer='Anna'.",
        "the language was not recognised and taken as Dutch; give language='nl', 'en' or 'uk'",
    ]
    _, warnings = frozen("Ik kom hier.\n\nElke dag.\n")
    assert warnings[0].startswith("no speakers were recognised: every paragraph is a turn.")


def test_dash_turns_take_two_labels_by_hand() -> None:
    text = "— Hoe is het hier?\n— Stil.\n— En vroeger?\n— Druk.\n"
    document, _ = frozen(text, speakers={"I": "interviewer", "R": "respondent"})
    assert [(turn.speaker, turn.role) for turn in document.turns] == [("I", "interviewer"), ("R", "respondent")] * 2
    assert "do not say who speaks" in frozen(text)[1][0]


def test_one_person_belongs_to_the_one_respondent() -> None:
    text = "I: Hoe is het?\nR: Goed.\n"
    assert frozen(text, people=["p1"])[0].speakers == {"I": Speaker("interviewer"), "R": Speaker("respondent", "p1")}
    assert frozen(text, people=["p1", "p2"])[0].speakers["R"] == Speaker("respondent")
    two = "I: Hoe is het?\nR1: Goed.\nR2: Ook.\n"
    assert {speaker.person for speaker in frozen(two, people=["p1"])[0].speakers.values()} == {None}


def test_what_is_given_goes_before_what_is_found() -> None:
    document, _ = frozen(
        HEADED, id="tuin-01", title="De tuin", places=["tuin"], people=["p1"], date="2024-06-01", language="en", source="raw/a.docx"
    )
    assert document.id == "tuin-01"
    assert (document.title, document.date, document.language, document.source) == ("De tuin", "2024-06-01", "en", "raw/a.docx")
    assert (document.places, document.people) == (("tuin",), ("p1",))
    assert document.sha256 == document.digest


def test_wrong_arguments_fail_by_name() -> None:
    with pytest.raises(ValueError, match="kind='gesprek' is not one of interview, observation"):
        frozen("I: Hoi.\n", kind="gesprek")
    with pytest.raises(ValueError, match="language='de' is not one of nl, en, uk"):
        frozen("I: Hoi.\n", language="de")
    with pytest.raises(ValueError, match="id='a b' is not one"):
        frozen("I: Hoi.\n", id="a b")
    with pytest.raises(IntakeError, match="no id can be made of this name"):
        freeze(raw("I: Hoi.\n", name="….txt"))


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Interview 3 – Café 't Hoekje.docx", "interview-3-cafe-t-hoekje"),
        ("kanaal_02.TXT", "kanaal-02"),
        ("Інтерв'ю у Львові.txt", "інтерв-ю-у-львові"),
        ("a.b.c.vtt", "a-b-c"),
    ],
)
def test_an_id_is_made_of_the_file_name(name: str, id_: str) -> None:
    assert slug(name) == id_


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("12-03-2024", None, "2024-03-12"),
        ("3/4/24", "nl", "2024-04-03"),
        ("03/04/2024", "en", None),
        ("12/31/2024", "en", "2024-12-31"),
        ("2 June 2019", "en", "2019-06-02"),
        ("June 2nd, 2019", "en", "2019-06-02"),
        ("dinsdag 1 mrt. 2022, 10:00 uur", "nl", "2022-03-01"),
        ("14 квітня 2023 року", "uk", "2023-04-14"),
        ("31-02-2024", "nl", None),
        ("vorige week", "nl", None),
    ],
)
def test_dates_are_read(text: str, language: str | None, date: str | None) -> None:
    assert iso_date(text, language) == date


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nou ja, ik kom hier al heel lang en dan is het gezellig.", "nl"),
        ("I have been coming here for years, and it is nice.", "en"),
        ("Ну, я живу тут давно, it is nice.", "uk"),
        ("12:30 – 13:00", None),
    ],
)
def test_the_language_is_recognised(text: str, language: str | None) -> None:
    assert language_of(text) == language


NOTE = """\
# Observatie wasserette

Datum: 3 mei 2024
Observator: Anna

Tijd: 10:15 tot 11:00 uur
Plek: de wasserette aan de Graafseweg

## Wat ik zie

10:20 Twee vrouwen vouwen lakens.
Een man leest: de krant van gisteren.

**Wat ik denk**

Ze kennen elkaar.

Sfeer: rustig, warm.
"""


def test_an_observation_note_has_sections() -> None:
    document, warnings = frozen(NOTE, kind="observation")
    assert document.text == (
        "## Tijd\n\n10:15 tot 11:00 uur\n\n## Plek\n\nde wasserette aan de Graafseweg\n\n## Wat ik zie\n\n"
        "10:20 Twee vrouwen vouwen lakens.\n\nEen man leest: de krant van gisteren.\n\n## Wat ik denk\n\nZe kennen elkaar.\n\n"
        "## Sfeer\n\nrustig, warm.\n"
    )
    assert {turn.role for turn in document.turns} == {"observer"}
    assert (document.title, document.date, document.speakers) == ("Observatie wasserette", "2024-05-03", {})
    assert document.other["header"] == {"Plek": "de wasserette aan de Graafseweg", "Datum": "3 mei 2024", "Observator": "Anna"}
    assert warnings == []


def test_plain_titles_of_a_note_are_sections() -> None:
    text = "Wat ik zie\nEen bank. Twee duiven.\n\nWat ik denk:\nHet wacht.\n\nЩо я бачу\nЛавка.\n"
    talk = find_turns(raw(text), kind="observation")
    assert [block.heading for block in talk.blocks if block.heading] == ["Wat ik zie", "Wat ik denk", "Що я бачу"]
    assert [block.words for block in talk.blocks if block.words] == ["Een bank. Twee duiven.", "Het wacht.", "Лавка."]


def test_a_note_without_sections_says_so() -> None:
    document, warnings = frozen("Er is hier niemand.\n\nHet regent.\n", kind="observation")
    assert len(document.turns) == 2
    assert "no sections were recognised" in warnings[0]


def test_bold_lines_of_a_word_note_are_sections() -> None:
    bold = Line("Wat ik hoor", strong="Wat ik hoor", bold=True)
    talk = find_turns(Raw("a.docx", (bold, Line("Een trein."))), kind="observation")
    assert [(block.heading, block.words) for block in talk.blocks] == [("Wat ik hoor", ""), (None, "Een trein.")]


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "documents.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_however_it_was_saved(separator: str, encoding: str, tmp_path: Path) -> None:
    lines = [["id", "name", "note"], ["café", '"Zaal, ""Eén""; klein"', ""], ["kade", '"twee\r\nregels"', "x"], ["", "", ""], ["bank"]]
    path = table(tmp_path, "\r\n".join(separator.join(line) for line in lines) + "\r\n", encoding)
    assert read_csv(path) == [
        (2, {"id": "café", "name": 'Zaal, "Eén"; klein', "note": ""}),
        (3, {"id": "kade", "name": "twee\nregels", "note": "x"}),
        (6, {"id": "bank", "name": "", "note": ""}),
    ]


def test_a_table_may_name_its_separator(tmp_path: Path) -> None:
    assert read_csv(table(tmp_path, "sep=;\nid;name\na;b, c\n")) == [(3, {"id": "a", "name": "b, c"})]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"documents\.csv:1: the table is empty"),
        ("id,id\n1,2\n", r"documents\.csv:1: the column 'id' occurs 2 times"),
        ("id,,name\n1,2,3\n", r"documents\.csv:1: column 2 has no name"),
        ("id,name\n1,2\n3,4,5\n", r"documents\.csv:3: this row has 3 cells, the table 2 columns"),
        ('id,name\n1,"open\n', r"documents\.csv:2: this row cannot be read"),
    ],
)
def test_a_wrong_table_is_named_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(TableError, match=message):
        read_csv(table(tmp_path, text))


def test_a_missing_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"weg\.csv: the table cannot be read"):
        read_csv(tmp_path / "weg.csv")


def test_what_documents_csv_says(tmp_path: Path) -> None:
    text = (
        "Bestand;plekken;personen;datum;soort;taal;titel;wijk\n"
        'a.docx;"kade; kerk";p1;3-5-2024;interview;nl;De kade;Noord\n'
        "b.txt;tuin|kade;;2024-05;observatie;Engels;;\n"
    )
    assert read_about(table(tmp_path, text)) == {
        "a.docx": {
            "places": ("kade", "kerk"),
            "people": ("p1",),
            "date": "2024-05-03",
            "kind": "interview",
            "language": "nl",
            "title": "De kade",
            "wijk": "Noord",
        },
        "b.txt": {"places": ("tuin", "kade"), "date": "2024-05", "kind": "observation", "language": "en"},
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("naam,plek\na,b\n", r"documents\.csv:1: there is no column 'file'"),
        ("file,kind\na.txt,interview\na.txt,card\n", r"documents\.csv:3: the file 'a.txt' has a row already, in line 2"),
        ("file,kind\na.txt,intervieuw\n", r"documents\.csv:2: kind 'intervieuw' is not one of .* Did you mean 'interview'\?"),
        ("file,date\na.txt,ooit\n", r"documents\.csv:2: date 'ooit' is not one"),
        ("file,kind\n,card\n", r"documents\.csv:2: this row names no file"),
        ("file,plek,plaats\na,b,c\n", r"documents\.csv:1: two columns mean 'places'"),
    ],
)
def test_a_wrong_documents_csv_is_named_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(TableError, match=message):
        read_about(table(tmp_path, text))


def test_a_name_pattern_keeps_known_ids_whole_and_a_place_may_have_blanks_or_be_unknown() -> None:
    pattern = NamePattern("{place}-{person}-{date}", ["ah-bemmel", "de-kuil"], ["p-01", "r-3"])
    read = {
        stem: pattern.read(f"{stem}-2024-05-03") for stem in ("ah-bemmel-p-01", "albert-hein-p-01", "Albert Hein-r-3", "de-kuil-x-9", "a-b")
    }
    assert {stem: said and (said["places"], said["people"]) for stem, said in read.items()} == {
        "ah-bemmel-p-01": (["ah-bemmel"], ["p-01"]),
        "albert-hein-p-01": (["albert-hein"], ["p-01"]),
        "Albert Hein-r-3": (["albert hein"], ["r-3"]),
        "de-kuil-x-9": (["de-kuil"], ["x-9"]),
        "a-b": (["a"], ["b"]),
    }
    assert pattern.read("ah-bemmel-p-01") is None


def test_an_unknown_place_of_a_header_and_a_row_without_a_file_are_reported(study: Path, tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "a.txt").write_text("Plek: Het Kannaal\n\nI: Dag, waar zit u?\n\nR: Hier, aan het water.\n", "utf-8")
    (folder / "documents.csv").write_text("file,date\na.txt,2024-05-03\nweg.txt,2024-05-04\n", "utf-8")
    project = pm.open_project(study)
    report = project.import_files(folder)
    assert (
        report["warnings"]
        .iloc[0]
        .startswith("the file itself says place 'Het Kannaal', which is not in data/places.csv. Did you mean 'kanaal'")
    )
    assert report.summary() == "1 file: 1 imported; documents.csv has rows for files that are not there: weg.txt"
    assert list(project.places().index if "id" not in project.places() else project.places()["id"]) == ["kanaal", "bieb"]

from pathlib import Path

import pytest

import placemeaning as pm
from placemeaning.cli import main
from placemeaning.intake.cards import FIELDS, as_card, field_of, write_blank
from placemeaning.intake.naming import NamePattern
from placemeaning.intake.raw import Line, Raw

WORDS = {
    "value": "Dat ik elke dag even buiten ben.",
    "helps": "De buurvrouw die me ophaalt.",
    "hinders": "De stoep is te hoog.",
    "coherence": "Zonder haar kom ik er niet.",
}


def fill(path, words, head=()):
    """Fill in a blank card as a person would in Word."""
    import docx

    page = docx.Document(path)
    for paragraph in page.paragraphs:
        for name, said in head:
            if paragraph.text.startswith(name):
                paragraph.add_run(said)
    empty = [paragraph for paragraph in page.paragraphs if not paragraph.text]
    for paragraph, said in zip(empty, words, strict=True):
        paragraph.add_run(said)
    page.save(path)


@pytest.mark.parametrize("language", ["nl", "en", "uk"])
@pytest.mark.parametrize("kind", ["conversation", "neighbourhood"])
def test_a_blank_card_that_was_filled_in_comes_back(project, tmp_path, language, kind):
    path = write_blank(tmp_path / "uit" / f"kaart-{language}.docx", language=language, kind=kind)
    fill(path, WORDS.values(), [("Datum", "14-3-2022"), ("Date", "2022-03-14"), ("Дата", "14.03.2022")])
    report = project.import_files(path, places="kanaal", people="p1", language=language)
    assert report[["kind", "turns", "outcome"]].values.tolist() == [["card", 4, "imported"]]
    card = project.document(report["document"][0])
    assert [(turn.section, turn.span.of(card.text)) for turn in card.turns] == [
        (FIELDS[field][language], words) for field, words in WORDS.items()
    ]
    assert {card.voice_of(turn.span) for turn in card.turns} == {"resident"}
    assert {card.people_in(turn.span) for turn in card.turns} == {("p1",)}
    assert card.date == "2022-03-14"


@pytest.mark.parametrize(
    "content",
    [
        "# Kaart\n\n## Wat is waardevol?\n\n{value}\n\n## Wat helpt?\n\n{helps}\n\n## Wat belemmert?\n\n{hinders}\n\n## Hoe hangt het samen?\n\n{coherence}\n",
        "Waardevol: {value}\nHelpt: {helps}\nBelemmert: {hinders}\nSamenhang: {coherence}\n",
        "WAARDEVOL\n{value}\n\nHELPT\n{helps}\n\nBELEMMERT\n{hinders}\n\nSAMENHANG\n{coherence}\n",
        "**Waardevol**\n{value}\n\n**Helpt**\n{helps}\n\n**Belemmert**\n{hinders}\n\n**Samenhang**\n{coherence}\n",
    ],
    ids=["headings", "form", "capitals", "bold"],
)
def test_a_card_is_recognised_however_it_is_laid_out(project, tmp_path, content):
    (tmp_path / "kaart.md").write_text(content.format(**WORDS), "utf-8")
    report = project.import_files(tmp_path / "kaart.md", people="p1")
    card = project.document("kaart")
    assert (report["kind"][0], [field_of(turn.section) for turn in card.turns]) == ("card", list(WORDS))
    assert [turn.span.of(card.text) for turn in card.turns] == list(WORDS.values())


@pytest.mark.parametrize("across", [False, True])
def test_a_card_as_a_table(project, tmp_path, across):
    import docx

    page = docx.Document()
    rows = [("Waardevol", "Helpt", "Belemmert", "Samenhang"), tuple(WORDS.values())]
    cells = rows if across else list(zip(*rows, strict=True))
    table = page.add_table(len(cells), len(cells[0]))
    for r, row in enumerate(cells):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    page.save(tmp_path / "kaart.docx")
    project.import_files(tmp_path / "kaart.docx", people="p1")
    card = project.document("kaart")
    assert [(field_of(turn.section), turn.span.of(card.text)) for turn in card.turns] == list(WORDS.items())


def test_what_names_fewer_than_three_fields_is_no_card():
    assert as_card(Raw("x", (Line("Waardevol: ja"), Line("Helpt: nee")))) is None


def test_wrong_options(tmp_path):
    with pytest.raises(ValueError, match="language='de' is not one of nl, en, uk"):
        write_blank(tmp_path / "x.docx", language="de")
    with pytest.raises(ValueError, match="kind='x' is not one of conversation, neighbourhood"):
        write_blank(tmp_path / "x.docx", kind="x")
    with pytest.raises(ValueError, match=r"'x.pdf' does not end with .docx"):
        write_blank(tmp_path / "x.pdf")


@pytest.mark.parametrize(
    ("pattern", "stem", "said"),
    [
        ("{place}-{person}-{date}", "kanaal-p1-2022-03-14", {"date": "2022-03-14", "places": ["kanaal"], "people": ["p1"]}),
        ("{date}_{place}_{kind}", "20220314_het-plein_card", {"kind": "card", "date": "2022-03-14", "places": ["het-plein"]}),
        ("{person} {date}", "P1 4-3-2022", {"date": "2022-03-04", "people": ["p1"]}),
        ("{number} {title}", "3 Gesprek", {"title": "Gesprek"}),
        ("{place}-{person}", "kanaal", None),
    ],
)
def test_the_name_of_a_file_says_what_it_is_about(pattern, stem, said):
    assert NamePattern(pattern, ["kanaal"], ["p1"]).read(stem) == said


@pytest.mark.parametrize("pattern", ["{plek}", "zomaar", "{place}-{place}"])
def test_a_wrong_pattern_is_refused(pattern):
    with pytest.raises(ValueError, match="is not one of place|names no field, or one twice"):
        NamePattern(pattern)


def test_files_take_what_their_names_say(project, tmp_path):
    (tmp_path / "kanaal-p1-2022-03-14.txt").write_text("I: Hoi, hoe gaat het?\n\nR: Goed.\n", "utf-8")
    (tmp_path / "anders.txt").write_text("I: Hoi, hoe gaat het?\n\nR: Goed.\n", "utf-8")
    report = project.import_files([tmp_path / "kanaal-p1-2022-03-14.txt", tmp_path / "anders.txt"], name_pattern="{place}-{person}-{date}")
    document = project.document("kanaal-p1-2022-03-14")
    assert (document.places, document.people, document.date) == (("kanaal",), ("p1",), "2022-03-14")
    assert "does not fit the pattern '{place}-{person}-{date}'" in report["warnings"][1]


def test_conflicts_between_name_table_and_hand_are_reported(project, tmp_path):
    (tmp_path / "kanaal-p1.txt").write_text("Datum: 1-2-2022\n\nI: Hoi, hoe gaat het?\n\nR: Goed.\n", "utf-8")
    (tmp_path / "documents.csv").write_text("file;place;date\nkanaal-p1.txt;bieb;2022-03-14\n", "utf-8")
    report = project.import_files(tmp_path / "kanaal-p1.txt", name_pattern="{place}-{person}", people="p2")
    document = project.document("kanaal-p1")
    assert (document.places, document.people, document.date) == (("bieb",), ("p2",), "2022-03-14")
    warnings = report["warnings"][0]
    assert "people: by hand 'p2', the file's name says 'p1'" in warnings
    assert "places: documents.csv says 'bieb', the file's name says 'kanaal'" in warnings
    assert "date: documents.csv says '2022-03-14', the file itself says '2022-02-01'" in warnings


def test_places_that_are_not_there_are_proposed_with_near_matches_and_never_made(project, tmp_path):
    (tmp_path / "x.txt").write_text("I: Hoi, hoe gaat het?\n\nR: Goed.\n", "utf-8")
    report = project.import_files(tmp_path / "x.txt", places="Bibliotheekk")
    assert "place 'Bibliotheekk' is not in data/places.csv. Did you mean 'bieb' (Bibliotheek)?" in report["warnings"][0]
    assert list(project.places()["id"]) == ["kanaal", "bieb"]


def test_a_place_may_be_given_by_its_name(project, tmp_path):
    (tmp_path / "x.txt").write_text("I: Hoi, hoe gaat het?\n\nR: Goed.\n", "utf-8")
    project.import_files(tmp_path / "x.txt", places="Bibliotheek")
    assert project.document("x").places == ("bieb",)


def test_speakers_are_set_afterwards(project, tmp_path):
    (tmp_path / "x.txt").write_text("Hoe gaat het hier met je?\n\nGoed hoor, ik kom hier graag.\n\nSasha: ik ook wel eens.\n", "utf-8")
    project.import_files(tmp_path / "x.txt", people=["p1", "p2"], speakers={"Sasha": None})
    before = project.document("x")
    coding = project.code("x", "ik kom hier graag", "relaxation", by="anna")
    project.set_speakers("x", {"": "respondent", "Sasha": {"role": "respondent", "person": "p2"}})
    after = project.document("x")
    assert after.text == before.text
    assert [(turn.speaker, turn.role) for turn in after.turns] == [(None, "respondent"), (None, "respondent"), ("Sasha", "respondent")]
    assert after.people_in(after.find("ik ook")) == ("p2",)
    assert project.codings()["status"].tolist() == ["exact"]
    assert project.codings()["id"].tolist() == [coding.id]
    with pytest.raises(ValueError, match="role='baas' is not one of"):
        project.set_speakers("x", {"Sasha": "baas"})
    with pytest.raises(pm.QuoteNotFound, match="no turn of 'x' begins with the label 'Piet:'"):
        project.set_speakers("x", {"Piet": "respondent"})


def test_a_file_whose_name_has_no_letters_comes_in(project, tmp_path):
    (tmp_path / "!!!.txt").write_text("I: Hoi, hoe gaat het?\n\nR: Goed.\n", "utf-8")
    assert project.import_files(tmp_path / "!!!.txt")[["document", "outcome"]].values.tolist() == [["document", "imported"]]


@pytest.mark.parametrize("language", ["nl", "en", "uk"])
def test_blanks_are_written_by_the_command_and_what_stands_above_the_fields_is_known(project, tmp_path, capsys, language):
    assert main(["cards", "blank", "--language", language, "--to", str(tmp_path / "kaarten")]) == 0
    written = [Path(line.removeprefix("Wrote ")) for line in capsys.readouterr().out.splitlines() if line.startswith("Wrote ")]
    assert sorted(written) == sorted((tmp_path / "kaarten").iterdir())
    assert len(written) == 2
    heads = [("Verteller", "p1"), ("Teller", "p1"), ("Оповідач", "p1"), ("Wijk", "Lindenholt"), ("District", "Lindenholt"), ("Район", "Lindenholt"),
             ("Plek", "kanaal"), ("Place", "kanaal"), ("Місце", "kanaal")]  # fmt: skip
    for path in written:
        fill(path, WORDS.values(), heads)
    report = project.import_files(written)
    cards = [project.document(name) for name in report["document"]]
    assert [(card.kind, card.places, len(card.turns)) for card in cards] == [("card", ("kanaal",), 4)] * 2
    assert [card.people for card in cards] == [("p1",), ()]
    assert cards[1].other["header"]["Wijk"] == "Lindenholt"


def test_a_blank_is_never_written_over_a_card(tmp_path, capsys):
    assert main(["cards", "blank", "--to", str(tmp_path)]) == 0
    assert main(["cards", "blank", "--to", str(tmp_path)]) == 1
    assert "is there already and may be filled in; nothing was written" in capsys.readouterr().err

"""Headings and sections that name a place."""

import pytest

import placemeaning as pm
from placemeaning.intake.placenames import names_of, plain_name
from placemeaning.model.document import Place


@pytest.fixture
def study(tmp_path):
    return pm.example_project(tmp_path / "study")


def imported(study, tmp_path, name, content):
    (tmp_path / name).write_text(content, "utf-8")
    report = study.import_files(tmp_path / name)
    document = study.document(report["document"][0])
    return document, report["warnings"][0]


def said(document):
    return [(turn.section, turn.place, turn.span.of(document.text)) for turn in document.turns]


def test_a_heading_that_names_a_place_sets_it_for_what_follows(study, tmp_path):
    document, warnings = imported(
        study,
        tmp_path,
        "rondje.md",
        "# Rondje\n\n## 1. Het kanaal\n\nI: Wat doet u hier?\nR: Wandelen.\n\n### Vroeger\n\nR: Zwemmen.\n\n"
        "## De markt\n\nR: Praatje maken.\n\n## Albert Hein\n\nR: Boodschappen.\n\n## Afsluiting\n\nI: Dank u.\n",
    )
    assert said(document) == [
        ("1. Het kanaal", "kanaal", "Wat doet u hier?"),
        ("1. Het kanaal", "kanaal", "Wandelen."),
        ("Vroeger", "kanaal", "Zwemmen."),
        ("De markt", "markt", "Praatje maken."),
        ("Albert Hein", None, "Boodschappen."),
        ("Afsluiting", None, "Dank u."),
    ]
    assert "headings set the place of what stands below them: '1. Het kanaal' → kanaal, 'De markt' → markt" in warnings
    assert "the heading 'Albert Hein' is near to the place 'ah-bemmel' (Albert Heijn (Bemmel)); no place was set by it" in warnings
    assert document.places == ()


def test_sections_of_a_note_keep_the_place(study, tmp_path):
    document, _ = imported(
        study, tmp_path, "observatie-ronde.md",
        "# Kanaal\n\nWat ik zie: twee vissers.\n\nWat ik denk: een plek van rust.\n\n# Markt\n\nWat ik zie: drukte.\n",
    )  # fmt: skip
    assert said(document) == [
        ("Wat ik zie", "kanaal", "twee vissers."),
        ("Wat ik denk", "kanaal", "een plek van rust."),
        ("Wat ik zie", "markt", "drukte."),
    ]
    assert {document.voice_of(turn.span) for turn in document.turns} == {"researcher"}
    assert document.places == ("kanaal", "markt")  # every turn has one of them by its heading


def test_the_section_plek_is_the_place_of_a_note(study, tmp_path):
    document, _ = imported(study, tmp_path, "observatie-los.txt", "Tijd: 10.00 uur\nPlek: de markt\nWat ik zie: mensen bij de viskraam.\n")
    assert (document.kind, document.places) == ("observation", ("markt",))
    assert [turn.section for turn in document.turns] == ["Tijd", "Plek", "Wat ik zie"]


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("Het Kanaal", "kanaal"), ("2. Plek: de markt", "markt"), ("3.1 't Ravelijn", "ravelijn"), ("Deel 2: de Snor", "snor"),
        ("Over de bieb:", "bieb"), ("Location: The Library", "library"), ("Місце: Канал", "канал"), ("Antwerpen", "antwerpen"),
    ],
)  # fmt: skip
def test_names_are_compared_plain(words, plain):
    assert plain_name(words) == plain


def test_a_name_of_two_places_stands_for_neither():
    places = {one.id: one for one in (Place("a", "Plein (Noord)"), Place("b", "Plein (Zuid)", aliases=("het zuidplein",)))}
    assert names_of(places) == {"a": "a", "plein (noord)": "a", "b": "b", "plein (zuid)": "b", "zuidplein": "b"}

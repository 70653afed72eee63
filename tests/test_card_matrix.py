"""What helps and what hinders crossed with meanings, and the neighbourhood-values card: from cards that were imported."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import placemeaning as pm
from placemeaning.analysis.cards import helps_and_hinders, with_fields

CARD = "Waardevol: {}\n\nHelpt: {}\n\nBelemmert: {}\n\nSamenhang: {}\n"


@pytest.fixture
def empty(tmp_path):
    """A new study with one place."""
    made = pm.new_project(tmp_path / "studie")
    (made.path / "data/places.csv").write_text(
        "id,name,kind,neighbourhood,municipality\nkanaal,Kanaal,waterside,Lindenholt,Nijmegen\n", "utf-8"
    )
    return made


@pytest.fixture
def study(empty, tmp_path):
    """The study with two conversation cards about the canal, coded."""
    project = empty
    said = {
        "kaart-a": ("Even rust bij het water.", "De buurvrouw haalt me op.", "De stoep is te hoog.", "Zonder haar kom ik er niet."),
        "kaart-b": ("Mijn vriendin zien en rust.", "Het bankje staat goed.", "Het is er donker.", "Licht erbij en het is goed."),
    }
    for name, words in said.items():
        (tmp_path / f"{name}.md").write_text(CARD.format(*words), "utf-8")
        project.import_files(tmp_path / f"{name}.md", places="kanaal", people=name.replace("kaart-", "p"))
    project.code("kaart-a", "Even rust", "relaxation", by="me")
    project.code("kaart-a", "De buurvrouw", "known-people", by="me")
    project.code("kaart-a", "te hoog", "relaxation", by="me")
    project.code("kaart-b", "Mijn vriendin zien", "friendship", by="me")
    project.code("kaart-b", "en rust", "relaxation", by="me")
    project.code("kaart-b", "donker", "friendship", by="me")
    return project


def test_meanings_by_field(study):
    found = study.helps_and_hinders(language="nl")
    table = pd.DataFrame(found.matrix)
    assert list(table.columns) == ["Waardevol", "Helpt", "Belemmert", "Samenhang"]
    assert {row: table.loc[row].tolist() for row in table.index if table.loc[row].any()} == {
        study.codebook["relaxation"].in_language("nl"): [2, 0, 1, 0],
        study.codebook["friendship"].in_language("nl"): [1, 0, 1, 0],
        study.codebook["known-people"].in_language("nl"): [0, 1, 0, 0],
    }
    assert found.note.startswith("Uit 2 gesprekskaarten: ")
    assert found.matrix.cell("relaxation", "hinders")["quote"].tolist() == ["te hoog"]
    assert study.helps_and_hinders(rows="place", count="passages").matrix.cell("kanaal", "value")["quote"].tolist() == [
        "Even rust", "Mijn vriendin zien", "en rust",
    ]  # fmt: skip


def test_what_was_written_around_a_meaning(study):
    found = study.helps_and_hinders()
    assert found.around.loc["relaxation"].to_dict() == {"helps": 2, "hinders": 2, "coherence": 2}
    assert found.around.loc["friendship"].to_dict() == {"helps": 1, "hinders": 1, "coherence": 1}
    assert found.words("friendship").values.tolist() == [
        ["kaart-b", "pb", "kanaal", "helps", "Het bankje staat goed."],
        ["kaart-b", "pb", "kanaal", "hinders", "Het is er donker."],
        ["kaart-b", "pb", "kanaal", "coherence", "Licht erbij en het is goed."],
    ]
    with pytest.raises(ValueError, match="there is no code 'vriendschap'"):
        found.words("vriendschap")


def test_the_field_is_an_axis_of_any_matrix(study):
    table = study.matrix(rows="person", columns="field", count="passages")
    assert {row: table.loc[row].tolist() for row in ("pa", "pb")} == {"pa": [1, 1, 1, 0], "pb": [2, 0, 1, 0]}
    only = study.matrix(columns="person", where={"field": "hinders"})
    assert int(only.to_numpy().sum()) == 2


def test_the_neighbourhood_card(study):
    card = study.neighbourhood_card("Lindenholt", language="en")
    assert card.field("hinders")[["code", "people", "passages", "quotes"]].values.tolist() == [
        ["relaxation", 1, 1, ("te hoog",)], ["friendship", 1, 1, ("donker",)],
    ]  # fmt: skip
    value = card.field("value").set_index("code")
    assert value.loc["relaxation", ["people", "passages", "quotes"]].tolist() == [2, 2, ("Even rust", "en rust")]
    assert repr(card).startswith("Neighbourhood-values card ")
    assert "Fewer than 3 people" in card.note
    assert "<section" in card._repr_html_()
    with pytest.raises(ValueError, match="no coding lies in a district 'Lindenhold'"):
        study.neighbourhood_card("Lindenhold")


def test_words_not_for_publication_are_on_no_card(study):
    def shown():
        return [quote for quotes in study.neighbourhood_card("Lindenholt", quotes=5).frame["quotes"] for quote in quotes]

    quote = shown()[0]
    for coding in study.codings()[study.codings()["quote"] == quote]["id"]:
        study.publish(coding, False, by="anna")
    assert quote not in shown()


def test_without_cards_it_says_so(empty):
    found = empty.helps_and_hinders(language="en")
    assert found.note == "There are no coded conversation cards yet."
    assert "no coded conversation cards" in repr(found)


def test_the_input_is_not_changed(study):
    codings = study.codings()
    before = codings.copy(deep=True)
    texts = {name: study.document(name) for name in study.documents()["id"]}
    helps_and_hinders(codings, texts=texts)
    assert with_fields(codings, texts)["field"].dropna().tolist() == ["value", "helps", "hinders", "value", "value", "hinders"]
    assert_frame_equal(codings, before)

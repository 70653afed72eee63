"""Transcription conventions stay in the text and are no words of anybody."""

import pytest

import placemeaning as pm
from placemeaning.model.conventions import asides, is_convention, spoken_words
from placemeaning.model.document import Document, Turn
from placemeaning.model.text import Span


@pytest.mark.parametrize(
    ("text", "found", "words"),
    [
        ("Ja (lacht) hoor.", ["(lacht)"], 2),
        ("Dat was [onverstaanbaar] in 1980 <xxx>.", ["[onverstaanbaar]", "<xxx>"], 4),
        ("En toen… (pauze 3 s) ((zucht)) niets.", ["(pauze 3 s)", "((zucht))"], 3),
        ("Я живу (сміється) тут [нерозбірливо].", ["(сміється)", "[нерозбірливо]"], 3),
        ("Well (laughs) [inaudible 00:12:01] (...) yes", ["(laughs)", "[inaudible 00:12:01]", "(...)"], 2),
        ("Met [Fatima] (mijn buurvrouw) en [straat 1].", [], 7),
        ("Hij lacht (altijd) zo.", [], 4),
    ],
)
def test_asides(text, found, words):
    assert [span.of(text) for span in asides(text)] == found
    assert spoken_words(text) == words


def test_words_of_a_document_are_those_said():
    text = "R: Ja (lacht) hoor.\n"
    assert Document("a", "interview", text, (Turn(Span(3, 19), "R", "respondent"),)).words("respondent") == 2


def test_a_person_is_no_convention():
    assert not is_convention("Laura")
    assert not is_convention("Xander")


def test_what_a_transcriber_writes_about_the_recording_suggests_nothing():
    book = pm.read_codebook("codes:\n  joy:\n    label: {nl: plezier}\n    definition: x\n    keywords: {nl: [lachen, muziek]}\n")
    text = "R: Goed (lacht) hoor.\n\nR: We lachen veel. [muziek]\n"
    said = Document("a", "interview", text, (Turn(Span(3, 21), "R", "respondent"), Turn(Span(26, 51), "R", "respondent")))
    assert [(one.matched, one.anchor.exact) for one in pm.suggest(said, book)] == [("lachen", "We lachen veel.")]

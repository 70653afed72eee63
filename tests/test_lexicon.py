"""Lemmas, compounds, spellings and spaCy's tokens with our lemmas."""

import pytest

from placemeaning.model.text import Span
from placemeaning.suggesting.fitting import make_test
from placemeaning.suggesting.lemmas import lemma
from placemeaning.suggesting.lexicon import sentences
from placemeaning.suggesting.spelling import is_misspelling

LEMMAS = {
    "nl": "vriendin vriend, vriendinnen vriend, vrienden vriend, kindje kind, kindjes kind, bankjes bank, praatje praatje, praatjes praatje, bakkie bakje, "
    "maatjes maatje, rondjes rondje, boompje boom, woninkje woning, tegengekomen tegenkomen, uitgenodigd uitnodigen, mekaar elkaar, altied altijd, ff even, "
    "praote praten, tied tijd, gezelllig gezellig, buurmannen buurman, leren leren, onbekendwoordje onbekendwoordje, koffie-ochtenden koffie-ochtend, "
    "stroat straat, kammeroaden kameraad, goan gaan, dooie dood",
    "en": "neighbours neighbour, neighbors neighbour, friends friend, volunteering volunteer, knows know, doesn't don't, dont don't, wasn't isn't, cannot can't, im i'm",
    "uk": "подругою подруга, друзів друг, сусідкою сусідка, роботу робота, зв'язку зв'язок, переїхала переїхати",
}


@pytest.mark.parametrize("language", LEMMAS)
def test_lemmas(language):
    pairs = [pair.split() for pair in LEMMAS[language].split(",")]
    assert {word: lemma(word, language) for word, _ in pairs} == dict(pairs)


def test_a_contraction_with_not_is_no_form_of_its_verb():
    assert [make_test("don't", "en").how(word) for word in ("don't", "didn't", "do", "does")] == ["same", "form", None, None]
    assert [make_test("do", "en").how(word) for word in ("does", "doesn't")] == ["form", None]


FITS = """\
vriend: vriend same, Vrienden form, vriendin form, hartsvriendin compound, oud-vriend compound, vriendendienst -, vriendelijk -
buurvrouw: buurvrouwen form, overbuurvrouw compound, buurvrouwenclub -
buurt: buurten form, achterbuurt compound, buurtbus -, buurtbewoner -
ruimte: ontspanningsruimte compound
ontspanning: ontspanningsruimte -
baan: baantje form, bijbaan compound, baanwedstrijd -, rijbaan -
praatje: praatjes form, kletspraatje compound, praten -, praat -
keer: verkeer -
tijd: altijd -"""


@pytest.mark.parametrize("line", FITS.splitlines())
def test_how_a_word_fits_a_keyword(line):
    keyword, _, expected = line.partition(": ")
    test = make_test(keyword, "nl", compounds=True)
    pairs = [pair.split() for pair in expected.split(",")]
    assert {word: test.how(word.casefold()) or "-" for word, _ in pairs} == dict(pairs)


def test_words_in_a_phrase_stand_for_others_of_their_kind():
    assert [make_test("je", "nl").how(word) for word in ("ik", "we", "hij", "mijn")] == ["same", "same", None, None]
    assert [make_test("ben", "nl").how(word) for word in ("bent", "was", "is")] == ["same", "same", None]
    assert [make_test("kom/kwam", "nl").how(word) for word in ("komt", "kwamen", "ging")] == ["form", "form", None]


def test_few_letters_may_differ_and_fewer_in_short_words():
    assert [is_misspelling(word, "vriendschap") for word in ("vrendschap", "vrindschp", "vriendshcap", "griendschap")] == [
        True,
        False,
        True,
        False,
    ]
    assert [is_misspelling(word, "koffie") for word in ("kofie", "kffoie", "koffei")] == [True, False, True]


def test_sentences_end_where_people_end_them():
    text = "Dhr. J. Bos komt om 9.30 uur. Gezellig… En toen?\nKlaar"
    assert [span.of(text) for span in sentences(text, Span(0, len(text)))] == [
        "Dhr. J. Bos komt om 9.30 uur.",
        "Gezellig…",
        "En toen?",
        "Klaar",
    ]


def test_spacy_matches_on_our_lemmas():
    import spacy
    from spacy.matcher import PhraseMatcher

    import placemeaning.suggesting.spacy_lemmas  # noqa: F401

    nlp = spacy.blank("nl")
    nlp.add_pipe("placemeaning_lemmas")
    matcher = PhraseMatcher(nlp.vocab, attr="LEMMA")
    matcher.add("vriendschap", [nlp("vriend")])
    doc = nlp("Mijn vriendinnen en 'n ouwe vrind")
    assert [doc[start:stop].text for _, start, stop in matcher(doc)] == ["vriendinnen", "vrind"]

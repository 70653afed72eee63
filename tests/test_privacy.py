"""Finding, proposing and replacing names, as functions over texts."""

import re
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placemeaning.errors import NotFound
from placemeaning.model.document import Place
from placemeaning.model.text import Span
from placemeaning.privacy.finding import Source, find, kept_words
from placemeaning.privacy.proposal import Asked, propose
from placemeaning.privacy.pseudonyms import Pseudonyms
from placemeaning.privacy.replacing import Edits, edits, rewriter

PLACES = (Place("kapper", "Kapsalon Samira", aliases=("Samira",)), Place("ah", "Albert Heijn (Bemmel)", neighbourhood="Bemmel"))


def source(text, language="nl", name="a"):
    return Source(name, text, language, tuple(Span(*match.span()) for match in re.finditer(r"[^\n]+", text)))


def found(text, language="nl", **options):
    """Return what is found in a text as (words, kind), the sure ones only."""
    return [(one.span.of(text), one.kind) for one in find([source(text, language)], **options)["a"] if one.sure]


def proposal(*texts, **asked):
    sources = [source(text, name=str(number)) for number, text in enumerate(texts)]
    return propose(sources, Asked(**asked), digests={})


def replaced(text, made, name="0"):
    pseudonyms = {(one.kind, one.name): one.replacement for one in made.ticked}
    return edits(text, made.chosen(name), pseudonyms).apply(text)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Mijn zoon Erik en fatima, Fatima's zus.", "nl", ["Erik", "fatima", "Fatima"]),
        ("Met Riets thermoskan zaten we daar.", "nl", ["Riet"]),
        ("Daar zat mevrouw De Wit, en Jan van der Velde.", "nl", ["De Wit", "Jan", "van der Velde"]),
        ("Ik woon op de Kersenhof 22, in Arnhem.", "nl", ["Kersenhof 22"]),
        ("Bel 06-38114022 of (024) 377 09 18, mail: jan@voorbeeld.nl.", "nl", ["06-38114022", "(024) 377 09 18", "jan@voorbeeld.nl"]),
        ("Bel nul zes drie acht een een vier nul twee twee.", "nl", ["nul zes drie acht een een vier nul twee twee"]),
        ("Geboren 3 maart 1948, het gesprek was op 4 april 2022.", "nl", ["3 maart 1948"]),
        ("Rekening NL91 ABNA 0417 1643 00, 6663 XZ.", "nl", ["NL91 ABNA 0417 1643 00", "6663 XZ"]),
        ("Zij zit op basisschool De Klimop, hij werkt bij Hupkes & Zoon.", "nl", ["De Klimop", "Hupkes & Zoon"]),
        ("Then Keith came, and Keith's wife, to 14 Mill Lane.", "en", ["Keith", "Keith", "14 Mill Lane"]),
        ("Я зустріла Галину, а потім Галині дзвонив Сергій.", "uk", ["Галину", "Галині", "Сергій"]),
        ("Вона живе на вулиці Шевченка, 15 у Полтаві.", "uk", ["Шевченка, 15"]),
    ],
)
def test_finds(text, language, expected):
    assert [words for words, _ in found(text, language)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Wil je koffie? Mark mijn woorden. In Amsterdam was het druk, zei de Duitser.",
        "Bij de Albert Heijn in Bemmel en bij Samira, de kapper.",
        "Op maandag met Pasen om half 8, lijn 6, groep 7, dat was in 2021.",
        "Ik zit op Facebook. God, wat een Opel. De NS reed niet.",
    ],
)
def test_leaves_ordinary_words_and_places_under_study(text):
    assert found(text, places=PLACES) == []


def test_names_given_by_hand_are_found_in_any_case_and_what_to_keep_stays():
    text = "Kwik zei dat kwik er was. Erik ook."
    assert found(text, names=["Kwik"], keep=["Erik"]) == [("Kwik", "person")]
    assert found("Zelensi en zelensis hond.", names=["Zelensi"]) == [("Zelensi", "person"), ("zelensi", "person")]


def test_a_word_in_brackets_is_a_pseudonym_already():
    assert found("Toen zei [Fatima]: Erik, kom.") == [("Erik", "person")]


def test_a_proposal_prints_as_a_table_and_is_changed_by_hand():
    made = proposal("Erik zei: dag. Met Erik en Valkenburg en Truus.", "Toen belde Truus naar erik.")
    erik = next(one for one in made if one.words == "Erik")
    assert (erik.kind, erik.count, erik.documents, erik.replace) == ("person", 3, ("0", "1"), True)
    assert "[x] Erik" in repr(made)
    assert "Valkenburg" in [one.words for one in made.left]
    assert "Truus" in [one.words for one in made.keep("Truus").left]
    assert made.rename("Erik", "Sjors").ticked[0].replacement in ("[Sjors]", made.ticked[0].replacement)
    assert "Truus" not in replaced("Toen belde Truus naar erik.", made, "1")
    with pytest.raises(ValueError, match="stands for"):
        made.rename("Erik", next(one.replacement for one in made if one.words == "Truus"))
    with pytest.raises(NotFound, match="not in this proposal"):
        made.keep("Kwik")
    assert "dag" in [one.words for one in made.add("dag").ticked]
    frame = made.frame.assign(replace=False)
    assert made.with_frame(frame).ticked == ()


def test_the_same_name_gets_the_same_pseudonym_and_two_parts_one_pair_of_brackets():
    text = "Mientje van Haaren belt. Mientjes knie wil niet, zei mientje van Haaren."
    made = proposal(text)
    first, last = (next(one.replacement[1:-1] for one in made if one.words == words) for words in ("Mientje", "van Haaren"))
    assert replaced(text, made) == f"[{first} {last}] belt. [{first}]s knie wil niet, zei [{first} {last}]."


def test_a_ukrainian_case_form_is_replaced_by_the_same_case():
    made = propose([source("Я бачила Галину. Галина сміється.", "uk")], Asked(), digests={}).rename("Галина", "Оксана")
    assert replaced("Я бачила Галину. Галина сміється.", made, "a") == "Я бачила [Оксану]. [Оксана] сміється."


def test_known_names_are_replaced_in_any_text_but_not_inside_names_of_places():
    rewrite = rewriter({"Albert": "[Kees]", "Галина": "[Оля]"}, kept_words(PLACES, ()))
    assert rewrite("Albert bij Albert Heijn, Alberts kar, Alberta") == "[Kees] bij Albert Heijn, [Kees]s kar, Alberta"
    assert rewrite("З Галиною") == "З [Олею]"


@given(st.data())
def test_passages_move_exactly(data):
    text = data.draw(st.text("ab ", min_size=1, max_size=40))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    pairs = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    made = Edits(tuple(Span(a, b) for a, b in pairs), tuple(data.draw(st.text("XY", min_size=1, max_size=5)) for _ in pairs))
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    inside = [(Span(a, b), words) for (a, b), words in zip(pairs, made.new, strict=True) if a < span.stop and span.start < b]
    grown = Span(min([span.start, *(one.start for one, _ in inside)]), max([span.stop, *(one.stop for one, _ in inside)]))
    shifted = Edits(tuple(Span(one.start - grown.start, one.stop - grown.start) for one, _ in inside), tuple(words for _, words in inside))
    assert made.move(span).of(made.apply(text)) == shifted.apply(grown.of(text))


def test_a_pseudonym_does_not_remind_of_the_name():
    given = [
        Pseudonyms([], Random(seed)).for_name(name, "person", "first", "nl") for seed in range(60) for name in ("Riet", "Theo", "Fatima")
    ]
    assert not [one for one in given if re.match(r"\[(?:Rie|The|Fat)", one)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Bakker Bloem is dood. De smid heette Hoop, geloof ik.", "nl", ["Bloem", "Hoop"]),
        ("Ons Mien en onze Cor liggen daar, met Nol, Toos en Wil.", "nl", ["Mien", "Cor", "Nol", "Toos", "Wil"]),
        ("Wil je koffie? Will you come?", "nl", []),
        ("Mijn zus aaltje belde. Iris van de overkant ook; de iris bloeit.", "nl", ["aaltje", "Iris"]),
        ("Will you stay? Hope and Mark went, and our Kev.", "en", ["Hope", "Mark", "Kev"]),
        ("Любов Іванівна прийшла, а сусідка Мотря ні.", "uk", ["Любов Іванівна", "Мотря"]),
    ],
)
def test_ordinary_words_that_are_names_too(text, language, expected):
    mentions = find([source(text, language)])["a"]
    assert [one.span.of(text) for one in together(mentions) if one.sure] == expected


def together(mentions):
    """Join the parts of one name."""
    joined = []
    for one in mentions:
        if joined and one.kind == joined[-1].kind == "person" and one.span.start == joined[-1].span.stop + 1 and one.part == "last":
            joined[-1] = replace(joined[-1], span=Span(joined[-1].span.start, one.span.stop))
        else:
            joined.append(one)
    return joined


def test_a_surname_is_one_name_with_and_without_what_stands_before_it():
    text = "Ik ken Jan van Verheij wel. Toen ging mevrouw Verheij. En die van Verheij?"
    made = proposal(text)
    given = {one.words: one.replacement for one in made.ticked if "erheij" in one.words}
    assert list(given) == ["Verheij"]
    assert replaced(text, made).count(given["Verheij"][1:-1]) == 3

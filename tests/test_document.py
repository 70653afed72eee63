import pytest
from hypothesis import given
from hypothesis import strategies as st

from placemeaning.errors import DocumentError, NotFound, QuoteAmbiguous, QuoteNotFound
from placemeaning.model.document import (
    Block,
    Document,
    Speaker,
    Turn,
    is_id,
    read_document,
    read_turns,
    shorten,
    the_one,
    write_body,
    write_document,
)
from placemeaning.model.text import Span, digest

BODY = """\
[00:00:04.500] I: Wat betekent het kanaal voor je?

[00:00:09] R: Ik loop er elke dag. Ja, elke dag.
Ook als het regent.

## De kroeg {place=cafe}

R: Nou: dat is anders.

Zomaar een regel.
"""

FRONT = """\
---
id: kanaal-02
kind: interview
title: 'Kanaal: gesprek 2'
places: [kanaal]
people: [p07]
date: '2022-03-14'
language: nl
source: kanaal-02.docx
sha256: {sha}
speakers:
  I: {{role: interviewer}}
  R: {{role: respondent, person: p07}}
colour of the door: 'no'
---
"""


@pytest.fixture
def document():
    return read_document(FRONT.format(sha=digest(BODY)) + BODY, "data/text/kanaal-02.txt")


def test_a_frozen_text_is_read_whole(document):
    assert [(t.span.of(document.text), t.speaker, t.role, t.seconds, t.section, t.place) for t in document.turns] == [
        ("Wat betekent het kanaal voor je?", "I", "interviewer", 4.5, None, None),
        ("Ik loop er elke dag. Ja, elke dag.\nOok als het regent.", "R", "respondent", 9.0, None, None),
        ("Nou: dat is anders.", "R", "respondent", None, "De kroeg", "cafe"),
        ("Zomaar een regel.", None, None, None, "De kroeg", "cafe"),
    ]
    assert document.sha256 == document.digest == digest(BODY)
    assert document.other == {"colour of the door": "no"}
    assert repr(document) == "<Document kanaal-02: interview, 4 turns, 25 words>"
    assert document.words("respondent") == 16


def test_writing_is_the_mirror_of_reading(document):
    assert write_document(document) == FRONT.format(sha=digest(BODY)) + BODY


def test_windows_line_ends_and_bom_do_not_move_anything(document):
    windows = "\ufeff" + (FRONT.format(sha=digest(BODY)) + BODY).replace("\n", "\r\n")
    assert read_document(windows, "x.txt") == document


def test_turn_at_and_turns_in(document):
    first, second = document.turns[0], document.turns[1]
    assert document.turn_at(first.span.start) is first
    assert document.turn_at(0) is None
    assert document.turn_at(first.span.stop) is None
    assert document.turns_in(Span(first.span.stop - 1, second.span.start + 1)) == [first, second]


def test_place_voice_and_people_of_a_passage(document):
    about_pub, asked = document.find("dat is anders"), document.find("Wat betekent")
    assert (document.place_of(about_pub), document.voice_of(about_pub), document.people_in(about_pub)) == ("cafe", "resident", ("p07",))
    assert (document.place_of(asked), document.voice_of(asked), document.people_in(asked)) == ("kanaal", "researcher", ())
    loose = document.find("Zomaar")
    assert (document.voice_of(loose), document.people_in(loose)) == ("resident", ("p07",))


def test_two_people_count_where_the_turn_says_who_speaks():
    body = "A: Ik kom hier graag.\n\nB: Ik ook.\n\nSamen dan.\n"
    speakers = {"A": Speaker("respondent", "p1"), "B": Speaker("respondent", "p2")}
    two = Document("d", "interview", body, read_turns(body, speakers), people=("p1", "p2"), speakers=speakers)
    assert two.people_in(Span(0, len(body))) == ("p1", "p2")
    assert two.people_in(two.find("Ik ook.")) == ("p2",)
    assert two.people_in(two.find("Samen dan.")) == ()
    assert two.place_of(two.find("Samen")) is None


def test_an_observation_is_the_observers():
    body = "## Wat ik zie\n\nTwee vrouwen praten.\n"
    note = Document("n", "observation", body, read_turns(body, {}, "observation"), people=("p1",))
    assert note.turns == (Turn(Span(15, 35), None, "observer", None, "Wat ik zie", None),)
    assert (note.voice_of(Span(15, 35)), note.people_in(Span(15, 35)), note.voice_of(Span(0, 2))) == ("researcher", (), "researcher")


def test_a_passage_is_named_by_its_words(document):
    assert document.find("Ik loop er elke dag").of(document.text) == "Ik loop er elke dag"
    assert document.find("elke dag. Ook  als").of(document.text) == "elke dag.\nOok als"
    assert document.find("elke dag", nth=2).start == document.text.index("elke dag", document.text.index("Ja,"))


def test_words_that_are_not_there_offer_the_nearest(document):
    with pytest.raises(
        QuoteNotFound, match=r"does not contain the words 'Ik liep er elke dag'. The nearest words are 'Ik loop er elke dag'"
    ):
        document.find("Ik liep er elke dag")
    with pytest.raises(QuoteNotFound, match=r"the words '😀'\.$"):
        document.find("😀")


def test_words_that_are_there_twice_ask_which(document):
    with pytest.raises(QuoteAmbiguous, match=r"contains 'elke dag' 2 times. Say which with nth=: nth=1: …"):
        document.find("elke dag")
    with pytest.raises(QuoteNotFound, match="2 times; there is no nth=3"):
        document.find("elke dag", nth=3)
    with pytest.raises(ValueError, match="nth=0 is less than 1"):
        document.find("elke dag", nth=0)
    with pytest.raises(ValueError, match="at least one character"):
        document.find(" \n")


LABELS = st.sampled_from(["I", "R", "Mevr. de Vries", "Інтерв'юер"])
WORDS = st.text(st.sampled_from("ab é😀:[]#'\n й"), min_size=1, max_size=30).filter(lambda s: s.strip() and not s.strip().startswith("## "))


@given(st.lists(st.tuples(LABELS, st.none() | st.integers(0, 360_000_000).map(lambda ms: ms / 1000), WORDS), min_size=1, max_size=6))
def test_what_is_written_as_turns_is_read_as_turns(said):
    body = write_body([Block(words, speaker, seconds) for speaker, seconds, words in said])
    speakers = {label: Speaker() for label, _, _ in said}
    found = [(t.speaker, t.seconds, t.span.of(body).split()) for t in read_turns(body, speakers)]
    assert found == [(speaker, seconds, words.split()) for speaker, seconds, words in said]


@pytest.mark.parametrize(
    ("block", "message"), [(Block("x", speaker="A:"), "a speaker's label cannot be 'A:'"), (Block(" ", speaker="A"), "a turn needs words")]
)
def test_a_block_that_cannot_be_read_back_is_refused(block, message):
    with pytest.raises(ValueError, match=message):
        write_body([block])


def test_a_label_without_words_is_no_turn():
    assert read_turns("R:\n\nR: ja\n", {"R": Speaker()})[0].span.of("R:\n\nR: ja\n") == "ja"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("hallo", r"x\.txt:1: a frozen text begins with '---'"),
        ("---\nid: a\n", r"x\.txt:1: the front matter does not end"),
        ("---\nkind: interview\n---\n", r"x\.txt:2: id None is not one"),
        ("---\nid: ../a\n---\n", r"x\.txt:2: id '../a' is not one"),
        ("---\nid: a\nkind: intervieuw\n---\n", r"x\.txt:3: kind: 'intervieuw' is not one of interview, .*Did you mean 'interview'\?"),
        ("---\nid: a\nid: b\n---\n", r"x\.txt:3: 'id' stands here a second time \(first in line 2\)"),
        ("---\nid: a\nplaces: {a: b}\n---\n", r"x\.txt:3: 'places' is a list, not a mapping"),
        ("---\nid: a\nplaces: [[b]]\n---\n", r"x\.txt:3: 'places' is a list of texts"),
        ("---\nid: a\ntitle: [b]\n---\n", r"x\.txt:3: 'title' is one text"),
        ("---\nid: a\nspeakers: [b]\n---\n", r"x\.txt:3: 'speakers' is a mapping"),
        ("---\nid: a\nspeakers:\n  R: {role: boss}\n---\n", r"x\.txt:4: role: 'boss' is not one of"),
        ("---\nid: a\n  b: [\n---\n", r"x\.txt:3: this is not YAML"),
        ("---\n- a\n---\n", r"x\.txt:2: names with values"),
        ("---\n[a]: b\n---\n", r"x\.txt:2: a name is expected here"),
        ("---\nid: \x07\n---\n", r"x\.txt:2: this is not YAML"),
        ("---\nid: " + "[" * 20000 + "\n---\n", r"x\.txt:[23]: this is not YAML"),
    ],
)
def test_wrong_front_matter_names_file_and_line(content, message):
    with pytest.raises(DocumentError, match=message):
        read_document(content, "x.txt")


def test_empty_values_are_no_values():
    found = read_document("---\nid: a\ntitle:\npeople: ~\nspeakers:\nplaces: kanaal\n---\nhoi", "x.txt")
    assert (found.title, found.people, found.speakers, found.places) == ("", (), {}, ("kanaal",))


def test_ids():
    assert [name for name in ("kanaal-02", "buurt.café", "1", "a" * 121, "", "-a", "a/b", "a b", "..", "a.") if is_id(name)] == [
        "kanaal-02",
        "buurt.café",
        "1",
    ]
    with pytest.raises(NotFound, match=r"there is no place 'kanal'. Did you mean 'kanaal'\?"):
        the_one({"kanaal": 1}, "kanal", "place")
    assert shorten("een  twee drie", 9) == "een twee…"

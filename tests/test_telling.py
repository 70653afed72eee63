"""Summaries in cells, what may be published, stories, and tables for elsewhere."""

from __future__ import annotations

import json
import re
import zipfile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import placemeaning as pm
from placemeaning.analysis.story import CUT, parts_of, told
from placemeaning.model.document import Document, Turn
from placemeaning.model.text import Span
from placemeaning.output.words import say
from placemeaning.suggesting.lexicon import sentences


@pytest.fixture
def coded(project):
    project.code("kort", "Ja, voor mijn rust.", "relaxation", by="anna")
    project.code("kort", "Ik wandel er elke dag", "relaxation", by="anna")
    project.code("kort", "mijn rust", "relaxation", by="bert", place="bieb")
    return project


def lines(project, by="anna"):
    """Return the lines of a coder's summaries, the summaries last."""
    files = sorted(project.path.glob(f"data/coded/{by}/*.jsonl"), reverse=True)
    read = [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]
    return [line for line in read if (line["rule"] or "").startswith("summary")]


# summaries


def test_a_summary_links_to_its_passages_and_keeps_its_history(coded):
    first = coded.summarise("kanaal", "relaxation", "Men komt tot rust.", by="anna")
    second = coded.summarise("kanaal", "relaxation", "Rust, elke dag.", by="anna", passages=coded.find("relaxation", place="kanaal"))
    assert first.passages["quote"].tolist() == second.passages["quote"].tolist() == ["Ja, voor mijn rust.", "Ik wandel er elke dag"]
    assert [one.memo for one in second.history] == ["Men komt tot rust.", "Rust, elke dag."]
    assert second.history[1].replaces == first.id
    assert str(coded.summary("kanaal", "relaxation")) == "Rust, elke dag."
    again = coded.summarise("kanaal", "relaxation", "Rust, elke dag.", by="anna")
    assert again.id == second.id
    assert len(lines(coded)) == 6


def test_a_line_on_disk_is_a_flat_row_of_the_contract(coded):
    made = coded.summarise("kanaal", "relaxation", "Men komt tot rust.", by="anna")
    *links, summary = lines(coded)
    fields = ["kind", *(name for name in pm.Event.__struct_fields__)]
    assert all(sorted(line) == sorted(fields) for line in [summary, *links])
    assert {name: summary[name] for name in ("kind", "rule", "place", "code", "memo", "about", "document")} == {
        "kind": "note", "rule": "summary", "place": "kanaal", "code": "relaxation", "memo": "Men komt tot rust.", "about": None, "document": None,
    }  # fmt: skip
    assert [(link["about"], link["document"], link["start"], link["exact"]) for link in links] == [
        (row.id, "kort", row.start, row.quote) for row in made.passages.itertuples()
    ]
    assert {line["origin"] for line in [summary, *links]} == {summary["origin"]}


@pytest.mark.parametrize(
    ("change", "stale", "why"),
    [
        (lambda p, one: p.withdraw(one, by="anna"), ["withdrawn"], "1 passage is ingetrokken"),
        (lambda p, one: p.recode(one, "friendship", by="anna"), ["elsewhere"], "1 passage heeft nu een andere code of plek"),
        (lambda p, one: p.recode(one, "relaxation", place="bieb", by="anna"), ["elsewhere"], "1 passage heeft nu een andere code of plek"),
        (lambda p, one: p.move(one, "voor mijn rust", by="anna"), ["changed"], "de woorden van 1 passage zijn gewijzigd"),
        (lambda p, one: edit(p, "voor mijn rust", "voor de rust"), ["changed"], "de woorden van 1 passage zijn gewijzigd"),
        (lambda p, one: edit(p, "Kom je hier", "Kom je wel eens hier"), [], ""),
        (lambda p, one: p.code("kort", "Samen koffie drinken", "relaxation", by="bert"), ["new"], "1 passage kwam erbij"),
        (lambda p, one: p.code("kort", "Ja, voor mijn rust.", "relaxation", by="bert"), [], ""),
        (lambda p, one: p.code("kort", "Samen koffie drinken", "friendship", by="bert"), [], ""),
        (lambda p, one: (p.withdraw(one, by="anna"), p.undo(by="anna")), [], ""),
    ],
)
def test_a_summary_is_stale_when_its_passages_changed(coded, change, stale, why):
    coded.summarise("kanaal", "relaxation", "Men komt tot rust.", by="carla")
    assert coded.summary("kanaal", "relaxation").stale == {}
    change(coded, coded.coding(coded.codings(coder="anna")["id"].iloc[0]))
    found = coded.summary("kanaal", "relaxation", by="carla")
    assert (list(found.stale), found.why("nl")) == (stale, why)
    assert coded.summaries()["stale"].tolist() == [bool(stale)]


def edit(project, old, new):
    path = project.path / "data/text/kort.txt"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8", newline="\n")


def test_undo_takes_a_summary_back_and_redo_puts_it_there_again(coded):
    coded.summarise("kanaal", "relaxation", "Eerst.", by="anna")
    coded.summarise("kanaal", "relaxation", "Later.", by="anna")
    coded.undo(by="anna")
    assert coded.summary("kanaal", "relaxation").text == "Eerst."
    coded.redo(by="anna")
    found = coded.summary("kanaal", "relaxation")
    assert (found.text, found.stale, len(found.passages)) == ("Later.", {}, 2)
    coded.undo(by="anna")
    coded.undo(by="anna")
    with pytest.raises(pm.NotFound, match="there is no summary of kanaal and relaxation"):
        coded.summary("kanaal", "relaxation")
    assert coded.codings(coder="anna")["quote"].tolist() == ["Ja, voor mijn rust.", "Ik wandel er elke dag"]


def test_a_link_that_is_gone_from_the_file_is_noticed(coded):
    coded.summarise("kanaal", "relaxation", "Men komt tot rust.", by="anna")
    path = coded.path / "data/coded/anna/kort.jsonl"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    assert coded.summary("kanaal", "relaxation").why() == "a passage was removed from the study"


def test_names_in_summaries_are_replaced_and_marks_hold(tmp_path):
    project = pm.example_project()
    words = "Vroeger liep ik door, hè, helemaal naar de brug, met Ans en met Corrie Lammers"
    coding = project.code("kanaal-02", words, "network-decline", by="me")
    project.summarise("kanaal", "network-decline", "Corrie Lammers is er niet meer.", by="me", passages=[coding])
    project.publish(coding, False, by="me", memo="noemt Corrie Lammers")
    key = {"key": tmp_path / "key", "passphrase": "een lang wachtwoord hoor"}
    project.pseudonymise(
        "kanaal-02", names=["Corrie Lammers"], approve=project.pseudonymise("kanaal-02", names=["Corrie Lammers"], **key), **key
    )
    found = project.summary("kanaal", "network-decline")
    assert (found.stale, "Lammers" in found.text) == ({}, False)
    assert project.codings(coder="me")["publish"].tolist() == [False]
    assert not [path for path in project.path.glob("data/coded/me/*") if "Lammers" in path.read_text("utf-8")]
    other = project.code("kanaal-03", project.document("kanaal-03").turns[1].span, "network-decline", by="me")
    project.summarise("kanaal", "network-decline", "Het wordt minder.", by="ben", passages=[coding, other])
    project.forget("kanaal-02", **key)  # the summary of its passage alone goes with it
    assert project.summaries()[["coder", "text"]].to_numpy().tolist() == [["ben", "Het wordt minder."]]
    assert list(project.summary("kanaal", "network-decline").stale) == ["lost"]


def test_the_matrix_of_summaries(coded):
    coded.summarise("kanaal", "relaxation", "Anna: rust.", by="anna")
    coded.summarise("kanaal", "relaxation", "Bert: stilte.", by="bert")
    coded.summarise("bieb", "relaxation", "Stil.", by="bert")
    coded.withdraw(coded.codings(coder="bert")["id"].iloc[0], by="bert")
    found = coded.summaries(language="nl")
    assert found[["place", "code_label", "text", "coder", "passages", "stale"]].to_numpy().tolist() == [
        ["kanaal", "ontspanning", "Anna: rust.", "anna", 2, False],
        ["kanaal", "ontspanning", "Bert: stilte.", "bert", 2, False],
        ["bieb", "ontspanning", "Stil.", "bert", 0, True],
    ]
    assert found.table().to_numpy().tolist() == [["Bert: stilte."], ["⚠ Stil."]]
    assert found.table(by="anna").to_numpy().tolist() == [["Anna: rust."]]
    assert coded.summaries(by="anna")["text"].tolist() == ["Anna: rust."]
    assert "Bert: stilte." in found._repr_html_()


def test_who_summarises_or_marks_is_no_coder(coded):
    before = coded.agreement(unit="turn")
    coded.summarise("kanaal", "relaxation", "Rust.", by="carla")
    coded.publish(coded.codings()["id"].iloc[0], False, by="dirk")
    coded.undo(by="dirk")
    after = coded.agreement(unit="turn")
    assert after.coders == before.coders == ("anna", "bert")
    assert str(after) == str(before)


def test_a_code_stands_for_those_under_it(study):
    book = (study / "codebook.yaml").read_text("utf-8")
    (study / "codebook.yaml").write_text(book.replace("    definition: Tot rust", "    parent: contact\n    definition: Tot rust"), "utf-8")
    project = pm.open_project(study)
    project.code("kort", "mijn rust", "relaxation", by="anna")
    assert project.summarise("kanaal", "contact", "Rust.", by="anna").passages["quote"].tolist() == ["mijn rust"]
    project.code("kort", "Ik wandel", "relaxation", by="anna")
    assert project.summary("kanaal", "contact").why() == "1 passage was added"


def test_wrong_summaries_are_refused(coded):
    other = coded.codings(coder="bert")["id"].iloc[0]
    for wrong, error, message in (
        (("kanaal", "relaxatoin", "x"), pm.NotFound, "Did you mean 'relaxation'"),
        (("kanal", "relaxation", "x"), pm.NotFound, "Did you mean 'kanaal'"),
        (("kanaal", "relaxation", " "), ValueError, "a summary needs words"),
    ):
        with pytest.raises(error, match=message):
            coded.summarise(*wrong, by="anna")
    with pytest.raises(ValueError, match="is not among those of kanaal and relaxation"):
        coded.summarise("kanaal", "relaxation", "x", by="anna", passages=[other])
    with pytest.raises(ValueError, match="cannot be a coder's name"):
        coded.summarise("kanaal", "relaxation", "x", by="an na")


# what may be published


def test_a_mark_bars_the_words_whoever_coded_them(coded):
    quotes = lambda: dict(zip(coded.codings()["quote"], coded.codings()["publish"], strict=True))  # noqa: E731
    assert set(quotes().values()) == {True}
    bert = coded.codings(coder="bert")["id"].iloc[0]  # mijn rust, inside anna's
    note = coded.publish(bert, False, by="carla", memo="te herkenbaar")
    assert (note.rule, note.memo, note.about) == ("not for publication", "te herkenbaar", bert)
    assert coded.publish(bert, False, by="carla", memo="te herkenbaar").id == note.id
    barred = {"Ja, voor mijn rust.": False, "Ik wandel er elke dag": True, "mijn rust": False}
    assert quotes() == barred
    assert coded.codings(coder="anna")["publish"].tolist() == [False, True]
    coded.publish(bert, True, by="anna")  # another coder's mark stands
    assert quotes() == barred
    moved = coded.move(coded.coding(bert), "Samen koffie drinken", by="bert")
    assert quotes() == {"Ja, voor mijn rust.": False, "Ik wandel er elke dag": True, "Samen koffie drinken": False}
    coded.publish(moved, True, by="carla")
    assert set(quotes().values()) == {True}
    coded.undo(by="carla")
    assert not all(quotes().values())


def test_a_mark_holds_when_the_text_was_edited(coded):
    coded.publish(coded.codings(coder="anna")["id"].iloc[0], False, by="anna")
    edit(coded, "Kom je hier", "Kom je wel eens hier")
    assert coded.codings(coder="anna")["publish"].tolist() == [False, True]
    edit(coded, "Ja, voor mijn rust. ", "")
    assert coded.codings(coder="anna")["publish"].tolist() == [False, True]
    assert (
        dict(zip(coded.codings()["quote"], coded.codings()["publish"], strict=True))["mijn rust"] is False
    )  # within the words that are gone


def test_where_marks_cannot_be_read_nothing_may_be_published(coded):
    (coded.path / "data/coded/bert/kort.jsonl").write_text("oeps\n", "utf-8")
    assert coded.codings(coder="anna")["publish"].tolist() == [False, False]


# stories


def test_a_story_has_its_words_and_its_sources(coded, tmp_path):
    first = coded.codings(coder="anna")["id"].iloc[1]  # stops inside a sentence
    story = coded.vignette(
        [coded.coding(first), (first, "Ik […] elke dag"), ("kort", "Samen koffie drinken"), ("lang", "woord050 woord051 […] woord054")],
        title="Samen < alleen",
    )
    assert story.text == (
        "Ik wandel er elke dag […]\n\nIk […] elke dag […]\n\nSamen koffie drinken […]\n\nwoord050 woord051 […] woord054 […]"
    )
    assert story.sources == ["kort, beurt 2, 00:00:04 · p1 · Kanaal", "lang, beurt 2 · p2 · Kanaal"]
    page = story.save(tmp_path / "story.html").read_text("utf-8")
    assert re.findall(r'<a href="#(source-\d)"', page) == ["source-1", "source-1", "source-1", "source-1", "source-2", "source-2"]
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))
    assert "Samen &lt; alleen" in page
    assert not re.search(r"https?://|<script", page)
    assert 'lang="nl"' in page

    import docx

    file = story.save(tmp_path / "story.docx")
    written = docx.Document(str(file))
    assert [one.text for one in written.paragraphs] == [
        "Samen < alleen", "Ik wandel er elke dag […]1", "Ik1 […] elke dag […]1", "Samen koffie drinken […]1",
        "woord050 woord0512 […] woord054 […]2", "Bronnen", say("words unchanged"),
        "1. kort, beurt 2, 00:00:04 · p1 · Kanaal", "2. lang, beurt 2 · p2 · Kanaal",
    ]  # fmt: skip
    body = zipfile.ZipFile(file).read("word/document.xml").decode()
    assert (
        set(re.findall(r'w:anchor="(\w+)"', body))
        == set(re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', body))
        == {"source1", "source2"}
    )
    with pytest.raises(ValueError, match=r"'story.pdf' does not end with one of .html, .docx"):
        story.save(tmp_path / "story.pdf")


def test_what_is_cut_off_a_sentence_is_marked(coded):
    words = {
        "er elke dag met een vriendin": "[…] er elke dag met een vriendin.",
        "Ja, voor mijn rust": "Ja, voor mijn rust.",
        "rust. Ik": "[…] rust. Ik […]",
    }
    assert {words: coded.vignette([("kort", words)]).text for words in words} == words


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Ik wandelde er elke dag", "'wandelde' is not what follows 'Ik'"),
        ("Ik wandel elke dag", "'elke' is not what follows 'Ik wandel'"),
        ("elke dag […] Ik wandel", "'Ik' is not what follows"),
        ("Ik wandel er elke da", "'da' is not what follows 'Ik wandel er elke'"),
        ("ik wandel er elke dag", "'ik' is not what follows"),
        ("[…]", "needs words"),
    ],
)
def test_a_changed_word_is_named(coded, words, message):
    coding = coded.codings(coder="anna")["id"].iloc[1]
    with pytest.raises(ValueError, match=re.escape(message)):
        coded.vignette([(coding, words)])


def test_a_story_refuses_what_is_not_for_publication(coded):
    bert = coded.codings(coder="bert")["id"].iloc[0]
    coded.publish(bert, False, by="carla", memo="te herkenbaar")
    assert coded.vignette([("kort", "Samen koffie drinken doen we ook.")]).text == "Samen koffie drinken doen we ook."
    for item in (bert, coded.codings(coder="anna")["id"].iloc[0], ("kort", "Ja, voor mijn rust."), ("kort", "Ja, […] rust.")):
        with pytest.raises(ValueError, match="is not for publication, says carla: te herkenbaar"):
            coded.vignette([item])


def test_what_is_no_passage_is_refused(coded):
    for item, error, message in (
        ("Zomaar een zin.", pm.NotFound, "there is no coding"),
        (("kort", "koffie"), ValueError, "more than once"),
        (("kort", 3), ValueError, "is no passage of a story"),
        (3, ValueError, "is no passage"),
    ):
        with pytest.raises(error, match=message):
            coded.vignette([item])
    with pytest.raises(ValueError, match="a story needs one passage or more"):
        coded.vignette([])
    with pytest.raises(ValueError, match="language='uk' is not one of nl, en"):
        coded.vignette([("kort", "Samen koffie drinken")], language="uk")


def test_the_interviewers_words_inside_a_passage_are_left_out():
    text = "I: Wat? R: Rust. Stilte."
    document = Document("d", "interview", text, (Turn(Span(3, 7), "I", "interviewer"), Turn(Span(11, 24), "R", "respondent")))
    assert parts_of(document, Span(3, 24)) == [Span(11, 24)]
    assert parts_of(document, Span(3, 7)) == [Span(3, 7)]
    assert [str(one) for one in told(document, [Span(3, 7), Span(11, 15)], sentences)] == ["Wat?", "Rust."]


WORDS = st.lists(st.sampled_from(["Rust.", "rust", "wij", "Ja,", "koffie!", "é", "m'n"]), min_size=1, max_size=25)


@settings(max_examples=200, deadline=None)
@given(WORDS, st.data())
def test_what_a_story_says_was_said(words, data):
    text = " ".join(words)
    document = Document("d", "interview", text, (Turn(Span(0, len(text)), "R", "respondent"),))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(words)), min_size=2, max_size=6, unique=True)))
    chosen = [words[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    if not chosen:
        return
    parts = parts_of(document, Span(0, len(text)), f" {CUT} ".join(" ".join(part) for part in chosen))
    assert [part.of(text).split() for part in parts] == chosen
    story = " ".join(str(one) for one in told(document, parts, sentences))
    pattern = ".*".join(re.escape(part.strip()) for part in story.split(CUT))
    assert re.search(pattern, text)
    said = [re.findall(r"\w+", word) for part in chosen for word in part]
    assert re.findall(r"\w+", story.replace(CUT, "")) == [one for each in said for one in each]


# tables


def test_tables_are_read_back(coded, tmp_path):
    coded.note("kort", "memo", by="anna")
    for separator in (",", ";", "\t"):
        written = coded.to_csv(tmp_path / "csv", separator=separator)
        assert [path.name for path in written] == ["codings.csv", "documents.csv", "places.csv", "people.csv", "codes.csv"]
        assert written[0].read_bytes().startswith(b"\xef\xbb\xbf")
        frame = pd.read_csv(written[0], sep=separator)
        assert frame[["id", "quote", "people", "place", "start", "publish"]].astype(object).to_numpy().tolist() == [
            [row.id, row.quote, "p1", row.place, row.start, True] for row in coded.codings().itertuples()
        ]
        assert pd.read_csv(written[3], sep=separator)["hobby"].tolist()[0] == "vissen"
    with pytest.raises(ValueError, match=r"separator='\|' is not one of"):
        coded.to_csv(tmp_path, separator="|")


def test_parquet_keeps_types(coded, tmp_path):
    pytest.importorskip("pyarrow")
    written = coded.to_parquet(tmp_path / "parquet")
    frame, codings = pd.read_parquet(written[0]), coded.codings()
    assert [tuple(one) for one in frame["people"]] == codings["people"].tolist()
    assert list(frame["place"].cat.categories) == list(codings["place"].cat.categories)
    for name in codings.columns.drop("people"):
        assert frame[name].astype(object).where(frame[name].notna(), None).tolist() == codings[name].astype(object).where(codings[name].notna(), None).tolist(), name  # fmt: skip


def test_parquet_without_pyarrow_says_what_to_install(coded, tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(pm.MissingExtra, match=r"pip install 'placemeaning\[parquet\]'"):
        coded.to_parquet(tmp_path)

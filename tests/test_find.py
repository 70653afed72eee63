"""Queries, words in context and citations: by hand, and against a plain slow reading of every unit."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import placemeaning as pm
from placemeaning.analysis.queries import find
from placemeaning.analysis.query import Both, Codes, Either, Not, Related, read_query
from placemeaning.model.citation import citation
from placemeaning.model.text import Span, word_count
from placemeaning.suggesting.lexicon import sentences
from test_cooccurrence import TEXT, TEXTS, TURNS, codings

BOOK = {name: (name,) for name in ("rest", "friend", "work")}
SMALL = codings(
    ("anna", "doc-1", 3, 12, "rest"),  # Een twee.
    ("anna", "doc-1", 7, 17, "friend"),  # twee. Drie
    ("anna", "doc-1", 33, 36, "work"),  # Zes
    ("bert", "doc-1", 44, 48, "rest"),  # Acht
    ("bert", "doc-1", 44, 48, "work"),  # the same words
    ("anna", "doc-2", 3, 6, "rest"),  # Een
    ("anna", "doc-2", 18, 22, "friend"),  # vier: twee and Drie between
    ("bert", "doc-2", 33, 36, "friend", "lost"),
).assign(voice="resident")


def asked(query: str | None, **options: Any) -> list[tuple[str, str]]:
    found = find(SMALL, query, texts=TEXTS, sentences=sentences, language="en", **options)
    return list(zip(found["where"], found["quote"], strict=True))


@pytest.mark.parametrize(
    ("query", "within", "expected"),
    [
        ("rest & ~friend", "turn", [("doc-1, turn 2", "Acht")]),
        ("rest & friend", "turn", [("doc-1, turn 1", "Een twee. Drie"), ("doc-2, turn 1", "Een […] vier")]),
        ("rest and friend", "sentence", [("doc-1, turn 1", "Een twee. Drie")]),
        ("rest & work", "passage", [("doc-1, turn 2", "Acht")]),
        ("rest & friend", "passage", []),
        ("rest overlapping friend", "document", [("doc-1, turn 1", "Een twee. Drie")]),
        ("rest near 2 friend", "document", [("doc-1, turn 1", "Een twee. Drie"), ("doc-2, turn 1", "Een […] vier")]),
        ("rest near 1 friend", "document", [("doc-1, turn 1", "Een twee. Drie")]),
        ("rest followed by friend", "document", [("doc-2, turn 1", "Een […] vier")]),
        ("friend followed by rest", "document", [("doc-1, turns 1–2", "twee. Drie […] Acht")]),
        ("friend followed by rest", "turn", []),
        ("friend followed by 4 rest", "document", [("doc-1, turns 1–2", "twee. Drie […] Acht")]),
        ("friend followed by 3 rest", "document", []),
        ("~(rest | friend | work)", "turn", [("doc-2, turn 2", "Zes zeven. Acht negen tien.")]),
        ("work | friend", "turn", [("doc-1, turn 1", "twee. Drie"), ("doc-1, turn 2", "Zes […] Acht"), ("doc-2, turn 1", "vier")]),
        ("work near 3 (rest | friend) & ~friend", "turn", [("doc-1, turn 2", "Zes […] Acht")]),
    ],
)
def test_queries_by_hand(query, within, expected):
    assert asked(query, within=within) == expected


def test_what_begins_where_another_ends_follows_it():
    frame = codings(("anna", "doc-1", 3, 7, "rest"), ("anna", "doc-1", 7, 11, "work"))
    for query, quotes in (("rest followed by 0 work", ["Een twee"]), ("work followed by rest", []), ("rest overlapping work", [])):
        assert find(frame, query, texts=TEXTS)["quote"].tolist() == quotes


def test_text_voices_coders_and_documents():
    assert asked(None, text="zeven") == [("doc-1, turn 2", "zeven"), ("doc-2, turn 2", "zeven")]
    assert asked(None, text="zev") == []
    assert asked(None, text="*EV*", within="sentence") == [("doc-1, turn 2", "zeven"), ("doc-2, turn 2", "zeven")]
    assert asked("rest", text="drie  vier") == [("doc-1, turn 1", "Een twee. […] Drie vier"), ("doc-2, turn 1", "Een […] Drie vier")]
    assert asked("rest", document="doc-2") == [("doc-2, turn 1", "Een")]
    assert asked("work", coders="anna") == [("doc-1, turn 2", "Zes")]
    assert asked("rest", voice="professional") == asked("rest", kind="observation") == []
    found = find(SMALL, "rest", texts=TEXTS)
    assert (found.left_out, found["people"].tolist()[0], found["ids"].tolist()[0]) == (1, ("p1",), ("c1",))
    assert str(found).startswith(
        "3 found: rest, within a turn; 1 coding without a certain position left out\n\n1. doc-1, beurt 1 · p1 · rest\n"
    )


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("rest & frend", "at position 8, 'frend': there is no such code. Did you mean 'friend'?"),
        ("rest &", "at position 7, the end: expected a code, ~ or ("),
        ("(rest | work", "at position 13, the end: expected ')'"),
        ("rest work", "at position 6, 'work': expected & or | or the end"),
        ("rest near ~work", "at position 6, 'near': 'near' stands between codes"),
        ("(rest & work) overlapping friend", "at position 15, 'overlapping': 'overlapping' stands between codes"),
        ("rest followed work", "at position 15, 'work': expected 'by' after 'followed'"),
        ("rest + work", "at position 6, '+': expected a code, one of & | ~ ( )"),
        ("", "at position 1, the end: expected a code"),
    ],
)
def test_mistakes_are_named_with_their_position(query, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        find(SMALL, query, texts=TEXTS)


def test_wrong_options_fail_by_name():
    for options, message in (
        ({"within": "line"}, "within='line' is not one of turn, passage, sentence, document"),
        ({"coders": "ana"}, "coders='ana' is not union"),
        ({"document": "doc-9"}, "document='doc-9' is not one of doc-1, doc-2"),
        ({"kind": "talk"}, "kind='talk' is not one of interview"),
        ({"text": "…"}, "text='…' holds no word"),
    ):
        with pytest.raises(ValueError, match=re.escape(message)):
            find(SMALL, "rest", texts=TEXTS, **options)
    with pytest.raises(ValueError, match="find needs codes="):
        find(SMALL, texts=TEXTS)


def test_a_query_binds_as_it_says():
    rest, friend, work = (Codes((one,)) for one in BOOK)
    assert read_query("rest | friend & ~work", BOOK) == Either((rest, Both((friend, Not(work)))))
    assert read_query("rest OR friend AND NOT work", BOOK) == read_query("rest | friend & ~work", BOOK)
    assert read_query("rest near friend followed by 3 work", BOOK) == Related("followed by", Related("near", rest, friend, 10), work, 3)
    assert read_query("'near' & \"rest\"", BOOK | {"near": ("near",)}) == Both((Codes(("near",)), rest))


pieces = st.recursive(
    st.sampled_from(["rest", "friend", "work"]),
    lambda inner: st.one_of(
        st.builds("~({})".format, inner), st.builds("({}) & ({})".format, inner, inner), st.builds("({}) | ({})".format, inner, inner),
        st.builds(
            "{} {} {}".format,
            st.sampled_from(["rest", "(friend | work)"]),
            st.sampled_from(["near 1", "near 3", "overlapping", "followed by", "followed by 2"]),
            st.sampled_from(["rest", "friend", "(rest | work)"]),
        ),
    ),
    max_leaves=4,
)  # fmt: skip
row = st.tuples(
    st.sampled_from(["anna", "bert"]),
    st.sampled_from(["doc-1", "doc-2"]),
    st.integers(3, 55),
    st.integers(1, 20),
    st.sampled_from(list(BOOK)),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(row, max_size=8), pieces, st.sampled_from(["turn", "sentence", "document", "passage"]))
def test_as_a_plain_slow_reading_says(rows, query, within):
    rows = [(coder, document, start, min(start + length, 60), code) for coder, document, start, length, code in rows]
    found = find(codings(*rows), query, texts=TEXTS, within=within, sentences=sentences)
    spans = {"turn": [turn.span for turn in TURNS], "document": [Span(0, 60)]}
    spans["sentence"] = [one for turn in TURNS for one in sentences(TEXT, turn.span)]
    passages = {row[1:] for row in rows}
    expected = []
    for document in TEXTS:
        own = sorted({Span(start, stop) for name, start, stop, _ in passages if name == document})
        for unit in own if within == "passage" else spans[within]:
            here = {
                (start, stop, code) for name, start, stop, code in passages
                if name == document and ((start, stop) == (unit.start, unit.stop) if within == "passage" else start < unit.stop and unit.start < stop)
            }  # fmt: skip
            if true(read_query(query, BOOK), here):
                expected.append((document, unit))
    assert len(found) == len(expected)
    for (document, unit), got in zip(expected, found.itertuples(), strict=True):
        assert got.document == document
        if not got.ids:
            assert (got.start, got.stop) == (unit.start, unit.stop)


def true(query, here):
    """Return whether a query is true of some (start, stop, code)."""
    if isinstance(query, Codes):
        return any(code in query.ids for _, _, code in here)
    if isinstance(query, Not):
        return not true(query.part, here)
    if isinstance(query, Related):
        return any(stand(query, a, b) for a, b in product(of(query.left, here), of(query.right, here)) if a != b)
    return (all if isinstance(query, Both) else any)(true(part, here) for part in query.parts)


def of(query, here):
    if isinstance(query, Either):
        return [one for part in query.parts for one in of(part, here)]
    return [one for one in here if one[2] in query.ids]


def stand(query, a, b):
    if query.how == "overlapping":
        return a[0] < b[1] and b[0] < a[1]
    if query.how == "followed by" and b[0] < a[1]:
        return False
    between = set(range(min(a[1], b[1]), max(a[0], b[0])))
    words = sum(word_count("".join(TEXT[i] for i in range(turn.span.start, turn.span.stop) if i in between)) for turn in TURNS)
    return query.words is None or words <= query.words


def test_words_in_context(project):
    found = project.kwic("rust*", width=12)
    assert found[["where", "before", "word", "after", "people"]].to_numpy().tolist() == [
        ["kort, beurt 1, 00:00:01", "ier voor je", "rust", "?", ()],
        ["kort, beurt 2, 00:00:04", ", voor mijn", "rust", ". Ik wandel", ("p1",)],
    ]
    assert project.kwic("R").empty  # labels are not said
    assert project.kwic("koffie drinken", person="p1")["word"].tolist() == ["koffie drinken"]
    assert project.kwic("koffie", person="p2").empty
    assert str(found).splitlines()[0] == "'rust*': 2 times in 1 document"
    with pytest.raises(ValueError, match="voice='neighbour' is not one of"):
        project.kwic("rust", voice="neighbour")


def test_find_on_a_study_takes_labels_and_codes_that_stand_for_others(study):
    book = (study / "codebook.yaml").read_text("utf-8")
    (study / "codebook.yaml").write_text(
        book.replace("    definition: Een vriend", "    parent: contact\n    definition: Een vriend"), "utf-8"
    )
    project = pm.open_project(study)
    project.code("kort", "een vriendin", "friendship", by="anna")
    project.code("kort", "mijn rust", "relaxation", by="anna")
    assert project.find("contact")["quote"].tolist() == project.find("vriendschap")["quote"].tolist() == ["een vriendin"]
    assert project.find("'ontspanning' & contact", place="kanaal")["quote"].tolist() == ["mijn rust […] een vriendin"]
    assert project.find("relaxation", place="bieb").empty
    with pytest.raises(ValueError, match="Did you mean 'relaxation'"):
        project.find("relaxatoin")


def test_pages_show_quotes_and_escape_them():
    texts = {"d": type(TEXTS["doc-1"])("d", "interview", "Rust <b> stil.", (TURNS[0].__class__(Span(0, 14), "R", "respondent"),))}
    page = find(codings(), text="rust", texts=texts)._repr_html_() + pm.kwic(texts, "stil", width=20)._repr_html_()
    assert page.count("&lt;b&gt;") == 2
    assert "<b>" not in page


def test_citing(project):
    coding = project.code("kort", "mijn rust", "relaxation", by="anna")
    row = project.codings().iloc[0]
    for quote in (coding, coding.id, row, project.quotes().iloc[0], project.find("relaxation").iloc[0], project.kwic("wandel").iloc[0]):
        assert project.cite(quote) == "kort, beurt 2, 00:00:04"
    assert project.cite(coding, language="en") == "kort, turn 2, 00:00:04"
    assert project.cite({"document": "lang", "start": 10, "stop": 700}, language="en") == "lang, turns 1–2"
    note = pm.example_project().document("kanaal-observatie")
    assert citation(note, note.turns[8].span, "nl") == "kanaal-observatie, alinea 9"
    assert citation(note, Span(0, 1), "en") == "kanaal-observatie"
    with pytest.raises(ValueError, match="language='fr' is not one of nl, en, uk"):
        project.cite(coding, language="fr")
    with pytest.raises(pm.NotFound):
        project.cite("nothing")
    with pytest.raises(ValueError, match="is no passage"):
        project.cite(3)

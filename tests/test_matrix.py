"""Matrices counted by hand, and against a plain slow count."""

from __future__ import annotations

import pickle
import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from placemeaning.analysis.heat import heat_colour, ink_on
from placemeaning.analysis.matrix import AXES, COUNTS, Matrix, matrix
from placemeaning.errors import NotFound
from placemeaning.model.document import Document, Turn
from placemeaning.model.text import Span

CODES = {"known-people": None, "relaxation": None, "rest": "relaxation", "walk": "relaxation"}
PLACES = {
    "winkel": ("winkel", "Centrum", "Bemmel"),
    "kanaal": ("water", "Lindenholt", "Nijmegen"),
    "bankje": ("bank", "Lindenholt", "Nijmegen"),
}
TEXT = "een twee drie vier vijf zes zeven acht negen tien"
TEXTS = {"doc-1": TEXT, "doc-2": TEXT}
COLUMNS = (
    *("id", "document", "title", "kind", "date", "language", "coder", "code", "code_label", "parent", "place", "place_name", "place_kind"),
    *(
        "neighbourhood",
        "municipality",
        "people",
        "speaker",
        "role",
        "turn",
        "seconds",
        "start",
        "stop",
        "quote",
        "words",
        "before",
        "after",
    ),
    *("voice", "origin", "rule", "score", "memo", "recorded_at", "status", "replaces"),
)


def coding(document: str, span: tuple[int, int] | None, code: str, place: str | None, **other: Any) -> dict[str, Any]:
    kind, neighbourhood, municipality = PLACES.get(place or "", (None, None, None))
    start, stop = span or (None, None)
    quote = TEXT[start:stop] if span else "kwijt"
    known = {
        **{
            "document": document,
            "title": f"Titel {document}",
            "kind": "interview",
            "date": "2021-11-02",
            "language": "nl",
            "coder": "anna",
        },
        **{"code": code, "code_label": code.title(), "parent": CODES[code], "place": place, "place_name": place and place.title()},
        **{"place_kind": kind, "neighbourhood": neighbourhood, "municipality": municipality, "people": ("p1",), "speaker": "R"},
        **{"role": "respondent", "turn": 0, "seconds": None, "start": start, "stop": stop, "quote": quote, "words": len(quote.split())},
        **{"before": "ervoor", "after": "erna", "voice": "resident", "origin": "human", "rule": None, "score": None, "memo": ""},
        **{"recorded_at": "2022-01-10T10:00:00Z", "status": "exact", "replaces": None},
    }
    return known | other


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    numbered = [{"id": f"c{i}", **row} for i, row in enumerate(rows, 1)]
    made = pd.DataFrame(numbered, columns=list(COLUMNS))
    for name in ("turn", "start", "stop", "words"):
        made[name] = made[name].astype("Int64")
    for name in ("seconds", "score"):
        made[name] = made[name].astype("Float64")
    made["recorded_at"] = pd.to_datetime(made["recorded_at"], utc=True)
    for name, known in (("code", [*CODES]), ("place", [*PLACES]), ("voice", ["resident", "professional", "researcher"])):
        made[name] = pd.Categorical(made[name], categories=known, ordered=True)
    return made


def documents() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["doc-1", "doc-2", "doc-3"],
            "kind": ["interview", "interview", "observation"],
            "places": [("kanaal",), ("winkel", "kanaal"), ("bankje",)],
            "people": [("p1",), ("p1", "p2"), ()],
            "words": [10, 10, 50],
            "respondent_words": pd.array([10, 10, 0], dtype="Int64"),
        }
    )


def small() -> pd.DataFrame:
    return frame(
        coding("doc-1", (0, 8), "known-people", "kanaal"),  # een twee
        coding("doc-1", (0, 8), "known-people", "kanaal", coder="bert"),  # the same by a second coder
        coding("doc-1", (4, 13), "known-people", "kanaal"),  # twee drie: overlaps
        coding("doc-1", (4, 13), "relaxation", "kanaal", voice="professional"),
        coding("doc-2", (0, 3), "known-people", "kanaal", people=("p2",)),
        coding("doc-2", (0, 3), "relaxation", "winkel", people=("p1", "p2"), origin="suggestion:ab12", status="moved"),
        coding("doc-2", (4, 8), "rest", "winkel", people=(), status="edited"),
        coding("doc-2", None, "relaxation", "winkel", status="unsure"),
        coding("doc-2", None, "relaxation", "winkel", status="lost"),
        coding("doc-2", (9, 13), "relaxation", None),
    )


def as_text(table: pd.DataFrame) -> str:
    return "\n".join(f"{label}: {' '.join(map(str, row))}" for label, row in zip(table.index, table.to_numpy(dtype=object), strict=True))


def left_out(table: Matrix) -> list[tuple[str, int, tuple[str, ...]]]:
    return list(table.left_out.itertuples(index=False, name=None))


DOUBTFUL = [("unsure", 1, ("c8",)), ("lost", 1, ("c9",))]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ("passages", "winkel: 0 1 1 0 2\nkanaal: 3 1 0 0 4\nbankje: 0 0 0 0 0\nTotal: 3 2 1 0 6"),
        ("people", "winkel: 0 2 0 0 2\nkanaal: 2 1 0 0 2\nbankje: 0 0 0 0 0\nTotal: 2 2 0 0 2"),
        ("documents", "winkel: 0 1 1 0 1\nkanaal: 2 1 0 0 2\nbankje: 0 0 0 0 0\nTotal: 2 2 1 0 2"),
        ("words", "winkel: 0 1 1 0 2\nkanaal: 4 2 0 0 4\nbankje: 0 0 0 0 0\nTotal: 4 3 1 0 5"),
        ("share", "winkel: 0.0 0.1 0.1 0.0 0.2\nkanaal: 0.2 0.1 0.0 0.0 0.2\nbankje: nan nan nan nan nan\nTotal: 0.2 0.15 0.05 0.0 0.25"),
        (
            "present",
            "winkel: False True True False True\nkanaal: True True False False True\n"
            "bankje: False False False False False\nTotal: True True True False True",
        ),
    ],
)
def test_whole_matrices_by_hand(count: Any, expected: str) -> None:
    table = matrix(small(), count=count, totals=True, texts=TEXTS, document_frame=documents())
    assert as_text(table) == expected
    assert [*table.columns] == [*CODES, "Total"]
    assert left_out(table) == [*DOUBTFUL, *([("no person", 1, ("c7",))] if count == "people" else []), ("no place", 1, ("c10",))]
    assert table.n_codings == (6 if count == "people" else 7)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"rows": "person", "columns": "place"}, "p1: 1 3 0 4\np2: 1 1 0 2\nTotal: 1 4 0 5"),
        ({"rows": "coder", "columns": "place"}, "anna: 2 4 0 6\nbert: 0 1 0 1\nTotal: 2 4 0 6"),
        ({"rows": "neighbourhood", "columns": "code"}, "Centrum: 0 1 1 0 2\nLindenholt: 3 1 0 0 4\nTotal: 3 2 1 0 6"),
        ({"rows": "municipality", "columns": "place_kind"}, "Bemmel: 0 2 2\nNijmegen: 4 0 4\nTotal: 4 2 6"),
        ({"rows": "document", "columns": "place"}, "doc-1: 0 3 0 3\ndoc-2: 2 1 0 3\nTotal: 2 4 0 6"),
        ({"rows": "kind", "columns": "voice"}, "interview: 6 1 0 7\nTotal: 6 1 0 7"),
        ({"rows": "parent", "columns": "place"}, "known-people: 0 3 0 3\nrelaxation: 2 1 0 3\nTotal: 2 4 0 6"),
        ({"voice": "resident"}, "winkel: 0 1 1 0 2\nkanaal: 3 0 0 0 3\nbankje: 0 0 0 0 0\nTotal: 3 1 1 0 5"),
        ({"voice": ["professional", "researcher"]}, "winkel: 0 0 0 0 0\nkanaal: 0 1 0 0 1\nbankje: 0 0 0 0 0\nTotal: 0 1 0 0 1"),
        ({"origin": "suggestion"}, "winkel: 0 1 0 0 1\nkanaal: 0 0 0 0 0\nbankje: 0 0 0 0 0\nTotal: 0 1 0 0 1"),
        ({"origin": "human"}, "winkel: 0 0 1 0 1\nkanaal: 3 1 0 0 4\nbankje: 0 0 0 0 0\nTotal: 3 1 1 0 5"),
        ({"coders": ["bert"]}, "winkel: 0 0 0 0 0\nkanaal: 1 0 0 0 1\nbankje: 0 0 0 0 0\nTotal: 1 0 0 0 1"),
        ({"documents": "doc-2"}, "winkel: 0 1 1 0 2\nkanaal: 1 0 0 0 1\nbankje: 0 0 0 0 0\nTotal: 1 1 1 0 3"),
    ],
)
def test_axes_and_choices_by_hand(options: dict[str, Any], expected: str) -> None:
    assert as_text(matrix(small(), totals=True, **options)) == expected


def test_two_children_of_one_parent_on_the_same_words_count_once_under_the_parent() -> None:
    codings = frame(coding("doc-1", (0, 3), "rest", "kanaal"), coding("doc-1", (0, 3), "walk", "kanaal"))
    assert matrix(codings).loc["kanaal"].tolist() == [0, 0, 1, 1]
    assert as_text(matrix(codings, columns="parent")) == "winkel: 0\nkanaal: 1\nbankje: 0"


def test_a_person_who_is_named_in_two_codings_counts_once_in_the_total() -> None:
    codings = frame(coding("doc-1", (0, 3), "rest", "kanaal"), coding("doc-1", (4, 8), "walk", "winkel"))
    table = matrix(codings, count="people", totals=True)
    assert as_text(table) == "winkel: 0 0 0 1 1\nkanaal: 0 0 1 0 1\nbankje: 0 0 0 0 0\nTotal: 0 0 1 1 1"


def test_words_that_are_touched_by_two_passages_count_once_and_half_words_whole() -> None:
    codings = frame(
        coding("doc-1", (0, 5), "rest", "kanaal"), coding("doc-1", (6, 10), "rest", "kanaal"), coding("doc-1", (3, 4), "walk", "kanaal")
    )
    assert as_text(matrix(codings, count="words", texts=TEXTS)) == "winkel: 0 0 0 0\nkanaal: 0 0 3 0\nbankje: 0 0 0 0"


def test_of_a_document_only_words_of_turns_count_and_for_share_only_respondents_words() -> None:
    text = "I: hoe gaat het\n\nR: goed hoor"
    turns = (Turn(Span(3, 15), "I", "interviewer"), Turn(Span(20, 29), "R", "respondent"))
    document = Document("doc-1", "interview", text, turns)
    codings = frame(coding("doc-1", (0, len(text)), "rest", "kanaal"))
    sizes = documents().assign(respondent_words=2)
    assert matrix(codings, count="words", texts={"doc-1": document}).loc["kanaal", "rest"] == 5
    assert matrix(codings, count="words", texts={"doc-1": text}).loc["kanaal", "rest"] == 7
    shares = matrix(codings, count="share", texts={"doc-1": document}, document_frame=sizes, documents=["doc-1"])
    assert shares.loc["kanaal", "rest"] == 1.0


def test_share_by_neighbourhood_takes_the_documents_about_its_places() -> None:
    shares = matrix(small(), rows="neighbourhood", count="share", texts=TEXTS, document_frame=documents(), totals=True)
    assert as_text(shares) == "Centrum: 0.0 0.1 0.1 0.0 0.2\nLindenholt: 0.2 0.1 0.0 0.0 0.2\nTotal: 0.2 0.15 0.05 0.0 0.25"


def test_share_of_one_voice_is_of_the_same_documents() -> None:
    sizes = documents()
    sizes["places"] = pd.Series([("kanaal",), ("winkel",), ("bankje",)])  # only a resident's passage puts doc-2 in the row of the canal
    one = matrix(small(), count="share", texts=TEXTS, document_frame=sizes, voice="professional")
    assert one.loc["kanaal"].tolist() == [0.0, 0.1, 0.0, 0.0]


def test_labels_and_the_id_behind_a_name_that_occurs_twice() -> None:
    names = {"place": {"kanaal": "Water", "bankje": "Water"}, "code": {"rest": "rust"}, "total": {"Total": "Totaal"}}
    table = matrix(small(), labels=names, totals=True)
    assert [*table.index] == ["winkel", "Water (kanaal)", "Water (bankje)", "Totaal"]
    assert [*table.columns] == ["known-people", "relaxation", "rust", "walk", "Totaal"]
    assert (table.row_ids, table.column_ids) == (tuple(PLACES), tuple(CODES))


def test_a_cell_gives_the_codings_behind_it_by_id_and_by_label() -> None:
    table = matrix(small(), labels={"place": {"winkel": "Appie"}}, count="people", totals=True)
    behind = table.cell("Appie", "relaxation")
    assert behind.to_dict("records") == [
        {
            **{"document": "doc-2", "person": "p1, p2", "quote": "een", "before": "ervoor", "after": "erna", "place": "winkel"},
            **{
                "code": "relaxation",
                "voice": "resident",
                "coder": "anna",
                "memo": "",
                "date": "2021-11-02",
                "start": 0,
                "stop": 3,
                "id": "c6",
            },
        }
    ]
    assert_frame_equal(table.cell("winkel", "relaxation"), behind)
    assert [*matrix(small()).cell("kanaal", "known-people")["id"]] == ["c1", "c2", "c3", "c5"]
    assert [*table.cell("kanaal", "Total")["id"]] == ["c1", "c2", "c3", "c4", "c5"]
    assert [*table.cell("bankje", "walk")["id"]] == []
    with pytest.raises(NotFound, match=r"the matrix has no row 'kanal'. Did you mean 'kanaal'\?"):
        table.cell("kanal", "rest")


def test_the_input_is_not_changed() -> None:
    codings, sizes = small(), documents()
    before, sizes_before = codings.copy(deep=True), sizes.copy(deep=True)
    for count in COUNTS:
        for rows in AXES:
            columns: Any = "code" if rows != "code" else "place"
            table = matrix(codings, rows=rows, columns=columns, count=count, texts=TEXTS, document_frame=sizes, totals=True)  # type: ignore[arg-type]
            repr(table), table._repr_html_(), table.cell(table.row_ids[0], table.column_ids[0])
            table["more"] = 0
    assert_frame_equal(codings, before)
    assert_frame_equal(sizes, sizes_before)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"rows": "plaats"},
            "rows='plaats' is not one of place, place_kind, neighbourhood, municipality, person, document, kind, code, parent, ",
        ),
        ({"columns": "codes"}, "columns='codes' is not one of place, "),
        ({"rows": "code"}, "rows='code' and columns='code' are the same; choose two different ones"),
        ({"count": "passage"}, "count='passage' is not one of passages, people, documents, words, share, present"),
        ({"origin": "machine"}, "origin='machine' is not one of None, human, suggestion"),
        ({"voice": "bewoner"}, "voice='bewoner' is not one of resident, professional, researcher"),
        ({"voice": ["resident", "x"]}, "voice='x' is not one of"),
        ({"coders": ["carla"]}, "coders='carla' is not one of anna, bert"),
        ({"documents": ["doc-9"]}, "documents='doc-9' is not one of doc-1, doc-2"),
        ({"labels": {"plek": {}}}, "labels='plek' is not one of place, "),
        ({"count": "words"}, "count='words' needs texts="),
        ({"count": "share", "texts": TEXTS}, "count='share' needs document_frame="),
        ({"count": "words", "texts": {"doc-1": TEXT}}, "texts has no text for document 'doc-2'"),
    ],
)
def test_wrong_options_fail_at_once_and_by_name(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(message)):
        matrix(small(), **options)


def test_options_are_keyword_only() -> None:
    with pytest.raises(TypeError):
        matrix(small(), "place")  # type: ignore[misc]


def test_nothing_coded_gives_every_place_and_code_with_zeros() -> None:
    table = matrix(frame(), totals=True)
    assert as_text(table) == "winkel: 0 0 0 0 0\nkanaal: 0 0 0 0 0\nbankje: 0 0 0 0 0\nTotal: 0 0 0 0 0"
    assert table.note == "Coded passages; 0 codings counted. Nothing left out."
    assert matrix(frame(), rows="coder", columns="person").shape == (0, 0)


def test_it_prints_as_an_answer() -> None:
    lines = repr(matrix(small(), count="people")).splitlines()
    left = "Left out: 1 in an unsure position, 1 whose words are lost, 1 without a person, 1 without a place."
    assert lines[-1] == f"People who say this; 6 codings counted. {left}"
    assert re.split(r"\s+", lines[3]) == ["kanaal", "2", "1", "0", "0"]


def test_the_table_in_a_notebook_is_escaped_and_whole() -> None:
    html = matrix(small(), labels={"place": {"kanaal": "<script>alert(1)</script>"}})._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert re.findall(r'<th scope="row"[^>]*>([^<]*)</th>', html) == ["winkel", "&lt;script&gt;alert(1)&lt;/script&gt;", "bankje"]
    assert re.findall(r"<td[^>]*>(?:<details[^>]*><summary[^>]*>)?([^<]*)<", html) == [
        "·",
        "1",
        "1",
        "·",
        "3",
        "1",
        "·",
        "·",
        "·",
        "·",
        "·",
        "·",
    ]
    assert "Left out: 1 in an unsure position, 1 whose words are lost, 1 without a place." in html
    assert "http" not in html


def test_slices_are_plain_and_a_pickle_keeps_what_is_behind() -> None:
    table = matrix(small())
    assert (type(table), type(table.head(1)), type(table.T), type(table.copy())) == (Matrix, pd.DataFrame, pd.DataFrame, pd.DataFrame)
    again = pickle.loads(pickle.dumps(table))
    assert (again.row_ids, again.note) == (table.row_ids, table.note)
    assert_frame_equal(again.cell("kanaal", "known-people"), table.cell("kanaal", "known-people"))


def test_ink_can_be_read_on_every_heat_colour() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    colours = [heat_colour(i / 100) for i in range(101)]
    lights = [light(one) for one in colours]
    assert lights == sorted(lights, reverse=True)
    for one in colours:
        low, high = sorted([light(one), light(ink_on(one))])
        assert (high + 0.05) / (low + 0.05) >= 3.7


def slow(codings: list[dict[str, Any]], rows: str, columns: str, count: str, row: str | None, column: str | None) -> int:
    """Count one cell (None: the total) in the plainest way."""
    seen: set[Any] = set()
    for one in codings:
        if one["status"] in ("unsure", "lost") or not one["place"] or (count == "people" and not one["people"]):
            continue
        for person in one["people"] or [None]:
            key = dict(one, person=person, parent=one["parent"] or one["code"])
            if not key[rows] or not key[columns] or (row and key[rows] != row) or (column and key[columns] != column):
                continue
            code = key["parent"] if "parent" in (rows, columns) else one["code"]
            if count == "words":
                words = list(re.finditer(r"\w+", TEXT))
                seen |= {(one["document"], w.start()) for w in words if w.start() < one["stop"] and w.end() > one["start"]}
            else:
                passage = (one["document"], one["start"], one["stop"], code, one["place"])
                seen.add({"passages": passage, "people": person, "documents": one["document"], "present": True}[count])
    return len(seen)


spans = st.tuples(st.integers(0, 48), st.integers(0, 48)).map(sorted).map(lambda pair: (pair[0], pair[1] + 1))
one_coding = st.builds(
    lambda document, span, code, place, people, coder, status: coding(
        document, None if status in ("unsure", "lost") else span, code, place, people=people, coder=coder, status=status
    ),
    st.sampled_from(["doc-1", "doc-2"]),
    st.one_of(spans, st.sampled_from([(0, 8), (4, 13)])),
    st.sampled_from([*CODES]),
    st.sampled_from([*PLACES, None]),
    st.sampled_from([(), ("p1",), ("p2",), ("p1", "p2"), ("p3", "p1")]),
    st.sampled_from(["anna", "bert"]),
    st.sampled_from(["exact", "exact", "moved", "edited", "unsure", "lost"]),
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(one_coding, max_size=12),
    st.sampled_from([("place", "code"), ("place", "person"), ("coder", "place"), ("parent", "place"), ("place", "document")]),
    st.sampled_from(["passages", "people", "documents", "words", "present"]),
)
def test_it_counts_as_the_plain_slow_way_does(rows: list[dict[str, Any]], axes: Any, count: Any) -> None:
    table = matrix(frame(*rows), rows=axes[0], columns=axes[1], count=count, texts=TEXTS, totals=True)
    expected = [[slow(rows, *axes, count, row, column) for column in (*table.column_ids, None)] for row in (*table.row_ids, None)]
    assert table.to_numpy(dtype=int).tolist() == expected
    assert table.n_codings + int(table.left_out["codings"].sum()) == len(rows)

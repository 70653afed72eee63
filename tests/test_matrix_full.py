"""The matrix in full: nested axes, filters, bases and coders, by hand and against a plain slow count."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from placemeaning.analysis.consensus import agreed
from placemeaning.analysis.distinct import repeats
from placemeaning.analysis.matrix import matrix
from placemeaning.errors import NotFound
from test_matrix import CODES, PLACES, TEXTS, as_text, coding, frame, left_out

PEOPLE = pd.DataFrame(
    {
        "id": ["p1", "p2", "p3", "p4"],
        "age_group": ["18-29", "75+", "18-29", ""],
        "years_here": ["2", "10", "2", "1"],
        "kind": ["a", "b", "a", "b"],
    }
)
PLACE_FRAME = pd.DataFrame([{"id": one, "kind": kind, "neighbourhood": n, "municipality": m} for one, (kind, n, m) in PLACES.items()])
DOCUMENTS = pd.DataFrame(
    {
        "id": ["doc-1", "doc-2", "doc-3"],
        "kind": ["interview", "interview", "observation"],
        "date": ["2021-11-02", "2021-12-24", None],
        "places": [("kanaal",), ("winkel", "kanaal"), ("bankje",)],
        "people": [("p1",), ("p2", "p3"), ()],
        "respondent_words": pd.array([10, 10, 0], dtype="Int64"),
    }
)
ALL: dict[str, Any] = {"texts": TEXTS, "document_frame": DOCUMENTS, "people": PEOPLE, "places": PLACE_FRAME}


def some() -> pd.DataFrame:
    """Overlap, nesting, a duplicate, two coders, one document about two places."""
    december = {"date": "2021-12-24", "people": ("p2",)}
    return frame(
        coding("doc-1", (0, 13), "known-people", "kanaal"),  # c1 een twee drie
        coding("doc-1", (4, 8), "known-people", "kanaal"),  # c2 nested in c1
        coding("doc-1", (4, 8), "known-people", "kanaal", coder="bert"),  # c3 the same by another coder
        coding("doc-1", (9, 18), "rest", "kanaal"),  # c4 overlaps c1
        coding("doc-1", (9, 18), "walk", "kanaal", coder="bert"),  # c5 the same words, a sister code
        coding("doc-2", (0, 3), "rest", "winkel", **december),  # c6
        coding("doc-2", (0, 3), "rest", "kanaal", **december),  # c7 the same words about another place
        coding("doc-2", (4, 8), "known-people", "winkel", **{**december, "people": ("p2", "p3")}),  # c8 two people
        coding("doc-2", (9, 13), "relaxation", "winkel", origin="suggestion:ab", status="moved", **december),  # c9
        coding("doc-2", (14, 18), "relaxation", "winkel", voice="professional", **{**december, "people": ()}),  # c10 nobody
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        # 1. a duplicate counts once, nested and overlapping passages each; the same words about two places are two passages
        ({}, "winkel: 1 2 1 0\nkanaal: 2 0 2 1\nbankje: 0 0 0 0"),
        # 2. a parent counts its children once
        ({"columns": "parent"}, "winkel: 1 3\nkanaal: 2 2\nbankje: 0 0"),
        # 3. nested rows, places without a coding too
        (
            {"rows": ["municipality", "place"], "columns": "parent"},
            "('Bemmel', 'winkel'): 1 3\n('Nijmegen', 'kanaal'): 2 2\n('Nijmegen', 'bankje'): 0 0",
        ),
        # 4. a column of people.csv: a coding of two people stands with each, a person without a value nowhere
        ({"rows": "age_group", "count": "people"}, "18-29: 2 0 1 1\n75+: 1 1 1 0"),
        # 5. numbers in order of size
        ({"rows": "years_here", "columns": "kind", "count": "people"}, "2: 2\n10: 1"),
        # 6. months
        ({"rows": "month", "columns": "coder"}, "2021-11: 3 2\n2021-12: 5 0"),
        # 7. one coder, and the union
        ({"coders": "bert"}, "winkel: 0 0 0 0\nkanaal: 1 0 0 1\nbankje: 0 0 0 0"),
        ({"coders": "union"}, "winkel: 1 2 1 0\nkanaal: 2 0 2 1\nbankje: 0 0 0 0"),
        # 8. filters: of a coding of two people only the one who fits is counted
        ({"where": {"age_group": "18-29"}, "count": "people"}, "winkel: 1 0 0 0\nkanaal: 1 0 1 1\nbankje: 0 0 0 0"),
        ({"where": {"municipality": "Bemmel", "person": ["p2", "p3"]}}, "winkel: 1 1 1 0\nkanaal: 0 0 0 0\nbankje: 0 0 0 0"),
        ({"where": {"parent": "relaxation"}, "origin": "human"}, "winkel: 0 1 1 0\nkanaal: 0 0 2 1\nbankje: 0 0 0 0"),
        ({"status": "moved"}, "winkel: 0 1 0 0\nkanaal: 0 0 0 0\nbankje: 0 0 0 0"),
        # 9. normalised: winkel was spoken about by p2 and p3, kanaal by all three; nobody spoke about the bench
        ({"count": "people", "normalise": "people", "columns": "parent"}, "winkel: 1.0 0.5\nkanaal: 0.3333 0.6667\nbankje: nan nan"),
        ({"normalise": "documents", "columns": "parent"}, "winkel: 1.0 3.0\nkanaal: 1.0 1.0\nbankje: 0.0 0.0"),
        ({"normalise": "words", "columns": "parent"}, "winkel: 100.0 300.0\nkanaal: 100.0 100.0\nbankje: nan nan"),
        # 10. codes as rows: the places are what is divided by
        (
            {"rows": "parent", "columns": "place", "count": "people", "normalise": "people"},
            "known-people: 1.0 0.3333 nan\nrelaxation: 0.5 0.6667 nan",
        ),
        # nested columns
        ({"rows": "municipality", "columns": ["coder", "parent"]}, "Bemmel: 1 3 0 0\nNijmegen: 2 2 1 1"),
    ],
)
def test_by_hand(options: dict[str, Any], expected: str) -> None:
    table = matrix(some(), **{**ALL, **options})
    shown = table.round(4).set_axis([one if isinstance(one, str) else tuple(one) for one in table.index])
    assert as_text(shown) == expected


def test_bases_stand_beside_the_figures_and_small_ones_are_marked() -> None:
    table = matrix(some(), count="people", normalise="people", totals=True, **ALL)
    assert table.bases is not None
    assert table.bases.to_dict("index") == {
        "winkel": {"people": 2, "documents": 1, "words": 10},
        "kanaal": {"people": 3, "documents": 2, "words": 20},
        "bankje": {"people": 0, "documents": 1, "words": 0},
        "Total": {"people": 3, "documents": 3, "words": 20},
    }
    assert table.base is not None
    assert (table.base.tolist(), table.small) == ([2, 3, 0, 3], ("winkel", "bankje"))
    assert table.counts.loc["kanaal"].tolist() == [1, 0, 2, 1, 2]
    assert table.note == (
        "People who say this, per person; 9 codings counted. Left out: 1 without a person. n: people spoken to about it. "
        "Fewer than 3 people (winkel, bankje): it tells about who said it, not about the place."
    )


def test_the_base_does_not_depend_on_what_was_coded_by_whom() -> None:
    for options in ({"voice": "professional"}, {"coders": "bert"}, {"where": {"code": "walk"}}, {"origin": "suggestion"}):
        table = matrix(some(), count="people", **ALL, **options)  # type: ignore[arg-type]
        assert table.base is not None
        assert table.base.tolist() == [2, 3, 0]
    young = matrix(some(), count="people", where={"age_group": "18-29"}, **ALL)
    assert young.base is not None
    assert young.base.tolist() == [1, 2, 0]
    assert "Only age_group: 18-29." in young.note


def test_nested_labels_cells_and_totals() -> None:
    names = {"place": {"kanaal": "Kanaal"}, "total": {"Total": "Totaal"}}
    table = matrix(some(), rows=["municipality", "place"], columns="parent", totals=True, labels=names, language="nl", **ALL)
    assert table.row_labels == ["Bemmel › winkel", "Nijmegen › Kanaal", "Nijmegen › bankje", "Totaal"]
    assert table.row_ids == (("Bemmel", "winkel"), ("Nijmegen", "kanaal"), ("Nijmegen", "bankje"))
    assert (table.row_axis, table.column_axis) == ("municipality › place", "parent")
    assert table.to_numpy().tolist() == [[1, 3, 4], [2, 2, 4], [0, 0, 0], [3, 5, 8]]
    for wanted in (("Nijmegen", "kanaal"), "kanaal", "Kanaal", "Nijmegen › Kanaal", ("Nijmegen", "Kanaal")):
        assert [*table.cell(wanted, "relaxation")["id"]] == ["c4", "c5", "c7"]
    assert len(table.cell("Totaal", "Total")) == len(table.cell(("Totaal", ""), "Totaal")) == 10
    with pytest.raises(NotFound, match="the matrix has no row 'kanal'. Did you mean 'kanaal'?"):
        table.cell("kanal", "relaxation")
    twice = matrix(some(), rows=["coder", "place"], **ALL)
    with pytest.raises(NotFound, match=r"the matrix has 2 rows 'kanaal'; say which, as \('anna', 'kanaal'\)"):
        twice.cell("kanaal", "rest")


def test_a_column_called_like_an_axis_has_a_name_of_its_own() -> None:
    assert as_text(matrix(some(), rows="person.kind", columns="parent", count="people", people=PEOPLE)) == "a: 2 1\nb: 1 1"


def test_rows_and_columns_of_another_matrix_are_shown_too() -> None:
    both = matrix(some(), rows="coder", columns="parent")
    assert as_text(matrix(some(), rows="coder", columns="parent", coders="anna", like=both)) == "anna: 3 5\nbert: 0 0"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rows": []}, "rows is empty; choose one or more of place, "),
        ({"rows": ["place", "code"]}, "rows=['place', 'code'] and columns='code' are the same"),
        ({"rows": "leeftijd", "people": PEOPLE}, "rows='leeftijd' is not one of "),
        ({"where": {"plek": "x"}}, "where='plek' is not one of "),
        ({"where": {"place": "kanal"}}, "where['place']='kanal' is not one of winkel, kanaal, bankje"),
        ({"where": {"coder": "anna"}, "coders": "anna"}, "where='coder' and coders= filter the same"),
        ({"status": "unsure"}, "status='unsure' is not one of exact, moved, edited"),
        ({"count": "share", "normalise": "people"}, "count='share' cannot be divided by people"),
        ({"normalise": "persons"}, "normalise='persons' is not one of None, people, documents, words"),
        ({"normalise": "people"}, "normalise='people' needs document_frame="),
        ({"per": "cells"}, "per='cells' is not one of None, rows, columns"),
        ({"columns": "field"}, "axis='field' needs texts="),
        ({"language": "de"}, "language='de' is not one of nl, en, uk"),
        ({"coders": "consensus", "origin": "human"}, "coders='consensus' is about what coders agree on"),
    ],
)
def test_wrong_options_fail_at_once_and_by_name(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(message)):
        matrix(some(), **options)


# against a plain, slow, obviously right count

AXES = ("place", "place_kind", "neighbourhood", "municipality", "person", "document", "kind", "code", "parent", "coder", "voice", "month")
OF_PEOPLE = {name: dict(zip(PEOPLE["id"], PEOPLE[name], strict=True)) for name in ("age_group", "years_here")}


def persons_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the coding once for each person, with every axis as a key."""
    code = row["parent"] or row["code"]
    about = {**row, "parent": code, "month": row["date"][:7] if isinstance(row["date"], str) and len(row["date"]) > 4 else ""}
    return [{**about, "person": who, **{name: of.get(who or "", "") for name, of in OF_PEOPLE.items()}} for who in row["people"] or [None]]


def slow(rows: list[dict[str, Any]], axes: tuple[tuple[str, ...], tuple[str, ...]], count: str, where: dict[str, str]) -> dict[Any, int]:
    """Return what is in each cell, by the ids of its row and column."""
    cells: dict[Any, set[Any]] = defaultdict(set)
    for row in rows:
        for one in persons_of(row):
            ids = tuple(tuple(one[axis] or "" for axis in side) for side in axes)
            if row["status"] in ("unsure", "lost") or not all(map(all, ids)) or (count == "people" and not one["person"]):
                continue
            if any(one[axis] != wanted for axis, wanted in where.items()):
                continue
            code = one["parent"] if "parent" in sum(axes, ()) and "code" not in sum(axes, ()) else one["code"]
            things = {
                "passages": (one["document"], one["start"], one["stop"], code, one["place"]),
                "people": one["person"],
                "documents": one["document"],
            }
            cells[ids].add(things.get(count, True))
    return {ids: len(found) for ids, found in cells.items()}


spans = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted).map(lambda pair: (pair[0], pair[1] + 1))
one_coding = st.builds(
    lambda document, span, code, place, people, coder, voice, status, date: coding(
        document,
        None if status in ("unsure", "lost") else span,
        code,
        place,
        people=people,
        coder=coder,
        voice=voice,
        status=status,
        date=date,
        kind={"doc-3": "observation"}.get(document, "interview"),
    ),
    st.sampled_from(["doc-1", "doc-2", "doc-3"]),
    st.one_of(spans, st.sampled_from([(0, 8), (4, 13)])),
    st.sampled_from([*CODES]),
    st.sampled_from([*PLACES, None]),
    st.sampled_from([(), ("p1",), ("p2",), ("p1", "p2"), ("p4", "p3", "p1")]),
    st.sampled_from(["anna", "bert"]),
    st.sampled_from(["resident", "professional", "researcher"]),
    st.sampled_from(["exact", "exact", "exact", "moved", "edited", "unsure", "lost"]),
    st.sampled_from(["2021-11-02", "2021-12", "2022", None]),
)
two_sides = st.lists(st.sampled_from([*AXES, "age_group", "years_here"]), min_size=2, max_size=4, unique=True).flatmap(
    lambda axes: st.integers(1, len(axes) - 1).map(lambda at: (tuple(axes[:at]), tuple(axes[at:])))
)
filters = st.dictionaries(
    st.sampled_from(["place", "municipality", "person", "age_group", "coder", "parent", "month"]), st.integers(0, 3), max_size=2
)
VALUES = {
    "place": [*PLACES], "municipality": ["Bemmel", "Nijmegen"], "person": ["p1", "p2", "p3"], "age_group": ["18-29", "75+"],
    "coder": ["anna", "bert"], "parent": ["relaxation", "known-people"], "month": ["2021-11", "2021-12"],
}  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.lists(one_coding, max_size=14), two_sides, st.sampled_from(["passages", "people", "documents", "present"]), filters)
def test_it_counts_as_the_plain_slow_way_does(rows: list[dict[str, Any]], axes: Any, count: Any, wanted: dict[str, int]) -> None:
    known = [(axis, VALUES[axis][at % len(VALUES[axis])]) for axis, at in wanted.items()]
    there = [one for row in rows for one in persons_of(row)]
    where = {axis: value for axis, value in known if axis in ("place", "age_group") or any(one[axis] == value for one in there)}
    codings = frame(*rows)
    before = codings.copy(deep=True)
    table = matrix(codings, rows=axes[0], columns=axes[1], count=count, where=where, people=PEOPLE)
    expected = slow(rows, axes, count, where)
    ids = [[one if isinstance(one, tuple) else (one,) for one in side] for side in (table.row_ids, table.column_ids)]
    found = {(r, c): int(table.iat[i, j]) for i, r in enumerate(ids[0]) for j, c in enumerate(ids[1]) if table.iat[i, j]}
    assert found == expected
    for (r, c), _ in expected.items():
        behind = table.cell(*(one if len(one) > 1 else one[0] for one in (r, c)))
        assert len(behind) > 0
    if not where:
        assert table.n_codings + int(table.left_out["codings"].sum()) == len(rows)
    assert_frame_equal(codings, before)


@settings(max_examples=100, deadline=None)
@given(st.lists(one_coding, max_size=10), st.sampled_from(["place", "municipality", "kind", "month", "age_group", "person"]))
def test_bases_are_as_the_plain_slow_way_counts_them(rows: list[dict[str, Any]], axis: str) -> None:
    table = matrix(frame(*rows), rows=axis, columns="code", **ALL)
    people, documents = defaultdict(set), defaultdict(set)
    own = []
    for one in DOCUMENTS.to_dict("records"):
        for place in one["places"]:
            municipality = PLACES[place][2]
            own += persons_of(
                {
                    **one,
                    "document": one["id"],
                    "place": place,
                    "municipality": municipality,
                    "parent": None,
                    "code": None,
                    "status": "exact",
                }
            )
    for one in [*own, *(one for row in rows for one in persons_of(row))]:
        if one[axis] and one["status"] not in ("unsure", "lost"):
            documents[one[axis]].add(one["document"])
            people[one[axis]].update([one["person"]] if one["person"] else [])
    assert table.bases is not None
    found = {id_: (row.people, row.documents) for id_, row in zip(table.row_ids, table.bases.itertuples(), strict=True)}
    assert found == {id_: (len(people[id_]), len(documents[id_])) for id_ in table.row_ids}


def stretches(letters: set[int]) -> set[tuple[int, int]]:
    """Return the runs of positions that follow each other."""
    return {(a, next(b for b in range(a, 10_000) if b + 1 not in letters) + 1) for a in letters if a - 1 not in letters}


@settings(max_examples=200, deadline=None)
@given(st.lists(one_coding, max_size=12))
def test_agreed_is_what_all_coders_of_a_document_marked(rows: list[dict[str, Any]]) -> None:
    codings = frame(*rows)
    before = codings.copy(deep=True)
    certain = [row for row in rows if row["status"] in ("exact", "moved", "edited")]
    expected = set()
    for document, code, place in product(["doc-1", "doc-2", "doc-3"], CODES, [*PLACES, None]):
        coders = {row["coder"] for row in certain if row["document"] == document}
        marked = [
            {at for row in certain if (row["document"], row["code"], row["place"], row["coder"]) == (document, code, place, coder) for at in range(row["start"], row["stop"])}
            for coder in coders
        ]  # fmt: skip
        if len(coders) > 1:
            expected |= {(document, a, b, code, place) for a, b in stretches(set.intersection(*marked))}
    found = agreed(codings)
    keys = [
        (d, int(a), int(b), c, p if isinstance(p, str) else None)
        for d, a, b, c, p in found[["document", "start", "stop", "code", "place"]].to_numpy()
    ]
    assert sorted(keys, key=str) == sorted(expected, key=str)
    assert all(row.quote == TEXTS["doc-1"][row.start : row.stop] for row in found.itertuples())
    assert found.dtypes.drop("coder").equals(codings.dtypes.drop("coder"))
    assert_frame_equal(codings, before)


def test_consensus_counts_what_coders_share_and_what_was_settled() -> None:
    rows = [
        coding("doc-1", (0, 8), "rest", "kanaal"),
        coding("doc-1", (4, 13), "rest", "kanaal", coder="bert"),  # they share "twee"
        coding("doc-1", (14, 18), "walk", "kanaal"),
        coding("doc-1", (14, 18), "rest", "kanaal", coder="bert"),  # another code
        coding("doc-1", (14, 18), "walk", "kanaal", coder="consensus"),  # which they settled
        coding("doc-2", (0, 3), "walk", "winkel"),  # one coder alone
    ]
    table = matrix(frame(*rows), coders="consensus", count="passages")
    assert as_text(table) == "winkel: 0 0 0 0\nkanaal: 0 0 1 1\nbankje: 0 0 0 0"
    assert table.cell("kanaal", "rest")[["quote", "start", "stop", "coder"]].values.tolist() == [["twee", 4, 8, "consensus"]]
    assert "Only what all coders of a document gave the same words, or settled together." in table.note
    assert left_out(table) == [("not agreed", 2, ("c4", "c6"))]  # c3 is what they settled, c1 and c2 share words
    assert "Left out: 2 on which coders do not agree." in table.note
    winkel = matrix(frame(*rows, coding("doc-1", None, "rest", "kanaal", status="lost")), coders="consensus", where={"document": "doc-1"})
    assert left_out(winkel) == [("lost", 1, ("c7",)), ("not agreed", 1, ("c4",))]
    assert as_text(matrix(frame(*rows), coders=["consensus"])) == "winkel: 0 0 0 0\nkanaal: 0 0 0 1\nbankje: 0 0 0 0"


numbers = st.lists(st.tuples(*[st.sampled_from([0, 1, 2, 7, 10**6, 2**40, -1])] * 3), max_size=60)


@settings(max_examples=200, deadline=None)
@given(numbers)
def test_repeats_leave_each_combination_once(rows: list[tuple[int, int, int]]) -> None:
    parts = [np.array([row[i] for row in rows], dtype="int64") for i in range(3)]
    again = set(repeats(parts).tolist())
    kept = [row for i, row in enumerate(rows) if i not in again]
    assert sorted(kept) == sorted(set(rows))


def test_repeats_in_many_rows_that_hash_alike() -> None:
    rng = np.random.default_rng(0)
    parts = [rng.integers(0, size, 50_000) for size in (3, 400, 2, 17)]
    different = len(set(zip(*(part.tolist() for part in parts), strict=True)))
    assert 50_000 - len(repeats(parts)) == different
    assert 50_000 - len(repeats([part.astype("int8") for part in parts[2:]])) == 34


def test_a_frame_of_categories_counts_the_same() -> None:
    codings = some()
    packed = codings.copy()
    for name in ("document", "coder", "status", "kind", "date", "municipality"):
        packed[name] = packed[name].astype("category")
    groups = list(dict.fromkeys(codings["people"]))
    everybody = pd.Index(groups, tupleize_cols=False, dtype=object)
    packed["people"] = pd.Categorical.from_codes([groups.index(one) for one in codings["people"]], everybody)
    for options in (
        {},
        {"count": "people"},
        {"rows": "age_group", "count": "documents"},
        {"rows": ["municipality", "coder"], "totals": True},
    ):
        assert_frame_equal(pd.DataFrame(matrix(packed, **ALL, **options)), pd.DataFrame(matrix(codings, **ALL, **options)))  # type: ignore[arg-type]


def test_a_figure_opens_the_words_behind_it_without_script() -> None:
    rows = [coding("doc-1", (0, 3 + i), "rest", "kanaal", coder=coder) for i in range(7) for coder in ("anna", "bert")]
    html = matrix(frame(*rows), count="people", normalise="people", rows=["municipality", "place"], **ALL)._repr_html_()
    assert not [word for word in ("<script", "onclick", "http") if word in html]
    cells = re.findall(
        r"<details name=\"pm-[0-9a-f]{8}\"><summary[^>]*aria-label=\"([^\"]*)\">(.*?)</summary><div[^>]*tabindex=\"0\"[^>]*>(.*?)</div></details>",
        html,
    )
    assert [(name, re.sub("<[^>]+>", " ", figure)) for name, figure, _ in cells] == [("Nijmegen › kanaal, rest: 33 %", "33 %  1/3 ")]
    quotes = re.findall(r"“([^”]*)” <span[^>]*>([^<]*)<", cells[0][2])
    assert quotes == [(words, "p1, doc-1") for words in ("een", "een", "een t", "een tw", "een twe")]
    assert "and 2 more; all: <code>m.cell((&#x27;Nijmegen&#x27;, &#x27;kanaal&#x27;), &#x27;rest&#x27;)</code>" in cells[0][2]
    assert re.findall(r'<th scope="rowgroup"( rowspan="\d")?', html) == ["", ' rowspan="2"']
    assert "n = 3" in html
    assert "⚠ n = 2" in html
    assert "<details" not in matrix(frame(*rows)).html(quotes=0)

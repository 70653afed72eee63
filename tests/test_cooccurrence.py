"""Which codes go together: by hand, and against a plain slow count over generated codings."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from placemeaning.analysis.coders import of_coders
from placemeaning.analysis.cooccurrence import BYS, cooccurrence
from placemeaning.analysis.overlaps import Intervals, _by_runs, _by_totals, merged, on_one_line, overlapping, pairs, together
from placemeaning.errors import NotFound
from placemeaning.model.document import Document, Turn
from placemeaning.model.text import Span
from placemeaning.suggesting.lexicon import sentences

TEXT = "R: Een twee. Drie vier vijf.\n\nR: Zes zeven. Acht negen tien."
TURNS = (Turn(Span(3, 28), "R", "respondent"), Turn(Span(33, 60), "R", "respondent"))
TEXTS = {name: Document(name, "interview", TEXT, TURNS) for name in ("doc-1", "doc-2")}
CODES = ["rest", "friend", "work"]


def codings(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return a tidy frame of (coder, document, start, stop, code) and, where given, a status."""
    table = []
    for i, (coder, document, start, stop, code, *status) in enumerate(rows, 1):
        certain = not status or status[0] not in ("unsure", "lost")
        words = TEXT[start:stop]
        table.append(
            (f"c{i}", coder, document, start if certain else None, stop if certain else None, code, (status or ["exact"])[0], words)
        )
    frame = pd.DataFrame(table, columns=["id", "coder", "document", "start", "stop", "code", "status", "quote"])
    frame["code"] = pd.Categorical(frame["code"], categories=CODES, ordered=True)
    frame["place"] = pd.Categorical(["kanaal"] * len(frame), categories=["kanaal"], ordered=True)
    for name in ("start", "stop"):
        frame[name] = frame[name].astype("Int64")
    frame["before"], frame["after"] = "", ""
    frame["people"] = pd.Series([("p1",)] * len(frame), dtype=object)
    return frame


def as_text(table: pd.DataFrame) -> str:
    return "\n".join(" ".join(f"{one:g}" for one in row) for row in table.to_numpy(dtype=float).round(3))


SMALL = (
    ("anna", "doc-1", 3, 12, "rest"),  # Een twee.
    ("bert", "doc-1", 3, 12, "rest"),  # the same by a second coder
    ("anna", "doc-1", 7, 17, "friend"),  # twee. Drie: overlaps, touches two sentences
    ("anna", "doc-1", 13, 28, "rest"),  # Drie vier vijf.: overlaps friend too
    ("anna", "doc-1", 33, 36, "work"),  # Zes
    ("bert", "doc-1", 44, 59, "friend"),  # another sentence of the same turn as work
    ("anna", "doc-2", 3, 6, "rest"),
    ("anna", "doc-2", 6, 12, "work"),  # begins where rest stops: no overlap, same sentence
    ("bert", "doc-2", 3, 6, "friend", "lost"),
)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("overlap", "3 2 0\n2 2 0\n0 0 2"),
        ("sentence", "3 2 1\n2 3 0\n1 0 2"),
        ("turn", "2 1 1\n1 2 1\n1 1 2"),
        ("document", "2 1 2\n1 1 1\n2 1 2"),
    ],
)
def test_counts_by_hand(by, expected):
    frame = codings(*SMALL)
    before = frame.copy(deep=True)
    table = cooccurrence(frame, by=by, texts=TEXTS, sentences=sentences)
    assert as_text(table) == expected
    assert list(table.index) == list(table.columns) == CODES
    assert table.left_out.to_dict("list") == {"reason": ["lost"], "codings": [1]}
    assert_frame_equal(frame, before)


def test_measures_by_hand():
    frame = codings(*SMALL)
    # characters: rest 9 + 15 + 3 = 27, friend 10 + 15 = 25, both 5 + 4 = 9, so 9 / 43
    assert as_text(cooccurrence(frame, measure="jaccard")) == "1 0.209 0\n0.209 1 0\n0 0 1"
    assert as_text(cooccurrence(frame, measure="c").counts) == "3 2 0\n2 2 0\n0 0 2"
    assert as_text(cooccurrence(frame, measure="c")) == "1 0.667 0\n0.667 1 0\n0 0 1"  # 2 / (3 + 2 - 2)
    assert as_text(cooccurrence(frame, by="sentence", measure="jaccard", texts=TEXTS, sentences=sentences)).startswith("1 0.5 0.25")
    only = cooccurrence(codings(("anna", "doc-1", 3, 6, "rest")), measure="jaccard")
    assert as_text(only) == "1 0 0\n0 nan nan\n0 nan nan"


def test_each_cell_has_its_passages():
    table = cooccurrence(codings(*SMALL), labels={"rest": "Rust"})
    cell = table.cell("Rust", "friend")
    assert cell[["first", "second", "quote", "first_id", "second_id"]].to_numpy().tolist() == [
        ["Een twee.", "twee. Drie", "Een twee. Drie", "c1", "c3"],
        ["Drie vier vijf.", "twee. Drie", "twee. Drie vier vijf.", "c4", "c3"],
    ]
    assert len(table.cell("rest", "rest")) == table.loc["Rust", "Rust"] == 3
    turns = cooccurrence(codings(*SMALL), by="turn", texts=TEXTS).cell("work", "friend")
    assert turns[["quote", "first", "second"]].to_numpy().tolist() == [["Zes […] Acht negen tien", "Zes", "Acht negen tien"]]
    with pytest.raises(NotFound, match="no code 'frend'. Did you mean 'friend'"):
        table.cell("rest", "frend")


@pytest.mark.parametrize(
    ("coders", "expected"),
    [
        ("union", ["c1", "c3", "c4", "c5", "c6", "c7", "c8", "c9"]),
        ("anna", ["c1", "c3", "c4", "c5", "c7", "c8"]),
        (["bert"], ["c2", "c6", "c9"]),
    ],
)
def test_coders_as_one(coders, expected):
    assert of_coders(codings(*SMALL), coders)["id"].tolist() == expected


def test_consensus_is_what_all_coders_of_a_document_agree_on():
    frame = codings(
        ("carla", "doc-1", 3, 28, "rest"),
        ("bert", "doc-1", 3, 12, "rest"),
        ("bert", "doc-1", 10, 20, "rest"),
        ("bert", "doc-1", 40, 50, "friend"),  # carla did not
        ("consensus", "doc-1", 55, 60, "work"),  # settled: agreed by itself
        ("bert", "doc-1", 54, 60, "work"),
        ("carla", "doc-1", 54, 60, "work"),
        ("anna", "doc-2", 3, 28, "rest"),  # one coder alone agrees with nobody
        ("carla", "doc-1", 40, 50, "friend", "lost"),
    )
    found = of_coders(frame, "consensus")
    assert sorted(zip(found["start"], found["stop"], found["code"], strict=True)) == [(3, 20, "rest"), (55, 60, "work")]
    assert of_coders(frame, ["consensus"])["id"].tolist() == ["c5"]


def test_only_codings_that_fit_are_counted():
    frame = codings(*SMALL).assign(voice="resident", origin="human")
    assert as_text(cooccurrence(frame, document="doc-2")) == "1 0 0\n0 0 0\n0 0 1"
    assert as_text(cooccurrence(frame, document="doc-2", coders="bert")) == "0 0 0\n0 0 0\n0 0 0"
    assert as_text(cooccurrence(frame, person="p1", voice="resident", origin="human", place="kanaal")) == "3 2 0\n2 2 0\n0 0 2"
    assert as_text(cooccurrence(frame, person="p2")) == "0 0 0\n0 0 0\n0 0 0"
    with pytest.raises(ValueError, match="voice='neighbour' is not one of"):
        cooccurrence(frame, voice="neighbour")


def test_the_page_shows_figures_and_note(project):
    project.code("kort", "mijn rust", "relaxation", by="anna")
    project.code("kort", "voor mijn", "friendship", by="anna")
    table = project.cooccurrence(measure="jaccard", language="nl")
    assert table.loc["ontspanning", "vriendschap"] == 4 / 14  # mijn, of "voor mijn rust"
    page = table._repr_html_()
    assert ">0.29</td>" in page
    assert "Jaccard measure: characters with both codes" in page
    assert project.cooccurrence("sentence").loc["ontspanning", "vriendschap"] == 1


def test_wrong_options_fail_by_name():
    frame = codings(*SMALL)
    for wrong, message in (
        ({"by": "paragraph"}, "by='paragraph' is not one of overlap, sentence, turn, document"),
        ({"measure": "cosine"}, "measure='cosine' is not one of count, jaccard, c"),
        ({"coders": "ana"}, "coders='ana' is not union, consensus or one of anna, bert. Did you mean 'anna'?"),
        ({"by": "turn"}, "by='turn' needs texts="),
        ({"by": "turn", "texts": {}}, "texts= has no document 'doc-1'"),
        ({"by": "sentence", "texts": TEXTS}, "sentences need sentences="),
    ):
        with pytest.raises(ValueError) as problem:
            cooccurrence(frame, **wrong)
        assert message in str(problem.value)


def test_no_codings_make_an_empty_table():
    for by in BYS:
        assert as_text(cooccurrence(codings(), by=by, texts=TEXTS, sentences=sentences)) == "0 0 0\n0 0 0\n0 0 0"


row = st.tuples(
    st.sampled_from(["anna", "bert", "carla"]), st.sampled_from(["doc-1", "doc-2"]), st.integers(3, 59), st.integers(1, 30), st.sampled_from(CODES),
    st.sampled_from(["exact", "exact", "exact", "moved", "lost"]),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(row, max_size=14), st.sampled_from(BYS), st.sampled_from(["union", "anna", "consensus"]))
def test_as_a_plain_slow_count_says(rows, by, coders):
    rows = [(coder, document, start, min(start + length, 60), code, status) for coder, document, start, length, code, status in rows]
    if coders == "anna" and not any(one[0] == "anna" for one in rows):
        return
    frame = codings(*rows)
    table = cooccurrence(frame, by=by, coders=coders, texts=TEXTS, sentences=sentences)
    assert table.to_numpy().tolist() == slowly(plainly_of(rows, coders), by)
    for one, other in combinations(CODES, 2):
        assert len(table.cell(one, other)) == table.loc[one, other]
        assert table.cell(one, other)["quote"].tolist() == table.cell(other, one)["quote"].tolist() or by == "overlap"


def plainly_of(rows, coders):
    """Return the distinct (document, start, stop, code), one passage after the other compared with all others."""
    rows = [one[:5] for one in rows if one[5] != "lost"]
    if coders == "anna":
        rows = [one for one in rows if one[0] == "anna"]
    if coders == "consensus":
        rows = list(plainly_agreed(rows))
    return sorted({one[1:] for one in rows})


def plainly_agreed(rows):
    """Yield the longest stretches whose every code point all coders of the document gave the same code."""
    for document in {one[1] for one in rows}:
        here = [one for one in rows if one[1] == document]
        coders = {one[0] for one in here}
        for code in CODES if len(coders) > 1 else ():
            signs = [len({one[0] for one in here if one[4] == code and one[2] <= at < one[3]}) == len(coders) for at in range(61)]
            for start in (at for at in range(61) if signs[at] and not (at and signs[at - 1])):
                yield "all", document, start, signs.index(False, start), code


def slowly(passages, by):
    spans = {"turn": [turn.span for turn in TURNS], "document": [Span(0, 60)]}
    spans["sentence"] = [one for turn in TURNS for one in sentences(TEXT, turn.span)]
    table = [[0] * 3 for _ in CODES]
    for a, first in enumerate(CODES):
        for b, second in enumerate(CODES):
            if by == "overlap":
                ones, twos = ([one for one in passages if one[3] == code] for code in (first, second))
                hits = [(x, y) for x in ones for y in twos if x[0] == y[0] and x[1] < y[2] and y[1] < x[2]]
                table[a][b] = len(ones) if a == b else len(hits)
                continue
            for document in TEXTS:
                for span in spans[by]:
                    here = {code for name, start, stop, code in passages if name == document and start < span.stop and span.start < stop}
                    table[a][b] += {first, second} <= here
    return table


spans = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 30), st.integers(0, 12), st.integers(0, 2)), max_size=25)


@settings(max_examples=150, deadline=None)
@given(spans, spans)
def test_overlaps_as_a_plain_slow_loop_says(rows, others):
    (line, label), (other, _) = lined(rows), lined(others)
    hits = [(i, j) for i in range(len(line)) for j in range(len(other)) if shares(line, i, other, j)]
    assert overlapping(line, other).tolist() == [sum(one == i for one, _ in hits) for i in range(len(line))]
    assert sorted(zip(*(part.tolist() for part in pairs(line, other)), strict=True)) == hits
    square = np.zeros((3, 3), dtype=int)
    for i, j in combinations(range(len(line)), 2):
        if shares(line, i, line, j):
            square[label[i], label[j]] += 1
            square[label[j], label[i]] += 1
    np.fill_diagonal(square, 0)
    order = [i for i in np.argsort(line.start, kind="stable") if line.stop[i] > line.start[i]]
    ordered, labels = line.where(np.array(order, dtype=int)), label[np.array(order, dtype=int)]
    many = np.searchsorted(ordered.start, ordered.stop) - np.arange(1, len(order) + 1)
    for table in (together(line, label, 3), _by_runs(many, labels, 3), _by_totals(ordered, labels, 3)):
        table = table.copy()
        np.fill_diagonal(table, 0)
        assert table.tolist() == square.tolist()
    covered = {position for i in range(len(line)) for position in range(line.start[i], line.stop[i])}
    stretches = merged(line)
    assert {position for a, b in zip(stretches.start, stretches.stop, strict=True) for position in range(a, b)} == covered
    assert int((stretches.stop - stretches.start).sum()) == len(covered)


def lined(rows):
    table = np.array(rows, dtype="int64").reshape(-1, 4)
    length = 43  # the same line for both lists, whatever the longest span
    start = table[:, 0] * length + table[:, 1]
    return Intervals(start, start + table[:, 2]), table[:, 3]


def shares(line, i, other, j):
    return max(line.start[i], other.start[j]) < min(line.stop[i], other.stop[j])


def test_documents_never_overlap_on_one_line():
    line = on_one_line(np.array([0, 1, 1]), np.array([0, 0, 5]), np.array([5, 5, 9]))
    assert overlapping(line, line).tolist() == [1, 1, 1]

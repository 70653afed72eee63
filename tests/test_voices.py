"""Voices side by side, counted by hand; and the example study."""

from __future__ import annotations

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

import placemeaning as pm
from placemeaning.analysis.voices import points, voices
from placemeaning.errors import NotFound
from test_matrix import coding, frame
from test_matrix_full import ALL

CARE = {"voice": "professional", "people": ()}


def two_voices():
    return frame(
        coding("doc-1", (0, 3), "rest", "kanaal"),
        coding("doc-1", (4, 8), "rest", "kanaal"),
        coding("doc-1", (9, 13), "known-people", "kanaal"),
        coding("doc-1", (9, 13), "known-people", "kanaal", coder="bert"),  # the same passage by a second coder
        coding("doc-2", (0, 3), "walk", "kanaal", **CARE),
        coding("doc-2", (4, 8), "rest", "kanaal", **{**CARE, "voice": "researcher"}),
        coding("doc-2", (9, 13), "walk", "winkel", **CARE),
    )


def test_by_hand():
    codings = two_voices()
    before = codings.copy(deep=True)
    found = voices(codings, **ALL)
    assert found.difference.round(3).replace(np.nan, None).values.tolist() == [
        [None, None, None, None],  # only professionals speak about the shop
        [0.333, 0.0, 0.167, -0.5],
        [None, None, None, None],
    ]
    assert (found.base_first.tolist(), found.base_second.tolist()) == ([0, 3, 0], [1, 2, 0])
    assert found.greatest()[["row", "column", "first", "first_base", "second", "second_base", "difference", "small"]].round(
        3
    ).values.tolist() == [
        ["kanaal", "walk", 0, 3, 1, 2, -0.5, True],
        ["kanaal", "known-people", 1, 3, 0, 2, 0.333, True],
        ["kanaal", "rest", 2, 3, 1, 2, 0.167, True],
    ]
    assert found.passages("kanaal", "rest")[["voice", "quote"]].values.tolist() == [
        ["resident", "een"],
        ["resident", "twee"],
        ["researcher", "twee"],
    ]
    assert found.quotes(1)[["row_label", "column_label", "difference", "voice", "quote"]].values.tolist() == [
        ["kanaal", "walk", -0.5, "professional", "een"]
    ]
    assert found.note == (
        "Residents minus professionals + researchers: of all that these voices say about a place, the share that has this meaning, in percentage points. "
        "Above zero: more with residents. Only one voice, so no difference: winkel. "
        "Fewer than 3 coded passages (kanaal): it tells about who said it, not about the place."
    )
    assert_frame_equal(codings, before)
    with pytest.raises(NotFound):
        found.passages("plein", "rest")


def test_rows_that_only_one_voice_has_stand_on_both_sides():
    found = voices(two_voices(), rows="municipality", columns="parent", first="professional", second="resident", language="nl")
    assert found.difference.index.tolist() == ["Bemmel", "Nijmegen"]
    assert found.of_first.row_ids == found.of_second.row_ids == ("Bemmel", "Nijmegen")
    assert found.note.startswith("Professionals min bewoners: ")


def test_people_and_documents():
    assert voices(two_voices(), count="documents").difference.loc["kanaal"].tolist() == [1.0, 0.0, 0.0, -1.0]
    assert voices(two_voices(), count="people").difference.isna().all().all()  # nobody is named on the other side


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"first": "bewoner"}, "first='bewoner' is not one of resident"),
        ({"first": "resident", "second": ("resident", "researcher")}, "a voice stands on one side"),
        ({"count": "words"}, "count='words' is not one of passages, documents, people"),
    ],
)
def test_wrong_options_fail_at_once_and_by_name(options, message):
    with pytest.raises(ValueError, match=message):
        voices(two_voices(), **options)
    with pytest.raises(TypeError):
        voices(two_voices(), plek="kanaal")


def test_it_reads_well_in_a_notebook_and_names_are_escaped():
    html = voices(two_voices(), **{**ALL, "labels": {"place": {"kanaal": "<b>Kanaal</b>"}}})._repr_html_()
    assert "<b>Kanaal" not in html
    assert "&lt;b&gt;Kanaal&lt;/b&gt;, walk: −50 (0/3, 1/2)" in html
    assert html.count("<details>") == 3
    assert (points(0.254), points(-0.5)) == ("+25", "−50")


def test_the_example_study_lays_residents_beside_others():
    found = pm.example_project().voices(language="en")
    assert found.difference.shape == (16, 9)
    shares = found.of_first.body().div(found.base_first.where(found.base_first > 0), axis=0)
    assert shares.loc["Kanaal (Lindenholt)"].between(0, 1).all()
    assert len(found.greatest(3)) == 3

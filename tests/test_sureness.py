"""Intervals and residuals against published figures, and saturation against every order there is."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from placemeaning.analysis.matrix import matrix
from placemeaning.analysis.saturation import expected_codes, saturation
from placemeaning.analysis.uncertainty import adjusted, share_interval
from test_matrix import coding, frame
from test_matrix_full import ALL, DOCUMENTS, PLACE_FRAME, some


@pytest.mark.parametrize(
    ("hits", "n", "wilson", "exact"),
    [  # Newcombe 1998, Statistics in Medicine 17: 857-872, table I
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ],
)
def test_intervals_that_were_published(hits: int, n: int, wilson: Any, exact: Any) -> None:
    assert tuple(round(end, 4) for end in share_interval(hits, n)) == wilson
    assert tuple(round(end, 4) for end in share_interval(hits, n, method="exact")) == exact


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.99))
def test_intervals_hold_the_share_and_mirror_each_other(pair: tuple[int, int], level: float) -> None:
    from scipy.stats import binomtest

    hits, n = pair
    for method in ("wilson", "exact"):
        low, high = share_interval(hits, n, level=level, method=method)
        assert 0 <= low <= hits / n <= high <= 1
        assert share_interval(n - hits, n, level=level, method=method) == pytest.approx((1 - high, 1 - low))
        theirs = binomtest(hits, n).proportion_ci(level, method)
        assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@pytest.mark.parametrize("options", [{"hits": 3, "n": 2}, {"hits": 1, "n": 2, "level": 1.0}, {"hits": 1, "n": 2, "method": "wald"}])
def test_intervals_that_cannot_be(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"a share needs|level=|method='wald' is not one of wilson, exact"):
        share_interval(**options)


def test_intervals_of_a_matrix_are_of_the_people_spoken_to() -> None:
    found = matrix(some(), count="people", columns="parent", **ALL).intervals()
    assert found.round(3).values.tolist()[:4] == [
        ["winkel", "known-people", 2, 2, 1.0, 0.342, 1.0, True],
        ["winkel", "relaxation", 1, 2, 0.5, 0.095, 0.905, True],
        ["kanaal", "known-people", 1, 3, 0.333, 0.061, 0.792, False],
        ["kanaal", "relaxation", 2, 3, 0.667, 0.208, 0.939, False],
    ]
    assert found.attrs["note"].startswith("95.0 % interval (Wilson 1927) of the share of people.")
    with pytest.raises(ValueError, match="intervals need a matrix of people"):
        matrix(some(), **ALL).intervals()


def test_residuals_that_were_published() -> None:
    """Agresti, An Introduction to Categorical Data Analysis (2nd ed., 2007), table 2.5 and 2.6: party by gender."""
    counts = np.array([[762.0, 327, 468], [484, 239, 477]])
    expected, residual = adjusted(counts)
    assert expected.round(1).tolist() == [[703.7, 319.6, 533.7], [542.3, 246.4, 411.3]]
    assert residual.round(2).tolist() == [[4.50, 0.70, -5.32], [-4.50, -0.70, 5.32]]


def test_residuals_of_a_matrix_are_marked_with_their_caveat() -> None:
    rows = [coding("doc-1", (i, i + 1), "rest" if i < 18 else "walk", "kanaal") for i in range(20)]
    rows += [coding("doc-2", (i, i + 1), "walk" if i < 17 else "rest", "winkel") for i in range(20)]
    found = matrix(frame(*rows)).residuals().set_index(["row", "column"])
    assert found["mark"].to_dict() == {
        ("winkel", "known-people"): "", ("winkel", "relaxation"): "", ("winkel", "rest"): "▼", ("winkel", "walk"): "▲",
        ("kanaal", "known-people"): "", ("kanaal", "relaxation"): "", ("kanaal", "rest"): "▲", ("kanaal", "walk"): "▼",
        **{("bankje", code): "" for code in ("known-people", "relaxation", "rest", "walk")},
    }  # fmt: skip
    assert (found.loc[("winkel", "rest"), "expected"], round(found.loc[("winkel", "rest"), "residual"], 3)) == (10.5, -4.749)
    assert found["residual"].isna().sum() == 8
    assert "To explore, not a test" in found.attrs["note"]
    assert "Of 4 cells about 0.2 would be marked even then" in found.attrs["note"]
    with pytest.raises(ValueError, match="residuals need counts of passages"):
        matrix(some(), count="present").residuals()
    assert matrix(frame()).residuals()["residual"].isna().all()


def test_saturation_by_hand() -> None:
    found = saturation(
        some(), document_frame=DOCUMENTS, places=PLACE_FRAME, labels={"kanaal": "Kanaal"}, kinds=("interview", "observation")
    )
    assert found.last[["label", "interviews", "codes", "new", "observed"]].round(3).values.tolist() == [
        [
            "All places",
            3,
            4.0,
            0.667,
            4,
        ],  # alone, doc-1 brings known-people, rest, walk; doc-2 known-people, rest, relaxation; doc-3 nothing
        ["winkel", 1, 3.0, 3.0, 3],
        ["Kanaal", 2, 3.0, 1.0, 3],
        ["bankje", 1, 0.0, 0.0, 0],
    ]
    assert found.of("kanaal")["observed"].tolist() == [3, 3]
    assert found.of("kanaal")["codes"].tolist() == [2.0, 3.0]
    assert found.small == ("winkel", "Kanaal", "bankje")
    assert "200 orders (seed 0)" in found.note
    with pytest.raises(ValueError, match="place='plein' is not one of None, winkel, kanaal, bankje"):
        found.of("plein")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sets(st.integers(0, 5)), min_size=1, max_size=5))
def test_the_mean_is_that_of_every_order(interviews: list[set[int]]) -> None:
    n = len(interviews)
    reached = [[len(set().union(*order[:k])) for k in range(1, n + 1)] for order in permutations(interviews)]
    counts = [sum(code in one for one in interviews) for code in range(6)]
    assert [expected_codes(counts, n, k) for k in range(1, n + 1)] == pytest.approx(np.mean(reached, axis=0).tolist())


def test_saturation_is_seeded_and_changes_nothing() -> None:
    codings, sizes = some(), DOCUMENTS.copy(deep=True)
    before = codings.copy(deep=True)
    first, second, other = (saturation(codings, document_frame=sizes, seed=seed, orders=7) for seed in (1, 1, 2))
    assert_frame_equal(first.frame, second.frame)
    assert (first.frame["low"] <= first.frame["codes"]).all() or (first.frame["high"] >= first.frame["codes"]).all()
    assert other.seed == 2
    assert_frame_equal(codings, before)
    assert_frame_equal(sizes, DOCUMENTS)
    assert saturation(frame(), document_frame=sizes.iloc[:0]).frame.empty
    with pytest.raises(ValueError, match="kinds='gesprek' is not one of interview"):
        saturation(codings, document_frame=sizes, kinds="gesprek")


def test_an_interview_without_codings_counts_and_brings_nothing() -> None:
    sizes = pd.concat([DOCUMENTS, DOCUMENTS.iloc[:1].assign(id="doc-4")], ignore_index=True)
    found = saturation(some(), document_frame=sizes).of("kanaal")
    assert found["interviews"].tolist() == [1, 2, 3]
    assert found["codes"].round(3).tolist() == [1.333, 2.333, 3.0]

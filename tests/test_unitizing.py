"""The alphas for unitizing: the family of 2016 against its definition written out character by character, and odd cases."""

import time
from itertools import pairwise

import numpy as np
import pytest

from placemeaning.analysis.reliability import answer, unitizing, unitizing_2004
from placemeaning.analysis.reliability.spans import Spans, spans_of, stretches

NAMES = ("krippendorff-u", "krippendorff-u-binary", "krippendorff-cu")


def by_definition(coders, length):
    """Return uα, |uα and cuα from a table of characters: equations 32 to 37 with nothing left out."""
    m, codes = len(coders), sorted({code for spans in coders for _, _, code in spans})
    value = np.zeros((m, length), dtype=int)
    for i, spans in enumerate(coders):
        for start, stop, code in spans:
            value[i, start:stop] = codes.index(code) + 1
    n = len(codes) + 1
    seen = np.zeros((n, n))
    for i in range(m):
        for j in range(m):
            if i != j:
                np.add.at(seen, (value[i], value[j]), 1 / (m - 1))
    itself, itself_coded = np.zeros(n), np.zeros(n)
    itself[0] = (value == 0).sum()
    for i, spans in enumerate(coders):
        others = np.delete(value, i, axis=0) > 0
        for start, stop, code in spans:
            itself[codes.index(code) + 1] += (stop - start) ** 2
            itself_coded[codes.index(code) + 1] += (others[:, start:stop].sum() / (m - 1)) ** 2
    return *_alphas(seen, itself), _alphas(seen[1:, 1:], itself_coded[1:])[0]


def _alphas(seen, itself):
    total = seen.sum()
    expected = (np.outer(seen.sum(1), seen.sum(0)) - np.diag(itself)) / (total - itself.sum() / total)
    binary = 1 - seen[0, 1:].sum() / expected[0, 1:].sum()
    return 1 - (total - np.trace(seen)) / (expected.sum() - np.trace(expected)), binary


@pytest.mark.parametrize("seed", range(30))
def test_family_of_2016_equals_its_definition(seed):
    rng, length, coders = np.random.default_rng(seed), 60, []
    for _ in range(rng.integers(2, 5)):
        cuts = np.sort(rng.choice(np.arange(1, length), rng.integers(5, 14), replace=False)).tolist()
        coders.append([(a, b, "xyz"[rng.integers(3)]) for a, b in pairwise(cuts) if rng.random() < 0.6])
    spans = spans_of({str(i): one for i, one in enumerate(coders)}, length)
    assert [unitizing.coefficient(name, spans).value for name in NAMES] == pytest.approx(by_definition(coders, length), abs=1e-12)


def test_the_layer_of_2004_has_another_value_under_2016():
    spans = spans_of({"i": [(225, 295, "c"), (370, 400, "c")], "j": [(220, 300, "c"), (355, 375, "c"), (400, 420, "c")]}, 300, 150)
    assert unitizing.coefficient("krippendorff-u", spans).value == pytest.approx(0.516280, abs=1e-6)
    assert unitizing_2004.coefficient(spans).value == pytest.approx(0.7286, abs=5e-5)


def test_spans_that_touch_stay_two_and_same_code_that_overlaps_is_one():
    touching = spans_of({"a": [(0, 5, "x"), (5, 10, "x")], "b": [(0, 10, "x")]}, 20)
    overlapping = spans_of({"a": [(0, 6, "x"), (4, 10, "x")], "b": [(0, 10, "x")]}, 20)
    whole = spans_of({"a": [(0, 10, "x")], "b": [(0, 10, "x")]}, 20)
    assert len(stretches(touching).start) == 3
    assert len(stretches(overlapping).start) == 2
    assert stretches(overlapping).overlapping == 1
    assert unitizing.coefficient("krippendorff-u", overlapping).value == unitizing.coefficient("krippendorff-u", whole).value == 1


def test_codes_that_overlap_become_pieces_with_both():
    cut = stretches(spans_of({"a": [(0, 20, "x"), (5, 10, "y")]}, 30))
    found = [(sorted(cut.sets[v]), a, b) for v, a, b in zip(cut.value, cut.start, cut.stop, strict=True)]
    assert found == [(["x"], 0, 5), (["x", "y"], 5, 10), (["x"], 10, 20)]


def test_more_than_62_codes():
    given = [(i, i + 2, f"c{i:03}") for i in range(80)]
    cut = stretches(spans_of({"a": given}, 100))
    assert [sorted(cut.sets[v]) for v in cut.value[:2]] == [["c000"], ["c000", "c001"]]
    assert sorted(cut.sets[cut.value[70]]) == ["c069", "c070"]
    assert unitizing.coefficient("krippendorff-u", spans_of({"a": given, "b": given}, 100)).value == pytest.approx(1)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"a": [(0, 5, "x")]}, answer.FEW_CODERS),
        ({}, answer.NO_CODERS),
        ({"a": [], "b": []}, answer.NOTHING_CODED),
        ({"a": [(0, 20, "x")], "b": [(0, 20, "x")]}, answer.ALL_THE_SAME),
    ],
)
def test_cases_without_a_number_answer_in_words(given, words):
    for name in ("krippendorff-u", "krippendorff-u-binary"):
        found = unitizing.coefficient(name, spans_of(given, 20))
        assert (found.value, found.words) == (None, words)


def test_a_silent_coder_is_not_agreement():
    """In DKPro (issue 2) α_U was 1.0 when only one of three coders coded."""
    spans = spans_of({"a": [(0, 5, "x"), (8, 12, "y")], "b": [], "c": []}, 20)
    assert unitizing.coefficient("krippendorff-u", spans).value < 0
    assert unitizing_2004.coefficient(spans).value < 0.2
    assert unitizing.coefficient("krippendorff-cu", spans).words == unitizing.NO_OVERLAP


def test_a_coder_who_did_not_read_says_nothing():
    both = spans_of({"a": [(0, 5, "x")], "b": [(1, 5, "x")], "c": []}, 20)
    unread = Spans(
        both.document,
        both.coder,
        both.code,
        both.start,
        both.stop,
        both.lengths,
        np.array([[True, True, False]]),
        ("",),
        both.coders,
        both.codes,
    )
    alone = spans_of({"a": [(0, 5, "x")], "b": [(1, 5, "x")]}, 20)
    assert unitizing.coincidences(unread).table.sum() != unitizing.coincidences(both).table.sum()
    assert unitizing_2004.coefficient(unread).words == unitizing_2004.NOT_ALL
    assert unitizing.coefficient("krippendorff-u", unread.of_coders([0, 1])).value == unitizing.coefficient("krippendorff-u", alone).value


def test_opposite_coders_are_below_zero():
    spans = spans_of({"a": [(0, 10, "x")], "b": [(10, 20, "x")]}, 20)
    assert unitizing.coefficient("krippendorff-u", spans).value < -0.5


def test_spans_outside_the_continuum_are_refused():
    with pytest.raises(ValueError, match="lie within the continuum"):
        spans_of({"a": [(0, 30, "x")], "b": []}, 20)


def many(spans_a_coder, coders=10, documents=5, seed=0):
    rng, n = np.random.default_rng(seed), coders * documents * spans_a_coder
    document, coder = np.repeat(np.arange(documents), n // documents), np.tile(np.repeat(np.arange(coders), spans_a_coder), documents)
    start = rng.integers(0, 30_000, n).astype(float)
    names = tuple(map(str, range(coders)))
    read = np.ones((documents, coders), dtype=bool)
    return Spans(
        document,
        coder,
        rng.integers(0, 8, n),
        start,
        start + rng.integers(20, 400, n),
        np.full(documents, 31_000.0),
        read,
        names[:documents],
        names,
        tuple("abcdefgh"),
    )


def test_work_grows_no_faster_than_sorting():
    small, large = many(100), many(1600)
    unitizing.coefficient("krippendorff-u", small)
    times = []
    for spans in (small, large):
        begun = time.perf_counter()
        unitizing.coefficient("krippendorff-u", spans)
        times.append(time.perf_counter() - begun)
    assert times[1] < 60 * max(times[0], 0.005), "16 times as many spans: 16 log 16 would be some 25 times"

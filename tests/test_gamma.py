"""γ and γ_cat: published cases, exactness of the alignment, seeds, and cases without a number."""

import csv
import itertools

import numpy as np
import pytest

from placemeaning.analysis.reliability import answer, gamma
from placemeaning.analysis.reliability.alignment import TooManyError, Units, Weights, best_alignment, dissimilarity
from placemeaning.analysis.reliability.spans import spans_of
from samples import samples

THREE = Weights(position=3)
ALEX = {
    "Alex": [(2, 9, "1"), (11, 17, "2"), (24, 30, "5"), (32, 36, "6"), (36, 44, "6"), (44, 60, "7")],
    "Paul": [(2, 9, "1"), (11, 17, "3"), (19, 25, "5"), (32, 44, "6")],
    "Suzan": [(2, 9, "1"), (11, 17, "4"), (21, 27, "5"), (32, 36, "6"), (36, 40, "6"), (40, 44, "6")],
}


def read(name):
    given = {}
    with open(samples("agreement", "pygamma_csv", name), encoding="utf-8", newline="") as lines:
        for coder, code, start, stop in csv.reader(lines):
            given.setdefault(coder, []).append((float(start), float(stop), code))
    return spans_of(given)


def test_alex_paul_suzan():
    """Expectations of pygamma-agreement's tests (α=3, β=1, sampler by shuffling): γ .44 to .47, disorder .96, 6 unitary alignments.

    Its γ_cat of .38 to .42 counts spans without a partner as disagreements; Mathet (2017) leaves them out, which gives .69.
    """
    found = gamma.gamma(spans_of(ALEX), weights=THREE, sampler="shuffle", samples=100)
    assert 0.44 <= found.gamma.value <= 0.47
    assert found.gamma.observed == pytest.approx(0.96, abs=0.01)
    assert len(found.alignments[0]) == 6
    assert 0.38 <= found.gamma_cat_unaligned.value <= 0.42
    assert found.gamma_cat.value == pytest.approx(0.69, abs=0.03)
    assert {code: found.of_codes[code].value for code in "156"} == {"1": 1, "5": 1, "6": 1}
    assert all(found.of_codes[code].value <= 0.05 for code in "234")
    assert found.of_codes["7"].value is None


def test_two_coders_with_a_thousand_spans():
    """pygamma-agreement, tests/test_gammas.py: γ .39 to .42, γ_cat .38 to .42, 1085 unitary alignments (2by1000.csv, α=3)."""
    found = gamma.gamma(read("2by1000.csv"), weights=THREE, samples=10)
    assert 0.39 <= found.gamma.value <= 0.42
    assert 0.38 <= found.gamma_cat.value <= 0.42
    assert 0.38 <= found.gamma_cat_unaligned.value <= 0.42
    assert len(found.alignments[0]) == 1085
    ranges = {"Adj": (0.21, 0.25), "Noun": (0.355, 0.39), "Prep": (0.31, 0.35), "Verb": (0.11, 0.15)}
    assert all(low <= found.of_codes[code].value <= high for code, (low, high) in ranges.items())


def test_three_coders_with_a_hundred_spans():
    """The same file: γ .79 to .81, γ_cat .89 to .91 (with spans without a partner), 127 unitary alignments (3by100.csv, α=3)."""
    found = gamma.gamma(read("3by100.csv"), weights=THREE, samples=12)
    assert 0.79 <= found.gamma.value <= 0.81
    assert 0.89 <= found.gamma_cat_unaligned.value <= 0.91
    assert len(found.alignments[0]) == 127


def generated(coders, spans, seed, length):
    """Return noisy copies of spans, as ../shared/peer_benchmarks/bench_gamma.py makes them."""
    rng = np.random.default_rng(seed)
    starts = np.sort(rng.integers(0, length - 500, spans))
    truth = [(int(s), int(s + n), int(c)) for s, n, c in zip(starts, rng.integers(20, 500, spans), rng.integers(0, 8, spans), strict=True)]
    given = {}
    for i in range(coders):
        mine = []
        for s, e, c in truth:
            if rng.random() < 0.15:
                continue
            start = max(0, s + int(rng.normal(0, 15)))
            stop = max(start + 5, e + int(rng.normal(0, 15)))
            mine.append((start, stop, str(c if rng.random() > 0.15 else int(rng.integers(0, 8)))))
        given[str(i)] = mine
    return spans_of(given, length + 500)


PYGAMMA = {  # pygamma-agreement 0.5.9 (MIT), CombinedCategoricalDissimilarity(1, 1), np.random.seed(0), 30 samples: observed disorder, γ
    (2, 40, 1, 34000): (0.5978583693504333, 0.6520991325378418),
    (2, 100, 2, 34000): (0.4776688814163208, 0.6791194081306458),
    (3, 20, 3, 6000): (0.3253794014453888, 0.7687715291976929),
    (3, 40, 4, 34000): (0.4413321316242218, 0.7895134687423706),
}


@pytest.mark.parametrize("size", PYGAMMA)
def test_disorder_and_gamma_of_another_implementation(size):
    found = gamma.gamma(generated(*size), samples=20)
    disorder, value = PYGAMMA[size]
    assert found.gamma.observed == pytest.approx(disorder, abs=1e-6)
    assert found.gamma.value == pytest.approx(value, abs=0.03)


def every_alignment(units, weights):
    """Return the least disorder by trying every partition: for a handful of spans."""
    spans = [(coder, i) for coder, one in enumerate(units) for i in range(len(one))]
    apart = {
        (a, b): float(dissimilarity(_one(units, a), _one(units, b), weights)[0, 0])
        for a, b in itertools.combinations(spans, 2)
        if a[0] != b[0]
    }
    pairs = len(units) * (len(units) - 1) / 2

    def cost(group):
        return 1 + sum(apart[pair] - 1 for pair in itertools.combinations(group, 2)) / pairs

    def best(rest, groups):
        if not rest:
            return sum(map(cost, groups))
        first, *others = rest
        options = [best(others, [*groups, [first]])]
        for i, group in enumerate(groups):
            if all(first[0] != coder for coder, _ in group):
                options.append(best(others, [*groups[:i], [*group, first], *groups[i + 1 :]]))
        return min(options)

    return best(spans, [])


def _one(units, name):
    coder, i = name
    return Units(units[coder].start[[i]], units[coder].stop[[i]], units[coder].code[[i]])


@pytest.mark.parametrize(("coders", "seed"), [(2, 0), (2, 1), (3, 2), (3, 3), (3, 4), (4, 5), (4, 6)])
def test_alignment_is_the_best_of_all(coders, seed):
    rng, units = np.random.default_rng(seed), []
    for _ in range(coders):
        start = np.sort(rng.integers(0, 60, 2 if coders == 4 else 3)).astype(float)
        units.append(Units(start, start + rng.integers(4, 25, len(start)), rng.integers(0, 3, len(start))))
    assert best_alignment(units, Weights()).total == pytest.approx(every_alignment(units, Weights()), abs=1e-9)


def test_a_seed_repeats_and_another_differs():
    spans = spans_of(ALEX)
    first, again, other = (gamma.gamma(spans, seed=seed).gamma.value for seed in (0, 0, 1))
    assert first == again != other


def test_more_samples_when_more_precision_is_asked_for():
    loose, tight = (gamma.gamma(spans_of(ALEX), precision=precision) for precision in (0.5, 0.02))
    assert loose.samples == 30 < tight.samples
    assert tight.error < loose.error


def test_same_spans_are_one_and_unlike_spans_are_low():
    same = gamma.gamma(spans_of({"a": ALEX["Alex"], "b": ALEX["Alex"]}))
    assert (same.gamma.value, same.gamma_cat.value) == (1, 1)
    far = gamma.gamma(spans_of({"a": [(0, 10, "x"), (12, 20, "x")], "b": [(50, 60, "y"), (70, 80, "y")]}, 100))
    assert far.gamma.value < 0.15
    assert far.gamma_cat.words == gamma.NO_PAIRS


@pytest.mark.parametrize(("given", "words"), [({"a": [(0, 5, "x")]}, answer.FEW_CODERS), ({"a": [], "b": []}, answer.NOTHING_CODED)])
def test_cases_without_a_number_answer_in_words(given, words):
    found = gamma.gamma(spans_of(given, 20))
    assert (found.gamma.value, found.gamma.words, found.gamma_cat.words) == (None, words, words)


def test_a_silent_coder_is_no_agreement():
    found = gamma.gamma(spans_of({"a": [(0, 5, "x"), (9, 12, "y"), (14, 18, "x")], "b": []}, 20))
    assert found.gamma.value <= 0


def test_too_many_alignments_answer_in_words():
    rng = np.random.default_rng(0)
    crowd = {str(i): [(int(s), int(s) + 30, "x") for s in rng.integers(0, 40, 12)] for i in range(12)}
    found = gamma.gamma(spans_of(crowd, 100))
    assert (found.gamma.value, found.gamma.words) == (None, gamma.TOO_MANY)
    assert issubclass(TooManyError, Exception)


def test_wrong_sampler_fails_by_name():
    with pytest.raises(ValueError, match="sampler='chance' is not one of statistical, shuffle"):
        gamma.gamma(spans_of(ALEX), sampler="chance")

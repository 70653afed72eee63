"""γ and γ_cat: agreement on where spans are and what they are, over the best alignment, against chance.

Y. Mathet, A. Widlöcher & J.-P. Métivier (2015), The unified and holistic method gamma (γ) for inter-annotator agreement measure
and alignment, Computational Linguistics 41, 437-479; Y. Mathet (2017), The agreement measure γcat: a complement to γ focused on
categorization of a continuum, Computational Linguistics 43, 661-681.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from placemeaning.analysis.reliability import answer
from placemeaning.analysis.reliability.alignment import Alignment, TooManyError, Units, Weights, along, best_alignment
from placemeaning.analysis.reliability.answer import Coefficient, Numbers
from placemeaning.analysis.reliability.bootstrap import Interval, interval
from placemeaning.analysis.reliability.spans import Spans
from placemeaning.analysis.reliability.unitizing import unanswerable
from placemeaning.errors import check_choice

Sampler = Literal["statistical", "shuffle"]
SAMPLERS = ("statistical", "shuffle")
TOO_MANY = "so many coders with spans so close together have more alignments than can be weighed exactly; look at pairs of coders"
NO_PAIRS = "no span was aligned with one of another coder, so there are no codes to compare"


@dataclass(frozen=True, slots=True)
class Gamma:
    """γ, γ_cat, γ_k of each code, and what they rest on.

    Attributes
    ----------
    gamma, gamma_cat
        Coefficients; `observed` and `expected` are disorders.
    of_codes
        γ_k by code.
    gamma_cat_unaligned
        γ_cat with every span that has no partner counted as a disagreement, as pygamma-agreement does since 0.5. The article of 2017
        leaves these out: they are no evidence on codes.
    alignments
        The best alignment of each document.
    samples, seed, sampler
        How many chance continua were drawn for each document, and how.
    sums
        Disorder and mean number of spans by document, observed and by chance: what `interval` draws from.
    error
        Half the width of the 95 % interval of γ that comes from sampling chance; it shrinks with more samples.
    """

    gamma: Coefficient
    gamma_cat: Coefficient
    of_codes: dict[str, Coefficient]
    gamma_cat_unaligned: Coefficient
    alignments: tuple[Alignment, ...] = ()
    samples: int = 0
    seed: int = 0
    sampler: Sampler = "statistical"
    error: float = 0.0
    sums: Numbers | None = None

    def interval(self, draws: int, seed: int, level: float) -> Interval | None:
        """Return the bootstrap interval of γ by document; None for fewer than two documents."""
        if self.sums is None:
            return None

        def values(sums: Numbers) -> Numbers:
            with np.errstate(divide="ignore", invalid="ignore"):
                found = 1 - (sums[:, 0] / sums[:, 1]) / (sums[:, 2] / sums[:, 3])
            return np.where(sums[:, 2] > 0, found, np.nan)

        return interval(self.sums, values, by="document", draws=draws, seed=seed, level=level)


def gamma(
    spans: Spans,
    *,
    weights: Weights | None = None,
    samples: int = 30,
    precision: float | None = None,
    seed: int = 0,
    sampler: Sampler = "statistical",
) -> Gamma:
    """Return γ with its companions; in words where there is none.

    Parameters
    ----------
    spans
        Of two coders or more. Several documents are weighed by their spans: disorders are summed before they are divided.
    weights
        Of position and code, and of a span beside nothing; all 1 by default, as in the article of 2015.
    samples
        Chance continua for each document, at least.
    precision
        Go on until the expected disorder is known this well (such as 0.02, with 95 % confidence; Mathet 2015, section 5.3).
    seed
        Repeats the draws.
    sampler
        ``statistical`` draws numbers, gaps, lengths and codes as often as they occur; ``shuffle`` turns the spans of a coder
        chosen by lot around the continuum (Mathet 2015, section 5.2).
    """
    check_choice("sampler", sampler, SAMPLERS)
    why = unanswerable(spans)
    if why:
        return _nothing(why)
    weights = weights or Weights()
    shared = spans.shared()
    continua = [_continuum(shared, document) for document in range(len(shared.documents))]
    try:
        seen = _aligned(continua, weights)
        chance = list(_chance(continua, weights, samples, precision, np.random.default_rng(seed), sampler))
    except TooManyError:
        return _nothing(TOO_MANY)
    disorders = np.array([one.disorder for one in chance])
    value = answer.under_chance(seen.disorder, float(disorders.mean()))
    error = 1.96 * float(disorders.std() / disorders.mean()) / len(disorders) ** 0.5 * seen.disorder / float(disorders.mean())
    codes = len(spans.codes)
    tables = [_of_codes(one, weights, codes) for one in (seen, *chance)]
    by_code = {code: _categorical(tables, k) for k, code in enumerate(spans.codes)}
    both = [_categorical(tables, k) for k in (codes, codes + 1)]
    return Gamma(value, both[0], by_code, both[1], seen.alignments, len(disorders), seed, sampler, error, _sums(seen, chance))


def _nothing(words: str) -> Gamma:
    return Gamma(answer.none(words), answer.none(words), {}, answer.none(words))


def _sums(seen: _Aligned, chance: Sequence[_Aligned]) -> Numbers:
    """Return, by document: disorder and mean number of spans, as observed and as the mean of chance."""
    drawn = np.mean([one.sums() for one in chance], axis=0)
    return np.column_stack([seen.sums(), drawn])


@dataclass(frozen=True, slots=True)
class _Continuum:
    """The spans of the coders who read one document."""

    units: tuple[Units, ...]
    length: float


@dataclass(frozen=True, slots=True)
class _Aligned:
    """Continua with their best alignments."""

    continua: Sequence[_Continuum]
    alignments: tuple[Alignment, ...]

    def sums(self) -> Numbers:
        """Return the total disorder and the mean number of spans a coder has, by document."""
        means = [sum(map(len, one.units)) / len(one.units) for one in self.continua]
        return np.column_stack([[one.total for one in self.alignments], means])

    @property
    def disorder(self) -> float:
        """The total disorder by the mean number of spans a coder has (2015, section 4.4), over all documents."""
        total, mean = self.sums().sum(axis=0)
        return float(total / mean) if mean else 0.0


def _continuum(spans: Spans, document: int) -> _Continuum:
    mine = [(spans.document == document) & (spans.coder == coder) for coder in np.flatnonzero(spans.read[document])]
    return _Continuum(tuple(Units(spans.start[m], spans.stop[m], spans.code[m]) for m in mine), float(spans.lengths[document]))


def _aligned(continua: Sequence[_Continuum], weights: Weights) -> _Aligned:
    return _Aligned(continua, tuple(best_alignment(one.units, weights) for one in continua))


# Chance: continua as they could be if the coders did not look at the text.


def _chance(
    continua: Sequence[_Continuum], weights: Weights, samples: int, precision: float | None, rng: np.random.Generator, sampler: Sampler
) -> Iterator[_Aligned]:
    draw = _statistical if sampler == "statistical" else _shuffled
    pools = [draw(one, rng) for one in continua]
    needed, disorders = samples, list[float]()
    while len(disorders) < needed:
        found = _aligned([pool() for pool in pools], weights)
        disorders.append(found.disorder)
        yield found
        if precision is not None and len(disorders) == needed == samples:
            spread = float(np.std(disorders) / np.mean(disorders))
            needed = max(samples, int(np.ceil((1.96 * spread / precision) ** 2)))


def _statistical(continuum: _Continuum, rng: np.random.Generator) -> Callable[[], _Continuum]:
    """Return a function that draws number, gaps, lengths and codes as the coders of a continuum have them."""
    sizes = np.array([len(one) for one in continuum.units], dtype=float)
    gaps = np.concatenate([[0.0], *(_gaps(one) for one in continuum.units)])
    lengths = np.concatenate([one.stop - one.start for one in continuum.units])
    codes = np.concatenate([one.code for one in continuum.units])

    def coder(least: int) -> Units:
        size = max(least, abs(int(rng.normal(sizes.mean(), sizes.std()))))
        gap = rng.normal(gaps.mean(), gaps.std(), size)
        length = np.maximum(np.abs(rng.normal(lengths.mean(), lengths.std(), size)), 1e-6)
        stop = np.cumsum(gap + length)
        return Units(stop - length, stop, rng.choice(codes, size))

    return lambda: _Continuum(tuple(coder(int(i == 0)) for i in range(len(sizes))), continuum.length) if len(codes) else continuum


def _gaps(units: Units) -> Numbers:
    """Return the gaps between one coder's spans, in their order, and the one before the first."""
    order = np.lexsort((units.stop, units.start))
    start, stop = units.start[order], units.stop[order]
    first = start[:1][start[:1] > 0]
    return np.concatenate([start[1:] - stop[:-1], first])


def _shuffled(continuum: _Continuum, rng: np.random.Generator) -> Callable[[], _Continuum]:
    """Return a function that gives each coder the spans of one chosen by lot, turned around the continuum by a chance length."""
    whole = [one for one in continuum.units if len(one)]
    if not whole:
        return lambda: continuum
    low, high = min(float(one.start.min()) for one in whole), max(float(one.stop.max()) for one in whole)
    apart = float(np.concatenate([one.stop - one.start for one in whole]).mean()) / 2

    def turned(pivot: float) -> Units:
        one = continuum.units[rng.integers(len(continuum.units))]
        shift = np.where(one.start + pivot > high, pivot + low - high, pivot)
        return Units(one.start + shift, one.stop + shift, one.code)

    def draw() -> _Continuum:
        while True:
            units = tuple(turned(pivot) for pivot in _pivots(len(continuum.units), low, high, apart, rng))
            if any(map(len, units)):
                return _Continuum(units, continuum.length)

    return draw


def _pivots(n: int, low: float, high: float, apart: float, rng: np.random.Generator) -> list[float]:
    """Return n chance places, no two nearer to each other than `apart`, as long as there is room."""
    pivots: list[float] = []
    for _ in range(n):
        tries = rng.uniform(low, high, 100)
        far = [one for one in tries.tolist() if all(abs(one - other) > apart for other in pivots)]
        pivots.append(far[0] if far else float(tries[0]))
    return pivots


# γ_cat and γ_k: the codes of aligned spans.


def _categorical(tables: Sequence[Numbers], column: int) -> Coefficient:
    """Return the coefficient of one column of tables of (disorder, weight): the first table is observed, the others are chance."""
    disorder, weight = tables[0][:, column].tolist()
    if not weight:
        return answer.none(NO_PAIRS)
    drawn = [one[0, column] / one[1, column] for one in tables[1:] if one[1, column]]
    if not drawn:
        return answer.none(NO_PAIRS, disorder / weight)
    return answer.under_chance(disorder / weight, float(np.mean(drawn)))


def _of_codes(found: _Aligned, weights: Weights, codes: int) -> Numbers:
    """Return the disorder of codes over aligned pairs, and its weight: of each code, of all, and of all with spans without a partner."""
    table = np.zeros((2, codes + 2))
    for continuum, alignment in zip(found.continua, found.alignments, strict=True):
        here = alignment.rows >= 0
        share = 1 / np.maximum(here.sum(axis=1) - 1, 1)
        for a, b in combinations(range(here.shape[1]), 2):
            both = here[:, a] & here[:, b]
            rows = alignment.rows[both]
            one, other = continuum.units[a].taken(rows[:, a]), continuum.units[b].taken(rows[:, b])
            weight = share[both] * np.maximum(0, 1 - weights.position * weights.empty * along(one, other))
            alone = weights.empty * float((here[:, a] ^ here[:, b]).sum())
            table += _weighed(one.code, other.code, weight, codes)
            table[:, -1] += alone * weights.empty, alone
    return table


def _weighed(one: Numbers, other: Numbers, weight: Numbers, codes: int) -> Numbers:
    unlike = weight * (one != other)
    apart = np.bincount(one, unlike, codes) + np.bincount(other, unlike, codes)
    total = np.bincount(one, weight, codes) + np.bincount(other, unlike, codes)
    both = unlike.sum(), weight.sum()
    return np.array([[*apart, both[0], both[0]], [*total, both[1], both[1]]])

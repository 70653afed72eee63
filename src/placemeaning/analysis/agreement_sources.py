"""What an agreement is asked of, as one kind of thing: units with codes, or free spans. It can be cut by coder and by document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from placemeaning.analysis.agreement_units import stretch_table
from placemeaning.analysis.reliability import nominal, tables, unitizing, unitizing_2004
from placemeaning.analysis.reliability.alignment import Weights
from placemeaning.analysis.reliability.answer import Coefficient, Numbers
from placemeaning.analysis.reliability.bootstrap import By, Interval, interval
from placemeaning.analysis.reliability.gamma import Gamma, gamma
from placemeaning.analysis.reliability.spans import Spans, length_of_any
from placemeaning.analysis.reliability.tables import UnitTable


@dataclass(frozen=True, slots=True)
class Draws:
    """How an interval is drawn: what (None: no interval), how often, the seed, and the share of draws between the bounds."""

    by: By | None
    times: int = 1000
    seed: int = 0
    level: float = 0.95


class Source(Protocol):
    """What a measure can be asked of."""

    @property
    def coders(self) -> tuple[str, ...]:
        """The coders who are compared."""

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents they are compared on."""

    def of_coders(self, wanted: Sequence[int]) -> Source:
        """Return what some coders gave, by their numbers."""

    def of_document(self, document: int) -> Source:
        """Return what was given in one document, by its number."""

    def coefficient(self) -> Coefficient:
        """Return the measure over all codes."""

    def by_code(self) -> dict[str, Coefficient]:
        """Return the measure of each code."""

    def interval(self, draws: Draws) -> Interval | None:
        """Return the bootstrap interval of the measure; None where there is none."""

    def code_interval(self, code: str, draws: Draws) -> Interval | None:
        """Return the bootstrap interval of one code; None where there is none."""

    def table(self) -> UnitTable:
        """Return units by coders; for spans, stretches of text."""

    def sizes(self) -> Sizes:
        """Return how many units there are, and how many of them are coded."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many units were compared, how many anybody coded, and how many anybody gave each code."""

    units: int
    coded: int
    by_code: dict[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Units with the codes that each coder gave them."""

    measure: str
    units: UnitTable

    @property
    def coders(self) -> tuple[str, ...]:
        """The coders who are compared."""
        return self.units.coders

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents they are compared on."""
        return self.units.documents

    def of_coders(self, wanted: Sequence[int]) -> Units:
        """Return what some coders gave, by their numbers."""
        return replace(self, units=self.units.of_coders(wanted))

    def of_document(self, document: int) -> Units:
        """Return what was given in one document, by its number."""
        return replace(self, units=self.units.of_units(self.units.document == document))

    def coefficient(self) -> Coefficient:
        """Return the measure over all codes."""
        return tables.coefficient(self.measure, self.units)

    def by_code(self) -> dict[str, Coefficient]:
        """Return the measure of each code."""
        return {code: tables.code_coefficient(self.measure, self.units, k) for k, code in enumerate(self.units.codes)}

    def interval(self, draws: Draws) -> Interval | None:
        """Return the bootstrap interval of the measure; None where there is none."""
        return self._drawn(lambda: tables.sums(self.measure, self.units), draws)

    def code_interval(self, code: str, draws: Draws) -> Interval | None:
        """Return the bootstrap interval of one code; None where there is none."""
        return self._drawn(lambda: tables.code_sums(self.measure, self.units, self.units.codes.index(code)), draws)

    def _drawn(self, sums: Callable[[], nominal.Sums], draws: Draws) -> Interval | None:
        of_pairs = self.measure in nominal.FOR_TWO and len(self.coders) > 2
        if draws.by is None or of_pairs or nominal.unanswerable(self.units.of_code(0) if self.units.codes else self.units.values()[0]):
            return None
        found = sums()
        rows = found.by(self.units.document, len(self.documents)) if draws.by == "document" else found.rows
        return interval(rows, found.values, by=draws.by, draws=draws.times, seed=draws.seed, level=draws.level)

    def table(self) -> UnitTable:
        """Return units by coders."""
        return self.units

    def sizes(self) -> Sizes:
        """Return how many units there are, and how many of them are coded."""
        names = {code: self._many(self.units.of_code(k) > 0) for k, code in enumerate(self.units.codes)}
        return Sizes(round(float(self.units.weight.sum())), self._many(self.units.has(bool)), names)

    def _many(self, given: Numbers) -> int:
        return round(float(self.units.weight[given.any(axis=1)].sum()))


@dataclass(frozen=True, slots=True, eq=False)
class FreeSpans:
    """Spans on continua."""

    measure: str
    spans: Spans

    @property
    def coders(self) -> tuple[str, ...]:
        """The coders who are compared."""
        return self.spans.coders

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents they are compared on."""
        return self.spans.documents

    def of_coders(self, wanted: Sequence[int]) -> FreeSpans:
        """Return what some coders gave, by their numbers."""
        return replace(self, spans=self.spans.of_coders(wanted))

    def of_document(self, document: int) -> FreeSpans:
        """Return what was given in one document, by its number."""
        return replace(self, spans=self.spans.of_documents([document]))

    def coefficient(self) -> Coefficient:
        """Return the measure over all codes."""
        if self.measure == "krippendorff-2004":
            return unitizing_2004.coefficient(self.spans)
        return unitizing.coefficient("krippendorff-cu" if self.measure == "krippendorff-ku" else self.measure, self.spans)

    def by_code(self) -> dict[str, Coefficient]:
        """Return each code: (k)uα for cuα and (k)uα; else the measure over the spans of that code alone."""
        if unitizing.unanswerable(self.spans):
            return {}
        if self.measure in ("krippendorff-cu", "krippendorff-ku"):
            return unitizing.of_codes(self.spans)
        shared = self.spans.shared()
        if self.measure == "krippendorff-2004":
            return unitizing_2004.of_codes(shared) if shared.read.all() else {}
        return {code: self._of_code(k) for k, code in enumerate(self.spans.codes)}

    def _of_code(self, code: int) -> Coefficient:
        return unitizing.coefficient("krippendorff-u", self.spans.of_code(code))

    def interval(self, draws: Draws) -> Interval | None:
        """Return the bootstrap interval of the measure; None where there is none."""
        formula = {"krippendorff-ku": "krippendorff-cu"}.get(self.measure, self.measure)
        return self._drawn(formula, self.spans, draws)

    def code_interval(self, code: str, draws: Draws) -> Interval | None:
        """Return the bootstrap interval of one code; None where there is none."""
        if self.measure not in ("krippendorff-u", "krippendorff-u-binary") or code not in self.spans.codes:
            return None
        return self._drawn("krippendorff-u", self.spans.of_code(self.spans.codes.index(code)), draws)

    def _drawn(self, formula: str, spans: Spans, draws: Draws) -> Interval | None:
        if draws.by is None or formula not in unitizing.FORMULAS or unitizing.unanswerable(spans):
            return None
        table = unitizing.coincidences(spans).table
        shape = table.shape[1:]

        def values(sums: Numbers) -> Numbers:
            return unitizing.values(formula, sums.reshape(len(sums), *shape))

        return interval(table.reshape(len(table), -1), values, by="document", draws=draws.times, seed=draws.seed, level=draws.level)

    def table(self) -> UnitTable:
        """Return stretches of text by coders."""
        return stretch_table(self.spans)

    def sizes(self) -> Sizes:
        """Return how many characters there are, and how many of them are coded."""
        return _sizes(self.spans)


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """Spans on continua, for gamma; the alignment and the chance samples are found once and then kept."""

    measure: str
    spans: Spans
    weights: Weights
    samples: int
    precision: float | None
    seed: int
    sampler: str
    _kept: list[Gamma] = field(default_factory=list)

    @property
    def coders(self) -> tuple[str, ...]:
        """The coders who are compared."""
        return self.spans.coders

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents they are compared on."""
        return self.spans.documents

    def of_coders(self, wanted: Sequence[int]) -> Aligned:
        """Return what some coders gave, by their numbers."""
        return replace(self, spans=self.spans.of_coders(wanted), _kept=[])

    def of_document(self, document: int) -> Aligned:
        """Return what was given in one document, by its number."""
        return replace(self, spans=self.spans.of_documents([document]), _kept=[])

    def found(self) -> Gamma:
        """Return γ and its companions."""
        if not self._kept:
            how = {
                "weights": self.weights,
                "samples": self.samples,
                "precision": self.precision,
                "seed": self.seed,
                "sampler": self.sampler,
            }
            self._kept.append(gamma(self.spans, **how))  # type: ignore[arg-type]
        return self._kept[0]

    def coefficient(self) -> Coefficient:
        """Return the measure over all codes."""
        return self.found().gamma if self.measure == "gamma" else self.found().gamma_cat

    def by_code(self) -> dict[str, Coefficient]:
        """Return the measure of each code."""
        return self.found().of_codes

    def interval(self, draws: Draws) -> Interval | None:
        """Return the bootstrap interval of the measure; None where there is none."""
        return self.found().interval(draws.times, draws.seed, draws.level) if draws.by and self.measure == "gamma" else None

    def code_interval(self, code: str, draws: Draws) -> Interval | None:
        """Return the bootstrap interval of one code; None where there is none."""
        return None

    def table(self) -> UnitTable:
        """Return stretches of text by coders."""
        return stretch_table(self.spans)

    def sizes(self) -> Sizes:
        """Return how many characters there are, and how many of them are coded."""
        return _sizes(self.spans)


def _sizes(spans: Spans) -> Sizes:
    shared = spans.shared()
    wide = float(shared.lengths.max(initial=0)) + 1
    parts = {code: shared.of_code(k) for k, code in enumerate(shared.codes)}
    names = {code: round(length_of_any(one.document, one.start, one.stop, wide)) for code, one in parts.items()}
    coded = length_of_any(shared.document, shared.start, shared.stop, wide)
    return Sizes(round(float(shared.lengths.sum())), round(coded), names)

"""The answer to a question of agreement: a number, what it rests on, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import combinations

import numpy as np
import pandas as pd

from placemeaning.analysis import agreement_table as shown
from placemeaning.analysis.agreement_measures import MEASURES
from placemeaning.analysis.agreement_sources import Aligned, Draws, Sizes, Source
from placemeaning.analysis.agreement_units import Scope
from placemeaning.analysis.reliability import nominal, scales
from placemeaning.analysis.reliability.answer import Coefficient
from placemeaning.analysis.reliability.bootstrap import Interval
from placemeaning.analysis.reliability.tables import confusion


@dataclass(frozen=True, eq=False, repr=False)
class Agreement:
    """How far coders agree. Made by `placemeaning.agreement`; prints as an answer, and in Jupyter as a table.

    The tables are computed when they are first asked for, from the codings as they were.

    Attributes
    ----------
    unit, measure
        What was compared, and the name of the measure.
    left_out
        A frame ``what, reason, number``: turns, units, codings and documents that do not count, with why.
    notes
        Sentences that a reader of the number must know: who did not read what, who coded nothing, units with several codes.
    """

    unit: str
    measure: str
    _scope: Scope
    left_out: pd.DataFrame
    notes: tuple[str, ...]
    _source: Source
    _draws: Draws
    _pair_up: Callable[[], pd.DataFrame]

    @property
    def coders(self) -> tuple[str, ...]:
        """The coders who are compared."""
        return self._scope.coders

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that are compared."""
        return self._scope.codes

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that count: those that two of the coders have read."""
        read = self._scope.read
        both = (one for one in self._scope.documents if sum(one in read[coder] for coder in self.coders) > 1)
        return tuple(both)

    @cached_property
    def _sizes(self) -> Sizes:
        return self._source.sizes() if len(self.coders) > 1 else Sizes(0, 0, {})

    @property
    def n_units(self) -> int:
        """How many units were compared (for ``character``: code points)."""
        return self._sizes.units

    @property
    def n_uncoded(self) -> int:
        """How many of these nobody coded."""
        return self._sizes.units - self._sizes.coded

    @property
    def n_left_out(self) -> int:
        """How many turns and units were left out; `left_out` says why."""
        return int(self.left_out.loc[self.left_out["what"].isin([self.unit, "turn"]), "number"].sum())

    @cached_property
    def coefficient(self) -> Coefficient:
        """The value with observed and expected agreement (disagreement, disorder), or the words where there is none."""
        return self._source.coefficient()

    @property
    def value(self) -> float | None:
        """The number; None where there is none."""
        return self.coefficient.value

    @property
    def words(self) -> str:
        """Why there is no number; empty where there is one."""
        return self.coefficient.words

    @cached_property
    def interval(self) -> Interval | None:
        """The bootstrap interval of the value; None where there is none."""
        return self._source.interval(self._draws) if self.value is not None else None

    @property
    def reading(self) -> str:
        """What the author of the customary scale calls such a value, with the author."""
        return scales.reading(self.measure, self.value) if self.value is not None else ""

    @cached_property
    def by_code(self) -> pd.DataFrame:
        """One row a code: ``code, value, low, high, coded, words``; ``coded`` is in how many units anyone gave it."""
        rows = []
        for code, one in self._source.by_code().items():
            drawn = self._source.code_interval(code, self._draws) if one.value is not None else None
            rows.append((code, one.value, drawn and drawn.low, drawn and drawn.high, self._sizes.by_code.get(code, 0), one.words))
        return _frame(rows, ["code", "value", "low", "high", "coded", "words"]).astype({"coded": "int64"})

    @cached_property
    def by_pair(self) -> pd.DataFrame:
        """One row a pair of coders: ``coder, other, value, words``."""
        pairs = combinations(range(len(self.coders)), 2)
        found = [(self.coders[i], self.coders[j], self._source.of_coders([i, j]).coefficient()) for i, j in pairs]
        return _frame([(i, j, one.value, one.words) for i, j, one in found], ["coder", "other", "value", "words"])

    @cached_property
    def by_document(self) -> pd.DataFrame:
        """One row a document: ``document, value, units, words``."""
        rows = []
        for d, name in enumerate(self._source.documents):
            if name in self.documents:
                mine = self._source.of_document(d)
                one = mine.coefficient()
                rows.append((name, one.value, mine.sizes().units, one.words))
        return _frame(rows, ["document", "value", "units", "words"]).astype({"units": "int64"})

    @cached_property
    def by_coder(self) -> pd.DataFrame:
        """One row a coder against the rest: ``coder, with_rest, without, words``.

        ``with_rest`` is the mean over the pairs with each other coder, ``without`` the agreement of the others among themselves.
        """
        rows = []
        for i, coder in enumerate(self.coders):
            mine = self.by_pair.loc[(self.by_pair["coder"] == coder) | (self.by_pair["other"] == coder), "value"].dropna()
            rest = self._source.of_coders([j for j in range(len(self.coders)) if j != i]).coefficient()
            rows.append((coder, float(mine.mean()) if len(mine) else None, rest.value, rest.words))
        return _frame(rows, ["coder", "with_rest", "without", "words"], ("with_rest", "without"))

    @cached_property
    def confusion(self) -> pd.DataFrame:
        """How often one code met another: codes and ``nothing`` by codes and ``nothing``; two coders: rows are the first one's."""
        return confusion(self._source.table())

    @cached_property
    def read_differently(self) -> pd.DataFrame:
        """The codes whose definition coders read most differently first: ``code, value, both, one, confused_with, times``.

        ``both`` and ``one`` count units (pairs of coders) where both gave the code and where one did; ``confused_with`` is the other code
        that stood there most often, so many ``times`` (empty where it was mostly nothing).
        """
        met = self.confusion.to_numpy(dtype="int64")
        met = met + met.T if len(self.coders) == 2 else met
        value = dict(zip(self.by_code["code"], self.by_code["value"], strict=True))
        rows = []
        for k, code in enumerate(self.codes):
            others = np.where(np.arange(len(self.codes)) == k, 0, met[k, :-1])
            times = int(others.max(initial=0))
            confused = self.codes[int(others.argmax())] if times else ""
            rows.append((code, value.get(code), int(met[k, k]) // 2, int(met[k].sum() - met[k, k]), confused, times))
        found = _frame(rows, ["code", "value", "both", "one", "confused_with", "times"])
        share = found["one"] / (found["one"] + found["both"]).clip(lower=1)
        return found.loc[share.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)

    @cached_property
    def matches(self) -> pd.DataFrame:
        """One row a pair of codings that match, with their overlap (``iou``) and how far their ends are apart (code points)."""
        return self._pair_up()

    @cached_property
    def two_coders(self) -> nominal.TwoCoders | None:
        """What stands beside Cohen's kappa: the greatest possible, prevalence, bias, PABAK, BAK; None unless there are two coders."""
        values, sets = self._source.table().values()
        return nominal.two_coders(values, len(sets)) if len(self.coders) == 2 and not nominal.unanswerable(values) else None

    @property
    def question(self) -> str:
        """The question in one line: who, on what unit, by which measure."""
        named = MEASURES[self.measure]
        who = ", ".join(self.coders[:6]) + (f" and {len(self.coders) - 6} more" if len(self.coders) > 6 else "")
        return f"Agreement of {who or 'nobody'} by {self.unit}: {named.title}, {named.source}"

    @property
    def answer(self) -> str:
        """The answer in one sentence: the value with its interval, or why there is none."""
        if self.value is None:
            return f"No value: {self.words}."
        if self.interval is None:
            return f"{self.value:.3f}."
        one = self.interval
        empty = f"; {one.empty} draws without a value left out" if one.empty else ""
        drawn = f"{one.draws} draws of {shown.many(one.drawn, self.unit if one.by == 'unit' else one.by)}, seed {one.seed}{empty}"
        return f"{self.value:.3f} ({100 * one.level:g} % interval {one}; {drawn})."

    @property
    def basis(self) -> str:
        """What was compared, how much of it nobody coded, and what was left out and why."""
        columns = (self.left_out[name].tolist() for name in ("what", "reason", "number"))
        reasons = [f"{shown.many(number, what)} {reason}" for what, reason, number in zip(*columns, strict=True)]
        left = f"Left out: {'; '.join(reasons)}." if reasons else "Nothing was left out."
        units = shown.many(self.n_units, self.unit)
        within = "" if self.unit == "document" else f" in {shown.many(len(self.documents), 'document')}"
        return f"{units}{within}, {shown.number(self.n_uncoded)} of them coded by nobody. {left}"

    def _lines(self) -> list[str]:
        notes = [f"{one[0].upper()}{one[1:]}." for one in self.notes]
        if isinstance(self._source, Aligned) and self.value is not None:
            notes += shown.about_gamma(self.measure, self._source.found())
        return [f"{self.question}.", self.answer, *([self.reading] if self.reading else []), self.basis, *notes]

    def __repr__(self) -> str:
        told = "\n".join(self._lines())
        if self.value is None or not len(self.by_code):
            return told
        return f"{told}\n\n{self.by_code.to_string(index=False, float_format='%.3f', na_rep='')}"

    def _repr_html_(self) -> str:
        question, *lines = self._lines()
        said = "".join(f"<p style='margin:2px 0'>{escape(line)}</p>" for line in lines)
        rows = shown.rows_of_codes(self.by_code) if self.value is not None else ""
        return f'<div role="region" aria-label="agreement"><p style="margin:2px 0;font-weight:600">{escape(question)}</p>{said}{rows}</div>'


def _frame(rows: Sequence[tuple[object, ...]], columns: list[str], values: tuple[str, ...] = ("value", "low", "high")) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({name: "float64" for name in values if name in columns})

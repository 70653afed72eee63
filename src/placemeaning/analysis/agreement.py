"""Agreement between coders: one question, one answer that says what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd

from placemeaning.analysis.agreement_measures import FREE, MEASURES, measure_named
from placemeaning.analysis.agreement_result import Agreement
from placemeaning.analysis.agreement_sources import Aligned, Draws, FreeSpans, Source, Units
from placemeaning.analysis.agreement_units import (
    CONSENSUS,
    UNITS,
    LeftOut,
    Read,
    Scope,
    Sentences,
    Uncoded,
    Unit,
    chosen_codings,
    scope_of,
    span_table,
    stretch_table,
    unit_table,
)
from placemeaning.analysis.matches import pair_up
from placemeaning.analysis.reliability.alignment import Weights
from placemeaning.analysis.reliability.gamma import SAMPLERS, Sampler
from placemeaning.analysis.reliability.spans import overlapping
from placemeaning.analysis.tidy import Some
from placemeaning.errors import check_choice
from placemeaning.model.document import Document


def agreement(
    codings: pd.DataFrame,
    *,
    unit: Unit,
    measure: str | None = None,
    coders: Some = None,
    codes: Some = None,
    documents: Some = None,
    roles: Some = None,
    uncoded: Uncoded = "count",
    interval: Literal["unit", "document", "none"] | None = None,
    draws: int = 1000,
    seed: int = 0,
    level: float = 0.95,
    texts: Mapping[str, Document] | None = None,
    sentences: Sentences | None = None,
    read: Read | None = None,
    weights: Weights | None = None,
    samples: int = 30,
    precision: float | None = None,
    sampler: Sampler = "statistical",
) -> Agreement:
    """Return how far coders agree, with what that number rests on.

    Parameters
    ----------
    codings
        The tidy frame, one row a coding. It is not changed.
    unit
        What is compared: whole ``document`` s, ``turn`` s, ``sentence`` s, or every ``character`` (free spans). There is no default:
        the same codings agree well on one unit and badly on another.
    measure
        A name in `placemeaning.analysis.agreement_measures.MEASURES`; ``krippendorff`` by default, ``krippendorff-u`` for characters.
    coders, codes, documents
        Compare only these. Without `coders`, all but the coder ``consensus``.
    roles
        Whose turns count: roles of speakers, or ``all``. By default everybody but the interviewer.
    uncoded
        Whether units that nobody coded ``count`` (agreement that there is nothing to code) or are ``leave out``.
    interval
        What the bootstrap draws: each ``unit``, whole ``document`` s, or ``none``. By default units, and documents for free spans.
    draws, seed, level
        Of the bootstrap; `seed` also of the chance samples of gamma.
    texts
        The documents by id. Needed for every unit but ``document``.
    sentences
        A function of a text and a `Span` that yields the spans of the sentences in it; for ``unit="sentence"``.
    read
        The documents that each coder has read. A coder who read a document and coded nothing says that nothing is there; one who did not
        read it says nothing. Without it, a coder is taken to have read only the documents where a coding of theirs is.
    weights, samples, precision, sampler
        For gamma: see `placemeaning.analysis.reliability.gamma.gamma`.

    Returns
    -------
    Agreement
        It prints as an answer; `value` is None where there is none, and `words` then say why.

    Raises
    ------
    ValueError
        If an option is not one of its values, a coder, code or document does not occur, the measure does not go with the unit,
        or `texts` or `sentences` is needed and missing.
    """
    check_choice("unit", unit, UNITS)
    check_choice("interval", interval, (None, "unit", "document", "none"))
    check_choice("sampler", sampler, SAMPLERS)
    name, left = measure_named(measure, unit), LeftOut()
    if unit == "character" and uncoded == "leave out":
        raise ValueError("uncoded='leave out' goes with document, turn and sentence; for characters ask measure='krippendorff-cu'")
    who = {"coders": coders, "codes": codes, "documents": documents}
    scope = scope_of(codings, unit=unit, **who, roles=roles, uncoded=uncoded, read=read, texts=texts)
    chosen = chosen_codings(codings, scope, left)
    source = _source(name, chosen, scope, texts, sentences, left, (weights or Weights(), samples, precision, seed, sampler))
    by = interval or ("document" if isinstance(source, FreeSpans | Aligned) or unit == "character" else "unit")
    if by == "unit" and unit == "character":
        raise ValueError("interval='unit' does not go with unit='character': neighbouring characters are not independent. Use 'document'")
    how = Draws(None if by == "none" else by, draws, seed, level)
    notes = _notes(codings, chosen, scope, source, default_coders=coders is None)
    return Agreement(unit, name, scope, left.frame(), notes, source, how, lambda: pair_up(chosen, scope.coders))


def _source(
    name: str,
    chosen: pd.DataFrame,
    scope: Scope,
    texts: Mapping[str, Document] | None,
    sentences: Sentences | None,
    left: LeftOut,
    of_gamma: tuple[Weights, int, float | None, int, str],
) -> Source:
    if scope.unit != "character":
        return Units(name, unit_table(chosen, scope, texts, sentences, left))
    spans = span_table(chosen, scope, texts, left)
    if name in ("gamma", "gamma-cat"):
        return Aligned(name, spans, *of_gamma)
    return FreeSpans(name, spans) if _is_free(name) else Units(name, stretch_table(spans))


def _is_free(name: str) -> bool:
    return MEASURES[name].units == FREE


def _notes(codings: pd.DataFrame, chosen: pd.DataFrame, scope: Scope, source: Source, *, default_coders: bool) -> tuple[str, ...]:
    """Return what a reader of the number must know about the coders and the units."""
    notes, coded = [], set(chosen["coder"].unique())
    for coder in scope.coders:
        there = [one for one in scope.documents if one in scope.read[coder]]
        if there and coder not in coded:
            notes.append(f"{coder} read {_many(len(there), 'document')} and coded nothing there")
        if missing := len(scope.documents) - len(there):
            notes.append(f"{coder} did not read {_many(missing, 'document')}, and has no value there")
    if not scope.read_was_given and len(scope.coders) > 1:
        notes.append("who read what is taken from the codings: a document without any coding of a coder counts as not read by that coder")
    if default_coders and (codings["coder"] == CONSENSUS).any():
        notes.append(f"the coder {CONSENSUS!r} wrote what was agreed afterwards, and is not compared")
    return (*notes, *_several(source, scope.unit))


def _several(source: Source, unit: str) -> list[str]:
    """Return the note on units with several codes of one coder, where there are any."""
    if isinstance(source, Units):
        several = source.units.has(lambda one: len(one) > 1).any(axis=1)
        number, told = int(source.units.weight[several].sum()), "got more than one code from one coder; the value is the set of codes"
        return [f"{_many(number, unit)} {told}"] if number else []
    crossed = overlapping(source.spans) if isinstance(source, FreeSpans) else 0
    return [f"{_many(crossed, 'coding')} overlapped another of the same coder; there the value is the set of codes"] if crossed else []


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}".replace(",", " ")


def compared(before: Agreement, after: Agreement) -> pd.DataFrame:
    """Return two agreements side by side, over all codes and by code: ``code, before, after, change`` (NaN where there is none).

    For agreement before and after a discussion, or by two measures.
    """
    first, second = (_numbers(one) for one in (before, after))
    found = pd.DataFrame({"before": first, "after": second}).reindex(list(dict.fromkeys([*first.index, *second.index])))
    return found.assign(change=found["after"] - found["before"]).rename_axis("code").reset_index()


def _numbers(one: Agreement) -> pd.Series[float]:
    """Return the value over all codes and of each code."""
    over_all = pd.Series([one.value], index=["all codes"], dtype="float64")
    found: pd.Series[float] = pd.concat([over_all, one.by_code.set_index("code")["value"]])
    return found


def recoded(first: pd.DataFrame, second: pd.DataFrame, *, coder: str) -> pd.DataFrame:
    """Return the codings of one coder at two times as those of two coders, for agreement within one coder.

    Parameters
    ----------
    first, second
        Two frames of codings, such as the study before and after a second round of coding.

    Returns
    -------
    pandas.DataFrame
        The codings of `coder` only, by ``<coder> (first)`` and ``<coder> (again)``.
    """
    parts = [(first, f"{coder} (first)"), (second, f"{coder} (again)")]
    for frame, _ in parts:
        if not (frame["coder"] == coder).any():
            raise ValueError(f"coder={coder!r} has no codings in one of the two frames")
    return pd.concat([frame[frame["coder"] == coder].assign(coder=name) for frame, name in parts], ignore_index=True)


def over_time(codings: pd.DataFrame, *, parts: int = 4, **options: object) -> pd.DataFrame:
    """Return agreement along time: the documents in the order in which they were coded, in parts of about as many.

    Parameters
    ----------
    parts
        Into how many parts.
    options
        As for `agreement`, without `documents`.

    Returns
    -------
    pandas.DataFrame
        One row a part: ``part, first, last, documents, units, value, words``; times are those of the last coding in a document.
    """
    if parts < 1:
        raise ValueError(f"parts={parts} is less than 1")
    last = codings.groupby("document", observed=True)["recorded_at"].max().sort_values(kind="stable")
    rows = []
    for number, names in enumerate(np.array_split(last.index.to_numpy(dtype=object), min(parts, len(last)) or 1), 1):
        found = agreement(codings, documents=[str(one) for one in names], **options)  # type: ignore[arg-type]
        times = last.loc[list(names)]
        rows.append((number, times.min(), times.max(), len(names), found.n_units, found.value, found.words))
    return pd.DataFrame(rows, columns=["part", "first", "last", "documents", "units", "value", "words"]).astype({"value": "Float64"})

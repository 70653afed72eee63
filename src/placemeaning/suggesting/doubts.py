"""Keywords to drop or to make exact: those whose suggestions are wrong more often than right, with what the change would do, held out.

A suggestion is right if somebody coded words of its passage with its code, wrong otherwise, in documents that were coded completely.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from placemeaning.model.codebook import Codebook
from placemeaning.model.coding import Because, Suggestion
from placemeaning.suggesting.lexicon import tokens_of
from placemeaning.suggesting.report import Coded, wilson
from placemeaning.suggesting.review import Decided, outcome

Proposal = Literal["drop", "make exact"]
Named = tuple[str, str, str]
Suggested = Callable[[Codebook, Collection[str]], Sequence[Suggestion]]
FOLDS = 5
_COLUMNS = (
    "code", "language", "keyword", "proposal", "offered", "accepted", "coded", "declined", "right", "precision", "low", "high",
    "tried", "precision_now", "precision_then", "recall_now", "recall_then", "examples",
)  # fmt: skip
_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class _Judged:
    """A suggestion, whether it is right, and which codings it finds (by their number)."""

    one: Suggestion
    language: str
    right: bool
    finds: frozenset[int]


def doubtful(
    suggested: Suggested, codings: Sequence[Coded], codebook: Codebook, languages: Mapping[str, str],
    by_coder: Mapping[str, Decided], *, at_least: int = 3, complete: Collection[str] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return the keywords that are wrong more often than right, the worst first, with what to do; a person decides.

    Parameters
    ----------
    suggested
        What the keywords of a codebook suggest in some documents; asked again for each change, as other keywords may find the same words.
    languages
        The language of each document.
    at_least
        How many suggestions a keyword must have made in documents coded completely.
    complete
        The documents that were coded completely; by default those with one coding or more.

    Returns
    -------
    pandas.DataFrame
        `proposal` is ``make exact`` where the form as written is right at least half the time, else ``drop``. `accepted`, `coded` and `declined`
        count suggestions times coders; `right` those that overlap a coding with the code, `precision` their share of `offered` (95 % Wilson interval
        `low` to `high`). `precision_now`, `recall_now`, `precision_then` and `recall_then` are of the whole code in this language, before and after the
        change, in documents that the proposal was not made from (`FOLDS` parts; `tried` suggestions of the keyword in them); missing where
        the rest of the documents would not have led to the same proposal.
    """
    wanted = set(complete) if complete is not None else {one.document for one in codings}
    judged = _judged(suggested(codebook, wanted), codings, languages)
    folds = {name: number % FOLDS for number, name in enumerate(sorted(wanted))}
    found = _proposals(judged, codebook, at_least)
    held = [_proposals([one for one in judged if folds[one.one.document] != fold], codebook, at_least) for fold in range(FOLDS)]
    rows = []
    for named, proposal in found.items():
        parts = {fold for fold in range(FOLDS) if held[fold].get(named) == proposal}
        inside = {name for name, fold in folds.items() if fold in parts and languages.get(name) == named[1]}
        row = _row(named, proposal, judged, codings, by_coder, inside)
        if row["tried"]:
            then = _judged(suggested(_changed(codebook, named, proposal), inside), codings, languages)
            row["precision_then"], row["recall_then"] = _shares(then, _asked(codings, named, inside))
        rows.append(row)
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    return table.sort_values(["precision", "offered"], ascending=[True, False], kind="stable").reset_index(drop=True)


def _changed(codebook: Codebook, named: Named, proposal: Proposal) -> Codebook:
    """Return a codebook of one code only, with a keyword of it dropped or made exact."""
    code, language, text = named
    keywords = [replace(one, form="exact") if one.text == text else one for one in codebook[code].keywords[language]]
    kept = tuple(one for one in keywords if proposal == "make exact" or one.text != text)
    return replace(codebook, codes={code: replace(codebook[code], keywords={language: kept})})


def _asked(codings: Sequence[Coded], named: Named, inside: Collection[str]) -> int:
    """Return how many codings with a code could be found in some documents."""
    return sum(one.code == named[0] and one.document in inside for one in codings)


def _judged(suggestions: Iterable[Suggestion], codings: Sequence[Coded], languages: Mapping[str, str]) -> list[_Judged]:
    by_place: dict[tuple[str, str], list[tuple[int, Coded]]] = defaultdict(list)
    for number, coding in enumerate(codings):
        by_place[coding.document, coding.code].append((number, coding))
    found = []
    for one in suggestions:
        near = by_place[one.document, one.code]
        finds = frozenset(number for number, coding in near if coding.span.overlap(one.anchor.span))
        found.append(_Judged(one, languages.get(one.document, ""), bool(finds), finds))
    return found


def _proposals(judged: Iterable[_Judged], codebook: Codebook, at_least: int) -> dict[Named, Proposal]:
    """Return what is proposed, by code, language and keyword."""
    made: dict[Named, list[_Judged]] = defaultdict(list)
    for each in judged:
        for keyword in {because.keyword for because in each.one.because}:
            made[each.one.code, each.language, keyword].append(each)
    forms = {(code.id, language, one.text): one.form for code in codebook for language, all_ in code.keywords.items() for one in all_}
    found: dict[Named, Proposal] = {}
    for named, mine in made.items():
        if len(mine) >= at_least and 2 * sum(each.right for each in mine) < len(mine):
            exact = [each for each in mine if any(_as_written(because, named[2]) for because in each.one.because)]
            good = exact and 2 * sum(each.right for each in exact) >= len(exact)
            found[named] = "make exact" if good and forms.get(named) in ("word", "phrase") else "drop"
    return found


def _as_written(because: Because, keyword: str) -> bool:
    return because.keyword == keyword and tokens_of(because.words) == tokens_of(keyword)


def _row(
    named: Named, proposal: Proposal, judged: Sequence[_Judged], codings: Sequence[Coded], by_coder: Mapping[str, Decided], inside: set[str]
) -> dict[str, object]:
    code, language, keyword = named
    of_code = [each for each in judged if (each.one.code, each.language) == (code, language)]
    mine = [each for each in of_code if any(because.keyword == keyword for because in each.one.because)]
    right, (low, high) = sum(each.right for each in mine), wilson(sum(each.right for each in mine), len(mine))
    tried = sum(each.one.document in inside for each in mine)
    held = [each for each in of_code if each.one.document in inside] if tried else []
    now = _shares(held, _asked(codings, named, inside) if tried else 0)
    outcomes = [outcome(each.one, done) for each in mine for done in by_coder.values()]
    return {
        "code": code, "language": language, "keyword": keyword, "proposal": proposal, "offered": len(mine), "right": right,
        **{name: outcomes.count(name) for name in ("accepted", "coded", "declined")},
        "precision": round(right / len(mine), 3), "low": round(low, 3), "high": round(high, 3),
        "tried": tried,
        "precision_now": now[0], "recall_now": now[1], "precision_then": float("nan"), "recall_then": float("nan"),
        "examples": [f"{each.one.document}: {each.one.anchor.exact}" for each in mine if not each.right][:_EXAMPLES],
    }  # fmt: skip


def _shares(judged: Sequence[_Judged], total: int) -> tuple[float, float]:
    """Return precision and recall of suggestions, where `total` codings could be found."""
    found = frozenset[int]().union(*(each.finds for each in judged))
    precision = sum(each.right for each in judged) / len(judged) if judged else float("nan")
    return round(precision, 3), round(len(found) / total, 3) if total else float("nan")

"""How suggestions do: what became of them, how often they are right, what they miss; as tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal, get_args

import pandas as pd

from placemeaning.errors import check_choice
from placemeaning.model.codebook import Codebook
from placemeaning.model.coding import Suggestion
from placemeaning.model.text import Span
from placemeaning.suggesting.review import Decided, outcome

About = Literal["rules", "keywords", "silent", "declined", "missed"]
_OUTCOMES = ("accepted", "declined", "coded", "open")
_FEW = 3
"""Decisions that are needed before a keyword counts as mostly declined."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A passage that a coder coded: where it is now, and its words."""

    document: str
    code: str
    span: Span
    coder: str
    words: str = ""


def report(
    suggestions: Sequence[Suggestion], by_coder: Mapping[str, Decided], codebook: Codebook, codings: Sequence[Coded] = (),
    *, about: About = "rules", complete: Collection[str] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return how suggestions do.

    Parameters
    ----------
    codings
        The codings that hold and whose position is certain, of all coders.
    about
        ``rules`` (per code and rule: offered, accepted, declined, coded by hand, open, precision with its interval, recall), ``keywords`` (the same
        per keyword), ``silent`` (keywords that never fire), ``declined`` (keywords that are declined more often than accepted),
        ``missed`` (passages that people coded and no rule found).
    complete
        The documents that were coded completely, for recall and ``missed``; by default those with one coding or more.

    Returns
    -------
    pandas.DataFrame
        `offered` counts suggestions times coders. `precision` is (accepted + coded) / (accepted + coded + declined), with a 95 % Wilson interval
        (`low`, `high`), missing where nothing was decided. `recall` is the share of the codings of the code that a suggestion of this row
        overlaps, `recall_code` that of all rows of the code together.
    """
    check_choice("about", about, get_args(About))
    wanted = set(complete) if complete is not None else {one.document for one in codings}
    judged = [one for one in codings if one.document in wanted]
    if about == "silent":
        return _silent(suggestions, codebook)
    if about == "missed":
        return _missed(suggestions, judged)
    table = _counted(suggestions, by_coder, "rule" if about == "rules" else "keyword", judged)
    if about == "declined":
        decisions = table["accepted"] + table["declined"]
        return table[(decisions >= _FEW) & (table["declined"] > table["accepted"])].reset_index(drop=True)
    return table


def wilson(right: float, tried: float, z: float = 1.959964) -> tuple[float, float]:
    """Return the Wilson score interval of a share (Wilson 1927), by default at 95 %; (nan, nan) where nothing was tried.

    Examples
    --------
    >>> [round(end, 3) for end in wilson(8, 10)]
    [0.49, 0.943]
    """
    if not tried:
        return float("nan"), float("nan")
    share, spread = right / tried, z * z / tried
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / tried + spread / (4 * tried)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def _rows(one: Suggestion, by: str) -> Iterable[str]:
    return (one.rule.partition(":")[0],) if by == "rule" else dict.fromkeys(each.keyword for each in one.because) or (one.keyword,)


def _counted(suggestions: Sequence[Suggestion], by_coder: Mapping[str, Decided], by: str, codings: Sequence[Coded]) -> pd.DataFrame:
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for one in suggestions:
        for row in _rows(one, by):
            mine = counts.setdefault((one.code, row), dict.fromkeys(_OUTCOMES, 0))
            for done in by_coder.values():
                mine[outcome(one, done)] += 1
    found = _recall(suggestions, by, codings)
    rows = [_row(code, by, name, counts[code, name], found) for code, name in sorted(counts)]
    columns = ["code", by, "offered", *_OUTCOMES, "precision", "low", "high", "recall", "recall_code"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(("offered", *_OUTCOMES), int))


def _row(code: str, by: str, name: str, counts: Mapping[str, int], found: Mapping[tuple[str, str | None], float]) -> dict[str, object]:
    right, tried = counts["accepted"] + counts["coded"], counts["accepted"] + counts["coded"] + counts["declined"]
    low, high = wilson(right, tried)
    shares = {"precision": right / tried if tried else float("nan"), "low": low, "high": high}
    shares |= {"recall": found.get((code, name), float("nan")), "recall_code": found.get((code, None), float("nan"))}
    return {"code": code, by: name, "offered": sum(counts.values()), **counts} | {key: round(value, 3) for key, value in shares.items()}


def _recall(suggestions: Sequence[Suggestion], by: str, codings: Sequence[Coded]) -> dict[tuple[str, str | None], float]:
    """Return the share of the codings of a code that suggestions overlap, by (code, row) and by (code, None) for all rows."""
    total: dict[str, int] = {}
    hits: dict[tuple[str, str | None], int] = {}
    offered = _by_place(suggestions)
    for coding in codings:
        total[coding.code] = total.get(coding.code, 0) + 1
        overlapping = [one for one in offered.get((coding.document, coding.code), ()) if one.anchor.span.overlap(coding.span)]
        for row in {row for one in overlapping for row in _rows(one, by)} | ({None} if overlapping else set()):
            hits[coding.code, row] = hits.get((coding.code, row), 0) + 1
    rows = {(one.code, row) for one in suggestions for row in (*_rows(one, by), None)}
    return {(code, row): hits.get((code, row), 0) / total[code] for code, row in rows if total.get(code)}


def _by_place(suggestions: Iterable[Suggestion]) -> dict[tuple[str, str], list[Suggestion]]:
    found: dict[tuple[str, str], list[Suggestion]] = {}
    for one in suggestions:
        found.setdefault((one.document, one.code), []).append(one)
    return found


def _silent(suggestions: Iterable[Suggestion], codebook: Codebook) -> pd.DataFrame:
    fired = {(one.code, each.keyword) for one in suggestions for each in one.because}
    rows = [
        (code.id, language, keyword.text)
        for code in codebook
        for language, keywords in code.keywords.items()
        for keyword in keywords
        if code.codable and (code.id, keyword.text) not in fired
    ]
    return pd.DataFrame(rows, columns=["code", "language", "keyword"])


def _missed(suggestions: Iterable[Suggestion], codings: Iterable[Coded]) -> pd.DataFrame:
    offered = _by_place(suggestions)
    rows = [
        (one.code, one.document, one.coder, one.words, one.span.start, one.span.stop)
        for one in codings
        if not any(each.anchor.span.overlap(one.span) for each in offered.get((one.document, one.code), ()))
    ]
    return pd.DataFrame(rows, columns=["code", "document", "coder", "quote", "start", "stop"])

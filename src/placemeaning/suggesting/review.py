"""Reviewing suggestions: the list that prints as a table, what is still open for a coder, and how rules do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from placemeaning.model.codebook import Codebook
from placemeaning.model.coding import Coding, Decline, Event, Suggestion, live
from placemeaning.model.document import shorten
from placemeaning.model.text import Span

_COLUMNS = ("document", "code", "quote", "matched", "keyword", "place", "score", "rule", "id")
_REASON = {"nl": "„{matched}” (trefwoord van {label})", "en": '"{matched}" (keyword of {label})'}


class Suggestions(list[Suggestion]):
    """A list of suggestions that prints as a table; ``suggestions[0]`` is one of them, `frame` all as a pandas frame."""

    @property
    def frame(self) -> pd.DataFrame:
        """Return one row a suggestion; `quote` is the passage proposed, `matched` the words that fired."""
        rows = [
            {name: getattr(one, name, None) for name in _COLUMNS} | {"quote": one.anchor.exact, "start": one.anchor.span.start} for one in self
        ]
        return pd.DataFrame(rows, columns=[*_COLUMNS, "start"])

    def __repr__(self) -> str:
        if not self:
            return "<no suggestions>"
        lines = [f"{one.document:<18} {one.code:<16} {shorten(one.matched, 24):<24} {shorten(one.anchor.exact, 70)}" for one in self[:50]]
        more = [f"… and {len(self) - 50} more"] if len(self) > 50 else []
        return "\n".join([f"{'document':<18} {'code':<16} {'because of':<24} passage", *lines, *more])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(one.document)}</td><td>{escape(one.code)}</td><td>{escape(one.matched)}</td>"
            f"<td style='text-align:left'>{_marked(one)}</td></tr>"
            for one in self[:200]
        )
        more = f"<p>… and {len(self) - 200} more</p>" if len(self) > 200 else ""
        return f"<table><thead><tr><th>document</th><th>code</th><th>because of</th><th>passage</th></tr></thead><tbody>{rows}</tbody></table>{more}"


def _marked(one: Suggestion) -> str:
    words, start = one.anchor.exact, one.at.start - one.anchor.span.start
    stop = start + len(one.at)
    return f"{escape(words[:start])}<mark>{escape(words[start:stop])}</mark>{escape(words[stop:])}"


def reason(suggestion: Suggestion, codebook: Codebook, language: str = "nl") -> str:
    """Return in words why a passage is suggested, in Dutch (``nl``) or English (``en``)."""
    label = codebook[suggestion.code].in_language(language)
    return _REASON.get(language, _REASON["en"]).format(matched=suggestion.matched, label=label)


@dataclass(frozen=True, slots=True)
class Decided:
    """What one coder has decided already: suggestions accepted or declined, and passages coded."""

    accepted: frozenset[str]
    declined: frozenset[str]
    declined_words: frozenset[tuple[str | None, str | None, str | None]]
    coded: Mapping[str, Sequence[tuple[str | None, Span]]]


def decided(events: Iterable[Event], spans: Mapping[str, Span], digests: Mapping[str, str]) -> Decided:
    """Return what the events of one coder have decided.

    Parameters
    ----------
    spans
        Where the passage of each live coding is now, by its id; codings whose position is not certain are left out.
    digests
        The digest of each document's text now. A suggestion declined in an earlier text stays declined for the same words.
    """
    accepted, declined, words = set(), set(), set()
    coded: dict[str, list[tuple[str | None, Span]]] = {}
    for one in live(events):
        if isinstance(one, Decline):
            declined.add(one.about or "")
            if digests.get(one.document or "") != one.digest:
                words.add((one.code, one.rule, one.exact))
        elif isinstance(one, Coding):
            if one.origin and one.origin.startswith("suggestion:"):
                accepted.add(one.origin.removeprefix("suggestion:"))
            if one.id in spans:
                coded.setdefault(one.document or "", []).append((one.code, spans[one.id]))
    return Decided(frozenset(accepted), frozenset(declined), frozenset(words), coded)


def still_open(suggestions: Iterable[Suggestion], done: Decided) -> Suggestions:
    """Return the suggestions that a coder has not yet accepted, declined, or coded with that code by hand."""
    return Suggestions(one for one in suggestions if outcome(one, done) == "open")


def outcome(one: Suggestion, done: Decided) -> str:
    """Return ``accepted``, ``declined``, ``coded`` (by hand, overlapping, with that code) or ``open``."""
    if one.id in done.accepted:
        return "accepted"
    if one.id in done.declined or (one.code, one.rule, one.anchor.exact) in done.declined_words:
        return "declined"
    coded = any(code == one.code and span.overlap(one.anchor.span) for code, span in done.coded.get(one.document, ()))
    return "coded" if coded else "open"


def report(suggestions: Iterable[Suggestion], by_coder: Mapping[str, Decided]) -> pd.DataFrame:
    """Return, per code and keyword, how often it was offered and what became of it.

    `offered` counts suggestions times coders; `precision` is accepted / (accepted + declined), missing where nothing was decided.
    """
    rows = [
        {"code": one.code, "keyword": one.keyword, "outcome": outcome(one, done)} for one in suggestions for done in by_coder.values()
    ]
    frame = pd.DataFrame(rows, columns=["code", "keyword", "outcome"])
    counts = pd.crosstab([frame["code"], frame["keyword"]], frame["outcome"]).reindex(
        columns=["accepted", "declined", "coded", "open"], fill_value=0
    )
    counts.columns.name = None
    counts.insert(0, "offered", counts.sum(axis=1))
    decisions = counts["accepted"] + counts["declined"]
    counts["precision"] = (counts["accepted"] / decisions.where(decisions > 0)).round(3)
    return counts.reset_index()

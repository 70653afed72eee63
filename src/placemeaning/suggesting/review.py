"""Reviewing suggestions: the list that prints as a table, and what is still open for a coder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import SupportsIndex, get_args, overload

import pandas as pd

from placemeaning.errors import check_choice
from placemeaning.model.coding import Coding, Decline, Event, Scope, Suggestion, live
from placemeaning.model.document import shorten
from placemeaning.model.text import Span
from placemeaning.suggesting.reasons import RULE_NAMES, in_words, reason

__all__ = ["Decided", "Suggestions", "decided", "outcome", "reason", "still_open"]

_COLUMNS = ("document", "code", "quote", "matched", "keyword", "reason", "scope", "place", "score", "rule", "id")
_HEADS = {"nl": ("document", "code", "omdat", "passage"), "en": ("document", "code", "because of", "passage")}
_SAID = {"nl": ("<geen suggesties>", "… en nog {n}"), "en": ("<no suggestions>", "… and {n} more")}
_MOST_LINES, _MOST_ROWS = 50, 200


class Suggestions(list[Suggestion]):
    """A list of suggestions that prints as a table with the reasons in words.

    ``suggestions[0]`` is one of them, `frame` all as a pandas frame, `where` some of them.

    Parameters
    ----------
    labels
        The labels of the codes by language and id, for the reasons.
    language
        Of the reasons: ``nl`` or ``en``.
    """

    def __init__(
        self, found: Iterable[Suggestion] = (), labels: Mapping[str, Mapping[str, str]] | None = None, language: str = "en"
    ) -> None:
        super().__init__(found)
        self.labels, self.language = labels or {}, language

    @overload
    def __getitem__(self, place: SupportsIndex) -> Suggestion: ...
    @overload
    def __getitem__(self, place: slice) -> Suggestions: ...
    def __getitem__(self, place: SupportsIndex | slice) -> Suggestion | Suggestions:
        if isinstance(place, slice):
            return Suggestions(super().__getitem__(place), self.labels, self.language)
        return super().__getitem__(place)

    def where(
        self, *, code: str | None = None, rule: str | None = None, document: str | None = None, scope: str | None = None,
        keyword: str | None = None, score: float = 0.0,
    ) -> Suggestions:  # fmt: skip
        """Return those of a code, rule (``forms`` or ``forms/1``), document, scope or keyword, and with a score of `score` or more.

        Raises
        ------
        ValueError
            If there is no such rule, scope or code.
        """
        for name, value, choices in (
            ("rule", rule and rule.partition("/")[0], RULE_NAMES), ("scope", scope, get_args(Scope)), ("code", code, next(iter(self.labels.values()), ())),
        ):  # fmt: skip
            if value is not None and choices:
                check_choice(name, value, tuple(choices))
        kept = [
            one
            for one in self
            if code in (None, one.code)
            and document in (None, one.document)
            and scope in (None, one.scope)
            and one.score >= score
            and (rule is None or any(rule in (each.rule, each.rule.partition("/")[0]) for each in one.because))
            and (keyword is None or any(each.keyword == keyword for each in one.because))
        ]
        return Suggestions(kept, self.labels, self.language)

    def reasons(self, language: str | None = None) -> list[str]:
        """Return why, in words, one text for each suggestion; in Dutch (``nl``) or English (``en``)."""
        language = language or self.language
        return [in_words(one, self.labels.get(language, {}).get(one.code, one.code), language) for one in self]

    @property
    def frame(self) -> pd.DataFrame:
        """Return one row a suggestion; `quote` is the passage proposed, `matched` the words that fired, `reason` says why."""
        rows = [
            {name: getattr(one, name, None) for name in _COLUMNS}
            | {"quote": one.anchor.exact, "reason": why, "start": one.anchor.span.start, "stop": one.anchor.span.stop}
            for one, why in zip(self, self.reasons(), strict=True)
        ]
        return pd.DataFrame(rows, columns=[*_COLUMNS, "start", "stop"])

    def _head(self) -> tuple[str, str, str, str]:
        return _HEADS.get(self.language, _HEADS["en"])

    def _said(self) -> tuple[str, str]:
        return _SAID.get(self.language, _SAID["en"])

    def __repr__(self) -> str:
        if not self:
            return self._said()[0]
        shown = self[:_MOST_LINES]
        lines = [
            f"{one.document:<18} {one.code:<16} {shorten(why, 60):<60} {shorten(one.anchor.exact, 70)}"
            for one, why in zip(shown, shown.reasons(), strict=True)
        ]
        more = [self._said()[1].format(n=len(self) - _MOST_LINES)] if len(self) > _MOST_LINES else []
        document, code, because, passage = self._head()
        return "\n".join([f"{document:<18} {code:<16} {because:<60} {passage}", *lines, *more])

    def _repr_html_(self) -> str:
        if not self:
            return f"<p>{escape(self._said()[0])}</p>"
        shown = self[:_MOST_ROWS]
        rows = "".join(
            f"<tr><td>{escape(one.document)}</td><td>{escape(one.code)}</td><td style='text-align:left'>{escape(why)}</td>"
            f"<td style='text-align:left'>{_marked(one)}</td></tr>"
            for one, why in zip(shown, shown.reasons(), strict=True)
        )
        more = f"<p>{self._said()[1].format(n=len(self) - _MOST_ROWS)}</p>" if len(self) > _MOST_ROWS else ""
        head = "".join(f"<th>{name}</th>" for name in self._head())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _marked(one: Suggestion) -> str:
    words, start = one.anchor.exact, one.at.start - one.anchor.span.start
    stop = start + len(one.at)
    return f"{escape(words[:start])}<mark>{escape(words[start:stop])}</mark>{escape(words[stop:])}"


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
    labels, language = getattr(suggestions, "labels", None), getattr(suggestions, "language", "en")
    return Suggestions((one for one in suggestions if outcome(one, done) == "open"), labels, language)


def outcome(one: Suggestion, done: Decided) -> str:
    """Return ``accepted``, ``declined``, ``coded`` (by hand, overlapping, with that code) or ``open``."""
    if one.id in done.accepted:
        return "accepted"
    if one.id in done.declined or (one.code, one.rule, one.anchor.exact) in done.declined_words:
        return "declined"
    coded = any(code == one.code and span.overlap(one.anchor.span) for code, span in done.coded.get(one.document, ()))
    return "coded" if coded else "open"

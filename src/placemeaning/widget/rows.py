"""What the page is sent, as small plain values; and the difference between what it has and what holds now. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from placemeaning.model.anchor import Located
from placemeaning.model.codebook import Code
from placemeaning.model.coding import Coding, Event, Note, Suggestion, live
from placemeaning.model.document import Document
from placemeaning.model.text import Span

Row = list[Any]
Table = dict[str, Row]

_HEADING = re.compile(r"^## (.*?)(?: \{place=[^}\s]+\})?$", re.MULTILINE)


def document_values(document: Document) -> dict[str, Any]:
    """Return a document as the page shows it: its whole text once, and where its blocks are.

    A block is ``[start, stop, kind, speaker, role, seconds, place, voice]`` in code points; `kind` is ``turn`` or ``heading``.
    """
    names = ("id", "title", "kind", "language", "text", "digest", "date")
    return {name: getattr(document, name) for name in names} | {"blocks": _blocks(document), "places": list(document.places)}


def _blocks(document: Document) -> list[Row]:
    turns: list[Row] = [
        [
            turn.span.start, turn.span.stop, "turn", turn.speaker, turn.role, turn.seconds, turn.place or document.place_of(turn.span),
            document.voice_of(turn.span),
        ]
        for turn in document.turns
    ]  # fmt: skip
    inside = [(turn.span.start, turn.span.stop) for turn in document.turns]
    headings: list[Row] = [
        [*match.span(1), "heading", None, None, None, None, None]
        for match in _HEADING.finditer(document.text)
        if match[1] and not any(start <= match.start() < stop for start, stop in inside)
    ]
    return sorted(turns + headings)


def code_values(code: Code) -> dict[str, Any]:
    """Return what the page shows of a code."""
    return {
        "id": code.id, "label": dict(code.label), "parent": code.parent, "definition": code.definition, "include": code.include,
        "exclude": code.exclude, "examples": list(code.examples), "colour": code.colour, "codable": code.codable,
    }  # fmt: skip


def coding_row(coding: Coding, located: Located) -> Row:
    """Return ``[id, start, stop, code, coder, place, voice, memo, from a suggestion, status]``; no span where it is not known."""
    span = located.span or Span(0, 0)
    suggested = bool(coding.origin and coding.origin.startswith("suggestion:"))
    return [
        coding.id, span.start, span.stop, coding.code, coding.coder, coding.place, coding.voice, coding.memo or "", suggested, located.status,
    ]  # fmt: skip


def suggestion_row(one: Suggestion) -> Row:
    """Return ``[id, start, stop, code, rule, keyword, matched words, start and stop of the words that fired]``."""
    span = one.anchor.span
    return [one.id, span.start, span.stop, one.code, one.rule, one.keyword, one.matched, one.at.start, one.at.stop]


def memo_rows(events: Iterable[Event], ancestors: Mapping[str, str]) -> Table:
    """Return the latest memo on each thing, as ``[key, about, coder, words]``.

    Parameters
    ----------
    ancestors
        The coding that now stands for an earlier one, by the id of the earlier: a memo stays when a coding is replaced.
    """
    found: Table = {}
    for one in live(events):
        if isinstance(one, Note) and one.rule is None and one.about:
            about = ancestors.get(one.about, one.about)
            key = f"{one.coder}/{about}"
            found[key] = [key, about, one.coder, one.memo or ""]
    return found


def heirs(events: Iterable[Event]) -> dict[str, str]:
    """Return, for the id of each coding that was replaced, the id of the coding that stands for it now."""
    events = list(events)
    alive = {one.id for one in live(events)}
    next_one = {one.replaces: one.id for one in events if isinstance(one, Coding) and one.replaces}
    found: dict[str, str] = {}
    for old in next_one:
        step, seen = old, {old}
        while step in next_one and next_one[step] not in seen:
            step = next_one[step]
            seen.add(step)
        if step in alive:
            found[old or ""] = step or ""
    return found


def difference(before: Table, now: Table) -> dict[str, Any] | None:
    """Return what turns one table into the other (``put`` rows, ``drop`` keys); None where nothing does."""
    put = [row for key, row in now.items() if before.get(key) != row]
    drop = [key for key in before if key not in now]
    return {"put": put, "drop": drop} if put or drop else None

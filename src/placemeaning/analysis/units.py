"""The units that codings are looked at in: sentences, turns, documents; and which coding touches which unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from placemeaning.analysis.overlaps import Intervals, Numbers, on_one_line, pairs
from placemeaning.model.document import Document
from placemeaning.model.text import Span

Sentences = Callable[[str, Span], Iterable[Span]]
"""A function of a text and a span that yields the sentences in it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a document, with the number (from 0) of the turn it lies in; None for a whole document."""

    document: str
    span: Span
    turn: int | None = None


def units(documents: Iterable[Document], unit: str, sentences: Sentences | None = None) -> list[Unit]:
    """Return the units of some documents, in order: every ``sentence`` or ``turn``, or every ``document``.

    A text without turns counts as one turn.

    Raises
    ------
    ValueError
        If sentences are asked for and `sentences` is not given.
    """
    if unit == "sentence" and sentences is None:
        raise ValueError("sentences need sentences=: a function of a text and a Span that yields the sentences in it")
    return [one for document in documents for one in _units(document, unit, sentences)]


def _units(document: Document, unit: str, sentences: Sentences | None) -> list[Unit]:
    if unit == "document":
        return [Unit(document.id, Span(0, len(document.text)))]
    turns = [Unit(document.id, turn.span, number) for number, turn in enumerate(document.turns)]
    turns = turns or [Unit(document.id, Span(0, len(document.text)))]
    if unit == "turn" or sentences is None:
        return turns
    return [Unit(one.document, span, one.turn) for one in turns for span in sentences(document.text, one.span)]


def spoken(document: Document, span: Span) -> list[str]:
    """Return the words of each turn in a span, without labels, times and headings; of a text without turns all of it."""
    if not document.turns:
        return [span.of(document.text)]
    return [document.text[max(turn.span.start, span.start) : min(turn.span.stop, span.stop)] for turn in document.turns_in(span)]


def touching(found: Sequence[Unit], document: Sequence[str], start: Numbers, stop: Numbers) -> tuple[Numbers, Numbers]:
    """Return the pairs (number of a unit, number of a coding) that share a code point, in order of the units.

    Parameters
    ----------
    document, start, stop
        Where the codings are; code points.
    """
    number = {name: i for i, name in enumerate(dict.fromkeys([*(one.document for one in found), *document]))}
    edges = np.array([(number[one.document], one.span.start, one.span.stop) for one in found], dtype="int64").reshape(-1, 3)
    at = np.array([number[name] for name in document], dtype="int64")
    joined = on_one_line(np.concatenate([edges[:, 0], at]), np.concatenate([edges[:, 1], start]), np.concatenate([edges[:, 2], stop]))
    cut = len(edges)
    return pairs(Intervals(joined.start[:cut], joined.stop[:cut]), Intervals(joined.start[cut:], joined.stop[cut:]))

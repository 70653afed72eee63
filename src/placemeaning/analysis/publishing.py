"""What may be published: passages that somebody marked "not for publication" are in no report, page or story.

A mark is a note on a coding, with the rule ``not for publication`` (or ``for publication``, which takes one's own mark back) and why as memo.
It bars the words, not the coding: whoever else coded words that touch them, their quote is barred too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from placemeaning.analysis.lineage import Lineage
from placemeaning.analysis.tidy import CERTAIN, locate_codings
from placemeaning.model.coding import Event, Note, in_order, live
from placemeaning.model.document import Document
from placemeaning.model.text import Span, fold

NO, YES = "not for publication", "for publication"


@dataclass(frozen=True, slots=True)
class Barred:
    """Words that are not for publication: who said so and why, and where they are now; no span where that is not certain."""

    document: str
    coding: str
    words: str
    span: Span | None
    by: str
    why: str

    def bars(self, document: str, span: Span | None, words: str, coding: str | None = None) -> bool:
        """Return whether a quote touches these words; where a position is not certain, whether one holds the words of the other."""
        if document != self.document:
            return False
        if coding == self.coding or (span and self.span and span.overlap(self.span)):
            return True
        mine, theirs = fold(self.words), fold(words)
        return (span is None or self.span is None) and bool(mine) and bool(theirs) and (mine in theirs or theirs in mine)


def barred(events: Iterable[Event], documents: Mapping[str, Document]) -> list[Barred]:
    """Return what is not for publication: the last mark of each coder on each coding (and those that replace it) counts.

    One coder's mark stands whatever others say.
    """
    events = list(events)
    if not any(one.rule in (NO, YES) for one in events):
        return []
    lineage = Lineage(events)
    marks = [one for one in in_order(live(events)) if isinstance(one, Note) and one.rule in (NO, YES)]
    last = {(one.coder, lineage.root(one.about or "")): one for one in marks}
    no = {key: one for key, one in last.items() if one.rule == NO}
    located = locate_codings(no.values(), documents)
    return [
        Barred(
            one.document or "",
            root,
            one.exact or "",
            located[one.id].span if located[one.id].status in CERTAIN else None,
            by,
            one.memo or "",
        )
        for (by, root), one in no.items()
    ]


def marked(codings: pd.DataFrame, events: Iterable[Event], documents: Mapping[str, Document]) -> pd.DataFrame:
    """Return a frame of codings whose column `publish` says which quotes may be published."""
    events = list(events)
    found = barred(events, documents)
    if not found:
        return codings.assign(publish=True)
    lineage = Lineage(events)
    there: dict[str, list[Barred]] = {}
    for one in found:
        there.setdefault(one.document, []).append(one)

    def may(coding: str, document: str, start: Any, stop: Any, quote: str) -> bool:
        return not any(one.bars(document, _span(start, stop), quote, lineage.root(coding)) for one in there.get(document, ()))

    rows = zip(*(codings[name] for name in ("id", "document", "start", "stop", "quote")), strict=True)
    return codings.assign(publish=[may(*row) for row in rows])


def _span(start: Any, stop: Any) -> Span | None:
    return None if pd.isna(start) or pd.isna(stop) else Span(int(start), int(stop))

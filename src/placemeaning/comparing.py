"""What coders' decisions are compared on: the codings that held at a moment, the texts, and who read what. And writing what was agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pandas as pd

from placemeaning import decisions
from placemeaning.analysis import tidy
from placemeaning.decisions import Quote
from placemeaning.errors import did_you_mean
from placemeaning.folder import Folder
from placemeaning.model.coding import Coding, Event, Note, Withdrawal, live_codings
from placemeaning.model.document import Document

Moment = datetime | date | str | None


@dataclass(frozen=True, slots=True)
class Material:
    """The codings that hold, the documents by id, and the documents that each coder has read."""

    codings: pd.DataFrame
    texts: Mapping[str, Document]
    read: Mapping[str, frozenset[str]]


def material(folder: Folder, at: Moment = None) -> Material:
    """Return what is compared. A coder has read a document where a coding, a declined suggestion or a memo of theirs is recorded on it.

    Summaries and marks of what may be published are about codings, and make nobody a coder.

    Parameters
    ----------
    at
        What held at this moment: a datetime, or a date (its end, in UTC), also as ISO text. Without it, what holds now.
    """
    events, read = _recorded(folder, _moment(at))
    texts = folder.readable_documents()[0]
    return Material(tidy.codings_frame(live_codings(events), texts, folder.codebook(), folder.places()), texts, read)


def readers(folder: Folder) -> Mapping[str, frozenset[str]]:
    """Return the documents that each coder has read (see `material`)."""
    return _recorded(folder, None)[1]


def _recorded(folder: Folder, until: datetime | None) -> tuple[list[Event], dict[str, frozenset[str]]]:
    """Return the events up to a moment, and the documents that each coder has read by then."""
    events: list[Event] = []
    read: dict[str, set[str]] = {coder: set() for coder in folder.coders()}
    tellers, texts = set(), folder.readable_documents()[0]
    for path in folder.ledger_files():
        found = [one for one in folder.events_of(path) if until is None or one.recorded_at <= until]
        events += found
        if any(_reads(one) for one in found):
            read[path.parent.name].add(path.stem)
        elif found:
            tellers.add(path.parent.name)
    known = {coder: frozenset(one for one in documents if one in texts) for coder, documents in read.items()}
    return events, {coder: documents for coder, documents in known.items() if read[coder] or coder not in tellers}


def _reads(one: Event) -> bool:
    """Return whether an event shows that its coder read the document; what takes an event back stands in the same file as that event."""
    return one.rule is None if isinstance(one, Note) else not isinstance(one, Withdrawal)


def _moment(at: Moment) -> datetime | None:
    if isinstance(at, str):
        try:
            at = datetime.fromisoformat(at) if "T" in at or " " in at else date.fromisoformat(at)
        except ValueError:
            raise ValueError(f"at={at!r} is not a moment such as '2026-10-01' or '2026-10-01T14:30'") from None
    if at is None:
        return None
    if not isinstance(at, datetime):
        return datetime.combine(at, time.max, UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def settle(
    folder: Folder, document: str, quote: Quote, code: str, *, agreed: str | Sequence[str], by: str, nth: int | None, memo: str
) -> Coding:
    """Write what was agreed about a passage, with who agreed (see `Project.settle`)."""
    names = (agreed,) if isinstance(agreed, str) else tuple(agreed)
    known = [one for one in folder.coders() if one != by]
    if not names:
        raise ValueError("agreed= needs the names of the coders who agreed")
    for one in names:
        if one not in known:
            raise ValueError(f"agreed={one!r} is not a coder here; there are {', '.join(known) or 'none'}.{did_you_mean(one, known)}")
    words = f"agreed by {', '.join(names)}" + (f": {memo}" if memo else "")
    return decisions.code(folder, document, quote, code, by=by, nth=nth, memo=words)

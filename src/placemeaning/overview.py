"""A study in one sentence."""

from __future__ import annotations

from placemeaning import checking
from placemeaning.errors import PlacemeaningError
from placemeaning.folder import Folder
from placemeaning.model.coding import live_codings


def sentence(folder: Folder) -> str:
    """Return ``<Project kanaal: 31 documents, 14 codes, 16 places, 1 204 codings by 4 coders, 3 to check>``."""
    parts = [_count(len(folder.document_ids()), "document"), *_counted(folder)]
    doubtful = checking.to_check(folder)
    return f"<Project {folder.root.name}: {', '.join(parts)}, {doubtful or 'nothing'} to check>"


def _counted(folder: Folder) -> list[str]:
    parts = []
    for what, count in (("code", lambda: len(folder.codebook())), ("place", lambda: len(folder.places()))):
        try:
            parts.append(_count(count(), what))
        except PlacemeaningError:
            parts.append(f"{what}s that cannot be read")
    events, wrong = checking.readable_events(folder)
    unread = f" ({_count(len(wrong), 'ledger')} cannot be read)" if wrong else ""
    return [*parts, f"{_count(len(live_codings(events)), 'coding')} by {_count(len(folder.coders()), 'coder')}{unread}"]


def _count(number: int, what: str) -> str:
    return f"{number:,}".replace(",", " ") + f" {what}{'' if number == 1 else 's'}"

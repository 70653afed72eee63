"""A study in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Sized

from placemeaning import checking
from placemeaning.errors import PlacemeaningError
from placemeaning.folder import Folder
from placemeaning.model.coding import Coding, live


def sentence(folder: Folder) -> str:
    """Return ``<Project kanaal: 31 documents, 14 codes, 16 places, 1 204 codings by 4 coders, 3 to check>``."""
    parts = [_count(len(folder.document_ids()), "document"), *_counted(folder)]
    doubtful = checking.to_check(folder)
    return f"<Project {folder.root.name}: {', '.join(parts)}, {doubtful or 'nothing'} to check>"


def _counted(folder: Folder) -> list[str]:
    parts = []
    readers: tuple[tuple[str, Callable[[], Sized]], ...] = (("code", folder.codebook), ("place", folder.places))
    for what, read in readers:
        try:
            parts.append(_count(len(read()), what))
        except PlacemeaningError:
            parts.append(f"{what}s that cannot be read")
    events, wrong = checking.readable_events(folder)
    unread = f" ({_count(len(wrong), 'ledger')} cannot be read)" if wrong else ""
    codings = sum(isinstance(one, Coding) for one in live(events))
    return [*parts, f"{_count(codings, 'coding')} by {_count(len(folder.coders()), 'coder')}{unread}"]


def _count(number: int, what: str) -> str:
    return f"{number:,}".replace(",", " ") + f" {what}{'' if number == 1 else 's'}"

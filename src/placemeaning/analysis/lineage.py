"""Which codings stand for which: an undo, another code or other words make a new coding that replaces the old one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from placemeaning.model.coding import Coding, Event


class Lineage:
    """The first coding of every line of codings that replace each other."""

    def __init__(self, events: Iterable[Event]) -> None:
        codings = {one.id: one for one in events if isinstance(one, Coding)}
        self._replaces = {name: one.replaces for name, one in codings.items()}
        self._recorded = {name: one.recorded_at for name, one in codings.items()}

    def root(self, coding: str) -> str:
        """Return the id of the coding that a coding goes back to; its own where it replaces none that is known."""
        seen = {coding}
        while (before := self._replaces.get(coding)) and before in self._replaces and before not in seen:
            coding = before
            seen.add(coding)
        return coding

    def begun(self, coding: str) -> datetime | None:
        """Return when the coding that it goes back to was recorded; None for an id that is not known."""
        return self._recorded.get(self.root(coding))

"""What holds for one coder at one document: own codings, those of others who are shown, suggestions that are open, memos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from placemeaning import decisions, reviewing
from placemeaning.analysis.tidy import CERTAIN, locate_codings
from placemeaning.folder import Folder
from placemeaning.model.coding import Coding, Event, Suggestion, live_codings, stacks, step_id
from placemeaning.model.document import Document
from placemeaning.model.text import Span
from placemeaning.suggesting import review
from placemeaning.widget import rows
from placemeaning.widget.refusals import Refusal


class Holding:
    """Reads what is to be shown. `show` names the coders that are laid beside `by`; nobody else's codings are looked at."""

    def __init__(self, folder: Folder, by: str, show: Sequence[str], suggests: bool) -> None:
        self.folder, self.by, self.show, self.suggests = folder, by, tuple(one for one in show if one != by), suggests
        self._offered: tuple[Any, dict[str, Suggestion]] = (None, {})
        self._rows: tuple[str, dict[str, tuple[Coding, rows.Row]]] = ("", {})

    def own(self, document: str) -> tuple[Event, ...]:
        """Return the events of this coder about a document."""
        path = self.folder.ledger_file(self.by, document)
        return self.folder.events_of(path) if path.exists() else ()

    def others(self, document: str) -> list[Event]:
        """Return the events of the coders who are shown."""
        return list(self.folder.events(frozenset(self.show).__contains__, document.__eq__)) if self.show else []

    def standing(self, events: Sequence[Event], coding: str) -> Coding:
        """Return a coding by its id."""
        found = next((one for one in live_codings(events) if one.id == coding), None)
        return found or decisions.find_coding(self.folder, coding)

    def offer(self, document: Document, suggestion: str) -> Suggestion:
        """Return a suggestion by its id."""
        self.all_offered(document)
        found = self._offered[1].get(suggestion)
        if found is None:
            raise Refusal("suggestion-gone", "this suggestion is not made any more: the text or its keywords were changed")
        return found

    def all_offered(self, document: Document) -> list[Suggestion]:
        """Return what the keywords suggest for this document; worked out again only where text or codebook changed."""
        book = self.folder.codebook()
        key = (document.id, document.digest, document.language, id(book))
        if self._offered[0] != key:
            self._offered = (key, {one.id: one for one in reviewing.suggestions(self.folder, [document.id], by=None, wanted=bool)})
        return list(self._offered[1].values())

    def tables(self, document: Document) -> dict[str, rows.Table]:
        """Return what is shown on a document: codings, suggestions and memos, each by its id."""
        own, others = self.own(document.id), self.others(document.id)
        table = self._coding_rows(document, live_codings([*own, *others]))
        notes = self.folder.events(self.by.__eq__, "_notes".__eq__)
        memos = rows.memo_rows([*own, *others, *notes], rows.heirs([*own, *others]))
        return {"codings": table, "suggestions": self._open_suggestions(document, own, table), "memos": memos}

    def _coding_rows(self, document: Document, codings: Sequence[Coding]) -> rows.Table:
        """Return the row of each coding; looked for in the text again only where text or coding is another than the last time."""
        key = f"{document.id} {document.digest}"
        known = self._rows[1] if self._rows[0] == key else {}
        new = [one for one in codings if one.id not in known or known[one.id][0] != one]
        located = locate_codings(new, {document.id: document})
        fresh = {one.id: (one, rows.coding_row(one, located[one.id])) for one in new}
        self._rows = (key, {one.id: fresh.get(one.id) or known[one.id] for one in codings})
        return {name: row for name, (_, row) in self._rows[1].items()}

    def _open_suggestions(self, document: Document, own: Sequence[Event], table: rows.Table) -> rows.Table:
        if not self.suggests:
            return {}
        spans = {name: Span(row[1], row[2]) for name, row in table.items() if row[-1] in CERTAIN}
        done = review.decided(own, spans, {document.id: document.digest})
        return {one.id: rows.suggestion_row(one) for one in review.still_open(self.all_offered(document), done)}

    def record_shown(self, document: str, suggestions: Sequence[str]) -> None:
        """Note which suggestions are shown, in their order; for a coder who works without them, that none are."""
        shown = [self._offered[1][one] for one in suggestions] if self.suggests else None
        reviewing.record_shown(self.folder, document, by=self.by, shown=shown)

    def undo_state(self) -> dict[str, Any]:
        """Return the names of the steps that would be taken back, and done again, next."""
        undoable, redoable = stacks(self.folder.events(self.by.__eq__), self.by)
        return {"undo": step_id(undoable[-1]) if undoable else None, "redo": step_id(redoable[-1]) if redoable else None}

    def contents(self) -> list[dict[str, Any]]:
        """Return one entry a document: how many turns there are, and how far this coder is."""
        found, problems = self.folder.readable_documents()
        entries = [self._progress(one) for one in found.values()]
        entries += [{"id": name, "title": name, "problem": problem} for name, problem in problems.items()]
        return sorted(entries, key=lambda entry: str(entry["id"]))

    def _progress(self, document: Document) -> dict[str, Any]:
        codings = live_codings(self.own(document.id))
        spans = sorted({(one.start or 0, one.stop or 0) for one in codings})
        turns = [turn for turn in document.turns if turn.role != "interviewer"]
        coded = sum(1 for turn in turns if any(start < turn.span.stop and turn.span.start < stop for start, stop in spans))
        return {
            "id": document.id,
            "title": document.title,
            "kind": document.kind,
            "codings": len(codings),
            "turns": len(turns),
            "coded": coded,
        }

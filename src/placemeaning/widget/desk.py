"""The desk: what a coder has in front of them, and the answer to each message of the page. Knows nothing of notebooks."""

from __future__ import annotations

import contextlib
import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from placemeaning.errors import LedgerError, PlacemeaningError, ProjectError
from placemeaning.folder import Folder
from placemeaning.widget import messages, rows
from placemeaning.widget.acts import Acts
from placemeaning.widget.holding import Holding
from placemeaning.widget.lines import Lines
from placemeaning.widget.refusals import Refusal

_REMEMBERED = 5_000
_TABLES = ("codings", "suggestions", "memos")


class Desk:
    """One coder at one document, with the codings of others beside it where asked for.

    `answer` does what a message of the page asks and returns what to send back. An action is answered only once it is in the
    ledger on the disk; one that was done already (the page sends again what was not answered) is not done twice.
    """

    def __init__(self, folder: Folder, document: str, *, by: str, show: Sequence[str] = (), suggestions: bool = True) -> None:
        self.folder, self.document_id = folder, document
        self.holding = Holding(folder, by, show, suggestions)
        self._acts = Acts(self.holding)
        self._sent: dict[str, rows.Table] = {name: {} for name in _TABLES}
        self._sent_undo: dict[str, Any] = {}
        self._stamps: tuple[Any, ...] = ()
        self._recorded: set[str] = set()
        self._done: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._study = hashlib.sha256(str(folder.root).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self.folder.document(document)

    @property
    def by(self) -> str:
        """Return the coder."""
        return self.holding.by

    @property
    def lines(self) -> Lines:
        """Return what was done here, as Python."""
        return self._acts.lines

    # messages

    def answer(self, content: Any) -> list[dict[str, Any]]:
        """Return what to send to the page in answer to a message of it."""
        name = content.get("id") if isinstance(content, dict) else None
        try:
            message = messages.read(content)
            return self._answer(message)
        except (LedgerError, ProjectError, OSError) as problem:
            return [{"type": "refused", "for": name, "kept": True, "sentence": str(problem)}]
        except (PlacemeaningError, ValueError) as problem:
            reason = {"reason": problem.reason} if isinstance(problem, Refusal) else {}
            return [*self._changes(), {"type": "refused", "for": name, "kept": False, "sentence": str(problem), **reason}]

    def _answer(self, message: messages.AnyMessage) -> list[dict[str, Any]]:
        match message:
            case messages.Hello():
                return [{**self._everything(), "for": message.id, "view": message.view}]
            case messages.Open():
                self.open(message.document)
                return [{**self._everything(), "for": message.id, "view": None}]
            case messages.Look():
                return [*self._look(), {"type": "seen", "for": message.id}]
            case messages.Contents():
                return [{"type": "contents", "for": message.id, "documents": self.holding.contents()}]
        return self._once(message)

    def _once(self, action: Any) -> list[dict[str, Any]]:
        """Do an action, unless it was done already; answer with what changed and that it is saved."""
        if action.id not in self._done:
            self._done[action.id] = self._acts.do(action)
            while len(self._done) > _REMEMBERED:
                self._done.popitem(last=False)
        return [*self._changes(), {"type": "saved", "for": action.id, **self._done[action.id]}]

    def open(self, document: str) -> None:
        """Put another document on the desk."""
        self.folder.document(document)
        self.document_id = document

    # what is sent

    def _everything(self) -> dict[str, Any]:
        document, tables = self.folder.document(self.document_id), self.holding.tables(self.folder.document(self.document_id))
        self._sent, self._sent_undo, self._stamps = tables, self.holding.undo_state(), self._now()
        self._record(document.id, list(tables["suggestions"]))
        return {
            "type": "everything", "study": self._study, "by": self.holding.by, "show": list(self.holding.show),
            "suggests": self.holding.suggests,
            "document": rows.document_values(document), "book": self._book_values(),
            "places": [[one.id, one.name] for one in self.folder.places().values()], **self._sent_undo,
            **{name: list(table.values()) for name, table in tables.items()},
        }  # fmt: skip

    def _record(self, document: str, suggestions: list[str]) -> None:
        """Note once which suggestions this coder was shown in a document; where that cannot be written, coding goes on."""
        if document in self._recorded:
            return
        self._recorded.add(document)
        with contextlib.suppress(OSError):
            self.holding.record_shown(document, suggestions)

    def _book_values(self) -> dict[str, Any]:
        book = self.folder.codebook()
        return {"languages": list(book.languages), "codes": [rows.code_values(code) for code in book]}

    def _changes(self) -> list[dict[str, Any]]:
        """Return at most one message with the difference between what the page has and what holds now."""
        before, now = self._stamps, self._now()
        if before[:2] != now[:2]:
            return [{**self._everything(), "for": None, "view": None}]
        tables, undo = self.holding.tables(self.folder.document(self.document_id)), self.holding.undo_state()
        found: dict[str, Any] = {name: rows.difference(self._sent[name], tables[name]) for name in _TABLES}
        changed = {name: one for name, one in found.items() if one}
        if undo != self._sent_undo:
            changed |= undo
        self._sent, self._sent_undo, self._stamps = tables, undo, now
        return [{"type": "change", **changed}] if changed else []

    def _look(self) -> list[dict[str, Any]]:
        return [] if self._stamps == self._now() else self._changes()

    def _now(self) -> tuple[Any, ...]:
        """Return time and size of everything that is shown: text and codebook first, then ledgers."""
        coders = (self.holding.by, *self.holding.show)
        files = [self.folder.text_file(self.document_id), self.folder.codebook_file]
        files += [self.folder.ledger_file(one, self.document_id) for one in coders] + [self.folder.ledger_file(self.holding.by, "_notes")]
        return tuple(_stamp(path) for path in files)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size

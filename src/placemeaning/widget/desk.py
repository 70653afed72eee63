"""The desk: what a coder has in front of them, and the answer to each message of the page. Knows nothing of notebooks."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from placemeaning import decisions
from placemeaning.analysis.tidy import CERTAIN, locate_codings
from placemeaning.errors import LedgerError, NotFound, PlacemeaningError, ProjectError
from placemeaning.folder import Folder
from placemeaning.model.anchor import Located
from placemeaning.model.coding import Coding, Decline, Event, Note, Suggestion, live, live_codings, stacks, step_id
from placemeaning.model.document import Document
from placemeaning.model.text import Span
from placemeaning.suggesting import review
from placemeaning.suggesting.rules import suggest
from placemeaning.widget import codebook_file, messages, rows
from placemeaning.widget.lines import Lines

_REMEMBERED = 5_000
_TABLES = ("codings", "suggestions", "memos")


class Desk:
    """One coder at one document, with the codings of others beside it where asked for.

    `answer` does what a message of the page asks and returns what to send back. An action is answered only once it is in the
    ledger on the disk; one that was done already (the page sends again what was not answered) is not done twice.
    """

    def __init__(self, folder: Folder, document: str, *, by: str, show: Sequence[str] = (), suggestions: bool = True) -> None:
        self.folder, self.by, self.show, self.suggests = folder, by, tuple(one for one in show if one != by), suggestions
        self.document_id = document
        self.lines = Lines()
        self._sent: dict[str, rows.Table] = {name: {} for name in _TABLES}
        self._sent_undo: dict[str, Any] = {}
        self._stamps: tuple[Any, ...] = ()
        self._done: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._offered: tuple[Any, dict[str, Suggestion]] = (None, {})
        self._study = hashlib.sha256(str(folder.root).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self.folder.document(document)

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
            return [*self._changes(), {"type": "refused", "for": name, "kept": False, "sentence": str(problem)}]

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
                return [{"type": "contents", "for": message.id, "documents": self.contents()}]
        return self._once(message)

    def _once(self, action: Any) -> list[dict[str, Any]]:
        """Do an action, unless it was done already; answer with what changed and that it is saved."""
        if action.id not in self._done:
            self._done[action.id] = self._do(action)
            while len(self._done) > _REMEMBERED:
                self._done.popitem(last=False)
        return [*self._changes(), {"type": "saved", "for": action.id, **self._done[action.id]}]

    def open(self, document: str) -> None:
        """Put another document on the desk."""
        self.folder.document(document)
        self.document_id = document

    # actions: each returns once it is on the disk

    def _do(self, action: Any) -> dict[str, Any]:
        document = self.folder.document(action.document)
        if isinstance(action, (messages.Undo, messages.Redo)):
            return self._undo(action)
        if document.digest != action.digest and not isinstance(action, (messages.Memo, messages.Define)):
            raise ValueError(f"the text of {document.id!r} was changed in the meantime; it is shown anew, please do this again")
        match action:
            case messages.Apply():
                return self._apply(document, action)
            case messages.Recode() | messages.Move() | messages.Withdraw():
                return self._change(document, action)
            case messages.Accept() | messages.Decline():
                return self._decide(document, action)
            case messages.AcceptAll() | messages.DeclineAll():
                return self._decide_all(document, action)
            case messages.Adopt():
                return self._adopt(document, action)
            case messages.Memo():
                return self._memo(document, action)
        return self._book(document, action)

    def _apply(self, document: Document, action: messages.Apply) -> dict[str, Any]:
        made = decisions.code(self.folder, document.id, Span(action.start, action.stop), action.code, by=self.by)
        self.lines.code(document, made)
        return {"coding": made.id}

    def _change(self, document: Document, action: messages.Recode | messages.Move | messages.Withdraw) -> dict[str, Any]:
        events = self._own(document.id)
        done = self._done_before(document, action, events)
        if done is not None:
            return done
        old = self._standing(events, action.coding)
        if isinstance(action, messages.Withdraw):
            decisions.withdraw(self.folder, old, by=self.by)
            self.lines.withdraw(old)
            return {}
        if isinstance(action, messages.Move):
            new = decisions.move(self.folder, old, Span(action.start, action.stop), by=self.by)
        else:
            code = action.code or old.code or ""
            new = decisions.recode(self.folder, old, code, by=self.by, place=action.place, voice=action.voice)
        self.lines.replace(document, old, new)
        return {"coding": new.id}

    def _done_before(self, document: Document, action: Any, events: Sequence[Event]) -> dict[str, Any] | None:
        """Return the answer to an action that another kernel did already, before it could say so."""
        if any(one.id == action.coding for one in live(events)):
            return None
        if isinstance(action, messages.Withdraw):
            return {} if any(one.id == action.coding for one in events) else None
        heir = next((one for one in live_codings(events) if one.replaces == action.coding), None)
        if heir is None:
            return None
        if isinstance(action, messages.Move):
            span = decisions.trim(document.text, Span(action.start, action.stop))
            same = (heir.start, heir.stop) == (span.start, span.stop)
        else:
            same = all(value in (None, getattr(heir, name)) for name, value in _wanted(action).items())
        return {"coding": heir.id} if same else None

    def _decide(self, document: Document, action: messages.Accept | messages.Decline) -> dict[str, Any]:
        one = self._offer(action.suggestion)
        if isinstance(action, messages.Decline):
            if not any(isinstance(event, Decline) and event.about == one.id for event in live(self._own(document.id))):
                decisions.decline(self.folder, one, by=self.by)
            self.lines.decline([one], self.by)
            return {}
        quote = None if action.start is None or action.stop is None else Span(action.start, action.stop)
        made = decisions.accept(self.folder, one, by=self.by, code=action.code, quote=quote)
        self.lines.accept(document, one, made, changed=quote is not None or action.code not in (None, one.code))
        return {"coding": made.id}

    def _decide_all(self, document: Document, action: messages.AcceptAll | messages.DeclineAll) -> dict[str, Any]:
        chosen = [self._offer(one) for one in dict.fromkeys(action.suggestions)]
        if isinstance(action, messages.AcceptAll):
            for one, made in zip(chosen, decisions.accept_all(self.folder, chosen, by=self.by), strict=True):
                self.lines.accept(document, one, made, changed=False)
        else:
            decisions.decline_all(self.folder, chosen, by=self.by)
            self.lines.decline(chosen, self.by)
        return {"count": len(chosen)}

    def _adopt(self, document: Document, action: messages.Adopt) -> dict[str, Any]:
        shown = {one.id: one for one in live_codings(self._others(document.id))}
        wanted = [shown[name] for name in dict.fromkeys(action.codings) if name in shown]
        if len(wanted) < len(set(action.codings)):
            raise NotFound("one of these codings does not hold any more; look again, and take over those that do")
        made = decisions.adopt(self.folder, wanted, by=self.by)
        for one in made:
            self.lines.code(document, one)
        return {"count": len(made), "coding": made[0].id}

    def _memo(self, document: Document, action: messages.Memo) -> dict[str, Any]:
        events = self._own(document.id)
        coding = next((one for one in live_codings([*events, *self._others(document.id)]) if one.id == action.about), None)
        notes = list(events if coding or action.about == document.id else self.folder.events(self.by.__eq__, "_notes".__eq__))
        known = [one.memo for one in live(notes) if isinstance(one, Note) and one.about == action.about and one.rule is None]
        if known[-1:] != [action.words]:
            decisions.note(self.folder, coding or action.about, action.words, by=self.by)
            self.lines.note(coding or action.about, action.words, self.by)
        return {}

    def _book(self, document: Document, action: messages.AddCode | messages.Define) -> dict[str, Any]:
        if isinstance(action, messages.Define):
            codebook_file.define(
                self.folder, action.code, definition=action.definition, include=action.include, exclude=action.exclude, by=self.by
            )
            return {"code": action.code}
        code = codebook_file.add_code(self.folder, action.label, action.definition, language=action.language, by=self.by)
        if action.start is None or action.stop is None:
            return {"code": code}
        made = decisions.code(self.folder, document.id, Span(action.start, action.stop), code, by=self.by)
        self.lines.code(document, made)
        return {"code": code, "coding": made.id}

    def _undo(self, action: messages.Undo | messages.Redo) -> dict[str, Any]:
        direction = "undo" if isinstance(action, messages.Undo) else "redo"
        state = self._undo_state()
        if state[direction] != action.step:
            if state["redo" if direction == "undo" else "undo"] == action.step:
                return {"where": action.document}
            raise ValueError("something else was done in the meantime, so nothing was taken back; look, and press again")
        written = decisions.undo(self.folder, direction, by=self.by)  # type: ignore[arg-type]
        self.lines.undo(direction, self.by)
        return {"where": written[-1].document or "", "count": len(written) - 1}

    # what holds

    def _own(self, document: str) -> tuple[Event, ...]:
        path = self.folder.ledger_file(self.by, document)
        return self.folder.events_of(path) if path.exists() else ()

    def _others(self, document: str) -> list[Event]:
        return list(self.folder.events(frozenset(self.show).__contains__, document.__eq__)) if self.show else []

    def _standing(self, events: Sequence[Event], coding: str) -> Coding:
        found = next((one for one in live_codings(events) if one.id == coding), None)
        return found or decisions.find_coding(self.folder, coding)

    def _offer(self, suggestion: str) -> Suggestion:
        self._all_offered()
        found = self._offered[1].get(suggestion)
        if found is None:
            raise NotFound("this suggestion is not made any more: the text or its keywords were changed")
        return found

    def _all_offered(self) -> list[Suggestion]:
        """Return what the keywords suggest for this document; worked out again only where text or codebook changed."""
        document, book = self.folder.document(self.document_id), self.folder.codebook()
        key = (document.id, document.digest, document.language, id(book))
        if self._offered[0] != key:
            self._offered = (key, {one.id: one for one in suggest(document, book)})
        return list(self._offered[1].values())

    def _tables(self) -> dict[str, rows.Table]:
        document = self.folder.document(self.document_id)
        own, others = self._own(document.id), self._others(document.id)
        codings = live_codings([*own, *others])
        located = locate_codings(codings, {document.id: document})
        table = {one.id: rows.coding_row(one, located[one.id]) for one in codings}
        notes = self.folder.events(self.by.__eq__, "_notes".__eq__)
        memos = rows.memo_rows([*own, *others, *notes], rows.heirs([*own, *others]))
        return {"codings": table, "suggestions": self._open_suggestions(document, own, located), "memos": memos}

    def _open_suggestions(self, document: Document, own: Sequence[Event], located: dict[str, Located]) -> rows.Table:
        if not self.suggests:
            return {}
        spans = {name: one.span for name, one in located.items() if one.span and one.status in CERTAIN}
        done = review.decided(own, spans, {document.id: document.digest})
        return {one.id: rows.suggestion_row(one) for one in review.still_open(self._all_offered(), done)}

    def _undo_state(self) -> dict[str, Any]:
        undoable, redoable = stacks(self.folder.events(self.by.__eq__), self.by)
        return {"undo": step_id(undoable[-1]) if undoable else None, "redo": step_id(redoable[-1]) if redoable else None}

    # what is sent

    def _everything(self) -> dict[str, Any]:
        document, tables = self.folder.document(self.document_id), self._tables()
        self._sent, self._sent_undo, self._stamps = tables, self._undo_state(), self._now()
        return {
            "type": "everything", "study": self._study, "by": self.by, "show": list(self.show), "document": rows.document_values(document), "book": self._book_values(),
            "places": [[one.id, one.name] for one in self.folder.places().values()], **self._sent_undo,
            **{name: list(table.values()) for name, table in tables.items()},
        }  # fmt: skip

    def _book_values(self) -> dict[str, Any]:
        book = self.folder.codebook()
        return {"languages": list(book.languages), "codes": [codebook_file.describe_code(code) for code in book]}

    def _changes(self) -> list[dict[str, Any]]:
        """Return at most one message with the difference between what the page has and what holds now."""
        before, now = self._stamps, self._now()
        if before[:2] != now[:2]:
            return [{**self._everything(), "for": None, "view": None}]
        tables, undo = self._tables(), self._undo_state()
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
        coders = (self.by, *self.show)
        files = [self.folder.text_file(self.document_id), self.folder.codebook_file]
        files += [self.folder.ledger_file(one, self.document_id) for one in coders] + [self.folder.ledger_file(self.by, "_notes")]
        return tuple(_stamp(path) for path in files)

    def contents(self) -> list[dict[str, Any]]:
        """Return one entry a document: how many turns there are, and how far this coder is."""
        found, problems = self.folder.readable_documents()
        entries = [self._progress(one) for one in found.values()]
        entries += [{"id": name, "title": name, "problem": problem} for name, problem in problems.items()]
        return sorted(entries, key=lambda entry: str(entry["id"]))

    def _progress(self, document: Document) -> dict[str, Any]:
        codings = live_codings(self._own(document.id))
        spans = sorted({(one.start or 0, one.stop or 0) for one in codings})
        turns = [turn for turn in document.turns if turn.role != "interviewer"]
        coded = sum(1 for turn in turns if any(start < turn.span.stop and turn.span.start < stop for start, stop in spans))
        return {"id": document.id, "title": document.title, "kind": document.kind, "codings": len(codings), "turns": len(turns), "coded": coded}


def _wanted(action: messages.Recode) -> dict[str, str | None]:
    return {"code": action.code, "place": action.place, "voice": action.voice}


def _stamp(path: Any) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size

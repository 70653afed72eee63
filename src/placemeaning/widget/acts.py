"""The acts of a coder: each returns once it is in the ledger on the disk. One that another kernel did already is not done again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from placemeaning import decisions, defining
from placemeaning.model.coding import Decline, Event, Note, live, live_codings
from placemeaning.model.document import Document
from placemeaning.model.text import Span, trim
from placemeaning.widget import messages
from placemeaning.widget.holding import Holding
from placemeaning.widget.lines import Lines
from placemeaning.widget.refusals import Refusal


class Acts:
    """Does what the messages of the page ask, and keeps it as lines of Python too."""

    def __init__(self, holding: Holding) -> None:
        self.holding, self.folder, self.by = holding, holding.folder, holding.by
        self.lines = Lines()

    def do(self, action: Any) -> dict[str, Any]:
        """Do an action, and return what to say about it once it is on the disk."""
        document = self.folder.document(action.document)
        if isinstance(action, (messages.Undo, messages.Redo)):
            return self._undo(action)
        if document.digest != action.digest and not isinstance(action, (messages.Memo, messages.Define)):
            raise Refusal(
                "text-changed", f"the text of {document.id!r} was changed in the meantime; it is shown anew, please do this again"
            )
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
        events = self.holding.own(document.id)
        done = self._done_before(document, action, events)
        if done is not None:
            return done
        old = self.holding.standing(events, action.coding)
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
            span = trim(document.text, Span(action.start, action.stop))
            same = (heir.start, heir.stop) == (span.start, span.stop)
        else:
            same = all(value is None or (value or None) == getattr(heir, name) for name, value in _wanted(action).items())
        return {"coding": heir.id} if same else None

    def _decide(self, document: Document, action: messages.Accept | messages.Decline) -> dict[str, Any]:
        one = self.holding.offer(document, action.suggestion)
        if isinstance(action, messages.Decline):
            if not any(isinstance(event, Decline) and event.about == one.id for event in live(self.holding.own(document.id))):
                decisions.decline(self.folder, one, by=self.by)
            self.lines.decline([one], self.by)
            return {}
        quote = None if action.start is None or action.stop is None else Span(action.start, action.stop)
        made = decisions.accept(self.folder, one, by=self.by, code=action.code, quote=quote)
        self.lines.accept(document, one, made, changed=quote is not None or action.code not in (None, one.code))
        return {"coding": made.id}

    def _decide_all(self, document: Document, action: messages.AcceptAll | messages.DeclineAll) -> dict[str, Any]:
        chosen = [self.holding.offer(document, one) for one in dict.fromkeys(action.suggestions)]
        if isinstance(action, messages.AcceptAll):
            for one, made in zip(chosen, decisions.accept_all(self.folder, chosen, by=self.by), strict=True):
                self.lines.accept(document, one, made, changed=False)
        else:
            decisions.decline_all(self.folder, chosen, by=self.by)
            self.lines.decline(chosen, self.by)
        return {"count": len(chosen)}

    def _adopt(self, document: Document, action: messages.Adopt) -> dict[str, Any]:
        shown = {one.id: one for one in live_codings(self.holding.others(document.id))}
        wanted = [shown[name] for name in dict.fromkeys(action.codings) if name in shown]
        if len(wanted) < len(set(action.codings)):
            raise Refusal("codings-gone", "one of these codings does not hold any more; look again, and take over those that do")
        made = decisions.adopt(self.folder, wanted, by=self.by)
        for one in made:
            self.lines.code(document, one)
        return {"count": len(made), "coding": made[0].id}

    def _memo(self, document: Document, action: messages.Memo) -> dict[str, Any]:
        events = self.holding.own(document.id)
        coding = next((one for one in live_codings([*events, *self.holding.others(document.id)]) if one.id == action.about), None)
        notes = list(events if coding or action.about == document.id else self.folder.events(self.by.__eq__, "_notes".__eq__))
        known = [one.memo for one in live(notes) if isinstance(one, Note) and one.about == action.about and one.rule is None]
        if known[-1:] != [action.words] and (action.words or known or (coding and coding.memo)):
            decisions.note(self.folder, coding or action.about, action.words, by=self.by)
            self.lines.note(coding or action.about, action.words, self.by)
        return {}

    def _book(self, document: Document, action: messages.AddCode | messages.Define) -> dict[str, Any]:
        if isinstance(action, messages.Define):
            texts = {name: getattr(action, name) for name in ("definition", "include", "exclude")}
            if defining.define(self.folder, action.code, **texts, by=self.by):
                self.lines.define(action.code, texts, self.by)
            return {"code": action.code}
        quote = None if action.start is None or action.stop is None else Span(action.start, action.stop)
        code, made = defining.add_code(
            self.folder, action.label, action.definition, language=action.language, by=self.by, document=document.id, quote=quote
        )
        self.lines.add_code(document, code, action, made, self.by)
        return {"code": code} | ({"coding": made.id} if made else {})

    def _undo(self, action: messages.Undo | messages.Redo) -> dict[str, Any]:
        direction = "undo" if isinstance(action, messages.Undo) else "redo"
        state = self.holding.undo_state()
        if state[direction] != action.step:
            if state["redo" if direction == "undo" else "undo"] == action.step:
                return {"where": action.document}
            raise Refusal("step-gone", "something else was done in the meantime, so nothing was taken back; look, and press again")
        written = decisions.undo(self.folder, direction, by=self.by)  # type: ignore[arg-type]
        self.lines.undo(direction, self.by)
        where = next((one.document for one in written if one.document), "")
        return {"where": where, "count": len(written) - 1} | ({"sentence": written[-1].memo} if written[-1].memo else {})


def _wanted(action: messages.Recode) -> dict[str, str | None]:
    return {"code": action.code, "place": action.place, "voice": action.voice}

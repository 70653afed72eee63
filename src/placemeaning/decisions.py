"""Deciding: what a coder does becomes events in the ledger. Each call that returned is on the disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from placemeaning import codebook_file, ledger
from placemeaning.analysis.tidy import CERTAIN, locate_codings
from placemeaning.errors import LedgerError, NotFound, check_choice
from placemeaning.folder import Folder
from placemeaning.model.anchor import Anchor, Located, describe
from placemeaning.model.coding import (
    Coding,
    Decline,
    Event,
    Note,
    Suggestion,
    Withdrawal,
    again,
    event,
    in_order,
    live,
    live_codings,
    moment,
    passage,
    undo_events,
    withdrawal,
)
from placemeaning.model.document import VOICES, Document, Voice, is_id, the_one
from placemeaning.model.text import Span, trim

_SAID = (
    "about", "document", "code", "place", "start", "stop", "exact", "prefix", "suffix", "digest", "voice", "origin", "rule", "score", "memo",
)  # fmt: skip

E = TypeVar("E", bound=Event)

Quote = str | Span
"""How a passage is named: by its words, or by its code points in the body."""


def code(
    folder: Folder, document: str, quote: Quote, code: str, *, by: str, nth: int | None = None, place: str | None = None,
    voice: Voice | None = None, memo: str = "", step: datetime | None = None,
) -> Coding:  # fmt: skip
    """Give a passage a code (see `Project.code`), as part of the step of another event where its moment is given."""
    found = folder.document(document)
    fields = (
        _checked(folder, code, place, voice) | passage(_anchor(found, quote, nth)) | {"document": document, "memo": memo, "origin": "human"}
    )
    return _write_coding(folder, by, document, fields, step)


def accept(
    folder: Folder, suggestion: Suggestion, *, by: str, code: str | None = None, quote: Quote | None = None, memo: str = ""
) -> Coding:
    """Accept a suggestion, with another code or other words where given (see `Project.accept`)."""
    return _write_coding(folder, by, suggestion.document, _accepted(folder, suggestion, code, quote) | {"memo": memo})


def accept_all(folder: Folder, suggestions: Sequence[Suggestion], *, by: str) -> list[Coding]:
    """Accept several suggestions, of one document or many, as one step (see `Project.accept_all`)."""
    return _decide_all(folder, by, [(Coding, _accepted(folder, one)) for one in suggestions])


def decline(folder: Folder, suggestion: Suggestion, *, by: str, memo: str = "") -> Decline:
    """Decline a suggestion (see `Project.decline`)."""
    fields = _declined(folder, suggestion) | {"memo": memo}
    return _only(folder.append(by, suggestion.document, lambda events: [event(Decline, coder=by, at=_now(events), **fields)]), Decline)


def decline_all(folder: Folder, suggestions: Sequence[Suggestion], *, by: str) -> list[Decline]:
    """Decline several suggestions, of one document or many, as one step (see `Project.decline_all`)."""
    return _decide_all(folder, by, [(Decline, _declined(folder, one)) for one in suggestions])


def adopt(folder: Folder, codings: Sequence[Coding], *, by: str) -> list[Coding]:
    """Take over codings of other coders in one document, as one step: a coder's own codings of the same passages with the same codes."""
    document, spans = folder.document(codings[0].document or ""), certain_spans(folder, codings)
    missing = next((one for one in codings if one.id not in spans), None)
    if missing is not None:
        raise ValueError(f"the position of coding {missing.id!r} is not certain any more; its coder can confirm it with 'move'")
    about = [_checked(folder, one.code or "", one.place, one.voice) | {"memo": one.memo or ""} for one in codings]
    fields = [each | passage(_anchor(document, spans[one.id], None)) for one, each in zip(codings, about, strict=True)]
    return _write_new(folder, by, document.id, [(Coding, each | {"document": document.id, "origin": "human"}) for each in fields])


def recode(
    folder: Folder, coding: Coding | str, code: str, *, by: str, memo: str | None = None, place: str | None = None,
    voice: Voice | Literal[""] | None = None,
) -> Coding:  # fmt: skip
    """Replace a coding by one with another code, place or voice (see `Project.recode`)."""
    changes = _checked(folder, code, place or None, voice or None) | {"memo": memo}
    as_document = {name: None for name, value in (("place", place), ("voice", voice)) if value == ""}
    return _replace(folder, coding, by, {name: value for name, value in changes.items() if value is not None} | as_document)


def move(folder: Folder, coding: Coding | str, quote: Quote, *, by: str, nth: int | None = None) -> Coding:
    """Replace a coding by one on other words (see `Project.move`)."""
    old = own_coding(folder, coding, by)
    return _replace(folder, old, by, passage(_anchor(folder.document(old.document or ""), quote, nth)))


def withdraw(folder: Folder, coding: Coding | str, *, by: str, memo: str = "") -> Withdrawal:
    """Withdraw a coding (see `Project.withdraw`)."""
    old = own_coding(folder, coding, by)
    return _only(
        folder.append(by, old.document or "", lambda events: [withdrawal(_standing(events, old), at=_now(events), memo=memo)]), Withdrawal
    )


def note(folder: Folder, about: Coding | str, memo: str, *, by: str) -> Note:
    """Write a memo on a coding, a document or a code; an empty one takes away the memo that is there (see `Project.note`)."""
    document, fields = _subject(folder, about)
    if not memo.strip() and (memo or not has_memo(folder, about, document, by)):
        raise ValueError("a memo needs words; there is no memo here that an empty one could take away")
    return _only(folder.append(by, document, lambda events: [event(Note, coder=by, at=_now(events), memo=memo, **fields)]), Note)


def mark(folder: Folder, coding: Coding, rule: str, *, by: str, memo: str = "") -> Note:
    """Write a note with a rule on a coding, whoever made it; where this coder's last note of such a rule says the same, return that one."""
    document, fields = _subject(folder, coding)
    alike = {rule, rule.removeprefix("not "), f"not {rule}"}
    found: list[Note] = []

    def make(events: tuple[Event, ...]) -> list[Event]:
        marks = [one for one in live(events) if isinstance(one, Note) and one.about == coding.id and one.rule in alike]
        found.extend(one for one in marks[-1:] if (one.rule, one.memo) == (rule, memo))
        return [] if found else [event(Note, coder=by, at=_now(events), rule=rule, memo=memo, **fields)]

    return _only(folder.append(by, document, make) or found, Note)


@dataclass(frozen=True, slots=True)
class Edit:
    """What changes about a coding: fields that get other values, whether it is withdrawn, and the rule of a note on it."""

    coding: Coding
    fields: Mapping[str, Any]
    withdrawn: bool = False
    rule: str | None = None


def edit_all(folder: Folder, edits: Sequence[Edit], *, by: str) -> list[Event]:
    """Change several codings, of one document or many, as one step; all are checked before the first is written."""
    for one in edits:
        if one.fields or one.withdrawn:
            own_coding(folder, one.coding, by)
        if one.fields:
            _checked(folder, one.fields.get("code") or one.coding.code or "", one.fields.get("place"), None)
    at = moment(one.recorded_at for one in folder.events(by.__eq__))
    written: list[Event] = []
    for document in dict.fromkeys(one.coding.document or "" for one in edits):
        made = [changed for one in edits if (one.coding.document or "") == document for changed in _edited(folder, one, by, at)]
        written += folder.append(by, document, lambda _, made=made: made)  # type: ignore[misc]
    return written


def _edited(folder: Folder, edit: Edit, by: str, at: datetime) -> Iterator[Event]:
    coding = edit.coding
    if edit.rule:
        yield event(Note, coder=by, at=at, rule=edit.rule, memo="", **_subject(folder, coding)[1])
    if edit.withdrawn:
        yield withdrawal(coding, at=at)
    elif edit.fields:
        yield again(coding, at=at, **edit.fields)
        yield withdrawal(coding, at=at)


def undo(folder: Folder, direction: Literal["undo", "redo"], *, by: str) -> list[Event]:
    """Take back a coder's last step, or the last undo (see `Project.undo`)."""
    events = list(folder.events(by.__eq__))
    changes = undo_events(events, by, direction, moment(one.recorded_at for one in events))
    said = _book_too(folder, events, changes, by)
    if said:
        changes[-1] = msgspec.structs.replace(changes[-1], memo=said)
    written: list[Event] = []
    for document in dict.fromkeys(one.document or "_notes" for one in changes):
        group = [one for one in changes if (one.document or "_notes") == document]
        written += folder.append(by, document, lambda _, group=group: group)  # type: ignore[misc]
    return sorted(written, key=changes.index)


BOOK = "codebook"
"""The rule of a note that says what its coder changed in codebook.yaml; its memo is JSON, ``{"was": …, "now": …}``."""


def book_words(change: codebook_file.Change) -> str:
    """Return what a note says of a change of the codebook."""
    return msgspec.json.encode({"was": change.was, "now": change.now}).decode()


def _book_too(folder: Folder, events: Sequence[Event], changes: Sequence[Event], by: str) -> str:
    """Take back in codebook.yaml, or do again, what the notes of a step say; return what had to be left as it is, and why."""
    before, said = {one.id: one for one in events}, []
    for one in changes:
        note, back = (before.get(one.about or ""), True) if isinstance(one, Withdrawal) else (one, False)
        if not isinstance(note, Note) or note.rule != BOOK:
            continue
        change = _book_change(note)
        gone = {each.about for each in changes if isinstance(each, Withdrawal)}
        users = sorted({each.coder for each in live_codings(folder.events()) if each.code == change.code and each.id not in gone})
        if back and change.was is None and users:
            said.append(f"code {change.code!r} stays in the codebook: {', '.join(users)} gave it to passages")
        elif not (codebook_file.take_back if back else codebook_file.do_again)(folder, change, by=by):
            said.append(f"codebook.yaml was left as it is: code {change.code!r} was changed there since")
    return "; ".join(said)


def _book_change(note: Note) -> codebook_file.Change:
    try:
        return codebook_file.Change(note.code or "", **msgspec.json.decode(note.memo or ""))
    except (msgspec.DecodeError, TypeError):
        raise LedgerError(f"note {note.id!r} does not say any more what was changed in codebook.yaml: its memo was edited") from None


def has_memo(folder: Folder, about: Coding | str, document: str, by: str) -> bool:
    """Return whether the latest memo of a coder on something has words; for a coding, on it or on one that it replaces."""
    events = list(folder.events(by.__eq__, document.__eq__))
    names, words = {about if isinstance(about, str) else about.id}, "" if isinstance(about, str) else about.memo or ""
    for one in reversed(in_order(events)):
        if isinstance(one, Coding) and one.id in names and one.replaces:
            names.add(one.replaces)
    for one in in_order(live(events)):
        words = one.memo or "" if isinstance(one, Note) and one.rule is None and one.about in names else words
    return bool(words.strip())


def own_coding(folder: Folder, coding: Coding | str, by: str) -> Coding:
    """Return a live coding that belongs to `by`.

    Raises
    ------
    NotFound
        If there is no such coding, or it does not hold any more.
    ValueError
        If it is another coder's: nobody withdraws or changes what somebody else decided.
    """
    found = find_coding(folder, coding)
    if found.coder != by:
        raise ValueError(f"this coding is by {found.coder!r}; {by!r} can add a coding beside it, but not change or withdraw it")
    return _standing(tuple(folder.events(by.__eq__, (found.document or "").__eq__)), found)


def find_coding(folder: Folder, coding: Coding | str) -> Coding:
    """Return a coding by its id, whether it still holds or not; NotFound where there is none."""
    wanted = coding if isinstance(coding, str) else coding.id
    documents = bool if isinstance(coding, str) else (coding.document or "").__eq__
    for one in folder.events(documents=documents):
        if one.id == wanted and isinstance(one, Coding):
            return one
    raise NotFound(f"there is no coding {wanted!r}; project.codings() lists them under 'id'")


def fold_in(folder: Folder, copy: Path) -> tuple[Event, ...]:
    """Add what a conflict copy of a ledger has and the ledger has not (see `Project.fold_in`)."""
    if not copy.is_file() or not folder.is_conflict_copy(copy):
        raise NotFound(f"{folder.name(copy)} is not a conflict copy of a ledger; project.check() lists those there are")
    first = ledger.events_in(copy)[:1]
    if not first:
        raise NotFound(f"{folder.name(copy)} holds no decisions; delete it")
    return ledger.fold_in(copy, folder.ledger_file(first[0].coder, first[0].document or "_notes"))


def located(folder: Folder, codings: Sequence[Coding]) -> dict[str, Located]:
    """Return where the passages of some codings are now, by the id of the coding."""
    return locate_codings(codings, folder.readable_documents()[0])


def certain_spans(folder: Folder, codings: Sequence[Coding]) -> dict[str, Span]:
    """Return the spans of those codings whose position is certain, by the id of the coding."""
    return {name: one.span for name, one in located(folder, codings).items() if one.span and one.status in CERTAIN}


def _now(events: Sequence[Event]) -> datetime:
    return moment(one.recorded_at for one in events[-1:])


def _only(events: Sequence[Event], kind: type[E]) -> E:
    """Return the first event, which is of a kind."""
    first = events[0]
    assert isinstance(first, kind)
    return first


def _checked(folder: Folder, code: str, place: str | None, voice: str | None) -> dict[str, Any]:
    """Return code, place and voice once they are known to exist."""
    if not folder.codebook()[code].codable:
        raise ValueError(f"code {code!r} only groups other codes (codable: false). Use one of the codes under it.")
    if place is not None:
        the_one(folder.places(), place, "place")
    check_choice("voice", voice, (None, *VOICES))
    return {"code": code, "place": place, "voice": voice}


def _anchor(document: Document, quote: Quote, nth: int | None) -> Anchor:
    span = document.find(quote, nth=nth) if isinstance(quote, str) else trim(document.text, quote)
    if not len(span):
        raise ValueError("a passage needs at least one character that is not blank")
    return describe(document.text, span, text_digest=document.digest)


def _accepted(folder: Folder, suggestion: Suggestion, code: str | None = None, quote: Quote | None = None) -> dict[str, Any]:
    document = folder.document(suggestion.document)
    anchor = suggestion.anchor if quote is None else _anchor(document, quote, None)
    _check_current(document, suggestion)
    place = suggestion.place if suggestion.place != document.place_of(anchor.span) else None
    fields = _checked(folder, code or suggestion.code, place, None) | passage(anchor) | {"document": document.id, "memo": ""}
    return fields | {"origin": f"suggestion:{suggestion.id}", "rule": suggestion.rule, "score": suggestion.score}


def _declined(folder: Folder, suggestion: Suggestion) -> dict[str, Any]:
    _check_current(folder.document(suggestion.document), suggestion)
    fields = passage(suggestion.anchor) | {"about": suggestion.id, "document": suggestion.document, "code": suggestion.code, "memo": ""}
    return fields | {"origin": f"suggestion:{suggestion.id}", "rule": suggestion.rule, "score": suggestion.score}


def _write_coding(folder: Folder, by: str, document: str, fields: dict[str, Any], step: datetime | None = None) -> Coding:
    """Write a coding; where the same coder's same coding stands already, return that one."""
    return _only(_write_new(folder, by, document, [(Coding, fields)], step), Coding)


def _decide_all(folder: Folder, by: str, wanted: Sequence[tuple[type[Event], dict[str, Any]]]) -> list[Any]:
    """Write events of one coder as one step, whatever documents they are about; they are returned document by document."""
    documents = dict.fromkeys(fields["document"] for _, fields in wanted)
    at = moment(one.recorded_at for one in folder.events(by.__eq__))
    written: list[Any] = []
    for document in documents:
        written += _write_new(folder, by, document, [one for one in wanted if one[1]["document"] == document], at)
    return written


def _write_new(
    folder: Folder, by: str, document: str, wanted: Sequence[tuple[type[Event], dict[str, Any]]], step: datetime | None = None
) -> list[Any]:
    """Write events of one coder about one document as one step; for one that says what a live event says already, return that one."""

    def make(events: tuple[Event, ...]) -> list[Event]:
        at, starts = step or _now(events), {fields["start"] for _, fields in wanted}
        standing = {_said(one): one for one in live(events) if one.coder == by and one.start in starts}
        made = [event(kind, coder=by, at=at, **fields) for kind, fields in wanted]
        found.extend(standing.setdefault(_said(one), one) for one in made)
        return [one for one in made if standing[_said(one)] is one]

    found: list[Event] = []
    folder.append(by, document, make)
    return found


def _said(one: Event) -> tuple[Any, ...]:
    """Return what an event says, whenever and in whose place it was said."""
    return (type(one), *(getattr(one, name) for name in _SAID))


def _replace(folder: Folder, coding: Coding | str, by: str, changes: dict[str, Any]) -> Coding:
    old = own_coding(folder, coding, by)

    def make(events: tuple[Event, ...]) -> list[Event]:
        at, standing = _now(events), _standing(events, old)
        return [again(standing, at=at, **changes), withdrawal(standing, at=at)]

    return _only(folder.append(by, old.document or "", make), Coding)


def _standing(events: Sequence[Event], coding: Coding) -> Coding:
    if all(one.id != coding.id for one in live(events)):
        raise NotFound(f"coding {coding.id!r} does not hold any more: it was withdrawn or replaced; project.history() says when")
    return coding


def _check_current(document: Document, suggestion: Suggestion) -> None:
    if suggestion.anchor.digest != document.digest:
        raise NotFound(
            f"document {document.id!r} has changed since this suggestion was made. Ask project.suggestions({document.id!r}, …) again."
        )


def _subject(folder: Folder, about: Coding | str) -> tuple[str, dict[str, Any]]:
    """Return the ledger file that a note belongs in, and what it is about."""
    if isinstance(about, Coding):
        return about.document or "", {"about": about.id, "document": about.document, "code": about.code} | passage(
            about.anchor or _no_anchor()
        )
    if about in folder.document_ids():
        return about, {"about": about, "document": about}
    if is_id(about) and about in folder.codebook():
        return "_notes", {"about": about, "code": about}
    raise NotFound(f"there is no document or code {about!r} to write a memo on")


def _no_anchor() -> Anchor:
    raise NotFound("this coding has no passage")

"""Decisions: the events of a ledger, what holds now, and what can be undone.

Nothing is ever edited: a new event withdraws or replaces an old one. What is live is a set difference (what was
decided, minus what was withdrawn), so the order in which ledgers are merged cannot matter.

One action of a coder is a *step*: the events that share coder and `recorded_at`. Undoing a step adds events that
reverse it, and a note with rule ``undo`` that names the step; so what can be undone is itself computed from the events.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Annotated, Any, Literal

import msgspec

from placemeaning.errors import NotFound
from placemeaning.model.anchor import Anchor
from placemeaning.model.document import Voice
from placemeaning.model.text import Span

Offset = Annotated[int, msgspec.Meta(ge=0)]


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False, tag_field="kind"):
    """One line of a ledger; its subclasses are the four kinds. Every line carries every field, nulls included.

    `start` and `stop` are code points in the body whose SHA-256 is `digest`; `recorded_at` is UTC. `about` is the id of
    what the event speaks of: the event that is withdrawn, the suggestion that is declined, the coding, code or document that
    a note is on. `replaces` is the id of the event whose place this one takes.
    """

    id: str
    about: str | None
    coder: str
    recorded_at: datetime
    document: str | None
    code: str | None
    place: str | None
    start: Offset | None
    stop: Offset | None
    exact: str | None
    prefix: str | None
    suffix: str | None
    digest: str | None
    voice: Voice | None
    origin: str | None
    rule: str | None
    score: float | None
    memo: str | None
    replaces: str | None

    @property
    def kind(self) -> str:
        """Return ``code``, ``withdraw``, ``decline`` or ``note``."""
        return str(self.__struct_config__.tag)

    @property
    def anchor(self) -> Anchor | None:
        """Return where the passage was when the event was written; None where the event has no passage."""
        if self.start is None or self.stop is None or self.exact is None:
            return None
        return Anchor(Span(self.start, self.stop), self.exact, self.prefix or "", self.suffix or "", self.digest or "")


class Coding(Event, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False, tag="code"):
    """A passage was given a code."""

    def __repr__(self) -> str:
        return f"<Coding {self.code} on {self.document}[{self.start}:{self.stop}] by {self.coder}: {(self.exact or '')[:60]!r}>"


class Withdrawal(Event, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False, tag="withdraw"):
    """An earlier event (`about`) no longer holds."""


class Decline(Event, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False, tag="decline"):
    """A suggestion (`about`) was declined."""


class Note(Event, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False, tag="note"):
    """A memo on a coding, code or document (`about`), or the record of an undo or redo (`rule`)."""


AnyEvent = Coding | Withdrawal | Decline | Note
Step = tuple[Event, ...]
_EMPTY: Mapping[str, None] = dict.fromkeys(name for name in Event.__struct_fields__ if name not in ("id", "coder", "recorded_at"))


Scope = Literal["stated", "negated", "wished", "quoted", "interviewer"]
"""How the words that fired are meant: said by the respondent, denied, wished for, another's words, or the interviewer's."""


@dataclass(frozen=True, slots=True)
class Because:
    """One reason of a suggestion: the `words` that fired, where they stand, the `keyword` they fit and by which `rule`."""

    words: str
    at: Span
    keyword: str
    rule: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage that a rule proposes for a code. It is computed and never stored; `id` is a hash of what it says.

    `anchor` is the passage proposed, `at` the words in it that fired (`matched`), `keyword` the keyword of the codebook that they fit;
    `because` gives every reason, `scope` how the words are meant. `place` is where it may belong; it makes no other suggestion of it.
    """

    id: str
    document: str
    code: str
    place: str | None = field(compare=False)
    anchor: Anchor
    rule: str
    matched: str
    score: float
    keyword: str = ""
    at: Span = Span(0, 0)  # noqa: RUF009 - a frozen value
    scope: Scope = "stated"
    because: tuple[Because, ...] = ()


def event(kind: type[Event], *, coder: str, at: datetime, **fields: Any) -> Any:
    """Return a new event of a kind with a fresh random id (UUID 4); fields not given are None."""
    return kind(id=str(uuid.uuid4()), coder=coder, recorded_at=at, **{**_EMPTY, **fields})


def passage(anchor: Anchor) -> dict[str, Any]:
    """Return the fields of an event that say where its passage is."""
    return {
        "start": anchor.span.start,
        "stop": anchor.span.stop,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "digest": anchor.digest,
    }


def again(old: Event, *, at: datetime, **changes: Any) -> Any:
    """Return a copy of `old` with a fresh id that replaces it, with some fields changed."""
    fields = {name: getattr(old, name) for name in _EMPTY} | {"replaces": old.id} | changes
    return event(type(old), coder=old.coder, at=at, **fields)


def withdrawal(old: Event, *, at: datetime, memo: str | None = None) -> Any:
    """Return the event that withdraws `old`, by its own coder."""
    return event(Withdrawal, coder=old.coder, at=at, about=old.id, document=old.document, memo=memo)


def moment(after: Iterable[datetime] = ()) -> datetime:
    """Return the time now in UTC, and in any case a microsecond later than all of `after`."""
    latest = max(after, default=None)
    now = datetime.now(UTC)
    return now if latest is None or now > latest else latest + timedelta(microseconds=1)


def without_doubles(events: Iterable[Event]) -> list[Event]:
    """Return the events with doubled lines once; of two that share an id and differ, always the same one."""
    unique: dict[str, Event] = {}
    for one in events:
        known = unique.setdefault(one.id, one)
        if known is not one and known != one:
            unique[one.id] = min(known, one, key=msgspec.json.encode)
    return list(unique.values())


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return the events by time and id, without doubled lines."""
    return sorted(without_doubles(events), key=attrgetter("recorded_at", "id"))


def live(events: Iterable[Event]) -> list[Event]:
    """Return the events that hold: not withdrawn, and no withdrawals themselves. Doubled lines count once; the order stays."""
    events = without_doubles(events)
    withdrawn = {one.about for one in events if type(one) is Withdrawal}
    return [one for one in events if type(one) is not Withdrawal and one.id not in withdrawn]


def live_codings(events: Iterable[Event]) -> list[Coding]:
    """Return the codings that hold, by time."""
    return [one for one in in_order(live(events)) if isinstance(one, Coding)]


def steps(events: Iterable[Event], coder: str) -> list[Step]:
    """Return the actions of a coder by time; each is the events that were written together."""
    own = [one for one in in_order(events) if one.coder == coder]
    return [tuple(group) for _, group in groupby(own, key=lambda one: one.recorded_at)]


def step_id(step: Step) -> str:
    """Return the name of a step: the id of its first event that is not the record of an undo."""
    return min(one.id for one in step)


def reversal(step: Step) -> tuple[Literal["undo", "redo"], str] | None:
    """Return what a step reverses, as (``undo`` or ``redo``, name of the step); None for an ordinary action."""
    for one in step:
        if isinstance(one, Note) and one.rule in ("undo", "redo"):
            return one.rule, one.about or ""  # type: ignore[return-value]
    return None


def stacks(events: Iterable[Event], coder: str) -> tuple[list[Step], list[Step]]:
    """Return the steps of a coder that can be undone and those that can be redone, the next one last."""
    undoable: list[Step] = []
    redoable: list[Step] = []
    for step in steps(events, coder):
        if all(isinstance(one, Note) and one.rule == "pseudonymise" for one in step):
            continue  # says that lines were rewritten; it is no action of the coder
        back = reversal(step)
        if back is None:
            undoable.append(step)
            redoable.clear()
            continue
        source, target = (undoable, redoable) if back[0] == "undo" else (redoable, undoable)
        index = next((i for i, old in enumerate(source) if step_id(old) == back[1]), None)
        if index is not None:
            target.append(source.pop(index))
    return undoable, redoable


def undo_events(events: Sequence[Event], coder: str, direction: Literal["undo", "redo"], at: datetime) -> list[Event]:
    """Return the events that take back the coder's last step (or, with ``redo``, the last undo).

    Raises
    ------
    NotFound
        If there is nothing to undo or redo.
    """
    stack = stacks(events, coder)[0 if direction == "undo" else 1]
    if not stack:
        raise NotFound(f"there is nothing to {direction} for {coder}")
    step, known = stack[-1], _Known(events)
    reverse = known.undone if direction == "undo" else known.redone
    changes = [change for one in step for change in reverse(one, at)]
    return [*changes, event(Note, coder=coder, at=at, document=step[0].document, about=step_id(step), rule=direction)]


class _Known:
    """Events by id, and by the event they replace."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = {one.id: one for one in events}
        self._alive = {one.id for one in live(self._events.values())}
        self._heirs: dict[str | None, list[Event]] = {}
        for one in self._events.values():
            self._heirs.setdefault(one.replaces, []).append(one)

    def undone(self, one: Event, at: datetime) -> list[Event]:
        """Return what takes back `one`: a withdrawal, or a copy of what it withdrew."""
        if not isinstance(one, Withdrawal):
            return self._taken_back(one.id, at)
        old = self._events.get(one.about or "")
        return [again(old, at=at)] if old and self._standing(old) is None else []

    def redone(self, one: Event, at: datetime) -> list[Event]:
        """Return what does `one` again."""
        return self._taken_back(one.about or "", at) if isinstance(one, Withdrawal) else [again(one, at=at)]

    def _taken_back(self, wanted: str, at: datetime) -> list[Event]:
        original = self._events.get(wanted)
        current = self._standing(original) if original else None
        return [withdrawal(current, at=at)] if current else []

    def _standing(self, original: Event) -> Event | None:
        """Return the live event that stands for `original`: itself, or the copy that an undo or redo put back."""
        line = [original]
        for one in line:
            if one.id in self._alive:
                return one
            line.extend(heir for heir in self._heirs.get(one.id, ()) if _same(heir, original))
        return None


def _same(one: Event, other: Event) -> bool:
    """Return whether two events say the same, but for id, time and what they replace."""
    return type(one) is type(other) and all(getattr(one, name) == getattr(other, name) for name in _EMPTY if name != "replaces")

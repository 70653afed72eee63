import itertools
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placemeaning.errors import NotFound
from placemeaning.ledger import merge
from placemeaning.model.anchor import Anchor
from placemeaning.model.coding import (
    AnyEvent,
    Coding,
    Decline,
    Event,
    Note,
    again,
    event,
    in_order,
    live,
    live_codings,
    moment,
    passage,
    stacks,
    steps,
    undo_events,
    withdrawal,
)
from placemeaning.model.text import Span

START = datetime(2026, 1, 1, tzinfo=UTC)
ANCHOR = Anchor(Span(3, 9), "kanaal", "het ", " is", "d1gest")
FIELDS = [
    "kind", "id", "about", "coder", "recorded_at", "document", "code", "place", "start", "stop", "exact", "prefix", "suffix", "digest", "voice",
    "origin", "rule", "score", "memo", "replaces",
]  # fmt: skip


def at(second):
    return START + timedelta(seconds=second)


def coding(second, code="relaxation", coder="anna", **fields):
    return event(Coding, coder=coder, at=at(second), document="k", code=code, **passage(ANCHOR), **fields)


def said(events):
    """Return the live codings as (code, memo), sorted: what holds, without ids and times."""
    return sorted((one.code, one.memo or "") for one in live_codings(events))


def test_a_line_carries_every_field_in_the_order_of_the_design():
    line = msgspec.json.decode(msgspec.json.encode(coding(0)))
    assert list(line) == FIELDS
    assert (line["kind"], line["start"], line["recorded_at"], line["memo"]) == ("code", 3, "2026-01-01T00:00:00Z", None)
    assert [event(kind, coder="a", at=START).kind for kind in (Coding, Decline, Note)] == ["code", "decline", "note"]


def test_an_event_knows_its_passage():
    assert coding(0).anchor == ANCHOR
    assert event(Note, coder="a", at=START).anchor is None
    bare = event(Coding, coder="a", at=START, start=1, stop=2, exact="x").anchor
    assert bare == Anchor(Span(1, 2), "x", "", "", "")
    assert repr(coding(0)) == "<Coding relaxation on k[3:9] by anna: 'kanaal'>"
    assert "Coding None on None" in repr(event(Coding, coder="a", at=START))


def test_live_is_what_was_decided_minus_what_was_withdrawn():
    first, second = coding(0), coding(1, "friendship")
    gone = withdrawal(first, at=at(2), memo="toch niet")
    assert live([gone, first, second]) == [second]
    assert live_codings([first, event(Note, coder="anna", at=at(3), about=first.id)]) == [first]


def test_time_never_stands_still():
    late = datetime(2999, 1, 1, tzinfo=UTC)
    assert moment([START, late]) == late + timedelta(microseconds=1)
    assert START < moment() <= datetime.now(UTC)


def test_doubled_lines_count_once_and_of_two_that_differ_always_the_same_one():
    first = coding(0)
    other = msgspec.structs.replace(first, memo="anders")
    assert in_order([first, first]) == [first]
    assert in_order([first, other]) == in_order([other, first])


def _history(choices):
    """Play random actions of a coder and return all events."""
    events = []
    for number, choice in enumerate(choices):
        when = at(number)
        standing = live_codings(events)
        if choice == "code" or (choice in ("withdraw", "recode") and not standing):
            events.append(coding(number, memo=str(number)))
        elif choice == "withdraw":
            events.append(withdrawal(standing[number % len(standing)], at=when))
        elif choice == "recode":
            old = standing[number % len(standing)]
            events += [again(old, at=when, code=f"code-{number}"), withdrawal(old, at=when)]
        else:
            with suppress(NotFound):
                events += undo_events(events, "anna", choice, when)
    return events


ACTIONS = st.lists(st.sampled_from(["code", "withdraw", "recode", "undo", "redo"]), max_size=25)


@given(ACTIONS, ACTIONS, st.randoms(use_true_random=False))
def test_ledgers_merged_in_any_order_with_doubled_lines_give_the_same_live_codings(mine, theirs, random):
    one, other = _history(mine), _history(theirs)
    lines = [*one, *other, *one]
    random.shuffle(lines)
    assert live_codings(lines) == live_codings(merge(other, one))
    assert merge(one, other) == merge(other, one, one)


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(["code", "withdraw", "recode"]), min_size=1, max_size=12),
    st.lists(st.sampled_from(["undo", "redo"]), max_size=30),
)
def test_undo_and_redo_walk_along_the_states_that_were(actions, walk):
    """The oracle is a plain list of the states after each action, with a pointer into it."""
    events, states = [], [said([])]
    for number in range(1, len(actions) + 1):
        events = _extended(events, actions[number - 1], number)
        states.append(said(events))
    position = len(actions)
    for step, direction in enumerate(walk):
        wanted = position - 1 if direction == "undo" else position + 1
        if not 0 <= wanted < len(states):
            with pytest.raises(NotFound, match=f"there is nothing to {direction} for anna"):
                undo_events(events, "anna", direction, at(1000 + step))
            continue
        events = [*events, *undo_events(events, "anna", direction, at(1000 + step))]
        position = wanted
        assert said(events) == states[position]
        assert [len(stack) for stack in stacks(events, "anna")] == [position, len(actions) - position]


def _extended(events, action, number):
    standing = live_codings(events)
    if action == "code" or not standing:
        return [*events, coding(number, memo=str(number))]
    old = standing[number % len(standing)]
    if action == "withdraw":
        return [*events, withdrawal(old, at=at(number))]
    return [*events, again(old, at=at(number), code=f"code-{number}"), withdrawal(old, at=at(number))]


def test_a_new_action_ends_redoing():
    events = [coding(0)]
    events += undo_events(events, "anna", "undo", at(1))
    events.append(coding(2, "friendship"))
    with pytest.raises(NotFound, match="nothing to redo"):
        undo_events(events, "anna", "redo", at(3))


def test_a_decline_and_a_note_can_be_undone_and_redone():
    for kind in (Decline, Note):
        events = [event(kind, coder="anna", at=at(0), about="x", document="k", memo="m")]
        events += undo_events(events, "anna", "undo", at(1))
        assert not any(isinstance(one, kind) and one.about == "x" for one in live(events))
        events += undo_events(events, "anna", "redo", at(2))
        assert [one.memo for one in live(events) if isinstance(one, kind) and one.about == "x"] == ["m"]


def test_undo_takes_only_what_the_coder_did():
    events = [coding(0), coding(1, "friendship", coder="bert")]
    assert [one.about for one in undo_events(events, "anna", "undo", at(2))][0] == events[0].id
    assert len(steps(events, "anna")) == 1


def test_undoing_what_another_machine_withdrew_meanwhile_changes_nothing_more():
    first = coding(0)
    events = [first, coding(1, "friendship")]
    events.append(msgspec.structs.replace(withdrawal(events[1], at=at(2)), coder="anna-laptop"))
    done = undo_events(events, "anna", "undo", at(3))
    assert [one.kind for one in done] == ["note"]


def test_an_undo_whose_step_is_not_here_is_passed_over():
    events = [coding(0), event(Note, coder="anna", at=at(1), document="k", about="elsewhere", rule="undo")]
    assert [len(stack) for stack in stacks(events, "anna")] == [1, 0]
    lost = [event_with_missing_target(0)]
    assert [one.kind for one in undo_events(lost, "anna", "undo", at(1))] == ["note"]
    lost += undo_events(lost, "anna", "undo", at(1))
    assert [one.kind for one in undo_events(lost, "anna", "redo", at(2))] == ["note"]


def event_with_missing_target(second):
    return msgspec.structs.replace(withdrawal(coding(second), at=at(second)), about="not here")


def test_undoing_a_withdrawal_of_what_stands_again_adds_nothing():
    first = coding(0)
    gone = withdrawal(first, at=at(1))
    back = again(first, at=at(2))
    assert [one.kind for one in undo_events([first, gone], "anna", "undo", at(3))] == ["code", "note"]
    step = [one for one in undo_events([first, back, gone], "anna", "undo", at(3)) if one.kind != "note"]
    assert [one.about for one in step] == [back.id]


def test_union_by_hand():
    first, second = coding(0), coding(1)
    gone = withdrawal(first, at=at(2))
    for order in itertools.permutations([first, second, gone, gone]):
        assert live_codings(order) == [second]


def test_lines_decode_into_the_four_kinds():
    decoder = msgspec.json.Decoder(AnyEvent)
    for one in (coding(0), withdrawal(coding(0), at=at(1)), event(Decline, coder="a", at=START), event(Note, coder="a", at=START)):
        back = decoder.decode(msgspec.json.encode(one))
        assert back == one
        assert isinstance(back, Event)

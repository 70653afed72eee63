"""Collecting: what can be trusted goes to data/coded, the rest is listed with the reason. Doing it again changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import pandas as pd

from placemeaning.classroom.judging import Judged, judge
from placemeaning.classroom.parcels import open_parcels
from placemeaning.classroom.record import Record, records
from placemeaning.errors import ProjectError
from placemeaning.folder import Folder, write_whole
from placemeaning.model.coding import Event

Row = tuple[str, str, int, int, str, str]
COLUMNS = ("student", "outcome", "decisions", "left_out", "source", "reason")
OUTCOMES = ("collected", "partly", "nothing new", "nothing coded", "refused", "missing")
"""``collected`` whole; ``partly``; all of it was there already; an untouched folder; not trusted at all; nothing came."""


class Collected(pd.DataFrame):
    """What came back, one row a submission, and one for each student of whom nothing came. Made by `Project.collect`.

    Columns ``student, outcome, decisions, left_out, source, reason``: ``decisions`` is how many were added to the study.
    """

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def summary(self) -> str:
        """Return how many submissions had which outcome, in one line."""
        counts = [f"{number} {name}" for name in OUTCOMES if (number := int((self["outcome"] == name).sum()))]
        return f"{', '.join(counts) or 'nothing was found'}; {int(self['decisions'].sum())} decisions added"


def collect(folder: Folder, path: Path) -> Collected:
    """Bring in what students handed in (see `Project.collect`)."""
    if not path.exists():
        raise ProjectError(f"{path}: there is no such folder or zip. Save what the students handed in there.")
    handed_out = records(folder)
    if not handed_out:
        raise ProjectError("nothing was handed out from this study: there is no record in data/handouts, so nothing can be checked")
    opened = open_parcels(path.resolve())
    known = {student: list(folder.events(student.__eq__)) for record in handed_out for student in record.students}
    texts, places = folder.readable_documents()[0], folder.places()
    judged = [judge(one, handed_out, texts, places, known) for one in opened.parcels]
    _refuse_strangers(judged, known, handed_out)
    rows: list[Row] = [("", "refused", 0, 0, source, why) for source, why in opened.refused]
    for one in sorted(judged, key=lambda each: (each.student, bool(each.refused), -len(each.events), each.source)):
        rows.append(_bring_in(folder, one, judged, known))
    rows += _missing(handed_out, judged, known)
    rows.sort(key=_by_student)
    return Collected(rows, columns=list(COLUMNS))


def _refuse_strangers(judged: Sequence[Judged], known: Mapping[str, Sequence[Event]], handed_out: Sequence[Record]) -> None:
    """Refuse submissions under one name that have no decision in common: at most one of them can be that student's."""
    for record in handed_out:
        for student in record.students:
            documents = record.students[student].documents
            mine = [one for one in judged if (one.handout, one.student) == (record.handout, student) and one.events and not one.refused]
            before = {one.id for one in known[student] if one.document in documents}
            groups = _in_common([{event.id for event in one.events} for one in mine], before)
            if before:
                for one, group in zip(mine, groups, strict=True):
                    if group:
                        one.refused = f"it has no decision in common with what was collected of {student} before: is it theirs?"
            elif len(set(groups)) > 1:
                names = ", ".join(one.source for one in mine)
                for one in mine:
                    one.refused = (
                        f"submissions of {student} that have no decision in common ({names}): which one is theirs? Remove the others"
                    )


def _in_common(sets: Sequence[set[str]], before: set[str]) -> list[int]:
    """Return the number of the group of each set: sets that hang together by common members; 0 is the group of `before`."""
    groups = [0] * len(sets)
    reached = set(before)
    left, number = list(range(len(sets))), 0
    while left:
        joined = [i for i in left if sets[i] & reached]
        if not joined:
            number += 1
            reached = set(sets[left[0]])
            joined = [left[0]]
        for i in joined:
            groups[i] = number
            reached |= sets[i]
            left.remove(i)
    return groups


def _bring_in(folder: Folder, one: Judged, judged: Sequence[Judged], known: dict[str, list[Event]]) -> Row:
    """Add what is new of a submission, and return its row."""
    reasons = one.reasons
    if one.refused:
        return one.student, "refused", 0, 0, one.source, one.refused
    there = {event.id: event for event in known[one.student]}
    other = [event.id for event in one.events if event.id in there and there[event.id] != event]
    if other:
        reasons.append(f"{len(other)} decisions left out: under their ids the study has other ones")
    new = [event for event in one.events if event.id not in there]
    for name in dict.fromkeys(event.document or "_notes" for event in new):
        group = [event for event in new if (event.document or "_notes") == name]
        folder.append(one.student, name, lambda events, group=group: _not_yet(events, group))  # type: ignore[misc]
    known[one.student] += new
    _add_shown(folder, one)
    left = sum(one.left_out.values()) + len(other)
    if not new and one.events and not left:
        return one.student, "nothing new", 0, 0, one.source, "; ".join([_why_old(one, judged), *reasons])
    outcome = "partly" if left or any("left out" in reason for reason in reasons) else "collected" if new else "nothing coded"
    return one.student, outcome, len(new), left, one.source, "; ".join(reasons)


def _not_yet(events: Sequence[Event], group: Sequence[Event]) -> list[Event]:
    there = {one.id for one in events}
    return [one for one in group if one.id not in there]


def _why_old(one: Judged, judged: Sequence[Judged]) -> str:
    """Return why a submission brings nothing new: the same as another, an older version of it, or collected before."""
    mine = {event.id for event in one.events}
    for other in judged:
        theirs = {event.id for event in other.events}
        if other is not one and other.student == one.student and not other.refused and mine <= theirs:
            return f"{'the same as' if mine == theirs else 'an older version of'} {other.source}"
    return "collected before"


def _add_shown(folder: Folder, one: Judged) -> None:
    """Add the lines on what was shown that are not there yet."""
    path = folder.root / "data/shown" / f"{one.student}.jsonl"
    before = path.read_text("utf-8").splitlines() if path.exists() else []
    new = [line for line in dict.fromkeys(one.shown) if line not in before]
    if new:
        write_whole(path, "".join(f"{line}\n" for line in [*before, *new]).encode("utf-8"))


def shown_documents(folder: Folder, student: str) -> set[str]:
    """Return the documents that a student opened in the coder, as far as that was recorded."""
    path = folder.root / "data/shown" / f"{student}.jsonl"
    lines = path.read_bytes().splitlines() if path.exists() else []
    return {str(msgspec.json.decode(line)["document"]) for line in lines if line.strip()}


def _by_student(row: Row) -> tuple[bool, str, str]:
    student, _, _, _, source, _ = row
    return not student, student, source


def _missing(handed_out: Sequence[Record], judged: Sequence[Judged], known: Mapping[str, Sequence[Event]]) -> list[Row]:
    """Return a row for each student of a handout that came back, of whom nothing came now or before."""
    here = {one.handout for one in judged if one.handout}
    came = {one.student for one in judged}
    gone = [student for record in handed_out if record.handout in here for student in record.students]
    left = [one for one in dict.fromkeys(gone) if one not in came and not known[one]]
    return [(one, "missing", 0, 0, "", "nothing was handed in under this name") for one in left]

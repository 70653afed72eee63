"""Students' codings beside a key and beside each other: found, missed, extra, and where spans differ. Pure functions over frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from placemeaning.analysis.tidy import CERTAIN
from placemeaning.model.document import Document
from placemeaning.model.text import Span
from placemeaning.suggesting.lexicon import sentences

PASSAGE_COLUMNS = (
    "student", "document", "turn", "code", "outcome", "start", "stop", "quote", "key_start", "key_stop", "key_quote", "starts_later", "stops_later",
    "overlap", "instead", "so_too", "others",
)  # fmt: skip
"""Of the frame of passages. ``starts_later`` and ``stops_later`` are code points, student minus key; ``overlap`` is what both cover by what
either covers. ``instead`` are the other codes that the student gave to words of a missed passage (or the key to those of an extra one);
``so_too`` is how many of the ``others`` who read the document decided the same."""

Read = Mapping[str, frozenset[str]]


def passages(codings: pd.DataFrame, key: str, students: Sequence[str], read: Read, texts: Mapping[str, Document]) -> pd.DataFrame:
    """Return one row a passage of the key (``found`` or ``missed``) and one a passage of the student that is ``extra``, for each student.

    A passage of the key is found where the student gave its code to any of its words; a student's passage is extra where no word of it has its
    code in the key.

    Parameters
    ----------
    codings
        The tidy frame, one row a coding. It is not changed; codings whose position is not certain do not count.
    read
        The documents that each coder has read. Only documents that the key has read count.
    """
    counted = codings[codings["coder"].isin([key, *students]) & codings["status"].isin(CERTAIN) & codings["document"].isin(read[key])]
    counted = counted.drop_duplicates(["coder", "document", "code", "start", "stop"])
    rows: list[tuple[Any, ...]] = []
    for document, here in counted.groupby("document", observed=True, sort=True):
        readers = [one for one in students if document in read[one]]
        for code, group in here.groupby("code", observed=True, sort=True):
            rows += _of_code(str(document), str(code), _Group(group, key, readers), _Group(here, key, readers), texts.get(str(document)))
    frame = pd.DataFrame(rows, columns=list(PASSAGE_COLUMNS)).astype(dict.fromkeys(_WHOLE, "Int64") | {"overlap": "Float64"})
    order = {one: number for number, one in enumerate(students)}
    frame["_"] = frame["student"].map(order)
    frame["at"] = frame["start"].fillna(frame["key_start"])
    return frame.sort_values(["_", "document", "at", "code"], kind="stable").drop(columns=["_", "at"]).reset_index(drop=True)


_WHOLE = ("turn", "start", "stop", "key_start", "key_stop", "starts_later", "stops_later", "so_too", "others")


class _Group:
    """Codings as arrays, with who touches whose words."""

    def __init__(self, group: pd.DataFrame, key: str, readers: Sequence[str]) -> None:
        group = group.sort_values(["start", "stop"], kind="stable")
        self.key, self.readers = key, readers
        self.coder = group["coder"].to_numpy(object)
        self.code = group["code"].astype(object).to_numpy(object)
        self.start, self.stop = (group[name].to_numpy("int64") for name in ("start", "stop"))
        self.quote = group["quote"].to_numpy(object)

    def of(self, coder: str) -> list[int]:
        """Return the numbers of the codings of one coder."""
        return [int(i) for i in np.flatnonzero(self.coder == coder)]

    def touching(self, start: int, stop: int) -> list[int]:
        """Return the numbers of the codings that share a character with a span."""
        return [int(i) for i in np.flatnonzero((self.start < stop) & (self.stop > start))]

    def overlap(self, i: int, j: int) -> float:
        """Return what two codings that touch both cover, by what either covers (0 to 1)."""
        both = min(self.stop[i], self.stop[j]) - max(self.start[i], self.start[j])
        return float(both / (max(self.stop[i], self.stop[j]) - min(self.start[i], self.start[j])))


def _of_code(document: str, code: str, group: _Group, all_codes: _Group, text: Document | None) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of one code in one document."""
    for i in group.of(group.key):
        near = group.touching(group.start[i], group.stop[i])
        finders = {group.coder[j] for j in near} & set(group.readers)
        for student in group.readers:
            others = len(group.readers) - 1
            if student not in finders:
                instead = _instead(all_codes, group.start[i], group.stop[i], student, code)
                yield _row(student, document, code, "missed", None, i, group, text, instead, others - len(finders), others)
                continue
            best = max((j for j in near if group.coder[j] == student), key=lambda j: (group.overlap(i, j), -int(group.start[j])))
            yield _row(student, document, code, "found", best, i, group, text, "", len(finders) - 1, others)
    for student in group.readers:
        for j in group.of(student):
            near = group.touching(group.start[j], group.stop[j])
            if all(group.coder[k] != group.key for k in near):
                same = {group.coder[k] for k in near} & set(group.readers) - {student}
                instead = _instead(all_codes, group.start[j], group.stop[j], group.key, code)
                yield _row(student, document, code, "extra", j, None, group, text, instead, len(same), len(group.readers) - 1)


def _instead(here: _Group, start: int, stop: int, coder: str, code: str) -> str:
    """Return the other codes that a coder gave to words of a span."""
    return ", ".join(dict.fromkeys(here.code[j] for j in here.touching(start, stop) if here.coder[j] == coder and here.code[j] != code))


def _row(
    student: str, document: str, code: str, outcome: str, mine: int | None, keys: int | None, group: _Group, text: Document | None, instead: str,
    so_too: int, others: int,
) -> tuple[Any, ...]:  # fmt: skip
    own: tuple[Any, Any, str] = (None, None, "") if mine is None else (int(group.start[mine]), int(group.stop[mine]), group.quote[mine])
    theirs: tuple[Any, Any, str] = (None, None, "") if keys is None else (int(group.start[keys]), int(group.stop[keys]), group.quote[keys])
    differ: tuple[Any, Any, Any] = (None, None, None)
    if mine is not None and keys is not None:
        differ = (own[0] - theirs[0], own[1] - theirs[1], group.overlap(mine, keys))
    at = own[0] if own[0] is not None else theirs[0]
    turn = text.turn_range(Span(at, at + 1))[0] if text and at is not None else None
    return student, document, turn, code, outcome, *own, *theirs, *differ, instead, so_too, others


def counted(found: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return one row a group: ``key, found, missed, extra, share, starts_apart, stops_apart, overlap``.

    ``key`` is how many passages the key has there and ``share`` how many of them were found (0 to 1); distances are medians in code points,
    without their sign, and ``overlap`` the mean, over what was found.
    """
    is_ = {name: found["outcome"] == name for name in ("found", "missed", "extra")}
    made = found[list(by)].assign(
        key=is_["found"] | is_["missed"], **is_, starts_apart=found["starts_later"].abs(), stops_apart=found["stops_later"].abs(),
        overlap=found["overlap"],
    )  # fmt: skip
    groups = made.groupby(list(by), observed=True, sort=False)
    frame = groups[["key", "found", "missed", "extra"]].sum().astype("int64")
    frame["share"] = (frame["found"] / frame["key"].where(frame["key"] > 0)).astype("Float64")
    frame[["starts_apart", "stops_apart"]] = groups[["starts_apart", "stops_apart"]].median().astype("Float64")
    frame["overlap"] = groups["overlap"].mean().astype("Float64")
    return frame.reset_index()


def heat(codings: pd.DataFrame, students: Sequence[str], read: Read, texts: Mapping[str, Document], codes: Sequence[str]) -> pd.DataFrame:
    """Return one row a sentence of each transcript that a student read: how many students coded it, and with what.

    Returns
    -------
    pandas.DataFrame
        ``document, turn, speaker, start, stop, text, readers, anyone``, then one column a code. A student who coded any character of a sentence
        counts there once.
    """
    there = codings[codings["coder"].isin(students) & codings["status"].isin(CERTAIN)]
    rows = []
    for name, document in texts.items():
        readers = sum(name in read[one] for one in students)
        if readers:
            rows += [(name, *row, readers, *numbers) for row, numbers in _sentences(document, there[there["document"] == name], codes)]
    columns = ["document", "turn", "speaker", "start", "stop", "text", "readers", "anyone", *codes]
    return pd.DataFrame(rows, columns=columns)


def _sentences(document: Document, mine: pd.DataFrame, codes: Sequence[str]) -> Iterator[tuple[tuple[Any, ...], list[int]]]:
    start, stop = (mine[name].to_numpy("int64") for name in ("start", "stop"))
    coder, code = mine["coder"].to_numpy(object), mine["code"].astype(object).to_numpy(object)
    for number, turn in enumerate(document.turns):
        for span in sentences(document.text, turn.span):
            near = (start < span.stop) & (stop > span.start)
            numbers = [len(set(coder[near])), *(len(set(coder[near & (code == one)])) for one in codes)]
            yield (number, turn.speaker or "", span.start, span.stop, span.of(document.text)), numbers

"""Checking a study: everything that is wrong or not certain, one row each, with what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from placemeaning import ledger
from placemeaning.analysis.tidy import locate_codings
from placemeaning.errors import PlacemeaningError
from placemeaning.folder import Folder
from placemeaning.model.anchor import Located
from placemeaning.model.coding import Coding, Event, live_codings
from placemeaning.model.document import Document

COLUMNS = ("problem", "where", "document", "coder", "coding", "old_words", "new_words", "what_to_do")

Row = dict[str, Any]


class Findings(pd.DataFrame):
    """What a check found: one row a finding, with the columns of `COLUMNS`; no rows when all is well."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def summary(self) -> str:
        """Return one line: ``nothing to check`` or ``3 to check: 2 moved, 1 unsure``."""
        if not len(self):
            return "nothing to check"
        counts = self["problem"].value_counts(sort=False)
        return f"{len(self)} to check: " + ", ".join(f"{count} {name}" for name, count in counts.items())


def check(folder: Folder) -> Findings:
    """Return everything in a study that is wrong or not certain. Nothing is raised and nothing is changed."""
    documents, unreadable = folder.readable_documents()
    rows = [_row("cannot be read", where=message, document=name, what_to_do=message) for name, message in unreadable.items()]
    rows += _tables(folder)
    events, wrong = readable_events(folder)
    rows += wrong
    rows += [*_torn(folder), *_conflicts(folder)]
    rows += [row for document in documents.values() for row in _text(folder, document)]
    rows += _codings(folder, live_codings(events), documents, set(unreadable))
    rows += _unknown_names(folder, live_codings(events), documents)
    return Findings(rows, columns=list(COLUMNS))


def to_check(folder: Folder) -> int:
    """Return how many codings are not at an exact position, and how many files cannot be read."""
    documents, unreadable = folder.readable_documents()
    events, wrong = readable_events(folder)
    codings = [one for one in live_codings(events) if one.document not in unreadable]
    return sum(1 for _ in _in_doubt(codings, documents)) + len(unreadable) + len(wrong) + len(_tables(folder))


def _row(problem: str, **fields: Any) -> Row:
    return {name: fields.get(name, "") for name in COLUMNS} | {"problem": problem}


def _tables(folder: Folder) -> list[Row]:
    rows = []
    readers: tuple[tuple[Path, Callable[[], Any]], ...] = (
        (folder.codebook_file, folder.codebook),
        (folder.places_file, folder.places),
        (folder.people_file, folder.people),
    )
    for path, read in readers:
        try:
            read()
        except PlacemeaningError as problem:
            rows += [
                _row("cannot be read", where=_place_of(line, folder.name(path)), what_to_do=line) for line in str(problem).splitlines()
            ]
    return rows


def _place_of(message: str, fallback: str) -> str:
    """Return the ``file:line`` that a message begins with."""
    head = message.split(": ", 1)[0]
    return head if head.startswith(fallback) else fallback


def readable_events(folder: Folder) -> tuple[list[Event], list[Row]]:
    """Return the events of every ledger that can be read, and a row for each that cannot."""
    events: list[Event] = []
    rows = []
    for path in folder.ledger_files():
        try:
            events += folder.events_of(path)
        except PlacemeaningError as problem:
            where = _place_of(str(problem), ledger.name_of(path))
            rows.append(_row("cannot be read", where=where, document=path.stem, coder=path.parent.name, what_to_do=str(problem)))
    return events, rows


def _torn(folder: Folder) -> Iterator[Row]:
    for path in sorted(folder.coded.glob("*/*.torn")):
        yield _row(
            "cut last line", where=folder.name(path), document=path.name.removesuffix(".jsonl.torn"), coder=path.parent.name,
            old_words=path.read_bytes()[:200].decode("utf-8", "replace"),
            what_to_do="The program was stopped while it saved; this line was never shown as saved. Code the passage again if it is missing, then delete the file.",
        )  # fmt: skip


def _conflicts(folder: Folder) -> Iterator[Row]:
    for path in folder.conflict_copies():
        yield _row(
            "conflict copy", where=folder.name(path), coder=path.parent.name,
            what_to_do=f"A synchronised folder left a second copy of a coder's decisions. project.fold_in({folder.name(path)!r}) adds what is missing.",
        )  # fmt: skip


def _text(folder: Folder, document: Document) -> Iterator[Row]:
    where = folder.name(folder.text_file(document.id))
    if document.sha256 and document.sha256 != document.digest:
        yield _row(
            "text changed", where=where, document=document.id,
            what_to_do="The frozen text was edited. Look at its codings below, then project.accept_text("
            f"{document.id!r}) if the text is right, or restore the file.",
        )  # fmt: skip
    original = folder.raw / document.source if document.source else None
    recorded = document.other.get("original_sha256")
    if original and recorded and original.is_file() and hashlib.sha256(original.read_bytes()).hexdigest() != recorded:
        yield _row(
            "original changed", where=folder.name(original), document=document.id,
            what_to_do=f"Import it with replace=True to freeze the new text, or leave it: the frozen text of {document.id} is as it was.",
        )  # fmt: skip


_ADVICE = {
    "moved": "The same words were found elsewhere, and are used there. project.move(coding, quote, by=…) confirms or corrects it.",
    "edited": "The words have changed a little, and the new ones are used. project.move(coding, quote, by=…) confirms or corrects it.",
    "unsure": "Not used until somebody says which words are meant: project.move(coding, quote, by=…), or project.withdraw(coding, by=…).",
    "lost": "Not used: the words are gone. project.move(coding, quote, by=…) if they stand elsewhere, or project.withdraw(coding, by=…).",
}


def _codings(folder: Folder, codings: list[Coding], documents: dict[str, Document], unreadable: set[str]) -> Iterator[Row]:
    for coding, found in _in_doubt(codings, documents):
        if coding.document in unreadable:
            continue
        document = documents.get(coding.document or "")
        words = found.span.of(document.text) if found.span and document else ""
        yield _row(
            found.status, where=f"{folder.name(folder.text_file(coding.document or ''))}", document=coding.document, coder=coding.coder,
            coding=coding.id, old_words=coding.exact, new_words=words,
            what_to_do=_ADVICE[found.status] if document else f"There is no text of {coding.document}. Restore data/text/{coding.document}.txt.",
        )  # fmt: skip


def _in_doubt(codings: list[Coding], documents: dict[str, Document]) -> Iterator[tuple[Coding, Located]]:
    located = locate_codings(codings, documents)
    return ((one, located[one.id]) for one in codings if located[one.id].status != "exact")


def _unknown_names(folder: Folder, codings: list[Coding], documents: dict[str, Document]) -> Iterator[Row]:
    """Yield codes, places and people that are used and do not exist, once each."""
    used: list[tuple[str, str, Callable[[], Any], str]] = [("code", one.code or "", folder.codebook, one.document or "") for one in codings]
    used += [("place", one.place, folder.places, one.document or "") for one in codings if one.place]
    used += [("place", name, folder.places, one.id) for one in documents.values() for name in one.places]
    used += [("person", name, folder.people, one.id) for one in documents.values() for name in one.people]
    files = {"code": folder.codebook_file, "place": folder.places_file, "person": folder.people_file}
    seen = set()
    for what, name, known, document in used:
        if (what, name) in seen:
            continue
        seen.add((what, name))
        try:
            missing = name not in known()
        except PlacemeaningError:
            continue
        if missing:
            yield _row(
                f"unknown {what}", where=folder.name(files[what]), document=document,
                what_to_do=f"{what} {name!r} is used (first in {document}) and does not stand in {folder.name(files[what])}. Add it there, or correct it.",
            )  # fmt: skip

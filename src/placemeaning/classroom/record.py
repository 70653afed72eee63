"""What was handed out, written down twice: the lecturer's record in ``data/handouts``, and the manifest in each student's folder.

Only the record is trusted when work comes back; the manifest says which record that is.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import msgspec

from placemeaning import __version__
from placemeaning.classroom.plan import Plan, Share
from placemeaning.errors import NotFound, ProjectError, did_you_mean
from placemeaning.folder import Folder, write_whole
from placemeaning.model import text
from placemeaning.model.codebook import Code, Codebook

FORMAT = 1
MANIFEST = "handout.json"


class Given(msgspec.Struct, frozen=True):
    """What one student (or pair) was given: documents, whether with suggestions, and the digest of the codebook file."""

    documents: tuple[str, ...]
    suggestions: bool
    codebook: str = ""
    members: tuple[str, ...] = ()


class Record(msgspec.Struct, frozen=True):
    """A handout as the lecturer's study remembers it.

    `documents` holds the digest of each text and `codes` the digest of each code, as they were handed out; `codebooks` the digests of
    the file with and without keywords.
    """

    handout: str
    made_at: datetime
    language: str
    per_passage: int
    seed: int
    split: str
    documents: dict[str, str]
    codes: dict[str, str]
    codebooks: tuple[str, ...]
    students: dict[str, Given]
    placemeaning: str
    format: int = FORMAT


class Manifest(msgspec.Struct, frozen=True):
    """What a student's folder says of itself. In a folder that all students share (nbgrader), `student` is empty."""

    handout: str
    student: str
    documents: dict[str, str]
    suggestions: bool
    codebook: str
    language: str
    notebook: str
    placemeaning: str
    members: tuple[str, ...] = ()
    format: int = FORMAT


def make_record(plan: Plan, digests: Mapping[str, str], book: Codebook, books: Mapping[bool, str], *, split: str, language: str) -> Record:
    """Return the record of a plan.

    Parameters
    ----------
    digests
        Of the documents' texts, by id.
    books
        The codebook files as handed out, with (True) and without (False) keywords.
    """
    now = datetime.now(UTC)
    return Record(
        handout=f"{now:%Y-%m-%d}-{secrets.token_hex(4)}", made_at=now, language=language, per_passage=plan.per_passage, seed=plan.seed,
        split=split, documents={name: digests[name] for name in plan.words}, codes={code.id: code_digest(code) for code in book},
        codebooks=tuple(text.digest(one) for one in books.values()),
        students={one.student: _given(one, books) for one in plan.shares}, placemeaning=__version__,
    )  # fmt: skip


def _given(share: Share, books: Mapping[bool, str]) -> Given:
    return Given(share.documents, share.suggestions, text.digest(books[share.suggestions]), share.members)


def manifest_of(record: Record, student: str, notebook: str) -> Manifest:
    """Return the manifest for one student; for ``""``, the one of a folder that all share."""
    given = record.students[student] if student else Given(tuple(record.documents), True)
    documents = {name: record.documents[name] for name in given.documents}
    return Manifest(
        record.handout, student, documents, given.suggestions, given.codebook, record.language, notebook, record.placemeaning, given.members
    )


def code_digest(code: Code) -> str:
    """Return the digest of what a code means; keywords and colour do not count."""
    meaning = [code.id, dict(sorted(code.label.items())), code.parent, code.definition, code.include, code.exclude, code.codable]
    return text.digest(json.dumps(meaning, ensure_ascii=False))


def encode(value: Record | Manifest) -> bytes:
    """Return a record or manifest as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def write_record(folder: Folder, record: Record) -> str:
    """Write a record into the study and return its name there."""
    path = folder.root / "data/handouts" / f"{record.handout}.json"
    write_whole(path, encode(record))
    return folder.name(path)


def records(folder: Folder) -> list[Record]:
    """Return all handouts of a study, the oldest first.

    Raises
    ------
    ProjectError
        If a record cannot be read; with its file.
    """
    found = []
    for path in sorted((folder.root / "data/handouts").glob("*.json")):
        try:
            found.append(msgspec.json.decode(path.read_bytes(), type=Record))
        except (msgspec.MsgspecError, UnicodeDecodeError) as problem:
            raise ProjectError(f"{folder.name(path)}: this record of a handout cannot be read: {problem}. Restore the file.") from None
    return sorted(found, key=lambda one: one.made_at)


def chosen_records(folder: Folder, handout: str | None) -> list[Record]:
    """Return the handout asked for, or all; NotFound where there is none."""
    found = {one.handout: one for one in records(folder)}
    if handout is None:
        return list(found.values())
    if handout not in found:
        raise NotFound(f"there is no handout {handout!r} in data/handouts.{did_you_mean(handout, found)}")
    return [found[handout]]


def all_given(found: list[Record]) -> Iterator[tuple[str, Given, Record]]:
    """Yield each student with what was given, of the latest handout last."""
    for record in found:
        for student, given in record.students.items():
            yield student, given, record

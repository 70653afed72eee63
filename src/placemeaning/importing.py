"""Bringing files in: originals to ``data/raw``, frozen texts to ``data/text``, and a report of what happened."""

from __future__ import annotations

import codecs
import csv
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from placemeaning.errors import IntakeError, PlacemeaningError, QuoteNotFound, check_choice
from placemeaning.folder import Folder, write_whole
from placemeaning.intake import formats
from placemeaning.intake.about import header_says, near_places, place_id, settle, unknown_people, unknown_places
from placemeaning.intake.cards import as_card
from placemeaning.intake.freeze import freeze, slug, told
from placemeaning.intake.links import as_text, check_file
from placemeaning.intake.naming import NamePattern
from placemeaning.intake.raw import Raw
from placemeaning.intake.respondents import as_csv, delimiter_of, merged
from placemeaning.intake.sections import is_note
from placemeaning.intake.surveys import read_survey
from placemeaning.intake.table import read_about, read_csv
from placemeaning.model.document import ROLES, Document, Speaker, is_id
from placemeaning.output.files import replacing, sweep

ABOUT_TABLES = ("documents.csv", "documents.xlsx")
COLUMNS = ("file", "document", "kind", "turns", "speakers", "warnings", "outcome")
Who = str | Speaker | Mapping[str, str]
OUTCOMES = ("imported", "unchanged", "changed", "replaced", "failed")


@dataclass(frozen=True, slots=True)
class About:
    """What is said about the files of one import; None means: see the table beside them, or the file itself."""

    id: str | None = None
    kind: str | None = None
    title: str | None = None
    places: Sequence[str] | None = None
    people: Sequence[str] | None = None
    date: str | None = None
    language: str | None = None
    interviewer: str | None = None
    speakers: Mapping[str, Who | None] | None = None
    columns: Mapping[str, str] | None = None
    hide: Callable[[Document], tuple[Document, list[str]]] | None = None
    conflicts: tuple[str, ...] = ()
    said_by: Mapping[str, str] = field(default_factory=dict)


class Report(pd.DataFrame):
    """What an import did: one row a file (of a survey, a row an answer), with the columns of `COLUMNS`.

    It prints as a table with a line that sums up.
    """

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def summary(self) -> str:
        """Return one line: ``47 files: 46 imported, 1 failed``."""
        counts = self["outcome"].value_counts()
        parts = [f"{counts[name]} {name}" for name in OUTCOMES if name in counts]
        files = self["file"].nunique()
        many = f", {len(self)} documents" if len(self) > files else ""
        absent = f"; {self.attrs['absent']}" if self.attrs.get("absent") else ""
        return f"{files} file{'' if files == 1 else 's'}{many}: {', '.join(parts) or 'nothing to import'}{absent}"


def import_files(
    folder: Folder,
    paths: Iterable[Path],
    about: About,
    *,
    name_pattern: str | None = None,
    replace_changed: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> Report:
    """Import files one by one (see `Project.import_files`); a file that fails leaves everything as it was."""
    files = list(_files(paths))
    if about.id is not None and len(files) != 1:
        raise ValueError(f"id={about.id!r} names one document, but there are {len(files)} files")
    if about.id is not None and not is_id(about.id):
        raise ValueError(f"id={about.id!r} is not one: use letters, digits, '-' and '.'")
    for place in (folder.raw, folder.text):
        sweep(place)
    pattern = NamePattern(name_pattern, folder.places(), folder.people()) if name_pattern else None
    tables = {parent: _table_in(parent) for parent in {file.parent for file in files}}
    rows = []
    for number, file in enumerate(files, 1):
        if progress:
            progress(number, len(files), file.name)
        rows += _import_file(folder, file, _known(folder, file, about, tables[file.parent], pattern), replace_changed)
    report = Report(rows, columns=list(COLUMNS))
    report.attrs["absent"] = "; ".join(filter(None, (_absent(parent, *table) for parent, table in tables.items())))
    return report


def _absent(parent: Path, name: str, rows: Mapping[str, Mapping[str, Any]]) -> str:
    """Return a sentence about the rows of a table beside files that name a file which is not there."""
    missing = [file for file in rows if not os.path.lexists(parent / file)]
    return f"{name} has rows for files that are not there: {', '.join(missing)}" if missing else ""


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                file
                for file in path.iterdir()
                if (file.is_symlink() or not file.is_dir()) and file.name not in ABOUT_TABLES and not file.name.startswith((".", "~$"))
            )
        else:
            yield path


def _table_in(parent: Path) -> tuple[str, Mapping[str, Mapping[str, Any]]]:
    """Return the table that lies beside files, by file name, and what it is called."""
    name = next((one for one in ABOUT_TABLES if os.path.lexists(parent / one)), "")
    if name:
        check_file(parent / name, parent)
    return name, read_about(parent / name) if name else {}


_SETTLED = ("id", "kind", "title", "places", "people", "date", "language", "interviewer")


def _known(
    folder: Folder, file: Path, about: About, table: tuple[str, Mapping[str, Mapping[str, Any]]], pattern: NamePattern | None
) -> About:
    """Take what is given by hand first, then the row of the table, then what the file's name says."""
    called, rows = table
    named = pattern.read(file.stem) if pattern else {}
    odd = (f"the name does not fit the pattern {pattern.pattern!r}",) if pattern and named is None else ()
    row = {name: value for name, value in rows.get(file.name, {}).items() if name in _SETTLED}
    by_hand = {name: getattr(about, name) for name in _SETTLED}
    sources = (("by hand", by_hand), (f"{called} says", row), ("the file's name says", named or {}))
    settled, conflicts, said_by = settle((source, _with_place_ids(folder, says)) for source, says in sources)
    return replace(about, **settled, conflicts=(*odd, *conflicts), said_by=said_by)


def _with_place_ids(folder: Folder, says: Mapping[str, Any]) -> dict[str, Any]:
    places = says.get("places")
    return {**says, "places": tuple(place_id(one, folder.places()) for one in places)} if places else dict(says)


def id_of(file: Path) -> str:
    """Return the id of a document that comes from a file: its name as an id, or ``document`` where that has no letters or digits."""
    return slug(file.name) or "document"


def _import_file(folder: Folder, file: Path, about: About, replace_changed: bool) -> list[dict[str, Any]]:
    """Import a file; of a survey each open answer is a document."""
    try:
        check_file(file, folder.root)
        if about.id is not None and not is_id(about.id):
            raise IntakeError(f"{file.name}: {about.said_by.get('id')} id {about.id!r}, which is none: use letters, digits, '-' and '.'")
        if about.kind in (None, "poll", "other") and formats.is_survey(file, about.language):
            return _import_survey(folder, file, about, replace_changed)
        with file.open("rb") as content:
            original = hashlib.file_digest(content, "sha256").hexdigest()
        name = about.id or id_of(file)
        return [_import_one(folder, file, replace(about, id=name), original, lambda: formats.read(file, about.language), replace_changed)]
    except PlacemeaningError as problem:
        return [_row(file.name, None, [str(problem)], "failed")]
    except OSError as problem:
        return [_row(file.name, None, [f"{file.name}: cannot be read: {problem.strerror}"], "failed")]


def _import_survey(folder: Folder, file: Path, about: About, replace_changed: bool) -> list[dict[str, Any]]:
    """Import the answers one by one, each with its own digest, so that a survey that has grown adds its new ones."""
    survey = read_survey(file, stem=about.id or id_of(file), language=about.language, columns=about.columns)
    said = [*survey.warnings, *_add_people(folder, survey.people, file.name)]
    rows = []
    for raw, known in survey.answers:
        given = {name: value for name, value in known.items() if name in ("id", "people", "speakers") or getattr(about, name) is None}
        words = "\n".join(line.text for line in raw.lines)
        original = hashlib.sha256(words.encode()).hexdigest()
        rows.append(_import_one(folder, file, replace(about, **given), original, lambda raw=raw: raw, replace_changed))  # type: ignore[misc]
    if not rows:
        _keep_original(folder, file)
        return [_row(file.name, None, ["there is no open answer in it, so it gives no document", *said], "imported")]
    rows[0]["warnings"] = "; ".join(part for part in (*said, rows[0]["warnings"]) if part)
    return rows


def _add_people(folder: Folder, people: Mapping[str, Mapping[str, str]], source: str) -> list[str]:
    """Write the closed answers to data/people.csv and return what was not taken over."""
    path = folder.people_file
    old = path.read_bytes() if path.exists() else b""
    if old:
        folder.people()  # raises where the table is wrong, before anything is written
    table = [row for _, row in read_csv(path)] if old else []
    head = old.decode("utf-8-sig", "replace").splitlines()[0] if old else ""
    columns = list(table[0]) if table else (next(csv.reader([head], delimiter=delimiter_of(head))) if head.strip() else ["id"])
    names, rows, warnings = merged(columns, table, people, source)
    if names != columns or rows != table:
        write_whole(path, as_csv(names, rows, delimiter=delimiter_of(head), mark=old[:3] == codecs.BOM_UTF8 or not old))
    return warnings


def _import_one(folder: Folder, file: Path, about: About, original: str, read: Callable[[], Raw], replace_changed: bool) -> dict[str, Any]:
    name = about.id or ""
    try:
        old = folder.document(name) if folder.text_file(name).exists() else None
        if old is not None and old.other.get("original_sha256") == original and not replace_changed:
            return _row(file.name, old, ["this file is here already; nothing was changed"], "unchanged")
        if old is not None and not replace_changed:
            return _row(file.name, old, [_changed(file, old)], "changed")
        document, warnings = _read(folder, file, about, original, read())
        if about.hide:
            document, said = about.hide(document)
            warnings += said
        _keep_original(folder, file)
        folder.write_document(document)
        return _row(file.name, document, warnings, "imported" if old is None else "replaced")
    except PlacemeaningError as problem:
        return _row(file.name, None, [str(problem)], "failed")
    except OSError as problem:
        return _row(file.name, None, [f"{file.name}: cannot be read: {problem.strerror}"], "failed")


def _changed(file: Path, old: Document) -> str:
    if old.source != file.name:
        return f"document {old.id!r} was made from {old.source!r}; nothing was changed. Rename one of the two files, or give this one another id=."
    return "the original has changed since it was imported; the frozen text was kept. Import it with replace=True, then look at project.check()."


def _read(folder: Folder, file: Path, about: About, original: str, raw: Raw) -> tuple[Document, list[str]]:
    card = as_card(raw) if about.kind in (None, "card") else None
    raw, about = card or raw, replace(about, kind="card") if card else about
    document, warnings = _frozen(folder, file, about, raw)
    says = header_says(document.other.get("header", {}), folder.places(), folder.people(), document.language)
    before = [(about.said_by.get(name, ""), {name: getattr(about, name)}) for name in says]
    settled, conflicts, _ = settle([*before, ("the file itself says", says)])
    if settled != {name: getattr(about, name) for name in says}:
        document = told(document, settled)
    warnings = [
        *about.conflicts,
        *conflicts,
        *warnings,
        *unknown_places(document.places, folder.places()),
        *near_places(document.other.get("header", {}), folder.places()),
        *unknown_people(document.people, folder.people()),
    ]
    return replace(document, other={**document.other, "original_sha256": original}), warnings


def _frozen(folder: Folder, file: Path, about: About, raw: Raw) -> tuple[Document, list[str]]:
    document, warnings = freeze(
        raw,
        id=about.id or id_of(file),
        kind=about.kind or ("observation" if "observat" in file.stem.casefold() or is_note(raw.lines) else "interview"),  # type: ignore[arg-type]
        title=about.title or "",
        places=tuple(about.places or ()),
        people=tuple(about.people or ()),
        date=about.date,
        language=about.language,  # type: ignore[arg-type]
        source=file.name,
        speakers=_speakers(about.speakers),
        interviewer=about.interviewer,
        known_places=folder.places(),
    )
    if not document.turns:
        raise IntakeError(f"{file.name}: there are no words in it to code")
    return document, warnings


def _speakers(given: Mapping[str, Who | None] | None) -> dict[str, Speaker | None] | None:
    if given is None:
        return None
    return {label: None if who is None else as_speaker(who) for label, who in given.items()}


def set_speakers(folder: Folder, document: str, speakers: Mapping[str, Who]) -> Document:
    """Say who labels stand for in a frozen text (see `Project.set_speakers`); the text itself does not change."""
    old = folder.document(document)
    who = {**old.speakers, **{label: as_speaker(one) for label, one in speakers.items()}}
    for label in speakers:
        if label and label not in old.speakers and not re.search(rf"^(?:\[[\d:.]+\] )?{re.escape(label)}: ?", old.text, re.MULTILINE):
            raise QuoteNotFound(
                f"no turn of {document!r} begins with the label {label + ':'!r}. Its labels: {', '.join(old.speakers) or 'none'}."
            )
    folder.write_document(replace(old, speakers=who))
    return folder.document(document)


def as_speaker(who: Who) -> Speaker:
    """Return who a label stands for: a role, a `Speaker`, or a mapping with ``role`` and ``person``."""
    found = who if isinstance(who, Speaker) else Speaker(**who) if isinstance(who, Mapping) else Speaker(who)  # type: ignore[arg-type]
    check_choice("role", found.role, (None, *ROLES))
    return found


def _keep_original(folder: Folder, file: Path) -> None:
    """Copy an original that lies elsewhere into data/raw, untouched."""
    target = folder.raw / file.name
    if target.exists() and (os.path.samefile(target, file) or _is_copy(target, file)):
        return
    folder.raw.mkdir(parents=True, exist_ok=True)
    with replacing(target, "en") as new:
        shutil.copyfile(file, new)
    shutil.copystat(file, target)


def _is_copy(target: Path, file: Path) -> bool:
    """Return whether a file has been kept already, as it has for each answer of a survey but the first."""
    one, other = target.stat(), file.stat()
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns) and target.read_bytes() == file.read_bytes()


def _row(file: str, document: Document | None, warnings: Sequence[str], outcome: str) -> dict[str, Any]:
    speakers = ", ".join(f"{label} ({who.role or 'role unknown'})" for label, who in document.speakers.items()) if document else ""
    return {
        "file": as_text(file),
        "document": document.id if document else None,
        "kind": document.kind if document else None,
        "turns": len(document.turns) if document else 0,
        "speakers": speakers,
        "warnings": "; ".join(warnings),
        "outcome": outcome,
    }

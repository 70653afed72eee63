"""Bringing files in: originals to ``data/raw``, frozen texts to ``data/text``, and a report of what happened."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from placemeaning.errors import IntakeError, PlacemeaningError, did_you_mean
from placemeaning.folder import Folder, write_whole
from placemeaning.intake import formats
from placemeaning.intake.freeze import freeze
from placemeaning.intake.table import read_about
from placemeaning.model.document import Document, Speaker

ABOUT_TABLE = "documents.csv"
COLUMNS = ("file", "document", "kind", "turns", "speakers", "warnings", "outcome")
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
    speakers: Mapping[str, str | Speaker] | None = None


class Report(pd.DataFrame):
    """What an import did: one row a file, with the columns of `COLUMNS`. It prints as a table with a line that sums up."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def summary(self) -> str:
        """Return one line: ``47 files: 46 imported, 1 failed``."""
        counts = self["outcome"].value_counts()
        parts = [f"{counts[name]} {name}" for name in OUTCOMES if name in counts]
        return f"{len(self)} file{'' if len(self) == 1 else 's'}: {', '.join(parts) or 'nothing to import'}"


def import_files(
    folder: Folder,
    paths: Iterable[Path],
    about: About,
    *,
    replace_changed: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> Report:
    """Import files one by one (see `Project.import_files`); a file that fails leaves everything as it was."""
    files = list(_files(paths))
    if about.id is not None and len(files) != 1:
        raise ValueError(f"id={about.id!r} names one document, but there are {len(files)} files")
    tables = {parent: read_about(parent / ABOUT_TABLE) for parent in {file.parent for file in files} if (parent / ABOUT_TABLE).exists()}
    rows = []
    for number, file in enumerate(files, 1):
        if progress:
            progress(number, len(files), file.name)
        rows.append(_import_one(folder, file, _merged(about, tables.get(file.parent, {}).get(file.name, {})), replace_changed))
    return Report(rows, columns=list(COLUMNS))


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                file for file in path.iterdir() if file.is_file() and file.name != ABOUT_TABLE and not file.name.startswith((".", "~$"))
            )
        else:
            yield path


def _merged(about: About, row: Mapping[str, Any]) -> About:
    """Take what is given by hand first, then the row of the table."""
    return replace(about, **{name: value for name, value in row.items() if getattr(about, name) is None})


def document_id(name: str) -> str:
    """Return the id of a document that comes from a file of this name: ``Kanaal 02 (def).docx`` gives ``kanaal-02-def``."""
    plain = unicodedata.normalize("NFC", Path(name).stem).casefold()
    return re.sub(r"[^\w.]+", "-", plain).strip("-._") or "document"


def _import_one(folder: Folder, file: Path, about: About, replace_changed: bool) -> dict[str, Any]:
    name = about.id or document_id(file.name)
    try:
        original = hashlib.sha256(file.read_bytes()).hexdigest()
        old = folder.document(name) if folder.text_file(name).exists() else None
        if old is not None and old.other.get("original_sha256") == original and not replace_changed:
            return _row(file.name, old, ["this file is here already; nothing was changed"], "unchanged")
        if old is not None and not replace_changed:
            return _row(file.name, old, [_changed(file, old)], "changed")
        document, warnings = _read(folder, file, replace(about, id=name), original)
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


def _read(folder: Folder, file: Path, about: About, original: str) -> tuple[Document, list[str]]:
    raw = formats.read(file, about.language)
    document, warnings = freeze(
        raw,
        id=about.id or document_id(file.name),
        kind=about.kind or ("observation" if "observat" in file.stem.casefold() else "interview"),  # type: ignore[arg-type]
        title=about.title or "",
        places=tuple(about.places or ()),
        people=tuple(about.people or ()),
        date=about.date,
        language=about.language,  # type: ignore[arg-type]
        source=file.name,
        speakers=_speakers(about.speakers),
        interviewer=about.interviewer,
    )
    if not document.turns:
        raise IntakeError(f"{file.name}: there are no words in it to code")
    warnings = [
        *warnings,
        *_unknown(document.places, folder.places(), "place", "data/places.csv"),
        *_unknown(document.people, folder.people(), "person", "data/people.csv"),
    ]
    return replace(document, other={**document.other, "original_sha256": original}), warnings


def _speakers(given: Mapping[str, str | Speaker] | None) -> dict[str, Speaker] | None:
    if given is None:
        return None
    return {label: who if isinstance(who, Speaker) else Speaker(who) for label, who in given.items()}  # type: ignore[arg-type]


def _unknown(ids: Sequence[str], known: Mapping[str, object], what: str, where: str) -> list[str]:
    return [f"{what} {one!r} is not in {where}.{did_you_mean(one, known)}" for one in ids if one not in known]


def _keep_original(folder: Folder, file: Path) -> None:
    """Copy an original that lies elsewhere into data/raw, untouched."""
    target = folder.raw / file.name
    if target.exists() and os.path.samefile(target, file):
        return
    folder.raw.mkdir(parents=True, exist_ok=True)
    write_whole(target, file.read_bytes())
    shutil.copystat(file, target)


def _row(file: str, document: Document | None, warnings: Sequence[str], outcome: str) -> dict[str, Any]:
    speakers = ", ".join(f"{label} ({who.role or 'role unknown'})" for label, who in document.speakers.items()) if document else ""
    return {
        "file": file,
        "document": document.id if document else None,
        "kind": document.kind if document else None,
        "turns": len(document.turns) if document else 0,
        "speakers": speakers,
        "warnings": "; ".join(warnings),
        "outcome": outcome,
    }

"""Forgetting: everything of one document goes, from the originals to the key, and what git still knows is said."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from placemeaning.discretion.contents import files_of, is_closed, words_in
from placemeaning.discretion.history import in_git
from placemeaning.discretion.key import place_of_key, read_key, write_key
from placemeaning.discretion.together import all_ledgers, finish, lines
from placemeaning.errors import ProjectError
from placemeaning.folder import Folder, write_whole
from placemeaning.model.document import Document, the_one

COLUMNS = ("what", "where", "done", "what_to_do")
_TRACE = 40


class Forgotten(pd.DataFrame):
    """What was removed and what is left to somebody: one row each, with the columns of `COLUMNS`."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame


def forget(folder: Folder, name: str, *, key: str | Path | None, passphrase: str | None, exports: bool, dry_run: bool) -> Forgotten:
    """Remove a document's material everywhere (see `Project.forget`)."""
    if name not in folder.document_ids():
        the_one(dict.fromkeys([*folder.document_ids(), *_with_decisions(folder)]), name, "document")
    document = folder.document(name) if folder.text_file(name).is_file() else None
    key_file = place_of_key(folder.root, key, inside=True)
    opened = read_key(key_file, passphrase) if passphrase and key_file.exists() else None
    finish(folder)
    list(folder.events())
    traces = list(_traces(folder, name, document))
    history = in_git(folder, [folder.name(path) for path in _own_files(folder, name, document)])
    with all_ledgers(folder):
        rows = [_removed(folder, path, what, dry_run) for path, what in _own(folder, name, document)]
        rows += _notes_elsewhere(folder, name, dry_run)
    rows += [*_tables(folder, name, document, dry_run)]
    rows += [_trace(folder, path, exports, dry_run) for path in traces]
    if opened is not None and passphrase:
        if not dry_run:
            write_key(key_file, opened.without(name), passphrase)
        rows.append(
            _row(
                "key",
                str(key_file),
                _word(dry_run),
                f"{len(opened.entries) - len(opened.without(name).entries)} names taken out of the key.",
            )
        )
    elif key_file.exists():
        rows.append(_row("key", str(key_file), "left", f"Give passphrase= to take the names of {name} out of the key."))
    rows.append(_row("git history", ".git", "left", history or "This is no git repository, as far as this program can see."))
    rows.append(
        _row(
            "copies", "", "left", "Back-ups, synchronised folders, sent files and the memories of other programs are not reached from here."
        )
    )
    return Forgotten(rows, columns=list(COLUMNS))


def _with_decisions(folder: Folder) -> list[str]:
    return sorted({path.stem for path in folder.ledger_files() if not path.stem.startswith("_")})


def _own(folder: Folder, name: str, document: Document | None) -> Iterator[tuple[Path, str]]:
    """Yield the files that are about the document alone: decisions of all coders, cut lines, conflict copies, text, original."""
    for coder in folder.coders():
        for path in sorted((folder.coded / coder).iterdir()):
            if path.name in (f"{name}.jsonl", f"{name}.jsonl.torn") or (path.suffix == ".jsonl" and _is_copy(folder, path, name)):
                yield path, f"decisions of {coder}"
    yield from ((path, "text" if path.parent == folder.text else "original") for path in _source(folder, name, document) if path.exists())


def _source(folder: Folder, name: str, document: Document | None) -> list[Path]:
    """Return the frozen text, and the original unless other documents came from it too."""
    alone = document is not None and document.source and not _shared(folder, document)
    return [folder.text_file(name), *([folder.raw / Path(document.source).name] if alone and document and document.source else [])]


def _own_files(folder: Folder, name: str, document: Document | None) -> list[Path]:
    return [*_source(folder, name, document), *(folder.ledger_file(coder, name) for coder in folder.coders())]


def _shared(folder: Folder, document: Document) -> bool:
    """Return whether another document came from the same original (a survey: one row a respondent)."""
    others = folder.readable_documents()[0]
    return any(one.source == document.source for one in others.values() if one.id != document.id)


def _is_copy(folder: Folder, path: Path, name: str) -> bool:
    return folder.is_conflict_copy(path) and f'"document":"{name}"'.encode() in path.read_bytes()


def _removed(folder: Folder, path: Path, what: str, dry_run: bool) -> dict[str, str]:
    if not dry_run:
        try:
            path.unlink()
        except OSError as problem:
            raise ProjectError(
                f"{folder.name(path)}: cannot be removed: {problem.strerror}. Close it elsewhere, then call forget again."
            ) from None
    return _row(what, folder.name(path), _word(dry_run), "")


def _notes_elsewhere(folder: Folder, name: str, dry_run: bool) -> list[dict[str, str]]:
    """Take out notes that lie in no ledger of the document and are about it."""
    rows = []
    for path in folder.ledger_files(documents="_notes".__eq__):
        events = folder.events_of(path)
        left = [one for one in events if one.document != name and one.about != name]
        if len(left) < len(events):
            if not dry_run:
                write_whole(path, lines(left))
            rows.append(_row("notes", folder.name(path), _word(dry_run), ""))
    return rows


def _tables(folder: Folder, name: str, document: Document | None, dry_run: bool) -> Iterator[dict[str, str]]:
    """Take the rows of the document and of its people (who speak nowhere else) out of the tables."""
    others = [one for one in folder.readable_documents()[0].values() if one.id != name]
    people = set(_people(document)) - {person for one in others for person in _people(one)} if document else set()
    source = {document.source} if document and document.source and not _shared(folder, document) else set()
    for path, gone in ((folder.people_file, people), (folder.raw / "documents.csv", source), (folder.root / "data/documents.csv", source)):
        if gone and path.exists() and _without_rows(path, {str(one) for one in gone}, dry_run):
            yield _row("row of a table", folder.name(path), _word(dry_run), "")


def _people(document: Document) -> list[str]:
    return [*document.people, *(who.person for who in document.speakers.values() if who.person)]


def _without_rows(path: Path, gone: set[str], dry_run: bool) -> bool:
    """Write a table without the rows whose first cell is in `gone`; the other lines stay as they are."""
    content = path.read_bytes().decode("utf-8-sig")
    delimiter = ";" if content.split("\n", 1)[0].count(";") > content.split("\n", 1)[0].count(",") else ","
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter))
    left = [row for row in rows if not (row and row[0].strip() in gone)]
    if len(left) == len(rows):
        return False
    if not dry_run:
        made = io.StringIO(newline="")
        csv.writer(made, delimiter=delimiter, lineterminator="\r\n" if "\r\n" in content else "\n").writerows(left)
        write_whole(path, made.getvalue().encode("utf-8-sig" if path.read_bytes().startswith(b"\xef\xbb\xbf") else "utf-8"))
    return True


def _traces(folder: Folder, name: str, document: Document | None) -> Iterator[Path]:
    """Yield files outside the document's own that quote it or name it: exports, notebooks with outputs, other files."""
    quotes = _quotations(document)
    named = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    own = {path for path, _ in _own(folder, name, document)}
    tables = {
        folder.people_file,
        folder.places_file,
        folder.raw / "documents.csv",
        folder.root / "data/documents.csv",
        folder.root / "data/README.md",
    }
    for path in files_of(folder.root):
        if (
            path in own
            or path in tables
            or path.is_relative_to(folder.raw)
            or path.is_relative_to(folder.coded)
            or path.is_relative_to(folder.text)
        ):
            continue
        if is_closed(path) or path.suffix in (".py", ".js", ".css"):
            continue
        if any(named.search(text) or any(quote in " ".join(text.split()) for quote in quotes) for _, text in words_in(path)):
            yield path


def _quotations(document: Document | None) -> Sequence[str]:
    """Return stretches of what was said, long enough to be nobody else's."""
    words = [" ".join(turn.span.of(document.text).split()) for turn in document.turns] if document else []
    return [some[at : at + _TRACE] for some in words for at in range(0, len(some) - _TRACE, _TRACE)]


def _trace(folder: Folder, path: Path, exports: bool, dry_run: bool) -> dict[str, str]:
    if path.is_relative_to(folder.root / "exports"):
        if exports:
            return _removed(folder, path, "export", dry_run)
        return _row(
            "export", folder.name(path), "left", "It contains this document. Make it again, or call forget with exports=True to delete it."
        )
    return _row(
        "notebook" if path.suffix == ".ipynb" else "other file",
        folder.name(path),
        "left",
        "It quotes or names this document. Run it again, or change it by hand.",
    )


def _word(dry_run: bool) -> str:
    return "would be removed" if dry_run else "removed"


def _row(what: str, where: str, done: str, advice: str) -> dict[str, str]:
    return {"what": what, "where": where, "done": done, "what_to_do": advice}

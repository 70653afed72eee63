"""Forgetting: everything of one document goes, from the originals to the key, and what git still knows is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from placemeaning.analysis.summaries import PASSAGE, SUMMARY
from placemeaning.discretion.contents import files_of, is_closed, words_in
from placemeaning.discretion.history import commits, in_git
from placemeaning.discretion.key import place_of_key, read_key, write_key
from placemeaning.discretion.rows import tables, take_out
from placemeaning.discretion.together import all_ledgers, finish, lines
from placemeaning.errors import ProjectError
from placemeaning.folder import Folder, write_whole
from placemeaning.model.coding import Event
from placemeaning.model.document import Document, shorten, the_one

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
        notes = _notes_elsewhere(folder, name, document, dry_run)
        rows = [_removed(folder, path, what, dry_run) for path, what in _own(folder, name, document)] + notes
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
    shared = [row["where"] for row in rows if row["what"] in ("row of a table", "notes and summaries", "export", "notebook")]
    if commits(folder, shared) if shared else None:
        held = f"Earlier versions of {', '.join(shared)} hold it too. Keep the repository closed, or see git filter-repo --replace-text."
        rows.append(_row("git history", ".git", "left", held))
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


def _notes_elsewhere(folder: Folder, name: str, document: Document | None, dry_run: bool) -> list[dict[str, str]]:
    """Take out notes about the document and summaries that rest on it alone; name what rests on it too, or quotes it."""
    rows = []
    events = {path: folder.events_of(path) for path in folder.ledger_files(documents=lambda other: other != name)}
    here = {one.origin for path in folder.ledger_files(documents=name.__eq__) for one in folder.events_of(path) if one.rule == PASSAGE}
    elsewhere = {one.origin for some in events.values() for one in some if one.rule == PASSAGE}
    told = _Told(name, document)
    for path, some in events.items():
        left = [one for one in some if not _is_about(one, name, here - elsewhere)]
        if len(left) < len(some):
            if not dry_run:
                write_whole(path, lines(left))
            rows.append(_row("notes and summaries", folder.name(path), _word(dry_run), ""))
        for one in left:
            if one.rule == SUMMARY and one.origin in here:
                advice = (
                    f"It rests on this document and on others, and says: {shorten(one.memo or '')!r}. Write it anew: project.summarise(…)"
                )
                rows.append(_row("summary", folder.name(path), "left", advice))
            elif one.memo and told.hits(one.memo):
                advice = f"It names or quotes this document: {shorten(one.memo)!r}. Change the line by hand."
                rows.append(_row("memo", folder.name(path), "left", advice))
    return rows


def _is_about(one: Event, name: str, summaries: set[str | None]) -> bool:
    return name in (one.document, one.about) or (one.rule == SUMMARY and one.origin in summaries)


class _Told:
    """Looks for the name of a document, or a stretch of what was said in it, in other texts."""

    def __init__(self, name: str, document: Document | None) -> None:
        self._quotes = _quotations(document)
        self._named = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")

    def hits(self, text: str) -> bool:
        """Return whether a text names or quotes the document."""
        return bool(self._named.search(text)) or any(quote in " ".join(text.split()) for quote in self._quotes)


def _tables(folder: Folder, name: str, document: Document | None, dry_run: bool) -> Iterator[dict[str, str]]:
    """Take the rows of the document and of its people (who speak nowhere else) out of the tables."""
    others = [one for one in folder.readable_documents()[0].values() if one.id != name]
    people = set(_people(document)) - {person for one in others for person in _people(one)} if document else set()
    source = {document.source} if document and document.source and not _shared(folder, document) else set()
    for path in take_out(folder, {str(one) for one in people}, {str(one) for one in source}, dry_run=dry_run):
        yield _row("row of a table", folder.name(path), _word(dry_run), "")
    mine = set(_people(document)) if document else set()
    for other in (one for one in others if mine & set(_people(one))):
        who = ", ".join(sorted(mine & set(_people(other))))
        yield _row("document", other.id, "left", f"{who} speaks there too: project.forget({other.id!r}) removes it as well.")
    if document and document.source and not source:
        advice = "Other documents came from it too: take what this person said out by hand, or they come back when it is imported again."
        yield _row("original", f"data/raw/{Path(document.source).name}", "left", advice)


def _people(document: Document) -> list[str]:
    return [*document.people, *(who.person for who in document.speakers.values() if who.person)]


def _traces(folder: Folder, name: str, document: Document | None) -> Iterator[Path]:
    """Yield files outside the document's own that quote it or name it: exports, notebooks with outputs, other files."""
    told = _Told(name, document)
    own = {path for path, _ in _own(folder, name, document)}
    known = {*tables(folder), folder.places_file, folder.root / "data/README.md"}
    for path in files_of(folder.root):
        if (
            path in own
            or path in known
            or path.is_relative_to(folder.raw)
            or path.is_relative_to(folder.coded)
            or path.is_relative_to(folder.text)
        ):
            continue
        if is_closed(path) or path.suffix in (".py", ".js", ".css"):
            continue
        if any(told.hits(text) for _, text in words_in(path)):
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

"""Defining codes while coding: what changes in codebook.yaml is a step of the coder too, so that an undo takes it back."""

from __future__ import annotations

from placemeaning import codebook_file, decisions
from placemeaning.folder import Folder
from placemeaning.model.coding import Coding, Note, event, moment


def add_code(
    folder: Folder,
    label: str,
    definition: str,
    *,
    language: str,
    by: str,
    document: str | None = None,
    quote: decisions.Quote | None = None,
) -> tuple[str, Coding | None]:
    """Write a new code into codebook.yaml, and give it to a passage where one is named, as one step (see `Project.add_code`)."""
    code, change = codebook_file.add_code(folder, label, definition, language=language, by=by)
    step = _remember(folder, change, by).recorded_at if change else None
    if document is None or quote is None:
        return code, None
    return code, decisions.code(folder, document, quote, code, by=by, step=step)


def define(
    folder: Folder, code: str, *, definition: str | None = None, include: str | None = None, exclude: str | None = None, by: str
) -> bool:
    """Change what codebook.yaml says about a code, and return whether anything changed (see `Project.define`)."""
    change = codebook_file.define(folder, code, definition=definition, include=include, exclude=exclude, by=by)
    if change:
        _remember(folder, change, by)
    return change is not None


def _remember(folder: Folder, change: codebook_file.Change, by: str) -> Note:
    at = moment(one.recorded_at for one in folder.events(by.__eq__))
    fields = {"about": change.code, "code": change.code, "rule": decisions.BOOK, "memo": decisions.book_words(change)}
    (note,) = folder.append(by, "_notes", lambda _: [event(Note, coder=by, at=at, **fields)])
    return note  # type: ignore[return-value]

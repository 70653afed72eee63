"""Writing into codebook.yaml from the coder: a new code or a changed definition. Comments, order and layout stay."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from filelock import FileLock

from placemeaning.errors import CodebookError
from placemeaning.folder import Folder, write_whole
from placemeaning.model.codebook import Code, read_codebook
from placemeaning.model.text import fold


def add_code(folder: Folder, label: str, definition: str, *, language: str, by: str) -> str:
    """Add a code to codebook.yaml, with an entry in its history, and return its id.

    A code that has this label already is returned as it is.

    Raises
    ------
    ValueError
        If label or definition is blank.
    CodebookError
        If the file is wrong, or cannot be written.
    """
    label, definition = fold(label), fold(definition)
    if not label or not definition:
        raise ValueError("a new code needs a label and a definition")
    made: list[str] = []

    def change(book: Any) -> bool:
        twin = next((one.id for one in folder.codebook() if label.casefold() in (name.casefold() for name in one.label.values())), None)
        made.append(twin or _id_for(label, book["codes"]))
        if twin is None:
            book["codes"][made[0]] = {"label": {language: label}, "definition": definition}
            _remember(book, by, made[0], "new code")
        return twin is None

    _rewrite(folder, change)
    return made[0]


def define(folder: Folder, code: str, *, definition: str, include: str, exclude: str, by: str) -> bool:
    """Change what codebook.yaml says about a code, and keep the old words in its history; return whether anything changed.

    Raises
    ------
    ValueError
        If the definition is blank.
    NotFound
        If there is no such code.
    CodebookError
        If the file is wrong, or cannot be written.
    """
    new = {"definition": fold(definition), "include": fold(include), "exclude": fold(exclude)}
    if not new["definition"]:
        raise ValueError("a code needs a definition")
    changed: list[str] = []

    def change(book: Any) -> bool:
        known = folder.codebook()[code]
        changed.extend(name for name, words in new.items() if getattr(known, name) != words)
        for name in changed:
            _put(book["codes"][code], name, new[name])
        if changed:
            _remember(book, by, code, f"changed {', '.join(changed)}", {name: getattr(known, name) for name in changed})
        return bool(changed)

    _rewrite(folder, change)
    return bool(changed)


def _put(entry: Any, name: str, words: str) -> None:
    """Set a text where it belongs in the order of a code's fields; an empty one goes away."""
    if not words:
        entry.pop(name, None)
    elif name in entry:
        entry[name] = words
    else:
        before = ("label", "parent", "definition", "include")
        entry.insert(max((list(entry).index(one) + 1 for one in before if one in entry), default=0), name, words)


def _remember(book: Any, by: str, code: str, what: str, was: dict[str, str] | None = None) -> None:
    entry: dict[str, Any] = {"date": datetime.now(UTC).date().isoformat(), "by": by, "code": code, "change": what}
    if was:
        entry["was"] = was
    book.setdefault("history", []).append(entry)


def _id_for(label: str, taken: Any) -> str:
    bare = "".join(one for one in unicodedata.normalize("NFKD", label.casefold()) if not unicodedata.combining(one))
    base = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", bare)).strip("-")[:40].strip("-") or "code"
    names = (base if number == 1 else f"{base}-{number}" for number in range(1, 100_000))
    return next(name for name in names if name not in taken)


def _rewrite(folder: Folder, change: Callable[[Any], bool]) -> None:
    """Change codebook.yaml under a lock; what cannot be read afterwards is not written."""
    from ruamel.yaml import YAML

    style = YAML()
    style.preserve_quotes = True
    style.width = 4096
    style.indent(mapping=2, sequence=4, offset=2)
    folder.coded.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.coded / ".codebook.lock", timeout=30.0, thread_local=False):
        folder.codebook()
        book = style.load(folder.codebook_file.read_text("utf-8-sig"))
        if not change(book):
            return
        out = io.StringIO()
        style.dump(book, out)
        read_codebook(out.getvalue(), folder.name(folder.codebook_file))
        write_whole(folder.codebook_file, out.getvalue().encode("utf-8"))


def describe_code(code: Code) -> dict[str, Any]:
    """Return what the page shows of a code."""
    return {
        "id": code.id, "label": dict(code.label), "parent": code.parent, "definition": code.definition, "include": code.include,
        "exclude": code.exclude, "examples": list(code.examples), "colour": code.colour, "codable": code.codable,
    }  # fmt: skip


__all__ = ["CodebookError", "add_code", "define", "describe_code"]

"""Writing into codebook.yaml: a new code or a changed definition, and taking either back. Comments, order and layout stay."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from filelock import FileLock

from placemeaning.folder import Folder, write_whole
from placemeaning.model.codebook import read_codebook
from placemeaning.model.text import fold

Values = Mapping[str, Any]
"""What codebook.yaml says of a code: ``label`` and ``definition`` of a new one, or the texts that were changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed in codebook.yaml about a code, and how to take it back: `was` is None for a new code."""

    code: str
    was: Values | None
    now: Values


def add_code(folder: Folder, label: str, definition: str, *, language: str, by: str) -> tuple[str, Change | None]:
    """Add a code to codebook.yaml, with an entry in its history; return its id and the change.

    A code that has this label already is returned as it is, without a change.

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
    made: list[tuple[str, Change | None]] = []

    def change(book: Any) -> bool:
        twin = next((one.id for one in folder.codebook() if label.casefold() in (name.casefold() for name in one.label.values())), None)
        if twin is not None:
            made.append((twin, None))
            return False
        code, values = _id_for(label, book["codes"]), {"label": {language: label}, "definition": definition}
        _add(book, code, values)
        _remember(book, by, code, "new code")
        made.append((code, Change(code, None, values)))
        return True

    _rewrite(folder, change)
    return made[0]


def define(
    folder: Folder, code: str, *, definition: str | None = None, include: str | None = None, exclude: str | None = None, by: str
) -> Change | None:
    """Change what codebook.yaml says about a code, and keep the old words in its history; return the change, None where there is none.

    Raises
    ------
    ValueError
        If the definition is blank.
    NotFound
        If there is no such code.
    CodebookError
        If the file is wrong, or cannot be written.
    """
    given = {"definition": definition, "include": include, "exclude": exclude}
    new = {name: fold(words) for name, words in given.items() if words is not None}
    if not new.get("definition", "-"):
        raise ValueError("a code needs a definition")
    made: list[Change] = []

    def change(book: Any) -> bool:
        was = {name: words for name, words in _texts(folder, code, new).items() if words != new[name]}
        if was:
            made.append(Change(code, was, {name: new[name] for name in was}))
            _say(book, code, made[0].now)
            _remember(book, by, code, f"changed {', '.join(was)}", was)
        return bool(was)

    _rewrite(folder, change)
    return made[0] if made else None


def take_back(folder: Folder, one: Change, *, by: str) -> bool:
    """Write what was there before a change; return False, and change nothing, where somebody has written something else since."""
    return _turn(folder, one, one.now, one.was, "taken back", by)


def do_again(folder: Folder, one: Change, *, by: str) -> bool:
    """Write a change that was taken back once more; return False, and change nothing, where the file says something else by now."""
    return _turn(folder, one, one.was, one.now, "done again", by)


def _turn(folder: Folder, one: Change, here: Values | None, wanted: Values | None, what: str, by: str) -> bool:
    """Make codebook.yaml say `wanted` of a code instead of `here` (None: no such code); return whether it says so now."""
    says: list[bool] = []

    def change(book: Any) -> bool:
        known = _known(folder, book, one)
        says.append(known in (here, wanted))
        if known != here or known == wanted:
            return False
        if one.was is None:
            _add(book, one.code, wanted) if wanted else book["codes"].pop(one.code)
        else:
            _say(book, one.code, wanted or {})
        _remember(book, by, one.code, f"{what}: {_name(one)}", here if one.was is not None else None)
        return True

    _rewrite(folder, change)
    return says[0]


def _known(folder: Folder, book: Any, one: Change) -> Values | None:
    """Return what the file says now of that which a change was about."""
    if one.code not in book["codes"]:
        return None
    return dict(book["codes"][one.code]) if one.was is None else _texts(folder, one.code, one.now)


def _name(one: Change) -> str:
    return "new code" if one.was is None else f"changed {', '.join(one.now)}"


def _texts(folder: Folder, code: str, names: Iterable[str]) -> dict[str, str]:
    known = folder.codebook()[code]
    return {name: getattr(known, name) for name in names}


def _add(book: Any, code: str, values: Values) -> None:
    book["codes"][code] = {**values, "label": dict(values["label"])}


def _say(book: Any, code: str, values: Values) -> None:
    for name, words in values.items():
        _put(book["codes"][code], name, words)


def _put(entry: Any, name: str, words: str) -> None:
    """Set a text where it belongs in the order of a code's fields; an empty one goes away."""
    if not words:
        entry.pop(name, None)
    elif name in entry:
        entry[name] = words
    else:
        before = ("label", "parent", "definition", "include")
        entry.insert(max((list(entry).index(one) + 1 for one in before if one in entry), default=0), name, words)


def _remember(book: Any, by: str, code: str, what: str, was: Values | None = None) -> None:
    entry: dict[str, Any] = {"date": datetime.now(UTC).date().isoformat(), "by": by, "code": code, "change": what}
    if was:
        entry["was"] = dict(was)
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

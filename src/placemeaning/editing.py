"""Edits of the coded table in Excel, read back: a list of changes to approve, and what cannot be taken over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from placemeaning import decisions
from placemeaning.analysis import publishing
from placemeaning.errors import did_you_mean
from placemeaning.folder import Folder
from placemeaning.model.codebook import Codebook
from placemeaning.model.coding import Event
from placemeaning.model.document import shorten
from placemeaning.model.text import fold
from placemeaning.output.cells import LIMIT, clean
from placemeaning.output.edited import Row, as_written, read_rows

COLUMNS = ("row", "id", "document", "quote", "field", "was", "becomes")
_YES = frozenset(["ja", "yes", "y", "j", "x", "1", "true", "waar", "wahr", "✓", "v", "так"])
_NO = frozenset(["nee", "no", "n", "0", "false", "onwaar", "ні"])


class Changes(pd.DataFrame):
    """What an edited workbook would change: a row a change, with the columns of `COLUMNS`. `write` writes them.

    Attributes
    ----------
    problems
        A frame ``row, id, problem``: rows of which nothing is taken over, with why.
    missing
        How many codings of the study are not in the file; nothing happens to these.
    """

    problems: pd.DataFrame = pd.DataFrame({"row": [], "id": [], "problem": []})
    missing: int = 0
    _run: Callable[[Changes], list[Event]] | None = None
    _metadata = ["problems", "missing", "_run"]  # noqa: RUF012

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return Changes

    def write(self) -> list[Event]:
        """Write the changes as events, as one step that one `undo` takes back; return the events."""
        return self._run(self) if self._run else []

    def only(self, approved: pd.DataFrame) -> Changes:
        """Return those of the changes that are in `approved` (by its columns ``id`` and ``field``)."""
        wanted = set(zip(approved["id"], approved["field"], strict=True))
        found: Changes = self[[pair in wanted for pair in zip(self["id"], self["field"], strict=True)]]
        return found

    def summary(self) -> str:
        """Return what would change and what cannot be taken over, in a few lines."""
        counts = self["field"].value_counts()
        kinds = ", ".join(f"{counts[name]} of {name}" for name in ("code", "place", "memo", "withdrawn", "publish") if name in counts)
        lines = [f"{len(self)} changes{f': {kinds}' if kinds else ''}. Nothing is written before .write()."]
        lines += [f"row {row.row}: {row.problem}" for row in self.problems.itertuples()]
        if self.missing:
            lines.append(f"{self.missing} codings of the study are not in the file; they stay as they are.")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"{pd.DataFrame(self).to_string(index=False, max_colwidth=40) if len(self) else ''}\n{self.summary()}".strip()


@dataclass(frozen=True, slots=True)
class _Change:
    row: int
    id: str
    field: str
    was: str
    becomes: str
    value: Any


def changes(folder: Folder, path: Path, codings: pd.DataFrame, *, by: str) -> Changes:
    """Compare an edited workbook with the study (see `Project.from_excel`)."""
    rows, known = read_rows(path), {one["id"]: one for one in codings.to_dict("records")}
    reader = _Reader(folder, by, codings)
    found: list[_Change] = []
    problems: list[tuple[int, str, str]] = []
    seen: dict[str, int] = {}
    for row in rows:
        id_ = row.cells["id"]
        problem = _unusable(row, known, seen)
        made = [] if problem else reader.read(row, known[id_])
        if isinstance(made, str):
            problem, made = made, []
        if problem:
            problems.append((row.number, id_, problem))
        seen.setdefault(id_, row.number)
        found += made
    frame = Changes([_shown(one, known[one.id]) for one in found], columns=list(COLUMNS))
    frame.problems = pd.DataFrame(problems, columns=["row", "id", "problem"])
    frame.missing = len(set(known) - set(seen))
    values = {(one.id, one.field): one.value for one in found}
    frame._run = lambda approved: _write(folder, by, approved, values)
    return frame


def _unusable(row: Row, known: Mapping[Any, Any], seen: Mapping[str, int]) -> str:
    """Return why nothing of a row can be taken over; empty where it can."""
    id_ = row.cells["id"]
    if not id_:
        return "the id is missing, so it is not known which coding this is; copy it from an unchanged workbook"
    if id_ in seen:
        return f"the id {id_!r} stands in row {seen[id_]} already; of the two only that one counts"
    if id_ not in known:
        return f"there is no coding {id_!r} that holds; it was withdrawn or replaced since, or the id is damaged"
    quote, there = fold(clean(str(known[id_]["quote"]))[0]), fold(row.cells["quote"])
    if quote != there and not (len(quote) > LIMIT // 2 and there[:200] == quote[:200]):
        return f"the words {shorten(row.cells['quote'], 40)!r} are not those of the coding ({shorten(quote, 40)!r}); words are changed in a notebook"
    return ""


class _Reader:
    """Reads what a row says now against what the study says."""

    def __init__(self, folder: Folder, by: str, codings: pd.DataFrame) -> None:
        self._by = by
        self._codes = _names_of_codes(folder.codebook())
        self._places = {name.casefold(): place.id for place in folder.places().values() for name in (place.name, place.id)}
        self._labels = {place.id: place.name for place in folder.places().values()}
        self._coders = sorted(codings["coder"].unique())

    def read(self, row: Row, now: Mapping[Any, Any]) -> list[_Change] | str:
        """Return the changes of a row, or why there can be none."""
        cells = row.cells
        place = None if now["place"] is None or now["place"] != now["place"] else str(now["place"])
        code = self._codes.get(cells["code"].casefold())
        if code is None:
            return (
                f"there is no code {cells['code']!r}.{did_you_mean(cells['code'], list(self._codes))}"
                if cells["code"]
                else "the code is empty"
            )
        where = self._places.get(cells["place"].casefold()) if cells["place"] else None
        if cells["place"] and where is None and cells["place"] != str(now["place_name"]):
            return f"there is no place {cells['place']!r}.{did_you_mean(cells['place'], list(self._labels.values()))}"
        withdrawn, publish = _answer(cells["withdrawn"], default=False), _answer(cells["publish"], default=bool(now["publish"]))
        if withdrawn is None or publish is None:
            wrong = cells["withdrawn"] if withdrawn is None else cells["publish"]
            return f"{wrong!r} is neither yes nor no (ja, nee, x, yes, no)"
        made = self._compared(row, now, code, where or place, withdrawn, publish)
        if made and (place is not None and not cells["place"]):
            return "the place was emptied; a coding cannot lose its place, give it another one"
        if made and cells["as written"] != as_written(str(now["code"]), place, now["memo"], bool(now["publish"])):
            return "the coding has changed in the study since this workbook was written. Export again, and edit that one."
        if any(one.field != "publish" for one in made) and now["coder"] != self._by:
            return f"this coding is by {now['coder']!r}; {self._by!r} may say whether it may be published, and nothing else"
        return made

    def _compared(self, row: Row, now: Mapping[Any, Any], code: str, place: str | None, withdrawn: bool, publish: bool) -> list[_Change]:
        if withdrawn:
            return [_Change(row.number, row.cells["id"], "withdrawn", "", "x", True)]
        memo, old_memo = row.cells["memo"], clean(str(now["memo"] or ""))[0].strip()
        old_place = now["place"] if now["place"] == now["place"] else None
        pairs = (
            ("code", str(now["code"]), code, code), ("place", old_place or "", place or "", place), ("memo", old_memo, memo, memo),
            ("publish", "yes" if now["publish"] else "no", "yes" if publish else "no", publish),
        )  # fmt: skip
        return [_Change(row.number, row.cells["id"], name, was, becomes, value) for name, was, becomes, value in pairs if was != becomes]


def _names_of_codes(book: Codebook) -> dict[str, str]:
    """Return the code of each name that a workbook may show: its path or label in any language, or its id."""
    found: dict[str, str] = {}
    for code in book:
        names = [
            code.id,
            *(book.path(code.id, language) for language in book.languages),
            *(code.in_language(one) for one in book.languages),
        ]
        for name in names:
            found.setdefault(name.casefold(), code.id)
    return found


def _answer(words: str, *, default: bool) -> bool | None:
    if not words:
        return default
    plain = words.casefold().strip(" .!")
    return True if plain in _YES else False if plain in _NO else None


def _shown(one: _Change, now: Mapping[Any, Any]) -> tuple[Any, ...]:
    return one.row, one.id, now["document"], now["quote"], one.field, one.was, one.becomes


def _write(folder: Folder, by: str, approved: pd.DataFrame, values: Mapping[tuple[str, str], Any]) -> list[Event]:
    """Write the approved changes as one step."""
    wanted: dict[str, dict[str, Any]] = {}
    for id_, field in zip(approved["id"], approved["field"], strict=True):
        wanted.setdefault(id_, {})[field] = values[id_, field]
    edits = [_edit(folder, id_, fields) for id_, fields in wanted.items()]
    return decisions.edit_all(folder, edits, by=by)


def _edit(folder: Folder, id_: str, fields: Mapping[str, Any]) -> decisions.Edit:
    said = {name: value for name, value in fields.items() if name in ("code", "place", "memo")}
    rule = None if "publish" not in fields else publishing.YES if fields["publish"] else publishing.NO
    return decisions.Edit(decisions.find_coding(folder, id_), said, bool(fields.get("withdrawn")), rule)

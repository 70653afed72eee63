"""The study's folder: where things lie, and how they are read and written.

Every read is checked against the file's time and size, so what another program or a person changed is seen at once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from placemeaning import ledger
from placemeaning.errors import CodebookError, DocumentError, PlacemeaningError, TableError
from placemeaning.intake.table import read_csv
from placemeaning.model.codebook import Codebook, read_codebook
from placemeaning.model.coding import Event
from placemeaning.model.document import Document, Person, Place, is_id, read_document, the_one, write_document
from placemeaning.output.files import replacing

T = TypeVar("T")

PLACE_COLUMNS = ("id", "name", "kind", "neighbourhood", "municipality", "latitude", "longitude", "aliases", "picture")
PERSON_COLUMNS = ("id", "role", "age_group", "gender", "years_here")


class Folder:
    """Reads and writes the files of one study."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.raw, self.text, self.coded = root / "data/raw", root / "data/text", root / "data/coded"
        self.codebook_file, self.places_file, self.people_file = root / "codebook.yaml", root / "data/places.csv", root / "data/people.csv"
        self._cache: dict[Path, tuple[tuple[int, int], Any]] = {}

    def name(self, path: Path) -> str:
        """Return a path as messages show it: from the study's folder, with slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def _fresh(self, path: Path, read: Callable[[Path], T]) -> T:
        """Return what `read` makes of a file, again only when the file has changed."""
        try:
            state = path.stat()
        except FileNotFoundError:
            return read(path)
        stamp = (state.st_mtime_ns, state.st_size)
        known = self._cache.get(path)
        if known is None or known[0] != stamp:
            self._cache[path] = known = (stamp, read(path))
        found: T = known[1]
        return found

    def codebook(self) -> Codebook:
        """Return the codebook; CodebookError where it is missing or wrong."""
        return self._fresh(self.codebook_file, lambda path: read_codebook(self._words(path, CodebookError), self.name(path)))

    def places(self) -> dict[str, Place]:
        """Return the places by id, in the order of the file; none where there is no file."""
        return self._fresh(self.places_file, lambda path: self._table(path, ("id", "name"), _read_place))

    def people(self) -> dict[str, Person]:
        """Return the people by id, in the order of the file; none where there is no file."""
        return self._fresh(self.people_file, lambda path: self._table(path, ("id",), _read_person))

    def _table(self, path: Path, needed: tuple[str, ...], make: Callable[[dict[str, str]], Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for line, row in read_csv(path) if path.exists() else ():
            where = f"{self.name(path)}:{line}"
            for column in needed:
                if column not in row:
                    raise TableError(
                        f"{where}: there is no column {column!r}; the columns are {', '.join(row)}. Name it in the first line."
                    )
            if not is_id(row["id"]):
                raise TableError(f"{where}: {row['id']!r} is not an id: use letters, digits, '-' and '.'")
            if row["id"] in found:
                raise TableError(f"{where}: {row['id']!r} stands here a second time. Remove one of the two rows.")
            try:
                found[row["id"]] = make(row)
            except ValueError as problem:
                raise TableError(f"{where}: {problem}") from None
        return found

    def document_ids(self) -> list[str]:
        """Return the ids of all frozen texts, sorted."""
        if not self.text.is_dir():
            return []
        return sorted(name[:-4] for name in os.listdir(self.text) if name.endswith(".txt") and not name.startswith("."))

    def text_file(self, document: str) -> Path:
        """Return where the frozen text of a document lies."""
        return self.text / f"{document}.txt"

    def document(self, document: str) -> Document:
        """Return a document; NotFound or DocumentError where it is missing or wrong."""
        path = self.text_file(document)
        if not path.is_file():
            the_one(dict.fromkeys(self.document_ids()), document, "document")
        return self._fresh(path, self._read_document)

    def _read_document(self, path: Path) -> Document:
        found = read_document(self._words(path, DocumentError), self.name(path))
        if found.id != path.stem:
            raise DocumentError(
                f"{self.name(path)}:2: the id is {found.id!r}, but the file is called {path.name}. Give both the same name."
            )
        return found

    def readable_documents(self) -> tuple[dict[str, Document], dict[str, str]]:
        """Return the documents by id, and the message of each that cannot be read."""
        found: dict[str, Document] = {}
        wrong: dict[str, str] = {}
        for document in self.document_ids():
            try:
                found[document] = self.document(document)
            except PlacemeaningError as problem:
                wrong[document] = str(problem)
        return found, wrong

    def write_document(self, document: Document) -> None:
        """Write a frozen text, whole or not at all."""
        write_whole(self.text_file(document.id), write_document(document).encode("utf-8"))

    def coders(self) -> list[str]:
        """Return the coders who have a folder, sorted."""
        return sorted(entry.name for entry in os.scandir(self.coded) if entry.is_dir() and is_id(entry.name)) if self.coded.is_dir() else []

    def ledger_file(self, coder: str, document: str) -> Path:
        """Return where the decisions of a coder about a document lie."""
        return self.coded / coder / f"{document}.jsonl"

    def ledger_files(self, coders: Callable[[str], bool] = bool, documents: Callable[[str], bool] = bool) -> Iterator[Path]:
        """Yield the ledger files of some coders and documents; conflict copies are not among them."""
        known = set(self.document_ids())
        for coder in filter(coders, self.coders()):
            for name in sorted(os.listdir(self.coded / coder)):
                path = self.coded / coder / name
                if name.endswith(".jsonl") and documents(path.stem) and (path.stem in known or not self.is_conflict_copy(path)):
                    yield path

    def is_conflict_copy(self, path: Path) -> bool:
        """Return whether a ledger file is a sync program's copy of another: its lines are about a document of another name."""
        with open(path, "rb") as copy:
            line = copy.readline()
        named = re.search(rb'"document":\s*"([^"]*)"', line)
        return (not is_id(path.stem) and not path.stem.startswith("_")) or bool(named and named[1].decode("utf-8", "replace") != path.stem)

    def conflict_copies(self) -> Iterator[Path]:
        """Yield the conflict copies that a sync program left in data/coded."""
        known = set(self.document_ids())
        for path in sorted(self.coded.glob("*/*.jsonl")):
            if path.stem not in known and self.is_conflict_copy(path):
                yield path

    def events(self, coders: Callable[[str], bool] = bool, documents: Callable[[str], bool] = bool) -> Iterator[Event]:
        """Yield the events of some coders and documents; LedgerError where a line cannot be read."""
        for path in self.ledger_files(coders, documents):
            yield from self.events_of(path)

    def events_of(self, path: Path) -> tuple[Event, ...]:
        """Return the events of one ledger file; a cut last line is set aside first."""
        return self._fresh(path, self._read_ledger)

    def _read_ledger(self, path: Path) -> tuple[Event, ...]:
        found = ledger.read(path)
        if found.torn and os.access(path, os.W_OK):
            ledger.append(path, lambda _: ())
        return found.events

    def append(self, coder: str, document: str, make: Callable[[tuple[Event, ...]], Any]) -> tuple[Event, ...]:
        """Add events to a ledger file (see `ledger.append`)."""
        if not is_id(coder):
            raise ValueError(f"by={coder!r} cannot be a coder's name: use letters, digits, '-' and '.', without blanks")
        return ledger.append(self.ledger_file(coder, document), make)

    def _words(self, path: Path, error: type[PlacemeaningError]) -> str:
        try:
            return path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            raise error(f"{self.name(path)}: there is no such file. Restore it, or make a new study with 'placemeaning new'.") from None
        except UnicodeDecodeError as problem:
            line = path.read_bytes()[: problem.start].count(b"\n") + 1
            raise error(f"{self.name(path)}:{line}: this is not UTF-8 text. Save the file again as UTF-8.") from None
        except OSError as problem:
            raise error(f"{self.name(path)}: cannot be read: {problem.strerror}") from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all (see `placemeaning.output.files.replacing`)."""
    with replacing(path, "en") as new:
        new.write_bytes(content)


def _read_place(row: dict[str, str]) -> Place:
    aliases = tuple(alias.strip() for alias in re.split(r"[;|]", row.get("aliases", "")) if alias.strip())
    texts = {name: row.get(name, "") for name in ("id", "name", "kind", "neighbourhood", "municipality", "picture")}
    return Place(**texts, latitude=_degrees(row, "latitude", 90), longitude=_degrees(row, "longitude", 180), aliases=aliases)


def _degrees(row: dict[str, str], column: str, limit: int) -> float | None:
    words = row.get(column, "").strip().replace(",", ".")
    if not words:
        return None
    try:
        value = float(words)
    except ValueError:
        value = float("nan")
    if not -limit <= value <= limit:
        raise ValueError(f"{column} {row[column]!r} is not a number of degrees between -{limit} and {limit}, such as 51.84")
    return value


def _read_person(row: dict[str, str]) -> Person:
    other = {name: value for name, value in row.items() if name not in PERSON_COLUMNS}
    return Person(**{name: row.get(name, "") for name in PERSON_COLUMNS}, other=other)

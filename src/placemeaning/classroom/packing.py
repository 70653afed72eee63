"""Handing out: a folder or a zip per student, and what a student hands in. Nothing of anybody else goes along."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from placemeaning.classroom import exercise, plan
from placemeaning.classroom.codebooks import write_codebook
from placemeaning.classroom.instructions import HANDED_IN, NOTEBOOK, README, readme
from placemeaning.classroom.plan import Plan, With
from placemeaning.classroom.record import MANIFEST, Manifest, Record, all_given, encode, make_record, manifest_of, records, write_record
from placemeaning.errors import ProjectError, check_choice
from placemeaning.folder import PERSON_COLUMNS, PLACE_COLUMNS, Folder, write_whole
from placemeaning.intake.freeze import slug
from placemeaning.model.document import Document, is_id, write_document
from placemeaning.output.words import LANGUAGES

Files = dict[str, bytes]


@dataclass(frozen=True)
class HandedOut:
    """What was handed out. Prints as the plan, and where everything was written.

    Attributes
    ----------
    plan
        Who codes what.
    handout
        The name of this handout; empty where only the plan was made.
    written
        A folder or zip a student.
    record
        Where the study remembers it.
    """

    plan: Plan
    handout: str = ""
    written: tuple[Path, ...] = ()
    record: str = ""

    def __repr__(self) -> str:
        if not self.written:
            return f"{self.plan}\n\nNothing was written: this is the plan only."
        where = f"Wrote {len(self.written)} to {self.written[0].parent}; the study remembers it in {self.record}."
        return f"{self.plan}\n\n{where}"


def names_of(students: int | Sequence[str]) -> list[str]:
    """Return the ids of the students: ``s01`` and on for a number; a name with blanks is made an id."""
    if isinstance(students, str):
        raise ValueError("students= is a number or several names, not one text")
    if isinstance(students, int):
        width = max(2, len(str(students)))
        return [f"s{number:0{width}}" for number in range(1, students + 1)]
    return [one.strip() if is_id(one.strip()) else slug(f"{one}.txt") for one in students]


def hand_out(
    folder: Folder, to: Path | None, *, students: int | Sequence[str], documents: Sequence[str] | None, per_passage: int, per_student: int | None,
    language: str, suggestions: With, seed: int, as_zip: bool, pairs: bool | Sequence[Sequence[str]], nbgrader: bool,
    wheel: Sequence[str | Path],
) -> HandedOut:  # fmt: skip
    """Write a folder or zip per student, and the record of it (see `Project.hand_out`)."""
    check_choice("language", language, LANGUAGES)
    if to is not None and to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise ProjectError(f"{to} is not empty. Choose a new folder; nothing was handed out.")
    wheels = {Path(one).name: _read_wheel(Path(one)) for one in wheel}
    chosen = {name: folder.document(name) for name in dict.fromkeys(documents or folder.document_ids())}
    groups = plan.paired(names_of(students), pairs, seed)
    _not_coders(folder, list(groups))
    words = {name: one.words() for name, one in chosen.items()}
    made = plan.make_plan(
        list(groups), words, per_passage=per_passage, per_student=per_student, suggestions=suggestions, seed=seed, members=groups
    )
    if to is None:
        return HandedOut(made)
    book = folder.codebook()
    books = {keywords: write_codebook(book, keywords=keywords) for keywords in (True, False)}
    record = make_record(made, {name: one.digest for name, one in chosen.items()}, book, books, split=suggestions, language=language)
    packer = _Packer(folder, record, chosen, books, wheels)
    where = write_record(folder, record)
    written = [_write(to, student, packer.of_student(student), as_zip) for student in record.students]
    if nbgrader:
        written.append(_write(to / "nbgrader" / "source", Path(NOTEBOOK[language]).stem, packer.of_all(made), as_zip=False))
    return HandedOut(made, record.handout, tuple(written), where)


def _read_wheel(path: Path) -> bytes:
    if path.suffix != ".whl" or not path.is_file():
        raise ValueError(f"wheel: {path} is not a wheel (a file that ends with .whl). Make one with: pip wheel --no-deps placemeaning")
    return path.read_bytes()


def _not_coders(folder: Folder, names: Sequence[str]) -> None:
    """Refuse names of coders who coded here and are no students: collecting would mix them."""
    students = {student for student, _, _ in all_given(records(folder))}
    known = {one.casefold() for one in folder.coders() if one not in students}
    taken = [one for one in names if one.casefold() in known]
    if taken:
        raise ValueError(f"students: {', '.join(taken)} coded in this study before; give the students other names, such as {taken[0]}-2")


class _Packer:
    """Makes the files of a handout; opens nothing of data/coded, data/raw or the keys."""

    def __init__(
        self, folder: Folder, record: Record, chosen: Mapping[str, Document], books: Mapping[bool, str], wheels: Mapping[str, bytes]
    ) -> None:
        self._folder, self._record, self._chosen, self._books, self._wheels = folder, record, chosen, books, wheels

    def of_student(self, student: str) -> Files:
        """Return the files of one student's folder."""
        given, language = self._record.students[student], self._record.language
        titles = {name: self._chosen[name].title for name in given.documents}
        notebook = exercise.notebook(student, titles, suggestions=given.suggestions, language=language)
        sheet = readme(student, given.members, titles, suggestions=given.suggestions, wheels=[*self._wheels], language=language)
        return {
            README[language]: sheet.encode("utf-8-sig"),
            "start.py": (Path(__file__).parent / "start.py").read_bytes(),
            NOTEBOOK[language]: notebook,
            MANIFEST: encode(manifest_of(self._record, student, NOTEBOOK[language])),
            **self._study(given.documents, keywords=given.suggestions),
            **self._wheels,
        }

    def of_all(self, made: Plan) -> Files:
        """Return the files of the folder for nbgrader, which gives all students the same."""
        language = self._record.language
        shares = {one.student: (one.documents, one.suggestions) for one in made.shares}
        titles = {name: self._chosen[name].title for name in made.words}
        return {
            NOTEBOOK[language]: exercise.graded_notebook(shares, titles, language=language),
            MANIFEST: encode(manifest_of(self._record, "", NOTEBOOK[language])),
            **self._study(tuple(made.words), keywords=True),
        }

    def _study(self, documents: Sequence[str], *, keywords: bool) -> Files:
        texts = [self._chosen[name] for name in documents]
        places = {place for one in texts for place in (*one.places, *(turn.place for turn in one.turns)) if place}
        people = {person for one in texts for person in (*one.people, *(who.person for who in one.speakers.values())) if person}
        place_rows = [one for name, one in self._folder.places().items() if name in places]
        return {
            "codebook.yaml": self._books[keywords].encode("utf-8"),
            "data/places.csv": _table(PLACE_COLUMNS, [_place_row(one) for one in place_rows]),
            "data/people.csv": _table(PERSON_COLUMNS, [one for name, one in self._folder.people().items() if name in people]),
            **{f"data/text/{one.id}.txt": write_document(replace(one, source=None, other={})).encode("utf-8") for one in texts},
        }


def _place_row(place: Any) -> dict[str, Any]:
    return {name: getattr(place, name) for name in PLACE_COLUMNS} | {"aliases": "; ".join(place.aliases)}


def _table(columns: Sequence[str], rows: Sequence[Any]) -> bytes:
    """Return a table as CSV; of people only the columns that every study has."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        values = [row[name] if isinstance(row, dict) else getattr(row, name) for name in columns]
        writer.writerow(["" if value is None else value for value in values])
    return out.getvalue().encode("utf-8-sig")


def _write(to: Path, name: str, files: Files, as_zip: bool) -> Path:
    if not as_zip:
        for file, content in files.items():
            write_whole(to / name / file, content)
        return to / name
    path = to / f"{name}.zip"
    write_whole(path, _zipped({f"{name}/{file}": content for file, content in files.items()}))
    return path


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, datetime.now().timetuple()[:6])
            info.external_attr, info.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def hand_in(folder: Folder) -> Path:
    """Write one zip with what a student made, beside the notebook, and return it (see `Project.hand_in`)."""
    try:
        manifest = msgspec.json.decode((folder.root / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise ProjectError(f"{folder.root}: this folder was not handed out: there is no {MANIFEST} in it") from None
    except msgspec.MsgspecError as problem:
        raise ProjectError(
            f"{folder.root / MANIFEST}: cannot be read: {problem}. Unpack your handout again and copy it from there."
        ) from None
    student = manifest.student or "class"
    patterns = (MANIFEST, "codebook.yaml", manifest.notebook, "data/text/*.txt", "data/coded/*/*.jsonl", "data/shown/*.jsonl")
    found = sorted(path for pattern in patterns for path in folder.root.glob(pattern))
    path = folder.root / f"{student}-{HANDED_IN[manifest.language]}.zip"
    write_whole(path, _zipped({f"{student}/{folder.name(one)}": one.read_bytes() for one in found}))
    return path

"""Marking: the answer object. Each table is worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

import pandas as pd

from placemeaning import comparing
from placemeaning.analysis.agreement import agreement
from placemeaning.analysis.agreement_measures import measure_named
from placemeaning.analysis.agreement_result import Agreement
from placemeaning.analysis.agreement_units import CONSENSUS, UNITS, Unit
from placemeaning.analysis.disagreements import Disagreements, disagreements
from placemeaning.analysis.tidy import CERTAIN
from placemeaning.classroom import marking
from placemeaning.classroom.collecting import shown_documents
from placemeaning.classroom.record import Given, all_given, chosen_records
from placemeaning.errors import check_choice, did_you_mean
from placemeaning.exporting import language_of
from placemeaning.folder import Folder
from placemeaning.model.codebook import Codebook
from placemeaning.model.document import Document
from placemeaning.suggesting.lexicon import sentences


@dataclass(frozen=True, eq=False, repr=False)
class Marks:
    """How the codings of a class lie beside a key and beside each other. Made by `Project.mark`.

    Attributes
    ----------
    key
        The coder whose coding is the key.
    names
        The students who handed something in, sorted.
    given
        What each was handed out, where that is on record.
    codings
        The codings of key and students that hold and whose position is certain.
    texts
        The documents that count: those that the key and a student have read.
    read
        Who has read what.
    codebook, title
        Of the study.
    n_left_out
        How many codings do not count because their position is not certain.
    """

    key: str
    names: tuple[str, ...]
    given: Mapping[str, Given]
    codings: pd.DataFrame
    texts: Mapping[str, Document]
    read: Mapping[str, frozenset[str]]
    codebook: Codebook
    title: str
    n_left_out: int
    _unit: Unit
    _measure: str | None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that occur, in the order of the codebook."""
        used = set(self.codings["code"].dropna().unique())
        return tuple(code for code in self.codebook.codes if code in used)

    @cached_property
    def passages(self) -> pd.DataFrame:
        """One row a passage of the key, found or missed, and one an extra one, for each student (`marking.PASSAGE_COLUMNS`)."""
        return marking.passages(self.codings, self.key, self.names, self.read, self.texts)

    @cached_property
    def students(self) -> pd.DataFrame:
        """One row a student: what was handed in, found, missed and extra, and agreement with key and class.

        Columns ``student, members, suggestions, documents, not_read, codings, key, found, missed, extra, share, starts_apart, stops_apart,
        overlap, with_key, with_class, words``; ``suggestions`` is missing where nothing is on record; ``words`` says why there is no value.
        """
        counts = marking.counted(self.passages, ["student"]).set_index("student")
        rows = []
        for one in self.names:
            given, mine = self.given.get(one), self.codings[self.codings["coder"] == one]
            here = [name for name in self.texts if name in self.read[one]]
            left = [name for name in given.documents if name not in here] if given else []
            about = (", ".join(given.members) if given else "", given.suggestions if given else None)
            agreed = self._with_key[one]
            rows.append((one, *about, len(here), ", ".join(left), len(mine), agreed.value, self._with_class.get(one), agreed.words))
        columns = ["student", "members", "suggestions", "documents", "not_read", "codings", "with_key", "with_class", "words"]
        frame = pd.DataFrame(rows, columns=columns).astype({"with_key": "Float64", "with_class": "Float64", "suggestions": "boolean"})
        frame = frame.join(counts, on="student")
        for name in ("key", "found", "missed", "extra"):
            frame[name] = frame[name].fillna(0).astype("int64")
        return frame[[*columns[:6], *counts.columns, *columns[6:]]]

    @cached_property
    def by_code(self) -> pd.DataFrame:
        """One row a student and code: ``student, code, key, found, missed, extra, share, …, with_key, with_class``."""
        frame = marking.counted(self.passages, ["student", "code"])
        order = {code: number for number, code in enumerate(self.codes)}
        frame = frame.sort_values(["student", "code"], key=lambda column: column.map(lambda one: order.get(one, one)), kind="stable")
        frame = frame.reset_index(drop=True)
        with_key = {one: dict(zip(a.by_code["code"], a.by_code["value"], strict=True)) for one, a in self._with_key.items()}
        pairs = [*zip(frame["student"], frame["code"], strict=True)]
        frame["with_key"] = pd.array([with_key[one].get(code) for one, code in pairs], dtype="Float64")
        frame["with_class"] = pd.array([self._with_class_by_code.get(code, {}).get(one) for one, code in pairs], dtype="Float64")
        return frame

    @cached_property
    def _with_key(self) -> dict[str, Agreement]:
        return {one: self._agreement([one, self.key], [name for name in self.texts if name in self.read[one]]) for one in self.names}

    @cached_property
    def _with_class(self) -> dict[str, float]:
        return _with_rest(self.agreement)

    @cached_property
    def _with_class_by_code(self) -> dict[str, dict[str, float]]:
        return {code: _with_rest(self._agreement(self.names, self.texts, codes=[code])) for code in self.codes}

    @cached_property
    def agreement(self) -> Agreement:
        """How far the students agree among themselves."""
        return self._agreement(self.names, self.texts, interval=None)

    def _agreement(
        self, coders: Sequence[str], documents: object, *, codes: Sequence[str] | None = None, interval: str | None = "none"
    ) -> Agreement:
        return agreement(
            self.codings, unit=self._unit, measure=self._measure, coders=list(coders), codes=codes or list(self.codes), documents=list(documents),  # type: ignore[call-overload]
            interval=interval, texts=self.texts, sentences=sentences, read=self.read,  # type: ignore[arg-type]
        )  # fmt: skip

    @cached_property
    def divided_codes(self) -> pd.DataFrame:
        """The codes that divided the class, most first: ``code, agreement, both, one, confused_with, times, key, share, extra``.

        ``both`` and ``one`` count units where two students gave the code and where one of two did; ``share`` is how many of the key's passages
        were found, over all students.
        """
        found = self.agreement.read_differently.rename(columns={"value": "agreement"}) if len(self.names) > 1 else None
        if found is None:
            found = pd.DataFrame(columns=["code", "agreement", "both", "one", "confused_with", "times"])
        counts = marking.counted(self.passages, ["code"])[["code", "key", "share", "extra"]]
        return found.merge(counts, on="code", how="outer" if found.empty else "left")

    @cached_property
    def divided_passages(self) -> Disagreements:
        """The passages that divided the class, most first: the best material for the discussion."""
        return disagreements(self.codings, coders=list(self.names), documents=list(self.texts), texts=self.texts, read=self.read)

    @cached_property
    def heat(self) -> pd.DataFrame:
        """One row a sentence: how many students read it, coded it, and gave it each code (`marking.heat`)."""
        return marking.heat(self.codings, self.names, self.read, self.texts, self.codes)

    @cached_property
    def arms(self) -> pd.DataFrame:
        """With suggestions beside without, by what was handed out, where both occur: a row each, and the difference.

        Columns ``suggestions, students, codings, accepted, share, extra, with_key, agreement``: means over students, but for ``agreement``,
        which is that of the students of a row among themselves, and ``accepted``, the share of codings that came from a suggestion.
        """
        rows = []
        for name, arm in (("with", True), ("without", False)):
            some = self.students[self.students["suggestions"].eq(arm).fillna(False)]
            if some.empty:
                return pd.DataFrame(columns=_ARMS)
            mine = self.codings[self.codings["coder"].isin(some["student"])]
            among = self._agreement(some["student"].tolist(), self.texts).value
            means = [some[one].mean() for one in ("codings", "share", "extra", "with_key")]
            rows.append((name, len(some), means[0], (mine["origin"] != "human").mean(), *means[1:], among))
        frame = pd.DataFrame(rows, columns=_ARMS).astype({"students": "Int64"} | dict.fromkeys(_ARMS[2:], "Float64"))
        differ = frame.iloc[0, 2:] - frame.iloc[1, 2:]
        frame.loc[2] = ["difference", pd.NA, *differ]
        return frame

    @property
    def note(self) -> str:
        """What was compared, in one paragraph."""
        total = marking.counted(self.passages.assign(all="all"), ["all"])
        numbers = [int(total[name].sum()) for name in ("key", "found", "missed", "extra")]
        return (
            f"{len(self.names)} students beside {self.key} on {len(self.texts)} documents: of {numbers[0]} times that a passage of the key could be "
            f"found, {numbers[1]} found, {numbers[2]} missed; {numbers[3]} extra. Codings left out because their position is not certain: {self.n_left_out}."
        )

    def __repr__(self) -> str:
        among = self.agreement
        shown = self.students[["student", "documents", "codings", "key", "found", "missed", "extra", "with_key", "with_class"]]
        return f"{shown.to_string(index=False, float_format='{:.2f}'.format, na_rep='–')}\n\n{self.note}\n{among.question}.\n{among.answer} {among.basis}"

    def _repr_html_(self) -> str:
        from placemeaning.classroom.classpage import overview

        return overview(self, language_of(self.codebook, None))

    def to_excel(self, path: str | Path, *, language: str | None = None) -> Path:
        """Write the workbook: students, students by code, passages, what divided the class, the heat of each transcript, suggestions, about.

        Raises
        ------
        ProjectError
            If it cannot be written; an existing file is then as it was.
        """
        from placemeaning.classroom.workbook import write_marks

        return write_marks(self, path, language_of(self.codebook, language))

    def feedback(self, student: str, *, language: str | None = None) -> str:
        """Return the feedback page of one student as HTML: kind, concrete, to print.

        Raises
        ------
        ValueError
            If this student handed nothing in.
        """
        from placemeaning.classroom.feedback import page

        if student not in self.names:
            raise ValueError(
                f"student={student!r} handed nothing in; there are {', '.join(self.names)}.{did_you_mean(student, self.names)}"
            )
        return page(self, student, language_of(self.codebook, language))

    def write_feedback(self, folder: str | Path, *, language: str | None = None) -> list[Path]:
        """Write one feedback page per student into a folder, and return the files."""
        from placemeaning.folder import write_whole

        written = []
        for one in self.names:
            written.append(Path(folder) / f"{one}.html")
            write_whole(written[-1], self.feedback(one, language=language).encode("utf-8"))
        return written

    def heat_page(self, document: str, *, language: str | None = None) -> str:
        """Return a transcript as HTML, its words in heat colours by how many students coded them, with what under each turn."""
        from placemeaning.classroom.classpage import transcript

        if document not in self.texts:
            raise ValueError(f"document={escape(document)!r} was not coded by the class; there are {', '.join(self.texts)}")
        return transcript(self, document, language_of(self.codebook, language))


_ARMS = ["suggestions", "students", "codings", "accepted", "share", "extra", "with_key", "agreement"]


def _with_rest(found: Agreement) -> dict[str, float]:
    """Return the mean agreement of each student with each other one, where there is a value."""
    if len(found.coders) < 2:
        return {}
    rows = found.by_coder[["coder", "with_rest"]].dropna()
    return dict(zip(rows["coder"], rows["with_rest"], strict=True))


def mark(
    folder: Folder, key: str, *, students: Sequence[str] | None, handout: str | None, documents: Sequence[str] | None, unit: Unit,
    measure: str | None,
) -> Marks:  # fmt: skip
    """Return the marks of a class (see `Project.mark`)."""
    check_choice("unit", unit, UNITS)
    measure_named(measure, unit)
    chosen = chosen_records(folder, handout)
    given = {student: what for student, what, _ in all_given(chosen)}
    found = comparing.material(folder)
    if key not in found.read:
        raise ValueError(
            f"key={key!r} is not a coder of this study; there are {', '.join(found.read) or 'none'}.{did_you_mean(key, found.read)}"
        )
    opened = {one: found.read.get(one, frozenset()) | (shown_documents(folder, one) & set(found.texts)) for one in {*found.read, *given}}
    names = _students(students, given, sorted(one for one, some in opened.items() if some and one not in (key, CONSENSUS)))
    read = {one: opened[one] for one in names} | {key: found.read[key]}
    within = (
        set(documents) if documents is not None else {name for one in chosen for name in one.documents} if handout else set(found.texts)
    )
    for one in documents or ():
        folder.document(one)
    texts = {name: one for name, one in found.texts.items() if name in within & read[key] and any(name in read[each] for each in names)}
    if not texts:
        raise ValueError(f"there is no document that both {key} and a student have coded, so there is nothing to mark")
    read = {one: frozenset(some & set(texts)) for one, some in read.items()}
    names = tuple(one for one in names if read[one])
    codings = found.codings[found.codings["coder"].isin([key, *names]) & found.codings["document"].isin(texts)]
    certain = codings[codings["status"].isin(CERTAIN)]
    book, left_out = folder.codebook(), len(codings) - len(certain)
    return Marks(key, names, given, certain, texts, read, book, book.title or folder.root.name, left_out, unit, measure)


def _students(wanted: Sequence[str] | None, given: Mapping[str, Given], there: Sequence[str]) -> tuple[str, ...]:
    for one in wanted or ():
        if one not in there:
            raise ValueError(
                f"students={one!r} has decided nothing here; there are {', '.join(there) or 'none'}.{did_you_mean(one, there)}"
            )
    chosen = list(wanted) if wanted is not None else [one for one in there if one in given] if given else list(there)
    if not chosen:
        raise ValueError("no student's work is in this study yet: bring it in with project.collect(folder)")
    return tuple(sorted(dict.fromkeys(chosen)))

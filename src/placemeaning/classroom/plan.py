"""Who codes what: documents over students, so that each document is coded by enough of them. Pure and seeded."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

import pandas as pd

from placemeaning.errors import check_choice
from placemeaning.model.document import is_id

With = Literal["with", "without", "split"]
WITH: tuple[str, ...] = get_args(With)
_TRIED = 200  # random halves, of which the one that mixes best within documents is taken


@dataclass(frozen=True, slots=True)
class Share:
    """What one student (or pair) gets. `members` are the people who code together, in a pair."""

    student: str
    documents: tuple[str, ...]
    suggestions: bool
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Who gets which documents. Prints as two tables, by student and by document, with a sentence.

    Attributes
    ----------
    shares
        One a student, in the order of the students.
    words
        The number of words of each document that is handed out.
    per_passage
        How many students were to code each passage, at least.
    seed
        Of the random choices: the same plan comes out again.
    """

    shares: tuple[Share, ...]
    words: Mapping[str, int]
    per_passage: int
    seed: int

    @property
    def students(self) -> pd.DataFrame:
        """One row a student: ``student, members, suggestions, documents, words``."""
        rows = [
            (
                one.student,
                ", ".join(one.members),
                one.suggestions,
                ", ".join(one.documents),
                sum(self.words[name] for name in one.documents),
            )
            for one in self.shares
        ]
        return pd.DataFrame(rows, columns=["student", "members", "suggestions", "documents", "words"])

    @property
    def documents(self) -> pd.DataFrame:
        """One row a document: ``document, words, students, with_suggestions, without``: how many code it."""
        rows = []
        for name, words in self.words.items():
            arms = [one.suggestions for one in self.shares if name in one.documents]
            rows.append((name, words, len(arms), sum(arms), len(arms) - sum(arms)))
        return pd.DataFrame(rows, columns=["document", "words", "students", "with_suggestions", "without"])

    @property
    def note(self) -> str:
        """How many, how much work, how much overlap: one paragraph."""
        by_document, by_student = self.documents["students"], self.students["words"]
        loads = pd.Series([len(one.documents) for one in self.shares])
        shared = pd.Series([len({*a.documents} & {*b.documents}) for a, b in combinations(self.shares, 2)] or [0])
        arms = sum(one.suggestions for one in self.shares)
        return (
            f"{len(self.shares)} students, {len(self.words)} documents. Students who code each document: {_range(by_document)} "
            f"(asked: at least {self.per_passage}). Documents a student: {_range(loads)}; words: {_range(by_student)}. "
            f"Documents that two students have in common: {_range(shared)}. "
            f"With suggestions: {arms}; without: {len(self.shares) - arms}. "
            f"Seed {self.seed}."
        )

    def __repr__(self) -> str:
        shown = self.students.assign(suggestions=self.students["suggestions"].map({True: "with", False: "without"}))
        shown = shown if shown["members"].any() else shown.drop(columns="members")
        with pd.option_context("display.max_colwidth", 70):
            return f"{shown.to_string(index=False)}\n\n{self.documents.to_string(index=False)}\n\n{self.note}"


def _range(values: pd.Series[int]) -> str:
    low, high = f"{values.min():,}".replace(",", " "), f"{values.max():,}".replace(",", " ")
    return low if low == high else f"{low} to {high}"


def make_plan(
    students: Sequence[str], words: Mapping[str, int], *, per_passage: int, per_student: int | None = None, suggestions: With = "split",
    seed: int = 0, members: Mapping[str, Sequence[str]] | None = None,
) -> Plan:  # fmt: skip
    """Return a plan in which each document is coded by `per_passage` students or more.

    Documents have as many readers as each other, and students as many documents, within one; among those with as few documents, the
    one who shares the fewest documents with the other readers is next, and then the one with the fewest words so far.

    Parameters
    ----------
    students
        Their ids, each once.
    words
        The number of words of each document.
    per_passage
        How many students code each document, at least. Where there are too few documents to give every student one, more do.
    per_student
        How many documents a student codes. As many documents as `per_passage` allows are drawn then; the others are left out.
    suggestions
        Whether students work ``with`` suggestions or ``without``, or are ``split`` at random into halves that differ by one at most.
    members
        The people behind a student who is a pair.

    Raises
    ------
    ValueError
        If there are no students or documents, a name is no id or there twice, or a number does not fit.
    """
    check_choice("suggestions", suggestions, WITH)
    _check(students, words, per_passage, per_student)
    rng = random.Random(seed)
    readers = _readers(len(students), list(words), per_passage, per_student, rng)
    given = _given(list(students), {name: (readers[name], words[name]) for name in words if name in readers}, rng)
    arms = _arms(given, suggestions, rng)
    people = members or {}
    shares = tuple(Share(one, tuple(given[one]), one in arms, tuple(people.get(one, ()))) for one in students)
    return Plan(shares, {name: count for name, count in words.items() if name in readers}, per_passage, seed)


def _check(students: Sequence[str], words: Mapping[str, int], per_passage: int, per_student: int | None) -> None:
    for one in students:
        if not is_id(one):
            raise ValueError(f"students: {one!r} cannot be a coder's name: use letters, digits, '-' and '.', without blanks")
    twice = next((one for one in students if [each.casefold() for each in students].count(one.casefold()) > 1), None)
    if twice is not None:
        raise ValueError(f"students: {twice!r} is there twice. Give each student another name.")
    if not students or not words:
        raise ValueError("a plan needs one student and one document, or more")
    if not 1 <= per_passage <= len(students):
        raise ValueError(f"per_passage={per_passage} is not between 1 and the number of students, {len(students)}")
    if per_student is not None and not 1 <= per_student <= len(words):
        raise ValueError(f"per_student={per_student} is not between 1 and the number of documents, {len(words)}")
    if per_student is not None and len(students) * per_student < per_passage:
        raise ValueError(
            f"{len(students)} students with {per_student} each cannot code one document {per_passage} times. Raise per_student, or lower per_passage."
        )


def _readers(students: int, documents: list[str], per_passage: int, per_student: int | None, rng: random.Random) -> dict[str, int]:
    """Return how many students read each document that is handed out: within one of each other."""
    drawn = rng.sample(documents, len(documents))
    if per_student is not None:
        drawn = drawn[: max(per_student, students * per_student // per_passage)]
    total = students * per_student if per_student is not None else max(students, len(drawn) * per_passage)
    each, more = divmod(total, len(drawn))
    if each < per_passage:
        raise ValueError(
            f"{students} students cannot each code {per_student} documents with {per_passage} students a document. "
            f"Lower per_student or per_passage."
        )
    return {name: each + (place < more) for place, name in enumerate(drawn)}


def _given(students: list[str], wanted: Mapping[str, tuple[int, int]], rng: random.Random) -> dict[str, list[str]]:
    """Return the documents of each student: long ones are given out first, each to those who have least to do."""
    order = rng.sample(students, len(students))
    given: dict[str, list[str]] = {one: [] for one in order}
    load = dict.fromkeys(order, 0)
    met: dict[frozenset[str], int] = {}
    for name, (readers, count) in sorted(wanted.items(), key=lambda item: -item[1][1]):
        chosen: list[str] = []
        while len(chosen) < readers:
            left = [one for one in order if one not in chosen]
            best = min(left, key=lambda one: (len(given[one]), sum(met.get(frozenset((one, c)), 0) for c in chosen), load[one]))
            chosen.append(best)
        for one in chosen:
            given[one].append(name)
            load[one] += count
        for pair in combinations(chosen, 2):
            met[frozenset(pair)] = met.get(frozenset(pair), 0) + 1
    return {one: rng.sample(given[one], len(given[one])) for one in students}


def _arms(given: Mapping[str, Sequence[str]], suggestions: str, rng: random.Random) -> set[str]:
    """Return who works with suggestions; of many random halves, the one that is mixed best within documents."""
    if suggestions != "split":
        return set(given) if suggestions == "with" else set()
    half = (len(given) + rng.randrange(2)) // 2
    halves = [set(rng.sample(list(given), half)) for _ in range(_TRIED)]
    return min(halves, key=lambda some: _unmixed(given, some))


def _unmixed(given: Mapping[str, Sequence[str]], some: set[str]) -> int:
    surplus: dict[str, int] = {}
    for one, documents in given.items():
        for name in documents:
            surplus[name] = surplus.get(name, 0) + (1 if one in some else -1)
    return sum(value * value for value in surplus.values())


def paired(students: Sequence[str], pairs: bool | Sequence[Sequence[str]], seed: int) -> dict[str, tuple[str, ...]]:
    """Return who codes together, by the name of the pair (``anna-ben``).

    Parameters
    ----------
    pairs
        True to draw pairs at random (with an odd number, one of three), or the pairs themselves; who is in none works alone.

    Raises
    ------
    ValueError
        If somebody is in two pairs, or is no student.
    """
    if pairs is True:
        drawn = random.Random(seed).sample(list(students), len(students))
        groups = [drawn[at : at + 2] for at in range(0, len(drawn) - len(drawn) % 2, 2)]
        if len(drawn) % 2 and groups:
            groups[-1].append(drawn[-1])
        pairs = groups
    groups = [list(one) for one in pairs or ()]
    inside = [one for group in groups for one in group]
    for one in inside:
        if one not in students or inside.count(one) > 1:
            raise ValueError(f"pairs: {one!r} is {'in two pairs' if one in students else 'not one of the students'}")
    alone = [[one] for one in students if one not in inside]
    return {"-".join(group): tuple(group) if len(group) > 1 else () for group in [*groups, *alone]}

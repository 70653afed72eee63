"""Answers to polls (Mentimeter) as meanings: coded by a person, or the very words of a code's label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from placemeaning.analysis.tidy import CERTAIN
from placemeaning.model.codebook import Codebook
from placemeaning.model.document import Document, Place, Turn
from placemeaning.model.text import fold

COLUMNS = ("respondent", "question", "answer", "place", "code", "how", "document")
_KNOWN = ("id", "role", "age_group", "gender", "years_here")
_PARTS = re.compile(r"[;\n]")


def poll_answers(
    codings: pd.DataFrame, *, texts: Mapping[str, Document], codebook: Codebook, people: pd.DataFrame, places: Mapping[str, Place]
) -> pd.DataFrame:
    """Return one row an answer and meaning: ``respondent, question, answer, place, code, how, document``.

    An open answer (a document of kind ``poll``) has the codes that somebody gave it (``how`` is ``coded``); where nobody did, those whose label
    it is, in any language, word for word (``matched``); else one row without a code. A closed answer (a column of people.csv about somebody
    who speaks in no other document) has the codes that it is the label of. Its place is one that the question names.
    """
    labels = {_bare(label): code.id for code in codebook for label in (*code.label.values(), code.id)}
    rows = [row for one in texts.values() if one.kind == "poll" for row in _open(one, codings, labels)]
    speak = {person for one in texts.values() if one.kind != "poll" for person in one.people}
    for person in people.to_dict("records"):
        if person["id"] not in speak:
            closed = {str(name): str(value) for name, value in person.items() if name not in _KNOWN and isinstance(value, str)}
            rows += [row for question, answer in closed.items() for row in _closed(str(person["id"]), question, answer, labels, places)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _open(document: Document, codings: pd.DataFrame, labels: Mapping[str, str]) -> Iterator[tuple[str | None, ...]]:
    certain = codings[(codings["document"] == document.id) & codings["status"].isin(CERTAIN)]
    for turn in document.turns:
        answer = turn.span.of(document.text)
        respondent = next(iter(document.people_in(turn.span)), turn.speaker or document.id)
        for code, place, how in _meanings(turn, answer, document, certain, labels):
            yield respondent, document.title, answer, place, code, how, document.id


def _meanings(
    turn: Turn, answer: str, document: Document, certain: pd.DataFrame, labels: Mapping[str, str]
) -> list[tuple[str | None, str | None, str]]:
    here = certain[(certain["start"] < turn.span.stop) & (certain["stop"] > turn.span.start)]
    coded = {(str(code), place if isinstance(place, str) else None) for code, place in zip(here["code"], here["place"], strict=True)}
    own = document.place_of(turn.span)
    if coded:
        return [(code, place, "coded") for code, place in sorted(coded, key=str)]
    return [(code, own, "matched") for code in _matched(answer, labels)] or [(None, own, "")]


def _closed(
    person: str, question: str, answer: str, labels: Mapping[str, str], places: Mapping[str, Place]
) -> Iterator[tuple[str | None, ...]]:
    asked = f" {_bare(question)} "
    about = [place.id for place in places.values() if any(f" {_bare(name)} " in asked for name in (place.name, *place.aliases) if name)]
    for code in _matched(answer, labels):
        for place in about or (None,):
            yield person, question, answer, place, code, "matched", None


def _matched(answer: str, labels: Mapping[str, str]) -> list[str]:
    """Return the codes whose label an answer is, or a part of it between semicolons and line ends."""
    parts = [_bare(part) for part in (answer, *_PARTS.split(answer))]
    return list(dict.fromkeys(labels[part] for part in parts if part in labels))


def _bare(words: str) -> str:
    return fold(re.sub(r"[^\w\s'’-]", " ", words.casefold()))


def by_place_and_code(answers: pd.DataFrame) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    """Return how many respondents give a meaning to a place, and how many answered about it."""
    known = answers[answers["place"].notna()]
    base = known.groupby("place")["respondent"].nunique()
    counts = known[known["code"].notna()].groupby(["place", "code"])["respondent"].nunique()
    pairs = zip(counts.index.get_level_values(0), counts.index.get_level_values(1), counts, strict=True)
    return {(str(place), str(code)): int(n) for place, code, n in pairs}, {str(place): int(n) for place, n in base.items()}

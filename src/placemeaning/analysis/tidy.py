"""The tidy frames that everything is counted from: one row a coding, one row a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

import pandas as pd

from placemeaning.analysis.sentences import say
from placemeaning.errors import check_choice
from placemeaning.intake.cards import FIELDS as CARD_FIELDS
from placemeaning.model.anchor import Located, locate_all
from placemeaning.model.coding import Coding, Event
from placemeaning.model.conventions import spoken_words
from placemeaning.model.document import VOICES, Document, Person, Place
from placemeaning.model.text import Span, fold

if TYPE_CHECKING:
    from placemeaning.model.codebook import Codebook

Some = str | Sequence[str] | None
"""One value, several, or None for all."""

CERTAIN = ("exact", "moved", "edited")
"""The statuses of a position that is used; the others, ``unsure`` and ``lost``, are shown only."""

STATUSES = (*CERTAIN, "unsure", "lost")

CONTEXT = 80
"""Code points of context before and after a quote."""

LABELS = "labels"
"""Where a frame of codings that was asked for in no language keeps the labels of codes: in its ``attrs``, by language and id."""

CODING_COLUMNS = (
    "id", "document", "title", "kind", "date", "language", "coder", "code", "code_label", "parent", "place", "place_name", "place_kind",
    "neighbourhood", "municipality", "people", "speaker", "role", "turn", "seconds", "start", "stop", "quote", "words", "before", "after",
    "voice", "origin", "rule", "score", "memo", "recorded_at", "status", "replaces", "publish",
)  # fmt: skip


def locate_codings(codings: Iterable[Event], documents: Mapping[str, Document]) -> dict[str, Located]:
    """Return where the passage of each coding (or of each other event that has one) is now, by its id.

    The passage of a coding whose document is missing or cannot be read is ``lost``.
    """
    found: dict[str, Located] = {}
    by_document: dict[str, list[Event]] = {}
    for coding in codings:
        document = documents.get(coding.document or "")
        if document is None:
            found[coding.id] = Located(None, "lost")
        elif coding.digest == document.digest and coding.start is not None and coding.stop is not None:
            found[coding.id] = Located(Span(coding.start, coding.stop), "exact")
        else:
            by_document.setdefault(document.id, []).append(coding)
    for name, group in by_document.items():
        anchored = [(coding.id, coding.anchor) for coding in group if coding.anchor]
        found.update({coding.id: Located(None, "lost") for coding in group if not coding.anchor})
        places = locate_all(documents[name].text, [anchor for _, anchor in anchored])
        found.update(zip((one for one, _ in anchored), places, strict=True))
    return found


def codings_frame(
    codings: Sequence[Coding],
    documents: Mapping[str, Document],
    codebook: Codebook,
    places: Mapping[str, Place],
    language: str | None = None,
) -> pd.DataFrame:
    """Return one row a coding, with the columns of `CODING_COLUMNS`.

    Parameters
    ----------
    language
        Of `code_label`; the codebook's first one by default, and then ``attrs[LABELS]`` holds the labels in all, for what is drawn of them.

    Returns
    -------
    pandas.DataFrame
        `start`, `stop` (code points) and `turn` are missing where the position is not certain; `quote` then holds the words as they were
        coded. `seconds` is the moment in the recording, by the subtitle
        in which the passage begins or by its turn. `code` and `place` are ordered categories: all codes of the codebook, all places of the study.
    """
    located = locate_codings(codings, documents)
    rows = [_coding_row(one, located[one.id], documents.get(one.document or "")) for one in codings]
    frame = pd.DataFrame.from_records(rows, columns=_ROW)
    names = codebook.labels(language)
    frame["code_label"] = frame["code"].map({code: names.get(code, code) for code in frame["code"].unique()}).astype("str")
    frame["parent"] = frame["code"].map({code.id: code.parent for code in codebook}).astype("object")
    for column, of in (
        ("place_name", "name"),
        ("place_kind", "kind"),
        ("neighbourhood", "neighbourhood"),
        ("municipality", "municipality"),
    ):
        frame[column] = frame["place"].map({name: getattr(place, of) for name, place in places.items()}).astype("object")
    frame["place_name"] = frame["place_name"].where(frame["place_name"].notna(), frame["place"])
    frame["publish"] = True  # until somebody marks it: see `placemeaning.analysis.publishing`
    typed = _typed(frame[list(CODING_COLUMNS)], [*codebook.codes], [*places])
    if language is None:
        typed.attrs[LABELS] = {one: codebook.labels(one) for one in codebook.languages}
    return typed


_ROW = [
    name
    for name in CODING_COLUMNS
    if name not in ("code_label", "parent", "place_name", "place_kind", "neighbourhood", "municipality", "publish")
]


def _coding_row(coding: Coding, located: Located, document: Document | None) -> tuple[Any, ...]:
    """Return the values of `_ROW`."""
    span = located.span if located.status in CERTAIN else None
    about = (document.title, document.kind, document.date, document.language) if document else (None,) * 4
    people: tuple[str, ...] = ()
    first: tuple[Any, ...] = (None, None, None, None)
    place, voice = coding.place, coding.voice
    words: tuple[Any, ...] = (None, None, coding.exact or "", coding.prefix or "", coding.suffix or "")
    if document is not None and span is not None:
        turns = document.turns[slice(*(around := document.turn_range(span)))]
        there, said, people = document.told(turns)
        place, voice = place or there, voice or said
        if turns:
            moment = document.moment(max(span.start, turns[0].span.start))
            first = (turns[0].speaker, turns[0].role, around[0], moment)
        words = (span.start, span.stop, span.of(document.text), *context_of(document.text, span))
    start, stop, quote, before, after = words
    return (
        coding.id, coding.document, *about, coding.coder, coding.code, place, people, *first, start, stop, quote,
        spoken_words(quote), before, after, voice, coding.origin or "human", coding.rule, coding.score, coding.memo or "", coding.recorded_at,
        located.status, coding.replaces,
    )  # fmt: skip


def context_of(text: str, span: Span) -> tuple[str, str]:
    """Return the words before and after a span, `CONTEXT` code points of each, on one line."""
    return fold(text[max(0, span.start - CONTEXT) : span.start]), fold(text[span.stop : span.stop + CONTEXT])


def _typed(frame: pd.DataFrame, codes: list[str], places: list[str]) -> pd.DataFrame:
    """Give every column its type; codes and places that occur but are not known come last among the categories."""
    for name in ("start", "stop", "turn", "words"):
        frame[name] = frame[name].astype("Int64")
    for name in ("seconds", "score"):
        frame[name] = frame[name].astype("Float64")
    frame["recorded_at"] = pd.to_datetime(frame["recorded_at"], utc=True)
    for name, known in (("code", codes), ("place", places), ("voice", [*VOICES])):
        seen = [value for value in frame[name].dropna().unique() if value not in known]
        frame[name] = pd.Categorical(frame[name], categories=[*known, *sorted(seen)], ordered=True)
    return frame


def documents_frame(documents: Iterable[Document], problems: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return one row a document; `words` counts the words of all turns, `respondent_words` those of respondents.

    A document that cannot be read has only its id and, under `problem`, why.
    """
    rows: list[dict[str, Any]] = [
        {
            "id": one.id, "title": one.title, "kind": one.kind, "places": one.places, "people": one.people, "date": one.date,
            "language": one.language, "turns": len(one.turns), "words": one.words(), "respondent_words": one.words("respondent"),
            "source": one.source, "problem": "",
        }
        for one in documents
    ]  # fmt: skip
    rows += [{"id": name, "places": (), "people": (), "problem": message} for name, message in (problems or {}).items()]
    columns = ["id", "title", "kind", "places", "people", "date", "language", "turns", "words", "respondent_words", "source", "problem"]
    rows.sort(key=lambda row: str(row["id"]))
    frame = pd.DataFrame(rows, columns=columns)
    for name in ("turns", "words", "respondent_words"):
        frame[name] = frame[name].astype("Int64")
    return frame


def history_frame(events: Iterable[Event]) -> pd.DataFrame:
    """Return one row an event, with the fields of a ledger line, in the order given."""
    names = ["kind", *Event.__struct_fields__]
    return pd.DataFrame([{name: getattr(one, name) for name in names} for one in events], columns=names)


def keep(
    frame: pd.DataFrame, *, code: Some = None, place: Some = None, person: Some = None, voice: Some = None, status: Some = None,
    origin: str | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return the rows of a frame of codings that fit every filter given; each is one value or several.

    Raises
    ------
    ValueError
        If a voice, status or origin does not exist.
    """
    check_choice("origin", origin, (None, "human", "suggestion"))
    fits = pd.Series(True, index=frame.index)
    for name, wanted, choices in (("code", code, None), ("place", place, None), ("voice", voice, VOICES), ("status", status, STATUSES)):
        values = [wanted] if isinstance(wanted, str) else wanted
        for value in values or ():
            if choices:
                check_choice(name, value, choices)
        fits &= True if values is None else frame[name].isin(list(values))
    if person is not None:
        people = {person} if isinstance(person, str) else set(person)
        fits &= frame["people"].map(lambda spoken: bool(people.intersection(spoken)))
    if origin is not None:
        fits &= (frame["origin"] == "human") == (origin == "human")
    return frame[fits].reset_index(drop=True)


def places_frame(places: Iterable[Place]) -> pd.DataFrame:
    """Return one row a place, with the columns of ``data/places.csv``; `aliases` is a tuple."""
    return pd.DataFrame([asdict(one) for one in places], columns=[one.name for one in fields(Place)])


def people_frame(people: Iterable[Person]) -> pd.DataFrame:
    """Return one row a person, with the columns of ``data/people.csv`` and every further column of that file."""
    named = [one.name for one in fields(Person) if one.name != "other"]
    rows = [{**{name: getattr(one, name) for name in named}, **one.other} for one in people]
    return pd.DataFrame(rows, columns=list(dict.fromkeys([*named, *(name for row in rows for name in row)])))


def axis_labels(
    codebook: Codebook, places: Mapping[str, Place], documents: Mapping[str, Document], language: str | None
) -> dict[str, dict[str, str]]:
    """Return what rows and columns of a matrix are called: by axis, the label of each id."""
    labels = codebook.labels(language)
    titles = {name: one.title or name for name, one in documents.items()}
    total = {"nl": "Totaal", "uk": "Разом"}.get(language or codebook.languages[0], "Total")
    named = {name: one.name for name, one in places.items()}
    spoken = language or codebook.languages[0]
    told = {axis: {one: say(one, spoken) for one in ids} for axis, ids in (("voice", VOICES), ("field", CARD_FIELDS))}
    return {"place": named, "code": labels, "parent": labels, "document": titles, "total": {"Total": total}, **told}

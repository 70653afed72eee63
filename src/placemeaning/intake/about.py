"""What is known about a file, from several sources: by hand, a table beside it, its name, and its own header block."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from placemeaning.errors import did_you_mean
from placemeaning.intake.dates import iso_date
from placemeaning.intake.placenames import names_of, nearest_place, plain_name
from placemeaning.intake.roles import skeleton
from placemeaning.model.document import Place

_HEADER = {
    "places": "plek plaats locatie wijk buurt place location district neighbourhood місце локація район",
    "people": "persoon respondent geïnterviewde deelnemer verteller person participant interviewee teller особа респондент респондентка оповідач учасник",
    "date": "datum date дата interviewdatum",
}
_FIELD_OF = {skeleton(word): field for field, words in _HEADER.items() for word in words.split()}


def settle(sources: Iterable[tuple[str, Mapping[str, Any]]]) -> tuple[dict[str, Any], list[str], dict[str, str]]:
    """Return what holds (the first source that says something goes first), a sentence for every disagreement, and who said what.

    Examples
    --------
    >>> settle([("by hand", {"date": "2022-01-01"}), ("the file's name says", {"date": "2022-01-02", "kind": "card"})])[:2]
    ({'date': '2022-01-01', 'kind': 'card'}, ["date: by hand '2022-01-01', the file's name says '2022-01-02' (the first was taken)"])
    """
    taken: dict[str, tuple[str, Any]] = {}
    conflicts = []
    for source, says in sources:
        for field, value in says.items():
            if value is None or value in ((), [], ""):
                continue
            first, held = taken.setdefault(field, (source, value))
            if first != source and _shown(held) != _shown(value):
                conflicts.append(f"{field}: {first} {_shown(held)!r}, {source} {_shown(value)!r} (the first was taken)")
    return {field: value for field, (_, value) in taken.items()}, conflicts, {field: source for field, (source, _) in taken.items()}


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def field_of(name: str) -> str | None:
    """Return the field of a document that a line of a header is about: ``places``, ``people`` or ``date``; None for any other."""
    return _FIELD_OF.get(skeleton(name))


def header_says(header: Mapping[str, str], places: Mapping[str, Place], people: Collection[str], language: str | None) -> dict[str, Any]:
    """Return what a document's own header block says about it, in the fields of a document.

    A place counts where it is one of `places` (by id, name or alias), a person where it is one of `people`: a header often
    holds a real name or a town, which are neither.
    """
    said: dict[str, Any] = {}
    for name, value in header.items():
        field = field_of(name)
        if field == "date" and (date := iso_date(value, language)):
            said[field] = date
        elif field == "places" and (place := place_id(value, places)) in places:
            said.setdefault(field, [place])
        elif field == "people" and value.strip().lower() in people:
            said[field] = [value.strip().lower()]
    return said


def place_id(words: str, places: Mapping[str, Place]) -> str:
    """Return the id of the place that `words` name by id, name or alias; `words` themselves where there is none."""
    return words.strip() if words.strip() in places else names_of(places).get(plain_name(words), words.strip())


def unknown_places(ids: Sequence[str], places: Mapping[str, Place]) -> list[str]:
    """Return a sentence for each place that does not exist, with the nearest that does; nothing is made."""
    return [f"place {one!r} is not in data/places.csv.{_near(one, places)}" for one in ids if one not in places]


def near_places(header: Mapping[str, str], places: Mapping[str, Place]) -> list[str]:
    """Return a sentence for each place of a header block that is none, but nearly the name of one; nothing is made."""
    said = [value.strip() for name, value in header.items() if field_of(name) == "places" and value.strip()]
    found = ((value, nearest_place(value, places, parts=False)) for value in said if place_id(value, places) not in places)
    return [
        f"the file itself says place {value!r}, which is not in data/places.csv. Did you mean {one.id!r} ({one.name})? Nothing was added."
        for value, one in found
        if one is not None
    ]


def _near(wanted: str, places: Mapping[str, Place]) -> str:
    place = nearest_place(wanted, places)
    if place is None:
        return " Add it there if it is a new place."
    return f" Did you mean {place.id!r} ({place.name})? Nothing was added."


def unknown_people(ids: Sequence[str], people: Collection[str]) -> list[str]:
    """Return a sentence for each person who does not exist, with the nearest that does."""
    return [f"person {one!r} is not in data/people.csv.{did_you_mean(one, people)}" for one in ids if one not in people]

"""What figures are measured against: the people, documents and words that belong to each row, whatever was coded there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from placemeaning.analysis.axes import OF_CODINGS, OF_PLACES, Entries, Id, Line, Numbers, entries, line
from placemeaning.analysis.tidy import CERTAIN

Filters = Mapping[str, Collection[str]]
People = Mapping[str, Mapping[str, str]]
ALL: Id = ()
"""The id of all rows together."""


def material(documents: pd.DataFrame, codings: pd.DataFrame, places: pd.DataFrame | None) -> pd.DataFrame:
    """Return what documents are about by themselves: one row a document and place, with the columns that a coding has.

    Where a place lies is known from `places`, or else from the codings.
    """
    lies = _where_places_lie(codings, places)
    rows = []
    for one in documents.to_dict("records"):
        about = {"document": one["id"], "kind": one.get("kind"), "date": one.get("date"), "people": one["people"]}
        rows += [{**about, "place": place, **lies.get(place or "", {})} for place in one["places"] or (None,)]
    return pd.DataFrame(rows, columns=["document", "kind", "date", "people", "place", *OF_PLACES])


def _where_places_lie(codings: pd.DataFrame, places: pd.DataFrame | None) -> dict[str, dict[str, Any]]:
    if places is not None:
        return {row["id"]: {axis: row[axis.removeprefix("place_")] or None for axis in OF_PLACES} for row in places.to_dict("records")}
    once = codings.drop_duplicates("place")[["place", *OF_PLACES]]
    return {row["place"]: {axis: row[axis] for axis in OF_PLACES} for row in once.to_dict("records") if isinstance(row["place"], str)}


def filtered(found: Entries, filters: Filters) -> Numbers:
    """Return which entries fit every filter, as a mask."""
    fits = np.ones(len(found), dtype=bool)
    for axis, wanted in filters.items():
        fits &= found.keys(axis).among(wanted)
    return fits


def bases(
    codings: pd.DataFrame,
    about: pd.DataFrame,
    words: Mapping[str, int],
    *,
    axes: Sequence[str],
    ids: Sequence[Id],
    people: People,
    filters: Filters,
) -> pd.DataFrame:
    """Return one row an id, and a last one for all together: how many ``people``, ``documents`` and respondents' ``words`` belong to it.

    A document belongs to an id if it is itself about it (`about`, as `material` returns it), or if any certain coding of it lies there. A person
    belongs to it who is named by a document that is itself about it, or speaks in a passage that is coded there.

    Parameters
    ----------
    words
        The respondents' words by document.
    filters
        By axis, the ids that are counted. Those on codes, coders and voices do not matter here.

    Raises
    ------
    ValueError
        If a document that belongs to an id is not in `words`.
    """
    asked = {axis: wanted for axis, wanted in filters.items() if axis not in OF_CODINGS}
    certain = codings[codings["status"].isin(CERTAIN)]
    belongs = _belongs(certain, axes, people, asked)
    if not any(axis in OF_CODINGS for axis in axes):
        belongs |= _belongs(about, axes, people, asked)
    documents: dict[Id, set[str]] = {one: set() for one in (*ids, ALL)}
    persons: dict[Id, set[str]] = {one: set() for one in (*ids, ALL)}
    for id_, document, person in belongs:
        for one in (id_, ALL) if id_ in documents else ():
            documents[one].add(document)
            persons[one].update([person] if person else [])
    unknown = set().union(*documents.values()).difference(words)
    if unknown:
        raise ValueError(f"document_frame has no row for document {min(unknown)!r}")
    return pd.DataFrame(
        {
            "people": [len(found) for found in persons.values()],
            "documents": [len(found) for found in documents.values()],
            "words": [sum(words[one] for one in found) for found in documents.values()],
        }
    )


def _belongs(frame: pd.DataFrame, axes: Sequence[str], people: People, filters: Filters) -> set[tuple[Id, str, str]]:
    """Return the different (id, document, person) of a frame; a person that is not known is an empty string."""
    found = entries(frame, [*axes, *filters, "person"], people)
    keys, documents, persons = [found.keys(axis) for axis in axes], found.keys("document"), found.keys("person")
    kept = filtered(found, filters) & (documents.numbers >= 0)
    for one in keys:
        kept &= one.numbers >= 0
    there: Line = line(keys, kept)
    width, depth = len(documents.ids), len(persons.ids) + 1
    packed = (there.numbers.astype("int64") * width + documents.numbers[kept]) * depth + persons.numbers[kept] + 1
    named = ("", *persons.ids)
    return {(there.ids[n // depth // width], documents.ids[n // depth % width], named[n % depth]) for n in map(int, pd.unique(packed))}

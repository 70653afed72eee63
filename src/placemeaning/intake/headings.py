"""Headings that name a place: they set the place of what stands below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from placemeaning.intake.placenames import names_of, nearest_place, plain_name
from placemeaning.intake.vocabulary import is_section
from placemeaning.model.document import Block, Place

_MOST_WORDS = 6


def placed(blocks: Sequence[Block], places: Mapping[str, Place]) -> tuple[list[Block], list[str]]:
    """Return the blocks with a place at each heading that names one, and sentences about headings that nearly do.

    A heading counts where it is the id, name or an alias of a place, with or without a number, an article or ``Plek:`` before it. Lower
    headings keep the place, and so do the usual sections of a note (``Wat ik zie``); any other heading ends it.
    """
    names = names_of(places)
    found: list[Block] = []
    notes: list[str] = []
    current: Block | None = None
    for block in blocks:
        title = block.heading
        if title is not None:
            place = block.place or names.get(plain_name(title))
            below = current is not None and (block.level > current.level or is_section(title))
            if place:
                current = block = replace(block, place=place)
            elif current and below:
                block = replace(block, place=current.place)
            else:
                current = None
                notes += _near(title, places)
        found.append(block)
    return found, [*_said(found), *notes]


def _said(blocks: Sequence[Block]) -> list[str]:
    """Return a sentence that says which headings set which place."""
    set_by = {block.place: block.heading for block in reversed(blocks) if block.heading is not None and block.place}
    listed = ", ".join(f"{heading!r} → {place}" for place, heading in reversed(set_by.items()))
    return [f"headings set the place of what stands below them: {listed}"] if listed else []


def _near(heading: str, places: Mapping[str, Place]) -> list[str]:
    """Return a sentence where a heading is nearly the name of a place."""
    if is_section(heading) or len(plain_name(heading).split()) > _MOST_WORDS:
        return []
    place = nearest_place(heading, places, parts=False)
    if place is None:
        return []
    return [
        f"the heading {heading!r} is near to the place {place.id!r} ({place.name}); no place was set by it. If it is that place, "
        "add the words to its aliases in data/places.csv and import again with replace=True"
    ]

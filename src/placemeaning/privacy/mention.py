"""What is found: a stretch of text that names somebody or says where they can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from placemeaning.model.text import Span

Kind = Literal["person", "street", "postcode", "phone", "email", "birthdate", "account", "organisation", "place name"]
KINDS: tuple[str, ...] = get_args(Kind)

Part = Literal["first", "last", ""]
"""Which part of a person's name it is, where that is known."""


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One stretch of a text.

    Attributes
    ----------
    span
        Where, in code points; possessive endings (``Fatima's``) lie outside it.
    kind
        What it says about somebody.
    name
        The form that all mentions of the same name share: lower case, nominative.
    sure
        Whether it is proposed for replacement; otherwise it is only shown.
    why
        What it was recognised by, in a word or two.
    part
        ``first`` or ``last`` for persons.
    form
        Which case form of the name it is, as an ending (Ukrainian); empty for the form in `name`.
    """

    span: Span
    kind: Kind
    name: str
    sure: bool = True
    why: str = ""
    part: Part = ""
    form: str = ""


def without_overlap(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions in order, without those that overlap an earlier one of the list: the list goes from strong to weak."""
    taken: list[Mention] = []
    covered: set[int] = set()
    for one in mentions:
        places = range(one.span.start, one.span.stop)
        if covered.isdisjoint(places):
            covered.update(places)
            taken.append(one)
    return sorted(taken)

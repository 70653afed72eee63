"""What a report is made from, and the sentences that its two forms share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from placemeaning.analysis.matrix import Matrix
from placemeaning.analysis.portraits import Portrait, Quote
from placemeaning.model.document import Person
from placemeaning.output.report.words import listed, say, value


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a place; `data` is None where the file was not found."""

    file: str
    kind: str = ""
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report, before it is a page.

    Attributes
    ----------
    facts
        Of the study, by what they are called.
    codes
        Label, definition and number of places of each code.
    matrix
        People by place and code.
    pictures
        By the id of a place.
    """

    title: str
    description: str
    facts: Mapping[str, str]
    how: Sequence[str]
    codes: Sequence[tuple[str, str, int]]
    portraits: Sequence[Portrait]
    matrix: Matrix
    people: Mapping[str, Person]
    language: str
    made: str
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    def say(self, word: str, **values: object) -> str:
        """Return words in the language of the report."""
        return say(word, self.language, **values)

    @property
    def subtitle(self) -> str:
        """How many places it is about."""
        return self.say("subtitle", n=len(self.portraits))

    def where(self, portrait: Portrait) -> str:
        """Return what kind of place it is and where, as far as places.csv says."""
        place = portrait.place
        return ", ".join(value(one, self.language) for one in (place.kind, place.neighbourhood, place.municipality) if one)

    def who_spoke(self, portrait: Portrait) -> str:
        """Return how many people spoke, and in what, as in ``7 people, in 3 conversations``."""
        kinds = [f"{n} {self.say(kind, n=n)}" for kind, n in sorted(portrait.documents.items(), key=lambda pair: -pair[1])]
        said = self.say("n people", n=len(portrait.people))
        return self.say("who spoke", people=said, documents=listed(kinds, self.language)) if kinds else f"{said}."

    def speaker(self, quote: Quote, portrait: Portrait) -> str:
        """Return who says a quote: a number and, where at least three people spoke, gender and age; else the voice."""
        told = [self._person(one, portrait) for one in quote.who] or [self.say(quote.voice)]
        return listed(told, self.language)

    def _person(self, id_: str, portrait: Portrait) -> str:
        person = self.people.get(id_)
        if person is None or portrait.few:
            return id_
        known = ", ".join(value(one, self.language) for one in (person.gender, person.age_group) if one)
        return f"{id_} ({known})" if known else id_

"""Portraits of places: who spoke, what it means to them, in whose words; what a report shows of each place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from placemeaning.analysis.matrix import matrix
from placemeaning.analysis.matrix_result import LEAST, Matrix
from placemeaning.analysis.quoting import by_readability, publishable
from placemeaning.analysis.sentences import capital
from placemeaning.analysis.tidy import CERTAIN
from placemeaning.analysis.voices import Voices, voices
from placemeaning.intake.cards import field_of
from placemeaning.model.citation import citation
from placemeaning.model.document import Document, Place, Voice
from placemeaning.model.text import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a passage with who says them. `who` holds the ids of people; `source` cites them: ``kanaal-02, beurt 14, 00:12:31``."""

    words: str
    who: tuple[str, ...]
    voice: Voice
    document: str
    source: str
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a place means to some people: a code, how many of those who spoke there say it, and chosen quotes."""

    code: str
    label: str
    definition: str
    people: int
    base: int
    passages: int
    quotes: tuple[Quote, ...]
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One meaning as two voices have it: passages of each out of all that this voice says of the place, and quotes of both."""

    label: str
    first: int
    first_base: int
    second: int
    second_base: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """What a report shows of a place.

    Attributes
    ----------
    people
        The ids of the people who speak about it.
    documents
        How many documents are about it, by kind.
    meanings
        Those that people say most first; those that nobody says are left out.
    voices
        Where residents and others differ most.
    helps, hinders
        What conversation cards about it say there.
    barred
        How many passages may not be published, and so are counted and not shown.
    """

    place: Place
    people: tuple[str, ...]
    documents: Mapping[str, int]
    meanings: tuple[Meaning, ...]
    voices: tuple[Difference, ...] = ()
    helps: tuple[Quote, ...] = ()
    hinders: tuple[Quote, ...] = ()
    barred: int = 0

    @property
    def few(self) -> bool:
        """Whether fewer than three people speak about it: then it tells about them, and they may be recognised."""
        return len(self.people) < LEAST


def portraits(
    codings: pd.DataFrame,
    *,
    texts: Mapping[str, Document],
    document_frame: pd.DataFrame,
    places: Mapping[str, Place],
    labels: Mapping[str, str],
    definitions: Mapping[str, str],
    summaries: Mapping[tuple[str, str], str] | None = None,
    quotes: int = 3,
    language: str = "en",
) -> list[Portrait]:
    """Return the portrait of each place that somebody speaks about, in the order of the places.

    Parameters
    ----------
    codings
        The tidy frame; passages with ``publish`` False are counted and never quoted. It is not changed.
    labels, definitions
        Of codes, by id.
    summaries
        What somebody wrote about a place and a code, by their ids.
    quotes
        How many quotes a meaning has at most: of different people, a resident's before others'.
    """
    sure = codings[codings["status"].isin(CERTAIN) & codings["place"].notna()]
    counted = matrix(sure, rows="place", columns="code", count="people", texts=texts, document_frame=document_frame, language=language)
    said = voices(sure, texts=texts, document_frame=document_frame, labels={"code": labels}, language=language)
    passages = _passages(sure, texts, language)
    about = _documents(texts)
    told = _Told(passages, counted, said, summaries or {}, labels, definitions, quotes, language)
    spoken_of = {place for place, _ in passages}
    return [told.portrait(place, about.get(name, [])) for name, place in places.items() if name in spoken_of or name in about]


def _passages(codings: pd.DataFrame, texts: Mapping[str, Document], language: str) -> dict[tuple[str, str], list[_Passage]]:
    """Return by place and code the passages, each once, in the order in which they are chosen as quotes."""
    columns = ["place", "code", "document", "start", "stop", "voice", "quote", "people", "language"]
    frame = by_readability(codings.assign(publish=publishable(codings)))[[*columns, "publish"]].astype(object)
    frame = frame.where(frame.notna(), None)
    found: dict[tuple[str, str], dict[tuple[Any, ...], _Passage]] = {}
    for place, code, document, start, stop, voice, words, people, spoken, may in frame.itertuples(index=False, name=None):
        source = citation(texts[document], Span(int(start), int(stop)), language)
        quote = Quote(words, tuple(people), voice, document, source, spoken or "nl")
        known = found.setdefault((place, code), {})
        same = known.get((document, start, stop))
        known[document, start, stop] = _Passage(same.quote if same else quote, bool(may) and (same is None or same.may))
    return {cell: list(some.values()) for cell, some in found.items()}


@dataclass(frozen=True, slots=True)
class _Passage:
    """A coded passage, and whether it may be published."""

    quote: Quote
    may: bool


def _documents(texts: Mapping[str, Document]) -> dict[str, list[Document]]:
    """Return by place the documents that are about it, as a whole or below a heading."""
    found: dict[str, list[Document]] = {}
    for one in texts.values():
        for place in dict.fromkeys([*one.places, *(turn.place for turn in one.turns if turn.place)]):
            found.setdefault(place, []).append(one)
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """Makes portraits; holds what all of them need."""

    passages: Mapping[tuple[str, str], Sequence[_Passage]]
    counted: Matrix
    said: Voices
    summaries: Mapping[tuple[str, str], str]
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    most: int
    language: str

    def portrait(self, place: Place, about: Sequence[Document]) -> Portrait:
        """Return the portrait of one place."""
        cells = {code: some for (where, code), some in self.passages.items() if where == place.id}
        speakers = [
            person for one in about for turn in one.turns if one.place_of(turn.span) == place.id for person in one.people_in(turn.span)
        ]
        coded = [person for some in cells.values() for one in some for person in one.quote.who]
        return Portrait(
            place=place,
            people=tuple(dict.fromkeys([*speakers, *coded])),
            documents=Counter(one.kind for one in about),
            meanings=self._meanings(place.id, cells),
            voices=self._differences(place.id, cells),
            helps=_of_cards(place.id, about, "helps", self.language),
            hinders=_of_cards(place.id, about, "hinders", self.language),
            barred=len({(one.quote.document, one.quote.words) for some in cells.values() for one in some if not one.may}),
        )

    def _meanings(self, place: str, cells: Mapping[str, Sequence[_Passage]]) -> tuple[Meaning, ...]:
        if not cells:
            return ()
        row = self.counted.row_ids.index(place)
        base = int(self.counted.bases["people"].iloc[row]) if self.counted.bases is not None else 0
        figures = dict(zip(self.counted.column_ids, self.counted.counts.iloc[row], strict=False))
        found = [self._meaning(place, code, some, int(figures.get(code, 0)), base) for code, some in cells.items()]
        order = {code: number for number, code in enumerate(self.labels)}
        return tuple(sorted(found, key=lambda one: (-one.people, -one.passages, order.get(one.code, len(order)))))

    def _meaning(self, place: str, code: str, some: Sequence[_Passage], people: int, base: int) -> Meaning:
        return Meaning(
            code=code,
            label=capital(self.labels.get(code, code)),
            definition=self.definitions.get(code, ""),
            people=people,
            base=max(base, people),
            passages=len(some),
            quotes=_chosen(some, self.most),
            summary=self.summaries.get((place, code), ""),
        )

    def _differences(self, place: str, cells: Mapping[str, Sequence[_Passage]], most: int = 3) -> tuple[Difference, ...]:
        """Return where the voices differ most on a place of which both speak, each with a quote of both."""
        said = self.said
        if place not in said.of_first.row_ids:
            return ()
        r = said.of_first.row_ids.index(place)
        bases = int(said.base_first.iloc[r]), int(said.base_second.iloc[r])
        if not all(bases):
            return ()
        figures = [(abs(float(difference)), number) for number, difference in enumerate(said.difference.iloc[r]) if difference]
        return tuple(self._difference(cells, r, c, bases) for _, c in sorted(figures, key=lambda pair: (-pair[0], pair[1]))[:most])

    def _difference(self, cells: Mapping[str, Sequence[_Passage]], r: int, c: int, bases: tuple[int, int]) -> Difference:
        code = self.said.of_first.column_ids[c]
        sides = (self.said.first, self.said.second)
        quotes = tuple(quote for side in sides for quote in _chosen([one for one in cells.get(code, ()) if one.quote.voice in side], 1))
        first, second = (int(one.to_numpy()[r, c]) for one in (self.said.of_first, self.said.of_second))
        return Difference(capital(self.labels.get(code, code)), first, bases[0], second, bases[1], quotes)


def _of_cards(place: str, about: Sequence[Document], field: str, language: str) -> tuple[Quote, ...]:
    """Return what conversation cards about a place say under a field."""
    return tuple(
        Quote(
            turn.span.of(one.text),
            one.people_in(turn.span),
            one.voice_of(turn.span),
            one.id,
            citation(one, turn.span, language),
            one.language,
        )
        for one in about
        if one.kind == "card"
        for turn in one.turns
        if turn.section and field_of(turn.section) == field and one.place_of(turn.span) == place
    )


def _chosen(passages: Iterable[_Passage], most: int) -> tuple[Quote, ...]:
    """Return the first quotes that may be published, of different people."""
    found: list[Quote] = []
    heard: set[str] = set()
    for one in passages:
        who = one.quote.who or (one.quote.document,)
        if one.may and len(found) < most and not heard.intersection(who):
            heard.update(who)
            found.append(one.quote)
    return tuple(found)

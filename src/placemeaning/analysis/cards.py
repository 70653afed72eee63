"""Conversation cards: what helps and what hinders crossed with meanings; and the neighbourhood-values card of a district."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pandas as pd

from placemeaning.analysis.quoting import by_readability, publishable
from placemeaning.analysis.sentences import capital, say
from placemeaning.analysis.tidy import CERTAIN
from placemeaning.errors import did_you_mean
from placemeaning.intake.cards import FIELDS, field_of
from placemeaning.model.document import Document, Turn, shorten

if TYPE_CHECKING:
    from placemeaning.analysis.matrix_result import Matrix

ORDER: tuple[str, ...] = tuple(FIELDS)
"""The fields of a card: value, helps, hinders, coherence."""
_MOST = 6  # meanings, and pairs of them, on a neighbourhood card
_BEHIND = ["document", "person", "place", "field", "words"]
_ITEMS = ["field", "code", "label", "people", "passages", "quotes"]


def with_fields(codings: pd.DataFrame, texts: Mapping[str, str | Document] | None) -> pd.DataFrame:
    """Return the codings with a column ``field``: the field of the conversation card that a passage begins in; missing where it is in no card."""
    if texts is None:
        return codings
    known = {name: [_field(turn) for turn in one.turns] for name, one in texts.items() if isinstance(one, Document) and one.kind == "card"}
    fields = [
        known[document][int(turn)] if document in known and turn is not pd.NA and turn == turn and turn is not None else None
        for document, turn in zip(codings["document"], codings["turn"], strict=True)
    ]
    return codings.assign(field=pd.Categorical(fields, categories=list(ORDER), ordered=True))


def _field(turn: Turn) -> str | None:
    return field_of(turn.section) if turn.section else None


@dataclass(frozen=True, slots=True)
class HelpsAndHinders:
    """What helps and what hinders, crossed with meanings.

    Attributes
    ----------
    matrix
        Meanings by field of the card; its cells give the passages.
    around
        For each meaning, how many cards (documents) where it is *of value* say anything under ``helps``, ``hinders`` and ``coherence``.
    cards
        How many conversation cards there are.
    """

    matrix: Matrix
    around: pd.DataFrame = field(repr=False)
    cards: int = 0
    language: str = "en"
    _told: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)

    @property
    def note(self) -> str:
        """How many cards, what was counted and what was left out."""
        if not self.matrix.n_codings:
            return say("no cards", self.language) + "."
        return f"{say('helps and hinders', self.language, n=self.cards)}. {self.matrix.note}"

    def words(self, code: str) -> pd.DataFrame:
        """Return what people wrote under the other fields of the cards where a meaning is of value: ``document, person, place, field, words``.

        Raises
        ------
        ValueError
            If there is no such code.
        """
        known = list(self.matrix.row_ids)
        if code not in known:
            raise ValueError(f"there is no code {code!r}.{did_you_mean(code, known)}")
        return self._told[self._told["code"] == code][_BEHIND].reset_index(drop=True)

    def __repr__(self) -> str:
        return f"{pd.DataFrame(self.matrix)!r}\n\n{self.note}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.note)}</p>{self.matrix.html()}" if self.matrix.n_codings else f"<p>{escape(self.note)}</p>"


def helps_and_hinders(codings: pd.DataFrame, *, texts: Mapping[str, Document], language: str = "en", **options: Any) -> HelpsAndHinders:
    """Cross what is of value, what helps and what hinders with meanings, from conversation cards.

    Parameters
    ----------
    codings, texts
        The tidy frame and the documents; only documents of kind ``card`` count, by the heading above a passage.
    options
        Further options of `matrix`: ``rows`` (by default ``code``), ``count`` (by default ``people``), ``where, coders, totals, labels`` and so on.
    """
    from placemeaning.analysis.matrix import matrix

    options = {"rows": "code", "count": "people", **options}
    frame = with_fields(codings, texts)
    made = matrix(frame, columns="field", texts=texts, language=language, **options)
    cards = [one for one in texts.values() if one.kind == "card"]
    told = _told_around(frame, texts, made.cell("Total", "Total")["id"])
    counted = told.groupby(["code", "field"], observed=False)["document"].nunique().unstack("field") if len(told) else pd.DataFrame()
    around = counted.reindex(index=[*made.row_ids], columns=list(ORDER[1:]), fill_value=0).fillna(0).astype("int64")
    return HelpsAndHinders(made, around, len(cards), language, told)


def _told_around(frame: pd.DataFrame, texts: Mapping[str, Document], ids: pd.Series[Any]) -> pd.DataFrame:
    """Return a row for each meaning that is of value in a card and each turn under another field of that card."""
    valued = frame[frame["id"].isin(ids) & (frame["field"] == "value")].drop_duplicates(["document", "code"])
    rows = []
    for one in valued.itertuples():
        document = texts[str(one.document)]
        for turn in document.turns:
            named = _field(turn)
            if named and named != "value":
                person = ", ".join(document.people_in(turn.span))
                rows.append((str(one.code), document.id, person, document.place_of(turn.span), named, turn.span.of(document.text)))
    return pd.DataFrame(rows, columns=["code", *_BEHIND])


@dataclass(frozen=True, slots=True)
class NeighbourhoodCard:
    """The values and strengths of one district on one card, made from the codings.

    Attributes
    ----------
    district
        The neighbourhood or municipality.
    places
        The names of its places that somebody spoke about.
    people, documents
        How many people and documents the card rests on.
    frame
        ``field, code, label, people, passages, quotes``, per field with what most people say first. ``value``: what places mean;
        ``helps``, ``hinders``: codes under these fields of conversation cards; ``coherence``: two meanings that the same people name.
    """

    district: str
    places: tuple[str, ...]
    people: int
    documents: int
    frame: pd.DataFrame = field(repr=False)
    language: str = "en"

    @property
    def title(self) -> str:
        """``Wijkwaardenkaart Lindenholt``."""
        return f"{say('neighbourhood card', self.language)} {self.district}"

    @property
    def note(self) -> str:
        """Who told it, with a warning where fewer than three people did."""
        said = say("card told by", self.language, people=self.people, documents=self.documents, places=", ".join(self.places) or "–") + "."
        if self.people < 3:
            said += " " + say("small", self.language, least=say("n people", self.language, n=3), names=self.district) + "."
        return said

    def field(self, name: str) -> pd.DataFrame:
        """Return one field: ``value``, ``helps``, ``hinders`` or ``coherence``."""
        if name not in ORDER:
            raise ValueError(f"field={name!r} is not one of {', '.join(ORDER)}")
        return self.frame[self.frame["field"] == name].reset_index(drop=True)

    def __repr__(self) -> str:
        lines = [self.title, self.note]
        for name in ORDER:
            lines += ["", say(name, self.language)]
            lines += [f"  {row.label} ({say('said by', self.language, n=row.people)})" for row in self.field(name).itertuples()]
            lines += [] if len(self.field(name)) else [f"  {say('nothing yet', self.language)}"]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        fields = "".join(self._box(name) for name in ORDER)
        grid = "display:grid;grid-template-columns:repeat(auto-fit,minmax(18em,1fr));gap:12px;align-items:start"
        return (
            f'<section lang="{self.language}" style="max-width:60em;color:#1b2a33;background:#fff;padding:12px"><h3>{escape(self.title)}</h3>'
            f'<p>{escape(self.note)}</p><div style="{grid}">{fields}</div></section>'
        )

    def _box(self, name: str) -> str:
        items = "".join(
            f"<li><b>{escape(str(row['label']))}</b> ({escape(say('said by', self.language, n=row['people']))})"
            + "".join(f"<br>“{escape(shorten(quote, 200))}”" for quote in row["quotes"])
            + "</li>"
            for row in self.field(name).to_dict("records")
        )
        body = f"<ul>{items}</ul>" if items else f"<p>{escape(say('nothing yet', self.language))}</p>"
        return f'<div style="border:2px solid #2f87a0;border-radius:8px;padding:4px 14px"><h4>{escape(say(name, self.language))}</h4>{body}</div>'


def neighbourhood_card(
    codings: pd.DataFrame,
    district: str,
    *,
    texts: Mapping[str, Document],
    labels: Mapping[str, str] | None = None,
    quotes: int = 2,
    language: str = "en",
) -> NeighbourhoodCard:
    """Make the neighbourhood-values card of a district from the codings at its places (a voice of the researcher apart: residents first).

    Parameters
    ----------
    district
        A neighbourhood or a municipality, as places.csv calls it.
    labels
        The names of codes by id.
    quotes
        How many quotes each meaning has: a resident's before others', of different people.

    Raises
    ------
    ValueError
        If no coding lies in such a district.
    """
    known = sorted({str(one) for axis in ("neighbourhood", "municipality") for one in codings[axis].dropna() if one})
    if district not in known:
        raise ValueError(
            f"no coding lies in a district {district!r}; there are {', '.join(known) or 'none'}.{did_you_mean(district, known)}"
        )
    lies = (codings["neighbourhood"] == district) | (codings["municipality"] == district)
    here = with_fields(codings[lies & codings["status"].isin(CERTAIN)], texts)
    labels = labels or {}
    valued = here[here["field"].isna() | (here["field"] == "value")]
    rows = _items("value", valued, labels, quotes)[:_MOST]
    for name in ("helps", "hinders"):
        rows += _items(name, here[here["field"] == name], labels, quotes)[:_MOST]
    rows += _pairs(valued, labels, language)[:_MOST]
    people = {one for several in here["people"] for one in several}
    places = tuple(str(one) for one in here["place_name"].dropna().unique())
    return NeighbourhoodCard(district, places, len(people), int(here["document"].nunique()), pd.DataFrame(rows, columns=_ITEMS), language)


def _items(name: str, codings: pd.DataFrame, labels: Mapping[str, str], quotes: int) -> list[tuple[Any, ...]]:
    found = []
    for code, group in codings.groupby("code", observed=True, sort=True):
        people = {one for several in group["people"] for one in several}
        passages = len(group.drop_duplicates(["document", "start", "stop", "place"]))
        found.append((name, str(code), capital(labels.get(str(code), str(code))), len(people), passages, chosen_quotes(group, quotes)))
    return sorted(found, key=lambda row: (-row[3], -row[4]))


def _pairs(codings: pd.DataFrame, labels: Mapping[str, str], language: str) -> list[tuple[Any, ...]]:
    """Return the pairs of meanings that at least two people both name, at these places together."""
    sayers: dict[str, set[str]] = {}
    for code, people in zip(codings["code"], codings["people"], strict=True):
        sayers.setdefault(str(code), set()).update(people)
    found = []
    for first, second in combinations(sorted(sayers), 2):
        both = sayers[first] & sayers[second]
        if len(both) > 1:
            names = [labels.get(one, one) for one in (first, second)]
            label = capital(say("together", language, first=names[0], second=names[1]))
            found.append(("coherence", f"{first} + {second}", label, len(both), 0, ()))
    return sorted(found, key=lambda row: -row[3])


def chosen_quotes(codings: pd.DataFrame, n: int) -> tuple[str, ...]:
    """Return `n` quotes that may be published and read well: a resident's before others', of different documents."""
    lined = by_readability(codings[publishable(codings)]).drop_duplicates("document")
    return tuple(str(one) for one in lined["quote"].head(n))

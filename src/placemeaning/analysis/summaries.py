"""Summaries in cells: what people wrote about a place and a code, the passages it rests on, and whether these changed since.

A summary is a note with the rule ``summary`` (place, code, the text as memo), and for each passage it rests on a note ``summary passage`` in the
ledger of that document (`about` is the coding; the passage with its words as they were). Lines that belong together have one `origin`, so each
line is a flat row. `digest` of a summary is that of the ids of its passages. A newer one of the same coder takes its place, and `replaces` it.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any

import pandas as pd

from placemeaning.analysis.lineage import Lineage
from placemeaning.analysis.tidy import CERTAIN
from placemeaning.errors import check_choice
from placemeaning.model.anchor import Anchor
from placemeaning.model.coding import Event, Note, event, in_order, live, passage
from placemeaning.model.document import shorten
from placemeaning.model.text import digest, fold

SUMMARY, PASSAGE = "summary", "summary passage"
COLUMNS = ("place", "place_name", "code", "code_label", "text", "coder", "recorded_at", "passages", "stale", "why", "versions", "id")

_WHY: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {  # by reason (one, several) in Dutch and in English
    "withdrawn": (
        ("1 passage is ingetrokken", "{n} passages zijn ingetrokken"),
        ("1 passage was withdrawn", "{n} passages were withdrawn"),
    ),
    "elsewhere": (
        ("1 passage heeft nu een andere code of plek", "{n} passages hebben nu een andere code of plek"),
        ("1 passage has another code or place now", "{n} passages have another code or place now"),
    ),
    "changed": (
        ("de woorden van 1 passage zijn gewijzigd", "de woorden van {n} passages zijn gewijzigd"),
        ("the words of 1 passage changed", "the words of {n} passages changed"),
    ),
    "new": (("1 passage kwam erbij", "{n} passages kwamen erbij"), ("1 passage was added", "{n} passages were added")),
    "lost": (("een passage is uit de studie verwijderd",) * 2, ("a passage was removed from the study",) * 2),
}


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """What somebody wrote about a place and a code.

    `stale` says why it may no longer hold, as ``{reason: ids of codings}``: ``withdrawn``, ``elsewhere`` (another code or place),
    ``changed`` (other words, or a position that is not certain), ``new`` (coded in this cell since), ``lost`` (its document was removed). `passages` are
    the rows of the tidy frame that it rests on and that still stand; `history` all versions of this coder, the oldest first, itself last.
    """

    id: str
    place: str
    code: str
    text: str
    coder: str
    recorded_at: datetime
    passages: pd.DataFrame
    stale: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    history: tuple[Note, ...] = ()

    def why(self, language: str = "en") -> str:
        """Return why it is stale, in Dutch or English; empty where it is not."""
        check_choice("language", language, ("nl", "en"))
        words = {reason: _WHY[reason][language == "en"] for reason in self.stale}
        return "; ".join(words[reason][len(ids) > 1].format(n=len(ids)) for reason, ids in self.stale.items())

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        stale = f"; stale: {self.why()}" if self.stale else ""
        return f"<Summary {self.place} × {self.code} by {self.coder}: {shorten(self.text)!r}; {len(self.passages)} passages{stale}>"


class Summaries(pd.DataFrame):
    """The summaries that hold, one row each: the columns of `COLUMNS`."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def table(self, *, by: str | None = None, mark: str = "⚠ ") -> pd.DataFrame:
        """Return the matrix of summaries: a row a place, a column a code, the texts in the cells.

        Parameters
        ----------
        by
            Whose; without it the newest of each cell.
        mark
            Stands before a stale one.
        """
        mine = self if by is None else self[self["coder"] == by]
        newest = mine.sort_values("recorded_at", kind="stable").drop_duplicates(["place", "code"], keep="last")
        cells = {(row.place_name, row.code_label): (mark if row.stale else "") + str(row.text) for row in newest.itertuples()}
        rows, columns = (
            list(dict.fromkeys(newest.sort_values(name)[label])) for name, label in (("place", "place_name"), ("code", "code_label"))
        )
        return pd.DataFrame([[cells.get((row, column), "") for column in columns] for row in rows], index=rows, columns=columns)

    def _repr_html_(self) -> str:
        table, cell = (
            self.table(),
            "padding:6px 8px;border:1px solid #cfd6da;background:#fff;color:#1b2a33;vertical-align:top;text-align:left",
        )
        head = "".join(f'<th scope="col" style="{cell}">{escape(str(one))}</th>' for one in table.columns)
        rows = "".join(
            f'<tr><th scope="row" style="{cell}">{escape(str(name))}</th>'
            + "".join(f'<td style="{cell};max-width:24em;white-space:normal">{escape(str(one))}</td>' for one in row)
            + "</tr>"
            for name, row in zip(table.index, table.to_numpy(dtype=object), strict=True)
        )
        return f'<div style="overflow-x:auto"><table style="border-collapse:collapse"><thead><tr><th></th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def cell_of(codings: pd.DataFrame, place: str, codes: Collection[str]) -> pd.DataFrame:
    """Return the codings of a cell whose position is certain: a place, and a code with those under it."""
    return codings[codings["status"].isin(CERTAIN) & (codings["place"] == place) & codings["code"].isin(list(codes))]


def summary_events(
    events: Sequence[Event], *, place: str, code: str, text: str, by: str, passages: Mapping[str, tuple[str, Anchor]], at: datetime
) -> list[Event]:
    """Return the events that write a summary: one a passage, then the summary itself. None where the same one stands already.

    Parameters
    ----------
    events
        Those of this coder.
    passages
        Document and passage of each coding it rests on, by the id of the coding.
    """
    before = _current(events).get((by, place, code))
    if before and before.memo == text and before.digest == _digest(passages):
        return []
    fields: dict[str, Any] = {"coder": by, "at": at, "place": place, "code": code, "origin": f"summary:{uuid.uuid4()}"}
    links = [
        event(Note, rule=PASSAGE, about=name, document=document, **passage(anchor), **fields)
        for name, (document, anchor) in passages.items()
    ]
    return [*links, event(Note, rule=SUMMARY, memo=text, digest=_digest(passages), replaces=before.id if before else None, **fields)]


def summaries(events: Iterable[Event], codings: pd.DataFrame, under: Mapping[str, Collection[str]]) -> list[Summary]:
    """Return the summaries that hold: the newest of each coder on each place and code, by place and code.

    Parameters
    ----------
    events
        All events of the study.
    codings
        The tidy frame of all codings that hold.
    under
        By code, the codes that it stands for: itself and those under it.
    """
    events = list(events)
    current = _current(events)
    if not current:
        return []
    look = _Look(events, codings, under)
    order = {name: i for column in ("place", "code") for i, name in enumerate(codings[column].cat.categories)}
    found = sorted(current.values(), key=lambda one: (order.get(one.place or "", 0), order.get(one.code or "", 0), one.coder))
    return [look.summary(one) for one in found]


def _current(events: Iterable[Event]) -> dict[tuple[str, str, str], Note]:
    events = list(events)
    if not any(one.rule == SUMMARY for one in events):
        return {}
    notes = (one for one in in_order(live(events)) if isinstance(one, Note) and one.rule == SUMMARY)
    return {(one.coder, one.place or "", one.code or ""): one for one in notes}


def _digest(links: Iterable[str]) -> str:
    return digest("\n".join(sorted(links)))


class _Look:
    """What summaries are compared with: their links, and the codings that hold now."""

    def __init__(self, events: Sequence[Event], codings: pd.DataFrame, under: Mapping[str, Collection[str]]) -> None:
        self._codings, self._under, self._lineage = codings, under, Lineage(events)
        self._links: dict[str, list[Note]] = {}
        self._versions: dict[tuple[str, str, str], list[Note]] = {}
        for one in in_order(events):
            if isinstance(one, Note) and one.rule == SUMMARY:
                self._versions.setdefault((one.coder, one.place or "", one.code or ""), []).append(one)
        for two in live(events):
            if isinstance(two, Note) and two.rule == PASSAGE:
                self._links.setdefault(two.origin or "", []).append(two)
        self._root = [self._lineage.root(name) for name in codings["id"]]
        self._rows: dict[str, int] = {root: i for i, root in enumerate(self._root)}

    def summary(self, note: Note) -> Summary:
        place, code = note.place or "", note.code or ""
        cell = cell_of(self._codings, place, self._under.get(code, [code]))
        links = {self._lineage.root(one.about or ""): one for one in self._links.get(note.origin or "", [])}
        stale: dict[str, list[str]] = {}
        here, stands = set(cell["id"]), []
        for root, link in links.items():
            row = self._rows.get(root)
            reason = self._reason(link, row, here)
            if reason:
                stale.setdefault(reason, []).append(link.about or "")
            elif row is not None:
                stands.append(row)
        if _digest([one.about or "" for one in links.values()]) != note.digest:
            stale["lost"] = [note.id]
        passages = self._codings.iloc[sorted(stands)]
        stale |= self._new(note, cell, set(links), passages)
        told = {reason: tuple(stale[reason]) for reason in _WHY if stale.get(reason)}
        history = tuple(
            {one.origin: one for one in self._versions[note.coder, place, code] if one.recorded_at <= note.recorded_at}.values()
        )
        return Summary(note.id, place, code, note.memo or "", note.coder, note.recorded_at, passages, told, history)

    def _reason(self, link: Note, row: int | None, here: Collection[str]) -> str:
        if row is None:
            return "withdrawn"
        now = self._codings.iloc[row]
        if now["status"] not in CERTAIN or fold(str(now["quote"])) != fold(link.exact or ""):
            return "changed"
        return "" if now["id"] in here else "elsewhere"

    def _new(self, note: Note, cell: pd.DataFrame, linked: Collection[str], passages: pd.DataFrame) -> dict[str, list[str]]:
        known = set(passages[["document", "start", "stop"]].itertuples(index=False, name=None))
        rows = cell[["id", "document", "start", "stop"]].itertuples(index=False, name=None)
        return {"new": [name for name, *span in rows if tuple(span) not in known and self._came_after(name, note, linked)]}

    def _came_after(self, coding: str, note: Note, linked: Collection[str]) -> bool:
        begun = self._lineage.begun(coding)
        return self._lineage.root(coding) not in linked and begun is not None and begun > note.recorded_at


def summaries_frame(found: Iterable[Summary], places: Mapping[str, str], labels: Mapping[str, str], language: str = "en") -> Summaries:
    """Return one row a summary, with the columns of `COLUMNS`; `place` and `code` are ordered as in the study.

    Parameters
    ----------
    places, labels
        The names of places and codes by id, in the order of the study.
    """
    rows: list[tuple[Any, ...]] = [
        (
            one.place, places.get(one.place, one.place), one.code, labels.get(one.code, one.code), one.text, one.coder, one.recorded_at,
            len(one.passages), bool(one.stale), one.why(language), len(one.history), one.id,
        )
        for one in found
    ]  # fmt: skip
    made = Summaries(rows, columns=list(COLUMNS))
    for name, known in (("place", places), ("code", labels)):
        made[name] = pd.Categorical(made[name], categories=list(dict.fromkeys([*known, *made[name]])), ordered=True)
    return made

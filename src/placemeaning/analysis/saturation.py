"""Saturation: how many codes interviews bring, one after the other, and how many new ones the next would bring."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from placemeaning.analysis.axes import entries
from placemeaning.analysis.bases import material
from placemeaning.analysis.sentences import LANGUAGES, capital, say
from placemeaning.analysis.tidy import CERTAIN
from placemeaning.errors import check_choice
from placemeaning.model.document import KINDS

EVERYWHERE = ""
"""What `place` is in the rows about all places together."""

_COLUMNS = ["place", "label", "interviews", "codes", "low", "high", "new", "new_low", "new_high", "observed"]


@dataclass(frozen=True, slots=True)
class Saturation:
    """How many different codes there are after so many interviews, per place and overall.

    Attributes
    ----------
    frame
        A row for each place (``""`` is all together) and number of interviews: ``place, label, interviews, codes, low, high, new, new_low,
        new_high, observed``. `codes` is the mean over all orders and `new` what the last of these interviews adds to it; `low` to `high`
        hold the band; `observed` is what there was in the order of the dates.
    small
        The labels of places with fewer than 3 interviews.
    """

    frame: pd.DataFrame = field(repr=False)
    level: float
    orders: int
    seed: int
    small: tuple[str, ...] = ()
    language: str = "en"

    @property
    def note(self) -> str:
        """What the curve says and what it does not."""
        said = say("saturation", self.language, level=round(100 * self.level, 1), orders=self.orders, seed=self.seed) + "."
        if self.small:
            least = say("n documents", self.language, n=3)
            said += " " + say("small", self.language, least=least, names=", ".join(self.small)) + "."
        return said

    @property
    def last(self) -> pd.DataFrame:
        """One row a place: the interviews, the codes they brought, and how many of these the last interview added."""
        return self.frame.groupby("place", sort=False).tail(1).reset_index(drop=True)

    def of(self, place: str | None = None) -> pd.DataFrame:
        """Return the curve of one place; without it, of all together.

        Raises
        ------
        ValueError
            If there is no such place.
        """
        known = [None if one == EVERYWHERE else one for one in dict.fromkeys(self.frame["place"])]
        check_choice("place", place, known)
        return self.frame[self.frame["place"] == (place or EVERYWHERE)].reset_index(drop=True)

    def __repr__(self) -> str:
        return f"{self.last[_COLUMNS[1:]].to_string(index=False, float_format='{:.1f}'.format)}\n\n{self.note}"

    def _repr_html_(self) -> str:
        return f"{self.last[_COLUMNS[1:]].to_html(index=False, float_format='{:.1f}'.format, border=0)}<p>{escape(self.note)}</p>"


def saturation(
    codings: pd.DataFrame,
    *,
    document_frame: pd.DataFrame,
    kinds: str | Collection[str] = ("interview",),
    orders: int = 200,
    seed: int = 0,
    level: float = 0.9,
    places: pd.DataFrame | None = None,
    labels: Mapping[str, str] | None = None,
    language: str = "en",
) -> Saturation:
    """Return how many codes interviews bring, one after the other, per place and overall.

    An interview in which nothing was coded counts too: it brings nothing. One about several places belongs to each of them, with the codes it has
    there. The mean over all orders is exact (sample-based rarefaction: Colwell, Mao & Chang 2004, Ecology 85); the band comes from seeded orders.

    Parameters
    ----------
    codings
        The tidy frame; only certain positions count.
    document_frame
        One row a document, with ``id, kind, places, people`` and ``date``.
    kinds
        Which documents are interviews.
    orders, seed
        From how many orders the band is drawn, and by which seed.
    level
        The part of the orders that lies in the band.
    places, labels
        The table of places, and the names of places by id.

    Raises
    ------
    ValueError
        If a kind does not exist, `orders` is less than 1, or `level` not between 0 and 1.
    """
    chosen = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    for kind in chosen:
        check_choice("kinds", kind, KINDS)
    check_choice("language", language, LANGUAGES)
    if orders < 1 or not 0 < level < 1:
        raise ValueError(f"orders={orders} and level={level}: use 1 order or more, and a level between 0 and 1")
    asked = document_frame[document_frame["kind"].isin(chosen)]
    certain = codings[codings["status"].isin(CERTAIN) & codings["document"].isin(asked["id"])]
    line = [str(one) for one in asked.sort_values(["date", "id"], na_position="last")["id"]]
    frames, small = [], []
    for place, documents in _by_place(certain, asked, places).items():
        here = certain if place == EVERYWHERE else certain[certain["place"] == place]
        said = _incidence(here, [one for one in line if one in documents])
        name = capital(say("everywhere", language)) if place == EVERYWHERE else (labels or {}).get(place, place)
        frames.append(_curve(said, orders, seed, level).assign(place=place, label=name))
        small += [name] if len(documents) < 3 else []
    frame = pd.concat(frames, ignore_index=True)[_COLUMNS] if frames else pd.DataFrame(columns=_COLUMNS)
    return Saturation(frame, level, orders, seed, tuple(small), language)


def _by_place(certain: pd.DataFrame, asked: pd.DataFrame, places: pd.DataFrame | None) -> dict[str, set[str]]:
    """Return the interviews of all places together, then of each place."""
    about = material(asked, certain, places)
    found: dict[str, set[str]] = {EVERYWHERE: set(asked["id"])} if len(asked) else {}
    keys = entries(certain, (), {}).keys("place")
    own = entries(about, (), {}).keys("place")
    ranks = keys.ranks()
    for place in sorted(
        {*own.ids, *(keys.ids[i] for i in np.unique(keys.numbers) if i >= 0)}, key=lambda one: (ranks.get(one, len(ranks)), one)
    ):
        found[place] = {*about["document"][about["place"] == place], *certain["document"][certain["place"] == place]}
    return found


def _incidence(codings: pd.DataFrame, line: Sequence[str]) -> np.ndarray[Any, Any]:
    """Return interviews by codes: whether it has the code."""
    codes = sorted({str(one) for one in codings["code"]})
    said = np.zeros((len(line), len(codes)), dtype=bool)
    rows, columns = ({one: i for i, one in enumerate(ids)} for ids in (line, codes))
    for document, code in zip(codings["document"], codings["code"], strict=True):
        said[rows[document], columns[str(code)]] = True
    return said


def _curve(said: np.ndarray[Any, Any], orders: int, seed: int, level: float) -> pd.DataFrame:
    n = len(said)
    mean = np.array([expected_codes(said.sum(axis=0), n, k) for k in range(n + 1)])
    rng = np.random.default_rng(seed)
    drawn = np.array([_reached(said[rng.permutation(n)]) for _ in range(orders)])
    added = np.diff(drawn, axis=1, prepend=0)
    ends = [(1 - level) / 2, (1 + level) / 2]
    (low, high), (new_low, new_high) = (np.quantile(one, ends, axis=0, method="nearest") for one in (drawn, added))
    return pd.DataFrame(
        {
            **{"interviews": np.arange(1, n + 1), "codes": mean[1:], "low": low, "high": high, "new": np.diff(mean)},
            **{"new_low": new_low, "new_high": new_high, "observed": _reached(said)},
        }
    )


def _reached(said: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.asarray(np.count_nonzero(np.maximum.accumulate(said, axis=0), axis=1))


def expected_codes(interviews_with: Sequence[int] | np.ndarray[Any, Any], n: int, k: int) -> float:
    """Return the mean number of codes in `k` of `n` interviews over all choices; `interviews_with` says in how many each code is."""
    return float(sum(1 - math.comb(n - int(one), k) / math.comb(n, k) for one in interviews_with))

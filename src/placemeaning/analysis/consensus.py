"""What coders agree on: the words that all of them gave the same code, and what they settled in a discussion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from placemeaning.analysis.agreement_units import CONSENSUS
from placemeaning.analysis.axes import Numbers
from placemeaning.analysis.tidy import CERTAIN, CONTEXT
from placemeaning.model.text import fold, word_count

Row = dict[str, Any]


def agreed(codings: pd.DataFrame) -> pd.DataFrame:
    """Return the codings of a frame that its coders agree on, as one more coder called ``consensus``. The input is not changed.

    A stretch of words is agreed where every coder of the document gave it the same code and place; it becomes one row, cut to the words
    that all of them marked. A coder of a document is one who coded anything in it, and one coder alone agrees with nobody. What the coder
    ``consensus`` wrote down holds as it is, and what others gave words that it touches counts no more. Positions that are not certain are left out.
    """
    certain = codings[codings["status"].isin(CERTAIN)]
    written = certain[certain["coder"] == CONSENSUS]
    rows: list[Row] = []
    for name, group in certain[certain["coder"] != CONSENSUS].groupby("document", observed=True, sort=False):
        coders = sorted(set(group["coder"]))
        if len(coders) > 1:
            settled = [(one.start, one.stop) for one in written[written["document"] == name].itertuples()]
            rows += [row for row in _in_document(group, coders) if not any(a < row["stop"] and row["start"] < b for a, b in settled)]
    made = pd.DataFrame(rows, columns=codings.columns)
    for column in codings.columns:
        made[column] = made[column].astype(codings[column].dtype) if column != "coder" else made[column].astype("object")
    return pd.concat([written.assign(coder=CONSENSUS), made], ignore_index=True)[codings.columns]


def not_agreed(codings: pd.DataFrame, shared: pd.DataFrame) -> Numbers:
    """Return which certain codings have no words in what coders agree on (`shared`, as `agreed` returns it), as a mask."""
    keys = ["document", "code", "place"]
    mine, theirs = (frame[[*keys, "start", "stop"]].astype({"code": "object", "place": "object"}) for frame in (codings, shared))
    pairs = mine.assign(at=range(len(mine))).merge(theirs, on=keys, suffixes=("", "_shared"))
    touched = pairs["at"][(pairs["start"] < pairs["stop_shared"]) & (pairs["start_shared"] < pairs["stop"])]
    alone = codings["status"].isin(CERTAIN).to_numpy(dtype=bool, copy=True)
    alone[touched.unique()] = False
    return alone


def _in_document(group: pd.DataFrame, coders: Sequence[str]) -> Iterator[Row]:
    for _, same in group.groupby(["code", "place"], observed=True, sort=False, dropna=False):
        if len(set(same["coder"])) == len(coders):
            rows: list[Row] = same.sort_values(["start", "stop", "coder"], kind="stable").to_dict("records")  # type: ignore[assignment]
            yield from (_joined(pieces) for pieces in _stretches(rows, len(coders)))


def _stretches(rows: Sequence[Row], n_coders: int) -> Iterator[list[tuple[int, int, list[Row]]]]:
    """Yield the stretches that all coders cover, each in pieces (start, stop, the rows there) between two borders of passages."""
    borders = sorted({int(row[end]) for row in rows for end in ("start", "stop")})
    stretch: list[tuple[int, int, list[Row]]] = []
    for start, stop in pairwise(borders):
        there = [row for row in rows if row["start"] <= start and stop <= row["stop"]]
        if len({row["coder"] for row in there}) == n_coders:
            stretch.append((start, stop, there))
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _joined(pieces: Sequence[tuple[int, int, list[Row]]]) -> Row:
    """Return one row for a stretch: like its first coding, with the words, the people and the context that the stretch has."""
    start, stop, first = pieces[0][0], pieces[-1][1], pieces[0][2][0]
    quote = "".join(there[0]["quote"][a - there[0]["start"] : b - there[0]["start"]] for a, b, there in pieces)
    last = pieces[-1][2][0]
    before = first["before"] + " " + first["quote"][: start - first["start"]]
    after = last["quote"][stop - last["start"] :] + " " + last["after"]
    people = dict.fromkeys(one for _, _, there in pieces for one in there[0]["people"] if all(one in other["people"] for other in there))
    return first | {
        "start": start, "stop": stop, "quote": quote, "words": word_count(quote), "people": tuple(people), "coder": CONSENSUS,
        "before": fold(before)[-CONTEXT:], "after": fold(after)[:CONTEXT],
    }  # fmt: skip

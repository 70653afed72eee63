"""Rows of the workbook that are counted here: a summary per code, and the figures per place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from placemeaning.analysis.quoting import by_readability, publishable
from placemeaning.analysis.tidy import CERTAIN
from placemeaning.model.document import shorten

_PASSAGE = ["document", "start", "stop", "code", "place"]  # as `matrix` counts them


def certain(codings: pd.DataFrame) -> pd.DataFrame:
    """Return the codings that are counted: those whose position is certain."""
    return codings[codings["status"].isin(CERTAIN)]


def figures(codings: pd.DataFrame) -> tuple[int, int, int, int]:
    """Return the distinct passages, people, documents and places of `codings`."""
    passages = codings[_PASSAGE].drop_duplicates()
    people = {person for persons in codings["people"] for person in persons}
    return len(passages), len(people), codings["document"].nunique(), codings["place"].dropna().nunique()


def per_code(codings: pd.DataFrame, codebook_rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[list[Any]]:
    """Return a row for every code: path, passages, people, documents, places, where most people say it, an example.

    Parameters
    ----------
    names
        The names of places by id.
    """
    groups = {str(code): group for code, group in certain(codings).groupby("code", observed=True, sort=False)}
    nothing = codings.iloc[:0]
    rows = []
    for row in codebook_rows:
        group = groups.get(str(row["id"]), nothing)
        rows.append([row["path"], *figures(group), top_places(group, names), example(group)])
    return rows


def top_places(codings: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return the place where most people say it (where nobody is known: with most passages), with the number; ties together."""
    numbers: dict[str, int] = {}
    for index in (1, 0):
        groups = codings.groupby("place", observed=True, sort=True)
        numbers = {str(place): figures(group)[index] for place, group in groups}
        if any(numbers.values()):
            break
    greatest = max(numbers.values(), default=0)
    best = [names.get(place, place) for place, number in numbers.items() if number == greatest > 0]
    told = ", ".join(best[:3]) + (" …" if len(best) > 3 else "")
    return f"{told} ({greatest})" if best else ""


def example(codings: pd.DataFrame) -> str:
    """Return one quote that may be published: a resident's before others', coded by most coders, of a readable length, the first of equals."""
    coders = codings.groupby(["document", "start", "stop"], dropna=False)["coder"].transform("nunique")
    open_ = publishable(codings)
    found = by_readability(codings[open_], -coders[open_])["quote"]
    return shorten(str(found.iloc[0]), 300) if len(found) else ""


def per_place(codings: pd.DataFrame) -> dict[str, tuple[int, int, int, int]]:
    """Return the figures of every place that is counted anywhere, by its id."""
    return {str(place): figures(group) for place, group in certain(codings).groupby("place", observed=True, sort=False)}

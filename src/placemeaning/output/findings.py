"""What a study found, as further sheets of its workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from placemeaning.output.further import Column, Further, square
from placemeaning.output.words import say

if TYPE_CHECKING:
    from placemeaning.analysis.cooccurrence import CoOccurrence
    from placemeaning.analysis.disagreements import Disagreements
    from placemeaning.analysis.matrix import Matrix
    from placemeaning.analysis.saturation import Saturation
    from placemeaning.analysis.summaries import Summaries
    from placemeaning.analysis.voices import Voices

_MOST_DIFFERENCES = 200


def sheets(
    *,
    summaries: Summaries,
    voices: Voices,
    together: CoOccurrence,
    saturation: Saturation,
    people: pd.DataFrame,
    persons: Matrix,
    differences: Disagreements | None,
    language: str,
) -> list[Further]:
    """Return the further sheets of a workbook; those with nothing in them are left out.

    Parameters
    ----------
    people, persons
        The people, and which of them says what: a matrix of ``person`` by ``code`` with ``count="present"``.
    differences
        None where there are no two coders.
    """
    found = [_summaries(summaries, language)] if len(summaries) else []
    if persons.n_codings or len(people):
        found += [
            _voices(voices, language),
            _together(together, language),
            _saturation(saturation, language),
            _persons(people, persons, language),
        ]
    if differences is not None and len(differences):
        found.append(_differences(differences, language))
    return found


def _heads(language: str, *columns: Column) -> list[Column]:
    return [(say(f"col {name}", language), width, look) for name, width, look in columns]


def _summaries(found: pd.DataFrame, language: str) -> Further:
    columns = _heads(
        language, ("place", 24, "label"), ("code", 26, "text"), ("summary", 70, "text"), ("coder", 12, "text"), ("written", 17, "moment"),
        ("passages", 10, "count"), ("stale", 40, "text"),
    )  # fmt: skip
    rows = found[["place_name", "code_label", "text", "coder", "recorded_at", "passages", "why"]].to_numpy(dtype=object).tolist()
    return Further("summaries", columns, rows, say("summaries how", language))


def _voices(found: Voices, language: str) -> Further:
    columns = _heads(
        language, ("place", 30, "label"), ("code", 30, "text"), ("residents n", 12, "count"), ("residents of", 12, "count"),
        ("others n", 12, "count"), ("others of", 12, "count"), ("difference", 14, "difference"),
    )  # fmt: skip
    names = ["row_label", "column_label", "first", "first_base", "second", "second_base", "difference"]
    rows = found.greatest(10_000)[names].to_numpy(dtype=object).tolist()
    return Further("voices", columns, rows, found.note)


def _together(found: CoOccurrence, language: str) -> Further:
    columns, rows, upright = square(pd.DataFrame(found), say("col code", language))
    return Further("together", columns, rows, say("together how", language), (1, len(columns) - 1), upright)


def _saturation(found: Saturation, language: str) -> Further:
    columns = _heads(
        language, ("place", 30, "label"), ("interviews", 12, "count"), ("codes found", 14, "decimal"), ("low", 12, "count"),
        ("high", 12, "count"), ("new codes", 14, "decimal"),
    )  # fmt: skip
    rows = found.frame[["label", "interviews", "codes", "low", "high", "new"]].to_numpy(dtype=object).tolist()
    overall = int((found.frame["place"] == "").sum())
    return Further("saturation", columns, rows, found.note, curves=(1, (2, 3, 4), overall) if overall > 1 else None)


def _persons(people: pd.DataFrame, coded: Matrix, language: str) -> Further:
    """Return persons by code as 0 and 1, with what people.csv says of them: codes by their ids, which statistics packages take."""
    said = pd.DataFrame(coded.to_numpy(dtype=int), index=list(coded.row_ids), columns=list(coded.column_ids))
    every = [*people["id"], *(one for one in said.index if one not in set(people["id"]))]
    said = said.reindex(every, fill_value=0)
    about = people.set_index("id").reindex(every).fillna("")
    columns: list[Column] = [(say("col person", language), 12, "label"), *((name, 14.0, "text") for name in about.columns)]
    columns += [(name, 7.0, "figure") for name in said.columns]
    rows: list[list[Any]] = [[name, *about.loc[name], *map(int, said.loc[name])] for name in every]
    return Further("persons", columns, rows, say("persons how", language), (len(about.columns) + 1, len(columns) - 1), True)


def _differences(found: Disagreements, language: str) -> Further:
    columns = _heads(language, ("document", 18, "label"), ("quote", 56, "text"), ("differ how", 26, "text"), ("difference", 12, "decimal"))
    columns += [(coder, 34.0, "text") for coder in found.coders]
    names = ["document", "text", "kind", "difference", *found.coders]
    rows = [
        [document, text, _how(kind, language), *others]
        for document, text, kind, *others in pd.DataFrame(found)[names].head(_MOST_DIFFERENCES).to_numpy(dtype=object).tolist()
    ]
    return Further("differences", columns, rows, say("differences how", language, n=len(found), shown=len(rows)))


def _how(kind: str, language: str) -> str:
    """Return how coders differ in the language of the workbook."""
    if language == "en":
        return kind
    known = {"other codes": "andere codes", "other words": "andere woorden", "same": "hetzelfde"}
    nothing = kind.replace("nothing by", "niets van").replace("others differ in code", "de anderen geven andere codes")
    return known.get(kind, nothing.replace(" coders", " codeurs"))

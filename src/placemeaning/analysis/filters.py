"""Which codings a matrix counts: filters by any axis, by origin and by certainty, and how coders are joined."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from placemeaning.analysis.agreement_units import CONSENSUS
from placemeaning.analysis.axes import AXES, OF_CODINGS, Numbers, entries, numbered
from placemeaning.analysis.tidy import CERTAIN
from placemeaning.errors import check_choice
from placemeaning.model.document import VOICES

UNION = "union"
Wanted = str | Collection[str] | None
_OPTIONS = {"document": "documents", "coder": "coders", "voice": "voice"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted.

    `filters` holds the ids wanted by axis, `chosen` which codings have the origin and certainty asked for (None: all), `consensus` whether
    only what coders agree on counts, and `conditions` all of this to be told: what, and which.
    """

    filters: Mapping[str, tuple[str, ...]]
    chosen: Numbers | None
    consensus: bool
    conditions: tuple[tuple[str, tuple[str, ...]], ...]


def scope_of(
    codings: pd.DataFrame,
    about: pd.DataFrame | None,
    people: Mapping[str, Mapping[str, str]],
    given: Mapping[str, Wanted],
    where: Mapping[str, str | Collection[str]],
    *,
    origin: str | None,
    status: Wanted,
) -> Scope:
    """Return what is counted, checked.

    Parameters
    ----------
    about
        What documents are about by themselves (`bases.material`).
    given
        The filters that have an option of their own: by axis, what was asked for.

    Raises
    ------
    ValueError
        If an axis, an id, an origin or a status does not exist, or an axis is filtered twice.
    """
    check_choice("origin", origin, (None, "human", "suggestion"))
    for axis in where:
        check_choice("where", axis, (*AXES, *people))
        if given.get(axis) is not None:
            raise ValueError(f"where={axis!r} and {_OPTIONS[axis]}= filter the same; give one of them")
    coders = given["coder"]
    joined = {**given, "coder": None if coders in (UNION, CONSENSUS) else coders, **where}
    filters = {axis: several(wanted) for axis, wanted in joined.items() if wanted is not None}
    for axis, wanted in filters.items():
        known = _known(codings, about, people, axis)
        for one in wanted:
            check_choice(_OPTIONS.get(axis, f"where[{axis!r}]") if axis not in where else f"where[{axis!r}]", one, known)
    for one in several(status or ()):
        check_choice("status", one, CERTAIN)
    if coders == CONSENSUS and (origin or status):
        raise ValueError(
            "coders='consensus' is about what coders agree on, not about how one of them found it; leave out origin= and status="
        )
    chosen = None if origin is None else ((codings["origin"] == "human") == (origin == "human")).to_numpy(dtype=bool)
    if status is not None:
        certain = codings["status"].isin(several(status)).to_numpy(dtype=bool)
        chosen = certain if chosen is None else chosen & certain
    conditions = [*filters.items(), *([("origin", (origin,))] if origin else []), *([("status", several(status))] if status else [])]
    return Scope(filters, chosen, coders == CONSENSUS, tuple(conditions))


def several(values: str | Collection[str]) -> tuple[str, ...]:
    """Return one value or several as a tuple."""
    return (values,) if isinstance(values, str) else tuple(values)


def _known(codings: pd.DataFrame, about: pd.DataFrame | None, people: Mapping[str, Mapping[str, str]], axis: str) -> list[str]:
    if axis == "voice":
        return list(VOICES)
    if axis in people:
        return sorted({value for value in people[axis].values() if value})
    if axis in ("code", "place"):
        return list(dict.fromkeys([*numbered(codings[axis]).ids, *_ids(about, axis)]))
    return sorted({*_ids(codings, axis), *_ids(about, axis)})


def _ids(frame: pd.DataFrame | None, axis: str) -> Iterable[str]:
    """Return the ids on an axis; a frame of what documents are about has none on the axes of codings."""
    if frame is None or (axis in OF_CODINGS and "code" not in frame):
        return ()
    return entries(frame, [axis], {}).keys(axis).ids

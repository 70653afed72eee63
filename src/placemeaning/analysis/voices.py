"""Voices side by side: what residents say a place means against what professionals and researchers read in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from placemeaning.analysis.axes import Axis
from placemeaning.analysis.heat import ink_on
from placemeaning.analysis.matrix import matrix
from placemeaning.analysis.matrix_result import LEAST, Matrix
from placemeaning.analysis.polls import by_place_and_code
from placemeaning.analysis.sentences import LANGUAGES, capital, say, several
from placemeaning.errors import check_choice
from placemeaning.model.document import VOICES, shorten

VoiceCount = Literal["passages", "documents", "people"]
VOICE_COUNTS: tuple[str, ...] = get_args(VoiceCount)

_COLUMNS = ["row", "row_label", "column", "column_label", "first", "first_base", "second", "second_base", "difference", "small"]


@dataclass(frozen=True, slots=True)
class Voices:
    """Two voices on the same places.

    Attributes
    ----------
    first, second
        Whose meanings are compared: names of voices.
    of_first, of_second
        The matrix of each, with the same rows and columns; its cells give the passages.
    base_first, base_second
        What each figure is a share of, by row label.
    difference
        By row and column label, the share of `first` minus that of `second`: -1 to 1; NaN where one of them says nothing about the row.
    polls, poll_base
        Beside them, by the same labels, how many respondents of polls give a place this meaning, and how many answered about it; empty where no
        polls were given.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    counting: str
    of_first: Matrix = field(repr=False)
    of_second: Matrix = field(repr=False)
    base_first: pd.Series[Any] = field(repr=False)
    base_second: pd.Series[Any] = field(repr=False)
    difference: pd.DataFrame = field(repr=False)
    language: str = "en"
    polls: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    poll_base: pd.Series[Any] = field(default_factory=lambda: pd.Series(dtype="int64"), repr=False)

    @property
    def note(self) -> str:
        """How to read the figures, which rows only one voice speaks about, and which bases are small."""
        names = [names_of(one, self.language) for one in (self.first, self.second)]
        said = [say("voices people" if self.counting == "people" else "voices", self.language, first=names[0], second=names[1])]
        alone = [str(label) for label, row in self.difference.iterrows() if row.isna().all() and self._bases(str(label)) != (0, 0)]
        if alone:
            said.append(say("only one voice", self.language, names=several(alone, self.language)))
        small = [str(label) for label in self.difference.index if str(label) not in alone and 0 < min(self._bases(str(label))) < LEAST]
        if small:
            said.append(
                say("small", self.language, least=f"{LEAST} {say(self.counting, self.language)}", names=several(small, self.language))
            )
        if self.poll_base.sum():
            said.append(say("polls", self.language, n=int(self.poll_base.sum())))
        return capital(". ".join(said)) + "."

    def _bases(self, label: str) -> tuple[int, int]:
        return int(self.base_first[label]), int(self.base_second[label])

    def greatest(self, n: int = 10) -> pd.DataFrame:
        """Return the greatest differences, the greatest first: ``row, row_label, column, column_label, first, first_base, second, …, small``."""
        rows: list[tuple[Any, ...]] = []
        said, read, figures_of = (np.asarray(one) for one in (self.of_first, self.of_second, self.difference))
        for r, row in enumerate(self.of_first.row_ids):
            bases = int(self.base_first.iloc[r]), int(self.base_second.iloc[r])
            for c, column in enumerate(self.of_first.column_ids):
                figures = int(said[r, c]), int(read[r, c])
                labels = self.of_first.row_labels[r], self.of_first.column_labels[c]
                difference = float(figures_of[r, c])
                if not np.isnan(difference) and difference:
                    rows.append(
                        (row, labels[0], column, labels[1], figures[0], bases[0], figures[1], bases[1], difference, min(bases) < LEAST)
                    )
        found = pd.DataFrame(rows, columns=_COLUMNS)
        order = found["difference"].abs().sort_values(ascending=False, kind="stable").index
        return found.loc[order].head(n).reset_index(drop=True)

    def passages(self, row: str | Sequence[str], column: str | Sequence[str]) -> pd.DataFrame:
        """Return the passages of both voices behind one difference, the first voice before the second.

        Raises
        ------
        NotFound
            If there is no such row or column.
        """
        return pd.concat([one.cell(row, column) for one in (self.of_first, self.of_second)], ignore_index=True)

    def quotes(self, n: int = 5) -> pd.DataFrame:
        """Return the passages behind the `n` greatest differences, with ``row_label, column_label, difference`` before them."""
        found = []
        for one in self.greatest(n).to_dict("records"):
            behind = self.passages(one["row"], one["column"])
            for at, name in enumerate(("row_label", "column_label", "difference")):
                behind.insert(at, name, one[name])
            found.append(behind)
        return pd.concat(found, ignore_index=True) if found else self.of_first.cell("Total", "Total").iloc[:0]

    def __repr__(self) -> str:
        return f"{self.difference.round(2)!r}\n\n{self.note}"

    def _repr_html_(self) -> str:
        head = "".join(
            f'<th scope="col" style="max-width:9em;vertical-align:bottom">{escape(str(one))}</th>' for one in self.difference.columns
        )
        rows = "".join(self._row(r) for r in range(len(self.difference)))
        table = f'<table style="border-collapse:collapse"><thead><tr><th></th>{head}</tr></thead><tbody>{rows}</tbody></table>'
        behind = "".join(self._behind(one) for one in self.greatest(8).to_dict("records"))
        return f'<div style="overflow-x:auto" role="region" tabindex="0">{table}</div><p>{escape(self.note)}</p>{behind}'

    def _row(self, r: int) -> str:
        base = f"n = {self.base_first.iloc[r]}, {self.base_second.iloc[r]}"
        head = f'{escape(str(self.difference.index[r]))}<br><span style="font-weight:400;font-size:85%">{base}</span>'
        asked = [int(n) for n in self.polls.iloc[r]] if len(self.polls) and self.poll_base.iloc[r] else []
        beside = [f"{n}/{self.poll_base.iloc[r]}" for n in asked] or [""] * len(self.difference.columns)
        cells = "".join(_cell(float(value), told) for value, told in zip(self.difference.iloc[r], beside, strict=True))
        return f'<tr><th scope="row" style="text-align:left">{head}</th>{cells}</tr>'

    def _behind(self, one: Mapping[Any, Any]) -> str:
        head = f"{one['row_label']}, {one['column_label']}: {points(one['difference'])} ({one['first']}/{one['first_base']}, {one['second']}/{one['second_base']})"
        rows = self.passages(one["row"], one["column"]).drop_duplicates(["document", "start", "stop"])
        quotes = "".join(
            f"<p>{escape(say(str(row.voice), self.language))}: “{escape(shorten(str(row.quote), 300))}” {escape(str(row.document))}</p>"
            for row in rows.itertuples()
        )
        return f"<details><summary>{escape(head)}</summary>{quotes}</details>"


def voices(
    codings: pd.DataFrame,
    *,
    first: str | Collection[str] = "resident",
    second: str | Collection[str] = ("professional", "researcher"),
    rows: Axis | Sequence[Axis] = "place",
    columns: Axis | Sequence[Axis] = "code",
    count: VoiceCount = "passages",
    polls: pd.DataFrame | None = None,
    language: str = "en",
    **options: Any,
) -> Voices:
    """Lay two voices side by side: what each says about the same places.

    Of each voice and row, a figure is the share of all that this voice says there: of its passages, of its documents, or of its people.
    So a voice that speaks more does not weigh more.

    Parameters
    ----------
    first, second
        One voice or several: ``resident``, ``professional`` (notes, polls and cards of professionals) and ``researcher`` (observation notes).
    rows, columns
        As for `matrix`.
    count
        ``passages``, ``documents`` or ``people``. Notes and polls often name no person; then passages or documents are what can be compared.
    polls
        Answers to polls, a row each (`placemeaning.analysis.polls.poll_answers`); they stand beside, where rows are places and columns codes.
    options
        Further options of `matrix`: ``where, origin, status, coders, documents, labels, texts, document_frame, people, places``.

    Raises
    ------
    ValueError
        If an option is not one of its values, or a voice stands on both sides.
    TypeError
        If `matrix` has no such option.
    """
    check_choice("count", count, VOICE_COUNTS)
    check_choice("language", language, LANGUAGES)
    sides = [(one,) if isinstance(one, str) else tuple(one) for one in (first, second)]
    for name, side in zip(("first", "second"), sides, strict=True):
        for voice in side:
            check_choice(name, voice, VOICES)
    if {*sides[0]} & {*sides[1]}:
        raise ValueError(f"first={first!r} and second={second!r} have a voice in common; a voice stands on one side")
    asked: dict[str, Any] = {"rows": rows, "columns": columns, "count": count, "totals": True, "language": language, **options}
    both = matrix(codings, voice=sides[0] + sides[1], **asked)
    made = [matrix(codings, voice=side, like=both, **asked) for side in sides]
    bodies = [one.body() for one in made]
    bases = [pd.Series(one.to_numpy()[:-1, -1], index=body.index, dtype="int64") for one, body in zip(made, bodies, strict=True)]
    shares = [body.astype(float).div(base.where(base > 0), axis=0) for body, base in zip(bodies, bases, strict=True)]
    beside = _beside(made[0], polls if rows == "place" and columns == "code" else None)
    return Voices(sides[0], sides[1], count, made[0], made[1], bases[0], bases[1], shares[0] - shares[1], language, *beside)


def _beside(like: Matrix, answers: pd.DataFrame | None) -> tuple[pd.DataFrame, pd.Series[Any]]:
    """Return the meanings that respondents of polls give, laid out like a matrix, and how many answered about each row."""
    if answers is None:
        return pd.DataFrame(), pd.Series(dtype="int64")
    counts, base = by_place_and_code(answers)
    body = like.body()
    table = [[counts.get((place, code), 0) for code in like.column_ids] for place in like.row_ids]
    return pd.DataFrame(table, index=body.index, columns=body.columns), pd.Series(
        [base.get(one, 0) for one in like.row_ids], index=body.index
    )


def points(difference: float) -> str:
    """Return a difference of two shares in percentage points, with its sign: ``+25``."""
    rounded = round(100 * difference)
    return f"{rounded:+d}".replace("-", "−") if rounded else "0"


def names_of(names: tuple[str, ...], language: str) -> str:
    """Return the names of voices in the plural: ``professionals + researchers``."""
    return " + ".join(say(f"{one}s", language) for one in names)


def _cell(value: float, beside: str) -> str:
    """Return a cell in one of two colours, blue where the first voice says more, and orange where the second does; below it what polls say."""
    below = f'<br><span style="font-size:80%">{beside}</span>' if beside else ""
    if np.isnan(value):
        return f'<td style="text-align:center">–{below}</td>'
    scale = ("#f7f7f5", "#1d6083") if value > 0 else ("#f7f7f5", "#a8480a")
    colour = _between(*scale, min(1.0, abs(value)))
    return f'<td style="text-align:center;background:{colour};color:{ink_on(colour)}">{points(value)}{below}</td>'


def _between(light: str, dark: str, part: float) -> str:
    pairs = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (light, dark)]
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(*pairs, strict=True))

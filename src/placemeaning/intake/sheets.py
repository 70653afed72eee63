"""Tables in a file of their own: .xlsx, .csv and .tsv that hold a transcript (time, speaker, words) or a survey (a row a respondent)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from placemeaning.errors import IntakeError
from placemeaning.intake import times
from placemeaning.intake.cells import column_of
from placemeaning.intake.grids import Row, Sheet, sheets_of
from placemeaning.intake.heads import as_label, is_possible
from placemeaning.intake.plain import lines_of
from placemeaning.intake.raw import Line, Raw
from placemeaning.intake.roles import skeleton
from placemeaning.model.document import shorten
from placemeaning.model.text import fold

Meaning = Literal["transcript", "survey", "text"]
_END_NAMES = frozenset(map(skeleton, ("end", "einde", "stop", "eind", "end time", "eindtijd", "end_time", "кінець", "out", "tot", "to")))
_COUNT_NAMES = frozenset(
    map(skeleton, ("#", "nr", "nr.", "no", "id", "index", "nummer", "number", "№", "cue", "segment", "regel", "turn", "beurt"))
)
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,6})?")
_HEADER_WITHIN = 15


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a transcript has its time, end, speaker and words, and which row names them (-1: none does)."""

    header: int
    words: int
    time: int | None = None
    end: int | None = None
    speaker: int | None = None


def read(path: Path, language: str | None = None) -> Raw:
    """Return the turns of a transcript that is kept as a table.

    Raises
    ------
    IntakeError
        If the file is damaged or too large, or holds a survey: that gives several documents (see `surveys.read_survey`).
    """
    sheets, warnings = sheets_of(path, language)
    return transcript(path.name, sheets, warnings)


def meaning_of(sheets: Sequence[Sheet]) -> Meaning:
    """Return whether sheets hold a transcript, a survey, or only text in one column."""
    if any(columns_of(sheet.rows) for sheet in sheets):
        return "transcript"
    wide = any(len(row) > 1 for sheet in sheets for row in sheet.rows)
    asked = any(len(sheet.rows) > 2 and sheet.rows[0][0].endswith("?") and not sheet.rows[1][0].endswith("?") for sheet in sheets)
    return "survey" if wide or asked else "text"


def transcript(name: str, sheets: Sequence[Sheet], warnings: Sequence[str] = ()) -> Raw:
    """Return the transcript in some sheets; sheets of another kind are listed.

    Raises
    ------
    IntakeError
        If no sheet holds a transcript.
    """
    if meaning_of(sheets) == "text":
        text = "\n".join(cell for sheet in sheets for row in sheet.rows for cell in row)
        return Raw(name, tuple(lines_of(text)), tuple(warnings))
    found = [(sheet, columns) for sheet in sheets if (columns := columns_of(sheet.rows))]
    if not found:
        raise IntakeError(
            f"{name}: this table holds no transcript: no columns with who speaks, or when, beside the words. "
            "Name them (time, speaker, text), or import it as a survey: project.import_files(…, kind='poll')."
        )
    left = [f"the sheet {sheet.name!r} was left out: it is no transcript" for sheet in sheets if not columns_of(sheet.rows)]
    lines: list[Line] = []
    for sheet, columns in found:
        lines += [Line(sheet.name, heading=1), Line()] if len(found) > 1 else []
        lines += _lines(sheet.rows, columns)
        left += _left_out(sheet.rows, columns)
    return Raw(name, tuple(lines), (*warnings, *left))


def columns_of(rows: Sequence[Row]) -> Columns | None:
    """Return the columns of a transcript, by their names or by what stands in them; None where the rows are no transcript."""
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        names = [_name(cell) for cell in row]
        if "words" not in names and {"time", "speaker"} <= set(names):
            names = _with_words(rows[number + 1 :], names)
        if "words" in names and ("time" in names or "speaker" in names) and (found := _named(rows[number + 1 :], names, number)):
            return found
    return _guessed(rows)


def _name(cell: str) -> str:
    shape = skeleton(fold(cell))
    return "end" if shape in _END_NAMES else column_of(cell)


def _with_words(body: Sequence[Row], names: Sequence[str]) -> list[str]:
    """Return the names with ``words`` for the column without a known name that holds most."""
    free = [column for column, name in enumerate(names) if not name]
    longest = max(free, key=lambda column: sum(len(_at(row, column)) for row in body), default=-1)
    return ["words" if column == longest else name for column, name in enumerate(names)]


def _named(body: Sequence[Row], names: Sequence[str], header: int) -> Columns | None:
    time, end, speaker = (names.index(name) if name in names else None for name in ("time", "end", "speaker"))
    timed = time is not None and _share(body, time, _is_moment) >= 0.8
    spoken = speaker is not None and _repeat(body, speaker)
    if not timed and not spoken:
        return None
    ends = end is not None and timed and _share(body, end, _is_moment) >= 0.8
    return Columns(header, names.index("words"), time if timed else None, end if ends else None, speaker)


def _guessed(rows: Sequence[Row]) -> Columns | None:
    """Return the columns of a table without names: a column of times or of speakers that come back, and one of words."""
    width = max(map(len, rows), default=0)
    if len(rows) < 2 or not 2 <= width <= 8:
        return None
    moments = [column for column in range(width) if _share(rows, column, _is_clock) >= 0.8]
    moments = moments or [
        column for column in range(min(2, width)) if _share(rows, column, _is_number) == 1 and "." in _at(rows[-1], column)
    ]
    rest = [column for column in range(width) if column not in moments]
    speaker = next((column for column in rest if _repeat(rows, column) and _comes_back(rows, column)), None)
    rest = [column for column in rest if column != speaker]
    if not rest or (not moments and (speaker is None or width > 3)):
        return None
    words = max(rest, key=lambda column: sum(len(_at(row, column)) for row in rows))
    if sum(len(_at(row, words).split()) for row in rows) < 2 * len(rows):
        return None
    first, second = (*moments, None, None)[:2]
    return Columns(-1, words, first, second, speaker)


def _comes_back(rows: Sequence[Row], column: int) -> bool:
    """Return whether the first cell is a speaker, not the name of the column: it stands there again."""
    first = skeleton(_at(rows[0], column))
    return any(skeleton(_at(row, column)) == first for row in rows[1:])


def _at(row: Row, column: int) -> str:
    return row[column] if column < len(row) else ""


def _share(rows: Sequence[Row], column: int, test: Callable[[str], bool]) -> float:
    filled = [cell for row in rows if (cell := _at(row, column))]
    return sum(map(test, filled)) / len(filled) if filled else 0.0


def _is_clock(cell: str) -> bool:
    return times.only(cell) is not None


def _is_number(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell))


def _is_moment(cell: str) -> bool:
    return _is_clock(cell) or _is_number(cell)


def _repeat(rows: Sequence[Row], column: int) -> bool:
    """Return whether a column names few people who come back, as speakers do and respondents do not."""
    filled = [as_label(cell) for row in rows if (cell := _at(row, column))]
    few = len({skeleton(cell) for cell in filled}) <= max(2, len(filled) // 2)
    return len(filled) > 1 and few and all(map(is_possible, filled))


def _lines(rows: Sequence[Row], columns: Columns) -> Iterator[Line]:
    """Yield what stands above the table as text, then the rows: subtitles where each has a begin and an end but no speaker."""
    for row in rows[: max(columns.header, 0)]:
        yield Line("\t".join(cell for cell in row if cell))
    body = rows[columns.header + 1 :]
    seconds, stops = _seconds(body, columns.time), _seconds(body, columns.end)
    if columns.speaker is None and columns.end is not None:
        for number, row in enumerate(body):
            if words := _at(row, columns.words):
                yield Line(fold(words), seconds=seconds[number], stop=stops[number])
        return
    for number, row in enumerate(body):
        speaker = as_label(_at(row, columns.speaker)) if columns.speaker is not None else ""
        first, *others = _at(row, columns.words).split("\n")
        if speaker or seconds[number] is not None:
            yield Line()
        yield Line(first, speaker=speaker or None, seconds=seconds[number])
        yield from (Line(other) for other in others)


def _left_out(rows: Sequence[Row], columns: Columns) -> Iterator[str]:
    """Yield what stands in columns that are no part of a transcript, and times that are none."""
    body = rows[columns.header + 1 :]
    names = rows[columns.header] if columns.header >= 0 else ()
    for column in _others(rows, columns):
        cells = " | ".join(fold(cell) for row in body if (cell := _at(row, column)))
        yield f"the column {_at(names, column) or column + 1!r} was left out: {shorten(cells, 2000)}"
    if columns.time is not None:
        odd = [fold(cell) for row in body if (cell := _at(row, columns.time)) and not _is_moment(cell)]
        yield from (f"this is no time and was left out: {cell}" for cell in odd)


def _others(rows: Sequence[Row], columns: Columns) -> list[int]:
    """Return the further columns that hold anything but a count of the rows."""
    used = {columns.words, columns.time, columns.end, columns.speaker}
    width = max(map(len, rows))
    names = rows[columns.header] if columns.header >= 0 else ()
    body = rows[columns.header + 1 :]
    return [
        column
        for column in range(width)
        if column not in used
        and any(_at(row, column) for row in body)
        and not (skeleton(_at(names, column)) in _COUNT_NAMES and _share(body, column, _is_number) == 1)
    ]


def _seconds(rows: Sequence[Row], column: int | None) -> list[float | None]:
    """Return the moments of a column in seconds: clocks, seconds, or milliseconds where whole numbers are far apart."""
    if column is None:
        return [None] * len(rows)
    cells = [_at(row, column) for row in rows]
    plain = [float(cell.replace(",", ".")) for cell in cells if _is_number(cell)]
    milli = bool(plain) and all(number.is_integer() for number in plain) and max(plain) > 100 * max(len(rows), 10)
    unit = 0.001 if milli else 1.0
    return [round(float(cell.replace(",", ".")) * unit, 3) if _is_number(cell) else times.only(cell) for cell in cells]

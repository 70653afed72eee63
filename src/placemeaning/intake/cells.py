"""Tables that hold a transcript: which column is the time, which the speaker, which the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from placemeaning.intake import times
from placemeaning.intake.heads import as_label, is_possible
from placemeaning.intake.language import language_of
from placemeaning.intake.raw import Line
from placemeaning.intake.roles import is_role_word, skeleton
from placemeaning.intake.unlabelled import labels_in
from placemeaning.intake.vocabulary import is_section
from placemeaning.model.text import fold

_NAMES = {
    "time": "tijd time timestamp tijdcode timecode start begin start-time timespan tijdsduur час таймкод начало",
    "speaker": "spreker speaker wie who naam name persoon person rol role label мовець хто ім'я особа",
    "words": "tekst text words woorden transcript transcriptie uitspraak uitspraken fragment citaat quote inhoud gesprek content utterance speech текст слова репліка",
}
_ASKED_NAMES = "vraag vragen question questions питання запитання"
_TOLD_NAMES = "antwoord antwoorden reactie reacties answer answers response responses відповідь відповіді"
_VAGUE = frozenset(("name", "naam", "who", "wie", "text", "tekst", "time", "tijd", "role", "rol"))
_QUESTION, _ANSWER = (frozenset(map(skeleton, names.split())) for names in (_ASKED_NAMES, _TOLD_NAMES))
_COLUMN_OF = {skeleton(word): column for column, words in _NAMES.items() for word in words.split()}


def column_of(title: str) -> str:
    """Return what the title of a column promises: ``time``, ``speaker`` or ``words``; nothing for another."""
    exact = _COLUMN_OF.get(skeleton(fold(title)), "")
    words = title.split() if not exact else []
    found = {_COLUMN_OF[skeleton(word)] for word in words if skeleton(word) in _COLUMN_OF and skeleton(word) not in _VAGUE}
    return found.pop() if len(words) == 2 and len(found) == 1 else exact


def as_lines(lines: Sequence[Line], *, note: bool = False) -> tuple[list[Line], list[str]]:
    """Return the lines with table rows turned into turns, fields or plain lines, and warnings about columns left out.

    Parameters
    ----------
    note
        Whether it is an observation note: a table with sections as its columns (``Tijd``, ``Wat ik zie``) then has a section a cell.
    """
    found: list[Line] = []
    warnings: list[str] = []
    for is_table, group in groupby(lines, key=lambda line: bool(line.cells)):
        if is_table:
            table = [line.cells for line in group]
            rows, said = (_noted(table), []) if note and sum(map(is_section, table[0])) > 1 else _read(table)
            found += rows
            warnings += said
        else:
            found += group
    return found, warnings


def _noted(rows: Sequence[Sequence[str]]) -> list[Line]:
    """Return the cells of a note in columns, each below the name of its column."""
    pairs = [(title, cell) for row in rows[1:] for title, cell in zip(rows[0], row, strict=False) if cell.strip()]
    return [line for title, cell in pairs for line in _section(title, cell)]


def _section(title: str, cell: str) -> Iterator[Line]:
    """Yield a cell below the name of its column; a time is a title itself."""
    if times.only(cell) is not None:
        yield Line(fold(cell), heading=2)
    else:
        yield from (Line(fold(title), heading=2), *map(Line, cell.split("\n")), Line())


def _read(rows: list[tuple[str, ...]]) -> tuple[list[Line], list[str]]:
    width = max(len(row) for row in rows)
    rows = [row + ("",) * (width - len(row)) for row in rows if any(cell.strip() for cell in row)]
    if asked := _asked(rows, width):
        return asked, []
    named = [column_of(cell) for cell in rows[0]] if rows else []
    titled = "words" in named or ("speaker" in named and len(rows) > 2)
    body = rows[1:] if titled else rows
    columns = {name: named.index(name) for name in _NAMES if titled and name in named}
    columns = columns | _guess(body, width, columns)
    if "words" not in columns or not ("speaker" in columns or "time" in columns):
        return [line for row in rows for line in _plain(row)], []
    warnings = [f"the first row of a table was taken as the names of its columns: {' | '.join(rows[0])}"] if titled else []
    return list(_turns(body, columns)), warnings + list(_left_out(body, columns))


def _asked(rows: Sequence[Sequence[str]], width: int) -> list[Line]:
    """Return the lines of a table of questions and answers: two columns with these names, or questions beside what is none."""
    titles = [skeleton(fold(cell)) for cell in rows[0]] if rows else []
    if len(rows) > 1 and len(set(titles)) == width > 1 and all(is_role_word(title) for title in titles):
        return [line for row in rows[1:] for label, cell in zip(rows[0], row, strict=True) for line in _said(fold(label), cell)]
    titled = width == 2 and len(rows) > 1 and titles[0] in _QUESTION and titles[1] in _ANSWER
    body = rows[1:] if titled else rows
    if width != 2 or not (titled or (len(body) > 2 and all(_asks(row[0]) and not _asks(row[1]) for row in body))):
        return []
    labels = labels_in(language_of("\n".join(cell for row in body for cell in row)) or "nl")
    return [line for row in body for label, cell in zip(labels, row, strict=True) for line in _said(label, cell)]


def _asks(cell: str) -> bool:
    return cell.strip().endswith("?")


def _said(label: str, cell: str) -> Iterator[Line]:
    first, *others = cell.strip().split("\n")
    yield from (Line(), Line(first, speaker=label)) if first else ()
    yield from (Line(other) for other in others)


def _guess(rows: Sequence[Sequence[str]], width: int, known: dict[str, int]) -> dict[str, int]:
    free = [column for column in range(width) if column not in known.values() and any(row[column].strip() for row in rows)]
    found: dict[str, int] = {}
    for name, test in (("time", _are_times), ("speaker", _are_speakers)):
        column = next((column for column in free if name not in known and test([row[column] for row in rows])), None)
        if column is not None:
            found[name] = column
            free.remove(column)
    if "words" not in known and free:
        found["words"] = max(free, key=lambda column: sum(len(row[column]) for row in rows))
    return found


def _are_times(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return sum(times.only(cell) is not None for cell in filled) >= 0.8 * len(filled)


def _are_speakers(cells: Sequence[str]) -> bool:
    filled = [as_label(cell) for cell in cells if cell.strip()]
    few = len({skeleton(cell) for cell in filled}) <= max(2, len(filled) // 2)
    return len(filled) > 1 and few and all(is_possible(cell) for cell in filled)


def _turns(rows: Sequence[Sequence[str]], columns: dict[str, int]) -> Iterator[Line]:
    for row in rows:
        speaker = as_label(row[columns["speaker"]]) if "speaker" in columns else ""
        seconds = times.only(row[columns["time"]]) if "time" in columns else None
        first, *others = row[columns["words"]].split("\n")
        if speaker or seconds is not None:
            yield Line()
        yield Line(first, speaker=speaker or None, seconds=seconds)
        yield from (Line(other) for other in others)


def _left_out(rows: Sequence[Sequence[str]], columns: dict[str, int]) -> Iterator[str]:
    for row in rows:
        left = [fold(cell) for column, cell in enumerate(row) if column not in columns.values() and cell.strip()]
        if "time" in columns and times.only(row[columns["time"]]) is None and row[columns["time"]].strip():
            left.append(fold(row[columns["time"]]))
        if left:
            yield f"left out of a table: {' | '.join(left)}"


def _plain(row: Sequence[str]) -> Iterator[Line]:
    """Yield a row that is no turn: two cells as ``field: value``, more as one line."""
    cells = [fold(cell) for cell in row if cell.strip()]
    if len(cells) == 2 and len(cells[0].split()) <= 5:
        yield Line(f"{cells[0].rstrip(' :')}: {cells[1]}")
    else:
        yield Line("\t".join(cells))
    yield Line()

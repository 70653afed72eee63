"""Sheets of a survey that lie or stand otherwise: respondents as columns, and the three rows of titles that Qualtrics writes."""

from __future__ import annotations

from itertools import zip_longest

from placemeaning.intake.grids import Row, Sheet
from placemeaning.intake.heads import is_code
from placemeaning.intake.roles import is_role_letter, is_role_word, skeleton

_QUESTION_NAMES = "vraag vragen question questions item items питання запитання"
_QUESTIONS = frozenset(map(skeleton, _QUESTION_NAMES.split()))
_TITLES_WITHIN = 5


def upright(sheet: Sheet) -> tuple[Sheet, list[str]]:
    """Return a sheet with a row a respondent below one row of titles, and what was changed to make it so.

    Examples
    --------
    >>> upright(Sheet("", (("Vraag", "R1", "R2"), ("Waar?", "Thuis.", "Buiten."))))[0].rows
    (('Respondent', 'Waar?'), ('R1', 'Thuis.'), ('R2', 'Buiten.'))
    """
    if ids := next((number for number, row in enumerate(sheet.rows[:_TITLES_WITHIN]) if _holds_ids(row)), 0):
        told = [sheet.rows[0], *sheet.rows[1:ids]]
        names = tuple(words or code for code, words in zip_longest(told[0], told[-1], fillvalue=""))
        return Sheet(sheet.name, (names, *sheet.rows[ids + 1 :])), ["Qualtrics: the first row and that with ImportId were left out"]
    if not _lies(sheet):
        return sheet, []
    width = max(map(len, sheet.rows))
    columns = list(zip(*(row + ("",) * (width - len(row)) for row in sheet.rows), strict=True))
    rows = (("Respondent", *columns[0][1:]), *columns[1:])
    return Sheet(sheet.name, rows), [
        f"the table was turned: its questions stood below each other, its {width - 1} respondents beside each other"
    ]


def _holds_ids(row: Row) -> bool:
    return any(cell.startswith('{"ImportId"') for cell in row)


def _lies(sheet: Sheet) -> bool:
    """Return whether the first row names questions and then respondents: ``Vraag | R1 | R2``."""
    if len(sheet.rows) < 2 or len(sheet.rows[0]) < 3 or skeleton(sheet.rows[0][0]) not in {*_QUESTIONS, ""}:
        return False
    asked = any(row[0].endswith("?") for row in sheet.rows[1:] if row)
    return asked and all(is_code(name) or is_role_word(name) or is_role_letter(name) for name in sheet.rows[0][1:])

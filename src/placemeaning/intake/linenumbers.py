"""Numbers of lines and pages in a text file; they are no words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from placemeaning.intake.raw import Line

_NUMBERED = re.compile(r"\s*(?P<number>\d{1,5})(?:[ \t]+(?P<words>\S.*))?", re.DOTALL)
_PAGE = re.compile(
    r"\s*[-–—]?\s*(?:pagina|page|pag\.|сторінка|стор\.)\s*\d{1,4}(?:\s*(?:van|of|/|з|із)\s*\d{1,4})?\s*[-–—]?\s*", re.IGNORECASE
)
_LEAST, _LONGEST = 4, 60


def without_page_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Return the lines without those that only say which page it is, as a copied PDF has them."""
    kept = [line for line in lines if line.cells or len(line.text) > _LONGEST or not _PAGE.fullmatch(line.text)]
    left = len(lines) - len(kept)
    return kept, [f"{left} page numbers were left out"] if left else []


def without_line_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Return the lines without their numbers, where each has the next one and some of them go on in mid-sentence."""
    written = [line for line in lines if not line.blank]
    found = [_NUMBERED.fullmatch(line.text) for line in written]
    if len(written) < _LEAST or not all(found) or any(line.stop is not None or line.cells for line in written):
        return list(lines), []
    numbers = [int(match["number"]) for match in found if match]
    if any(second - first != 1 for first, second in pairwise(numbers)) or not any(
        match["words"][:1].islower() for match in found if match and match["words"]
    ):
        return list(lines), []
    bare = [line if line.blank else _bare(line) for line in lines]
    return bare, [f"{len(numbers)} line numbers were left out"]


def _bare(line: Line) -> Line:
    match = _NUMBERED.fullmatch(line.text)
    return replace(line, text=(match["words"] or "") if match else line.text, strong="", rest="")

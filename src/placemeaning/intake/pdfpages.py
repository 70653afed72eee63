"""What a PDF has around its text: running headers, page numbers, line numbers; and its columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from placemeaning.intake.pdfwords import Row, Word, rows_of
from placemeaning.model.text import fold

_EDGE_ROWS = 2
_NUMBER = re.compile(r"\d{1,4}")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:pagina|page|pag\.?|blz\.?|p\.|bladzijde|стор\.?|сторінка|с\.)\s*)?\d{1,4}(?:\s*(?:/|van|of|из|з|-)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
Pages = list[list[Row]]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row near the upper or lower edge of a page."""

    page: int
    row: Row
    above: bool
    apart: bool
    outer: bool


def without_running(pages: Pages) -> tuple[Pages, list[str]]:
    """Return the pages without what comes back at the same height on many, and without page numbers; and what that was."""
    edges = [edge for number, rows in enumerate(pages) for edge in _edges(number, rows)]
    alike: dict[tuple[str, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        alike[re.sub(r"\d+", "#", fold(edge.row.text).casefold()), edge.above].append(edge)
    written = sum(1 for rows in pages if rows)
    running = [group for group in alike.values() if _is_running(group, written)]
    gone = {id(edge.row) for group in running for edge in group}
    numbers = [edge for group in running for edge in group if _PAGE_NUMBER.fullmatch(edge.row.text)]
    lone = [edge for edge in edges if written == 1 and edge.apart and _PAGE_NUMBER.fullmatch(edge.row.text) and id(edge.row) not in gone]
    gone |= {id(edge.row) for edge in lone}
    warnings = [
        f"running header or footer left out {len(group)} times: {fold(group[0].row.text)}"
        for group in running
        if not _PAGE_NUMBER.fullmatch(group[0].row.text)
    ]
    warnings += [f"{len(numbers) + len(lone)} page numbers were left out"] if numbers or lone else []
    return [[row for row in rows if id(row) not in gone] for rows in pages], warnings


def _edges(page: int, rows: Sequence[Row]) -> list[_Edge]:
    """Return the first and last rows of a page, each with whether it stands apart from the text."""
    gaps = [one.bottom - other.top for one, other in pairwise(rows)]
    usual = max(median(gaps) if gaps else 0.0, 0.0)
    found: list[_Edge] = []
    for above, ordered in ((True, list(rows)), (False, list(rows)[::-1])):
        for number, row in enumerate(ordered[:_EDGE_ROWS]):
            if any(edge.row is row for edge in found):
                continue
            inner = ordered[number + 1] if number + 1 < len(ordered) else None
            gap = 0.0 if inner is None else (row.bottom - inner.top if above else inner.bottom - row.top)
            found.append(_Edge(page, row, above, inner is None or gap > usual + 0.5 * row.size, number == 0))
    return found


def _is_running(group: Sequence[_Edge], pages: int) -> bool:
    """Return whether rows that read alike are a header or footer: on many pages, at one height."""
    on = {edge.page for edge in group}
    if len(on) < 2 or len(on) < 0.4 * pages:
        return False
    heights = [edge.row.bottom for edge in group]
    if max(heights) - min(heights) > 4 and sum(abs(height - median(heights)) < 4 for height in heights) < 0.7 * len(heights):
        return False
    if re.fullmatch(r"\W*#\W*", re.sub(r"\d+", "#", group[0].row.text)):
        counted = [int(found[0]) - edge.page for edge in group if (found := _NUMBER.search(edge.row.text))]
        return sum(one == median(counted) for one in counted) >= 0.6 * len(counted)
    apart = sum(edge.apart for edge in group)
    return apart >= 0.6 * len(group) or (pages > 2 and len(on) >= 0.6 * pages and all(edge.outer for edge in group))


def without_line_numbers(columns: Pages) -> tuple[Pages, int]:
    """Return columns of rows without the numbers that count the lines in a margin, and how many there were."""
    count = 0
    for last in (False, True):
        numbered = [_numbered(rows, last=last) for rows in columns]
        marked = {id(row) for rows, found in zip(columns, numbered, strict=True) if len(found) >= 0.4 * len(rows) for row in found}
        every = {id(row) for found in numbered for row in found}
        marked = every if _in_steps(columns, every, last=last) else marked
        if len(marked) >= 3:
            count += len(marked)
            columns = [[one for row in rows if (one := _strip(row, last=last) if id(row) in marked else row)] for rows in columns]
    return [rows for rows in columns if rows], count


def _numbered(rows: Sequence[Row], *, last: bool) -> list[Row]:
    """Return the rows of a page that begin (or end) with a number that goes on counting from the row above."""
    found = [row for row in rows if _NUMBER.fullmatch(row.words[-1 if last else 0].text)]
    edges = [row.words[-1].left if last else row.words[0].right for row in found]
    if len(found) < 2:
        return []
    usual = median(edges)
    found = [row for row, edge in zip(found, edges, strict=True) if abs(edge - usual) < (20 if _stands_apart(row, last=last) else 3)]
    values = [int(row.words[-1 if last else 0].text) for row in found]
    going_on = sum(0 < after - before <= 10 for before, after in pairwise(values))
    return found if going_on >= 0.8 * max(len(values) - 1, 1) and len(values) > 1 else []


def _stands_apart(row: Row, *, last: bool) -> bool:
    if len(row.words) == 1:
        return True
    one, other = (row.words[-2], row.words[-1]) if last else (row.words[0], row.words[1])
    return other.left - one.right > 0.1 * row.size


def _in_steps(pages: Pages, marked: set[int], *, last: bool) -> bool:
    """Return whether only every fifth (or tenth) line is numbered."""
    values = [int(row.words[-1 if last else 0].text) for rows in pages for row in rows if id(row) in marked]
    steps = [after - before for before, after in pairwise(values) if after > before]
    return bool(steps) and all(value % 5 == 0 for value in values) and sum(step in (5, 10) for step in steps) >= 0.8 * len(steps)


def _strip(row: Row, *, last: bool) -> Row | None:
    words = row.words[:-1] if last else row.words[1:]
    return Row(words) if words else None


def in_reading_order(rows: Sequence[Row]) -> tuple[list[list[Row]], bool]:
    """Return the rows of a page in runs that are read one after the other (columns, and what stands across them)."""
    gutter = _gutter(rows)
    if gutter is None:
        return [list(rows)], False
    runs: list[list[Row]] = []
    left: list[Word] = []
    right: list[Word] = []
    for row in rows:
        if _crosses(row, gutter):
            runs += [rows_of(left), rows_of(right), [row]]
            left, right = [], []
            continue
        left += [word for word in row.words if word.right <= gutter]
        right += [word for word in row.words if word.right > gutter]
    runs += [rows_of(left), rows_of(right)]
    return [run for run in runs if run], True


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return where the white strip between two columns is, or None for a page with one."""
    if len(rows) < 6:
        return None
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    low, high = left + 0.3 * (right - left), left + 0.7 * (right - left)
    places = [low + step for step in range(0, max(int(high - low), 1), 2)]
    crossing = {x: sum(_crosses(row, x) for row in rows) for x in places}
    fewest = min(crossing.values())
    strip = _longest_run([x for x in places if crossing[x] == fewest])
    middle = (strip[0] + strip[-1]) / 2
    on_left, on_right = (sum(any(test(word, middle) for word in row.words) for row in rows) for test in (_is_left, _is_right))
    if fewest > 0.3 * len(rows) or on_left < 5 or on_right < 5 or on_right < 0.3 * len(rows):
        return None
    return middle


def _longest_run(places: Sequence[float]) -> list[float]:
    """Return the most places that lie next to each other."""
    runs: list[list[float]] = []
    for x in places:
        if runs and x - runs[-1][-1] < 3:
            runs[-1].append(x)
        else:
            runs.append([x])
    return max(runs, key=len)


def _is_left(word: Word, x: float) -> bool:
    return word.right <= x


def _is_right(word: Word, x: float) -> bool:
    return word.left >= x


def _gaps(row: Row) -> list[tuple[float, float]]:
    return [(one.right, other.left) for one, other in pairwise(row.words) if other.left - one.right > 0.7 * one.size]


def _crosses(row: Row, gutter: float) -> bool:
    if row.right <= gutter or row.left >= gutter:
        return False
    return not any(one < gutter < other for one, other in _gaps(row))

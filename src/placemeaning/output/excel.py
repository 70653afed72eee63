"""The workbook that a community worker opens: what places mean, and the words behind it."""
# mypy: disable-error-code="import-untyped"

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from placemeaning.analysis.matrix import Matrix
from placemeaning.analysis.sentences import axes, capital
from placemeaning.errors import check_choice
from placemeaning.model.document import Place
from placemeaning.output.cells import Book, Sheet, clean, column_name, day, empty_workbook, lines, note_lines, parts, plain
from placemeaning.output.edited import as_written
from placemeaning.output.files import replacing
from placemeaning.output.further import Further, write_further
from placemeaning.output.summary import per_code, per_place
from placemeaning.output.words import LANGUAGES, counted, note, reason, say

_CODINGS: tuple[tuple[str, float, str], ...] = (  # column, width in characters, look
    ("place", 19, "label"),
    ("neighbourhood", 13, "text"),
    ("municipality", 12, "text"),
    ("document", 17, "text"),
    ("person", 9, "text"),
    ("code", 22, "text"),
    ("quote", 56, "text"),
    ("context", 36, "text"),
    ("coder", 11, "text"),
    ("date", 11, "date"),
    ("memo", 20, "text"),
    ("withdrawn", 12, "text"),
    ("publish", 11, "text"),
    ("origin", 13, "text"),
    ("voice", 13, "text"),
    ("status", 13, "text"),
    ("recorded", 17, "moment"),
    ("id", 24, "plain"),
    ("as written", 11, "plain"),
)
_PRINTED, _AT_ONCE = 11, 5_000
_SUMMARY: tuple[tuple[str, float, str], ...] = (
    ("code", 34, "label"),
    ("passages", 10, "count"),
    ("people", 10, "count"),
    ("documents", 12, "count"),
    ("places", 10, "count"),
    ("top", 30, "text"),
    ("example", 70, "text"),
)
_CODEBOOK: tuple[tuple[str, float, str], ...] = (
    ("path", 30, "label"),
    ("definition", 42, "text"),
    ("include", 30, "text"),
    ("exclude", 30, "text"),
    ("examples", 44, "text"),
    ("keywords", 28, "text"),
    ("id", 18, "plain"),
)
_PLACES: tuple[tuple[str, float, str], ...] = (
    ("place", 30, "label"),
    ("kind", 16, "text"),
    ("neighbourhood", 18, "text"),
    ("municipality", 16, "text"),
    ("passages", 10, "count"),
    ("people", 10, "count"),
    ("documents", 12, "count"),
    ("aliases", 26, "text"),
    ("latitude", 13, "degrees"),
    ("longitude", 13, "degrees"),
    ("id", 20, "plain"),
)


def write_workbook(
    path: str | os.PathLike[str],
    *,
    codings: pd.DataFrame,
    documents: pd.DataFrame,
    codebook_rows: Sequence[Mapping[str, Any]],
    places: Sequence[Place],
    matrices: Sequence[Matrix],
    about: Mapping[str, Any],
    further: Iterable[Further] = (),
    language: str = "nl",
) -> Path:
    """Write one workbook: matrix, coded passages, summary per code, codebook, places, about. The input is not changed.

    Text stays text, also where it looks like a formula. Characters that a workbook cannot hold are removed, and a text longer than
    32,767 UTF-16 units stands whole on a further sheet; both are listed on the sheet *About*, cell by cell.

    Parameters
    ----------
    codings, documents
        The tidy frames: all codings, also those that are not counted.
    codebook_rows
        One mapping a code, in order: ``id, path, label, definition, include, exclude, examples, keywords``; the last two are lists.
    places
        In the order to show.
    matrices
        What the first sheet shows, one below the other, with their labels. Usually people and passages, with totals.
    about
        Facts for the sheet *About*, as ``{"Studie": "Betekenisvolle plekken", "Versie": "0.1"}``. The first is the title of the workbook.
    further
        Sheets between the summary and the codebook.
    language
        ``nl`` or ``en``: of headings, values and explanations.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    ValueError
        If `language` is unknown or `path` does not end with ``.xlsx``.
    ProjectError
        If the file cannot be written, for instance because it is open in Excel. An existing file is then as it was.
    """
    check_choice("language", language, LANGUAGES)
    if Path(path).suffix.lower() != ".xlsx":
        raise ValueError(f"{Path(path).name!r} does not end with .xlsx")
    study = str(next(iter(about.values()), "placemeaning"))
    with replacing(path, language) as new:
        book = Book(language, study, empty_workbook())
        book.file.properties.title, book.file.properties.creator = clean(study)[0], "placemeaning"
        try:
            _write_matrices(book, matrices)
            _write_codings(book, codings, codebook_rows)
            _write_list(book, "summary", _SUMMARY, per_code(codings, codebook_rows, {place.id: place.name for place in places}))
            for one in further:
                write_further(book, one)
            _write_list(book, "codebook", _CODEBOOK, map(_code_row, codebook_rows))
            _write_list(book, "places", _PLACES, _place_rows(places, per_place(codings)))
            _write_about(book, about, codings, documents, matrices)
            _write_long_texts(book)
            book.save(new)
        finally:
            book.close()
    return Path(path)


def _header(book: Book, columns: Sequence[tuple[str, float, str]]) -> list[str]:
    return [say(f"col {name}", book.language) for name, _, _ in columns]


def _write_list(
    book: Book, word: str, columns: Sequence[tuple[str, float, str]], rows: Iterable[Sequence[Any]], printed: int = 0, at: int | None = None
) -> Sheet:
    sheet = book.sheet(word, [width for _, width, _ in columns], header_rows=1, freeze="B2", printed=printed, at=at)
    sheet.listing(f"pm_{word}", _header(book, columns), [look for _, _, look in columns], rows)
    return sheet


def _write_matrices(book: Book, matrices: Sequence[Matrix]) -> None:
    """Write the matrices one below the other; where all have the same columns, one header at the top serves them all."""
    wide = max((len(matrix.columns) for matrix in matrices), default=0)
    names = matrices[0].column_labels if matrices else []
    shared = all(matrix.column_labels == names for matrix in matrices)
    upright = wide <= 14
    widths = [34.0] + [13.5 if upright else 6.0] * wide
    sheet = book.sheet("matrix", widths, header_rows=2 if shared else 1, freeze="B3" if shared else "B2", tab="2F87A0")
    sheet.add([book.study], "title", height=30)
    if shared and matrices:
        _matrix_header(sheet, matrices[0], upright)
    for i, matrix in enumerate(matrices):
        if i:
            sheet.add([], "soft")
            _break_page(sheet)
        sheet.add([counted(matrix, book.language)], "band", height=24)
        for line in note_lines(note(matrix, book.language), widths):
            sheet.add([line], "soft", height=15)
        if not shared:
            _matrix_header(sheet, matrix, upright)
        _matrix_body(sheet, matrix)
    if not matrices:
        sheet.add([say("nothing", book.language)], "soft")


def _matrix_header(sheet: Sheet, matrix: Matrix, upright: bool) -> None:
    names = matrix.column_labels
    highest = max((lines(name, 16) for name in names), default=1)
    height = 14.0 * max(2, highest) + 8 if upright else min(5.6 * max(map(len, names)) + 14, 190)
    corner = capital(axes(matrix.row_axes, sheet.book.language))
    sheet.add([corner, *names], ["corner", *["across" if upright else "upward"] * len(names)], height=height)


def _matrix_body(sheet: Sheet, matrix: Matrix) -> None:
    kind = {"share": "part", "tick": "tick", "rate": "rate"}.get(matrix.reads_as, "figure")
    total = {"figure": "total"}.get(kind, f"total {kind}")
    first = sheet.row + 1
    for r, (label, row) in enumerate(zip(matrix.row_labels, matrix.to_numpy(dtype=object), strict=True)):
        below = r >= len(matrix.row_ids)
        looks = [total if below or c >= len(matrix.column_ids) else kind for c in range(len(row))]
        height = 14.0 * lines(str(label), 38) + 7
        sheet.add([str(label), *map(_number, row)], ["total side" if below else "side", *looks], height=height)
    if len(matrix.row_ids) and len(matrix.column_ids):
        _heat(sheet, f"B{first}:{column_name(len(matrix.column_ids))}{first + len(matrix.row_ids) - 1}", matrix)


def _number(value: Any) -> Any:
    return int(value) if isinstance(plain(value), bool) else value


def _heat(sheet: Sheet, cells: str, matrix: Matrix) -> None:
    """Let Excel colour the cells itself, from quiet to full, so that the colours follow when somebody changes a figure."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font

    sheet.file.conditional_formatting.add(cells, CellIsRule(operator="equal", formula=["0"], font=Font(color="9AA3A8")))
    greatest = float(matrix.body().max().max() or 0)
    if greatest > 0:
        sheet.shade(cells, middle=greatest / 2)


def _break_page(sheet: Sheet) -> None:
    from openpyxl.worksheet.pagebreak import Break

    sheet.file.row_breaks.append(Break(id=sheet.row))


def _write_codings(book: Book, codings: pd.DataFrame, codebook_rows: Sequence[Mapping[str, Any]]) -> None:
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    paths = {str(row["id"]): str(row["path"]) for row in codebook_rows}
    sheet = _write_list(book, "codings", _CODINGS, _coding_rows(codings, paths, book.language), printed=_PRINTED)
    sheet.file.column_dimensions[column_name(len(_CODINGS) - 1)].hidden = True
    status = column_name([name for name, _, _ in _CODINGS].index("status"))
    doubtful = " ,".join(f'${status}2="{say(f"status {one}", book.language)}"' for one in ("unsure", "lost")).replace(" ,", ",")
    pale = PatternFill("solid", bgColor="FCEFD2")
    rule = FormulaRule(formula=[f"OR({doubtful})"], fill=pale)
    sheet.file.conditional_formatting.add(f"A2:{column_name(len(_CODINGS) - 1)}{sheet.row}", rule)


def _coding_rows(codings: pd.DataFrame, paths: Mapping[str, str], language: str) -> Iterator[list[Any]]:
    codings = codings if "publish" in codings else codings.assign(publish=True)
    status = {one: say(f"status {one}", language) for one in ("exact", "moved", "edited", "unsure", "lost")}
    voice = {one: say(one, language) for one in ("resident", "professional", "researcher")}
    human, suggestion, words = say("human", language), say("suggestion", language), (say("no", language), say("yes", language))
    for (
        place,
        name,
        where,
        town,
        document,
        people,
        code,
        quote,
        before,
        after,
        coder,
        date,
        memo,
        may,
        origin,
        said,
        state,
        at,
        id_,
    ) in _in_order(codings):
        context = f"… {before} […] {after} …" if before or after else None
        made = human if origin == "human" else suggestion
        yield [
            *(name, where or None, town or None, document, ", ".join(people), paths.get(code, code), quote, context),
            *(coder, day(date), memo or None, None, words[bool(may)], made, voice.get(said, said), status.get(state, state), at, id_),
            as_written(code, place, memo, may),
        ]


def _in_order(codings: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Yield the values of `_READ` by place, code, document and begin; some thousand rows at a time, since a copy of all takes room."""
    order = (
        codings[["place", "code", "document", "start"]]
        .reset_index(drop=True)
        .sort_values(["place", "code", "document", "start"], kind="stable")
        .index
    )
    for begin in range(0, len(order), _AT_ONCE):
        part = codings.iloc[order[begin : begin + _AT_ONCE]]
        yield from zip(*(list(part[name].astype(object).where(part[name].notna(), None)) for name in _READ), strict=True)


_READ = (
    *("place", "place_name", "neighbourhood", "municipality", "document", "people", "code", "quote", "before", "after"),
    *("coder", "date", "memo", "publish", "origin", "voice", "status", "recorded_at", "id"),
)


def _code_row(row: Mapping[str, Any]) -> list[Any]:
    examples, keywords = row.get("examples") or (), row.get("keywords") or ()
    listed = examples if isinstance(examples, str) else "\n".join(f"• {one}" for one in examples)
    words = keywords if isinstance(keywords, str) else ", ".join(map(str, keywords))
    return [row["path"], row.get("definition"), row.get("include"), row.get("exclude"), listed, words, row["id"]]


def _place_rows(places: Sequence[Place], figures: Mapping[str, tuple[int, int, int, int]]) -> Iterator[list[Any]]:
    for one in places:
        passages, people, documents, _ = figures.get(one.id, (0, 0, 0, 0))
        first = [one.name, one.kind, one.neighbourhood, one.municipality, passages, people, documents]
        yield [*first, ", ".join(one.aliases), one.latitude, one.longitude, one.id]


def _write_about(book: Book, about: Mapping[str, Any], codings: pd.DataFrame, documents: pd.DataFrame, matrices: Sequence[Matrix]) -> None:
    sheet = book.sheet("about", [30, 70, 12, 60], header_rows=0, freeze="A2", tab="9AA3A8")
    sheet.add([book.study], "title", height=30)
    people = {person for persons in documents["people"] for person in persons}
    figures = {"documents read": len(documents), "people spoken to": len(people), "codings made": len(codings)}
    for name, value in {**about, **{say(word, book.language): number for word, number in figures.items()}}.items():
        sheet.add([str(name), str(value)], ["label", "text"])
    _band(sheet, "counted how")
    for matrix in matrices:
        how = f"{note(matrix, book.language)} {say(f'how {matrix.counting}', book.language)}"
        sheet.add([counted(matrix, book.language), how], ["label", "text"])
    _band(sheet, "left out head")
    for row in _left_out_rows(matrices, book.language):
        sheet.add(row, ["label", "text", "count", "text"])
    _band(sheet, "changed head")
    for where, cell, what in list(book.changes):
        sheet.add([where, what, cell], ["label", "text", "text"])
    if not book.changes:
        sheet.add([say("nothing changed", book.language)], "soft")


def _band(sheet: Sheet, word: str) -> None:
    sheet.add([], "soft")
    sheet.add([say(word, sheet.book.language)], "band", height=24)


def _left_out_rows(matrices: Sequence[Matrix], language: str) -> Iterator[list[Any]]:
    for matrix in matrices:
        for code, number, found in matrix.left_out.itertuples(index=False, name=None):
            ids = [str(one) for one in found]
            shown = ", ".join(ids[:20]) + (" …" if len(ids) > 20 else "")
            yield [say(f"col {matrix.counting}", language), reason(code, language), number, shown]
    if all(matrix.left_out.empty for matrix in matrices):
        yield [say("none left out", language), None, None, None]


def _write_long_texts(book: Book) -> None:
    """Write the texts that fit no cell, each in as many rows as it needs, on a sheet before the last."""
    if not book.long_texts:
        return
    columns = (("number", 8.0, "count"), ("sheet", 24.0, "text"), ("cell", 10.0, "text"), ("part", 8.0, "count"), ("text", 120.0, "text"))
    rows = [[number, sheet, cell, i, part] for number, sheet, cell, text in book.long_texts for i, part in enumerate(parts(text), 1)]
    _write_list(book, "long", columns, rows, at=len(book.file.sheetnames) - 1)

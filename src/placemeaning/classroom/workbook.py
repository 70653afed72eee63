"""The workbook of a class: students, codes, passages, what divided the class, and the heat of each transcript."""
# mypy: disable-error-code="import-untyped"

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placemeaning.classroom.phrases import number, phrase
from placemeaning.errors import check_choice
from placemeaning.output.cells import Book, clean, column_name, empty_workbook, plain
from placemeaning.output.files import replacing
from placemeaning.output.words import LANGUAGES, say

if TYPE_CHECKING:
    import pandas as pd

    from placemeaning.analysis.agreement_result import Agreement
    from placemeaning.classroom.marks import Marks

_SHARES = ("share", "overlap", "accepted")
_VALUES = ("with_key", "with_class", "agreement", "difference")
_TEXTS = (
    "members",
    "not_read",
    "words",
    "quote",
    "key_quote",
    "text",
    "class gave",
    "key gave",
    "instead",
    "confused_with",
    "code",
    "document",
)
_WIDTHS = {
    "student": 16.0, "code": 26.0, "document": 18.0, "quote": 46.0, "key_quote": 46.0, "text": 60.0, "words": 34.0, "class gave": 34.0,
    "key gave": 26.0, "with_key": 19.0, "with_class": 19.0, "agreement": 19.0, "confused_with": 24.0, "instead": 24.0, "not_read": 18.0,
}  # fmt: skip
_COUNTS = ("starts_apart", "stops_apart", "codings", "extra")

STUDENTS = (
    "student", "members", "suggestions", "documents", "not_read", "codings", "key", "found", "missed", "extra", "share", "with_key", "with_class",
    "starts_apart", "stops_apart", "overlap", "words",
)  # fmt: skip
BY_CODE = (
    "student", "code", "key", "found", "missed", "extra", "share", "with_key", "with_class", "starts_apart", "stops_apart", "overlap",
)  # fmt: skip
PASSAGES = (
    "student", "document", "turn", "code", "outcome", "quote", "key_quote", "instead", "starts_later", "stops_later", "overlap", "so_too", "others",
)  # fmt: skip
CODES = ("code", "agreement", "both", "one", "confused_with", "times", "key", "share", "extra")
DIVIDED = ("document", "turn", "speaker", "text", "difference", "class gave", "key gave", "readers")
ARMS = ("suggestions", "students", "codings", "accepted", "share", "extra", "with_key", "agreement")


def write_marks(marks: Marks, path: str | Path, language: str) -> Path:
    """Write the workbook of a class and return its path (see `Marks.to_excel`)."""
    check_choice("language", language, LANGUAGES)
    if Path(path).suffix.lower() != ".xlsx":
        raise ValueError(f"{Path(path).name!r} does not end with .xlsx")
    title = phrase("marked", language, title=marks.title)
    with replacing(path, language) as new:
        book = Book(language, marks.title, empty_workbook())
        book.file.properties.title, book.file.properties.creator = clean(title)[0], "placemeaning"
        try:
            _Writer(book, marks).write()
            book.save(new)
        finally:
            book.close()
    return Path(path)


class _Writer:
    """Writes the sheets, one after the other."""

    def __init__(self, book: Book, marks: Marks) -> None:
        self._book, self._marks, self._language = book, marks, book.language
        self._labels = marks.codebook.labels(book.language)

    def write(self) -> None:
        """Write all sheets."""
        marks = self._marks
        self._frame("students", STUDENTS, marks.students)
        self._frame("students by code", BY_CODE, marks.by_code)
        self._frame("marked passages", PASSAGES, marks.passages.assign(turn=marks.passages["turn"] + 1))
        self._frame("divided codes", CODES, marks.divided_codes)
        self._rows("divided passages", DIVIDED, list(self._divided()))
        self._heat()
        if len(marks.arms):
            self._frame("arms", ARMS, marks.arms)
        self._about()

    def _frame(self, word: str, columns: Sequence[str], frame: pd.DataFrame) -> None:
        values = [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in columns]
        self._rows(word, columns, [[self._shown(n, v) for n, v in zip(columns, row, strict=True)] for row in zip(*values, strict=True)])

    def _rows(self, word: str, columns: Sequence[str], rows: list[list[Any]]) -> None:
        widths = [_WIDTHS.get(name, 13.0) for name in columns]
        sheet = self._book.sheet(word, widths, header_rows=1, freeze="B2")
        header = [phrase(name, self._language) for name in columns]
        sheet.add(header, "head", height=44)
        for row in rows:
            sheet.add(row, ["label" if name == columns[0] else _look(name, value) for name, value in zip(columns, row, strict=True)])
        if not rows:
            sheet.add([None] * len(columns), "text")
        sheet.table(f"pm_{word.replace(' ', '_')}", header, 1)
        for name in columns:
            if name in ("share", "with_key", "with_class") and rows:
                sheet.shade(f"{column_name(columns.index(name))}2:{column_name(columns.index(name))}{sheet.row}", middle=0.5, most=1)

    def _shown(self, name: str, value: Any) -> Any:
        """Return a value as the sheet shows it: labels for codes, words for outcomes, figures that are not too long."""
        value = plain(value)
        if name in ("code", "confused_with"):
            return self._labels.get(str(value), value)
        if name == "instead":
            return ", ".join(self._labels.get(one, one) for one in value.split(", ")) if value else None
        if name == "outcome":
            return phrase(f"-{value}", self._language)
        if name == "suggestions" and value is not None:
            return phrase({True: "with", False: "without", "difference": "arm difference"}.get(value, str(value)), self._language)
        return round(value, 3) if isinstance(value, float) else value

    def _divided(self) -> Iterator[list[Any]]:
        """Yield the passages that divided the class, with how many students gave what, and what the key gave."""
        key = self._marks.codings[self._marks.codings["coder"] == self._marks.key]
        for one in self._marks.divided_passages._passages:
            gave = Counter(code for reader in one.readers for code in sorted({mark.code for mark in one.of(reader)}))
            nothing = sum(not one.of(reader) for reader in one.readers)
            here = key[(key["document"] == one.document) & (key["start"] < one.span.stop) & (key["stop"] > one.span.start)]["code"].unique()
            told = [f"{self._labels.get(code, code)} {times}" for code, times in gave.most_common()]
            told += [f"{phrase('nothing', self._language)} {nothing}"] if nothing else []
            yield [
                one.document, None if one.turn is None else one.turn + 1, one.speaker, one.text, round(one.difference, 3), "; ".join(told),
                ", ".join(self._labels.get(str(code), str(code)) for code in here) or phrase("nothing", self._language), len(one.readers),
            ]  # fmt: skip

    def _heat(self) -> None:
        """Write one row a sentence of each transcript, coloured by how many students gave it which code."""
        heat, codes = self._marks.heat, [*self._marks.codes]
        names = ["document", "turn", "speaker", "text", "readers", "anyone"]
        widths = [18.0, 8.0, 10.0, 70.0, 9.0, 11.0, *([11.0] * len(codes))]
        sheet = self._book.sheet("heat", widths, header_rows=1, freeze="E2")
        header = [*(phrase(name, self._language) for name in names), *_distinct([self._labels.get(code, code) for code in codes])]
        sheet.add(header, "head", height=76)
        shown = heat.assign(turn=heat["turn"] + 1)[[*names, *codes]]
        for row in shown.itertuples(index=False, name=None):
            sheet.add([*row], ["label", "count", "text", "text", *["figure"] * (2 + len(codes))])
        if heat.empty:
            sheet.add([None] * len(header), "text")
        sheet.table("pm_heat", header, 1)
        if len(heat) and heat["anyone"].max() > 0:
            most = int(heat["anyone"].max())
            sheet.shade(f"F2:{column_name(len(header) - 1)}{sheet.row}", middle=most / 2, most=most)

    def _about(self) -> None:
        marks, language = self._marks, self._language
        sheet = self._book.sheet("about", [34, 100], header_rows=0, freeze="A2", tab="9AA3A8")
        sheet.add([phrase("marked", language, title=marks.title)], "title", height=30)
        facts = {
            "about key": marks.key,
            "about students": f"{len(marks.names)}: {', '.join(marks.names)}",
            "about unit": f"{phrase(marks.agreement.unit, language)}, {marks.agreement.measure}",
            "about class": self._agreed(marks.agreement),
            "about rest": self._basis(marks.agreement),
            "about left out": marks.n_left_out,
        }
        for name, value in facts.items():
            sheet.add([phrase(name, language), str(value)], ["label", "text"])
        for word in ("how found", "how class", "how read", *([] if len(marks.arms) else ["no arms"])):
            sheet.add([None, phrase(word, language)], ["label", "text"])
        for where, cell, what in list(self._book.changes):
            sheet.add([f"{where} {cell}", what], ["label", "text"])
        for which, where, cell, text in self._book.long_texts:
            sheet.add([f"{say('sheet long', language)} {which}: {where} {cell}", text[:30_000]], ["label", "text"])

    def _agreed(self, found: Agreement) -> str:
        """Return the value with its interval, or why there is none."""
        if found.value is None or found.interval is None:
            return number(found.value, self._language, 3) if found.value is not None else found.words
        low, value, high = (number(one, self._language, 3) for one in (found.interval.low, found.value, found.interval.high))
        level, draws = f"{100 * found.interval.level:g}", found.interval.draws
        return phrase("interval", self._language, value=value, level=level, low=low, high=high, draws=draws)

    def _basis(self, found: Agreement) -> str:
        unit = phrase(f"{found.unit}s", self._language)
        return phrase("basis", self._language, n=found.n_units, unit=unit, documents=len(found.documents), uncoded=found.n_uncoded)


def _distinct(names: list[str]) -> list[str]:
    """Return names that differ, as the headings of a table must."""
    return [name if names.index(name) == place else f"{name} ({place + 1})" for place, name in enumerate(names)]


def _look(name: str, value: Any) -> str:
    if name in _SHARES and value is not None:
        return "percent"
    if name in _VALUES or (name in _COUNTS and isinstance(value, float)):
        return "decimal"
    return "text" if name in _TEXTS or isinstance(value, str) else "count"

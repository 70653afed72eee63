"""Writing 200,000 coded passages as .xlsx: ours against openpyxl (write-only) and XlsxWriter (constant memory), the same cells in one run.

    python benchmarks/bench_excel.py --rows 200000

Each writes in a process of its own, so that the peak of memory is its own. XlsxWriter is not among the project's requirements.
"""

from __future__ import annotations

import argparse
import datetime
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

WORDS = [
    "ik",
    "kom",
    "hier",
    "graag",
    "om",
    "even",
    "een",
    "praatje",
    "te",
    "maken",
    "met",
    "de",
    "buren",
    "want",
    "dat",
    "is",
    "zo",
    "gezellig",
    "en",
    "je",
    "ziet",
    "nog",
    "eens",
    "iemand",
]


def study(rows: int):
    """Return the example's frames with its codings repeated in other words, so that the workbook has `rows` coded passages."""
    import placemeaning as pm

    project = pm.example_project()
    few = project.codings()
    chance = random.Random(1)
    frame = few.iloc[np.arange(rows) % len(few)].reset_index(drop=True)
    quotes = [" ".join(chance.choices(WORDS, k=14)) for _ in range(20_000)]
    frame["quote"] = [quotes[number % 20_000] for number in range(rows)]
    frame["id"] = [f"{number:032x}" for number in range(rows)]
    return project, frame


def ours(project, frame, path: Path) -> None:
    from placemeaning.exporting import about, codebook_rows
    from placemeaning.output.excel import write_workbook

    documents = project.documents()
    write_workbook(
        path, codings=frame, documents=documents, codebook_rows=codebook_rows(project.codebook, "nl"),
        places=list(project._folder.places().values()), matrices=[project.matrix()],
        about=about(project.title, project.codebook, project.coders(), documents, "nl"), language="nl",
    )  # fmt: skip


def cells_of(project, frame):
    """Return the cells of the sheet of coded passages as ours writes them, as plain values."""
    from placemeaning.output.cells import plain
    from placemeaning.output.excel import _CODINGS, _coding_rows

    paths = {code.id: project.codebook.path(code.id, "nl") for code in project.codebook}
    looks = [look for _, _, look in _CODINGS]
    return looks, [[plain(value) for value in row] for row in _coding_rows(frame, paths, "nl")]


def with_openpyxl(project, frame, path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    looks, rows = cells_of(project, frame)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Gecodeerde passages")
    cells = []
    for look in looks:
        cell = WriteOnlyCell(sheet)
        cell.font, cell.alignment = Font(name="Arial", size=10, bold=look == "label"), Alignment(vertical="top", wrap_text=True)
        cells.append(cell)
    for row in rows:
        for cell, value in zip(cells, row, strict=True):
            cell.value = value
        sheet.append(cells)
    book.save(path)


def with_xlsxwriter(project, frame, path: Path) -> None:
    import xlsxwriter

    looks, rows = cells_of(project, frame)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "dd-mm-yyyy"})
    sheet = book.add_worksheet("Gecodeerde passages")
    formats = [
        book.add_format({"font_name": "Arial", "font_size": 10, "bold": look == "label", "text_wrap": True, "valign": "top"})
        for look in looks
    ]
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value, formats[column])
            elif isinstance(value, datetime.date):
                sheet.write_datetime(number, column, value, formats[column])
            elif value is None:
                sheet.write_blank(number, column, None, formats[column])
            else:
                sheet.write_number(number, column, value, formats[column])
    book.close()


WAYS = {"placemeaning": ours, "openpyxl write-only": with_openpyxl, "XlsxWriter constant memory": with_xlsxwriter}


def one(way: str, rows: int) -> None:
    project, frame = study(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began, used = time.perf_counter(), time.process_time()
        WAYS[way](project, frame, path)
        print(
            time.process_time() - used,
            time.perf_counter() - began,
            before / 1024,
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            path.stat().st_size / 1e6,
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--way", choices=WAYS)
    options = parser.parse_args()
    if options.way:
        one(options.way, options.rows)
        return
    seconds = {}
    for way in WAYS:
        out = subprocess.run(
            [sys.executable, __file__, "--rows", str(options.rows), "--way", way], capture_output=True, text=True, check=True
        ).stdout
        cpu, wall, before, peak, size = map(float, out.split())
        seconds[way] = cpu
        print(
            f"{way:<28} {cpu:6.1f} s of work, {wall:6.1f} s; memory {before:5.0f} MB before, {peak:5.0f} MB at most; {size:5.1f} MB",
            flush=True,
        )
    for way in list(WAYS)[1:]:
        print(f"ours takes {seconds['placemeaning'] / seconds[way]:.2f} x the time of {way}")


if __name__ == "__main__":
    main()

"""Opening a study, against json.loads of the same lines in the same run; and importing the package, against pandas.

python benchmarks/bench_open.py [--repeat N]
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import placemeaning as pm
from placemeaning import ledger
from placemeaning.folder import Folder
from placemeaning.model.anchor import describe
from placemeaning.model.coding import Coding, event, live, moment, passage
from placemeaning.model.document import Block, Document, Speaker, write_body, write_document
from placemeaning.model.text import Span

WORDS = [
    "ja",
    "nou",
    "ik",
    "kom",
    "hier",
    "elke",
    "dag",
    "en",
    "dan",
    "zie",
    "je",
    "altijd",
    "wel",
    "iemand",
    "die",
    "je",
    "kent",
    "maar",
    "soms",
    "ook",
    "niemand",
    "en",
    "dat",
    "is",
    "ook",
    "goed",
]


def make_study(folder: Path, documents: int, codings: int) -> None:
    """Write a study with so many documents of 6,000 words and so many codings by four coders."""
    (folder / "data/text").mkdir(parents=True)
    (folder / "codebook.yaml").write_bytes((Path(__file__).parents[1] / "codebook.yaml").read_bytes())
    codes = list(pm.read_codebook((folder / "codebook.yaml").read_text("utf-8")).codes)
    per_file = max(1, round(codings / documents / 4))
    for number in range(documents):
        name = f"doc-{number:04}"
        blocks = [
            Block(" ".join(WORDS[(number + turn + i) % len(WORDS)] for i in range(60)), "R" if turn % 2 else "I") for turn in range(100)
        ]
        body = write_body(blocks)
        about = Document(
            name,
            "interview",
            body,
            places=("kanaal",),
            people=(f"p{number}",),
            speakers={"R": Speaker("respondent"), "I": Speaker("interviewer")},
        )
        (folder / f"data/text/{name}.txt").write_text(write_document(about), "utf-8", newline="\n")
        document = Folder(folder).document(name)
        for coder in ("anna", "bert", "coen", "dora"):
            path = folder / f"data/coded/{coder}/{name}.jsonl"
            anchors = [
                describe(body, Span(i * 97 % (len(body) - 200), i * 97 % (len(body) - 200) + 90), text_digest=document.digest)
                for i in range(per_file)
            ]
            at = moment()
            made = [
                event(Coding, coder=coder, at=at, document=name, code=codes[i % len(codes)], origin="human", memo="", **passage(anchor))
                for i, anchor in enumerate(anchors)
            ]
            ledger.append(path, lambda _, made=made: made)


def read_plainly(folder: Path) -> list[dict]:
    """Read the same lines with json.loads."""
    return [json.loads(line) for path in sorted(folder.glob("data/coded/*/*.jsonl")) for line in path.read_bytes().splitlines()]


def open_and_count(folder: Path) -> int:
    """Open the study, decode every line into a typed value, and compute what is live."""
    return len(live(pm.open_project(folder)._folder.events()))


def in_turn(repeat: int, *jobs: Callable[[], object]) -> list[float]:
    """Return the median seconds of each job; they take turns, so that the machine's mood hits all alike."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(repeat):
        for job, taken in zip(jobs, times, strict=True):
            gc.collect()
            start = time.perf_counter()
            job()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def importing(repeat: int) -> tuple[float, float, float]:
    """Return the median seconds of a fresh process that imports pandas, placemeaning, and placemeaning with Project."""

    def job(code: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", code], check=True)

    return tuple(in_turn(repeat, job("import pandas"), job("import placemeaning"), job("from placemeaning import Project")))  # type: ignore[return-value]


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeat", type=int, default=7)
    repeat = options.parse_args().repeat
    pandas, bare, project = importing(repeat)
    print("| import (fresh process) | s | against import pandas |\n|---|---|---|")
    print(
        f"| pandas | {pandas:.3f} | 1 |\n| placemeaning | {bare:.3f} | {bare / pandas:.2f} |\n| placemeaning and Project | {project:.3f} | {project / pandas:.2f} |\n"
    )
    print("| study | lines | json.loads s | open, decode, live s | ratio | with codings frame s |\n|---|---|---|---|---|---|")
    for documents, codings in ((31, 3_000), (1_000, 100_000)):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            make_study(folder, documents, codings)
            lines = len(read_plainly(folder))
            plain, opened, framed = in_turn(
                repeat, lambda f=folder: read_plainly(f), lambda f=folder: open_and_count(f), lambda f=folder: pm.open_project(f).codings()
            )
            print(f"| {documents} documents | {lines} | {plain:.4f} | {opened:.4f} | {opened / plain:.2f} | {framed:.3f} |")


if __name__ == "__main__":
    main()

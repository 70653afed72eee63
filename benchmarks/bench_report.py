"""The report of a study of 31 documents and 3,000 codings: seconds after the package is imported, and size; against pandas writing the same codings as HTML.

python benchmarks/bench_report.py
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

import placemeaning as pm
from placemeaning.model.anchor import describe
from placemeaning.model.coding import Coding, event, moment, passage
from placemeaning.model.text import Span


def study(folder: Path, codings: int = 3_000) -> pm.Project:
    """Return a copy of the example with only its interviews, and so many codings by two coders."""
    project = pm.example_project(folder / "study")
    kept = [one for one in project.documents()["id"] if project.document(one).kind == "interview"]
    for path in [*(project.path / "data/text").glob("*.txt"), *(project.path / "data/coded").glob("*/*.jsonl")]:
        if path.suffix == ".jsonl" or path.stem not in kept:
            path.unlink()
    chance, codes = random.Random(1), [code.id for code in project.codebook if code.codable]
    per = codings // len(kept) + 1
    made = 0
    for name in kept:
        document = project.document(name)
        for coder in ("coder-a", "coder-b"):
            events = []
            for _ in range(min(per // 2 + 1, codings - made)):
                turn = chance.choice(document.turns)
                start = chance.randrange(turn.span.start, turn.span.stop)
                span = Span(start, min(turn.span.stop, start + chance.randrange(20, 200)))
                fields = passage(describe(document.text, span, text_digest=document.digest))
                events.append(
                    event(Coding, coder=coder, at=moment([]), document=name, code=chance.choice(codes), origin="human", memo="", **fields)
                )
            made += len(events)
            project._folder.append(coder, name, lambda _, events=events: events)
    return pm.open_project(project.path)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = study(Path(folder))
        print(f"{len(project.documents())} documents, {len(project.codings())} codings")
        fresh = pm.open_project(project.path)
        for ending in ("html", "docx"):
            began, used = time.perf_counter(), time.process_time()
            path = fresh.report(Path(folder) / f"r.{ending}")
            print(
                f".{ending}: {time.perf_counter() - began:.2f} s, {time.process_time() - used:.2f} s of work, {path.stat().st_size / 1e6:.2f} MB"
            )
        began = time.process_time()
        project.codings().to_html(Path(folder) / "pandas.html")
        print(f"pandas.DataFrame.to_html of the codings: {time.process_time() - began:.2f} s of work")


if __name__ == "__main__":
    main()

"""Importing interviews of 6,000 words as .docx, against python-docx's own reading of the same files in the same run.

python benchmarks/bench_import.py [--repeat N] [--many N]
"""

from __future__ import annotations

import argparse
import gc
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx

import placemeaning as pm

WORDS_NAMES = """
ja nou ik kom hier elke dag en dan zie je altijd wel iemand die je kent maar soms ook niemand dat is eigenlijk goed het water de bomen
een bankje bij het kanaal rustig wandelen met de hond mijn dochter vroeger speelden we buiten toen was er nog geen supermarkt buren
koffie praten over het weer vriendelijk veilig 's avonds donker lopen fietsen markt zaterdag gezellig druk stil thuis gevoel waarom omdat
"""
WORDS = WORDS_NAMES.split()


def make_interview(path: Path, seed: int, words: int = 6000) -> None:
    """Write an interview as people type it: a title, a date, bold labels with times, questions and answers of several sentences."""
    dice = random.Random(seed)
    document = docx.Document()
    document.add_heading(f"Interview {seed}", 1)
    document.add_paragraph("Datum: 12 maart 2024")
    seconds, said, asks = 0, 0, True
    while said < words:
        length = min(dice.randint(6, 25) if asks else dice.randint(20, 120), words - said)
        paragraph = document.add_paragraph()
        paragraph.add_run(f"[{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}] ")
        paragraph.add_run("Interviewer:" if asks else "Bewoner:").bold = True
        paragraph.add_run(f" {sentences(dice, length)}{'?' if asks else '.'}")
        seconds, said, asks = seconds + length // 2 + 1, said + length, not asks
    document.save(str(path))


def sentences(dice: random.Random, length: int) -> str:
    """Return so many words in sentences of about a dozen."""
    words = [dice.choice(WORDS) for _ in range(length)]
    for start in range(0, length, 12):
        words[start] = words[start].capitalize()
        words[start - 1] += "." if start else ""
    return " ".join(words)


def read_plainly(files: list[Path]) -> int:
    """Read the text of all paragraphs, as python-docx gives it."""
    return sum(len(paragraph.text) for file in files for paragraph in docx.Document(str(file)).paragraphs)


def bring_in(files: list[Path], root: Path) -> Callable[[], object]:
    """Return the job that imports the files into a study, which is made anew and outside the time that is taken."""

    def make() -> pm.Project:
        shutil.rmtree(root, ignore_errors=True)
        return pm.new_project(root)

    def job(project: pm.Project) -> None:
        report = project.import_files(files)
        assert (report["outcome"] == "imported").all(), report.summary()
        assert (report["turns"] > 100).all()

    return lambda: (project := make(), (time.perf_counter(), time.process_time()), job(project))[1]


def taken(start: tuple[float, float]) -> tuple[float, float]:
    """Return the seconds since `start` on the clock and of the processor."""
    return time.perf_counter() - start[0], time.process_time() - start[1]


def in_turn(repeat: int, files: list[Path], root: Path) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Return the times of python-docx and of the import; they take turns, so that the machine's mood hits both alike."""
    plain, imported = [], []
    for _ in range(repeat):
        gc.collect()
        start = time.perf_counter(), time.process_time()
        read_plainly(files)
        plain.append(taken(start))
        gc.collect()
        imported.append(taken(bring_in(files, root)()))
    return plain, imported


def row(count: int, plain: list[tuple[float, float]], imported: list[tuple[float, float]]) -> str:
    """Return a row of the table: medians on the clock, and the ratio on the clock and of processor time."""
    clock, work = (([one[part] for one in plain], [one[part] for one in imported]) for part in (0, 1))
    theirs, ours = statistics.median(clock[0]), statistics.median(clock[1])
    ratio = statistics.median(b / a for a, b in zip(*clock, strict=True))
    busy = statistics.median(b / a for a, b in zip(*work, strict=True))
    return f"| {count:,} | {theirs:.2f} | {ours:.2f} | {ratio:.2f} | {busy:.2f} | {1000 * ours / count:.1f} |"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeat", type=int, default=5)
    options.add_argument("--many", type=int, default=1000)
    chosen = options.parse_args()
    print("| files | python-docx s | import s | ratio | ratio of CPU | import, ms a file |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = [folder / f"interview-{number:04}.docx" for number in range(31)]
        for number, file in enumerate(files):
            make_interview(file, number)
        in_turn(1, files[:2], folder / "study")
        print(row(31, *in_turn(chosen.repeat, files, folder / "study")), flush=True)
        for number in range(31, chosen.many):
            files.append(shutil.copyfile(files[number % 31], folder / f"interview-{number:04}.docx"))
        print(row(chosen.many, *in_turn(1, files[: chosen.many], folder / "study")))


if __name__ == "__main__":
    main()

"""The main job on the example study: from originals to a coded table and a matrix of meanings."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from placemeaning.analysis.matrix import Matrix
from placemeaning.example import example_folder
from placemeaning.output.charts import heatmap
from placemeaning.project import Project, example_project


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demo did: sentences to print, the matrix (people per place and code), and the files it wrote."""

    description: str
    imported: str
    suggested: str
    matrix: Matrix
    written: tuple[Path, ...]


def run(to: Path, progress: Callable[[int, int, str], None] | None = None) -> DemoResult:
    """Import the originals of the example study, suggest codes, count meanings, and write workbook, table and picture to a folder."""
    project = example_project()
    report = _import_again(project, progress)
    suggestions = project.suggestions()
    made = project.matrix(count="people")
    to.mkdir(parents=True, exist_ok=True)
    written = [project.to_excel(to / f"placemeaning-{language}.xlsx", language=language) for language in ("nl", "en")]
    made.to_csv(to / "matrix.csv", encoding="utf-8-sig")
    heatmap(made, language="nl").save(to / "matrix.png")
    return DemoResult(
        description=f"{project.description}\nOriginals: {example_folder() / 'data' / 'raw'}",
        imported=f"Imported {report}; {len(project.codings())} codings by {', '.join(project.coders())}.",
        suggested=f"The codebook's keywords suggest {len(suggestions)} passages.",
        matrix=made,
        written=(*written, to / "matrix.csv", to / "matrix.png"),
    )


def _import_again(project: Project, progress: Callable[[int, int, str], None] | None) -> str:
    shutil.rmtree(project.path / "data/text")
    return project.import_files(project.path / "data/raw", progress=progress).summary()

"""The notebooks run from top to bottom, and carry no outputs: a saved notebook would take transcripts with it."""

import subprocess

import nbformat
import pytest
from nbclient import NotebookClient

from paths import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def carries(notebook):
    """Return what a notebook carries besides its cells: outputs, execution counts, widget state."""
    found = [
        f"outputs of cell {number}" for number, cell in enumerate(notebook.cells, 1) if cell.get("outputs") or cell.get("execution_count")
    ]
    return found + [f"metadata {name}" for name in notebook.metadata if name not in ("kernelspec", "language_info")]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()


def test_notebooks_in_git_carry_no_outputs():
    listed = subprocess.run(["git", "ls-files", "*.ipynb"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    paths = [ROOT / name for name in listed] or NOTEBOOKS
    assert {path.name: carries(nbformat.read(path, as_version=4)) for path in paths} == {path.name: [] for path in paths}


def test_a_notebook_that_carries_a_transcript_is_refused():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("stream", text="R: ja")])])
    notebook.metadata["widgets"] = {"state": "R: ja"}
    assert carries(notebook) == ["outputs of cell 1", "metadata widgets"]

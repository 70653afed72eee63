"""The exercise in nbgrader's own hands: released, answered, validated, and collected.

Needs nbgrader: in this environment, or in the one whose Python the variable PLACEMEANING_NBGRADER names.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import placemeaning as pm
from paths import ROOT

PYTHON = sys.executable if importlib.util.find_spec("nbgrader") else os.environ.get("PLACEMEANING_NBGRADER", "")
pytestmark = pytest.mark.skipif(not PYTHON, reason="nbgrader is not installed here, and PLACEMEANING_NBGRADER names no Python that has it")


def nbgrader(*arguments, cwd):
    """Run nbgrader; the notebook's kernel finds this placemeaning also where nbgrader has an environment of its own."""
    scripts = str(Path(PYTHON).parent)
    found = os.pathsep.join([str(ROOT / "src"), sysconfig.get_paths()["purelib"]])
    environment = {
        **os.environ,
        "PATH": scripts + os.pathsep + os.environ["PATH"],
        "PYTHONPATH": found if sys.executable != PYTHON else str(ROOT / "src"),
    }
    command = [PYTHON, "-m", "nbgrader", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course folder with the exercise released by nbgrader itself."""
    tmp = tmp_path_factory.mktemp("course")
    lecturer = pm.example_project(tmp / "study")
    lecturer.hand_out(
        tmp / "out", students=["anna", "ben", "cas"], documents=["kanaal-01", "kanaal-02"], per_passage=2, nbgrader=True, language="nl"
    )
    folder = tmp / "out/nbgrader"
    done = nbgrader("generate_assignment", "oefening", cwd=folder)
    assert done.returncode == 0, done.stderr
    return lecturer, folder


def cells(path):
    return {one["id"]: one for one in json.loads(path.read_text("utf-8"))["cells"]}


def test_nbgrader_makes_a_release_without_the_solution(course):
    _, folder = course
    source, released = (cells(folder / kind / "oefening/oefening.ipynb") for kind in ("source", "release"))
    assert list(source) == list(released)
    assert "".join(source["name"]["source"]) == '### BEGIN SOLUTION\nme = "anna"\n### END SOLUTION'
    assert "".join(released["name"]["source"]) == "# YOUR CODE HERE\nraise NotImplementedError()"
    assert "anna" not in "".join(released["name"]["source"])
    graded = {name: one["metadata"]["nbgrader"]["points"] for name, one in released.items() if one["metadata"]["nbgrader"]["grade"]}
    assert graded == {"name-is-known": 1, "all-coded": 2, "answer": 2}
    assert not list(folder.rglob("*.jsonl"))


def test_an_answered_release_passes_and_is_collected(course, tmp_path):
    lecturer, folder = course
    mine = tmp_path / "submitted/ben/oefening"
    shutil.copytree(folder / "release/oefening", mine)
    unanswered = nbgrader("validate", "oefening.ipynb", cwd=mine)
    assert "The following cell failed" in unanswered.stdout
    notebook = json.loads((mine / "oefening.ipynb").read_text("utf-8"))
    for one in notebook["cells"]:
        answers = {"name": 'me = "ben"', "answer": "Bij de rollator: ontspanning of netwerk?"}
        one["source"] = answers.get(one["id"], one["source"])
    (mine / "oefening.ipynb").write_text(json.dumps(notebook), "utf-8")
    plan = next(text for one in notebook["cells"] if one["id"] == "plan" and (text := "".join(one["source"])))
    names = {}
    exec(plan[plan.index("PLAN = ") :], names)
    project = pm.open_project(mine)
    for document in names["PLAN"]["ben"][0]:
        project.code(document, project.document(document).turns[1].span, "relaxation", by="ben")
    answered = nbgrader("validate", "oefening.ipynb", cwd=mine)
    assert "Success! Your notebook passes all the tests." in answered.stdout, answered.stdout + answered.stderr
    rows = lecturer.collect(tmp_path / "submitted").to_dict("records")
    assert [(row["student"], row["outcome"], row["decisions"], row["reason"]) for row in rows if row["outcome"] != "missing"] == [
        ("ben", "collected", len(names["PLAN"]["ben"][0]), "")
    ]

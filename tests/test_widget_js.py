"""The JavaScript of the page: its logic under node's own test runner, and its types under TypeScript. Modules as they are."""

import json
import os
import re
import shutil
import subprocess

import pytest

from paths import ROOT

JS = ROOT / "tests/js"
WANTED = json.loads((JS / "package.json").read_text("utf-8"))["devDependencies"]["typescript"]
NO_NODE = "this test needs Node 20 or later: install it (apt-get install nodejs)"
NO_TYPES = f"this test needs TypeScript {WANTED}: 'python start.py test' gets it where npm is installed; or have its tsc on the PATH"


def program(name, missing):
    """Return where a program is; without it, skip with the sentence that says what to install (on CI: fail)."""
    found = shutil.which(name, path=os.pathsep.join([str(JS / "node_modules/.bin"), os.environ["PATH"]]))
    if found is None:
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    return found


def run(*command):
    return subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_logic_of_the_page():
    done = run(program("node", NO_NODE), "--test", "tests/js/logic.test.mjs")
    assert done.returncode == 0, done.stdout[-6000:]


def test_the_types_of_the_page():
    types = program("tsc", NO_TYPES)
    if f"Version {WANTED}" not in run(types, "--version").stdout:
        pytest.fail(NO_TYPES) if os.environ.get("CI") else pytest.skip(NO_TYPES)
    done = run(types, "-p", JS)
    assert done.returncode == 0, done.stdout[-6000:]


def test_a_wrong_type_is_found(tmp_path):
    """The check itself can be red: a wrong word in one module is named with its line."""
    types = program("tsc", NO_TYPES)
    shutil.copytree(ROOT / "src/placemeaning/widget/static/modules", tmp_path / "modules")
    settings = json.loads((JS / "tsconfig.json").read_text("utf-8"))
    (tmp_path / "tsconfig.json").write_text(json.dumps(settings | {"include": ["modules/*.js"]}), "utf-8")
    points = tmp_path / "modules/points.js"
    points.write_text(points.read_text("utf-8").replace("return unit - before;", "return String(unit - before);"), "utf-8")
    assert re.findall(r"points\.js\(\d+,\d+\): error TS2322", run(types, "-p", tmp_path).stdout)

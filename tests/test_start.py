"""start.py: one sentence for everything that can be missing, and a second run that starts at once."""

import importlib.util
import json
import sys
from collections import namedtuple

import pytest

from paths import ROOT


class Done:
    """A command that has ended."""

    def __init__(self, code, said=""):
        self.code, self.stdout = code, said.splitlines(keepends=True)

    def wait(self):
        return self.code


@pytest.fixture
def start(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv/installed.txt")
    (tmp_path / "pyproject.toml").write_text("[project]\n", "utf-8")
    (tmp_path / "tests/js").mkdir(parents=True)
    (tmp_path / "tests/js/package.json").write_text('{"devDependencies": {"typescript": "5.9.3"}}', "utf-8")
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    return module


@pytest.fixture
def commands(start, monkeypatch):
    """Record the commands that would run, and pretend that they work."""
    ran = []

    def fake(command, **_):
        ran.append([str(part) for part in command])
        start.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        start.PYTHON.touch()
        return Done(0)

    monkeypatch.setattr(start.subprocess, "Popen", fake)
    monkeypatch.setattr(start.subprocess, "call", lambda command, **_: ran.append([str(part) for part in command]) or 0)
    return ran


def go(start, monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["start.py", *arguments])
    with pytest.raises(SystemExit) as ended:
        start.main()
    return ended.value.code


def test_the_second_run_installs_nothing(start, commands, monkeypatch):
    assert go(start, monkeypatch, "demo") == 0
    first = len(commands)
    assert [command[1:3] for command in commands] == [["-m", "venv"], ["-m", "pip"], ["-m", "pip"], ["-m", "placemeaning"]]
    assert go(start, monkeypatch, "demo", "--to", "x") == 0
    assert commands[first:] == [[str(start.PYTHON), "-m", "placemeaning", "demo", "--to", "x"]]


def test_a_changed_pyproject_installs_again(start, commands, monkeypatch, tmp_path):
    go(start, monkeypatch, "demo")
    (tmp_path / "pyproject.toml").write_text("[project]\nversion='2'\n", "utf-8")
    count = len(commands)
    go(start, monkeypatch, "demo")
    assert [command[1:3] for command in commands[count:]] == [["-m", "pip"], ["-m", "pip"], ["-m", "placemeaning"]]


def test_the_tests_need_more_and_that_is_enough_for_the_rest(start, commands, monkeypatch):
    go(start, monkeypatch, "test", "-x")
    assert commands[-2][-2:] == ["--group", "dev"]
    assert commands[-1] == [str(start.PYTHON), "-m", "pytest", "-x"]
    count = len(commands)
    go(start, monkeypatch, "lab")
    assert len(commands) == count + 1


@pytest.mark.parametrize(("npm", "there", "installs"), [(None, None, 0), ("npm", None, 1), ("npm", "5.8.0", 1), ("npm", "5.9.3", 0)])
def test_the_tests_of_the_page_get_their_typescript_once(start, commands, monkeypatch, tmp_path, npm, there, installs):
    monkeypatch.setattr(start.shutil, "which", {"npm": npm}.get)
    if there:
        (tmp_path / "tests/js/node_modules/typescript").mkdir(parents=True)
        (tmp_path / "tests/js/node_modules/typescript/package.json").write_text(json.dumps({"version": there}), "utf-8")
    go(start, monkeypatch, "lab")
    assert [command[0] for command in commands].count("npm") == 0
    assert go(start, monkeypatch, "test") == 0
    assert [command[:2] for command in commands if command[0] == "npm"] == [["npm", "install"]] * installs
    assert commands[-1] == [str(start.PYTHON), "-m", "pytest"]


def test_an_old_python_is_told_in_one_sentence(start, monkeypatch):
    version = namedtuple("version", "major minor micro")
    monkeypatch.setattr(sys, "version_info", version(3, 10, 1))
    assert go(start, monkeypatch, "demo").startswith("placemeaning needs Python 3.11 or later; this is ")


def test_no_venv_and_no_network_are_told_in_one_sentence(start, monkeypatch):
    monkeypatch.setattr(start.subprocess, "Popen", lambda command, **_: Done(1))
    assert go(start, monkeypatch, "demo").startswith("This Python cannot make virtual environments: install venv")
    monkeypatch.setattr(start.subprocess, "Popen", lambda command, **_: Done(int("pip" in command), "ERROR: no route\n"))
    assert go(start, monkeypatch, "demo").startswith("ERROR: no route\nInstalling failed: check that this computer is on the network")


def test_each_package_is_one_short_line(start, monkeypatch, capsys):
    lines = "Collecting pandas>=2.2.3\n  Downloading pandas.whl (9 MB)\n\nInstalling collected packages: a, b\n"
    monkeypatch.setattr(start.subprocess, "Popen", lambda command, **_: Done(0, lines))
    start.run(["pip"], "problem")
    assert capsys.readouterr().out == "  Collecting pandas>=2.2.3\n  Installing collected … (a minute or two)\n"


def test_a_command_that_cannot_be_started(start, monkeypatch):
    def broken(*_, **__):
        raise OSError("no such program")

    monkeypatch.setattr(start.subprocess, "Popen", broken)
    assert "no such program" in go(start, monkeypatch, "demo")


def test_without_a_command_it_explains_itself(start, monkeypatch):
    assert "python start.py demo    run the main job" in go(start, monkeypatch)


def test_it_is_a_page_and_uses_the_standard_library_only():
    text = (ROOT / "start.py").read_text("utf-8")
    imports = {line.split()[1].split(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert imports <= set(sys.stdlib_module_names)
    assert len(text.splitlines()) <= 95

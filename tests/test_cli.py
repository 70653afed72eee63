"""The command line, as typed."""

import subprocess
import sys

import pytest

import placemeaning as pm
from paths import ROOT
from placemeaning import cli

COMMANDS = (
    "demo", "new", "import", "cards", "pseudonymise", "forget", "suggest", "matrix", "agree", "export", "report", "check", "handout", "collect",
    "mark", "lab",
)  # fmt: skip


def run(*arguments):
    return cli.main([str(part) for part in arguments])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as ended:
        run(command, "--help")
    assert ended.value.code == 0
    assert f"usage: placemeaning {command}" in capsys.readouterr().out


def test_wrong_use_is_two(capsys):
    with pytest.raises(SystemExit) as ended:
        run("matrx")
    assert ended.value.code == 2
    assert "invalid choice: 'matrx'" in capsys.readouterr().err


def test_the_main_road(tmp_path, capsys):
    study = tmp_path / "wijk"
    assert run("new", study, "--title", "Wijk") == 0
    assert f"Made a new study in {study}" in capsys.readouterr().out
    (study / "data/places.csv").write_bytes((ROOT / "data/places.csv").read_bytes())
    (study / "data/people.csv").write_bytes((ROOT / "data/people.csv").read_bytes())
    assert run("import", "--study", study, ROOT / "data/raw/kanaal-02.txt", "--place", "kanaal", "--person", "p07") == 0
    out = capsys.readouterr().out
    assert "imported   kanaal-02.txt" in out
    assert out.endswith("1 file: 1 imported\n")
    assert run("suggest", "--study", study, "kanaal-02", "--by", "anna") == 0
    assert "suggestions. Accept or decline them in a notebook" in capsys.readouterr().out
    assert run("matrix", "--study", study, "--to", tmp_path / "m.csv", "--language", "en") == 0
    assert "1 = contact with people you already know" in capsys.readouterr().out
    assert (tmp_path / "m.csv").read_bytes().startswith(b"\xef\xbb\xbfplace,contact with people you already know")
    assert run("matrix", "--study", study, "--to", tmp_path / "m.svg") == 0
    assert "<svg" in (tmp_path / "m.svg").read_text("utf-8")
    assert run("export", "--study", study) == 0
    assert (study / "exports/wijk.xlsx").exists()
    assert run("check", "--study", study) == 0
    assert capsys.readouterr().out.endswith("nothing to check\n")


def test_what_goes_wrong_is_said_without_a_traceback(tmp_path, capsys):
    assert run("check", "--study", tmp_path) == 1
    assert capsys.readouterr().err.startswith(f"placemeaning: {tmp_path}: this is not a study")
    assert run("new", ROOT) == 1
    assert "is not empty" in capsys.readouterr().err
    assert run("matrix", "--study", ROOT, "--rows", "plaats") == 1
    assert "rows='plaats' is not one of place, " in capsys.readouterr().err
    assert run("suggest", "--study", ROOT, "kanal-02") == 1
    assert "Did you mean 'kanaal-02'?" in capsys.readouterr().err


def test_a_file_that_fails_gives_exit_code_one_and_the_others_come_in(study, capsys):
    (study / "goed.txt").write_text("I: Hoi, hoe is het hier?\n\nR: Goed hoor, heel goed.\n", "utf-8")
    (study / "plaatje.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert run("import", "--study", study, study / "goed.txt", study / "plaatje.png", study / "weg.txt") == 1
    out = capsys.readouterr().out
    assert out.splitlines()[-1] == "3 files: 1 imported, 2 failed"
    assert "plaatje.png" in out


def test_check_lists_what_is_wrong_and_says_one(study, capsys):
    text = study / "data/text/kort.txt"
    text.write_text(text.read_text("utf-8").replace("mijn rust", "m'n rust"), "utf-8", newline="\n")
    assert run("check", "--study", study) == 1
    assert "text changed: data/text/kort.txt" in capsys.readouterr().out


def test_check_shows_old_words_beside_new(project, study, capsys):
    project.code("kort", "Ik wandel er elke dag met een vriendin", "friendship", by="anna")
    text = study / "data/text/kort.txt"
    text.write_text(text.read_text("utf-8").replace("Ik wandel er", "Ik wandelde er"), "utf-8", newline="\n")
    assert run("check", "--study", study) == 1
    assert "was: 'Ik wandel er elke dag met een vriendin'\n    now: 'Ik wandelde er elke dag met een vriendin'" in capsys.readouterr().out


def test_stopping_by_hand(monkeypatch, capsys):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_check", stopped)
    assert run("check") == 130
    assert "What was saved before is safe." in capsys.readouterr().err


def test_lab_opens_jupyterlab_on_the_study(study, monkeypatch):
    called = []
    monkeypatch.setattr(subprocess, "call", lambda command: called.append(command) or 0)
    assert run("lab", "--study", study, "--no-browser") == 0
    assert called[0][1:4] == ["-m", "jupyter", "lab"]
    assert f"--ServerApp.root_dir={study}" in called[0]
    assert (study / "notebooks").is_dir()


def test_the_demo_writes_what_it_says(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "placemeaning", "demo", "--to", "uit"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "47 files: 47 imported" in done.stdout
    assert "Kanaal (Lindenholt)" in done.stdout
    assert sorted(path.name for path in (tmp_path / "uit").iterdir()) == [
        "matrix.csv",
        "matrix.png",
        "placemeaning-en.xlsx",
        "placemeaning-nl.xlsx",
    ]


@pytest.fixture
def example_study(tmp_path):
    return pm.example_project(tmp_path / "study").path  # the key lies beside it


@pytest.fixture
def passphrase(monkeypatch):
    monkeypatch.setenv("PLACEMEANING_PASSPHRASE", "vier woorden die niemand raadt")


def answering(monkeypatch, answer):
    monkeypatch.setattr("builtins.input", lambda question: answer)


def test_names_are_replaced_only_after_a_yes(example_study, tmp_path, monkeypatch, capsys, passphrase):
    text, key = example_study / "data/text/kanaal-02.txt", tmp_path / "key"
    before = text.read_bytes()
    answering(monkeypatch, "nee")
    assert run("pseudonymise", "--study", example_study, "kanaal-02", "--keep", "Beatrix", "--key", key) == 0
    out = capsys.readouterr().out
    assert "replace  Leo " in out
    assert "leave    Beatrix" in out
    assert out.endswith("Nothing was changed.\n")
    assert (text.read_bytes(), key.exists()) == (before, False)
    answering(monkeypatch, "ja")
    assert run("pseudonymise", "--study", example_study, "kanaal-02", "--keep", "Beatrix", "--key", key) == 0
    out = capsys.readouterr().out
    assert "28 decisions moved with their words" in out
    assert f"The key lies in {key}" in out
    assert b"Beatrix" in text.read_bytes()
    assert text.read_bytes() != before
    assert len(pm.open_project(example_study).codings()) == 586


def test_forgetting_asks_first_and_lists_what_went(example_study, monkeypatch, capsys):
    answering(monkeypatch, "no")
    assert run("forget", "--study", example_study, "kanaal-02") == 0
    out = capsys.readouterr().out
    assert "text  data/text/kanaal-02.txt  would be removed" in out
    assert out.endswith("Nothing was removed.\n")
    assert (example_study / "data/text/kanaal-02.txt").exists()
    assert run("forget", "--study", example_study, "kanaal-02", "--yes") == 0
    assert "original  data/raw/kanaal-02.txt  removed" in capsys.readouterr().out
    assert not list(example_study.rglob("kanaal-02*"))
    assert run("forget", "--study", example_study, "kanaal-02", "--yes") == 1
    assert "there is no document 'kanaal-02'" in capsys.readouterr().err


def test_import_takes_patterns_columns_and_speakers(tmp_path, capsys):
    study = tmp_path / "wijk"
    run("new", study)
    (study / "data/places.csv").write_bytes((ROOT / "data/places.csv").read_bytes())
    (tmp_path / "kanaal-jan-2022-03-14.txt").write_text("W: Komt u hier vaak?\nB: Elke dag.\n", "utf-8")
    said = ("--name-pattern", "{place}-{person}-{date}", "--speaker", "W=professional", "--speaker", "B=respondent")
    assert run("import", "--study", study, tmp_path / "kanaal-jan-2022-03-14.txt", *said) == 0
    document = pm.open_project(study).document("kanaal-jan-2022-03-14")
    assert (document.places, document.people, document.date) == (("kanaal",), ("jan",), "2022-03-14")
    assert [turn.role for turn in document.turns] == ["professional", "respondent"]
    assert run("import", "--study", study, tmp_path / "kanaal-jan-2022-03-14.txt", "--column", "Leeftijd") == 1
    assert "--column 'Leeftijd': write it as NAME=VALUE" in capsys.readouterr().err


def test_agreement_needs_its_unit_and_shows_the_differences(example_study, capsys):
    with pytest.raises(SystemExit):
        run("agree", "--study", example_study)
    assert "the following arguments are required: --unit" in capsys.readouterr().err
    assert run("agree", "--study", example_study, "--unit", "turn", "--code", "relaxation", "--differences", "2") == 0
    out = capsys.readouterr().out
    assert "Agreement of coder-a, coder-b by turn: Krippendorff's α (nominal)" in out
    assert out.count("    coder-a: ") == 2
    assert "worst first. Left out:" in out


def test_a_report_is_written(example_study, tmp_path, capsys):
    assert run("report", "--study", example_study, "--to", tmp_path / "r.html", "--place", "kanaal", "--language", "en") == 0
    assert capsys.readouterr().out == f"Wrote {tmp_path / 'r.html'}\n"
    assert "Portrait of a place" in (tmp_path / "r.html").read_text("utf-8")
    assert run("report", "--study", example_study, "--place", "maan") == 1
    assert "there is no place 'maan'" in capsys.readouterr().err

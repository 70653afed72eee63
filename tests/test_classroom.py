"""The parts of the classroom: plan, what goes into a folder, what is trusted of what comes back, and marking on a case one can check by eye."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import placemeaning as pm
from classroom_play import contents, hostile, zipped
from paths import ROOT
from placemeaning.classroom import start
from placemeaning.classroom.plan import make_plan, paired

# the plan


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_plan_gives_each_document_enough_students_and_each_student_as_much(data):
    students = [f"s{i}" for i in range(data.draw(st.integers(1, 40), "students"))]
    words = {f"d{i}": data.draw(st.integers(1, 3000)) for i in range(data.draw(st.integers(1, 25), "documents"))}
    per_passage = data.draw(st.integers(1, len(students)), "per_passage")
    seed = data.draw(st.integers(0, 1000), "seed")
    plan = make_plan(students, words, per_passage=per_passage, seed=seed)
    loads = [len(one.documents) for one in plan.shares]
    readers = plan.documents["students"].tolist()
    assert [one.student for one in plan.shares] == students
    assert set(plan.words) == set(words)
    assert min(readers) >= per_passage
    assert max(readers) - min(readers) <= 1
    assert min(loads) >= 1
    assert max(loads) - min(loads) <= 1
    assert all(len(set(one.documents)) == len(one.documents) for one in plan.shares)
    arms = [one.suggestions for one in plan.shares]
    assert abs(arms.count(True) - arms.count(False)) <= 1
    assert make_plan(students, words, per_passage=per_passage, seed=seed).shares == plan.shares


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_plan_with_a_fixed_load_keeps_to_it(data):
    students = [f"s{i}" for i in range(data.draw(st.integers(1, 40)))]
    words = {f"d{i}": 10 for i in range(data.draw(st.integers(1, 25)))}
    per_student, per_passage = data.draw(st.integers(1, len(words))), data.draw(st.integers(1, len(students)))
    try:
        plan = make_plan(students, words, per_passage=per_passage, per_student=per_student)
    except ValueError as problem:
        assert f"{per_passage}" in str(problem)
        return
    assert {len(one.documents) for one in plan.shares} == {per_student}
    assert plan.documents["students"].min() >= per_passage


def test_another_seed_gives_another_plan():
    words = {f"d{i}": 100 + i for i in range(10)}
    plans = [make_plan([f"s{i}" for i in range(12)], words, per_passage=3, seed=seed) for seed in (1, 2)]
    assert plans[0].shares != plans[1].shares


def test_a_plan_prints_as_tables():
    plan = make_plan(["anna", "ben"], {"kort": 10, "lang": 500}, per_passage=1, suggestions="without")
    assert repr(plan) == (
        "student suggestions documents  words\n"
        "   anna     without      lang    500\n"
        "    ben     without      kort     10\n\n"
        "document  words  students  with_suggestions  without\n"
        f"{'kort':>8}     10         1                 0        1\n"
        f"{'lang':>8}    500         1                 0        1\n\n"
        "2 students, 2 documents. Students who code each document: 1 (asked: at least 1). Documents a student: 1; words: 10 to 500. "
        "Documents that two students have in common: 0. With suggestions: 0; without: 2. Seed 0."
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"per_passage": 4}, "per_passage=4 is not between 1 and the number of students, 3"),
        ({"per_passage": 1, "per_student": 3}, "per_student=3 is not between 1 and the number of documents, 2"),
        ({"per_passage": 1, "suggestions": "half"}, "suggestions='half' is not one of with, without, split"),
        ({"per_passage": 1, "students": ["a", "A", "b"]}, "students: 'a' is there twice"),
        ({"per_passage": 1, "students": ["a/../b"]}, "cannot be a coder's name"),
        ({"per_passage": 1, "students": []}, "a plan needs one student and one document"),
    ],
)
def test_a_plan_that_cannot_be_says_why(options, message):
    options = {"students": ["a", "b", "c"], **options}
    with pytest.raises(ValueError, match=message):
        make_plan(options.pop("students"), {"x": 1, "y": 2}, **options)


def test_pairs_are_drawn_or_given():
    drawn = paired(["a", "b", "c", "d", "e"], True, seed=1)
    assert sorted(len(one) for one in drawn.values()) == [2, 3]
    assert sorted(one for group in drawn.values() for one in group) == ["a", "b", "c", "d", "e"]
    assert paired(["a", "b", "c"], [["a", "c"]], seed=1) == {"a-c": ("a", "c"), "b": ()}
    with pytest.raises(ValueError, match="'a' is in two pairs"):
        paired(["a", "b", "c"], [["a", "c"], ["a", "b"]], seed=1)
    with pytest.raises(ValueError, match="'z' is not one of the students"):
        paired(["a", "b"], [["a", "z"]], seed=1)


# handing out


@pytest.fixture
def lecturer(tmp_path):
    return pm.example_project(tmp_path / "study")


def read_zip(path):
    return {name.partition("/")[2]: content for name, content in contents(path).items()}


@pytest.mark.parametrize(
    ("language", "sheet", "notebook"), [("nl", "LEESMIJ.txt", "oefening.ipynb"), ("en", "README.txt", "exercise.ipynb")]
)
def test_a_folder_holds_what_a_student_needs_and_nothing_of_others(lecturer, tmp_path, language, sheet, notebook):
    wheel = tmp_path / "placemeaning-0.1.0-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    made = lecturer.hand_out(
        tmp_path / "out", students=["Zoë van den Broek", "s2"], documents=["kanaal-02"], per_passage=2, suggestions="split", language=language,
        wheel=str(wheel),
    )  # fmt: skip
    assert [path.name for path in made.written] == ["zoe-van-den-broek.zip", "s2.zip"]
    for path, with_suggestions in zip(made.written, made.plan.students["suggestions"], strict=True):
        files, student = read_zip(path), path.stem
        assert sorted(files) == sorted(
            [
                sheet,
                notebook,
                "start.py",
                "handout.json",
                "codebook.yaml",
                "data/places.csv",
                "data/people.csv",
                "data/text/kanaal-02.txt",
                wheel.name,
            ]
        )
        manifest = json.loads(files["handout.json"])
        assert (manifest["student"], manifest["suggestions"], list(manifest["documents"])) == (student, with_suggestions, ["kanaal-02"])
        assert manifest["documents"]["kanaal-02"] == lecturer.document("kanaal-02").digest
        assert b"coder-a" not in b"".join(files.values())
        assert b"source: kanaal-02" not in files["data/text/kanaal-02.txt"]
        assert b"original_sha256" not in files["data/text/kanaal-02.txt"]
        people = list(csv.DictReader(io.StringIO(files["data/people.csv"].decode("utf-8-sig"))))
        assert [(one["id"], "household" in one) for one in people] == [("p07", False)]
        assert [one["id"] for one in csv.DictReader(io.StringIO(files["data/places.csv"].decode("utf-8-sig")))] == ["kanaal"]
        book = pm.read_codebook(files["codebook.yaml"].decode())
        assert any(code.keywords for code in book) == with_suggestions
        assert [(code.id, code.definition) for code in book] == [(code.id, code.definition) for code in lecturer.codebook]
        read = nbformat.reads(files[notebook].decode(), as_version=4)
        nbformat.validate(read)
        assert len({one.id for one in read.cells}) == len(read.cells)
        first = next(one.source for one in read.cells if one.cell_type == "code")
        assert first.endswith(f'project.coder("kanaal-02", by="{student}", suggestions={with_suggestions}, language="{language}")')
        words = files[sheet].decode("utf-8-sig")
        assert student in words
        assert wheel.name in words
        assert "python start.py" in words


def test_a_handed_out_folder_is_a_study_whose_notebook_runs(lecturer, tmp_path):
    from nbclient import NotebookClient

    lecturer.hand_out(tmp_path / "out", students=1, documents=["kanaal-02", "kanaal-01"], per_passage=1, as_zip=False, suggestions="with")
    folder = tmp_path / "out/s01"
    assert pm.open_project(folder).check().empty
    notebook = nbformat.read(folder / "oefening.ipynb", as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    assert (folder / "s01-inleveren.zip").is_file()
    shown = [cell.outputs[0].data for cell in notebook.cells if cell.cell_type == "code" and "coder(" in cell.source]
    assert all("application/vnd.jupyter.widget-view+json" in one for one in shown)


def test_the_record_says_who_got_what(lecturer, tmp_path):
    made = lecturer.hand_out(
        tmp_path / "out", students=3, documents=["kanaal-02", "kanaal-01"], per_passage=2, pairs=[["s01", "s03"]], seed=5
    )
    record = json.loads((lecturer.path / made.record).read_text("utf-8"))
    assert (record["per_passage"], record["seed"], record["split"]) == (2, 5, "split")
    plan = {one.student: (list(one.documents), one.suggestions, list(one.members)) for one in made.plan.shares}
    assert {name: (one["documents"], one["suggestions"], one["members"]) for name, one in record["students"].items()} == plan
    assert plan["s01-s03"][2] == ["s01", "s03"]
    assert record["documents"] == {name: lecturer.document(name).digest for name in ("kanaal-02", "kanaal-01")}


def test_a_plan_alone_writes_nothing(lecturer):
    before = sorted(lecturer.path.rglob("*"))
    made = lecturer.hand_out(None, students=4, per_student=1)
    assert repr(made).endswith("Nothing was written: this is the plan only.")
    assert sorted(lecturer.path.rglob("*")) == before


def test_what_cannot_be_handed_out_says_why(lecturer, tmp_path):
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol/x").write_text("x")
    with pytest.raises(pm.ProjectError, match="is not empty"):
        lecturer.hand_out(tmp_path / "vol", students=2)
    with pytest.raises(ValueError, match="coder-a coded in this study before"):
        lecturer.hand_out(tmp_path / "a", students=["coder-a", "s2"])
    with pytest.raises(pm.NotFound, match="Did you mean 'kanaal-02'"):
        lecturer.hand_out(tmp_path / "a", students=2, documents=["kanal-02"])
    with pytest.raises(ValueError, match="is not a wheel"):
        lecturer.hand_out(tmp_path / "a", students=2, wheel="weg.whl")
    with pytest.raises(ValueError, match="a number or several names"):
        lecturer.hand_out(tmp_path / "a", students="anna")
    with pytest.raises(ValueError, match="language='de' is not one of nl, en"):
        lecturer.hand_out(tmp_path / "a", students=2, language="de")
    assert not (tmp_path / "a").exists()
    assert not (lecturer.path / "data/handouts").exists()


# start.py


def test_start_py_makes_the_zip(lecturer, tmp_path):
    lecturer.hand_out(tmp_path / "out", students=1, documents=["kanaal-02"], per_passage=1, as_zip=False)
    folder = tmp_path / "out/s01"
    done = subprocess.run([sys.executable, "start.py", "zip"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(folder / "s01-inleveren.zip")
    names = sorted(read_zip(folder / "s01-inleveren.zip"))
    assert names == ["codebook.yaml", "data/text/kanaal-02.txt", "handout.json", "oefening.ipynb"]


def test_start_py_wants_the_whole_folder(lecturer, tmp_path):
    lecturer.hand_out(tmp_path / "out", students=1, documents=["kanaal-02"], per_passage=1, as_zip=False)
    folder = tmp_path / "out/s01"
    (folder / "codebook.yaml").unlink()
    done = subprocess.run([sys.executable, "start.py"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "Pak eerst het hele zip-bestand uit: in deze map ontbreekt codebook.yaml.\n"


def test_start_py_installs_the_wheel_or_the_name_outside_the_folder(tmp_path, monkeypatch):
    ran = []
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "has_it", lambda python, least: False)
    monkeypatch.setattr(start, "run", lambda command, problem: ran.append([str(one) for one in command]))
    monkeypatch.setenv("PLACEMEANING_HOME", str(tmp_path / "elders"))
    python = start.python_with_it("0.1.0", "nl")
    assert python.is_relative_to(tmp_path / "elders")
    assert ran[0][1:3] == ["-m", "venv"]
    assert ran[1][-1] == "placemeaning"
    (tmp_path / "placemeaning-0.1.0-py3-none-any.whl").write_bytes(b"")
    start.python_with_it("0.1.0", "nl")
    assert ran[-1][-1] == str(tmp_path / "placemeaning-0.1.0-py3-none-any.whl")


def test_start_py_takes_a_python_that_is_new_enough():
    assert start.has_it(sys.executable, "0.0.9")
    assert not start.has_it(sys.executable, "99.0")
    assert not start.has_it(Path("/nowhere/python"), "0.1")
    assert start.numbers("0.10.2") > start.numbers("0.9.9")


# collecting


@pytest.fixture
def room(lecturer, tmp_path):
    """Two students with one document, who coded two passages each; what they hand in is in `inbox`."""
    lecturer.hand_out(tmp_path / "out", students=2, documents=["kanaal-02"], per_passage=2, as_zip=False)
    for student in ("s01", "s02"):
        project = pm.open_project(tmp_path / "out" / student)
        for turn in project.document("kanaal-02").turns[1:4:2]:
            project.code("kanaal-02", turn.span, "relaxation", by=student)
    (tmp_path / "inbox").mkdir()
    return tmp_path


def hand_in(room, student="s01", name=None):
    path = pm.open_project(room / "out" / student).hand_in()
    return shutil.move(path, room / "inbox" / (name or path.name))


def outcome(lecturer, room):
    return [
        (one["student"], one["outcome"], one["decisions"], one["reason"]) for one in lecturer.collect(room / "inbox").to_dict("records")
    ]


def ledger_of(room, student="s01"):
    return room / "out" / student / "data/coded" / student / "kanaal-02.jsonl"


def change_line(room, **changes):
    path = ledger_of(room)
    first, *rest = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([json.dumps({**json.loads(first), **changes}), *rest]) + "\n", "utf-8")


MISSING = ("s02", "missing", 0, "nothing was handed in under this name")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"document": "kanaal-01"}, "document 'kanaal-01' was not handed out to s01"),
        ({"document": "../../x"}, "document '../../x' was not handed out to s01"),
        ({"code": "bedacht"}, "code 'bedacht' was not in the codebook that was handed out"),
        ({"place": "maan"}, "place 'maan' is not in this study"),
        ({"start": 5}, "their words are not those of kanaal-02 at that position"),
        ({"exact": "iets heel anders"}, "their words are not those of kanaal-02 at that position"),
        ({"recorded_at": "2026-01-01T10:00:00"}, "their time has no zone"),
        ({"start": None}, "they name no passage or no code"),
        ({"coder": "coder-a"}, "by coder-a, somebody else, in the folder of s01"),
        ({"coder": "s02"}, "by s02, another student, in the folder of s01"),
    ],
)
def test_a_decision_that_cannot_be_trusted_is_left_out(lecturer, room, changes, why):
    change_line(room, **changes)
    hand_in(room)
    assert outcome(lecturer, room) == [("s01", "partly", 1, f"1 decision left out: {why}"), MISSING]
    assert lecturer.codings(coder="s01")["document"].tolist() == ["kanaal-02"]
    assert lecturer.check().empty


def test_nobody_withdraws_what_is_not_theirs(lecturer, room):
    theirs = lecturer.codings(coder="coder-a", document="kanaal-02")
    line = {**json.loads(ledger_of(room).read_text("utf-8").splitlines()[0]), "kind": "withdraw", "id": "w1", "about": theirs["id"].iloc[0]}
    line |= dict.fromkeys(("code", "start", "stop", "exact", "prefix", "suffix", "digest", "origin"))
    with open(ledger_of(room), "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    hand_in(room)
    assert outcome(lecturer, room)[0] == ("s01", "partly", 2, "1 decision left out: they withdraw what is not this student's")
    assert len(lecturer.codings(coder="coder-a", document="kanaal-02")) == len(theirs)


def test_undone_and_moved_codings_come_in_as_they_stand(lecturer, room):
    project = pm.open_project(room / "out/s01")
    project.undo(by="s01")
    project.note("kanaal-02", "een memo", by="s01")
    project.note("relaxation", "over de code", by="s01")
    hand_in(room)
    assert outcome(lecturer, room)[0] == ("s01", "collected", 6, "")
    assert len(lecturer.codings(coder="s01")) == 1
    assert lecturer.history(by="s01")["memo"].dropna().tolist()[-2:] == ["een memo", "over de code"]


def test_what_was_shown_is_kept_and_counts_as_read(lecturer, room):
    project = pm.open_project(room / "out/s01")
    project.record_shown("kanaal-02", by="s01", shown=None)
    with open(room / "out/s01/data/shown/s01.jsonl", "a", encoding="utf-8") as file:
        file.write('{"at": "x", "coder": "s02"}\nonzin\n[1]\n')
    hand_in(room)
    outcome(lecturer, room)
    lines = (lecturer.path / "data/shown/s01.jsonl").read_text("utf-8").splitlines()
    assert [(json.loads(one)["coder"], json.loads(one)["shown"]) for one in lines] == [("s01", False)]


def test_suggestions_taken_by_who_was_to_work_without_are_noted(lecturer, room):
    record = json.loads(next((lecturer.path / "data/handouts").glob("*.json")).read_text("utf-8"))
    without = next(name for name, one in record["students"].items() if not one["suggestions"])
    path = ledger_of(room, without)
    path.write_text(path.read_text("utf-8").replace('"origin":"human"', '"origin":"suggestion:x"', 1), "utf-8")
    hand_in(room, without)
    reasons = {row[0]: row[3] for row in outcome(lecturer, room)}
    assert reasons[without] == "1 codings came from suggestions, though this student was to work without"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"handout": "2020-01-01-aaaa"}, "handout '2020-01-01-aaaa' is not of this study"),
        ({"student": "s99"}, "nothing was handed out to 's99'"),
        ({"format": 2, "placemeaning": "9.0"}, "handout.json was written by a later version of placemeaning (9.0); install that one"),
        ({"documents": 3}, "handout.json cannot be read: Expected `object`, got `int` - at `$.documents`"),
    ],
)
def test_a_wrong_manifest_is_refused(lecturer, room, changes, why):
    path = room / "out/s01/handout.json"
    said = json.loads(path.read_text("utf-8"))
    files = read_zip(hand_in(room))
    (room / "inbox/s01-inleveren.zip").unlink()
    files["handout.json"] = json.dumps({**said, **changes}).encode()
    (room / "inbox/x.zip").write_bytes(zipped({f"s01/{name}": content for name, content in files.items()}))
    rows = [row for row in outcome(lecturer, room) if row[1] != "missing"]
    assert [row[1:] for row in rows] == [("refused", 0, why)]


def test_two_submissions_of_one_name_without_anything_in_common_are_both_refused(lecturer, room):
    hand_in(room, name="een.zip")
    shutil.rmtree(room / "out/s01/data/coded")
    project = pm.open_project(room / "out/s01")
    project.code("kanaal-02", project.document("kanaal-02").turns[5].span, "relaxation", by="s01")
    hand_in(room, name="twee.zip")
    why = "submissions of s01 that have no decision in common (een.zip/s01, twee.zip/s01): which one is theirs? Remove the others"
    assert outcome(lecturer, room) == [("s01", "refused", 0, why), ("s01", "refused", 0, why), MISSING]
    (room / "inbox/een.zip").unlink()
    assert outcome(lecturer, room)[0][:3] == ("s01", "collected", 1)
    hand_in(room, "s02", "drie.zip")
    shutil.copy(room / "inbox/drie.zip", room / "bewaar.zip")
    assert outcome(lecturer, room)[1][:3] == ("s02", "collected", 2)


def test_a_later_submission_that_shares_nothing_with_what_was_collected_is_refused(lecturer, room):
    hand_in(room)
    outcome(lecturer, room)
    shutil.rmtree(room / "out/s01/data/coded")
    project = pm.open_project(room / "out/s01")
    project.code("kanaal-02", project.document("kanaal-02").turns[5].span, "relaxation", by="s01")
    hand_in(room, name="nieuw.zip")
    rows = outcome(lecturer, room)
    assert ("s01", "refused", 0, "it has no decision in common with what was collected of s01 before: is it theirs?") in rows
    assert len(lecturer.codings(coder="s01")) == 2


def test_more_work_on_two_computers_is_joined(lecturer, room):
    hand_in(room, name="thuis.zip")
    project = pm.open_project(room / "out/s01")
    project.code("kanaal-02", project.document("kanaal-02").turns[5].span, "relaxation", by="s01")
    hand_in(room, name="school.zip")
    project.undo(by="s01")
    hand_in(room, name="thuis 2.zip")
    rows = outcome(lecturer, room)
    assert sum(row[2] for row in rows) == 5
    assert len(lecturer.codings(coder="s01")) == 2


def test_a_decision_that_was_changed_after_collecting_is_left_out(lecturer, room):
    hand_in(room)
    outcome(lecturer, room)
    change_line(room, code="friendship")
    hand_in(room)
    assert outcome(lecturer, room)[0] == ("s01", "partly", 0, "1 decisions left out: under their ids the study has other ones")
    assert set(lecturer.codings(coder="s01")["code"]) == {"relaxation"}


KINDS = ("climbs", "climbs on Windows", "absolute", "drive", "link", "bomb", "password", "twice")


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_zip_is_refused_whole(lecturer, room, kind):
    files = {f"s01/{name}": content for name, content in read_zip(hand_in(room)).items()}
    (room / "inbox/s01-inleveren.zip").write_bytes(hostile(kind, files))
    (room / "inbox/in een zip.zip").write_bytes(zipped({"map/hun werk.zip": hostile(kind, files)}))
    hand_in(room, "s02")
    before = set(room.rglob("*"))
    rows = lecturer.collect(room / "inbox").to_dict("records")
    assert [(one["student"], one["outcome"]) for one in rows] == [
        ("s01", "missing"),
        ("s02", "collected"),
        ("", "refused"),
        ("", "refused"),
    ]
    coded = lecturer.path / "data/coded/s02"
    assert set(room.rglob("*")) - before <= {coded, coded / "kanaal-02.jsonl", coded / ".lock"}
    assert not Path("/tmp/geraakt.txt").exists()
    assert rows[2]["source"] == "in een zip.zip/map/hun werk.zip"


def test_a_zip_whose_paths_are_written_as_on_windows_is_read(lecturer, room):
    files = read_zip(hand_in(room))
    (room / "inbox/s01-inleveren.zip").write_bytes(zipped({"mijn map\\" + name.replace("/", "\\"): one for name, one in files.items()}))
    assert outcome(lecturer, room)[0] == ("s01", "collected", 2, "")


def test_pairs_hand_in_as_one(lecturer, tmp_path):
    lecturer.hand_out(
        tmp_path / "out", students=["a", "b", "c", "d"], documents=["kanaal-02"], per_passage=2, pairs=True, seed=3, as_zip=False
    )
    (tmp_path / "in").mkdir()
    for folder in (tmp_path / "out").iterdir():
        project = pm.open_project(folder)
        project.code("kanaal-02", project.document("kanaal-02").turns[1].span, "relaxation", by=folder.name)
        shutil.move(project.hand_in(), tmp_path / "in")
    assert lecturer.collect(tmp_path / "in")["outcome"].tolist() == ["collected", "collected"]
    students = lecturer.mark("coder-a").students
    assert sorted(", ".join(students["members"]).split(", ")) == ["a", "b", "c", "d"]
    assert all("-".join(row["members"].split(", ")) == row["student"] for row in students.to_dict("records"))


def test_zips_in_zips_end_somewhere(lecturer, room):
    content = Path(hand_in(room)).read_bytes()
    for depth in range(6):
        content = zipped({f"{depth}.zip": content})
    (room / "inbox/s01-inleveren.zip").write_bytes(content)
    (row, *_) = [one for one in lecturer.collect(room / "inbox").to_dict("records") if one["outcome"] == "refused"]
    assert row["reason"] == "more than 4 zips within each other"


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs rights there")
def test_links_in_the_folder_are_not_followed(lecturer, room, tmp_path):
    hand_in(room, "s02")
    (room / "inbox/link").symlink_to(room / "out/s01")
    rows = lecturer.collect(room / "inbox").to_dict("records")
    assert [(one["student"], one["outcome"], one["reason"]) for one in rows] == [
        ("s01", "missing", "nothing was handed in under this name"),
        ("s02", "collected", ""),
        ("", "refused", "this is a link to somewhere else, so it is not opened"),
    ]
    assert lecturer.codings(coder="s01").empty


def test_everything_in_one_zip_with_files_that_do_not_matter(lecturer, room):
    inner = {f"Student {n} (4711)/{student} (1).zip": Path(hand_in(room, student)).read_bytes() for n, student in enumerate(("s01", "s02"))}
    shutil.rmtree(room / "inbox")
    extra = {
        "__MACOSX/x": b"1",
        "verslag.docx": b"PK\x03\x04 geen zip",
        "plaatje.png": b"\x89PNG",
        "oud.rar": b"Rar!",
        "Student 3/leeg/": b"",
    }
    (room / "alles.zip").write_bytes(zipped({**inner, **extra}))
    rows = lecturer.collect(room / "alles.zip").to_dict("records")
    assert [(one["student"], one["outcome"], one["source"], one["reason"]) for one in rows] == [
        ("s01", "collected", "alles.zip/Student 0 (4711)/s01 (1).zip/s01", ""),
        ("s02", "collected", "alles.zip/Student 1 (4711)/s02 (1).zip/s02", ""),
        ("", "refused", "alles.zip/oud.rar", "this is no zip; ask for a zip, or unpack it here"),
    ]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_was_damaged_is_judged_and_never_stops_the_rest(judged_by, data):
    """Bytes are changed anywhere in a submission: there is an answer, and what is trusted is the student's, in place."""
    files, judge_it, text = judged_by
    name = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(files[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    found = judge_it({**files, name: bytes(content)})
    for one in found.events:
        assert one.coder == "s01"
        assert one.document in (None, "kanaal-02")
        assert one.recorded_at.tzinfo is not None
        assert one.exact is None or one.exact in text
    assert not (found.refused and found.events)


@pytest.fixture(scope="module")
def judged_by(tmp_path_factory):
    """A submission's files, and a function that judges it."""
    from placemeaning.classroom.judging import judge
    from placemeaning.classroom.parcels import Parcel
    from placemeaning.classroom.record import records
    from placemeaning.folder import Folder

    tmp = tmp_path_factory.mktemp("judged")
    lecturer = pm.example_project(tmp / "study")
    lecturer.hand_out(tmp / "out", students=1, documents=["kanaal-02"], per_passage=1, as_zip=False)
    project = pm.open_project(tmp / "out/s01")
    for turn in project.document("kanaal-02").turns[1:8:2]:
        project.code("kanaal-02", turn.span, "relaxation", by="s01")
    project.undo(by="s01")
    project.note("kanaal-02", "een memo", by="s01")
    project.record_shown("kanaal-02", by="s01", shown=None)
    files = {name: content for name, content in read_zip(project.hand_in()).items() if not name.endswith(".ipynb")}
    folder = Folder(lecturer.path)
    known = (records(folder), folder.readable_documents()[0], folder.places(), {})
    return files, lambda changed: judge(Parcel("x", changed), *known), lecturer.document("kanaal-02").text


def test_collecting_where_nothing_was_handed_out_or_nothing_is(lecturer, tmp_path):
    with pytest.raises(pm.ProjectError, match="there is no such folder or zip"):
        lecturer.collect(tmp_path / "weg")
    with pytest.raises(pm.ProjectError, match="nothing was handed out from this study"):
        lecturer.collect(tmp_path)


def test_collecting_leaves_the_students_files_as_they_were(lecturer, room):
    hand_in(room)
    before = {path: path.read_bytes() for path in (room / "inbox").rglob("*") if path.is_file()}
    lecturer.collect(room / "inbox")
    assert {path: path.read_bytes() for path in (room / "inbox").rglob("*") if path.is_file()} == before


# marking


@pytest.fixture
def small(project):
    """A key with three passages, and three students: alike, with other borders and another code, and one who coded nothing but read it."""
    for quote, code in (
        ("voor mijn rust", "relaxation"),
        ("Ik wandel er elke dag met een vriendin", "friendship"),
        ("nooit samen", "friendship"),
    ):
        project.code("kort", quote, code, by="key")
        project.code("kort", quote, code, by="anna")
    project.code("kort", "mijn rust. Ik wandel", "relaxation", by="ben")
    project.code("kort", "met een vriendin", "relaxation", by="ben")
    project.code("kort", "Samen koffie drinken", "friendship", by="ben")
    project.note("kort", "niets gevonden", by="cas")
    return project


def test_found_missed_and_extra_on_a_case_one_can_check_by_eye(small):
    marks = small.mark("key")
    columns = ["student", "code", "outcome", "quote", "key_quote", "starts_later", "stops_later", "instead", "so_too", "others"]
    rows = [tuple(None if value is pd.NA else value for value in row) for row in marks.passages[columns].itertuples(index=False, name=None)]
    walk = "Ik wandel er elke dag met een vriendin"
    assert rows == [
        ("anna", "relaxation", "found", "voor mijn rust", "voor mijn rust", 0, 0, "", 1, 2),
        ("anna", "friendship", "found", walk, walk, 0, 0, "", 0, 2),
        ("anna", "friendship", "found", "nooit samen", "nooit samen", 0, 0, "", 0, 2),
        ("ben", "relaxation", "found", "mijn rust. Ik wandel", "voor mijn rust", 5, 11, "", 1, 2),
        ("ben", "friendship", "missed", "", walk, None, None, "relaxation", 1, 2),
        ("ben", "relaxation", "extra", "met een vriendin", "", None, None, "friendship", 0, 2),
        ("ben", "friendship", "extra", "Samen koffie drinken", "", None, None, "", 0, 2),
        ("ben", "friendship", "missed", "", "nooit samen", None, None, "", 1, 2),
        ("cas", "relaxation", "missed", "", "voor mijn rust", None, None, "", 0, 2),
        ("cas", "friendship", "missed", "", walk, None, None, "", 1, 2),
        ("cas", "friendship", "missed", "", "nooit samen", None, None, "", 1, 2),
    ]
    counts = marks.students[["student", "codings", "key", "found", "missed", "extra"]]
    assert list(counts.itertuples(index=False, name=None)) == [("anna", 3, 3, 3, 0, 0), ("ben", 3, 3, 1, 2, 2), ("cas", 0, 3, 0, 3, 0)]
    overlap = marks.passages.loc[3, "overlap"]
    assert overlap == pytest.approx(len("mijn rust") / len("voor mijn rust. Ik wandel"))


def test_marking_changes_nothing(small):
    before = small.codings()
    marks = small.mark("key")
    marks.passages, marks.students, marks.by_code, marks.heat, marks.arms, marks.divided_codes  # noqa: B018
    pd.testing.assert_frame_equal(small.codings(), before)
    pd.testing.assert_frame_equal(marks.codings.reset_index(drop=True), before[before["coder"] != "x"].reset_index(drop=True))


def test_the_heat_counts_a_student_once_a_sentence(small):
    heat = small.mark("key").heat
    rows = heat[["text", "readers", "anyone", "relaxation", "friendship"]].itertuples(index=False, name=None)
    assert list(rows) == [
        ("Kom je hier voor je rust?", 3, 0, 0, 0),
        ("Ja, voor mijn rust.", 3, 2, 2, 0),
        ("Ik wandel er elke dag met een vriendin.", 3, 2, 1, 1),
        ("😀 Samen koffie drinken doen we ook.", 3, 1, 0, 1),
        ("En in de bieb?", 3, 0, 0, 0),
        ("Daar kom ik nooit samen voor koffie.", 3, 1, 0, 1),
    ]


def test_a_code_instead_of_another_is_one_card_on_the_page(small):
    page = small.mark("key").feedback("ben", language="nl")
    assert page.count("Jij gaf “ontspanning”") == 1
    assert "Jij gaf hier “ontspanning”. De sleutel gaf “vriendschap”" not in page
    assert "1 van de 2 andere lezers gaf hier ook geen “vriendschap”." in page
    assert "Jij gaf hier “vriendschap”. De sleutel liet dit open." in page


def test_pages_and_workbook_hold_hostile_words(small, tmp_path):
    book = (small.path / "codebook.yaml").read_text("utf-8").replace("Tot rust komen.", "<script>alert(1)</script> =1+1")
    (small.path / "codebook.yaml").write_text(book, "utf-8")
    marks = pm.open_project(small.path).mark("key")
    for page in (*(marks.feedback(one) for one in marks.names), marks.heat_page("kort"), marks._repr_html_()):
        assert "<script" not in page
    assert marks.to_excel(tmp_path / "m.xlsx").is_file()


def test_wrong_options_of_marking_say_why(small):
    with pytest.raises(ValueError, match="key='kee' is not a coder of this study; there are anna, ben, cas, key"):
        small.mark("kee")
    with pytest.raises(ValueError, match="students='bem' has decided nothing here"):
        small.mark("key", students="bem")
    with pytest.raises(ValueError, match="unit='word' is not one of document, turn, sentence, character"):
        small.mark("key", unit="word")
    with pytest.raises(ValueError, match="measure='kapittel' is not one of"):
        small.mark("key", measure="kapittel")
    with pytest.raises(ValueError, match="student='dirk' handed nothing in"):
        small.mark("key").feedback("dirk")
    with pytest.raises(ValueError, match="language='uk' is not one of nl, en"):
        small.mark("key").feedback("ben", language="uk")
    with pytest.raises(pm.NotFound, match="there is no handout 'x'"):
        small.mark("key", handout="x")
    with pytest.raises(ValueError, match="does not end with .xlsx"):
        small.mark("key").to_excel("m.csv")
    with pytest.raises(ValueError, match="there is no document that both"):
        small.mark("key", documents="lang")


@pytest.mark.parametrize(
    ("unit", "measure"),
    [("document", None), ("turn", "gwet"), ("sentence", None), ("character", None), ("character", "gamma"), ("turn", "krippendorff-masi")],
)
def test_agreement_can_be_measured_on_any_unit(small, tmp_path, unit, measure):
    marks = small.mark("key", unit=unit, measure=measure)
    wanted = small.agreement(unit=unit, measure=measure, coders=["anna", "key"], documents="kort", interval="none")
    assert marks.students["with_key"].iloc[0] == wanted.value or (wanted.value is None and marks.students["words"].iloc[0] == wanted.words)
    assert marks.to_excel(tmp_path / "m.xlsx").is_file()
    assert marks.agreement.unit == unit
    assert len(marks.by_code) == 6
    for student in marks.names:
        assert marks.feedback(student).startswith("<!DOCTYPE html>")


def test_one_student_alone_can_be_marked(small, tmp_path):
    marks = small.mark("key", students="ben")
    assert marks.students["with_class"].isna().all()
    assert marks.to_excel(tmp_path / "m.xlsx").is_file()
    assert "Niemand anders las dit document." in marks.feedback("ben")
    assert "ben" in repr(marks)
    assert "ben" in marks._repr_html_()


def test_start_py_in_the_package_names_no_registry():
    for path in (ROOT / "src/placemeaning/classroom").glob("*.py"):
        assert "http" not in path.read_text("utf-8").replace("https://", "http"), path.name


def test_a_zip_that_is_cut_short_is_refused(lecturer, room):
    path = Path(hand_in(room))
    path.write_bytes(path.read_bytes()[:-30])
    (row,) = [one for one in lecturer.collect(room / "inbox").to_dict("records") if one["outcome"] == "refused"]
    assert row["reason"].startswith("the zip is damaged: ")

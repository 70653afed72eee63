"""Broken and hostile files do no harm: a document or one clear error each, and nothing outside the project is touched."""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from pathlib import Path

import pytest

import placemeaning as pm
from hostile_import import run, table
from hostile_seeds import TALK, open_document, small_seeds, word
from hostile_worker import Outcome, Watch
from mutations import SECRET, Maker
from placemeaning.errors import IntakeError, TableError
from placemeaning.intake import read
from workers import import_until_killed

FILES, SEED = 20_000, 1
links = pytest.mark.skipif(os.name == "nt", reason="making a link needs rights on Windows")


def faults(outcomes: list[Outcome]) -> list[str]:
    return [f"{one.number} {one.kind} {one.name!r}: {one.came}: {one.said}" for one in outcomes if one.is_fault]


def test_each_of_20_000_broken_files_gives_a_document_or_one_clear_error() -> None:
    outcomes = run(FILES, SEED, os.cpu_count() or 1, large=False)
    print(table(outcomes))
    assert faults(outcomes) == []
    assert [one.number for one in sorted(outcomes, key=lambda one: one.number)] == list(range(FILES))
    came = {one.came for one in outcomes}
    assert came >= {"document", "documents", "error"}


def test_bombs_a_million_lines_and_endless_nesting_stay_within_10_seconds_and_1_gb() -> None:
    outcomes = run(0, SEED, os.cpu_count() or 1)
    print(table(outcomes))
    assert faults(outcomes) == []
    assert {one.kind for one in outcomes} == {"deep nesting", "many lines", "huge cells", "zip bombs"}
    assert len(outcomes) > 140


def test_a_hostile_file_can_be_made_again() -> None:
    maker = Maker(small_seeds(), [], "/around", 1)
    assert maker.case(7, 123) == Maker(small_seeds(), [], "/around", 1).case(7, 123)
    assert len({maker.case(7, number).kind for number in range(400)}) == 21


def test_the_watch_sees_what_lies_outside(tmp_path: Path) -> None:
    for name in ("study", "inbox", "outside"):
        (tmp_path / name).mkdir()
    watch = Watch(str(tmp_path / "study"), (str(tmp_path / "inbox"),), str(tmp_path), on=True)
    for path, flags in (("study/a", os.O_WRONLY), ("inbox/a", os.O_RDONLY), ("outside/a", os.O_RDONLY), ("../b", os.O_CREAT | os.O_WRONLY)):
        watch("open", (str(tmp_path / path), None, flags))
    watch("socket.connect", (None, ("example.org", 80)))
    watch("os.remove", (str(tmp_path / "outside/a"), -1))
    assert [one.split()[0] for one in watch.seen] == ["open", "open", "socket.connect", "os.remove"]


BAD = {
    "afgekapt.docx": (small_seeds()[7].data[:900], "damaged"),
    "leeg.txt": (b" \n", "there are no words in this file"),
    "muziek.txt": (b"\x00\x01\x02\xff" * 99, "binary data"),
    "opname.mp3": (b"ID3\x03\x00", "Transcribe it first"),
    "foto.docx": (b"\x89PNG\r\n\x1a\n", "a picture"),
    "stuk.json": (b'{"segments": [', "damaged"),
    "geen.vtt": (b"WEBVTT\n\nja\n", "there are no subtitles"),
    "kapot.pdf": (b"%PDF-1.4\nnothing more", "damaged"),
    "titels.md": (b"# Gesprek\n", "nothing is said in this file"),
    "pak.zip": (b"PK\x05\x06" + bytes(18), "zip"),
}


def test_of_100_files_with_10_bad_ones_90_come_in_and_10_are_listed_with_the_reason(tmp_path: Path, project: pm.Project) -> None:
    good = [one for one in small_seeds() if one.name.endswith((".txt", ".docx", ".odt", ".rtf", ".html", ".vtt", ".srt", ".otr"))]
    for number in range(90):
        one = good[number % len(good)]
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{number:02}-{one.name}").write_bytes(one.data)
    for name, (data, _) in BAD.items():
        (tmp_path / "in" / name).write_bytes(data)
    before, seen = set(project.documents()["id"]), []
    report = project.import_files(tmp_path / "in", progress=lambda *step: seen.append(step))
    assert report.summary() == "100 files: 90 imported, 10 failed"
    failed = report[report["outcome"] == "failed"].set_index("file")["warnings"]
    assert failed.index.tolist() == sorted(BAD)
    for name, (_, reason) in BAD.items():
        assert failed[name].startswith(f"{name}: "), failed[name]
        assert reason in failed[name]
    assert len(set(project.documents()["id"]) - before) == 90
    assert not {path.name for path in (project.path / "data/raw").iterdir()} & set(BAD)
    assert [(number, total) for number, total, _ in seen] == [(number, 100) for number in range(1, 101)]


def some_files(folder: Path, count: int = 12) -> dict[str, bytes]:
    """Write small files and a survey, and return them by name."""
    folder.mkdir()
    survey = next(one for one in small_seeds() if one.name == "enquete.csv")
    files = {f"praat-{number:02}.txt": f"{TALK} {number}\n".encode() * 40 for number in range(count)} | {"enquete.csv": survey.data}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return files


def texts(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "data/text").glob("[!.]*.txt")}


def check_whole(root: Path, files: dict[str, bytes], wanted: dict[str, bytes]) -> int:
    """Check that every text is as an import that nothing interrupts makes it, with its whole original; return how many are there."""
    found = texts(root)
    assert found.items() <= wanted.items()
    for path in (root / "data/raw").glob("[!.]*"):
        assert path.read_bytes() == files[path.name]
    for document in pm.open_project(root).documents()["source"]:
        assert document in files
        assert (root / "data/raw" / document).exists()
    return len(found)


def imported(root: Path, folder: Path) -> dict[str, bytes]:
    """Import a folder without interruption and return the texts."""
    report = pm.new_project(root).import_files(folder)
    assert set(report["outcome"]) == {"imported"}
    return texts(root)


def test_an_import_killed_at_any_moment_leaves_whole_documents_or_none_and_is_completed_by_the_next(tmp_path: Path, processes) -> None:  # type: ignore[no-untyped-def]
    files = some_files(tmp_path / "in")
    wanted = imported(tmp_path / "whole", tmp_path / "in")
    chance = random.Random(20261124)
    counts = set()
    for number in range(20):
        root = tmp_path / "study"
        shutil.rmtree(root, ignore_errors=True)
        pm.new_project(root)
        ours, theirs = processes.Pipe(duplex=False)
        worker = processes.Process(target=import_until_killed, args=(str(root), str(tmp_path / "in"), theirs))
        worker.start()
        theirs.close()
        assert ours.recv() == "ready"
        for _ in range(chance.randint(0, len(files))):
            if ours.recv() == "done":
                break
        time.sleep(chance.uniform(0, 0.01))
        worker.kill()
        worker.join()
        ours.close()
        counts.add(check_whole(root, files, wanted))
        if number % 4 == 0:
            report = pm.open_project(root).import_files(tmp_path / "in")
            assert set(report["outcome"]) <= {"imported", "unchanged"}
            assert texts(root) == wanted
            assert (root / "data/people.csv").read_bytes() == (tmp_path / "whole/data/people.csv").read_bytes()
    assert len(counts) > 3


def test_ctrl_c_at_any_write_leaves_whole_documents_or_none_and_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = some_files(tmp_path / "in", 4)
    wanted = imported(tmp_path / "whole", tmp_path / "in")
    for step in ("replace", "fsync"):
        for moment in range(1, 14, 2):
            root = tmp_path / f"{step}-{moment}"
            project = pm.new_project(root)
            with monkeypatch.context() as patch:
                patch.setattr(os, step, _interrupting(getattr(os, step), moment))
                with pytest.raises(KeyboardInterrupt):
                    project.import_files(tmp_path / "in")
            check_whole(root, files, wanted)
            assert not list(root.rglob("*.part"))
            project.import_files(tmp_path / "in")
            assert texts(root) == wanted


def test_what_a_killed_import_left_unfinished_is_gone_after_a_minute(tmp_path: Path) -> None:
    some_files(tmp_path / "in", 1)
    project = pm.new_project(tmp_path / "study")
    left = [
        project.path / folder / name
        for folder in ("data/raw", "data/text")
        for name in (".a.txt.0123abcd.part", ".b.txt.89abcdef.part", ".c.part")
    ]
    for path in left:
        path.write_text(TALK, "utf-8")
        if path.name != ".b.txt.89abcdef.part":
            os.utime(path, (time.time() - 61, time.time() - 61))
    project.import_files(tmp_path / "in")
    assert [path.exists() for path in left] == [False, True, True] * 2


def _interrupting(real, moment):  # type: ignore[no-untyped-def]
    calls = []

    def stop(*args, **kwargs):  # type: ignore[no-untyped-def]
        calls.append(args)
        if len(calls) == moment:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    return stop


@links
@pytest.mark.parametrize("target", ["{outside}", "{itself}", "{folder}", "/dev/zero", "/dev/null", "nergens", "{pipe}"])
@pytest.mark.parametrize("kind", [None, "interview"])
def test_a_link_that_leads_elsewhere_is_one_clear_error(target: str, kind, tmp_path_factory, project: pm.Project) -> None:  # type: ignore[no-untyped-def]
    place = tmp_path_factory.mktemp("links")
    inbox, outside = place / "in", place / "outside"
    inbox.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(f"I: {SECRET}\n", "utf-8")
    link = inbox / "link.txt"
    if target == "{pipe}":
        os.mkfifo(link)
    else:
        link.symlink_to(target.format(outside=outside / "secret.txt", itself=link, folder=outside))
    for paths in (inbox,) if target == "{folder}" else (inbox, link):
        report = project.import_files(paths, kind=kind)
        assert report["outcome"].tolist() == ["failed"]
        assert report["warnings"][0].startswith("link.txt: this is ")
    assert not any(SECRET in path.read_text("utf-8") for path in (project.path / "data").rglob("*.txt"))


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="these systems know no such names")
def test_a_file_whose_name_is_no_text_is_told(tmp_path: Path, project: pm.Project) -> None:
    (tmp_path / "in").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/\xff.txt")).write_text(TALK, "utf-8")
    report = project.import_files(tmp_path / "in")
    assert report[["file", "outcome"]].values.tolist() == [["\\udcff.txt", "failed"]]
    assert report["warnings"][0] == "\\udcff.txt: the name of this file is no text. Rename it."


@links
def test_a_link_inside_the_folder_comes_in(tmp_path: Path, project: pm.Project) -> None:
    (tmp_path / "in/sub").mkdir(parents=True)
    (tmp_path / "in/sub/praat.txt").write_text(TALK, "utf-8")
    (tmp_path / "in/link.txt").symlink_to("sub/praat.txt")
    assert project.import_files(tmp_path / "in")["outcome"].tolist() == ["imported"]
    assert not (project.path / "data/raw/link.txt").is_symlink()


@links
@pytest.mark.parametrize("name", ["documents.csv", "documents.xlsx"])
def test_a_table_beside_that_is_a_pipe_or_a_device_is_told_at_once(name: str, tmp_path: Path, project: pm.Project) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/praat.txt").write_text(TALK, "utf-8")
    for make in (lambda path: os.mkfifo(path), lambda path: path.symlink_to("/dev/zero")):
        make(tmp_path / "in" / name)
        with pytest.raises(IntakeError, match=f"^{name}: this is "):
            project.import_files(tmp_path / "in")
        (tmp_path / "in" / name).unlink()


def test_a_table_beside_that_is_far_too_large_is_told_at_once(tmp_path: Path, project: pm.Project) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/praat.txt").write_text(TALK, "utf-8")
    (tmp_path / "in/documents.csv").write_bytes(b"file;title\n" + b"a;b\n" * 6_000_000)
    with pytest.raises(TableError, match=r"documents\.csv:1: 24 MB is too large"):
        project.import_files(tmp_path / "in")


@pytest.mark.parametrize("name", ["../../outside/secret", "..", "/etc/passwd", "a/b", "a\\b", "a b", "x" * 130])
def test_an_id_that_climbs_out_of_the_folder_is_refused(name: str, tmp_path: Path, project: pm.Project) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/praat.txt").write_text(TALK, "utf-8")
    (tmp_path / "in/documents.csv").write_text(f'file;id;source\npraat.txt;"{name}";"../../x"\n', "utf-8")
    report = project.import_files(tmp_path / "in")
    assert report["outcome"].tolist() == ["failed"]
    assert report["warnings"][0].startswith("praat.txt: documents.csv says id ")
    with pytest.raises(ValueError, match="id="):
        project.import_files(tmp_path / "in/praat.txt", id=name)


@pytest.mark.parametrize("inner", ["<text:note><text:note-body><text:p>b", "<draw:text-box><text:p>b"])
def test_notes_and_boxes_in_each_other_are_listed_once_and_at_once(inner: str, tmp_path: Path) -> None:
    outer = "".join(f"</{tag.split('>')[0]}>" for tag in reversed(inner.split("<")[1:]))
    (tmp_path / "a.odt").write_bytes(open_document(f"<text:p>a{inner * 60}{outer * 60}</text:p>"))
    raw = read(tmp_path / "a.odt")
    assert [line.text for line in raw.lines] == ["a"]
    assert [warning.partition(": ")[2] for warning in raw.warnings] == [" ".join("b" * 60)]


def test_boxes_in_each_other_in_word_are_listed_at_once(tmp_path: Path) -> None:
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>b</w:t>"
    (tmp_path / "a.docx").write_bytes(word(f"<w:p><w:r><w:t>a</w:t>{box * 40}{'</w:r></w:p></w:txbxContent></w:pict>' * 40}</w:r></w:p>"))
    raw = read(tmp_path / "a.docx")
    assert [line.text for line in raw.lines] == ["a"]
    assert raw.warnings[0] == f"text box left out: {' '.join('b' * 40)}"


def test_subtitles_without_blank_lines_between_them_are_read_however_many(tmp_path: Path) -> None:
    cues = "".join(f"{number}\n00:{number // 60:02}:{number % 60:02}.000 --> 00:59:59.000\nwoord{number}\n" for number in range(1, 3001))
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n" + cues, "utf-8")
    assert [line.text for line in read(tmp_path / "a.vtt").lines] == [f"woord{number}" for number in range(1, 3001)]


def test_a_question_with_separators_in_its_title_leaves_people_csv_readable(tmp_path: Path, project: pm.Project) -> None:
    (project.path / "data/people.csv").unlink()
    rows = "".join(f'2024/03/1{n},"Bij het kanaal, daar kom ik graag nummer {n}",{n}\n' for n in range(1, 6))
    (tmp_path / "enquete.csv").write_text(f'Tijdstempel,Waar komt u graag en waarom?,"a;b;c;d;e"\n{rows}', "utf-8")
    assert set(project.import_files(tmp_path / "enquete.csv")["outcome"]) == {"imported"}
    assert [one.other for one in project._folder.people().values()][:1] == [{"a;b;c;d;e": "1"}]

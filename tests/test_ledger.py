import errno
import os
import random
import shutil
import subprocess
import time

import msgspec
import pytest

import placemeaning as pm
from paths import ROOT
from placemeaning import ledger
from placemeaning.errors import LedgerError
from placemeaning.model.coding import Coding, event, live_codings, moment, withdrawal
from workers import code_some, code_until_killed

CODES = ("friendship", "relaxation")
WORDS = [f"woord{number:03}" for number in range(500)]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data/coded/anna/kanaal-02.jsonl"


def one_more(events, **fields):
    return [event(Coding, coder="anna", at=moment(one.recorded_at for one in events), document="kanaal-02", code="relaxation", **fields)]


def test_what_is_appended_is_read(path):
    first = ledger.append(path, one_more)
    second = ledger.append(path, lambda events: one_more(events, memo=f"na {len(events)}"))
    found = ledger.read(path)
    assert found.events == first + second
    assert found.events[1].memo == "na 1"
    assert found.torn == b""
    assert ledger.append(path, lambda _: ()) == ()
    assert path.read_bytes().count(b"\n") == 2


def test_no_file_is_no_events(path):
    assert ledger.read(path) == ledger.LedgerFile(path, ())


def test_a_cut_last_line_is_set_aside_and_nothing_before_it_is_lost(path):
    first = ledger.append(path, one_more)
    whole = path.read_bytes()
    for cut in (1, 40, len(whole) - 2):
        path.write_bytes(whole + whole[:cut])
        assert ledger.read(path).torn == whole[:cut]
        assert ledger.read(path).events == first
        ledger.append(path, lambda _: ())
        assert path.read_bytes() == whole
    aside = path.with_name("kanaal-02.jsonl.torn").read_bytes()
    assert aside == whole[:1] + b"\n" + whole[:40] + b"\n" + whole[: len(whole) - 2] + b"\n"


def test_a_last_line_that_lacks_only_its_line_end_is_whole(path):
    first = ledger.append(path, one_more)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert ledger.read(path).events == first
    second = ledger.append(path, one_more)
    assert ledger.read(path).events == first + second


def _line(**changes):
    line = msgspec.to_builtins(one_more(())[0], str_keys=True) | changes
    return msgspec.json.encode({key: value for key, value in line.items() if value != "(away)"})


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"hello", "data/coded/anna/kanaal-02.jsonl:2: this line cannot be read: JSON is malformed"),
        (b"[]", "2: this line cannot be read: Expected `object`"),
        (b"\xff\xfe", "2: this line cannot be read"),
        (b'{"kind":"code"}', "2: this line cannot be read: Object missing required field"),
        (_line(kind="destroy"), "2: this line cannot be read: Invalid value 'destroy'"),
        (_line(start=-1), r"2: this line cannot be read: Expected `int` >= 0"),
        (_line(start="3"), "2: this line cannot be read: Expected `int | null`, got `str`"),
        (_line(voice="God"), "2: this line cannot be read: Invalid enum value 'God'"),
        (_line(memo="(away)"), "2: this line cannot be read: Object missing required field `memo`"),
        (_line(extra=1), "2: this line cannot be read: Object contains unknown field `extra`"),
        (_line(recorded_at="gisteren"), "2: this line cannot be read: Invalid RFC3339 encoded datetime"),
        (_line(coder="bert"), "2: this line is by 'bert', but lies in the folder of 'anna'. Move it to data/coded/bert/."),
        (_line(document="cafe-01"), "2: this line is about document 'cafe-01'. Move it to cafe-01.jsonl in the same folder."),
    ],
)
def test_a_line_that_cannot_be_read_is_never_skipped_and_nothing_is_added(path, line, message):
    ledger.append(path, one_more)
    before = path.read_bytes() + line + b"\n" + _line() + b"\n"
    path.write_bytes(before)
    for act in (lambda: ledger.read(path), lambda: ledger.append(path, one_more)):
        with pytest.raises(LedgerError) as caught:
            act()
        assert message in str(caught.value)
        assert path.read_bytes() == before


def test_a_disk_that_is_full_says_so_and_leaves_the_file_as_it_was(path, monkeypatch):
    ledger.append(path, one_more)
    before = path.read_bytes()

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(ledger, "_to_disk", full)
    with pytest.raises(LedgerError, match=r"kanaal-02.jsonl: nothing was saved: No space left on device. Free some space"):
        ledger.append(path, one_more)
    assert path.read_bytes() == before


def test_a_write_that_is_cut_short_is_taken_back(path, monkeypatch):
    ledger.append(path, one_more)
    before = path.read_bytes()

    class Short:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def __getattr__(self, name):
            return getattr(self.file, name)

        def write(self, data):
            return self.file.write(data[:10])

    monkeypatch.setattr(
        ledger, "open", lambda *args, **named: Short(open(*args, **named)) if args[1] == "ab" else open(*args, **named), raising=False
    )
    with pytest.raises(LedgerError, match="nothing was saved: the disk is full"):
        ledger.append(path, one_more)
    assert path.read_bytes() == before


def test_a_file_that_cannot_be_opened_says_so(path):
    path.mkdir(parents=True)
    with pytest.raises(LedgerError, match="data/coded/anna/kanaal-02.jsonl: cannot be read"):
        ledger.read(path)


def test_a_lock_that_is_never_given_back_says_so(path, monkeypatch):
    from filelock import FileLock

    path.parent.mkdir(parents=True)
    monkeypatch.setattr(ledger, "WAIT", 0.05)
    with FileLock(path.parent / ".lock"), pytest.raises(LedgerError, match="another program has been writing here"):
        ledger.append(path, one_more)


def test_on_windows_the_folder_is_not_synchronised(path, monkeypatch):
    monkeypatch.setattr(ledger.os, "name", "nt")
    ledger._folder_to_disk(path / "not there")


def test_a_conflict_copy_is_folded_in_once(path):
    first = ledger.append(path, one_more)
    copy = path.with_name("kanaal-02 (conflicted copy).jsonl")
    more = one_more(first)
    copy.write_bytes(path.read_bytes() + msgspec.json.encode(more[0]) + b"\n")
    assert ledger.fold_in(copy, path) == tuple(more)
    assert ledger.fold_in(copy, path) == ()
    assert ledger.read(path).events == (*first, *more)


def test_a_process_killed_at_any_moment_loses_nothing_that_was_shown_as_saved(study, processes):
    """200 kills; after each, every coding whose call returned is there, no other is damaged, a cut line is set aside."""
    chance = random.Random(20261124)
    for _ in range(200):
        shutil.rmtree(study / "data/coded", ignore_errors=True)
        ours, theirs = processes.Pipe(duplex=False)
        worker = processes.Process(target=code_until_killed, args=(str(study), WORDS, theirs))
        worker.start()
        theirs.close()
        assert ours.recv() == "ready"
        time.sleep(chance.uniform(0, 0.03))
        worker.kill()
        worker.join()
        acked = _received(ours)
        found = pm.open_project(study).codings()
        assert {(id, quote) for id, quote in zip(found["id"], found["quote"], strict=True)} >= set(acked)
        assert len(found) - len(acked) in (0, 1)
        assert found["quote"].tolist() == WORDS[: len(found)]
        assert all(found["status"] == "exact")


def _received(connection):
    found = []
    try:
        while True:
            found.append(connection.recv())
    except EOFError:
        return [one for one in found if one != "done"]


def test_processes_and_threads_that_code_at_once_lose_and_mix_nothing(study, processes):
    """1,000 events on one document by one coder: four processes with two threads each."""
    workers = [
        processes.Process(target=code_some, args=(str(study), half, code, 2)) for half in (WORDS[:250], WORDS[250:]) for code in CODES
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    events = ledger.read(study / "data/coded/anna/lang.jsonl").events
    assert sorted((one.exact, one.code) for one in events) == [(word, code) for word in WORDS for code in CODES]
    assert all(one.memo == "ë😀" * 40 for one in events)
    times = [one.recorded_at for one in events]
    assert times == sorted(set(times))


def test_git_merges_two_branches_of_one_coders_file_without_a_conflict(study):
    def git(*arguments):
        done = subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=study, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    shutil.copy(ROOT / ".gitattributes", study)
    project = pm.open_project(study)
    project.code("lang", "woord000", "relaxation", by="anna")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "start")
    git("checkout", "-qb", "laptop")
    project.withdraw(project.code("lang", "woord001", "relaxation", by="anna"), by="anna")
    project.code("lang", "woord002", "relaxation", by="anna")
    git("commit", "-qam", "laptop")
    git("checkout", "-q", "main")
    project.code("lang", "woord003", "relaxation", by="anna")
    git("commit", "-qam", "desktop")
    git("merge", "-q", "--no-edit", "laptop")
    assert sorted(pm.open_project(study).codings()["quote"]) == ["woord000", "woord002", "woord003"]


def test_a_folder_without_rights_is_refused_with_a_sentence(path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(ledger.Path, "mkdir", refuse)
    with pytest.raises(LedgerError, match="nothing was saved: Permission denied"):
        ledger.append(path, one_more)


def test_withdrawn_lines_stay_in_the_file(path):
    first = ledger.append(path, one_more)
    ledger.append(path, lambda events: [withdrawal(first[0], at=moment(one.recorded_at for one in events))])
    assert len(ledger.read(path).events) == 2
    assert live_codings(ledger.read(path).events) == []


def test_a_blank_line_is_counted_and_is_no_mistake(path):
    first = ledger.append(path, one_more)
    path.write_bytes(path.read_bytes() + b"\n")
    assert ledger.read(path).events == first
    path.write_bytes(path.read_bytes() + b"oeps\n")
    with pytest.raises(LedgerError, match=r"kanaal-02.jsonl:3: this line cannot be read"):
        ledger.read(path)


def test_a_line_of_another_coder_in_the_notes_is_refused(path):
    ledger.append(path, one_more)
    notes = path.with_name("_notes.jsonl")
    notes.write_bytes(path.read_bytes().replace(b'"coder":"anna"', b'"coder":"bert"'))
    with pytest.raises(LedgerError, match=r"_notes.jsonl:1: this line is by 'bert'"):
        ledger.read(notes)

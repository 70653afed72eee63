"""One process that imports hostile files: with little memory, an alarm, and eyes on everything that it touches."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hostile_monsters import monsters
from hostile_seeds import real_seeds, small_seeds
from mutations import SECRET, Case, Maker

LONGEST = 10.0
"""Seconds of processor time that a file may take, so that a busy machine makes no fault."""
MOST_MEMORY = 1_000_000_000
"""Bytes that a file may take beyond what a process with all readers loaded has."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class TooSlow(BaseException):
    """The alarm: no ``except Exception`` takes it for a damaged file."""


@dataclass(slots=True)
class Outcome:
    """What came of one file: ``document``, ``documents``, ``error``, or what went wrong."""

    number: int
    kind: str
    name: str
    came: str
    seconds: float = 0.0
    megabytes: float = 0.0
    said: str = ""

    @property
    def is_fault(self) -> bool:
        return self.came not in ("document", "documents", "error", "no such file can be made here")


@dataclass(slots=True)
class Watch:
    """Notes every file that is opened, moved or removed outside the project, every program started and every call made."""

    project: str
    allowed: tuple[str, ...]
    around: str
    on: bool = False
    seen: list[str] = field(default_factory=list)

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open":
            path, _, flags = args
            if isinstance(path, str | bytes):
                self._opened(os.path.realpath(os.fsdecode(path)), isinstance(flags, int) and bool(flags & _WRITES))
        elif event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate", "shutil.move"):
            for path in args[: 2 if event in ("os.rename", "os.link", "os.symlink") else 1]:
                if isinstance(path, str | bytes) and not os.path.abspath(os.fsdecode(path)).startswith(self.project):
                    self.seen.append(f"{event} {path!r}")
        elif event.startswith(("socket.connect", "socket.getaddrinfo", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "urllib.")):
            self.seen.append(f"{event} {args!r}"[:300])

    def _opened(self, path: str, writes: bool) -> None:
        inside = path.startswith(self.project)
        strange = path.startswith((self.around, "/dev/", "/proc/")) and not path.startswith(self.allowed)
        if not inside and (writes or strange):
            self.seen.append(f"open {path!r}{' to write' if writes else ''}")


def work(options: argparse.Namespace) -> None:
    """Import every file of one worker, and print a line of JSON for each."""
    around = Path(options.around)
    mine, inbox = around / "study" / str(options.worker), around / "inbox" / str(options.worker)
    os.chdir(around / "work")
    os.environ.update(dict.fromkeys(("HOME", "USERPROFILE"), str(around / "home")), TMPDIR=str(around / "temporary"), PATH="")
    project = _loaded(mine)
    maker = _maker(options)
    watch = Watch(str(mine), (str(mine), str(inbox)), str(around))
    sys.addaudithook(watch)
    _limit_memory()
    for number, case in _cases(maker, options):
        outcome = _imported(project, mine, inbox, watch, number, case)
        print(json.dumps([getattr(outcome, name) for name in Outcome.__slots__]), flush=True)


def _loaded(folder: Path) -> Any:
    """Return a new project in a process with all readers loaded, so that the limit of memory is about files only."""
    import placemeaning as pm

    os.fsync = lambda descriptor: None
    shutil.rmtree(folder, ignore_errors=True)
    project = pm.new_project(folder)
    with tempfile.TemporaryDirectory() as scratch:
        for one in small_seeds():
            (Path(scratch) / one.name).write_bytes(one.data)
        project.import_files(scratch)
    _emptied(folder)
    return project


def _maker(options: argparse.Namespace) -> Maker:
    return Maker(small_seeds(), real_seeds(), options.around, options.port)


def numbers_of(options: argparse.Namespace) -> list[int]:
    """Return the numbers of the files of one worker; large files have numbers below zero."""
    large = len(list(monsters())) if options.large else 0
    numbers = [*range(-1, -1 - large, -1), *range(options.files)]
    return [one for one in numbers if one % options.workers == options.worker and options.only in (None, one)]


def _cases(maker: Maker, options: argparse.Namespace) -> Iterator[tuple[int, Case]]:
    """Yield the cases of this worker that are not done, with their numbers."""
    large, done = list(monsters()), set(map(int, options.done.read_text().split()))
    for number in numbers_of(options):
        if number in done:
            continue
        if number >= 0:
            yield number, maker.case(options.seed, number)
        else:
            kind, make = large[-1 - number]
            made = make()
            yield number, Case(kind, made.name, made.data)


def _limit_memory() -> None:
    try:
        import resource

        loaded = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return
    resource.setrlimit(resource.RLIMIT_AS, (loaded + MOST_MEMORY, loaded + MOST_MEMORY))


def _imported(project: Any, root: Path, inbox: Path, watch: Watch, number: int, case: Case) -> Outcome:
    """Import one file as a person would, and look at everything that came of it."""
    shutil.rmtree(inbox, ignore_errors=True)
    inbox.mkdir(parents=True)
    outcome = Outcome(number, case.kind, case.name, "")
    try:
        _put(inbox, case)
    except (OSError, ValueError):
        outcome.came = "no such file can be made here"
        return outcome
    before = _memory(reset=number < 0)
    watch.seen.clear()
    start = time.process_time()
    try:
        _alarm(LONGEST)
        watch.on = True
        report = project.import_files(
            inbox if case.link or case.table or (number % 3 == 0 and not case.name.startswith(("~$", "."))) else inbox / case.name
        )
        outcome.came, outcome.said = _came_of(report, project, case)
    except TooSlow as problem:
        outcome.came, outcome.said = "too slow", _where(problem)
    except MemoryError as problem:
        outcome.came, outcome.said = "too much memory", _where(problem)
    except Exception as problem:
        outcome.came, outcome.said = _raised(problem, case)
    finally:
        watch.on = False
        _alarm(0)
    outcome.seconds = round(time.process_time() - start, 3)
    outcome.megabytes = round((_memory() - before) / 1e6) if number < 0 else 0
    if outcome.seconds > LONGEST and not outcome.is_fault:
        outcome.came = "too slow"
    if watch.seen:
        outcome.came, outcome.said = "touched what lies outside", "; ".join(watch.seen[:5])
    left = _emptied(root)
    if not left and not outcome.is_fault:
        return outcome
    outcome.came, outcome.said = (outcome.came, outcome.said) if outcome.is_fault else ("left something behind", "; ".join(left))
    return outcome


def _put(inbox: Path, case: Case) -> None:
    path = inbox / case.name
    if case.table:
        (inbox / "documents.csv").write_bytes(case.table.encode("utf-8", "surrogatepass"))
    if case.link == "{pipe}":
        os.mkfifo(path)
    elif case.link:
        path.symlink_to(case.link.replace("{itself}", case.name))
    else:
        path.write_bytes(case.data)


def _came_of(report: Any, project: Any, case: Case) -> tuple[str, str]:
    """Return what a report says, checked: a document can be read again and holds no secret, an error names its file."""
    rows = report.to_dict("records")
    if not rows:
        return "no row in the report", ""
    said = "; ".join(row["warnings"] for row in rows)
    if SECRET in said:
        return "read what lies outside", said[:300]
    failed = [row for row in rows if row["outcome"] == "failed"]
    for row in rows:
        if row["document"] and SECRET in project.document(row["document"]).text:
            return "read what lies outside", row["document"]
    if failed and len(rows) == 1:
        return (
            ("error", failed[0]["warnings"])
            if _shown(case.name) in failed[0]["warnings"]
            else ("an error without the name", failed[0]["warnings"])
        )
    if failed and any(_shown(case.name) not in row["warnings"] for row in failed):
        return "an error without the name", said[:300]
    return ("documents" if len(rows) > 1 else "document"), ""


def _shown(name: str) -> str:
    """Return a name as a message can show it."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _raised(problem: Exception, case: Case) -> tuple[str, str]:
    from placemeaning.errors import PlacemeaningError

    if isinstance(problem, PlacemeaningError) and case.table and "documents.csv" in str(problem):
        return "error", str(problem)
    return f"raised {type(problem).__name__}", f"{problem} {_where(problem)}"[:600]


def _where(problem: BaseException) -> str:
    import traceback

    frames = traceback.extract_tb(problem.__traceback__)
    return " < ".join(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in reversed(frames[-7:]))


def _alarm(seconds: float) -> None:
    def ring(*_: object) -> None:
        raise TooSlow

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, ring)
        signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)  # again, where the first was swallowed


def _memory(*, reset: bool = False) -> int:
    """Return the most memory this process has had, in bytes, since the last reset (0 where the system does not say)."""
    try:
        if reset:
            Path("/proc/self/clear_refs").write_text("5")
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _emptied(root: Path) -> list[str]:
    """Empty a project for the next file, and return what lay in it that an import does not make."""
    strange = []
    for folder, _, names in os.walk(root / "data"):
        for name in names:
            path = Path(folder, name)
            if path.parent == root / "data/text" or path.parent == root / "data/raw":
                strange += [name] if name.endswith(".part") or (path.parent.name == "text" and not name.endswith(".txt")) else []
                path.unlink()
            elif name == "people.csv":
                path.unlink()
    return strange

"""Importing hostile files in processes of their own: with little memory, an alarm, and eyes on everything that they touch."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mutations import SECRET, Case, Maker

LONGEST = 10.0
"""Seconds of processor time that a file may take, so that a busy machine makes no fault."""
MOST_MEMORY = 1_000_000_000
"""Bytes that a file may take beyond what a process with all readers loaded has."""
_STUCK = 45.0
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


class Place:
    """A project in a folder with things around it that nothing may touch."""

    def __init__(self, around: Path) -> None:
        self.around, self.project, self.inbox = around, around / "study", around / "inbox"

    def make(self) -> None:
        """Make the project and what lies around it."""
        for folder in ("outside", "home", "work", "temporary"):
            (self.around / folder).mkdir(parents=True)
            (self.around / folder / "secret.txt").write_text(f"I: {SECRET}\nR: {SECRET}\n", "utf-8")
        (self.around / "secret.txt").write_text(SECRET, "utf-8")

    def canaries(self) -> dict[str, str]:
        """Return a digest of every file around projects and inboxes."""
        files = [
            path for path in sorted(self.around.rglob("*")) if not {"study", "inbox", "out"} & set(path.relative_to(self.around).parts)
        ]
        return {path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "" for path in files}


def work(options: argparse.Namespace) -> None:
    """Import every file of one worker, and print a line of JSON for each."""
    place = Place(Path(options.around))
    mine = place.around / "study" / str(options.worker)
    inbox = place.inbox / str(options.worker)
    os.chdir(place.around / "work")
    os.environ.update(dict.fromkeys(("HOME", "USERPROFILE"), str(place.around / "home")), TMPDIR=str(place.around / "temporary"), PATH="")
    project = _loaded(mine)
    maker = _maker(options)
    watch = Watch(str(mine), (str(mine), str(inbox)), str(place.around))
    sys.addaudithook(watch)
    _limit_memory()
    for number, case in _cases(maker, options):
        outcome = _imported(project, mine, inbox, watch, number, case)
        print(json.dumps([getattr(outcome, name) for name in Outcome.__slots__]), flush=True)


def _loaded(folder: Path) -> Any:
    """Return a new project in a process with all readers loaded, so that the limit of memory is about files only."""
    import placemeaning as pm
    from hostile_seeds import small_seeds

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
    from hostile_seeds import real_seeds, small_seeds

    return Maker(small_seeds(), real_seeds(), options.around, options.port)


def _cases(maker: Maker, options: argparse.Namespace) -> Iterator[tuple[int, Case]]:
    """Yield the cases of this worker with their numbers: large files have numbers below zero."""
    from hostile_monsters import monsters

    large = list(monsters()) if options.large else []
    for number in [-1 - one for one in range(len(large))] + list(range(options.files)):
        if number % options.workers != options.worker or (options.only is not None and number != options.only) or number in options.done:
            continue
        if number < 0:
            kind, make = large[-1 - number]
            made = make()
            yield number, Case(kind, made.name, made.data)
        else:
            yield number, maker.case(options.seed, number)


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
        signal.setitimer(signal.ITIMER_PROF, seconds)


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


def run(files: int, seed: int, workers: int, *, large: bool = True, only: int | None = None, show: bool = False) -> list[Outcome]:
    """Import so many hostile files with some workers, and return what came of each."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as scratch, _listening() as line:
        place = Place(Path(scratch).resolve())
        place.make()
        before = place.canaries()
        parts: list[list[Outcome]] = [[] for _ in range(workers)]
        options = [
            "--around",
            str(place.around),
            "--port",
            str(line.port),
            "--files",
            str(files),
            "--seed",
            str(seed),
            "--workers",
            str(workers),
        ]
        options += (["--large"] if large else []) + ([] if only is None else ["--only", str(only)])
        threads = [threading.Thread(target=_supervise, args=(number, options, parts[number], place, show)) for number in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        outcomes = [one for part in parts for one in part]
        if (after := place.canaries()) != before:
            outcomes.append(Outcome(0, "all", "", "touched what lies outside", said=str(sorted(set(before.items()) ^ set(after.items())))))
        if line.calls:
            outcomes.append(Outcome(0, "all", "", "called a computer", said=f"{line.calls} times"))
    return outcomes


def _supervise(number: int, options: Sequence[str], outcomes: list[Outcome], place: Place, show: bool) -> None:
    """Run one worker to its end; where a file kills it or holds it up for ever, note that and go on with the next."""
    while True:
        done = [str(one.number) for one in outcomes]
        came = _attended(number, [*options, "--worker", str(number)], done, outcomes, place)
        if came is None:
            return
        culprit = _next_of(number, options, {one.number for one in outcomes})
        outcomes.append(Outcome(culprit, "?", "?", came))


def _next_of(worker: int, options: Sequence[str], done: set[int]) -> int:
    from hostile_monsters import monsters

    parser = _parser()
    chosen = parser.parse_args([*options, "--worker", str(worker)])
    large = len(list(monsters())) if chosen.large else 0
    numbers = [-1 - one for one in range(large)] + list(range(chosen.files))
    wanted = (one for one in numbers if one % chosen.workers == worker and (chosen.only is None or one == chosen.only) and one not in done)
    return next(wanted, 10**9)


def _attended(number: int, options: Sequence[str], done: Sequence[str], outcomes: list[Outcome], place: Place) -> str | None:
    """Return None when a worker has done its part, else how it ended."""
    from mutations import __file__ as script

    skip = place.around / "out"
    skip.mkdir(exist_ok=True)
    (skip / f"done-{number}.txt").write_text(" ".join(done))
    command = [sys.executable, "-W", "ignore", script, *options, "--done", str(skip / f"done-{number}.txt")]
    source = str(Path(script).resolve().parent.parent / "src")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([source, os.environ.get("PYTHONPATH", "")]), "OPENBLAS_NUM_THREADS": "1"}
    with open(skip / f"error-{number}.txt", "w+") as errors:
        worker = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, stdin=subprocess.DEVNULL, text=True, env=environment)
        heard = [time.monotonic()]
        watchman = threading.Thread(target=_end_when_stuck, args=(worker, heard), daemon=True)
        watchman.start()
        assert worker.stdout is not None
        for line in worker.stdout:
            outcomes.append(Outcome(*json.loads(line)))
            heard[0] = time.monotonic()
        code = worker.wait()
        if not code:
            return None
        errors.seek(0)
        return f"ended the process ({code}) {errors.read()[-800:]}"


def _end_when_stuck(worker: subprocess.Popen[str], heard: list[float]) -> None:
    while worker.poll() is None:
        if time.monotonic() - heard[0] > _STUCK:
            worker.kill()
        time.sleep(0.5)


class _Line:
    """Somebody who listens on this machine and counts who calls."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port, self.calls = self._socket.getsockname()[1], 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()

    def __enter__(self) -> _Line:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()


def _listening() -> _Line:
    return _Line()


def table(outcomes: Sequence[Outcome]) -> str:
    """Return a table: what came of each kind of file."""
    kinds: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        kinds[one.kind].append(one)
    kinds["**all**"] = list(outcomes)
    rows = ["| what was done | files | documents | one clear error | faults | slowest, s |", "|---|---:|---:|---:|---:|---:|"]
    for kind, some in kinds.items():
        counts = Counter("fault" if one.is_fault else one.came for one in some)
        documents = counts["document"] + counts["documents"]
        slowest = max(one.seconds for one in some)
        rows.append(f"| {kind} | {len(some):,} | {documents:,} | {counts['error']:,} | {counts['fault']:,} | {slowest:.1f} |")
    return "\n".join(rows)


def _parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--only", type=int, default=None, help="the number of one file")
    options.add_argument("--large", action="store_true", help="the files of a million lines and 60 MB too")
    for hidden, kind in (("--around", str), ("--port", int), ("--worker", int), ("--done", Path)):
        options.add_argument(hidden, type=kind, default=None, help=argparse.SUPPRESS)
    return options


def main() -> None:
    """Import hostile files, print the table, and every fault."""
    options = _parser().parse_args()
    if options.worker is not None:
        options.done = set(map(int, options.done.read_text().split())) if options.done else set()
        work(options)
        return
    start = time.monotonic()
    outcomes = run(options.files, options.seed, options.workers, large=options.large, only=options.only)
    print(table(outcomes))
    print(f"\n{time.monotonic() - start:.0f} s; most memory of a file: {max((one.megabytes for one in outcomes), default=0):.0f} MB")
    for one in sorted(outcomes, key=lambda one: -one.seconds)[: 15 if options.only is None else 0]:
        print(f"  {one.seconds:6.2f} s {one.megabytes:5.0f} MB {one.number} {one.kind} {one.name[:40]!r} {one.came}")
    for one in outcomes:
        if one.is_fault or options.only is not None:
            print(f"{one.number} {one.kind} {one.name[:60]!r}: {one.came}: {one.said[:700]}")
    sys.exit(any(one.is_fault for one in outcomes))

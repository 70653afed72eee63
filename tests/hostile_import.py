"""Importing hostile files with some workers, and the table of what came of them."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from hostile_worker import Outcome, numbers_of, work
from mutations import SECRET

_STUCK = 120.0


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


def run(files: int, seed: int, workers: int, *, large: bool = True, only: int | None = None) -> list[Outcome]:
    """Import so many hostile files with some workers, and return what came of each."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as scratch, _Line() as line:
        place = Place(Path(scratch).resolve())
        place.make()
        before = place.canaries()
        parts: list[list[Outcome]] = [[] for _ in range(workers)]
        said = {"around": place.around, "port": line.port, "files": files, "seed": seed, "workers": workers}
        options = [str(part) for name, value in said.items() for part in (f"--{name}", value)]
        options += (["--large"] if large else []) + ([] if only is None else ["--only", str(only)])
        threads = [threading.Thread(target=_supervise, args=(number, options, parts[number], place)) for number in range(workers)]
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


def _supervise(number: int, options: Sequence[str], outcomes: list[Outcome], place: Place) -> None:
    """Run one worker to its end; where a file kills it or holds it up for ever, note that and go on with the next."""
    while True:
        done = [str(one.number) for one in outcomes]
        came = _attended(number, [*options, "--worker", str(number)], done, outcomes, place)
        if came is None:
            return
        wanted = numbers_of(_parser().parse_args([*options, "--worker", str(number)]))
        culprit = next(one for one in [*wanted, 10**9] if one not in {outcome.number for outcome in outcomes})
        outcomes.append(Outcome(culprit, "?", "?", came))
        if culprit == 10**9 or "(1)" in came:  # the worker itself is wrong, not a file
            return


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
        with worker.stdout:
            for line in worker.stdout:
                outcomes.append(Outcome(*json.loads(line)))
                heard[0] = time.monotonic()
                if outcomes[-1].is_fault:
                    print(_line_of(outcomes[-1]), file=sys.stderr, flush=True)
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


def _line_of(one: Outcome) -> str:
    return f"{one.number} {one.kind} {one.name[:60]!r}: {one.came}: {one.said[:700]}"


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
            print(_line_of(one))
    sys.exit(any(one.is_fault for one in outcomes))

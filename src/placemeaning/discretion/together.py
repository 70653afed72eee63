"""Several files replaced together: all of them or, after a crash, all of them at the next call.

The new contents are written beside the study's data first; when all are on the disk, each takes its place. They hold no names, so
nothing leaks where the program is stopped in between.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from placemeaning import ledger
from placemeaning.errors import LedgerError
from placemeaning.folder import Folder, write_whole
from placemeaning.model.coding import Event

_STAGED = "data/.pseudonymising"


@contextmanager
def all_ledgers(folder: Folder) -> Iterator[None]:
    """Hold the locks of all coders: nobody's decision is written meanwhile."""
    with ExitStack() as stack:
        for coder in folder.coders():
            try:
                stack.enter_context(FileLock(folder.coded / coder / ".lock", timeout=ledger.WAIT, thread_local=False))
            except Timeout:
                raise LedgerError(f"data/coded/{coder}: another program is writing here. Close it, then try again.") from None
        yield


def lines(events: Iterable[Event]) -> bytes:
    """Return events as the lines of a ledger."""
    return b"".join(msgspec.json.encode(one) + b"\n" for one in events)


def replace_together(folder: Folder, contents: Mapping[Path, bytes]) -> None:
    """Replace files in the study by new contents; call it while holding `all_ledgers`."""
    staged = folder.root / _STAGED
    shutil.rmtree(staged, ignore_errors=True)
    names = {f"{number:05}": folder.name(path) for number, path in enumerate(contents)}
    for name, content in zip(names, contents.values(), strict=True):
        write_whole(staged / name, content)
    write_whole(staged / "complete.json", json.dumps(names, ensure_ascii=False).encode("utf-8"))
    finish(folder)


def finish(folder: Folder) -> bool:
    """Put staged contents in their places, after a crash too; return whether there were any."""
    staged = folder.root / _STAGED
    if not staged.is_dir():
        return False
    if (staged / "complete.json").is_file():
        names: dict[str, str] = json.loads((staged / "complete.json").read_text("utf-8"))
        for name, target in names.items():
            if (staged / name).exists():
                _put(staged / name, folder.root / target)
    shutil.rmtree(staged)
    return True


def _put(new: Path, target: Path) -> None:
    """Move a file into its place; decisions that were added to a ledger meanwhile stay."""
    if target.suffix == ".jsonl" and target.exists():
        known = {one.id for one in ledger.events_in(new)}
        more = [one for one in ledger.events_in(target) if one.id not in known]
        if more:
            write_whole(new, new.read_bytes() + lines(more))
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(new, target)

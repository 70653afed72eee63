"""The ledger: ``data/coded/<coder>/<document>.jsonl``, one event a line. Append, read, merge; nothing else.

A call of `append` that returned is on the disk (written in one piece, flushed, fsynced) before any screen says so.
Two processes or threads that write at once wait for each other through a file lock.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from placemeaning.errors import LedgerError
from placemeaning.model.coding import AnyEvent, Event, in_order

WAIT = 30.0
"""Seconds to wait for another program that is writing the same coder's decisions."""

_decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """The decisions of one coder about one document. `torn` is a cut last line, which counts for nothing."""

    path: Path
    events: tuple[Event, ...]
    torn: bytes = b""


def read(path: Path) -> LedgerFile:
    """Return the events of one ledger file, in the order of its lines. Nothing is written.

    Raises
    ------
    LedgerError
        With file and line, if a line cannot be read, or belongs to another coder or document.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = b""
    except OSError as problem:
        raise LedgerError(
            f"{name_of(path)}: cannot be read: {problem.strerror}. Close other programs that use it, then try again."
        ) from None
    whole, torn = _whole_lines(content)
    events = _decode(whole, path)
    _check_owner(events, path)
    return LedgerFile(path, events, torn)


def append(path: Path, make: Callable[[tuple[Event, ...]], Sequence[Event]]) -> tuple[Event, ...]:
    """Add events to one ledger file and return them once they are on the disk.

    Parameters
    ----------
    make
        Is called under the lock with all events of the file, and returns those to add; so what it decides holds when it is written.

    Raises
    ------
    LedgerError
        If the file holds a line that cannot be read (nothing is added then), if the disk refuses, or if another program holds
        the lock for longer than `WAIT` seconds.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.parent / ".lock", timeout=WAIT, thread_local=False):
            before = read(path)
            added = tuple(make(before.events))
            if before.torn:
                _set_aside(path, before.torn)
            if added:
                _write(path, b"".join(_encoder.encode(one) + b"\n" for one in added))
    except Timeout:
        raise LedgerError(
            f"{name_of(path)}: another program has been writing here for {WAIT:.0f} seconds. Close it, then try again."
        ) from None
    except OSError as problem:
        raise LedgerError(
            f"{name_of(path)}: nothing was saved: {problem.strerror}. Free some space or check your rights, then try again."
        ) from None
    return added


def fold_in(copy: Path, into: Path) -> tuple[Event, ...]:
    """Add the events of a sync program's conflict copy that are not yet in the ledger file `into`, and return them."""
    found = events_in(copy)

    def missing(events: tuple[Event, ...]) -> list[Event]:
        known = {one.id for one in events}
        return [one for one in found if one.id not in known]

    return append(into, missing)


def events_in(copy: Path) -> tuple[Event, ...]:
    """Return the whole lines of a file that need not be a coder's own ledger."""
    return parse(copy.read_bytes(), copy).events


def parse(content: bytes, path: Path) -> LedgerFile:
    """Return the events that the content of a ledger file holds, whoever they are by; `path` names it in messages."""
    whole, torn = _whole_lines(content)
    return LedgerFile(path, _decode(whole, path), torn)


def merge(*ledgers: Iterable[Event]) -> list[Event]:
    """Return the union of several ledgers, by time; the order in which they are given does not matter."""
    return in_order(one for ledger in ledgers for one in ledger)


def name_of(path: Path) -> str:
    """Return the end of a ledger file's path as messages show it: ``data/coded/anna/kanaal-02.jsonl``."""
    return "/".join(path.parts[-4:])


def _whole_lines(content: bytes) -> tuple[bytes, bytes]:
    """Split off a last line without line end that is not whole; a whole one that only lacks its line end is kept."""
    cut = content.rfind(b"\n") + 1
    last = content[cut:]
    if not last.strip():
        return content[:cut], b""
    try:
        _decoder.decode(last)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return content[:cut], last
    return content, b""


def _decode(content: bytes, path: Path) -> tuple[Event, ...]:
    try:
        return tuple(_decoder.decode_lines(content))
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise _first_mistake(content, path) from None


def _first_mistake(content: bytes, path: Path) -> LedgerError:
    for number, line in enumerate(content.split(b"\n"), 1):
        try:
            if line.strip():
                _decoder.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as problem:
            return LedgerError(
                f"{name_of(path)}:{number}: this line cannot be read: {problem}. Nothing is skipped: restore the line from a backup or "
                f"from git, or move it out of the file. Until then this document is read-only for this coder."
            )
    return LedgerError(f"{name_of(path)}: this file cannot be read")  # pragma: no cover - decode_lines and decode agree


def _check_owner(events: Sequence[Event], path: Path) -> None:
    coder, document = path.parent.name, path.stem
    if {one.coder for one in events} <= {coder} and ({one.document for one in events} <= {document} or document.startswith("_")):
        return
    number, one = next(
        (n, e) for n, e in enumerate(events, 1) if e.coder != coder or (e.document != document and not document.startswith("_"))
    )
    if one.coder != coder:
        raise LedgerError(
            f"{name_of(path)}:{number}: this line is by {one.coder!r}, but lies in the folder of {coder!r}. Move it to data/coded/{one.coder}/."
        )
    raise LedgerError(
        f"{name_of(path)}:{number}: this line is about document {one.document!r}. Move it to {one.document}.jsonl in the same folder."
    )


def _set_aside(path: Path, torn: bytes) -> None:
    """Move a cut last line to ``<document>.jsonl.torn``; the whole lines before it stay as they are."""
    with open(path.with_name(path.name + ".torn"), "ab") as aside:
        aside.write(torn + b"\n")
        _to_disk(aside.fileno())
    with open(path, "r+b") as ledger:
        ledger.truncate(path.stat().st_size - len(torn))
        _to_disk(ledger.fileno())


def _write(path: Path, lines: bytes) -> None:
    new = not path.exists()
    with open(path, "ab", buffering=0) as ledger:
        size = ledger.tell()
        if size and not _ends_a_line(path):
            lines = b"\n" + lines
        try:
            if ledger.write(lines) != len(lines):
                raise OSError(28, "the disk is full")
            _to_disk(ledger.fileno())
        except OSError:
            ledger.truncate(size)
            raise
    if new:
        _folder_to_disk(path.parent)


def _ends_a_line(path: Path) -> bool:
    with open(path, "rb") as ledger:
        ledger.seek(-1, os.SEEK_END)
        return ledger.read(1) == b"\n"


def _to_disk(handle: int) -> None:
    os.fsync(handle)


def _folder_to_disk(folder: Path) -> None:
    """Make a new file's name durable too, where the system knows how (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

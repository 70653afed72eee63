"""Writing a file so that it is there whole, or the old one is."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from placemeaning.errors import ProjectError
from placemeaning.output.words import say

_UNFINISHED = re.compile(r"\..+\.[0-9a-f]{8}\.part")
_MINUTE = 60.0


@contextmanager
def replacing(path: str | os.PathLike[str], language: str = "nl") -> Iterator[Path]:
    """Give a new path beside `path` to write to; when that went well, put it in the place of `path`.

    It is on the disk (fsynced) before it takes that place, and keeps the rights of the old file.
    If anything fails, an existing file stays as it was and nothing is left behind. The folder is made where it is missing.

    Raises
    ------
    ProjectError
        If the file or its folder cannot be written; the message says what to do.
    """
    target = Path(path)
    new = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield new
        _to_disk(new, target)
        os.replace(new, target)
    except PermissionError as error:
        raise ProjectError(say("open elsewhere", language, path=target)) from error
    except OSError as error:
        raise ProjectError(f"{target}: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what a write that was killed left in a folder: unfinished files of which nobody has written more for a minute."""
    for path in folder.glob(".*.part"):
        with suppress(OSError):
            if _UNFINISHED.fullmatch(path.name) and time.time() - path.stat().st_mtime > _MINUTE:
                path.unlink()


def _to_disk(new: Path, target: Path) -> None:
    with open(new, "r+b") as file:
        os.fsync(file.fileno())
    if target.exists():
        shutil.copymode(target, new)

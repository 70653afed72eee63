"""Files that are none: links that lead elsewhere, pipes, devices, names that are no text. They are told before anything is read."""

from __future__ import annotations

import os
from pathlib import Path

from placemeaning.errors import IntakeError


def as_text(name: str) -> str:
    """Return a file's name as it can be written and shown: bytes that are no UTF-8 become escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def check_file(path: Path, study: Path) -> None:
    """Refuse what is no ordinary file or has a name that cannot be written, and a link to anything outside its own folder and the study.

    Raises
    ------
    IntakeError
        With the name of the file, and what to do.
    """
    if as_text(path.name) != path.name:
        raise IntakeError(f"{as_text(path.name)}: the name of this file is no text. Rename it.")
    if path.is_symlink():
        target = os.path.realpath(path)
        if not any(Path(target).is_relative_to(os.path.realpath(home)) for home in (path.parent, study)):
            raise IntakeError(
                f"{path.name}: this is a link that leads out of its folder, to {target}. Import that file itself, if you mean it."
            )
    if not path.is_file():
        what = "this is no ordinary file" if os.path.lexists(path) else "there is no such file"
        raise IntakeError(f"{path.name}: {what}. Look at the folder: {path.parent}")

"""Finds the example study: the repository itself in a checkout, package data in an installed wheel. One copy of it exists."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from placemeaning.errors import ProjectError

PARTS = ("codebook.yaml", "data")


def example_folder() -> Path:
    """Return where the example study lies on this machine.

    Raises
    ------
    ProjectError
        If the installation lacks it.
    """
    package = Path(__file__).parent
    for folder in (package / "_example", package.parents[1]):
        if all((folder / part).exists() for part in PARTS):
            return folder
    raise ProjectError(
        "the example study is not in this installation. Install placemeaning again: pip install --force-reinstall placemeaning"
    )


def copy_example(path: Path | None = None) -> Path:
    """Copy the example study to `path` (or, without one, to a temporary folder that goes when Python ends) and return where it is.

    Raises
    ------
    ProjectError
        If there is something at `path` already.
    """
    if path is None:
        path = Path(tempfile.mkdtemp(prefix="placemeaning-")) / "example"
        atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    elif path.exists() and any(path.iterdir()):
        raise ProjectError(f"{path} is not empty. Choose a new folder for the example study.")
    source = example_folder()
    path.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source / "codebook.yaml", path / "codebook.yaml")
    shutil.copytree(source / "data", path / "data", dirs_exist_ok=True, ignore=shutil.ignore_patterns(".lock", "*.torn", ".*.part"))
    return path

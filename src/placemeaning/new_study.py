"""Making a new study: the folders, a first codebook, empty tables, and git settings that keep people's names out."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from placemeaning.errors import ProjectError
from placemeaning.example import example_folder
from placemeaning.folder import PERSON_COLUMNS, PLACE_COLUMNS, write_whole
from placemeaning.model.codebook import read_codebook

FIRST_CODES = ("known-people", "deeper-contact", "relaxation", "friendship")
"""The four codes that every codebook of meaningful places starts with."""

_IGNORED = """\
# originals and frozen texts name people: they stay on this machine
data/raw/
data/text/
exports/
.ipynb_checkpoints/
*.lock
*.part
"""

_README = """\
# {title}

A study of meaningful places, made with placemeaning.

1. Put transcripts and notes in `data/raw/`, places in `data/places.csv`, people in `data/people.csv`.
2. `placemeaning import data/raw` brings them in; `placemeaning check` says what needs a look.
3. Code in a notebook: `import placemeaning as pm; project = pm.open_project(".")`.

Git leaves out `data/raw/` and `data/text/`, because they name people.
"""


def make_study(path: Path, title: str = "") -> None:
    """Make a new, empty study in a folder (see `placemeaning.new_project`)."""
    path = path.expanduser()
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ProjectError(f"{path} is not empty. Choose a new folder; nothing was changed.")
    title = title or path.resolve().name
    try:
        for folder in ("data/raw", "data/text", "data/coded", "notebooks", "exports"):
            (path / folder).mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ProjectError(f"{path}: cannot be made: {problem.strerror}") from None
    files = {
        "codebook.yaml": first_codebook(title),
        "data/places.csv": ",".join(PLACE_COLUMNS) + "\n",
        "data/people.csv": ",".join(PERSON_COLUMNS) + "\n",
        ".gitignore": _IGNORED,
        ".gitattributes": "*.jsonl text eol=lf merge=union\n",
        "README.md": _README.format(title=title),
    }
    for name, content in files.items():
        write_whole(path / name, content.encode("utf-8-sig" if name.endswith(".csv") else "utf-8"))


def first_codebook(title: str) -> str:
    """Return a codebook.yaml with the first four codes, taken from the example study's."""
    lines = (example_folder() / "codebook.yaml").read_text("utf-8").splitlines(keepends=True)
    starts = {line.strip().rstrip(":"): number for number, line in enumerate(lines) if line.startswith("  ") and line[2] not in " #-"}
    codes = list(read_codebook("".join(lines)).codes)
    ends = {code: starts[after] for code, after in pairwise(codes)}
    blocks = ["".join(lines[starts[code] : ends.get(code, len(lines))]).rstrip() + "\n" for code in FIRST_CODES]
    comment = "".join(line for line in lines[: starts[codes[0]]] if line.startswith("#") and "example" not in line.casefold())
    quoted = title.replace("'", "''")
    return f"{comment}version: 1\nlanguages: [nl, en, uk]\ntitle: '{quoted}'\n\ncodes:\n" + "\n".join(blocks)

"""Reading what students handed in: folders and zips, nested, renamed or hostile. Nothing is ever unpacked to the disk."""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from placemeaning.classroom.record import MANIFEST
from placemeaning.errors import IntakeError
from placemeaning.intake.package import LARGEST, LARGEST_PART, Package

DEEPEST = 4  # zips within zips
MOST_FILES = 20_000  # in one zip
MOST_BYTES = 1_000_000_000  # read from zips in one go of collecting
_JUNK = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini", ".git", ".venv", "venv", ".ipynb_checkpoints", "__pycache__", "node_modules"}
_PACKED = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_CODED = re.compile(r"(?P<root>.*?)(?:(?:^|/)data)?(?:^|/)coded/[^/]+/[^/]+\.jsonl")
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True)
class Parcel:
    """What seems to be one student's work: where it came from, and its files by their path within it."""

    source: str
    files: dict[str, bytes]


@dataclass
class Opened:
    """Everything that was found: parcels, and what was not opened, with why."""

    parcels: list[Parcel] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def open_parcels(path: Path) -> Opened:
    """Return what lies in a folder (or in one zip), as a learning platform delivers it.

    A zip with a path that climbs out or is absolute, a link, a password, a name twice, or more than it may hold is refused whole.
    """
    reader = _Reader()
    if path.is_dir():
        reader.folder(path, "")
    else:
        reader.file(path, path.name)
    made = Opened(refused=reader.refused)
    groups: dict[str, dict[str, bytes]] = {}
    roots = sorted({_root(name) for name in reader.files if _is_start(name)}, key=len, reverse=True)
    for name, content in reader.files.items():
        root = next((one for one in roots if name.startswith(f"{one}/" if one else "")), None)
        if root is not None:
            groups.setdefault(root, {})[name[len(root) :].lstrip("/")] = content
    made.parcels = [Parcel(root or path.name, files) for root, files in sorted(groups.items())]
    made.refused += [(one, "there is nothing in it that was handed out") for one in reader.zips if not _holds(one, reader)]
    return made


def _is_start(name: str) -> bool:
    return name.rsplit("/", 1)[-1].casefold() == MANIFEST or name.casefold().endswith(".jsonl")


def _root(name: str) -> str:
    """Return the folder that a manifest, or a ledger file without one, is the sign of."""
    if not name.casefold().endswith(".jsonl"):
        return name.rpartition("/")[0]
    found = _CODED.fullmatch(name) or re.fullmatch(r"(?P<root>.*?)(?:^|/)data/shown/[^/]+\.jsonl", name)
    return found["root"] if found else name.rpartition("/")[0]


def _holds(zipped: str, reader: _Reader) -> bool:
    inside = (*reader.files, *(where for where, _ in reader.refused), *(one for one in reader.zips if one != zipped))
    return any(name.startswith(f"{zipped}/") for name in inside) or any(where == zipped for where, _ in reader.refused)


class _Reader:
    """Walks folders and zips, and keeps the few files that matter."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.refused: list[tuple[str, str]] = []
        self.zips: list[str] = []
        self._left = MOST_BYTES

    def folder(self, path: Path, within: str) -> None:
        for entry in sorted(os.scandir(path), key=lambda one: one.name):
            name = f"{within}{entry.name}"
            if _is_junk(entry.name):
                continue
            if entry.is_symlink() or (hasattr(entry, "is_junction") and entry.is_junction()):
                self.refused.append((name, "this is a link to somewhere else, so it is not opened"))
            elif entry.is_dir():
                self.folder(Path(entry.path), f"{name}/")
            elif entry.is_file():
                self.file(Path(entry.path), name)

    def file(self, path: Path, name: str) -> None:
        try:
            size = path.stat().st_size
            with open(path, "rb") as stream:
                start = stream.read(4)
                if _is_zip(name, start):
                    stream.seek(0)
                    self._zip(name, stream, size, depth=1)
                elif _is_packed(name):
                    self.refused.append((name, "this is no zip; ask for a zip, or unpack it here"))
                elif _is_wanted(name) and size <= LARGEST_PART:
                    self.files[name] = start + stream.read()
                elif _is_wanted(name):
                    self.refused.append((name, f"larger than {LARGEST_PART // 1_000_000} MB, so it is not read"))
        except OSError as problem:
            self.refused.append((name, f"cannot be read: {problem.strerror}"))

    def _zip(self, name: str, stream: IO[bytes], size: int, depth: int) -> None:
        """Take the files that matter out of a zip, all or (where anything in it is suspect) none."""
        known, zips = dict(self.files), list(self.zips)
        try:
            if not size:
                raise IntakeError("the file is empty")
            if size > LARGEST:
                raise IntakeError(f"larger than {LARGEST // 1_000_000} MB; if you trust it, unpack it yourself and collect the folder")
            self.zips.append(name)
            self._inside(name, stream, depth)
        except IntakeError as problem:
            self.files, self.zips = known, zips
            self.refused.append((name, str(problem)))

    def _inside(self, name: str, stream: IO[bytes], depth: int) -> None:
        if depth > DEEPEST:
            raise IntakeError(f"more than {DEEPEST} zips within each other")
        try:
            archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as problem:
            raise IntakeError(f"the zip is damaged: {problem}") from None
        with archive:
            entries = _checked(archive)
            package = Package("the zip", archive)
            for path, info in entries:
                if _is_zip(path, b""):
                    content = self._bytes(package, info)
                    self._zip(f"{name}/{path}", io.BytesIO(content), len(content), depth + 1)
                elif _is_packed(path):
                    self.refused.append((f"{name}/{path}", "this is no zip; ask for a zip, or unpack it here"))
                elif _is_wanted(path):
                    self.files[f"{name}/{path}"] = self._bytes(package, info)

    def _bytes(self, package: Package, info: zipfile.ZipInfo) -> bytes:
        content = package.bytes(info.filename) or b""
        self._left -= len(content)
        if self._left < 0:
            raise IntakeError(f"more than {MOST_BYTES // 1_000_000} MB in zips")
        return content


def _checked(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """Return the files of a zip that are not junk, with their paths; IntakeError where anything in it is suspect."""
    if len(archive.infolist()) > MOST_FILES:
        raise IntakeError(f"more than {MOST_FILES} files")
    found: dict[str, tuple[str, zipfile.ZipInfo]] = {}
    for info in archive.infolist():
        path = info.orig_filename.replace("\\", "/")
        if reason := _suspect(path, info):
            raise IntakeError(f"{reason}: {path[:80]!r}. Nothing of it was opened.")
        if info.is_dir() or path.endswith("/") or any(_is_junk(part) for part in path.split("/")):
            continue
        if found.setdefault(path.casefold(), (path, info))[1] is not info:
            raise IntakeError(f"two files of one name: {path[:80]!r}. Nothing of it was opened.")
    return list(found.values())


def _suspect(path: str, info: zipfile.ZipInfo) -> str:
    """Return why an entry is not to be trusted, or an empty text."""
    if path.startswith("/") or _DRIVE.match(path):
        return "an absolute path"
    if ".." in path.split("/"):
        return "a path that climbs out of its folder"
    if any(character < " " for character in path):
        return "a name with a control character"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "a link"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "something that is no file"
    return "a password" if info.flag_bits & 0x1 else ""


def _is_junk(name: str) -> bool:
    return name.casefold() in _JUNK or name.startswith("._") or name.startswith("~$")


def _is_zip(name: str, start: bytes) -> bool:
    return name.casefold().endswith(".zip") or (start in (b"PK\x03\x04", b"PK\x05\x06") and not name.casefold().endswith((".docx", ".whl")))


def _is_packed(name: str) -> bool:
    return name.casefold().endswith(_PACKED)


def _is_wanted(name: str) -> bool:
    """Return whether a file is read at all: manifest, codebook, ledgers, transcripts."""
    last = name.rsplit("/", 1)[-1].casefold()
    return last in (MANIFEST, "codebook.yaml") or last.endswith(".jsonl") or (last.endswith(".txt") and "/data/text/" in f"/{name}")


def within(parcel: Parcel, pattern: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a parcel whose path fits a regular expression."""
    return ((name, content) for name, content in sorted(parcel.files.items()) if re.fullmatch(pattern, name, re.IGNORECASE))

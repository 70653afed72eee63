"""Zip packages of XML (.docx and its kin), read so that bombs and entities do no harm."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from placemeaning.errors import IntakeError

Element = Any  # an lxml element: lxml comes without types
LARGEST = 200_000_000
LARGEST_PART = 32_000_000
MOST_TAGS = 1_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, KeyError, IndexError)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)


class Package:
    """An open zip package; parts are read one at a time, never unpacked to disk."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name = name
        self._archive = archive
        self._names = {info.filename.lstrip("/").lower(): info for info in archive.infolist()}
        if sum(info.file_size for info in archive.infolist()) > LARGEST:
            raise IntakeError(f"{name}: unpacked it is larger than {LARGEST // 1_000_000} MB; that is no transcript, so it is not opened.")

    def names(self) -> list[str]:
        """Return the names of all parts."""
        return [info.filename.lstrip("/") for info in self._names.values()]

    def bytes(self, part: str) -> bytes | None:
        """Return a part, or None where the package has none of that name.

        Raises
        ------
        IntakeError
            If it is damaged, or larger than it may be.
        """
        info = self._names.get(part.lstrip("/").lower())
        if info is None:
            return None
        try:
            with self._archive.open(info) as stream:
                data = stream.read(LARGEST_PART + 1)
        except _BROKEN as problem:
            raise IntakeError(
                f"{self.name}: the file is damaged or has a password ({part}: {problem}). Open it and save it again."
            ) from None
        if len(data) > LARGEST_PART:
            raise IntakeError(
                f"{self.name}: {part} is larger than {LARGEST_PART // 1_000_000} MB; that is no transcript, so it is not read."
            )
        return data

    def xml(self, part: str) -> Element | None:
        """Return the root of an XML part, or None where the package has none of that name.

        Raises
        ------
        IntakeError
            If it is no XML, or declares a document type (the way to entity bombs and to outside files).
        """
        data = self.bytes(part)
        return None if data is None else parse(data, f"{self.name}: {part}")

    def related(self, part: str) -> dict[str, list[str]]:
        """Return the parts that `part` (or the package, for an empty name) points to, by the last word of their type."""
        folder, file = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, list[str]] = {}
        for relation in root.iter(_RELATION) if root is not None else ():
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                found.setdefault(relation.get("Type", "").rsplit("/", 1)[-1], []).append(target.lstrip("/"))
        return found


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a zip package.

    Raises
    ------
    IntakeError
        If the file is no zip, is damaged, or unpacks to more than 200 MB.
    """
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN as problem:
        raise IntakeError(f"{path.name}: the file is damaged ({problem}). Open it in the program that made it and save it again.") from None
    with archive:
        yield Package(path.name, archive)


def parse(data: bytes, where: str) -> Element:
    """Return the root of an XML text that may come from anyone: no entities, no network, no document type.

    Raises
    ------
    IntakeError
        If it is no XML, declares a document type, or has more than a million tags.
    """
    from lxml import etree  # type: ignore[import-untyped]

    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    if data.count(b"<") > MOST_TAGS:
        raise IntakeError(f"{where} has more than {MOST_TAGS:,} tags; that is no transcript, so it is not read. Split the file.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise IntakeError(f"{where} is damaged: {problem}. Open the file in the program that made it and save it again.") from None
    if root.getroottree().docinfo.doctype:
        raise IntakeError(f"{where} declares a document type, as no word processor does; it is not read. Save the text in a new file.")
    return root

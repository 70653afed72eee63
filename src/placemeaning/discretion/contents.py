"""The words inside files of a study: text files, ledgers, notebooks with their outputs, Excel and Word files."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import IO, Any

_SKIPPED = frozenset(
    {
        ".git",
        ".venv",
        "venv",
        "node_modules",
        "__pycache__",
        ".ipynb_checkpoints",
        ".ruff_cache",
        ".mypy_cache",
        ".pytest_cache",
        ".hypothesis",
    }
)
_PACKED = frozenset({".xlsx", ".xlsm", ".docx", ".pptx", ".odt", ".ods", ".zip", ".qdpx", ".qdc"})
_CLOSED = frozenset(
    {".pdf", ".png", ".jpg", ".jpeg", ".mp3", ".m4a", ".wav", ".mp4", ".doc", ".xls", ".sqlite", ".db", ".parquet", ".duckdb"}
)
_MOST = 50_000_000
_INSIDE = re.compile(r"</?(?:b|i|em|strong|span|mark|u|a|tspan|sup|sub)\b[^>]*>")


def files_of(root: Path) -> Iterator[Path]:
    """Yield the files of a folder, without version control, caches and installed packages; links to elsewhere are not followed."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED)
        yield from (Path(folder) / name for name in sorted(names) if not name.endswith((".lock", ".part")))


def is_closed(path: Path) -> bool:
    """Return whether a file cannot be looked into: pictures, recordings, PDF, databases, or more than 50 MB."""
    return path.suffix.lower() in _CLOSED or path.stat().st_size > _MOST


def words_in(path: Path) -> Iterator[tuple[str, str]]:
    """Yield pieces of a file's text, each with where it stands: a line, a cell, a sheet."""
    suffix = path.suffix.lower()
    if suffix in _PACKED:
        yield from _packed(path)
    elif suffix == ".ipynb":
        yield from _notebook(path)
    else:
        content = _decoded(path.read_bytes())
        for number, line in enumerate(content.split("\n"), 1):
            yield str(number), _plain(line) if suffix == ".jsonl" else _unmarked(line) if suffix in (".html", ".svg", ".xml") else line


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8-sig", "replace")


def _plain(line: str) -> str:
    """Return the texts in a line of JSON, so that escaped letters are read as letters; the line itself where it is none."""
    try:
        return "\n".join(_texts(json.loads(line)))
    except ValueError:
        return line


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, some in value.items():
            yield from _texts(key)
            yield from _texts(some)
    elif isinstance(value, list):
        for some in value:
            yield from _texts(some)


def _notebook(path: Path) -> Iterator[tuple[str, str]]:
    try:
        notebook = json.loads(path.read_bytes())
        cells = notebook.get("cells", [])
    except (ValueError, AttributeError):
        yield "1", _decoded(path.read_bytes())
        return
    yield "metadata", "\n".join(_texts(notebook.get("metadata", {})))
    for number, cell in enumerate(cells, 1):
        yield f"cell {number}", _joined(cell.get("source", ""))
        for output in cell.get("outputs", []):
            yield f"output of cell {number}", "\n".join(_joined(some) for some in _pieces(output))


def _joined(source: Any) -> str:
    return "".join(source) if isinstance(source, list) else str(source)


def _pieces(output: dict[str, Any]) -> Iterator[Any]:
    yield output.get("text", "")
    yield output.get("traceback", "")
    yield output.get("evalue", "")
    for kind, some in output.get("data", {}).items():
        if not kind.startswith("image/p"):
            yield _unmarked(_joined(some)) if kind == "text/html" else unescape(_joined(some))


def _unmarked(markup: str) -> str:
    """Return HTML with plain letters, and without the tags that stand inside words and sentences; what these say stands at the end."""
    tags = [tag for tag in _INSIDE.findall(markup) if "=" in tag]
    return unescape("\n".join((_INSIDE.sub("", markup), *tags)))


def _packed(path: Path | IO[bytes], *, within: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the text of each part of a zipped file, such as the cells of an .xlsx; what is inside another zip too."""
    try:
        with zipfile.ZipFile(path) as packed:
            for part in packed.infolist():
                if part.file_size <= _MOST and not within and Path(part.filename).suffix.lower() in _PACKED:
                    inside = _packed(io.BytesIO(packed.read(part)), within=True)
                    yield from ((f"{part.filename}:{where}", words) for where, words in inside)
                elif part.file_size <= _MOST and part.filename.endswith(
                    (".xml", ".rels", ".txt", ".csv", ".json", ".jsonl", ".qde", ".html")
                ):
                    content = packed.read(part).decode("utf-8", "replace")
                    yield part.filename, _untagged(content) if "<" in content else content
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        yield "", ""


def _untagged(content: str) -> str:
    """Return the words of XML: paragraphs and cells apart, runs inside a word together; attributes are kept as words too."""
    attributes = " ".join(re.findall(r'="([^"<>]*)"', content))
    apart = re.sub(r"</(?:w:p|text:p|text:h|si|is|row|c|v|a:p|table:table-cell)>", "\n", content)
    return unescape(re.sub(r"<[^>]*>", "", apart)) + "\n" + unescape(attributes)

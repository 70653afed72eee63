"""Small PDF files written by hand: lines of Helvetica at given places, so that a test knows what stands where."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

Text = tuple[float, float, str]
"""Points from the left, points from the bottom, and the words; words that begin with ``*`` are bold, with ``#`` large."""


def write_pdf(path: Path, pages: Sequence[Sequence[Text]], size: float = 10) -> Path:
    """Write A4 pages with these texts."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", *(_font(name) for name in ("Helvetica", "Helvetica-Bold"))]
    kids = []
    for page in pages:
        content = "\n".join(_show(text, size) for text in page)
        kids.append(f"{len(objects) + 1} 0 R")
        resources = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} /Contents {len(objects) + 2} 0 R >>")
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = b"%PDF-1.4\n"
    offsets = []
    for number, one in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    path.write_bytes(out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode())
    return path


def column(lines: Sequence[str], left: float = 70, top: float = 750, step: float = 13) -> list[Text]:
    """Return lines below each other; an empty one leaves white."""
    return [(left, top - number * step, line) for number, line in enumerate(lines) if line]


def _font(name: str) -> str:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"


def _show(text: Text, size: float) -> str:
    left, bottom, words = text
    parts = words.split("*")
    larger = size * 1.8 if words.startswith("#") else size
    shown = []
    for number, part in enumerate(parts):
        escaped = part.removeprefix("#").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        shown.append(f"/F{2 if number % 2 else 1} {larger} Tf ({escaped}) Tj")
    return f"BT {left} {bottom} Td {' '.join(shown)} ET"

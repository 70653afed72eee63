"""Pictures: shown in a notebook, and written to PNG, SVG, PDF or HTML, all without network."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Container
from html import escape
from pathlib import Path
from typing import Any

from placemeaning.output.files import replacing

FORMATS = (".png", ".svg", ".pdf", ".html")


class Drawing:
    """A picture made as SVG.

    Parameters
    ----------
    svg
        The picture.
    described
        What it shows, in words.
    language
        ``nl`` or ``en``: of the page when written to HTML, and of errors.
    """

    def __init__(self, svg: str, described: str, language: str = "nl") -> None:
        self._svg, self._described, self._language = svg, described, language

    @property
    def described(self) -> str:
        """What the picture shows, in words."""
        return self._described

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.described or 'no description'}>"

    def svg(self) -> str:
        """Return the picture as SVG."""
        return self._svg

    def png(self, scale: float = 2) -> bytes:
        """Return the picture as PNG; `scale` pixels to a point."""
        import vl_convert

        return bytes(vl_convert.svg_to_png(self.svg(), scale=scale))

    def pdf(self) -> bytes:
        """Return the picture as PDF."""
        import vl_convert

        return bytes(vl_convert.svg_to_pdf(self.svg()))

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture; the ending of `path` says how: ``.png``, ``.svg``, ``.pdf`` or ``.html``.

        Returns
        -------
        pathlib.Path
            The file. An HTML file holds all it needs, runs no script and fetches nothing.

        Raises
        ------
        ValueError
            If the ending is another one.
        ProjectError
            If the file cannot be written; an existing file is then as it was.
        """
        ending = Path(path).suffix.lower()
        if ending not in FORMATS:
            raise ValueError(f"{Path(path).name!r} does not end with one of {', '.join(FORMATS)}")
        makers: dict[str, Callable[[], bytes]] = {
            ".png": self.png,
            ".svg": lambda: self.svg().encode(),
            ".pdf": self.pdf,
            ".html": self._html,
        }
        data = makers[ending]()
        with replacing(path, self._language) as new:
            new.write_bytes(data)
        return Path(path)

    def _html(self) -> bytes:
        name = escape(self.described)
        style = "body{margin:0;background:#fff}svg{max-width:100%;height:auto}"
        head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{name}</title><style>{style}</style>'
        body = f'<figure style="margin:0">{self.svg()}</figure>'
        return f'<!DOCTYPE html>\n<html lang="{self._language}"><head>{head}</head><body>{body}</body></html>\n'.encode()

    def _repr_mimebundle_(self, include: Container[str] | None = None, exclude: Container[str] | None = None) -> dict[str, Any]:
        makers: dict[str, Callable[[], str]] = {
            "image/svg+xml": self.svg,
            "image/png": lambda: base64.b64encode(self.png()).decode(),
            "text/plain": lambda: repr(self),
        }
        wanted = [kind for kind in makers if (include is None or kind in include) and (exclude is None or kind not in exclude)]
        return {kind: makers[kind]() for kind in wanted}

"""What the styles of an OpenDocument text say: which text is a heading, bold, italic or hidden."""

from __future__ import annotations

import re

from placemeaning.intake.package import Element
from placemeaning.intake.styled import PLAIN

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
NAME = f"{TEXT}style-name"
Toggle = tuple[bool, bool]

_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_HEADING = re.compile(r"(?:heading|kop|заголовок)(?:_20_|\s)*(\d)", re.IGNORECASE)
_TITLES = {"title", "titel", "назва"}


class Styles:
    """The styles of a text, asked by name; each answer is worked out once."""

    def __init__(self, *roots: Element | None) -> None:
        found = [style for root in roots if root is not None for style in root.iter(f"{STYLE}style")]
        self._styles = {style.get(f"{STYLE}name", ""): style for style in found}
        self._chains: dict[str, list[Element]] = {}

    def of_paragraph(self, name: str) -> tuple[Toggle, int]:
        """Return (bold, italic) of a paragraph style and its level as a heading (0: none)."""
        level = next((level for style in self._chain(name) if (level := _level(style))), 0)
        return self.of_span(name, PLAIN), level

    def of_span(self, name: str, base: Toggle) -> Toggle:
        """Return (bold, italic) of a text of this style in a paragraph that is `base`."""
        weight, slant = self._said(name, f"{_FO}font-weight"), self._said(name, f"{_FO}font-style")
        bold = base[0] if weight is None else weight == "bold" or (weight.isdigit() and weight >= "600")
        return bold, base[1] if slant is None else slant != "normal"

    def is_hidden(self, name: str) -> bool:
        """Return whether text of this style does not show."""
        return self._said(name, f"{TEXT}display") == "none"

    def _said(self, name: str, attribute: str) -> str | None:
        for style in self._chain(name):
            properties = style.find(f"{STYLE}text-properties")
            if properties is not None and properties.get(attribute) is not None:
                return str(properties.get(attribute))
        return None

    def _chain(self, name: str) -> list[Element]:
        if name not in self._chains:
            chain: list[Element] = []
            following = name
            while following in self._styles and self._styles[following] not in chain:
                chain.append(self._styles[following])
                following = chain[-1].get(f"{STYLE}parent-style-name", "")
            self._chains[name] = chain
        return self._chains[name]


def _level(style: Element) -> int:
    name = style.get(f"{STYLE}display-name") or style.get(f"{STYLE}name", "")
    if match := _HEADING.match(name):
        return int(match[1])
    return int(name.lower() in _TITLES)

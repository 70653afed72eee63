"""What the styles of a Word file say: which text is a heading, bold or italic."""

from __future__ import annotations

import re

from placemeaning.intake.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Toggle = tuple[bool, bool]

_VAL = f"{W}val"
_RUN_STYLE, _TOGGLES = f"{W}rStyle", (f"{W}b", f"{W}i")
_OFF = {"0", "false", "off"}
_HEADING_NAME = re.compile(r"(?:heading|kop|überschrift|заголовок)\s*(\d)", re.IGNORECASE)
_TITLE_NAMES = {"title", "titel", "назва"}


def toggle(properties: Element | None, name: str) -> bool | None:
    """Return whether a property such as ``b`` is switched on, or None where nothing is said."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return None if found is None else found.get(_VAL, "1") not in _OFF


class Styles:
    """The styles part, asked by style id; each answer is worked out once."""

    def __init__(self, root: Element | None) -> None:
        styles = root.iter(f"{W}style") if root is not None else ()
        self._styles = {style.get(f"{W}styleId", ""): style for style in styles}
        self._toggles: dict[str, tuple[bool | None, bool | None]] = {}
        self._headings: dict[str, int] = {}

    def of_paragraph(self, properties: Element | None) -> tuple[Toggle, int]:
        """Return (bold, italic) of a paragraph's style and its level as a heading (0: none)."""
        if properties is None:
            return (False, False), 0
        style = properties.find(f"{W}pStyle")
        name = style.get(_VAL, "") if style is not None else ""
        level = _outline(properties)
        bold, italic = self._toggled(name)
        return (bool(bold), bool(italic)), level if level is not None else self._heading(name)

    def of_run(self, properties: Element | None, base: Toggle) -> Toggle:
        """Return (bold, italic) of a run in a paragraph that is `base`."""
        if properties is None:
            return base
        said = {child.tag: child.get(_VAL) for child in properties}
        named = self._toggled(said.get(_RUN_STYLE) or "")
        bold, italic = (
            said[tag] not in _OFF if tag in said else inherited if from_style is None else from_style
            for tag, from_style, inherited in zip(_TOGGLES, named, base, strict=True)
        )
        return bold, italic

    def _chain(self, name: str) -> list[Element]:
        chain: list[Element] = []
        while name in self._styles and self._styles[name] not in chain:
            chain.append(self._styles[name])
            parent = chain[-1].find(f"{W}basedOn")
            name = parent.get(_VAL, "") if parent is not None else ""
        return chain

    def _toggled(self, name: str) -> tuple[bool | None, bool | None]:
        if name not in self._toggles:
            runs = [style.find(f"{W}rPr") for style in self._chain(name)]
            bold, italic = (next((on for run in runs if (on := toggle(run, key)) is not None), None) for key in ("b", "i"))
            self._toggles[name] = bold, italic
        return self._toggles[name]

    def _heading(self, name: str) -> int:
        if name not in self._headings:
            levels = [level for style in self._chain(name) if (level := _level(style)) is not None]
            self._headings[name] = levels[0] if levels else 0
        return self._headings[name]


def _level(style: Element) -> int | None:
    name = style.find(f"{W}name")
    shown = name.get(_VAL, "") if name is not None else ""
    if match := _HEADING_NAME.match(shown):
        return int(match[1])
    return 1 if shown.lower() in _TITLE_NAMES else _outline(style.find(f"{W}pPr"))


def _outline(properties: Element | None) -> int | None:
    found = properties.find(f"{W}outlineLvl") if properties is not None else None
    value = found.get(_VAL, "") if found is not None else ""
    return (int(value) + 1 if value < "9" else 0) if value.isdigit() else None

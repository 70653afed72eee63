"""Makes ``coder.js`` from its modules: one file, since a widget is one. Run ``python -m placemeaning.widget.build``."""

from __future__ import annotations

import re
from pathlib import Path

STATIC = Path(__file__).parent / "static"
MODULES = (
    "points", "spans", "moves", "filter", "keys", "colour", "styles", "phrases", "queue", "store", "dom", "paint", "page", "map", "look", "side",
    "dialogs", "frame", "hand", "finder", "commands", "coder",
)  # fmt: skip
"""In the order in which they need each other; ``static/modules`` holds them."""

_IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def built() -> str:
    """Return the text of ``coder.js``: the modules one after another, without what ties modules together."""
    parts = ["// Made by placemeaning.widget.build from static/modules. Change those, then run: python -m placemeaning.widget.build\n"]
    for name in MODULES:
        source = (STATIC / "modules" / f"{name}.js").read_text("utf-8")
        parts.append(f"\n// {name}.js\n\n" + _EXPORT.sub("", _IMPORT.sub("", source)).strip() + "\n")
    return "".join(parts)


if __name__ == "__main__":
    (STATIC / "coder.js").write_text(built(), "utf-8", newline="\n")

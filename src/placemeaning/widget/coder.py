"""The coder as a notebook widget: a page on one side, the desk on the other, and only messages between them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import anywidget
import traitlets

from placemeaning.errors import check_choice
from placemeaning.folder import Folder
from placemeaning.model.document import is_id
from placemeaning.widget.desk import Desk

if TYPE_CHECKING:
    import pandas as pd

_STATIC = Path(__file__).parent / "static"


class Coder(anywidget.AnyWidget):
    """Shows a transcript in a notebook cell, to code it by hand (see `Project.coder`).

    Neither text nor codings are part of the widget's saved state: a notebook that is saved with its widgets holds no transcript.
    """

    _esm = _STATIC / "coder.js"
    _css = _STATIC / "coder.css"
    interface = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self, project: Any, folder: Folder, document: str, *, by: str, show: Sequence[str] = (), suggestions: bool = True,
        language: Literal["nl", "en"] | None = None,
    ) -> None:  # fmt: skip
        check_choice("language", language, (None, "nl", "en"))
        if not is_id(by):
            raise ValueError(f"by={by!r} cannot be a coder's name: use letters, digits, '-' and '.', without blanks")
        self._project, self._one_at_a_time = project, threading.Lock()
        self._desk = Desk(folder, document, by=by, show=(show,) if isinstance(show, str) else show, suggestions=suggestions)
        first = folder.codebook().languages[0]
        super().__init__(interface=language or (first if first in ("nl", "en") else "en"))
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        return f"<Coder of {self.document} by {self.by}: {len(self.codings)} codings>"

    @property
    def document(self) -> str:
        """Return the id of the document that is shown."""
        return self._desk.document_id

    @property
    def by(self) -> str:
        """Return the coder."""
        return self._desk.by

    @property
    def codings(self) -> pd.DataFrame:
        """Return this coder's codings of the document shown, one row each (as `Project.codings`)."""
        found: pd.DataFrame = self._project.codings(document=self.document, coder=self.by)
        return found

    def as_code(self) -> str:
        """Return what was done here as Python lines that do the same, from ``project`` and ``pm`` on."""
        return str(self._desk.lines)

    def _hear(self, _: Any, content: Any, __: Any) -> None:
        """Answer the page, one message after another: JupyterLab may bring them in another thread than that of the cells."""
        with self._one_at_a_time:
            for answer in self._desk.answer(content):
                self.send(answer)

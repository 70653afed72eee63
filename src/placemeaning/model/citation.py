"""Where words stand, as one cites it: document, turn, time."""

from __future__ import annotations

from typing import Literal

from placemeaning.errors import check_choice
from placemeaning.model.document import Document
from placemeaning.model.text import Span

_TURN = {"nl": ("beurt", "beurten"), "en": ("turn", "turns"), "uk": ("репліка", "репліки")}
_PARAGRAPH = {"nl": ("alinea", "alinea's"), "en": ("paragraph", "paragraphs"), "uk": ("абзац", "абзаци")}

CiteLanguage = Literal["nl", "en", "uk"]


def citation(document: Document, span: Span, language: str = "nl") -> str:
    """Return where words stand: ``kanaal-02, beurt 14, 00:12:31``.

    Turns are counted from 1, and the time (hours, minutes, seconds) is the moment of the first words (`Document.moment`), where it is known. A text in which nobody
    is named as speaker has paragraphs. Words outside every turn have only the document.

    Parameters
    ----------
    span
        In code points of the body.
    language
        ``nl``, ``en`` or ``uk``.

    Raises
    ------
    ValueError
        If the language is another one.
    """
    check_choice("language", language, tuple(_TURN))
    first, stop = document.turn_range(span)
    if first >= stop:
        return document.id
    spoken = any(turn.speaker for turn in document.turns)
    one, several = (_TURN if spoken else _PARAGRAPH)[language]
    where = f"{one} {first + 1}" if stop - first == 1 else f"{several} {first + 1}–{stop}"
    seconds = document.moment(max(span.start, document.turns[first].span.start))
    return ", ".join([document.id, where, *([] if seconds is None else [clock(seconds)])])


def clock(seconds: float) -> str:
    """Return a moment in a recording as ``00:12:31``; parts of a second are left out."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"

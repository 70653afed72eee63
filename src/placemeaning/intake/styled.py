"""Runs of text with their type, as word processors keep them, put together to a line."""

from __future__ import annotations

from collections.abc import Sequence

from placemeaning.intake import times
from placemeaning.intake.raw import Line

Run = tuple[str, tuple[bool, bool]]
"""Some text, and whether it is bold and whether italic."""

PLAIN = (False, False)


def styled_line(runs: Sequence[Run], heading: int = 0) -> Line:
    """Return a line with the bold or italic run it begins with; a time in front of that run belongs to it.

    Examples
    --------
    >>> styled_line([("[00:12] ", (False, False)), ("Anna", (True, False)), (" Ik kom hier graag.", (False, False))]).strong
    '[00:12] Anna'
    """
    text = "".join(words for words, _ in runs)
    shape = next((shape for words, shape in runs if not _is_passed_over(words)), PLAIN)
    if heading or not any(shape):
        return Line(text, heading=heading)
    strong, begun = "", False
    for words, own in runs:
        if own != shape and words.strip() and (begun or not _is_passed_over(words)):
            break
        begun = begun or (own == shape and bool(words.strip()))
        strong += words
    return Line(text, strong=strong.strip(), rest=text[len(strong) :], bold=shape[0])


def _is_passed_over(words: str) -> bool:
    return not words.strip() or times.only(words) is not None

"""Times that stand within a turn, as ``Dat begon in '68 [00:10:00] toen de loods brandde``: no words, but moments in the recording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from placemeaning.intake import times
from placemeaning.model.document import Block

_MARK = re.compile(rf"(?:(?<=\s)|^|(?<=[.?!…,]))(?P<clock>{times.FRAMED})(?:\s|(?=[.?!…,])|$)")

_FRAME = re.compile(r"[\[({<#]\s*\d")


def without_marks(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """Take the times within turns out of the words, where there are two at least and they go forward, and keep them as moments."""
    found = [
        times.seconds_of(mark["clock"])
        for block in blocks
        if block.heading is None and _FRAME.search(block.words)
        for mark in _MARK.finditer(block.words)
    ]
    if len(found) < 2 or any(first > second for first, second in pairwise(found)):
        return list(blocks), []
    return [_without(block) for block in blocks], [f"{len(found)} times within turns were taken out of the words and kept as moments"]


def _without(block: Block) -> Block:
    marks = list(_MARK.finditer(block.words)) if block.heading is None else []
    bare = _MARK.sub("", block.words).strip()
    if not marks or not bare:
        return block
    found = [(_signs(_MARK.sub("", block.words[: mark.start()])), times.seconds_of(mark["clock"])) for mark in marks]
    within = {(signs, seconds) for signs, seconds in found if 0 < signs < _signs(bare)}
    outer = [seconds for signs, seconds in found if not 0 < signs < _signs(bare)]
    seconds = block.seconds if block.seconds is not None or not outer else outer[0]
    return replace(block, words=bare, seconds=seconds, moments=tuple(sorted(within.union(block.moments))))


def _signs(words: str) -> int:
    """Return how many characters a text has without white space, as moments are counted."""
    return len("".join(words.split()))

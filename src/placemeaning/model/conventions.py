"""Transcription conventions: what a transcriber writes between brackets about the recording, which nobody said.

``(lacht)``, ``[onverstaanbaar]``, ``<xxx>``, ``(pauze 3 s)``. They stay in the text; they are no words of a speaker and no ground for a code.
"""

from __future__ import annotations

import re

from placemeaning.model.text import Span, word_count

_CONVENTION = re.compile(
    r"(?:lacht|lachen|lachend|gelach|glimlach\w*|huilt|huilend|fluister\w*|knikt|zingt|stilte|pauze|pause|laugh\w*|smil(?:es|ing)|cries|crying|nods|whisper\w*"
    r"|silence|inaudible|onverstaan\w*|unintell\w*|crosstalk|onduidelijk|niet te verstaan|door elkaar|praten door elkaar|zucht\w*|hoest\w*|coughs?|sighs?"
    r"|noise|background noise|music|muziek|geluid\w*|achtergrondgeluid\w*|applaus|applause|telefoon|unk_\w+|xxx|ggg|\.{2,}|…|\d+(?:[.,]\d+)? ?s(?:ec\w*)?"
    r"|сміх|сміється|сміються|посміхається|плаче|пауза|тиша|нерозбірлив\w*|нечутно|звук|шум|зітхає|кашляє)(?:\b|(?<=[.…])).*",
    re.DOTALL,
)
LONGEST = 84
"""The length of the longest convention that is seen, brackets included, in code points."""
_BRACKETED = re.compile(r"\(\(?[^()]{1,80}\)\)?|\[[^\[\]]{1,80}\]|<[^<>]{1,80}>|\{[^{}]{1,80}\}")


def is_convention(words: str) -> bool:
    """Return whether words say what happens in the recording, not who speaks: ``lacht``, ``inaudible``, ``сміється``."""
    return bool(_CONVENTION.match(words.strip().lower()))


def asides(text: str) -> list[Span]:
    """Return where conventions stand in a text, brackets included.

    Examples
    --------
    >>> [span.of("Ja (lacht) hoor [Fatima] <xxx>") for span in asides("Ja (lacht) hoor [Fatima] <xxx>")]
    ['(lacht)', '<xxx>']
    """
    return [Span(*match.span()) for match in _BRACKETED.finditer(text) if is_convention(match[0].strip("()[]<>{}"))]


def spoken_words(text: str) -> int:
    """Return the number of words that were said: all but those of conventions."""
    return word_count(text) - sum(word_count(span.of(text)) for span in asides(text))

"""Whatever a transcript looks like: each of its words is in a turn, a label, a heading, the metadata or a warning."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from placemeaning.intake.freeze import freeze
from placemeaning.intake.plain import lines_of
from placemeaning.intake.raw import Raw, clean
from placemeaning.intake.turns import find_turns
from placemeaning.model.document import Document, read_document, write_document

LABELS = [
    "I",
    "R",
    "Interviewer",
    "Bewoner 2",
    "M. Bertrand",
    "Fatima",
    "Vraag",
    "П",
    "Інтерв’юер",
    "[Speaker 1]",
    "**Anna**",
    "nou",
    "Datum",
    "R1",
]
TIMES = ["", "", "[00:01:02] ", "00:01:02 ", "10:01 ", "#00:00:01-3# "]
JOINS = [": ", ":", " (00:12): ", "\t", " - ", ":\n", "  00:06\n", "\n", ". ", " "]
WORDS = ["nou", "dus", "12:30", "(lacht)", "R:", "Vraag:", "“ja”", "?", ".", "— ", "[xxx]", "vak", "Conclusie:", "=", "*zo*"]


@st.composite
def transcripts(draw: st.DrawFn) -> str:
    """Return a text of lines as transcripts have them, each with words that occur nowhere else."""
    parts = []
    for number in range(draw(st.integers(1, 14))):
        words = [f"woord{number}", *draw(st.lists(st.sampled_from(WORDS), max_size=4)), f"eind{number}"]
        head = draw(st.sampled_from(["", "", "# ", "## ", "— "])) or draw(st.sampled_from(TIMES)) + draw(st.sampled_from(LABELS)) + draw(
            st.sampled_from(JOINS)
        )
        tail = draw(st.sampled_from(["", "", " #00:00:04-3#", " [00:05]", "\n00:00:12"]))
        parts.append(head + " ".join(words) + tail + draw(st.sampled_from(["\n", "\n\n", "\r\n"])))
    return "".join(parts)


def everything(document: Document, warnings: list[str]) -> str:
    return f"{write_document(document)} {' '.join(warnings)}"


@settings(max_examples=400, deadline=None)
@given(transcripts(), st.sampled_from(["interview", "observation"]))
def test_no_word_is_lost(text: str, kind: str) -> None:
    raw = clean(Raw("gesprek.txt", tuple(lines_of(text))))
    if not any(block.words for block in find_turns(raw, kind=kind).blocks):  # type: ignore[arg-type]
        return
    document, warnings = freeze(raw, kind=kind)  # type: ignore[arg-type]
    kept = everything(document, warnings)
    assert [word for word in re.findall(r"(?:woord|eind)\d+", text) if not re.search(rf"{word}(?!\d)", kept)] == []
    assert read_document(write_document(document)).turns == document.turns


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_gives_a_document_or_has_no_words(text: str) -> None:
    raw = clean(Raw("iets.txt", tuple(lines_of(text))))
    if any(block.words for block in find_turns(raw).blocks):
        document, _ = freeze(raw)
        assert read_document(write_document(document)).turns == document.turns
        assert not re.search("[\x00-\x08\u200b\u00ad]", document.text)

"""Real transcripts beside the repository: every turn's speaker and words, the times and the roles, against the gold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from placemeaning.intake import freeze, read
from placemeaning.model.document import Document, read_document, write_document
from placemeaning.model.text import fold
from samples import samples

QUESTIONER = {"I", "Interviewer", "INT", "Vraag", "Інтерв’юер", "Інтерв'юер", "Модератор", "Anna de Vries"}
ANSWERER = {
    "R",
    "Respondent",
    "B",
    "Bewoner",
    "Geïnterviewde",
    "Antwoord",
    "RESP",
    "R07",
    "Респондент",
    "Респондентка",
    "Мешканка",
    "Учасниця 3",
}
DUTCH = {
    "01_IR_kort.txt": None,
    "02_interviewer_respondent_crlf.txt": None,
    "03_otter.txt": ("start_ms", 1.0),
    "04_word_transcribe.txt": ("start_ms", 1.0),
    "05_teams_v.vtt": ("start_ms", 0.001),
    "07_srt.srt": ("start_ms", 0.001),
    "08_f4.txt": ("end_ms", 0.1),
    "09_lenny.txt": ("start_ms", 1.0),
    "11_md_heading.md": None,
    "15_vet_label.docx": None,
    "19_latin1.txt": None,
}
UKRAINIAN = ("01_u2019.txt", "02_ascii_apostrophe_crlf.txt", "04_teams.vtt", "05_bold.docx")


def both(folder: str, name: str) -> tuple[Document, list[dict[str, Any]]]:
    gold = json.loads(samples(folder, "gold", f"{name}.gold.json").read_text(encoding="utf-8"))
    document, _ = freeze(read(samples(folder, "layouts", name)))
    again = read_document(write_document(document))
    assert again.turns == document.turns
    return document, gold["turns"]


def said(document: Document) -> list[tuple[str | None, str]]:
    return [(turn.speaker, fold(turn.span.of(document.text))) for turn in document.turns]


def roles(document: Document) -> dict[str, str | None]:
    return {label: speaker.role for label, speaker in document.speakers.items()}


def expected_role(label: str) -> str | None:
    return "interviewer" if label in QUESTIONER else "respondent" if label in ANSWERER else None


@pytest.mark.parametrize("name", DUTCH)
def test_every_turn_of_a_dutch_dialogue_is_right(name: str) -> None:
    document, gold = both("dialogues_nl", name)
    assert said(document) == [(turn["label"], fold(turn["text"])) for turn in gold]
    assert roles(document) == {turn["label"]: expected_role(turn["label"]) for turn in gold}
    assert document.language == "nl"
    if time := DUTCH[name]:
        wrong = [
            (turn.seconds, right[time[0]])
            for turn, right in zip(document.turns, gold, strict=True)
            if turn.seconds is None or not -0.0005 <= right[time[0]] / 1000 - turn.seconds < time[1]
        ]
        assert wrong == []


@pytest.mark.parametrize("name", UKRAINIAN)
def test_every_turn_of_a_ukrainian_debate_is_right(name: str) -> None:
    document, gold = both("parliament_uk", name)
    assert said(document) == [(turn["label"], fold(turn["text"])) for turn in gold]
    assert roles(document) == {turn["label"]: expected_role(turn["label"]) for turn in gold}
    assert document.language == "uk"


MANAGERS = {
    "ESTR1": ("2019-05-31", "When I was appointed", "That’s all from my side."),
    "ESTR2": ("2019-06-02", "First challenge is to", "That’s all from my side."),
    "ESTR3": ("2019-05-18", "I started my initial", "That’s all from my side!!"),
    "ESTR4": ("2019-05-16", "Well earlier days the", "was Marketing head in KP business ventures."),
    "ESTR5": ("2019-06-02", "See usually in most", "That’s all from my side."),
}


@pytest.mark.parametrize("name", MANAGERS)
def test_the_managers_have_three_turns(name: str) -> None:
    document, _ = freeze(read(samples("transcripts_en", "figshare_managers", f"{name}.txt")))
    date, begin, end = MANAGERS[name]
    code = name.replace("TR", "")
    assert [(turn.speaker, turn.role) for turn in document.turns] == [
        ("Interviewer", "interviewer"),
        (code, "respondent"),
        ("Interviewer", "interviewer"),
    ]
    words = [fold(turn.span.of(document.text)) for turn in document.turns]
    assert words[0].startswith("Good Morning sir!! Thanks a lot")
    assert words[0].endswith("successful first line manager.")
    assert words[1].startswith(begin)
    assert words[1].endswith(end)
    assert words[2].startswith("Thanks a lot sir for this wond")
    assert words[2].endswith("Thanks once again!!")
    assert (document.title, document.date, document.language) == (f"Experience Survey Interview — Participant {code}", date, "en")
    assert document.other["header"]["Name"] == code


def test_the_subtitles_of_a_recording_say_the_same_in_every_format() -> None:
    words = []
    for ending in ("vtt", "srt", "txt"):
        document, _ = freeze(read(samples("recording_five_formats", f"keitai.{ending}")))
        words.append(" ".join(turn.span.of(document.text) for turn in document.turns).split())
    assert words[0] == words[1] == words[2]
    assert len(words[0]) > 14_000


def test_codes_between_brackets_of_another_tool() -> None:
    document, _ = freeze(read(samples("other_tools", "qualcoder_examples", "transcript.txt")))
    assert [turn.speaker for turn in document.turns] == ["id1", "id2", "id3", "id1", "id3", "id1", "id2"]

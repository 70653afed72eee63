"""The same real talks written out in many layouts and with many labels: every one must give the same turns, and its times."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from placemeaning.intake import freeze, read
from placemeaning.model.text import fold
from samples import samples

Said = tuple[str, str, int]  # label, words, seconds
LENGTH = 60
PAIRS = [
    ("I", "R"),
    ("Interviewer", "Respondent"),
    ("INT", "RESP"),
    ("V", "A"),
    ("Vraag", "Antwoord"),
    ("Sanne", "Meneer de Boer"),
    ("M. Bertrand", "J. Pietersen"),
    ("Spreker 1", "Spreker 2"),
    ("Int.", "Resp."),
    ("І", "Р"),
    ("Інтерв’юер", "Респондентка"),
    ("AV", "KB"),
    ("interviewer", "bewoner"),
    ("I", "Fatima"),
    ("Onderzoeker", "Deelnemer 4"),
]
TALKS = [
    ("dialogues_nl", "01_IR_kort.txt"),
    ("dialogues_nl", "04_word_transcribe.txt"),
    ("dialogues_nl", "09_lenny.txt"),
    ("parliament_uk", "01_u2019.txt"),
]


def hms(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def ms(seconds: int) -> str:
    return f"{seconds // 60:02}:{seconds % 60:02}"


def each(template: Callable[[str, str, int], str], between: str = "\n", above: str = "") -> Callable[[list[Said]], str]:
    return lambda talk: above + between.join(template(*said) for said in talk)


def wrapped(label: str, words: str, _: int) -> str:
    return textwrap.fill(words, 72, initial_indent=f"{label}:  ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


ABOVE = "Transcript 3\nDatum: 3 mei 2024\nLocatie: buurthuis\nInterviewer: Anna de Vries\nGeïnterviewde: mevrouw Bakker, 71 jaar\n\n"
UNTIMED = {
    "colon": each(lambda a, w, _: f"{a}: {w}"),
    "colon, blank lines": each(lambda a, w, _: f"{a}: {w}", "\n\n"),
    "colon, CRLF": each(lambda a, w, _: f"{a}: {w}", "\r\n"),
    "blank before the colon": each(lambda a, w, _: f"{a} : {w}"),
    "wrapped, hanging": each(wrapped),
    "alone with colon": each(lambda a, w, _: f"{a}:\n{w}", "\n\n"),
    "alone": each(lambda a, w, _: f"{a}\n{w}", "\n\n"),
    "alone, tight": each(lambda a, w, _: f"{a}\n{w}"),
    "heading": each(lambda a, w, _: f"### {a}\n\n{w}", "\n\n", "# Transcript\n\n"),
    "bold": each(lambda a, w, _: f"**{a}** {w}", "\n\n"),
    "bold with colon": each(lambda a, w, _: f"**{a}:** {w}", "\n\n"),
    "bold, colon outside": each(lambda a, w, _: f"**{a}**: {w}", "\n\n"),
    "bold alone": each(lambda a, w, _: f"**{a}**\n\n{w}", "\n\n"),
    "italic": each(lambda a, w, _: f"*{a}:* {w}", "\n\n"),
    "bracket alone": each(lambda a, w, _: f"[{a}]\n{w}", "\n\n"),
    "bracket": each(lambda a, w, _: f"[{a}] {w}"),
    "bracket with colon": each(lambda a, w, _: f"[{a}]: {w}"),
    "tab": each(lambda a, w, _: f"{a}\t{w}"),
    "tab with colon": each(lambda a, w, _: f"{a}:\t{w}"),
    "bullet": each(lambda a, w, _: f"- {a}: {w}"),
    "bullet and bold": each(lambda a, w, _: f"- **{a}:** {w}"),
    "dash": each(lambda a, w, _: f"{a} – {w}"),
    "below a header": each(lambda a, w, _: f"{a}: {w}", above=ABOVE),
}
TIMED = {
    "otter": each(lambda a, w, s: f"{a}  {ms(s)}\n{w}", "\n\n"),
    "word transcribe": each(lambda a, w, s: f"{hms(s)} {a}\n{w}", above="Audiobestand\nx.m4a\nTranscript\n"),
    "between label and colon": each(lambda a, w, s: f"{a} ({hms(s)}):\n{w}", "\n\n"),
    "before, in brackets": each(lambda a, w, s: f"[{hms(s)}] {a}: {w}"),
    "after, in brackets": each(lambda a, w, s: f"{a}: [{hms(s)}] {w}"),
    "before, bare": each(lambda a, w, s: f"{ms(s)} {a}: {w}"),
    "before, tabs": each(lambda a, w, s: f"{hms(s)}\t{a}\t{w}"),
    "at the end, f4": each(lambda a, w, s: f"{a}: {w} #{hms(s)}-0#", "\n\n"),
    "at the end, in brackets": each(lambda a, w, s: f"{a}: {w} [{hms(s)}]"),
    "alone above": each(lambda a, w, s: f"{hms(s)}\n{a}: {w}\n"),
    "alone below": each(lambda a, w, s: f"{a}: {w}\n[{hms(s)}]"),
    "range": each(lambda a, w, s: f"[{hms(s)} - {hms(s + 3)}] {a}: {w}"),
    "stacked": each(lambda a, w, s: f"{hms(s)}:00 - {hms(s + 3)}:00\n{a}\n{w}", "\n\n"),
    "heading with time": each(lambda a, w, s: f"## {a} ({hms(s)})\n\n{w}", "\n\n"),
    "voices": each(lambda a, w, s: f"{hms(s)}.000 --> {hms(s + 1)}.000\n<v {a}>{w}</v>", "\n\n", "WEBVTT\n\n"),
}


def talks() -> list[list[dict[str, object]]]:
    return [json.loads(samples(folder, "gold", f"{name}.gold.json").read_text(encoding="utf-8"))["turns"] for folder, name in TALKS]


def cast(turns: list[dict[str, object]], pair: tuple[str, str], begin: int) -> list[Said]:
    names = list(dict.fromkeys(str(turn["label"]) for turn in turns))
    part = turns[begin : begin + LENGTH]
    return [(pair[names.index(str(turn["label"]))], fold(str(turn["text"])), 5 * number) for number, turn in enumerate(part)]


@pytest.mark.parametrize("layout", [*UNTIMED, *TIMED])
def test_a_layout_gives_the_turns_it_was_written_from(layout: str, tmp_path: Path) -> None:
    write = UNTIMED.get(layout) or TIMED[layout]
    file = tmp_path / ("a.vtt" if layout == "voices" else "a.txt")
    wrong = []
    for number, turns in enumerate(talks()):
        for step, pair in enumerate(PAIRS):
            talk = cast(turns, pair, (7 * (number + step)) % max(1, len(turns) - LENGTH))
            file.write_text(write(talk), encoding="utf-8", newline="")
            document, _ = freeze(read(file))
            found = [(turn.speaker, fold(turn.span.of(document.text)), turn.seconds) for turn in document.turns]
            expected = [(label, words, float(seconds) if layout in TIMED else None) for label, words, seconds in talk]
            if found != expected:
                wrong.append((pair, next(((a, b) for a, b in zip(found, expected, strict=False) if a != b), (len(found), len(expected)))))
    assert wrong == []

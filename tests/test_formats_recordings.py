"""Speech recognisers and tables that hold a transcript: what is said, by whom, when."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from placemeaning.errors import IntakeError
from placemeaning.intake import freeze, read
from placemeaning.model.text import fold
from samples import samples

Row = tuple[float | None, str | None, str]
TWO: list[Row] = [(0.5, "Speaker 1", "Waar komt u graag?"), (2.0, "Speaker 2", "Bij het kanaal.")]
NONE: list[Row] = [(0.5, None, "Waar komt u graag?"), (2.0, None, "Bij het kanaal.")]


def brought_in(path: Path) -> tuple[list[Row], list[str]]:
    document, warnings = freeze(read(path))
    return [(turn.seconds, turn.speaker, fold(turn.span.of(document.text))) for turn in document.turns], warnings


def words(first: str, last: str, **further: object) -> list[dict[str, Any]]:
    said = ["Waar", "komt", "u", "graag?", "Bij", "het", "kanaal."]
    moments = [0.5, 0.7, 0.9, 1.1, 2.0, 2.2, 2.4]
    return [{"word": one, first: at, last: at + 0.1, **further} for one, at in zip(said, moments, strict=True)]


def items() -> list[dict[str, Any]]:
    """Words as Amazon writes them: marks are pieces of their own, without times."""
    found: list[dict[str, Any]] = []
    for number, one in enumerate(words("start_time", "end_time")):
        label = "spk_1" if number < 4 else "spk_2"
        word = one.pop("word")
        times = {key: str(value) for key, value in one.items()}
        found.append({**times, "speaker_label": label, "type": "pronunciation", "alternatives": [{"content": word.rstrip("?.")}]})
        if word[-1] in "?.":
            found.append({"type": "punctuation", "alternatives": [{"content": word[-1]}], "speaker_label": label})
    return found


SEGMENTS = [{"start": 0.5, "end": 1.4, "text": " Waar komt u graag?"}, {"start": 2.0, "end": 2.6, "text": " Bij het kanaal."}]
CASES: dict[str, tuple[object, list[Row]]] = {
    "whisper": ({"text": " Waar komt u graag? Bij het kanaal.", "segments": SEGMENTS, "language": "nl"}, NONE),
    "whisperx": (
        {"segments": [{**one, "speaker": f"SPEAKER_0{number}", "words": words("start", "end")[:1]} for number, one in enumerate(SEGMENTS)]},
        [(0.5, "SPEAKER_00", "Waar komt u graag?"), (2.0, "SPEAKER_01", "Bij het kanaal.")],
    ),
    "whisper.cpp": (
        {
            "transcription": [
                {
                    "timestamps": {"from": "00:00:00,500", "to": "00:00:01,400"},
                    "offsets": {"from": 500, "to": 1400},
                    "text": " Waar komt u graag?",
                },
                {
                    "timestamps": {"from": "00:00:02,000", "to": "00:00:02,600"},
                    "offsets": {"from": 2000, "to": 2600},
                    "text": " Bij het kanaal.",
                },
            ]
        },
        NONE,
    ),
    "transformers": ({"text": "", "chunks": [{"timestamp": [one["start"], one["end"]], "text": one["text"]} for one in SEGMENTS]}, NONE),
    "assemblyai": (
        {
            "text": "Waar komt u graag? Bij het kanaal.",
            "utterances": [
                {"speaker": "1", "start": 500, "end": 1400, "text": "Waar komt u graag?"},
                {"speaker": "2", "start": 2000, "end": 2600, "text": "Bij het kanaal."},
            ],
        },
        TWO,
    ),
    "deepgram words": (
        {
            "results": {
                "channels": [
                    {
                        "alternatives": [
                            {
                                "transcript": "waar",
                                "words": [{**one, "speaker": int(one["start"] > 1.5) + 1} for one in words("start", "end")],
                            }
                        ]
                    }
                ]
            }
        },
        TWO,
    ),
    "azure": (
        {
            "combinedRecognizedPhrases": [{"display": "Waar komt u graag? Bij het kanaal."}],
            "recognizedPhrases": [
                {
                    "offset": "PT0.5S",
                    "duration": "PT0.9S",
                    "offsetInTicks": 5000000.0,
                    "speaker": 1,
                    "nBest": [{"display": "Waar komt u graag?"}, {"display": "Fout"}],
                },
                {
                    "offset": "PT2S",
                    "duration": "PT0.6S",
                    "offsetInTicks": 20000000.0,
                    "speaker": 2,
                    "nBest": [{"display": "Bij het kanaal."}],
                },
            ],
        },
        TWO,
    ),
    "amazon": ({"results": {"items": items()}}, [(0.5, "spk_1", "Waar komt u graag?"), (2.0, "spk_2", "Bij het kanaal.")]),
    "google": (
        {
            "results": [
                {"alternatives": [{"transcript": "Waar komt u graag? Bij het kanaal.", "words": words("startTime", "endTime")}]},
                {
                    "alternatives": [
                        {
                            "words": [
                                {**one, "startTime": f"{one['startTime']}s", "speakerTag": 1 if number < 4 else 2}
                                for number, one in enumerate(words("startTime", "endTime"))
                            ]
                        }
                    ]
                },
            ]
        },
        TWO,
    ),
    "rev": (
        {
            "monologues": [
                {
                    "speaker": 1,
                    "elements": [{"type": "text", "value": "Waar komt u graag", "ts": 0.5, "end_ts": 1.4}, {"type": "punct", "value": "?"}],
                },
                {
                    "speaker": 2,
                    "elements": [{"type": "text", "value": "Bij het kanaal", "ts": 2.0, "end_ts": 2.6}, {"type": "punct", "value": "."}],
                },
            ]
        },
        TWO,
    ),
    "amberscript": (
        {
            "segments": [
                {"speaker": "1", "words": [{"text": w["word"], **{k: w[k] for k in ("start", "end")}} for w in words("start", "end")[:4]]},
                {"speaker": "2", "words": [{"text": w["word"], **{k: w[k] for k in ("start", "end")}} for w in words("start", "end")[4:]]},
            ]
        },
        TWO,
    ),
    "a list": (SEGMENTS, NONE),
}


@pytest.mark.parametrize("name", CASES)
def test_recognisers(name: str, tmp_path: Path) -> None:
    data, expected = CASES[name]
    (tmp_path / "a.json").write_text(json.dumps(data), "utf-8")
    assert brought_in(tmp_path / "a.json")[0] == expected


@pytest.mark.parametrize(
    "data", ['{"a": 1}', "[]", '{"segments": [{"text": "zonder tijd"}]}', '{"segments": [', "[" * 5000, '{"text": "x", "start": 1e400}']
)
def test_json_that_is_no_transcript(data: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(data, "utf-8")
    with pytest.raises(IntakeError, match=r"a\.json: "):
        read(tmp_path / "a.json")


def test_one_recording_in_five_formats_gives_the_same_words() -> None:
    said = {}
    times = {}
    for ending in ("txt", "vtt", "srt", "tsv", "json"):
        document, _ = freeze(read(samples("recording_five_formats", f"keitai.{ending}")))
        said[ending] = " ".join(turn.span.of(document.text) for turn in document.turns).split()
        times[ending] = [turn.seconds for turn in document.turns]
    assert len(said["txt"]) == 14492
    assert all(one == said["txt"] for one in said.values())
    assert times["vtt"] == times["srt"] == times["tsv"] == times["json"]


@pytest.mark.parametrize(("name", "unit"), [("07_srt.srt", 1), ("14_otranscribe.otr", 1), ("18_tabel.xlsx", 1000)])
def test_every_turn_of_the_samples_with_its_time(name: str, unit: int) -> None:
    document, _ = freeze(read(samples("dialogues_nl", "layouts", name)))
    gold = json.loads(samples("dialogues_nl", "gold", f"{name}.gold.json").read_text("utf-8"))["turns"]
    found = [(turn.speaker, fold(turn.span.of(document.text)), round((turn.seconds or 0) * 1000) // unit) for turn in document.turns]
    assert found == [(turn["label"], fold(turn["text"]), turn["start_ms"] // unit) for turn in gold]


def workbook(path: Path, *sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if not number else book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


TABLE = [
    ["00:00:05", "I", "Waar komt u graag?"],
    ["00:00:09", "R", "Bij het kanaal.\nBij de sluis."],
    ["00:01:00", "I", "Waarom?"],
    ["00:01:04", "R", "Rust."],
]
TABLE_TURNS: list[Row] = [
    (5, "I", "Waar komt u graag?"),
    (9, "R", "Bij het kanaal. Bij de sluis."),
    (60, "I", "Waarom?"),
    (64, "R", "Rust."),
]


@pytest.mark.parametrize("names", [["Tijd", "Spreker", "Tekst"], ["Timestamp", "Speaker", "Transcript"], ["Час", "Мовець", "Текст"], None])
@pytest.mark.parametrize("separator", [";", ",", "\t", None])
def test_a_transcript_as_a_table(names: list[str] | None, separator: str | None, tmp_path: Path) -> None:
    rows: list[list[object]] = [*([names] if names else []), *TABLE]
    if separator is None:
        path = workbook(tmp_path / "a.xlsx", rows)
    else:
        path = tmp_path / ("a.tsv" if separator == "\t" else "a.csv")
        text = "\n".join(
            separator.join(f'"{cell}"' if "\n" in str(cell) or separator in str(cell) else str(cell) for cell in row) for row in rows
        )
        path.write_text(text, "utf-8-sig")
    assert brought_in(path)[0] == TABLE_TURNS


def test_an_ending_that_lies(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(json.dumps({"segments": SEGMENTS}), "utf-8")
    assert brought_in(tmp_path / "a.txt")[0] == NONE
    text = "\n".join("\t".join(str(cell).replace("\n", " ") for cell in row) for row in [["Tijd", "Spreker", "Tekst"], *TABLE])
    (tmp_path / "b.txt").write_text(text, "utf-16")
    assert brought_in(tmp_path / "b.txt")[0] == TABLE_TURNS


def test_words_without_times(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"text": " Waar komt u graag?"}', "utf-8")
    turns, warnings = brought_in(tmp_path / "a.json")
    assert turns == [(None, None, "Waar komt u graag?")]
    assert "the words have no times in this file; export it with segments to know the moment of each passage" in warnings


def test_times_that_excel_made_of_minutes_and_further_columns(tmp_path: Path) -> None:
    moments = [datetime.time(0, 5), datetime.time(0, 9), datetime.time(1, 0), datetime.time(1, 4)]
    rows: list[list[object]] = [["nr", "tijd", "spreker", "tekst", "opmerking"]]
    rows += [
        [number, moment, row[1], row[2], "mooi" if number == 2 else None]
        for number, (moment, row) in enumerate(zip(moments, TABLE, strict=True), 1)
    ]
    path = workbook(tmp_path / "a.xlsx", rows)
    book = openpyxl.load_workbook(path)
    for row in book.active["B2:B5"]:
        row[0].number_format = "h:mm"
    book.save(path)
    turns, warnings = brought_in(path)
    assert turns == TABLE_TURNS
    assert warnings == ["the column 'opmerking' was left out: mooi"]


def test_speakers_without_times_and_a_csv_that_is_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["wie", "uitspraak"], *([row[1], row[2]] for row in TABLE)]).rename(tmp_path / "a.csv")
    turns, warnings = brought_in(path)
    assert turns == [(None, who, said) for _, who, said in TABLE_TURNS]
    assert warnings == ["a.csv is table, though its ending says '.csv'; it was read as what it is"] or not warnings


def test_subtitles_in_milliseconds_and_in_seconds(tmp_path: Path) -> None:
    for name, text in (
        ("a.tsv", "start\tend\ttext\n500\t1400\tWaar komt u graag?\n2000\t2600\tBij het\n2600\t3000\tkanaal.\n"),
        ("b.tsv", "0.500000\t1.400000\tWaar komt u graag?\n2.000000\t2.600000\tBij het\n2.600000\t3.000000\tkanaal.\n"),
    ):
        (tmp_path / name).write_text(text, "utf-8")
        assert brought_in(tmp_path / name)[0] == NONE


def test_a_bomb_and_a_far_cell_are_refused_or_read_at_once(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "I", "ver weg"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(IntakeError, match=r"a\.xlsx: "):
        read(tmp_path / "a.xlsx")
    (tmp_path / "b.csv").write_text("a;b\n" * 110_000, "utf-8")
    with pytest.raises(IntakeError, match=r"b\.csv: the table has more than 120,000 cells"):
        read(tmp_path / "b.csv")

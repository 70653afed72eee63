"""PDF: paragraphs from lines, columns, and what is around the text, each from a page that is written here."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from pdf_files import column, write_pdf
from placemeaning.errors import IntakeError
from placemeaning.intake import freeze, read
from placemeaning.model.text import fold

TALK = [
    "I: Waar komt u graag in de buurt, en kunt u iets vertellen over hoe vaak u daar dan komt",
    "en met wie?",
    "R: Het liefst zit ik aan het kanaal, op het bankje bij de sluis, want daar is het altijd rus-",
    "tig en zie je de boten. Mijn buurvrouw komt ook, met de voor- en achterdeur open kan zij",
    "ons horen lachen.",
    "I: En in de winter?",
    "R: Dan ga ik naar het buurthuis.",
]
TURNS = [
    ("I", "Waar komt u graag in de buurt, en kunt u iets vertellen over hoe vaak u daar dan komt en met wie?"),
    (
        "R",
        "Het liefst zit ik aan het kanaal, op het bankje bij de sluis, want daar is het altijd rustig en zie je de boten. "
        "Mijn buurvrouw komt ook, met de voor- en achterdeur open kan zij ons horen lachen.",
    ),
    ("I", "En in de winter?"),
    ("R", "Dan ga ik naar het buurthuis."),
]
NARROW = [
    "I: Waar komt u graag in de",
    "buurt, en met wie dan?",
    "R: Aan het kanaal, op het",
    "bankje bij de sluis, met mijn",
    "buurvrouw van de overkant.",
    "I: En in de winter?",
    "R: Dan ga ik naar het buurt-",
    "huis, daar is de koffie warm",
]
NARROW_2 = [
    "en zijn er altijd mensen die",
    "ik ken van vroeger.",
    "I: Wie zijn dat?",
    "R: De mensen van het koor,",
    "en de jongens van de sluis.",
    "I: Dank u wel.",
    "R: Graag gedaan, kom nog",
    "eens langs bij het kanaal.",
]


def brought_in(path: Path) -> tuple[list[tuple[str | None, str]], list[str]]:
    document, warnings = freeze(read(path))
    return [(turn.speaker, fold(turn.span.of(document.text))) for turn in document.turns], warnings


def test_lines_become_paragraphs_and_cut_words_whole(tmp_path: Path) -> None:
    turns, warnings = brought_in(write_pdf(tmp_path / "a.pdf", [column(TALK)]))
    assert turns == TURNS
    assert warnings == ["1 words cut at the end of a line were put together: rus-tig"]


def test_headers_page_numbers_and_line_numbers_are_left_out_and_counted(tmp_path: Path) -> None:
    pages = []
    for page in range(3):
        numbered = [(50.0, 750.0 - 13 * line, str(page * len(TALK) + line + 1)) for line in range(len(TALK))]
        edges = [(70.0, 800.0, "Interview 3 - concept"), (500.0, 800.0, "mei 2024"), (280.0, 40.0, f"- {page + 1} -")]
        pages.append([*edges, *numbered, *column(TALK)])
    turns, warnings = brought_in(write_pdf(tmp_path / "a.pdf", pages))
    assert turns == TURNS * 3
    assert warnings == [
        "running header or footer left out 3 times: Interview 3 - concept mei 2024",
        "3 page numbers were left out",
        "21 line numbers were left out",
        "3 words cut at the end of a line were put together: rus-tig, rus-tig, rus-tig",
    ]


def test_the_left_column_is_read_before_the_right_one(tmp_path: Path) -> None:
    page = [(70, 780, "#Gesprek aan het kanaal"), *column(NARROW), *column(NARROW_2, left=310)]
    document, warnings = freeze(read(write_pdf(tmp_path / "a.pdf", [page])))
    assert document.title == "Gesprek aan het kanaal"
    assert [(turn.speaker, fold(turn.span.of(document.text))) for turn in document.turns] == [
        ("I", "Waar komt u graag in de buurt, en met wie dan?"),
        ("R", "Aan het kanaal, op het bankje bij de sluis, met mijn buurvrouw van de overkant."),
        ("I", "En in de winter?"),
        ("R", "Dan ga ik naar het buurthuis, daar is de koffie warm en zijn er altijd mensen die ik ken van vroeger."),
        ("I", "Wie zijn dat?"),
        ("R", "De mensen van het koor, en de jongens van de sluis."),
        ("I", "Dank u wel."),
        ("R", "Graag gedaan, kom nog eens langs bij het kanaal."),
    ]
    assert warnings == [
        "1 pages have two columns; the left one was read first",
        "1 words cut at the end of a line were put together: buurt-huis",
    ]


def test_bold_labels_without_colon(tmp_path: Path) -> None:
    lines = ["*Sanne* Wat is uw plek?", "", "*Meneer Koster* De markt.", "", "*Sanne* En thuis?", "", "*Meneer Koster* Stil."]
    turns, _ = brought_in(write_pdf(tmp_path / "a.pdf", [column(lines)]))
    assert turns == [("Sanne", "Wat is uw plek?"), ("Meneer Koster", "De markt."), ("Sanne", "En thuis?"), ("Meneer Koster", "Stil.")]


def test_a_label_that_stands_on_two_pages_at_one_height_is_no_header(tmp_path: Path) -> None:
    page = ["R: Ja.", "I: Waarom komt u daar?", "R: Omdat mijn zus er woont.", "I: En verder?", "R: Verder niet."]
    turns, warnings = brought_in(write_pdf(tmp_path / "a.pdf", [column(page), column(page)]))
    assert len(turns) == 10
    assert warnings == []


def test_an_interrupted_word_is_not_joined_with_the_next_turn(tmp_path: Path) -> None:
    turns, _ = brought_in(write_pdf(tmp_path / "a.pdf", [column(["R: En toen ging ik-", "I: Naar de kerk?", "R: Ja.", "I: Goed."])]))
    assert turns == [("R", "En toen ging ik-"), ("I", "Naar de kerk?"), ("R", "Ja."), ("I", "Goed.")]


def test_a_compound_keeps_its_hyphen_and_a_word_before_a_colon_is_no_label(tmp_path: Path) -> None:
    lines = [
        "I: Welke plekken zijn er voor u van belang, en heeft dat te maken met de zuid-westelijke of de",
        "Utrechtse: ik bedoel, met de oude of met de nieuwe wijk, of met de sociaal-culturele sociaal-",
        "economische ontwikkeling van Noord-Holland, met de mensen van de sociaal-culturele club, Zuid-",
        "Holland, de overkant van het water, of met de volkstuin waar u zaterdag over had verteld, en daar",
        "nog heel lang over door wilde praten, maar toen ging de bel en moest u snel naar huis voor het eten,",
        "en dat was jammer, want ik had nog wel het een en ander willen horen over de buren van de tuin, de",
        "sloot erachter en de brug.",
        "R: De tuin.",
    ]
    lines += ["I: Waarom is die tuin dan toch zo belangrijk voor u geworden, ook nu u er niet meer elke dag komt?", "R: De rust."] * 14
    turns, warnings = brought_in(write_pdf(tmp_path / "a.pdf", [column(lines)]))
    assert turns[0][1] == " ".join(lines[:7])[3:].replace("sociaal- economische", "sociaal-economische").replace(
        "Zuid- Holland", "Zuid-Holland"
    )
    assert len(turns) == 30
    assert not [warning for warning in warnings if "cut" in warning]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.4\nnothing more", "a.pdf: this PDF cannot be read: it is damaged"),
        (b"no PDF at all", "a.pdf: this PDF cannot be read: it is damaged"),
        (b"%PDF-1.4\nstream\n" + zlib.compress(bytes(61_000_000)), "a.pdf: unpacked it is larger than 60 MB"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    with pytest.raises(IntakeError) as caught:
        read(tmp_path / "a.pdf")
    assert str(caught.value).startswith(message)


def test_a_scan_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="holds pictures of pages, no text"):
        read(write_pdf(tmp_path / "a.pdf", [[]]))

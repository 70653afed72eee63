"""What a study says of itself and of its codebook in a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from placemeaning import __version__
from placemeaning.errors import check_choice
from placemeaning.model.codebook import Codebook
from placemeaning.output.words import LANGUAGES

_FACTS = {
    "nl": ("Studie", "Beschrijving", "Gemaakt met", "Gemaakt op", "Codeurs", "Documenten"),
    "en": ("Study", "Description", "Made with", "Made on", "Coders", "Documents"),
}


def language_of(book: Codebook, language: str | None) -> str:
    """Return the language of a workbook: the one asked for, or the codebook's first that a workbook can be in."""
    return language or next((one for one in book.languages if one in LANGUAGES), LANGUAGES[0])


def about(title: str, book: Codebook, coders: Sequence[str], documents: pd.DataFrame, language: str) -> dict[str, Any]:
    """Return the facts for the workbook's last sheet, by their names in its language."""
    check_choice("language", language, LANGUAGES)
    values = (title, book.description, f"placemeaning {__version__}", f"{datetime.now():%Y-%m-%d %H:%M}", ", ".join(coders), len(documents))
    return {name: value for name, value in zip(_FACTS[language], values, strict=True) if value != ""}


def codebook_rows(book: Codebook, language: str) -> list[dict[str, Any]]:
    """Return one row a code for the sheet of the codebook, in the order of the book."""
    return [
        {
            "id": code.id,
            "path": book.path(code.id, language),
            "label": code.in_language(language),
            "definition": code.definition,
            "include": code.include,
            "exclude": code.exclude,
            "examples": list(code.examples),
            "keywords": [one.text for one in code.keywords.get(language, ())],
        }
        for code in book
    ]

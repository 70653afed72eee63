"""What a study counts with: the texts, the tables and the names that analyses need beside the codings."""

from __future__ import annotations

from typing import Any

import pandas as pd

from placemeaning.analysis import tidy
from placemeaning.analysis.polls import poll_answers
from placemeaning.folder import Folder


def language_of(folder: Folder, language: str | None) -> str:
    """Return the language asked for, or the codebook's first one."""
    return language or folder.codebook().languages[0]


def tables(folder: Folder, language: str | None) -> dict[str, Any]:
    """Return the options of `placemeaning.matrix` that a study gives: texts, documents, people, places, labels and language."""
    texts, places = folder.readable_documents()[0], folder.places()
    return {
        "texts": texts,
        "document_frame": tidy.documents_frame(texts.values()),
        "people": tidy.people_frame(folder.people().values()),
        "places": tidy.places_frame(places.values()),
        "labels": tidy.axis_labels(folder.codebook(), places, texts, language),
        "language": language_of(folder, language),
    }


def answers(folder: Folder, codings: pd.DataFrame) -> pd.DataFrame:
    """Return the answers to polls, a row each."""
    people = tidy.people_frame(folder.people().values())
    return poll_answers(codings, texts=folder.readable_documents()[0], codebook=folder.codebook(), people=people, places=folder.places())


def for_saturation(folder: Folder, language: str | None) -> dict[str, Any]:
    """Return the options of `saturation` that a study gives."""
    found = tables(folder, language)
    return {name: found[name] for name in ("document_frame", "places", "language")} | {"labels": found["labels"]["place"]}


def for_card(folder: Folder, language: str | None) -> dict[str, Any]:
    """Return the options of `neighbourhood_card` that a study gives."""
    found = tables(folder, language)
    return {"texts": found["texts"], "labels": found["labels"]["code"], "language": found["language"]}

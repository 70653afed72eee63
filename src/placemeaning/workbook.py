"""The workbook of a study: all that is in it, gathered with one look at the codings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from placemeaning import comparing, counting, exporting, telling
from placemeaning.analysis.cooccurrence import cooccurrence
from placemeaning.analysis.disagreements import Disagreements, disagreements
from placemeaning.analysis.matrix import matrix
from placemeaning.analysis.saturation import saturation
from placemeaning.analysis.voices import voices
from placemeaning.folder import Folder
from placemeaning.output.excel import write_workbook
from placemeaning.output.findings import sheets
from placemeaning.output.further import Further


def write(folder: Folder, path: str | Path, codings: pd.DataFrame, documents: pd.DataFrame, *, title: str, language: str) -> Path:
    """Write the workbook (see `Project.to_excel`)."""
    book, coders, tables = folder.codebook(), folder.coders(), counting.tables(folder, language)
    counted = [matrix(codings, rows="place", columns="code", count=count, totals=True, **tables) for count in ("people", "passages")]
    return write_workbook(
        path,
        codings=codings,
        documents=documents,
        codebook_rows=exporting.codebook_rows(book, language),
        places=list(folder.places().values()),
        matrices=counted,
        about=exporting.about(title, book, coders, documents, language),
        further=_further(folder, codings, tables, language),
        language=language,
    )


def _further(folder: Folder, codings: pd.DataFrame, tables: dict[str, Any], language: str) -> list[Further]:
    labels = tables["labels"]
    return sheets(
        summaries=telling.summaries_table(folder, codings, language),
        voices=voices(codings, **tables),
        together=cooccurrence(codings, texts=tables["texts"], labels=labels["code"]),
        saturation=saturation(
            codings, document_frame=tables["document_frame"], places=tables["places"], labels=labels["place"], language=language
        ),
        people=tables["people"],
        persons=matrix(codings, rows="person", columns="code", count="present", **tables),
        differences=_differences(folder, codings, tables["texts"]),
        language=language,
    )


def _differences(folder: Folder, codings: pd.DataFrame, texts: dict[str, Any]) -> Disagreements | None:
    if len(folder.coders()) < 2:
        return None
    return disagreements(codings, texts=texts, read=comparing.readers(folder))

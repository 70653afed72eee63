"""Reports of a study: what they are made from, gathered from its folder, and written."""

from __future__ import annotations

import mimetypes
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from placemeaning import __version__, counting, telling
from placemeaning.analysis.matrix import Matrix, matrix
from placemeaning.analysis.portraits import Portrait, portraits
from placemeaning.analysis.sentences import capital
from placemeaning.analysis.tidy import CERTAIN
from placemeaning.errors import check_choice
from placemeaning.exporting import language_of
from placemeaning.folder import Folder
from placemeaning.model.document import Place, the_one
from placemeaning.output.drawing import Drawing
from placemeaning.output.files import replacing
from placemeaning.output.map import geojson, located, svg_map
from placemeaning.output.report.content import Picture, Report
from placemeaning.output.report.words import listed, say
from placemeaning.output.words import LANGUAGES

if TYPE_CHECKING:
    from placemeaning.analysis.tidy import Some

PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp"}


def write_report(folder: Folder, path: Path, codings: pd.DataFrame, *, places: Some, quotes: int, language: str) -> Path:
    """Write the report as HTML or Word, by the ending of `path` (see `Project.report`)."""
    check_choice("language", language, LANGUAGES)
    if path.suffix.lower() not in (".html", ".docx"):
        raise ValueError(f"{path.name!r} does not end with .html or .docx")
    made = content(folder, codings, places=places, quotes=quotes, language=language)
    with replacing(path, language) as new:
        if path.suffix.lower() == ".html":
            from placemeaning.output.report.page import page

            new.write_text(page(made), "utf-8", newline="\n")
        else:
            from placemeaning.output.report.word import save

            save(made, new)
    return path


def content(folder: Folder, codings: pd.DataFrame, *, places: Some, quotes: int, language: str) -> Report:
    """Gather what a report says."""
    book, tables = folder.codebook(), counting.tables(folder, language)
    chosen = _chosen(folder, places)
    found = portraits(
        codings, texts=tables["texts"], document_frame=tables["document_frame"], places=chosen, labels=tables["labels"]["code"],
        definitions={code.id: code.definition for code in book}, summaries=_summaries(folder, codings), quotes=quotes, language=language,
    )  # fmt: skip
    where = {"place": list(chosen)} if places is not None else None
    counted = matrix(codings, rows="place", columns="code", count="people", where=where, **tables)
    return Report(
        title=book.title or folder.root.name,
        description=book.description,
        facts=_facts(folder, codings, tables["document_frame"], found, language),
        how=_how(folder, codings, language),
        codes=_codes(folder, found, language),
        portraits=found,
        matrix=counted,
        people=folder.people(),
        language=language,
        made=say("footer", language, version=__version__, date=f"{datetime.now():%d-%m-%Y}"),
        pictures=_pictures(folder, found),
    )


def _summaries(folder: Folder, codings: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return what people wrote about cells, by place and code; several coders one below the other."""
    found: dict[tuple[str, str], str] = {}
    for one in telling.all_summaries(folder, codings):
        cell = (one.place, one.code)
        found[cell] = f"{found[cell]}\n\n{one.text}" if cell in found else one.text
    return found


def map_of(folder: Folder, language: str | None) -> Drawing:
    """Return the drawing of the places (see `Project.map`)."""
    spoken = language_of(folder.codebook(), language)
    places = list(folder.places().values())
    there = sorted(located(places), key=lambda place: -(place.latitude or 0))
    told = say("map told", spoken, n=len(there), names=", ".join(one.name for one in there))
    return Drawing(svg_map(places, told=told, legend=True), told, spoken)


def write_geojson(folder: Folder, path: Path, people: Matrix) -> Path:
    """Write the places with how many people give each code there (see `Project.to_geojson`)."""
    if path.suffix.lower() not in (".geojson", ".json"):
        raise ValueError(f"{path.name!r} does not end with .geojson or .json")
    figures = people.body().to_numpy()
    said = {
        place: {f"people: {code}": int(figures[r, c]) for c, code in enumerate(people.column_ids)} for r, place in enumerate(people.row_ids)
    }
    with replacing(path) as new:
        new.write_text(geojson(list(folder.places().values()), said), "utf-8", newline="\n")
    return path


def _chosen(folder: Folder, places: Some) -> dict[str, Place]:
    known = folder.places()
    wanted = [places] if isinstance(places, str) else list(known) if places is None else list(places)
    return {the_one(known, name, "place").id: known[name] for name in wanted}


def _facts(folder: Folder, codings: pd.DataFrame, documents: pd.DataFrame, found: Sequence[Portrait], language: str) -> dict[str, str]:
    dates = sorted(str(one) for one in documents["date"].dropna())
    people = {person for one in found for person in one.people}
    first, last = (f"{day[8:10]}-{day[5:7]}-{day[:4]}" if len(day) == 10 else day for day in (dates[0], dates[-1])) if dates else ("", "")
    facts = {
        "documents": str(len(documents)),
        "people": str(len(people)),
        "places": str(len(found)),
        "codings": str(int(codings["status"].isin(CERTAIN).sum())),
        "coders": str(codings["coder"].nunique()),
        "period": first if first == last else f"{first} – {last}",
    }
    return {say(name, language): value for name, value in facts.items() if value}


def _how(folder: Folder, codings: pd.DataFrame, language: str) -> list[str]:
    suggested = int((codings["origin"] != "human").sum())
    origin = say("how suggested", language, n=suggested) if suggested else say("how by hand", language)
    codes = sum(code.codable for code in folder.codebook())
    coders = listed(sorted(codings["coder"].unique()), language) or "–"
    left = int((~codings["status"].isin(CERTAIN)).sum())
    said = [
        say("how coded", language, codes=codes, coders=coders, origin=origin),
        say("how counted", language),
        say("how quoted", language),
    ]
    return said + ([say("left out", language, n=left)] if left else [])


def _codes(folder: Folder, found: Sequence[Portrait], language: str) -> list[tuple[str, str, int]]:
    book = folder.codebook()
    at = Counter(meaning.code for one in found for meaning in one.meanings)
    return [(capital(book.path(code.id, language)), code.definition, at[code.id]) for code in book if code.codable]


def _pictures(folder: Folder, found: Sequence[Portrait]) -> dict[str, Picture]:
    """Read the pictures that places.csv names; they lie in the study, and nothing outside it is read."""
    pictures = {}
    for one in found:
        name = one.place.picture
        if not name:
            continue
        path = (folder.root / name).resolve()
        inside = path.is_relative_to(folder.root.resolve()) and path.suffix.lower() in PICTURES and path.is_file()
        kind = mimetypes.guess_type(path.name)[0] or "image/png"
        pictures[one.place.id] = Picture(name, kind, path.read_bytes() if inside else None)
    return pictures

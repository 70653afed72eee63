"""What a study tells: quotes that are found and cited, summaries, stories, and what may be published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from placemeaning import decisions
from placemeaning.analysis import publishing, tidy
from placemeaning.analysis.lineage import Lineage
from placemeaning.analysis.story import parts_of, told
from placemeaning.analysis.summaries import Summaries, Summary, cell_of, summaries, summaries_frame, summary_events
from placemeaning.errors import LedgerError, NotFound, QuoteAmbiguous, check_choice
from placemeaning.folder import Folder
from placemeaning.model.anchor import Anchor, describe
from placemeaning.model.citation import citation
from placemeaning.model.codebook import Codebook
from placemeaning.model.coding import Coding, Event, Note, moment
from placemeaning.model.document import Document, is_id, shorten, the_one
from placemeaning.model.text import Span
from placemeaning.output.vignettes import Vignette
from placemeaning.suggesting.lexicon import sentences

Passage = Coding | str | Mapping[str, Any] | tuple[Any, ...]
"""A passage: a coding, its id, or a row of a frame (codings, quotes, find, kwic)."""


def under(book: Codebook) -> dict[str, tuple[str, ...]]:
    """Return for each code the codes that it stands for in a query or a cell: itself and those under it."""
    above = {code.id: set(_up(book, code.id)) for code in book}
    return {code.id: tuple(one.id for one in book if code.id in above[one.id]) for code in book}


def _up(book: Codebook, code: str) -> Iterator[str]:
    step: str | None = code
    while step is not None:
        yield step
        step = book[step].parent


def names(book: Codebook) -> dict[str, tuple[str, ...]]:
    """Return what a query may call codes: ids, and labels in any language that no other code has."""
    below = under(book)
    labels = [(label, code.id) for code in book for label in code.label.values()]
    unique = {label: code for label, code in labels if len({other for one, other in labels if one == label}) == 1}
    return {label: below[code] for label, code in unique.items()} | below


def passages_of(folder: Folder, chosen: Any) -> Iterator[tuple[Document, Span]]:
    """Yield where the passages are that somebody chose: a coding, an id, a row or a frame.

    Raises
    ------
    NotFound
        If there is no such coding or document.
    ValueError
        If a position is not certain, or `chosen` is no passage.
    """
    if isinstance(chosen, pd.DataFrame):
        for _, row in chosen.iterrows():
            yield from passages_of(folder, row)
        return
    if isinstance(chosen, pd.Series):
        chosen = chosen.to_dict()
    if isinstance(chosen, Mapping):
        yield from _of_row(folder, chosen)
    elif isinstance(chosen, Coding | str):
        yield _of_coding(folder, chosen)
    else:
        raise ValueError(f"{chosen!r} is no passage: give a coding, the id of one, or a row of a frame of codings or quotes")


def _of_row(folder: Folder, row: Mapping[str, Any]) -> Iterator[tuple[Document, Span]]:
    if row.get("ids"):
        yield from (_of_coding(folder, one) for one in row["ids"])
    elif pd.notna(row.get("start")) and pd.notna(row.get("stop")):
        yield folder.document(str(row["document"])), Span(int(row["start"]), int(row["stop"]))
    elif isinstance(row.get("id"), str):
        yield _of_coding(folder, row["id"])
    else:
        raise ValueError("a row of a passage needs document, start and stop, or the id of a coding")


def _of_coding(folder: Folder, coding: Coding | str) -> tuple[Document, Span]:
    found = decisions.find_coding(folder, coding)
    spans = decisions.certain_spans(folder, [found])
    if found.id not in spans:
        raise ValueError(f"the position of coding {found.id!r} is not certain any more; project.check() says what to do")
    return folder.document(found.document or ""), spans[found.id]


def cite(folder: Folder, quote: Passage, language: str) -> str:
    """Return where a quote stands (see `Project.cite`)."""
    found = list(passages_of(folder, quote))
    whole: dict[str, Span] = {}
    for document, span in found:
        known = whole.setdefault(document.id, span)
        whole[document.id] = Span(min(known.start, span.start), max(known.stop, span.stop))
    return "; ".join(citation(folder.document(name), span, language) for name, span in whole.items())


# what may be published


def publish(folder: Folder, coding: Coding | str, allowed: bool, *, by: str, memo: str) -> Note:
    """Mark whether a passage may be published (see `Project.publish`)."""
    found = decisions.find_coding(folder, coding)
    return decisions.mark(folder, found, publishing.YES if allowed else publishing.NO, by=by, memo=memo)


def with_marks(folder: Folder, codings: pd.DataFrame, documents: Mapping[str, Document], wanted: Callable[[str], bool]) -> pd.DataFrame:
    """Return a frame of codings whose column `publish` says which quotes may be published, whoever marked them.

    Where a ledger on a document cannot be read, none of its quotes may.
    """
    events: list[Event] = []
    unknown = set()
    for path in folder.ledger_files(documents=wanted):
        try:
            events += folder.events_of(path)
        except LedgerError:
            unknown.add(path.stem)
    marked = publishing.marked(codings, events, documents)
    return marked.assign(publish=marked["publish"] & ~marked["document"].isin(unknown)) if unknown else marked


def vignette(folder: Folder, passages: Iterable[Any], *, title: str, language: str) -> Vignette:
    """Compose a story (see `Project.vignette`)."""
    check_choice("language", language, ("nl", "en"))
    barred = publishing.barred(folder.events(), folder.readable_documents()[0])
    chosen = [passages] if isinstance(passages, pd.DataFrame | Coding | str) else list(passages)
    taken = [pair for item in chosen for pair in _parts(folder, item)]
    told_here = [(document, one) for i, (document, parts) in enumerate(taken) for one in told(document, parts, sentences, i)]
    for document, one in told_here:
        for bar in barred:
            if bar.bars(document.id, one.span, one.words):
                why = f": {bar.why}" if bar.why else ""
                raise ValueError(
                    f"{shorten(one.words)!r} ({citation(document, one.span, language)}) is not for publication, says {bar.by}{why}"
                )
    if not told_here:
        raise ValueError("a story needs one passage or more")
    cites = [citation(document, one.span, language) for document, one in told_here]
    places = {name: place.name for name, place in folder.places().items()}
    return Vignette([one for _, one in told_here], cites, places=places, title=title, language=language)


def _parts(folder: Folder, item: Any) -> Iterator[tuple[Document, list[Span]]]:
    """Yield what an item of a story takes over of which document."""
    if not isinstance(item, tuple):
        yield from ((document, parts_of(document, span)) for document, span in passages_of(folder, item))
        return
    if len(item) != 2 or not isinstance(item[1], str):
        raise ValueError(f"{item!r} is no passage of a story: give a coding, or (coding, words), or (document, words)")
    if isinstance(item[0], str) and item[0] in folder.document_ids():
        document = folder.document(item[0])
        parts = parts_of(document, Span(0, len(document.text)), item[1])
        _check_only_once(document, parts[0])
        yield document, parts
    else:
        for document, span in passages_of(folder, item[0]):
            yield document, parts_of(document, span, item[1])


def _check_only_once(document: Document, part: Span) -> None:
    try:
        document.find(part.of(document.text))
    except QuoteAmbiguous:
        raise ValueError(
            f"{document.id} says {shorten(part.of(document.text))!r} more than once: give more words, or the coding of the passage"
        ) from None


# summaries


def summarise(folder: Folder, codings: pd.DataFrame, place: str, code: str, text: str, *, by: str, passages: Any) -> Summary:
    """Write a summary of a cell (see `Project.summarise`)."""
    if not is_id(by):
        raise ValueError(f"by={by!r} cannot be a coder's name: use letters, digits, '-' and '.', without blanks")
    if not text.strip():
        raise ValueError("a summary needs words")
    _checked(folder, place, code)
    cell = cell_of(codings, place, under(folder.codebook())[code])
    lineage = Lineage(folder.events())
    standing = {lineage.root(one): one for one in cell["id"]}
    wanted = list(cell["id"]) if passages is None else list(_ids(passages))
    for one in wanted:
        if lineage.root(one) not in standing:
            raise ValueError(
                f"passage {one!r} is not among those of {place} and {code}; project.codings(place={place!r}, code={code!r}) lists them"
            )

    rows = cell[cell["id"].isin([standing[lineage.root(one)] for one in wanted])]
    own = list(folder.events(by.__eq__))
    made = summary_events(
        own, place=place, code=code, text=text.strip(), by=by, passages=_anchors(folder, rows), at=moment(one.recorded_at for one in own)
    )
    for name in dict.fromkeys(one.document or "_notes" for one in made):  # the summary last: a crash leaves nothing that counts
        folder.append(by, name, lambda _, name=name: [one for one in made if (one.document or "_notes") == name])  # type: ignore[misc]
    return summary(folder, codings, place, code, by)


def _anchors(folder: Folder, rows: pd.DataFrame) -> dict[str, tuple[str, Anchor]]:
    found = {}
    for name, document, start, stop in rows[["id", "document", "start", "stop"]].itertuples(index=False):
        text = folder.document(document)
        found[name] = (document, describe(text.text, Span(int(start), int(stop)), text_digest=text.digest))
    return found


def _ids(passages: Any) -> Iterator[str]:
    if isinstance(passages, pd.DataFrame):
        several = "ids" in passages
        yield from (one for ids in passages["ids"] for one in ids) if several else passages["id"]
    elif isinstance(passages, str | Coding):
        yield passages if isinstance(passages, str) else passages.id
    else:
        for one in passages:
            yield from _ids(one)


def _checked(folder: Folder, place: str | None, code: str | None) -> None:
    if place is not None:
        the_one(folder.places(), place, "place")
    if code is not None:
        folder.codebook()[code]


def all_summaries(folder: Folder, codings: pd.DataFrame) -> list[Summary]:
    """Return the summaries that hold."""
    return summaries(folder.events(), codings, under(folder.codebook()))


def summary(folder: Folder, codings: pd.DataFrame, place: str, code: str, by: str | None) -> Summary:
    """Return the newest summary of a cell (see `Project.summary`)."""
    _checked(folder, place, code)
    found = [one for one in all_summaries(folder, codings) if (one.place, one.code) == (place, code) and by in (None, one.coder)]
    if not found:
        whose = f" by {by}" if by else ""
        raise NotFound(f"there is no summary of {place} and {code}{whose}. Write one: project.summarise({place!r}, {code!r}, …, by=…)")
    return max(found, key=lambda one: one.recorded_at)


def summaries_table(folder: Folder, codings: pd.DataFrame, language: str | None, **filters: tidy.Some) -> Summaries:
    """Return the summaries that hold as a frame (see `Project.summaries`)."""
    wanted = {name: {value} if isinstance(value, str) else set(value) for name, value in filters.items() if value is not None}
    found = [one for one in all_summaries(folder, codings) if all(getattr(one, name) in values for name, values in wanted.items())]
    book, places = folder.codebook(), {name: place.name for name, place in folder.places().items()}
    return summaries_frame(found, places, book.labels(language), "nl" if (language or book.languages[0]) == "nl" else "en")


def frames(folder: Folder, codings: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tidy frames of a study by name: codings, documents, places, people, codes."""
    documents, problems = folder.readable_documents()
    book = folder.codebook()
    codes = [(one.id, one.parent, *(one.label.get(name) for name in book.languages), one.definition) for one in book]
    return {
        "codings": codings,
        "documents": tidy.documents_frame(documents.values(), problems),
        "places": tidy.places_frame(folder.places().values()),
        "people": tidy.people_frame(folder.people().values()),
        "codes": pd.DataFrame(codes, columns=["id", "parent", *(f"label_{name}" for name in book.languages), "definition"]),
    }

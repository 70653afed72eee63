"""Suggestions of a study on disk: asking for them, the report, learning, and what coders were shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from placemeaning import decisions
from placemeaning.folder import Folder, write_whole
from placemeaning.model.codebook import Codebook
from placemeaning.model.coding import Scope, Suggestion, live_codings, moment
from placemeaning.model.document import is_id
from placemeaning.suggesting import doubts, editing, learning, review
from placemeaning.suggesting import meaning as meanings
from placemeaning.suggesting import report as reports
from placemeaning.suggesting.passages import Passage
from placemeaning.suggesting.rules import suggest

if TYPE_CHECKING:
    import pandas as pd


def suggestions(
    folder: Folder, documents: Iterable[str], *, by: str | None, wanted: Callable[[str], bool], interviewer: bool = False,
    scopes: Collection[Scope] | None = None, passage: Passage = "sentence", rules: Collection[str] | None = None, meaning: bool = False,
    language: str = "en",
) -> review.Suggestions:  # fmt: skip
    """Return what the keywords of the codebook suggest (see `Project.suggestions`)."""
    book, places = folder.codebook(), tuple(folder.places().values())
    asked = [folder.document(one) for one in documents]
    each = [suggest(one, book, interviewer=interviewer, scopes=scopes, passage=passage, rules=rules, places=places) for one in asked]
    made = [one for some in each for one in some]
    if meaning:
        made += meanings.without(meanings.by_meaning(asked, book), made)
    found = review.Suggestions((one for one in made if wanted(one.code)), _labels(folder), language)
    return found if by is None else review.still_open(found, decided(folder, by))


def more_like(
    folder: Folder, documents: Iterable[str], accepted: Iterable[Suggestion] | None, *, by: str, wanted: Callable[[str], bool], most: int, language: str,
) -> review.Suggestions:  # fmt: skip
    """Return passages near those a coder accepted or coded (see `Project.more_like`)."""
    like = [one for one in coded(folder) if one.coder == by] if accepted is None else [_as_coded(one, by) for one in accepted]
    asked = [folder.document(one) for one in documents]
    found = meanings.more_like([one for one in like if wanted(one.code)], asked, folder.codebook(), most=most)
    return review.still_open(review.Suggestions(found, _labels(folder), language), decided(folder, by))


def _as_coded(one: Suggestion, by: str) -> reports.Coded:
    return reports.Coded(one.document, one.code, one.anchor.span, by, one.anchor.exact)


def _labels(folder: Folder) -> dict[str, dict[str, str]]:
    return {name: folder.codebook().labels(name) for name in ("nl", "en")}


def decided(folder: Folder, coder: str) -> review.Decided:
    """Return what a coder has decided already."""
    events = list(folder.events(coder.__eq__))
    digests = {name: one.digest for name, one in folder.readable_documents()[0].items()}
    return review.decided(events, decisions.certain_spans(folder, live_codings(events)), digests)


def coded(folder: Folder) -> list[reports.Coded]:
    """Return the codings that hold and whose position is certain, of all coders."""
    codings = live_codings(folder.events())
    spans = decisions.certain_spans(folder, codings)
    return [
        reports.Coded(one.document or "", one.code or "", spans[one.id], one.coder, one.exact or "") for one in codings if one.id in spans
    ]


def report(folder: Folder, about: reports.About, complete: Collection[str] | None, rules: Collection[str] | None = None) -> pd.DataFrame:
    """Return how suggestions do (see `Project.suggestion_report`)."""
    found = suggestions(folder, folder.document_ids(), by=None, wanted=bool, rules=rules)
    by_coder = {coder: decided(folder, coder) for coder in folder.coders()}
    return reports.report(found, by_coder, folder.codebook(), coded(folder), about=about, complete=complete)


def joined_spellings(folder: Folder) -> pd.DataFrame:
    """Return the words that the spelling rule took for a keyword, with how often they occur (see `Project.joined_spellings`)."""
    import pandas as pd

    documents = folder.readable_documents()[0].values()
    rows = [
        (one.language, because.words, because.keyword)
        for one in documents
        for each in suggest(one, folder.codebook(), scopes=get_args(Scope), rules=["spelling"])
        for because in each.because
    ]
    table = pd.DataFrame(rows, columns=["language", "word", "keyword"])
    return table.value_counts().rename("times").reset_index()


def proposed_keywords(folder: Folder, language: str, at_least: int) -> pd.DataFrame:
    """Return words and phrases that codings propose as keywords (see `Project.proposed_keywords`)."""
    documents = list(folder.readable_documents()[0].values())
    return learning.propose(documents, coded(folder), folder.codebook(), language=language, at_least=at_least)


def doubtful_keywords(folder: Folder, at_least: int, complete: Collection[str] | None) -> pd.DataFrame:
    """Return keywords to drop or to make exact (see `Project.doubtful_keywords`)."""
    documents = folder.readable_documents()[0]
    by_coder = {coder: decided(folder, coder) for coder in folder.coders()}
    languages = {name: one.language for name, one in documents.items()}

    def suggested(book: Codebook, names: Collection[str]) -> list[Suggestion]:
        return [each for name, one in documents.items() if name in names for each in suggest(one, book)]

    return doubts.doubtful(suggested, coded(folder), folder.codebook(), languages, by_coder, at_least=at_least, complete=complete)


def change_keyword(folder: Folder, change: Callable[..., str], code: str, keyword: str, *, by: str, language: str, why: str) -> None:
    """Write a changed keyword into codebook.yaml, comments kept, with an entry in its history."""
    content = folder.codebook_file.read_text("utf-8-sig")
    changed = change(content, code, keyword, language=language, by=by, on=date.today().isoformat(), why=why)
    write_whole(folder.codebook_file, changed.encode("utf-8"))


CHANGES = {"add": editing.add_keyword, "drop": editing.drop_keyword, "exact": editing.make_exact}


def record_shown(folder: Folder, document: str, *, by: str, shown: Iterable[Suggestion] | None) -> None:
    """Note which suggestions a coder was shown in a document, in which order and when; None for a coder who works blind.

    The notes are lines of JSON in ``data/shown/<coder>.jsonl``, added at the end: ``{"at", "coder", "document", "shown", "suggestions": [ids in order]}``.
    """
    folder.document(document)
    _note_shown(folder, by, {"document": document, "shown": shown is not None, "suggestions": [one.id for one in shown or ()]})


def set_blind(folder: Folder, coder: str, blind: bool) -> None:
    """Note that a coder works without suggestions from now on, or with them again: a line ``{"at", "coder", "blind"}`` beside what was shown."""
    if not is_id(coder):
        raise ValueError(f"{coder!r} cannot be a coder's name: use letters, digits, '-' and '.', without blanks")
    _note_shown(folder, coder, {"blind": blind})


def is_blind(folder: Folder, coder: str) -> bool:
    """Return whether a coder works without suggestions: what the last such line says; False without one."""
    path = _shown_file(folder, coder)
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    said = [note["blind"] for note in map(json.loads, lines) if "blind" in note]
    return bool(said and said[-1])


def _shown_file(folder: Folder, coder: str) -> Path:
    return folder.root / "data/shown" / f"{coder}.jsonl"


def _note_shown(folder: Folder, coder: str, content: dict[str, object]) -> None:
    path = _shown_file(folder, coder)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps({"at": moment().isoformat(), "coder": coder, **content}) + "\n")

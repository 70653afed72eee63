"""Suggestions of a study on disk: asking for them, the report, learning, and what coders were shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, get_args

from placemeaning import decisions
from placemeaning.folder import Folder, write_whole
from placemeaning.model.coding import Scope, Suggestion, live_codings, moment
from placemeaning.suggesting import editing, learning, review
from placemeaning.suggesting import report as reports
from placemeaning.suggesting.passages import Passage
from placemeaning.suggesting.rules import suggest

if TYPE_CHECKING:
    import pandas as pd


def suggestions(
    folder: Folder, documents: Iterable[str], *, by: str | None, wanted: Callable[[str], bool], interviewer: bool = False,
    scopes: Collection[Scope] | None = None, passage: Passage = "sentence", rules: Collection[str] | None = None, language: str = "en",
) -> review.Suggestions:  # fmt: skip
    """Return what the keywords of the codebook suggest (see `Project.suggestions`)."""
    book, places = folder.codebook(), tuple(folder.places().values())
    asked = [folder.document(one) for one in documents]
    each = [suggest(one, book, interviewer=interviewer, scopes=scopes, passage=passage, rules=rules, places=places) for one in asked]
    labels = {name: book.labels(name) for name in ("nl", "en")}
    found = review.Suggestions((one for some in each for one in some if wanted(one.code)), labels, language)
    return found if by is None else review.still_open(found, decided(folder, by))


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


def change_keyword(folder: Folder, change: Callable[..., str], code: str, keyword: str, *, by: str, language: str, why: str) -> None:
    """Write a changed keyword into codebook.yaml, comments kept, with an entry in its history."""
    content = folder.codebook_file.read_text("utf-8-sig")
    changed = change(content, code, keyword, language=language, by=by, on=date.today().isoformat(), why=why)
    write_whole(folder.codebook_file, changed.encode("utf-8"))


CHANGES = {"add": editing.add_keyword, "drop": editing.drop_keyword, "exact": editing.make_exact}


def record_shown(folder: Folder, document: str, *, by: str, shown: Iterable[Suggestion] | None) -> None:
    """Note which suggestions a coder was shown in a document, in which order and when; None for a coder who works blind.

    The notes are lines of JSON in ``data/shown/<coder>.jsonl``, added at the end and never read back by the program:
    ``{"at", "coder", "document", "shown", "suggestions": [ids in order]}``.
    """
    folder.document(document)
    line = {
        "at": moment().isoformat(), "coder": by, "document": document, "shown": shown is not None,
        "suggestions": [one.id for one in shown or ()],
    }  # fmt: skip
    path = folder.root / "data/shown" / f"{by}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(line) + "\n")

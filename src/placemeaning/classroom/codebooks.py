"""The codebook as students get it: no comments, no history, and for those who work without suggestions no keywords."""

from __future__ import annotations

from typing import Any

from placemeaning.model import yaml
from placemeaning.model.codebook import Code, Codebook, Keyword


def write_codebook(book: Codebook, *, keywords: bool) -> str:
    """Return codebook.yaml for students.

    Comments and history of the lecturer's own file may say how passages are to be coded, so they stay at home.
    """
    top: dict[str, Any] = {"version": book.version, "languages": list(book.languages)}
    top |= {name: value for name, value in (("title", book.title), ("description", book.description)) if value}
    return yaml.dump(top | {"codes": {code.id: _entry(code, keywords) for code in book}})


def _entry(code: Code, keywords: bool) -> dict[str, Any]:
    texts = {"parent": code.parent, "definition": code.definition, "include": code.include, "exclude": code.exclude, "colour": code.colour}
    entry: dict[str, Any] = {"label": dict(code.label), **{name: value for name, value in texts.items() if value}}
    if code.examples:
        entry["examples"] = list(code.examples)
    if keywords and any(code.keywords.values()):
        entry["keywords"] = {language: [_keyword(one) for one in some] for language, some in code.keywords.items()}
    return entry if code.codable else entry | {"codable": False}


def _keyword(one: Keyword) -> Any:
    if one.form != "all":
        return one.text
    found: dict[str, Any] = {"all": list(one.words)}
    found |= {"near": one.near} if one.near else {}
    return found | ({"not": list(one.without)} if one.without else {})

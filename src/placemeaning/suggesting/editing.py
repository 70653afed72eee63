"""Editing the text of codebook.yaml: keywords added, dropped or made exact, with comments, order and layout kept, and an entry in its history."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from placemeaning.errors import CodebookError, NotFound
from placemeaning.model.codebook import Codebook, read_codebook
from placemeaning.model.document import LANGUAGES
from placemeaning.model.text import fold, normalise


def add_keyword(content: str, code: str, keyword: str, *, language: str, by: str, on: str, why: str = "") -> str:
    """Return the text of a codebook with a keyword added to a code.

    Parameters
    ----------
    content
        The text of codebook.yaml.
    on
        The date, ``2026-11-24``; it goes into the history with `by` and `why`.

    Raises
    ------
    NotFound
        If there is no such code.
    ValueError
        If the code has that keyword already, or the language is not one.
    CodebookError
        If the text would not be a codebook any more.
    """

    def add(words: CommentedSeq) -> None:
        if keyword.casefold() in (str(one).casefold() for one in words):
            raise ValueError(f"{keyword!r} is a keyword of {code!r} already")
        words.append(SingleQuotedScalarString(keyword) if _needs_quotes(keyword) else keyword)

    return _edited(content, code, language, add, {"date": on, "by": by, "added": keyword, "to": code, "language": language, "why": why})


def drop_keyword(content: str, code: str, keyword: str, *, language: str, by: str, on: str, why: str = "") -> str:
    """Return the text of a codebook without a keyword of a code; raises as `add_keyword` does, and NotFound where the code has it not."""

    def drop(words: CommentedSeq) -> None:
        del words[_place(words, keyword, code)]

    return _edited(
        content, code, language, drop, {"date": on, "by": by, "dropped": keyword, "from": code, "language": language, "why": why}
    )


def make_exact(content: str, code: str, keyword: str, *, language: str, by: str, on: str, why: str = "") -> str:
    """Return the text of a codebook in which a keyword fits in that form only; raises as `drop_keyword` does."""

    def exact(words: CommentedSeq) -> None:
        if isinstance(words[_place(words, keyword, code)], CommentedMap):
            raise ValueError(f"{keyword!r} asks for words near each other and cannot be made exact; drop it, or edit codebook.yaml")
        words[_place(words, keyword, code)] = SingleQuotedScalarString(f'"{keyword}"')

    return _edited(content, code, language, exact, {"date": on, "by": by, "exact": keyword, "of": code, "language": language, "why": why})


def _edited(content: str, code: str, language: str, change: Callable[[CommentedSeq], None], entry: dict[str, str]) -> str:
    content = normalise(content)
    book: Codebook = read_codebook(content)
    book[code]
    if language not in LANGUAGES:
        raise ValueError(f"language={language!r} is not one of {', '.join(LANGUAGES)}")
    yaml = _yaml()
    tree: CommentedMap = yaml.load(content)
    change(_words(tree, code, language))
    tree.setdefault("history", CommentedSeq()).append(CommentedMap({name: value for name, value in entry.items() if value}))
    out = io.StringIO()
    yaml.dump(tree, out)
    _check(out.getvalue(), entry)
    return out.getvalue()


def _yaml() -> Any:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _words(tree: CommentedMap, code: str, language: str) -> CommentedSeq:
    """Return the list of keywords of a code in a language, made where it is missing."""
    entry = tree["codes"][code]
    if not entry.get("keywords"):
        entry["keywords"] = CommentedMap()
    if not entry["keywords"].get(language):
        entry["keywords"][language] = CommentedSeq()
    found = entry["keywords"][language]
    if not isinstance(found, CommentedSeq):
        found = entry["keywords"][language] = CommentedSeq([found])
    return found


def _place(words: CommentedSeq, keyword: str, code: str) -> int:
    for place, one in enumerate(words):
        if fold(_text_of(one)).casefold() == fold(keyword).casefold():
            return place
    raise NotFound(f"code {code!r} has no keyword {keyword!r}; its keywords are in codebook.yaml")


def _text_of(entry: Any) -> str:
    """Return a keyword of the file as tables name it (koffie + buurman (near 5) not nooit)."""
    if not isinstance(entry, CommentedMap):
        return str(entry)
    near, without = entry.get("near"), entry.get("not")
    return (
        " + ".join(map(str, entry["all"]))
        + (f" (near {near})" if near else "")
        + (f" not {', '.join(map(str, without))}" if without else "")
    )


def _needs_quotes(keyword: str) -> bool:
    return (
        keyword[:1] in "\"'{[&*!|>%@`#-?:"
        or ": " in keyword
        or " #" in keyword
        or keyword.casefold() in ("yes", "no", "null", "true", "false", "on", "off")
    )


def _check(content: str, entry: dict[str, str]) -> None:
    try:
        read_codebook(content)
    except CodebookError as problem:
        raise CodebookError(f"the codebook was left as it is, because with this change it could not be read: {entry}\n{problem}") from None

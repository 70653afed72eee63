"""What a query says: ``relaxation & ~friendship`` as a tree, with errors that name the word and where it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from placemeaning.errors import did_you_mean

Relation = Literal["near", "overlapping", "followed by"]

NEAR = 10
"""How many words may lie between, where ``near`` does not say it."""

_TOKEN = re.compile(r"""\s*(?:(?P<sign>[&|~()])|"(?P<quoted>[^"]*)"|'(?P<single>[^']*)'|(?P<word>[\w.\-]+)|(?P<other>\S))""")
_WORDS = {"and": "&", "or": "|", "not": "~"}
_RELATIONS = ("near", "overlapping", "followed")


@dataclass(frozen=True, slots=True)
class Codes:
    """Any of some codes."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What does not have it."""

    part: Query


@dataclass(frozen=True, slots=True)
class Both:
    """Every part."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One part or more."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """A passage of the left and one of the right: so many words apart at most (None: any number), overlapping, or one after the other."""

    how: Relation
    left: Query
    right: Query
    words: int | None


Query = Codes | Not | Both | Either | Related


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # a sign, "code", "near", "overlapping", "followed" or "end"
    text: str
    at: int


def read_query(text: str, codes: Mapping[str, Collection[str]]) -> Query:
    """Return what a query says.

    From weak to strong: ``|`` (or), ``&`` (and), ``near`` · ``near 5`` · ``overlapping`` · ``followed by`` · ``followed by 20``, ``~`` (not).
    Parentheses group. The words ``or``, ``and``, ``not`` do the same as the signs; a code in quotation marks is never taken for one of these
    words. Numbers are words that may lie between the two passages.

    Parameters
    ----------
    codes
        The ids of all codes that a name stands for, by the name: a code with those under it.

    Raises
    ------
    ValueError
        With the position, from 1, of what is wrong; for a name that is no code the nearest is offered.
    """
    return _Reader(text, codes).read()


class _Reader:
    def __init__(self, text: str, codes: Mapping[str, Collection[str]]) -> None:
        self._text, self._codes = text, codes
        self._tokens, self._next = list(_tokens(text)), 0

    def read(self) -> Query:
        found = self._either()
        if self._peek().kind != "end":
            raise self._wrong("expected & or | or the end")
        return found

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self, *kinds: str) -> _Token | None:
        token = self._peek()
        if token.kind not in kinds:
            return None
        self._next += 1
        return token

    def _wrong(self, message: str, token: _Token | None = None) -> ValueError:
        token = token or self._peek()
        there = f"{token.text!r}" if token.kind != "end" else "the end"
        return ValueError(f"codes={self._text!r}: at position {token.at + 1}, {there}: {message}")

    def _either(self) -> Query:
        parts = [self._both()]
        while self._take("|"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _both(self) -> Query:
        parts = [self._related()]
        while self._take("&"):
            parts.append(self._related())
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _related(self) -> Query:
        left = self._single()
        while token := self._take(*_RELATIONS):
            if token.kind == "followed" and not self._word("by"):
                raise self._wrong("expected 'by' after 'followed'")
            how: Relation = "followed by" if token.kind == "followed" else token.kind  # type: ignore[assignment]
            words = None if token.kind == "overlapping" else self._number(NEAR if token.kind == "near" else None)
            right = self._single()
            for side in (left, right):
                if not _is_passages(side):
                    raise self._wrong(f"{how!r} stands between codes, or codes joined by | in parentheses; not beside & or ~", token)
            left = Related(how, left, right, words)
        return left

    def _single(self) -> Query:
        if self._take("~"):
            return Not(self._single())
        if self._take("("):
            found = self._either()
            if not self._take(")"):
                raise self._wrong("expected ')'")
            return found
        token = self._take("code", "name")
        if token is None:
            raise self._wrong("expected a code, ~ or (")
        if token.text not in self._codes:
            raise self._wrong(f"there is no such code.{did_you_mean(token.text, self._codes)}", token)
        return Codes(tuple(self._codes[token.text]))

    def _word(self, word: str) -> bool:
        token = self._peek()
        found = token.kind == "code" and token.text.casefold() == word
        self._next += found
        return found

    def _number(self, default: int | None) -> int | None:
        token = self._peek()
        if token.kind == "code" and token.text.isascii() and token.text.isdigit() and token.text not in self._codes:
            self._next += 1
            return int(token.text)
        return default


def _is_passages(query: Query) -> bool:
    """Return whether what is found are passages, one by one."""
    return isinstance(query, Codes | Related) or (isinstance(query, Either) and all(_is_passages(one) for one in query.parts))


def _tokens(text: str) -> Sequence[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        at = match.start(match.lastgroup or 0)
        kind, words = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "other":
            raise ValueError(
                f"codes={text!r}: at position {at + 1}, {words!r}: expected a code, one of & | ~ ( ) or near, overlapping, followed by"
            )
        if kind in ("quoted", "single"):
            found.append(_Token("name", words, at - 1))
        elif kind == "word" and words.casefold() in _WORDS:
            found.append(_Token(_WORDS[words.casefold()], words, at))
        elif kind == "word":
            found.append(_Token(words.casefold() if words.casefold() in _RELATIONS else "code", words, at))
        else:
            found.append(_Token(words, words, at))
    return [*found, _Token("end", "", len(text))]

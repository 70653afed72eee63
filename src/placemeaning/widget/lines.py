"""What was done in the coder, as Python lines that do the same in a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from placemeaning.model.coding import Coding, Suggestion
from placemeaning.model.document import Document
from placemeaning.model.text import Span, trim


class Lines:
    """Keeps one line an action. Codings made here get names (``c1``, ``c2``), so that later lines can speak of them."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._names: dict[str, str] = {}

    def __str__(self) -> str:
        return "\n".join(self._lines)

    def code(self, document: Document, made: Coding) -> None:
        """Remember that a passage was coded."""
        about = "".join(f", {name}={getattr(made, name)!r}" for name in ("place", "voice", "memo") if getattr(made, name))
        self._add(made, f"project.code({document.id!r}, {_quote(document, made)}, {made.code!r}, by={made.coder!r}{about})")

    def withdraw(self, old: Coding) -> None:
        """Remember that a coding was withdrawn."""
        self._lines.append(f"project.withdraw({self._name(old)}, by={old.coder!r})")

    def replace(self, document: Document, old: Coding, new: Coding) -> None:
        """Remember that a coding was given another code, place, voice or other edges."""
        if (old.start, old.stop) != (new.start, new.stop):
            self._add(new, f"project.move({self._name(old)}, {_quote(document, new)}, by={new.coder!r})")
            return
        about = "".join(f", {name}={getattr(new, name) or ''!r}" for name in ("place", "voice") if getattr(new, name) != getattr(old, name))
        self._add(new, f"project.recode({self._name(old)}, {new.code!r}, by={new.coder!r}{about})")

    def accept(self, document: Document, one: Suggestion, made: Coding, *, changed: bool) -> None:
        """Remember that a suggestion was accepted."""
        about = f", code={made.code!r}, quote={_quote(document, made)}" if changed else ""
        self._add(made, f"project.accept({_offer(one)}, by={made.coder!r}{about})")

    def decline(self, suggestions: Iterable[Suggestion], by: str) -> None:
        """Remember that suggestions were declined."""
        self._lines.extend(f"project.decline({_offer(one)}, by={by!r})" for one in suggestions)

    def note(self, about: Coding | str, words: str, by: str) -> None:
        """Remember that a memo was written."""
        subject = repr(about) if isinstance(about, str) else self._name(about, whole=True)
        self._lines.append(f"project.note({subject}, {words!r}, by={by!r})")

    def add_code(self, document: Document, code: str, said: Any, made: Coding | None, by: str) -> None:
        """Remember that a code was written into the codebook, and given to a passage where there is one."""
        on = f", on=({document.id!r}, {_quote(document, made)})" if made else ""
        self._lines.append(f"project.add_code({said.label!r}, {said.definition!r}, by={by!r}, language={said.language!r}{on})")
        if made:
            self.code(document, made)

    def define(self, code: str, texts: Mapping[str, str], by: str) -> None:
        """Remember that the codebook says something else of a code."""
        about = "".join(f", {name}={words!r}" for name, words in texts.items())
        self._lines.append(f"project.define({code!r}, by={by!r}{about})")

    def undo(self, direction: str, by: str) -> None:
        """Remember that something was taken back, or done again."""
        self._lines.append(f"project.{direction}(by={by!r})")

    def _add(self, made: Coding, call: str) -> None:
        name = self._names.setdefault(made.id, f"c{len(self._names) + 1}")
        self._lines.append(f"{name} = {call}")

    def _name(self, coding: Coding, *, whole: bool = False) -> str:
        stored = f"project.coding({coding.id!r})" if whole else repr(coding.id)
        return self._names.get(coding.id, stored)


def _offer(one: Suggestion) -> str:
    return f"next(s for s in project.suggestions({one.document!r}) if s.id == {one.id!r})"


def _quote(document: Document, coding: Coding) -> str:
    """Return the argument that names a passage: its words, with `nth` where they occur more than once."""
    span = Span(coding.start or 0, coding.stop or 0)
    words = span.of(document.text)
    spans = _places(document, words)
    if span not in spans or trim(document.text, span) != span:
        return f"pm.Span({span.start}, {span.stop})"
    return repr(words) if len(spans) == 1 else f"pm.Span({span.start}, {span.stop})"


def _places(document: Document, words: str) -> Sequence[Span]:
    found: list[Span] = []
    at = document.text.find(words)
    while at >= 0 and len(found) < 2:
        found.append(Span(at, at + len(words)))
        at = document.text.find(words, at + 1)
    return found

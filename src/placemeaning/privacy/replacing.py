"""Replacing: a text with pseudonyms in it, and the exact map from old to new code points. Nothing is looked for again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from placemeaning.model.anchor import describe, locate_all
from placemeaning.model.coding import Coding, Decline, Event, passage
from placemeaning.model.document import Document, Speaker, Turn, read_turns
from placemeaning.model.moments import Moments, key
from placemeaning.model.text import Span, digest
from placemeaning.privacy.finding import Kept
from placemeaning.privacy.inflecting import form_of, forms_of, is_cyrillic
from placemeaning.privacy.mention import Mention
from placemeaning.privacy.names import first_name
from placemeaning.privacy.words_of import low


@dataclass(frozen=True, slots=True)
class Edits:
    """What was replaced: spans of the old text in order, each with the words that stand there now."""

    old: tuple[Span, ...]
    new: tuple[str, ...]

    def apply(self, text: str) -> str:
        """Return the new text."""
        pieces, at = [], 0
        for span, words in zip(self.old, self.new, strict=True):
            pieces += [text[at : span.start], words]
            at = span.stop
        return "".join([*pieces, text[at:]])

    def move(self, span: Span) -> Span:
        """Return where a passage of the old text is in the new one; an end inside a replaced name moves to that end of the pseudonym."""
        return Span(self._at(span.start, False), self._at(span.stop, True))

    def _at(self, place: int, stop: bool) -> int:
        index = bisect_right([one.start for one in self.old], place if not stop else place - 1) - 1
        grown = sum(len(words) - len(one) for one, words in zip(self.old[: max(0, index)], self.new, strict=False))
        if index < 0:
            return place
        span, words = self.old[index], self.new[index]
        if place >= span.stop:
            return place + grown + len(words) - len(span)
        if place <= span.start:
            return place + grown
        return span.start + grown + (len(words) if stop else 0)


def edits(text: str, mentions: Iterable[Mention], pseudonyms: Mapping[tuple[str, str], str]) -> Edits:
    """Return what to replace in a text: the mentions that have a pseudonym, by kind and name.

    Two parts of a name side by side become one pair of brackets: ``[Dora Terlouw]``.
    """
    mentions = sorted(mentions)
    ends = {one.span.stop for one in mentions if one.kind == "person"}
    spans: list[Span] = []
    new: list[str] = []
    for one in mentions:
        pseudonym = pseudonyms.get((one.kind, one.name))
        if pseudonym is None:
            continue
        words = in_form(pseudonym, one.form)
        if spans and one.kind == "person" and spans[-1].stop in ends and text[spans[-1].stop : one.span.start] == " ":
            spans[-1], new[-1] = Span(spans[-1].start, one.span.stop), f"{new[-1][:-1]} {words[1:]}"
        else:
            spans.append(one.span)
            new.append(words)
    return Edits(tuple(spans), tuple(new))


def in_form(pseudonym: str, case: str) -> str:
    """Return a pseudonym in a case form (Ukrainian): ``[Олена]`` in the accusative is ``[Олену]``."""
    bare = pseudonym.strip("[]")
    if not case or not is_cyrillic(bare) or " " in bare:
        return pseudonym
    known = first_name(bare)
    return f"[{form_of(bare, case, known.gender if known else '')}]"


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Replaces names that are known in any text: a memo, a title, an old quotation. Call `edits_of` or the object itself."""

    pattern: re.Pattern[str] | None
    words: Mapping[str, str]
    kept: Kept

    def edits_of(self, text: str) -> Edits:
        """Return what to replace in `text`."""
        spots = self.kept.spots(text)
        found = self.pattern.finditer(text) if self.pattern else ()
        hits = [hit for hit in found if not any(Span(*hit.span()).overlap(spot) for spot in spots)]
        return Edits(tuple(Span(*hit.span()) for hit in hits), tuple(self.words[low(hit[0])] for hit in hits))

    def __call__(self, text: str) -> str:
        """Return `text` with pseudonyms."""
        return self.edits_of(text).apply(text)

    def anything(self, value: Any) -> Any:
        """Return a value of front matter with pseudonyms in every text in it."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, Mapping):
            return {self(key) if isinstance(key, str) else key: self.anything(some) for key, some in value.items()}
        return [self.anything(some) for some in value] if isinstance(value, list | tuple) else value


def rewriter(forms: Mapping[str, str], kept: Kept) -> Rewriter:
    """Return what replaces words by others, wherever they stand as words, with or without a possessive ending.

    Parameters
    ----------
    forms
        The words as they occur (``Fatima``, ``van Haaren``, ``Галину``), each with what stands for it.
    kept
        Words that stay: names of places under study.
    """
    every: dict[str, str] = {}
    for form, words in forms.items():
        every.setdefault(low(form), words)
        for other in case_forms(form):
            every.setdefault(low(other[0]), in_form(words, other[1]))
    spelled = sorted({spelling for form in forms for spelling in _spellings(form)}, key=len, reverse=True)
    joined = "|".join(r"\s+".join(re.escape(part) for part in form.split()) for form in spelled)
    return Rewriter(re.compile(rf"(?<![\w\[])(?:{joined})(?=(?:['’ʼ]?s|['’ʼ])?(?![\w\]]))") if spelled else None, every, kept)


def case_forms(form: str) -> list[tuple[str, str]]:
    """Return the case forms of one word in Cyrillic that are not itself, with their cases."""
    if not is_cyrillic(form) or " " in form:
        return []
    known = first_name(form)
    return [(one.text, one.case) for one in forms_of(form, known.gender if known else "")[1:]]


def _spellings(form: str) -> list[str]:
    """Return how words may be written: as they are, with capitals, in capitals only; in lower case only where they occur so."""
    capital = " ".join(part[:1].upper() + part[1:] for part in form.split())
    return [form, capital, form[:1].upper() + form[1:], form.upper() if len(form) > 3 else form, *(text for text, _ in case_forms(form))]


def replace_in_document(document: Document, made: Edits, rewrite: Rewriter) -> Document:
    """Return a document with its words, labels and front matter replaced; ids, source and digest of the original stay."""
    text = made.apply(document.text)
    labels = dict(zip(document.speakers, _labels(document, made, rewrite), strict=True))
    speakers: dict[str, Speaker] = {labels[name]: who for name, who in document.speakers.items()}
    other = {name: value if name == "original_sha256" else rewrite.anything(value) for name, value in document.other.items()}
    now = digest(text)
    turns = read_turns(text, speakers, document.kind)
    return replace(
        document, text=text, turns=turns, moments=_moments(document, text, turns, made), title=rewrite(document.title), speakers=speakers, other=other,
        digest=now, sha256=now if document.sha256 in (None, document.digest) else document.sha256,
    )  # fmt: skip


def _moments(old: Document, text: str, turns: Sequence[Turn], made: Edits) -> Moments:
    """Return the times within turns, moved along with the words."""
    found = {}
    for was, now in zip(old.turns, turns, strict=False) if old.moments else ():
        within = old.moments.get(key(was.seconds, was.span.of(old.text)), ())
        starts = (made.move(Span(was.span.start + place, was.span.stop)).start - now.span.start for place, _ in within)
        if within:
            found[key(now.seconds, now.span.of(text))] = tuple(zip(starts, (seconds for _, seconds in within), strict=True))
    return found


def _labels(document: Document, made: Edits, rewrite: Rewriter) -> list[str]:
    """Return the labels of the speakers as they stand in the new text."""
    found = []
    for label in document.speakers:
        match = re.search(rf"^(?:\[[\d:.]+\] )?({re.escape(label)}):", document.text, re.MULTILINE)
        moved = made.move(Span(*match.span(1))) if match else None
        found.append(moved.of(made.apply(document.text)) if moved else rewrite(label))
    return found


def replace_in_events(events: Sequence[Event], old: Document, new: Document, made: Edits, rewrite: Rewriter) -> list[Event]:
    """Return the events of a document with their passages moved along with their words; ids and times stay.

    A passage of the text as it is now moves by the map. One of an earlier text gets pseudonyms in its own words, and is found or
    in doubt as before.
    """
    anchors = {one.id: one.anchor for one in events if one.anchor is not None}
    located = dict(zip(anchors, locate_all(old.text, anchors.values(), text_digest=old.digest), strict=True))
    exact = {name: found.span for name, found in located.items() if found.status == "exact" and found.span}
    return [_replaced(one, exact.get(one.id), new, made, rewrite) for one in events]


def _replaced(one: Event, span: Span | None, new: Document, made: Edits, rewrite: Rewriter) -> Event:
    """Return an event with its passage moved along; `span` is where the passage is for certain in the text as it was."""
    changes: dict[str, Any] = {"memo": rewrite(one.memo)} if one.memo else {}
    anchor = one.anchor
    if span is not None:
        changes |= passage(describe(new.text, made.move(span), text_digest=new.digest))
    elif anchor is not None:
        changes |= _old_quotation(anchor.prefix, anchor.exact, anchor.suffix, rewrite)
    elif one.exact:
        changes["exact"] = rewrite(one.exact)
    found: Event = msgspec.structs.replace(one, **changes)
    return found


def _old_quotation(prefix: str, exact: str, suffix: str, rewrite: Rewriter) -> dict[str, str]:
    whole = prefix + exact + suffix
    made = rewrite.edits_of(whole)
    text, span = made.apply(whole), made.move(Span(len(prefix), len(prefix) + len(exact)))
    return {"prefix": text[: span.start], "exact": span.of(text), "suffix": text[span.stop :]}


def renamed_suggestions(events: Sequence[Event], before: Sequence[Event], identity: Callable[[str, Span, str, str], str]) -> list[Event]:
    """Return the events with the ids of their suggestions computed anew, so that what was declined stays declined."""
    return [_renamed(one, was, identity) for one, was in zip(events, before, strict=True)]


def _renamed(one: Event, was: Event, identity: Callable[[str, Span, str, str], str]) -> Event:
    old, new = was.anchor, one.anchor
    if old is None or new is None or old == new or not was.origin or not was.origin.startswith("suggestion:"):
        return one
    given = was.origin.removeprefix("suggestion:")
    if identity(old.digest, old.span, was.code or "", was.rule or "") != given:
        return one
    fresh = identity(new.digest, new.span, was.code or "", was.rule or "")
    about = fresh if isinstance(one, Decline) and one.about == given else one.about
    found: Event = msgspec.structs.replace(one, origin=f"suggestion:{fresh}", about=about) if isinstance(one, Decline | Coding) else one
    return found

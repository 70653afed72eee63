"""Words in their context: every place where a word is said, with what stands before and after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

import pandas as pd

from placemeaning.analysis.tidy import Some
from placemeaning.analysis.units import Unit, units
from placemeaning.errors import check_choice
from placemeaning.model.citation import citation
from placemeaning.model.document import KINDS, VOICES, Document
from placemeaning.model.text import Span, fold

COLUMNS = (
    "document", "where", "people", "speaker", "role", "place", "turn", "seconds", "before", "word", "after", "start", "stop",
)  # fmt: skip
_SHOWN = 50  # lines that are printed; the frame has them all


class Kwic(pd.DataFrame):
    """Words in context, one row an occurrence. Made by `kwic`; prints with the words under each other."""

    words: str = ""
    _metadata = ["words"]  # noqa: RUF012

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    @property
    def note(self) -> str:
        """One sentence: how often the words occur, and in how many documents."""
        times, documents = len(self), self["document"].nunique()
        return f"{self.words!r}: {times} time{'' if times == 1 else 's'} in {documents} document{'' if documents == 1 else 's'}"

    def __repr__(self) -> str:
        shown = self.head(_SHOWN)
        wide = [shown[name].str.len().max() if len(shown) else 0 for name in ("where", "before", "word")]
        lines = [f"{row.where:<{wide[0]}}  {row.before:>{wide[1]}} [{row.word}] {row.after}" for row in shown.itertuples()]
        return "\n".join([self.note, "", *lines, *([f"… {len(self) - _SHOWN} more"] if len(self) > _SHOWN else [])])

    def _escaped(self) -> Iterator[tuple[str, ...]]:
        for row in self.head(_SHOWN)[["where", "before", "word", "after"]].to_numpy(dtype=object):
            yield tuple(escape(str(one)) for one in row)

    def _repr_html_(self) -> str:
        cell = "padding:2px 6px;color:#1b2a33;background:#fff"
        rows = "".join(
            f'<tr><td style="{cell};white-space:nowrap;color:#55606a">{where}</td><td style="{cell};text-align:right">{before}</td>'
            f'<td style="{cell};font-weight:700">{word}</td><td style="{cell};text-align:left">{after}</td></tr>'
            for where, before, word, after in self._escaped()
        )
        caption = (
            f'<caption style="text-align:left;caption-side:top;color:#55606a;background:#fff;padding:4px 6px">{escape(self.note)}</caption>'
        )
        return f'<div style="overflow-x:auto"><table style="border-collapse:collapse">{caption}<tbody>{rows}</tbody></table></div>'


def kwic(
    texts: Mapping[str, Document], words: str, *, width: int = 60, document: Some = None, place: Some = None, person: Some = None,
    voice: Some = None, kind: Some = None, language: str = "nl",
) -> Kwic:  # fmt: skip
    """Return every place where words are said, in context.

    Parameters
    ----------
    texts
        The documents by id.
    words
        One word or several in a row, in any case; ``*`` stands for any letters: ``wandel*``, ``*kanaal``.
    width
        Code points of context on each side.
    document, place, person, voice, kind
        One value or several: only turns of these documents, places, people, voices and kinds of document.
    language
        Of ``where``: ``nl``, ``en`` or ``uk``.

    Returns
    -------
    Kwic
        A frame ``document, where, people, speaker, role, place, turn, seconds, before, word, after, start, stop``; `turn` from 0, positions
        in code points.

    Raises
    ------
    ValueError
        If `words` holds no word, or an option is not one of its values.
    """
    pattern, fits = pattern_of(words), Fits(document, place, person, voice, kind)
    rows = [
        _row(one, texts[one.document], span, width, language) for one in fits.units(texts, "turn") for span in said(pattern, one, texts)
    ]
    made = Kwic(rows, columns=list(COLUMNS))
    for name in ("turn", "start", "stop"):
        made[name] = made[name].astype("Int64")
    made["seconds"] = made["seconds"].astype("Float64")
    made.words = fold(words)
    return made


def _row(unit: Unit, document: Document, span: Span, width: int, language: str) -> tuple[object, ...]:
    turns = document.turns_in(span)
    place, _, people = document.told(turns)
    first = turns[0] if turns else None
    before = fold(document.text[max(unit.span.start, span.start - width) : span.start])
    after = fold(document.text[span.stop : min(unit.span.stop, span.stop + width)])
    told = (first.speaker, first.role) if first else (None, None)
    return (
        document.id, citation(document, span, language), people, *told, place, unit.turn, first.seconds if first else None,
        before, fold(span.of(document.text)), after, span.start, span.stop,
    )  # fmt: skip


def pattern_of(words: str) -> re.Pattern[str]:
    """Return a pattern that finds whole words in any case; ``*`` stands for any letters, blanks for any white space."""
    parts = [re.escape(part).replace(r"\*", r"\w*") for part in words.split()]
    if not re.search(r"\w", words):
        raise ValueError(f"text={words!r} holds no word")
    loose = re.sub("['’ʼ]", "['’ʼ]", r"\s+".join(parts))
    return re.compile(rf"(?<!\w){loose}(?!\w)", re.IGNORECASE)


def said(pattern: re.Pattern[str], unit: Unit, texts: Mapping[str, Document]) -> Iterator[Span]:
    """Yield where a pattern is said in a unit: in the words of its turns, never in labels and headings."""
    document = texts[unit.document]
    for within in [turn.span for turn in document.turns_in(unit.span)] if document.turns else [unit.span]:
        start, stop = max(within.start, unit.span.start), min(within.stop, unit.span.stop)
        yield from (Span(*found.span()) for found in pattern.finditer(document.text, start, stop))


class Fits:
    """Which units are looked at: filters on the document, and on the place, people and voice that a unit itself has."""

    def __init__(self, document: Some, place: Some, person: Some, voice: Some, kind: Some) -> None:
        self._document, self._place, self._person, self._voice, self._kind = map(_several, (document, place, person, voice, kind))
        for name, wanted, choices in (("voice", self._voice, VOICES), ("kind", self._kind, KINDS)):
            for one in wanted or ():
                check_choice(name, one, choices)

    def documents(self, texts: Mapping[str, Document]) -> list[Document]:
        """Return the documents that fit.

        Raises
        ------
        ValueError
            If one that is asked for is not among them.
        """
        for one in self._document or ():
            check_choice("document", one, tuple(texts))
        return [one for one in texts.values() if _among(one.id, self._document) and _among(one.kind, self._kind)]

    def units(self, texts: Mapping[str, Document], unit: str) -> Iterator[Unit]:
        """Yield the units that fit."""
        return (one for one in units(self.documents(texts), unit) if self.fits(one, texts))

    def fits(self, unit: Unit, texts: Mapping[str, Document]) -> bool:
        """Return whether the unit itself has the place, one of the people and the voice."""
        place, voice, people = texts[unit.document].told(texts[unit.document].turns_in(unit.span))
        spoken = self._person is None or bool(self._person.intersection(people))
        return spoken and _among(place, self._place) and _among(voice, self._voice)


def _several(values: Some) -> frozenset[str] | None:
    return None if values is None else frozenset([values] if isinstance(values, str) else values)


def _among(value: str | None, wanted: frozenset[str] | None) -> bool:
    return wanted is None or value in wanted

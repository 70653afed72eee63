"""A vignette: a short everyday story in the words of people, each sentence with its source, to read on a page or in Word."""
# mypy: disable-error-code="import-untyped"

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from placemeaning.analysis.story import Sentence
from placemeaning.errors import check_choice
from placemeaning.output.files import replacing
from placemeaning.output.words import LANGUAGES, say

_STYLE = """
body{margin:0;background:#fff;color:#1b2a33;font:1.05rem/1.6 "Segoe UI","Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif}
main{max-width:38em;margin:0 auto;padding:2rem 1.2rem}h1{font-size:1.7rem;line-height:1.25;margin:0 0 1.2rem}h2{font-size:1.1rem;margin:2.2rem 0 .4rem}
sup{font-size:.7em;line-height:0}sup a{color:#1d6083;text-decoration:none;padding:0 .15em}sup a:hover,sup a:focus{text-decoration:underline}
li:target,span:target{background:#fff2b3}.note,li{color:#46525a;font-size:.92rem}li a{color:#1d6083}
@media print{main{max-width:none;padding:0}sup a,li a{color:inherit}}
"""


class Vignette:
    """A story of chosen passages. Made by `placemeaning.Project.vignette`.

    Parameters
    ----------
    sentences
        The sentences in the order of the story.
    cites
        Where each sentence stands, such as ``kanaal-02, beurt 14, 00:12:31``; in the same order.
    places
        The names of places by id.
    title
        Above the story.
    language
        ``nl`` or ``en``: of what stands around the story; the words of the story stay as they are.
    """

    def __init__(
        self, sentences: Sequence[Sentence], cites: Sequence[str], *, places: Mapping[str, str], title: str = "", language: str = "nl"
    ) -> None:
        check_choice("language", language, LANGUAGES)
        self.sentences, self.cites = tuple(sentences), tuple(cites)
        self.title, self.language = title or say("vignette", language), language
        self._places = places

    @property
    def paragraphs(self) -> list[list[Sentence]]:
        """The sentences, one paragraph a passage."""
        return [list(group) for _, group in groupby(self.sentences, lambda one: one.passage)]

    @property
    def text(self) -> str:
        """The story without sources: paragraphs with a blank line between."""
        return "\n\n".join(" ".join(map(str, paragraph)) for paragraph in self.paragraphs)

    @property
    def sources(self) -> list[str]:
        """The sources in the order of their numbers, from 1: where, who, which place."""
        told = dict(zip(self.cites, self.sentences, strict=True))
        return [
            " · ".join(part for part in (cite, one.person, self._places.get(one.place or "", one.place or "")) if part)
            for cite, one in told.items()
        ]

    def _numbered(self) -> Iterator[list[tuple[int, int, Sentence]]]:
        """Yield each paragraph as (number of the sentence, number of its source, sentence)."""
        number = {cite: i for i, cite in enumerate(dict.fromkeys(self.cites), 1)}
        at = iter(enumerate(self.cites, 1))
        for paragraph in self.paragraphs:
            yield [(i, number[cite], one) for one, (i, cite) in zip(paragraph, at, strict=False)]

    def __repr__(self) -> str:
        lines = [f"{i}. {source}" for i, source in enumerate(self.sources, 1)]
        return "\n".join([self.title, "", self.text, "", say("sources", self.language), *lines])

    def _repr_html_(self) -> str:
        return self._body()

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the story; the ending of `path` says how: ``.html`` (holds all it needs, fetches nothing) or ``.docx``.

        Raises
        ------
        ValueError
            If the ending is another one.
        ProjectError
            If the file cannot be written; an existing file is then as it was.
        """
        ending = Path(path).suffix.lower()
        if ending not in (".html", ".docx"):
            raise ValueError(f"{Path(path).name!r} does not end with one of .html, .docx")
        with replacing(path, self.language) as new:
            if ending == ".html":
                new.write_bytes(self.html().encode())
            else:
                _word(self, self._numbered(), new)
        return Path(path)

    def html(self) -> str:
        """Return the story as a page of its own."""
        head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(self.title)}</title>'
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language}"><head>{head}<style>{_STYLE}</style></head><body>{self._body()}</body></html>\n'
        )

    def _body(self) -> str:
        source = say("source", self.language)
        first: dict[int, int] = {}
        story = ""
        for paragraph in self._numbered():
            said = []
            for i, number, one in paragraph:
                first.setdefault(number, i)
                link = f'<sup><a href="#source-{number}" aria-label="{source} {number}">{number}</a></sup>'
                said.append(f'<span id="sentence-{i}">{escape(str(one))}{link}</span>')
            story += f"<p>{' '.join(said)}</p>"
        items = "".join(
            f'<li id="source-{number}">{escape(words)} <a href="#sentence-{first[number]}" aria-label="{say("back", self.language)}">↩</a></li>'
            for number, words in enumerate(self.sources, 1)
        )
        note = f'<p class="note">{escape(say("words unchanged", self.language))}</p>'
        return f"<main><h1>{escape(self.title)}</h1>{story}<h2>{escape(say('sources', self.language))}</h2>{note}<ol>{items}</ol></main>"


def _word(vignette: Vignette, paragraphs: Iterator[list[tuple[int, int, Sentence]]], path: Path) -> None:
    import docx

    file = docx.Document()
    properties = file.core_properties
    properties.title, properties.author, properties.comments = vignette.title, "", ""
    properties.language = vignette.language
    file.add_heading(vignette.title, level=1)
    for sentences in paragraphs:
        paragraph = file.add_paragraph()
        for position, (_, number, one) in enumerate(sentences):
            paragraph.add_run((" " if position else "") + str(one))
            _link(paragraph, str(number), f"source{number}")
    file.add_heading(say("sources", vignette.language), level=2)
    file.add_paragraph(say("words unchanged", vignette.language)).runs[0].italic = True
    for number, words in enumerate(vignette.sources, 1):
        _bookmarked(file.add_paragraph(), f"{number}. {words}", f"source{number}", number)
    file.save(os.fspath(path))


def _link(paragraph: Any, words: str, target: str) -> None:
    """Add a raised link to a bookmark in the same file."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), target)
    run = paragraph.add_run(words)
    run.font.superscript = True
    link.append(run._r)
    paragraph._p.append(link)


def _bookmarked(paragraph: Any, words: str, name: str, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.append(start)
    paragraph.add_run(words)
    paragraph._p.append(end)

"""The codebook: codes, what they mean, and the keywords that suggest them. Read from ``codebook.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from placemeaning.errors import CodebookError, did_you_mean
from placemeaning.model import yaml
from placemeaning.model.document import LANGUAGES, is_id, the_one
from placemeaning.model.text import fold, normalise

KeywordForm = Literal["word", "phrase", "exact", "stem", "all"]

_CODE_FIELDS = ("label", "parent", "definition", "include", "exclude", "examples", "keywords", "colour", "codable")
_BOOK_FIELDS = ("version", "languages", "title", "description", "codes", "history")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Keyword:
    """Words whose occurrence suggests a code.

    `form` is ``word`` (one word), ``phrase`` (several in a row), ``exact`` (was written in double quotes), ``stem``
    (``gezellig*``) or ``all`` (the words of `words` within `near` words of each other, in one sentence, where none of `without`
    occurs). `words` holds case-folded words without quotes and asterisk.
    """

    text: str
    form: KeywordForm
    words: tuple[str, ...]
    near: int | None = None
    without: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.text)  # quicker than of all fields: a codebook has thousands, read anew at each change


@dataclass(frozen=True, slots=True)
class Code:
    """A code: one kind of meaning that a passage can have."""

    id: str
    label: Mapping[str, str]
    definition: str = ""
    parent: str | None = None
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    keywords: Mapping[str, tuple[Keyword, ...]] = field(default_factory=dict)
    colour: str | None = None
    codable: bool = True

    def in_language(self, language: str) -> str:
        """Return the label in `language`, or in the first language that has one."""
        return self.label.get(language) or next(iter(self.label.values()), self.id)


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes, in the order of the file. Iterate for the codes; ``book["friendship"]`` gives one."""

    codes: Mapping[str, Code]
    languages: tuple[str, ...] = ("nl",)
    version: str = "1"
    title: str = ""
    description: str = ""

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes.values())

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def __getitem__(self, code: str) -> Code:
        found: Code = the_one(self.codes, code, "code")
        return found

    def __repr__(self) -> str:
        return f"<Codebook: {len(self)} codes: {', '.join(self.codes)}>"

    def path(self, code: str, language: str | None = None) -> str:
        """Return the labels from the topmost parent down to `code`, joined by `` › ``."""
        language = language or self.languages[0]
        labels = [self[step].in_language(language) for step in self._line_up(code)]
        return " › ".join(reversed(labels))

    def labels(self, language: str | None = None) -> dict[str, str]:
        """Return the label of every code by its id."""
        return {code.id: code.in_language(language or self.languages[0]) for code in self}

    def _line_up(self, code: str) -> Iterator[str]:
        step: str | None = code
        while step is not None:
            yield step
            step = self[step].parent


def read_codebook(content: str, where: str = "codebook.yaml") -> Codebook:
    """Return the codebook that a YAML text holds.

    Raises
    ------
    CodebookError
        With file and line of every mistake found, each with what to do.
    """
    book = yaml.load_mapping(normalise(content), where, CodebookError)
    mistakes = [_unknown(book, name, _BOOK_FIELDS) for name in book if name not in _BOOK_FIELDS]
    languages = tuple(book.texts("languages")) or ("nl",)
    mistakes += [
        book.error("languages", f"language {one!r} is not one of {', '.join(LANGUAGES)}") for one in languages if one not in LANGUAGES
    ]
    entries = book.mapping("codes")
    if entries is None:
        mistakes.append(book.error("codes", "there are no codes. Add 'codes:' with one code or more under it."))
    codes: dict[str, Code] = {}
    for name in entries or ():
        try:
            codes[name] = _read_code(name, entries)  # type: ignore[arg-type]
        except CodebookError as mistake:
            mistakes.append(mistake)
    if entries is not None and not mistakes:
        mistakes += _wrong_parents(codes, entries)
    if mistakes:
        raise CodebookError("\n".join(str(mistake) for mistake in mistakes))
    return Codebook(codes, languages, book.text("version") or "1", fold(book.text("title") or ""), fold(book.text("description") or ""))


def _unknown(entry: yaml.Mapping, name: str, allowed: tuple[str, ...]) -> Exception:
    return entry.error(name, f"{name!r} is not one of {', '.join(allowed)}.{did_you_mean(name, allowed)}")


def _read_code(name: str, entries: yaml.Mapping) -> Code:
    if not is_id(name):
        raise entries.error(name, f"{name!r} cannot be a code's id: use letters, digits, '-' and '.', without blanks")
    entry = entries.mapping(name)
    if entry is None:
        raise entries.error(name, f"code {name!r} is empty. Give it a label and a definition, or remove it.")
    for key in entry:
        if key not in _CODE_FIELDS:
            raise _unknown(entry, key, _CODE_FIELDS)
    definition = entry.text("definition")
    if not definition:
        raise entries.error(name, f"code {name!r} has no definition. Add one, or remove the code.")
    colour = entry.text("colour")
    if colour and not _COLOUR.fullmatch(colour):
        raise entry.error("colour", f"colour {colour!r} of code {name!r} is not like '#1b9e77' (put it in quotes: # begins a comment)")
    return Code(
        id=name,
        label=_read_label(name, entry, entries),
        definition=fold(definition),
        parent=entry.text("parent"),
        include=fold(entry.text("include") or ""),
        exclude=fold(entry.text("exclude") or ""),
        examples=tuple(fold(example) for example in entry.texts("examples")),
        keywords=_read_keywords(name, entry),
        colour=colour,
        codable=entry.choice("codable", ("true", "false"), default="true") == "true",
    )


def _read_label(name: str, entry: yaml.Mapping, entries: yaml.Mapping) -> dict[str, str]:
    labels = entry.mapping("label")
    if labels is None:
        raise entries.error(name, f"code {name!r} has no label. Write: label: {{nl: …}}")
    for language in labels:
        if language not in LANGUAGES:
            raise _unknown(labels, language, LANGUAGES)
    found = {language: fold(labels.text(language) or "") for language in labels}
    return {language: label for language, label in found.items() if label} or {"nl": name}


def _read_keywords(name: str, entry: yaml.Mapping) -> dict[str, tuple[Keyword, ...]]:
    lists = entry.mapping("keywords")
    found: dict[str, tuple[Keyword, ...]] = {}
    for language in lists or ():
        assert lists is not None
        if language not in LANGUAGES:
            raise _unknown(lists, language, LANGUAGES)
        found[language] = tuple(
            lists.items(
                language,
                lambda text, line, lists=lists: _keyword(text, lists, line, name),  # type: ignore[misc]
                _keyword_of_all,
            )
        )
    return found


def _keyword(text: str, lists: yaml.Mapping, line: int, code: str) -> Keyword:
    bare = fold(text).casefold()
    if len(bare) > 2 and bare.startswith('"') and bare.endswith('"'):
        form, words = "exact", tuple(bare.strip('"').split())
    elif bare.endswith("*") and len(bare.split()) == 1:
        form, words = "stem", (bare.rstrip("*"),)
    else:
        words = tuple(bare.split())
        form = "word" if len(words) == 1 else "phrase"
    if not words or not all(re.search(r"\w", word) for word in words) or "*" in "".join(words):
        raise lists.error_at(line, f'{text!r} cannot be a keyword of {code!r}: use words, "words" in double quotes, or a stem*')
    return Keyword(fold(text), form, words)  # type: ignore[arg-type]


def _keyword_of_all(entry: yaml.Mapping) -> Keyword:
    allowed = ("all", "near", "not")
    for key in entry:
        if key not in allowed:
            raise _unknown(entry, key, allowed)
    words = tuple(fold(word).casefold() for word in entry.texts("all"))
    near = entry.text("near")
    if len(words) < 2:
        raise entry.error("all", "'all' needs two words or more: {all: [koffie, buurvrouw], near: 5}")
    if near is not None and not (near.isascii() and near.isdigit() and int(near) > 0):
        raise entry.error("near", f"near: {near!r} is not a number of words, such as 5")
    without = tuple(fold(word).casefold() for word in entry.texts("not"))
    text = " + ".join(words) + (f" (near {near})" if near else "") + (f" not {', '.join(without)}" if without else "")
    return Keyword(text, "all", words, int(near) if near else None, without)


def _wrong_parents(codes: Mapping[str, Code], entries: yaml.Mapping) -> list[Exception]:
    wrong = []
    for code in codes.values():
        seen, step = {code.id}, code.parent
        while step is not None:
            if step not in codes:
                wrong.append(entries.error(code.id, f"parent {step!r} of code {code.id!r} is not a code.{did_you_mean(step, codes)}"))
                break
            if step in seen:
                wrong.append(entries.error(code.id, f"the parents of code {code.id!r} go round in a circle. Remove one 'parent'."))
                break
            seen.add(step)
            step = codes[step].parent
    return wrong

"""Every error that placemeaning raises on purpose.

    PlacemeaningError
    ├── ProjectError            the folder is not a study, or cannot be written
    ├── IntakeError             a file cannot be brought in
    │   └── UnknownFormat       no reader for this kind of file
    ├── DocumentError           a frozen text or its front matter is wrong
    ├── CodebookError           codebook.yaml is wrong
    ├── TableError              places.csv, people.csv or another table is wrong
    ├── LedgerError             a line of data/coded cannot be read or written
    ├── QuoteError              words that name a passage
    │   ├── QuoteNotFound       … do not occur in the document
    │   └── QuoteAmbiguous      … occur more than once
    ├── NotFound                no document, code, place, coding or suggestion of that id
    └── MissingExtra            an optional package is needed for this

A wrong argument is a plain ``ValueError`` or ``TypeError``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class PlacemeaningError(Exception):
    """The root of the tree: catch this to catch every error drawn above."""


class ProjectError(PlacemeaningError):
    """The folder is not a study, or something in it cannot be written."""


class IntakeError(PlacemeaningError):
    """A file cannot be brought in; everything else is as it was."""


class UnknownFormat(IntakeError):
    """There is no reader for this kind of file."""


class DocumentError(PlacemeaningError):
    """A frozen text in data/text or its front matter is wrong."""


class CodebookError(PlacemeaningError):
    """codebook.yaml is wrong; the message names every wrong line."""


class TableError(PlacemeaningError):
    """places.csv, people.csv or another table is wrong."""


class LedgerError(PlacemeaningError):
    """A line of data/coded cannot be read, or an event cannot be written."""


class QuoteError(PlacemeaningError):
    """The words given do not name one passage."""


class QuoteNotFound(QuoteError):
    """The words do not occur in the document."""


class QuoteAmbiguous(QuoteError):
    """The words occur more than once; say which with ``nth``."""


class NotFound(PlacemeaningError):
    """No document, code, place, coding or suggestion has this id."""


class MissingExtra(PlacemeaningError):
    """An optional package is needed; the message says how to install it."""


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return `` Did you mean 'x'?`` for the nearest candidate, or an empty string."""
    from rapidfuzz import fuzz, process, utils

    best = process.extractOne(word, list(candidates), scorer=fuzz.WRatio, processor=utils.default_process)
    return f" Did you mean {best[0]!r}?" if best and best[1] >= 70 else ""


def check_choice(name: str, value: object, choices: Sequence[object]) -> None:
    """Raise ``ValueError: rows='plaats' is not one of place, …`` unless `value` is one of `choices`."""
    if value not in choices:
        allowed = ", ".join("None" if choice is None else str(choice) for choice in choices)
        raise ValueError(f"{name}={value!r} is not one of {allowed}")

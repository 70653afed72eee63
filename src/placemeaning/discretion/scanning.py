"""The scan behind ``placemeaning check --privacy``: names of the key that still occur anywhere in the study."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from placemeaning.discretion.contents import files_of, is_closed, words_in
from placemeaning.discretion.history import in_git
from placemeaning.discretion.key import Entry, Key, check_passphrase, place_of_key, read_key
from placemeaning.errors import NotFound
from placemeaning.folder import Folder
from placemeaning.privacy.finding import Kept, kept_words, pseudonyms_in
from placemeaning.privacy.names import first_name
from placemeaning.privacy.ordinary import is_known_word, is_word_too
from placemeaning.privacy.replacing import case_forms
from placemeaning.privacy.words_of import low

COLUMNS = ("problem", "where", "words", "pseudonym", "count", "what_to_do")


class Leaks(pd.DataFrame):
    """What the scan found: one row per file, line or cell, and name, with the columns of `COLUMNS`."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def summary(self) -> str:
        """Return one line: how many names are left in how many places."""
        names = self[self["problem"].isin(["name", "name of a file"])]
        files = names["where"].str.split(":").str[0].nunique()
        if not len(names):
            return "no name of the key is left, apart from the originals in data/raw and what is listed above"
        return f"{names['count'].sum()} mentions of {names['words'].str.casefold().nunique()} names are left in {files} file{'s' if files != 1 else ''}"


def scan(folder: Folder, key_file: str | Path | None, passphrase: str | None) -> Leaks:
    """Return where names of the key still occur: text, memos, ledgers, notebooks' outputs, exports, tables, names of files.

    Raises
    ------
    NotFound
        If there is no key: nothing was pseudonymised, or the key lies elsewhere.
    """
    path = place_of_key(folder.root, key_file, inside=True)
    if not path.exists():
        raise NotFound(
            f"there is no key at {path}. Say where it lies with --key (key=), or pseudonymise the study first: project.pseudonymise()."
        )
    search = _Search(read_key(path, check_passphrase(passphrase)), kept_words(folder.places().values(), ()))
    rows = [row for file in files_of(folder.root) if file != path for row in _file(folder, file, search)]
    rows += [*_originals(folder), *_history(folder)]
    return Leaks(rows, columns=list(COLUMNS))


class _Search:
    """Looks for the names of a key in a text."""

    def __init__(self, key: Key, kept: Kept) -> None:
        self._kept = kept
        self._entry = {low(form): one for one in key.entries for form in _every_form(one)}
        exact = {spelling for form in self._entry for spelling in (form.title(), form[:1].upper() + form[1:], form.upper())}
        exact |= {form for one in key.entries for form in one.forms}
        loose = {form for form, one in self._entry.items() if _is_plain(form, one)}
        self._pattern = re.compile(f"{_any(exact | loose)}") if self._entry else None
        self._in_names = _file_names(self._entry) if self._entry else None

    def hits(self, text: str) -> Counter[tuple[str, str]]:
        """Return how often each name occurs, as (words, pseudonym)."""
        found = list(self._pattern.finditer(text)) if self._pattern else []
        spots = self._kept.spots(text) + pseudonyms_in(text) if found else []
        free = [hit[0] for hit in found if not any(hit.start() < spot.stop and spot.start < hit.end() for spot in spots)]
        return Counter((" ".join(words.split()), self._entry[low(words)].pseudonym) for words in free)

    def in_file_name(self, name: str) -> list[tuple[str, str]]:
        """Return the names of people in the name of a file, as (words, pseudonym)."""
        hits = self._in_names.finditer(name) if self._in_names else ()
        found = [(hit[0], self._entry.get(low(hit[0])) or self._entry.get(low(re.sub("[-_.]", " ", hit[0])))) for hit in hits]
        return [(words, one.pseudonym) for words, one in found if one]


def _file_names(forms: Iterable[str]) -> re.Pattern[str]:
    """Return what finds names in the name of a file, where blanks are often written as ``-`` or ``_``."""
    some = sorted((form for form in forms if len(form) > 2), key=len, reverse=True)
    joined = "|".join("[-_. ]".join(re.escape(part) for part in form.split()) for form in some)
    return re.compile(rf"(?<![^\W_])(?:{joined or '(?!)'})(?=s?(?![^\W_]))", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    some = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    joined = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in some)
    return rf"(?<![\w\[])(?:{joined})(?=(?:['’ʼ]?s|['’ʼ])?(?![^\W_]))"


def _every_form(one: Entry) -> list[str]:
    forms = dict.fromkeys((one.name, *one.forms))
    cases = [text for form in forms for text, _ in case_forms(form[:1].upper() + form[1:])]
    return [*forms, *(text for text in cases if not is_known_word(text, "uk") or low(text) in forms)]


def _is_plain(form: str, one: Entry) -> bool:
    """Return whether a name is looked for in lower case too: it is no ordinary word."""
    if one.kind != "person":
        return True
    return (
        len(form) > 3
        and not is_word_too(form)
        and not (first_name(form) is None and any(is_known_word(form, name) for name in ("nl", "en")))
    )


def _file(folder: Folder, path: Path, search: _Search) -> Iterator[dict[str, object]]:
    where = folder.name(path)
    for words, pseudonym in search.in_file_name(path.name if path.is_relative_to(folder.coded) else where):
        raw = path.is_relative_to(folder.raw)
        yield _row(
            "original" if raw else "name of a file", where, words, pseudonym, 1, "Rename the original." if raw else "Rename the file."
        )
    if path.is_relative_to(folder.raw):
        return
    if is_closed(path):
        yield _row(
            "not looked into", where, "", "", 0, "Pictures, recordings, PDF and databases are not read. Look yourself, or delete it."
        )
        return
    try:
        pieces = list(words_in(path))
    except OSError as problem:
        yield _row("not looked into", where, "", "", 0, f"It cannot be read: {problem.strerror}.")
        return
    for place, text in pieces:
        for (words, pseudonym), count in search.hits(text).items():
            yield _row("name", f"{where}:{place}" if place else where, words, pseudonym, count, _advice(folder, path))


def _advice(folder: Folder, path: Path) -> str:
    if path.is_relative_to(folder.root / "exports"):
        return "Made before the names were replaced: make the export again, or delete it."
    if path.suffix == ".ipynb":
        return "Run the notebook again, or clear its outputs; change names in its cells by hand."
    if path.is_relative_to(folder.text) or path.is_relative_to(folder.coded):
        return "project.pseudonymise(names=[…]) with this name replaces it, in the texts and in the ledgers; leave it where it means something else."
    return "Change it by hand."


def _originals(folder: Folder) -> Iterator[dict[str, object]]:
    count = sum(1 for path in folder.raw.rglob("*") if path.is_file()) if folder.raw.is_dir() else 0
    if count:
        yield _row(
            "original",
            "data/raw",
            "",
            "",
            count,
            "Holds the originals, with names, by design. Move it to a safe place when the texts are final.",
        )


def _history(folder: Folder) -> Iterator[dict[str, object]]:
    said = in_git(folder, ("data/raw", "data/text", "data/coded"))
    if "still holds" in said:
        yield _row("git history", ".git", "", "", 0, said)


def _row(problem: str, where: str, words: str, pseudonym: str, count: int, what: str) -> dict[str, object]:
    return {"problem": problem, "where": where, "words": words, "pseudonym": pseudonym, "count": count, "what_to_do": what}

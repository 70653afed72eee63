"""Pseudonymising a study: the proposal for its documents and memos, and what happens when it is approved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import msgspec
import pandas as pd

from placemeaning.discretion.history import in_git
from placemeaning.discretion.key import Entry, Key, check_passphrase, place_of_key, read_key, write_key
from placemeaning.discretion.together import all_ledgers, finish, lines, replace_together
from placemeaning.errors import ProjectError
from placemeaning.folder import Folder
from placemeaning.model.coding import Event, Note, event, moment
from placemeaning.model.document import Document, write_document
from placemeaning.model.text import Span
from placemeaning.privacy.finding import Kept, Source, front_of, given_names, kept_words, source_of
from placemeaning.privacy.mention import Mention
from placemeaning.privacy.proposal import Asked, Name, Proposal, propose
from placemeaning.privacy.pseudonyms import Pseudonyms
from placemeaning.privacy.replacing import (
    Edits,
    Rewriter,
    edits,
    in_form,
    renamed_suggestions,
    replace_in_document,
    replace_in_events,
    rewriter,
)
from placemeaning.suggesting.rules import identity

RULE = "pseudonymise"
"""The rule of the note that each rewritten ledger gets."""

COLUMNS = ("document", "mentions", "names", "codings", "memos")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a call of `Project.pseudonymise` asks for."""

    documents: tuple[str, ...] | None = None
    names: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    key: str | Path | None = None
    key_inside: bool = False
    passphrase: str | None = None


class Pseudonymised(pd.DataFrame):
    """What was replaced: one row a document, with the columns of `COLUMNS`. ``attrs`` hold `left`, `key` and `history`."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def summary(self) -> str:
        """Return what was done, what was left, where the key lies, and what may still hold names."""
        left = ", ".join(self.attrs["left"]) or "nothing"
        return (
            f"{self['mentions'].sum()} mentions replaced in {len(self)} documents; {self['codings'].sum()} decisions moved with their words.\n"
            f"Found and left: {left}.\nThe key lies in {self.attrs['key']}; without it and its passphrase nothing can be turned back.\n"
            f"data/raw holds the originals, with names. {self.attrs['history']}\nplacemeaning check --privacy looks for names that are left."
        )

    def __repr__(self) -> str:
        return f"{super().__repr__()}\n{self.summary()}"


def proposal(folder: Folder, wanted: Wanted) -> Proposal:
    """Return what would be replaced in some documents (all by default) and in the memos about them. Nothing is changed."""
    path = _key_file(folder, wanted)
    finish(folder)
    documents = [folder.document(name) for name in wanted.documents or folder.document_ids()]
    given = read_key(path, wanted.passphrase) if wanted.passphrase else Key()
    asked = _asked(folder, documents, wanted, given)
    sources = [*map(source_of, documents), *map(front_of, documents), *_memos(folder, documents)]
    return propose(sources, asked, digests={one.id: one.digest for one in documents}, run=partial(_run, folder, wanted, path))


def pseudonymise(folder: Folder, wanted: Wanted, approve: Proposal | pd.DataFrame | None) -> Proposal | Pseudonymised:
    """Return the proposal, or what was done about the approved one (see `Project.pseudonymise`)."""
    if isinstance(approve, Proposal):
        return _run(folder, wanted, _key_file(folder, wanted), approve, None)
    made = proposal(folder, wanted)
    if approve is None:
        return made
    return _run(folder, wanted, _key_file(folder, wanted), made.with_frame(approve), None)


def _key_file(folder: Folder, wanted: Wanted) -> Path:
    return place_of_key(folder.root, wanted.key, inside=wanted.key_inside)


def _asked(folder: Folder, documents: Sequence[Document], wanted: Wanted, given: Key) -> Asked:
    names = given_names(wanted.names, documents)
    return Asked(tuple(names), wanted.keep, tuple(folder.places().values()), given=given.given(), known=given.known())


def _memos(folder: Folder, documents: Sequence[Document]) -> list[Source]:
    """Return the memos about some documents, as texts to look through."""
    language = {one.id: one.language for one in documents}
    found = []
    for path in folder.ledger_files(documents=lambda name: name in language or name == "_notes"):
        memos = dict.fromkeys(one.memo for one in folder.events_of(path) if one.memo)
        for number, memo in enumerate(memos, 1):
            name = f"memo {number} of {path.parent.name} on {path.stem}"
            found.append(Source(name, memo, language.get(path.stem, "nl"), (Span(0, len(memo)),)))
    return found


def _run(folder: Folder, wanted: Wanted, path: Path, approved: Proposal, passphrase: str | None) -> Pseudonymised:
    """Replace what is ticked: the key first, then texts and ledgers together."""
    secret = check_passphrase(passphrase or wanted.passphrase)
    key = read_key(path, secret)
    approved = _with_key(approved, key)
    kept = kept_words(approved.asked.places, approved.asked.keep)
    list(folder.events())  # cut last lines are set aside now: below, the locks are taken
    with all_ledgers(folder):
        finish(folder)
        documents = _unchanged(folder, approved)
        work = _Work(folder, approved, documents, _rewriter(approved, kept))
        rows, contents = work.all()
        write_key(path, key.merged(_entries(approved)), secret)
        replace_together(folder, contents)
    found = Pseudonymised(rows, columns=list(COLUMNS))
    found.attrs |= {"left": [one.words for one in approved.left], "key": str(path), "history": in_git(folder, ("data/text", "data/coded"))}
    return found


def _unchanged(folder: Folder, approved: Proposal) -> list[Document]:
    """Return the documents as they are now; ProjectError where one has changed, or a ledger cannot be rewritten."""
    copies = [folder.name(path) for path in folder.conflict_copies()]
    if copies:
        raise ProjectError(
            f"{copies[0]}: a conflict copy would keep the names. Fold it in first: project.fold_in({copies[0]!r}); nothing was changed."
        )
    documents = [folder.document(name) for name in approved.digests]
    changed = next((one.id for one in documents if one.digest != approved.digests[one.id]), None)
    if changed:
        raise ProjectError(f"document {changed!r} has changed since the proposal was made. Propose again; nothing was changed.")
    return documents


def _with_key(approved: Proposal, key: Key) -> Proposal:
    """Return the proposal with the pseudonyms that the key has given before; a new one never is one that stands for somebody else."""
    given = key.given()
    giver = Pseudonyms([*given.values(), *(one.replacement for one in approved.names), *(name for _, name in given)])
    names = []
    for one in approved.names:
        before = given.get((one.kind, one.name))
        if before is None and one.replacement in given.values():
            before = giver.for_name(one.name, one.kind, one.part, "nl")
        names.append(replace(one, replacement=before or one.replacement))
    return replace(approved, names=tuple(names))


def _entries(approved: Proposal) -> list[Entry]:
    return [Entry(one.kind, one.name, one.part, one.replacement, one.forms, _documents(one)) for one in approved.ticked]


def _documents(one: Name) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.rsplit(" on ", 1)[-1] for name in one.documents))


def _rewriter(approved: Proposal, kept: Kept) -> Rewriter:
    """Return what replaces the ticked names in any text."""
    pseudonyms = {(one.kind, one.name): one.replacement for one in approved.ticked}
    forms: dict[str, str] = {}
    for source in approved.sources:
        for one in approved.chosen(source.id):
            forms.setdefault(one.span.of(source.text), in_form(pseudonyms[one.kind, one.name], one.form))
    return rewriter(forms, kept)


class _Work:
    """The new contents of texts and ledgers."""

    def __init__(self, folder: Folder, approved: Proposal, documents: Sequence[Document], rewrite: Rewriter) -> None:
        self._folder, self._approved, self._documents, self._rewrite = folder, approved, documents, rewrite
        self._pseudonyms: Mapping[tuple[str, str], str] = {(one.kind, one.name): one.replacement for one in approved.ticked}

    def all(self) -> tuple[list[dict[str, object]], dict[Path, bytes]]:
        """Return the rows of the report and the new content of each file that changes: texts first, then ledgers."""
        rows: list[dict[str, object]] = []
        texts: dict[Path, bytes] = {}
        ledgers: dict[Path, bytes] = {}
        for old in self._documents:
            mentions = self._approved.chosen(old.id)
            made = edits(old.text, mentions, self._pseudonyms)
            new = replace_in_document(old, made, self._rewrite)
            found = self._ledgers(old, new, made)
            if new != old:
                texts[self._folder.text_file(old.id)] = write_document(new).encode("utf-8")
            ledgers |= {path: content for path, (content, _, _) in found.items()}
            rows.append(_report(old, mentions, found.values()))
        return rows, {**texts, **ledgers, **self._others()}

    def _ledgers(self, old: Document, new: Document, made: Edits) -> dict[Path, tuple[bytes, int, int]]:
        """Return, per ledger file of a document that changes, its new content, and how many decisions and memos changed."""
        found = {}
        for path in self._folder.ledger_files(documents=old.id.__eq__):
            before = self._folder.events_of(path)
            moved = replace_in_events(before, old, new, made, self._rewrite)
            after = renamed_suggestions(moved, before, identity)
            if after != list(before):
                note = _note(before, path, old.id, len(self._approved.ticked))
                passages = sum(one.anchor != was.anchor for one, was in zip(after, before, strict=True))
                memos = sum(one.memo != was.memo for one, was in zip(after, before, strict=True))
                found[path] = lines([*after, note]), passages, memos
        return found

    def _others(self) -> dict[Path, bytes]:
        """Return what else may quote names: notes on codes, and cut last lines that were set aside."""
        found = {}
        for path in self._folder.ledger_files(documents="_notes".__eq__):
            before = self._folder.events_of(path)
            after = [_with_memo(one, self._rewrite) for one in before]
            if after != list(before):
                found[path] = lines(after)
        for path in sorted(self._folder.coded.glob("*/*.torn")):
            text = path.read_bytes().decode("utf-8", "replace")
            if self._rewrite(text) != text:
                found[path] = self._rewrite(text).encode("utf-8")
        return found


def _with_memo(one: Event, rewrite: Rewriter) -> Event:
    changed: Event = msgspec.structs.replace(one, memo=rewrite(one.memo)) if one.memo else one
    return changed


def _note(events: Sequence[Event], path: Path, document: str, names: int) -> Event:
    """Return the note that says what was done to a ledger; the only line of it that is new."""
    memo = (
        f"{names} names were replaced by pseudonyms in this study. The lines above were rewritten for it: quotations, positions and memos; "
        "ids, times, codes and coders are as they were."
    )
    found: Event = event(
        Note, coder=path.parent.name, at=moment(one.recorded_at for one in events), about=document, document=document, rule=RULE, memo=memo
    )
    return found


def _report(old: Document, mentions: Sequence[Mention], ledgers: Iterable[tuple[bytes, int, int]]) -> dict[str, object]:
    some = list(ledgers)
    return {
        "document": old.id, "mentions": len(mentions), "names": len({(one.kind, one.name) for one in mentions}),
        "codings": sum(passages for _, passages, _ in some), "memos": sum(memos for _, _, memos in some),
    }  # fmt: skip


Look = Callable[[Proposal], Proposal]


def hiding(folder: Folder, wanted: Wanted, look: Look | None = None) -> Callable[[Document], tuple[Document, list[str]]]:
    """Return what an import calls with each new document before it is written: it takes the names out, and adds them to the key.

    Parameters
    ----------
    look
        Is given the proposal for each document and returns the approved one; without it, what is ticked is replaced.
    """
    path, secret = _key_file(folder, wanted), check_passphrase(wanted.passphrase)
    read_key(path, secret)

    def hide(document: Document) -> tuple[Document, list[str]]:
        key = read_key(path, secret)
        asked = _asked(folder, [document], wanted, key)
        made = _with_key(propose([source_of(document), front_of(document)], asked, digests={document.id: document.digest}), key)
        made = look(made) if look else made
        pseudonyms: Mapping[tuple[str, str], str] = {(one.kind, one.name): one.replacement for one in made.ticked}
        changes = edits(document.text, made.chosen(document.id), pseudonyms)
        write_key(path, key.merged(_entries(made)), secret)
        rewrite = _rewriter(made, kept_words(asked.places, asked.keep))
        left = ", ".join(one.words for one in made.left)
        said = [
            f"{len(changes.old)} mentions of {len(made.ticked)} names replaced by pseudonyms"
            + (f"; found and left: {left}" if left else "")
        ]
        return replace_in_document(document, changes, rewrite), said

    return hide


def who_is_who(folder: Folder, wanted: Wanted) -> pd.DataFrame:
    """Return what the key says: pseudonym, name, kind and documents, one row a name."""
    key = read_key(place_of_key(folder.root, wanted.key, inside=True), check_passphrase(wanted.passphrase))
    rows = [(one.pseudonym, one.forms[0] if one.forms else one.name, one.kind, ", ".join(one.documents)) for one in key.entries]
    return pd.DataFrame(rows, columns=["pseudonym", "name", "kind", "documents"])

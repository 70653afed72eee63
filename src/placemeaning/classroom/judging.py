"""What of a student's work can be trusted: decisions by that student, about the texts and codes that were handed out. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from placemeaning import ledger
from placemeaning.classroom.parcels import Parcel, within
from placemeaning.classroom.record import FORMAT, MANIFEST, Given, Manifest, Record, code_digest
from placemeaning.errors import CodebookError, DocumentError, LedgerError
from placemeaning.model.anchor import locate
from placemeaning.model.codebook import read_codebook
from placemeaning.model.coding import Coding, Decline, Event, Note, Withdrawal, without_doubles
from placemeaning.model.document import Document, read_document
from placemeaning.model.text import digest, normalise


@dataclass
class Judged:
    """A parcel with what can be trusted of it, and sentences on the rest.

    `refused` says why nothing of it is taken; it is empty otherwise.
    """

    source: str
    student: str = ""
    handout: str = ""
    refused: str = ""
    events: list[Event] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)

    @property
    def reasons(self) -> list[str]:
        """Why nothing was taken, or what was left out, and what else to know."""
        left = [f"{number} {'decision' if number == 1 else 'decisions'} left out: {why}" for why, number in self.left_out.items()]
        return [self.refused] if self.refused else [*left, *self.remarks]


class _Untrusted(Exception):
    """Nothing of a parcel can be trusted."""


def judge(parcel: Parcel, records: Sequence[Record], texts: Mapping[str, Document], places: Collection[str], known: Known) -> Judged:
    """Return what of a parcel can be trusted.

    Parameters
    ----------
    records
        The lecturer's records of handouts: what was given to whom, which is what counts; a parcel only says which one it is.
    texts, places
        The study's documents by id, and ids of places.
    known
        The events that the study has already, by student.
    """
    found = Judged(parcel.source)
    try:
        events = _read(parcel, found)
        record, found.student = _whose(parcel, records, events)
        found.handout = record.handout
        given = record.students[found.student]
        own = _own(events, found, record)
        book = _changed_codes(parcel, record, found)
        _look_at_texts(parcel, record, given, found)
        judges = _Judges(found.student, record, given, texts, places, book, {one.id for one in (*own, *known.get(found.student, ()))})
        for one in own:
            if why := judges.why_not(one):
                found.left_out[why] += 1
            else:
                found.events.append(one)
        _look_at_suggestions(given, found)
        found.shown = list(_shown(parcel, found.student, given))
    except _Untrusted as problem:
        found.refused, found.events = str(problem), []
    return found


Known = Mapping[str, Sequence[Event]]


def _read(parcel: Parcel, found: Judged) -> list[Event]:
    """Return the events of all ledgers; a file with a line that cannot be read is left out as a whole."""
    events: list[Event] = []
    for name, content in within(parcel, r"(?!.*data/shown/).*\.jsonl"):
        try:
            one = ledger.parse(content, Path(name))
        except LedgerError as problem:
            found.remarks.append(f"a file left out: {problem}".partition(". Nothing is skipped")[0])
            continue
        if one.torn:
            found.remarks.append(f"{name}: the last line is cut off; the whole lines were taken")
        events += one.events
    return without_doubles(events)


def _whose(parcel: Parcel, records: Sequence[Record], events: Sequence[Event]) -> tuple[Record, str]:
    """Return the record that a parcel belongs to, and whose it is."""
    manifest = _manifest(parcel)
    coders = sorted({one.coder for one in events})
    if manifest is None or not manifest.student:
        fits = [one for one in records if manifest is None or one.handout == manifest.handout]
        named = [(one, coder) for one in fits for coder in coders if coder in one.students]
        if not named:
            by = f"its decisions are by {', '.join(coders)}, to whom nothing was handed out" if coders else "it holds no decisions"
            raise _Untrusted(f"no {MANIFEST} that names a student, and {by}")
        if len({coder for _, coder in named}) > 1:
            raise _Untrusted(f"decisions of several students in one folder ({', '.join(coders)}), and no {MANIFEST} that says whose it is")
        return named[-1]
    record = next((one for one in records if one.handout == manifest.handout), None)
    if record is None:
        raise _Untrusted(f"handout {manifest.handout!r} is not of this study")
    if manifest.student not in record.students:
        raise _Untrusted(f"nothing was handed out to {manifest.student!r}")
    return record, manifest.student


def _manifest(parcel: Parcel) -> Manifest | None:
    content = next((content for _, content in within(parcel, MANIFEST)), None)
    if content is None:
        return None
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError) as problem:
        raise _Untrusted(f"{MANIFEST} cannot be read: {problem}") from None
    if manifest.format > FORMAT:
        raise _Untrusted(f"{MANIFEST} was written by a later version of placemeaning ({manifest.placemeaning}); install that one")
    return manifest


def _own(events: Sequence[Event], found: Judged, record: Record) -> list[Event]:
    """Return the events of the student; those of others are counted, and where there are no others the parcel is the wrong one."""
    others = Counter(one.coder for one in events if one.coder != found.student)
    if others and sum(others.values()) == len(events):
        raise _Untrusted(f"the folder is of {found.student}, but the decisions in it are by {', '.join(others)}")
    for coder, number in others.items():
        whose = "another student" if coder in record.students else "somebody else"
        found.left_out[f"by {coder}, {whose}, in the folder of {found.student}"] += number
    return [one for one in events if one.coder == found.student]


def _changed_codes(parcel: Parcel, record: Record, found: Judged) -> dict[str, str]:
    """Return the codes that do not mean any more what they meant when handed out, with what was done to them."""
    content = next((content for _, content in within(parcel, r"codebook\.yaml")), None)
    if content is None:
        return {}
    words = normalise(content.decode("utf-8-sig", "replace"))
    if digest(words) in record.codebooks:
        return {}
    try:
        codes = {code.id: code_digest(code) for code in read_codebook(words)}
    except CodebookError:
        found.remarks.append("the codebook was changed and cannot be read any more; codes are taken as they were handed out")
        return {}
    changed = {name: f"code {name!r} was given another meaning in this codebook" for name in codes if codes[name] != record.codes.get(name)}
    changed |= {name: f"code {name!r} was added to this codebook" for name in codes if name not in record.codes}
    what = f"codes {', '.join(changed)}" if changed else "keywords or layout only" if codes == record.codes else "codes were removed"
    found.remarks.append(f"the codebook was changed ({what})")
    return changed


def _look_at_texts(parcel: Parcel, record: Record, given: Given, found: Judged) -> None:
    """Note which transcripts were changed."""
    for name, content in within(parcel, r"data/text/[^/]+\.txt"):
        document = name[10:-4]
        if document not in given.documents:
            continue
        try:
            same = read_document(content.decode("utf-8-sig", "replace"), name).digest == record.documents[document]
        except DocumentError:
            same = False
        if not same:
            found.remarks.append(f"the transcript {document} was changed")


def _look_at_suggestions(given: Given, found: Judged) -> None:
    taken = sum(isinstance(one, Coding) and (one.origin or "human") != "human" for one in found.events)
    if taken and not given.suggestions:
        found.remarks.append(f"{taken} codings came from suggestions, though this student was to work without")


def _shown(parcel: Parcel, student: str, given: Given) -> Iterator[str]:
    """Yield the lines that say which suggestions this student was shown."""
    for _, content in within(parcel, r"data/shown/[^/]+\.jsonl"):
        for line in content.decode("utf-8", "replace").splitlines():
            try:
                said = json.loads(line)
                known = said["coder"] == student and said["document"] in given.documents and isinstance(said["at"], str)
                wanted = ("at", "coder", "document", "shown", "suggestions")
                if known and isinstance(said["shown"], bool) and all(isinstance(one, str) for one in said["suggestions"]):
                    yield json.dumps({name: said[name] for name in wanted})
            except (ValueError, KeyError, TypeError, RecursionError):
                continue


class _Judges:
    """Says of one event at a time why it cannot be trusted."""

    def __init__(
        self, student: str, record: Record, given: Given, texts: Mapping[str, Document], places: Collection[str], changed: Mapping[str, str],
        own: Collection[str],
    ) -> None:  # fmt: skip
        self._student, self._record, self._given = student, record, given
        self._texts, self._places, self._changed, self._own = texts, places, changed, own

    def why_not(self, one: Event) -> str:
        """Return why an event is left out, or an empty text."""
        if one.recorded_at.tzinfo is None:
            return "their time has no zone"
        if one.document is not None and one.document not in self._given.documents:
            return f"document {one.document!r} was not handed out to {self._student}"
        if isinstance(one, Withdrawal):
            return "" if one.about in self._own else "they withdraw what is not this student's"
        if isinstance(one, Note):
            subjects = (self._own, self._given.documents, self._record.codes)
            return "" if one.rule in ("undo", "redo") or any(one.about in some for some in subjects) else "memos on what was not handed out"
        if isinstance(one, Coding | Decline):
            return self._why_not_said(one)
        return ""

    def _why_not_said(self, one: Coding | Decline) -> str:
        if one.document is None or one.code is None or one.anchor is None or one.anchor.span.start >= one.anchor.span.stop:
            return "they name no passage or no code"
        if one.code in self._changed:
            return self._changed[one.code]
        if one.code not in self._record.codes:
            return f"code {one.code!r} was not in the codebook that was handed out"
        if one.place is not None and one.place not in self._places:
            return f"place {one.place!r} is not in this study"
        return self._why_not_there(one)

    def _why_not_there(self, one: Coding | Decline) -> str:
        """Return why the position of a passage is not certain, or an empty text."""
        document = self._texts.get(one.document or "")
        if document is None:
            return f"document {one.document!r} is not in this study any more"
        anchor = one.anchor
        assert anchor is not None
        if one.digest == self._record.documents[document.id]:
            if document.digest != one.digest or document.text[anchor.span.start : anchor.span.stop] == anchor.exact:
                return ""
            return f"their words are not those of {document.id} at that position"
        here = locate(document.text, anchor)
        if here.span is not None and here.status in ("exact", "moved") and here.span.of(document.text) == anchor.exact:
            return ""
        return f"made on a changed transcript of {document.id}, on words that the original does not have for certain"

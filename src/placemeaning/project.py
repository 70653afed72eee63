"""Project: a study's folder on disk, and everything one can do with it. A table of contents; the work is in the other modules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from placemeaning import checking, comparing, counting, decisions, defining, exporting, importing, new_study, overview, reviewing, telling
from placemeaning.analysis import matrix as matrices
from placemeaning.analysis import tidy
from placemeaning.analysis.tidy import Some
from placemeaning.decisions import Quote
from placemeaning.errors import ProjectError, check_choice
from placemeaning.example import copy_example
from placemeaning.folder import Folder
from placemeaning.model.coding import Coding, Decline, Event, Note, Scope, Suggestion, in_order, live_codings
from placemeaning.model.document import Document, Kind, Voice
from placemeaning.suggesting import review
from placemeaning.suggesting.passages import Passage

if TYPE_CHECKING:
    import pandas as pd

    from placemeaning.analysis import cooccurrence, queries
    from placemeaning.analysis.agreement_result import Agreement
    from placemeaning.analysis.agreement_units import Uncoded, Unit
    from placemeaning.analysis.cards import HelpsAndHinders, NeighbourhoodCard
    from placemeaning.analysis.coders import Coders
    from placemeaning.analysis.disagreements import Disagreements
    from placemeaning.analysis.kwic import Kwic
    from placemeaning.analysis.matrix import Matrix
    from placemeaning.analysis.reliability.alignment import Weights
    from placemeaning.analysis.reliability.gamma import Sampler
    from placemeaning.analysis.saturation import Saturation
    from placemeaning.analysis.summaries import Summaries, Summary
    from placemeaning.analysis.voices import VoiceCount, Voices
    from placemeaning.classroom.collecting import Collected
    from placemeaning.classroom.marks import Marks
    from placemeaning.classroom.packing import HandedOut
    from placemeaning.classroom.plan import With
    from placemeaning.discretion import forgetting, replaced, scanning
    from placemeaning.editing import Changes
    from placemeaning.model.codebook import Codebook
    from placemeaning.output.drawing import Drawing
    from placemeaning.output.vignettes import Vignette
    from placemeaning.privacy.proposal import Proposal
    from placemeaning.widget.coder import Coder

Axes = matrices.Axis | Sequence[matrices.Axis]
Where = Mapping[str, str | Collection[str]] | None


def new_project(path: str | Path, *, title: str = "") -> Project:
    """Make a new, empty study in a folder, and open it.

    It gets a codebook with the four codes every study of meaningful places starts with, tables for places and people, and git
    settings that keep originals (which name people) out of version control.

    Raises
    ------
    ProjectError
        If the folder is not empty or cannot be written.
    """
    new_study.make_study(Path(path), title)
    return open_project(path)


def open_project(path: str | Path = ".") -> Project:
    """Open the study in a folder. Nothing is read until it is asked for.

    Raises
    ------
    ProjectError
        If the folder does not exist or is not a study.
    """
    root = Path(path).expanduser().resolve()
    if not root.is_dir():
        raise ProjectError(f"{root}: there is no such folder. Make a study there with pm.new_project({str(path)!r}).")
    if not (root / "codebook.yaml").exists() and not (root / "data").is_dir():
        raise ProjectError(f"{root}: this is not a study: it has no codebook.yaml and no data folder. Make one with 'placemeaning new'.")
    return Project(root)


def example_project(path: str | Path | None = None) -> Project:
    """Open a copy of the invented example study, yours to change.

    Parameters
    ----------
    path
        A new folder to keep the copy in; without it, the copy is temporary and goes when Python ends.

    Raises
    ------
    ProjectError
        If `path` is not empty.
    """
    return open_project(copy_example(None if path is None else Path(path)))


class Project:
    """A study. Values are what you act on, frames are what you count with; `by` is always explicit."""

    def __init__(self, root: Path) -> None:
        self.path = root
        self._folder = Folder(root)

    def __repr__(self) -> str:
        return overview.sentence(self._folder)

    @property
    def title(self) -> str:
        """Return the title in codebook.yaml, or the folder's name."""
        return self.codebook.title or self.path.name

    @property
    def description(self) -> str:
        """Return what codebook.yaml says about the study; empty where it says nothing."""
        return self.codebook.description

    @property
    def codebook(self) -> Codebook:
        """Return the codebook; it is read again when the file changes.

        Raises
        ------
        CodebookError
            With file and line of every mistake.
        """
        return self._folder.codebook()

    # bringing material in

    def import_files(
        self, paths: str | Path | Iterable[str | Path], *, id: str | None = None, kind: Kind | None = None, title: str | None = None,  # noqa: A002
        places: Some = None, people: Some = None, date: str | None = None, language: str | None = None, interviewer: str | None = None,
        speakers: Mapping[str, importing.Who | None] | None = None, columns: Mapping[str, str] | None = None, name_pattern: str | None = None,
        replace: bool = False, pseudonymise: bool | replaced.Look = False, passphrase: str | None = None, names: Iterable[str] = (),
        keep: Iterable[str] = (), key: str | Path | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> importing.Report:  # fmt: skip
        """Bring files in: the original goes to data/raw, its frozen text to data/text.

        Parameters
        ----------
        paths
            One file, several, or a folder. A table ``documents.csv`` (or .xlsx) beside the files may say what each is about.
        id, kind, title, places, people, date, language
            About all the files of this call; they go before what the table, the files' names and their header blocks say. Where
            these disagree, the report says so.
        interviewer
            The label that the interviewer has, such as ``"I"``, where it is not recognised.
        speakers
            What labels stand for, such as ``{"R1": "respondent", "W": "professional"}``; None for what only looks like a label.
        columns
            What a column of a survey is used for, by its title: ``answer``, ``attribute`` or ``drop``. Without it, long and
            different answers become documents, the others attributes of the person, and names and e-mail are dropped.
        name_pattern
            What the files' names say, such as ``"{place}-{person}-{date}"`` (fields: place, person, date, kind, language, title, number).
        replace
            Freeze the text anew where the original has changed; `check` then lists what moved.
        pseudonymise, passphrase, names, keep, key
            Whether names are taken out of each text before it is written, as `pseudonymise` does (see there); or a function that is
            given the proposal for each document and returns the approved one. What was replaced and what was left stands under warnings.
        progress
            Is called with (number, how many, file name) before each file.

        Returns
        -------
        Report
            A frame with a row a file (of a survey, a row an answer): file, document, kind, turns, speakers, warnings, outcome. A file that fails is a row too
            and leaves everything as it was.
        """
        files = [paths] if isinstance(paths, str | Path) else paths
        hide = self._hiding(pseudonymise, names, keep, key, passphrase) if pseudonymise else None
        about = importing.About(id, kind, title, _several(places), _several(people), date, language, interviewer, speakers, columns, hide)
        return importing.import_files(
            self._folder, [Path(one) for one in files], about, name_pattern=name_pattern, replace_changed=replace, progress=progress
        )

    def _hiding(
        self, look: bool | replaced.Look, names: Iterable[str], keep: Iterable[str], key: str | Path | None, passphrase: str | None
    ) -> Callable[[Document], tuple[Document, list[str]]]:
        from placemeaning.discretion import replaced

        wanted = replaced.Wanted(names=tuple(names), keep=tuple(keep), key=key, passphrase=passphrase)
        return replaced.hiding(self._folder, wanted, look if callable(look) else None)

    def set_speakers(self, document: str, speakers: Mapping[str, importing.Who]) -> Document:
        """Say who the labels of a document stand for; the text does not change, so its codings stay where they are.

        Parameters
        ----------
        speakers
            By label a role, a `Speaker`, or ``{"role": …, "person": …}``. The label ``""`` stands for all turns without one.

        Raises
        ------
        QuoteNotFound
            If no turn begins with a label.
        """
        return importing.set_speakers(self._folder, document, speakers)

    def accept_text(self, document: str) -> Document:
        """Accept a frozen text that was edited by hand as the text that counts from now on."""
        self._folder.write_document(self._folder.document(document))
        return self._folder.document(document)

    # names of people

    def pseudonymise(
        self, documents: Some = None, *, names: Iterable[str] = (), keep: Iterable[str] = (), key: str | Path | None = None,
        key_inside: bool = False, passphrase: str | None = None, approve: Proposal | pd.DataFrame | None = None,
    ) -> Proposal | replaced.Pseudonymised:  # fmt: skip
        """Return a proposal of what to replace by pseudonyms; with `approve`, replace it in texts, ledgers and memos.

        Found are persons, streets, postcodes, telephone numbers, e-mail, dates of birth, account numbers, schools and employers, in Dutch,
        English and Ukrainian; the speakers' names and `names` always. Names of places under study stay. Codings move with their words.

        Parameters
        ----------
        documents
            The documents to look through; all by default.
        names, keep
            Names that are certainly of people, and words that stay as they are.
        key
            Where the key (who is who) lies; by default outside the study, in ``~/.placemeaning/keys``.
        key_inside
            Whether `key` may lie in the study's own folder.
        passphrase
            What the key is encrypted with; it is stored nowhere. Names that the key holds get the pseudonym they had before.
        approve
            A proposal that this method returned, changed or not; or a frame like ``proposal.frame``.

        Raises
        ------
        ValueError
            If the key would lie in the study, or there is no passphrase to write it with.
        ProjectError
            If the passphrase does not open the key, or a document has changed since the proposal was made; nothing is changed then.
        """
        from placemeaning.discretion import replaced

        wanted = replaced.Wanted(_several(documents), tuple(names), tuple(keep), key, key_inside, passphrase)
        return replaced.pseudonymise(self._folder, wanted, approve)

    def who_is_who(self, *, passphrase: str, key: str | Path | None = None) -> pd.DataFrame:
        """Return what the key says: one row a pseudonym, with the name it stands for."""
        from placemeaning.discretion import replaced

        return replaced.who_is_who(self._folder, replaced.Wanted(key=key, passphrase=passphrase))

    def forget(
        self, document: str, *, passphrase: str | None = None, key: str | Path | None = None, exports: bool = False, dry_run: bool = False
    ) -> forgetting.Forgotten:
        """Remove a person's material everywhere: original, text, the decisions of all coders, rows of tables, entries of the key.

        Parameters
        ----------
        passphrase, key
            Of the key, to take out the names that only this document held.
        exports
            Whether exports that contain the document are deleted; without it they are listed.
        dry_run
            Whether nothing is removed and the frame says what would be.

        Returns
        -------
        Forgotten
            One row for what was removed and for what is left to you, with what git history may still hold.
        """
        from placemeaning.discretion import forgetting

        return forgetting.forget(self._folder, document, key=key, passphrase=passphrase, exports=exports, dry_run=dry_run)

    def check_privacy(self, *, passphrase: str, key: str | Path | None = None) -> scanning.Leaks:
        """Return where names of the key still occur: texts, memos, ledgers, notebooks, exports, tables, names of files."""
        from placemeaning.discretion import scanning

        return scanning.scan(self._folder, key, passphrase)

    # what there is

    def documents(self) -> pd.DataFrame:
        """Return one row a document; one that cannot be read says why under ``problem``."""
        found, problems = self._folder.readable_documents()
        return tidy.documents_frame(found.values(), problems)

    def document(self, id: str) -> Document:  # noqa: A002
        """Return one document.

        Raises
        ------
        NotFound
            If there is none of that id.
        DocumentError
            If its file is wrong; with file and line.
        """
        return self._folder.document(id)

    def places(self) -> pd.DataFrame:
        """Return one row a place, as in data/places.csv."""
        return tidy.places_frame(self._folder.places().values())

    def people(self) -> pd.DataFrame:
        """Return one row a person, as in data/people.csv, with every further column."""
        return tidy.people_frame(self._folder.people().values())

    def coders(self) -> list[str]:
        """Return the names of the coders who have decided anything."""
        return self._folder.coders()

    # coding

    def code(
        self, document: str, quote: Quote, code: str, *, by: str, nth: int | None = None, place: str | None = None,
        voice: Voice | None = None, memo: str = "",
    ) -> Coding:  # fmt: skip
        """Give a passage a code. A passage is named by its words.

        Parameters
        ----------
        quote
            The words, as they stand in the document (runs of white space count as one blank), or a `Span` of code points.
        by
            The coder.
        nth
            Which one, from 1, where the words occur more than once.
        place, voice
            Where they differ from what document and turn say.

        Returns
        -------
        Coding
            It is on the disk when the call returns. Coding the same passage the same way again returns the coding that stands.

        Raises
        ------
        QuoteNotFound, QuoteAmbiguous
            If the words do not name one passage.
        NotFound
            If there is no such document, code or place.
        LedgerError
            If it could not be saved.
        """
        return decisions.code(self._folder, document, quote, code, by=by, nth=nth, place=place, voice=voice, memo=memo)

    def recode(
        self,
        coding: Coding | str,
        code: str,
        *,
        by: str,
        memo: str | None = None,
        place: str | None = None,
        voice: Voice | Literal[""] | None = None,
    ) -> Coding:
        """Replace a coding (or the id of one) by the same passage with another code, place or voice; ``replaces`` remembers the old one.

        ``place=""`` and ``voice=""`` go back to what document and speaker say.
        """
        return decisions.recode(self._folder, coding, code, by=by, memo=memo, place=place, voice=voice)

    def move(self, coding: Coding | str, quote: Quote, *, by: str, nth: int | None = None) -> Coding:
        """Replace a coding by the same code on other words; this also confirms a position that was not certain."""
        return decisions.move(self._folder, coding, quote, by=by, nth=nth)

    def withdraw(self, coding: Coding | str, *, by: str, memo: str = "") -> Event:
        """Withdraw a coding: it stays in the ledger, and does not hold any more."""
        return decisions.withdraw(self._folder, coding, by=by, memo=memo)

    def note(self, about: Coding | str, memo: str, *, by: str) -> Note:
        """Write a memo on a coding, on a document or on a code (by its id); ``""`` takes away the one that is there."""
        return decisions.note(self._folder, about, memo, by=by)

    def undo(self, *, by: str) -> list[Event]:
        """Take back the last step of a coder; again for the one before, without limit. Returns the events that did it."""
        return decisions.undo(self._folder, "undo", by=by)

    def redo(self, *, by: str) -> list[Event]:
        """Do again what the last `undo` took back."""
        return decisions.undo(self._folder, "redo", by=by)

    def fold_in(self, copy: str | Path) -> tuple[Event, ...]:
        """Add what a sync program's conflict copy of a ledger has and the ledger has not; `check` lists such copies."""
        return decisions.fold_in(self._folder, self.path / copy)

    def history(self, document: Some = None, *, by: Some = None) -> pd.DataFrame:
        """Return every event that was ever recorded, one row each, by time."""
        return tidy.history_frame(in_order(self._folder.events(_among(by), _among(document))))

    def check(self) -> checking.Findings:
        """Return everything that is wrong or not certain, one row each with what to do; no rows when all is well."""
        return checking.check(self._folder)

    def add_code(
        self, label: str, definition: str, *, by: str, language: Literal["nl", "en", "uk"] = "nl", on: tuple[str, Quote] | None = None
    ) -> str:
        """Write a new code into codebook.yaml, with an entry in its history, and return its id; `undo` takes it back.

        Parameters
        ----------
        label, language
            What the code is called in that language. A code that has this label already is returned as it is.
        on
            A passage that gets the code in the same step: ``("kanaal-02", "words of it")``.

        Raises
        ------
        ValueError
            If label or definition is blank.
        CodebookError
            If codebook.yaml is wrong, or could not be written.
        """
        document, quote = on or (None, None)
        return defining.add_code(self._folder, label, definition, language=language, by=by, document=document, quote=quote)[0]

    def define(self, code: str, *, by: str, definition: str | None = None, include: str | None = None, exclude: str | None = None) -> bool:
        """Change what codebook.yaml says about a code; its history keeps the old words, and `undo` takes it back. False where nothing changed."""
        return defining.define(self._folder, code, definition=definition, include=include, exclude=exclude, by=by)

    # suggestions

    def suggestions(
        self, document: Some = None, *, by: str | None = None, code: Some = None, interviewer: bool = False,
        scopes: Collection[Scope] | None = None, passage: Passage = "sentence", rules: Collection[str] | None = None, meaning: bool = False,
        language: Literal["nl", "en"] = "en",
    ) -> review.Suggestions:  # fmt: skip
        """Return what the keywords of the codebook suggest, as a list that prints as a table.

        Parameters
        ----------
        by
            A coder: what this coder accepted, declined or coded already is left out.
        interviewer, scopes, passage, rules
            Whose words, how they are meant, what is proposed, and by which rules (see `placemeaning.suggest`).
        meaning
            Whether passages near a code's definition and examples are added, ranked by similarity; needs the ``semantic`` extra.
        language
            Of the reasons: ``nl`` or ``en``.

        Raises
        ------
        MissingExtra
            If `meaning` is asked for and no package with a model is installed.
        """
        check_choice("language", language, ("nl", "en"))
        names = _several(document) or self._folder.document_ids()
        return reviewing.suggestions(
            self._folder, names, by=by, wanted=_among(code), interviewer=interviewer, scopes=scopes, passage=passage, rules=rules,
            meaning=meaning, language=language,
        )  # fmt: skip

    def more_like(
        self, suggestions: Sequence[Suggestion] | None = None, *, by: str, document: Some = None, code: Some = None, most: int = 3,
        language: Literal["nl", "en"] = "en",
    ) -> review.Suggestions:  # fmt: skip
        """Return passages near suggestions (by default near all that the coder `by` accepted or coded), to accept or decline.

        Parameters
        ----------
        most
            How many passages for each code and document.

        Raises
        ------
        MissingExtra
            If no package with a model is installed: ``pip install 'placemeaning[semantic]'``.
        """
        check_choice("language", language, ("nl", "en"))
        names = _several(document) or self._folder.document_ids()
        return reviewing.more_like(self._folder, names, suggestions, by=by, wanted=_among(code), most=most, language=language)

    def accept(self, suggestion: Suggestion, *, by: str, code: str | None = None, quote: Quote | None = None, memo: str = "") -> Coding:
        """Accept a suggestion, with another `code` or other words (`quote`) where given."""
        return decisions.accept(self._folder, suggestion, by=by, code=code, quote=quote, memo=memo)

    def decline(self, suggestion: Suggestion, *, by: str, memo: str = "") -> Decline:
        """Decline a suggestion: it does not come back for this coder unless the keyword changes."""
        return decisions.decline(self._folder, suggestion, by=by, memo=memo)

    def accept_all(self, suggestions: Sequence[Suggestion], *, by: str) -> list[Coding]:
        """Accept several suggestions (``project.suggestions(…).where(rule="forms")``) as one step, which one `undo` takes back."""
        return decisions.accept_all(self._folder, suggestions, by=by)

    def decline_all(self, suggestions: Sequence[Suggestion], *, by: str) -> list[Decline]:
        """Decline several suggestions as one step, which one `undo` takes back."""
        return decisions.decline_all(self._folder, suggestions, by=by)

    def suggestion_report(
        self, about: Literal["rules", "keywords", "silent", "declined", "missed"] = "rules", *, complete: Collection[str] | None = None
    ) -> pd.DataFrame:
        """Return how suggestions do: per code and rule (or keyword) what became of them, precision with its interval, and recall.

        Parameters
        ----------
        about
            ``rules``, ``keywords``, or ``silent`` (keywords that never fire), ``declined`` (those mostly declined), ``missed`` (what people
            coded and no rule found).
        complete
            The documents that were coded completely; by default those with one coding or more.
        """
        return reviewing.report(self._folder, about, complete)

    def joined_spellings(self) -> pd.DataFrame:
        """Return the unknown words that were taken for a misspelt keyword, and how often each occurs."""
        return reviewing.joined_spellings(self._folder)

    def proposed_keywords(self, *, language: Literal["nl", "en", "uk"] = "nl", at_least: int = 2) -> pd.DataFrame:
        """Return words and phrases that the codings propose as keywords, with what they would do in documents they were not learnt from."""
        return reviewing.proposed_keywords(self._folder, language, at_least)

    def doubtful_keywords(self, *, at_least: int = 3, complete: Collection[str] | None = None) -> pd.DataFrame:
        """Return keywords that are wrong more often than right, each with a proposal (``drop`` or ``make exact``) and what it would do.

        Parameters
        ----------
        at_least
            How many suggestions a keyword must have made.
        complete
            The documents that were coded completely; by default those with one coding or more.

        Returns
        -------
        pandas.DataFrame
            How often each was offered, accepted, coded by hand, declined and right, and the precision and recall of its code before (`…_now`)
            and after (`…_then`) the change, in documents that the proposal was not made from. `change_keyword` carries it out.
        """
        return reviewing.doubtful_keywords(self._folder, at_least, complete)

    def change_keyword(
        self,
        change: Literal["add", "drop", "exact"],
        code: str,
        keyword: str,
        *,
        by: str,
        language: Literal["nl", "en", "uk"] = "nl",
        why: str = "",
    ) -> None:
        """Add a keyword to a code, drop one, or make one exact, in codebook.yaml: comments and order are kept, and its history says who and why."""
        check_choice("change", change, tuple(reviewing.CHANGES))
        reviewing.change_keyword(self._folder, reviewing.CHANGES[change], code, keyword, by=by, language=language, why=why)

    def record_shown(self, document: str, *, by: str, shown: Iterable[Suggestion] | None) -> None:
        """Note in ``data/shown`` which suggestions a coder was shown, in which order and when; None for a coder who works without."""
        reviewing.record_shown(self._folder, document, by=by, shown=shown)

    def blind(self, coder: str, blind: bool = True) -> None:
        """Let a coder work without suggestions in `coder` from now on; ``blind=False`` ends it. It is noted in ``data/shown``, with the time."""
        reviewing.set_blind(self._folder, coder, blind)

    # reading off

    def codings(
        self, *, document: Some = None, coder: Some = None, code: Some = None, place: Some = None, person: Some = None,
        voice: Some = None, origin: Literal["human", "suggestion"] | None = None, status: Some = None, language: str | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Return the codings that hold, one row each (columns: `placemeaning.analysis.tidy.CODING_COLUMNS`).

        Raises
        ------
        LedgerError
            If a line of a ledger that is needed cannot be read; with file and line.
        """
        events = self._folder.events(_among(coder), _among(document))
        documents = self._folder.readable_documents()[0]
        frame = tidy.codings_frame(live_codings(events), documents, self.codebook, self._folder.places(), language)
        frame = telling.with_marks(self._folder, frame, documents, _among(document))
        return tidy.keep(frame, code=code, place=place, person=person, voice=voice, origin=origin, status=status)

    def coding(self, id: str) -> Coding:  # noqa: A002
        """Return one coding that holds, by its id."""
        return decisions.find_coding(self._folder, id)

    def quotes(self, **filters: Any) -> pd.DataFrame:
        """Return the words of passages with who says them and where; filters as for `codings`."""
        frame = self.codings(**filters)
        return frame[["quote", "document", "people", "place_name", "code_label", "coder", "before", "after", "memo", "publish", "id"]]

    def matrix(
        self, rows: Axes = "place", columns: Axes = "code", count: matrices.Count = "passages", *, where: Where = None, voice: Some = None,
        origin: Literal["human", "suggestion"] | None = None, status: Some = None, coders: Some = None, documents: Some = None,
        normalise: matrices.Normalise | None = None, per: Literal["rows", "columns"] | None = None, totals: bool = False,
        language: str | None = None,
    ) -> Matrix:  # fmt: skip
        """Return a matrix of meanings over the codings that hold and whose position is certain (all options: `placemeaning.matrix`).

        Parameters
        ----------
        rows, columns
            place, place_kind, neighbourhood, municipality, person, document, kind, code, parent, coder, voice, month, field, or a column of
            people.csv; several are nested: ``rows=["municipality", "place"]``.
        count
            ``passages``, ``people``, ``documents``, ``words``, ``share`` (of the respondents' words) or ``present``.
        where
            Count only these, by axis: ``{"municipality": "Nijmegen"}``.
        coders
            One coder, several, ``"union"`` (what any coder gave: the default) or ``"consensus"`` (what they agree on).
        normalise
            Divide by the ``people``, the ``documents`` or the respondents' ``words`` (in thousands) of each row.
        language
            Of the labels and of what the matrix says of itself; the codebook's first one by default.
        """
        return matrices.matrix(
            self.codings(), rows=rows, columns=columns, count=count, where=where, voice=voice, origin=origin, status=status, coders=coders,
            documents=documents, normalise=normalise, per=per, totals=totals, **counting.tables(self._folder, language),
        )  # fmt: skip

    def voices(
        self, *, first: Some = "resident", second: Some = ("professional", "researcher"), rows: Axes = "place", columns: Axes = "code",
        count: VoiceCount = "passages", where: Where = None, coders: Some = None, documents: Some = None, language: str | None = None,
    ) -> Voices:  # fmt: skip
        """Lay two voices side by side: what residents say about the same places against what professionals and researchers read in them.

        Returns
        -------
        Voices
            ``difference``, ``greatest()``, and the passages behind: ``quotes()``, ``passages(row, column)``.
        """
        from placemeaning.analysis.voices import voices

        codings = self.codings()
        return voices(
            codings, first=first or (), second=second or (), rows=rows, columns=columns, count=count, where=where, coders=coders,
            documents=documents, polls=counting.answers(self._folder, codings), **counting.tables(self._folder, language),
        )  # fmt: skip

    def poll_answers(self) -> pd.DataFrame:
        """Return what respondents of polls answered, a row an answer and meaning: coded by a person, or the very words of a code's label."""
        return counting.answers(self._folder, self.codings())

    def saturation(
        self, *, kinds: Some = ("interview",), coders: Some = None, orders: int = 200, seed: int = 0, level: float = 0.9, language: str | None = None
    ) -> Saturation:  # fmt: skip
        """Return how many codes interviews bring, one after the other, with a band over orders of them: per place and overall."""
        from placemeaning.analysis.saturation import saturation

        options = counting.for_saturation(self._folder, language)
        return saturation(self.codings(coder=coders), kinds=kinds or (), orders=orders, seed=seed, level=level, **options)

    def helps_and_hinders(
        self, rows: Axes = "code", count: matrices.Count = "people", *, where: Where = None, coders: Some = None, totals: bool = False,
        language: str | None = None,
    ) -> HelpsAndHinders:  # fmt: skip
        """Cross what is of value, what helps and what hinders with meanings, from conversation cards; ``words(code)`` gives what was written."""
        from placemeaning.analysis.cards import helps_and_hinders

        options = counting.tables(self._folder, language)
        return helps_and_hinders(self.codings(), rows=rows, count=count, where=where, coders=coders, totals=totals, **options)

    def neighbourhood_card(self, district: str, *, quotes: int = 2, language: str | None = None) -> NeighbourhoodCard:
        """Make the neighbourhood-values card of a district (a neighbourhood or municipality of places.csv) from the codings.

        Raises
        ------
        ValueError
            If no coding lies in such a district.
        """
        from placemeaning.analysis.cards import neighbourhood_card

        return neighbourhood_card(self.codings(), district, quotes=quotes, **counting.for_card(self._folder, language))

    # finding and telling

    def find(
        self, codes: str | None = None, *, within: queries.Within = "turn", text: str | None = None, document: Some = None,
        place: Some = None, person: Some = None, voice: Some = None, kind: Some = None, coders: Coders = None, language: str | None = None,
    ) -> queries.Found:  # fmt: skip
        """Return the passages that a query finds, with context: ``project.find("relaxation & ~friendship", within="turn")``.

        Parameters
        ----------
        codes
            Ids or labels of codes with ``&``, ``|``, ``~`` and parentheses, ``near 5``, ``overlapping``, ``followed by``. A code stands for
            itself and those under it (see docs/find.md and `placemeaning.find`).
        within
            ``turn``, ``passage``, ``sentence`` or ``document``: what the query is asked of.
        text
            Words that are said there, ``*`` for any letters.
        coders
            ``union``, ``consensus``, or names of coders.

        Raises
        ------
        ValueError
            If the query cannot be read, with the position of the mistake; or an option is wrong.
        """
        from placemeaning.analysis.queries import find
        from placemeaning.suggesting.lexicon import sentences

        return find(
            self.codings(), codes, within=within, text=text, document=document, place=place, person=person, voice=voice, kind=kind,
            coders=coders, texts=self._folder.readable_documents()[0], names=telling.names(self.codebook), sentences=sentences,
            language=language or self.codebook.languages[0],
        )  # fmt: skip

    def kwic(
        self, words: str, *, width: int = 60, document: Some = None, place: Some = None, person: Some = None, voice: Some = None,
        kind: Some = None, language: str | None = None,
    ) -> Kwic:  # fmt: skip
        """Return every place where words are said, with `width` code points of context: key word in context; ``*`` stands for any letters."""
        from placemeaning.analysis.kwic import kwic

        return kwic(
            self._folder.readable_documents()[0], words, width=width, document=document, place=place, person=person, voice=voice, kind=kind,
            language=language or self.codebook.languages[0],
        )  # fmt: skip

    def cooccurrence(
        self, by: cooccurrence.By = "overlap", *, measure: cooccurrence.Measure = "count", coders: Coders = None, language: str | None = None,
        document: Some = None, place: Some = None, person: Some = None, voice: Some = None,
        origin: Literal["human", "suggestion"] | None = None,
    ) -> cooccurrence.CoOccurrence:  # fmt: skip
        """Return how often each two codes go together, code by code; ``.cell(first, second)`` gives the passages.

        Parameters
        ----------
        by
            ``overlap`` (passages that share words), ``sentence``, ``turn`` or ``document``.
        measure
            ``count``, ``jaccard`` or ``c``, as `placemeaning.cooccurrence` defines them.
        coders
            ``union``, ``consensus``, or names of coders.
        document, place, person, voice, origin
            Count only codings of these.
        """
        from placemeaning.analysis.cooccurrence import cooccurrence
        from placemeaning.suggesting.lexicon import sentences

        return cooccurrence(
            self.codings(), by=by, measure=measure, coders=coders, document=document, place=place, person=person, voice=voice, origin=origin,
            texts=self._folder.readable_documents()[0], sentences=sentences, labels=self.codebook.labels(language),
        )  # fmt: skip

    def summarise(self, place: str, code: str, text: str, *, by: str, passages: Any = None) -> Summary:
        """Write a summary of what people say about a place and a code, with the passages it rests on.

        It takes the place of this coder's earlier summary of that cell, which stays in its history.

        Parameters
        ----------
        code
            A code; one with codes under it stands for these too.
        passages
            Codings, ids, or a frame with them, all in the cell; by default every passage that is in the cell now.

        Raises
        ------
        NotFound
            If there is no such place or code.
        ValueError
            If the text is blank, or a passage is not in the cell.
        """
        return telling.summarise(self._folder, self.codings(), place, code, text, by=by, passages=passages)

    def summary(self, place: str, code: str, *, by: str | None = None) -> Summary:
        """Return the newest summary of a cell, of one coder or of anybody; ``.stale`` says what changed since, ``.history`` what it was before.

        Raises
        ------
        NotFound
            If nobody wrote one.
        """
        return telling.summary(self._folder, self.codings(), place, code, by)

    def summaries(self, *, place: Some = None, code: Some = None, by: Some = None, language: str | None = None) -> Summaries:
        """Return the summaries that hold, one row each; ``.table()`` gives the matrix of them, a row a place and a column a code."""
        return telling.summaries_table(self._folder, self.codings(), language, place=place, code=code, coder=by)

    def publish(self, coding: Coding | str, allowed: bool, *, by: str, memo: str = "") -> Note:
        """Mark a passage as not for publication (``allowed=False``), or take one's own mark back.

        The words are barred, whoever coded them and with whatever code: no report, page or story has them. One coder's mark stands
        until that coder takes it back.
        """
        return telling.publish(self._folder, coding, allowed, by=by, memo=memo)

    def cite(self, quote: telling.Passage, *, language: Literal["nl", "en", "uk"] | None = None) -> str:
        """Return where a quote stands: ``kanaal-02, beurt 14, 00:12:31`` (document, turn from 1, time).

        Parameters
        ----------
        quote
            A coding, its id, or a row of a frame of codings, quotes or what `find` and `kwic` return.
        language
            ``nl``, ``en`` or ``uk``; the codebook's first one by default.
        """
        return telling.cite(self._folder, quote, language or self.codebook.languages[0])

    def vignette(self, passages: Iterable[Any], *, title: str = "", language: Literal["nl", "en"] = "nl") -> Vignette:
        """Compose a short everyday story of passages of one or more people; ``.save("story.docx")`` or ``.html``.

        Words stay as they were said; each sentence has its source.

        Parameters
        ----------
        passages
            In the order of the story: codings, ids, rows of frames, or ``(coding, words)`` and ``(document, words)`` for a part, in which
            ``[…]`` marks where words are left out. What is cut off a sentence at the ends of a passage is marked too.
        title, language
            Above the story; and the language of what stands around it.

        Raises
        ------
        ValueError
            If a word was changed, or a passage is not for publication.
        """
        return telling.vignette(self._folder, passages, title=title, language=language)

    def to_csv(self, folder: str | Path, *, separator: Literal[",", ";", "\t"] = ",", language: str | None = None) -> list[Path]:
        """Write the tidy frames (codings, documents, places, people, codes) as CSV in a folder; Excel in Dutch wants ``separator=";"``."""
        from placemeaning.output.tables import write_csv

        return write_csv(folder, telling.frames(self._folder, self.codings(language=language)), separator)

    def to_parquet(self, folder: str | Path, *, language: str | None = None) -> list[Path]:
        """Write the tidy frames as Parquet in a folder, with their types; needs the extra ``parquet``.

        Raises
        ------
        MissingExtra
            If pyarrow is not installed.
        """
        from placemeaning.output.tables import write_parquet

        return write_parquet(folder, telling.frames(self._folder, self.codings(language=language)))

    # comparing coders

    def agreement(
        self, *, unit: Unit, measure: str | None = None, coders: Some = None, codes: Some = None, documents: Some = None, roles: Some = None,
        uncoded: Uncoded = "count", interval: Literal["unit", "document", "none"] | None = None, draws: int = 1000, seed: int = 0,
        level: float = 0.95, at: comparing.Moment = None, weights: Weights | None = None, samples: int = 30, precision: float | None = None,
        sampler: Sampler = "statistical",
    ) -> Agreement:  # fmt: skip
        """Return how far coders agree, with what the number rests on (all options: `placemeaning.agreement`).

        Parameters
        ----------
        unit
            ``document``, ``turn``, ``sentence`` or ``character`` (free spans). There is no default.
        measure
            ``krippendorff`` by default, ``krippendorff-u`` (uα) for characters; docs/agreement.md says which to choose.
        roles
            Whose turns count; by default everybody but the interviewer. ``all`` for all.
        uncoded
            Whether units that nobody coded ``count`` or are ``leave out``.
        at
            Compare what held at a moment, such as ``"2026-10-01"``: before a discussion, or a first round of coding.
        """
        from placemeaning.analysis.agreement import agreement
        from placemeaning.suggesting.lexicon import sentences

        found = comparing.material(self._folder, at)
        return agreement(
            found.codings, unit=unit, measure=measure, coders=coders, codes=codes, documents=documents, roles=roles, uncoded=uncoded,
            interval=interval, draws=draws, seed=seed, level=level, texts=found.texts, sentences=sentences, read=found.read, weights=weights,
            samples=samples, precision=precision, sampler=sampler,
        )  # fmt: skip

    def disagreements(
        self, *, coders: Some = None, codes: Some = None, documents: Some = None, settled: bool = False, at: comparing.Moment = None
    ) -> Disagreements:
        """Return the passages that coders read differently, worst first, with what each gave side by side.

        Passages where the coder ``consensus`` has decided are left out, unless they are asked for with `settled`.
        """
        from placemeaning.analysis.disagreements import disagreements

        found = comparing.material(self._folder, at)
        return disagreements(
            found.codings, coders=coders, codes=codes, documents=documents, texts=found.texts, read=found.read, settled=settled
        )

    def settle(
        self,
        document: str,
        quote: Quote,
        code: str,
        *,
        agreed: str | list[str] | tuple[str, ...],
        by: str,
        nth: int | None = None,
        memo: str = "",
    ) -> Coding:
        """Write what was agreed about a passage: a coding by a consensus coder (``by="consensus"``), with who agreed in its memo.

        Raises
        ------
        ValueError
            If one of `agreed` is not a coder of this study.
        """
        return comparing.settle(self._folder, document, quote, code, agreed=agreed, by=by, nth=nth, memo=memo)

    def map(self, *, language: str | None = None) -> Drawing:
        """Return a drawing of the places to scale, with a number each, that needs no network; ``.save("x.png")`` writes it."""
        from placemeaning import reporting

        return reporting.map_of(self._folder, language)

    def to_geojson(self, path: str | Path) -> Path:
        """Write the places as GeoJSON, with how many people give each code there, for a map program such as QGIS.

        Raises
        ------
        ValueError
            If `path` does not end with ``.geojson`` or ``.json``.
        """
        from placemeaning import reporting

        return reporting.write_geojson(self._folder, Path(path), self.matrix(count="people"))

    def report(self, path: str | Path, *, places: Some = None, quotes: int = 3, language: str | None = None) -> Path:
        """Write portraits of places, for who wants to read and not to count: one HTML file that needs nothing else, or a Word file to edit.

        Each place has its picture, where it is, who spoke, what it means with people counted and quotes, summaries, voices side by side,
        and what helps and hinders. Persons go by their ids; passages marked "not for publication" are counted and never shown.

        Parameters
        ----------
        path
            Ends with ``.html`` or ``.docx``; its folder is made where it is missing.
        places
            Only these, in this order; all by default.
        quotes
            How many a meaning has at most.
        language
            ``nl`` or ``en``; the codebook's first one by default.

        Raises
        ------
        ValueError
            If `path` ends otherwise, or the language is another one.
        NotFound
            If there is no such place.
        ProjectError
            If the file cannot be written; an existing file is then as it was.
        """
        from placemeaning import reporting
        from placemeaning.exporting import language_of

        spoken = language_of(self.codebook, language)
        return reporting.write_report(self._folder, Path(path), self.codings(), places=places, quotes=quotes, language=spoken)

    def to_excel(self, path: str | Path, *, language: str | None = None) -> Path:
        """Write the workbook: matrix, coded passages, summaries, voices, codes together, saturation, persons by code, codebook, places, and how it was counted.

        Parameters
        ----------
        path
            The file, ending with ``.xlsx``; its folder is made where it is missing.
        language
            Of sheets, headings and labels: ``nl`` or ``en``; by default the codebook's first one, if it is one of these.

        Returns
        -------
        pathlib.Path
            The file that was written.

        Raises
        ------
        ProjectError
            If it cannot be written; an existing file is then as it was.
        """
        from placemeaning import workbook

        spoken = exporting.language_of(self.codebook, language)
        codings = self.codings(language=spoken)
        return workbook.write(self._folder, path, codings, self.documents(), title=self.title, language=spoken)

    def from_excel(self, path: str | Path, *, by: str, approve: pd.DataFrame | None = None) -> Changes:
        """Read back what somebody edited in the coded table of a workbook, as a list of changes to approve.

        The columns code, place, memo, withdrawn and publish may be changed; rows may be sorted, filtered and removed (a removed row is no
        withdrawal). ``changes.write()`` writes them as one step; nothing is written before.

        Parameters
        ----------
        path
            A workbook that `to_excel` wrote and somebody edited.
        by
            The coder whose changes these are; codings of others can only be marked for publication or not.
        approve
            Changes that this method returned, all or some rows of them: they are written at once.

        Returns
        -------
        Changes
            A row a change: ``row, id, document, quote, field, was, becomes``; ``problems`` lists the rows that were damaged, with why.

        Raises
        ------
        IntakeError
            If the file is no such workbook.
        """
        from placemeaning import editing

        found = editing.changes(self._folder, Path(path), self.codings(), by=by)
        if approve is not None:
            found = found.only(approve)
            found.write()
        return found

    # a class

    def hand_out(
        self, to: str | Path | None, *, students: int | Sequence[str], documents: Some = None, per_passage: int = 2, per_student: int | None = None,
        language: Literal["nl", "en"] | None = None, suggestions: With = "split", seed: int = 0, as_zip: bool = True,
        pairs: bool | Sequence[Sequence[str]] = False, nbgrader: bool = False, wheel: Some = None,
    ) -> HandedOut:  # fmt: skip
        """Write a zip (or folder) per student with documents to code, and remember in data/handouts who got what.

        In it are the texts, the codebook, places and people they need, a notebook that starts at the coder, instructions, and ``start.py``;
        nobody's codings, no originals, no key, and of people only the columns that every study has.

        Parameters
        ----------
        to
            A new or empty folder; None to make the plan only.
        students
            How many (``s01``, ``s02``, …), or their names.
        documents
            What can be coded; all documents by default.
        per_passage, per_student
            By how many students each document is coded at least, and how many documents a student codes; with the second, documents are drawn.
        suggestions
            ``with``, ``without``, or ``split``: halves drawn at random, to study what suggestions do.
        pairs
            True to draw pairs at random, or the pairs.
        nbgrader
            Also write ``nbgrader/source/…``: the exercise as a source notebook for that tool.
        wheel
            Wheels to put into each folder, for students who cannot install placemeaning by its name.

        Raises
        ------
        ValueError
            If a number does not fit, or a student has the name of a coder.
        ProjectError
            If `to` is not empty.
        """
        from placemeaning.classroom import packing

        return packing.hand_out(
            self._folder, None if to is None else Path(to), students=students, documents=_several(documents), per_passage=per_passage,
            per_student=per_student, language=exporting.language_of(self.codebook, language), suggestions=suggestions, seed=seed, as_zip=as_zip,
            pairs=pairs, nbgrader=nbgrader, wheel=_several(wheel) or (),
        )  # fmt: skip

    def hand_in(self) -> Path:
        """Write one zip with what a student made in a folder that was handed out, beside its notebook, and return it."""
        from placemeaning.classroom import packing

        return packing.hand_in(self._folder)

    def collect(self, folder: str | Path) -> Collected:
        """Bring in what students handed in (a folder of zips or folders, or one zip of all), and list the rest with the reason.

        Taken are decisions by the student a folder was handed out to, on documents, words and codes as they were handed out; the record in
        data/handouts says which. Zips are read, never unpacked; suspect ones are refused whole. Doing it again changes nothing.

        Returns
        -------
        Collected
            A frame, one row a submission: student, outcome, decisions, left_out, source, reason.

        Raises
        ------
        ProjectError
            If there is no such folder, or nothing was handed out from this study.
        """
        from placemeaning.classroom import collecting

        return collecting.collect(self._folder, Path(folder))

    def mark(
        self,
        key: str,
        *,
        students: Some = None,
        handout: str | None = None,
        documents: Some = None,
        unit: Unit = "turn",
        measure: str | None = None,
    ) -> Marks:
        """Return how each student's coding lies beside the key and beside the class.

        A passage of the key is *found* where the student gave the same code to any of its words, *missed* otherwise; a student's passage
        that no word of the key's passages with that code shares is *extra*. Only documents that both have read count.

        Parameters
        ----------
        key
            The coder whose coding is the key, such as ``"coder-a"``.
        students
            By default those who were handed something out (of one `handout`, if given); where nothing was, all other coders.
        unit, measure
            Of the agreement, as for `agreement`.

        Raises
        ------
        ValueError
            If the key or a student is no coder here, or an option is not one of its values.
        """
        from placemeaning.classroom import marks

        return marks.mark(
            self._folder, key, students=_several(students), handout=handout, documents=_several(documents), unit=unit, measure=measure
        )

    # coding by hand

    def coder(
        self, document: str, *, by: str, show: Some = (), suggestions: bool | None = None, language: Literal["nl", "en"] | None = None
    ) -> Coder:
        """Return the coder, which shows a document in a notebook cell to code it by hand.

        Parameters
        ----------
        by
            The coder. Coders are blind to each other unless `show` names others.
        show
            Coders whose codings are laid beside one's own.
        suggestions
            Whether the suggestions of keywords are underlined; by default they are, but for a coder who works `blind`.
        language
            Of the buttons and of the labels of codes; the codebook's first one by default, if it is ``nl`` or ``en``.

        Raises
        ------
        NotFound
            If there is no such document.
        """
        from placemeaning.widget.coder import Coder

        seen = not reviewing.is_blind(self._folder, by) if suggestions is None else suggestions
        return Coder(self, self._folder, document, by=by, show=_several(show) or (), suggestions=seen, language=language)


def _several(values: Some) -> tuple[str, ...] | None:
    return (values,) if isinstance(values, str) else None if values is None else tuple(values)


def _among(values: Some) -> Callable[[str], bool]:
    wanted = _several(values)
    return bool if wanted is None else frozenset(wanted).__contains__

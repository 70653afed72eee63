"""The command ``placemeaning``: each sub-command prints what it read and what it wrote."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from placemeaning import __version__
from placemeaning.errors import PlacemeaningError

if TYPE_CHECKING:
    from placemeaning.analysis.matrix import Matrix
    from placemeaning.project import Project

Progress = Callable[[int, int, str], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 all well, 1 something to look at, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        return code
    except (PlacemeaningError, ValueError) as problem:
        print(f"placemeaning: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("placemeaning: stopped. What was saved before is safe.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="placemeaning", description="Code interviews about meaningful places, and read off what each place means."
    )
    parser.add_argument("--version", action="version", version=f"placemeaning {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    demo = _command(commands, "demo", _demo, "run the main job on the invented example study", study=False)
    demo.add_argument("--to", type=Path, default=Path("exports"), help="the folder to write to (default: exports)")

    new = _command(commands, "new", _new, "make a new, empty study in a folder", study=False)
    new.add_argument("path", type=Path, help="the new folder")
    new.add_argument("--title", default="", help="what the study is called (default: the folder's name)")

    bring = _command(commands, "import", _import, "bring transcripts and notes in")
    bring.add_argument("files", type=Path, nargs="+", help="files or folders; a table documents.csv beside them may say what each is about")
    bring.add_argument("--kind", choices=("interview", "observation", "card", "poll", "other"), help="what kind of documents they are")
    bring.add_argument("--place", action="append", help="the place they are about (its id; may be given more than once)")
    bring.add_argument("--person", action="append", help="who speaks (an id; may be given more than once)")
    bring.add_argument("--date", help="the date of the conversation, such as 2022-03-14")
    bring.add_argument("--document-language", choices=("nl", "en", "uk"), help="the language spoken (default: recognised)")
    bring.add_argument("--interviewer", help="the label of the interviewer, such as I")
    bring.add_argument("--pseudonymise", action="store_true", help="take names of people out of the texts, before anyone codes them")
    bring.add_argument("--key", type=Path, help="where the key (who is who) lies (default: ~/.placemeaning/keys)")
    bring.add_argument("--name-pattern", help='what the names of the files say, such as "{place}-{person}-{date}"')
    bring.add_argument("--column", action="append", default=[], metavar="TITLE=USE",
                       help="what a column of a survey is used for: answer, attribute or drop (may be given more than once)")  # fmt: skip
    bring.add_argument("--speaker", action="append", default=[], metavar="LABEL=ROLE",
                       help="who a label stands for: interviewer, respondent, professional or observer (may be given more than once)")  # fmt: skip
    bring.add_argument("--replace", action="store_true", help="freeze the text anew where the original has changed")

    cards = commands.add_parser("cards", help="write blank cards for conversations and neighbourhoods").add_subparsers(
        required=True, metavar="WHAT"
    )
    blank = _command(
        cards, "blank", _cards_blank, "write a blank conversation card and neighbourhood-values card as Word files", study=False
    )
    blank.add_argument("--language", choices=("nl", "en", "uk"), default="nl", help="the language of the cards (default: nl)")
    blank.add_argument("--to", type=Path, default=Path(), help="the folder to write to (default: this folder)")

    hide = _command(commands, "pseudonymise", _pseudonymise, "take names of people out of texts, decisions and memos, after you approve")
    hide.add_argument("documents", nargs="*", metavar="DOCUMENT", help="only these documents")
    hide.add_argument("--name", action="append", default=[], help="a name that is certainly of a person (may be given more than once)")
    hide.add_argument("--keep", action="append", default=[], help="words that stay as they are (may be given more than once)")
    hide.add_argument("--yes", action="store_true", help="replace what is ticked without asking")
    hide.add_argument("--key", type=Path, help="where the key (who is who) lies (default: ~/.placemeaning/keys)")

    forget = _command(commands, "forget", _forget, "remove a person's material everywhere, and say what git may still hold")
    forget.add_argument("document", help="the document")
    forget.add_argument("--exports", action="store_true", help="also delete exports that contain it; without this they are listed")
    forget.add_argument("--with-key", action="store_true", help="also take the names that only this document held out of the key")
    forget.add_argument("--key", type=Path, help="where the key lies (default: ~/.placemeaning/keys)")
    forget.add_argument("--yes", action="store_true", help="remove without asking")

    suggest = _command(commands, "suggest", _suggest, "show the passages that keywords suggest for codes")
    suggest.add_argument("documents", nargs="*", metavar="DOCUMENT", help="only these documents")
    suggest.add_argument("--by", help="leave out what this coder has decided already")
    suggest.add_argument("--code", help="only this code")

    matrix = _command(commands, "matrix", _matrix, "print the matrix of meanings")
    matrix.add_argument(
        "--rows", default="place", help="what the rows are (default: place); several, with commas, are nested: municipality,place"
    )
    matrix.add_argument("--columns", default="code", help="what the columns are (default: code)")
    matrix.add_argument("--normalise", choices=("people", "documents", "words"), help="divide by what belongs to each row")
    matrix.add_argument("--coders", help="one coder, union (what any coder gave: the default) or consensus (what they agree on)")
    matrix.add_argument("--count", default="people", help="people, passages, documents, words, share or present (default: people)")
    matrix.add_argument("--language", choices=("nl", "en", "uk"), help="the language of the labels (default: the codebook's first)")
    matrix.add_argument("--to", type=Path, help="also write it: .csv, .png, .svg, .pdf or .html")

    agree = _command(commands, "agree", _agree, "say how far coders agree, and on what they differ")
    agree.add_argument(
        "--unit", required=True, choices=("document", "turn", "sentence", "character"), help="what is compared; there is no default"
    )
    agree.add_argument("--measure", help="krippendorff by default, krippendorff-u for characters; docs/agreement.md lists them all")
    agree.add_argument("--coder", action="append", help="compare only these coders (may be given more than once)")
    agree.add_argument("--code", action="append", help="compare only these codes (may be given more than once)")
    agree.add_argument("--document", action="append", help="compare only these documents (may be given more than once)")
    agree.add_argument("--leave-out-uncoded", action="store_true", help="leave units out that nobody coded")
    agree.add_argument("--differences", type=int, default=0, metavar="N", help="also show the N passages on which they differ most")

    export = _command(commands, "export", _export, "write the Excel workbook")
    export.add_argument("--to", type=Path, default=None, help="the file to write (default: exports/<study>.xlsx in the study)")
    export.add_argument("--language", choices=("nl", "en"), help="the language of the workbook (default: the codebook's first)")

    report = _command(commands, "report", _report, "write portraits of places: one HTML file that needs nothing else, or Word")
    report.add_argument(
        "--to", type=Path, default=None, help="the file to write, .html or .docx (default: exports/<study>.html in the study)"
    )
    report.add_argument("--place", action="append", help="only this place (its id; may be given more than once)")
    report.add_argument("--language", choices=("nl", "en"), help="the language of the report (default: the codebook's first)")

    check = _command(commands, "check", _check, "list everything that is wrong or not certain")
    check.add_argument("--privacy", action="store_true", help="list names of the key that still occur anywhere in the study instead")
    check.add_argument("--key", type=Path, help="where the key lies (default: ~/.placemeaning/keys)")
    _class_commands(commands)
    lab = _command(commands, "lab", _lab, "open JupyterLab on the study")
    lab.add_argument("--no-browser", action="store_true", help="do not open a browser")
    return parser


def _class_commands(commands: Any) -> None:
    give = _command(commands, "handout", _handout, "make a zip (or folder) per student with documents to code")
    give.add_argument("--students", required=True, help="how many, or a file with one name a line")
    give.add_argument("--documents", action="extend", nargs="+", metavar="DOCUMENT", help="what can be coded (default: all documents)")
    give.add_argument("--per-passage", type=int, default=2, help="by how many students each document is coded, at least (default: 2)")
    give.add_argument("--per-student", type=int, help="how many documents a student codes; documents are drawn then")
    give.add_argument("--suggestions", choices=("with", "without", "split"), default="split", help="default: split at random into halves")
    give.add_argument("--pairs", action="store_true", help="let students work in pairs, drawn at random")
    give.add_argument("--seed", type=int, default=0, help="of the random choices (default: 0)")
    give.add_argument("--language", choices=("nl", "en"), help="of the instructions (default: the codebook's first)")
    give.add_argument("--folders", action="store_true", help="make folders, not zips")
    give.add_argument("--nbgrader", action="store_true", help="also write the exercise as a source notebook for nbgrader")
    give.add_argument("--wheel", action="append", help="a wheel to put into each folder (may be given more than once)")
    give.add_argument("--to", type=Path, help="the new folder to write to (default: exports/handout in the study)")
    give.add_argument("--plan", action="store_true", help="only print the plan")

    bring = _command(commands, "collect", _collect, "bring in what students handed in")
    bring.add_argument("folder", type=Path, help="the folder (or one zip) with what the learning platform delivered")

    mark = _command(commands, "mark", _mark, "compare students with a key and with each other")
    mark.add_argument("--key", required=True, help="the coder whose coding is the key, such as coder-a")
    mark.add_argument("--students", action="extend", nargs="+", metavar="STUDENT", help="only these")
    mark.add_argument("--handout", help="only this handout (its name in data/handouts)")
    mark.add_argument("--unit", default="turn", help="of the agreement: document, turn, sentence or character (default: turn)")
    mark.add_argument("--measure", help="of the agreement (default: krippendorff)")
    mark.add_argument("--language", choices=("nl", "en"), help="of workbook and feedback (default: the codebook's first)")
    mark.add_argument("--to", type=Path, help="the folder to write to (default: exports/marks in the study)")


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], what: str, *, study: bool = True
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
    command.set_defaults(run=run)
    if study:
        command.add_argument("--study", type=Path, default=Path(), help="the folder of the study (default: this folder)")
    return command


def _open(options: argparse.Namespace) -> Project:
    from placemeaning.project import open_project

    return open_project(options.study)


def _new(options: argparse.Namespace) -> int:
    from placemeaning.project import new_project

    project = new_project(options.path, title=options.title)
    print(f"Made a new study in {project.path}")
    print("Next: put places in data/places.csv, transcripts in data/raw, then: placemeaning import data/raw")
    return 0


def _import(options: argparse.Namespace) -> int:
    project = _open(options)
    secret = _passphrase() if options.pseudonymise else None
    with _progress("Importing") as progress:
        report = project.import_files(
            options.files, kind=options.kind, places=options.place, people=options.person, date=options.date, language=options.document_language,
            interviewer=options.interviewer, replace=options.replace, progress=progress, name_pattern=options.name_pattern,
            columns=_pairs("--column", options.column), speakers=_pairs("--speaker", options.speaker),
            pseudonymise=options.pseudonymise, passphrase=secret, key=options.key,
        )  # fmt: skip
    for row in report.to_dict("records"):
        print(f"{row['outcome']:<10} {row['file']:<32} {row['document'] or '':<24} {row['turns']:>5} turns  {row['speakers']}")
        for warning in filter(None, row["warnings"].split("; ")):
            print(f"{'':<10} - {warning}")
    print(report.summary())
    return int((report["outcome"] == "failed").any())


def _pairs(option: str, given: Sequence[str]) -> dict[str, str] | None:
    """Return ``TITLE=USE`` as a mapping; None where nothing was given."""
    for one in given:
        if "=" not in one:
            raise ValueError(f"{option} {one!r}: write it as NAME=VALUE")
    return dict(one.rsplit("=", 1) for one in given) or None


def _cards_blank(options: argparse.Namespace) -> int:
    from placemeaning.intake.cards import write_blanks

    for path in write_blanks(options.to, language=options.language):
        print(f"Wrote {path}")
    print("Fill them in, then: placemeaning import FILE")
    return 0


def _suggest(options: argparse.Namespace) -> int:
    from placemeaning.model.document import shorten

    project = _open(options)
    found = project.suggestions(options.documents or None, by=options.by, code=options.code)
    for one in found:
        print(f"{one.document:<18} {one.code:<16} {shorten(one.matched, 26):<26} {shorten(one.anchor.exact, 90)}")
    print(f"{len(found)} suggestions. Accept or decline them in a notebook: project.accept(s, by=…), project.decline(s, by=…)")
    return 0


def _matrix(options: argparse.Namespace) -> int:
    rows, columns = options.rows.split(","), options.columns.split(",")
    chosen = {"normalise": options.normalise, "coders": options.coders, "language": options.language}
    made = _open(options).matrix(rows, columns, options.count, **chosen)
    _print_matrix(made)
    if options.to:
        _save_matrix(made, options.to, options.language or "nl")
        print(f"Wrote {options.to}")
    return 0


def _agree(options: argparse.Namespace) -> int:
    project = _open(options)
    said: Any = {"coders": options.coder, "codes": options.code, "documents": options.document}
    uncoded: Literal["count", "leave out"] = "leave out" if options.leave_out_uncoded else "count"
    print(project.agreement(unit=options.unit, measure=options.measure, uncoded=uncoded, **said))
    if options.differences:
        found = project.disagreements(**said)
        for row in found.head(options.differences).to_dict("records"):
            print(f"\n{row['document']}, {row['kind']} ({row['difference']:.2f}): {row['text']}")
            print(*(f"    {coder}: {row[coder]}" for coder in found.coders), sep="\n")
        print(f"\n{found.note}")
    return 0


def _export(options: argparse.Namespace) -> int:
    project = _open(options)
    path = project.to_excel(options.to or project.path / "exports" / f"{project.path.name}.xlsx", language=options.language)
    print(f"Wrote {path}")
    return 0


def _report(options: argparse.Namespace) -> int:
    project = _open(options)
    to = options.to or project.path / "exports" / f"{project.path.name}.html"
    print(f"Wrote {project.report(to, places=options.place, language=options.language)}")
    return 0


def _passphrase() -> str:
    """Return the passphrase of the key: from the environment, or asked for; it is stored nowhere."""
    import getpass
    import os

    return os.environ.get("PLACEMEANING_PASSPHRASE") or getpass.getpass("Passphrase of the key: ")


def _pseudonymise(options: argparse.Namespace) -> int:
    from placemeaning.privacy.proposal import Proposal

    secret = _passphrase()
    found = _open(options).pseudonymise(
        options.documents or None, names=options.name, keep=options.keep, key=options.key, passphrase=secret
    )
    assert isinstance(found, Proposal)
    for one in found:
        print(
            f"{'replace' if one.replace else 'leave':<8} {one.words:<28} -> {one.replacement:<24} {one.count:>4} times  {one.contexts[0]}"
        )
    print(found.summary())
    if not (options.yes or _agreed("Replace what is marked 'replace'?")):
        print("Nothing was changed.")
        return 0
    print(found.apply(passphrase=secret).summary())
    return 0


def _forget(options: argparse.Namespace) -> int:
    project = _open(options)
    forget = partial(
        project.forget, options.document, exports=options.exports, key=options.key, passphrase=_passphrase() if options.with_key else None
    )
    if not options.yes:
        _print_rows(forget(dry_run=True))
        if not _agreed(f"Remove {options.document!r} everywhere? This cannot be undone."):
            print("Nothing was removed.")
            return 0
    _print_rows(forget())
    return 0


def _agreed(question: str) -> bool:
    """Return whether somebody at the keyboard says yes; where nobody is there, the answer is no."""
    try:
        return input(f"{question} [yes/no] ").strip().lower() in ("y", "yes", "j", "ja", "т", "так")
    except EOFError:
        return False


def _print_rows(found: Any) -> None:
    for row in found.to_dict("records"):
        print("  ".join(str(value) for value in row.values() if value))


def _check_privacy(options: argparse.Namespace) -> int:
    found = _open(options).check_privacy(passphrase=_passphrase(), key=options.key)
    for row in found.itertuples():
        print(
            f"{row.problem}: {row.where} {row.words} {row.pseudonym}".rstrip()
            + (f" ({row.count} times)" if int(str(row.count)) > 1 else "")
        )
        print(f"    {row.what_to_do}")
    print(found.summary())
    return int(found["problem"].isin(["name", "name of a file"]).any())


def _check(options: argparse.Namespace) -> int:
    if options.privacy:
        return _check_privacy(options)
    project = _open(options)
    found = project.check()
    for row in found.itertuples():
        print(f"{row.problem}: {row.where} {row.coder}".rstrip())
        if row.old_words:
            print(f"    was: {row.old_words!r}\n    now: {row.new_words!r}")
        print(f"    {row.what_to_do}")
    print(f"{project!r}\n{found.summary()}")
    return int(len(found) > 0)


def _handout(options: argparse.Namespace) -> int:
    project = _open(options)
    made = project.hand_out(
        None if options.plan else options.to or project.path / "exports/handout", students=_students(options.students),
        documents=options.documents, per_passage=options.per_passage, per_student=options.per_student, language=options.language,
        suggestions=options.suggestions, seed=options.seed, as_zip=not options.folders, pairs=options.pairs, nbgrader=options.nbgrader,
        wheel=options.wheel,
    )  # fmt: skip
    print(made)
    return 0


def _students(words: str) -> int | list[str]:
    """Return a number of students, or the names in a file, one a line."""
    if words.isascii() and words.isdigit():
        return int(words)
    path = Path(words)
    if not path.is_file():
        raise ValueError(f"--students {words!r} is no number, and there is no such file")
    return [line.strip() for line in path.read_text("utf-8-sig").splitlines() if line.strip()]


def _collect(options: argparse.Namespace) -> int:
    found = _open(options).collect(options.folder)
    for row in found.to_dict("records"):
        print(f"{row['student'] or '?':<16} {row['outcome']:<14} {row['decisions']:>5} decisions  {row['source']}")
        if row["reason"]:
            print(f"{'':<16} - {row['reason']}")
    print(found.summary())
    return int(found["outcome"].isin(["refused", "partly"]).any())


def _mark(options: argparse.Namespace) -> int:
    project = _open(options)
    marks = project.mark(options.key, students=options.students, handout=options.handout, unit=options.unit, measure=options.measure)
    to = options.to or project.path / "exports/marks"
    book = marks.to_excel(to / f"{project.path.resolve().name}-{options.key}.xlsx", language=options.language)
    pages = marks.write_feedback(to / "feedback", language=options.language)
    print(marks)
    print(f"\nWrote {book}\nWrote {len(pages)} feedback pages to {to / 'feedback'}")
    return 0


def _lab(options: argparse.Namespace) -> int:
    import subprocess

    project = _open(options)
    folder = project.path / "notebooks"
    folder.mkdir(exist_ok=True)
    print(f"Opening JupyterLab on {project.path}; stop it with Ctrl-C here.")
    extra = ["--no-browser"] if options.no_browser else []
    command = [sys.executable, "-m", "jupyter", "lab", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    return subprocess.call(
        [
            *command,
            *extra,
            "--LabApp.extension_manager=readonly",
            f"--ServerApp.root_dir={project.path}",
            "--LabApp.default_url=/lab/tree/notebooks",
        ]
    )


def _demo(options: argparse.Namespace) -> int:
    from placemeaning.demo import run

    with _progress("Importing the example") as progress:
        result = run(options.to, progress)
    print(result.description, result.imported, result.suggested, "", sep="\n")
    _print_matrix(result.matrix)
    print("\nWrote:", *(f"  {path}" for path in result.written), sep="\n")
    return 0


def _print_matrix(made: Matrix) -> None:
    """Print a matrix that fits a narrow window: numbered columns, and below what the numbers stand for."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from placemeaning.analysis.heat import shown

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("", overflow="fold")
    for number in range(1, made.shape[1] + 1):
        table.add_column(str(number), justify="right", no_wrap=True)
    for label, row in zip(made.row_labels, made.itertuples(index=False), strict=True):
        table.add_row(str(label), *(shown(value, made.reads_as) for value in row))
    Console(file=sys.stdout, highlight=False).print(table)
    print(*(f"  {number:>2} = {label}" for number, label in enumerate(made.column_labels, 1)), made.note, sep="\n")


def _save_matrix(made: Matrix, path: Path, language: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        made.to_csv(path, encoding="utf-8-sig")
    else:
        from placemeaning.output.charts import heatmap

        heatmap(made, language=language).save(path)


@contextmanager
def _progress(what: str, stream: TextIO | None = None) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(file=stream or sys.stderr), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda number, total, name: bar.update(task, completed=number, total=total, description=f"{what}: {name}")

"""A whole class, from handing out to feedback, through the real command line; everything is compared with what is known to be so."""

import re
import subprocess
import sys
from functools import cache
from html import escape
from itertools import combinations
from unittest import mock

import pytest
from openpyxl import load_workbook

import placemeaning as pm
from classroom_play import habit_of, play, truth

DOCUMENTS = [f"{place}-0{number}" for place in ("kanaal", "ah-bemmel") for number in range(1, 6)]


def run(*arguments):
    done = subprocess.run(
        [sys.executable, "-m", "placemeaning", *(str(one) for one in arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode < 2, done.stderr
    return done


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """Hand out, play the class, collect and mark, once for all tests."""
    tmp = tmp_path_factory.mktemp("class")
    lecturer = pm.example_project(tmp / "study")
    options = ["--students", 30, "--documents", *DOCUMENTS, "--per-passage", 6, "--seed", 7, "--to", tmp / "out"]
    handed = run("handout", "--study", lecturer.path, *options)
    with mock.patch("os.fsync"):  # only where students work: their disks are not what is tested
        played = play(lecturer, tmp / "out", tmp)
    played.handed = handed
    played.collected = run("collect", "--study", lecturer.path, played.inbox)
    played.marked = run("mark", "--study", lecturer.path, "--key", "coder-a", "--to", tmp / "marks")
    played.to = tmp / "marks"
    return played


def test_everybody_gets_a_zip_and_the_plan_is_printed(room):
    assert room.handed.returncode == 0
    assert (
        "30 students, 10 documents. Students who code each document: 6 (asked: at least 6). Documents a student: 2;" in room.handed.stdout
    )
    assert len(room.documents) == 30
    assert {len(one) for one in room.documents.values()} == {2}


def test_what_is_trusted_comes_in_and_the_rest_is_listed(room):
    lines = re.findall(
        r"^(\S+) +(collected|partly|nothing new|nothing coded|refused|missing) +(\d+) decisions  (.*)$", room.collected.stdout, re.M
    )
    seen = sorted((source if student == "?" else student, outcome, int(number)) for student, outcome, number, source in lines)
    assert seen == [row[:3] for row in room.expected_rows()]
    assert room.collected.returncode == 1
    reasons = room.collected.stdout
    for reason in filter(None, room.reasons.values()):
        assert f"- {reason}\n" in reasons
    assert re.search(r"a file left out: data/coded/s19/[\w-]+\.jsonl:2: this line cannot be read", reasons)
    assert re.search(r"an older version of versie 2\.zip/s07", reasons)
    assert re.search(r"the same as dubbel a\.zip/s03", reasons)


def test_the_study_holds_what_was_coded_and_nothing_else(room):
    found = room.lecturer.codings(coder=sorted(room.coded))
    rows = found[["coder", "document", "code", "start", "stop"]].astype({"code": "object"}).itertuples(index=False, name=None)
    wanted = [(student, *one) for student, codings in room.coded.items() for one in codings]
    assert sorted((a, b, str(c), int(d), int(e)) for a, b, c, d, e in rows) == sorted(wanted)
    assert [one for one in room.lecturer.coders() if one not in room.coded] == ["coder-a", "coder-b"]


def test_again_is_harmless(room):
    before = {path: path.read_bytes() for path in room.lecturer.path.rglob("*") if path.is_file() and path.name != ".lock"}
    again = run("collect", "--study", room.lecturer.path, room.inbox)
    assert again.stdout.splitlines()[-1].endswith("; 0 decisions added")
    assert {path: path.read_bytes() for path in room.lecturer.path.rglob("*") if path.is_file() and path.name != ".lock"} == before
    assert {row["student"] for row in room.lecturer.collect(room.inbox).to_dict("records") if row["outcome"] == "collected"} == set()


def test_nothing_outside_was_touched(room):
    around = {path.name for path in room.inbox.parent.iterdir()}
    assert around == {"study", "out", "work", "inbox", "marks"}
    assert not any(path.name == "geraakt.txt" for path in room.inbox.parent.rglob("*"))


@cache
def workbook(path):
    return load_workbook(path)


def sheet(room, name):
    book = workbook(next(room.to.glob("*.xlsx")))
    header, *rows = ([cell.value for cell in row] for row in book[name].iter_rows())
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_the_workbook_says_what_is_known_of_each_student(room):
    known = truth(room.key, room.coded, room.readers())
    for row in sheet(room, "Studenten"):
        mine = [one for one in known if one[0] == row["Student"]]
        count = {outcome: sum(one[3] == outcome for one in mine) for outcome in ("found", "missed", "extra")}
        assert (row["Gevonden"], row["Opengelaten"], row["Extra"]) == tuple(count.values()), row
        assert row["Passages in de sleutel"] == count["found"] + count["missed"]
        assert row["Deel gevonden"] == round(count["found"] / (count["found"] + count["missed"]), 3)
        assert row["Coderingen"] == len(room.coded[row["Student"]])
        assert row["Documenten gelezen"] == 2
        if habit_of(row["Student"]) == "mirror" and room.expected[row["Student"]][0][1] == "collected":
            whole = (row["Overeenstemming met de sleutel"], row["Overlap"], row["Opengelaten"], row["Extra"])
            assert whole == (1, 1, 0, 0) or row["Student"] in ("s18", "s30")
    assert [row["Student"] for row in sheet(room, "Studenten")] == sorted(room.coded)


def test_the_workbook_says_what_is_known_of_each_passage(room):
    labels = room.lecturer.codebook.labels("nl")
    outcome = {"found": "gevonden", "missed": "opengelaten", "extra": "extra"}
    wanted = sorted((a, b, labels[c], outcome[d], e, f) for a, b, c, d, e, f in truth(room.key, room.coded, room.readers()))
    rows = sheet(room, "Passages")
    names = ("Student", "Document", "Code", "Uitkomst", "Anderen die dit ook zo zagen", "Andere lezers")
    assert sorted(tuple(row[name] for name in names) for row in rows) == wanted


def test_borders_that_were_moved_are_measured(room):
    texts = {name: room.lecturer.document(name).text for name in DOCUMENTS}
    shifted = [row for row in sheet(room, "Passages") if habit_of(row["Student"]) == "shifts" and row["Uitkomst"] == "gevonden"]
    assert len(shifted) > 20
    for row in shifted:
        first, *more = row["Woorden van de sleutel"].split()
        assert row["Woorden van de sleutel"] in texts[row["Document"]]
        assert (row["Begint later (tekens)"], row["Eindigt later (tekens)"]) == ((len(first) + 1) if more else 0, 0)


def test_what_was_given_instead_is_named(room):
    labels = room.lecturer.codebook.labels("nl")
    renamed = [
        row for row in sheet(room, "Passages")
        if habit_of(row["Student"]) == "renames" and row["Uitkomst"] == "opengelaten" and row["Code"] == labels["deeper-contact"]
    ]  # fmt: skip
    assert renamed
    assert all(labels["friendship"] in row["Daar wel gegeven"].split(", ") for row in renamed)


def test_the_heat_counts_students_by_sentence_and_code(room):
    labels, rows = room.lecturer.codebook.labels("nl"), sheet(room, "Warmte")
    texts = {name: room.lecturer.document(name) for name in DOCUMENTS}
    readers = room.readers()
    assert {row["Document"] for row in rows} == set(readers)
    for row in rows:
        document = texts[row["Document"]]
        turn = document.turns[row["Beurt"] - 1].span
        start = document.text.index(row["Tekst"], turn.start)
        stop = start + len(row["Tekst"])
        touching = {
            (student, c[1])
            for student in readers[document.id]
            for c in room.coded[student]
            if c[0] == document.id and c[2] < stop and start < c[3]
        }
        if document.text.count(row["Tekst"], turn.start, turn.stop) > 1:
            continue
        assert row["Studenten met een code"] == len({student for student, _ in touching})
        assert row["Lezers"] == len(readers[document.id])
        assert {code: row[labels[code]] for code in labels if labels[code] in row} == {
            code: sum(c == code for _, c in touching) for code in labels if labels[code] in row
        }


def test_with_and_without_suggestions_are_laid_side_by_side(room):
    rows = sheet(room, "Met en zonder voorstellen")
    assert [row["Voorstellen"] for row in rows] == ["met", "zonder", "verschil"]
    arms = {row["Student"]: row["Voorstellen"] for row in sheet(room, "Studenten")}
    for row in rows[:2]:
        mine = [one for one in arms if arms[one] == row["Voorstellen"]]
        assert row["Studenten"] == len(mine)
        assert row["Coderingen"] == round(sum(len(room.coded[one]) for one in mine) / len(mine), 3)


def by_hand(room):
    """Count, for each code, the turns and pairs of students where both gave it, and where one of two did."""
    given = {}
    for name, who in room.readers().items():
        for turn in room.lecturer.document(name).turns:
            if turn.role == "interviewer":
                continue
            sets = {
                one: {c[1] for c in room.coded[one] if c[0] == name and c[2] < turn.span.stop and turn.span.start < c[3]} for one in who
            }
            for one, other in combinations(who, 2):
                for code in sets[one] | sets[other]:
                    both, single = given.get(code, (0, 0))
                    inside = code in sets[one] & sets[other]
                    given[code] = (both + inside, single + (not inside))
    return given


def test_codes_that_divided_the_class_come_first(room):
    rows = sheet(room, "Codes die verdeelden")
    marks = room.lecturer.mark("coder-a")
    share = [row["Een van twee gaf de code"] / (row["Een van twee gaf de code"] + row["Beiden gaven de code"] or 1) for row in rows]
    assert share == sorted(share, reverse=True)
    labels, counted = room.lecturer.codebook.labels("nl"), by_hand(room)
    assert {row["Code"]: (row["Beiden gaven de code"], row["Een van twee gaf de code"]) for row in rows} == {
        labels[code]: numbers for code, numbers in counted.items()
    }
    assert [row["Document"] for row in sheet(room, "Passages die verdeelden")] == list(marks.divided_passages["document"])


def test_agreement_is_that_of_the_study(room):
    marks = room.lecturer.mark("coder-a")
    one = marks.students.set_index("student").loc["s03"]
    wanted = room.lecturer.agreement(
        unit="turn", coders=["s03", "coder-a"], documents=room.documents["s03"], interval="none", codes=marks.codes
    )
    assert one["with_key"] == wanted.value


@pytest.mark.parametrize("language", ["nl", "en"])
def test_feedback_is_kind(room, language):
    marks = room.lecturer.mark("coder-a")
    hard = re.compile(r"\b(fout|fouten|foute|verkeerd|onjuist|mis|gemist|error|errors|wrong|mistake|mistakes|incorrect|missed)\b", re.I)
    for student in marks.names:
        page = marks.feedback(student, language=language)
        for code in marks.codebook:  # its words are the lecturer's own
            for part in (code.definition, code.include, code.exclude):
                page = page.replace(escape(part), "")
        words = re.sub(r"<blockquote>.*?</blockquote>|<style>.*?</style>|class=\w+", "", page, flags=re.S)
        assert hard.findall(words) == [], student


def test_feedback_says_where_others_saw_it_so_too(room):
    marks = room.lecturer.mark("coder-a")
    for student in marks.names:
        page = (room.to / "feedback" / f"{student}.html").read_text("utf-8")
        row = marks.students.set_index("student").loc[student]
        if not row["codings"]:
            assert "nog niets een code" in page
            continue
        mine = marks.passages[(marks.passages["student"] == student) & (marks.passages["outcome"] != "found")]
        alone = page.partition("Om nog eens naar te kijken")[2].partition("Waar een passage begint")[0]
        together = re.findall(r"andere lezers? (?:gaven|gaf) hier ook", page)
        assert bool(together) == bool((mine["so_too"] > 0).any())
        assert "hier ook" not in alone
        assert f"<b>{row['found']}</b>van de {row['key']} passages" in page
    assert len(list((room.to / "feedback").glob("*.html"))) == len(marks.names)
    assert not re.search(r"(src|href)=", page)


def test_the_mark_command_prints_and_writes(room):
    assert room.marked.returncode == 0
    assert f"Wrote {len(room.coded)} feedback pages to" in room.marked.stdout

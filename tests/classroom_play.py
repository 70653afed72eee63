"""A class that is played: thirty students with known habits and known faults, and a plain count of what marking must say."""

import io
import json
import re
import shutil
import zipfile
from collections import defaultdict
from functools import cache

import placemeaning as pm
from placemeaning.model.text import Span

HABITS = ("mirror", "forgets", "shifts", "renames", "adds", "quiet")
FORGOTTEN, FROM, TO, ADDED = "known-people", "deeper-contact", "friendship", "welcome"


def habit_of(student):
    return HABITS[int(student[1:]) % len(HABITS)]


def key_codings(project, key="coder-a"):
    """Return (document, code, start, stop) of the key, by document."""
    found = defaultdict(list)
    for row in project.codings(coder=key).to_dict("records"):
        found[row["document"]].append((row["document"], str(row["code"]), int(row["start"]), int(row["stop"])))
    return found


def wished(student, document, text, key):
    """Return what a student codes in a document, as a habit changes the key's codings."""
    habit, mine = habit_of(student), []
    for _, code, start, stop in key[document]:
        if habit == "quiet" or (habit == "forgets" and code == FORGOTTEN):
            continue
        if habit == "shifts":
            first = text.text[start:stop].split()[0]
            start += len(first) + 1 if len(text.text[start:stop].split()) > 1 else 0
        mine.append((document, TO if habit == "renames" and code == FROM else code, start, stop))
    if habit == "adds":
        turn = next(one for one in text.turns if one.role != "interviewer")
        mine.append((document, ADDED, turn.span.start, turn.span.stop))
    return sorted(set(mine))


def work(folder, student, key):
    """Code the documents of a handed-out folder as the student would, and return what was coded."""
    project, done = pm.open_project(folder), []
    for document in project.documents()["id"]:
        project.record_shown(document, by=student, shown=None)
        for one in wished(student, document, project.document(document), key):
            project.code(document, Span(*one[2:]), one[1], by=student)
            done.append(one)
    return done


def truth(key, codings, readers):
    """Count found, missed and extra by hand: rows (student, document, code, outcome, so_too, others), sorted."""
    rows = []
    touch = lambda one, other: one[1] == other[1] and one[2] < other[3] and other[2] < one[3]  # noqa: E731
    for document, who in readers.items():
        mine = {one: [c for c in codings[one] if c[0] == document] for one in who}
        for passage in key[document]:
            finders = {one for one in who if any(touch(passage, c) for c in mine[one])}
            for one in who:
                outcome, same = ("found", finders - {one}) if one in finders else ("missed", set(who) - finders - {one})
                rows.append((one, document, passage[1], outcome, len(same), len(who) - 1))
        for one in who:
            for c in mine[one]:
                if not any(touch(c, passage) for passage in key[document]):
                    same = sum(any(touch(c, other) for other in mine[two]) for two in who if two != one)
                    rows.append((one, document, c[1], "extra", same, len(who) - 1))
    return sorted(rows)


def zipped(files):
    """Return a zip of {name: content}."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def contents(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Class:
    """Thirty students: what they code, how they hand it in, and what must come of it."""

    def __init__(self, lecturer, handed_out, tmp):
        self.lecturer, self.work, self.inbox = lecturer, tmp / "work", tmp / "inbox"
        self.key = key_codings(lecturer)
        self.inbox.mkdir(parents=True)
        self.coded, self.expected, self.reasons, self.zips = {}, {}, {}, {}
        self.documents = {}
        for path in sorted(handed_out.glob("s*.zip")):
            student = path.stem
            with zipfile.ZipFile(path) as archive:
                archive.extractall(self.work)
            self.documents[student] = sorted(pm.open_project(self.work / student).documents()["id"])

    def folder(self, student):
        return self.work / student

    def do(self, student):
        """Let a student work and hand in; return the zip as bytes. What is coded is expected to be collected."""
        self.coded[student] = work(self.folder(student), student, self.key)
        self.zips[student] = pm.open_project(self.folder(student)).hand_in().read_bytes()
        self.expect(student, "collected" if self.coded[student] else "nothing coded", len(self.coded[student]))
        return self.zips[student]

    def expect(self, student, outcome, decisions, left_out=0, reason=""):
        self.expected.setdefault(student, []).append((student, outcome, decisions, left_out))
        self.reasons[student] = reason

    def deliver(self, name, content):
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def expected_rows(self):
        return sorted(row for rows in self.expected.values() for row in rows)

    def readers(self):
        """Return who read what, of those whose work was taken."""
        found = defaultdict(list)
        for student in sorted(self.coded):
            for document in self.documents[student]:
                found[document].append(student)
        return found


def play(lecturer, handed_out, tmp):
    """Play the class: each student hands in with a fault of their own, or none."""
    one = Class(lecturer, handed_out, tmp)
    for number in range(1, 31):
        student = f"s{number:02}"
        FAULTS.get(student, _whole)(one, student)
    return one


def _whole(one, student):
    one.deliver(f"Student_{student}_4711_assignsubmission_file_{student}-inleveren.zip", one.do(student))


def _renamed(one, student):
    one.deliver("opdracht (1).ZIP", one.do(student))


def _nested(one, student):
    inner = zipped({"mijn werk/inleveren.zip": one.do(student)})
    one.deliver(f"{student}/final/weekopdracht.zip", zipped({"map/echt definitief.zip": inner}))


def _doubled(one, student):
    content = one.do(student)
    one.deliver("dubbel a.zip", content)
    one.deliver("dubbel b.zip", content)
    one.expected[student].append((student, "nothing new", 0, 0))


def _from_mac(one, student):
    files = contents(io.BytesIO(one.do(student)))
    junk = {f"__MACOSX/{name.replace('/', '/._', 1)}": b"\x00\x05\x16\x07" for name in files}
    one.deliver("Archief.zip", zipped({**files, **junk, ".DS_Store": b"\x00", f"{student}/._handout.json": b"\x00\x05"}))


def _old_and_new(one, student):
    folder = one.folder(student)
    project, first = pm.open_project(folder), one.documents[student][0]
    wanted = wished(student, first, project.document(first), one.key)[0]
    project.code(first, Span(*wanted[2:]), wanted[1], by=student)
    one.deliver("versie 1.zip", project.hand_in().read_bytes())
    one.deliver("versie 2.zip", one.do(student))
    one.expected[student].append((student, "nothing new", 0, 0))


def _changed_transcript(one, student):
    document = one.documents[student][0]
    path = one.folder(student) / f"data/text/{document}.txt"
    words = path.read_text("utf-8")
    front, body = words.split("\n---\n", 1)
    added = "Zelf bedacht: hier word ik heel erg rustig van."
    path.write_text(f"{front}\n---\n{added}\n\n{body}", "utf-8", newline="\n")
    project, done = pm.open_project(one.folder(student)), []
    for name in one.documents[student]:
        original = one.lecturer.document(name)
        for want in wished(student, name, original, one.key):
            span = Span(*want[2:]) if name != document else Span(*want[2:]).shift(len(added) + 2)
            project.code(name, span, want[1], by=student)
            done.append(want)
    project.code(document, "hier word ik heel erg rustig van", "relaxation", by=student)
    one.coded[student] = done
    one.deliver("getypt.zip", project.hand_in().read_bytes())
    one.expect(
        student, "partly", len(done), 1,
        f"1 decision left out: made on a changed transcript of {document}, on words that the original does not have for certain; "
        f"the transcript {document} was changed",
    )  # fmt: skip


def _changed_codebook(one, student):
    folder = one.folder(student)
    done, path = work(folder, student, one.key), folder / "codebook.yaml"
    one.redefined = done[0][1]
    before, entry = path.read_text("utf-8").split(f"\n  {one.redefined}:\n")
    entry = re.sub("definition: ('?)", r"definition: \1Anders. ", entry, count=1)
    added = "  eigen-code:\n    label: {nl: van mijzelf}\n    definition: Bedacht.\n"
    path.write_text(f"{before}\n  {one.redefined}:\n{entry}{added}", "utf-8", newline="\n")
    project = pm.open_project(folder)
    first = one.documents[student][0]
    project.code(first, project.document(first).turns[1].span, "eigen-code", by=student)
    left = [c for c in done if c[1] == one.redefined]
    one.coded[student] = [c for c in done if c[1] != one.redefined]
    one.deliver("codeboek.zip", project.hand_in().read_bytes())
    one.expect(
        student, "partly", len(one.coded[student]), len(left) + 1,
        f"{len(left)} {'decision' if len(left) == 1 else 'decisions'} left out: code {one.redefined!r} was given another meaning in this codebook; "
        f"1 decision left out: code 'eigen-code' was added to this codebook; the codebook was changed (codes {one.redefined}, eigen-code)",
    )  # fmt: skip


def _wrong_files(one, student):
    """Somebody else's decisions in one's own folder."""
    other = "s09"
    one.do(other)
    shutil.copytree(one.folder(other) / "data/coded", one.folder(student) / "data/coded")
    one.deliver("per ongeluk.zip", pm.open_project(one.folder(student)).hand_in().read_bytes())
    one.expect(student, "refused", 0, 0, f"the folder is of {student}, but the decisions in it are by {other}")


def _after_wrong_files(one, student):
    one.deliver(f"{student}.zip", one.zips[student])


def _empty_zip(one, student):
    one.deliver(f"{student}-leeg.zip", zipped({}))
    _missing(one, student)
    one.expect(f"{student}-leeg.zip", "refused", 0, 0, "there is nothing in it that was handed out")


def _no_bytes(one, student):
    one.deliver(f"{student}-nul.zip", b"")
    _missing(one, student)
    one.expect(f"{student}-nul.zip", "refused", 0, 0, "the file is empty")


def _missing(one, student):
    one.expect(student, "missing", 0, 0, "nothing was handed in under this name")


@cache
def _zeros():
    """Return a zip entry's content that a bomb is made of: 210 MB of noughts."""
    return b"0" * 210_000_000


def hostile(kind, files):
    """Return a zip that does harm when it is unpacked without care."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        if kind == "climbs":
            archive.writestr("../../../../geraakt.txt", "geraakt")
        if kind == "climbs on Windows":
            archive.writestr("s12\\..\\..\\geraakt.txt", "geraakt")
        if kind == "absolute":
            archive.writestr("/tmp/geraakt.txt", "geraakt")
        if kind == "drive":
            archive.writestr("C:/geraakt.txt", "geraakt")
        if kind == "link":
            link = zipfile.ZipInfo("s14/data/coded/link")
            link.create_system, link.external_attr = 3, 0o120777 << 16
            archive.writestr(link, "/etc/passwd")
        if kind == "bomb":
            archive.writestr("s13/data/coded/s13/groot.jsonl", _zeros())
        if kind == "twice":
            name = next(iter(files))
            archive.writestr(name.upper(), "geraakt")
    content = out.getvalue()
    if kind == "password":
        content = bytearray(content)
        for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            place = content.find(sign)
            while place >= 0:
                content[place + at] |= 1
                place = content.find(sign, place + 4)
    return bytes(content)


REFUSED = {
    "climbs": "a path that climbs out of its folder: '../../../../geraakt.txt'. Nothing of it was opened.",
    "climbs on Windows": "a path that climbs out of its folder: 's12/../../geraakt.txt'. Nothing of it was opened.",
    "absolute": "an absolute path: '/tmp/geraakt.txt'. Nothing of it was opened.",
    "drive": "an absolute path: 'C:/geraakt.txt'. Nothing of it was opened.",
    "link": "a link: 's14/data/coded/link'. Nothing of it was opened.",
    "bomb": "the zip: unpacked it is larger than 200 MB; that is no transcript, so it is not opened.",
}


def _hostile(kind):
    def hand_in(one, student):
        files = {"s/handout.json": json.dumps({"student": student}).encode()}
        one.deliver(f"{student}-{kind}.zip", hostile(kind, files))
        _missing(one, student)
        one.expect(f"{student}-{kind}.zip", "refused", 0, 0, REFUSED[kind])

    return hand_in


def _as_folder(one, student):
    one.do(student)
    shutil.copytree(one.folder(student), one.inbox / f"{student} uitgepakt" / "s")  # with the zip that was made in it
    one.expected[student].append((student, "nothing new", 0, 0))


def _only_ledgers(one, student):
    one.do(student)
    for path in (one.folder(student) / "data/coded" / student).glob("*.jsonl"):
        one.deliver(f"{student} los/{path.name}", path.read_bytes())


def _torn(one, student):
    one.do(student)
    last = sorted((one.folder(student) / "data/coded" / student).glob("*.jsonl"))[-1]
    last.write_bytes(last.read_bytes()[:-40])
    lost = json.loads(sorted((one.folder(student) / "data/coded" / student).glob("*.jsonl"))[-1].read_bytes().splitlines()[-2])["document"]
    mine = [c for c in one.coded[student] if c[0] == lost]
    one.coded[student].remove(mine[-1])
    one.deliver("afgebroken.zip", pm.open_project(one.folder(student)).hand_in().read_bytes())
    one.expected[student] = [(student, "collected", len(one.coded[student]), 0)]
    one.reasons[student] = f"data/coded/{student}/{lost}.jsonl: the last line is cut off; the whole lines were taken"


def _unreadable(one, student):
    one.do(student)
    path = sorted((one.folder(student) / "data/coded" / student).glob("*.jsonl"))[0]
    lines = path.read_bytes().splitlines()
    lines[1] = b'{"kind":"code","oeps":1}'
    path.write_bytes(b"\n".join(lines) + b"\n")
    files = {
        f"{student}/{p.relative_to(one.folder(student)).as_posix()}": p.read_bytes() for p in one.folder(student).rglob("*") if p.is_file()
    }
    one.coded[student] = [c for c in one.coded[student] if c[0] != path.stem]
    one.deliver("kapot.zip", zipped({name: content for name, content in files.items() if not name.endswith(".zip")}))
    one.expected[student] = [(student, "partly", len(one.coded[student]), 0)]


FAULTS = {
    "s01": _renamed,
    "s02": _nested,
    "s03": _doubled,
    "s04": _from_mac,
    "s05": lambda one, student: _whole(one, student),
    "s06": _whole,
    "s07": _old_and_new,
    "s08": _wrong_files,
    "s09": _after_wrong_files,
    "s10": _empty_zip,
    "s11": _no_bytes,
    "s12": _hostile("climbs"),
    "s13": _hostile("bomb"),
    "s14": _hostile("link"),
    "s15": _missing,
    "s16": _as_folder,
    "s18": _only_ledgers,
    "s19": _unreadable,
    "s20": _torn,
    "s21": _hostile("absolute"),
    "s22": _hostile("drive"),
    "s24": _changed_transcript,
    "s25": _changed_codebook,
}

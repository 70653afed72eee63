"""Names in a study on disk: replaced with their codings, kept in a key elsewhere, looked for, forgotten."""

import json
import subprocess
import zipfile

import nbformat
import openpyxl
import pytest

import placemeaning as pm
from conftest import frozen
from placemeaning.cli import main
from placemeaning.discretion import together
from placemeaning.discretion.key import place_of_key, read_key
from placemeaning.errors import ProjectError
from placemeaning.model.document import Block, Speaker

SECRET = "vier paarden zwemmen"
TALK = [
    Block("Dag Fatima, wie ken je hier?", "I", 1.0),
    Block("Ja, Riet natuurlijk. Riets thermoskan staat op het bankje. Met Theo, van de Kersenhof 22, voel ik rust.", "R", 4.0),
    Block("En wie nog meer?", "I", 20.0),
    Block("Bel theo maar of Riet, 06-38114022. Zij kent iedereen aan het Kanaal.", "R", 24.0),
]


@pytest.fixture
def keys(tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("keys")
    monkeypatch.setenv("PLACEMEANING_KEYS", str(folder))
    return folder


@pytest.fixture
def talk(study, keys):
    """The small study with a third document that names people; two coders have coded it."""
    (study / "data/text/gesprek.txt").write_text(
        frozen("gesprek", TALK, title="Gesprek met Fatima", source="gesprek.txt"), "utf-8", newline="\n"
    )
    (study / "data/raw/gesprek.txt").write_text("I: Dag Fatima", "utf-8")
    project = pm.open_project(study)
    project.code("gesprek", "Met Theo, van de Kersenhof 22, voel ik rust.", "relaxation", by="anna", memo="Theo is haar broer")
    project.code("gesprek", "Riet", "friendship", by="anna", nth=2)
    project.code("gesprek", "Zij kent iedereen", "friendship", by="ben")
    project.withdraw(project.code("gesprek", "Ja, Riet natuurlijk.", "friendship", by="ben"), by="ben")
    return project


def everything(study):
    return "\n".join(
        path.read_text("utf-8")
        for folder in ("text", "coded")
        for path in (study / "data" / folder).rglob("*")
        if path.suffix in (".txt", ".jsonl")
    )


def names(project):
    return {one.words: one.replacement[1:-1] for one in project.pseudonymise().ticked}


def test_a_proposal_changes_nothing(talk):
    before = everything(talk.path)
    assert set(names(talk)) == {"Fatima", "Riet", "Theo", "Kersenhof 22", "06-38114022"}
    assert everything(talk.path) == before


def test_names_leave_texts_ledgers_and_memos_and_codings_move_with_their_words(talk):
    before = talk.codings().set_index("id")
    made = talk.pseudonymise(passphrase=SECRET)
    given = {one.words: one.replacement for one in made.ticked}
    done = talk.pseudonymise(approve=made, passphrase=SECRET)
    left = everything(talk.path)
    assert not [name for name in ("Fatima", "Riet", "theo", "Theo", "Kersenhof", "38114022") if name in left]
    after = talk.codings().set_index("id")
    assert list(after.index) == list(before.index)
    assert list(after["status"]) == ["exact"] * 3
    assert list(after["quote"]) == [
        f"Met {given['Theo']}, van de {given['Kersenhof 22']}, voel ik rust.",
        given["Riet"],
        "Zij kent iedereen",
    ]
    assert after["memo"].iloc[0] == f"{given['Theo']} is haar broer"
    assert talk.document("gesprek").text.count(given["Riet"]) == 3
    assert talk.document("gesprek").title == f"Gesprek met {given['Fatima']}"
    assert (done["mentions"].sum(), done["codings"].sum()) == (8, 4)
    assert talk.check().summary() == "nothing to check"


def test_ids_times_and_codes_stay_and_a_note_says_what_was_done(talk):
    before = list(talk._folder.events("ben".__eq__))
    talk.pseudonymise(passphrase=SECRET).apply()
    after = list(talk._folder.events("ben".__eq__))
    assert [(one.id, one.recorded_at, one.code, one.coder) for one in after[:-1]] == [
        (one.id, one.recorded_at, one.code, one.coder) for one in before
    ]
    assert (after[-1].kind, after[-1].rule, after[-1].about) == ("note", "pseudonymise", "gesprek")
    talk.undo(by="ben")  # takes back the withdrawal, not the note
    assert "Riet" not in everything(talk.path)
    assert len(talk.codings(coder="ben")) == 2


def test_a_declined_suggestion_stays_declined(talk):
    suggestion = talk.suggestions("gesprek", by="anna", code="relaxation")
    for one in suggestion:
        talk.decline(one, by="anna")
    talk.pseudonymise(passphrase=SECRET).apply()
    assert len(suggestion) == 0 or len(talk.suggestions("gesprek", by="anna", code="relaxation")) == 0


def test_a_passage_of_an_earlier_text_loses_its_names_too(talk):
    path = talk.path / "data/text/gesprek.txt"
    path.write_text(path.read_text("utf-8").replace("En wie nog meer?", "En wie nog meer, denk je?"), "utf-8", newline="\n")
    talk.accept_text("gesprek")
    before = talk.codings()["status"].tolist()
    talk.pseudonymise(passphrase=SECRET).apply()
    assert "Theo" not in everything(talk.path)
    assert talk.codings()["status"].tolist() == before


def test_speakers_and_their_labels(study, keys):
    blocks = [Block("Wat doe je hier?", "Interviewer"), Block("Ik kijk naar de boten.", "Xanthippa"), Block("Mooi.", "Interviewer")]
    about = {"speakers": {"Interviewer": Speaker("interviewer"), "Xanthippa": Speaker("respondent", "p1")}}
    (study / "data/text/boot.txt").write_text(frozen("boot", blocks, **about), "utf-8", newline="\n")
    project = pm.open_project(study)
    made = project.pseudonymise("boot", passphrase=SECRET).rename("Xanthippa", "Odilia")
    made.apply()
    document = project.document("boot")
    assert list(document.speakers) == ["Interviewer", "[Odilia]"]
    assert [(turn.speaker, turn.role) for turn in document.turns][1] == ("[Odilia]", "respondent")
    assert document.people_in(document.turns[1].span) == ("p1",)


def test_the_key_lies_outside_and_opens_with_its_passphrase_only(talk, keys):
    made = talk.pseudonymise()
    with pytest.raises(ValueError, match="give passphrase="):
        made.apply()
    with pytest.raises(ValueError, match="lies in the study's own folder"):
        talk.pseudonymise(key=talk.path / "data/wie.key")
    made.apply(passphrase=SECRET)
    (path,) = keys.iterdir()
    assert path == place_of_key(talk.path)
    assert b"Fatima" not in path.read_bytes()
    assert list(talk.path.rglob("*.key")) == []
    with pytest.raises(ProjectError, match="does not open this key"):
        read_key(path, "een andere zin")
    frame = talk.who_is_who(passphrase=SECRET)
    assert set(frame["name"]) == {"Fatima", "Riet", "Theo", "Kersenhof 22", "06-38114022"}


def test_the_same_name_keeps_its_pseudonym_in_a_document_that_comes_later(talk):
    given = names(talk)
    made = talk.pseudonymise(passphrase=SECRET)
    made.apply()
    given = {one.words: one.replacement for one in made.ticked}
    (talk.path / "nieuw.txt").write_text("I: Wie zag je?\nR: Ik zag Riet, en Riets hond. En Yvonne.\n", "utf-8")
    report = talk.import_files(talk.path / "nieuw.txt", pseudonymise=True, passphrase=SECRET)
    text = talk.document("nieuw").text
    assert f"Ik zag {given['Riet']}, en {given['Riet']}s hond." in text
    assert "Yvonne" not in text
    assert "3 mentions of 2 names replaced" in report["warnings"].iloc[0]
    assert "Yvonne" in set(talk.who_is_who(passphrase=SECRET)["name"])


def test_an_import_can_ask_somebody_to_approve(study, keys):
    (study / "twee.txt").write_text("I: Wie zag je?\nR: Ik zag Riet en Yvonne.\n", "utf-8")
    project = pm.open_project(study)
    project.import_files(study / "twee.txt", pseudonymise=lambda made: made.keep("Riet"), passphrase=SECRET)
    assert "Ik zag Riet en [" in project.document("twee").text


def test_a_document_that_changed_meanwhile_is_not_touched(talk):
    made = talk.pseudonymise(passphrase=SECRET)
    path = talk.path / "data/text/gesprek.txt"
    path.write_text(path.read_text("utf-8").replace("bankje", "muurtje"), "utf-8", newline="\n")
    before = everything(talk.path)
    with pytest.raises(ProjectError, match="has changed since"):
        made.apply()
    assert everything(talk.path) == before


def test_a_crash_between_files_is_made_good_by_the_next_call(talk, monkeypatch):
    calls = []

    def crash(new, target):
        calls.append(target)
        if len(calls) == 2:
            raise KeyboardInterrupt
        put(new, target)

    put = together._put
    monkeypatch.setattr(together, "_put", crash)
    with pytest.raises(KeyboardInterrupt):
        talk.pseudonymise(passphrase=SECRET).apply()
    monkeypatch.setattr(together, "_put", put)
    assert "Riet" in everything(talk.path)
    assert talk.pseudonymise(passphrase=SECRET).ticked == ()
    assert "Riet" not in everything(talk.path)
    assert list(talk.codings()["status"]) == ["exact"] * 3


def scan_rows(project):
    found = project.check_privacy(passphrase=SECRET)
    return found, {(row.problem, row.where, row.words) for row in found.itertuples()}


def test_the_scan_finds_names_in_notebooks_excel_tables_and_names_of_files(talk):
    talk.pseudonymise(passphrase=SECRET).apply()
    found, rows = scan_rows(talk)
    assert rows == {("original", "data/raw", "")}
    root = talk.path
    output = nbformat.v4.new_output("stream", text="Riets thermoskan")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[output])])
    (root / "notebooks").mkdir(exist_ok=True)
    nbformat.write(notebook, root / "notebooks/eerste.ipynb")
    (root / "exports").mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    book.active["B2"] = "volgens Theo"
    book.save(root / "exports/tabel.xlsx")
    (root / "data/people.csv").write_text("id,role,hobby\np1,resident,dochter van Fatima\np2,resident,\n", "utf-8")
    (root / "exports/gesprek_fatima.txt").write_text("leeg", "utf-8")
    talk.note("gesprek", "gezien met theo", by="ben")
    found, rows = scan_rows(talk)
    wheres = {(problem, where.split(":")[0], words.casefold()) for problem, where, words in rows}
    assert wheres == {
        ("original", "data/raw", ""),
        ("name", "notebooks/eerste.ipynb", "riet"),
        ("name", "exports/tabel.xlsx", "theo"),
        ("name", "data/people.csv", "fatima"),
        ("name of a file", "exports/gesprek_fatima.txt", "fatima"),
        ("name", "data/coded/ben/gesprek.jsonl", "theo"),
    }
    assert "5 mentions of 3 names" in found.summary()


def test_the_command_prints_what_is_left(talk, monkeypatch, capsys):
    monkeypatch.setenv("PLACEMEANING_PASSPHRASE", SECRET)
    assert main(["check", "--privacy", "--study", str(talk.path)]) == 1
    assert "there is no key" in capsys.readouterr().err
    talk.pseudonymise(passphrase=SECRET).apply()
    assert main(["check", "--privacy", "--study", str(talk.path)]) == 0
    assert "data/raw" in capsys.readouterr().out


def test_forget_removes_a_person_everywhere_and_says_what_git_holds(talk):
    root = talk.path
    talk.pseudonymise(passphrase=SECRET).apply()
    talk.to_excel(root / "exports/boek.xlsx")
    git = ["git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "alles"], check=True)
    dry = talk.forget("gesprek", dry_run=True)
    assert talk.document("gesprek").id == "gesprek"
    assert set(dry["done"]) == {"would be removed", "left"}
    done = talk.forget("gesprek", passphrase=SECRET, exports=True)
    assert [str(path.relative_to(root)) for path in root.rglob("*gesprek*") if ".git" not in path.parts] == []
    assert not (root / "exports/boek.xlsx").exists()
    assert len(talk.who_is_who(passphrase=SECRET)) == 0
    assert "1 commit" in done[done["what"] == "git history"]["what_to_do"].iloc[0]
    assert talk.check().summary() == "nothing to check"
    with pytest.raises(pm.PlacemeaningError, match="there is no document"):
        talk.forget("gesprek")


def test_forget_lists_exports_and_takes_rows_out_of_tables(talk):
    root = talk.path
    (root / "data/raw/documents.csv").write_text("file,title\ngesprek.txt,Eerste\nkort.txt,Tweede\n", "utf-8")
    (root / "exports").mkdir(exist_ok=True)
    (root / "exports/lijst.csv").write_text("gesprek;3\n", "utf-8")
    done = talk.forget("gesprek")
    assert (root / "data/raw/documents.csv").read_text("utf-8") == "file,title\nkort.txt,Tweede\n"
    assert json.loads(done.set_index("what")[["done"]].to_json())["done"]["export"] == "left"
    assert (root / "exports/lijst.csv").exists()


def test_forget_takes_summaries_of_this_document_alone_and_names_those_that_rest_on_others_too(talk):
    other = next(one for one in talk.documents()["id"] if one != "gesprek")
    place = talk.codings(code="friendship")["place"].dropna().iloc[0]
    talk.code(other, talk.document(other).turns[0].span, "friendship", by="anna", place=place)
    cell = talk.codings(code="friendship", place=place)
    talk.summarise(place, "friendship", "Theo rust hier", by="anna", passages=list(cell[cell["document"] == "gesprek"]["id"]))
    talk.summarise(place, "friendship", "Iedereen rust hier", by="ben", passages=list(cell["id"]))
    talk.note("friendship", "zie gesprek, tweede beurt", by="ben")
    done = talk.forget("gesprek")
    assert list(talk.summaries()["text"]) == ["Iedereen rust hier"]
    assert "Theo rust hier" not in everything(talk.path)
    assert list(done[done["what"].isin(["memo", "summary"])]["what"]) == ["summary", "memo"]


def test_forget_takes_rows_out_of_a_workbook_and_by_the_title_of_the_column(talk):
    book = openpyxl.Workbook()
    for row in (("titel", "bestand"), ("Eerste", "gesprek.txt"), ("Tweede", "kort.txt")):
        book.active.append(row)
    book.save(talk.path / "data/raw/documents.xlsx")
    (talk.path / "data/raw/documents.csv").write_text("title,file\nEerste,gesprek.txt\nTweede,kort.txt\n", "utf-8")
    talk.forget("gesprek")
    left = openpyxl.load_workbook(talk.path / "data/raw/documents.xlsx").active
    assert list(left.iter_rows(values_only=True)) == [("titel", "bestand"), ("Tweede", "kort.txt")]
    assert (talk.path / "data/raw/documents.csv").read_text("utf-8") == "title,file\nTweede,kort.txt\n"


def test_the_scan_reads_a_notebooks_errors_metadata_and_marked_up_words(talk):
    talk.pseudonymise(passphrase=SECRET).apply()
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": ["<b>Fat</b>ima"]}}
    failed = {"output_type": "error", "ename": "KeyError", "evalue": "Theo", "traceback": []}
    cell = {"cell_type": "code", "source": [], "metadata": {}, "execution_count": 1, "outputs": [output, failed], "id": "a"}
    book = {"cells": [cell], "metadata": {"author": "Riet"}, "nbformat": 4, "nbformat_minor": 5}
    (talk.path / "notebooks").mkdir(exist_ok=True)
    (talk.path / "notebooks/a.ipynb").write_text(json.dumps(book), "utf-8")
    found = talk.check_privacy(passphrase=SECRET)
    assert set(found[found["where"].str.startswith("notebooks/")]["words"]) == {"Fatima", "Theo", "Riet"}


def test_names_in_a_header_block_and_a_title_leave_too(study, keys, tmp_path):
    file = tmp_path / "gesprek met Fatima.txt"
    file.write_text(
        "Plek: Het Kannaal\nGeïnterviewde: Fatima el Amrani\nInterviewer: Sofie Kastelijns\n\nI: Dag, waar zit u graag?\n\nR: Hier, Kastelijns.\n",
        "utf-8",
    )
    project = pm.open_project(study)
    report = project.import_files(file, pseudonymise=True, passphrase=SECRET)
    text = (study / "data/text/gesprek-met-fatima.txt").read_text("utf-8").split("source:")
    assert not [
        name for name in ("Fatima", "Amrani", "Sofie", "Kastelijns") if name in text[0].split("title:")[1] + text[1].split("sha256:", 1)[1]
    ]
    assert {"Fatima", "el Amrani", "Sofie", "Kastelijns"} == set(project.who_is_who(passphrase=SECRET)["name"])
    assert "which is not in data/places.csv. Did you mean 'kanaal'" in report["warnings"].iloc[0]
    assert "Plek: Het Kannaal" in "".join(text)


def test_forget_names_the_persons_other_documents_and_an_original_that_others_came_from(study, keys, tmp_path):
    rows = "".join(
        f'{i},"Ik kom hier graag omdat het rustig is, {i}","Vooral de buren van nummer {i}, die ken ik goed"\n' for i in range(1, 6)
    )
    (tmp_path / "enquete.csv").write_text(f"Respondent,Wat betekent het plein voor u?,Wie komt u er tegen?\n{rows}", "utf-8")
    project = pm.open_project(study)
    first, second, *_ = project.import_files(tmp_path / "enquete.csv")["document"]
    left = project.forget(first).query("done == 'left'").set_index("what")["where"]
    assert (left["document"], left["original"]) == (second, "data/raw/enquete.csv")
    assert (study / "data/raw/enquete.csv").exists()
    assert second in list(project.documents()["id"])


def test_the_scan_reads_marked_up_words_zips_in_zips_and_names_of_folders(talk):
    talk.pseudonymise(passphrase=SECRET).apply()
    folder = talk.path / "exports/Fatima"
    folder.mkdir(parents=True)
    (folder / "a.html").write_text("<p><b>Ri</b>et <span title='Kersenhof 22'>x</span></p>", "utf-8")
    book = openpyxl.Workbook()
    book.active["A1"] = "met Theo"
    book.save(talk.path / "boek.xlsx")
    with zipfile.ZipFile(talk.path / "exports/alles.zip", "w") as packed:
        packed.write(talk.path / "boek.xlsx", "boek.xlsx")
    (talk.path / "boek.xlsx").unlink()
    found = talk.check_privacy(passphrase=SECRET)
    hits = found[found["where"].str.startswith("exports/")]
    assert sorted((words, where.split(":xl/")[0]) for words, where in zip(hits["words"], hits["where"], strict=True)) == [
        ("Fatima", "exports/Fatima/a.html"),
        ("Kersenhof 22", "exports/Fatima/a.html:1"),
        ("Riet", "exports/Fatima/a.html:1"),
        ("Theo", "exports/alles.zip:boek.xlsx"),
    ]

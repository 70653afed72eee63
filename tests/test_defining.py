"""Codes that are written while coding: in codebook.yaml, in its history, and taken back with everything else."""

import re

import pytest

import placemeaning as pm

TODAY = re.compile(r"date: '\d{4}-\d\d-\d\d'")


@pytest.fixture
def project(study):
    return pm.open_project(study)


def book(study):
    return TODAY.sub("date: D", (study / "codebook.yaml").read_text("utf-8"))


def entry(by, code, change, was=""):
    return f"  - date: D\n    by: {by}\n    code: {code}\n    change: {change}\n{was}"


def test_a_new_code_is_one_step_with_its_passage_and_is_taken_back_and_done_again(project, study):
    path = study / "codebook.yaml"
    path.write_text(path.read_text("utf-8") + "# Onderaan.\n", "utf-8")
    before = book(study)
    assert project.add_code("Je hoofd leeg", "In vivo.", by="anna", on=("kort", "mijn rust")) == "je-hoofd-leeg"
    new, made = (
        "  je-hoofd-leeg:\n    label:\n      nl: Je hoofd leeg\n    definition: In vivo.\n",
        entry("anna", "je-hoofd-leeg", "new code"),
    )
    assert book(study) == f"{before}{new}history:\n{made}"
    assert project.codings(coder="anna")[["quote", "code"]].astype(str).values.tolist() == [["mijn rust", "je-hoofd-leeg"]]
    project.undo(by="anna")
    gone = made + entry("anna", "je-hoofd-leeg", "'taken back: new code'")
    assert book(study) == f"{before}history:\n{gone}"
    assert (project.codings(coder="anna").empty, project.check().empty) == (True, True)
    pm.open_project(study).redo(by="anna")
    assert book(study) == f"{before}{new}history:\n{gone}{entry('anna', 'je-hoofd-leeg', quoted('done again: new code'))}"
    assert project.codings(coder="anna")["quote"].tolist() == ["mijn rust"]
    project.undo(by="anna")
    with pytest.raises(pm.NotFound, match="nothing to undo"):
        project.undo(by="anna")
    assert "je-hoofd-leeg" not in project.codebook


def quoted(words):
    return f"'{words}'"


def test_a_changed_definition_is_taken_back_step_by_step(project, study):
    before = project.codebook["relaxation"]
    assert project.define("relaxation", by="anna", definition="Tot rust komen, alleen.", include="wandelen")
    assert not project.define("relaxation", by="anna", include="wandelen")
    assert project.define("relaxation", by="anna", include="")
    for include, definition in (("wandelen", "Tot rust komen, alleen."), (before.include, before.definition)):
        project.undo(by="anna")
        assert (project.codebook["relaxation"].include, project.codebook["relaxation"].definition) == (include, definition)
    project.redo(by="anna")
    assert project.codebook["relaxation"].include == "wandelen"
    assert [one["change"] for one in yaml_history(study)] == [
        "changed definition, include", "changed include", "taken back: changed include", "taken back: changed definition, include",
        "done again: changed definition, include",
    ]  # fmt: skip
    assert yaml_history(study)[2]["was"] == {"include": ""}


def yaml_history(study):
    from ruamel.yaml import YAML

    return YAML().load((study / "codebook.yaml").read_text("utf-8"))["history"]


def test_what_somebody_else_uses_or_changed_stays_and_the_undo_says_so(project, study):
    project.add_code("Stilte", "Het is er stil.", by="anna")
    project.code("kort", "vriendin", "stilte", by="bea")
    before = book(study)
    assert project.undo(by="anna")[-1].memo == "code 'stilte' stays in the codebook: bea gave it to passages"
    assert book(study) == before
    project.define("stilte", by="anna", definition="Stil.")
    project.define("stilte", by="bea", definition="Heel stil.")
    assert project.undo(by="anna")[-1].memo == "codebook.yaml was left as it is: code 'stilte' was changed there since"
    assert project.codebook["stilte"].definition == "Heel stil."
    project.undo(by="bea")
    assert project.codebook["stilte"].definition == "Stil."


def test_what_codebook_and_ledger_say_after_a_full_disk_is_made_good_by_doing_it_again(project, monkeypatch):
    project.add_code("Stilte", "Het is er stil.", by="anna")

    def refuse(*_):
        raise pm.LedgerError("nothing was saved: No space left on device")

    with monkeypatch.context() as full:
        full.setattr("placemeaning.ledger.append", refuse)
        with pytest.raises(pm.LedgerError):
            project.undo(by="anna")
    assert [one.memo for one in project.undo(by="anna")] == [None, None]
    assert "stilte" not in project.codebook


def test_blank_codes_and_definitions_are_refused_and_a_known_label_makes_no_second_code(project, study):
    before = book(study)
    assert project.add_code("ONTSPANNING", "x", by="anna") == "relaxation"
    with pytest.raises(ValueError, match="a new code needs a label and a definition"):
        project.add_code(" ", "x", by="anna")
    with pytest.raises(ValueError, match="a code needs a definition"):
        project.define("relaxation", by="anna", definition=" ")
    with pytest.raises(pm.NotFound, match="relaxation"):
        project.define("relaxatoin", by="anna", include="x")
    assert book(study) == before


def test_a_memo_is_taken_away_by_an_empty_one(project):
    coding = project.code("kort", "mijn rust", "relaxation", by="anna", memo="eerst")
    project.note(coding, "mooi", by="anna")
    later = project.recode(coding, "friendship", by="anna")
    project.note(later, "", by="anna")
    with pytest.raises(ValueError, match="there is no memo here"):
        project.note(later, "", by="anna")
    with pytest.raises(ValueError, match="there is no memo here"):
        project.note("friendship", "", by="anna")
    project.undo(by="anna")
    project.note(later, "", by="anna")


def test_place_and_voice_go_back_to_what_document_and_speaker_say(project):
    coding = project.code("kort", "mijn rust", "relaxation", by="anna", place="bieb", voice="researcher")
    coding = project.recode(coding, "relaxation", by="anna", place="")
    assert (coding.place, coding.voice) == (None, "researcher")
    coding = project.recode(coding, "friendship", by="anna", voice="")
    assert (coding.place, coding.voice, coding.code) == (None, None, "friendship")

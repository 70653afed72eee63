"""What a person does with a study, and what happens when its files are damaged."""

import json
import shutil

import pandas as pd
import pytest

import placemeaning as pm
from placemeaning.analysis.tidy import CODING_COLUMNS
from placemeaning.model.coding import live


def held(project):
    frame = project.codings()
    return sorted(zip(frame["document"], frame["quote"], frame["code"].astype(str), frame["coder"], strict=True))


def lines(study, coder="anna", document="kort"):
    return [json.loads(line) for line in (study / f"data/coded/{coder}/{document}.jsonl").read_text("utf-8").splitlines()]


def test_a_study_prints_as_an_answer(project, study):
    assert repr(project) == f"<Project {study.name}: 2 documents, 3 codes, 2 places, 0 codings by 0 coders, nothing to check>"
    project.code("kort", "mijn rust", "relaxation", by="anna")
    assert repr(project) == f"<Project {study.name}: 2 documents, 3 codes, 2 places, 1 coding by 1 coder, nothing to check>"


def test_a_coding_is_one_line_that_carries_everything(project, study):
    coding = project.code("kort", "mijn rust", "relaxation", by="anna", place="bieb", voice="professional", memo="eerst")
    (line,) = lines(study)
    start = project.document("kort").text.index("mijn rust")
    digest = project.document("kort").digest
    assert line | {"id": "", "recorded_at": "", "prefix": "", "suffix": ""} == {
        "kind": "code", "id": "", "about": None, "coder": "anna", "recorded_at": "", "document": "kort", "code": "relaxation", "place": "bieb",
        "start": start, "stop": start + 9, "exact": "mijn rust", "prefix": "", "suffix": "", "digest": digest, "voice": "professional",
        "origin": "human", "rule": None, "score": None, "memo": "eerst", "replaces": None,
    }  # fmt: skip
    assert line["id"] == coding.id
    assert line["suffix"].startswith(". Ik wandel")


def test_coding_the_same_passage_the_same_way_again_returns_what_stands(project, study):
    first = project.code("kort", "mijn rust", "relaxation", by="anna")
    assert project.code("kort", "mijn rust", "relaxation", by="anna") == first
    project.code("kort", "mijn rust", "friendship", by="anna")
    project.code("kort", "mijn rust", "relaxation", by="bert")
    assert (len(lines(study)), len(project.codings())) == (2, 3)


def test_recode_withdraws_and_remembers(project, study):
    first = project.code("kort", "mijn rust", "relaxation", by="anna", memo="m")
    second = project.recode(first, "friendship", by="anna")
    assert (second.replaces, second.code, second.memo, second.exact) == (first.id, "friendship", "m", "mijn rust")
    assert held(project) == [("kort", "mijn rust", "friendship", "anna")]
    assert [line["kind"] for line in lines(study)] == ["code", "code", "withdraw"]
    with pytest.raises(pm.NotFound, match="does not hold any more"):
        project.recode(first, "relaxation", by="anna")
    assert project.recode(second.id, "relaxation", by="anna", memo="nieuw").memo == "nieuw"


def test_move_and_withdraw(project):
    first = project.code("kort", "rust", "relaxation", by="anna", nth=2)
    moved = project.move(first, "Ik wandel er elke dag", by="anna")
    assert held(project) == [("kort", "Ik wandel er elke dag", "relaxation", "anna")]
    project.withdraw(moved, by="anna", memo="toch niet")
    assert held(project) == []
    assert project.history()["memo"].tolist()[-1] == "toch niet"


def test_undo_and_redo_survive_a_restart(project, study):
    first = project.code("kort", "mijn rust", "relaxation", by="anna")
    project.recode(first, "friendship", by="anna")
    project.code("lang", "woord001", "relaxation", by="anna")
    states = [held(project)]
    for _ in range(3):
        pm.open_project(study).undo(by="anna")
        states.append(held(project))
    assert states[1:] == [[("kort", "mijn rust", "friendship", "anna")], [("kort", "mijn rust", "relaxation", "anna")], []]
    with pytest.raises(pm.NotFound, match="there is nothing to undo for anna"):
        project.undo(by="anna")
    for state in (states[2], states[1], states[0]):
        pm.open_project(study).redo(by="anna")
        assert held(project) == state
    with pytest.raises(pm.NotFound, match="nothing to redo"):
        project.redo(by="anna")


def test_nobody_changes_what_another_coder_decided(project):
    coding = project.code("kort", "mijn rust", "relaxation", by="anna")
    for act in (
        lambda: project.withdraw(coding, by="bert"),
        lambda: project.recode(coding.id, "friendship", by="bert"),
        lambda: project.move(coding, "koffie", by="bert"),
    ):
        with pytest.raises(ValueError, match="this coding is by 'anna'; 'bert' can add a coding beside it"):
            act()
    with pytest.raises(pm.NotFound, match="nothing to undo for bert"):
        project.undo(by="bert")


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"document": "kotr"}, pm.NotFound, "there is no document 'kotr'. Did you mean 'kort'?"),
        ({"code": "relaxtion"}, pm.NotFound, "there is no code 'relaxtion'. Did you mean 'relaxation'?"),
        ({"code": "contact"}, ValueError, "code 'contact' only groups other codes"),
        ({"place": "kanal"}, pm.NotFound, "there is no place 'kanal'. Did you mean 'kanaal'?"),
        ({"voice": "god"}, ValueError, "voice='god' is not one of None, resident, professional, researcher"),
        ({"quote": "niet hier"}, pm.QuoteNotFound, "document 'kort' does not contain the words 'niet hier'."),
        ({"quote": "koffie"}, pm.QuoteAmbiguous, "document 'kort' contains 'koffie' 2 times. Say which with nth=:"),
        ({"quote": " "}, ValueError, "a quote needs at least one character"),
        ({"quote": pm.Span(0, 0)}, ValueError, "a passage needs at least one character"),
        ({"by": "../x"}, ValueError, "by='../x' cannot be a coder's name"),
    ],
)
def test_a_wrong_argument_fails_at_once_and_writes_nothing(project, study, wrong, error, message):
    arguments = {"document": "kort", "quote": "mijn rust", "code": "relaxation", "by": "anna"} | wrong
    with pytest.raises(error) as caught:
        project.code(**arguments)
    assert message in str(caught.value)
    assert list((study / "data/coded").rglob("*.jsonl")) == []


def test_a_span_names_a_passage_too(project):
    text = project.document("kort").text
    coding = project.code("kort", pm.Span(0, len(text)), "relaxation", by="anna")
    assert coding.exact == text.strip()
    start = text.index("😀")
    assert project.code("kort", pm.Span(start, start + 1), "relaxation", by="anna").exact == "😀"


def test_the_tidy_frame(project):
    project.code("kort", "Samen koffie drinken", "friendship", by="anna")
    project.code("kort", "Kom je hier", "relaxation", by="bert", place="bieb")
    frame = project.codings()
    assert tuple(frame.columns) == CODING_COLUMNS
    row = frame.set_index("coder").loc["anna"]
    assert row[["code_label", "place", "place_name", "place_kind", "people", "speaker", "role", "seconds", "words", "voice", "origin", "status"]].tolist() == [
        "vriendschap", "kanaal", "Kanaal", "waterside", ("p1",), "R", "respondent", 4.0, 3, "resident", "human", "exact",
    ]  # fmt: skip
    assert frame.set_index("coder").loc["bert"][["place", "people", "voice"]].tolist() == ["bieb", (), "researcher"]
    assert list(frame["code"].cat.categories) == ["relaxation", "friendship", "contact"]
    assert list(frame["place"].cat.categories) == ["kanaal", "bieb"]


def test_filters(project):
    project.code("kort", "mijn rust", "relaxation", by="anna")
    project.code("lang", "woord001", "friendship", by="bert", place="bieb")
    count = lambda **filters: len(project.codings(**filters))  # noqa: E731
    assert [count(document="kort"), count(coder=["bert"]), count(code="friendship"), count(place="bieb"), count(person="p1")] == [1] * 5
    assert [count(origin="human"), count(origin="suggestion"), count(status="exact"), count(voice=["resident", "researcher"])] == [
        2,
        0,
        2,
        2,
    ]
    with pytest.raises(ValueError, match="status='sure' is not one of"):
        project.codings(status="sure")
    assert project.quotes(place="bieb")["quote"].tolist() == ["woord001"]
    assert project.codings(language="en")["code_label"].tolist() == ["relaxation", "friendship"]


def test_people_of_a_document_with_one_person_are_counted_without_a_label(project):
    project.code("lang", "woord001", "friendship", by="anna")
    assert project.codings()["people"].tolist() == [("p2",)]


def test_empty_study(study):
    shutil.rmtree(study / "data/text")
    project = pm.open_project(study)
    assert (len(project.codings()), len(project.documents()), len(project.suggestions()), len(project.check()), len(project.history())) == (
        0,
    ) * 5
    assert project.matrix().shape == (2, 3)


def test_notes(project):
    coding = project.code("kort", "mijn rust", "relaxation", by="anna")
    project.note(coding, "mooi", by="anna")
    project.note("kort", "kort gesprek", by="anna")
    project.note("friendship", "scherper maken", by="anna")
    notes = project.history().query("kind == 'note'")
    assert notes[["about", "document", "code", "memo"]].fillna("").values.tolist() == [
        [coding.id, "kort", "relaxation", "mooi"],
        ["kort", "kort", "", "kort gesprek"],
        ["friendship", "", "friendship", "scherper maken"],
    ]
    with pytest.raises(ValueError, match="a memo needs words"):
        project.note("kort", " ", by="anna")
    with pytest.raises(pm.NotFound, match="no document or code 'nergens'"):
        project.note("nergens", "x", by="anna")
    project.undo(by="anna")
    assert [one.memo for one in live(project._folder.events()) if one.kind == "note" and one.rule is None] == ["mooi", "kort gesprek"]


# suggestions


def test_suggestions_say_why(project):
    found = project.suggestions("kort")
    assert [(one.code, one.matched, one.keyword, one.anchor.exact) for one in found] == [
        ("relaxation", "rust", "rust", "Ja, voor mijn rust."),
        ("relaxation", "wandel", "wandel*", "Ik wandel er elke dag met een vriendin."),
        ("friendship", "vriendin", "vriendin", "Ik wandel er elke dag met een vriendin."),
        ("friendship", "Samen koffie", "koffie + samen (near 3) not nooit", "Samen koffie drinken doen we ook."),
    ]
    assert [one.id for one in found] == [one.id for one in pm.suggest(project.document("kort"), project.codebook)]
    assert len(project.suggestions("kort", interviewer=True)) == 5
    assert [one.code for one in project.suggestions(code="friendship")] == ["friendship"] * 2
    assert "because of" in repr(found)
    assert "<mark>vriendin</mark>" in found._repr_html_()
    assert repr(project.suggestions("lang")) == "<no suggestions>"


def test_accept_and_decline(project, study):
    rest, walk, friend, coffee = project.suggestions("kort", by="anna")
    accepted = project.accept(rest, by="anna")
    project.decline(walk, by="anna")
    other = project.accept(friend, by="anna", code="relaxation", quote="met een vriendin", memo="rustig samen")
    assert (accepted.origin, accepted.rule, accepted.score, accepted.exact) == (
        f"suggestion:{rest.id}",
        rest.rule,
        1.0,
        "Ja, voor mijn rust.",
    )
    assert (other.code, other.exact, other.memo, other.origin) == (
        "relaxation",
        "met een vriendin",
        "rustig samen",
        f"suggestion:{friend.id}",
    )
    assert [one.id for one in project.suggestions("kort", by="anna")] == [coffee.id]
    assert len(project.suggestions("kort", by="bert")) == 4
    project.undo(by="anna")
    project.undo(by="anna")
    assert [one.id for one in project.suggestions("kort", by="anna")] == [walk.id, friend.id, coffee.id]
    project.redo(by="anna")
    assert [line["kind"] for line in lines(study)] == ["code", "decline", "code", "withdraw", "note", "withdraw", "note", "decline", "note"]


def test_an_accepted_suggestion_keeps_the_place_that_it_names(project, study):
    text = study / "data/text/kort.txt"
    text.write_text(text.read_text("utf-8").replace("Ik wandel er elke dag", "In de Bibliotheek is het rust"), "utf-8", newline="\n")
    here, elsewhere = [one for one in project.suggestions("kort") if one.code == "relaxation"]
    assert (here.place, elsewhere.place) == ("kanaal", "bieb")
    assert [project.accept(one, by="anna").place for one in (here, elsewhere)] == [None, "bieb"]
    assert project.codings()["place"].tolist() == ["kanaal", "bieb"]


def test_deciding_about_the_same_suggestions_again_writes_nothing_twice(project, study):
    found = project.suggestions("kort")
    first = project.accept_all(found[:2], by="anna")
    assert project.accept_all(found[:2], by="anna") == first
    assert len(lines(study)) == 2
    assert project.accept_all([], by="anna") == []
    project.undo(by="anna")
    assert len(project.codings()) == 0


def test_a_changed_keyword_makes_a_declined_suggestion_new(project, study):
    walk = project.suggestions("kort")[1]
    project.decline(walk, by="anna")
    book = study / "codebook.yaml"
    book.write_text(book.read_text("utf-8").replace("wandel*", "wandel"), "utf-8")
    assert [one.keyword for one in project.suggestions("kort", by="anna")][1] == "wandel"


def test_a_declined_suggestion_stays_declined_after_an_edit_elsewhere(project, study):
    project.decline(project.suggestions("kort")[1], by="anna")
    text = study / "data/text/kort.txt"
    text.write_text(text.read_text("utf-8").replace("Kom je hier", "Kom jij hier"), "utf-8", newline="\n")
    assert [one.matched for one in project.suggestions("kort", by="anna")] == ["rust", "vriendin", "Samen koffie"]


def test_what_is_coded_by_hand_is_not_suggested_again(project):
    project.code("kort", "een vriendin", "friendship", by="anna")
    assert [one.code for one in project.suggestions("kort", by="anna")] == ["relaxation", "relaxation", "friendship"]


def test_an_old_suggestion_is_refused_after_an_edit(project, study):
    old = project.suggestions("kort")[0]
    text = study / "data/text/kort.txt"
    text.write_text(text.read_text("utf-8").replace("Kom je", "Kom jij"), "utf-8", newline="\n")
    with pytest.raises(pm.NotFound, match="has changed since this suggestion was made"):
        project.accept(old, by="anna")


# after an edit of the text


def test_an_edited_text_is_found_and_its_codings_follow_their_words(project, study):
    kept = project.code("kort", "Samen koffie drinken doen we ook", "friendship", by="anna")
    gone = project.code("kort", "Daar kom ik nooit samen voor koffie.", "relaxation", by="anna")
    text = study / "data/text/kort.txt"
    old = text.read_text("utf-8")
    text.write_text(
        old.replace("Ja, voor mijn", "Jazeker hoor, voor mijn").replace("R: Daar kom ik nooit samen voor koffie.", "R: Nee."),
        "utf-8",
        newline="\n",
    )
    frame = project.codings().set_index("id")
    assert frame.loc[kept.id, ["quote", "status"]].tolist() == ["Samen koffie drinken doen we ook", "moved"]
    assert frame.loc[gone.id, "status"] in ("lost", "unsure")
    assert pd.isna(frame.loc[gone.id, "start"])
    assert project.matrix().to_numpy().sum() == 1
    assert project.matrix().left_out["codings"].tolist() == [1]
    found = project.check()
    assert found["problem"].tolist()[:2] == ["text changed", "moved"]
    assert found.set_index("coding").loc[gone.id, "old_words"] == "Daar kom ik nooit samen voor koffie."
    project.move(gone, "Nee.", by="anna")
    project.accept_text("kort")
    assert project.check()["problem"].tolist() == ["moved"]
    project.move(kept, "Samen koffie drinken doen we ook", by="anna")
    assert project.check().summary() == "nothing to check"


# damaged files


def test_a_wrong_codebook_stops_only_what_needs_it(project, study):
    project.code("kort", "mijn rust", "relaxation", by="anna")
    (study / "codebook.yaml").write_text("codes:\n  a:\n    label: {nl: a}\n", "utf-8")
    fresh = pm.open_project(study)
    with pytest.raises(pm.CodebookError, match=r"^codebook.yaml:2: code 'a' has no definition. Add one, or remove the code.$"):
        fresh.codebook  # noqa: B018
    assert "codes that cannot be read" in repr(fresh)
    assert (len(fresh.documents()), len(fresh.history()), fresh.document("kort").kind) == (2, 1, "interview")
    assert fresh.check()[["problem", "where"]].values.tolist() == [["cannot be read", "codebook.yaml:2"]]


def test_a_missing_codebook(study):
    (study / "codebook.yaml").unlink()
    with pytest.raises(pm.CodebookError, match="codebook.yaml: there is no such file"):
        pm.open_project(study).codebook  # noqa: B018


def test_a_wrong_front_matter_stops_only_that_document(project, study):
    project.code("kort", "mijn rust", "relaxation", by="anna")
    project.code("lang", "woord001", "relaxation", by="anna")
    text = study / "data/text/kort.txt"
    text.write_text(text.read_text("utf-8").replace("kind: interview", "kind: gesprek"), "utf-8")
    with pytest.raises(pm.DocumentError, match=r"^data/text/kort.txt:3: kind: 'gesprek' is not one of"):
        project.document("kort")
    assert project.documents().set_index("id")["problem"].str[:22].to_dict() == {"kort": "data/text/kort.txt:3: ", "lang": ""}
    assert dict(zip(project.codings()["document"], project.codings()["status"], strict=True)) == {"kort": "lost", "lang": "exact"}
    assert project.check()["problem"].tolist() == ["cannot be read"]
    assert repr(project).endswith("2 codings by 1 coder, 1 to check>")
    text.write_bytes(b"---\nid: kort\n\xff---\n")
    with pytest.raises(pm.DocumentError, match=r"data/text/kort.txt:3: this is not UTF-8 text. Save the file again as UTF-8."):
        project.document("kort")
    text.write_text("---\nid: anders\n---\n", "utf-8")
    with pytest.raises(pm.DocumentError, match="the id is 'anders', but the file is called kort.txt"):
        project.document("kort")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id,name\nkanaal,Kanaal\nkanaal,Nog een\n", r"^data/places.csv:3: 'kanaal' stands here a second time"),
        ("name\nKanaal\n", r"^data/places.csv:2: there is no column 'id'"),
        ("id,name\n../x,Kanaal\n", r"^data/places.csv:2: '../x' is not an id"),
        ("id,name,latitude\nkanaal,Kanaal,noord\n", r"^data/places.csv:2: latitude 'noord' is not a number of degrees"),
        ("id,name,longitude\nkanaal,Kanaal,181\n", r"^data/places.csv:2: longitude '181' is not a number of degrees"),
    ],
)
def test_a_wrong_table_names_its_line(project, study, content, message):
    (study / "data/places.csv").write_text(content, "utf-8")
    with pytest.raises(pm.TableError, match=message):
        project.places()
    assert project.document("kort").id == "kort"
    assert project.check()["problem"].tolist()[0] == "cannot be read"


def test_a_wrong_ledger_line_makes_that_file_read_only(project, study):
    project.code("kort", "mijn rust", "relaxation", by="anna")
    project.code("lang", "woord001", "relaxation", by="anna")
    project.code("kort", "mijn rust", "relaxation", by="bert")
    with open(study / "data/coded/anna/kort.jsonl", "ab") as ledger:
        ledger.write(b"oeps\n")
    for act in (
        project.codings,
        lambda: project.code("kort", "koffie", "relaxation", by="anna", nth=1),
        lambda: project.codings(document="kort"),
    ):
        with pytest.raises(pm.LedgerError, match=r"^data/coded/anna/kort.jsonl:2: this line cannot be read"):
            act()
    assert len(project.codings(coder="bert")) == len(project.codings(document="lang")) == 1
    project.code("kort", "koffie", "relaxation", by="bert", nth=1)
    found = project.check()
    assert found[["problem", "where", "coder"]].values.tolist() == [["cannot be read", "data/coded/anna/kort.jsonl:2", "anna"]]
    assert "3 codings by 2 coders (1 ledger cannot be read), 1 to check" in repr(project)


def test_a_cut_last_line_is_set_aside_and_reported(project, study):
    project.code("kort", "mijn rust", "relaxation", by="anna")
    with open(study / "data/coded/anna/kort.jsonl", "ab") as ledger:
        ledger.write(b'{"kind":"code","id":"half')
    fresh = pm.open_project(study)
    assert len(fresh.codings()) == 1
    assert fresh.check()[["problem", "where", "old_words"]].values.tolist() == [
        ["cut last line", "data/coded/anna/kort.jsonl.torn", '{"kind":"code","id":"half\n']
    ]
    assert len(lines(study)) == 1


@pytest.mark.parametrize("name", ["kort (conflicted copy).jsonl", "kort-LAPTOP.jsonl"])
def test_a_conflict_copy_is_found_reported_and_folded_in(project, study, name):
    project.code("kort", "mijn rust", "relaxation", by="anna")
    folder = study / "data/coded/anna"
    shutil.copy(folder / "kort.jsonl", folder / name)
    project.code("kort", "koffie", "relaxation", by="anna", nth=1)
    first = (folder / "kort.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "kort.jsonl").write_bytes(first[0])
    with open(folder / name, "ab") as copy:
        copy.write(first[1])
    assert len(project.codings()) == 1
    assert project.check()[["problem", "where"]].values.tolist() == [["conflict copy", f"data/coded/anna/{name}"]]
    assert len(project.fold_in(f"data/coded/anna/{name}")) == 1
    assert len(project.codings()) == 2
    with pytest.raises(pm.NotFound, match="is not a conflict copy"):
        project.fold_in("data/coded/anna/kort.jsonl")
    (folder / "leeg (kopie).jsonl").write_bytes(b"")
    with pytest.raises(pm.NotFound, match="holds no decisions"):
        project.fold_in("data/coded/anna/leeg (kopie).jsonl")


def test_names_that_do_not_exist_are_listed(project, study):
    project.code("kort", "mijn rust", "friendship", by="anna", place="bieb")
    book, places, people = study / "codebook.yaml", study / "data/places.csv", study / "data/people.csv"
    book.write_text(book.read_text("utf-8").replace("  friendship:", "  vriendschap:"), "utf-8")
    places.write_text("id,name\nx,X\n", "utf-8")
    people.write_text("id\np2\n", "utf-8")
    found = project.check()
    assert found["problem"].tolist() == ["unknown code", "unknown place", "unknown place", "unknown person"]
    assert "code 'friendship' is used (first in kort) and does not stand in codebook.yaml" in found["what_to_do"][0]
    assert project.codings()["code_label"].tolist() == ["friendship"]


def test_a_text_that_is_gone_is_not_silent(project, study):
    project.code("kort", "mijn rust", "relaxation", by="anna")
    (study / "data/text/kort.txt").unlink()
    assert project.codings()["status"].tolist() == ["lost"]
    assert "There is no text of kort" in project.check()["what_to_do"][0]


# opening and making studies


def test_opening_what_is_not_a_study(tmp_path):
    with pytest.raises(pm.ProjectError, match="there is no such folder"):
        pm.open_project(tmp_path / "weg")
    with pytest.raises(pm.ProjectError, match="this is not a study"):
        pm.open_project(tmp_path)


def test_a_new_study_starts_with_four_codes_and_keeps_names_out_of_git(tmp_path):
    project = pm.new_project(tmp_path / "wijk", title="Mijn wijk: 't plein")
    assert list(project.codebook.codes) == ["known-people", "deeper-contact", "relaxation", "friendship"]
    assert (project.title, project.description) == ("Mijn wijk: 't plein", "")
    assert (list(project.places().columns), list(project.people().columns)) == (
        ["id", "name", "kind", "neighbourhood", "municipality", "latitude", "longitude", "aliases", "picture"],
        ["id", "role", "age_group", "gender", "years_here"],
    )
    ignored = (tmp_path / "wijk/.gitignore").read_text("utf-8").splitlines()
    assert {"data/raw/", "data/text/", "exports/"} <= set(ignored)
    assert len(project.check()) == 0
    with pytest.raises(pm.ProjectError, match="is not empty"):
        pm.new_project(tmp_path / "wijk")


def test_an_example_can_be_kept(tmp_path):
    kept = pm.example_project(tmp_path / "voorbeeld")
    assert kept.path == tmp_path / "voorbeeld"
    assert "nvented" in kept.description
    with pytest.raises(pm.ProjectError, match="is not empty"):
        pm.example_project(tmp_path / "voorbeeld")


def test_people_keep_every_column(project):
    assert project.people().to_dict("records") == [
        {"id": "p1", "role": "resident", "age_group": "", "gender": "", "years_here": "", "hobby": "vissen"},
        {"id": "p2", "role": "resident", "age_group": "", "gender": "", "years_here": "", "hobby": ""},
    ]
    assert project.places()[["id", "latitude"]].fillna(0).values.tolist() == [["kanaal", 51.84], ["bieb", 0]]

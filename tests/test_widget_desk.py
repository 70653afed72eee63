"""The desk: what the page may ask, what it is answered, and what is then in the ledger."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import placemeaning as pm
from placemeaning.errors import LedgerError
from placemeaning.folder import Folder
from placemeaning.model.document import Speaker
from placemeaning.model.text import Span
from placemeaning.widget import build
from placemeaning.widget.desk import Desk
from placemeaning.widget.rows import difference

FIELDS = ("kind", "about", "code", "place", "start", "stop", "exact", "voice", "origin", "memo")


class Page:
    """Speaks to a desk as the page does."""

    def __init__(self, study, document="kort", by="anna", **options):
        self.study, self.desk, self.count = study, Desk(Folder(study), document, by=by, **options), 0
        self.everything = self.ask("hello")[0]

    def ask(self, type, **fields):  # noqa: A002
        self.count += 1
        return self.desk.answer({"type": type, "id": f"m{self.count}", "view": "v", **fields})

    def do(self, type, **fields):  # noqa: A002
        document = self.everything["document"]
        return self.ask(type, **{"document": document["id"], "digest": document["digest"], **fields})

    def span(self, words, document="kort"):
        span = pm.open_project(self.study).document(document).find(words)
        return {"start": span.start, "stop": span.stop}

    def ledger(self, coder="anna", document="kort"):
        path = Path(self.study) / f"data/coded/{coder}/{document}.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


@pytest.fixture
def page(study):
    return Page(study)


def kinds(answers):
    return [one["type"] for one in answers]


def test_the_page_gets_everything_once_and_positions_are_code_points(page):
    everything = page.everything
    assert list(everything) == [
        "type", "study", "by", "show", "suggests", "document", "book", "places", "undo", "redo", "codings", "suggestions", "memos", "for", "view",
    ]  # fmt: skip
    document = everything["document"]
    blocks = [document["text"][start:stop] for start, stop, *_ in document["blocks"]]
    assert blocks == [
        "Kom je hier voor je rust?",
        "Ja, voor mijn rust. Ik wandel er elke dag met een vriendin. 😀 Samen koffie drinken doen we ook.",
        "En in de bieb?",
        "Daar kom ik nooit samen voor koffie.",
    ]
    assert [one[2:6] for one in document["blocks"]][:2] == [["turn", "I", "interviewer", 1.0], ["turn", "R", "respondent", 4.0]]
    assert [one[0:4] for one in everything["suggestions"]] == [
        [one.id, one.anchor.span.start, one.anchor.span.stop, one.code] for one in pm.open_project(page.study).suggestions("kort")
    ]
    json.dumps(everything)


def test_what_a_coder_is_shown_is_noted_once_a_document(study):
    page = Page(study)
    page.ask("hello")
    Page(study, by="blind", suggestions=False)
    (line,) = [json.loads(one) for one in (study / "data/shown/anna.jsonl").read_text("utf-8").splitlines()]
    assert (line["document"], line["shown"], line["suggestions"]) == ("kort", True, [one[0] for one in page.everything["suggestions"]])
    assert json.loads((study / "data/shown/blind.jsonl").read_text("utf-8"))["shown"] is False


def test_coding_is_in_the_ledger_when_the_answer_says_saved(page):
    answers = page.do("code", code="friendship", **page.span("😀 Samen koffie"))
    change, saved = answers
    assert kinds(answers) == ["change", "saved"]
    assert [one[1:5] for one in change["codings"]["put"]] == [[*page.span("😀 Samen koffie").values(), "friendship", "anna"]]
    (line,) = page.ledger()
    assert {name: line[name] for name in FIELDS} == {
        "kind": "code", "about": None, "code": "friendship", "place": None, **page.span("😀 Samen koffie"), "exact": "😀 Samen koffie", "voice": None,
        "origin": "human", "memo": "",
    }  # fmt: skip
    assert (saved["coding"], change["undo"], change["redo"]) == (line["id"], line["id"], None)


def test_what_is_sent_again_is_not_done_again_even_by_another_kernel(page):
    message = {
        "type": "code",
        "id": "once",
        "view": "v",
        "document": "kort",
        "digest": page.everything["document"]["digest"],
        "code": "relaxation",
        **page.span("mijn rust"),
    }
    first = page.desk.answer(message)
    assert page.desk.answer(message) == [first[-1]]
    other = Page(page.study)
    assert other.desk.answer(message)[-1]["coding"] == first[-1]["coding"]
    coding = first[-1]["coding"]
    for step in (
        {"type": "recode", "code": "friendship"},
        {"type": "recode", "code": "friendship", "place": "bieb", "voice": "researcher"},
        {"type": "move", **page.span("voor mijn rust")},
        {"type": "withdraw"},
    ):
        message = {
            "id": json.dumps(step),
            "view": "v",
            "document": "kort",
            "digest": page.everything["document"]["digest"],
            "coding": coding,
            **step,
        }
        done = page.desk.answer(message)[-1]
        assert Page(page.study).desk.answer(message)[-1] == done
        coding = done.get("coding", coding)
    assert [one["kind"] for one in page.ledger()] == ["code", "code", "withdraw", "code", "withdraw", "code", "withdraw", "withdraw"]
    assert page.ledger()[5]["exact"] == "voor mijn rust"
    assert (page.ledger()[5]["place"], page.ledger()[5]["voice"], page.ledger()[5]["code"]) == ("bieb", "researcher", "friendship")


def test_undo_and_redo_reach_back_over_a_new_desk_and_are_not_done_twice(page):
    page.do("code", code="relaxation", **page.span("mijn rust"))
    page.do("code", code="friendship", **page.span("vriendin"))
    later = Page(page.study)
    step = later.everything["undo"]
    answers = later.do("undo", step=step)
    assert [one[3] for one in later.ask("hello")[0]["codings"]] == ["relaxation"]
    assert answers[-1] == {"type": "saved", "for": "m2", "where": "kort", "count": 1}
    assert later.do("undo", step=step)[-1]["type"] == "saved"
    assert "something else was done" in later.do("undo", step="another")[-1]["sentence"]
    assert [one[3] for one in later.ask("hello")[0]["codings"]] == ["relaxation"]
    later.do("redo", step=later.ask("hello")[0]["redo"])
    assert sorted(one[3] for one in later.ask("hello")[0]["codings"]) == ["friendship", "relaxation"]


def test_suggestions_are_accepted_changed_declined_and_all_of_a_rule_is_one_step(page):
    offered = {one[3] + one[6]: one for one in page.everything["suggestions"]}
    first = offered["relaxationrust"]
    changed = page.do("accept", suggestion=first[0], **page.span("mijn rust"))
    assert [one["exact"] for one in page.ledger()] == ["mijn rust"]
    assert page.ledger()[0]["origin"] == f"suggestion:{first[0]}"
    assert first[0] in changed[0]["suggestions"]["drop"]
    page.do("undo", step=page.ask("hello")[0]["undo"])
    everything = page.ask("hello")[0]
    assert {one[0] for one in everything["suggestions"]} == {one[0] for one in page.everything["suggestions"]}
    chosen = [one[0] for one in everything["suggestions"]][:2]
    page.do("decline-all", suggestions=chosen)
    assert [one["kind"] for one in page.ledger()[-2:]] == ["decline", "decline"]
    page.do("undo", step=page.ask("hello")[0]["undo"])
    page.do("accept-all", suggestions=chosen)
    assert len(page.ask("hello")[0]["codings"]) == 2
    page.do("undo", step=page.ask("hello")[0]["undo"])
    assert page.ask("hello")[0]["codings"] == []
    page.do("decline", suggestion=chosen[0])
    page.do("decline", suggestion=chosen[0])
    assert [one["kind"] for one in page.ledger()].count("decline") == 3
    assert "not made any more" in page.do("accept", suggestion="nothing")[-1]["sentence"]


def test_memos_on_passage_document_and_code_stay_when_the_coding_changes(page):
    coding = page.do("code", code="relaxation", **page.span("mijn rust"))[-1]["coding"]
    for about, words in ((coding, "Denk aan stilte."), ("kort", "Kort gesprek."), ("friendship", "Wat is een vriend?")):
        assert page.do("memo", about=about, words=words)[-1]["type"] == "saved"
        page.do("memo", about=about, words=words)
    coding = page.do("recode", coding=coding, code="friendship")[-1]["coding"]
    assert sorted(one[1:] for one in page.ask("hello")[0]["memos"]) == sorted(
        [[coding, "anna", "Denk aan stilte."], ["friendship", "anna", "Wat is een vriend?"], ["kort", "anna", "Kort gesprek."]]
    )
    assert [one["kind"] for one in page.ledger()].count("note") == 2


def test_coders_are_blind_to_each_other_unless_they_are_shown_and_a_consensus_takes_over(study):
    project = pm.open_project(study)
    for coder in ("anna", "bea"):
        project.code("kort", "mijn rust", "relaxation", by=coder, voice="researcher", memo=f"van {coder}")
    project.code("kort", "vriendin", "friendship", by="bea")
    blind, both = Page(study), Page(study, by="consensus", show=["anna", "bea"])
    assert [one[4] for one in blind.everything["codings"]] == ["anna"]
    assert sorted(one[4] for one in both.everything["codings"]) == ["anna", "bea", "bea"]
    theirs = [one[0] for one in both.everything["codings"] if one[4] == "bea"]
    assert both.do("adopt", codings=theirs)[-1]["count"] == 2
    adopted = [(one["exact"], one["code"], one["voice"], one["memo"]) for one in both.ledger("consensus")]
    assert sorted(adopted) == [("mijn rust", "relaxation", "researcher", "van bea"), ("vriendin", "friendship", None, "")]
    both.do("undo", step=both.ask("hello")[0]["undo"])
    assert pm.open_project(study).codings(coder="consensus").empty
    assert "does not hold" in both.do("adopt", codings=["nothing"])[-1]["sentence"]
    assert "is by 'bea'" in both.do("withdraw", coding=theirs[0])[-1]["sentence"]


def test_a_new_code_and_a_changed_definition_are_written_into_the_codebook_with_comments_kept(study):
    path = study / "codebook.yaml"
    before = "# Van boven af.\n" + path.read_text("utf-8").replace("Tot rust komen.", "Tot rust komen.  # voorlopig")
    path.write_text(before, "utf-8")
    page = Page(study)
    answers = page.do("add-code", label="Je hoofd leeg", definition="In vivo.", language="nl", **page.span("mijn rust"))
    assert answers[-1]["code"] == "je-hoofd-leeg"
    assert page.ledger()[0]["code"] == "je-hoofd-leeg"
    page.do("define", code="relaxation", definition="Tot rust komen, alleen.", include="wandelen", exclude="")
    page.do("define", code="relaxation", definition="Tot rust komen, alleen.", include="wandelen", exclude="")
    after = path.read_text("utf-8")
    today = re.search(r"date: '(.*)'", after)[1]
    start, history = after.split("  je-hoofd-leeg:")
    assert start == before.replace(
        "definition: Tot rust komen.  # voorlopig", "definition: Tot rust komen, alleen. # voorlopig\n    include: wandelen"
    )
    assert history == (
        "\n    label:\n      nl: Je hoofd leeg\n    definition: In vivo.\nhistory:\n"
        f"  - date: '{today}'\n    by: anna\n    code: je-hoofd-leeg\n    change: new code\n"
        f"  - date: '{today}'\n    by: anna\n    code: relaxation\n    change: changed definition, include\n    was:\n      definition: Tot rust komen.\n      include: ''\n"
    )
    assert page.do("add-code", label="je hoofd leeg", definition="Nog eens.", language="nl")[-1]["code"] == "je-hoofd-leeg"
    assert page.do("add-code", label="  ", definition="x", language="nl")[-1]["kept"] is False
    assert path.read_text("utf-8") == after


def test_what_was_written_into_the_codebook_is_undone_and_said_when_it_cannot_be(page):
    page.do("add-code", label="Elke dag", definition="Vaste gewoonte.", language="nl", **page.span("elke dag"))
    page.do("define", code="relaxation", definition="Alleen.", include="", exclude="")
    for expected in ({"elke-dag"}, set()):
        answers = page.do("undo", step=page.ask("hello")[0]["undo"])
        assert kinds(answers) == ["everything", "saved"]
        assert {code["id"] for code in answers[0]["book"]["codes"]} - {"relaxation", "friendship", "contact"} == expected
    assert [one["kind"] for one in page.ledger()][:2] == ["code", "withdraw"]
    both = page.ledger() + page.ledger(document="_notes")
    assert sorted(one["rule"] for one in both if one["kind"] == "note") == ["codebook", "codebook", "undo", "undo"]
    page.do("redo", step=page.ask("hello")[0]["redo"])
    assert [one["exact"] for one in page.ledger() if one["kind"] == "code"] == ["elke dag", "elke dag"]
    pm.open_project(page.study).code("kort", "vriendin", "elke-dag", by="bea")
    answer = page.do("undo", step=page.ask("hello")[0]["undo"])[-1]
    assert answer["sentence"] == "code 'elke-dag' stays in the codebook: bea gave it to passages"


def test_a_memo_is_emptied_and_place_and_voice_go_back_to_those_of_the_document(page):
    coding = page.do("code", code="relaxation", **page.span("mijn rust"))[-1]["coding"]
    page.do("memo", about=coding, words="")
    page.do("memo", about=coding, words="Stilte.")
    page.do("memo", about=coding, words="")
    page.do("memo", about=coding, words="")
    assert [one["memo"] for one in page.ledger() if one["kind"] == "note"] == ["Stilte.", ""]
    assert [one[3] for one in page.ask("hello")[0]["memos"]] == [""]
    page.do("undo", step=page.ask("hello")[0]["undo"])
    assert [one[3] for one in page.ask("hello")[0]["memos"]] == ["Stilte."]
    for change in ({"place": "bieb"}, {"voice": "researcher"}, {"place": ""}, {"voice": ""}):
        coding = page.do("recode", coding=coding, **change)[-1]["coding"]
    assert [(one["place"], one["voice"]) for one in page.ledger() if one["kind"] == "code"] == [
        (None, None), ("bieb", None), ("bieb", "researcher"), (None, "researcher"), (None, None),
    ]  # fmt: skip
    assert page.desk.lines.__str__().splitlines()[-1] == "c5 = project.recode(c4, 'relaxation', by='anna', voice='')"


def test_a_code_may_be_called_anything(study):
    page = Page(study)
    for label in ("no", "1e keer: #hek", "<script>alert(1)</script>", "Дружба", "{{x}}", "'\"'", "- a", "🙂"):
        assert page.do("add-code", label=label, definition=label, language="nl")[-1]["type"] == "saved", label
    labels = [code.label["nl"] for code in pm.open_project(study).codebook]
    assert labels[-8:] == ["no", "1e keer: #hek", "<script>alert(1)</script>", "Дружба", "{{x}}", "'\"'", "- a", "🙂"]


def test_outside_changes_come_with_the_next_look_and_nothing_is_overwritten(page):
    other = Page(page.study)
    other.do("code", code="friendship", **page.span("vriendin"))
    answers = page.ask("look")
    assert (kinds(answers), [one[3] for one in answers[0]["codings"]["put"]]) == (["change", "seen"], ["friendship"])
    assert kinds(page.ask("look")) == ["seen"]
    page.do("code", code="relaxation", **page.span("mijn rust"))
    assert [one["code"] for one in page.ledger()] == ["friendship", "relaxation"]
    text = Path(page.study) / "data/text/kort.txt"
    text.write_text(text.read_text("utf-8").replace("Ja, voor", "Jazeker, voor"), "utf-8", newline="\n")
    answers = page.do("code", code="relaxation", start=0, stop=3)
    assert (kinds(answers), answers[1]["kept"]) == (["everything", "refused"], False)
    assert "was changed in the meantime" in answers[1]["sentence"]


def test_what_the_disk_refuses_is_kept_by_the_page(page, monkeypatch):
    def refuse(*_):
        raise LedgerError("data/coded/anna/kort.jsonl: nothing was saved: No space left on device.")

    with monkeypatch.context() as full:
        full.setattr("placemeaning.ledger.append", refuse)
        (answer,) = page.do("code", code="friendship", **page.span("vriendin"))
    assert answer == {
        "type": "refused",
        "for": "m2",
        "kept": True,
        "sentence": "data/coded/anna/kort.jsonl: nothing was saved: No space left on device.",
    }
    message = {
        "type": "code",
        "id": "m2",
        "view": "v",
        "document": "kort",
        "digest": page.everything["document"]["digest"],
        "code": "friendship",
        **page.span("vriendin"),
    }
    assert page.desk.answer(message)[-1]["type"] == "saved"
    assert len(page.ledger()) == 1


@pytest.mark.parametrize(
    "message",
    [
        None, 7, [], "code", {}, {"type": "code"}, {"type": "eval", "id": "x", "view": "v"}, {"type": "hello", "id": "x", "view": "v", "more": 1},
        {"type": "code", "id": "x", "view": "v", "document": "kort", "digest": "d", "start": -1, "stop": 4, "code": "friendship"},
        {"type": "code", "id": "x", "view": "v", "document": "kort", "digest": "d", "start": "0", "stop": 4, "code": "friendship"},
        {"type": "open", "id": "x", "view": "v", "document": "../../etc/passwd"}, {"type": "open", "id": "x", "view": "v", "document": "x" * 300},
        {"type": "memo", "id": "x", "view": "v", "document": "kort", "digest": "d", "about": "kort", "words": "x" * 20_001},
        {"type": "recode", "id": "x", "view": "v", "document": "kort", "digest": "d", "coding": "c", "voice": "nobody"},
    ],
)  # fmt: skip
def test_only_a_closed_set_of_messages_is_taken(page, message):
    (answer,) = page.desk.answer(message)
    assert (answer["type"], answer["kept"]) == ("refused", False)
    assert page.ledger() == []


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["type", "id", "view", "document", "code", "start"]), inner, max_size=5)
        ),
        max_leaves=8,
    )
)
@settings(max_examples=60, deadline=None)
def test_nothing_that_comes_from_outside_stops_the_desk(message):
    project = _example()
    assert Desk(project._folder, "kanaal-02", by="x").answer(message)[0]["type"] in ("refused", "everything")


def _example(made=[]):  # noqa: B006
    made.append(made[0] if made else pm.example_project())
    return made[0]


def test_documents_are_listed_with_progress_and_opened(page):
    page.do("code", code="friendship", **page.span("vriendin"))
    (answer,) = page.ask("contents")
    assert answer["documents"] == [
        {"id": "kort", "title": "", "kind": "interview", "codings": 1, "turns": 2, "coded": 1},
        {"id": "lang", "title": "", "kind": "interview", "codings": 0, "turns": 10, "coded": 0},
    ]
    assert page.ask("open", document="lang")[0]["document"]["id"] == "lang"
    assert page.ask("open", document="niets")[-1]["sentence"].startswith("there is no document 'niets'")


def test_what_was_done_can_be_said_in_python_and_does_the_same(study, tmp_path):
    from shutil import copytree

    twin = tmp_path / "twin"
    copytree(study, twin, ignore=lambda *_: ["twin"])
    page = Page(study)
    offers = [one[0] for one in page.everything["suggestions"]]
    coding = page.do("code", code="relaxation", **page.span("mijn rust"))[-1]["coding"]
    page.do("code", code="friendship", start=page.span("En in")["start"] - 3, stop=page.span("En in")["stop"])
    page.do("memo", about=coding, words='Let "op".')
    coding = page.do("recode", coding=coding, code="friendship", voice="researcher")[-1]["coding"]
    coding = page.do("move", coding=coding, **page.span("voor mijn rust"))[-1]["coding"]
    page.do("memo", about="friendship", words="Vriend?")
    new = page.do("add-code", label="Elke 'dag'", definition="Gewoonte.", language="nl", **page.span("elke dag"))[-1]["coding"]
    page.do("recode", coding=new, code="elke-dag", place="bieb")
    page.do("define", code="relaxation", definition="Rust.", include="", exclude="stilte")
    page.do("accept", suggestion=offers[0], **page.span("rust. Ik wandel"))
    page.do("decline", suggestion=offers[1])
    page.do("undo", step=page.ask("hello")[0]["undo"])
    page.do("withdraw", coding=coding)
    lines = str(page.desk.lines)
    assert lines.splitlines()[:3] == [
        "c1 = project.code('kort', 'mijn rust', 'relaxation', by='anna')",
        lines.splitlines()[1],
        "project.note(c1, 'Let \"op\".', by='anna')",
    ]
    exec(lines, {"project": pm.open_project(twin), "pm": pm})
    same = ["kind", "document", "code", "exact", "voice", "memo", "rule", "score"]
    mine, theirs = pm.open_project(study).history()[same], pm.open_project(twin).history()[same]
    assert mine.sort_values(same, ignore_index=True).equals(theirs.sort_values(same, ignore_index=True))


def test_the_widget_shows_a_frame_and_code_and_keeps_no_text_in_its_saved_state(study):
    pytest.importorskip("anywidget")
    project = pm.open_project(study)
    project.code("kort", "vriendin", "friendship", by="anna")
    coder = project.coder("kort", by="anna", language="en")
    assert repr(coder) == "<Coder of kort by anna: 1 codings>"
    assert coder.codings["quote"].tolist() == ["vriendin"]
    assert coder.as_code() == ""
    state = {name: value for name, value in coder.get_state().items() if name not in ("_esm", "_css")}
    assert "vriendin" not in json.dumps(state, default=str)
    assert state["interface"] == "en"
    sent = []
    coder.send = sent.append
    coder._hear(coder, {"type": "hello", "id": "1", "view": "v"}, [])
    assert [one["type"] for one in sent] == ["everything"]
    with pytest.raises(ValueError, match="language='de' is not one of None, nl, en"):
        project.coder("kort", by="anna", language="de")
    with pytest.raises(ValueError, match="cannot be a coder's name"):
        project.coder("kort", by="../x")
    with pytest.raises(pm.NotFound, match="there is no document 'korf'"):
        project.coder("korf", by="anna")


def test_the_built_file_equals_its_sources_and_fetches_nothing():
    built = (build.STATIC / "coder.js").read_text("utf-8")
    assert built == build.built()
    code = re.sub(r"/\*.*?\*/", "", built, flags=re.DOTALL)
    assert sorted(path.stem for path in (build.STATIC / "modules").glob("*.js")) == sorted(build.MODULES)
    assert not re.search(r"https?://|\bimport\s*\(|\beval\b|innerHTML|insertAdjacentHTML|outerHTML|document\.write|new Function", code)
    assert not re.search(r"https?://|@import|url\(", (build.STATIC / "coder.css").read_text("utf-8"))
    names = re.findall(r"^(?:async )?(?:function\*?|class|const|let) (\w+)", built, re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_headings_are_blocks_and_codings_without_a_sure_place_are_shown_as_such(study):
    from conftest import frozen
    from placemeaning.model.document import Block

    blocks = [Block(heading="Wat ik zie", place="kanaal"), Block("Een man vist.")]
    path = study / "data/text/notitie.txt"
    path.write_text(frozen("notitie", blocks, kind="observation", speakers={"I": Speaker("interviewer")}), "utf-8", newline="\n")
    project = pm.open_project(study)
    project.code("notitie", "man vist", "relaxation", by="anna")
    page = Page(study, "notitie")
    document = page.everything["document"]
    assert [(document["text"][one[0] : one[1]], one[2]) for one in document["blocks"]] == [
        ("Wat ik zie", "heading"),
        ("Een man vist.", "turn"),
    ]
    path.write_text(path.read_text("utf-8").replace("Een man vist.", "Niemand."), "utf-8", newline="\n")
    assert Page(study, "notitie").everything["codings"][0][-1] in ("lost", "unsure")
    assert Span(0, 1) < Span(1, 2)


def test_a_difference_says_what_to_put_and_what_to_drop():
    assert difference({"a": [1], "b": [2]}, {"b": [3], "c": [4]}) == {"put": [[3], [4]], "drop": ["a"]}
    assert difference({"a": [1]}, {"a": [1]}) is None

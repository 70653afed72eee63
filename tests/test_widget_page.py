"""The page in a browser: what a person does with mouse and keyboard, and what is then in the ledger."""

import json
import os
import re
from pathlib import Path

import pytest

import placemeaning as pm
from conftest import frozen
from placemeaning.folder import Folder
from placemeaning.model.document import Block, Speaker
from placemeaning.model.text import Span
from placemeaning.widget.desk import Desk
from widget_pages import drag, launch, open_coder, saved

sync_api = pytest.importorskip("playwright.sync_api")

HARD = "Ja 😀👩‍👩‍👧 thuis. Cafe\u0301 Сусідка каже: «добре». שלום חבר טוב\tna een tab. <b>vet</b> ${7*7} {{x}} <img src=x onerror=alert(1)>"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="session")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def coded(study, document="kort", coder="anna"):
    found = pm.open_project(study).codings(document=document, coder=coder)
    return [(one.quote, one.code) for one in found.astype({"code": str}).sort_values(["start", "stop", "code"]).itertuples()]


@pytest.fixture
def desk(study):
    return Desk(Folder(study), "kort", by="anna")


@pytest.fixture
def page(browser, desk):
    page = open_coder(browser, desk)
    yield page
    assert page.problems == []
    page.context.close()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
    saved(page)


def text(page):
    page.locator(".pm-text").focus()


def test_by_mouse_and_digit_several_codes_overlap_undo_redo(page, study):
    drag(page, "mijn rust")
    press(page, "1", "2")
    drag(page, "rust. Ik wandel")
    press(page, "2")
    expected = [("mijn rust", "friendship"), ("mijn rust", "relaxation"), ("rust. Ik wandel", "friendship")]
    assert coded(study) == expected
    press(page, "Control+z", "Control+z")
    assert coded(study) == [("mijn rust", "relaxation")]
    press(page, "Control+y", "Control+y", "Control+y")
    assert coded(study) == expected
    assert page.locator(".pm-name").count() == 3
    page.locator(".pm-words", has_text="Ja, voor").click(position={"x": 95, "y": 12})
    assert page.locator(".pm-found .pm-item").count() >= 2


def test_by_keyboard_alone_words_sentences_turns_palette_and_edges(page, study):
    text(page)
    page.keyboard.press("ArrowDown")
    press(page, "ArrowRight", "Shift+ArrowRight", "1")
    assert coded(study) == [("voor mijn", "relaxation")]
    press(page, "Shift+ArrowRight", "Enter")
    assert coded(study) == [("voor mijn rust", "relaxation")]
    press(page, "Control+Shift+ArrowRight", "Enter")
    assert coded(study) == [("mijn rust", "relaxation")]
    page.keyboard.press("F2")
    page.keyboard.type("vrien")
    press(page, "Enter")
    assert coded(study) == [("mijn rust", "friendship")]
    press(page, "Delete")
    assert coded(study) == []
    press(page, "Escape", "ArrowRight", "Space", "Space")
    page.keyboard.press("f")
    page.keyboard.type("rie")
    press(page, "Enter")
    assert coded(study)[0][0].startswith("Ja, voor mijn rust. Ik wandel")
    press(page, "End", "Space", "2", "Home", "Shift+ArrowDown", "1")
    assert [one for one, _ in coded(study)] == ["Kom je hier voor je rust?", coded(study)[1][0], "Daar kom ik nooit samen voor koffie."]


def test_suggestions_with_one_key_each_with_changed_span_and_all_of_a_rule(page, study):
    text(page)
    page.keyboard.press(">")
    assert "vanwege „rust”" in page.locator(".pm-chosen").inner_text()
    press(page, "Enter")
    assert coded(study) == [("Ja, voor mijn rust.", "relaxation")]
    page.keyboard.press(">")
    first = page.locator(".pm-passage blockquote").inner_text()
    press(page, "Shift+ArrowLeft", "Enter")
    assert coded(study)[1][0] == first.strip("“”").rstrip(".").rsplit(" ", 1)[0]
    page.keyboard.press(">")
    press(page, "Delete")
    events = pm.open_project(study).history("kort")["kind"].tolist()
    assert events == ["code", "code", "decline"]


def test_all_of_a_rule_after_a_list_and_undone_in_one_step(browser, study):
    blocks = [Block(f"Hier kom ik voor mijn rust, keer {number}.", "R") for number in range(4)]
    (study / "data/text/kort.txt").write_text(frozen("kort", blocks), "utf-8", newline="\n")
    page = open_coder(browser, Desk(Folder(study), "kort", by="anna"), language="en")
    text(page)
    press(page, ">", "Shift+Enter")
    assert page.locator("dialog .pm-list li").count() == 4
    assert page.locator("dialog h3").inner_text() == "Accept all suggestions “rust” for “relaxation”?"
    press(page, "Enter")
    assert len(coded(study)) == 4
    press(page, "Control+z")
    assert coded(study) == []
    press(page, ">", "Shift+Delete", "Enter")
    assert pm.open_project(study).suggestions("kort", by="anna") == []
    assert page.problems == []
    page.context.close()


@pytest.mark.parametrize("plain", [False, True], ids=["highlights", "pieces"])
def test_what_was_highlighted_is_what_is_stored_to_the_code_point(browser, study, plain):
    blocks = [Block("Vraag 😀?", "I", 1.0), Block(HARD, "R", 2.0), Block("Nog 𝒳 een e\u0301 beurt.", "R", 9.0)]
    (study / "data/text/kort.txt").write_text(frozen("kort", blocks), "utf-8", newline="\n")
    document = pm.open_project(study).document("kort")
    page = open_coder(browser, Desk(Folder(study), "kort", by="anna"), plain=plain)
    for words in ("😀", "👩‍👩‍👧 thuis", "Сусідка", "שלום חבר", "טוב", "na een tab", "<b>vet</b>", "Café", "${7*7} {{x}}"):
        drag(page, words)
        shown = page.locator(".pm-passage blockquote").inner_text().strip("“”")
        press(page, "1")
        (one,) = [one for one in pm.open_project(study).codings(coder="anna").itertuples() if one.quote == words]
        assert (shown, document.text[one.start : one.stop]) == (" ".join(words.split()), words)
        press(page, "Control+z", "Escape")
    drag(page, "thuis. Caf", stop="een é")
    press(page, "2")
    (one,) = pm.open_project(study).codings(coder="anna").itertuples()
    assert one.quote == document.text[document.text.index("thuis. Caf") : document.text.index("een é") + 5]
    text(page)
    page.keyboard.press("Home")
    seen = set()
    for _ in range(60):
        page.keyboard.press("ArrowRight")
        seen.add(page.locator(".pm-passage blockquote").inner_text().strip("“”"))
    assert {"👩‍👩‍👧", "Café", "Сусідка", "שלום", "טוב", "𝒳", "é"} <= seen
    assert page.evaluate("[document.querySelectorAll('.pm-words b, .pm-words img').length, CSS.highlights.size > 0]") == [0, not plain]
    assert page.problems == []
    page.context.close()


def test_nothing_that_is_written_is_ever_run(browser, study):
    blocks = [Block(f"{SCRIPT} {HARD}", "R")]
    about = {"title": SCRIPT, "speakers": {"R": Speaker("respondent")}}
    (study / "data/text/kort.txt").write_text(frozen("kort", blocks, **about), "utf-8", newline="\n")
    book = study / "codebook.yaml"
    book.write_text(
        book.read_text("utf-8")
        .replace("{nl: ontspanning, en: relaxation}", f"{{nl: '{SCRIPT}', en: '<img src=x onerror=alert(2)>'}}")
        .replace("Tot rust komen.", f"'{SCRIPT}'"),
        "utf-8",
    )
    (study / "data/places.csv").write_text(f"id;name\nkanaal;{SCRIPT}\n", "utf-8")
    project = pm.open_project(study)
    project.code("kort", "thuis", "relaxation", by="bea", memo=SCRIPT, place="kanaal")
    project.code("kort", "thuis", "relaxation", by="anna", memo=SCRIPT, place="kanaal")
    page = open_coder(browser, Desk(Folder(study), "kort", by="anna", show=["bea"]))
    ran = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    text(page)
    for key in (".", "?", "Escape", "F2", "Escape", "F4", "Escape", "Control+z"):
        page.keyboard.press(key)
    page.locator(".pm-title").click()
    page.locator(".pm-documents").wait_for()
    found = page.evaluate("document.querySelectorAll('.pm script, .pm img, .pm b, .pm iframe').length")
    assert (ran, found, page.problems) == ([], 0, [])
    assert SCRIPT in page.locator(".pm-documents").inner_text()
    page.context.close()


def test_memo_place_voice_new_code_definition_search_and_documents(page, study):
    drag(page, "mijn rust")
    press(page, "1")
    page.keyboard.press("F4")
    page.locator("dialog textarea").fill("Let op de stilte.")
    press(page, "Control+Enter")
    page.locator(".pm-chosen select").first.select_option("bieb")
    saved(page)
    page.locator(".pm-chosen select").nth(1).select_option("researcher")
    saved(page)
    one = pm.open_project(study).codings(coder="anna").iloc[0]
    assert (one["quote"], one["place"], one["voice"]) == ("mijn rust", "bieb", "researcher")
    assert "Let op de stilte." in page.locator(".pm-chosen").inner_text()
    drag(page, "elke dag")
    page.keyboard.press("Enter")
    page.locator("[role=option]", has_text="Deze woorden als code").click()
    page.locator("dialog textarea").fill("Iedere dag komen.")
    page.locator("dialog .pm-main").click()
    saved(page)
    assert coded(study)[1] == ("elke dag", "elke-dag")
    page.locator("[data-code=relaxation]").hover()
    page.locator(".pm-details button", has_text="Definitie wijzigen").click()
    page.locator("dialog textarea").nth(1).fill("stilte")
    page.locator("dialog .pm-main").click()
    saved(page)
    assert pm.open_project(study).codebook["relaxation"].include == "stilte"
    page.keyboard.press("/")
    page.keyboard.type("KOFFIE")
    assert page.locator(".pm-hits").inner_text() == "1 van 2"
    press(page, "Enter", "Escape", "2")
    assert coded(study)[-1] == ("koffie", "friendship")
    page.locator(".pm-title").click()
    page.locator(".pm-document", has_text="lang").click()
    page.locator(".pm-words", has_text="woord000").wait_for()
    drag(page, "woord003 woord004")
    press(page, "1")
    assert coded(study, "lang") == [("woord003 woord004", "relaxation")]
    page.keyboard.press("Control+z")
    saved(page)
    assert coded(study, "lang") == []


def test_what_is_written_beside_the_text_is_undone_with_one_key(page, study):
    codes = [code.id for code in pm.open_project(study).codebook]
    drag(page, "elke dag")
    page.keyboard.press("Enter")
    page.locator("[role=option]", has_text="Deze woorden als code").click()
    page.locator("dialog textarea").fill("Iedere dag komen.")
    press(page, "Control+Enter")
    page.locator("[data-code=elke-dag]").wait_for()
    page.locator("[data-code=relaxation]").hover()
    page.locator(".pm-details button", has_text="Definitie wijzigen").click()
    page.locator("dialog textarea").first.fill("Iets anders.")
    press(page, "Control+Enter")
    page.locator(".pm-details", has_text="Iets anders.").wait_for()
    press(page, "Control+z")
    page.locator(".pm-details", has_text="Tot rust komen.").wait_for()
    press(page, "Control+z")
    page.locator("[data-code=elke-dag]").wait_for(state="detached")
    assert (coded(study), [code.id for code in pm.open_project(study).codebook]) == ([], codes)
    press(page, "Control+y")
    page.locator("[data-code=elke-dag]").wait_for()
    assert coded(study) == [("elke dag", "elke-dag")]
    pm.open_project(study).code("kort", "vriendin", "elke-dag", by="bea")
    press(page, "Control+z")
    page.locator(".pm-notice", has_text="Niet alles ging terug. code 'elke-dag' stays in the codebook: bea gave it to passages").wait_for()


def test_what_is_refused_is_said_in_the_language_of_the_page(browser, study):
    from typing import get_args

    from placemeaning.widget.refusals import Reason

    phrases = (Path(__file__).parents[1] / "src/placemeaning/widget/static/modules/phrases.js").read_text("utf-8")
    assert [one for one in get_args(Reason) if f'"{one}": [' not in phrases] == []
    for language, said in (("nl", "De tekst is intussen veranderd"), ("en", "The text was changed in the meantime")):
        page = open_coder(browser, Desk(Folder(study), "kort", by="anna"), language=language)
        page.evaluate("clearInterval(document.querySelector('.pm').coder.timer)")
        path = study / "data/text/kort.txt"
        drag(page, "vriendin")
        path.write_text(path.read_text("utf-8").replace("R: Ja", "R: Ja ja"), "utf-8", newline="\n")
        page.keyboard.press("1")
        page.locator(".pm-notice", has_text=said).wait_for()
        assert (coded(study), page.problems) == ([], [])
        page.context.close()


def test_the_panel_is_reached_and_used_with_keys_alone(page, study):
    text(page)
    press(page, "ArrowDown", "ArrowRight", "1", "F6")
    assert page.evaluate("document.activeElement.className") == "pm-item"
    reached = []
    while "select" not in reached:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.localName"))
        assert len(reached) < 12
    page.keyboard.press("b")
    saved(page)
    assert pm.open_project(study).codings(coder="anna")["place"].tolist() == ["bieb"]
    places = []
    for _ in range(4):
        page.keyboard.press("F6")
        places.append(page.evaluate("document.activeElement.className"))
    assert places == ["pm-code", "pm-button pm-title", "pm-text", "pm-item"]
    page.keyboard.press("Control+z")
    saved(page)
    assert pm.open_project(study).codings(coder="anna")["place"].tolist() == ["kanaal"]


def test_a_memo_is_emptied_and_place_and_voice_go_back(page, study):
    drag(page, "mijn rust")
    press(page, "1")
    for words in ("Let op de stilte.", ""):
        page.keyboard.press("F4")
        page.locator("dialog textarea").fill(words)
        press(page, "Control+Enter")
        page.wait_for_function("words => (document.querySelector('.pm-chosen .pm-memo')?.textContent ?? '') === words", arg=words)
    assert page.locator(".pm-name .pm-has-memo").count() == 0
    press(page, "Control+z")
    assert page.locator(".pm-chosen .pm-memo").inner_text() == "Let op de stilte."
    for number, value in ((0, "bieb"), (1, "researcher"), (0, ""), (1, "")):
        page.locator(".pm-chosen select").nth(number).select_option(value)
        saved(page)
    frame = pm.open_project(study).codings(coder="anna")
    assert len(frame) == 1
    made = [json.loads(line) for line in (study / "data/coded/anna/kort.jsonl").read_text("utf-8").splitlines()]
    assert [(one["place"], one["voice"]) for one in made if one["kind"] == "code"] == [
        (None, None), ("bieb", None), ("bieb", "researcher"), (None, "researcher"), (None, None),
    ]  # fmt: skip
    page.locator(".pm-bar button", has_text="Memo").click()
    page.locator("dialog textarea").fill("Kort gesprek.")
    press(page, "Control+Enter")
    page.locator(".pm-bar button", has_text="Memo ✎").wait_for()


def test_the_palette_finds_codes_in_every_language_and_a_key_says_what_a_code_means(browser):
    page = open_coder(browser, Desk(pm.example_project()._folder, "kanaal-02", by="nieuw"))
    text(page)
    page.keyboard.press("ArrowRight")
    for typed in ("vrien", "friend", "друж"):
        page.keyboard.press(typed[0]) if typed[0].isascii() else page.keyboard.press("v")
        page.locator(".pm-palette input").fill(typed)
        assert page.locator("[role=option][aria-selected=true]").inner_text().startswith("vriendschap"), typed
        page.keyboard.press("Escape")
    page.keyboard.press("Shift+Digit4")
    assert page.locator(".pm-details h4").inner_text() == "vriendschap"
    page.locator("[data-code=relaxation]").hover()
    assert page.locator(".pm-details h4").inner_text() == "ontspanning"
    assert page.locator(".pm-details h5").all_inner_texts() == ["Wel", "Niet", "Voorbeelden"]
    page.keyboard.press("3")
    saved(page)
    assert page.locator(".pm-name.pm-own").all_inner_texts() == ["ontspanning"]
    assert page.problems == []
    page.context.close()


def test_one_jumps_to_the_next_uncoded_turn_suggestion_and_passage_of_a_code(page, study):
    drag(page, "mijn rust")
    press(page, "1")
    drag(page, "vriendin")
    press(page, "2")
    drag(page, "koffie drinken")
    press(page, "1")
    text(page)
    page.keyboard.press("Home")

    def at():
        return page.locator(".pm-passage blockquote").inner_text().strip("“”")

    def after(*keys):
        for key in keys:
            page.keyboard.press(key)
        return at()

    assert [after("."), after("."), after("."), after(",")] == ["mijn rust", "vriendin", "koffie drinken", "vriendin"]
    assert [after("."), after(","), after(",")] == ["koffie drinken", "vriendin", "mijn rust"]
    assert [after("="), at()] == ["koffie drinken"] * 2
    assert after("Home", ";") == "Daar"
    page.keyboard.press("Home")
    page.locator("[data-code=relaxation]").hover()
    page.locator(".pm-details button", has_text="Volgende passage").click()
    assert at() == "mijn rust"
    page.locator(".pm-jumps button", has_text="ongecodeerd").click()
    assert at() == "Daar"
    page.locator(".pm-jumps button", has_text="passage").click()
    assert page.locator(".pm-hidden[aria-live]").inner_text() == "Geen volgende"


def test_who_codes_without_suggestions_sees_none(browser, study):
    page = open_coder(browser, Desk(Folder(study), "kort", by="anna", suggestions=False))
    text(page)
    assert page.locator(".pm-jumps button", has_text="suggestie").is_hidden()
    page.keyboard.press(">")
    assert page.locator(".pm-offered, .pm-chosen").count() == 0
    drag(page, "mijn rust")
    press(page, "1")
    assert page.locator(".pm-offered").count() == 0
    assert coded(study) == [("mijn rust", "relaxation")]
    assert page.problems == []
    page.context.close()


def test_the_key_list_and_the_whole_page_speak_dutch_and_english(page):
    text(page)
    seen = {}
    for _ in range(2):
        page.keyboard.press("?")
        seen[page.locator("dialog h3").inner_text()] = page.locator("dialog .pm-keys").inner_text()
        page.keyboard.press("Escape")
        page.locator(".pm-bar button", has_text=re.compile("English|Nederlands")).click()
    assert list(seen) == ["Toetsen", "Keys"]
    assert ("volgend of vorig woord" in seen["Toetsen"], "next or previous word" in seen["Keys"]) == (True, True)
    assert {len(words.splitlines()) for words in seen.values()} == {len(seen["Keys"].splitlines())}


def test_edges_are_dragged_and_the_next_uncoded_turn_is_found(page, study):
    drag(page, "mijn rust")
    press(page, "1")
    handle = page.locator(".pm-handle-stop").bounding_box()
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(handle["x"] + 90, handle["y"] + handle["height"] / 2, steps=4)
    page.mouse.up()
    saved(page)
    assert re.fullmatch(r"mijn rust\. Ik( wandel)?( er)?", coded(study)[0][0])
    press(page, ";", "2")
    assert coded(study)[-1] == ("Daar", "friendship")


def test_what_cannot_be_saved_is_kept_said_and_saved_later(browser, study):
    desk, mood = Desk(Folder(study), "kort", by="anna"), {"full": False}

    def answer(message):
        if mood["full"] and message["type"] == "code":
            return [{"type": "refused", "for": message["id"], "kept": True, "sentence": "nothing was saved: No space left on device"}]
        return desk.answer(message)

    page = open_coder(browser, desk, answer=answer)
    mood["full"] = True
    drag(page, "mijn rust")
    page.keyboard.press("1")
    drag(page, "vriendin")
    page.keyboard.press("2")
    page.wait_for_selector(".pm-status[data-state=waiting]")
    assert "No space left on device" in page.locator(".pm-trouble").inner_text()
    assert (page.locator(".pm-name").count(), coded(study)) == (0, [])
    mood["full"] = False
    saved(page)
    assert coded(study) == [("mijn rust", "relaxation"), ("vriendin", "friendship")]
    page.evaluate("pmGone = true")
    drag(page, "En in de", stop="bieb")
    page.keyboard.press("1")
    page.evaluate("pmClose(); document.querySelector('#host').replaceChildren(); pmGone = false; pmOpen()")
    page.locator(".pm-name").nth(2).wait_for()
    saved(page)
    assert len(coded(study)) == 3
    page.evaluate("pmDeaf = true")
    drag(page, "Daar kom")
    page.keyboard.press("1")
    page.wait_for_timeout(400)
    page.evaluate("pmDeaf = false")
    saved(page)
    assert [quote for quote, _ in coded(study)].count("Daar kom") == 1
    page.context.close()


def test_two_pages_see_each_other_and_others_are_shown_only_when_asked(browser, study):
    pm.open_project(study).code("kort", "vriendin", "friendship", by="bea", memo="van bea")
    one = open_coder(browser, Desk(Folder(study), "kort", by="anna"))
    other = open_coder(browser, Desk(Folder(study), "kort", by="anna", show=["bea"]))
    assert (one.locator(".pm-name").count(), other.locator(".pm-name").all_inner_texts()) == (0, ["vriendschap · bea\n✎"])
    drag(one, "mijn rust")
    press(one, "1")
    other.locator(".pm-name", has_text="ontspanning").wait_for(timeout=6000)
    other.locator(".pm-name", has_text="bea").click()
    press(other, "Enter")
    assert coded(study) == [("mijn rust", "relaxation"), ("vriendin", "friendship")]
    one.locator(".pm-name", has_text="vriendschap").wait_for(timeout=6000)
    for page in (one, other):
        assert page.problems == []
        page.context.close()


def test_a_consensus_is_filled_where_coders_agree(browser, study):
    project = pm.open_project(study)
    for coder in ("anna", "bea"):
        project.code("kort", "mijn rust", "relaxation", by=coder)
    project.code("kort", "vriendin", "friendship", by="bea")
    page = open_coder(browser, Desk(Folder(study), "kort", by="consensus", show=["anna", "bea"]))
    page.locator(".pm-agreed button").click()
    assert page.locator("dialog .pm-list li").count() == 1
    page.locator("dialog .pm-main").click()
    page.locator(".pm-name.pm-own").wait_for()
    assert coded(study, coder="consensus") == [("mijn rust", "relaxation")]
    page.context.close()


AXE = Path(pytest.importorskip("axe_playwright_python").__file__).with_name("axe.min.js")
STATES = {
    "text": lambda page: None,
    "passage": lambda page: press(page, ".", "Shift+ArrowRight"),
    "suggestion": lambda page: press(page, ">"),
    "palette": lambda page: press(page, "ArrowRight", "v"),
    "keys": lambda page: press(page, "?"),
    "documents": lambda page: (page.locator(".pm-title").click(), page.locator(".pm-documents").wait_for()),
    "memo": lambda page: press(page, ".", "F4"),
    "trouble": lambda page: (
        page.evaluate("pmGone = 'throws'"),
        page.keyboard.press("ArrowRight"),
        page.keyboard.press("1"),
        page.wait_for_selector(".pm-trouble:not([hidden])"),
    ),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_accessibility_check_finds_nothing(browser, theme):
    project = pm.example_project()
    wrong = {}
    for number, (name, reach) in enumerate(STATES.items()):
        page = open_coder(
            browser, Desk(project._folder, "kanaal-02", by="coder-a", show=["coder-b"]), theme=theme, language=("nl", "en")[number % 2]
        )
        text(page)
        reach(page)
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run('.pm', {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})")
        for one in found["violations"]:
            wrong[name, one["id"]] = [node["html"][:160] + " " + node["failureSummary"][:200] for node in one["nodes"][:2]]
        page.context.close()
    assert json.loads(json.dumps({str(key): value for key, value in wrong.items()})) == {}


def test_everything_is_reached_by_tab_with_a_visible_focus_and_at_200_percent_nothing_is_cut_off(browser):
    project = pm.example_project()
    page = open_coder(browser, Desk(project._folder, "kanaal-02", by="coder-a"), size=(720, 800))
    page.add_style_tag(content="html { font-size: 200% }")
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("[document.activeElement.className, getComputedStyle(document.activeElement).outlineStyle]"))
    assert {"pm-text", "pm-search", "pm-code", "pm-button pm-title"} <= {name for name, _ in reached}
    assert all(outline != "none" for name, outline in reached if name.startswith("pm"))
    assert page.evaluate(
        "document.documentElement.scrollWidth <= innerWidth && document.querySelector('.pm-bar').scrollWidth <= document.querySelector('.pm-bar').clientWidth"
    )
    assert page.problems == []
    page.context.close()


def long_names(root):
    project = pm.example_project(root)
    book = root / "codebook.yaml"
    name = "de betekenis van het samen in de schaduw zitten terwijl de buurtbus voorbijrijdt en niemand haast heeft"
    book.write_text(
        book.read_text("utf-8")
        .replace("nl: ontspanning\n", f"nl: {name}\n")
        .replace("nl: vriendschap\n", f"nl: {'vriendschapsbetrekkingen' * 4}\n"),
        "utf-8",
    )
    path = root / "data/text/kanaal-02.txt"
    path.write_text(
        path.read_text("utf-8").replace("title: Kanaal (Lindenholt), gesprek 2", f"title: {'Kanaal (Lindenholt), gesprek 2 ' * 5}"),
        "utf-8",
        newline="\n",
    )
    return project


def many_codings(root):
    project = pm.example_project(root)
    document, codes = project.document("kanaal-02"), [code.id for code in project.codebook]
    from placemeaning.model.anchor import describe
    from placemeaning.model.coding import Coding, event, moment, passage

    size = len(document.text) - 400

    def made(_):
        at = moment()
        spans = [Span(i * 7919 % size, i * 7919 % size + 5 + i * 31 % 300) for i in range(2000)]
        anchors = [describe(document.text, span, text_digest=document.digest) for span in spans]
        return [
            event(Coding, coder="veel", at=at, document="kanaal-02", code=codes[i % 9], origin="human", memo="", **passage(one))
            for i, one in enumerate(anchors)
        ]

    Folder(root).append("veel", "kanaal-02", made)
    return project


def empty(root):
    project = pm.example_project(root)
    (root / "data/text/leeg.txt").write_text(frozen("leeg", [], title="Nog leeg", people=(), speakers={}), "utf-8", newline="\n")
    return project


def example(root):
    return pm.example_project(root)


PICTURES = {
    "coder-light": (example, "kanaal-02", "coder-a", {}, {}, (".",) * 7),
    "coder-dark": (example, "ah-bemmel-05", "coder-a", {"show": ["coder-b"]}, {"theme": "dark", "language": "en"}, (">",)),
    "palette": (example, "kanaal-02", "coder-a", {}, {}, ("ArrowDown", "Space", "v")),
    "keys-dark": (example, "kanaal-02", "coder-a", {}, {"theme": "dark"}, ("?",)),
    "narrow": (example, "kanaal-02", "coder-a", {}, {"size": (640, 900)}, (".",)),
    "long-names": (long_names, "kanaal-02", "coder-a", {}, {}, ("Enter",)),
    "long-names-passage": (long_names, "kanaal-02", "coder-a", {}, {}, (".", "Escape", ".")),
    "empty": (empty, "leeg", "coder-a", {}, {}, ()),
    "many": (many_codings, "kanaal-02", "veel", {}, {}, (".",)),
    "many-pieces": (many_codings, "kanaal-02", "veel", {}, {"plain": True, "language": "en"}, (".",)),
}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_of_the_main_states(browser, tmp_path, name):
    """With ``PICTURES=folder`` they are kept there, to be looked at; two of them are in docs/pictures."""
    study, document, by, options, look, keys = PICTURES[name]
    project = study(tmp_path / "study")
    page = open_coder(browser, Desk(project._folder, document, by=by, **options), **look)
    text(page)
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_timeout(350)
    path = Path(os.environ.get("PICTURES", tmp_path)) / f"{name}.png"
    page.screenshot(path=path, clip=page.locator(".pm-frame").bounding_box())
    assert path.stat().st_size > 5_000
    assert page.evaluate(
        "[...document.querySelectorAll('.pm-bar, .pm-side, .pm-above, .pm-details')].every((one) => one.scrollWidth <= one.clientWidth + 1)"
    )
    assert page.problems == []
    page.context.close()

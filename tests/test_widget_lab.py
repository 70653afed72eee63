"""A real JupyterLab: what a person does in a notebook, read back from the ledger."""

import json
import os
import signal

import pytest

import placemeaning as pm
from placemeaning.model.anchor import describe
from placemeaning.model.coding import Event, passage
from widget_lab import Lab
from widget_pages import drag, launch, saved

sync_api = pytest.importorskip("playwright.sync_api")
pytest.importorskip("jupyterlab")

START = 'import placemeaning as pm\nproject = pm.open_project("study")'
FIELDS = ["kind", "coder", "document", "code", "start", "stop", "exact", "origin"]
EMPTY = dict.fromkeys(name for name in Event.__struct_fields__ if name not in ("id", "coder", "recorded_at"))


FULL = """import resource
before = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))"""
"""No file may grow beyond 100 bytes: the nearest thing to a full disk that a kernel can be given."""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    lab = Lab(tmp_path_factory.mktemp("lab"))
    pm.example_project(lab.root / "study")
    lab.notebook(
        "anna.ipynb",
        START,
        'coder = project.coder("kanaal-02", by="anna")\ncoder',
        'import os; print("pid", os.getpid()); print(coder.as_code())',
    )
    lab.notebook("bea.ipynb", START, 'project.coder("kanaal-02", by="bea", show=["anna"], suggestions=False)')
    lab.notebook(
        "cas.ipynb",
        START,
        'project.coder("ah-bemmel-01", by="cas", language="en")',
        FULL,
        "resource.setrlimit(resource.RLIMIT_FSIZE, before)",
    )
    lab.notebook("again.ipynb", START, 'project.coder("kanaal-02", by="anna", show=["coder-b"], language="en")')
    yield lab
    lab.close()


@pytest.fixture(scope="module")
def playwright():
    with sync_api.sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def page(lab, playwright):
    browser = launch(playwright)
    context = browser.new_context(viewport={"width": 1500, "height": 950})
    context.set_default_timeout(90_000)  # a busy machine is slow to start a kernel
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(f"{error}\n{error.stack}"))
    page.on(
        "request",
        lambda asked: page.problems.append(asked.url) if asked.url.startswith("http") and "127.0.0.1" not in asked.url else None,
    )
    lab.wait()
    lab.open(page, "anna.ipynb")
    yield page
    browser.close()


def ledger(lab, coder="anna", document="kanaal-02"):
    path = lab.root / f"study/data/coded/{coder}/{document}.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    return [[line[name] for name in FIELDS] for line in lines]


def lines(lab, coder, document="kanaal-02"):
    """Return whole lines of a ledger but for the times; ids are numbers, in the order of the lines."""
    path = lab.root / f"study/data/coded/{coder}/{document}.jsonl"
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    number = {line["id"]: index for index, line in enumerate(found)}
    named = [line | {name: number.get(line[name], line[name]) for name in ("id", "about", "replaces")} for line in found]
    return [{name: value for name, value in line.items() if name != "recorded_at"} for line in named]


def line(lab, number, kind, coder, words=None, document="kanaal-02", **more):
    """Return the line that is expected in a ledger."""
    text = pm.open_project(lab.root / "study").document(document)
    where = passage(describe(text.text, text.find(words), text_digest=text.digest)) if words else {}
    usual = {"origin": "human", "memo": ""} if kind == "code" else {}
    return EMPTY | {"kind": kind, "id": number, "coder": coder, "document": document} | where | usual | more


def start(lab, page):
    lab.run(page, 0)
    lab.run(page, 1)
    page.wait_for_selector(".pm-block")


def shown(page, count):
    page.wait_for_function(
        "count => document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .pm-name.pm-own').length === count", arg=count
    )
    saved(page)


def test_a_day_in_jupyterlab(lab, page):
    start(lab, page)
    drag(page, "Van de lift tot dit bankje")
    page.keyboard.press("1")
    shown(page, 1)
    expected = [line(lab, 0, "code", "anna", "Van de lift tot dit bankje", code="known-people")]
    assert lines(lab, "anna") == expected
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown", "3"):
        page.keyboard.press(key)
    page.wait_for_function("document.querySelectorAll('.pm-name').length === 2")
    saved(page)
    expected.append(line(lab, 1, "code", "anna", "Ja. Het is ook verdrietig.", code="relaxation"))
    assert lines(lab, "anna") == expected
    assert page.locator(".jp-CodeCell").count() == 3
    assert page.locator(".jp-MarkdownCell").count() == 0
    page.keyboard.press("Control+z")
    page.wait_for_function("document.querySelectorAll('.pm-name').length === 1")
    expected += [line(lab, 2, "withdraw", "anna", about=1), line(lab, 3, "note", "anna", about=1, rule="undo")]
    assert lines(lab, "anna") == expected

    # the kernel is restarted from the menu, something is coded meanwhile, and the cell is run again
    lab.restart(page)
    drag(page, "Anders zit ik als Raponsje")
    page.keyboard.press("2")
    page.wait_for_selector(".pm-status[data-state=waiting]", timeout=15_000)
    assert lines(lab, "anna") == expected
    start(lab, page)
    page.wait_for_function("document.querySelectorAll('.pm-name').length === 2")
    saved(page)
    expected.append(line(lab, 4, "code", "anna", "Anders zit ik als Raponsje", code="deeper-contact"))
    assert lines(lab, "anna") == expected
    page.locator(".pm-bar button[title*='Ctrl-Z']").click()
    page.wait_for_function("document.querySelectorAll('.pm-name').length === 1")
    page.locator(".pm-bar button[title*='Ctrl-Z']").click()
    page.wait_for_function("document.querySelectorAll('.pm-name').length === 0")
    for count in (1, 2):
        page.locator(".pm-bar button[title*='Ctrl-Y']").click()
        page.wait_for_function("count => document.querySelectorAll('.pm-name').length === count", arg=count)
    saved(page)


def test_the_theme_is_followed_and_the_page_reloaded(lab, page):
    lab.command(page, "apputils:change-theme", theme="JupyterLab Dark")
    page.wait_for_selector(".pm[data-theme=dark]")
    lab.command(page, "apputils:change-theme", theme="JupyterLab Light")
    page.wait_for_selector(".pm[data-theme=light]")
    lab.open(page, "anna.ipynb")
    start(lab, page)
    shown(page, 2)
    assert "bankje" not in json.dumps(json.loads((lab.root / "anna.ipynb").read_text("utf-8")).get("metadata", {}))


def test_two_notebooks_of_one_coder_see_each_other(lab, page):
    other = page.context.new_page()
    lab.open(other, "again.ipynb")
    start(lab, other)
    shown(other, 2)
    assert other.locator(".pm-name.pm-theirs").count() >= 1
    drag(other, "De Kanaalratten noemden ze ons")
    other.keyboard.press("8")
    shown(other, 3)
    page.bring_to_front()
    shown(page, 3)
    drag(page, "Elke dinsdag, weer of geen weer")
    page.keyboard.press("9")
    shown(page, 4)
    other.bring_to_front()
    shown(other, 4)
    assert [one[3] for one in ledger(lab)[-2:]] == ["mattering", "welcome"]
    other.close()
    page.bring_to_front()


def test_two_coders_on_the_same_document_see_each_other_and_neither_is_overwritten(lab, page):
    start(lab, page)
    before, known = lines(lab, "anna"), len(pm.open_project(lab.root / "study").codings(coder="anna", document="kanaal-02"))
    theirs = "count => document.querySelectorAll('.pm-name.pm-theirs').length === count"
    other = page.context.new_page()
    lab.open(other, "bea.ipynb")
    start(lab, other)
    other.wait_for_function(theirs, arg=known)
    assert other.locator("[aria-label='Volgende suggestie']").is_hidden()
    drag(other, "Anders zit ik als Raponsje")
    other.keyboard.press("4")
    shown(other, 1)
    page.bring_to_front()
    drag(page, "een slecht kapsel")
    page.keyboard.press("3")
    shown(page, known + 1)
    other.bring_to_front()
    other.wait_for_function(theirs, arg=known + 1)
    assert lines(lab, "bea") == [line(lab, 0, "code", "bea", "Anders zit ik als Raponsje", code="friendship")]
    number = len(before)
    assert lines(lab, "anna") == [*before, line(lab, number, "code", "anna", "een slecht kapsel", code="relaxation")]
    assert page.locator(".pm-name.pm-theirs").count() == 0
    other.close()
    page.bring_to_front()


def test_suggestions_memos_and_the_codebook_are_undone_after_a_restart_of_the_kernel(lab, page):
    here = page.context.new_page()
    lab.open(here, "cas.ipynb")
    start(lab, here)
    here.locator(".pm-text").focus()
    here.keyboard.press(">")
    first = here.locator(".pm-passage blockquote").inner_text().strip("“”")
    here.keyboard.press("Enter")
    shown(here, 1)
    here.keyboard.press("F4")
    here.locator("dialog textarea").fill("Wat een zin.")
    here.keyboard.press("Control+Enter")
    here.locator(".pm-memo").wait_for()
    saved(here)
    here.keyboard.press(">")
    here.keyboard.press("Delete")
    saved(here)
    here.keyboard.press("Escape")
    here.keyboard.press("ArrowDown")
    here.keyboard.press("Enter")
    here.locator("[role=option]", has_text="These words as a code").click()
    here.locator("dialog textarea").fill("In vivo.")
    here.keyboard.press("Control+Enter")
    shown(here, 2)
    kept = pm.open_project(lab.root / "study")
    document = kept.document("ah-bemmel-01")
    found = lines(lab, "cas", "ah-bemmel-01")
    assert [(one["kind"], one["memo"]) for one in found] == [("code", ""), ("note", "Wat een zin."), ("decline", ""), ("code", "")]
    assert document.text[found[0]["start"] : found[0]["stop"]].startswith(first.rstrip("…"))
    assert found[0]["origin"].startswith("suggestion:")
    assert found[3]["code"] in kept.codebook
    lab.restart(here)
    start(lab, here)
    here.locator(".pm-text").focus()
    for count in (1, 1, 1, 0):
        here.keyboard.press("Control+z")
        shown(here, count)
    assert found[3]["code"] not in kept.codebook
    assert kept.codings(coder="cas").empty
    assert lines(lab, "cas", "ah-bemmel-01")[:4] == found
    here.close()
    page.bring_to_front()


def test_a_full_disk_is_said_nothing_is_lost_and_it_is_saved_when_there_is_room(lab, page):
    here = page.context.new_page()
    lab.open(here, "cas.ipynb")
    start(lab, here)
    before = lines(lab, "cas", "ah-bemmel-01")
    lab.run(here, 2)
    here.locator(".pm-text").focus()
    here.keyboard.press("Home")
    here.keyboard.press("ArrowRight")
    here.keyboard.press("3")
    here.wait_for_selector(".pm-status[data-state=waiting]", timeout=15_000)
    assert "It could not be saved; it is kept here and tried again." in here.locator(".pm-trouble").inner_text()
    assert (here.locator(".pm-name.pm-own").count(), lines(lab, "cas", "ah-bemmel-01")) == (0, before)
    lab.run(here, 3)
    shown(here, 1)
    assert [(one["kind"], one["code"]) for one in lines(lab, "cas", "ah-bemmel-01")[len(before) :]] == [("code", "relaxation")]
    here.close()
    page.bring_to_front()


def test_the_browser_killed_in_the_middle_of_a_hundred_codings(lab, page, playwright):
    """Whatever the page had shown as saved is in the ledger, and the ledger is whole."""
    browser = launch(playwright)
    here = browser.new_page()
    lab.notebook("dirk.ipynb", START, 'project.coder("kanaal-02", by="dirk")')
    lab.open(here, "dirk.ipynb")
    start(lab, here)
    pid = next(
        one["id"] for one in browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"] if one["type"] == "browser"
    )
    here.locator(".pm-text").focus()
    here.keyboard.press("Home")
    done = 0
    for number in range(50):
        here.keyboard.press("ArrowRight")
        here.keyboard.press(str(1 + number % 9))
        done = here.evaluate("document.querySelector('.pm').coder.store.codings.size")
    os.kill(pid, signal.SIGKILL)
    page.wait_for_timeout(1500)
    found = [tuple(one[3:6]) for one in ledger(lab, "dirk")]
    assert 0 < done <= len(found) <= 50
    assert len(set(found)) == len(found)
    assert pm.open_project(lab.root / "study").codings(coder="dirk")["status"].unique().tolist() == ["exact"]


def test_a_hundred_codings_and_the_kernel_killed_in_the_middle(lab, page):
    start(lab, page)
    before = len([one for one in ledger(lab) if one[0] == "code"])
    lab.run(page, 2)
    pid = int(page.locator(".jp-OutputArea-output", has_text="pid").first.inner_text().split()[1])
    page.locator(".pm-text").focus()
    page.evaluate("""() => {
      globalThis.typed = 0;
      document.addEventListener("keydown", (event) => { if (event.target.closest(".pm-text") && event.key >= "1" && event.key <= "9") typed += 1; }, true);
    }""")
    page.keyboard.press("Home")
    done = """() => [...document.querySelectorAll('.pm-status')].map(one => one.dataset.state + one.textContent)[0]"""
    for number in range(100):
        page.keyboard.press("ArrowRight")
        page.keyboard.press(str(1 + number % 9))
        if number == 50:
            os.kill(pid, signal.SIGKILL)
    page.wait_for_selector(".pm-status[data-state=waiting]", timeout=15_000)
    assert page.evaluate(done).startswith("waiting")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    lab.idle(page)
    lab.run(page, 0)
    lab.run(page, 1)
    page.wait_for_function("() => document.querySelectorAll('.pm').length === 1 && document.querySelector('.pm-block')")
    saved(page)
    page.wait_for_timeout(500)
    saved(page)
    codings = [tuple(one[3:6]) for one in ledger(lab) if one[0] == "code"][before:]
    typed = page.evaluate("typed")
    assert typed > 50
    assert (len(codings), len(set(codings))) == (typed, typed)
    assert page.problems == []


def test_jupyter_notebook_7(playwright, tmp_path):
    pytest.importorskip("notebook")
    lab = Lab(tmp_path, app="notebook")
    pm.example_project(lab.root / "study")
    lab.notebook("anna.ipynb", START, 'project.coder("kanaal-02", by="anna")')
    browser = launch(playwright)
    try:
        page = browser.new_page(viewport={"width": 1500, "height": 950})
        lab.wait()
        lab.open(page, "anna.ipynb")
        start(lab, page)
        drag(page, "Van de lift tot dit bankje")
        page.keyboard.press("1")
        shown(page, 1)
        assert lines(lab, "anna") == [line(lab, 0, "code", "anna", "Van de lift tot dit bankje", code="known-people")]
        page.keyboard.press("Control+z")
        shown(page, 0)
        page.keyboard.press("?")
        page.locator("dialog .pm-keys").wait_for()
        assert page.locator(".jp-CodeCell").count() == 3
    finally:
        browser.close()
        lab.close()

"""A real JupyterLab: what a person does in a notebook, read back from the ledger."""

import json
import os
import signal

import pytest

import placemeaning as pm
from widget_lab import Lab
from widget_pages import drag, launch, saved

sync_api = pytest.importorskip("playwright.sync_api")
pytest.importorskip("jupyterlab")

START = 'import placemeaning as pm\nproject = pm.open_project("study")'
FIELDS = ["kind", "coder", "document", "code", "start", "stop", "exact", "origin"]


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
    lab.notebook("again.ipynb", START, 'project.coder("kanaal-02", by="anna", show=["coder-b"], language="en")')
    yield lab
    lab.close()


@pytest.fixture(scope="module")
def page(lab):
    with sync_api.sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_context(viewport={"width": 1500, "height": 950}).new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
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
    text = pm.open_project(lab.root / "study").document("kanaal-02").text
    start(lab, page)

    def line(words, code):
        at = text.index(words)
        return ["code", "anna", "kanaal-02", code, at, at + len(words), words, "human"]

    drag(page, "Van de lift tot dit bankje")
    page.keyboard.press("1")
    shown(page, 1)
    assert ledger(lab) == [line("Van de lift tot dit bankje", "known-people")]
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown", "3"):
        page.keyboard.press(key)
    page.wait_for_function("document.querySelectorAll('.pm-name').length === 2")
    saved(page)
    assert ledger(lab)[1] == line("Ja. Het is ook verdrietig.", "relaxation")
    assert page.locator(".jp-CodeCell").count() == 3
    assert page.locator(".jp-MarkdownCell").count() == 0
    page.keyboard.press("Control+z")
    page.wait_for_function("document.querySelectorAll('.pm-name').length === 1")

    # the kernel is restarted from the menu, something is coded meanwhile, and the cell is run again
    lab.restart(page)
    drag(page, "Anders zit ik als Raponsje")
    page.keyboard.press("2")
    page.wait_for_selector(".pm-status[data-state=waiting]", timeout=15_000)
    assert [one[0] for one in ledger(lab)] == ["code", "code", "withdraw", "note"]
    start(lab, page)
    page.wait_for_function("document.querySelectorAll('.pm-name').length === 2")
    saved(page)
    assert ledger(lab)[-1] == line("Anders zit ik als Raponsje", "deeper-contact")
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


def test_a_hundred_codings_and_the_kernel_killed_in_the_middle(lab, page):
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

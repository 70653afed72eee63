"""A browser page with the coder in it: the real front end and the real desk, without a notebook between them."""

import base64
import os
import shutil
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[1] / "src/placemeaning/widget/static"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
]  # fmt: skip
MISSING = "these tests need a browser: install Chromium (apt-get install chromium), or run 'playwright install chromium'"

SETUP = """async ({ source, state, theme, plain }) => {
  globalThis.__placemeaningPlain = plain;
  document.body.dataset.jpThemeLight = String(theme === "light");
  document.body.style.background = theme === "light" ? "#fff" : "#111";
  const listeners = new Set();
  const model = {
    get: (name) => state[name], set: (name, value) => { state[name] = value; }, save_changes() {},
    on: (_, listener) => listeners.add(listener), off: (_, listener) => listeners.delete(listener),
    send(message) {
      if (globalThis.pmGone === "throws") throw new Error("no kernel");
      if (globalThis.pmGone) return;
      globalThis.pmSent = (globalThis.pmSent ?? []).concat([message]);
      pmAnswer(message).then((answers) => { for (const one of globalThis.pmDeaf ? [] : answers) for (const listener of listeners) listener(one); });
    },
  };
  globalThis.pmTell = (message) => { for (const listener of listeners) listener(message); };
  const module = await import("data:text/javascript;base64," + source);
  globalThis.pmOpen = () => { globalThis.pmClose = module.default.render({ model, el: document.querySelector("#host") }); };
  pmOpen();
}"""


def launch(playwright):
    """Start Chromium; without one, skip with the sentence that says what to install (on CI: fail)."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None and not Path(playwright.chromium.executable_path).exists():
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return playwright.chromium.launch(executable_path=path, args=FLAGS, headless=True)


def open_coder(browser, desk, *, language="nl", theme="light", size=(1440, 860), plain=False, answer=None, ready=True, scale=1, **context):
    """Return a page that shows the coder of a desk. `answer` may stand between the page and the desk."""
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}, device_scale_factor=scale, **context).new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(f"{error}\n{error.stack}"))
    page.on("console", lambda said: page.problems.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: page.problems.append(request.url) if request.url.startswith("http") else None)
    page.expose_function("pmAnswer", answer or desk.answer)
    page.set_content("<!doctype html><html lang=nl><title>coder</title><body style='margin:12px'><main id=host></main>")
    page.add_style_tag(content=(STATIC / "coder.css").read_text("utf-8"))
    source = base64.b64encode((STATIC / "coder.js").read_bytes()).decode()
    page.evaluate(SETUP, {"source": source, "state": {"interface": language}, "theme": theme, "plain": plain})
    if ready:
        page.wait_for_selector(".pm-block, .pm-sheet > .pm-empty:not(:text('opgehaald')):not(:text('Fetching'))")
    return page


def drag(page, words, *, nth=0, stop=None):
    """Select words of the transcript as a person does, with the mouse; `stop` names the last words where they lie further on."""
    page.evaluate(
        "words => { const all = [...document.querySelectorAll('.pm-words')]; all.find((one) => one.textContent.includes(words)).scrollIntoView({block: 'center'}); }",
        words,
    )
    spot = """([words, nth, end]) => {
      let left = nth;
      for (const element of document.querySelectorAll('.pm-words')) {
        const walker = document.createTreeWalker(element, 4);
        while (walker.nextNode()) {
          const at = walker.currentNode.nodeValue.indexOf(words);
          if (at < 0 || left--) continue;
          const range = document.createRange();
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + words.length);
          const rects = [...range.getClientRects()];
          const rect = end ? rects[rects.length - 1] : rects[0];
          const rtl = getComputedStyle(element).direction === 'rtl' || /^[\\u0590-\\u08ff]/.test(words);
          return [rtl === end ? rect.left + 0.5 : rect.right - 0.5, rect.top + rect.height / 2];
        }
      }
    }"""
    first = page.evaluate(spot, [words, nth, False])
    last = page.evaluate(spot, [stop or words, 0 if stop else nth, True])
    page.mouse.move(first[0], first[1])
    page.mouse.down()
    page.mouse.move((first[0] + last[0]) / 2, (first[1] + last[1]) / 2, steps=3)
    page.mouse.move(last[0], last[1], steps=3)
    page.mouse.up()
    page.wait_for_timeout(30)


def saved(page):
    """Wait until the page says that everything is saved."""
    page.wait_for_selector(".pm-status[data-state=saved]")

"""The coder in headless Chromium against a naive version that wraps every passage in elements, in one run.

    python benchmarks/bench_widget.py [rounds] [--lab]

60,000 words with 2,000 and 10,000 overlapping codings, and 6,000 words with 200. Times in ms, median of the rounds; *first screen* is from the
message with everything to the frame that shows it, *repaint* takes all codings off and puts them on again. With ``--lab``, JupyterLab is
started too, and cell run to first screen and key press to "saved" are measured in it.
"""

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from playwright.sync_api import sync_playwright  # noqa: E402

import placemeaning as pm  # noqa: E402
from placemeaning.folder import Folder  # noqa: E402
from placemeaning.model.anchor import describe  # noqa: E402
from placemeaning.model.coding import Coding, event, moment, passage  # noqa: E402
from placemeaning.model.document import Block, Document, Speaker, write_body, write_document  # noqa: E402
from placemeaning.model.text import Span  # noqa: E402
from placemeaning.widget.desk import Desk  # noqa: E402
from widget_lab import Lab  # noqa: E402
from widget_pages import launch, open_coder  # noqa: E402

SIZES = ((6_000, 200), (60_000, 2_000), (60_000, 10_000))
NAIVE = """
globalThis.naive = {
  build(message) {
    const { text, blocks } = message.document;
    const host = document.querySelector("#host");
    host.style.cssText = "height:640px;overflow:auto;font:18px/1.7 serif;width:1000px";
    const elements = blocks.map(([start, stop]) => { const p = document.createElement("p"); p.textContent = text.slice(start, stop); return p; });
    host.replaceChildren(...elements);
    this.state = { text, blocks, elements };
    for (const row of message.codings) this.wrap(row);
  },
  wrap([, start, stop, code]) {
    const { blocks, elements } = this.state;
    for (const [index, [from, to]] of blocks.entries()) {
      if (from >= stop) break;
      if (to <= start) continue;
      const walker = document.createTreeWalker(elements[index], 4);
      const nodes = [];
      while (walker.nextNode()) nodes.push(walker.currentNode);
      let at = from;
      for (const node of nodes) {
        const length = node.length;
        const [a, b] = [Math.max(start - at, 0), Math.min(stop - at, length)];
        if (a < b) {
          let part = node;
          if (b < length) part.splitText(b);
          if (a > 0) part = part.splitText(a);
          const mark = document.createElement("span");
          mark.style.background = "rgb(200 220 255 / 0.5)";
          mark.dataset.code = code;
          part.replaceWith(mark);
          mark.append(part);
        }
        at += length;
      }
    }
  },
};
globalThis.shownFrame = () => new Promise((done) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => done(performance.now()); c.port2.postMessage(0); }));
"""
FIRST = "async (message) => { await shownFrame(); const start = performance.now(); WHAT; document.querySelector('#host').getBoundingClientRect(); return (await shownFrame()) - start; }"
ADD = """async (rows) => {
  const times = [];
  for (const row of rows) {
    await shownFrame();
    const start = performance.now();
    pmTell({ type: "change", codings: { put: [row], drop: [] } });
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}"""
SCROLL = """async () => {
  const text = document.querySelector(".pm-text");
  text.scrollTop = 0;
  let last = await new Promise(requestAnimationFrame);
  const start = last;
  let slow = 0;
  for (let i = 0; i < 240; i++) {
    text.scrollTop += 120;
    const now = await new Promise(requestAnimationFrame);
    if (now - last > 34) slow++;
    last = now;
  }
  return [240000 / (last - start), slow];
}"""


def study_of(words, codings, root):
    """Make a study with one document of random words, coded all over by ``anna``."""
    dice = random.Random(words + codings)
    vocabulary = ["".join(dice.choice("aeioubdgklmnprst") for _ in range(dice.randrange(2, 10))) for _ in range(4000)]
    blocks, left = [], words
    while left > 0:
        size = min(left, dice.randrange(15, 90))
        blocks.append(Block(" ".join(dice.choice(vocabulary) for _ in range(size)) + ".", dice.choice("IR")))
        left -= size
    project = pm.new_project(root)
    document = Document(
        "lang", kind="interview", text=write_body(blocks), speakers={"I": Speaker("interviewer"), "R": Speaker("respondent")}, title="Lang"
    )
    (root / "data/text").mkdir(parents=True, exist_ok=True)
    (root / "data/text/lang.txt").write_text(write_document(document), "utf-8", newline="\n")
    read = project.document("lang")
    codes = [code.id for code in project.codebook if code.codable]

    def made(_):
        at = moment()
        spans = [Span(start, start + dice.randrange(20, 600)) for start in (dice.randrange(len(read.text) - 700) for _ in range(codings))]
        return [
            event(
                Coding,
                coder="anna",
                at=at,
                document="lang",
                code=dice.choice(codes),
                origin="human",
                memo="",
                **passage(describe(read.text, span, text_digest=read.digest)),
            )
            for span in spans
        ]

    Folder(root).append("anna", "lang", made)
    return root


def measure(browser, root, rounds):
    """Return the medians of one size."""
    desk = Desk(Folder(root), "lang", by="anna", suggestions=False)
    found = {name: [] for name in ("first", "naive first", "repaint", "naive repaint", "add", "frames a second", "frames over 34 ms")}
    for _ in range(rounds):
        page = open_coder(browser, desk, language="en")
        page.add_script_tag(content=NAIVE)
        message = desk.answer({"type": "hello", "id": "bench", "view": "bench"})[0] | {"view": None}
        page.evaluate("message => { globalThis.everything = message; }", message)
        found["first"].append(page.evaluate(FIRST.replace("WHAT", "pmTell(everything)"), None))
        rows = [
            ["new" + str(i), 200 + 37 * i, 420 + 37 * i, message["codings"][i][3], "anna", None, None, "", False, "exact"]
            for i in range(21)
        ]
        found["add"].append(page.evaluate(ADD, rows))
        found["repaint"].append(page.evaluate(FIRST.replace("WHAT", "document.querySelector('.pm').coder.look.paintAll()"), None))
        fps, slow = page.evaluate(SCROLL)
        found["frames a second"].append(fps)
        found["frames over 34 ms"].append(slow)
        page.context.close()
        page = open_coder(browser, desk, ready=False)
        page.add_script_tag(content=NAIVE)
        page.evaluate("pmClose()")
        page.evaluate("message => { globalThis.everything = message; }", message)
        found["naive first"].append(page.evaluate(FIRST.replace("WHAT", "naive.build(everything)"), None))
        found["naive repaint"].append(page.evaluate(FIRST.replace("WHAT", "naive.build(everything)"), None))
        page.context.close()
    return {name: statistics.median(times) for name, times in found.items()}


def measure_lab(browser, sizes):
    """Print cell run to first screen, and key press to saved, in JupyterLab."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        lab = Lab(root)
        try:
            lab.wait()
            for words, codings in sizes:
                study_of(words, codings, root / f"study-{words}-{codings}")
                name = f"n{words}-{codings}.ipynb"
                lab.notebook(
                    name,
                    f'import placemeaning as pm\nproject = pm.open_project("study-{words}-{codings}")\nproject.codings()',
                    'project.coder("lang", by="anna")',
                )
                page = browser.new_context(viewport={"width": 1500, "height": 950}).new_page()
                lab.open(page, name)
                lab.run(page, 0)
                page.locator(".jp-CodeCell").nth(1).locator(".jp-InputArea-editor").click()
                began = time.perf_counter()
                page.keyboard.press("Shift+Enter")
                page.wait_for_selector(".pm-block")
                first = time.perf_counter() - began
                page.locator(".pm-text").focus()
                times = []
                for number in range(11):
                    page.keyboard.press("ArrowRight")
                    times.append(page.evaluate(KEY, str(1 + number % 4)))
                print(
                    f"| JupyterLab, {words} words, {codings} codings | cell run to first screen {first * 1000:.0f} ms | key press to saved {statistics.median(times):.0f} ms |",
                    flush=True,
                )
                page.context.close()
        finally:
            lab.close()


KEY = """async (key) => {
  const text = document.querySelector(".pm-text");
  const status = document.querySelector(".pm-status");
  const start = performance.now();
  text.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  while (status.dataset.state !== "saved") await new Promise((done) => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); });
  return performance.now() - start;
}"""


def main():
    """Measure and print."""
    rounds = next((int(one) for one in sys.argv[1:] if one.isdigit()), 3)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launch(playwright)
        print(f"Chromium {browser.version}, {rounds} rounds\n")
        print(
            "| words | codings | first screen | naive | times sooner | repaint | naive | times sooner | add one, script | frames a second | frames over 34 ms |"
        )
        print("|" + "---|" * 11)
        for words, codings in SIZES:
            one = measure(browser, study_of(words, codings, Path(folder) / f"{words}-{codings}"), rounds)
            print(
                f"| {words} | {codings} | {one['first']:.0f} | {one['naive first']:.0f} | {one['naive first'] / one['first']:.1f} | {one['repaint']:.1f} | "
                f"{one['naive repaint']:.0f} | {one['naive repaint'] / one['repaint']:.1f} | {one['add']:.2f} | {one['frames a second']:.0f} | {one['frames over 34 ms']:.0f} |",
                flush=True,
            )
        if "--lab" in sys.argv:
            measure_lab(browser, SIZES)
        browser.close()


if __name__ == "__main__":
    main()

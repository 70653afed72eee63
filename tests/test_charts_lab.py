"""A chart in a real JupyterLab: drawn by it, told when pointed at, and nothing fetched from elsewhere."""

import pytest

from widget_lab import Lab
from widget_pages import launch

sync_api = pytest.importorskip("playwright.sync_api")
pytest.importorskip("jupyterlab")

CELL = 'import placemeaning as pm\nproject = pm.example_project()\npm.timeline(project.document("kanaal-02"), project.codings(), language="en")'


def test_a_chart_is_drawn_and_tells_what_is_pointed_at(tmp_path):
    lab, problems = Lab(tmp_path), []
    try:
        lab.notebook("chart.ipynb", CELL)
        with sync_api.sync_playwright() as playwright:
            browser = launch(playwright)
            page = browser.new_context(viewport={"width": 1500, "height": 950}).new_page()
            page.on("pageerror", lambda error: problems.append(f"{error}\n{error.stack}"))
            page.on(
                "request",
                lambda asked: problems.append(asked.url) if asked.url.startswith("http") and "127.0.0.1" not in asked.url else None,
            )
            lab.wait()
            lab.open(page, "chart.ipynb")
            lab.run(page)
            bar = page.locator(".vega-embed svg path[aria-label^='deepening contact with neighbours, 3:32']").first
            bar.hover(timeout=60_000)
            page.locator("#vg-tooltip-element.visible").wait_for()
            assert page.locator("#vg-tooltip-element").inner_text() == bar.get_attribute("aria-label")
            browser.close()
    finally:
        lab.close()
    assert problems == []

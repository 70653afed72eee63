"""What the documentation says runs as typed, and names everything that is public."""

import re

import pytest

import placemeaning as pm
from paths import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_python_of_a_page_runs_as_typed(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {}
    for block in re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        exec(compile(block, page.name, "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_to_files_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_public_name_is_in_the_guide():
    guide = (ROOT / "docs/guide.md").read_text("utf-8")
    methods = [name for name in vars(pm.Project) if not name.startswith("_")]
    missing = [name for name in [*pm.__all__, *methods] if not re.search(rf"\b{name}\b", guide)]
    assert missing == []


def test_every_public_name_can_be_had():
    for name in pm.__all__:
        assert getattr(pm, name) is not None
    assert set(pm.__all__) <= set(dir(pm))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        pm.nothing  # noqa: B018


def test_importing_is_light():
    import subprocess
    import sys

    code = "import sys, placemeaning; print([m for m in ('pandas', 'spacy', 'anywidget', 'altair', 'openpyxl') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"

"""Charts: what is written in them, and that they are whole without a network."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from placemeaning.analysis.matrix import matrix
from placemeaning.errors import ProjectError
from placemeaning.output.charts import heatmap
from test_matrix import PLACES, coding, frame, small

LABELS = {"place": {"kanaal": "Kanaal in Lindenholt"}, "code": {"relaxation": "ontspanning & rust", "walk": "<b>wandelen</b>"}}


def words_in(svg: str) -> str:
    """Return all words that are shown, in the order of the file, with their lines joined."""
    shown = re.sub(r"</tspan><tspan[^>]*>", " ", svg)
    return " | ".join(re.sub("<[^>]+>", "", text) for text in re.findall(r"<text[^>]*>(.*?)</text>", shown))


def fills(svg: str) -> list[str]:
    return re.findall(r'<path aria-label="[^"]*" [^>]*fill="(#[0-9a-f]{6})"', svg)


def told(svg: str) -> Sequence[str]:
    return re.findall(r'<path aria-label="([^"]*)"', svg)


def test_the_figures_the_labels_and_what_was_left_out_are_in_the_picture() -> None:
    svg = heatmap(matrix(small(), count="people", labels=LABELS, totals=True)).svg()
    shown = words_in(svg)
    for label in (
        "Kanaal in Lindenholt",
        "known-people",
        "ontspanning &amp; rust",
        "&lt;b&gt;wandelen&lt;/b&gt;",
        "winkel",
        "bankje",
        "Total",
    ):
        assert label in shown
    assert "Personen die dit zeggen, per plek en code" in shown
    left = "met een onzekere positie, 1 waarvan de woorden kwijt zijn, 1 zonder persoon, 1 zonder plek."
    assert f"6 coderingen geteld. Weggelaten: 1 {left}" in shown.replace(" | ", " ")
    assert told(svg) == [
        *("winkel, known-people: 0", "winkel, ontspanning &amp; rust: 2", "winkel, rest: 0", "winkel, &lt;b&gt;wandelen&lt;/b&gt;: 0"),
        *("winkel, Total: 2", "Kanaal in Lindenholt, known-people: 2", "Kanaal in Lindenholt, ontspanning &amp; rust: 1"),
        *("Kanaal in Lindenholt, rest: 0", "Kanaal in Lindenholt, &lt;b&gt;wandelen&lt;/b&gt;: 0", "Kanaal in Lindenholt, Total: 2"),
        *("bankje, known-people: 0", "bankje, ontspanning &amp; rust: 0", "bankje, rest: 0", "bankje, &lt;b&gt;wandelen&lt;/b&gt;: 0"),
        *("bankje, Total: 0", "Total, known-people: 2", "Total, ontspanning &amp; rust: 2", "Total, rest: 0"),
        *("Total, &lt;b&gt;wandelen&lt;/b&gt;: 0", "Total, Total: 2"),
    ]


def test_english_and_an_own_title() -> None:
    shown = words_in(heatmap(matrix(small()), language="en", title="What places mean").svg()).replace(" | ", " ")
    assert "What places mean Coded passages, by place and code." in shown
    assert "7 codings counted. Left out: 1 in an unsure position, 1 whose words are lost, 1 without a place." in shown


def test_more_is_darker_nothing_is_quiet_and_totals_are_apart() -> None:
    rows = [coding("doc-1", (0, i + 1), "rest", place) for place, n in (("winkel", 1), ("kanaal", 5)) for i in range(n)]
    one, five, none = fills(heatmap(matrix(frame(*rows), rows="code", columns="place")).svg())[6:9]
    light = [sum(int(colour[i : i + 2], 16) for i in (1, 3, 5)) for colour in (none, one, five)]
    assert light[0] > light[1] > light[2]
    table = matrix(frame(*rows), rows="code", columns="place", totals=True)
    assert {fills(heatmap(table).svg())[i] for i in (3, 7, 11, 15, 16, 19)} == {"#ebebe8"}


def test_labels_that_look_the_same_when_wrapped_keep_their_own_cells() -> None:
    names = {"place": {"winkel": "de  plek", "kanaal": "de plek", "bankje": "de plek "}}
    svg = heatmap(matrix(small(), labels=names)).svg()
    assert len(set(re.findall(r'<path aria-label="[^"]*" [^>]*d="([^"]*)"', svg))) == 12


@pytest.mark.parametrize("places", [0, 1, 3])
def test_empty_and_very_small_matrices(places: int) -> None:
    codings = frame()
    codings["place"] = codings["place"].cat.set_categories([*PLACES][:places])
    svg = heatmap(matrix(codings)).svg()
    assert len(told(svg)) == (places * 4 if places else 0)
    assert ("Er is nog niets gecodeerd" in words_in(svg)) == (places == 0)


def test_a_share_without_words_shows_a_dash() -> None:
    from test_matrix import TEXTS, documents

    svg = heatmap(matrix(small(), count="share", texts=TEXTS, document_frame=documents())).svg()
    assert re.findall(r">(·|–|\d+ %)<", svg) == ["·", "10 %", "10 %", "·", "20 %", "10 %", "·", "·", "–", "–", "–", "–"]


def test_forty_codes_stay_in_one_picture() -> None:
    codings = frame(coding("doc-1", (0, 3), "rest", "kanaal"))
    many = [f"code-{i}" for i in range(39)]
    codings["code"] = codings["code"].cat.add_categories(many)
    names = {one: f"belangrijk als je netwerk en mobiliteit verslechteren, nummer {one}" for one in many}
    svg = heatmap(matrix(codings, labels={"code": names})).svg()
    width, height = map(float, re.findall(r'<svg [^>]*width="(\d+)" height="(\d+)"', svg)[0])
    assert len(told(svg)) == 3 * 43
    assert width < 43 * 60
    assert height < 600


def test_files_are_what_their_ending_says(tmp_path: Path) -> None:
    chart = heatmap(matrix(small()))
    starts = {".png": b"\x89PNG\r\n\x1a\n", ".svg": b"<svg", ".pdf": b"%PDF-", ".html": b'<!DOCTYPE html>\n<html lang="nl">'}
    for ending, start in starts.items():
        path = chart.save(tmp_path / "new folder" / f"kaart{ending}")
        assert path.read_bytes().startswith(start)
    page = (tmp_path / "new folder" / "kaart.html").read_text("utf-8")
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)=["']https?://""", page)
    assert "known-people" in page
    assert sorted(path.name for path in (tmp_path / "new folder").iterdir()) == [f"kaart{one}" for one in (".html", ".pdf", ".png", ".svg")]


def test_another_ending_fails_at_once_and_a_failing_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = heatmap(matrix(small()))
    with pytest.raises(ValueError, match=r"^'kaart.jpg' does not end with one of .png, .svg, .pdf, .html$"):
        chart.save(tmp_path / "kaart.jpg")
    old = tmp_path / "kaart.svg"
    old.write_text("old")

    def refuse(*_: object) -> None:
        raise PermissionError("open elsewhere")

    monkeypatch.setattr("placemeaning.output.files.os.replace", refuse)
    with pytest.raises(ProjectError, match=r"kaart.svg kan niet worden geschreven: .* Sluit het daar"):
        chart.save(old)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("kaart.svg", "old")]


def test_wrong_language_fails_by_name() -> None:
    with pytest.raises(ValueError, match=r"^language='de' is not one of nl, en$"):
        heatmap(matrix(small()), language="de")


def test_a_notebook_gets_pictures_and_no_global_setting_changes() -> None:
    import altair

    before = (altair.renderers.active, altair.theme.active, altair.data_transformers.active)
    chart = heatmap(matrix(small()))
    shown = chart._repr_mimebundle_()
    assert [*shown] == ["application/vnd.vegalite.v5+json", "image/svg+xml", "image/png", "text/plain"]
    assert shown["image/svg+xml"].startswith("<svg")
    assert base64.b64decode(shown["image/png"]).startswith(b"\x89PNG")
    assert [*chart._repr_mimebundle_(include=["image/png"])] == ["image/png"]
    assert [*chart._repr_mimebundle_(exclude=["image/png"])] == ["application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain"]
    assert repr(chart).startswith("<Chart: Gecodeerde passages, per plek en code")
    assert isinstance(chart.altair, altair.LayerChart)
    assert chart.altair.to_dict()["width"] == chart.spec["width"]
    assert (altair.renderers.active, altair.theme.active, altair.data_transformers.active) == before

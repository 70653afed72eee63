"""Portraits of places, the report as a page and as Word, the map: whole values, and looked at by a browser."""

from __future__ import annotations

import base64
import json
import re
import zipfile
from html import unescape
from xml.etree import ElementTree

import docx
import pytest

import placemeaning as pm
from placemeaning.errors import NotFound
from placemeaning.model.document import Place
from placemeaning.output.map import metres, svg_map
from test_excel import convert
from widget_pages import launch

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


@pytest.fixture
def example(tmp_path):
    return pm.example_project(tmp_path / "study")


def text_of(html):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)))).strip()


def place_of(html, name):
    return html.split(f'<article class="place" id="place-{name}"')[1].split("</article>")[0]


def test_a_small_study_in_full(project, tmp_path):
    (project.path / "data/places.csv").write_text(
        "id,name,kind,neighbourhood,picture\nkanaal,Kanaal <1>,waterside,Lindenholt,foto.png\n", "utf-8"
    )
    (project.path / "foto.png").write_bytes(PNG)
    project.code("kort", "mijn rust", "relaxation", by="anna")
    barred = project.code("kort", "met een vriendin", "friendship", by="anna")
    project.publish(barred, False, by="anna")
    project.summarise("kanaal", "relaxation", "Rust & ruimte.", by="anna")
    html = project.report(tmp_path / "uit/rapport.html", language="en").read_text("utf-8")
    shown = text_of(place_of(html, "kanaal")).split(">", 1)[1].strip()
    assert shown == (
        "Kanaal <1> waterside, Lindenholt Who spoke 2 people, in 2 conversations. Mind: fewer than three people spoke here. This tells about who spoke, "
        "not about the place, and somebody may be recognised. Ask them before you share it. 1 passage about this place may not be published; it is "
        "counted and not shown. What the place means Relaxation Tot rust komen. 1 of 2 people, 1 passage Summary Rust & ruimte. “mijn rust” "
        "p1 · kort, turn 2, 00:00:04 Friendship Een vriend of vriendin. 1 of 2 people, 1 passage There is no quote here that may be published. "
        "↑ To the contents"
    )
    assert "met een vriendin" not in html
    assert f"data:image/png;base64,{base64.b64encode(PNG).decode()}" in html
    assert 'alt="Picture of Kanaal &lt;1&gt;"' in html


def test_the_page_needs_nothing_and_runs_nothing(example, tmp_path):
    html = example.report(tmp_path / "r.html").read_text("utf-8")
    assert not re.findall(r"<script|<link|<iframe|@import|url\(|\bon\w+=", html)
    assert not [one for one in re.findall(r'(?:href|src)="([^"]*)"', html) if not one.startswith(("#", "data:"))]
    assert len(html.encode()) < 5_000_000
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r' id="([^"]+)"', html))


def test_the_figures_are_those_of_the_matrix(example, tmp_path):
    html = example.report(tmp_path / "r.html", quotes=2).read_text("utf-8")
    matrix = example.matrix(count="people")
    labels = example.codebook.labels("nl")
    for place in matrix.row_ids:
        part = place_of(html, place)
        said = {code: int(n) for code, n in zip(matrix.column_ids, matrix.loc[matrix.index[matrix.row_ids.index(place)]], strict=True) if n}
        found = re.findall(r"<h4>(.*?)</h4>.*?</span>(\d+) van (\d+) mensen", part)
        base = int(matrix.bases["people"].iloc[matrix.row_ids.index(place)])
        assert {unescape(label): (int(n), int(b)) for label, n, b in found} == {
            labels[code][0].upper() + labels[code][1:]: (n, base) for code, n in said.items()
        }
        for section in part.split("<section>")[1:]:
            assert section.split("</section>")[0].count('<figure class="quote">') <= 2


def test_only_some_places_and_wrong_options(example, tmp_path):
    html = example.report(tmp_path / "r.html", places=["markt", "kanaal"], language="en").read_text("utf-8")
    assert re.findall(r'<article class="place" id="place-([^"]+)"', html) == ["markt", "kanaal"]
    assert "Portraits of 2 places" in html
    with pytest.raises(NotFound, match="there is no place 'kanaals'. Did you mean 'kanaal'"):
        example.report(tmp_path / "r.html", places="kanaals")
    with pytest.raises(ValueError, match=r"'r.pdf' does not end with .html or .docx"):
        example.report(tmp_path / "r.pdf")
    with pytest.raises(ValueError, match="language='uk' is not one of nl, en"):
        example.report(tmp_path / "r.html", language="uk")


def test_a_picture_outside_the_study_is_not_read(project, tmp_path_factory, tmp_path):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.png"
    secret.write_bytes(PNG + b"secret")
    (project.path / "data/places.csv").write_text(f"id,name,picture\nkanaal,Kanaal,{secret}\n", "utf-8")
    html = project.report(tmp_path / "r.html", language="en").read_text("utf-8")
    assert "data:image" not in html
    assert "was not found" in html


def test_an_empty_study_gives_a_report(tmp_path):
    study = pm.new_project(tmp_path / "leeg", title="Leeg")
    html = study.report(tmp_path / "r.html").read_text("utf-8")
    assert "<h1>Leeg</h1>" in html
    study.report(tmp_path / "r.docx")


def test_what_cards_say_helps_and_hinders(project, tmp_path):
    (tmp_path / "kaart.md").write_text("Waardevol: de bank\nHelpt: een praatje\nBelemmert: de stoep\nSamenhang: alles\n", "utf-8")
    project.import_files(tmp_path / "kaart.md", places="kanaal", people="p1")
    part = text_of(place_of(project.report(tmp_path / "r.html", language="nl").read_text("utf-8"), "kanaal"))
    assert "Wat helpt “een praatje” p1 · kaart, alinea 2" in part
    assert "Wat belemmert “de stoep” p1 · kaart, alinea 3" in part


def test_the_word_file_says_the_same(example, tmp_path):
    page = docx.Document(str(example.report(tmp_path / "r.docx", places=["kanaal", "ah-bemmel"])))
    headings = [one.text for one in page.paragraphs if one.style.name == "Heading 1"]
    assert headings == [
        "Het onderzoek",
        "Hoe het gedaan is",
        "Waar de plekken liggen",
        "Overzicht",
        "Kanaal (Lindenholt)",
        "Albert Heijn (Bemmel)",
    ]
    html = example.report(tmp_path / "r.html", places=["kanaal", "ah-bemmel"]).read_text("utf-8")
    quotes = {one.text.split("”\n")[0] + "”" for one in page.paragraphs if one.style.name == "Quote"}
    assert quotes == {unescape(one) for one in re.findall(r"“[^<]*?”(?=<)", html)}
    with zipfile.ZipFile(tmp_path / "r.docx") as package:
        document = package.read("word/document.xml").decode()
    assert 'descr="Plattegrond op schaal van 2 plekken' in document
    assert 'w:lang w:val="uk-UA"' in document


def test_another_program_opens_the_word_file(example, tmp_path):
    path = example.report(tmp_path / "r.docx", places="kanaal")
    assert "Verdieping van contact met buren" in convert(path, "txt").read_text("utf-8-sig")


def test_in_a_browser_wide_narrow_and_on_paper(example, tmp_path):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    path = example.report(tmp_path / "r.html")
    with sync_playwright() as play:
        browser = launch(play)
        page = browser.new_page(viewport={"width": 390, "height": 800})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.set_viewport_size({"width": 1200, "height": 900})
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:90]) for one in found if one["impact"] in ("serious", "critical")] == []
        assert asked == [path.as_uri()]
        assert page.pdf(prefer_css_page_size=True)[:5] == b"%PDF-"
        browser.close()


def test_the_map_is_to_scale():
    arnhem, nijmegen = Place("a", "Arnhem", latitude=51.9851, longitude=5.8987), Place("n", "Nijmegen", latitude=51.8126, longitude=5.8372)
    assert metres(arnhem, nijmegen) == pytest.approx(19_640, rel=0.003)  # 19.6 km as the crow flies
    middle = Place("m", "Midden", latitude=(51.9851 + 51.8126) / 2, longitude=(5.8987 + 5.8372) / 2)
    drawing = ElementTree.fromstring(svg_map([arnhem, nijmegen, middle], told="drie plekken"))
    spots = [(float(one.get("cx")), float(one.get("cy"))) for one in drawing.iter("{http://www.w3.org/2000/svg}circle")]
    (ax, ay), (nx, ny), (mx, my) = spots
    assert (mx, my) == (pytest.approx((ax + nx) / 2, abs=0.2), pytest.approx((ay + ny) / 2, abs=0.2))
    bar = next(one.get("d") for one in drawing.iter("{http://www.w3.org/2000/svg}path") if one.get("fill") == "none")
    length = float(re.search(r"H([\d.]+)", bar)[1]) - 16
    words = [one.text for one in drawing.iter("{http://www.w3.org/2000/svg}text")]
    km = int(next(word for word in words if word.endswith(" km"))[:-3])
    assert ((ax - nx) ** 2 + (ay - ny) ** 2) ** 0.5 / length == pytest.approx(metres(arnhem, nijmegen) / 1000 / km, rel=0.01)


def test_places_that_lie_together_stand_apart():
    same = [Place(f"p{number}", f"Plek {number}", latitude=51.8, longitude=5.8) for number in range(16)]
    drawing = ElementTree.fromstring(svg_map(same, told="zestien"))
    spots = [
        (float(one.get("cx")), float(one.get("cy"))) for one in drawing.iter("{http://www.w3.org/2000/svg}circle") if one.get("r") == "11"
    ]
    gaps = [((a - c) ** 2 + (b - d) ** 2) ** 0.5 for n, (a, b) in enumerate(spots) for c, d in spots[:n]]
    assert len(spots) == 16
    assert min(gaps) > 20


def test_geojson(example, tmp_path):
    found = json.loads(example.to_geojson(tmp_path / "plekken.geojson").read_text("utf-8"))
    first = found["features"][0]
    assert (found["type"], len(found["features"]), first["id"], first["geometry"]) == (
        "FeatureCollection", 16, "ah-bemmel", {"type": "Point", "coordinates": [5.8981, 51.8912]},
    )  # fmt: skip
    assert first["properties"]["people: known-people"] == 4
    with pytest.raises(ValueError, match=r"does not end with .geojson or .json"):
        example.to_geojson(tmp_path / "plekken.shp")


def test_the_map_is_saved(example, tmp_path):
    example.map().save(tmp_path / "kaart.png")
    assert (tmp_path / "kaart.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert "16. Hondenveld De Kwispel" in example.map().svg()

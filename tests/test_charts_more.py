"""Charts of people, places, interviews, voices and codes together: what is drawn, in words and figures."""

from __future__ import annotations

import dataclasses
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import placemeaning as pm
from placemeaning.analysis.cooccurrence import cooccurrence
from placemeaning.analysis.matrix import matrix
from placemeaning.analysis.saturation import saturation
from placemeaning.analysis.voices import voices
from placemeaning.model.document import Document, Turn
from placemeaning.model.moments import key
from placemeaning.model.text import Span
from placemeaning.output.look import Chart
from test_charts import words_in
from test_matrix import TEXT, TEXTS, coding, documents, frame, small


def interview(*seconds: float | None) -> Document:
    """Return an interview of three turns: "een twee drie", "vier vijf zes zeven", "acht negen tien"."""
    spans = [Span(0, 13), Span(14, 33), Span(34, len(TEXT))]
    turns = tuple(Turn(span, speaker="R", role="respondent", seconds=at) for span, at in zip(spans, seconds, strict=True))
    return Document(id="doc-1", kind="interview", title="Gesprek 1", text=TEXT, turns=turns)


def layer(chart: Chart, mark: str) -> list[dict[str, Any]]:
    """Return what the first layer with this mark draws."""
    found = next(one for one in chart.spec["layer"] if one["mark"]["type"] == mark)
    return list((found.get("data") or chart.spec["data"])["values"])


def only(values: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(value[name] for name in names) for value in values]


def counted_by_person() -> pm.Matrix:
    rows = [
        coding("doc-1", (0, 3), "rest", "kanaal", people=("p2",)),
        coding("doc-1", (4, 8), "rest", "kanaal", people=("p1",)),
        coding("doc-1", (4, 8), "rest", "kanaal", people=("p1",), coder="bert"),
        coding("doc-2", (0, 3), "walk", "winkel", people=("p3",)),
    ]
    return matrix(frame(*rows), count="people", document_frame=documents(), texts=TEXTS)


def test_each_dot_is_a_person() -> None:
    table = counted_by_person()
    chart = pm.dots(table)
    bases = dict(zip(table.row_ids, table.bases["people"], strict=False)) if table.bases is not None else {}
    tiles = {tuple(one["told"].rsplit(": ", 1)) for one in layer(chart, "rect")}
    assert ("kanaal, rest", f"2 van {max(2, bases['kanaal'])}") in tiles
    filled = [one["told"] for one in layer(chart, "circle") if one["fill"] != "#ffffff"]
    assert filled == ["winkel, walk: p3 zegt dit", "kanaal, rest: p1 zegt dit", "kanaal, rest: p2 zegt dit"]
    opened = [one for one in layer(chart, "circle") if one["fill"] == "#ffffff"]
    figures = table.counts.to_numpy()
    assert len(opened) == sum(max(0, int(n) - int(k)) for n, row in zip(bases.values(), figures, strict=True) for k in row)
    assert "gevuld wie dit zegt, open wie dit niet zegt" in chart.described


def test_dots_lie_beside_each_other_and_within_their_cell() -> None:
    rows = [coding("doc-1", (0, 3), "rest", "kanaal", people=(f"p{i}",)) for i in range(60)]
    chart = pm.dots(matrix(frame(*rows), count="people"))
    at = {(one["dx"], one["dy"]) for one in layer(chart, "circle")}
    assert len(at) == 60
    assert max(abs(dx) for dx, _ in at) * 2 < chart.spec["width"]["step"]
    assert max(abs(dy) for _, dy in at) * 2 < chart.spec["height"]["step"]


def test_dots_are_of_people_only_and_not_of_crowds() -> None:
    with pytest.raises(
        ValueError, match=r"^dots\(\) draws people, and this matrix counts passages: make it with count='people', or use heatmap"
    ):
        pm.dots(matrix(small()))
    crowd = matrix(frame(*[coding("doc-1", (0, 3), "rest", "kanaal", people=(f"p{i}",)) for i in range(401)]), count="people")
    with pytest.raises(ValueError, match="^401 people in one cell are more than 400 dots can show"):
        pm.dots(crowd)


def test_a_panel_for_each_place_with_all_codes_on_one_scale() -> None:
    table = matrix(small(), count="people")
    chart = pm.small_multiples(table, language="en")
    values = chart.spec["data"]["values"]
    assert [one["told"] for one in values] == [
        f"{row}, {column}: {table.loc[row, column]}" for row in table.row_labels for column in table.column_labels
    ]
    assert chart.spec["spec"]["encoding"]["x"]["scale"] == {"domain": [0, 2.5]}
    assert [*dict.fromkeys(one["panel"].split("|")[1].split("\n")[0] for one in values)] == table.row_labels


def test_a_panel_names_its_base_and_marks_a_small_one() -> None:
    shown = words_in(pm.small_multiples(counted_by_person()).svg())
    assert "n = " in shown
    assert "‼" in shown
    assert "⚠" not in shown


def test_a_timeline_in_minutes() -> None:
    codings = frame(
        coding("doc-1", (14, 33), "rest", "kanaal"),
        coding("doc-1", (0, 13), "walk", "kanaal"),
        coding("doc-1", (14, 23), "walk", "kanaal", coder="bert"),
        coding("doc-1", (14, 23), "walk", "kanaal"),
        coding("doc-1", None, "walk", "kanaal", status="lost"),
        coding("doc-2", (0, 3), "known-people", "kanaal"),
    )
    chart = pm.timeline(interview(0.0, 60.0, 180.0), codings)
    lanes = layer(chart, "bar")
    assert only(lanes, "lane", "begin") == [("0|Walk (2)", 0.0), ("1|Rest (1)", 0.0)]
    assert 4.0 < lanes[0]["end"] == lanes[1]["end"] < 5.0  # the last turn goes on at the pace of those before it
    bars = sorted(only(chart.spec["data"]["values"], "begin", "end", "told"))
    assert bars == [
        (0.0, 1.0, "Walk, 0:00: een twee drie"),
        (1.0, 1.947, "Walk, 1:00: vier vijf"),
        (1.0, 3.0, "Rest, 1:00: vier vijf zes zeven"),
    ]
    assert chart.described == (
        "Gesprek 1: van begin tot eind, gekleurd naar code 3 passages in 2 codes; elke code heeft een eigen regel, met het aantal passages "
        "achter de naam. Van links naar rechts: minuten in de opname. Waar een passage binnen een beurt begint, is geschat naar de letters "
        "ervoor. Weggelaten, omdat de positie niet zeker is: 1."
    )


def told(chart: Chart) -> list[tuple[Any, ...]]:
    return sorted(only(chart.spec["data"]["values"], "begin", "end", "told"))


def test_a_timeline_goes_by_the_times_kept_inside_turns() -> None:
    """ "vier vijf" is said from 1:00 to 1:10 and "zes zeven" until 3:00; "acht negen" from 3:00 to 3:50, and the pace goes on from there."""
    plain = interview(0.0, 60.0, 180.0)
    moments = {key(60.0, "vier vijf zes zeven"): ((10, 70.0),), key(180.0, "acht negen tien"): ((11, 230.0),)}
    codings = frame(*(coding("doc-1", span, "walk", "kanaal") for span in ((14, 19), (24, 27), (24, 33), (45, 49))))
    chart = pm.timeline(dataclasses.replace(plain, moments=moments), codings)
    last = round((230 + 4 * 180 / 34) / 60, 3)
    assert told(chart) == [
        (1.0, 1.083, "Walk, 1:00: vier"),
        (1.167, 1.778, "Walk, 1:10: zes"),
        (1.167, 3.0, "Walk, 1:10: zes zeven"),
        (3.833, last, "Walk, 3:50: tien"),
    ]
    assert "Binnen een beurt gelden de tijden die erin staan; daartussen is geschat naar de letters." in chart.described
    assert "geschat naar de letters ervoor" not in chart.described


@pytest.mark.parametrize("within", [((5, 90.0), (10, 70.0)), ((10, 200.0),), ((10, 50.0),)], ids=["backwards", "too late", "too early"])
def test_times_inside_a_turn_that_cannot_be_are_not_used(within: tuple[tuple[int, float], ...]) -> None:
    plain, codings = interview(0.0, 60.0, 180.0), frame(coding("doc-1", (14, 23), "walk", "kanaal"))
    odd = dataclasses.replace(plain, moments={key(60.0, "vier vijf zes zeven"): within})
    assert told(pm.timeline(odd, codings)) == told(pm.timeline(plain, codings)) == [(1.0, 1.947, "Walk, 1:00: vier vijf")]


def test_the_labels_of_a_timeline_are_in_its_language(tmp_path: Path) -> None:
    project = pm.example_project(tmp_path / "study")

    def lanes(codings: Any, language: str) -> list[str]:
        chart = pm.timeline(project.document("kanaal-02"), codings, language=language)
        return [one["lane"].partition("|")[2].replace("\n", " ") for one in layer(chart, "bar")]

    assert lanes(project.codings(), "nl") == [
        "belangrijk als je netwerk en mobiliteit verslechteren (10)",
        "verdieping van contact met buren (4)",
        "ontspanning (4)",
        "contact met mensen die je al kent (1)",
    ]
    assert lanes(project.codings(coder=["coder-a", "coder-b"]), "en") == [
        "important when your network and mobility decline (10)",
        "deepening contact with neighbours (4)",
        "relaxation (4)",
        "contact with people you already know (1)",
    ]
    assert lanes(project.codings(language="uk"), "en") == [
        "важливо, коли коло спілкування меншає й пересуватися стає важче (10)",
        "поглиблення стосунків із сусідами (4)",
        "відпочинок (4)",
        "спілкування з людьми, яких уже знаєш (1)",
    ]


@pytest.mark.parametrize("seconds", [(None, None, None), (0.0, None, 5.0), (9.0, 3.0, 5.0)], ids=["none", "some", "backwards"])
def test_a_timeline_in_words_where_times_do_not_serve(seconds: tuple[float | None, ...]) -> None:
    chart = pm.timeline(interview(*seconds), frame(coding("doc-1", (14, 33), "rest", "kanaal")), language="en")
    assert only(chart.spec["data"]["values"], "begin", "end", "told") == [(3.0, 7.0, "Rest, words 4: vier vijf zes zeven")]
    assert "From left to right: words of the text." in chart.described


def test_words_that_are_not_for_publication_are_not_in_the_picture() -> None:
    codings = frame(coding("doc-1", (14, 33), "rest", "kanaal"), coding("doc-1", (0, 8), "rest", "kanaal")).assign(publish=[False, True])
    svg = pm.timeline(interview(0.0, 60.0, 180.0), codings).svg()
    assert re.findall(r'aria-label="(Rest[^"]*)"', svg) == ["Rest, 1:00", "Rest, 0:00: een twee"]
    assert "vier" not in svg


def test_each_lane_has_its_own_colour_and_name() -> None:
    codings = frame(*(coding("doc-1", (0, 3 + i), code, "kanaal") for i, code in enumerate(("rest", "walk", "known-people"))))
    values = pm.timeline(interview(0.0, 60.0, 180.0), codings).spec["data"]["values"]
    assert len({one["lane"] for one in values}) == len({one["colour"] for one in values}) == 3


def found() -> Any:
    rows = [coding("doc-1", (0, 3), "rest", "kanaal"), coding("doc-2", (0, 3), "walk", "kanaal")]
    listed = documents().assign(date="2021-11-02")
    return saturation(frame(*rows), document_frame=listed, kinds=[*set(listed["kind"])])


def test_the_curve_draws_the_figures() -> None:
    rows = found().of()
    chart = pm.curve(found(), language="en")
    values = chart.spec["data"]["values"]
    names = ["interviews", "codes", "low", "high", "observed"]
    assert only(values, *names) == [tuple(map(float, row)) for row in rows[names].to_numpy()]
    assert [one["mark"]["type"] for one in chart.spec["layer"]] == ["area", "line", "line", "circle"]
    assert chart.spec["layer"][1]["mark"]["strokeDash"]
    assert f"Interviews: {len(rows)}. Codes: 2." in chart.described
    assert "A flat line says that nothing new was found with this codebook" in chart.described


def test_the_curve_of_an_unknown_place_and_of_nothing() -> None:
    with pytest.raises(ValueError, match="place='nergens'"):
        pm.curve(found(), "nergens")
    nothing = dataclasses.replace(found(), frame=found().frame.iloc[:0])
    assert "Er zijn nog geen interviews" in words_in(pm.curve(nothing).svg())


def two_voices() -> Any:
    rows = [coding("doc-1", (i, i + 1), "rest", "kanaal") for i in range(3)]
    rows += [coding("doc-1", (9, 12), "walk", "kanaal"), coding("doc-1", (0, 5), "walk", "winkel")]
    rows += [coding("doc-2", (i, i + 1), "walk", "kanaal", voice="professional") for i in range(4)]
    rows.append(coding("doc-2", (20, 25), "known-people", "kanaal", voice="professional"))
    return voices(frame(*rows))


def test_differences_draw_both_shares() -> None:
    chart = pm.differences(two_voices(), language="en")
    assert only(chart.spec["data"]["values"], "label", "first", "second", "shown") == [
        ("0|kanaal: rest", 0.75, 0.0, "+75"),
        ("1|kanaal: walk", 0.25, 0.8, "−55"),
        ("2|kanaal: known-people", 0.0, 0.2, "−20"),
    ]
    assert chart.spec["data"]["values"][0]["told"] == "kanaal, rest: residents 3 / 4; professionals + researchers 0 / 5 (+75)"
    assert [one["mark"].get("shape") for one in chart.spec["layer"] if one["mark"]["type"] == "point"] == ["circle", "triangle-up"]
    few = pm.differences(two_voices(), 1)
    assert "De 1 grootste van 3 verschillen." in few.described
    with pytest.raises(ValueError, match="^most=0 is less than 1"):
        pm.differences(two_voices(), 0)


def together() -> Any:
    spans = {"rest": [(0, 8), (20, 30)], "walk": [(4, 10), (22, 24)], "known-people": [(40, 44)]}
    return cooccurrence(frame(*(coding("doc-1", span, code, "kanaal") for code, all_of in spans.items() for span in all_of)))


def test_the_network_draws_each_pair_once_and_each_code() -> None:
    chart = pm.network(together(), language="en")
    assert [one["told"] for one in layer(chart, "rule")] == ["rest + walk: 2 together"]
    assert {one["told"] for one in layer(chart, "circle")} >= {"rest: 2", "walk: 2", "known-people: 1"}
    assert "(by pairs of overlapping passages); the thickest: 2." in chart.described
    assert pm.network(together()).svg() == pm.network(together()).svg()
    with pytest.raises(ValueError, match="^most=0 is less than 1"):
        pm.network(together(), 0)


def test_labels_of_a_network_never_lie_on_each_other() -> None:
    from placemeaning.output.network import _places

    for n in (1, 2, 3, 9, 40, 41):
        places = _places(n, 130.0)
        for side in (1, -1):
            heights = sorted(y for x, y in places if (x > 0 or (x == 0 and side == 1)) == (side == 1))
            steps = [b - a for a, b in pairwise(heights)]
            assert not steps or min(steps) > 0.9 * 2 * 130.0 / ((n + 1) // 2)


EMPTY = {
    "dots": lambda: pm.dots(no_matrix("people")),
    "small_multiples": lambda: pm.small_multiples(no_matrix("passages")),
    "timeline": lambda: pm.timeline(interview(0.0, 1.0, 2.0), frame()),
    "network": lambda: pm.network(cooccurrence(frame())),
    "differences": lambda: pm.differences(voices(frame())),
}


def no_matrix(count: Any) -> pm.Matrix:
    codings = frame()
    codings["place"] = codings["place"].cat.set_categories([])
    return matrix(codings, count=count)


@pytest.mark.parametrize("name", EMPTY)
def test_nothing_is_said_in_words(name: str) -> None:
    assert re.search("Er is nog niets gecodeerd|Er zijn geen verschillen", words_in(EMPTY[name]().svg()))


CHARTS = {
    "dots": lambda language: pm.dots(counted_by_person(), language=language),
    "small_multiples": lambda language: pm.small_multiples(counted_by_person(), language=language),
    "timeline": lambda language: pm.timeline(interview(0.0, 60.0, 180.0), small(), language=language),
    "curve": lambda language: pm.curve(found(), language=language),
    "differences": lambda language: pm.differences(two_voices(), language=language),
    "network": lambda language: pm.network(together(), language=language),
}


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_described_opens_as_a_file_and_is_drawn_by_jupyterlab(name: str, tmp_path: Path) -> None:
    chart = CHARTS[name]("en")
    assert chart.described != CHARTS[name]("nl").described
    drawn = chart._repr_mimebundle_(include=["application/vnd.vegalite.v5+json"])["application/vnd.vegalite.v5+json"]
    assert drawn["$schema"].endswith("/v5.json")
    assert {**drawn, "$schema": 0} == {**chart.spec, "$schema": 0}
    assert "NaN" not in chart.svg()
    assert 'aria-label="' in chart.svg()
    starts = {".png": b"\x89PNG\r\n\x1a\n", ".svg": b"<svg", ".pdf": b"%PDF-", ".html": b"<!DOCTYPE html>"}
    for ending, start in starts.items():
        assert chart.save(tmp_path / f"{name}{ending}").read_bytes().startswith(start)
    with pytest.raises(ValueError, match="language='de'"):
        CHARTS[name]("de")


@pytest.mark.parametrize("name", CHARTS)
def test_an_own_title_moves_the_other_one_below(name: str) -> None:
    makers: dict[str, Any] = {
        "dots": lambda **k: pm.dots(counted_by_person(), **k),
        "small_multiples": lambda **k: pm.small_multiples(counted_by_person(), **k),
        "timeline": lambda **k: pm.timeline(interview(0.0, 60.0, 180.0), small(), **k),
        "curve": lambda **k: pm.curve(found(), **k),
        "differences": lambda **k: pm.differences(two_voices(), **k),
        "network": lambda **k: pm.network(together(), **k),
    }
    usual = makers[name]().spec["title"]["text"]
    own = makers[name](title="Eigen titel").spec["title"]
    assert own["text"] == ["Eigen titel"]
    assert " ".join(usual) in " ".join(own["subtitle"])

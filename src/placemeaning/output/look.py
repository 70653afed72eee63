"""How all charts look: the class, the letters and colours, labels that wrap, and the heading."""

from __future__ import annotations

import textwrap
from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from placemeaning.output.drawing import Drawing

if TYPE_CHECKING:
    import altair

FONT = "Segoe UI, Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"
INK, SOFT, QUIET = "#1b2a33", "#55606a", "#8a939a"
EMPTY, TOTAL = "#f6f6f4", "#ebebe8"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
SMALL = "‼"  # marks a small base, as ⚠ does elsewhere
LAB, LAB_SCHEMA = "application/vnd.vegalite.v5+json", "https://vega.github.io/schema/vega-lite/v5.json"  # what JupyterLab 4 has in it
FIRST, SECOND = "#1d6083", "#c75b12"  # two sides: blue and orange differ for everybody; their marks differ too
LANES = (
    "#0072b2",
    "#d55e00",
    "#007a5a",
    "#a8468c",
    "#8a6d00",
    "#3a8fc4",
    "#555555",
)  # after Okabe & Ito (2008), darkened to stand out on white
LINES = "split(slice(datum.label, indexof(datum.label, '|') + 1), '\\n')"  # of a label
CHARACTER = 6.3  # points that a character of a label takes


class Chart(Drawing):
    """A chart: shown in a notebook as a picture, written to PNG, SVG, PDF or HTML, all without network.

    Parameters
    ----------
    spec
        The chart as a Vega-Lite specification.
    language
        ``nl`` or ``en``: of the page when written to HTML, and of errors.
    """

    def __init__(self, spec: Mapping[str, Any], language: str = "nl") -> None:
        self.spec = dict(spec)
        self._language = language

    @property
    def described(self) -> str:
        """What the chart shows, in words."""
        return str(self.spec.get("description", ""))

    @property
    def altair(self) -> altair.LayerChart:
        """The chart as an Altair chart, to change it further."""
        import altair as alt

        return alt.LayerChart.from_dict(self.spec)

    def _repr_mimebundle_(self, include: Container[str] | None = None, exclude: Container[str] | None = None) -> dict[str, Any]:
        """Return the pictures, and the chart for JupyterLab's own drawing program, which shows what a mark says when it is pointed at."""
        wanted = (include is None or LAB in include) and (exclude is None or LAB not in exclude)
        drawn: dict[str, Any] = {LAB: self.spec | {"$schema": LAB_SCHEMA}} if wanted else {}
        return drawn | super()._repr_mimebundle_(include, exclude)

    def svg(self) -> str:
        """Return the chart as SVG."""
        import vl_convert

        return str(vl_convert.vegalite_to_svg(self.spec))

    def png(self, scale: float = 2) -> bytes:
        """Return the chart as PNG; `scale` pixels to a point."""
        import vl_convert

        return bytes(vl_convert.vegalite_to_png(self.spec, scale=scale))

    def pdf(self) -> bytes:
        """Return the chart as PDF."""
        import vl_convert

        return bytes(vl_convert.vegalite_to_pdf(self.spec))


def chart_of(
    body: Mapping[str, Any], title: str, below: Iterable[str], *, width: float, language: str, config: Mapping[str, Any] | None = None
) -> Chart:
    """Return `body` as a chart of the common look, with `title` and sentences above it; they are its description too."""
    head = heading(title, below, max(width, 480))
    axis = {"domain": False, "ticks": False, "grid": False, "labelLimit": 0, "title": None, "labelColor": INK, "labelFontSize": 12}
    look = {"font": FONT, "view": {"stroke": None}, "axis": axis, **(config or {})}
    described = " ".join([*head["text"], *head["subtitle"]])
    for_lab = {"embedOptions": {"renderer": "svg", "actions": False}}
    spec = {
        "$schema": SCHEMA,
        "description": described,
        "title": head,
        "background": "#ffffff",
        "padding": 16,
        "config": look,
        "usermeta": for_lab,
    }
    return Chart(spec | dict(body), language)


def heading(title: str, below: Iterable[str], width: float) -> dict[str, Any]:
    """Return a title and the sentences below it, in lines that fit `width` points, in signs that the letters of all computers have."""
    title, below = plain(title), [plain(sentence) for sentence in below]
    words = {
        "text": textwrap.wrap(title, int(width / 9)) or [" "],
        "subtitle": [line for sentence in below for line in textwrap.wrap(sentence, int(width / 6))],
    }
    size = {"fontSize": 18, "fontWeight": 600, "lineHeight": 23, "subtitleFontSize": 12, "subtitleLineHeight": 17, "subtitlePadding": 6}
    return {**words, **size, "anchor": "start", "frame": "group", "offset": 14, "color": INK, "subtitleColor": SOFT}


def plain(words: str) -> str:
    """Return `words` with signs that Arial and its likes have: for one that they lack, a picture takes other letters for the whole line."""
    return words.replace("⚠", SMALL)


def wrap(label: str, room: int) -> str:
    """Return `label` in lines of at most `room` characters; a longer word is broken with a hyphen."""
    words = []
    for word in label.split():
        while len(word) > room:
            words.append(word[: room - 1] + "-")
            word = word[room - 1 :]
        words.append(word)
    return "\n".join(textwrap.wrap(" ".join(words), room, break_long_words=False, break_on_hyphens=False)) or " "


def by_lines(first: float, step: float) -> dict[str, Any]:
    """Return a value of a label that grows by `step` with every further line of it: Vega places the first line only."""
    cases = [{"test": f"length({LINES}) == {n}", "value": first + step * (n - 1)} for n in range(2, 12)]
    return {"condition": cases, "value": first}


def as_is(field: str) -> dict[str, Any]:
    """Return the encoding of a field that holds colours."""
    return {"field": field, "type": "nominal", "scale": None}


def numbered(labels: list[str]) -> list[str]:
    """Return the labels with a number before each, which is not shown: labels that look the same stay apart."""
    return [f"{i}|{label}" for i, label in enumerate(labels)]


def nothing(words: str) -> dict[str, Any]:
    """Return a chart that says in words that there is nothing to show."""
    text = {"mark": {"type": "text", "fontSize": 15, "color": SOFT}, "encoding": {"text": {"value": words}}}
    box = {"mark": {"type": "rect", "color": EMPTY, "cornerRadius": 6}}
    return {"data": {"values": [{}]}, "width": 480, "height": 140, "layer": [box, text]}

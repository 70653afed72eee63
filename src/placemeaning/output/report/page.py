"""The report as one HTML file: no script, nothing fetched; it reads on a telephone, prints, and works by keyboard and screen reader."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape

from placemeaning.analysis.heat import ink_on, shade
from placemeaning.analysis.portraits import Difference, Meaning, Portrait, Quote
from placemeaning.output.map import located, svg_map
from placemeaning.output.report.content import Picture, Report
from placemeaning.output.report.style import CSS

_ACROSS, _UPRIGHT = 14, 9  # columns of the overview in one table, and those whose heads are not turned


def page(report: Report) -> str:
    """Return the report as the content of an HTML file."""
    return (
        f'<!DOCTYPE html>\n<html lang="{report.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_(report.title)}</title><style>{CSS}</style></head><body>"
        f'<a class="skip" href="#content">{_(report.say("skip"))}</a>'
        f'<header class="top"><div><h1>{_(report.title)}</h1><p>{_(report.subtitle)}</p></div></header>'
        f"{_contents(report)}"
        f'<main id="content">{_study(report)}{_how(report)}{_map(report)}{_overview(report)}{"".join(_place(report, one) for one in report.portraits)}</main>'
        f"<footer>{_(report.made)}</footer></body></html>\n"
    )


def _(text: str) -> str:
    return escape(text, quote=True)


def _paragraphs(words: Iterable[str]) -> str:
    return "".join(f"<p>{_(one)}</p>" for one in words if one.strip())


def _contents(report: Report) -> str:
    chapters = "".join(f'<li><a href="#{name}">{_(report.say(name))}</a></li>' for name in ("study", "how", "map", "overview"))
    places = "".join(f'<li><a href="#place-{_(one.place.id)}">{_(one.place.name)}</a></li>' for one in report.portraits)
    return (
        f'<nav class="places" id="contents" aria-label="{_(report.say("contents"))}"><div><ul>{chapters}</ul><ul>{places}</ul></div></nav>'
    )


def _study(report: Report) -> str:
    facts = "".join(
        f"<div><dt>{_(name)}</dt><dd{'' if len(value) < 12 else ' class=words'}>{_(value)}</dd></div>"
        for name, value in report.facts.items()
    )
    words = _paragraphs(report.description.split("\n\n"))
    return f'<section id="study" aria-labelledby="h-study"><h2 id="h-study">{_(report.say("study"))}</h2>{words}<dl class="facts">{facts}</dl></section>'


def _how(report: Report) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_(label)}</th><td>{_(definition)}</td><td>{_(report.say("in places", n=n))}</td></tr>'
        for label, definition, n in report.codes
    )
    head = "".join(f'<th scope="col">{_(report.say(word))}</th>' for word in ("meaning", "definition", "places"))
    table = f'<table class="codes"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>' if rows else ""
    return (
        f'<section id="how" aria-labelledby="h-how"><h2 id="h-how">{_(report.say("how"))}</h2>{_paragraphs(report.how)}'
        f'<h3>{_(report.say("codes"))}</h3><div class="scroll" tabindex="0" role="region" aria-label="{_(report.say("codes"))}">{table}</div></section>'
    )


def _map(report: Report) -> str:
    places = [one.place for one in report.portraits]
    there = sorted(located(places), key=lambda place: -(place.latitude or 0))
    missing = [one.name for one in places if one not in there]
    told = report.say("map told", n=len(there), names=", ".join(one.name for one in there))
    drawing = svg_map(places, told=told, links=True).replace("<svg ", '<svg style="max-width:100%;height:auto" ', 1) if there else ""
    legend = "".join(f'<li><a href="#place-{_(one.id)}">{_(one.name)}</a></li>' for one in places)
    left = f"<p>{_(report.say('no position', names=', '.join(missing)))}</p>" if missing else ""
    return (
        f'<section id="map" aria-labelledby="h-map"><h2 id="h-map">{_(report.say("map"))}</h2>'
        f'<figure>{drawing}</figure><ol class="legend">{legend}</ol>{left}</section>'
    )


def _overview(report: Report) -> str:
    names = report.matrix.column_labels
    parts = [range(first, min(first + _ACROSS, len(names))) for first in range(0, len(names), _ACROSS)]
    told = report.say("matrix told")
    tables = "".join(_overview_of(report, columns) for columns in parts)
    return (
        f'<section id="overview" aria-labelledby="h-overview"><h2 id="h-overview">{_(report.say("overview"))}</h2><p>{_(told)}</p>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{_(told)}">{tables}</div><p class="define">{_(report.matrix.note)}</p></section>'
    )


def _overview_of(report: Report, columns: range) -> str:
    """Return the overview of some codes: so many as fit across a page."""
    matrix, base, greatest = report.matrix, report.matrix.base, report.matrix.greatest()
    head = "".join(f'<th scope="col">{_(matrix.column_labels[number])}</th>' for number in columns)
    if base is not None:
        head = f'<th scope="col">n</th>{head}'
    rows = []
    for r, label in enumerate(matrix.row_labels):
        cells = "".join(_heat(float(matrix.iloc[r, number]), greatest) for number in columns)  # type: ignore[arg-type]
        n = f"<td><small>{int(base.iloc[r])}</small></td>" if base is not None else ""
        rows.append(f'<tr><th scope="row">{_(label)}</th>{n}{cells}</tr>')
    many = " many" if len(columns) > _UPRIGHT else ""
    return f'<table class="heat{many}"><thead><tr><td></td>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _heat(value: float, greatest: float) -> str:
    if not value:
        return '<td style="background:#f6f6f4;color:#6b757c">0</td>'
    colour = shade(value, greatest)
    return f'<td style="background:{colour};color:{ink_on(colour)}">{value:g}</td>'


def _place(report: Report, portrait: Portrait) -> str:
    place = portrait.place
    small = [one.place for one in report.portraits]
    there = place in located(small)
    plan = svg_map(small, told=report.say("map told", n=1, names=place.name), width=250, chosen=place.id) if there else ""
    parts = [
        f'<article class="place" id="place-{_(place.id)}" aria-labelledby="h-{_(place.id)}"><h2 id="h-{_(place.id)}">{_(place.name)}</h2>',
        f'<p class="where">{_(report.where(portrait))}</p>',
        _picture(report, portrait),
        f'<div class="sides"><div><h3>{_(report.say("who"))}</h3><p>{_(report.who_spoke(portrait))}</p>{_warnings(report, portrait)}</div>'
        f"<aside>{plan}</aside></div>",
        f"<h3>{_(report.say('meanings'))}</h3>" if portrait.meanings else f"<p>{_(report.say('nothing'))}</p>",
        *(_meaning(report, portrait, one) for one in portrait.meanings),
        _voices(report, portrait),
        _cards(report, portrait),
        f'<p class="back"><a href="#contents">↑ {_(report.say("to top"))}</a></p></article>',
    ]
    return "".join(parts)


def _picture(report: Report, portrait: Portrait) -> str:
    found: Picture | None = report.pictures.get(portrait.place.id)
    if found is None:
        return ""
    if found.data is None:
        return f'<p class="warn">{_(report.say("picture missing", file=found.file))}</p>'
    told = report.say("picture", place=portrait.place.name)
    return f'<figure class="picture"><img alt="{_(told)}" src="data:{found.kind};base64,{base64.b64encode(found.data).decode()}"></figure>'


def _warnings(report: Report, portrait: Portrait) -> str:
    few = f'<p class="warn">{_(report.say("few"))}</p>' if portrait.few else ""
    barred = f'<p class="define">{_(report.say("barred", n=portrait.barred))}</p>' if portrait.barred else ""
    return few + barred


def _meaning(report: Report, portrait: Portrait, one: Meaning) -> str:
    part = round(100 * one.people / one.base) if one.base else 0
    passages = report.say("passages", n=one.passages)
    said = f"{report.say('of', n=one.people, base=one.base)}, {passages}" if one.people else report.say("of nobody", n=one.passages)
    define = f'<p class="define">{_(one.definition)}</p>' if one.definition else ""
    summary = f'<div class="summary"><b>{_(report.say("summary by"))}</b>{_(one.summary)}</div>' if one.summary else ""
    quotes = "".join(_quote(report, portrait, quote) for quote in one.quotes) or f'<p class="define">{_(report.say("no quote"))}</p>'
    return (
        f"<section><h4>{_(one.label)}</h4>{define}"
        f'<p class="bar"><span class="line" aria-hidden="true"><i style="width:{part}%"></i></span>{_(said)}</p>{summary}{quotes}</section>'
    )


def _quote(report: Report, portrait: Portrait, quote: Quote) -> str:
    told = f"{report.speaker(quote, portrait)} · {quote.source}"
    return f'<figure class="quote"><blockquote lang="{quote.language}">“{_(quote.words)}”</blockquote><figcaption>{_(told)}</figcaption></figure>'


def _voices(report: Report, portrait: Portrait) -> str:
    if not portrait.voices:
        return ""
    head = "".join(f'<th scope="col">{_(word)}</th>' for word in (report.say("meaning"), report.say("residents"), report.say("others")))
    rows = "".join(_difference(report, portrait, one) for one in portrait.voices)
    return (
        f"<h3>{_(report.say('voices'))}</h3><p>{_(report.say('voices how'))}</p>"
        f'<div class="scroll"><table class="voices"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _difference(report: Report, portrait: Portrait, one: Difference) -> str:
    sides = ((one.first, one.first_base, True), (one.second, one.second_base, False))
    cells = ""
    for n, base, resident in sides:
        quotes = [quote for quote in one.quotes if (quote.voice == "resident") == resident]
        words = "".join(
            f'<p lang="{quote.language}">“{_(quote.words)}”</p><small>{_(report.speaker(quote, portrait))} · {_(quote.source)}</small>'
            for quote in quotes
        )
        cells += f"<td><b>{round(100 * n / base)}%</b> <small>({n} / {base})</small>{words}</td>"
    return f'<tr><th scope="row">{_(one.label)}</th>{cells}</tr>'


def _cards(report: Report, portrait: Portrait) -> str:
    sides: Sequence[tuple[str, Sequence[Quote]]] = (("helps", portrait.helps), ("hinders", portrait.hinders))
    if not any(quotes for _name, quotes in sides):
        return ""
    columns = "".join(
        f"<div><h3>{_(report.say(name))}</h3>{''.join(_quote(report, portrait, quote) for quote in quotes)}</div>" for name, quotes in sides
    )
    return f'<div class="two">{columns}</div>'

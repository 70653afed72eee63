"""One feedback page per student: what was seen, where fellow students read it so too, and what to look at once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from placemeaning.classroom.phrases import many, number, phrase
from placemeaning.model.document import shorten
from placemeaning.model.text import fold

if TYPE_CHECKING:
    from placemeaning.classroom.marks import Marks

SHOWN = 6  # passages of a kind; the workbook has them all
_LONG = 320  # code points of a quote

_STYLE = """
.pm-page{font:15px/1.5 "Segoe UI",Arial,sans-serif;color:#1b2a33;background:#fff;max-width:46rem;margin:0 auto;padding:1.5rem;overflow-wrap:anywhere}
.pm-page h1{font-size:1.6rem;line-height:1.25;margin:0 0 .2rem}.pm-page h2{font-size:1.1rem;margin:1.6rem 0 .3rem;color:#1d6083;break-after:avoid}
.pm-page p{margin:.35rem 0}.pm-page .soft{color:#55606a}.pm-page .tiles{display:flex;gap:.7rem;margin:1rem 0;flex-wrap:wrap}
.pm-page .tile{flex:1 1 9rem;background:#eef5f3;border-radius:8px;padding:.6rem .8rem}.pm-page .tile b{font-size:1.7rem;line-height:1.2;display:block}
.pm-page table{border-collapse:collapse;width:100%;background:#fff;color:#1b2a33}
.pm-page th,.pm-page td{padding:.3rem .5rem;border-bottom:1px solid #dde3e3;text-align:center;background:#fff}
.pm-page th:first-child{text-align:left;font-weight:600}.pm-page thead th{color:#55606a;font-weight:400;vertical-align:bottom}
.pm-page .card{border-left:4px solid #9fcfcd;padding:.1rem 0 .1rem .8rem;margin:.8rem 0;break-inside:avoid}
.pm-page blockquote{margin:0;font-style:normal}.pm-page .mine{background:#cfe6e1}.pm-page .theirs{border-bottom:2px solid #1d6083}
@media print{@page{size:A4;margin:16mm}.pm-page{font-size:10.5pt;padding:0;max-width:none}.pm-page *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


class Page(str):
    """A page of HTML; in Jupyter it shows as that page."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return f"<style>{_STYLE}</style>{self.partition('<body>')[2].partition('</body>')[0]}"


def whole(title: str, body: str, language: str) -> Page:
    """Return a page with everything in it: it needs no other file and no network."""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    return Page(
        f'<!DOCTYPE html>\n<html lang="{language}"><head>{head}<title>{escape(title)}</title><style>{_STYLE}</style></head>'
        f'<body><main class="pm-page">{body}</main></body></html>\n'
    )


def page(marks: Marks, student: str, language: str) -> Page:
    """Return the feedback page of one student."""
    return whole(f"{student} · {phrase('page title', language)}", "".join(_Writer(marks, student, language).parts()), language)


class _Writer:
    """Writes the page, part by part."""

    def __init__(self, marks: Marks, student: str, language: str) -> None:
        self._marks, self._student, self._language = marks, student, language
        self._row = marks.students.set_index("student").loc[student]
        self._found = marks.passages[marks.passages["student"] == student]
        self._labels = marks.codebook.labels(language)

    def _say(self, word: str, **values: object) -> str:
        return escape(phrase(word, self._language, **values))

    def parts(self) -> Iterator[str]:
        """Yield the parts of the page from top to bottom."""
        row = self._row
        who = f"{self._student} ({row['members']})" if row["members"] else self._student
        yield f"<h1>{self._say('page title')}</h1><p class=soft>{self._say('for', who=who)} · {escape(self._marks.title)}</p>"
        if not row["codings"]:
            yield f"<p>{self._say('nothing coded')}</p>"
            return
        yield self._intro()
        yield self._tiles()
        yield self._by_code()
        yield self._seen()
        differ = self._found[self._found["outcome"] != "found"]
        once = _once(differ.to_dict("records"))
        yield self._cards("shared", sorted((one for one in once if one["so_too"]), key=lambda one: -one["so_too"]))
        yield self._cards("look", [one for one in once if not one["so_too"]], definitions=True)
        yield self._borders()
        yield self._next(differ)

    def _intro(self) -> str:
        row, language = dict(self._row), self._language
        documents, codings = many("documents", int(row["documents"]), language), many("passages", int(row["codings"]), language)
        said = f"<p>{self._say('intro', documents=documents, codings=codings, key=self._marks.key)}</p>"
        return said + (f"<p class=soft>{self._say('not read', documents=row['not_read'])}</p>" if row["not_read"] else "")

    def _tiles(self) -> str:
        row = self._row
        tiles = [
            (row["found"], self._say("tile found", n=row["key"])),
            (row["missed"], self._say("tile missed")),
            (row["extra"], self._say("tile extra")),
        ]
        body = "".join(f"<div class=tile><b>{value}</b>{what}</div>" for value, what in tiles)
        unit = phrase(self._marks.agreement.unit, self._language).lower()
        values = {"unit": unit, "key": number(row["with_key"], self._language), "others": number(row["with_class"], self._language)}
        return f"<div class=tiles>{body}</div><p class=soft>{self._say('agreed', **values)}</p>"

    def _by_code(self) -> str:
        mine = self._marks.by_code[self._marks.by_code["student"] == self._student]
        names = ("key", "found", "missed", "extra")
        head = "".join(f"<th scope=col>{self._say(f'col {name}')}</th>" for name in names)
        rows = "".join(self._code_row(row["code"], [row[name] for name in names]) for row in mine.to_dict("records"))
        return f"<h2>{self._say('per code')}</h2><table><thead><tr><th></th>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def _code_row(self, code: str, figures: list[int]) -> str:
        cells = "".join(f"<td>{figure or '·'}</td>" for figure in figures)
        return f"<tr><th scope=row>{escape(self._label(code))}</th>{cells}</tr>"

    def _label(self, code: str) -> str:
        return self._labels.get(code, code)

    def _seen(self) -> str:
        """Return what this student saw as the key did, and not everybody."""
        found = self._found[(self._found["outcome"] == "found") & (self._found["so_too"] < self._found["others"])]
        rows = found.sort_values("so_too", kind="stable").head(3).to_dict("records")
        cards = [self._card(row["quote"], f"<b>{escape(self._label(row['code']))}</b> · {self._seen_by(row)}", row) for row in rows]
        return self._section("seen", cards)

    def _seen_by(self, row: Any) -> str:
        so_too, others = int(row["so_too"]), int(row["others"])
        if so_too:
            return self._say("seen by one" if so_too == 1 else "seen by", so_too=so_too, others=others)
        return self._say("seen by only reader" if others == 1 else "seen by nobody", others=others)

    def _cards(self, word: str, rows: list[Any], *, definitions: bool = False) -> str:
        """Return the passages that student and key read differently; where others read it so too, that is said."""
        told = [self._differing(row, definitions) for row in rows[:SHOWN]]
        rest = len(rows) - SHOWN
        return self._section(word, told, f"<p class=soft>{self._say('and more', n=rest)}</p>" if rest > 0 else "")

    def _differing(self, row: Any, definition: bool) -> str:
        code, missed = f"“{self._label(row['code'])}”", row["outcome"] == "missed"
        instead = ", ".join(f"“{self._label(one)}”" for one in row["instead"].split(", ")) if row["instead"] else ""
        if missed:
            other = phrase("you gave", self._language, codes=instead) if instead else phrase("you open", self._language)
            said = self._say("key saw", code=code, mine=other)
        else:
            other = phrase("key gave it", self._language, codes=instead) if instead else phrase("key open", self._language)
            said = self._say("you saw", code=code, theirs=other)
        said += self._others(row, code, missed)
        if definition and row["code"] in self._marks.codebook:
            meant = self._marks.codebook[row["code"]].definition
            said += f"<br><span class=soft>{self._say('means', code=self._label(row['code']), definition=meant)}</span>"
        return self._card(row["quote"] or row["key_quote"], said, row)

    def _others(self, row: Any, code: str, missed: bool) -> str:
        """Return how many others decided so too, in words."""
        so_too, others, given = int(row["so_too"]), int(row["others"]), row.get("given")
        if not so_too:
            return "" if others else f" {self._say('alone')}"
        word = "open too" if missed and not given else "gave too"
        word += " only" if others == 1 else " one" if so_too == 1 else ""
        return " " + self._say(word, so_too=so_too, others=others, code=f"“{self._label(given)}”" if given else code)

    def _card(self, quote: str, below: str, row: Any) -> str:
        where = f"<span class=soft>{escape(self._title(row['document']))}</span>"
        return f"<div class=card><blockquote>“{escape(shorten(quote, _LONG))}”</blockquote><p>{below}<br>{where}</p></div>"

    def _title(self, document: str) -> str:
        return self._marks.texts[document].title or document

    def _section(self, word: str, cards: list[str], after: str = "", **values: object) -> str:
        if not cards:
            return ""
        one = f"{word} lead one" if values.get("n") == 1 else f"{word} lead"
        return f"<section><h2>{self._say(word)}</h2><p>{self._say(one, **values)}</p>{''.join(cards)}{after}</section>"

    def _borders(self) -> str:
        """Return the passages that both saw, with other borders: those that differ most."""
        found = self._found[(self._found["outcome"] == "found") & ((self._found["starts_later"] != 0) | (self._found["stops_later"] != 0))]
        rows = found.sort_values("overlap", kind="stable").head(3).to_dict("records")
        return self._section("spans", [self._bordered(row) for row in rows], n=len(found))

    def _bordered(self, row: Any) -> str:
        spans = {"mine": (int(row["start"]), int(row["stop"])), "theirs": (int(row["key_start"]), int(row["key_stop"]))}
        text = self._marks.texts[row["document"]].text
        ends = sorted({end for span in spans.values() for end in span})
        pieces = "".join(
            _piece(text[a:b], [name for name, (start, stop) in spans.items() if start <= a and b <= stop]) for a, b in pairwise(ends)
        )
        return f"<div class=card><blockquote>{pieces}</blockquote><p><b>{escape(self._label(row['code']))}</b></p></div>"

    def _next(self, differ: pd.DataFrame) -> str:
        lines = [self._say("next question")]
        most = differ["code"].value_counts()
        if len(most) and most.iloc[0] > 1 and (name := str(most.index[0])) in self._marks.codebook:
            code = self._marks.codebook[name]
            if code.include and code.exclude:
                lines.append(self._say("next code", code=f"“{self._label(name)}”", include=code.include, exclude=code.exclude))
        return f"<section><h2>{self._say('next')}</h2>{''.join(f'<p>{line}</p>' for line in lines)}</section>"


def _once(rows: list[Any]) -> list[Any]:
    """Return what differs, each passage once: one code instead of another is one difference, not something missed and something extra.

    Where others gave that code too, that is what is told of them (``given``).
    """
    kept = [dict(one) for one in rows if one["outcome"] == "missed"]
    for extra in (one for one in rows if one["outcome"] == "extra"):
        twins = [one for one in kept if one["outcome"] == "missed" and _is_instead(one, extra)]
        if not twins:
            kept.append(dict(extra))
        elif extra["so_too"]:
            twins[0].update(so_too=extra["so_too"], given=extra["code"])
    return kept


def _is_instead(missed: Any, extra: Any) -> bool:
    """Return whether an extra passage is what was given instead of a missed one."""
    touch = missed["document"] == extra["document"] and missed["key_start"] < extra["stop"] and extra["start"] < missed["key_stop"]
    return bool(touch) and extra["code"] in missed["instead"].split(", ")


def _piece(words: str, classes: Iterable[str]) -> str:
    return f'<span class="{" ".join(classes)}">{escape(fold(words) if len(words) > 3 * _LONG else words)}</span>'

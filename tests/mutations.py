"""Broken and hostile files, made from whole ones; each follows from a seed and a number, so that a fault can be made again.

python tests/mutations.py --files 20000 --seed 1     import so many of them, and print what came of each kind
python tests/mutations.py --seed 1 --only 1234       import that one, and print what came of it
"""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from hostile_monsters import huge_cell, many_lines, nesting, zip_bomb
from hostile_seeds import Seed, packed

Change = Callable[[random.Random, Seed, "Maker"], Seed]
ENDINGS = (
    ".txt", ".md", ".docx", ".odt", ".fodt", ".rtf", ".pdf", ".html", ".vtt", ".srt", ".otr", ".json", ".tsv", ".csv", ".xlsx", ".doc",
    ".mp3", ".zip", ".xls", "",
)  # fmt: skip
SECRET = "KANARIE-9431"
"""Words that stand only in files around the project: they must come back nowhere."""


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile file: its name and bytes, or where a link by that name leads; a table that lies beside it; a path inside it."""

    kind: str
    name: str
    data: bytes = b""
    link: str = ""
    table: str = ""


class Maker:
    """Makes the hostile file that belongs to a number.

    Parameters
    ----------
    around
        The folder in which the project lies, with a file ``outside/secret.txt`` that entities, links and names try to reach.
    port
        Where somebody on this machine counts who calls.
    """

    def __init__(self, seeds: Sequence[Seed], real: Sequence[Seed], around: str, port: int) -> None:
        self.small, self.real, self.around, self.port = list(seeds), list(real), around, port

    def case(self, seed: int, number: int) -> Case:
        """Return the file of this number."""
        dice = random.Random(f"{seed}-{number}")
        kind = dice.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
        if kind in _WHOLE:
            return replace(_WHOLE[kind](dice, self), kind=kind)
        whole = self.any(dice)
        changed = _CHANGES[kind](dice, whole, self)
        return Case(kind, f"{number}-{changed.name}", changed.data)

    def any(self, dice: random.Random) -> Seed:
        """Return a small seed, at times a real file."""
        return dice.choice(self.real if self.real and dice.random() < 0.04 else self.small)


def truncated(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    return replace(whole, data=whole.data[: dice.randrange(len(whole.data))])


def flipped(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    data = bytearray(whole.data)
    for _ in range(dice.choice((1, 2, 8, 40, 200))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return replace(whole, data=bytes(data))


def spliced(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    other = maker.any(dice)
    return replace(whole, data=whole.data[: dice.randrange(len(whole.data))] + other.data[dice.randrange(len(other.data)) :])


def misnamed(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    return replace(whole, name=whole.name.rpartition(".")[0] + dice.choice(ENDINGS))


def nested(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    data = whole.data
    for depth in range(dice.randint(1, 12)):
        data = packed({dice.choice(("a.zip", "word/document.xml", "content.xml", "xl/workbook.xml", whole.name, f"{depth}/b.docx")): data})
    return replace(whole, name="pak" + dice.choice(ENDINGS), data=data)


def nulled(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    at = dice.randrange(len(whole.data))
    return replace(whole, data=whole.data[:at] + b"\0" * dice.choice((1, 1, 2, 50, 5000)) + whole.data[at:])


def stretched(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    """Repeat a piece of the file many times, or put a long run of one sign into it: what makes slow patterns slow."""
    begin = dice.randrange(len(whole.data))
    piece = whole.data[begin : begin + dice.randint(1, 60)] if dice.random() < 0.5 else dice.choice(_RUNS)
    at = dice.choice((begin, begin, 0, len(whole.data)))
    return replace(whole, data=whole.data[:at] + piece * dice.choice((20, 300, 3000)) + whole.data[at:])


def odd(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    """Put numbers, names and signs that nobody writes where numbers and quoted words stand."""
    places = list(re.finditer(rb"\d+(?:\.\d+)?|\"[^\"]{0,40}\"|<[/\w:]{1,20}|\\[a-z]+-?\d*", whole.data))
    data = whole.data
    for place in sorted(dice.sample(places, min(len(places), dice.randint(1, 6))), key=lambda one: -one.start()):
        data = data[: place.start()] + dice.choice(_ODD) + data[place.end() :]
    return replace(whole, data=data)


def unlined(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    return replace(whole, data=re.sub(rb"[\r\n]+", dice.choice((b"", b" ", b"\r", b"\n\n\n", b"\x0b", b"\xe2\x80\xa8")), whole.data))


def inside(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    """Change one part of a zip package and pack it again, so that its checksum is right."""
    if not whole.parts:
        whole = dice.choice([one for one in maker.small if one.parts])
    name = dice.choice([one for one, content in whole.parts.items() if content])
    change = dice.choice((truncated, flipped, spliced, nulled, stretched, odd, unlined, odd))
    part = change(dice, Seed(name, whole.parts[name]), maker)
    return replace(whole, data=packed({**whole.parts, name: part.data}))


def lacking(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    """Leave parts of a package out, or swap their names."""
    if not whole.parts:
        whole = dice.choice([one for one in maker.small if one.parts])
    names = list(whole.parts)
    kept = dice.sample(names, dice.randint(1, len(names)))
    shuffled = dice.sample(kept, len(kept)) if dice.random() < 0.4 else kept
    return replace(whole, data=packed({name: whole.parts[one] for name, one in zip(kept, shuffled, strict=True)}))


def entity(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    """Declare entities: those that multiply, and those that fetch a file or an address."""
    target = dice.choice(_targets(maker))
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, dice.choice((4, 9, 12))))
    declared = dice.choice((
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}<!ENTITY a "&a3;">]>',
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "{target}">]>',
        f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{target}">%p;<!ENTITY a "b">]>',
        f'<!DOCTYPE x SYSTEM "{target}">',
        f'<?xml-stylesheet href="{target}"?>',
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{target}" parse="text"/>',
    )).encode()  # fmt: skip
    written = [one for one in maker.small if one.parts or one.ending in (".fodt", ".html", ".otr")]
    whole = whole if whole in written else dice.choice(written)
    if not whole.parts:
        return replace(whole, data=_declared(dice, whole.data, declared))
    name = dice.choice([one for one in whole.parts if one.endswith((".xml", ".rels"))])
    return replace(whole, data=packed({**whole.parts, name: _declared(dice, whole.parts[name], declared)}))


def pointed(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    """Let links, pictures, fields, relations and included files point outside."""
    target = dice.choice(_targets(maker)).encode()
    lure = dice.choice((
        b'<img src="%s"/>', b'<link rel="stylesheet" href="%s"/>', b'<iframe src="%s"></iframe>', b'<base href="%s"/>', b'<script src="%s"></script>',
        b'{\\field{\\*\\fldinst INCLUDETEXT "%s"}{\\fldrslt x}}', b'{\\object\\objlink{\\*\\objdata "%s"}}', b'=HYPERLINK("%s")', b"[x](%s)", b"file:%s",
        b'<meta http-equiv="refresh" content="0;url=%s"/>', b'<object data="%s"></object>',
    )).replace(b"%s", target)  # fmt: skip
    if whole.parts:
        parts = {one: re.sub(rb'Target="[^"]*"', b'Target="' + target + b'"', content) for one, content in whole.parts.items()}
        mode = b' TargetMode="External"' if dice.random() < 0.3 else b""
        parts = {one: content.replace(target + b'"', target + b'"' + mode) for one, content in parts.items()}
        return replace(whole, data=packed(parts))
    at = dice.choice((0, len(whole.data), dice.randrange(len(whole.data))))
    return replace(whole, data=whole.data[:at] + lure + whole.data[at:])


def deep(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    return nesting(dice.choice((50, 190, 260, 1_000, 5_000)), dice)


def long(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    return many_lines(dice.choice((500, 2_000)), dice)


def huge(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    return huge_cell(dice.choice((5_000, 40_000)), dice)


def bomb(dice: random.Random, whole: Seed, maker: Maker) -> Seed:
    return zip_bomb(dice.choice((50_000, 300_000)), dice)


def climbing(dice: random.Random, maker: Maker) -> Case:
    """Return a package whose members want to lie outside, or are links."""
    whole = dice.choice([one for one in maker.small if one.parts])
    out = io.BytesIO(whole.data)
    with zipfile.ZipFile(out, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that occurs twice is meant
        for _ in range(dice.randint(1, 5)):
            info = zipfile.ZipInfo(dice.choice(_CLIMBING).replace("{around}", maker.around))
            info.external_attr = dice.choice((0, 0o120777 << 16, 0o100644 << 16))
            archive.writestr(info, dice.choice((f"{maker.around}/outside/secret.txt", "x", whole.parts[next(iter(whole.parts))])))
    return Case("", f"klim{dice.randrange(10**6)}{whole.ending}", out.getvalue())


def named(dice: random.Random, maker: Maker) -> Case:
    """Return a whole file with a name that no file should have."""
    whole = dice.choice(maker.small)
    stem = dice.choice(_NAMES).replace("#", str(dice.randrange(10**6)))
    return Case("", stem + whole.ending, whole.data)


def linked(dice: random.Random, maker: Maker) -> Case:
    """Return a link: to a file outside, to itself, to a folder, to a device, to a pipe, to nothing."""
    whole = dice.choice(maker.small)
    target = dice.choice((f"{maker.around}/outside/secret.txt", "{itself}", f"{maker.around}/outside", ".", "/dev/zero", "/dev/random", "/dev/stdin", "{pipe}", "nergens", "/proc/self/mem", "/proc/self/environ", "../../../outside/secret.txt"))  # fmt: skip
    return Case("", f"link{dice.randrange(10**6)}{whole.ending}", link=target)


def tabled(dice: random.Random, maker: Maker) -> Case:
    """Return a whole file beside a table that says mad things about it."""
    whole = dice.choice(maker.small)
    name = f"tafel{dice.randrange(10**6)}{whole.ending}"
    columns = dice.sample(("id", "title", "kind", "places", "people", "date", "language", "interviewer", "source", "x"), dice.randint(1, 6))
    cells = [dice.choice(_CELLS).replace("{around}", maker.around) for _ in columns]
    rows = [["file", *columns], [dice.choice((name, name, name, f"../{name}", "../../outside/secret.txt")), *cells]]
    table = "\n".join(";".join(f'"{cell}"' for cell in row) for row in rows)
    if dice.random() < 0.2:
        table = table[: dice.randrange(len(table))]
    return Case("", name, whole.data, table=table)


def _targets(maker: Maker) -> Sequence[str]:
    secret = f"{maker.around}/outside/secret.txt"
    return (
        f"file://{secret}",
        secret,
        f"http://127.0.0.1:{maker.port}/x",
        f"ftp://127.0.0.1:{maker.port}/x",
        "../outside/secret.txt",
        f"\\\\127.0.0.1\\{secret}",
        "file:///dev/zero",
    )


def _declared(dice: random.Random, data: bytes, declared: bytes) -> bytes:
    at = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    body = re.sub(rb"(?<=>)[^<>&]{3,}(?=<)", b"&a;", data[at:], count=dice.randint(0, 3))
    return data[:at] + declared + body


_CHANGES: Mapping[str, Change] = {
    "truncated": truncated, "bits flipped": flipped, "two spliced": spliced, "wrong ending": misnamed, "nested archives": nested,
    "null bytes": nulled, "repeated": stretched, "odd values": odd, "line ends": unlined, "a part changed": inside, "parts missing": lacking,
    "entities": entity, "pointing outside": pointed, "deep nesting": deep, "many lines": long, "huge cells": huge, "zip bombs": bomb,
}  # fmt: skip
_WHOLE: Mapping[str, Callable[[random.Random, Maker], Case]] = {
    "names in archives": climbing, "odd file names": named, "links": linked, "odd tables beside": tabled,
}  # fmt: skip
_WEIGHTS: Mapping[str, int] = {
    "truncated": 14, "bits flipped": 14, "two spliced": 9, "wrong ending": 7, "nested archives": 3, "null bytes": 5, "repeated": 7,
    "odd values": 10, "line ends": 2, "a part changed": 12, "parts missing": 3, "entities": 4, "pointing outside": 3, "deep nesting": 1,
    "many lines": 1, "huge cells": 1, "zip bombs": 1, "names in archives": 2, "odd file names": 2, "links": 2, "odd tables beside": 2,
}  # fmt: skip
_RUNS = (b" ", b"\t", b"(", b"[", b"[[", b"{", b"<", b"<b>", b"a: ", b"I: ", b"\n", b"\n\n", b"- ", b"*", b"_", b"#", b"00:00:01 ", b"[00:01] ", b"'", b'"', b";", b",", b"1", b"-", b"\xcc\x81", b"\xe2\x80\x8b", b"\\", b"\\'e9", b"\xff", b"&", b"&amp;", b"a.", b"a-", b"e\xcc\x81", b"<p>", b"a\n", b"I:\n", b"x=y ", b".", b"..", b"00:", b"-->", b"A B ", b"aA")  # fmt: skip
_ODD = (b"-1", b"0", b"1e308", b"1e999", b"-1e999", b"99999999999999999999", b"NaN", b"Infinity", b"null", b"true", b"[]", b"{}", b'""', b'"\\ud800"', b'"\\u0000"', b"<w:p", b"</w:p", b"<x", b"\\u55357", b"\\u-10179", b"\\bin99999", b"\\uc9", b"\\ansicpg99", b"\\'zz", b"\x00", b"\xed\xa0\x80", b"\xef\xbf\xbf", b"00:99:99", b"999:59:59", b"---", b": ", b"::", b"{place=x}", b"\xe2\x80\xae", b"## ", b"\n---\n", b"\xd9\xa3", b"\xc2\xb2", b"\xe0\xa5\xa9")  # fmt: skip
_CLIMBING = ("../../../outside/secret.txt", "..\\..\\secret.txt", "/{around}/outside/x", "{around}/outside/x", "word/../../../x", "C:\\x", "word/document.xml", "content.xml", "xl/workbook.xml", "a" * 60_000, "\x00", "")  # fmt: skip
_NAMES = ("lang#" + "x" * 230, "lang#" + "ж" * 118, "a\nb#", "..#", "-rf#", "#a;b|c", "con#", "#  .", "é#\u202e", "\udcff\udcfe#", "#\u0001\u001b[31m", "~$#", "#'\"", "#$(touch x)", "#%s{0}", "#\U0001f600", "---#", "#:a", "null#", "#" + "\u0301" * 40, "#\t", "a\r#")  # fmt: skip
_CELLS = ("../../outside/secret", "..", ".", "/etc/passwd", "{around}/outside/secret", "a/b", "a\\b", "C:\\x", "", "x" * 300, "ж" * 200, "con", "a\x00b", "null", "2024-13-45", "31-02-2024", "kaart", "nl", "xx", "=1+1", "\ud7ff", "p1;p2", "a: b", "\n---\n", "- x", "&x", "*x", "!!python/object:x", "😀" * 60, "I", "interview")  # fmt: skip


if __name__ == "__main__":
    from hostile_import import main

    main()

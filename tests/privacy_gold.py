"""Recall and precision of the finding of names and addresses, on the marked identifiers of the example study.

Run ``python tests/privacy_gold.py`` for the table in docs/privacy.md; ``--misses`` and ``--alarms`` list what is wrong.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from placemeaning.folder import Folder
from placemeaning.model.document import Place
from placemeaning.model.text import Span
from placemeaning.privacy.finding import Source, find, given_names, source_of

HERE = Path(__file__).parent
TITLES = re.compile(
    r"^(?:(?:de heer|meneer|mevrouw|dominee|dokter|mrs|dr\.|пана|школі|mrs\.|ome|oma|grote|пан|basisschool|stichting|thuiszorg|de|фірма|naaiatelier|notariskantoor|verzekeraar|scouting|uitvaarthuis)\s)+",
    re.IGNORECASE,
)
SAME = {"iban": "account", "org": "organisation"}


def gold(documents):
    """Return the marked mentions of each document: (kind, span of what must go); they are listed in the order of the text."""
    found, at = defaultdict(list), Counter()
    for row in csv.DictReader((HERE / "data/identifiers.tsv").read_text("utf-8").splitlines(), delimiter="\t"):
        text, kind, words = documents[row["document"]].text, row["kind"], row["words"]
        match = re.compile(rf"(?<!\w){re.escape(words)}").search(text, at[row["document"]])
        assert match, row
        at[row["document"]] = match.end()
        found[row["document"]].append((SAME.get(kind, kind), bare(kind, words, match.start())))
    return found


def example(root):
    """Return the texts of the example study with their marked mentions, and its places."""
    folder = Folder(root)
    documents = folder.readable_documents()[0]
    return (
        [source_of(one) for one in documents.values()],
        gold(documents),
        given_names((), documents.values()),
        list(folder.places().values()),
    )


def other(name="privacy_other.txt", places=()):
    """Return invented texts that the rules were not made on, in three languages, with their marked mentions."""
    sources, marked, language = [], {}, ""
    for part in re.split(r"^(nl|en|uk)\n", (HERE / "data" / name).read_text("utf-8"), flags=re.MULTILINE)[1:]:
        if len(part) == 2:
            language = part
            continue
        text, marked[language] = "", []
        for piece in re.split(r"(\{\{.*?\}\})", part.replace("\n", "\n\n")):
            kind, _, words = piece[2:-2].partition(":") if piece.startswith("{{") else ("", "", piece)
            if kind:
                marked[language].append((SAME.get(kind, kind), bare(kind, words, len(text))))
            text += words
        sources.append(Source(language, text, language, tuple(Span(*m.span()) for m in re.finditer(r"[^\n]+", text))))
    return sources, marked, (), places


def unseen(name):
    """Return one of the three further sets of another examiner, in which a shop is a place under study."""
    return other(name, [Place("jumbo", "Jumbo (Oosterhout)")])


def bare(kind, words, start):
    """Return the span of what must go: a title or the kind of organisation may stay."""
    title = TITLES.match(words) if kind in ("person", "org") else None
    cut = title.end() if title and title.end() < len(words) and not words.startswith(("De ", "de L")) else 0
    return Span(start + cut, start + len(words))


def measure(sources, marked, names, places):
    """Return counts by (language, kind), and the misses and false alarms."""
    found = find(sources, names=names, places=places)
    counts, misses, alarms = Counter(), [], []
    for source in sources:
        text, sure = source.text, [one for one in found[source.id] if one.sure]
        for kind, span in marked.get(source.id, ()):
            needed = sum(not char.isspace() and char not in ".," for char in span.of(text))
            hit = sum(one.span.overlap(span) for one in sure) >= needed
            counts[source.language, kind, "found" if hit else "missed"] += 1
            if not hit:
                shown = any(one.span.overlap(span) for one in found[source.id])
                misses.append((source.id, kind, span.of(text), "shown" if shown else "", around(text, span)))
        for one in sure:
            right = any(one.span.overlap(span) for _, span in marked.get(source.id, ()))
            counts[source.language, one.kind, "right" if right else "wrong"] += 1
            if not right:
                alarms.append((source.id, one.kind, one.why, one.span.of(text), around(text, one.span)))
    return counts, misses, alarms


def around(text, span):
    """Return a mention with what stands around it, on one line."""
    return text[max(0, span.start - 30) : span.stop + 20].replace("\n", " ")


def table(counts):
    """Return the table of docs/privacy.md."""
    lines = ["| language | kind | marked | found | recall | proposed | right | precision |", "|---|---|---:|---:|---:|---:|---:|---:|"]
    keys = sorted({key[:2] for key in counts})
    for language, kind in [*keys, ("all", "all")]:
        some = [key for key in counts if (language in ("all", key[0])) and kind in ("all", key[1])]
        total = {what: sum(counts[key] for key in some if key[2] == what) for what in ("found", "missed", "right", "wrong")}
        marked, proposed = total["found"] + total["missed"], total["right"] + total["wrong"]
        recall = f"{total['found'] / marked:.1%}" if marked else "–"
        precision = f"{total['right'] / proposed:.1%}" if proposed else "–"
        lines.append(f"| {language} | {kind} | {marked} | {total['found']} | {recall} | {proposed} | {total['right']} | {precision} |")
    return "\n".join(lines)


if __name__ == "__main__":
    for title, texts in (
        ("Example study", example(HERE.parent)),
        ("Other texts", other()),
        ("Further texts", unseen("privacy_unseen.txt")),
        ("Held out", unseen("privacy_held_out.txt")),
        ("Third set", unseen("privacy_third.txt")),
    ):
        counts, misses, alarms = measure(*texts)
        print(f"\n{title}\n\n{table(counts)}")
        for flag, rows in (("--misses", misses), ("--alarms", alarms)):
            if flag in sys.argv:
                print(flag, *("\t".join(row) for row in rows), sep="\n")

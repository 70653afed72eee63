"""Recall and precision of the finding of names and addresses, on the marked identifiers of the example study.

Run ``python tests/privacy_gold.py`` for the table in docs/privacy.md; ``--misses`` and ``--alarms`` list what is wrong.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from placemeaning.folder import Folder
from placemeaning.model.text import Span
from placemeaning.privacy.finding import find, given_names, source_of

HERE = Path(__file__).parent
TITLES = re.compile(
    r"^(?:(?:de heer|meneer|mevrouw|mrs\.|ome|oma|grote|пан|basisschool|stichting|thuiszorg|de|фірма|naaiatelier|notariskantoor|verzekeraar|scouting|uitvaarthuis)\s)+",
    re.IGNORECASE,
)
SAME = {"iban": "account", "org": "organisation"}


def gold(documents):
    """Return the marked mentions of each document: (kind, span of what must go); they are listed in the order of the text."""
    found, at = defaultdict(list), Counter()
    for row in csv.DictReader(open(HERE / "data/identifiers.tsv", encoding="utf-8"), delimiter="\t"):
        text, kind, words = documents[row["document"]].text, row["kind"], row["words"]
        match = re.compile(rf"(?<!\w){re.escape(words)}").search(text, at[row["document"]])
        assert match, row
        at[row["document"]] = match.end()
        bare = TITLES.match(words) if kind in ("person", "org") else None
        start = match.start() + (bare.end() if bare and bare.end() < len(words) and not words.startswith(("De ", "de L")) else 0)
        found[row["document"]].append((SAME.get(kind, kind), Span(start, match.end())))
    return found


def measure(root):
    """Return counts by (language, kind), and the misses and false alarms."""
    folder = Folder(root)
    documents, places = folder.readable_documents()[0], folder.places().values()
    marked = gold(documents)
    found = find([source_of(one) for one in documents.values()], names=given_names((), documents.values()), places=places)
    counts, misses, alarms = Counter(), [], []
    for name, document in documents.items():
        sure = [one for one in found[name] if one.sure]
        for kind, span in marked[name]:
            covered = sum(one.span.overlap(span) for one in sure)
            blanks = sum(char.isspace() for char in span.of(document.text))
            hit = covered >= len(span) - blanks
            counts[document.language, kind, "found" if hit else "missed"] += 1
            if not hit:
                shown = any(one.span.overlap(span) for one in found[name])
                misses.append(
                    (
                        name,
                        kind,
                        span.of(document.text),
                        "shown" if shown else "",
                        document.text[span.start - 30 : span.stop + 20].replace("\n", " "),
                    )
                )
        for one in sure:
            right = any(one.span.overlap(span) for _, span in marked[name])
            counts[document.language, one.kind, "right" if right else "wrong"] += 1
            if not right:
                alarms.append(
                    (
                        name,
                        one.kind,
                        one.why,
                        one.span.of(document.text),
                        document.text[one.span.start - 30 : one.span.stop + 20].replace("\n", " "),
                    )
                )
    return counts, misses, alarms


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
    answer = measure(HERE.parent)
    print(table(answer[0]))
    for flag, rows in (("--misses", answer[1]), ("--alarms", answer[2])):
        if flag in sys.argv:
            print(flag, *("\t".join(row) for row in rows), sep="\n")

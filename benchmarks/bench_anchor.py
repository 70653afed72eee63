"""Passages found again after edits: `locate` against offsets only and against the first match of the quote.

Run with ``python benchmarks/bench_anchor.py --transcripts 170``; prints markdown. Seeded: the same numbers every time, times apart.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from rapidfuzz.distance import Indel

from edits import Edited, edits, passages, transcript
from placemeaning.model.anchor import Anchor, Located, describe, locate_all
from placemeaning.model.text import Span

COUNTS = (1, 5, 15, 30, 60)
COLUMNS = ("right", "wrong", "edited", "unsure", "lost")
Method = Callable[[str, Sequence[Anchor]], list[Located]]


def offsets_only(text: str, anchors: Sequence[Anchor]) -> list[Located]:
    return [Located(a.span, "exact") if a.span.stop <= len(text) else Located(None, "lost") for a in anchors]


def first_match(text: str, anchors: Sequence[Anchor]) -> list[Located]:
    starts = [text.find(a.exact) for a in anchors]
    return [
        Located(Span(at, at + len(a.exact)), "moved") if at >= 0 else Located(None, "lost") for at, a in zip(starts, anchors, strict=True)
    ]


METHODS: dict[str, Method] = {"locate": locate_all, "offsets only": offsets_only, "first match": first_match}


def verdict(edited: Edited, anchor: Anchor, located: Located) -> str:
    """Return the column: `edited` are right ones with changed words, `wrong` are silently on other words."""
    if located.status in ("unsure", "lost") or located.span is None:
        return located.status
    if edited.overlap(anchor.span, located.span) < 0.5:
        return "wrong"
    return "edited" if located.status == "edited" else "right"


def still_there(edited: Edited, anchor: Anchor) -> bool:
    """Return whether the words that stand where the passage went are at least 85 % like the old ones: no more can be found."""
    went = edited.where(anchor.span)
    return bool(went) and Indel.normalized_similarity(anchor.exact, edited.text[min(went) : max(went) + 1]) >= 0.85


def table(transcripts: int, codings: int, seed: int) -> tuple[dict[tuple[str, int], Counter[str]], dict[str, float]]:
    rng, counted, seconds = random.Random(seed), {(m, n): Counter[str]() for m in METHODS for n in COUNTS}, dict.fromkeys(METHODS, 0.0)
    for _ in range(transcripts):
        text = transcript(rng)
        anchors = [describe(text, span) for span in passages(rng, text, codings)]
        for number, edited in edits(rng, text, COUNTS).items():
            there = sum(still_there(edited, anchor) for anchor in anchors)
            for name, method in METHODS.items():
                begun = time.process_time()
                found = method(edited.text, anchors)
                seconds[name] += time.process_time() - begun
                counted[name, number].update(verdict(edited, a, f) for a, f in zip(anchors, found, strict=True))
                counted[name, number]["there"] += there
    return counted, seconds


def long_text(words: int = 60_000, codings: int = 100) -> float:
    """Return the CPU seconds that 100 codings of a long text take after a short insertion near its start."""
    rng = random.Random(7)
    text = transcript(rng, words)
    anchors = [describe(text, span, text_digest="old") for span in passages(rng, text, codings)]
    begun = time.process_time()
    locate_all(text[:100] + "Een zin erbij. " + text[100:], anchors)
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--transcripts", type=int, default=170)
    parser.add_argument("--codings", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    counted, seconds = table(options.transcripts, options.codings, options.seed)
    print(f"{options.transcripts} transcripts of ~1,000 words, {options.codings} codings each, up to {max(COUNTS)} edits; % of codings\n")
    print(
        "| method | edits | "
        + " | ".join(COLUMNS)
        + " | found (right + edited) | could be found |\n|---"
        + "|---:" * (len(COLUMNS) + 3)
        + "|"
    )
    for (name, number), counts in counted.items():
        share = {column: 100 * counts[column] / (options.transcripts * options.codings) for column in (*COLUMNS, "there")}
        values = [*(share[c] for c in COLUMNS), share["right"] + share["edited"], share["there"]]
        print(f"| {name} | {number} | " + " | ".join(f"{value:.2f}" for value in values) + " |")
    located = options.transcripts * options.codings * len(COUNTS)
    print("\nCPU: " + ", ".join(f"{name} {1e6 * spent / located:.0f} µs a coding" for name, spent in seconds.items()))
    print(f"100 codings in 60,000 words after a short insertion: {long_text():.2f} s of CPU")


if __name__ == "__main__":
    main()

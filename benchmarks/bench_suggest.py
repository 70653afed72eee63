"""Suggestions against peers, in one run: first pass, change of the codebook, one interview, fuzzy, memory, growth.

usage: python benchmarks/bench_suggest.py [--mb 20] [--rounds 3] [--no-spacy] [--growth] [--peers]

Text: Dutch sentences of ``../shared/samples/load_nl`` (UD Alpino and Lassy, a Gutenberg book, LibreOffice help), shuffled with seed 1 into documents of
about 6,000 words with the turns of an interviewer and a respondent, until there are enough. With ``--peers`` the text and the second codebook are those of ``../shared/peer_benchmarks/common.py``: Dutch words drawn with their
real frequencies, one in 200 misspelt, some 100,000 different ones. needs: ahocorasick_rs spacy spacy-lookups-data (and wordfreq for ``--peers``)
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import os
import pickle
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from placemeaning.model.codebook import Codebook, read_codebook
from placemeaning.model.document import Document, Role, Speaker, Turn, read_turns
from placemeaning.model.text import Span, digest

SAMPLES = Path(__file__).resolve().parents[2] / "shared/samples/load_nl"
ROOT = Path(__file__).resolve().parents[1]
SPEAKERS = {"I": Speaker("interviewer"), "R": Speaker("respondent", "p01")}


def sentences() -> list[str]:
    files = sorted(SAMPLES.glob("*.txt"))
    text = "\n".join(one.read_bytes().decode("latin-1" if "latin1" in one.name else "utf-8") for one in files)
    return [" ".join(one.split()) for one in re.split(r"(?<=[.?!])\s+|\n{2,}", text) if len(one.split()) > 2]


def texts(mb: float) -> list[str]:
    """Return the bodies of documents, `mb` megabytes of UTF-8 in all."""
    pool, rng, found, size = sentences(), random.Random(1), [], 0
    while size < mb * 1e6:
        blocks, words, turn = [], 0, 0
        while words < 6000:
            said = [rng.choice(pool) for _ in range(1 if turn % 2 == 0 else rng.randrange(2, 12))]
            blocks.append(f"{'IR'[turn % 2]}: {' '.join(said)}")
            words, turn = words + sum(len(one.split()) for one in said), turn + 1
        found.append("\n\n".join(blocks) + "\n")
        size += len(found[-1].encode())
    return found


def peers(mb: float) -> tuple[list[str], Codebook]:
    """Return the texts and the codebook of 50 codes with 40 keywords that the peers' own benchmarks are run with."""
    sys.path.insert(0, str(SAMPLES.parents[1] / "peer_benchmarks"))
    os.environ.setdefault("PM_BENCH_DATA", tempfile.mkdtemp())
    import common

    return common.corpus(int(mb)), made_codebook(common.codebook(50, 40))


def document(name: str, body: str) -> Document:
    """Return a document; where a turn is a line, as in the peers' text, the turns are given by hand."""
    turns = read_turns(body, SPEAKERS)
    if len(turns) < 2:
        roles: dict[str, Role] = {"Interviewer": "interviewer", "Respondent": "respondent"}
        lines = re.finditer(r"^(\w+): (.*)$", body, re.MULTILINE)
        turns = tuple(Turn(Span(*one.span(2)), one[1], roles[one[1]]) for one in lines if one[2])
    return Document(name, "interview", body, turns, speakers=SPEAKERS, digest=digest(body))


def big_codebook(codes: int = 50, keywords: int = 40) -> Codebook:
    """Return a codebook of words of middling frequency, one in ten a phrase of two words (seed 7)."""
    from collections import Counter

    counted = Counter(word for one in sentences() for word in re.findall(r"[a-z]{4,}", one.lower()))
    pool = [word for word, number in counted.most_common(12_000) if number >= 3][400:]
    rng = random.Random(7)
    rng.shuffle(pool)
    pairs = [f"{a} {b}" for a, b in zip(pool[:300], pool[300:600], strict=True)]
    singles = pool[600:]
    return made_codebook(
        {
            f"code{code:02}": [
                singles[(code * keywords + n) % len(singles)] if n % 10 else pairs[(code * 4 + n // 10) % len(pairs)]
                for n in range(keywords)
            ]
            for code in range(codes)
        }
    )


def made_codebook(keywords: dict[str, list[str]]) -> Codebook:
    lines = ["version: 1", "languages: [nl]", "codes:"]
    for code, words in keywords.items():
        lines += [f"  {code}:", f"    label: {{nl: {code}}}", "    definition: proef", "    keywords:", "      nl:"]
        lines += [f"        - '{word}'" for word in words]
    return read_codebook("\n".join(lines) + "\n")


def literals(codebook: Codebook) -> dict[str, str]:
    return {
        " ".join(word.words): code.id
        for code in codebook
        for word in code.keywords.get("nl", ())
        if word.form in ("word", "phrase", "exact")
    }


def ahocorasick(codebook: Codebook, bodies: list[str]):
    import ahocorasick_rs as ac

    forms = literals(codebook)
    names = list(forms)
    machine = ac.AhoCorasick(names, matchkind=ac.MatchKind.Standard)

    def run() -> int:
        found = []
        for number, body in enumerate(bodies):
            low = body.lower()
            for which, start, stop in machine.find_matches_as_indexes(low, overlapping=True):
                if (start and (low[start - 1].isalnum() or low[start - 1] == "_")) or (
                    stop < len(low) and (low[stop].isalnum() or low[stop] == "_")
                ):
                    continue
                found.append((number, start, stop, forms[names[which]]))
        return len(found)

    return run


def spacy_lemma(codebook: Codebook, bodies: list[str]):
    """Return spaCy's pass, made afresh for each round so that it has met no text before, as ours has not."""
    import spacy
    from spacy.matcher import PhraseMatcher

    made = []

    def ready() -> None:
        nlp = spacy.blank("nl")
        nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
        nlp.initialize()
        matcher = PhraseMatcher(nlp.vocab, attr="LEMMA")
        for code in codebook:
            words = [" ".join(word.words) for word in code.keywords.get("nl", ()) if word.form in ("word", "phrase", "exact")]
            matcher.add(code.id, list(nlp.pipe(words)))
        made[:] = [nlp, matcher]

    def run() -> int:
        nlp, matcher = made
        found = []
        for number, doc in enumerate(nlp.pipe(bodies)):
            for code, first, stop in matcher(doc):
                last = doc[stop - 1]
                found.append((number, doc[first].idx, last.idx + len(last), code))
        return len(found)

    run.ready = ready
    return run


def ours_first(codebook: Codebook, documents: list[Document], fuzzy: bool = False):
    """Return our first pass: the index of all texts, words and their lemmas, and all hits, with nothing kept from before."""
    from placemeaning.suggesting.index import forget
    from placemeaning.suggesting.shelf import Shelf

    def run() -> int:
        return len(Shelf(documents).hits(codebook, fuzzy=fuzzy))

    run.ready = forget
    return run


def timed(function) -> tuple[float, object]:
    """Return the CPU seconds that a contender takes, without the garbage collector (as `timeit` does), and its answer."""
    getattr(function, "ready", int)()
    gc.collect()
    gc.disable()
    start = time.process_time()
    answer = function()
    seconds = time.process_time() - start
    gc.enable()
    return seconds, answer


def rounds(contenders: dict, count: int) -> dict[str, float]:
    """Return the least CPU seconds of each contender, run one after another, `count` times round (others may use the machine, which only adds)."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(count):
        for name, function in contenders.items():
            seconds, answer = timed(function)
            times[name].append(seconds)
            if len(times[name]) == 1:
                print(f"    {name:<58} {seconds:8.3f} s -> {answer}", flush=True)
    return {name: min(values) for name, values in times.items()}


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one_interview(codebook: Codebook, count: int) -> dict[str, float]:
    import spacy

    from placemeaning.suggesting.index import forget
    from placemeaning.suggesting.rules import suggest

    nlp = spacy.blank("nl")
    real = [path.read_text("utf-8").split("\n---\n", 1)[1] for path in sorted((ROOT / "data/text").glob("*-0[13].txt"))]
    body, number = "", 0
    while len(body.split()) < 6000:
        body, number = body + real[number % len(real)] + "\n", number + 1
    one = document("interview", body)
    suggest(one, codebook)
    nlp(body)

    def anew() -> int:
        return len(suggest(one, codebook))

    anew.ready = lambda: forget(words=False)
    found = rounds(
        {
            "spaCy tokenises one interview of 6,000 words": lambda: len(nlp(body)),
            "ours: its suggestions, text as before": lambda: len(suggest(one, codebook)),
            "ours: its suggestions, text new, its words known": anew,
        },
        max(count, 15),
    )
    forget()
    codebook = dataclasses.replace(codebook)
    others = [document(f"d{number}", text) for number, text in enumerate(texts(1.2))]
    for each in others[:12]:
        suggest(each, codebook)
        nlp(each.text)
    pairs = [(timed(lambda each=each: suggest(each, codebook))[0], timed(lambda each=each: nlp(each.text))[0]) for each in others[12:]]
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    return found | {
        "spaCy tokenises the 13th interview on (median)": theirs,
        "ours: suggestions for the 13th on, words new too (median)": ours,
    }


def per_keyword_and_document() -> None:
    """Time 400 keywords in 28 interviews, as QualCoder's automatic coding was timed elsewhere (344 s; it was not run here)."""
    from placemeaning.suggesting.index import forget
    from placemeaning.suggesting.shelf import Shelf

    documents, codebook = [document(f"d{number}", text) for number, text in enumerate(texts(1.4)[:28])], big_codebook(10, 40)
    first = rounds({"ours: 400 keywords in 28 interviews": ours_first(codebook, documents, fuzzy=True)}, 7)
    seconds = next(iter(first.values()))
    print(
        f"    {seconds / 28 / 400 * 1e6:.2f} microseconds a keyword and document; QualCoder elsewhere: 31,000 ({344 / seconds:,.0f} times)"
    )
    forget()
    hits = Shelf(documents).hits(codebook)
    inside = 0
    for number, start, stop in zip(hits.document.tolist(), hits.start.tolist(), hits.stop.tolist(), strict=True):
        text = documents[number].text
        inside += text[start - 1 : start].isalnum() or text[stop : stop + 1].isalnum()
    print(f"    {len(hits)} hits, {inside} inside another word")


def fuzzy(codebook: Codebook, documents: list[Document], count: int) -> dict[str, float]:
    """Time what spelling adds to a matcher, against rapidfuzz cdist in length bands over the whole vocabulary."""
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    from placemeaning.suggesting.index import forget
    from placemeaning.suggesting.matching import Matcher
    from placemeaning.suggesting.shelf import Shelf
    from placemeaning.suggesting.spelling import Spellings, respellable
    from placemeaning.suggesting.vocabulary import vocabulary

    forget()
    Shelf(documents)
    words = vocabulary("nl")
    matcher = Matcher(codebook, "nl", fuzzy=False)
    matcher.prepare()
    forms = sorted({form for test in matcher.single for form in respellable(test)})

    def bands() -> int:
        mine: dict[int, list[str]] = {}
        theirs: dict[int, list[str]] = {}
        for word in words.words:
            mine.setdefault(len(word), []).append(word)
        for form in forms:
            theirs.setdefault(len(form), []).append(form)
        found = 0
        for length, ones in theirs.items():
            near = [word for other in range(length - 2, length + 3) for word in mine.get(other, ())]
            scores = process.cdist(near, ones, scorer=Levenshtein.normalized_similarity, score_cutoff=0.82, dtype=np.float32)
            found += int((scores > 0).sum())
        return found

    return rounds(
        {
            "rapidfuzz cdist in length bands, vocabulary x forms": bands,
            "ours: spellings added": lambda: sum(map(len, Spellings(list(matcher.single), words).update().values())),
        },
        count,
    )


def after_a_change(documents: list[Document], codebook: Codebook, count: int) -> dict[str, float]:
    """Time what happens after one keyword of the codebook was changed, with the index of the texts kept."""
    from placemeaning.suggesting.shelf import Shelf

    shelf = Shelf(documents)
    shelf.hits(codebook, fuzzy=False)
    books = iter([pickle.loads(pickle.dumps(changed(codebook, number))) for number in range(count)])
    return rounds({"ours: all hits again after a change of the codebook": lambda: len(shelf.hits(next(books), fuzzy=False))}, count)


def changed(codebook: Codebook, number: int) -> Codebook:
    """Return the codebook with one keyword more (and then all objects made afresh, as when the file is read again)."""
    from placemeaning.model.codebook import Keyword

    first, *others = codebook.codes.items()
    more = (
        *first[1].keywords["nl"],
        Keyword(f"huis{number}", "word", (("huis", "tuin", "straat", "winkel", "water", "boom", "fiets", "bus")[number % 8],)),
    )
    code = dataclasses.replace(first[1], keywords={**first[1].keywords, "nl": more})
    return dataclasses.replace(codebook, codes=dict([(first[0], code), *others]))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--mb", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-spacy", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--peers", action="store_true")
    given = parser.parse_args()
    shipped = read_codebook((ROOT / "codebook.yaml").read_text("utf-8"))
    if given.growth:
        growth(shipped)
        return
    bodies, theirs = peers(given.mb) if given.peers else (None, big_codebook())
    books = {"shipped": shipped, "50x40": theirs}
    bodies = bodies or texts(given.mb)
    documents = [document(f"d{number}", body) for number, body in enumerate(bodies)]
    print(
        f"{sum(len(one.encode()) for one in bodies) / 1e6:.1f} MB, {len(bodies)} documents, {sum(len(one.split()) for one in bodies)} words"
    )
    start = memory()
    ours_first(shipped, documents[:5])()
    for name, book in books.items():
        print(f"-- codebook {name}: {len(book)} codes, {sum(len(one.keywords.get('nl', ())) for one in book)} Dutch keywords")
        timed(ours_first(book, documents))
        print(f"    memory: {start:.0f} MB before, peak {memory():.0f} MB")
        contenders = {
            "ahocorasick_rs, bare literals, boundary check": ahocorasick(book, bodies),
            "ours: first pass (forms, compounds, phrases, negation)": ours_first(book, documents),
            "ours: first pass with spelling": ours_first(book, documents, fuzzy=True),
        }
        if not given.no_spacy:
            contenders["spaCy blank nl + lookup lemmas + PhraseMatcher LEMMA"] = spacy_lemma(book, bodies)
        least = (
            rounds(contenders, given.rounds) | after_a_change(documents, book, max(given.rounds, 8)) | fuzzy(book, documents, given.rounds)
        )
        report(least)
        aims(least)
    if given.peers:
        return
    print("-- one interview, shipped codebook")
    report(one_interview(shipped, given.rounds))
    print("-- 28 interviews, 10 codes of 40 keywords")
    per_keyword_and_document()


def report(least: dict[str, float]) -> None:
    first = next(iter(least.values()))
    for name, seconds in least.items():
        print(f"| {name:<58} | {seconds * 1000:10.1f} ms | {seconds / first:8.3f} |")


def aims(least: dict[str, float]) -> None:
    """Print how the figures stand to what was aimed for."""
    ac, first, _, *spacy, change, bands, spelling = least.values()
    print(f"    ours / ahocorasick {first / ac:.2f} (aim: 3); spelling / cdist {spelling / bands:.2f} (aim: 1)")
    for seconds in spacy:
        print(f"    spaCy / ours {seconds / first:.1f} (aim: 40); spaCy / after a change {seconds / change:,.0f} (aim: 1,000)")


def growth(codebook: Codebook) -> None:
    for mb in (2, 20, 200):
        documents = [document(f"d{number}", body) for number, body in enumerate(texts(mb))]
        seconds, answer = timed(ours_first(codebook, documents))
        print(f"| {mb} MB | {seconds:.2f} s | {seconds / mb * 1000:.0f} ms/MB | {answer} hits | peak {memory():.0f} MB |", flush=True)
    documents = [document(f"d{number}", body) for number, body in enumerate(texts(20))]
    for codes in (1, 5, 25, 50, 100):
        seconds, answer = timed(ours_first(big_codebook(codes, 40), documents))
        print(f"| {codes * 40} keywords | {seconds:.2f} s | {answer} hits |", flush=True)


if __name__ == "__main__":
    main()

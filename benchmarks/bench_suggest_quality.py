"""How good the suggestions are on the example study: ours, literal keywords, and spaCy's PhraseMatcher on LEMMA. Prints markdown.

usage: python benchmarks/bench_suggest_quality.py [--half dev|test|both] [--passages] [--alarms]

Truth: the codings of both coders that hold, from their ledgers. A suggestion is right if it overlaps a coding with its code by either coder; a coding is
found if a suggestion with its code overlaps it. The halves: a document whose SHA-256 of its id is even is in ``dev``, else in ``test``; keywords were improved
on ``dev`` only. needs: spacy spacy-lookups-data
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from itertools import product
from pathlib import Path

import placemeaning as pm
from placemeaning.model.document import Document, Speaker, read_turns
from placemeaning.model.text import Span, digest
from placemeaning.reviewing import coded
from placemeaning.suggesting.lexicon import sentences
from placemeaning.suggesting.rules import suggest

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT.parent / "shared/samples"


def half(name: str) -> str:
    return "test" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 else "dev"


def said(document):
    for turn in document.turns:
        if turn.role != "interviewer":
            yield from sentences(document.text, turn.span)


def typed(codebook, language):
    """Yield (code, words as typed, whether a stem) of every keyword but the lists of words near each other; ``a/b`` is typed both ways."""
    for code in codebook:
        for keyword in code.keywords.get(language, ()):
            if keyword.form != "all":
                parts = [part.split("/") for word in keyword.words for part in word.split()]
                yield from ((code.id, " ".join(words), keyword.form == "stem") for words in product(*parts))


def patterns(codebook, language):
    """Return, per code, what finds any of its keywords as typed."""
    found = {code.id: [] for code in codebook}
    for code, words, stem in typed(codebook, language):
        found[code].append(re.escape(words) + ("" if stem else r"\b"))
    return {code: re.compile(rf"\b(?:{'|'.join(forms)})") for code, forms in found.items() if forms}


def literal(document, codebook, kept={}):  # noqa: B006
    if document.language not in kept:
        kept[document.language] = patterns(codebook, document.language)
    return {
        (code, span)
        for span in said(document)
        for code, one in kept[document.language].items()
        if one.search(span.of(document.text).lower().replace("’", "'"))
    }


def spacy_lemma(document, codebook, kept={}):  # noqa: B006
    import spacy
    from spacy.matcher import PhraseMatcher

    if document.language == "uk":
        return literal(document, codebook)  # spaCy has no Ukrainian lemmas without GPL data
    if document.language not in kept:
        nlp = spacy.blank(document.language)
        nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
        nlp.initialize()
        matcher = PhraseMatcher(nlp.vocab, attr="LEMMA")
        for code, words, _ in typed(codebook, document.language):
            matcher.add(code, [nlp(words)])
        kept[document.language] = nlp, matcher
    nlp, matcher = kept[document.language]
    return {(nlp.vocab.strings[code], span) for span in said(document) for code, *_ in matcher(nlp(span.of(document.text).lower()))}


def ours(document, codebook, **options):
    return {(one.code, one.anchor.span) for one in suggest(document, codebook, **options)}


def score(found, truth, codes):
    """Return, per code and for all, (right, offered, found, coded)."""
    table = {}
    for code in [*codes, "all"]:
        mine = [(d, c, s) for d, pairs in found.items() for c, s in pairs if code in (c, "all")]
        real = [one for one in truth if code in (one.code, "all") and one.document in found]
        right = sum(any(r.document == d and r.code == c and r.span.overlap(s) for r in real) for d, c, s in mine)
        hit = sum(any(d == r.document and c == r.code and r.span.overlap(s) for d, c, s in mine) for r in real)
        table[code] = right, len(mine), hit, len(real)
    return table


def coders(truth, documents):
    """Yield each coder with how many of their codings overlap one with the same code by another coder, and how many they made."""
    mine = [one for one in truth if one.document in documents]
    for coder in sorted({one.coder for one in mine}):
        theirs = [one for one in mine if one.coder == coder]
        others = [one for one in mine if one.coder != coder]
        yield (
            coder,
            sum(any(o.document == t.document and o.code == t.code and o.span.overlap(t.span) for o in others) for t in theirs),
            len(theirs),
        )


def third_reader(documents):
    """Return the codings of the test half by a third reader (a language model that was given the definitions and the texts, nothing else)."""
    found = {name: set() for name in documents}
    for line in (Path(__file__).parent / "third_reader.tsv").read_text("utf-8").splitlines():
        name, code, words = line.split("\t")
        start = documents[name].text.index(words)
        found[name].add((code, Span(start, start + len(words))))
    return found


def figures(right, offered, hit, real):
    precision, recall = right / offered if offered else float("nan"), hit / real if real else float("nan")
    f1 = 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0
    return f"{precision:.2f} ({right}/{offered}) | {recall:.2f} ({hit}/{real}) | {f1:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--half", choices=("dev", "test", "both"), default="both")
    parser.add_argument("--passages", action="store_true")
    parser.add_argument("--alarms", action="store_true")
    given = parser.parse_args()
    project = pm.open_project(ROOT)
    book, truth = project.codebook, coded(project._folder)
    for name in ("dev", "test") if given.half == "both" else (given.half,):
        documents = [one for one in project._folder.readable_documents()[0].values() if half(one.id) == name]
        methods = {"literal": literal, "spaCy LEMMA": spacy_lemma, "ours": ours}
        tables = {label: score({d.id: method(d, book) for d in documents}, truth, book.codes) for label, method in methods.items()}
        print(
            f"\n{name}: {len(documents)} documents, {tables['ours']['all'][3]} codings\n\n| code | method | precision | recall | F1 |\n|---|---|---|---|---|"
        )
        for code in [*book.codes, "all"]:
            for label in methods:
                print(f"| {code} | {label} | {figures(*tables[label][code])} |")
        print("\n| rule | precision | recall | F1 |\n|---|---|---|---|")
        for rule in ("words", "forms", "compounds", "spelling", "phrase", "separable", "near", "stem", "exact"):
            print(f"| {rule} | {figures(*score({d.id: ours(d, book, rules=[rule]) for d in documents}, truth, book.codes)['all'])} |")
        for coder, shared, made in coders(truth, {one.id for one in documents}):
            print(f"\nof the codings of {coder} the other coder has the code on the same words: {shared / made:.2f} ({shared}/{made})")
        if name == "test":
            third = third_reader({one.id: one for one in documents})
            print(f"\na third reader, judged in the same way: {figures(*score(third, truth, book.codes)['all'])}")
        print(f"\nrecall against literal: {tables['ours']['all'][2] / max(1, tables['literal']['all'][2]):.2f} times")
    if given.passages:
        passages(book)
    if given.alarms:
        alarms(book)


def passages(book):
    """Print how the methods do on the invented passages of the tests; a passage counts as a whole."""
    rows = (ROOT / "tests/data/passages_quality.tsv").read_text("utf-8").splitlines()[1:]
    print("\n| set | language | method | precision | recall | F1 |\n|---|---|---|---|---|---|")
    for part, language in sorted({tuple(row.split("\t")[:2]) for row in rows}):
        mine = [row.split("\t") for row in rows if row.startswith(f"{part}\t{language}\t")]
        for label, method in (("literal", literal), ("spaCy LEMMA", spacy_lemma), ("ours", ours)):
            pairs = [(set(filter(None, row[3].split(","))), {code for code, _ in method(spoken(row[2], language), book)}) for row in mine]
            right = sum(len(asked & found) for asked, found in pairs)
            offered, asked = sum(len(found) for _, found in pairs), sum(len(asked) for asked, _ in pairs)
            print(f"| {part} | {language} | {label} | {figures(right, offered, right, asked)} |")


def spoken(words, language):
    body, speakers = f"R: {words}\n", {"R": Speaker("respondent")}
    return Document("p", "interview", body, read_turns(body, speakers), language=language, speakers=speakers, digest=digest(body))


def dialogues():
    for file in sorted((SAMPLES / "dialogues_nl/gold").glob("*.json")):
        turns = json.loads(file.read_text("utf-8"))
        turns = turns["turns"] if isinstance(turns, dict) else turns
        body = "\n\n".join(f"R: {' '.join(str(turn.get('text') or turn.get('words') or '').split())}" for turn in turns) + "\n"
        speakers = {"R": Speaker("respondent")}
        yield Document(file.stem, "interview", body, read_turns(body, speakers), speakers=speakers, digest=digest(body))
    for file in sorted((SAMPLES / "reports_nl").glob("*.md")):
        body = (
            "\n\n".join(part.strip() for part in file.read_text("utf-8").split("\n\n") if part.strip() and not part.startswith("#")) + "\n"
        )
        yield Document(file.stem, "observation", body, read_turns(body, {}, "observation"), digest=digest(body))


def alarms(book):
    """Print what fires on ordinary talk: spontaneous conversations and municipal reports."""
    kinds, words, fired = Counter(), Counter(), Counter()
    for document in dialogues():
        kind = "reports_nl" if document.kind == "observation" else "dialogues_nl"
        words[kind] += document.words()
        for one in suggest(document, book):
            kinds[kind] += 1
            fired[kind, one.code, one.keyword] += 1
            print(f"{kind} {one.code}: {one.keyword}: {one.matched} | {one.anchor.exact[:120]!r}")
    for kind in words:
        print(f"\n{kind}: {words[kind]} words, {kinds[kind]} suggestions, {10000 * kinds[kind] / words[kind]:.1f} in 10,000 words")


if __name__ == "__main__":
    main()

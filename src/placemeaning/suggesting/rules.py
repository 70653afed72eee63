"""The rules: each is a pure function of (document, codebook) with a name and a version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from placemeaning.model.anchor import describe
from placemeaning.model.codebook import Codebook, Keyword
from placemeaning.model.coding import Suggestion
from placemeaning.model.document import Document
from placemeaning.model.text import Span
from placemeaning.suggesting.lexicon import Token, fold_word, sentences, tokens
from placemeaning.suggesting.review import Suggestions

KEYWORD_RULE = "keyword/1"


@dataclass(frozen=True, slots=True)
class Hit:
    """A keyword that fired: whose it is, and the words that it covers."""

    code: str
    keyword: Keyword
    span: Span


def suggest(document: Document, codebook: Codebook, *, interviewer: bool = False) -> Suggestions:
    """Return the passages of a document that keywords of the codebook suggest for a code.

    The passage is the sentence in which the keyword occurs, never across turns and never the label. Keywords of the document's
    language count; a word fits in its own form, upper or lower case. Several keywords of one code in one sentence make one suggestion.

    Parameters
    ----------
    interviewer
        Whether the interviewer's turns are looked at too.

    Returns
    -------
    Suggestions
        By position, then in the order of the codebook. The same text, keywords and rule always give the same ids.
    """
    matcher = Matcher(codebook, document.language)
    found: list[Suggestion] = []
    for turn in document.turns:
        if turn.role == "interviewer" and not interviewer:
            continue
        for sentence in sentences(document.text, turn.span):
            hits = matcher.hits(tokens(document.text, sentence))
            found += [_suggestion(document, sentence, code, mine) for code, mine in _by_code(hits, codebook)]
    return Suggestions(found)


class Matcher:
    """Finds the keywords of one language in the words of a sentence."""

    def __init__(self, codebook: Codebook, language: str) -> None:
        self._starts: dict[str, list[tuple[str, Keyword, tuple[str, ...]]]] = {}
        self._stems: dict[str, list[tuple[str, Keyword]]] = {}
        self._together: list[tuple[str, Keyword]] = []
        for code in codebook:
            for keyword in code.keywords.get(language, ()) if code.codable else ():
                self._add(code.id, keyword)
        self._stem_lengths = sorted({len(stem) for stem in self._stems})

    def _add(self, code: str, keyword: Keyword) -> None:
        if keyword.form == "all":
            self._together.append((code, keyword))
        elif keyword.form == "stem":
            self._stems.setdefault(fold_word(keyword.words[0]), []).append((code, keyword))
        else:
            parts = tuple(part.folded for word in keyword.words for part in tokens(word, Span(0, len(word))))
            self._starts.setdefault(parts[0], []).append((code, keyword, parts))

    def hits(self, sentence: Sequence[Token]) -> list[Hit]:
        """Return what fires in a sentence, by position."""
        found = [hit for index in range(len(sentence)) for hit in self._at(sentence, index)]
        found += [hit for code, keyword in self._together for hit in _together(sentence, code, keyword)]
        return sorted(found, key=lambda hit: (hit.span.start, hit.span.stop))

    def _at(self, sentence: Sequence[Token], index: int) -> Iterator[Hit]:
        first = sentence[index]
        for code, keyword, parts in self._starts.get(first.folded, ()):
            window = sentence[index : index + len(parts)]
            if tuple(token.folded for token in window) == parts:
                yield Hit(code, keyword, Span(first.span.start, window[-1].span.stop))
        for length in self._stem_lengths:
            for code, keyword in self._stems.get(first.folded[:length], ()):
                yield Hit(code, keyword, first.span)


def _together(sentence: Sequence[Token], code: str, keyword: Keyword) -> Iterator[Hit]:
    """Yield the first place where all words of a keyword stand near enough, unless a word of `without` is in the sentence."""
    places = [[i for i, token in enumerate(sentence) if _fits(token, word)] for word in keyword.words]
    if not all(places) or any(_fits(token, word) for token in sentence for word in keyword.without):
        return
    for start in sorted(places[0] if keyword.near is None else {i for group in places for i in group}):
        chosen = [_nearest(group, start) for group in places]
        if keyword.near is None or max(chosen) - min(chosen) <= keyword.near:
            yield Hit(code, keyword, Span(sentence[min(chosen)].span.start, sentence[max(chosen)].span.stop))
            return


def _nearest(places: Iterable[int], start: int) -> int:
    return min(places, key=lambda place: (abs(place - start), place))


def _fits(token: Token, word: str) -> bool:
    return token.folded.startswith(fold_word(word[:-1])) if word.endswith("*") else token.folded == fold_word(word)


def _by_code(hits: Iterable[Hit], codebook: Codebook) -> list[tuple[str, list[Hit]]]:
    grouped: dict[str, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.code, []).append(hit)
    return [(code, grouped[code]) for code in codebook.codes if code in grouped]


def _suggestion(document: Document, sentence: Span, code: str, hits: Sequence[Hit]) -> Suggestion:
    keywords = " | ".join(dict.fromkeys(hit.keyword.text for hit in hits))
    rule = f"{KEYWORD_RULE}: {keywords}"
    return Suggestion(
        id=_identity(document.digest, sentence, code, rule),
        document=document.id,
        code=code,
        place=document.place_of(sentence),
        anchor=describe(document.text, sentence, text_digest=document.digest),
        rule=rule,
        matched=" | ".join(dict.fromkeys(hit.span.of(document.text) for hit in hits)),
        score=float(len({hit.keyword.text for hit in hits})),
        keyword=keywords,
        at=hits[0].span,
    )


def _identity(digest: str, span: Span, code: str, rule: str) -> str:
    content = f"{digest}\n{span.start}\n{span.stop}\n{code}\n{rule}"
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:24]

"""The rules: each is a pure function of (document, codebook) with a name and a version.

======================  ====================================================================================================
rule                    what fires
======================  ====================================================================================================
``words/1``             a keyword as it is written, capitals or not
``forms/1``             a form of it (lemmas): vriend, vrienden, vriendin
``compounds/1``         a compound of which it is the head: hartsvriendin, overbuurvrouw
``spelling/1``          an unknown word that is the keyword but for a letter or two
``phrase/1``            words in a row, each in any form, fillers between them
``separable/1``         a verb that falls apart: kom … tegen, leer … kennen, zeg … gedag
``near/2``              words near each other in a sentence, and others not in it
``stem/1``, ``exact/1``  words that begin so; words exactly so
======================  ====================================================================================================
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from placemeaning.errors import check_choice
from placemeaning.model.anchor import describe
from placemeaning.model.codebook import Codebook
from placemeaning.model.coding import Because, Scope, Suggestion
from placemeaning.model.document import Document, Place
from placemeaning.model.text import Span
from placemeaning.suggesting.index import NEGATED, WISHED, TextIndex, index_of
from placemeaning.suggesting.matching import Hits, Matcher
from placemeaning.suggesting.passages import PASSAGES, Passage, Passages
from placemeaning.suggesting.patterns import Pattern
from placemeaning.suggesting.places import with_places
from placemeaning.suggesting.review import Suggestions

SCOPES: tuple[Scope, ...] = get_args(Scope)
RULES = ("words/1", "forms/1", "compounds/1", "spelling/1", "phrase/1", "separable/1", "near/2", "stem/1", "exact/1")
_RULE_OF_HOW = {"same": "words/1", "form": "forms/1", "compound": "compounds/1", "spelling": "spelling/1"}
_WEIGHT = {"compounds/1": 0.8, "spelling/1": 0.6, "forms/1": 0.9}
_KEPT_MATCHERS = 8


def suggest(
    document: Document, codebook: Codebook, *, interviewer: bool = False, scopes: Collection[Scope] | None = None,
    passage: Passage = "sentence", rules: Collection[str] | None = None, fuzzy: bool = True, places: Iterable[Place] = (),
) -> Suggestions:  # fmt: skip
    """Return the passages of a document that keywords of the codebook suggest for a code.

    The passage is the sentence in which the keyword fits, never across turns and never the label. Keywords of the document's
    language count. Several keywords of one code in one passage make one suggestion with several reasons.

    Parameters
    ----------
    interviewer
        Whether the interviewer's turns are looked at too; the same as adding ``"interviewer"`` to `scopes`.
    scopes
        How the words may be meant: ``stated`` (alone by default), ``negated``, ``wished``, ``quoted``, ``interviewer``.
    passage
        What is proposed: ``sentence``, ``clause``, ``turn`` or ``window`` (the sentence with one before and one after it, inside the turn).
    rules
        The names of the rules that count (``forms`` or ``forms/1``); all by default.
    fuzzy
        Whether misspelt words count.
    places
        The study's places: a place named in the passage, or before it in the same turn, becomes the suggestion's place.

    Returns
    -------
    Suggestions
        By position, then in the order of the codebook. The same text, keywords and rules always give the same ids.

    Raises
    ------
    ValueError
        If a scope, passage or rule has no such name.
    """
    wanted = _wanted_scopes(scopes, interviewer)
    check_choice("passage", passage, PASSAGES)
    allowed = _wanted_rules(rules)
    index = index_of(document)
    matcher = matcher_for(codebook, document.language, fuzzy)
    finder = _Finder(document, index, matcher, passage, wanted, allowed)
    found = finder.suggestions(matcher.hits(index), codebook)
    labels = {language: codebook.labels(language) for language in ("nl", "en")}
    return Suggestions(with_places(found, document, places), labels)


def _wanted_scopes(scopes: Collection[Scope] | None, interviewer: bool) -> frozenset[str]:
    for scope in scopes or ():
        check_choice("scope", scope, SCOPES)
    return frozenset(scopes or ("stated",)) | ({"interviewer"} if interviewer else set())


def _wanted_rules(rules: Collection[str] | None) -> frozenset[str]:
    names = {name: rule for rule in RULES for name in (rule, rule.partition("/")[0])}
    for rule in rules or ():
        check_choice("rule", rule, tuple(names))
    return frozenset(names[rule] for rule in rules) if rules else frozenset(RULES)


_matchers: list[tuple[Codebook, str, bool, Matcher]] = []


def matcher_for(codebook: Codebook, language: str, fuzzy: bool = True) -> Matcher:
    """Return the matcher of a codebook; those last asked for are kept."""
    for known, its_language, its_fuzzy, matcher in _matchers:
        if known is codebook and its_language == language and its_fuzzy == fuzzy:
            return matcher
    made = Matcher(codebook, language, fuzzy=fuzzy)
    _matchers.append((codebook, language, fuzzy, made))
    del _matchers[:-_KEPT_MATCHERS]
    return made


@dataclass(frozen=True, slots=True)
class _Hit:
    """One reason before it is put into words: code, word numbers, and what fired."""

    code: str
    first: int
    last: int
    at: Span
    keyword: str
    rule: str
    scope: Scope


class _Finder:
    """Makes suggestions of one document out of hits."""

    def __init__(
        self, document: Document, index: TextIndex, matcher: Matcher, passage: Passage, scopes: frozenset[str], rules: frozenset[str]
    ) -> None:
        self._document, self._index, self._matcher = document, index, matcher
        self._passage, self._scopes, self._rules = passage, scopes, rules
        self._passages = Passages(document, index)

    def suggestions(self, hits: Hits, codebook: Codebook) -> list[Suggestion]:
        """Return a suggestion for each passage and code, by position and then in the order of the codebook."""
        order = {code: number for number, code in enumerate(codebook.codes)}
        groups: dict[tuple[int, int, str], list[_Hit]] = {}
        for hit in self._named(hits):
            span = self._passages.around(hit.first, hit.last, self._passage)
            groups.setdefault((span.start, span.stop, hit.code), []).append(hit)
        found = []
        for start, stop, code in sorted(groups, key=lambda key: (key[0], key[1], order[key[2]])):
            scope, best = self._strongest(groups[start, stop, code])
            if scope in self._scopes and best:
                found.append(self._suggestion(Span(start, stop), code, scope, best))
        return found

    def _named(self, hits: Hits) -> Iterable[_Hit]:
        index, keywords, passages = self._index, self._matcher.keywords, self._passages
        starts, stops = index.starts.take(hits.first).tolist(), index.stops.take(hits.last).tolist()
        flags = (index.flags.take(hits.first) | index.flags.take(hits.last)).tolist()
        columns = (hits.first.tolist(), hits.last.tolist(), hits.keyword.tolist(), hits.pattern.tolist())
        last_wanted = max(map(SCOPES.index, self._scopes))
        for first, last, keyword, place, start, stop, flag in zip(*columns, starts, stops, flags, strict=True):
            one, at = keywords[keyword], Span(start, stop)
            scope = self._scope(at, flag, one.denies)
            if SCOPES.index(scope) > last_wanted:
                continue
            rule = self._rule(one.patterns[place], first)
            if rule in self._rules and not (passages.aside(start) or passages.aside(stop - 1)):
                yield _Hit(one.code, first, last, at, one.keyword.text, rule, scope)

    def _rule(self, pattern: object, first: int) -> str:
        if isinstance(pattern, Pattern) and pattern.rule == "forms/1":
            return _RULE_OF_HOW[self._matcher.single[pattern.tests[0]][int(self._index.ids[first])]]
        return str(getattr(pattern, "rule", ""))

    def _scope(self, at: Span, flags: int, denies: bool) -> Scope:
        turn = self._passages.turn(at.start)
        if turn.role == "interviewer":
            return "interviewer"
        if self._passages.quoted(at, turn):
            return "quoted"
        if flags & NEGATED and not denies:
            return "negated"
        return "wished" if flags & WISHED else "stated"

    def _strongest(self, hits: Sequence[_Hit]) -> tuple[Scope, list[_Hit]]:
        """Return how a passage is meant (stated if any reason is), and its reasons: the best keyword for each place."""
        scope = min((hit.scope for hit in hits), key=SCOPES.index)
        best: dict[tuple[int, int], _Hit] = {}
        for hit in hits:
            known = best.get((hit.first, hit.last))
            if hit.scope == scope and (known is None or RULES.index(hit.rule) < RULES.index(known.rule)):
                best[hit.first, hit.last] = hit
        return scope, list(best.values())

    def _suggestion(self, span: Span, code: str, scope: Scope, hits: Sequence[_Hit]) -> Suggestion:
        text = self._document.text
        because = tuple(Because(hit.at.of(text), hit.at, hit.keyword, hit.rule) for hit in hits)
        keywords = " | ".join(dict.fromkeys(hit.keyword for hit in hits))
        rule = f"{'+'.join(sorted({hit.rule for hit in hits}, key=RULES.index))}: {keywords}"
        return Suggestion(
            id=identity(self._document.digest, span, code, rule),
            document=self._document.id,
            code=code,
            place=self._document.told([self._passages.turn(span.start)])[0],
            anchor=describe(text, span, text_digest=self._document.digest),
            rule=rule,
            matched=" | ".join(dict.fromkeys(one.words for one in because)),
            score=round(
                sum(max(_WEIGHT.get(hit.rule, 1.0) for hit in hits if hit.keyword == keyword) for keyword in {hit.keyword for hit in hits}),
                2,
            ),
            keyword=keywords,
            at=because[0].at,
            scope=scope,
            because=because,
        )


def identity(digest: str, span: Span, code: str, rule: str) -> str:
    """Return the id of a suggestion: a hash of the text's digest, the passage, the code and the rule with its keywords."""
    content = f"{digest}\n{span.start}\n{span.stop}\n{code}\n{rule}"
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:24]

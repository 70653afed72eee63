"""Passages described so that they are found again after the text was edited, with the doubt as part of the answer.

`describe` and `locate` are mirror functions. While the digest of the text holds, the offsets hold. After an edit a passage
is looked for by its words and by what stood before and after them: every place that could be it has a *cost*, the code points
that must have been inserted or deleted if it were. The cheapest place counts only where nothing speaks against it:

- too little of the old surroundings is left (`_weak`), or a short passage has lost a neighbour (`_bare`),
- another place is nearly as cheap, or the passage may as well have been deleted or torn apart (`_rivalled`).

Otherwise the answer is ``unsure`` or ``lost``, which is shown and not used.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel, Levenshtein, Opcode

from placemeaning.model.text import Span, digest

Status = Literal["exact", "moved", "edited", "unsure", "lost"]

CONTEXT = 64  # code points kept on each side of a passage
SIMILAR = 0.85  # from here on, changed words are the old words, edited
_SEED, _STEP = 10, 5  # pieces of the old text that are looked up: their length, and from one start to the next
_DRIFT = 32  # insertions and deletions of so many code points are bridged within one region
_ENOUGH = 2000  # hits that are looked at for one passage, those of rare pieces first
_PLACES = 16  # the same words in more places than this are not told apart
_AGREE = 0.5  # the share of the contexts that must still be there
_SHORT = 8  # a passage of fewer code points is found only where its nearest neighbours were left alone
_LONG = 16  # words of this length, unchanged in other surroundings, are worth showing
_TEAR = 8  # a passage that may have been torn apart is doubtful if that is dearer by less than this
_GONE = 24  # the most that a passage costs that was deleted or rewritten: it was one decision of an editor


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage as it was when it was coded: where it stood, its words, and the words around it.

    Attributes
    ----------
    span
        Where the passage stood, in code points.
    exact
        Its words.
    prefix, suffix
        The text directly before and after it; shorter than asked for only at the ends of the text.
    digest
        `placemeaning.model.text.digest` of the whole text.
    """

    span: Span
    exact: str
    prefix: str
    suffix: str
    digest: str


@dataclass(frozen=True, slots=True)
class Located:
    """Where a passage is now, and how sure that is.

    Attributes
    ----------
    span
        The passage in the new text, in code points; the best guess where `status` is ``unsure``, or None.
    status
        ``exact`` (same words, same offsets), ``moved`` (same words elsewhere), ``edited`` (some words changed),
        ``unsure`` (several places are as good, or the evidence is weak) or ``lost``.
    """

    span: Span | None
    status: Status


def describe(text: str, span: Span, context: int = CONTEXT, text_digest: str | None = None) -> Anchor:
    """Return the anchor of a passage; the mirror of `locate`.

    Parameters
    ----------
    text
        The normalised text.
    span
        The passage, in code points.
    context
        How much of the text to keep on each side, in code points.
    text_digest
        The digest of `text`, where it is known already.

    Raises
    ------
    ValueError
        If the span is empty or ends beyond the text.
    """
    exact = span.of(text)
    if not exact:
        raise ValueError(f"{span} is empty: a passage needs at least one character")
    prefix, suffix = text[max(0, span.start - context) : span.start], text[span.stop : span.stop + context]
    return Anchor(span, exact, prefix, suffix, text_digest or digest(text))


def locate(text: str, anchor: Anchor, *, text_digest: str | None = None) -> Located:
    """Return where the passage of an anchor is in a text that may have been edited.

    Parameters
    ----------
    text
        The normalised text.
    anchor
        What `describe` returned for an earlier text.
    text_digest
        The digest of `text`, where it is known already.
    """
    return locate_all(text, [anchor], text_digest=text_digest)[0]


def locate_all(text: str, anchors: Iterable[Anchor], *, text_digest: str | None = None) -> list[Located]:
    """Return `locate` of each anchor, in their order; the text is hashed and searched once for all of them."""
    anchors, now = list(anchors), text_digest or digest(text)
    held = [_holds(text, anchor, now) for anchor in anchors]
    seeds = [{} if holds else _seeds(anchor) for anchor, holds in zip(anchors, held, strict=True)]
    hits = _hits(text, {seed for some in seeds for seed in some})
    return [
        Located(anchor.span, "exact") if holds else _decide(text, anchor, _candidates(text, anchor, _regions(anchor, some, hits)))
        for anchor, holds, some in zip(anchors, held, seeds, strict=True)
    ]


def _holds(text: str, anchor: Anchor, now: str) -> bool:
    """Return whether text and offsets are those of the anchor (an anchor edited by hand is looked for like any other)."""
    return anchor.digest == now and text[anchor.span.start : anchor.span.stop] == anchor.exact != ""


# Where to look: pieces of the old text are found in the new one, and those that lie alike make a region.


def _seeds(anchor: Anchor) -> Mapping[str, list[int]]:
    """Return pieces of the old text and where each began, counted from the first code point of the prefix."""
    whole, lead, size = _whole(anchor), len(anchor.prefix), len(anchor.exact)
    if not anchor.exact:
        return {}
    if len(whole) < _SEED:
        return {anchor.exact: [lead]}
    inside = range(lead, lead + size, max(_STEP, size // CONTEXT))
    seeds: dict[str, list[int]] = defaultdict(list)
    for at in sorted({*range(0, lead, _STEP), *inside, *range(lead + size, len(whole), _STEP)}):
        if at + _SEED <= len(whole):
            seeds[whole[at : at + _SEED]].append(at)
    return seeds


def _hits(text: str, seeds: set[str]) -> Mapping[str, list[int]]:
    """Return where each seed occurs, in one pass over the text for each length of seed."""
    hits: dict[str, list[int]] = defaultdict(list)
    for size in {len(seed) for seed in seeds}:
        for at in range(len(text) - size + 1):
            if (piece := text[at : at + size]) in seeds:
                hits[piece].append(at)
    return hits


def _regions(anchor: Anchor, seeds: Mapping[str, list[int]], hits: Mapping[str, list[int]]) -> list[Span]:
    """Return the stretches that may hold the old surroundings, with room for insertions and deletions; those with most hits first."""
    width, size = _DRIFT + len(anchor.exact) // 6, len(_whole(anchor))
    begins: list[int] = []
    for seed in sorted(seeds, key=lambda seed: len(hits.get(seed, ()))):
        if len(begins) < _ENOUGH:
            begins += [(at - offset) // width for at in hits.get(seed, ()) for offset in seeds[seed]]
    votes = Counter(begins)
    most = max(votes.values(), default=0)
    firsts = [width * region for region, count in votes.most_common(_PLACES + 1) if 4 * count >= most]
    return [Span(max(0, first - width), max(0, first + size + 2 * width)) for first in firsts]


# What it could be: places in a region, each with what must have been edited if it were the passage.


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place that could be the passage; costs in code points inserted or deleted."""

    span: Span
    words: int
    similarity: float
    left: int
    right: int
    torn: bool

    @property
    def cost(self) -> int:
        return self.words + self.left + self.right


def _candidates(text: str, anchor: Anchor, regions: Sequence[Span]) -> list[_Candidate]:
    spans = {span for region in regions for span in _spans(text, anchor, region)}
    found = [_candidate(text, anchor, span) for span in sorted(spans)]
    if all(c.cost for c in found):
        found += [_candidate(text, anchor, span) for span in sorted({_gap(text, anchor, region) for region in regions})]
        found += [_candidate(text, anchor, span, torn=True) for span in _torn(text, anchor, regions)]
    return found


def _spans(text: str, anchor: Anchor, region: Span) -> Iterator[Span]:
    """Yield the places in a region: the whole old surroundings, or else the same words and what lies like the old passage."""
    untouched = [at + len(anchor.prefix) for at in _occurrences(text, _whole(anchor), region)]
    if not untouched:
        yield _aligned(text, anchor, region)
    for at in untouched or _occurrences(text, anchor.exact, region):
        yield Span(at, at + len(anchor.exact))


def _occurrences(text: str, words: str, region: Span) -> Iterator[int]:
    """Yield every place in a region where the words begin, overlapping ones too."""
    at = text.find(words, region.start, region.stop)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, region.stop)


def _aligned(text: str, anchor: Anchor, region: Span) -> Span:
    """Return what the cheapest alignment of old and new puts in the place of the passage."""
    ops = Levenshtein.opcodes(_whole(anchor), text[region.start : region.stop])
    first, last = len(anchor.prefix), len(anchor.prefix) + len(anchor.exact)
    start = next(_across(op, first) for op in ops if op.src_start <= first < op.src_end)
    stop = next(_across(op, last) for op in ops if op.src_start < last <= op.src_end)
    return _like_old_ends(text, anchor, region.start + start, region.start + stop)


def _gap(text: str, anchor: Anchor, region: Span) -> Span:
    """Return the empty place where the contexts meet, if the passage was deleted."""
    ops = Levenshtein.opcodes(anchor.prefix + anchor.suffix, text[region.start : region.stop])
    first = len(anchor.prefix)
    at = region.start + next((_across(op, first) for op in ops if op.src_start <= first <= op.src_end > op.src_start), 0)
    return Span(at, at)


def _across(op: Opcode, at: int) -> int:
    """Return the place in the new text of a place in the old one, inside a step of an alignment."""
    return op.dest_start + min(at - op.src_start, op.dest_end - op.dest_start)


def _torn(text: str, anchor: Anchor, regions: Sequence[Span]) -> Iterator[Span]:
    """Yield what something may have been put into: from where the passage begins, judged by the prefix alone, to where it ends."""
    size = min(4, len(anchor.exact) // 2)
    if size < 2:
        return
    heads = {at for region in regions for at in _occurrences(text, anchor.exact[:size], region)}
    tails = {at + size for region in regions for at in _occurrences(text, anchor.exact[-size:], region)}
    for start in sorted(heads, key=lambda at: (_left(text, anchor, at), at))[:2]:
        for stop in sorted(tails, key=lambda at: (_right(text, anchor, at), at))[:2]:
            if start + len(anchor.exact) < stop:
                yield Span(start, stop)


def _like_old_ends(text: str, anchor: Anchor, start: int, stop: int) -> Span:
    """Return a span with whole words at its ends, and without blanks there, where the old one was so."""
    if start < stop and not _in_word(anchor.prefix + anchor.exact, len(anchor.prefix)):
        start = _border(text, start, -1)
    if start < stop and not _in_word(anchor.exact + anchor.suffix, len(anchor.exact)):
        stop = _border(text, stop, 1)
    while start < stop and text[start].isspace() and not anchor.exact[0].isspace():
        start += 1
    while start < stop and text[stop - 1].isspace() and not anchor.exact[-1].isspace():
        stop -= 1
    return Span(start, max(start, stop))


def _border(text: str, at: int, outward: int) -> int:
    """Return the nearest place to `at` that is not inside a word; of two that are as near, the outer one."""
    return next(place for step in range(len(text) + 1) for place in (at + step * outward, at - step * outward) if not _in_word(text, place))


def _in_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _candidate(text: str, anchor: Anchor, span: Span, torn: bool = False) -> _Candidate:
    words = span.of(text)
    apart, size = Indel.distance(anchor.exact, words), len(anchor.exact)
    most = max(_GONE, round(2 * (1 - SIMILAR) * size))
    left, right = _left(text, anchor, span.start), _right(text, anchor, span.stop)
    return _Candidate(span, min(apart, most), 1 - apart / (size + len(words)), left, right, torn)


def _left(text: str, anchor: Anchor, at: int) -> int:
    """Return what must have been edited before a place if the passage begins there."""
    return _beside(anchor.prefix[::-1], text[max(0, at - len(anchor.prefix) - _DRIFT) : at][::-1])


def _right(text: str, anchor: Anchor, at: int) -> int:
    """Return what must have been edited after a place if the passage ends there."""
    return _beside(anchor.suffix, text[at : at + len(anchor.suffix) + _DRIFT])


def _beside(context: str, text: str) -> int:
    """Return the least cost of turning a context into a beginning of the text; the whole context is the most."""
    if text.startswith(context):
        return 0
    rough = min(range(0, len(text) + 1, 4), key=lambda size: Indel.distance(context, text[:size]))
    return min(Indel.distance(context, text[:size]) for size in range(max(0, rough - 3), rough + 4))


# What is answered: the cheapest place, when nothing speaks against it.


def _decide(text: str, anchor: Anchor, candidates: Sequence[_Candidate]) -> Located:
    if not candidates:
        return Located(None, "lost")
    best = min(candidates, key=lambda c: (c.cost, -c.similarity, abs(c.span.start - anchor.span.start)))
    if best.similarity < SIMILAR or _weak(anchor, best):
        return _guess(anchor, best, candidates)
    if _bare(text, anchor, best) or _rivalled(anchor, best, candidates):
        return Located(best.span, "unsure")
    return Located(best.span, _status(anchor, best))


def _status(anchor: Anchor, found: _Candidate) -> Status:
    if found.words:
        return "edited"
    return "exact" if found.span == anchor.span else "moved"


def _weak(anchor: Anchor, found: _Candidate) -> bool:
    """Return whether too little is left of the old surroundings; many words that are as they were make up for some of it."""
    around, kept = len(anchor.prefix) + len(anchor.suffix), max(0, len(anchor.exact) - found.words)
    lost = found.left + found.right
    return lost > (1 - _AGREE) * around + kept / 4 or around + kept - lost < _SEED


def _bare(text: str, anchor: Anchor, found: _Candidate) -> bool:
    """Return whether a short passage was changed or has lost a neighbour: "het" is easily written again in the place of "op het"."""
    near = (_SHORT - len(anchor.exact) + 1) // 2
    before, after = anchor.prefix[-near:], anchor.suffix[:near]
    return near > 0 and not (found.words == 0 and text.endswith(before, 0, found.span.start) and text.startswith(after, found.span.stop))


def _rivalled(anchor: Anchor, best: _Candidate, candidates: Sequence[_Candidate]) -> bool:
    """Return whether another place is nearly as cheap."""
    return any(other.cost - best.cost < _margin(anchor, best, other) for other in candidates if _competes(best, other))


def _margin(anchor: Anchor, best: _Candidate, other: _Candidate) -> int:
    """Return by how much another place must be dearer.

    Words that recur a few characters on are dearer by twice that distance in the old text itself; half of it must be left.
    A copy further off must be dearer by a sixth of all. Words that are not the old ones are a weaker rival.
    """
    if other.torn:
        return _TEAR
    margin = min(max(CONTEXT // 3, len(_whole(anchor)) // 6), abs(other.span.start - best.span.start))
    return max(2, margin if other.similarity >= SIMILAR else margin // 2)


def _competes(best: _Candidate, other: _Candidate) -> bool:
    """Return whether `other` is another place than `best`.

    The old words are, wherever else they stand, even if the two overlap ("ha, ha, ha"). The best words and something more
    are not, unless they were torn apart. Of other words, it is those that overlap by less than half.
    """
    if other.words == 0:
        return other.span != best.span
    both = best.span.overlap(other.span)
    shared = both / (len(best.span) + len(other.span) - both)
    if other.span.contains(best.span):
        return other.torn and shared < 0.8
    return shared < 0.5


def _guess(anchor: Anchor, best: _Candidate, candidates: Sequence[_Candidate]) -> Located:
    """Return what is worth showing to a human: long words found elsewhere, or what stands between the old contexts."""
    same = [c for c in candidates if not c.words and len(anchor.exact) >= _LONG]
    shown = min(same, key=lambda c: c.cost, default=best)
    half = (len(anchor.prefix) + len(anchor.suffix)) / 2
    if len(shown.span) and (same or shown.left + shown.right <= half):
        return Located(shown.span, "unsure")
    return Located(None, "lost")


def _whole(anchor: Anchor) -> str:
    return anchor.prefix + anchor.exact + anchor.suffix

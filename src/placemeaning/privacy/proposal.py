"""The proposal: which names were found, what would replace them, how often and where; somebody approves it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from placemeaning.errors import NotFound, check_choice, did_you_mean
from placemeaning.model.document import Place
from placemeaning.model.text import fold
from placemeaning.privacy.finding import Source, find
from placemeaning.privacy.mention import KINDS, Kind, Mention, Part
from placemeaning.privacy.organisations import is_school
from placemeaning.privacy.pseudonyms import Pseudonyms
from placemeaning.privacy.words_of import low

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("replace", "words", "kind", "replacement", "count", "documents", "context", "why", "forms")
_MOST = 60


@dataclass(frozen=True, slots=True)
class Name:
    """One name that was found, with everything that is the same: one row of the proposal.

    Attributes
    ----------
    words
        As it is written most often.
    name
        The key that all its mentions share.
    forms
        Every way in which it is written, ``Fatima``, ``fatima``; possessive endings are not part of it.
    """

    words: str
    kind: Kind
    name: str
    part: Part
    replacement: str
    replace: bool
    count: int
    documents: tuple[str, ...]
    contexts: tuple[str, ...]
    why: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """What would be replaced. It prints as a table; `keep`, `rename` and `add` return a changed proposal, `apply` does it."""

    names: tuple[Name, ...]
    sources: tuple[Source, ...] = field(repr=False)
    mentions: Mapping[str, Sequence[Mention]] = field(repr=False)
    digests: Mapping[str, str] = field(repr=False)
    asked: Asked = field(repr=False)
    run: Callable[[Proposal, str | None], Any] | None = field(default=None, repr=False)

    def __iter__(self) -> Any:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    @property
    def ticked(self) -> tuple[Name, ...]:
        """Return the names that are replaced when this is applied."""
        return tuple(one for one in self.names if one.replace)

    @property
    def left(self) -> tuple[Name, ...]:
        """Return what was found and stays as it is."""
        return tuple(one for one in self.names if not one.replace)

    def chosen(self, source: str) -> list[Mention]:
        """Return the mentions in a text that are replaced: those of ticked names, but not where the word is kept."""
        ticked = {(one.kind, one.name) for one in self.ticked}
        return [one for one in self.mentions[source] if (one.kind, one.name) in ticked]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Return one row a name; change ``replace`` and ``replacement`` in it, and give it to ``with_frame``."""
        import pandas as pd

        return pd.DataFrame([_row(one) for one in self.names], columns=list(COLUMNS))

    def keep(self, *words: str) -> Proposal:
        """Leave some names as they are."""
        return self._each(words, lambda one: replace(one, replace=False, why="kept by hand"))

    def replace(self, *words: str) -> Proposal:
        """Replace some names that were found and not ticked."""
        return self._each(words, lambda one: replace(one, replace=True, why="chosen by hand"))

    def rename(self, words: str, replacement: str) -> Proposal:
        """Give another pseudonym; brackets are added where it has none.

        Raises
        ------
        ValueError
            If it is blank, or another name has it.
        """
        wanted = f"[{replacement.strip().strip('[]')}]"
        if wanted == "[]":
            raise ValueError("a pseudonym needs words")
        other = next((one for one in self.names if one.replacement == wanted and low(words) not in _ways(one)), None)
        if other is not None:
            raise ValueError(f"{wanted} stands for {other.words!r} already. Take another pseudonym, so that two people stay two.")
        return self._each([words], lambda one: replace(one, replace=True, replacement=wanted))

    def add(self, *words: str, kind: Kind = "person") -> Proposal:
        """Look for further names too, in every form and in all documents."""
        check_choice("kind", kind, KINDS)
        more = replace(self.asked, names=(*self.asked.names, *words), kinds={**self.asked.kinds, **{low(one): kind for one in words}})
        return propose(self.sources, more, digests=self.digests, run=self.run, before=self)

    def with_frame(self, frame: pd.DataFrame) -> Proposal:
        """Return the proposal with the ticks and pseudonyms of a frame like ``proposal.frame``, which somebody changed."""
        rows = {(row["kind"], low(row["words"])): row for row in frame.to_dict("records")}
        changed = []
        for one in self.names:
            row = rows.get((one.kind, low(one.words)))
            text = f"[{str(row['replacement']).strip('[]')}]" if row else one.replacement
            changed.append(replace(one, replace=bool(row["replace"]), replacement=text) if row else replace(one, replace=False))
        return replace(self, names=tuple(changed))

    def apply(self, *, passphrase: str | None = None) -> Any:
        """Replace what is ticked, in texts, ledgers and memos. Returns the report of what was done and what was left.

        Parameters
        ----------
        passphrase
            What the key (who is who) is encrypted with. It is stored nowhere: keep it in a password manager.
        """
        if self.run is None:
            raise ValueError("this proposal belongs to no study; make one with project.pseudonymise()")
        return self.run(self, passphrase)

    def _each(self, words: Iterable[str], change: Callable[[Name], Name]) -> Proposal:
        names = list(self.names)
        for word in words:
            hits = [at for at, one in enumerate(names) if low(word) in _ways(one)]
            if not hits:
                raise NotFound(
                    f"{word!r} is not in this proposal.{did_you_mean(word, [one.words for one in names])} Add it with .add({word!r})."
                )
            for at in hits:
                names[at] = change(names[at])
        return replace(self, names=tuple(names))

    def summary(self) -> str:
        """Return one line: how much is replaced, and how much was found and is left."""
        mentions, kept = sum(one.count for one in self.ticked), sum(one.count for one in self.left)
        return f"{len(self.ticked)} names and numbers to replace ({mentions} mentions); {len(self.left)} found and left ({kept} mentions)"

    def __repr__(self) -> str:
        lines = [f"{'':<3} {'words':<26} {'kind':<12} {'replacement':<24} {'count':>5}  context"]
        shown = [*self.ticked, *self.left]
        for one in shown[:_MOST]:
            context = one.contexts[0] if one.contexts else ""
            lines.append(
                f"[{'x' if one.replace else ' '}] {one.words[:26]:<26} {one.kind:<12} {one.replacement[:24]:<24} {one.count:>5}  {context}"
            )
        if len(shown) > _MOST:
            lines.append(f"… and {len(shown) - _MOST} more: proposal.frame shows all")
        return "\n".join([*lines, self.summary()])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{name}</th>" for name in COLUMNS)
        body = "".join(
            "<tr>" + "".join(f"<td style='text-align:left'>{escape(_shown(value))}</td>" for value in _row(one).values()) + "</tr>"
            for one in [*self.ticked, *self.left]
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{escape(self.summary())}</p>"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: names given by hand (with kinds other than person), words to keep, the places, pseudonyms given before."""

    names: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    given: Mapping[tuple[str, str], str] = field(default_factory=dict)
    known: Mapping[str, Part] = field(default_factory=dict)


def propose(
    sources: Sequence[Source], asked: Asked, *, digests: Mapping[str, str], run: Callable[[Proposal, str | None], Any] | None = None,
    before: Proposal | None = None,
) -> Proposal:  # fmt: skip
    """Return the proposal for some texts. Names that have a pseudonym already keep it; so do those of the proposal `before`."""
    found = find(sources, names=asked.names, keep=asked.keep, places=asked.places, known=asked.known)
    found = {source: [replace(one, kind=asked.kinds.get(one.name, one.kind)) for one in some] for source, some in found.items()}
    earlier = {(one.kind, one.name): one for one in before.names} if before else {}
    names = _names(sources, found, asked, {key: one.replacement for key, one in earlier.items()})
    kept = [replace(one, replace=earlier[key].replace) if (key := (one.kind, one.name)) in earlier else one for one in names]
    return Proposal(tuple(kept), tuple(sources), found, digests, asked, run)


def _names(
    sources: Sequence[Source], found: Mapping[str, Sequence[Mention]], asked: Asked, earlier: Mapping[tuple[str, str], str]
) -> list[Name]:
    groups: dict[tuple[str, str], list[tuple[Source, Mention]]] = {}
    for source in sources:
        for one in found[source.id]:
            groups.setdefault((one.kind, one.name), []).append((source, one))
    used = {word for source in sources for word in low(source.text).split()} | {key[1] for key in groups}
    giver = Pseudonyms([*_bare(used), *asked.given.values(), *earlier.values()])
    ordered = sorted(groups.items(), key=lambda entry: (KINDS.index(entry[0][0]), -len(entry[1]), entry[0][1]))
    return [_name(key, some, giver, earlier.get(key) or asked.given.get(key)) for key, some in ordered]


def _bare(words: Iterable[str]) -> list[str]:
    return [word.strip(".,;:!?\"'«»“”()[]") for word in words]


def _name(key: tuple[str, str], some: Sequence[tuple[Source, Mention]], giver: Pseudonyms, given: str | None) -> Name:
    source, first = some[0]
    forms = Counter(one.span.of(where.text) for where, one in some)
    sure = [one for _, one in some if one.sure]
    school = first.kind == "organisation" and is_school(source.text, first.span.start, first.span.stop)
    words = forms.most_common(1)[0][0]
    parts = Counter(one.part for one in sure or [first])
    part = parts.most_common(1)[0][0]
    return Name(
        words=words, kind=first.kind, name=key[1], part=part,
        replacement=given or giver.for_name(key[1] if first.kind == "person" else words, first.kind, part, source.language, school=school),
        replace=bool(sure), count=len(some), documents=tuple(dict.fromkeys(where.id for where, _ in some)),
        contexts=tuple(_context(where.text, one) for where, one in some[:3]), why=(sure or [first])[0].why, forms=tuple(forms),
    )  # fmt: skip


def _context(text: str, one: Mention, around: int = 28) -> str:
    before, after = text[max(0, one.span.start - around) : one.span.start], text[one.span.stop : one.span.stop + around]
    return fold(f"…{before}»{one.span.of(text)}«{after}…")


def _ways(one: Name) -> set[str]:
    return {low(form) for form in (one.words, one.name, *one.forms)}


def _row(one: Name) -> dict[str, Any]:
    return {
        "replace": one.replace, "words": one.words, "kind": one.kind, "replacement": one.replacement, "count": one.count,
        "documents": ", ".join(one.documents), "context": one.contexts[0] if one.contexts else "", "why": one.why, "forms": ", ".join(one.forms),
    }  # fmt: skip


def _shown(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)

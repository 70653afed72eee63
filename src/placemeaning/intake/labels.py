"""Which labels a transcript has, decided from the whole of it: by role words, frequency, and how much they cover."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from placemeaning.intake import times
from placemeaning.intake.heads import Form, Head, heads_of, is_code, is_name_like
from placemeaning.intake.raw import Line
from placemeaning.intake.roles import is_plain_noun, is_role_letter, is_role_word, names_role, role_in, role_of, skeleton
from placemeaning.intake.vocabulary import NO_LABELS, PRONOUNS, is_field
from placemeaning.model.document import Role

Mark = tuple[Form, str]

_OPEN_FORMS: tuple[Form, ...] = ("colon", "timed", "heading", "style", "bracket", "numbered")
_STRICT_FORMS: tuple[Form, ...] = ("tab", "dash", "stop", "alone")
_ONCE_FORMS: tuple[Form, ...] = ("colon", "timed", "style", "bracket", "numbered")
_MOSTLY, _HALF = 0.8, 0.5
_MOST_LABELS = 99
_WITH_ROLE = re.compile(r"(?P<name>.+?)\s*\((?P<role>[^()]+)\)")
_SLIP_FORMS: tuple[Form, ...] = ("colon", "semicolon")
_SLIP, _LIKE = re.compile(r"[^\W\d_]{6,}(?: \d{1,2})?"), 0.85


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one transcript, and the way each is spelled; `roles` stand in the labels themselves, `slips` are typing errors."""

    accepted: frozenset[Mark]
    spelling: Mapping[str, str]
    doubtful: tuple[str, ...] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)
    slips: Mapping[str, str] = field(default_factory=dict)

    def choose(self, heads: Sequence[Head]) -> Head | None:
        """Return the reading of a line that begins a turn here, or None."""
        return next((head for head in heads if (head.form, head.key) in self.accepted), None)


def decide(lines: Sequence[Line], *, sure: Collection[str] = (), refused: Collection[str] = (), wrapped: bool = False) -> Labels:
    """Return the labels of a transcript.

    Parameters
    ----------
    lines
        The transcript without what stands above it.
    sure, refused
        Labels (as `skeleton`) that a legend or the caller gave, and those that the caller says are none.
    wrapped
        Whether the lines are cut to a width, so that a line need not begin a paragraph.
    """
    evidence = _Evidence(lines, refused, wrapped)
    accepted = evidence.given() | {mark for mark in evidence.counts if mark[1] in sure}
    accepted |= evidence.trusted()
    accepted |= evidence.repeated(accepted)
    accepted |= evidence.couple(accepted)
    accepted |= evidence.standing_alone(accepted)
    accepted |= evidence.once(accepted)
    accepted |= evidence.in_other_forms(accepted)
    accepted = evidence.most_common(accepted)
    slips = evidence.slips(accepted)
    accepted |= {mark for mark in evidence.counts if mark[1] in slips and mark[0] in _SLIP_FORMS}
    spelling = evidence.spelling(accepted)
    bare, roles = _without_roles(spelling)
    meant = {key: bare[right] for key, right in slips.items() if right in bare}
    return Labels(
        frozenset(accepted), bare | meant, tuple(evidence.doubtful(accepted)), roles, {spelling[key]: label for key, label in meant.items()}
    )


def _without_roles(spelling: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Role]]:
    """Return the spelling in which ``Lotte (interviewer)`` is ``Lotte``, where she is called that elsewhere, and the roles that are told so."""
    bare, roles = dict(spelling), dict[str, Role]()
    for key, label in spelling.items():
        match = _WITH_ROLE.fullmatch(label)
        base = skeleton(match["name"]) if match else ""
        if match and base in spelling and (role := role_in(match["role"])):
            bare[key], roles[base] = spelling[base], role
    return bare, roles


class _Evidence:
    """The readings of all lines, counted."""

    def __init__(self, lines: Sequence[Line], refused: Collection[str], wrapped: bool) -> None:
        self.lines = lines
        self.heads = [[head for head in heads_of(line) if head.key not in refused] for line in lines]
        self.counts: Counter[Mark] = Counter(mark for heads in self.heads for mark in {(head.form, head.key) for head in heads})
        self.labels: dict[str, str] = {head.key: head.label for heads in reversed(self.heads) for head in heads}
        self.role_labels: dict[str, set[str]] = defaultdict(set)
        for form, key in self.counts:
            if is_role_letter(self.labels[key]) or is_role_word(self.labels[key]):
                self.role_labels[form].add(key)
        self.timed_names = {label for _, label, _ in self.of_form(("timed",)) if is_name_like(label)}
        self.starts = _starts(lines, wrapped)
        self.first = next((number for number, line in enumerate(lines) if not line.blank), 0)

    def of_form(self, forms: Collection[str]) -> Iterator[tuple[Mark, str, int]]:
        return ((mark, self.labels[mark[1]], count) for mark, count in self.counts.items() if mark[0] in forms)

    def given(self) -> set[Mark]:
        return {mark for mark in self.counts if mark[0] == "given"}

    def trusted(self) -> set[Mark]:
        """Role words, and role letters that are repeated or have company, in any form; stricter where the form is weak."""
        open_ = {mark for mark, label, count in self.of_form(_OPEN_FORMS) if self._role(mark, label, count)}
        strict = {
            mark for mark, label, count in self.of_form(_STRICT_FORMS) if count > 1 and (is_role_word(label) or is_role_letter(label))
        }
        return open_ | (strict if len({key for _, key in strict}) > 1 else set())

    def _role(self, mark: Mark, label: str, count: int) -> bool:
        if is_role_letter(label):
            return count > 1 or self._has_company(mark) or self._opens(mark)
        if is_plain_noun(label):
            return count > 1
        return is_role_word(label) or (names_role(label) and is_name_like(label))

    def _has_company(self, mark: Mark) -> bool:
        return len(self.role_labels[mark[0]] - {mark[1]}) > 0

    def _opens(self, mark: Mark) -> bool:
        return any((head.form, head.key) == mark for head in self.heads[self.first]) if self.heads else False

    def repeated(self, accepted: set[Mark]) -> set[Mark]:
        """Names that come back, if there are two of them or they cover half of the text."""
        found: set[Mark] = set()
        for form in (*_OPEN_FORMS, "tab", "dash"):
            new = {
                mark for mark, label, count in self.of_form((form,)) if count > 1 and mark not in accepted and _is_somebody(label, count)
            }
            together = new | {mark for mark in accepted if mark[0] == form}
            covers = self.coverage(together) if new else 0.0
            if (
                form == "timed"
                or (form in _OPEN_FORMS and len(together) > 1)
                or covers >= (_HALF if form in _OPEN_FORMS or len(together) > 1 else _MOSTLY)
            ):
                found |= new
        return found

    def couple(self, accepted: set[Mark]) -> set[Mark]:
        """``Hij`` and ``Zij`` as two who are spoken to together: beside somebody who asks, and both of them at the begin of lines."""
        asked = any(form == "colon" and role_of(self.labels[key]) == "interviewer" for form, key in accepted)
        both = {mark for mark in self.counts if mark[0] == "colon" and mark[1] in PRONOUNS}
        shared = {mark for mark in self.counts if mark[0] == "colon" and set(mark[1].split("/")) <= PRONOUNS}
        return shared if asked and len(both) == 2 and sum(self.counts[mark] for mark in both) > 2 else set()

    def standing_alone(self, accepted: set[Mark]) -> set[Mark]:
        """Names alone on a line, without colon or time: two of them at least, each above words, over most paragraphs."""
        if any(mark[0] in ("colon", "timed", "given") for mark in accepted):
            return set()
        new = {mark for mark, label, count in self.of_form(("alone",)) if count > 1 and is_name_like(label)}
        at = [number for number, heads in enumerate(self.heads) if any((head.form, head.key) in new for head in heads)]
        above_words = all(number + 1 < len(self.lines) and not self.lines[number + 1].blank for number in at)
        apart = all(second - first > 1 for first, second in pairwise(at))
        blocks = sum(1 for number, line in enumerate(self.lines) if not line.blank and (number == 0 or self.lines[number - 1].blank))
        enough = len(at) >= 0.6 * blocks if blocks > 2 else len(at) >= 0.3 * len(self.lines)
        return new if len(new) > 1 and above_words and apart and enough else set()

    def once(self, accepted: set[Mark]) -> set[Mark]:
        """Names that occur once, where nearly every paragraph has a label: then nobody goes on without one.

        Elsewhere a code (``ES1``) is believed, and a name alone on its line if the talk has only one speaker without it.
        """
        known = {form for form, _ in accepted if form in _OPEN_FORMS}
        forms = known.intersection(_ONCE_FORMS) if known else _ONCE_FORMS
        listed = set(self._listed(accepted))
        new = {
            mark
            for number in self.starts
            if number not in listed
            for head in self.heads[number]
            if (mark := (head.form, head.key)) not in accepted and head.form in forms and is_name_like(head.label)
        }
        covered = self.coverage(accepted if known else accepted | new)
        nobody_goes_on = covered >= _HALF and self.coverage(accepted | new) == 1
        enough = (covered >= _MOSTLY or nobody_goes_on) and (bool(known) or len(self.starts) > 1 or self.coverage(new) == 1)
        return new if enough else {mark for mark in new if self._is_clear(mark, accepted)}

    def _listed(self, accepted: set[Mark]) -> Iterator[int]:
        """Yield the lines of a list that a speaker announces: below a turn that ends with a colon, up to the next label."""
        within = False
        for number, heads in enumerate(self.heads):
            head = next((head for head in heads if (head.form, head.key) in accepted), None)
            if head:
                within = head.words.rstrip().endswith(":")
            elif within:
                yield number

    def _is_clear(self, mark: Mark, accepted: set[Mark]) -> bool:
        """Return whether a label that occurs once says enough by its own shape."""
        others = {key for form, key in accepted if form in _OPEN_FORMS} if len(accepted) < _MOST_LABELS else set()
        if mark[0] == "timed":
            return self._opens(mark) or len(self.timed_names) > 1
        return bool(others) and (is_code(self.labels[mark[1]]) or (len(others) == 1 and self._is_alone(mark)))

    def _is_alone(self, mark: Mark) -> bool:
        return any((head.form, head.key) == mark and not head.words.strip() for heads in self.heads for head in heads)

    def most_common(self, accepted: set[Mark]) -> set[Mark]:
        """Return the marks of the labels that occur most: a talk has not more than a hundred speakers."""
        if len({key for _, key in accepted}) <= _MOST_LABELS:
            return accepted
        counts: Counter[str] = Counter()
        for form, key in accepted:
            counts[key] += self.counts[form, key]
        kept = {key for key, _ in counts.most_common(_MOST_LABELS)}
        return {mark for mark in accepted if mark[1] in kept}

    def in_other_forms(self, accepted: set[Mark]) -> set[Mark]:
        keys = {key for _, key in accepted}
        return {mark for mark in self.counts if mark[1] in keys and mark[0] in (*_OPEN_FORMS, "semicolon") and mark[0] != "bracket"}

    def slips(self, accepted: set[Mark]) -> dict[str, str]:
        """Return the keys of labels that are a role word with a typing error (``Interveiwer``), each with the key that is meant."""
        words = {key for form, key in accepted if form == "colon" and is_role_word(self.labels[key]) and _SLIP.fullmatch(key)}
        other = {key for form, key in self.counts if form in _SLIP_FORMS and _SLIP.fullmatch(key)} - {key for _, key in accepted}
        near = {key: [word for word in words if SequenceMatcher(None, key, word).ratio() >= _LIKE] for key in other} if words else {}
        return {key: found[0] for key, found in near.items() if len(found) == 1 and not is_role_word(self.labels[key])}

    def coverage(self, marks: Collection[Mark]) -> float:
        """Return which part of the paragraphs that could have a label has one of `marks`."""
        chosen = [next((head for head in self.heads[number] if (head.form, head.key) in marks), None) for number in self.starts]
        above = next((number for number, head in enumerate(chosen) if head), len(chosen))
        starts, chosen = self.starts[above:], chosen[above:]
        under = sum(1 for upper, head in pairwise(chosen) if upper and not upper.words.strip() and head is None)
        asides = sum(1 for number, head in zip(starts, chosen, strict=True) if not head and self._is_aside(number))
        own = len(starts) - under - asides
        return sum(head is not None for head in chosen) / own if own > 0 else 0.0

    def _is_aside(self, number: int) -> bool:
        """Return whether a line needs no label: a heading, a time alone, a remark between brackets."""
        line = self.lines[number]
        return bool(
            line.heading
            or line.seconds is not None
            or times.only(line.text) is not None
            or re.fullmatch(r"\s*(?:[\[(<#{*].*[\])>#}*]|[\d:.,\s-]+)\s*", line.text)
        )

    def spelling(self, accepted: set[Mark]) -> dict[str, str]:
        counts: dict[str, Counter[str]] = {}
        for heads in self.heads:
            for head in heads:
                if (head.form, head.key) in accepted:
                    counts.setdefault(head.key, Counter())[head.label] += 1
                    break
        return {key: spellings.most_common(1)[0][0] for key, spellings in counts.items()}

    def doubtful(self, accepted: set[Mark]) -> Iterator[str]:
        """Yield names before a colon that were taken as words, where other labels were found."""
        if accepted:
            keys = {key for _, key in accepted}
            yield from (label for mark, label, _ in self.of_form(("colon",)) if mark[1] not in keys and is_name_like(label))


def _is_somebody(label: str, count: int) -> bool:
    lower = count > 2 and " " not in label and label.islower() and label not in NO_LABELS and not is_field(label)
    return is_name_like(label) or lower


def _starts(lines: Sequence[Line], wrapped: bool) -> list[int]:
    """Return the numbers of the lines that can begin a paragraph."""
    blank = any(line.blank for line in lines)
    return [
        number
        for number, line in enumerate(lines)
        if not line.blank and (not wrapped or number == 0 or lines[number - 1].blank or (not blank and _is_short(lines, number - 1)))
    ]


def _is_short(lines: Sequence[Line], number: int) -> bool:
    longest = max(len(line.text) for line in lines)
    return len(lines[number].text) < 0.7 * longest

"""Which role a label names, in Dutch, English and Ukrainian."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from placemeaning.errors import did_you_mean
from placemeaning.model.document import ROLES, Role, Speaker

_WORDS: Mapping[Role, str] = {
    "interviewer": """
        interviewer interviewster interviewers intv interv int vraag vragensteller vragenstelster onderzoeker
        onderzoekster moderator mod gespreksleider gespreksleidster facilitator question questioner researcher
        facilitators moderators інтерв'юер інтерв'юерка інтервюер інтервюерка інтерв'ю інт інтер питання запитання
        дослідник дослідниця модератор модераторка фасилітатор фасилітаторка інтервьюер интервьюер вопрос
    """,
    "respondent": """
        respondent respondente respondenten resp res geïnterviewde geinterviewde geïnterviewden ondervraagde bewoner
        bewoonster bewoners buurtbewoner buurtbewoonster wijkbewoner antwoord antw deelnemer deelneemster informant
        bezoeker bezoekster buurman buurvrouw answer interviewee participant resident neighbour neighbor informants
        subject visitor narrator респондент респондентка респ відповідь відп опитуваний опитувана мешканець мешканка
        житель жителька учасник учасниця інформант інформантка інформатор оповідач оповідачка сусід сусідка відвідувач
        відвідувачка ответ респондентка
    """,
    "professional": """
        professional hulpverlener hulpverleenster opbouwwerker buurtwerker wijkwerker welzijnswerker jongerenwerker
        ambtenaar beleidsmedewerker wijkagent wijkverpleegkundige woonconsulent wijkmanager begeleider begeleidster
        beheerder sociaal-werker buurtsportcoach professionals caseworker practitioner officer warden counsellor
        councillor фахівець фахівчиня спеціаліст спеціалістка соцпрацівник соцпрацівниця посадовець посадовиця
    """,
    "observer": """
        observator observatrice observant observer notulist notuliste notetaker note-taker спостерігач спостерігачка
    """,
}
_PHRASES: Mapping[str, Role] = {
    "sociaal werker": "professional",
    "social worker": "professional",
    "community worker": "professional",
    "youth worker": "professional",
    "соціальний працівник": "professional",
    "соціальна працівниця": "professional",
    "note taker": "observer",
}
_Q: Role = "interviewer"
_A: Role = "respondent"
# A single letter means a role of itself ('') or beside another one; letters are looked up in the shape of `skeleton`.
_LETTERS: Mapping[str, Sequence[tuple[str, Role]]] = {
    "i": [("", _Q)],
    "r": [("", _A)],
    "q": [("", _Q)],
    "v": [("a", _Q)],
    "a": [("v", _A), ("q", _A)],
    "b": [("o", _Q), ("п", _A), ("i", _A)],
    "o": [("b", _A), ("r", _Q)],
    "p": [("i", _A), ("д", _A), ("п", _A), ("m", _A), ("", _A)],
    "п": [("", _Q)],
    "д": [("p", _Q)],
    "g": [("i", _A)],
    "d": [("i", _A)],
    "e": [("i", _A)],
    "m": [("p", _Q), ("r", _Q), ("y", _Q), ("d", _Q)],
    "y": [("i", _A), ("m", _A)],
    "c": [("i", _A)],
    "n": [("i", _A)],
}
_LOOK_ALIKES = str.maketrans("аеосрхуіївкмнт", "aeocpxyiibkmht")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'", "ʹ": "'"})
_NUMBER = re.compile(r"[\s._\-#]*(?:nr\.?|no\.?|№)?[\s._\-#]*\d+[a-zа-я]?$")
_LONGEST = 100
_TOKEN = re.compile(r"[^\W\d_][\w'\-]*")


@lru_cache(maxsize=1 << 15)
def skeleton(label: str) -> str:
    """Return the shape in which labels are compared: case, apostrophes, final stops and Cyrillic look-alikes do not count.

    Examples
    --------
    >>> skeleton("І") == skeleton("i."), skeleton("Р") == skeleton("P"), skeleton("Інтерв’юер") == skeleton("інтерв'юер")
    (True, True, True)
    """
    folded = " ".join(label.translate(_APOSTROPHES).casefold().split()).rstrip(". ").strip()
    shape = folded.translate(_LOOK_ALIKES)
    return shape if not re.search("[а-яёґєіїʼ]", shape) or len(folded) == 1 else folded


_ROLE_OF: Mapping[str, Role] = {skeleton(word): role for role, words in _WORDS.items() for word in words.split()}
_NOUNS = """
vraag antwoord question answer питання запитання відповідь ответ вопрос resident subject buurman buurvrouw neighbour neighbor сусід сусідка
"""
_PLAIN_NOUNS = frozenset(skeleton(word) for word in _NOUNS.split())


def _base(label: str) -> str:
    """Return a label without the number that tells several of the same role apart: ``respondent 2``, ``r07``."""
    shape = skeleton(label)
    return _NUMBER.sub("", shape).rstrip(". ") if len(shape) <= _LONGEST else shape


def role_of(label: str, others: Iterable[str] = ()) -> Role | None:
    """Return the role that a label names, or None.

    Parameters
    ----------
    label
        As it stands in the transcript: ``Interviewer``, ``R2``, ``Anna (bewoner)``, ``П``.
    others
        The other labels of the transcript: ``V`` asks only beside ``A``; ``В`` answers beside ``П`` and asks beside ``О``.
    """
    return _word_role(label) or _letter_role(label, others)


def _word_role(label: str) -> Role | None:
    base = _base(label)
    if len(base) > 1 and base in _ROLE_OF:
        return _ROLE_OF[base]
    folded = " ".join(label.translate(_APOSTROPHES).casefold().split())
    for phrase, role in _PHRASES.items():
        if phrase in folded:
            return role
    found = {_ROLE_OF[skeleton(word)] for word in _TOKEN.findall(folded) if len(word) > 3 and skeleton(word) in _ROLE_OF}
    return found.pop() if len(found) == 1 else None


def _letter_role(label: str, others: Iterable[str]) -> Role | None:
    letter = _base(label)
    if letter not in _LETTERS:
        return None
    beside = {_base(other) for other in others} - {letter}
    for other, role in _LETTERS[letter]:
        if not other or other in beside:
            return role
    return None


def names_role(label: str) -> bool:
    """Return whether a word of the label names a role: ``Bewoner 2``, ``Anna (interviewer)``, ``Mijn buurman``."""
    return _word_role(label) is not None


def is_role_word(label: str) -> bool:
    """Return whether the label as a whole, but for a number, is a word for a role (``Bewoner 2``, not ``Mijn buurman``)."""
    return len(_base(label)) > 1 and _base(label) in _ROLE_OF


def is_role_letter(label: str) -> bool:
    """Return whether the label is a letter that can stand for a role, with or without number."""
    return _base(label) in _LETTERS


def is_plain_noun(label: str) -> bool:
    """Return whether the label is also an everyday word (``Vraag``, ``Answer``), which running text may put before a colon."""
    return _base(label) in _PLAIN_NOUNS


def role_in(words: str) -> Role | None:
    """Return the role that a short description begins with or holds: ``respondent 1, man, 35``; ``Anna, interviewer``."""
    return _word_role(words)


Given = Mapping[str, Speaker | str | None]


def as_speaker(label: str, value: Speaker | str | None) -> Speaker:
    """Return what a caller said about a label as a `Speaker`; a text is a role.

    Raises
    ------
    ValueError
        If the text is no role.
    """
    if value is None or isinstance(value, Speaker):
        return value or Speaker()
    if value not in ROLES:
        raise ValueError(f"speakers[{label!r}]={value!r} is not one of {', '.join(ROLES)}.{did_you_mean(value, ROLES)}")
    return Speaker(role=value)  # type: ignore[arg-type]


def assign(
    labels: Sequence[str], *, legend: Mapping[str, Role], speakers: Given | None, interviewer: Collection[str]
) -> tuple[dict[str, Speaker], list[str]]:
    """Return who each label stands for, and warnings about what was inferred or stays unknown.

    Parameters
    ----------
    labels
        The labels of one document in order of appearance.
    legend
        Roles that the document itself gives, by `skeleton`.
    speakers, interviewer
        What the caller says; it goes before everything else.
    """
    by_hand = {skeleton(label): as_speaker(label, value) for label, value in (speakers or {}).items()}
    by_hand |= {skeleton(label): Speaker("interviewer", by_hand.get(skeleton(label), Speaker()).person) for label in interviewer}
    found: dict[str, Speaker] = {}
    for label in labels:
        hand = by_hand.get(skeleton(label), Speaker())
        role = hand.role or legend.get(skeleton(label)) or role_of(label, labels)
        found[label] = Speaker(role, hand.person)
    warnings = _infer_second(found)
    unknown = [label for label, speaker in found.items() if speaker.role is None]
    if unknown:
        names = ", ".join(repr(label) for label in unknown)
        warnings.append(f"the role of {names} is unknown. Set it: speakers={{{unknown[0]!r}: 'respondent'}} or interviewer={unknown[0]!r}.")
    return found, warnings + _absent(labels, [*(speakers or {}), *interviewer])


def _infer_second(found: dict[str, Speaker]) -> list[str]:
    """Give the second of two labels the role that the first leaves."""
    known = [label for label, speaker in found.items() if speaker.role in ("interviewer", "respondent")]
    unknown = [label for label, speaker in found.items() if speaker.role is None]
    if len(found) != 2 or len(known) != 1 or len(unknown) != 1:
        return []
    role: Role = "respondent" if found[known[0]].role == "interviewer" else "interviewer"
    found[unknown[0]] = Speaker(role, found[unknown[0]].person)
    return [f"{unknown[0]!r} was taken as {role}, since {known[0]!r} is the {found[known[0]].role} and there are two speakers"]


def _absent(labels: Sequence[str], given: Sequence[str]) -> list[str]:
    present = {skeleton(label) for label in labels}
    absent = [label for label in given if skeleton(label) not in present]
    known = ", ".join(repr(label) for label in labels) or "none"
    return [f"the label {label!r} that was given does not occur; the labels are: {known}.{did_you_mean(label, labels)}" for label in absent]

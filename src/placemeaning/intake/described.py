"""Who the header says the labels are: ``Interviewer: Bram Smit`` above a talk in which ``Bram`` speaks; ``Omar (resident, 34)``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from placemeaning.intake.header import Header
from placemeaning.intake.roles import names_role, role_in, skeleton
from placemeaning.model.document import Role

_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def described(labels: Iterable[str], header: Header) -> dict[str, Role]:
    """Return the role that the header gives to each label, by `skeleton`; none where it says two things."""
    texts = [header.title, *header.left, *(f"{key}: {value}" for key, value in header.fields.items())]
    found = {label: {*_by_field(label, header.fields), *_by_bracket(label, texts)} for label in labels}
    return {skeleton(label): roles.pop() for label, roles in found.items() if len(roles) == 1}


def _by_field(label: str, fields: Mapping[str, str]) -> Iterator[Role]:
    wanted = _words(label)
    for key, value in fields.items():
        role = role_in(key) if names_role(key) else None
        if role and wanted and (wanted <= _words(value) or _is_initials(label, value)):
            yield role


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _is_initials(label: str, name: str) -> bool:
    letters = "".join(character for character in label if character.isalpha())
    return len(letters) > 1 and label.isupper() and letters == "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())


def _by_bracket(label: str, texts: Iterable[str]) -> Iterator[Role]:
    """Yield the roles between brackets behind the label: ``M voor Marieke (interviewer)``."""
    pattern = re.compile(rf"(?<!\w){re.escape(label)}(?!\w)[^,;:()\n]{{0,40}}\((?P<what>[^()\n]{{1,60}})\)", re.IGNORECASE)
    for text in texts:
        for match in pattern.finditer(text):
            if role := role_in(match["what"]):
                yield role

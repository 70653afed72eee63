"""What the page may ask: a closed set of messages, each checked before anything is done."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from placemeaning.model.document import Language, Voice

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Words = Annotated[str, msgspec.Meta(max_length=20_000)]
Offset = Annotated[int, msgspec.Meta(ge=0, le=2**40)]
Names = Annotated[list[Name], msgspec.Meta(min_length=1, max_length=100_000)]


class Message(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """Anything the page says. `id` names the message, so that one that is sent again is not done again; `view` is the page."""

    id: Name
    view: Name


class Hello(Message, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="hello"):
    """A page was opened: send it everything."""


class Open(Message, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="open"):
    """Show another document."""

    document: Name


class Look(Message, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="look"):
    """Did anything change outside? Send the difference."""


class Contents(Message, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="contents"):
    """List the documents with their progress."""


class Action(Message, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something to be written; `digest` is that of the text that the page shows."""

    document: Name
    digest: Name


class Apply(Action, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="code"):
    """Give a passage a code; `start` and `stop` are code points."""

    start: Offset
    stop: Offset
    code: Name


class Recode(Action, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="recode"):
    """Change what a coding says: its code, place or voice; an empty place or voice is what document and speaker say."""

    coding: Name
    code: Name | None = None
    place: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    voice: Voice | Literal[""] | None = None


class Move(Action, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="move"):
    """Change the edges of a coding."""

    coding: Name
    start: Offset
    stop: Offset


class Withdraw(Action, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="withdraw"):
    """Withdraw a coding."""

    coding: Name


class Memo(Action, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="memo"):
    """Write a memo on a coding, on the document or on a code; without words, take away the one that is there."""

    about: Name
    words: Words


class Undo(Action, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="undo"):
    """Take back the step that the page saw as the last one."""

    step: Name


class Redo(Action, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="redo"):
    """Do again what the page saw as the last thing taken back."""

    step: Name


class Accept(Action, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="accept"):
    """Accept a suggestion, with another code or other edges where given."""

    suggestion: Name
    code: Name | None = None
    start: Offset | None = None
    stop: Offset | None = None


class Decline(Action, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="decline"):
    """Decline a suggestion."""

    suggestion: Name


class AcceptAll(Action, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="accept-all"):
    """Accept the suggestions of the list that was confirmed, as one step."""

    suggestions: Names


class DeclineAll(Action, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="decline-all"):
    """Decline the suggestions of the list that was confirmed, as one step."""

    suggestions: Names


class Adopt(Action, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="adopt"):
    """Take over codings of coders who are shown, as one step."""

    codings: Names


class AddCode(Action, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="add-code"):
    """Write a new code into the codebook, and give it to a passage where one is named."""

    label: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    definition: Words
    language: Language
    start: Offset | None = None
    stop: Offset | None = None


class Define(Action, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="define"):
    """Change what the codebook says about a code."""

    code: Name
    definition: Words
    include: Words
    exclude: Words


AnyMessage = (
    Hello | Open | Look | Contents | Apply | Recode | Move | Withdraw | Memo | Undo | Redo | Accept | Decline | AcceptAll | DeclineAll | Adopt
    | AddCode | Define
)  # fmt: skip


def read(content: Any) -> AnyMessage:
    """Return the message that came from the page.

    Raises
    ------
    ValueError
        If it is not one of the closed set, or a field is wrong or unknown.
    """
    try:
        found: AnyMessage = msgspec.convert(content, type=AnyMessage)
    except msgspec.ValidationError as problem:
        raise ValueError(f"this message from the page is not understood: {problem}") from None
    return found

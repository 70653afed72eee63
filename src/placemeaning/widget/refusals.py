"""Why the page is refused something that can happen to anybody who works beside others."""

from __future__ import annotations

from typing import Literal

Reason = Literal["text-changed", "step-gone", "suggestion-gone", "codings-gone"]


class Refusal(ValueError):
    """An action that has no sense any more. The page says `reason` in its own language; the sentence is for everybody else."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason

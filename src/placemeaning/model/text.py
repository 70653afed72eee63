"""Text as it is counted here, and positions in it.

Offsets are Unicode code points, zero-based and half-open, in normalised text. Every other unit is
converted at the border by the functions of this module, which raise when a position does not fit.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Unit = Literal["utf16", "utf8", "one-based"]

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_WORD = re.compile(r"\w+(?:['’ʼ\-]\w+)*")


def normalise(text: str) -> str:
    r"""Return `text` as NFC, with LF line ends and no byte order mark at its start.

    Doing it twice changes nothing more.

    Examples
    --------
    >>> normalise("\ufeffcafe\u0301\r\nthuis")
    'café\nthuis'
    """
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text.lstrip("\ufeff")))


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def fold(text: str) -> str:
    """Return `text` with every run of white space as one blank, and none at the ends."""
    return " ".join(text.split())


def words(text: str, start: int = 0, stop: int | None = None) -> Iterator[Span]:
    """Yield the words between two code points; ``foto's`` and ``wijk-app`` are one word each."""
    for word in _WORD.finditer(text, start, len(text) if stop is None else stop):
        yield Span(*word.span())


def word_count(text: str) -> int:
    """Return the number of words in `text`; ``foto's`` and ``wijk-app`` count as one."""
    return len(_WORD.findall(text))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: code points `start` up to and without `stop`.

    Raises
    ------
    ValueError
        If not ``0 <= start <= stop``.
    """

    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.stop:
            raise ValueError(f"a span needs 0 <= start <= stop, not {self.start} and {self.stop}")

    def __len__(self) -> int:
        return self.stop - self.start

    def of(self, text: str) -> str:
        """Return the words of `text` that this span covers.

        Raises
        ------
        ValueError
            If the span ends beyond the text.
        """
        if self.stop > len(text):
            raise ValueError(f"{self} ends beyond a text of {len(text)} code points")
        return text[self.start : self.stop]

    def overlap(self, other: Span) -> int:
        """Return the number of code points that both spans cover."""
        return max(0, min(self.stop, other.stop) - max(self.start, other.start))

    def contains(self, other: Span) -> bool:
        """Return whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.stop <= self.stop

    def shift(self, by: int) -> Span:
        """Return this span moved by a number of code points."""
        return Span(self.start + by, self.stop + by)


def trim(text: str, span: Span) -> Span:
    """Return `span` without the white space at its ends (an all-blank span becomes empty)."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(min(start, span.stop), max(start, span.start + len(words.rstrip()))) if words.strip() else Span(span.start, span.start)


def to_unit(text: str, span: Span, unit: Unit) -> tuple[int, int]:
    """Return `span` counted in another unit.

    Parameters
    ----------
    text
        The text that `span` counts in, in code points.
    unit
        ``utf16`` (browsers, NVivo; half-open), ``utf8`` (bytes; Taguette; half-open) or
        ``one-based`` (R tools; first and last code point, both inclusive).

    Raises
    ------
    ValueError
        If the span ends beyond the text, or an empty span is asked for in ``one-based``.
    """
    before, words = text[: span.start], span.of(text)
    if unit == "one-based":
        if not words:
            raise ValueError("an empty span has no first and last code point")
        return span.start + 1, span.stop
    start = _length(before, unit)
    return start, start + _length(words, unit)


def from_unit(text: str, start: int, stop: int, unit: Unit) -> Span:
    """Return the span in code points that another program calls ``start`` and ``stop``; the mirror of `to_unit`.

    Raises
    ------
    ValueError
        If a position lies outside the text or inside a character.
    """
    if unit == "one-based":
        if not 1 <= start <= stop <= len(text):
            raise ValueError(f"{start} to {stop} does not fit a text of {len(text)} code points")
        return Span(start - 1, stop)
    if start > stop:
        raise ValueError(f"start {start} lies after stop {stop}")
    return Span(_code_point(text, start, unit), _code_point(text, stop, unit))


def _length(text: str, unit: Unit) -> int:
    return len(text.encode("utf-8")) if unit == "utf8" else len(text.encode("utf-16-le")) // 2


def _code_point(text: str, position: int, unit: Unit) -> int:
    encoding, size = ("utf-8", 1) if unit == "utf8" else ("utf-16-le", 2)
    data = text.encode(encoding)
    if not 0 <= position * size <= len(data):
        raise ValueError(f"position {position} lies outside a text of {len(data) // size} {unit} units")
    try:
        return len(data[: position * size].decode(encoding))
    except UnicodeDecodeError:
        raise ValueError(f"position {position} lies inside a character ({unit} units)") from None

"""The packed parts of a PDF, looked at before the file is read: whether one unpacks to more than any page of text needs."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator

from placemeaning.errors import IntakeError

LARGEST_STREAM = 60_000_000
LARGEST_PAGE = 8_000_000
LARGEST_SUM = 300_000_000
MOST_STREAMS = 50_000
_BEGIN = re.compile(rb"(?<!end)stream\r?\n")
_WRITTEN = bytes(range(32, 127)) + b"\t\r\n"
_OLD = (b"LZWDecode", b"RunLengthDecode")
_LARGEST_OLD = 200_000
_REACH = 400


def refuse_bomb(data: bytes, name: str, cure: str) -> None:
    """Raise for a file of which one stream, or all together, unpack to more than pages of text need.

    A stream of signs (a page with its text and lines) may have 8 MB, one of other bytes (a picture, a font) 60 MB.

    Raises
    ------
    IntakeError
        With `name`, and `cure` for what to do.
    """
    total = 0
    for number, (about, packed) in enumerate(_streams(data)):
        old = any(one in about for one in _OLD) and b"/Image" not in about
        for unpacked in _unpacked(about, packed):
            total += len(unpacked)
            written = LARGEST_STREAM >= len(unpacked) > LARGEST_PAGE and len(unpacked.translate(None, _WRITTEN)) < len(unpacked) / 2
            if written or len(unpacked) > LARGEST_STREAM or total > LARGEST_SUM:
                most = LARGEST_PAGE if written else LARGEST_STREAM if len(unpacked) > LARGEST_STREAM else LARGEST_SUM
                raise IntakeError(f"{name}: unpacked it is larger than {most // 1_000_000} MB; that is no transcript. {cure}")
        if number > MOST_STREAMS or (old and len(packed) > _LARGEST_OLD):
            raise IntakeError(f"{name}: this PDF is built as no word processor does, so it is not read. {cure}")


def _streams(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each stream with what stands before it."""
    stop = -1
    for match in _BEGIN.finditer(data):
        if stop < match.end():
            stop = data.find(b"endstream", match.end())
            stop = len(data) if stop < 0 else stop
        yield data[max(0, match.start() - _REACH) : match.start()], data[match.end() : stop]


def _unpacked(about: bytes, packed: bytes) -> Iterator[bytes]:
    """Yield what a stream holds at each step of being unpacked: as it is, out of ASCII, and up to three times out of Flate."""
    yield packed
    if b"ASCII85Decode" in about or b"ASCIIHexDecode" in about:
        packed = _from_ascii(about, packed)
    for _ in range(3):
        packed = _inflated(packed)
        if not packed:
            return
        yield packed


def _from_ascii(about: bytes, packed: bytes) -> bytes:
    packed = packed.strip()
    try:
        if b"ASCIIHexDecode" in about:
            return binascii.unhexlify(re.sub(rb"[\s>]", b"", packed))
        return base64.a85decode(packed.removesuffix(b"~>").removeprefix(b"<~"))
    except ValueError:
        return b""


def _inflated(packed: bytes) -> bytes:
    if packed[:1] not in (b"\x78", b"\x68", b"\x58", b"\x48"):
        return b""
    try:
        return zlib.decompressobj().decompress(packed, LARGEST_STREAM + 1)
    except zlib.error:
        return b""

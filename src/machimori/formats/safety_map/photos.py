"""Photos without what cameras write into them: no place, no time, no owner."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import read_bytes
from machimori.language import Text

LARGEST_BYTES = 20_000_000

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"pHYs")
_SCAN, _END, _APP0, _ICC, _EXIF = 0xDA, 0xD9, 0xE0, 0xE2, 0xE1
_FRAMES = (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC))
_ORIENTATION = 0x0112
_UPRIGHT = 1


@dataclass(frozen=True)
class Photo:
    """A photo as it may leave the office.

    Parameters
    ----------
    content : bytes
        Of everything that a camera adds, only how the picture is turned.
    type : str
        ``jpeg`` or ``png``.
    """

    content: bytes
    type: Literal["jpeg", "png"]

    @property
    def address(self) -> str:
        """The photo itself, as an address in a page."""
        return f"data:image/{self.type};base64,{self.base64}"

    @property
    def base64(self) -> str:
        """The photo in letters."""
        return base64.b64encode(self.content).decode("ascii")


def read_photo(path: Path) -> Photo:
    """Read a photo and leave behind what tells where, when and by whom it was taken.

    Parameters
    ----------
    path : Path
        JPEG or PNG.

    Returns
    -------
    Photo

    Raises
    ------
    InvalidInput
        It cannot be read, or is no such picture.
    """
    content = read_bytes(path, limit_bytes=LARGEST_BYTES)
    try:
        if content.startswith(_PNG):
            return Photo(_png(content), "png")
        if content.startswith(b"\xff\xd8"):
            return Photo(_jpeg(content), "jpeg")
    except (struct.error, IndexError, ValueError) as error:
        raise InvalidInput([_no_photo(path)]) from error
    raise InvalidInput([_no_photo(path)])


def _png(content: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        name, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise ValueError("a chunk is cut off")
        if name in _PNG_KEPT:
            kept.append(content[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end
    raise ValueError("no end")


def _jpeg(content: bytes) -> bytes:
    kept, turned = [b"\xff\xd8"], _UPRIGHT
    has_frame = False
    for marker, segment in _segments(content):
        has_frame = has_frame or marker in _FRAMES
        if marker == _EXIF:
            turned = max(turned, _orientation(segment[4:]))
        elif marker in (_APP0, _ICC) or (not 0xE0 <= marker <= 0xEF and marker != 0xFE):
            kept.append(segment)
    if not has_frame:
        raise ValueError("no picture")
    if turned != _UPRIGHT:
        kept.insert(1, _turned(turned))
    return b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment, up to the end of the picture.

    Behind the end some cameras put a second picture, which says where it was taken.
    """
    at = 2
    while True:
        while content[at] == 0xFF and content[at + 1] == 0xFF:
            at += 1
        if content[at] != 0xFF:
            raise ValueError("no marker")
        marker = content[at + 1]
        if marker == _END:
            yield marker, content[at : at + 2]
            return
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        if marker == _SCAN:
            end = _end_of_scan(content, end)
        if length < 2 or end > len(content):
            raise ValueError("a segment is cut off")
        yield marker, content[at:end]
        at = end


def _end_of_scan(content: bytes, start: int) -> int:
    """Find the next marker that is no part of the coded picture."""
    at = content.find(0xFF, start)
    while at >= 0 and (content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7):
        at = content.find(0xFF, at + 2)
    if at < 0:
        raise ValueError("the picture is cut off")
    return at


def _orientation(exif: bytes) -> int:
    """How the picture is turned: 1 to 8; upright where nobody said."""
    if not exif.startswith(b"Exif\0\0"):
        return _UPRIGHT
    tiff = exif[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return _UPRIGHT
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(count):
            entry = first + 2 + 12 * number
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, entry)
            if tag == _ORIENTATION and 1 <= value <= 8:
                return int(value)
    except struct.error:
        return _UPRIGHT
    return _UPRIGHT


def _turned(orientation: int) -> bytes:
    """Write a segment that says how the picture is turned, and nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    tiff = b"MM\0*" + struct.pack(">I", 8) + struct.pack(">H", 1) + entry + b"\0" * 4
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _no_photo(path: Path) -> Problem:
    return Problem(
        file=str(path),
        where=Text(ja="写真", en="photo"),
        found=path.suffix or "-",
        expected=Text(ja="JPEGかPNGの写真", en="a photo as JPEG or PNG"),
        remedy=Text(
            ja="写真を開き、JPEGかPNGで保存し直してください。",
            en="Open it and save it as JPEG or PNG.",
        ),
    )

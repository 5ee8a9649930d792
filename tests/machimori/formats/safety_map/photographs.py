"""Small photos as cameras write them, with where and by whom they were taken."""

from __future__ import annotations

import struct
import zlib

OWNER = b"taken by Tanaka at 35.7N 139.5E"


def jpeg(*, orientation: int | None = None, behind: bytes = b"") -> bytes:
    """A picture of one colour, with a maker's notes, a comment and what lies behind."""
    exif = b"Exif\0\0MM\0*\0\0\0\x08"
    tags = [struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)] if orientation else []
    tags.append(struct.pack(">HHI", 0x010F, 2, 4) + b"Cam\0")
    exif += struct.pack(">H", len(tags)) + b"".join(tags) + b"\0" * 4 + OWNER
    return (
        b"\xff\xd8"
        + _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + _segment(0xE1, exif)
        + _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + OWNER)
        + _segment(0xED, OWNER)
        + _segment(0xFE, OWNER)
        + _segment(0xDB, b"\0" + b"\1" * 64)
        + _segment(0xC0, b"\x08\0\x08\0\x08\1\1\x11\0")
        + _segment(0xC4, b"\0\0" + b"\0" * 15 + b"\0")
        + _segment(0xDA, b"\1\1\0\0\x3f\0")
        + b"\x12\xff\x00\x34\xff\xd0\x56"
        + b"\xff\xd9"
        + behind
    )


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def png() -> bytes:
    """One grey pixel, with a text and a time."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, body)
        for name, body in (
            (b"IHDR", header),
            (b"tEXt", b"Author\0" + OWNER),
            (b"eXIf", OWNER),
            (b"tIME", b"\7\xea\x0b\x14\0\0\0"),
            (b"IDAT", zlib.compress(b"\0\x80")),
            (b"IEND", b""),
        )
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    check = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)

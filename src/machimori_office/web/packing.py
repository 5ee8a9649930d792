"""Files as the database keeps them: packed."""

from __future__ import annotations

import zlib


def packed(content: bytes) -> bytes:
    """Pack a file for a column of bytes."""
    return zlib.compress(content)


def unpacked(kept: bytes | memoryview) -> bytes:
    """Return the file of such a column; PostgreSQL hands out a view of it."""
    return zlib.decompress(bytes(kept))

"""What luminaire files say about themselves, in whichever encoding they say it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_ENCODINGS = ("utf-8", "cp932", "latin-1")
_KEYWORD = re.compile(r"\s*\[\s*([^\]]*?)\s*\]\s*(.*?)\s*$")
_MORE = "MORE"

PLAIN = "LUMINAIRE"
"""Keyword for the lines of 1986, which have none."""


def decoded(line: str) -> str:
    """Read characters that stand for one byte each, in the first encoding that fits."""
    content = line.encode("latin-1", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line


def labels_of(lines: Sequence[str]) -> Mapping[str, str]:
    """Collect the label lines of an LM-63 file.

    Parameters
    ----------
    lines : sequence of str
        Those before TILT, without the line of the version.

    Returns
    -------
    mapping
        By keyword, in capitals; ``[MORE]`` and a keyword that stands twice go on where
        the text before ended.
    """
    labels: dict[str, str] = {}
    current = PLAIN
    for line in decoded("\n".join(lines)).split("\n"):
        match = _KEYWORD.match(line)
        words = line.strip() if match is None else match[2]
        if match is not None and match[1].upper() != _MORE:
            current = match[1].upper()
        if words:
            labels[current] = (
                f"{labels[current]} {words}" if current in labels else words
            )
    return labels

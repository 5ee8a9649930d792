"""Opens a luminaire file, of whichever format it is."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from machimori.errors import InvalidInput
from machimori.formats.eulumdat import parse_eulumdat
from machimori.formats.ies import parse_ies
from machimori.formats.intensity_table import refusal
from machimori.formats.opening import read_bytes
from machimori.language import Text
from machimori.scene.photometry import Photometry

LIMIT_BYTES = 5_000_000
"""A quarter of a degree in all directions takes less."""

_TILT = re.compile(rb"^\s*TILT\s*=", re.IGNORECASE | re.MULTILINE)
_MARKUP = re.compile(rb"\s*(\xef\xbb\xbf)?\s*<")


def read_photometry(path: Path) -> Photometry:
    """Open a luminaire file: IES LM-63 or EULUMDAT.

    Parameters
    ----------
    path : Path
        What is in it decides; its ending only where that says nothing.

    Returns
    -------
    Photometry
        Named after the file.

    Raises
    ------
    InvalidInput
        It cannot be opened or read as either format.
    """
    content = read_bytes(path, limit_bytes=LIMIT_BYTES)
    return replace(_parse(content, str(path), path.suffix), name=path.name)


def _parse(content: bytes, name: str, suffix: str) -> Photometry:
    if _TILT.search(content):
        return parse_ies(content, name)
    if _MARKUP.match(content):
        raise InvalidInput([refusal(name, 1, "XML", _EITHER, _EXPORT)])
    if suffix.lower() == ".ies":
        return parse_ies(content, name)
    return parse_eulumdat(content, name)


_EITHER = Text(ja="IES（LM-63）かEULUMDAT", en="IES LM-63 or EULUMDAT")
_EXPORT = Text(
    ja="IES（LM-63）かEULUMDATで書き出し直してください",
    en="Export it as IES LM-63 or EULUMDAT.",
)

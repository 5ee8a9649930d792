"""Opens a luminaire file, of whichever format it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from machimori.errors import InvalidInput
from machimori.formats.eulumdat import parse_eulumdat
from machimori.formats.ies import parse_ies
from machimori.formats.ies_tilt import TILT_LINE
from machimori.formats.numbers_by_line import refusal, text_lines
from machimori.formats.opening import read_bytes
from machimori.language import Text
from machimori.scene.photometry import Photometry

LIMIT_BYTES = 5_000_000
"""A quarter of a degree in all directions takes less."""


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
    lines = text_lines(content, str(path))
    if lines[0].lstrip().startswith("<"):
        raise InvalidInput([refusal(str(path), 1, "XML", _EITHER, _EXPORT)])
    is_ies = path.suffix.lower() == ".ies" or any(map(TILT_LINE.match, lines))
    return replace(
        _ies(content, path) if is_ies else parse_eulumdat(content, str(path)),
        name=path.name,
    )


def _ies(content: bytes, path: Path) -> Photometry:
    def read_beside(name: str) -> bytes | None:
        found = _beside(path, name)
        return None if found is None else read_bytes(found, limit_bytes=LIMIT_BYTES)

    return parse_ies(content, str(path), read_beside=read_beside)


def _beside(path: Path, name: str) -> Path | None:
    """A file of this name in the same folder, in capitals or small letters."""
    folder = path.parent
    alike = (p for p in folder.iterdir() if p.name.lower() == name.lower())
    for candidate in (folder / name, *sorted(alike)):
        if candidate.is_file() and candidate.resolve().parent == folder.resolve():
            return candidate
    return None


_EITHER = Text(ja="IES（LM-63）かEULUMDAT", en="IES LM-63 or EULUMDAT")
_EXPORT = Text(
    ja="IES（LM-63）かEULUMDATで書き出し直してください",
    en="Export it as IES LM-63 or EULUMDAT.",
)

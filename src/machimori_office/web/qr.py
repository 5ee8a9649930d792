"""QR codes as SVG: on posters, on tickets."""

from __future__ import annotations

from collections.abc import Iterator

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4
"""Light modules around a code: readers need them."""


def code(content: str) -> str:
    """Draw a QR code as SVG.

    Source
    ------
    ISO/IEC 18004:2015; error correction M, the quiet zone of clause 6.3.8.
    """
    drawn = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    drawn.add_data(content)
    rows = drawn.get_matrix()
    path = " ".join(_runs(rows))
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path fill="#000" d="{path}"/></svg>'
    )


def _runs(rows: list[list[bool]]) -> Iterator[str]:
    """Yield a rectangle for each run of dark modules of a row."""
    for y, row in enumerate(rows):
        start: int | None = None
        for x, is_dark in enumerate([*row, False]):
            if is_dark and start is None:
                start = x
            elif not is_dark and start is not None:
                yield f"M{start} {y}h{x - start}v1h{start - x}z"
                start = None

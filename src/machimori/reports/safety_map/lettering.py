"""Words in pictures, with their readings above."""

from __future__ import annotations

from collections.abc import Sequence

from machimori.formats.safety_map import Piece
from machimori.reports.plan.canvas import width_of, words
from machimori.reports.plan.placing import Room
from machimori.reports.plan.style import style

READING_SHARE = 0.5
"""Size of a reading, as a share of the letters below it."""


def lettered(
    pieces: Sequence[Piece], x: float, y: float, size: float, room: Room
) -> str:
    """Write words near a point where there is room, with their readings above.

    Parameters
    ----------
    pieces : sequence of Piece
    x, y : float
        Where their middle should be. [px]
    size : float
        Of the letters. [px]
    room : Room
        What is taken of the picture.

    Returns
    -------
    str
        Empty where all is taken.
    """
    wides = [_width(piece, size) for piece in pieces]
    has_readings = any(piece.reading for piece in pieces)
    high = size * (1.0 + (READING_SHARE + 0.15) * has_readings) + 4
    found = room.near(x, y, sum(wides) + 8, high)
    if found is None:
        return ""
    left, base = found[0] - sum(wides) / 2, found[1] + high / 2 - 0.2 * size - 2
    drawn = []
    for piece, wide in zip(pieces, wides, strict=True):
        middle = left + wide / 2
        drawn.append(_haloed(piece.base, middle, base, size))
        if piece.reading:
            above = base - 0.98 * size
            drawn.append(_haloed(piece.reading, middle, above, READING_SHARE * size))
        left += wide
    return "".join(drawn)


def _width(piece: Piece, size: float) -> float:
    """A reading may hang over its neighbours by half of its own letters."""
    reading = width_of(piece.reading, READING_SHARE * size) - READING_SHARE * size
    return max(width_of(piece.base, size), reading)


def _haloed(content: str, x: float, y: float, size: float) -> str:
    return words(
        content,
        x,
        y,
        size,
        text_anchor="middle",
        font_weight="bold",
        fill=style().ink,
        stroke=style().paper,
        stroke_width=4,
        stroke_linejoin="round",
        paint_order="stroke",
    )

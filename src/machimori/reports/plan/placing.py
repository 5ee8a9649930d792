"""Finds room on a plan for numbers and words, so that none covers another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import cos, pi, sin

Box = tuple[float, float, float, float]


@dataclass
class Room:
    """What is taken on a picture.

    Parameters
    ----------
    width_px, height_px : float
    taken : list of boxes
        Left, top, right, bottom.
    """

    width_px: float
    height_px: float
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> None:
        """Keep others out of a box."""
        self.taken.append(box)

    def is_free(self, box: Box) -> bool:
        """Whether a box lies in the picture and on nothing else."""
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self.width_px or bottom > self.height_px:
            return False
        return not any(_overlap(box, other) for other in self.taken)

    def near(
        self, x: float, y: float, width: float, height: float, *, reaches: int = 6
    ) -> tuple[float, float] | None:
        """Take room for a box as near as possible to a point.

        Parameters
        ----------
        x, y : float
            Where the box should be centred. [px]
        width, height : float
        reaches : int
            How many rings to try around the point.

        Returns
        -------
        tuple of 2 floats, or None
            The centre that was found; None where all is full.
        """
        for cx, cy in _around(x, y, (width, height), reaches):
            box = (cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2)
            if self.is_free(box):
                self.take(box)
                return cx, cy
        return None


def _around(
    x: float, y: float, size: tuple[float, float], reaches: int
) -> Iterator[tuple[float, float]]:
    yield x, y
    for ring in range(1, reaches + 1):
        reach = 0.35 + 0.45 * ring
        # Half a box aside already clears what is narrow; height counts whole.
        wide, high = (0.35 + 0.5 * reach) * size[0], (0.3 + reach) * size[1]
        for turn in range(12):
            # Up and to the right first: there a reader looks for a label.
            angle = -pi / 4 + (-1) ** turn * (turn + 1) // 2 * pi / 6
            yield x + wide * cos(angle), y + high * sin(angle)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]

"""Incidents whose real point is known, and only these."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from machimori.errors import InvalidInput, Problem
from machimori.incidents import Chosen
from machimori.language import Text


def real_points(chosen: Chosen, path: Path) -> tuple[NDArray[np.float64], list[Text]]:
    """Return the real points of incidents, and what to say of those without.

    Raises
    ------
    InvalidInput
        None has a point: the middle of its block is none.
    """
    points = chosen.incidents.columns.xy_m
    known = np.isfinite(points).all(axis=1)
    if not known.any():
        raise InvalidInput([_no_points(path, len(points))])
    left_out = len(points) - int(known.sum())
    said = [_LEFT_OUT.format(count=left_out)] if left_out else []
    return points[known], said


_LEFT_OUT = Text(
    ja="実際の地点が分からない{count}件は除きました。",
    en="{count} whose point is unknown are left out.",
)


def _no_points(path: Path, count: int) -> Problem:
    return Problem(
        file=str(path),
        where=Text(ja="座標", en="coordinates"),
        found=f"0 / {count}",
        expected=Text(
            ja="実際の地点が分かる事案（町丁目の中心点は地点ではありません）",
            en="incidents whose real point is known (a block's middle is none)",
        ),
        remedy=Text(
            ja="町丁目ごとに調べるには machimori hotspots blocks を使ってください。",
            en="Study them by block: machimori hotspots blocks.",
        ),
    )

"""A whole district, lit by Radiance and by shadows."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.district import district
from machimori.lighting.over_grid import illuminance_on_lattice

pytest.importorskip("pyradiance", reason="needs pyradiance (Radiance)")

from benchmarks.illuminance import (
    Radiance,
    agreement,
    lamps_apart,
    lattice_of,
)


def share_within_1_percent(
    folder: Path, lamps: int, side_points: int
) -> tuple[float, int]:
    obstacles, lattice = district(), lattice_of(side_points)
    hung = lamps_apart(obstacles, lamps)
    theirs = Radiance(folder, obstacles, hung).illuminance_lx(lattice)
    ours = illuminance_on_lattice(
        obstacles, hung, lattice, level_m=0.0, negligible_lx=1e-3
    )
    return agreement(ours.ravel(), theirs, lattice, obstacles)


def test_thirty_lamps_light_a_district_as_radiance_says(tmp_path: Path) -> None:
    share, points = share_within_1_percent(tmp_path, lamps=30, side_points=90)
    assert points > 300
    assert share >= 0.999


@pytest.mark.prove
def test_a_thousand_lamps_light_a_district_as_radiance_says(tmp_path: Path) -> None:
    share, points = share_within_1_percent(tmp_path, lamps=1000, side_points=316)
    assert points > 50_000
    assert share >= 0.999

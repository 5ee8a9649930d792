from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from machimori.formats.ies import parse_ies
from machimori.geometry import bearing_to_unit
from machimori.lighting import (
    LightSettings,
    illuminance_at,
    vertical_illuminance_at,
)
from machimori.scene import Feature, Scene
from tests.machimori.formats import luminaires
from tests.machimori.lighting.radiance import Aim, direct_illuminance_lx
from tests.machimori.lighting.staging import building, lamp, scene, wall

Floats = NDArray[np.float64]

GENERATED = luminaires.ies()
WITHIN = 0.001
SHARE = 0.99

HANGING = (Aim(0.0, 0.0, 4.5),)
TURNED = (Aim(0.0, 0.0, 4.5, azimuth_deg=130.0),)
TILTED = (Aim(0.0, 0.0, 4.5, azimuth_deg=220.0, tilt_deg=35.0),)
THREE = (
    Aim(-6.0, 4.0, 4.5, 30.0, 15.0),
    Aim(7.0, -5.0, 5.5, 250.0, 40.0),
    Aim(1.0, 8.0, 3.5, 100.0, -20.0),
)

WALL = ((-3.1, -8.0), (-3.1, 5.0))
FENCE = ((2.2, 3.3), (9.0, 6.1))
HOUSE = (3.0, -4.0, 6.0, -1.0)
GARAGE = (-9.0, -9.0, -5.0, -7.0)


def screen(line: tuple[tuple[float, float], ...], height_m: float) -> Floats:
    (x1, y1), (x2, y2) = line
    corners = [(x1, y1, 0), (x2, y2, 0), (x2, y2, height_m), (x1, y1, height_m)]
    return np.array(corners, dtype=float)


def block(west: float, south: float, east: float, north: float) -> list[Floats]:
    corners = [(west, south), (east, south), (east, north), (west, north)]
    sides = zip(corners, corners[1:] + corners[:1], strict=True)
    lid = np.array([(x, y, 6.0) for x, y in corners])
    return [lid, *(screen(side, 6.0) for side in sides)]


def points_around() -> Floats:
    x, y = np.meshgrid(np.linspace(-12, 12, 49) + 0.013, np.linspace(-11, 11, 45))
    xy = np.column_stack([x.ravel(), y.ravel()])
    for box in (HOUSE, GARAGE):
        inside = shapely.intersects_xy(shapely.box(*box), *xy.T)
        xy = xy[~inside]
    return np.column_stack([xy, np.zeros(len(xy))])


def ours(
    aims: Sequence[Aim],
    obstacles: Sequence[Feature],
    points: Floats,
    ies: str = GENERATED,
) -> Floats:
    place = staged(aims, obstacles, ies)
    return illuminance_at(place, points, settings=LightSettings())


def staged(
    aims: Sequence[Aim], obstacles: Sequence[Feature], ies: str = GENERATED
) -> Scene:
    photometry = parse_ies(ies.encode("latin-1"), "test.ies")
    lamps = [
        lamp(
            aim.x,
            aim.y,
            photometry="test.ies",
            height_m=aim.z,
            azimuth_deg=aim.azimuth_deg,
            tilt_deg=aim.tilt_deg,
        )
        for aim in aims
    ]
    return scene(*lamps, *obstacles, photometry=photometry)


OBSTACLES = (
    wall(*WALL, height_m=2.0),
    wall(*FENCE, height_m=1.4),
    building(*HOUSE),
    building(*GARAGE),
)
POLYGONS = (screen(WALL, 2.0), screen(FENCE, 1.4), *block(*HOUSE), *block(*GARAGE))


@pytest.mark.parametrize("is_occluded", [False, True], ids=["free", "occluded"])
@pytest.mark.parametrize(
    "aims",
    [HANGING, TURNED, TILTED, THREE],
    ids=["hanging", "turned", "tilted", "three"],
)
def test_radiance_agrees_within_a_tenth_of_a_percent(
    aims: Sequence[Aim], is_occluded: bool, tmp_path: Path
) -> None:
    points = points_around()
    traced = direct_illuminance_lx(
        tmp_path, GENERATED, aims, POLYGONS if is_occluded else (), points
    )
    computed = ours(aims, OBSTACLES if is_occluded else (), points)
    assert_alike(computed, traced)


@pytest.mark.parametrize("number", [1, 2, 3, 8])
def test_radiance_agrees_on_real_luminaires(
    realdata: Path, number: int, tmp_path: Path
) -> None:
    path = realdata / "luminaires-ies" / f"{number}.IES"
    ies = path.read_bytes().decode("latin-1")
    points = points_around()
    traced = direct_illuminance_lx(tmp_path, ies, THREE, POLYGONS, points)
    assert_alike(ours(THREE, OBSTACLES, points, ies), traced)


@pytest.mark.parametrize("bearing_deg", [0.0, 75.0, 200.0])
def test_radiance_agrees_on_upright_planes(bearing_deg: float, tmp_path: Path) -> None:
    points = points_around() + np.array([0.0, 0.0, 1.5])
    east, north = bearing_to_unit(bearing_deg)
    traced = direct_illuminance_lx(
        tmp_path, GENERATED, THREE, POLYGONS, points, (east, north, 0.0)
    )
    light = vertical_illuminance_at(
        staged(THREE, OBSTACLES), points, bearing_deg, settings=LightSettings()
    )
    # Of upright planes some stand almost edge-on to a lamp of 5 mm.
    assert_alike(light.facing_lx, traced, within=0.01)


def assert_alike(computed: Floats, traced: Floats, within: float = WITHIN) -> None:
    is_lit = (traced > 1e-3) | (computed > 1e-3)
    with np.errstate(divide="ignore"):
        off = np.abs(computed[is_lit] / traced[is_lit] - 1)
    assert is_lit.mean() > 0.4
    assert np.mean(off <= within) >= SHARE
    assert np.median(off) < 1e-4


def test_the_occluded_scene_has_shadows() -> None:
    points = points_around()
    shaded = ours(THREE, OBSTACLES, points) < 0.9 * ours(THREE, (), points)
    assert 0.1 < shaded.mean() < 0.9

"""One diffuse reflection, beside closed forms and Radiance."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray
from shapely.geometry import LineString, box

from machimori.formats.ies import parse_ies
from machimori.geometry import Obstacle, ObstacleSet
from machimori.lighting import LightSettings, illuminance_field, illuminance_on
from machimori.lighting.illuminance import direct_illuminance_lx
from machimori.lighting.lamps import PlacedLamp, lamps_of
from machimori.lighting.once_reflected import once_reflected_lx, surfaces_within
from machimori.lighting.reflection import Surfaces, left_out_lx, reflected
from machimori.scene import Scene
from machimori.scene.obstacles import obstacle_set
from tests.machimori.formats import luminaires
from tests.machimori.lighting.radiance import Aim, illuminance_lx
from tests.machimori.lighting.staging import building, lamp, scene, wall

Floats = NDArray[np.float64]

PUBLISHED = yaml.safe_load(
    (Path(__file__).parents[2] / "published" / "reflection.yaml").read_text("utf-8")
)
NOTHING = ObstacleSet([])
X, Y, Z = np.eye(3)


def lambert(corners: Floats, at: Floats, normal: Floats) -> float:
    """Lambert's formula, written once more: the form factor of a polygon."""
    total = 0.0
    for one, other in pairwise([*(corners - at), corners[0] - at]):
        across = np.cross(one, other)
        between = np.arctan2(np.linalg.norm(across), one @ other)
        total += between * (across @ normal) / np.linalg.norm(across)
    return float(abs(total) / (2 * np.pi))


@pytest.mark.parametrize("name", ["wall", "ceiling"])
def test_a_floor_of_cie_171_lights_wall_and_ceiling(name: str) -> None:
    case = PUBLISHED["cie_171_5_6"]
    points = np.array([row[:3] for row in case[name]])
    printed = np.array([row[3] for row in case[name]])
    normal = Y if name == "wall" else -Z
    corners = np.array([(0, 0, 0), (4, 0, 0), (4, 4, 0), (0, 4, 0)], dtype=float)
    exact = [100 * lambert(corners, point, normal) for point in points]
    floor = Surfaces.of_rectangle(
        np.zeros(3), 4 * X, 4 * Y, side_m=0.5, reflectance=0.8
    )
    lit = reflected(floor, np.full(len(floor), 100 / 0.8), NOTHING, points, normal)
    assert printed == pytest.approx(exact, abs=6e-4)
    assert lit.once_lx == pytest.approx(exact, rel=1e-9)


def rectangle_seen(at: Floats) -> Floats:
    """Of the wall of case 5.7, what is seen over the box, which is as wide."""
    lowest = 0.0
    for y in (2.5, 2.7):
        if at[1] < y:
            lowest = max(lowest, at[2] + (1.0 - at[2]) * (4 - at[1]) / (y - at[1]))
    low = min(lowest, 3.0 - 1e-9)
    return np.array([(0, 4, low), (4, 4, low), (4, 4, 3), (0, 4, 3)], dtype=float)


@pytest.mark.parametrize("name", ["wall", "floor"])
def test_the_box_of_cie_171_shades_what_a_wall_sends_back(name: str) -> None:
    case = PUBLISHED["cie_171_5_7"]
    points = np.array([row[:3] for row in case[name]])
    printed = np.array([row[3] for row in case[name]])
    normal = Y if name == "wall" else Z
    exact = np.array([100 * lambert(rectangle_seen(p), p, normal) for p in points])
    # Strips as wide as the wall and 1 mm high: what stands before each is as wide.
    strips = [
        Surfaces.of_rectangle(
            np.array([0.0, 4.0, z]), 4 * X, 0.001 * Z, side_m=4.0, reflectance=1.0
        )
        for z in np.arange(0.0, 3.0, 0.001)
    ]
    wall_of_strips = Surfaces.together(*strips)
    shades = ObstacleSet([Obstacle("box", box(-1, 2.5, 5, 2.7), 0.0, 1.0, 1.0)])
    lit = reflected(
        wall_of_strips, np.full(len(strips), 100.0), shades, points, normal
    ).once_lx
    assert lit == pytest.approx(exact, rel=1e-3, abs=1e-6)
    assert lit == pytest.approx(printed, rel=2e-3, abs=6e-3)


def cube_of_cie_171(reflectance: float, side_m: float = 0.25) -> Surfaces:
    def face(corner: Any, across: Floats, up: Floats) -> Surfaces:
        at = np.array(corner, dtype=float)
        return Surfaces.of_rectangle(
            at, 4 * across, 4 * up, side_m=side_m, reflectance=reflectance
        )

    return Surfaces.together(
        face((0, 0, 0), X, Y),
        face((0, 0, 4), Y, X),
        face((0, 0, 0), Y, Z),
        face((4, 0, 0), Z, Y),
        face((0, 0, 0), Z, X),
        face((0, 4, 0), X, Z),
    )


def direct_in_the_cube(surfaces: Surfaces) -> Floats:
    rays = surfaces.pieces.centres - 2.0
    distance = np.linalg.norm(rays, axis=1)
    facing = -(rays * surfaces.pieces.normals).sum(axis=1)
    return np.asarray(
        PUBLISHED["cie_171_5_8"]["flux_lm"] / (4 * np.pi) * facing / distance**3
    )


def mean(surfaces: Surfaces, values: Floats) -> float:
    return float(np.average(values, weights=surfaces.areas_m2))


def test_one_reflection_in_the_cube_of_cie_171() -> None:
    case, rho = PUBLISHED["cie_171_5_8"], 0.5
    cube = cube_of_cie_171(rho, side_m=0.125)
    floor = cube.pieces.normals[:, 2] == 1.0
    quarter = floor & (cube.pieces.centres[:, :2] < 2.0).all(axis=1)
    at, facing = cube.pieces.centres[quarter], cube.pieces.normals[quarter]
    first = reflected(cube, direct_in_the_cube(cube), NOTHING, at, facing)
    assert first.in_view == pytest.approx(rho, rel=1e-9)
    expected = case["first_lx_for_each_rho"] * rho
    assert first.once_lx.mean() == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize("rho", [0.05, 0.3, 0.5])
def test_all_reflections_in_the_cube_of_cie_171_are_a_geometric_series(
    rho: float,
) -> None:
    cube = cube_of_cie_171(rho, side_m=0.5)
    at, facing = cube.pieces.centres, cube.pieces.normals
    received = direct_in_the_cube(cube)
    first = reflected(cube, received, NOTHING, at, facing)
    latest, total = first.once_lx, first.once_lx.copy()
    for _ in range(round(np.log(1e-4) / np.log(rho))):
        latest = reflected(cube, latest, NOTHING, at, facing).once_lx
        total += latest
    one_over = mean(cube, total) / mean(cube, first.once_lx)
    assert one_over == pytest.approx(1 / (1 - rho), rel=1e-3)
    bound = left_out_lx(cube, received, NOTHING, first.in_view)
    assert (total - first.once_lx <= bound).all()


@pytest.mark.parametrize("rho", [0.05, 0.5, 0.8])
def test_the_bound_is_reached_where_a_closed_room_is_lit_evenly(rho: float) -> None:
    cube = cube_of_cie_171(rho, side_m=1.0)
    even = np.full(len(cube), 104.1667)
    seen = reflected(cube, even, NOTHING, cube.pieces.centres, cube.pieces.normals)
    bound = left_out_lx(cube, even, NOTHING, seen.in_view)
    all_of_them = PUBLISHED["cie_171_5_8"]["all_lx"][rho]
    assert seen.once_lx + bound == pytest.approx(all_of_them, rel=1e-5)


def yard() -> Scene:
    return scene(
        lamp(0.0, 0.0, height_m=4.5),
        building(4.0, -5.0, 9.0, 5.0),
        wall((-6.0, -4.0), (-6.0, 6.0), height_m=2.0),
        wall((1.0, 6.0), (4.0, 9.0), height_m=1.8, opacity=0.5),
    )


AREA = box(-4.0, -3.0, 2.0, 3.0)
ONE = LightSettings(bounces=1, reflector_side_m=1.0)


def test_a_field_tells_what_was_reflected_and_what_may_be_left_out() -> None:
    field = illuminance_field(yard(), AREA, settings=ONE)
    direct = illuminance_field(yard(), AREA, settings=LightSettings())
    assert direct.reflected_lx is None
    assert direct.left_out_lx is None
    assert field.reflected_lx is not None
    assert field.left_out_lx is not None
    assert field.illuminance_lx - field.reflected_lx == pytest.approx(
        direct.illuminance_lx
    )
    assert field.reflected_lx.min() > 0
    assert (field.left_out_lx < 0.5 * field.reflected_lx.max()).all()


def test_without_walls_the_ground_sends_nothing_to_the_ground() -> None:
    field = illuminance_field(scene(lamp()), AREA, settings=ONE)
    assert field.reflected_lx is not None
    assert not field.reflected_lx.any()
    assert not field.left_out_lx.any()  # type: ignore[union-attr]


def test_a_shelter_in_the_way_keeps_reflected_light_away() -> None:
    at = np.array([[-3.0, 0.0, 0.0]])
    lamps = _placed(yard())
    free, _ = once_reflected_lx(yard(), lamps, at, ONE)
    screen = wall((-5.5, -9.0), (-5.5, 9.0), height_m=2.0)
    walled = scene(*yard().features, screen)
    hidden, _ = once_reflected_lx(walled, lamps, at, ONE)
    black = LightSettings(bounces=1, wall_reflectance=0.0, ground_reflectance=0.0)
    assert free[0] > 0
    assert hidden[0] != pytest.approx(free[0])
    assert once_reflected_lx(yard(), lamps, at, black)[0] == [0.0]


def test_no_points_and_no_lamps_give_nothing() -> None:
    nowhere = np.empty((0, 3))
    assert len(once_reflected_lx(yard(), _placed(yard()), nowhere, ONE)[0]) == 0
    once, left_out = once_reflected_lx(yard(), [], np.zeros((1, 3)), ONE)
    assert once == [0.0]
    assert left_out == [0.0]


def _placed(place: Scene) -> tuple[PlacedLamp, ...]:
    return lamps_of(place, maintenance_factor=1.0).placed


def test_an_upright_plane_gets_light_from_the_ground() -> None:
    at, facing = np.array([[0.0, 3.0, 1.5]]), np.array([0.0, 1.0, 0.0])
    place = scene(lamp())
    direct = illuminance_on(place, at, facing, settings=ONE)
    once, _ = once_reflected_lx(place, _placed(place), at, ONE, facing)
    assert direct == [0.0]
    assert once[0] > 0.5


def polygons_of_yard() -> list[Floats]:
    def upright(line: LineString, top: float) -> Floats:
        (x1, y1), (x2, y2) = line.coords
        return np.array([(x1, y1, 0), (x2, y2, 0), (x2, y2, top), (x1, y1, top)], float)

    corners = [(4, -5), (9, -5), (9, 5), (4, 5), (4, -5)]
    house = [upright(LineString(side), 6.0) for side in pairwise(corners)]
    return [*house, upright(LineString([(-6, -4), (-6, 6)]), 2.0)]


def test_radiance_sees_the_same_light_after_one_reflection(tmp_path: Path) -> None:
    """One bounce of its ambient calculation, less the direct light; it samples."""
    ies = luminaires.ies()
    table = parse_ies(ies.encode("latin-1"), "test.ies")
    hung = lamp(0.0, 0.0, photometry="test.ies", height_m=4.5, azimuth_deg=70.0)
    solid = yard().features[1:3]
    place = scene(hung, *solid, photometry=table)
    x, y = np.meshgrid(np.linspace(-5.5, 3.5, 4), np.linspace(-4.0, 4.0, 3))
    points = np.column_stack([x.ravel(), y.ravel(), np.full(x.size, 1e-3)])
    aims = [Aim(0.0, 0.0, 4.5, azimuth_deg=70.0)]
    once = [
        illuminance_lx(tmp_path, ies, aims, polygons_of_yard(), points, bounces=n)
        for n in (0, 1)
    ]
    sharp = replace(ONE, reflector_side_m=0.5, wall_reflectance=0.5)
    obstacles = obstacle_set(place, sharp.obstacles)
    walls = surfaces_within(obstacles, box(0.0, 0.0, 0.1, 0.1), sharp)
    pieces, lamps = walls.pieces, _placed(place)
    direct = direct_illuminance_lx(place, lamps, pieces.centres, sharp, pieces.normals)
    ours = reflected(walls, direct, obstacles, points).once_lx
    theirs = once[1] - once[0]
    assert theirs.max() > 0.5
    assert ours.mean() == pytest.approx(theirs.mean(), rel=0.02)
    assert np.median(np.abs(ours / theirs - 1.0)) < 0.03

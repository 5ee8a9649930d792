from __future__ import annotations

import numpy as np
import pytest
from shapely.geometry import MultiPolygon, Polygon, box

from machimori.lighting import IlluminanceField, LightSettings, illuminance_field
from machimori.scene import Feature
from tests.machimori.lighting.staging import building, lamp, scene, wall

SQUARE = box(-10, -10, 10, 10)


def field(
    *features: Feature, area: Polygon | MultiPolygon = SQUARE, **settings: float
) -> IlluminanceField:
    chosen = LightSettings(**settings)
    return illuminance_field(scene(*features), area, settings=chosen)


def test_a_field_says_mean_extremes_and_uniformity() -> None:
    lit = field(lamp())
    assert lit.points == 400
    assert lit.min_lx < lit.mean_lx < lit.max_lx < 62.5
    assert lit.uniformity == lit.min_lx / lit.mean_lx


def test_an_area_without_light_has_uniformity_zero() -> None:
    dark = field()
    assert (dark.mean_lx, dark.uniformity, dark.lamps) == (0.0, 0.0, ())


def test_the_mean_goes_by_area_and_not_by_points() -> None:
    # A strip of 10.01 m: its last cells are slivers.
    strip = box(0, 0, 10.01, 1)
    lit = field(lamp(), area=strip)
    whole = field(lamp(), area=box(0, 0, 10, 1))
    assert lit.points == 11
    assert lit.mean_lx == pytest.approx(whole.mean_lx, rel=2e-3)


def test_the_plane_may_lie_above_the_ground() -> None:
    lit = field(lamp(), area=box(-0.05, -0.05, 0.05, 0.05), plane_height_m=2.0)
    assert lit.mean_lx == pytest.approx(250.0, rel=1e-3)


def test_buildings_are_no_part_of_an_outdoor_area() -> None:
    lit = field(lamp(), building(2, 2, 8, 8))
    assert lit.grid.area_m2 == pytest.approx(400 - 36)


def test_a_room_is_taken_whole() -> None:
    hall = building(-6, -6, 6, 6)
    lit = field(lamp(height_m=3.0), lamp(20.0), hall, area=box(-4, -4, 4, 4))
    assert lit.grid.area_m2 == pytest.approx(64)
    assert lit.min_lx > 5


def test_an_area_may_have_many_parts() -> None:
    area = MultiPolygon([box(0, 0, 1, 1), box(5, 0, 6, 1)])
    assert field(lamp(), area=area).points == 2


def test_a_tiny_area_has_one_point() -> None:
    lit = field(lamp(), area=Polygon([(2.9, 0), (3.1, 0), (3.0, 0.1)]))
    assert lit.points == 1
    assert lit.min_lx == lit.max_lx == pytest.approx(32, rel=0.01)
    assert lit.uniformity == pytest.approx(1.0)
    assert lit.uniformity <= 1.0


def test_the_dark_side_of_a_wall_is_one_pocket() -> None:
    lit = field(lamp(), wall((4, -10), (4, 10), height_m=3.0))
    (pocket,) = lit.dark_pockets(below_lx=0.5, at_least_m2=10)
    assert pocket.polygon.equals(box(4, -10, 10, 10).normalize())
    assert pocket.area_m2 == pytest.approx(120)
    assert pocket.min_lx == 0.0


def test_pockets_come_largest_first_and_small_ones_do_not_count() -> None:
    lit = field(lamp(), area=box(-12, -12, 10, 10))
    pockets = lit.dark_pockets(below_lx=2.4, at_least_m2=1)
    areas = [pocket.area_m2 for pocket in pockets]
    assert areas == sorted(areas, reverse=True)
    assert len(areas) >= 2
    few = lit.dark_pockets(below_lx=2.4, at_least_m2=areas[0] - 0.5)
    assert [pocket.area_m2 for pocket in few] == areas[:1]
    assert all(pocket.min_lx < 2.4 for pocket in pockets)


def test_a_bright_area_has_no_pocket() -> None:
    assert field(lamp()).dark_pockets(below_lx=0.01, at_least_m2=0) == ()


def test_odd_spacing_leaves_no_seams_in_a_pocket() -> None:
    lit = field(area=box(0.1, 0.2, 7.7, 5.3), spacing_m=0.3)
    (pocket,) = lit.dark_pockets(below_lx=1, at_least_m2=1)
    assert pocket.area_m2 == pytest.approx(7.6 * 5.1, rel=1e-6)
    assert len(pocket.polygon.interiors) == 0


def test_closer_cells_do_not_change_what_is_there() -> None:
    place = (lamp(), wall((2, -3), (3, 4)), building(-9, -9, -6, -5))
    coarse, fine = field(*place, spacing_m=0.5), field(*place, spacing_m=0.25)
    assert coarse.mean_lx == pytest.approx(fine.mean_lx, rel=0.01)
    assert np.isclose(coarse.grid.area_m2, fine.grid.area_m2)

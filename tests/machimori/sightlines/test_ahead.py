from __future__ import annotations

import pytest
from shapely.geometry import LineString

from machimori.geometry import Obstacle, ObstacleSet
from machimori.sightlines import SightSettings, taken_ahead

SETTINGS = SightSettings(viewer_spacing_m=1.0, target_m=1.0)
BEND = LineString([(0, 0), (40, 0), (40, 40)])
INSIDE = LineString([(20, 3), (37, 3), (37, 20)])
OUTSIDE = LineString([(0, -3), (43, -3), (43, 40)])


def wall(
    id_: str, line: LineString, height_m: float = 3.0, opacity: float = 1.0
) -> Obstacle:
    return Obstacle(id_, line, 0.0, height_m, opacity)


def taken(*obstacles: Obstacle, axis: LineString = BEND) -> dict[str, float]:
    return dict(
        taken_ahead(
            [axis], ObstacleSet(obstacles), settings=SETTINGS, from_m=10.0, to_m=50.0
        )
    )


def test_a_wall_inside_a_bend_takes_the_view_ahead() -> None:
    shares = taken(wall("inside", INSIDE), wall("outside", OUTSIDE))
    assert shares["inside"] > 0.3
    assert shares["outside"] == 0.0


def test_the_share_is_that_of_the_worst_place_to_stand() -> None:
    # From (20, 0) the corner of the wall hides the road beyond the bend from where the
    # line over (37, 3) meets it: y = 20 · 3 / 17 = 3.53 upwards.
    axis = LineString([(20, 0), (40, 0), (40, 40)])
    corner = wall("corner", LineString([(37, 3), (37, 40)]))
    first = taken(corner, axis=axis)["corner"]
    ahead = [y for y in range(41) if 10 <= (20**2 + y**2) ** 0.5 <= 50]
    hidden = [y for y in ahead if y > 20 * 3 / 17]
    straight = range(30, 40)
    assert first >= len(hidden) / (len(ahead) + len(straight)) - 1e-9


def test_what_one_looks_over_takes_nothing() -> None:
    assert taken(wall("low", INSIDE, height_m=0.8)) == {"low": 0.0}


def test_on_a_straight_road_nothing_beside_it_is_in_the_way() -> None:
    straight = LineString([(0, 0), (80, 0)])
    assert taken(wall("beside", LineString([(0, 3), (80, 3)])), axis=straight) == {
        "beside": 0.0
    }


def test_two_walls_one_behind_the_other_are_neither_alone_to_blame() -> None:
    second = LineString([(20, 4), (36, 4), (36, 20)])
    shares = taken(wall("a", INSIDE), wall("b", second))
    assert shares["b"] < taken(wall("b", second))["b"]


@pytest.mark.parametrize(("opacity", "is_taken"), [(0.4, False), (0.6, True)])
def test_what_lets_half_of_sight_through_takes_nothing(
    opacity: float, is_taken: bool
) -> None:
    shares = taken(wall("fence", INSIDE, opacity=opacity))
    assert (shares["fence"] > 0) is is_taken


def test_two_thin_fences_that_hide_only_together_are_each_to_blame() -> None:
    second = LineString([(20, 3.5), (36.5, 3.5), (36.5, 20)])
    shares = taken(wall("a", INSIDE, opacity=0.4), wall("b", second, opacity=0.4))
    assert shares["a"] > 0
    assert shares["b"] > 0


def test_without_obstacles_nothing_is_taken() -> None:
    assert taken() == {}

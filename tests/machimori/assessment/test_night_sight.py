"""Who sees what by day and by night, in each season and under snow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from shapely.geometry import LineString, Point, box

from machimori.assessment.night_sight import sight_by_day_or_night
from machimori.guidelines import shipped_catalogue
from machimori.scene import Feature, Scene
from machimori.sightlines import SightField, SightSettings, viewpoints

SPOT = box(9.5, -0.5, 10.5, 0.5)
"""What is looked at, ten metres from who looks."""

HOUSE = Feature("house", "building", box(-8, -4, -0.5, 4), {"height_m": 8.0})
FRONT = LineString([(-0.5, -0.5), (-0.5, 0.5)])
LAMP = Feature(
    "lamp",
    "lamp",
    Point(10, 3),
    {"height_m": 4.0, "photometry": "isotropic", "luminous_flux_lm": 4000.0},
)
ROUND_THE_CLOCK = {"opening_hours": "24/7"}


def window(role: str | None = None, **properties: Any) -> Feature:
    stated = {"part_of": "house", "facing_deg": 90.0, "sill_m": 0.9, **properties}
    return Feature("v", "window", FRONT, stated | ({"role": role} if role else {}))


def room(kind: str, **properties: Any) -> tuple[Feature, Feature]:
    ground = Feature("room", kind, box(-4, -2, -1, 2), properties)
    return ground, window(part_of="room", role="staff_room")


def camera(**properties: Any) -> Feature:
    return Feature("v", "camera", Point(0, 0), {"height_m": 3.0, **properties})


ROAD = Feature("v", "road", LineString([(0, -1), (0, 1)]))
PATH = Feature("v", "path", LineString([(0, -1), (0, 1)]))
BENCH = Feature("v", "bench", Point(0, 0))
BALCONY = Feature("v", "balcony", box(-0.4, -1, 0.2, 1), {"base_m": 3.0})

ALL = {
    "road": ("road", (ROAD,)),
    "path": ("path", (PATH,)),
    "dwelling": ("window", (HOUSE, window("dwelling"))),
    "upstairs": ("window", (HOUSE, window("dwelling", storey=2))),
    "classroom": ("window", (HOUSE, window("classroom"))),
    "unknown window": ("window", (HOUSE, window())),
    "shop by day": ("window", (HOUSE, window("shop", opening_hours="10:00-20:00"))),
    "shop all night": ("window", (HOUSE, window("shop", **ROUND_THE_CLOCK))),
    "shop of no hours": ("window", (HOUSE, window("shop"))),
    "caretaker": ("caretaker_room", (HOUSE, *room("caretaker_room"))),
    "caretaker at night": (
        "caretaker_room",
        (HOUSE, *room("caretaker_room", **ROUND_THE_CLOCK)),
    ),
    "staff room": ("staff_room", (HOUSE, *room("staff_room"))),
    "staff at night": ("staff_room", (HOUSE, *room("staff_room", **ROUND_THE_CLOCK))),
    "balcony": ("balcony", (BALCONY,)),
    "camera": ("camera", (camera(),)),
    "infrared camera": ("camera", (camera(infrared=True),)),
    "sensitive camera": ("camera", (camera(minimum_illuminance_lx=0.01),)),
    "named viewer": ("v", (BENCH,)),
}


def number(name: str) -> float:
    parameter = shipped_catalogue().parameters[f"interpretation/{name}"]
    value = list(parameter.values.values())[-1].value
    assert value is not None
    return float(value)


def field_of(who: str, *others: Feature, **conditions: Any) -> SightField:
    source, things = ALL[who]
    scene = replace(Scene((*things, *others)), **conditions)
    settings = SightSettings(spacing_m=0.5)
    eyes = viewpoints(scene, (source,), settings=settings)
    return sight_by_day_or_night(
        scene, SPOT, eyes, settings=settings, number=number, counts_watchers=True
    )


def sees(who: str, *others: Feature, **conditions: Any) -> bool:
    return field_of(who, *others, **conditions).seen_share == 1.0


# By day and by night


@pytest.mark.parametrize("who", ALL)
def test_by_day_everybody_watches(who: str) -> None:
    assert sees(who)


AT_NIGHT = {
    "road",
    "path",
    "dwelling",
    "upstairs",
    "shop all night",
    "caretaker at night",
    "staff at night",
    "balcony",
    "camera",
    "infrared camera",
    "sensitive camera",
    "named viewer",
}


@pytest.mark.parametrize("who", ALL)
def test_at_night_only_who_is_certainly_there_sees_what_is_lit(who: str) -> None:
    assert sees(who, LAMP, time_of_day="night") == (who in AT_NIGHT)


@pytest.mark.parametrize("who", ALL)
def test_in_the_dark_only_infrared_sees(who: str) -> None:
    assert sees(who, time_of_day="night") == (who == "infrared camera")


def test_a_dim_lamp_is_enough_for_a_sensitive_camera_only() -> None:
    dim = replace(LAMP, properties={**LAMP.properties, "luminous_flux_lm": 60.0})
    assert sees("sensitive camera", dim, time_of_day="night")
    assert not sees("camera", dim, time_of_day="night")
    assert not sees("road", dim, time_of_day="night")


def test_a_lamp_of_which_nobody_states_the_light_lights_nothing() -> None:
    unknown = Feature("lamp", "lamp", Point(10, 3), {"height_m": 4.0})
    assert not sees("road", unknown, time_of_day="night")


def test_watchers_at_night_add_up_over_people_and_cameras() -> None:
    scene = Scene((ROAD, replace(camera(infrared=True), id="c")), time_of_day="night")
    settings = SightSettings(spacing_m=0.5)
    eyes = viewpoints(scene, ("road", "camera"), settings=settings)
    field = sight_by_day_or_night(
        scene, SPOT, eyes, settings=settings, number=number, counts_watchers=True
    )
    assert field.watchers is not None
    assert set(field.watchers.tolist()) == {1}
    assert np.all(field.transmission == 1.0)


def test_for_what_is_dark_no_obstacle_is_to_blame() -> None:
    fence = Feature("f", "fence", LineString([(5, -9), (5, 9)]), {"height_m": 3.0})
    lit, dark = (
        field_of("road", fence, *lamps, time_of_day="night") for lamps in LAMPS
    )
    assert lit.seen_share == dark.seen_share == 0.0
    assert lit.hidden.all()
    assert not dark.hidden.any()


LAMPS: tuple[tuple[Feature, ...], ...] = ((LAMP,), ())


# In each season


LIME = Feature(
    "lime",
    "tree",
    box(4, -6, 6, 6),
    {"height_m": 6.0, "crown_base_m": 0.0, "deciduous": True},
)
FIR = replace(LIME, properties={**LIME.properties, "deciduous": False})
PRUNED_UP = replace(LIME, properties={**LIME.properties, "crown_base_m": 2.6})


@pytest.mark.parametrize("who", ALL)
@pytest.mark.parametrize("season", ["spring", "summer", "autumn", "winter"])
def test_through_a_bare_crown_one_sees_and_through_leaves_not(
    who: str, season: str
) -> None:
    assert sees(who, LIME, season=season) == (season == "winter")
    assert not sees(who, FIR, season=season)


@pytest.mark.parametrize("who", ALL)
def test_below_the_lowest_branches_one_sees_in_leaf_too(who: str) -> None:
    assert sees(who, PRUNED_UP, season="summer") == (who not in {"upstairs", "balcony"})


# Under snow


FENCE = Feature(
    "fence", "fence", LineString([(5, -9), (5, 9)]), {"height_m": 1.4, "opacity": 1.0}
)
PILE = Feature("pile", "snow_pile", box(4, -6, 6, 6), {"height_m": 2.6})
ABOVE = {"upstairs", "balcony"}
ON_POSTS = {"camera", "infrared camera", "sensitive camera"}


@pytest.mark.parametrize("who", ALL)
def test_on_half_a_metre_of_snow_one_looks_over_the_fence(who: str) -> None:
    """Who stands outdoors and what is looked at are raised; rooms and posts are not."""
    assert sees(who, FENCE) == (who in ABOVE | ON_POSTS)
    assert sees(who, FENCE, snow_depth_m=0.5)


@pytest.mark.parametrize("who", ALL)
def test_a_pile_of_snow_hides(who: str) -> None:
    assert sees(who, PILE, snow_depth_m=0.5) == (who in {"upstairs", "balcony"})

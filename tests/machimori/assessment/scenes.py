"""Strategies: any valid scene around a small place, of any kinds and properties."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from machimori.scene import Scene, vocabulary
from tests.machimori.scene.documents import Json, feature, parsed, plane, square
from tests.machimori.scene.strategies import valid_features, valid_values

PLACE_KINDS = ("park", "road", "underpass", "car_park", "bicycle_park", "public_toilet")
TELLING_KINDS = (
    "area",
    "building",
    "camera",
    "caretaker_room",
    "fence",
    "gate",
    "hedge",
    "lamp",
    "path",
    "play_equipment",
    "road",
    "toilet_entrance",
    "tree",
    "wall",
    "window",
)
"""Kinds that the checks look at; the others come up now and then."""

LARGEST = {"range_m": 40.0, "width_m": 8.0, "crown_radius_m": 6.0}
"""Sizes that keep a scene small."""


def scenes() -> st.SearchStrategy[Scene]:
    """Draw scenes with one place, everything in them stated or not."""
    return documents().map(parsed)


@st.composite
def documents(draw: st.DrawFn) -> Json:
    kind = st.sampled_from(PLACE_KINDS)
    own = vocabulary().kinds["place"].properties
    said = {n: valid_values(own[n]) for n in STATED_OF_PLACES}
    properties = draw(st.fixed_dictionaries({"place_kind": kind}, optional=said))
    place = feature("place", "place", square(20.0), **properties)
    count = draw(st.integers(0, 7))
    return plane(
        place,
        *(draw(things(f"f{n}")) for n in range(count)),
        season=draw(st.sampled_from(["summer", "winter"])),
        snow_depth_m=draw(st.sampled_from([0.0, 0.4])),
    )


STATED_OF_PLACES = (
    "setting",
    "status",
    "work",
    "complete",
    "used_daily_by_children",
    "special_purpose",
    "parking_area_m2",
    "is_building",
    "has_manager",
    "opening_hours",
    "evidence",
)


@st.composite
def things(draw: st.DrawFn, name: str) -> Json:
    telling = st.sampled_from(TELLING_KINDS)
    kind = draw(st.none() | telling | telling)
    thing = draw(valid_features(name, is_plane=True, kind=kind))
    given = thing["properties"]
    for size, largest in LARGEST.items():
        if size in given:
            given[size] = min(given[size], largest)
    if given["kind"] == "lamp" and draw(st.booleans()):
        given["photometry"] = "lambertian"
    shape = thing["geometry"]
    thing["geometry"] = {**shape, "coordinates": nearer(shape["coordinates"])}
    return thing


def nearer(coordinates: Any) -> Any:
    """Draw half a kilometre together to the place and a little around it."""
    if isinstance(coordinates[0], list):
        return [nearer(part) for part in coordinates]
    return [10 + c / 20 for c in coordinates]

"""A small town made for the tests of reports: a park, a road, its lamps and faults."""

from __future__ import annotations

from shapely import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from machimori.language import Text
from machimori.scene import Assumption, Feature, Scene


def feature(
    id_: str, kind: str, geometry: BaseGeometry, **properties: object
) -> Feature:
    return Feature(id_, kind, geometry, properties)


PARK = feature(
    "park",
    "place",
    box(0, 0, 90, 60),
    place_kind="park",
    name="みどり公園",
    setting="outdoor",
    status="existing",
    used_daily_by_children=False,
    complete=("obstacle", "lamp", "window", "bench", "play_equipment", "toilet"),
)
ROAD = feature(
    "road-south",
    "place",
    LineString([(-30, -6), (130, -6)]),
    place_kind="road",
    name="南通り",
)


def _park_ground() -> list[Feature]:
    return [
        feature("play", "area", box(8, 30, 40, 54), use="play"),
        feature("adult", "area", box(52, 34, 84, 54), use="adult"),
        feature("toilet", "area", box(74, 6, 82, 12), use="toilet", sex="all"),
        feature("wc", "building", box(74, 6, 82, 12), height_m=3.0),
        feature(
            "path-1",
            "path",
            LineString([(0, 20), (90, 22)]),
            width_m=3.0,
            name="東西園路",
        ),
        feature(
            "path-2",
            "path",
            LineString([(46, 0), (48, 60)]),
            width_m=2.0,
            name="南北園路",
        ),
        feature(
            "hedge-w", "hedge", LineString([(2, 28), (2, 58), (44, 58)]), height_m=1.9
        ),
        feature("hedge-e", "hedge", LineString([(50, 28), (70, 28)]), height_m=2.1),
        feature("wall-n", "wall", LineString([(44, 28), (44, 50)]), height_m=2.0),
        feature("fence-s", "fence", LineString([(0, 0), (40, 0)]), height_m=1.2),
    ]


def _park_things() -> list[Feature]:
    return [
        feature("slide", "play_equipment", Point(20, 40), height_m=2.0, type="slide"),
        feature("swing", "play_equipment", Point(30, 46), height_m=2.2, type="swing"),
        *(
            feature(f"bench-{n}", "bench", Point(x, y), facing_deg=turn)
            for n, (x, y, turn) in enumerate([(12, 27, 0), (30, 27, 0), (60, 40, 180)])
        ),
        *(
            feature(
                f"tree-{n}",
                "tree",
                Point(x, y),
                height_m=7.0,
                crown_base_m=2.5,
                crown_radius_m=3.0,
            )
            for n, (x, y) in enumerate(
                [(6, 10), (24, 10), (60, 10), (86, 50), (86, 30)]
            )
        ),
        feature("camera", "camera", Point(46, 2), azimuth_deg=0, height_m=4.0),
    ]


def _lamps() -> list[Feature]:
    spots = [(10, 22), (40, 24), (0, -3), (40, -3), (80, -3), (120, -3)]
    return [
        feature(
            f"lamp-{n}",
            "lamp",
            Point(x, y),
            height_m=4.5,
            photometry="lambertian",
            luminous_flux_lm=2600.0,
        )
        for n, (x, y) in enumerate(spots)
    ]


def _around() -> list[Feature]:
    houses = [
        feature(f"house-{n}", "building", box(x, 64, x + 10, 74), height_m=6.0)
        for n, x in enumerate(range(0, 90, 15))
    ]
    return [
        *houses,
        feature("road", "road", LineString([(-30, -6), (130, -6)]), width_m=6.0),
        feature("road-w", "road", LineString([(-6, -6), (-6, 80)]), width_m=4.0),
        feature("yard", "building", Polygon([(96, 0), (112, 2), (110, 30), (96, 28)])),
    ]


def town(*more: Feature) -> Scene:
    """Return the town, with further features."""
    return Scene(
        features=(
            PARK,
            ROAD,
            *_park_ground(),
            *_park_things(),
            *_lamps(),
            *_around(),
            *more,
        ),
        assumptions=(
            Assumption(
                "building",
                "height_m",
                6.0,
                Text(ja="2階建てとみなした。", en="taken as two storeys"),
                ("yard", "house-0"),
            ),
        ),
        source="town.geojson",
        sha256="a" * 64,
    )

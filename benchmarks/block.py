"""A block of flats, storey by storey, with what the guidelines ask on the map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from machimori.scene.model import Feature, Scene

STOREYS, FLATS_A_STOREY = 10, 20
STOREY_M, FLAT_M = 3.0, 6.0
LENGTH_M = FLATS_A_STOREY * FLAT_M
DWELLINGS = STOREYS * FLATS_A_STOREY
SOUTH_M, NORTH_M, CORRIDOR_M = 20.0, 30.0, 32.0


def block() -> Scene:
    """Ten storeys of twenty flats along open corridors, in grounds beside a street."""
    features = list(_grounds())
    for storey in range(1, STOREYS + 1):
        features += _shared(storey)
        for flat in range(FLATS_A_STOREY):
            features += _dwelling(storey, flat)
    return Scene(tuple(features))


def _feature(id_: str, kind: str, geometry: BaseGeometry, **said: Any) -> Feature:
    return Feature(id_, kind, geometry, said)


def _grounds() -> Iterator[Feature]:
    said = {"place_kind": "apartments", "complete": ("obstacle", "lamp", "window")}
    everything = (*said["complete"], "door", "balcony", "area", "camera", "barrier")
    about = {**said, "complete": everything, "status": "existing", "work": "none"}
    ground = box(-20, 0, LENGTH_M + 20, 60)
    yield _feature("flats", "place", ground, dwellings=DWELLINGS, **about)
    street = LineString([(-60, -3), (LENGTH_M + 60, -3)])
    yield _feature("street", "road", street, width_m=5.0)
    path = LineString([(LENGTH_M / 2, 0), (LENGTH_M / 2, SOUTH_M)])
    yield _feature("path", "path", path, width_m=2.0)
    footprint = box(0, SOUTH_M, LENGTH_M, NORTH_M)
    height = STOREYS * STOREY_M
    building = {"height_m": height, "levels": STOREYS, "use": "apartments"}
    yield _feature("block", "building", footprint, **building)
    for x in range(0, int(LENGTH_M) + 1, 15):
        yield _lamp(f"lamp-{x}", Point(x, 12), height_m=4.5)
    for bay in range(20):
        yield _area(f"bay-{bay}", "parking_bay", box(3 * bay, 45, 3 * bay + 2.5, 50))
    yield _area("bicycles", "bicycle_parking", box(70, 45, 90, 50))
    hedge = LineString([(-20, 1), (LENGTH_M / 2 - 4, 1)])
    yield _feature("hedge", "hedge", hedge, height_m=0.8, opacity=0.9)


def _shared(storey: int) -> Iterator[Feature]:
    level = {"storey": storey, "base_m": (storey - 1) * STOREY_M, "part_of": "block"}
    corridor = box(0, NORTH_M, LENGTH_M, CORRIDOR_M)
    yield _area(f"corridor-{storey}", "corridor", corridor, **level)
    stairs = box(-3, NORTH_M, 0, CORRIDOR_M)
    yield _area(f"stairs-{storey}", "stairs", stairs, **level)
    hall = box(LENGTH_M, NORTH_M, LENGTH_M + 4, CORRIDOR_M)
    yield _area(f"hall-{storey}", "lift_hall", hall, **level)
    for x in range(5, int(LENGTH_M), 10):
        light = Point(x, (NORTH_M + CORRIDOR_M) / 2)
        yield _lamp(f"light-{storey}-{x}", light, height_m=2.4, **level)


def _dwelling(storey: int, flat: int) -> Iterator[Feature]:
    """A flat; the doors of odd ones have certified locks, the others not."""
    name, west = f"{storey}{flat:02d}", flat * FLAT_M
    level = {"storey": storey, "base_m": (storey - 1) * STOREY_M, "part_of": "block"}
    door = LineString([(west + 1, NORTH_M), (west + 1.9, NORTH_M)])
    parts = ("door", "lock") if flat % 2 else ("none",)
    said = {"role": "dwelling", "certified_parts": parts, **level}
    yield _feature(f"door-{name}", "door", door, facing_deg=0.0, **said)
    for side, y, facing in (("north", NORTH_M, 0.0), ("south", SOUTH_M, 180.0)):
        pane = LineString([(west + 3, y), (west + 4.5, y)])
        sill = {"sill_m": 0.9, "head_m": 2.0, "facing_deg": facing, "role": "dwelling"}
        yield _feature(f"window-{side}-{name}", "window", pane, **sill, **level)
    ground = box(west, SOUTH_M - 1.5, west + FLAT_M - 0.5, SOUTH_M)
    yield _feature(f"balcony-{name}", "balcony", ground, **level)


def _area(id_: str, use: str, ground: BaseGeometry, **said: Any) -> Feature:
    return _feature(id_, "area", ground, use=use, **said)


def _lamp(id_: str, point: Point, **said: Any) -> Feature:
    light = {"photometry": "lambertian", "luminous_flux_lm": 1500.0}
    return _feature(id_, "lamp", point, **light, **said)

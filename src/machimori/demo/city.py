"""A made-up city of any size: what the computations of whole towns are tried on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from machimori.demo.drawing import Sheet
from machimori.geometry import PlaneFrame
from machimori.scene import Scene

Floats = NDArray[np.float64]

WHERE_LON, WHERE_LAT = 139.50, 35.70
"""Somewhere in the west of Tokyo; no such city is there. [deg]"""

BLOCK_M = 110.0
"""From street to street: 18 km of streets a km². [m]"""
STREET_M, AVENUE_M = 4.5, 9.0
"""Widths of the streets; every fifth is an avenue. [m]"""
AVENUE_EVERY = 5
ROWS, HOUSES_A_ROW = 4, 9
"""Of a block's lots."""
BUILT_SHARE = 0.93
"""Of the lots; the others are vacant."""
LAMP_APART_M = 11.0
PARK_EVERY, SCHOOL_EVERY = 23, 150
"""One block of so many is a park, one the grounds of a school."""
STOREYS_M = (3.5, 6.5, 6.5, 9.5)
TURN_DEG = 8.0
"""By how much the streets are turned from north. [deg]"""


def made_up_city(area_km2: float, rng: np.random.Generator) -> Scene:
    """Draw a city of houses, streets, lamps, hedges, parks and schools.

    Parameters
    ----------
    area_km2 : float
        At 11 it has the size of Koganei: 30,000 buildings, 20,000 lamps, as many
        barriers along the lots as there are houses, 200 km of streets. [km²]
    rng : Generator
        The same one draws the same city.

    Returns
    -------
    Scene
        A square of whole blocks, in the plane rectangular zone of the west of Tokyo.
    """
    blocks = max(2, round(np.sqrt(area_km2 * 1e6) / BLOCK_M))
    sheet = Sheet()
    _draw_streets(sheet, blocks)
    _draw_lamps(sheet, blocks, rng)
    for number, (row, column) in enumerate(np.ndindex(blocks, blocks)):
        corner = np.array([column, row]) * BLOCK_M + AVENUE_M / 2 + 1.0
        if number % SCHOOL_EVERY == SCHOOL_EVERY // 2:
            _draw_school(sheet, number, corner)
        elif number % PARK_EVERY == PARK_EVERY // 2:
            _draw_park(sheet, number, corner, rng)
        else:
            _draw_houses(sheet, number, corner, rng)
    frame = PlaneFrame.around(WHERE_LON, WHERE_LAT)
    return Scene(features=sheet.features, frame=frame, season="autumn")


def _draw_streets(sheet: Sheet, blocks: int) -> None:
    """From crossing to crossing, as maps of roads are cut."""
    for line, at in np.ndindex(blocks + 1, blocks):
        width_m = AVENUE_M if line % AVENUE_EVERY == 0 else STREET_M
        ends = np.array([(at, line), (at + 1, line)]) * BLOCK_M
        for way, xy in (("ew", ends), ("ns", ends[:, ::-1])):
            id_ = f"street-{way}-{line}-{at}"
            sheet.add("road", id_, _line(xy), width_m=width_m)


def _draw_lamps(sheet: Sheet, blocks: int, rng: np.random.Generator) -> None:
    """On alternate sides of every street."""
    along = np.arange(LAMP_APART_M / 2, blocks * BLOCK_M, LAMP_APART_M)
    for line in range(blocks + 1):
        width_m = AVENUE_M if line % AVENUE_EVERY == 0 else STREET_M
        for k, at in enumerate(along):
            side = 1 if k % 2 else -1
            aside = line * BLOCK_M + side * (width_m / 2 - 0.2)
            bearing = (180.0 if side > 0 else 0.0) - TURN_DEG
            _draw_lamp(sheet, f"lamp-ew-{line}-{k}", (at, aside), bearing, rng)
            bearing = (270.0 if side > 0 else 90.0) - TURN_DEG
            _draw_lamp(sheet, f"lamp-ns-{line}-{k}", (aside, at), bearing, rng)


def _draw_lamp(
    sheet: Sheet,
    id_: str,
    xy: tuple[float, float],
    azimuth_deg: float,
    rng: np.random.Generator,
) -> None:
    sheet.add(
        "lamp",
        id_,
        Point(_turned(np.array([xy]))[0]),
        height_m=4.5,
        photometry="security-lamp-roadside",
        luminous_flux_lm=float(rng.choice([600.0, 1050.0])),
        azimuth_deg=azimuth_deg % 360.0,
    )


def _draw_houses(
    sheet: Sheet, block: int, corner: Floats, rng: np.random.Generator
) -> None:
    """Rows of lots, a house on most, something along the front of each."""
    side = BLOCK_M - AVENUE_M - 2.0
    lot = np.array([side / HOUSES_A_ROW, side / ROWS])
    for number, (row, column) in enumerate(np.ndindex(ROWS, HOUSES_A_ROW)):
        id_ = f"{block}-{number}"
        at = corner + np.array([column, row]) * lot
        if rng.random() < BUILT_SHARE:
            _draw_house(sheet, f"house-{id_}", at + lot / 2, rng)
        _draw_barrier(sheet, f"front-{id_}", at, lot, row, rng)


def _draw_house(
    sheet: Sheet, id_: str, middle: Floats, rng: np.random.Generator
) -> None:
    half = rng.uniform((3.2, 4.0), (4.2, 6.5))
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half
    turn = np.radians(rng.uniform(-6.0, 6.0))
    cos, sin = np.cos(turn), np.sin(turn)
    placed = middle + corners @ np.array([(cos, sin), (-sin, cos)])
    sheet.add("building", id_, _ground(placed), height_m=float(rng.choice(STOREYS_M)))


def _draw_barrier(
    sheet: Sheet,
    id_: str,
    at: Floats,
    lot: Floats,
    row: int,
    rng: np.random.Generator,
) -> None:
    """Leave a gap of a metre or two beside it: the entrance."""
    kind = str(rng.choice(["wall", "hedge", "fence"]))
    y = at[1] + (lot[1] if row % 2 else 0.0)
    ends = np.array([(at[0], y), (at[0] + lot[0] - rng.uniform(1.0, 2.5), y)])
    height_m = round(float(rng.uniform(0.8, 1.9)), 2)
    like: dict[str, Any] = {"type": "mesh"} if kind == "fence" else {}
    sheet.add(kind, id_, _line(ends), height_m=height_m, **like)


def _draw_park(
    sheet: Sheet, block: int, corner: Floats, rng: np.random.Generator
) -> None:
    """A park with a path across, and trees."""
    side = BLOCK_M - AVENUE_M - 2.0
    park = f"park-{block}"
    ground = _square(corner, side)
    sheet.add("place", park, ground, place_kind="park", name=f"第{block}公園")
    path = _line(np.array([corner, corner + side]))
    sheet.add("path", f"path-{block}", path, width_m=2.5, part_of=park)
    for number, xy in enumerate(_scattered(corner + 3.0, side - 6.0, rng)):
        sheet.add(
            "tree",
            f"tree-{block}-{number}",
            Point(_turned(xy[None])[0]),
            height_m=7.0,
            crown_base_m=2.0,
            crown_radius_m=2.5,
        )


def _scattered(corner: Floats, side: float, rng: np.random.Generator) -> Floats:
    return np.asarray(corner + rng.uniform(0.0, side, (12, 2)))


def _draw_school(sheet: Sheet, block: int, corner: Floats) -> None:
    """A school in its grounds, and the way to it along three blocks."""
    side = BLOCK_M - AVENUE_M - 2.0
    school = f"school-{block}"
    sheet.add("place", school, _square(corner, side), place_kind="school")
    house = _square(corner + np.array([20.0, 60.0]), 60.0, 15.0)
    sheet.add("building", f"{school}-house", house, height_m=12.0)
    start = np.floor(corner / BLOCK_M) * BLOCK_M
    ways = np.array([(-1.0, 0.0), (0.0, 0.0), (0.0, 1.0)]) * BLOCK_M
    sheet.add(
        "place",
        f"school-route-{block}",
        _line(start + ways),
        place_kind="school_route",
        width_m=4.0,
    )


def _line(xy: Floats) -> LineString:
    return LineString(_turned(xy))


def _ground(xy: Floats) -> Polygon:
    return Polygon(_turned(xy))


def _square(corner: Floats, wide_m: float, deep_m: float | None = None) -> Polygon:
    far = corner + np.array([wide_m, wide_m if deep_m is None else deep_m])
    return _ground(np.array([corner, (far[0], corner[1]), far, (corner[0], far[1])]))


def _turned(xy: Floats) -> Floats:
    turn = np.radians(TURN_DEG)
    cos, sin = np.cos(turn), np.sin(turn)
    return np.asarray(xy @ np.array([(cos, sin), (-sin, cos)]))


def city_counts(city: Scene) -> Iterator[tuple[str, int]]:
    """Count the features of each kind."""
    kinds, counts = np.unique([f.kind for f in city.features], return_counts=True)
    yield from zip(kinds.tolist(), counts.tolist(), strict=True)


def street_length_m(city: Scene) -> float:
    """Length of all streets and paths [m]."""
    lines: list[BaseGeometry] = [f.geometry for f in city.of_kind("road", "path")]
    return float(shapely.length(lines).sum())

"""The houses: blocks cut into lots, a house on each, and what stands before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from shapely.geometry import Polygon

from machimori.demo.drawing import XY, Axes, Sheet, with_gaps
from machimori.demo.streets import (
    CHUO,
    DOTE,
    HIGASHI,
    ICHO,
    KEYAKI,
    KITA,
    KOJI,
    SAKURA,
    TE,
    Street,
)

SEED = 20260401
VERGE_M = 0.4
"""Between the edge of a street and the lots. [m]"""

WEST_M, EAST_M = -129.0, 129.0


@dataclass(frozen=True)
class Lot:
    """Ground for one house.

    Parameters
    ----------
    axes : Axes
        Along the street, and into the lot.
    width_m, depth_m : float
    """

    axes: Axes
    width_m: float
    depth_m: float

    @classmethod
    def between(cls, left: XY, right: XY, depth_m: float) -> Lot:
        """Lay a lot behind its front."""
        width = float(np.hypot(right[0] - left[0], right[1] - left[1]))
        return cls(Axes.along(left, right), width, depth_m)


def draw_houses(sheet: Sheet) -> None:
    """Draw a house on every lot; the same ones each time."""
    rng = np.random.default_rng(SEED)
    for number, lot in enumerate(_lots(), start=1):
        _draw_house(sheet, lot, f"house-{number:02d}", number, rng)


def _lots() -> Iterator[Lot]:
    west, middle = (WEST_M, _left_of(ICHO)), (_right_of(ICHO), _left_of(CHUO))
    east, far = (_right_of(CHUO), _left_of(HIGASHI)), (_right_of(HIGASHI), EAST_M)
    for span, count in ((west, 2), (middle, 5), (east, 5), (far, 2)):
        yield from _back_to_back(DOTE, KITA, span, count)
        yield from _back_to_back(KEYAKI, SAKURA, span, count)
    yield from _back_to_back(KITA, KOJI, west, 2)
    yield from _back_to_back(KOJI, KEYAKI, west, 2)
    # Between the first and the second stands the house behind the car park.
    for left, right in ((25.0, 40.0), (54.0, 69.0), (69.0, 84.0)):
        yield _south_of(KITA, left, right, depth_m=19.0)
    for south, north in ((13.5, 27.5), (27.5, 41.5), (-101.0, -86.0), (-86.0, -71.0)):
        yield _west_of(HIGASHI, south, north, depth_m=17.0)
    for left, right in (
        (-129.0, -113.0),
        (-113.0, -97.5),
        (93.0, 110.0),
        (110.0, 129.0),
    ):
        yield _south_of(SAKURA, left, right, depth_m=15.0)
    yield _south_of(SAKURA, 66.0, 84.5, depth_m=16.0)
    yield _east_of(TE, -109.0, -95.0, depth_m=16.0)


def _left_of(street: Street) -> float:
    return min(x for x, _ in street.points) - street.width_m / 2 - VERGE_M


def _right_of(street: Street) -> float:
    return max(x for x, _ in street.points) + street.width_m / 2 + VERGE_M


def _back_to_back(above: Street, below: Street, span: XY, count: int) -> Iterator[Lot]:
    """Two rows of lots between two streets that run east."""
    for left, right in pairwise(np.linspace(*span, count + 1).tolist()):
        middle = (left + right) / 2
        room = _south_edge(above, middle) - _north_edge(below, middle)
        yield _south_of(above, left, right, depth_m=room / 2)
        yield _north_of(below, left, right, depth_m=room / 2)


def _south_edge(street: Street, x: float) -> float:
    return street.y_at(x, -street.width_m / 2 - VERGE_M)


def _north_edge(street: Street, x: float) -> float:
    return street.y_at(x, street.width_m / 2 + VERGE_M)


def _south_of(street: Street, left: float, right: float, depth_m: float) -> Lot:
    start = (right, _south_edge(street, right))
    return Lot.between(start, (left, _south_edge(street, left)), depth_m)


def _north_of(street: Street, left: float, right: float, depth_m: float) -> Lot:
    start = (left, _north_edge(street, left))
    return Lot.between(start, (right, _north_edge(street, right)), depth_m)


def _west_of(street: Street, south: float, north: float, depth_m: float) -> Lot:
    offset = -street.width_m / 2 - VERGE_M
    start = (street.x_at(south, offset), south)
    return Lot.between(start, (street.x_at(north, offset), north), depth_m)


def _east_of(street: Street, south: float, north: float, depth_m: float) -> Lot:
    offset = street.width_m / 2 + VERGE_M
    start = (street.x_at(north, offset), north)
    return Lot.between(start, (street.x_at(south, offset), south), depth_m)


def _draw_house(
    sheet: Sheet, lot: Lot, id_: str, number: int, rng: np.random.Generator
) -> None:
    width = min(lot.width_m - 2.6, rng.uniform(8.2, 10.8))
    depth = min(lot.depth_m - 3.6, rng.uniform(6.8, 8.8))
    spare = lot.width_m - width
    left = rng.choice([1.1, spare - 1.1]) if spare > 4.0 else spare / 2
    setback = min(rng.uniform(2.4, 3.6), lot.depth_m - depth - 0.9)
    corner = lot.axes.turned(float(left), setback, float(rng.uniform(-1.5, 1.5)))
    storeys = int(rng.choice([1, 2, 2, 2, 2, 3]))
    sheet.add(
        "building",
        id_,
        _outline(corner, width, depth, rng),
        name=f"住宅{number}",
        use="house",
        levels=storeys,
        height_m=round(1.7 + 2.8 * storeys + float(rng.uniform(0.0, 0.6)), 1),
    )
    if rng.random() < 0.6:
        _draw_windows(sheet, corner, width, storeys, id_)
    _draw_front(sheet, lot, id_, is_left_open=left > 2.0, rng=rng)


def _outline(
    corner: Axes, width_m: float, depth_m: float, rng: np.random.Generator
) -> Polygon:
    """A rectangle, or one that lacks a corner at the back."""
    if rng.random() < 0.45:
        return corner.box((0.0, width_m), (0.0, depth_m))
    across, deep = rng.uniform(0.3, 0.5) * width_m, rng.uniform(0.25, 0.45) * depth_m
    corners = [
        (0.0, 0.0),
        (width_m, 0.0),
        (width_m, depth_m - deep),
        (width_m - across, depth_m - deep),
        (width_m - across, depth_m),
        (0.0, depth_m),
    ]
    return corner.outline(*corners)


def _draw_windows(
    sheet: Sheet, corner: Axes, width_m: float, storeys: int, house: str
) -> None:
    for storey in range(1, min(storeys, 2) + 1):
        sheet.add(
            "window",
            f"{house}-window-{storey}f",
            corner.line((0.35 * width_m, 0.0), (0.35 * width_m + 1.7, 0.0)),
            role="dwelling",
            storey=storey,
            base_m=2.8 * (storey - 1),
            sill_m=0.9,
            head_m=2.0,
            facing_deg=round(corner.facing_deg, 1),
            faces=("road",),
            glazing="clear",
            part_of=house,
        )


def _draw_front(
    sheet: Sheet, lot: Lot, house: str, *, is_left_open: bool, rng: np.random.Generator
) -> None:
    """Draw what parts the garden from the street; a gap is left for a car."""
    front = lot.axes.line((0.5, 0.35), (lot.width_m - 0.5, 0.35))
    gap = (0.6, 4.2) if is_left_open else (front.length - 4.2, front.length - 0.6)
    line = with_gaps(front, gap)
    kind = str(rng.choice(["wall", "wall", "hedge", "hedge", "fence", "none"]))
    if kind == "wall":
        height = round(float(rng.uniform(1.0, 1.6)), 1)
        like = {"type": "block", "thickness_m": 0.15, "height_m": height}
        sheet.add("wall", f"{house}-front", line, part_of=house, **like)
    elif kind == "hedge":
        height = round(float(rng.uniform(1.0, 1.5)), 1)
        like = {"species": "サザンカ", "thickness_m": 0.5, "height_m": height}
        sheet.add("hedge", f"{house}-front", line, part_of=house, **like)
    elif kind == "fence":
        like = {"type": "mesh", "opacity": 0.25, "height_m": 1.1}
        sheet.add("fence", f"{house}-front", line, part_of=house, **like)
    if kind != "none" and rng.random() < 0.35:
        _draw_garden_tree(sheet, lot, house, is_left_open=is_left_open)


def _draw_garden_tree(
    sheet: Sheet, lot: Lot, house: str, *, is_left_open: bool
) -> None:
    along = lot.width_m - 1.4 if is_left_open else 1.4
    sheet.add(
        "tree",
        f"{house}-tree",
        lot.axes.point(along, 1.4),
        species="キンモクセイ",
        height_m=3.4,
        crown_base_m=1.0,
        crown_radius_m=0.9,
        opacity=0.9,
        deciduous=False,
        part_of=house,
    )

"""Doors and windows of a building as features of a scene."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from machimori.formats.ifc.engine import Product
from machimori.formats.ifc.floors import Floor
from machimori.formats.ifc.position import Turn
from machimori.formats.ifc.premises import Premises, Room
from machimori.formats.ifc.words import is_among, meaning, own_properties, stated, table
from machimori.formats.importing import ImportNote
from machimori.language import Text
from machimori.scene.model import Feature

Floats = NDArray[np.float64]

SHARED = ("corridor", "stairs", "lift_hall", "common_entrance")
"""Rooms that all who live there walk through."""

_KINDS = {"IfcDoor": "door", "IfcWindow": "window"}
_STEP_M = 0.4
"""How far beyond a wall one looks for what lies there."""
_LEAST_WIDTH_M = 0.1
_MOST_WIDTH_M = 200.0


@dataclass(frozen=True)
class Sides:
    """What lies on the two sides of an opening, where ``ahead`` is its outer one.

    Parameters
    ----------
    ahead, behind : Room or None
        Rooms; None where the model shows none.
    is_outer : bool or None
        Whether it leads out of the building; None where that cannot be told.
    bearing_deg : float or None
        Bearing of its outer side. [deg]
    """

    ahead: Room | None
    behind: Room | None
    is_outer: bool | None
    bearing_deg: float | None


@dataclass
class OpeningMaker:
    """Makes doors and windows, and notes what could not be made.

    Parameters
    ----------
    premises : Premises
    turn : callable
        From the model's metres to plane metres.
    balconies : tuple of Feature
        Those already made.
    """

    premises: Premises
    turn: Turn
    balconies: tuple[Feature, ...] = ()
    skipped: list[ImportNote] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)
    inner: Counter[str] = field(default_factory=Counter)

    def features(self) -> Iterator[Feature]:
        """Make all doors and windows that lead out of the building or a dwelling."""
        for product in self.premises.of("IfcDoor", "IfcWindow"):
            kind, id_ = _KINDS[product.kind], f"ifc:{product.id}"
            floor = self.premises.floor_of(product)
            if product.opening is None or floor is None:
                self.skipped.append(ImportNote(id_, _NOT_DRAWN))
                continue
            line = LineString(self.turn(np.array(product.opening["line"])))
            if not _LEAST_WIDTH_M <= line.length <= _MOST_WIDTH_M:
                self.skipped.append(ImportNote(id_, _NOT_DRAWN))
                continue
            sides = self._sides(product, floor, line)
            said = self._said(product, floor, line, sides)
            # An inner door counts where it parts a home from what all share.
            if sides.is_outer is False and (self._is_private(sides, said)):
                self.inner[kind] += 1
                continue
            yield Feature(id_, kind, line, said)

    def _sides(self, product: Product, floor: Floor, line: LineString) -> Sides:
        middle = np.asarray(line.interpolate(0.5, normalized=True).coords[0])
        along = np.diff(shapely.get_coordinates(line), axis=0)[0] / line.length
        across = np.array([-along[1], along[0]])
        away = across * (float((product.opening or {})["depth_m"]) / 2 + _STEP_M)
        outline = self.premises.storey_outlines.get(floor.number)
        one, other = Point(middle + away), Point(middle - away)
        rooms = [self._room_at(point, floor.number) for point in (one, other)]
        within = [outline is not None and outline.covers(p) for p in (one, other)]
        turn_round = _outer_side(rooms, within) == 1
        if turn_round:
            rooms, across = rooms[::-1], -across
        is_known = within[0] != within[1] or _is_shared(rooms[0]) != _is_shared(
            rooms[1]
        )
        bearing = float(np.degrees(np.arctan2(*across))) % 360 if is_known else None
        return Sides(rooms[0], rooms[1], _is_outer(product, within), bearing)

    def _room_at(self, point: BaseGeometry, number: int) -> Room | None:
        rooms = self.premises.rooms.get(number, ())
        found = [room for room in rooms if room.plan.covers(point)]
        return min(found, key=lambda room: room.plan.area, default=None)

    def _is_private(self, sides: Sides, said: dict[str, Any]) -> bool:
        is_beside_shared = not self.premises.is_house and _is_shared(sides.ahead)
        return not is_beside_shared or "role" not in said

    def _said(
        self, product: Product, floor: Floor, line: LineString, sides: Sides
    ) -> dict[str, Any]:
        kind, (low, high) = _KINDS[product.kind], (product.opening or {})["z"]
        said: dict[str, Any] = {"part_of": self.premises.id}
        if product.name:
            said["name"] = product.name
        said |= {
            "storey": floor.number,
            "base_m": round(floor.level_m - self.premises.ground_m, 3),
            "width_m": round(line.length, 3),
            "sill_m": round(low - floor.level_m, 3),
            "head_m": round(high - floor.level_m, 3),
        }
        if kind == "door":
            said["height_m"] = round(high - low, 3)
        if sides.bearing_deg is not None:
            said["facing_deg"] = round(sides.bearing_deg, 1)
        said |= self._meant(product, kind, floor, line, sides)
        return said | own_properties(product.sets, kind)

    def _meant(
        self,
        product: Product,
        kind: str,
        floor: Floor,
        line: LineString,
        sides: Sides,
    ) -> dict[str, Any]:
        """Properties that follow from its names, its sets and what lies beside it."""
        role = (
            self._door_role(product, floor, sides)
            if kind == "door"
            else self._window_role(sides)
        )
        meant = {
            "role": role,
            "faces": self._faces(floor, line, sides),
            "type": _door_type(product) if kind == "door" else None,
            "glass": _glass(product),
            "certified_parts": self._certified(product, kind),
        }
        return {name: value for name, value in meant.items() if value is not None}

    def _door_role(self, product: Product, floor: Floor, sides: Sides) -> str | None:
        named = table()["door_roles"].get(self.premises.place_kind, {})
        by_name = meaning(product.words, named)
        if by_name is not None or self.premises.place_kind != "apartments":
            return by_name
        ahead, behind = (r.use if r else None for r in (sides.ahead, sides.behind))
        if ahead in SHARED and _is_dwelt_in(sides.behind):
            return "dwelling"
        if sides.is_outer and sides.ahead is None and behind in SHARED:
            is_main = behind == "common_entrance" and floor.number == 1
            return "common_entrance" if is_main else "side_entrance"
        return None

    def _window_role(self, sides: Sides) -> str | None:
        if self.premises.is_house:
            return "dwelling"
        is_home = self.premises.place_kind in ("apartments", "row_house")
        return "dwelling" if is_home and _is_dwelt_in(sides.behind) else None

    def _faces(self, floor: Floor, line: LineString, sides: Sides) -> list[str] | None:
        """What it certainly opens to; of a road or a garden models rarely tell."""
        before = [b for b in self.balconies if b.get("storey") == floor.number]
        if any(b.geometry.distance(line) < _STEP_M for b in before):
            return ["balcony"]
        use = sides.ahead.use if sides.ahead else None
        return (
            [{"common_entrance": "lobby", "lift_hall": "corridor"}.get(use, use)]
            if (use in SHARED and not self.premises.is_house)
            else None
        )

    def _certified(self, product: Product, kind: str) -> list[str] | None:
        rating = stated(product.sets, "SecurityRating")
        if rating is None:
            return None
        if is_among([str(rating)], table()["certified"]) and kind == "door":
            return ["door"]
        self.notes.append(ImportNote(f"ifc:{product.id}", _rating(str(rating))))
        return None


def _outer_side(rooms: list[Room | None], within: list[bool]) -> int:
    """Index of the outer side: outdoors, else the room that is shared."""
    if within[0] != within[1]:
        return within.index(False)
    return 1 if _is_shared(rooms[1]) and not _is_shared(rooms[0]) else 0


def _is_outer(product: Product, within: list[bool]) -> bool | None:
    """Whether it is external by its own set, its wall's, else by where it lies."""
    for sets in (product.sets, product.wall_sets):
        said = stated(sets, "IsExternal")
        if isinstance(said, bool):
            return said
    if within[0] != within[1]:
        return True
    return False if all(within) else None


def _is_shared(room: Room | None) -> bool:
    return room is not None and room.use in SHARED


def _is_dwelt_in(room: Room | None) -> bool:
    return room is not None and room.use in (None, "dwelling")


def _door_type(product: Product) -> str | None:
    operation = product.said.get("OperationType", "")
    for type_, words in table()["door_types"].items():
        if operation.startswith(tuple(words)):
            is_driven = stated(product.sets, "HasDrive") is True
            return "automatic" if type_ == "sliding" and is_driven else str(type_)
    return None


def _glass(product: Product) -> str | None:
    if product.kind == "IfcDoor" and stated(product.sets, "GlazingAreaFraction") == 0:
        return "none"
    for name, glass in table()["glass"].items():
        if stated(product.sets, name) is True:
            return str(glass)
    return None


def _rating(rating: str) -> Text:
    return Text(
        ja=f"SecurityRating「{rating}」からは、どの部品が防犯建物部品か分かりません。",
        en=f"SecurityRating {rating!r} does not tell which part is certified (CP).",
    )


_NOT_DRAWN = Text(
    ja="壁の開口部として描かれていないか、階が分かりません（天窓など）。",
    en="It is not drawn in a wall, or on no storey (a skylight or the like).",
)

"""One building of a model in plane metres: its elements by storey, and its outlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.formats.ifc.engine import Model, Product
from machimori.formats.ifc.floors import Floor, number_storeys
from machimori.formats.ifc.position import Turn
from machimori.formats.ifc.words import is_among, meaning, stated, table

PLACES = {"house": "detached_house", "apartments": "apartments"}
"""Kinds of place that a building is by its use."""

HOUSES = ("detached_house",)
"""Kinds of place in which nothing is shared."""

_CLOSED_M = 0.35
"""Rooms and walls this far apart still bound one outline."""
_LEAST_AREA_M2 = 1.0
_FLOOR_REACH_M = 0.3
"""How far below a floor a thing on it may begin."""
_MEASURED = ("IfcDoor", "IfcWindow", "IfcSpace")
"""What makes a level of the model a storey."""


@dataclass(frozen=True)
class Room:
    """A room of the model.

    Parameters
    ----------
    product : Product
    plan : shapely geometry
        In plane metres.
    use : str or None
        Use of an area of the vocabulary, or ``caretaker_room``, ``balcony``,
        ``service``; None where no word tells.
    """

    product: Product
    plan: BaseGeometry
    use: str | None


@dataclass(frozen=True, eq=False)
class Premises:
    """One building of a model.

    Parameters
    ----------
    building : Product
    products : tuple of Product
        Its elements, plans already in plane metres.
    floors : dict of str to Floor
        By id of the storey.
    ground_m : float
        The ground in the model's own height. [m]
    place_kind : str or None
    """

    building: Product
    products: tuple[Product, ...]
    floors: dict[str, Floor]
    ground_m: float
    place_kind: str | None

    @property
    def id(self) -> str:
        """Id of the building in a scene."""
        return f"ifc:{self.building.id}"

    @property
    def use(self) -> str | None:
        """What the model says the building is used for."""
        return _use(self.building)

    @property
    def is_house(self) -> bool:
        """Whether nothing in it is shared."""
        return self.place_kind in HOUSES

    def of(self, *kinds: str) -> tuple[Product, ...]:
        """Elements of these kinds."""
        return tuple(p for p in self.products if p.kind in kinds)

    def floor_of(self, product: Product) -> Floor | None:
        """Storey of an element: that it stands in, else the one at its level."""
        for id_ in product.inside:
            if id_ in self.floors:
                return self.floors[id_]
        z = product.opening["z"] if product.opening else product.z
        return self.floor_at(z[0]) if z else None

    def floor_at(self, level_m: float) -> Floor | None:
        """Storey in which a level of the model lies; None below the lowest."""
        below = [
            floor
            for floor in self.floors.values()
            if floor.level_m <= level_m + _FLOOR_REACH_M
        ]
        return max(below, key=lambda floor: floor.level_m, default=None)

    @cached_property
    def outline(self) -> BaseGeometry:
        """Ground that the building covers; empty where nothing is drawn."""
        shell = self._shell(self.of("IfcWall"))
        return shell if not shell.is_empty else self._slabs

    @property
    def _slabs(self) -> BaseGeometry:
        return _filled(p.plan for p in self.of("IfcSlab", "IfcRoof"))

    @cached_property
    def storey_outlines(self) -> dict[int, BaseGeometry]:
        """Outline of each storey, by number."""
        walls: dict[int, list[Product]] = {
            floor.number: [] for floor in self.floors.values()
        }
        for wall in self.of("IfcWall"):
            floor = self.floor_of(wall)
            if floor is not None:
                walls[floor.number].append(wall)
        return {number: self._shell(own, number) for number, own in walls.items()}

    def _shell(
        self, walls: Iterable[Product], number: int | None = None
    ) -> BaseGeometry:
        rooms = [
            room.plan
            for n, rooms in self.rooms.items()
            for room in rooms
            if number in (None, n) and room.use not in ("balcony", "rooftop")
        ]
        return _filled([*(wall.plan for wall in walls), *rooms])

    @cached_property
    def rooms(self) -> dict[int, tuple[Room, ...]]:
        """Rooms by storey."""
        found: dict[int, list[Room]] = {}
        for space in self.of("IfcSpace"):
            floor = self.floor_of(space)
            if floor is not None and space.plan is not None and not space.plan.is_empty:
                room = Room(space, space.plan, self._room_use(space))
                found.setdefault(floor.number, []).append(room)
        return {number: tuple(rooms) for number, rooms in found.items()}

    def _room_use(self, space: Product) -> str | None:
        words = table()
        shared = {} if self.is_house else words["rooms"]
        return meaning(
            space.words,
            {
                **shared,
                "balcony": words["balconies"],
                "caretaker_room": words["caretaker_rooms"],
                "service": words["service_rooms"],
            },
        )

    @cached_property
    def top_m(self) -> float | None:
        """Highest point above the ground [m]; None where nothing is drawn."""
        drawn = [p.z[1] for p in self.of("IfcWall", "IfcRoof", "IfcSlab") if p.z]
        return max(drawn) - self.ground_m if drawn else None


def premises_of(model: Model, turn: Turn, place_kind: str | None) -> Iterator[Premises]:
    """Part a model into its buildings."""
    ids = {building.id for building in model.buildings}
    for building in model.buildings:
        own = tuple(
            _turned(p, turn)
            for p in model.products
            if p.kind != "IfcSite" and _belongs(p.inside, building.id, ids)
        )
        storeys = [s for s in model.storeys if _belongs(s.inside, building.id, ids)]
        measured = [p for p in own if p.kind in _MEASURED]
        ground_m = building.z[0] if building.z else 0.0
        floors = number_storeys(
            storeys, used=(id_ for p in measured for id_ in p.inside), ground_m=ground_m
        )
        kind = PLACES.get(_use(building) or "", place_kind)
        yield Premises(building, own, floors, ground_m, kind)


def _belongs(inside: Sequence[str], id_: str, ids: set[str]) -> bool:
    """Whether it stands in this building; what stands in none is the only one's."""
    return id_ in inside or (len(ids) == 1 and not ids.intersection(inside))


def _use(building: Product) -> str | None:
    kinds = table()["buildings"]
    occupancy = stated(building.sets, "OccupancyType")
    said = meaning([str(occupancy)], kinds) if occupancy else None
    return said or meaning(building.words, kinds)


def is_balcony(product: Product) -> bool:
    """Whether its names say that it is a balcony."""
    return is_among(product.words, table()["balconies"])


def _turned(product: Product, turn: Turn) -> Product:
    if product.plan is None:
        return product
    return replace(product, plan=shapely.transform(product.plan, turn))


def _filled(plans: Iterable[BaseGeometry | None]) -> BaseGeometry:
    """Outer outline of plans laid together, gaps closed and courts filled."""
    known = [plan for plan in plans if plan is not None]
    joined = shapely.union_all([p.buffer(_CLOSED_M, join_style="mitre") for p in known])
    shells = [
        shapely.Polygon(part.exterior).buffer(-_CLOSED_M, join_style="mitre")
        for part in shapely.get_parts(joined)
        if part.geom_type == "Polygon"
    ]
    large = [shell for shell in shells if shell.area > _LEAST_AREA_M2]
    return shapely.simplify(shapely.union_all(large), 0.01)

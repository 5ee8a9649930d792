"""Shared rooms, stairs, balconies and lamps of a building as features of a scene."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.formats.ifc.engine import Product
from machimori.formats.ifc.floors import Floor
from machimori.formats.ifc.premises import Premises, Room, is_balcony
from machimori.formats.ifc.words import stated
from machimori.formats.importing import ImportNote
from machimori.language import Text
from machimori.scene.model import Feature

_BESIDE_M = 0.5
"""How far from a balcony its railing may stand."""
_LEAST_AREA_M2 = 0.3
_RAILING_M = (0.5, 2.5)
"""Heights that a railing has; other figures are steps and glazed screens."""


@dataclass
class RoomMaker:
    """Makes areas, balconies and lamps, and counts what has no meaning for a scene."""

    premises: Premises
    unnamed: int = 0
    railings: Counter[str] = field(default_factory=Counter)

    def balconies(self) -> Iterator[Feature]:
        """Make balconies, of rooms and slabs that are called so."""
        slabs = [p for p in self.premises.of("IfcSlab") if is_balcony(p)]
        rooms = [r.product for r in self._rooms("balcony")]
        covered = shapely.union_all([room.plan for room in rooms])
        alone = [s for s in slabs if s.plan and not s.plan.intersects(covered)]
        for product in (*rooms, *alone):
            yield from self._balcony(product)

    def areas(self) -> Iterator[Feature]:
        """Make shared rooms and stairs; rooms that no word names are counted."""
        for room in self._rooms():
            if room.use is None:
                self.unnamed += 1
            elif room.use == "caretaker_room":
                yield from self._area(room.product, "caretaker_room", {})
            elif room.use not in ("balcony", "service"):
                said = {"use": room.use, **_setting(room.product)}
                yield from self._area(room.product, "area", said)
        if not self.premises.is_house:
            yield from self._stairs()

    def lamps(self) -> Iterator[Feature]:
        """Make lamps, whose light nobody knows."""
        for product in self.premises.of("IfcLightFixture", "IfcFlowTerminal"):
            is_lamp = "IfcLightFixture" in (
                product.kind,
                (product.type_class or "")[:15],
            )
            floor = self.premises.floor_of(product)
            if not is_lamp or floor is None or product.plan is None or not product.z:
                continue
            said = {
                **self._common(product, floor),
                "height_m": round(max(product.z[0] - floor.level_m, 0.0), 3),
            }
            yield Feature(f"ifc:{product.id}", "lamp", product.plan.centroid, said)

    def _rooms(self, use: str | None = None) -> list[Room]:
        rooms = [room for each in self.premises.rooms.values() for room in each]
        return [room for room in rooms if use in (None, room.use)]

    def _stairs(self) -> Iterator[Feature]:
        """Make stairs of the model's flights, where no room encloses them."""
        drawn = {
            number: shapely.union_all([r.plan for r in rooms if r.use == "stairs"])
            for number, rooms in self.premises.rooms.items()
        }
        for stair in self.premises.of("IfcStair"):
            floor = self.premises.floor_of(stair)
            if floor is None or stair.plan is None:
                continue
            if not stair.plan.intersects(drawn.get(floor.number, shapely.Point())):
                yield from self._area(stair, "area", {"use": "stairs"})

    def _area(
        self, product: Product, kind: str, said: dict[str, Any]
    ) -> Iterator[Feature]:
        floor, plan = self.premises.floor_of(product), _polygons(product.plan)
        if floor is not None and plan.area >= _LEAST_AREA_M2:
            said = {**self._common(product, floor), **said}
            yield Feature(f"ifc:{product.id}", kind, plan, said)

    def _balcony(self, product: Product) -> Iterator[Feature]:
        plan = _polygons(product.plan)
        if not product.z or plan.area < _LEAST_AREA_M2:
            return
        level = product.z[0 if product.kind == "IfcSpace" else 1]
        # Models often put the slab of a balcony in the storey below it.
        floor = self.premises.floor_at(level)
        if floor is None:
            return
        said = {
            **self._common(product, floor),
            "base_m": round(level - self.premises.ground_m, 3),
            **self._railing(plan, level),
        }
        yield Feature(f"ifc:{product.id}", "balcony", plan, said)

    def _railing(self, plan: BaseGeometry, level: float) -> dict[str, Any]:
        beside = [
            railing
            for railing in self.premises.of("IfcRailing")
            if railing.plan is not None
            and railing.z is not None
            and railing.plan.distance(plan) < _BESIDE_M
        ]
        heights = [r.z[1] - level for r in beside if r.z]
        fit = [h for h in heights if _RAILING_M[0] <= h <= _RAILING_M[1]]
        return {"railing_height_m": round(min(fit), 3)} if fit else {}

    def _common(self, product: Product, floor: Floor) -> dict[str, Any]:
        called = {"name": product.name} if product.name else {}
        base_m = round(floor.level_m - self.premises.ground_m, 3)
        whole = {"part_of": self.premises.id}
        return {**called, **whole, "storey": floor.number, "base_m": base_m}


def _setting(product: Product) -> dict[str, str]:
    """Whether a room lies indoors, where the model says so."""
    words = {"INTERNAL": "indoor", "EXTERNAL": "outdoor"}
    said = product.said.get("InteriorOrExteriorSpace") or product.said.get(
        "PredefinedType", ""
    )
    is_external = stated(product.sets, "IsExternal")
    if isinstance(is_external, bool):
        said = "EXTERNAL" if is_external else "INTERNAL"
    return {"setting": words[said]} if said in words else {}


def _polygons(plan: BaseGeometry | None) -> BaseGeometry:
    parts = [] if plan is None else shapely.get_parts(plan)
    return shapely.union_all([p for p in parts if p.geom_type == "Polygon"])


def unnamed_rooms(makers: Iterable[RoomMaker]) -> list[ImportNote]:
    """Tell how many rooms mean nothing to a scene."""
    count = sum(maker.unnamed for maker in makers)
    text = Text(
        ja=f"名前から共用部分と分からない部屋は取り込みません（{count}件）。",
        en=f"Rooms whose names tell of no shared part were left out ({count}).",
    )
    return [ImportNote("IfcSpace", text)] if count else []

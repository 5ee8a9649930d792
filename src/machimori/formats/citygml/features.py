"""Buildings of a CityGML file as features of a scene."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from machimori.formats.citygml.coordinates import ToLonLat
from machimori.formats.citygml.document import CityBuilding, Opening
from machimori.formats.importing import ImportNote
from machimori.geometry import PlaneFrame
from machimori.language import Text
from machimori.scene.model import Feature

Floats = NDArray[np.float64]

USES = {
    "401": "office",
    "402": "shop",
    "403": "lodging",
    "404": "shop",
    "411": "house",
    "412": "apartments",
    "413": "house",
    "414": "apartments",
    "415": "house",
    "421": "office",
}
"""What a building is used for. Source: 3D都市モデル標準製品仕様書, code list
``Building_usage``; all other codes are ``other``."""

PLACES = {"house": "detached_house", "apartments": "apartments"}
"""Kinds of place that a building is by its use."""

_OUTLINES = ("ground", "footprint", "roof_edge", "solid")
"""What the plan of a building is taken from, the first that there is."""

_LEAST_AREA_M2 = 1.0
_LEAST_WIDTH_M = 0.1
_BESIDE_M = 1.5
"""How far an opening may lie from the outline of its building, often the roof's."""
_UPRIGHT = 0.5
"""Least level part of the normal of an opening in a wall, not in a roof."""


@dataclass
class FeatureMaker:
    """Makes features, and notes what could not be made.

    Parameters
    ----------
    frame : PlaneFrame
    turn : callable
        From the file's coordinates to lon, lat, height.
    place_kind : str or None
        What a building is a place of where its use does not say.
    """

    frame: PlaneFrame
    turn: ToLonLat
    place_kind: str | None
    skipped: list[ImportNote] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)

    def features(self, buildings: Iterable[CityBuilding]) -> Iterator[Feature]:
        """Make the features of all buildings."""
        for number, built in enumerate(buildings, start=1):
            yield from self._of(built, f"citygml:{built.id or number}")

    def _of(self, built: CityBuilding, id_: str) -> Iterator[Feature]:
        if built.broken:
            self.notes.append(ImportNote(id_, _outlines_broken(built.broken)))
        plan = self._plan(built)
        if plan is None:
            self.skipped.append(ImportNote(id_, _NO_PLAN))
            return
        levels = self._levels(built)
        if levels is None:
            self.notes.append(ImportNote(id_, _NO_HEIGHT))
        said = self._said(built, levels)
        yield Feature(id_, "building", plan, said)
        place_kind = PLACES.get(str(said.get("use")), self.place_kind)
        if place_kind is not None and not built.whole:
            about = {"place_kind": place_kind, "status": "existing"}
            called = {"name": said["name"]} if "name" in said else {}
            yield Feature(f"{id_}/place", "place", plan, {**about, **called})
        foot_m = None if levels is None else levels[0]
        yield from self._openings(built, id_, plan, foot_m)

    def _openings(
        self, built: CityBuilding, owner: str, plan: BaseGeometry, foot_m: float | None
    ) -> Iterator[Feature]:
        for count, opening in enumerate(built.openings, start=1):
            own = f"{owner}/{opening.kind}{count}"
            id_ = f"citygml:{opening.id}" if opening.id else own
            found = self._opening(opening, foot_m)
            if isinstance(found, Text):
                self.skipped.append(ImportNote(id_, found))
            elif not shapely.covers(plan.buffer(_BESIDE_M), found[0]):
                self.skipped.append(ImportNote(id_, _ELSEWHERE))
            else:
                said = {"part_of": owner, **found[1]}
                yield Feature(id_, opening.kind, found[0], said)

    def _plan(self, built: CityBuilding) -> BaseGeometry | None:
        for word in _OUTLINES:
            rings = [self._metres(ring)[:, :2] for ring in built.rings.get(word, ())]
            joined = shapely.union_all([_sound(ring) for ring in rings])
            parts = [p for p in shapely.get_parts(joined) if p.geom_type == "Polygon"]
            if sum(part.area for part in parts) >= _LEAST_AREA_M2:
                return shapely.union_all(parts)
        return None

    def _levels(self, built: CityBuilding) -> tuple[float, float] | None:
        """Foot and top above the sea [m]; None where nothing solid is drawn."""
        words = ("ground", "wall", "roof", "solid")
        rings = [ring for word in words for ring in built.rings.get(word, ())]
        if not rings:
            return None
        heights = np.concatenate([ring[:, 2] for ring in rings])
        return float(heights.min()), float(heights.max())

    def _said(
        self, built: CityBuilding, levels: tuple[float, float] | None
    ) -> dict[str, Any]:
        said: dict[str, Any] = {}
        if built.name:
            said["name"] = built.name
        if built.measured_height_m is not None:
            said["height_m"] = round(built.measured_height_m, 2)
        elif levels is not None and "roof" in built.rings:
            # Roofs were surveyed; a plain block of unknown height is drawn 3 m high.
            said["height_m"] = round(levels[1] - levels[0], 2)
        if built.storeys is not None:
            said["levels"] = built.storeys
        if built.usage is not None:
            said["use"] = USES.get(built.usage, "other")
        if built.whole:
            said["part_of"] = f"citygml:{built.whole}/place"
        return said

    def _opening(
        self, opening: Opening, foot_m: float | None
    ) -> tuple[LineString, dict[str, Any]] | Text:
        """Line and properties of a window or door, or why there are none."""
        if not opening.rings or foot_m is None:
            return _NO_OUTLINE
        corners = self._metres(np.concatenate(opening.rings))
        normal = _normal(self._metres(opening.rings[0]))
        line = _extent(corners[:, :2])
        if normal is None or line.length < _LEAST_WIDTH_M:
            return _NOT_IN_A_WALL
        sill, head = corners[:, 2].min() - foot_m, corners[:, 2].max() - foot_m
        return line, {
            "base_m": 0.0,
            "width_m": round(line.length, 2),
            "sill_m": round(float(sill), 2),
            "head_m": round(float(head), 2),
            "facing_deg": round(float(np.degrees(np.arctan2(*normal))) % 360, 1),
        }

    def _metres(self, ring: Floats) -> Floats:
        turned = self.turn(ring)
        return np.column_stack([self.frame.to_plane(turned[:, :2]), turned[:, 2]])


def _sound(ring: Floats) -> BaseGeometry:
    return shapely.make_valid(Polygon(ring)) if len(ring) > 3 else Polygon()


def _normal(ring: Floats) -> tuple[float, float] | None:
    """Level part of the outward normal, x and y; None where it looks up or down.

    Outlines run counterclockwise seen from outside (OGC 12-019, 8.1), by Newell's sum.
    """
    following = np.roll(ring, -1, axis=0)
    apart, among = ring - following, ring + following
    x = float((apart[:, 1] * among[:, 2]).sum())
    y = float((apart[:, 2] * among[:, 0]).sum())
    z = float((apart[:, 0] * among[:, 1]).sum())
    level, whole = np.hypot(x, y), np.hypot(np.hypot(x, y), z)
    if whole == 0.0 or level < _UPRIGHT * whole:
        return None
    return x, y


def _extent(plan: Floats) -> LineString:
    """Line between the two corners that are farthest apart."""
    apart = np.hypot(*(plan[:, None, :] - plan[None, :, :]).transpose(2, 0, 1))
    one, other = np.unravel_index(np.argmax(apart), apart.shape)
    return LineString([plan[one], plan[other]])


def _outlines_broken(ids: Sequence[str]) -> Text:
    listed = "、".join(ids[:3])
    return Text(
        ja=f"読めない輪郭が{len(ids)}あります（{listed} など）。",
        en=f"{len(ids)} outlines cannot be read ({listed} …).",
    )


_NO_PLAN = Text(ja="平面の輪郭がありません。", en="It has no outline in plan.")
_NO_HEIGHT = Text(
    ja="立体が描かれていません。",
    en="Nothing solid is drawn of it.",
)
_NO_OUTLINE = Text(
    ja="開口部の輪郭か、建物の足元の高さがありません。",
    en="Its outline, or the foot of its building, is missing.",
)
_ELSEWHERE = Text(
    ja="建物の輪郭から離れています。", en="It lies away from its building."
)
_NOT_IN_A_WALL = Text(
    ja="壁の開口部ではありません（天窓など）。",
    en="It is not in a wall (a skylight or the like).",
)

"""What a town is summed up by: its streets, parks and routes to school."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.scene import Feature, Scene

ZoneKind = Literal["street", "park", "route"]

_PLACES: dict[str, ZoneKind] = {
    "park": "park",
    "school_route": "route",
    "preschool_walk": "route",
}
_LINES = ("LineString", "MultiLineString")


@dataclass(frozen=True)
class Zone:
    """A part of the town's ground.

    Parameters
    ----------
    id, name : str
        Of the road, path or place.
    kind : "street", "park" or "route"
    ground : Polygon or MultiPolygon
        In plane metres.
    line : LineString or MultiLineString, or None
        Of a street or route that was drawn as a line.
    is_width_assumed : bool
        Nobody stated how wide it is.
    """

    id: str
    name: str
    kind: ZoneKind
    ground: BaseGeometry
    line: BaseGeometry | None = None
    is_width_assumed: bool = False

    @property
    def length_m(self) -> float | None:
        """Of its line; None for what was drawn as ground."""
        return None if self.line is None else float(self.line.length)

    @property
    def area_m2(self) -> float:
        """Of its ground, whatever stands on it."""
        return float(self.ground.area)


def zones_of(scene: Scene, *, street_m: float) -> tuple[Zone, ...]:
    """List the streets, parks and routes of a scene.

    Parameters
    ----------
    scene : Scene
    street_m : float
        Width of a road or path that states none. [m]

    Returns
    -------
    tuple of Zone
        Roads and paths on the ground (bridges, upper storeys and underpasses are not),
        parks, and the ways to school and of walks.
    """
    return (*_streets(scene, street_m), *_places(scene))


def _streets(scene: Scene, street_m: float) -> Iterator[Zone]:
    for feature in scene.of_kind("road", "path"):
        if not _is_on_the_ground(feature):
            continue
        ground = feature.surface
        is_assumed = ground is None
        if ground is None:
            ground = shapely.buffer(
                feature.geometry, street_m / 2, cap_style="flat", join_style="mitre"
            )
        if ground.geom_type in ("Polygon", "MultiPolygon") and not ground.is_empty:
            line = _line(feature)
            yield Zone(feature.id, feature.name, "street", ground, line, is_assumed)


def _places(scene: Scene) -> Iterator[Zone]:
    for place in scene.places:
        kind = _PLACES.get(place.get("place_kind") or "")
        if kind is None or not _is_on_the_ground(place):
            continue
        if place.get("setting") in (None, "outdoor"):
            ground = scene.footprint(place)
            yield Zone(place.id, place.name, kind, ground, _line(place))


def _line(feature: Feature) -> BaseGeometry | None:
    return feature.geometry if feature.geometry.geom_type in _LINES else None


def _is_on_the_ground(feature: Feature) -> bool:
    return not feature.get("base_m") and feature.get("storey") in (None, 1)

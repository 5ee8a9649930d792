"""What the town is drawn with: a sheet of features, and axes along a front."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely.geometry import LineString, MultiLineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from machimori.scene import Feature

XY = tuple[float, float]

SURVEYED = (
    "obstacle",
    "barrier",
    "device",
    "foothold",
    "greenery",
    "watcher",
    "area",
    "lamp",
    "bench",
    "sign",
    "rack",
    "refuge",
    "toilet_entrance",
    "stretch_machine",
    "reception",
)
"""Everything that a place of the town had surveyed completely."""


class Sheet:
    """Collects the features of the town in the order in which they are drawn."""

    def __init__(self) -> None:
        self._features: dict[str, Feature] = {}

    def add(self, kind: str, id_: str, shape: BaseGeometry, **properties: Any) -> str:
        """Draw a thing and return its id; properties of None are left out."""
        if id_ in self._features:
            raise ValueError(f"drawn twice: {id_}")
        stated = {k: v for k, v in properties.items() if v is not None}
        self._features[id_] = Feature(id_, kind, shape, stated)
        return id_

    def add_each(
        self, kind: str, stem: str, shapes: Iterable[BaseGeometry], **properties: Any
    ) -> None:
        """Draw several alike, numbered from 1 in id and name."""
        name = properties.pop("name", None)
        for number, shape in enumerate(shapes, start=1):
            own = {"name": f"{name}{number}"} if name else {}
            self.add(kind, f"{stem}-{number}", shape, **own, **properties)

    @property
    def features(self) -> tuple[Feature, ...]:
        """All features, in the order in which they were drawn."""
        return tuple(self._features.values())


@dataclass(frozen=True)
class Axes:
    """Metres along a front (to the right) and inward from it (ahead).

    Parameters
    ----------
    origin : tuple of 2 floats
        Left end of the front for who looks inward. [m]
    inward_deg : float
        Bearing of the inward direction. [deg]
    """

    origin: XY
    inward_deg: float

    @classmethod
    def along(cls, left: XY, right: XY) -> Axes:
        """Lay axes along a front from its left to its right end."""
        bearing = np.degrees(np.arctan2(right[0] - left[0], right[1] - left[1]))
        return cls(left, float(bearing - 90.0))

    def at(self, along_m: float, inward_m: float) -> XY:
        """Return the point so far along and so far inward."""
        angle = np.radians(self.inward_deg)
        sin, cos = float(np.sin(angle)), float(np.cos(angle))
        x, y = self.origin
        return (
            x + along_m * cos + inward_m * sin,
            y - along_m * sin + inward_m * cos,
        )

    def point(self, along_m: float, inward_m: float) -> Point:
        """Return the same as a point."""
        return Point(self.at(along_m, inward_m))

    def line(self, *places: XY) -> LineString:
        """Return a line through points given along and inward."""
        return LineString([self.at(*place) for place in places])

    def outline(self, *corners: XY) -> Polygon:
        """Return a polygon of corners given along and inward."""
        return Polygon([self.at(*corner) for corner in corners])

    def box(self, along: XY, inward: XY) -> Polygon:
        """Return the rectangle between two values along and two inward."""
        (a, b), (c, d) = along, inward
        return self.outline((a, c), (b, c), (b, d), (a, d))

    def turned(self, along_m: float, inward_m: float, turn_deg: float) -> Axes:
        """Return axes about another origin, turned clockwise."""
        return Axes(self.at(along_m, inward_m), self.inward_deg + turn_deg)

    @property
    def facing_deg(self) -> float:
        """Bearing out of the front, in degrees."""
        return (self.inward_deg + 180.0) % 360.0


PLAN = Axes((0.0, 0.0), 0.0)
"""The axes of the town itself: along is east, inward is north."""


def with_gaps(line: LineString, *gaps: XY) -> LineString | MultiLineString:
    """Cut gaps, each from one distance along the line to another, out of a line."""
    ends = [0.0, *(end for gap in gaps for end in gap), line.length]
    pieces = [
        piece(line, start, end)
        for start, end in zip(ends[::2], ends[1::2], strict=True)
        if end - start > 0.01
    ]
    return pieces[0] if len(pieces) == 1 else MultiLineString(pieces)


def piece(line: LineString, start_m: float, end_m: float) -> LineString:
    """Return the part of a line between two distances along it."""
    marks = np.cumsum(
        [0.0, *np.hypot(*np.diff(np.array(line.coords), axis=0).T).tolist()]
    )
    bends = [c for c, m in zip(line.coords, marks, strict=True) if start_m < m < end_m]
    first, last = line.interpolate(start_m), line.interpolate(end_m)
    return LineString([(first.x, first.y), *bends, (last.x, last.y)])

"""The model of a place: features in plane metres, and how they belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.geometry import PlaneFrame, Terrain
from machimori.language import Text
from machimori.scene.photometry import Photometry
from machimori.scene.vocabulary import vocabulary

Season = Literal["spring", "summer", "autumn", "winter"]
TimeOfDay = Literal["day", "night"]

VERGE_M = 3.0
"""How far beside a road, drawn as a line, things still belong to it. [m]"""

ROUTES = ("school_route", "preschool_walk")
"""Kinds of place that run over others: what lies along them is theirs as well."""

ALONG_WIDTHS = 2.0
"""Over how many widths of a route a street lies in it that does not merely cross it,
however slanted."""

LINE_PLACE_REACH_M = 6.0
"""How far from its line things belong to a road of which no width is known. [m]"""


@dataclass(frozen=True)
class Feature:
    """One thing in a scene.

    Parameters
    ----------
    id : str
        Unique in the scene.
    kind : str
        A kind of the vocabulary.
    geometry : shapely geometry
        In the scene's plane metres.
    properties : mapping
        Values that the vocabulary allows; what is missing is unknown.
    """

    id: str
    kind: str
    geometry: BaseGeometry
    properties: Mapping[str, Any] = field(default_factory=dict)

    def get(self, name: str) -> Any:
        """Return a property, or None where nobody said."""
        return self.properties.get(name)

    @property
    def name(self) -> str:
        """The feature's name, or its id where it has none."""
        return str(self.properties.get("name", self.id))

    @property
    def is_surface(self) -> bool:
        """Whether it covers ground: a polygon, or a line whose width is known."""
        return self.surface is not None

    @cached_property
    def surface(self) -> BaseGeometry | None:
        """Ground that it covers; None for points and lines of unknown width."""
        if self.geometry.geom_type in ("Polygon", "MultiPolygon"):
            return self.geometry
        width = self.get("width_m")
        if width is None or self.geometry.geom_type not in _LINES:
            return None
        return self.geometry.buffer(width / 2, cap_style="flat")


_LINES = ("LineString", "MultiLineString")
_WAYS = ("road", "path")


@dataclass(frozen=True)
class Assumption:
    """A value that nobody stated and that an importer had to put in.

    Parameters
    ----------
    kind, property : str
        Of the features concerned.
    value : object
        What was put in.
    reason : Text
        Why this value.
    features : tuple of str
        Their ids.
    """

    kind: str
    property: str
    value: Any
    reason: Text
    features: tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """All features of a file, in plane metres about a local origin.

    Parameters
    ----------
    features : tuple of Feature
    frame : PlaneFrame
        From plane metres back to longitude and latitude.
    season : str or None
        Season that the scene shows.
    snow_depth_m : float
        Depth of lying snow. [m]
    time_of_day : "day" or "night"
        Who watches: see `machimori.sightlines.viewpoints`.
    grown_until : date, "pruning" or None
        Until when plants have grown beyond their stated heights, if any has; "pruning"
        is the day of each plant's next one.
    terrain : Terrain or None
        The ground, from which all heights count; flat where nobody said.
    terrain_file : str
        Its file beside the scene's, as the scene names it.
    photometries : mapping
        By the name that lamps use; built-in names are not listed.
    assumptions : tuple of Assumption
        What an importer put in.
    source : str
        The file it came from, as the user named it.
    sha256 : str
        Of that file's bytes.
    """

    features: tuple[Feature, ...]
    frame: PlaneFrame = field(default_factory=lambda: PlaneFrame(None))
    season: Season | None = None
    snow_depth_m: float = 0.0
    time_of_day: TimeOfDay = "day"
    grown_until: date | Literal["pruning"] | None = None
    terrain: Terrain | None = None
    terrain_file: str = ""
    photometries: Mapping[str, Photometry] = field(default_factory=dict)
    assumptions: tuple[Assumption, ...] = ()
    source: str = ""
    sha256: str = ""

    @cached_property
    def by_id(self) -> Mapping[str, Feature]:
        """Features by id."""
        return {feature.id: feature for feature in self.features}

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Feature, ...]]:
        sorted_out: dict[str, list[Feature]] = {}
        for feature in self.features:
            sorted_out.setdefault(feature.kind, []).append(feature)
        return {kind: tuple(found) for kind, found in sorted_out.items()}

    def of_kind(self, *kinds: str) -> tuple[Feature, ...]:
        """Features of these kinds or groups of kinds, in the order of the file."""
        groups = vocabulary().groups
        plain = [k for kind in kinds for k in groups.get(kind, (kind,))]
        return tuple(f for kind in plain for f in self._by_kind.get(kind, ()))

    @property
    def places(self) -> tuple[Feature, ...]:
        """The places of the scene."""
        return self.of_kind("place")

    def footprint(self, place: Feature) -> BaseGeometry:
        """Ground that a place takes; a line is as wide as it or its road says."""
        return self._footprints[place.id]

    @cached_property
    def _footprints(self) -> Mapping[str, BaseGeometry]:
        return {place.id: self._footprint(place) for place in self.places}

    def _footprint(self, place: Feature) -> BaseGeometry:
        if place.geometry.geom_type not in _LINES:
            return place.geometry
        own = [f for f in self.of_kind("road", "path") if f.get("part_of") == place.id]
        widths = [w for f in (place, *own) if (w := f.get("width_m")) is not None]
        reach = max(widths) / 2 + VERGE_M if widths else LINE_PLACE_REACH_M
        return place.geometry.buffer(reach, cap_style="flat")

    def elements(self, place: Feature, *kinds: str) -> tuple[Feature, ...]:
        """Features of these kinds in a place, by ``part_of`` or by position."""
        return tuple(f for f in self.of_kind(*kinds) if f.id in self._members[place.id])

    @cached_property
    def _members(self) -> Mapping[str, frozenset[str]]:
        # Streets cross streets, and neither is part of the other: a place belongs to
        # another place only where it says so.
        loose = [
            f
            for f in self.features
            if "part_of" not in f.properties and f.kind != "place"
        ]
        points = [_middle(f.geometry) for f in loose]
        tree = shapely.STRtree(points)
        members: dict[str, set[str]] = {}
        for place in self.places:
            inside = tree.query(self._footprints[place.id], predicate="intersects")
            members[place.id] = {loose[i].id for i in inside} - {place.id}
        for feature in self.features:
            for owner in self._owners(feature):
                members.setdefault(owner, set()).add(feature.id)
        for place in self.places:
            if place.get("place_kind") in ROUTES and place.geometry.length > 0:
                members[place.id] |= self._along(place)
        self._add_contents_of_buildings(members)
        return {place: frozenset(ids) for place, ids in members.items()}

    def _along(self, route: Feature) -> set[str]:
        """Ids of what lies along a route, whosever it is."""
        ground = self._footprints[route.id]
        across_m = ground.area / route.geometry.length
        others = [f for f in self.features if f.kind != "place"]
        near = shapely.STRtree([f.geometry for f in others]).query(ground, "intersects")
        return {
            others[i].id
            for i in near
            if _runs_along(others[i], ground, ALONG_WIDTHS * across_m)
        }

    def _owners(self, feature: Feature) -> Iterator[str]:
        """Walk up ``part_of``; a circle ends the walk."""
        seen = {feature.id}
        owner = feature.get("part_of")
        while owner is not None and owner not in seen:
            yield owner
            seen.add(owner)
            above = self.by_id.get(owner)
            owner = above.get("part_of") if above else None

    def _add_contents_of_buildings(self, members: dict[str, set[str]]) -> None:
        """What is part of a building that stands in a place is in the place too."""
        for place in self.places:
            inside = members[place.id]
            inside |= {
                part for owner in list(inside) for part in members.get(owner, ())
            } - {place.id}

    def is_complete(self, place: Feature, word: str) -> bool:
        """Whether the place declares this kind, use or group surveyed completely."""
        declared = set(place.get("complete") or ())
        if word in declared:
            return True
        groups = vocabulary().groups
        if any(word in kinds for g, kinds in groups.items() if g in declared):
            return True
        return word in groups and all(k in declared for k in groups[word])

    def replacing(self, features: Iterable[Feature]) -> Scene:
        """Return the same scene with other features."""
        return replace(self, features=tuple(features))


def _runs_along(feature: Feature, ground: BaseGeometry, least_m: float) -> bool:
    """Whether a street runs along some ground, or anything else stands on it."""
    if feature.kind in _WAYS and feature.geometry.geom_type in _LINES:
        return bool(feature.geometry.intersection(ground).length >= least_m)
    return bool(ground.intersects(_middle(feature.geometry)))


def _middle(geometry: BaseGeometry) -> BaseGeometry:
    """Return a point on a shape; of lines, half way along the longest.

    Shapely's representative point of a straight line is one of its ends, and the end of
    a fence may well touch the neighbour's ground.
    """
    if geometry.geom_type not in _LINES:
        return geometry.representative_point()
    longest = max(shapely.get_parts(geometry), key=lambda part: part.length)
    return shapely.line_interpolate_point(longest, 0.5, normalized=True)

"""What in a scene stands in the way of sight and light, and how much of it passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from machimori.geometry import Obstacle, ObstacleSet
from machimori.scene.model import Feature, Scene

UnknownHeight = Literal["opaque", "absent"]

_CORNERS = 32
OPEN_FENCES = ("mesh", "rail", "guard_rail", "net")
"""Types of fence that one looks through."""


@dataclass(frozen=True, kw_only=True)
class ObstacleAssumptions:
    """Values that stand in where the scene states none.

    Parameters
    ----------
    wall_opacity, fence_opacity : float
        Share of sight and light that one of them stops. Kinds not named here let
        nothing through.
    open_fence_opacity : float
        Of a fence that is said to be of mesh, net or rails.
    hedge_opacity, planting_opacity, tree_opacity : float
        In leaf, or evergreen.
    bare_hedge_opacity, bare_planting_opacity, bare_tree_opacity : float
        Of what is said to be deciduous, in winter.
    play_equipment_opacity : float
        Mostly open frames.
    crown_base_m, crown_radius_m : float
        Of a tree that only has a place: its crown reaches the ground. [m]
    roof_base_m : float
        Lowest clear height under a roof of which no height is known. [m]
    pile_radius_m : float
        Of anything else that is marked by a point. [m]
    """

    wall_opacity: float = 1.0
    fence_opacity: float = 1.0
    open_fence_opacity: float = 0.3
    hedge_opacity: float = 0.95
    planting_opacity: float = 0.95
    tree_opacity: float = 0.85
    bare_hedge_opacity: float = 0.6
    bare_planting_opacity: float = 0.6
    bare_tree_opacity: float = 0.35
    play_equipment_opacity: float = 0.3
    crown_base_m: float = 0.0
    crown_radius_m: float = 2.0
    roof_base_m: float = 2.1
    pile_radius_m: float = 1.0


def obstacle_set(
    scene: Scene,
    assumptions: ObstacleAssumptions,
    *,
    unknown_height: UnknownHeight = "opaque",
    near: BaseGeometry | None = None,
) -> ObstacleSet:
    """Lay out the obstacles of a scene for sight and light.

    Parameters
    ----------
    scene : Scene
    assumptions : ObstacleAssumptions
        What holds where the scene is silent.
    unknown_height : "opaque" or "absent"
        What to do where a height is not stated: take it as endless, or leave the
        obstacle out. The two bound the truth.
    near : geometry, optional
        Only obstacles that reach into its bounding box.

    Returns
    -------
    ObstacleSet
        Everything of the vocabulary's group ``obstacle``. ``height_m`` counts from
        ``base_m``, and ``base_m`` from the ground; a base not stated is the ground.
    """
    features = scene.of_kind("obstacle")
    if near is not None:
        features = _reaching(features, near, assumptions)
    builder = _Builder(assumptions, scene.season == "winter", unknown_height)
    built = (builder.build(feature) for feature in features)
    standing = (obstacle for obstacle in built if obstacle is not None)
    return ObstacleSet(standing, scene.terrain)


def _reaching(
    features: tuple[Feature, ...], near: BaseGeometry, assumptions: ObstacleAssumptions
) -> tuple[Feature, ...]:
    spread = [
        feature.get(name) or 0.0
        for feature in features
        for name in ("crown_radius_m", "width_m", "thickness_m")
    ]
    assumed = (assumptions.crown_radius_m, assumptions.pile_radius_m)
    # A disc of as many square metres as its circle reaches a little beyond it.
    reach = 1.1 * max([*spread, *assumed])
    west, south, east, north = near.bounds
    box = shapely.box(west - reach, south - reach, east + reach, north + reach)
    bounds = shapely.box(*shapely.bounds([f.geometry for f in features]).T)
    return tuple(features[i] for i in np.flatnonzero(shapely.intersects(box, bounds)))


@dataclass(frozen=True)
class _Builder:
    assumptions: ObstacleAssumptions
    is_winter: bool
    unknown_height: UnknownHeight

    def build(self, feature: Feature) -> Obstacle | None:
        if feature.kind == "tree":
            return self._tree(feature)
        if feature.kind in ("roof", "carport"):
            return self._roof(feature)
        return self._upright(feature)

    def _upright(self, feature: Feature) -> Obstacle | None:
        bottom = feature.get("base_m") or 0.0
        height = feature.get("height_m")
        if height is None and self.unknown_height == "absent":
            return None
        top = np.inf if height is None else bottom + height
        opacity, depth = self._opacity(feature), _picket_depth(feature)
        # Pickets with a depth are looked through from aside: their line, not a solid.
        footprint = feature.geometry if depth else self._footprint(feature)
        return Obstacle(feature.id, footprint, bottom, top, opacity, picket_depth=depth)

    def _tree(self, feature: Feature) -> Obstacle | None:
        bottom, height = feature.get("crown_base_m"), feature.get("height_m")
        radius = feature.get("crown_radius_m")
        is_point = feature.geometry.geom_type in ("Point", "MultiPoint")
        is_unknown = bottom is None or height is None or (is_point and radius is None)
        if is_unknown and self.unknown_height == "absent":
            return None
        ground = feature.get("base_m") or 0.0
        top = np.inf if height is None else ground + height
        bottom = ground + (self.assumptions.crown_base_m if bottom is None else bottom)
        crown = feature.geometry
        if is_point:
            crown = _disc(crown, radius or self.assumptions.crown_radius_m)
        return Obstacle(feature.id, crown, bottom, top, self._opacity(feature))

    def _roof(self, feature: Feature) -> Obstacle | None:
        # A lid on posts, open at the sides: one sees beneath it.
        base, height = feature.get("base_m"), feature.get("height_m")
        footprint, opacity = self._footprint(feature), self._opacity(feature)
        if base is None and height is None:
            if self.unknown_height == "absent":
                return None
            bottom = self.assumptions.roof_base_m
            return Obstacle(feature.id, footprint, bottom, np.inf, opacity)
        top = (base or 0.0) + (height or 0.0)
        bottom = top if base is None else base
        return Obstacle(feature.id, footprint, bottom, top, opacity, has_sides=False)

    def _footprint(self, feature: Feature) -> BaseGeometry:
        geometry = feature.geometry
        if geometry.geom_type in ("Point", "MultiPoint"):
            return _disc(geometry, self._radius_m(feature))
        thickness = feature.get("thickness_m")
        if thickness and geometry.geom_type in ("LineString", "MultiLineString"):
            return geometry.buffer(
                thickness / 2, cap_style="flat", join_style="mitre", mitre_limit=2.0
            )
        return geometry

    def _radius_m(self, feature: Feature) -> float:
        if feature.get("crown_radius_m"):
            return float(feature.get("crown_radius_m"))
        if feature.get("width_m"):
            return float(feature.get("width_m")) / 2
        return self.assumptions.pile_radius_m

    def _opacity(self, feature: Feature) -> float:
        stated = feature.get("opacity")
        if stated is not None:
            return float(stated)
        width, pitch = feature.get("picket_width_m"), feature.get("picket_pitch_m")
        if width and pitch:
            return float(min(1.0, width / pitch))
        return self._assumed_opacity(feature)

    def _assumed_opacity(self, feature: Feature) -> float:
        kind = feature.kind
        if kind == "fence" and feature.get("type") in OPEN_FENCES:
            kind = "open_fence"
        if self.is_winter and feature.get("deciduous"):
            kind = f"bare_{kind}"
        return float(getattr(self.assumptions, f"{kind}_opacity", 1.0))


def _picket_depth(feature: Feature) -> float:
    """Depth of pickets by their pitch; 0 where not all is stated, or the opacity is."""
    depth, pitch = feature.get("thickness_m"), feature.get("picket_pitch_m")
    is_known = depth and pitch and feature.get("picket_width_m")
    return depth / pitch if is_known and feature.get("opacity") is None else 0.0


def _disc(point: BaseGeometry, radius_m: float) -> Polygon | MultiPolygon:
    """Polygon of as many square metres as the circle."""
    angles = np.linspace(0.0, 2 * np.pi, _CORNERS, endpoint=False)
    turn = angles[1]
    reach = radius_m * np.sqrt(turn / np.sin(turn))
    circle = np.column_stack([np.cos(angles), np.sin(angles)]) * reach
    centres = shapely.get_coordinates(point)
    discs = [Polygon(centre + circle) for centre in centres]
    return discs[0] if len(discs) == 1 else shapely.union_all(discs)

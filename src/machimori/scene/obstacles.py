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


@dataclass(frozen=True, kw_only=True)
class ObstacleAssumptions:
    """Values that stand in where the scene states none.

    Parameters
    ----------
    wall_opacity, fence_opacity, hedge_opacity, tree_opacity, bare_tree_opacity : float
        Share of sight and light that one obstacle stops; bare is a deciduous tree in
        winter. Kinds not named here let nothing through.
    play_equipment_opacity : float
        Of play equipment that counts as an obstacle: mostly open frames.
    crown_base_m, crown_radius_m : float
        Of a tree that only has a place: its crown reaches the ground. [m]
    roof_base_m : float
        Lowest clear height under a roof of which no height is known. [m]
    pile_radius_m : float
        Of anything else that is marked by a point. [m]
    """

    wall_opacity: float = 1.0
    fence_opacity: float = 1.0
    hedge_opacity: float = 0.95
    tree_opacity: float = 0.85
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
    return ObstacleSet(obstacle for obstacle in built if obstacle is not None)


def _reaching(
    features: tuple[Feature, ...], near: BaseGeometry, assumptions: ObstacleAssumptions
) -> tuple[Feature, ...]:
    if not features:
        return ()
    stated = [f.get("crown_radius_m") or 0.0 for f in features]
    thickness = [(f.get("thickness_m") or 0.0) / 2 for f in features]
    assumed = max(assumptions.crown_radius_m, assumptions.pile_radius_m)
    reach = np.maximum(np.maximum(stated, thickness), assumed)
    bounds = shapely.bounds([f.geometry for f in features])
    west, south, east, north = near.bounds
    reaches = (
        (bounds[:, 0] - reach <= east)
        & (bounds[:, 2] + reach >= west)
        & (bounds[:, 1] - reach <= north)
        & (bounds[:, 3] + reach >= south)
    )
    return tuple(features[i] for i in np.flatnonzero(reaches))


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
        footprint = self._footprint(feature)
        return Obstacle(feature.id, footprint, bottom, top, self._opacity(feature))

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
            radius = feature.get("crown_radius_m") or self.assumptions.pile_radius_m
            return _disc(geometry, radius)
        thickness = feature.get("thickness_m")
        if thickness and geometry.geom_type in ("LineString", "MultiLineString"):
            return geometry.buffer(
                thickness / 2, cap_style="flat", join_style="mitre", mitre_limit=2.0
            )
        return geometry

    def _opacity(self, feature: Feature) -> float:
        stated = feature.get("opacity")
        if stated is not None:
            return float(stated)
        width, pitch = feature.get("picket_width_m"), feature.get("picket_pitch_m")
        if width and pitch:
            return float(min(1.0, width / pitch))
        if self.is_winter and feature.get("deciduous"):
            return self.assumptions.bare_tree_opacity
        assumed = getattr(self.assumptions, f"{feature.kind}_opacity", 1.0)
        return float(assumed)


def _disc(point: BaseGeometry, radius_m: float) -> Polygon | MultiPolygon:
    """Polygon of as many square metres as the circle."""
    angles = np.linspace(0.0, 2 * np.pi, _CORNERS, endpoint=False)
    turn = angles[1]
    reach = radius_m * np.sqrt(turn / np.sin(turn))
    circle = np.column_stack([np.cos(angles), np.sin(angles)]) * reach
    centres = shapely.get_coordinates(point)
    discs = [Polygon(centre + circle) for centre in centres]
    return discs[0] if len(discs) == 1 else shapely.union_all(discs)

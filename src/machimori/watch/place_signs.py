"""Signs of the places of a scene: parks, car parks, school grounds and the like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from machimori.arrangement import enclosed_share, short_cut
from machimori.geometry import watchers
from machimori.lighting import LightSettings, illuminance_field
from machimori.scene import Feature, Scene
from machimori.scene.obstacles import obstacle_set
from machimori.sightlines import SightSettings, sight_field, viewpoints
from machimori.watch.assumptions import Assumptions
from machimori.watch.signs import Sign, Signed

_BESIDE_M = 3.0
"""A barrier or a street so far from the outline still lies beside it. [m]"""
_GAP_M = 0.4
"""Narrower openings let nobody through. [m]"""
_THIN_M = 0.05
_BARRIERS = ("wall", "fence", "hedge", "planting")
_MARKS = ("sign", "flower_bed", "gate", "hedge", "fence", "bench")
_SPOTS = 200
"""A place is looked at in about so many spots, large or small."""


@dataclass(frozen=True)
class _Case:
    scene: Scene
    place: Feature
    ground: BaseGeometry
    of: Assumptions

    def knows(self, *words: str) -> bool:
        """Whether the place declares all of these surveyed completely."""
        return all(self.scene.is_complete(self.place, word) for word in words)

    @property
    def spacing_m(self) -> float:
        return max(1.0, float(np.sqrt(self.ground.area / _SPOTS)))


def place_signs(scene: Scene, assumptions: Assumptions) -> tuple[Signed, ...]:
    """Look for signs that places are easy to enter or hard to see.

    Parameters
    ----------
    scene : Scene
    assumptions : Assumptions
        ``sign-…``.

    Returns
    -------
    tuple of Signed
        For each place that is an area, in the order of the scene. What further mapping
        could overturn is undecided: a fence that nobody mapped may stand there.
    """
    signed = []
    for place in scene.places:
        ground = scene.footprint(place)
        if place.geometry.geom_type not in ("Polygon", "MultiPolygon"):
            continue
        case = _Case(scene, place, ground, assumptions)
        signs = tuple(look(case) for look in _LOOKS)
        signed.append(Signed(place.id, place.name, signs))
    return tuple(signed)


def _barriers(case: _Case) -> list[Feature]:
    return [
        barrier
        for barrier in case.scene.of_kind(*_BARRIERS, "gate", "building")
        if shapely.dwithin(barrier.geometry, case.ground.boundary, _BESIDE_M)
    ]


def _open_outline(case: _Case) -> Sign:
    barriers = _barriers(case)
    shapes = [barrier.geometry for barrier in barriers]
    share = enclosed_share(case.ground, shapes, within_m=_BESIDE_M)
    limit = case.of["sign-enclosed"]
    # More barriers may stand there than were mapped, never fewer.
    says = share < limit if share >= limit or case.knows("obstacle") else None
    ids = tuple(barrier.id for barrier in barriers)
    return Sign("open_outline", says, share, limit, "1", ids, "obstacle")


def _short_cut(case: _Case) -> Sign:
    closing = [
        shapely.buffer(barrier.geometry, _THIN_M)
        for barrier in case.scene.of_kind(*_BARRIERS, "building")
        if shapely.dwithin(barrier.geometry, case.ground, _BESIDE_M)
    ]
    found = short_cut(case.ground, closing, gap_m=_GAP_M)
    saves_m = 0.0 if found is None else found.saves_m
    limit = case.of["sign-short-cut"]
    is_through = saves_m >= limit
    says = is_through if not is_through or case.knows("obstacle") else None
    return Sign("short_cut", says, saves_m, limit, "m", (), "obstacle")


def _many_entrances(case: _Case) -> Sign:
    outline = case.ground.boundary
    ways = [
        way
        for way in case.scene.of_kind("path", "gate")
        if shapely.dwithin(way.geometry, outline, 0.5)
    ]
    count, limit = len(ways), case.of["sign-entrances"]
    says = True if count >= limit else (False if case.knows("path", "gate") else None)
    ids = tuple(way.id for way in ways)
    return Sign("many_entrances", says, float(count), limit, "", ids, "path, gate")


def _car_beside(case: _Case) -> Sign:
    beside = [
        road
        for road in case.scene.of_kind("road")
        if road.get("open_to_vehicles") is not False
        and shapely.dwithin(road.surface or road.geometry, case.ground, 2 * _BESIDE_M)
    ]
    says = True if beside else (False if case.knows("road") else None)
    ids = tuple(road.id for road in beside)
    return Sign("car_beside", says, float(len(beside)), 1.0, "", ids, "road")


def _unmarked(case: _Case) -> Sign:
    marks = [
        mark
        for mark in case.scene.of_kind(*_MARKS)
        if shapely.dwithin(mark.geometry, case.ground, _BESIDE_M)
    ]
    says = False if marks else (True if case.knows(*_MARKS) else None)
    ids = tuple(mark.id for mark in marks)
    return Sign("unmarked", says, float(len(marks)), 1.0, "", ids, ", ".join(_MARKS))


def _blind_ground(case: _Case) -> Sign:
    settings = SightSettings(spacing_m=case.spacing_m)
    around = case.ground.buffer(settings.range_m)
    eyes = viewpoints(
        case.scene, ("road", "path", "window"), settings=settings, near=case.ground
    )
    limit = case.of["sign-unseen"]
    if not len(eyes):
        return Sign("blind_ground", None, None, limit, "1", (), "road, path")
    shares = []
    for height in ("opaque", "absent"):
        obstacles = obstacle_set(
            case.scene, settings.obstacles, unknown_height=height, near=around
        )
        field = sight_field(
            case.scene, case.ground, eyes, settings=settings, obstacles=obstacles
        )
        shares.append(1.0 - field.seen_share)
    worst, best = max(shares), min(shares)
    says = None
    if best > limit and case.knows("road", "path", "window"):
        says = True
    elif worst <= limit and case.knows("obstacle"):
        says = False
    return Sign("blind_ground", says, worst, limit, "1", eyes.owners, "obstacle")


def _no_window(case: _Case) -> Sign:
    settings = SightSettings(range_m=case.of["reach-window"])
    eyes = viewpoints(case.scene, ("window",), settings=settings, near=case.ground)
    spots = _spots(case, settings)
    seen = 0.0
    if len(eyes) and len(spots):
        obstacles = obstacle_set(case.scene, settings.obstacles)
        counts = watchers(
            obstacles,
            eyes.eyes,
            spots,
            threshold=settings.seen_from_transmission,
            range_m=settings.range_m,
        )
        seen = float((counts > 0).mean())
    says = None
    if seen > 0 and case.knows("obstacle"):
        says = False
    elif seen == 0 and case.knows("window"):
        says = True
    return Sign("no_window", says, seen, 0.0, "1", eyes.owners, "window, obstacle")


def _spots(case: _Case, settings: SightSettings) -> np.ndarray:
    west, south, east, north = case.ground.bounds
    x, y = np.meshgrid(
        np.arange(west, east, case.spacing_m), np.arange(south, north, case.spacing_m)
    )
    plan = np.column_stack([x.ravel(), y.ravel()])
    inside = shapely.intersects(case.ground, shapely.points(plan))
    return np.column_stack(
        [plan[inside], np.full(int(inside.sum()), settings.target_m)]
    )


def _dark(case: _Case) -> Sign:
    limit = case.of["sign-dark"]
    settings = LightSettings(spacing_m=case.spacing_m)
    field = illuminance_field(case.scene, case.ground, settings=settings)
    lamps = tuple(lamp.id for lamp in case.scene.of_kind("lamp"))
    if not field.points:
        return Sign("dark", None, None, limit, "lx", (), "lamp")
    mean = field.mean_lx
    says = None
    unclear = bool(field.unknown_lamps)
    if mean >= limit and case.knows("obstacle"):
        says = False
    elif mean < limit and case.knows("lamp") and not unclear:
        says = True
    return Sign("dark", says, mean, limit, "lx", lamps, "lamp, obstacle")


_LOOKS: Sequence[Callable[[_Case], Sign]] = (
    _open_outline,
    _short_cut,
    _many_entrances,
    _car_beside,
    _unmarked,
    _blind_ground,
    _no_window,
    _dark,
)

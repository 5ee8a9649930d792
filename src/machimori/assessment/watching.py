"""What is in view of some ground, between the two extremes of unknown heights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from machimori.assessment.context import Context
from machimori.assessment.night_sight import sight_by_day_or_night
from machimori.assessment.settings import sight_settings, spacing_for
from machimori.geometry import ObstacleSet, opened_by
from machimori.scene.obstacles import UnknownHeight
from machimori.sightlines import (
    SightField,
    SightSettings,
    Viewpoints,
    obstacles_about,
    taken_ahead,
    viewpoints,
)

_LINES = ("LineString", "MultiLineString")
_WALKERS = {"road", "path"}
_CELLS_AT_ONCE = 5000


@dataclass(frozen=True)
class Sight:
    """What was looked at, from where, past what, and what was seen."""

    field: SightField
    eyes: Viewpoints
    settings: SightSettings
    obstacles: ObstacleSet


def settings_of(
    context: Context, target: str, unknown_height: UnknownHeight = "opaque"
) -> SightSettings:
    """Make the settings to look for a target by."""
    return sight_settings(
        context.interpretation,
        context.scene_where(unknown_height),
        target_m=context.known(target),
        unknown_height=unknown_height,
    )


def sight_of(
    surface: BaseGeometry,
    watchers: tuple[str, ...],
    target: str,
    context: Context,
    *,
    unknown_height: UnknownHeight = "opaque",
    besides: str = "",
) -> Sight:
    """Compute what of some ground is seen.

    Parameters
    ----------
    surface : Polygon or MultiPolygon
        In plane metres.
    watchers : tuple of str
        Kinds from which people look.
    target : str
        Id of the parameter that says how high above the ground.
    context : Context
    unknown_height : "opaque" or "absent"
    besides : str
        Id of an obstacle that does not count: what is looked for hides not itself.

    Returns
    -------
    Sight
    """

    def compute() -> Sight:
        scene = context.scene_where(unknown_height)
        settings = settings_of(context, target, unknown_height)
        spacing_m = spacing_for(surface, settings.spacing_m)
        settings = replace(settings, spacing_m=spacing_m)
        eyes = eyes_about(surface, watchers, settings, context, unknown_height)
        obstacles = obstacles_about(scene, surface, settings).without(besides)
        field = sight_by_day_or_night(
            scene,
            surface,
            eyes,
            settings=settings,
            number=context.interpretation,
            obstacles=obstacles,
        )
        return Sight(field, eyes, settings, obstacles)

    key = ("sight", surface.wkb, watchers, target, unknown_height, besides)
    return context.once(key, compute)


def eyes_about(
    surface: BaseGeometry,
    watchers: tuple[str, ...],
    settings: SightSettings,
    context: Context,
    unknown_height: UnknownHeight,
) -> Viewpoints:
    """Gather the eyes from which some ground may be seen.

    Those about the place are gathered once for all that lies in it.
    """
    scene, place = context.scene_where(unknown_height), context.place
    sources = [w for w in watchers if scene.of_kind(w)]

    def about_place() -> Viewpoints:
        return viewpoints(scene, sources, settings=settings, near=place.geometry)

    if not shapely.covers(place.geometry, surface):
        return viewpoints(scene, sources, settings=settings, near=surface)
    key = ("eyes", place.id, watchers, unknown_height)
    return context.once(key, about_place).near(surface, settings.range_m)


def lost_shares(
    surface: BaseGeometry,
    watchers: tuple[str, ...],
    target: str,
    context: Context,
    *,
    unknown_height: UnknownHeight = "opaque",
) -> Mapping[str, float]:
    """Share of the view that each obstacle alone takes, by its id.

    Of some ground; on a way also of what lies ahead of those who walk there, since they
    always see the ground at their feet.
    """

    def compute() -> Mapping[str, float]:
        sight = sight_of(
            surface, watchers, target, context, unknown_height=unknown_height
        )
        shares = _opened_shares(sight)
        if not _WALKERS & set(watchers):
            return shares
        ahead = _taken_ahead(sight, context)
        return {id_: max(share, ahead[id_]) for id_, share in shares.items()}

    place = context.place.id
    key = ("lost", place, surface.wkb, watchers, target, unknown_height)
    return context.once(key, compute)


def _taken_ahead(sight: Sight, context: Context) -> Mapping[str, float]:
    place = context.place
    return taken_ahead(
        [place.geometry] if place.geometry.geom_type in _LINES else [],
        sight.obstacles,
        settings=sight.settings,
        from_m=context.known("interpretation/look-ahead-near"),
        to_m=context.known("interpretation/look-ahead-far"),
    )


def _opened_shares(sight: Sight) -> Mapping[str, float]:
    field, opened_m2 = sight.field, np.zeros(len(sight.obstacles))
    unseen = np.flatnonzero(field.hidden)
    for start in range(0, len(unseen), _CELLS_AT_ONCE):
        cells = unseen[start : start + _CELLS_AT_ONCE]
        opens = opened_by(
            sight.obstacles,
            sight.eyes.eyes,
            field.targets[cells],
            threshold=sight.settings.seen_from_transmission,
            range_m=sight.settings.range_m,
        )
        opened_m2 += field.grid.weights_m2[cells] @ opens
    shares = opened_m2 / field.area_m2
    return dict(zip(sight.obstacles.ids, map(float, shares), strict=True))

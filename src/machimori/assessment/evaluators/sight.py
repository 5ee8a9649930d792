"""Who sees what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.assessment.context import Context
from machimori.assessment.evaluators.undecided import (
    open_verdict,
    unchosen,
    undecided,
)
from machimori.assessment.grounds import Ground, looked_at
from machimori.assessment.model import Mark, Reason, Verdict
from machimori.assessment.naming import joined, labels
from machimori.assessment.rooms import (
    has_walled_in_watchers,
    walls_around,
    windows_of,
)
from machimori.assessment.selection import is_surveyed, things
from machimori.assessment.storeys import on_its_floor
from machimori.assessment.watching import Sight, settings_of, sight_of
from machimori.guidelines.checks import Overlooks, SeenFrom
from machimori.language import Text
from machimori.scene import Feature, Scene, vocabulary
from machimori.scene.obstacles import UnknownHeight
from machimori.sightlines import SightSettings, blame, line_of_sight, viewpoints

_PERSON = "interpretation/target-height-person"
_DISTANCE = Text(ja="道からの距離", en="the distance from any road")
_NAMED_CAUSES = 3
_STREETS = ("road", "path")
_ON_GROUND = ("place", "road", "path", "building")


def seen_from(check: SeenFrom, element: Feature, context: Context) -> Verdict:
    """Compare the share of the element in view with the share asked for."""
    ground = looked_at(element, context)
    least = context.threshold(check.share_at_least)
    if ground is None:
        return undecided(check, element, context, "no_surface")
    if least is None:
        return unchosen(check.share_at_least, context, check, element)
    verdict = _in_view(
        check, element, ground, least, _floor_of(element, ground, context)
    )
    if not ground.entrances or is_surveyed("toilet_entrance", context):
        return verdict
    return _without_all_entrances(verdict)


def _in_view(
    check: SeenFrom, element: Feature, ground: Ground, least: float, context: Context
) -> Verdict:
    worst = _look(check, element, ground, context, "opaque")
    share = best = worst.field.seen_share
    reach_m = worst.settings.range_m
    if share < least and context.heights_are_open(ground.surface, reach_m):
        best = _look(check, element, ground, context, "absent").field.seen_share
    bounds = (share, best) if best > share else None
    evidence = context.evidence(element, check.quantity, share, unit="1", bounds=bounds)
    if share >= least:
        values = {"share": share, "least": least, "viewers": len(worst.eyes)}
        return Verdict(True, Reason("seen", values), (evidence,))
    if best >= least:
        low_high = {"low": f"{share:.0%}", "high": f"{best:.0%}"}
        return open_verdict(Reason("heights_unknown", low_high), evidence)
    if ground.is_ring and best > 0.0:
        return open_verdict(Reason("sides_in_view", {"share": share}), evidence)
    if has_walled_in_watchers(check.watchers, ground.surface, reach_m, context):
        return open_verdict(Reason("window_unknown"), evidence)
    unmapped = _unmapped_streets(check, context)
    if unmapped:
        return open_verdict(Reason("not_mapped", {"what": labels(unmapped)}), evidence)
    reason, marks = _blind(worst, share, least, context)
    return Verdict(False, reason, (evidence,), marks)


def _unmapped_streets(check: SeenFrom, context: Context) -> tuple[str, ...]:
    """Streets that the check asks for, on a map that has none: a building's model.

    Every place lies at one, and a map has those; see the check's needs.
    """
    asked = tuple(word for word in check.watchers if word in _STREETS)
    is_known = any(is_surveyed(word, context) for word in asked)
    return () if is_known or context.scene.of_kind(*_STREETS) else asked


def _floor_of(element: Feature, ground: Ground, context: Context) -> Context:
    """Count heights from the floor of a gallery; of a building, from the ground."""
    is_around_building = ground.is_ring or ground.entrances
    says_where = element.get("storey") is not None or element.get("base_m") is not None
    if is_around_building or not says_where or element.kind in _ON_GROUND:
        return context
    return on_its_floor(element, context)


def _look(
    check: SeenFrom,
    element: Feature,
    ground: Ground,
    context: Context,
    unknown_height: UnknownHeight,
) -> Sight:
    """Look at the ground of an element; what it is itself hides nothing of it.

    A building hides who stands behind it.
    """
    is_obstacle = element.kind in vocabulary().groups["obstacle"] and not ground.is_ring
    return sight_of(
        ground.surface,
        check.watchers,
        check.target,
        context,
        unknown_height=unknown_height,
        besides=element.id if is_obstacle else "",
    )


def _without_all_entrances(verdict: Verdict) -> Verdict:
    """Another entrance, not mapped yet, could be the one in view or the one hidden."""
    if verdict.truth is None:
        return verdict
    values = {"value": verdict.reason, "what": labels(("toilet_entrance",))}
    return replace(verdict, truth=None, reason=Reason("thin_map", values))


def _blind(
    sight: Sight, share: float, least: float, context: Context
) -> tuple[Reason, tuple[Mark, ...]]:
    """Say how large the blind spots are, and which obstacles make them."""
    if not len(sight.eyes):
        reach = {"range": sight.settings.range_m}
        return Reason("nobody_near", reach), ()
    found = blame(
        context.scene,
        sight.field,
        sight.eyes,
        settings=sight.settings,
        at_least_m2=context.known("interpretation/blind-spot-area"),
        obstacles=sight.obstacles,
    )
    area = found[0].spot.area_m2 if found else sight.field.unseen_area_m2
    causes = [o.obstacle for b in found for o in b.openers]
    causes += [s.obstacle for b in found for s in b.bystanders]
    first = list(dict.fromkeys(causes))[:_NAMED_CAUSES]
    named = [context.scene.by_id[cause].name for cause in first]
    cause = joined(map(Text.same, named)) if named else _DISTANCE
    values = {"share": share, "least": least, "area": area, "cause": cause}
    reason = Reason("blind", values)
    return reason, tuple(Mark("blind_spot", b.spot.polygon, reason) for b in found)


def overlooks(check: Overlooks, element: Feature, context: Context) -> Verdict:
    """Look from the room at each gate: out of its windows, or else from its middle.

    The walls around a room without a mapped window do not count, for it will have one;
    but then nobody knows to which side, and only what is hidden anyway is certain.
    What is said to be on another storey than the room is not meant.
    """
    found = (f for kind in check.kinds for f in things(kind, context))
    targets = [f for f in found if not _is_elsewhere(f, element)]
    most = context.threshold(check.distance_at_most)
    what = labels(check.kinds)
    if not targets:
        return undecided(check, element, context, "absent", what=what)
    if most is None:
        return unchosen(check.distance_at_most, context, check, element)
    far = max(element.geometry.distance(t.geometry) for t in targets)
    values = {"what": what, "distance": far, "most": most}
    if far > most or not _sees_all(element, targets, context, "absent"):
        evidence = context.evidence(element, check.quantity, False)
        return Verdict(False, Reason("overlooks_not", values), (evidence,))
    if not _sees_all(element, targets, context, "opaque"):
        return undecided(check, element, context, "overlooks_open", what=what)
    if walls_around(element, context):
        return undecided(check, element, context, "window_unknown")
    evidence = context.evidence(element, check.quantity, True)
    return Verdict(True, Reason("overlooks", values), (evidence,))


def _is_elsewhere(target: Feature, room: Feature) -> bool:
    storeys = target.get("storey"), room.get("storey")
    return None not in storeys and storeys[0] != storeys[1]


def _sees_all(
    room: Feature,
    targets: list[Feature],
    context: Context,
    unknown_height: UnknownHeight,
) -> bool:
    """Whether every target is in view for one who looks from the room."""
    settings = settings_of(context, _PERSON, unknown_height)
    scene = context.scene_where(unknown_height)
    sources = windows_of(room, context) or (room.id,)
    eyes = viewpoints(scene, sources, settings=settings)
    walls = walls_around(room, context)
    if walls:
        scene = scene.replacing(f for f in scene.features if f.id not in walls)
    return all(_is_seen(t, eyes.eyes, scene, settings) for t in targets)


def _is_seen(
    target: Feature,
    eyes: NDArray[np.float64],
    scene: Scene,
    settings: SightSettings,
) -> bool:
    there = _point(target, settings.target_m)
    passed = (line_of_sight(scene, eye, there, settings=settings) for eye in eyes)
    return any(share >= settings.seen_from_transmission for share in passed)


def _point(feature: Feature, height_m: float) -> NDArray[np.float64]:
    at: BaseGeometry = feature.geometry.centroid
    x, y = shapely.get_coordinates(at)[0]
    return np.array([x, y, (feature.get("base_m") or 0.0) + height_m])

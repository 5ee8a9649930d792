"""Who sees what, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from machimori.assessment.context import Context
from machimori.assessment.evaluators.light import ground_of
from machimori.assessment.model import Mark, Reason, Verdict
from machimori.assessment.naming import joined, labels
from machimori.assessment.selection import things
from machimori.assessment.settings import sight_settings
from machimori.guidelines.checks import (
    ClearOfEyeLevel,
    KeepsViewOpen,
    Overlooks,
    SeenFrom,
    SeeThrough,
)
from machimori.language import Text
from machimori.scene import Feature, Scene
from machimori.sightlines import (
    SightField,
    SightSettings,
    Viewpoints,
    blame,
    line_of_sight,
    sight_field,
    viewpoints,
)

UnknownHeight = Literal["opaque", "absent"]

APRON_M = 1.5
"""Ground around a thing that is looked at in its stead, where it fills its own. [m]"""


@dataclass(frozen=True)
class Sight:
    """What was looked at, from where, and what was seen."""

    field: SightField
    eyes: Viewpoints
    settings: SightSettings


def seen_from(check: SeenFrom, element: Feature, context: Context) -> Verdict:
    """Compare the share of the element in view with the share asked for."""
    surface = _looked_at(element, context)
    least = context.threshold(check.share_at_least)
    if surface is None or surface.is_empty:
        evidence = context.evidence(element, check.quantity, None)
        return Verdict(None, Reason("no_surface"), (evidence,))
    worst = _look(check, element, surface, context, "opaque")
    share = worst.field.seen_share
    best = share
    if least is not None and share < least:
        best = _look(check, element, surface, context, "absent").field.seen_share
    evidence = context.evidence(
        element, check.quantity, share, unit="1", bounds=(share, best)
    )
    if least is None:
        unchosen = Reason("parameter_unchosen", {"parameter": check.share_at_least})
        return Verdict(None, unchosen, (evidence,))
    if share >= least:
        values = {"share": share, "least": least, "viewers": len(worst.eyes)}
        return Verdict(True, Reason("seen", values), (evidence,))
    if best >= least:
        values_ = {"low": f"{share:.0%}", "high": f"{best:.0%}"}
        return Verdict(None, Reason("heights_unknown", values_), (evidence,))
    reason, marks = _blind(worst, share, least, context)
    return Verdict(False, reason, (evidence,), marks)


def keeps_view_open(
    check: KeepsViewOpen, element: Feature, context: Context
) -> Verdict:
    """Measure what would come into view if the element were not there."""
    most = context.threshold(check.lost_share_at_most)
    place, scene = context.place, context.scene
    ground = ground_of(place, context)
    ground = scene.footprint(place) if ground is None else ground
    if most is None or element.get("height_m") is None:
        evidence = context.evidence(element, check.quantity, None)
        return Verdict(None, Reason("height_unknown"), (evidence,))
    settings = _settings(context, "interpretation/target-height-person")
    eyes = viewpoints(scene, check.watchers, settings=settings, near=ground)
    key = ("view", place.id, check.watchers)
    now = context.once(key, lambda: _share(scene, ground, eyes, settings))
    without = scene.replacing(f for f in scene.features if f.id != element.id)
    lost = max(0.0, _share(without, ground, eyes, settings) - now)
    evidence = context.evidence(element, check.quantity, lost, unit="1")
    reason = Reason("view_lost", {"share": lost, "most": most})
    marks = () if lost <= most else (Mark("obstacle", element.geometry, reason),)
    return Verdict(lost <= most, reason, (evidence,), marks)


def clear_of_eye_level(
    check: ClearOfEyeLevel, element: Feature, context: Context
) -> Verdict:
    """Compare crown and height with the band in which people look."""
    low = context.known("interpretation/eye-level-low")
    high = context.known("interpretation/eye-level-high")
    height, base = element.get("height_m"), element.get("crown_base_m")
    values = {"low": low, "high": high, "height": height, "base": base}
    evidence = context.declared(element, check.quantity, height or base)
    if height is not None and height <= low:
        return Verdict(True, Reason("below_eyes", values), (evidence,))
    if base is not None and base >= high:
        return Verdict(True, Reason("above_eyes", values), (evidence,))
    if height is None or (base is None and element.kind == "tree"):
        unknown = context.evidence(element, check.quantity, None)
        return Verdict(None, Reason("height_unknown"), (unknown,))
    return Verdict(False, Reason("at_eyes", values), (evidence,))


def see_through(check: SeeThrough, element: Feature, context: Context) -> Verdict:
    """Compare the opacity, unless one looks over it."""
    low = context.known("interpretation/eye-level-low")
    height = element.get("height_m")
    if height is not None and height <= low:
        evidence = context.declared(element, check.quantity, height)
        values = {"height": height, "low": low}
        return Verdict(True, Reason("below_eyes", values), (evidence,))
    opacity = _opacity(element)
    most = context.threshold(check.opacity_at_most)
    if opacity is None or most is None:
        unknown = context.evidence(element, check.quantity, None)
        return Verdict(None, Reason("opacity_unknown"), (unknown,))
    evidence = context.declared(element, check.quantity, opacity)
    reason = Reason("opacity", {"opacity": opacity, "most": most})
    marks = () if opacity <= most else (Mark("obstacle", element.geometry, reason),)
    return Verdict(opacity <= most, reason, (evidence,), marks)


def overlooks(check: Overlooks, element: Feature, context: Context) -> Verdict:
    """Draw a line from the room to each gate."""
    targets = [f for kind in check.kinds for f in things(kind, context)]
    most = context.threshold(check.distance_at_most)
    if not targets or most is None:
        evidence = context.evidence(element, check.quantity, None)
        return Verdict(
            None, Reason("absent", {"what": labels(check.kinds)}), (evidence,)
        )
    settings = _settings(context, "interpretation/target-height-person")
    eye = _point(element, settings.eye_m)
    missed, far = [], 0.0
    for target in targets:
        distance = element.geometry.distance(target.geometry)
        passed = line_of_sight(
            context.scene, eye, _point(target, settings.target_m), settings=settings
        )
        far = max(far, distance)
        if distance > most or passed < settings.seen_from_transmission:
            missed.append(target)
    evidence = context.evidence(element, check.quantity, not missed)
    values = {"what": labels(check.kinds), "distance": far, "most": most}
    code = "overlooks_not" if missed else "overlooks"
    return Verdict(not missed, Reason(code, values), (evidence,))


def _look(
    check: SeenFrom,
    element: Feature,
    surface: BaseGeometry,
    context: Context,
    unknown_height: UnknownHeight,
) -> Sight:
    def compute() -> Sight:
        settings = _settings(context, check.target, unknown_height)
        scene = context.scene
        sources = [w for w in check.watchers if scene.of_kind(w)]
        eyes = viewpoints(scene, sources, settings=settings, near=surface)
        field = sight_field(scene, surface, eyes, settings=settings)
        return Sight(field, eyes, settings)

    key = ("sight", element.id, check.watchers, check.target, unknown_height)
    return context.once(key, compute)


def _settings(
    context: Context, target: str, unknown_height: UnknownHeight = "opaque"
) -> SightSettings:
    return sight_settings(
        lambda name: context.known(f"interpretation/{name}"),
        context.scene,
        target_m=context.known(target),
        unknown_height=unknown_height,
    )


def _looked_at(element: Feature, context: Context) -> BaseGeometry | None:
    """The ground of an element; around a building, a room or a point, its apron."""
    surface = ground_of(element, context)
    if surface is None and element.id == context.place.id:
        return None
    buildings = context.scene.of_kind("building", "shed")
    walls = shapely.union_all([b.geometry for b in buildings if b.is_surface])
    if surface is not None and not walls.buffer(0.01).covers(surface):
        return surface
    shape = element.geometry if surface is None else surface
    return shape.buffer(APRON_M).difference(walls.union(surface or walls))


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
    )
    area = found[0].spot.area_m2 if found else sight.field.unseen_area_m2
    causes = [o.obstacle for b in found for o in b.openers]
    causes += [s.obstacle for b in found for s in b.bystanders]
    named = [context.scene.by_id[c].name for c in dict.fromkeys(causes)][:3]
    cause = joined(map(Text.same, named)) if named else _DISTANCE
    values = {"share": share, "least": least, "area": area, "cause": cause}
    reason = Reason("blind", values)
    return reason, tuple(Mark("blind_spot", b.spot.polygon, reason) for b in found)


_DISTANCE = Text(ja="道からの距離", en="the distance from any road")


def _share(
    scene: Scene, ground: BaseGeometry, eyes: Viewpoints, settings: SightSettings
) -> float:
    return sight_field(scene, ground, eyes, settings=settings).seen_share


def _opacity(element: Feature) -> float | None:
    opacity = element.get("opacity")
    width, pitch = element.get("picket_width_m"), element.get("picket_pitch_m")
    if opacity is None and width is not None and pitch is not None:
        return float(min(1.0, width / pitch))
    return None if opacity is None else float(opacity)


def _point(feature: Feature, height_m: float) -> np.ndarray:
    at = feature.geometry.centroid
    return np.array([at.x, at.y, (feature.get("base_m") or 0.0) + height_m])

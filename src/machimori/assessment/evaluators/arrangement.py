"""How things lie to each other."""

from __future__ import annotations

from collections.abc import Iterable

from shapely.geometry.base import BaseGeometry

from machimori.arrangement import (
    angle_to_zone_deg,
    cover_share,
    enclosed_share,
    ground_under,
    nearest_distance_m,
    overlap_m2,
    share_inside,
)
from machimori.assessment.context import Context
from machimori.assessment.evaluators.obstruction import opacity_of
from machimori.assessment.evaluators.undecided import (
    open_verdict,
    unchosen,
    undecided,
)
from machimori.assessment.model import Evidence, Mark, Reason, Verdict
from machimori.assessment.naming import labels
from machimori.assessment.selection import things
from machimori.guidelines.checks import (
    ApartFrom,
    CoverInside,
    Enclosed,
    FacesAway,
    JustOutside,
    Near,
    SetBack,
    ShareInside,
    ZonesApart,
)
from machimori.scene import Feature


def zones_apart(check: ZonesApart, element: Feature, context: Context) -> Verdict:
    """Both uses are there, and share no ground."""
    zones = [things(use, context) for use in check.uses]
    missing = tuple(u for u, found in zip(check.uses, zones, strict=True) if not found)
    if missing:
        evidence = context.evidence(element, check.quantity, False)
        reason = Reason("absent", {"what": labels(missing)})
        return Verdict(False, reason, (evidence,))
    shared = overlap_m2(_shapes(zones[0]), _shapes(zones[1]))
    evidence = context.evidence(element, check.quantity, shared, unit="m2")
    values = {"what": labels(check.uses), "area": shared}
    if shared > 0:
        return Verdict(False, Reason("zones_overlap", values), (evidence,))
    return Verdict(True, Reason("zones_apart", values), (evidence,))


def share_in_zones(check: ShareInside, element: Feature, context: Context) -> Verdict:
    """Count what stands in the zones; where there is nothing, nothing stands wrong."""
    counted = _counted(check, context)
    what = labels(check.kinds)
    if not counted:
        evidence = context.evidence(element, check.quantity, True)
        return Verdict(True, Reason("none_to_place", {"what": what}), (evidence,))
    named = check.share_at_least or check.share_at_most
    limit = None if named is None else context.threshold(named)
    if named is None or limit is None:
        return unchosen(str(named), context, check, element)
    zones = things(check.use, context)
    share = share_inside(_shapes(counted), _shapes(zones))
    evidence = context.evidence(element, check.quantity, share, unit="1")
    zone = labels((check.use,))
    values = {"what": what, "zone": zone, "share": share, "limit": limit}
    if check.share_at_least is not None:
        reason = Reason("share_inside_at_least", values)
        return Verdict(share >= limit, reason, (evidence,))
    return Verdict(share <= limit, Reason("share_inside_at_most", values), (evidence,))


def _counted(check: ShareInside, context: Context) -> list[Feature]:
    """What stands in the place, or in its areas of the uses that are named."""
    found = [f for kind in check.kinds for f in things(kind, context)]
    if not check.among:
        return found
    areas = _shapes(a for use in check.among for a in things(use, context))
    return [f for f in found if any(area.intersects(f.geometry) for area in areas)]


def cover_in(check: CoverInside, element: Feature, context: Context) -> Verdict:
    """Measure the ground under greenery, wherever that is rooted."""
    limit = context.threshold(check.share_at_most)
    if element.surface is None:
        return undecided(check, element, context, "no_surface")
    if limit is None:
        return unchosen(check.share_at_most, context, check, element)
    plants = context.scene.of_kind(*check.kinds)
    covers = [_ground_under(plant, context) for plant in plants]
    share = cover_share(element.surface, covers)
    evidence = context.evidence(element, check.quantity, share, unit="1")
    values = {"what": labels(check.kinds), "share": share, "limit": limit}
    return Verdict(share <= limit, Reason("cover_share_at_most", values), (evidence,))


def enclosed(check: Enclosed, element: Feature, context: Context) -> Verdict:
    """Measure how much of the outline barriers close off, whosever they are.

    Where only what one sees through counts, a barrier of unknown opacity may count.
    """
    limit = context.threshold(check.share_at_least)
    if element.surface is None:
        return undecided(check, element, context, "no_surface")
    if limit is None:
        return unchosen(check.share_at_least, context, check, element)
    see_through = check.see_through_at_most
    most_opaque = None if see_through is None else context.threshold(see_through)
    if see_through is not None and most_opaque is None:
        return unchosen(see_through, context, check, element)
    counted, possible = _closing(check, context, most_opaque)
    share = _enclosed_share(element.surface, counted, context)
    most = _enclosed_share(element.surface, possible, context)
    bounds = None if share == most else (share, most)
    evidence = context.evidence(element, check.quantity, share, unit="1", bounds=bounds)
    if share < limit <= most:
        return open_verdict(Reason("opacity_unknown"), evidence)
    values = {"what": labels(check.by), "share": share, "limit": limit}
    reason = Reason("enclosed_share_at_least", values)
    return Verdict(share >= limit, reason, (evidence,))


def faces_away(check: FacesAway, element: Feature, context: Context) -> Verdict:
    """Measure the angle between a bench and the nearest zone."""
    facing = element.get("facing_deg")
    zones = things(check.use, context)
    least = context.known("interpretation/back-turned-angle")
    if not zones:
        what = labels((check.use,))
        return undecided(check, element, context, "absent", what=what)
    if facing is None:
        return undecided(check, element, context, "facing_unknown")
    near = min(zones, key=lambda z: z.geometry.distance(element.geometry))
    angle = angle_to_zone_deg(element.geometry, facing, near.geometry)
    evidence = context.evidence(element, check.quantity, angle, unit="deg")
    if angle is None:
        evidence = context.evidence(element, check.quantity, False)
        return _misplaced(Reason("inside_zone", {"zone": near.name}), element, evidence)
    values = {"zone": near.name, "angle": angle, "least": least}
    if angle >= least:
        return Verdict(True, Reason("faces_away", values), (evidence,))
    return _misplaced(Reason("faces_towards", values), element, evidence)


def just_outside(check: JustOutside, element: Feature, context: Context) -> Verdict:
    """Measure how far outside the nearest zone a thing stands."""
    zones = things(check.use, context)
    most = context.threshold(check.distance_at_most)
    zone = labels((check.use,))
    distance = nearest_distance_m(element.geometry, _shapes(zones))
    if distance is None:
        return undecided(check, element, context, "absent", what=zone)
    if most is None:
        return unchosen(check.distance_at_most, context, check, element)
    evidence = context.evidence(element, check.quantity, distance, unit="m")
    if any(z.geometry.covers(element.geometry.centroid) for z in zones):
        return _misplaced(Reason("inside_zone", {"zone": zone}), element, evidence)
    values = {"zone": zone, "distance": distance, "most": most}
    if distance <= most:
        return Verdict(True, Reason("beside_zone", values), (evidence,))
    return Verdict(False, Reason("far_from_zone", values), (evidence,))


def near(check: Near, element: Feature, context: Context) -> Verdict:
    """Measure the distance to the nearest of its kind, in the place or around it."""
    most = context.threshold(check.distance_at_most)
    if most is None:
        return unchosen(check.distance_at_most, context, check, element)
    what = labels((*check.kinds, *check.uses))
    is_place = element.kind == "place"
    here = context.scene.footprint(element) if is_place else element.geometry
    distance = nearest_distance_m(here, _shapes(_others(check, element, context)))
    if distance is None:
        evidence = context.evidence(element, check.quantity, False)
        return Verdict(False, Reason("absent", {"what": what}), (evidence,))
    evidence = context.evidence(element, check.quantity, distance, unit="m")
    values = {"what": what, "distance": distance, "most": most}
    code = "near" if distance <= most else "not_near"
    return Verdict(distance <= most, Reason(code, values), (evidence,))


def apart_from(check: ApartFrom, element: Feature, context: Context) -> Verdict:
    """Measure the distance to the nearest of what should be away."""
    least = context.threshold(check.distance_at_least)
    if least is None:
        return unchosen(check.distance_at_least, context, check, element)
    what = labels((*check.kinds, *check.uses))
    others = _others(check, element, context)
    distance = nearest_distance_m(element.geometry, _shapes(others))
    if distance is None:
        evidence = context.evidence(element, check.quantity, True)
        return Verdict(True, Reason("absent", {"what": what}), (evidence,))
    evidence = context.evidence(element, check.quantity, distance, unit="m")
    reason = Reason("apart", {"what": what, "distance": distance, "least": least})
    if distance >= least:
        return Verdict(True, reason, (evidence,))
    return _misplaced(reason, element, evidence)


def set_back(check: SetBack, element: Feature, context: Context) -> Verdict:
    """Measure how far the element stands from the outline of its place."""
    least = context.threshold(check.at_least)
    outline = context.place.surface
    if outline is None or element.id == context.place.id:
        return undecided(check, element, context, "no_surface")
    if least is None:
        return unchosen(check.at_least, context, check, element)
    distance = float(outline.boundary.distance(element.geometry))
    evidence = context.evidence(element, check.quantity, distance, unit="m")
    reason = Reason("set_back", {"distance": distance, "least": least})
    if distance >= least and outline.covers(element.geometry):
        return Verdict(True, reason, (evidence,))
    return _misplaced(reason, element, evidence)


def _others(
    check: Near | ApartFrom, element: Feature, context: Context
) -> list[Feature]:
    scene = context.scene
    areas = (a for a in scene.of_kind("area") if a.get("use") in check.uses)
    others = (*scene.of_kind(*check.kinds), *areas)
    return [other for other in others if other.id != element.id]


def _closing(
    check: Enclosed, context: Context, most: float | None
) -> tuple[list[Feature], list[Feature]]:
    """Barriers that certainly count, and those that may."""
    barriers = [*context.scene.of_kind(*check.by)]
    if most is None:
        return barriers, barriers
    stops = {b.id: opacity_of(b, context) for b in barriers}
    may = [b for b in barriers if (stops[b.id] or 0.0) <= most]
    return [b for b in may if stops[b.id] is not None], may


def _enclosed_share(
    surface: BaseGeometry, barriers: list[Feature], context: Context
) -> float:
    within_m = context.known("interpretation/enclosure-distance")
    return enclosed_share(surface, [_barrier(b) for b in barriers], within_m=within_m)


def _barrier(feature: Feature) -> BaseGeometry:
    """What closes off; of a gate that is marked by a point, as wide as it says."""
    width = feature.get("width_m")
    if width is None or feature.geometry.geom_type != "Point":
        return feature.geometry
    return feature.geometry.buffer(width / 2)


def _ground_under(plant: Feature, context: Context) -> BaseGeometry:
    radius = plant.get("crown_radius_m")
    is_point = plant.geometry.geom_type in ("Point", "MultiPoint")
    if radius is None and is_point:
        radius = context.known("interpretation/crown-radius")
    return ground_under(
        plant.geometry,
        radius_m=radius or 0.0,
        thickness_m=_thickness_m(plant, context),
    )


def _thickness_m(plant: Feature, context: Context) -> float:
    thickness = plant.get("thickness_m")
    is_line = plant.geometry.geom_type in ("LineString", "MultiLineString")
    if thickness is None and is_line:
        return context.known("interpretation/hedge-thickness")
    return float(thickness or 0.0)


def _misplaced(reason: Reason, element: Feature, evidence: Evidence) -> Verdict:
    mark = Mark("subject", element.geometry, reason)
    return Verdict(False, reason, (evidence,), (mark,))


def _shapes(features: Iterable[Feature]) -> list[BaseGeometry]:
    return [f.geometry for f in features]

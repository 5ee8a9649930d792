"""How things lie to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shapely.geometry.base import BaseGeometry

from machimori.arrangement import (
    ToiletEntrance,
    angle_to_zone_deg,
    cover_share,
    enclosed_share,
    ground_under,
    least_gap_m,
    nearest_distance_m,
    overlap_m2,
    setback_difference_m,
    share_inside,
)
from machimori.assessment.context import Context
from machimori.assessment.model import Evidence, Mark, Reason, Verdict
from machimori.assessment.naming import labels
from machimori.assessment.selection import things
from machimori.guidelines.checks import (
    Check,
    CoverInside,
    Enclosed,
    EntrancesApart,
    FacesAway,
    JustOutside,
    Near,
    ParameterId,
    ShareInside,
    WomensEntranceDeeper,
    ZonesApart,
)
from machimori.scene import Feature


def zones_apart(check: ZonesApart, element: Feature, context: Context) -> Verdict:
    """Both uses are there, and share no ground."""
    zones = [things(use, context) for use in check.uses]
    missing = tuple(u for u, found in zip(check.uses, zones, strict=True) if not found)
    if missing:
        evidence = context.evidence(element, check.quantity, None)
        reason = Reason("absent", {"what": labels(missing)})
        return Verdict(False, reason, (evidence,))
    shared = overlap_m2(_shapes(zones[0]), _shapes(zones[1]))
    evidence = context.evidence(element, check.quantity, shared, unit="m2")
    values = {"what": labels(check.uses), "area": shared}
    code = "zones_overlap" if shared else "zones_apart"
    return Verdict(shared == 0.0, Reason(code, values), (evidence,))


def share_in_zones(check: ShareInside, element: Feature, context: Context) -> Verdict:
    """Count what stands in the zones."""
    counted = [f for kind in check.kinds for f in things(kind, context)]
    zones = things(check.use, context)
    what = {"what": labels(check.kinds), "zone": labels((check.use,))}
    if not counted:
        evidence = context.evidence(element, check.quantity, None)
        return Verdict(True, Reason("none_to_place", what), (evidence,))
    share = share_inside(_shapes(counted), _shapes(zones))
    return _compared("share_inside", share, check, element, context, what)


def cover_in(check: CoverInside, element: Feature, context: Context) -> Verdict:
    """Measure the ground under greenery."""
    if element.surface is None:
        return _no_surface(check, element, context)
    radius = context.known("interpretation/crown-radius")
    covers = [
        ground_under(
            f.geometry,
            radius_m=f.get("crown_radius_m") or radius,
            thickness_m=f.get("thickness_m") or 1.0,
        )
        for kind in check.kinds
        for f in things(kind, context)
    ]
    share = cover_share(element.surface, covers)
    what = {"what": labels(check.kinds)}
    return _compared("cover_share", share, check, element, context, what)


def enclosed(check: Enclosed, element: Feature, context: Context) -> Verdict:
    """Measure how much of the outline barriers close off."""
    if element.surface is None:
        return _no_surface(check, element, context)
    limit = check.see_through_at_most
    most = None if limit is None else context.threshold(limit)
    barriers = [f for kind in check.by for f in things(kind, context)]
    if most is not None:
        barriers = [f for f in barriers if (f.get("opacity") or 0.0) <= most]
    within_m = context.known("interpretation/enclosure-distance")
    share = enclosed_share(element.surface, _shapes(barriers), within_m=within_m)
    what = {"what": labels(check.by)}
    return _compared("enclosed_share", share, check, element, context, what)


def faces_away(check: FacesAway, element: Feature, context: Context) -> Verdict:
    """Measure the angle between a bench and the nearest zone."""
    facing = element.get("facing_deg")
    zones = things(check.use, context)
    if facing is None or not zones:
        code, what = ("facing_unknown", ()) if zones else ("absent", (check.use,))
        evidence = context.evidence(element, check.quantity, None)
        return Verdict(None, Reason(code, {"what": labels(what)}), (evidence,))
    near = min(zones, key=lambda z: z.geometry.distance(element.geometry))
    angle = angle_to_zone_deg(element.geometry, facing, near.geometry)
    evidence = context.evidence(element, check.quantity, angle, unit="deg")
    what_ = {"zone": near.name, "angle": 0.0 if angle is None else angle}
    if angle is None:
        return Verdict(False, Reason("inside_zone", what_), (evidence,))
    least = context.known("interpretation/back-turned-angle")
    code = "faces_away" if angle >= least else "faces_towards"
    verdict = Reason(code, {**what_, "least": least})
    marks = () if angle >= least else (Mark("subject", element.geometry, verdict),)
    return Verdict(angle >= least, verdict, (evidence,), marks)


def just_outside(check: JustOutside, element: Feature, context: Context) -> Verdict:
    """Measure how far outside the nearest zone a thing stands."""
    zones = things(check.use, context)
    inside = any(z.geometry.covers(element.geometry.centroid) for z in zones)
    distance = nearest_distance_m(element.geometry, _shapes(zones))
    evidence = context.evidence(element, check.quantity, distance, unit="m")
    most = context.threshold(check.distance_at_most)
    if distance is None or most is None:
        what = {"what": labels((check.use,))}
        return Verdict(None, Reason("absent", what), (evidence,))
    what_ = {"zone": labels((check.use,)), "distance": distance, "most": most}
    if inside:
        reason = Reason("inside_zone", what_)
        mark = Mark("subject", element.geometry, reason)
        return Verdict(False, reason, (evidence,), (mark,))
    code = "beside_zone" if distance <= most else "far_from_zone"
    return Verdict(distance <= most, Reason(code, what_), (evidence,))


def near(check: Near, element: Feature, context: Context) -> Verdict:
    """Measure the distance to the nearest of its kind, in the place or around it."""
    words = (*check.kinds, *check.uses)
    others = [*context.scene.of_kind(*check.kinds)] if check.kinds else []
    others += [a for a in context.scene.of_kind("area") if a.get("use") in check.uses]
    distance = nearest_distance_m(element.geometry, _shapes(others))
    evidence = context.evidence(element, check.quantity, distance, unit="m")
    most = context.threshold(check.distance_at_most)
    if distance is None or most is None:
        return Verdict(False, Reason("absent", {"what": labels(words)}), (evidence,))
    what = {"what": labels(words), "distance": distance, "most": most}
    code = "near" if distance <= most else "not_near"
    return Verdict(distance <= most, Reason(code, what), (evidence,))


def entrances_apart(
    check: EntrancesApart, element: Feature, context: Context
) -> Verdict:
    """Measure between men's and women's entrances."""
    gap = least_gap_m(_entrances(element, context))
    least = context.threshold(check.at_least)
    evidence = context.evidence(element, check.quantity, gap, unit="m")
    if gap is None or least is None:
        return Verdict(None, Reason("entrances_unknown"), (evidence,))
    values = {"gap": gap, "least": least}
    return Verdict(gap >= least, Reason("entrances_apart", values), (evidence,))


def womens_entrance_deeper(
    check: WomensEntranceDeeper, element: Feature, context: Context
) -> Verdict:
    """Compare how far back the entrances lie."""
    deeper = setback_difference_m(_entrances(element, context))
    evidence = context.evidence(element, check.quantity, deeper, unit="m")
    if deeper is None:
        return Verdict(None, Reason("setback_unknown"), (evidence,))
    return Verdict(deeper > 0, Reason("setback", {"deeper": deeper}), (evidence,))


def _entrances(element: Feature, context: Context) -> list[ToiletEntrance]:
    """Entrances of one toilet, or of the whole place."""
    found = things("toilet_entrance", context)
    own = [e for e in found if e.get("part_of") == element.id]
    if not own and element.surface is not None and element.kind == "area":
        rim = element.surface.buffer(context.known("interpretation/entrance-distance"))
        own = [e for e in found if rim.intersects(e.geometry)]
    chosen = own or (list(found) if element.kind == "place" else [])
    return [
        ToiletEntrance(e.geometry, e.get("sex"), e.get("setback_m")) for e in chosen
    ]


def _compared(
    code: str,
    share: float,
    check: ShareInside | CoverInside | Enclosed,
    element: Feature,
    context: Context,
    what: Mapping[str, object],
) -> Verdict:
    """Hold a share against the least or the most that it may be."""
    evidence = context.evidence(element, check.quantity, share, unit="1")
    least: ParameterId | None = getattr(check, "share_at_least", None)
    most: ParameterId | None = getattr(check, "share_at_most", None)
    limit = context.threshold(least or most or ParameterId(""))
    if limit is None:
        return Verdict(None, Reason("parameter_unchosen", {"parameter": least or most}))
    truth = share >= limit if least else share <= limit
    suffix = "at_least" if least else "at_most"
    reason = Reason(f"{code}_{suffix}", {**what, "share": share, "limit": limit})
    return Verdict(truth, reason, (evidence,))


def _no_surface(check: Check, element: Feature, context: Context) -> Verdict:
    evidence: Evidence = context.evidence(element, check.quantity, None)
    return Verdict(None, Reason("no_surface"), (evidence,))


def _shapes(features: Iterable[Feature]) -> list[BaseGeometry]:
    return [f.geometry for f in features]

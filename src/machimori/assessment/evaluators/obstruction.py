"""What stands in the way of sight, and how much of it passes."""

from __future__ import annotations

from machimori.assessment.context import Context
from machimori.assessment.evaluators.undecided import (
    open_verdict,
    unchosen,
    undecided,
)
from machimori.assessment.grounds import ground_of, is_indoors
from machimori.assessment.model import Evidence, Mark, Reason, Verdict
from machimori.assessment.naming import labels
from machimori.assessment.watching import lost_shares, sight_of
from machimori.guidelines.checks import ClearOfEyeLevel, KeepsViewOpen, SeeThrough
from machimori.scene import Feature, vocabulary
from machimori.scene.obstacles import OPEN_FENCES

_PERSON = "interpretation/target-height-person"


def keeps_view_open(
    check: KeepsViewOpen, element: Feature, context: Context
) -> Verdict:
    """Measure what of the place would come into view if the element were not there.

    Both extremes of what else is of unknown height have to agree.
    """
    most = context.threshold(check.lost_share_at_most)
    if most is None:
        return unchosen(check.lost_share_at_most, context, check, element)
    is_obstacle = element.kind in vocabulary().groups["obstacle"]
    if not is_obstacle or is_indoors(element, context):
        what = labels((element.kind,))
        return undecided(check, element, context, "hides_nothing_known", what=what)
    if element.get("height_m") is None:
        return undecided(check, element, context, "height_unknown")
    ground = ground_of(context.place, context)
    ground = context.scene.footprint(context.place) if ground is None else ground
    asked = (ground, check.watchers, _PERSON, context)
    sight = sight_of(*asked)
    if not len(sight.eyes):
        reach = sight.settings.range_m
        return undecided(check, element, context, "nobody_near", range=reach)
    lost = lost_shares(*asked).get(element.id, 0.0)
    other = lost
    if context.heights_are_open(ground, sight.settings.range_m):
        other = lost_shares(*asked, unknown_height="absent").get(element.id, 0.0)
    low, high = sorted((lost, other))
    bounds = None if low == high else (low, high)
    evidence = context.evidence(element, check.quantity, lost, unit="1", bounds=bounds)
    if low <= most < high:
        between = {"low": f"{low:.1%}", "high": f"{high:.1%}"}
        return open_verdict(Reason("heights_unknown", between), evidence)
    reason = Reason("view_lost", {"share": lost, "most": most})
    return _as_far_as(lost <= most, reason, element, evidence)


def clear_of_eye_level(
    check: ClearOfEyeLevel, element: Feature, context: Context
) -> Verdict:
    """Compare crown and height with the band in which people look."""
    low = context.known("interpretation/eye-level-low")
    high = context.known("interpretation/eye-level-high")
    ground = element.get("base_m") or 0.0
    top, crown = _above(ground, element, "height_m"), _crown_base(ground, element)
    values = {"low": low, "high": high, "height": top, "base": crown}
    if top is not None and top <= low:
        evidence = context.declared(
            element, check.quantity, top, of="height_m", unit="m"
        )
        return Verdict(True, Reason("below_eyes", values), (evidence,))
    if crown is not None and crown >= high:
        evidence = context.declared(
            element, check.quantity, crown, of="crown_base_m", unit="m"
        )
        return Verdict(True, Reason("above_eyes", values), (evidence,))
    is_above_low = top is not None or (crown is not None and crown >= low)
    if crown is None or not is_above_low:
        return undecided(check, element, context, "height_unknown")
    evidence = context.declared(
        element, check.quantity, crown, of="crown_base_m", unit="m"
    )
    return Verdict(False, Reason("at_eyes", values), (evidence,))


def see_through(check: SeeThrough, element: Feature, context: Context) -> Verdict:
    """Compare the opacity, unless one looks over it."""
    low = context.known("interpretation/eye-level-low")
    most = context.threshold(check.opacity_at_most)
    top = _above(element.get("base_m") or 0.0, element, "height_m")
    if top is not None and top <= low:
        evidence = context.declared(element, check.quantity, True, of="height_m")
        values = {"height": top, "low": low}
        return Verdict(True, Reason("below_eyes", values), (evidence,))
    opacity = opacity_of(element, context)
    if most is None:
        return unchosen(check.opacity_at_most, context, check, element)
    if opacity is None:
        return undecided(check, element, context, "opacity_unknown")
    if opacity > most and top is None:
        return undecided(check, element, context, "height_unknown")
    evidence = context.declared(
        element, check.quantity, opacity, of="opacity", unit="1"
    )
    reason = Reason("opacity", {"opacity": opacity, "most": most})
    return _as_far_as(opacity <= most, reason, element, evidence)


def opacity_of(feature: Feature, context: Context) -> float | None:
    """Share of sight that a feature stops: stated, by its pickets, or by its type."""
    opacity = feature.get("opacity")
    if opacity is not None:
        return float(opacity)
    width, pitch = feature.get("picket_width_m"), feature.get("picket_pitch_m")
    if width is not None and pitch is not None:
        return float(min(1.0, width / pitch))
    if feature.kind == "fence" and feature.get("type") in OPEN_FENCES:
        return context.known("interpretation/open-fence-opacity")
    return None


def _as_far_as(
    truth: bool, reason: Reason, element: Feature, evidence: Evidence
) -> Verdict:
    """Mark an obstacle that takes away more than it may."""
    marks = () if truth else (Mark("obstacle", element.geometry, reason),)
    return Verdict(truth, reason, (evidence,), marks)


def _above(ground: float, element: Feature, name: str) -> float | None:
    height = element.get(name)
    return None if height is None else ground + height


def _crown_base(ground: float, element: Feature) -> float | None:
    """Where the leaves begin: of a hedge or shrub at the ground."""
    stated = _above(ground, element, "crown_base_m")
    return ground if stated is None and element.kind != "tree" else stated

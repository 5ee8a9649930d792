"""How bright it is, and how evenly."""

from __future__ import annotations

from shapely.geometry.base import BaseGeometry

from machimori.assessment.brightness import HEIGHTS, Brightness, brightness_on
from machimori.assessment.context import Context
from machimori.assessment.evaluators.undecided import open_verdict, undecided
from machimori.assessment.grounds import ground_of
from machimori.assessment.model import Mark, Reason, Verdict
from machimori.assessment.pictures import filmed_ground
from machimori.assessment.storeys import on_its_floor
from machimori.guidelines.checks import (
    CameraIlluminance,
    MeanIlluminance,
    NoDarkPockets,
)
from machimori.lighting import DarkPocket, IlluminanceField
from machimori.scene import Feature
from machimori.scene.obstacles import UnknownHeight

_SURE_LX = 1e-9


def mean_illuminance(
    check: MeanIlluminance, element: Feature, context: Context
) -> Verdict:
    """Compare the mean over the element with the value to reach."""
    surface = ground_of(element, context)
    if surface is None:
        return undecided(check, element, context, "no_surface")
    return _reaches(surface, element, check, context)


def camera_illuminance(
    check: CameraIlluminance, element: Feature, context: Context
) -> Verdict:
    """Compare the mean over the ground that a camera has in its picture."""
    heights: list[UnknownHeight] = ["opaque", "absent"]
    pictures = [filmed_ground(element, context, height) for height in heights]
    found = [_reaches(p, element, check, context) for p in pictures if p is not None]
    if len(found) < len(pictures):
        return undecided(check, element, context, "camera_blind")
    first, last = found
    if first.truth is last.truth:
        return first
    means = [float(verdict.evidence[0].value or 0.0) for verdict in found]
    values = {"what": HEIGHTS, "low": min(means), "high": max(means)}
    return open_verdict(Reason("light_open", values), first.evidence[0])


def no_dark_pockets(
    check: NoDarkPockets, element: Feature, context: Context
) -> Verdict:
    """Look for connected patches far darker than the mean.

    Where something that matters is not stated, a patch is certain that is darker than
    the darkest mean asks even at its brightest, and possible where it is darker than
    the brightest mean asks at its darkest.
    """
    surface = ground_of(element, context)
    if surface is None:
        return undecided(check, element, context, "no_surface")
    light = brightness_on(surface, on_its_floor(element, context))
    if light.most_lx is None:
        return undecided(check, element, context, "pockets_open", what=light.unknown)
    if light.most_mean_lx <= _SURE_LX:
        mean = light.most_mean_lx
        return undecided(check, element, context, "all_dark", mean=mean)
    share = context.known("interpretation/uniformity")
    below = light.sure.mean_lx * share
    certain = _pockets(light.at_most(), below, context)
    if certain:
        return _has_pockets(check, element, context, certain, below)
    if _pockets(light.sure, light.most_mean_lx * share, context):
        return undecided(check, element, context, "pockets_open", what=light.unknown)
    values = {"min": light.sure.min_lx, "mean": light.sure.mean_lx}
    evidence = context.evidence(element, check.quantity, 0.0, unit="m2")
    return Verdict(True, Reason("no_dark_pockets", values), (evidence,))


def _reaches(
    surface: BaseGeometry,
    element: Feature,
    check: MeanIlluminance | CameraIlluminance,
    context: Context,
) -> Verdict:
    least = context.threshold(check.at_least)
    lit = on_its_floor(element, context)
    light = brightness_on(surface, lit, enough_lx=least)
    mean = light.sure.mean_lx
    evidence = context.evidence(
        element, check.quantity, mean, unit="lx", bounds=light.bounds_lx
    )
    if least is None:
        label = context.parameters[check.at_least].label
        reason = Reason("parameter_unchosen", {"parameter": label})
        return open_verdict(reason, evidence)
    reason = _described(light.sure, least)
    if mean >= least:
        return Verdict(True, reason, (evidence,))
    if light.most_mean_lx >= least:
        return open_verdict(_what_is_open(light), evidence)
    mark = Mark("subject", surface, reason)
    return Verdict(False, reason, (evidence,), (mark,))


def _what_is_open(light: Brightness) -> Reason:
    """What is not stated could still bring it up to the value."""
    field = light.sure
    if light.most_lx is None:
        values = {"count": len(field.unknown_lamps), "mean": field.mean_lx}
        return Reason("lamps_unknown", values)
    values = {"low": field.mean_lx, "high": light.most_mean_lx}
    return Reason("light_open", {"what": light.unknown, **values})


def _described(field: IlluminanceField, least: float) -> Reason:
    reason = Reason(
        "mean_illuminance",
        {
            "mean": field.mean_lx,
            "least": least,
            "min": field.min_lx,
            "uniformity": field.uniformity,
            "lamps": len(field.lamps),
        },
    )
    burning = [lamp for lamp in field.motion_lamps if lamp in field.lamps]
    if not burning:
        return reason
    return Reason("motion_lamps", {"value": reason, "count": len(burning)})


def _pockets(
    field: IlluminanceField, below_lx: float, context: Context
) -> tuple[DarkPocket, ...]:
    least_m2 = context.known("interpretation/dark-pocket-area")
    return field.dark_pockets(below_lx=below_lx, at_least_m2=least_m2)


def _has_pockets(
    check: NoDarkPockets,
    element: Feature,
    context: Context,
    pockets: tuple[DarkPocket, ...],
    below_lx: float,
) -> Verdict:
    largest = pockets[0].area_m2
    evidence = context.evidence(element, check.quantity, largest, unit="m2")
    values = {"count": len(pockets), "area": largest, "below": below_lx}
    reason = Reason("dark_pockets", values)
    marks = tuple(Mark("dark_pocket", pocket.polygon, reason) for pocket in pockets)
    return Verdict(False, reason, (evidence,), marks)

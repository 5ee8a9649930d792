"""How bright it is, and how evenly."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from machimori.assessment.context import Context
from machimori.assessment.model import Evidence, Mark, Reason, Verdict
from machimori.assessment.settings import light_settings
from machimori.guidelines.checks import (
    CameraIlluminance,
    MeanIlluminance,
    NoDarkPockets,
)
from machimori.lighting import IlluminanceField, illuminance_field
from machimori.scene import Feature

_SURE_LX = 1e-9


def mean_illuminance(
    check: MeanIlluminance, element: Feature, context: Context
) -> Verdict:
    """Compare the mean over the element with the value to reach."""
    surface = ground_of(element, context)
    if surface is None:
        return Verdict(None, Reason("no_surface"), _undecided(check.quantity, context))
    return _reaches(surface, element, check, context)


def camera_illuminance(
    check: CameraIlluminance, element: Feature, context: Context
) -> Verdict:
    """Compare the mean over the ground that a camera looks at."""
    surface = field_of_view(element)
    if surface is None:
        return Verdict(None, Reason("camera_blind"), _undecided(check.check, context))
    return _reaches(surface, element, check, context)


def no_dark_pockets(
    check: NoDarkPockets, element: Feature, context: Context
) -> Verdict:
    """Look for connected patches far darker than the mean."""
    surface = ground_of(element, context)
    if surface is None:
        return Verdict(None, Reason("no_surface"), _undecided(check.quantity, context))
    field = light_on(surface, element.id, context)
    below = field.mean_lx * context.known("interpretation/uniformity")
    least_m2 = context.known("interpretation/dark-pocket-area")
    if field.mean_lx <= _SURE_LX:
        evidence = context.evidence(element, check.quantity, None, unit="m2")
        return Verdict(None, Reason("all_dark", {"mean": field.mean_lx}), (evidence,))
    pockets = field.dark_pockets(below_lx=below, at_least_m2=least_m2)
    largest = pockets[0].area_m2 if pockets else 0.0
    evidence = context.evidence(element, check.quantity, largest, unit="m2")
    if not pockets:
        values = {"min": field.min_lx, "mean": field.mean_lx}
        return Verdict(True, Reason("no_dark_pockets", values), (evidence,))
    values = {"count": len(pockets), "area": largest, "below": below}
    reason = Reason("dark_pockets", values)
    marks = tuple(Mark("dark_pocket", pocket.polygon, reason) for pocket in pockets)
    return Verdict(False, reason, (evidence,), marks)


def light_on(
    surface: BaseGeometry,
    key: str,
    context: Context,
    unknown_height: Literal["opaque", "absent"] = "opaque",
) -> IlluminanceField:
    """Compute the light on a surface, once for a scene."""

    def compute() -> IlluminanceField:
        settings = light_settings(
            lambda name: context.known(f"interpretation/{name}"),
            context.scene,
            unknown_height=unknown_height,
        )
        return illuminance_field(context.scene, surface, settings=settings)

    return context.once(("light", key, unknown_height), compute)


def ground_of(element: Feature, context: Context) -> BaseGeometry | None:
    """The ground of an element; of a place along a line, the roads that it has."""
    if element.id != context.place.id or element.is_surface:
        return element.surface
    roads = context.scene.elements(element, "road", "path")
    surfaces = [road.surface for road in roads if road.surface is not None]
    return shapely.union_all(surfaces) if surfaces else None


def field_of_view(camera: Feature) -> Polygon | None:
    """The sector of ground within a camera's angle and range; None where unknown."""
    bearing = camera.get("azimuth_deg")
    width, reach = camera.get("horizontal_fov_deg"), camera.get("range_m")
    if bearing is None or width is None or reach is None:
        return None
    x, y = camera.geometry.x, camera.geometry.y
    angles = np.radians(bearing + np.linspace(-width / 2, width / 2, 33))
    rim = np.column_stack([x + reach * np.sin(angles), y + reach * np.cos(angles)])
    return Polygon([(x, y), *rim])


def _reaches(
    surface: BaseGeometry,
    element: Feature,
    check: MeanIlluminance | CameraIlluminance,
    context: Context,
) -> Verdict:
    least = context.threshold(check.at_least)
    field = light_on(surface, element.id, context)
    evidence = context.evidence(
        element, check.quantity, field.mean_lx, unit="lx", bounds=_bounds(field)
    )
    if least is None:
        unchosen = {"parameter": context.parameters[check.at_least].label}
        return Verdict(None, Reason("parameter_unchosen", unchosen), (evidence,))
    if field.mean_lx >= least:
        return Verdict(True, _described(field, least), (evidence,))
    brighter = light_on(surface, element.id, context, "absent")
    if field.unknown_lamps or brighter.mean_lx >= least:
        return _open(field, brighter, evidence)
    mark = Mark("subject", surface, _described(field, least))
    return Verdict(False, _described(field, least), (evidence,), (mark,))


def _open(
    field: IlluminanceField, brighter: IlluminanceField, evidence: Evidence
) -> Verdict:
    """What is not stated could still bring it up to the value."""
    if field.unknown_lamps:
        values = {"count": len(field.unknown_lamps), "mean": field.mean_lx}
        return Verdict(None, Reason("lamps_unknown", values), (evidence,))
    low, high = f"{field.mean_lx:.2f} lx", f"{brighter.mean_lx:.2f} lx"
    values_ = {"low": low, "high": high}
    return Verdict(None, Reason("heights_unknown", values_), (evidence,))


def _described(field: IlluminanceField, least: float) -> Reason:
    return Reason(
        "mean_illuminance",
        {
            "mean": field.mean_lx,
            "least": least,
            "min": field.min_lx,
            "uniformity": field.uniformity,
            "lamps": len(field.lamps),
        },
    )


def _bounds(field: IlluminanceField) -> tuple[float, float] | None:
    return (field.mean_lx, math.inf) if field.unknown_lamps else None


def _undecided(quantity: str, context: Context) -> tuple[Evidence, ...]:
    """Somebody looked at the map, and it cannot say."""
    return (context.evidence(context.place, quantity, None),)

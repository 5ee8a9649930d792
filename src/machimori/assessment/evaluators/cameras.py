"""What cameras have in the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
from machimori.assessment.floors import field_on_floor, is_on_floor, standing_ground
from machimori.assessment.model import Mark, Reason, Verdict
from machimori.assessment.pictures import field_of_view
from machimori.assessment.rooms import has_walled_in_watchers
from machimori.assessment.selection import things
from machimori.guidelines.checks import CoveredByCamera
from machimori.scene import Feature
from machimori.scene.obstacles import UnknownHeight
from machimori.sightlines import SightField

Bools = NDArray[np.bool_]


def covered_by_camera(
    check: CoveredByCamera, element: Feature, context: Context
) -> Verdict:
    """Compare the share in the picture of working cameras with that asked for."""
    ground = standing_ground(element, context)
    least = context.threshold(check.share_at_least)
    if ground is None:
        return undecided(check, element, context, "no_surface")
    if least is None:
        return unchosen(check.share_at_least, context, check, element)
    cameras = tuple(_working(element, context))
    filmed = most = _share(check, element, ground, cameras, context, "opaque")
    if filmed < least and context.heights_are_open(ground):
        most = _share(check, element, ground, cameras, context, "absent")
    bounds = (filmed, most) if most > filmed else None
    evidence = context.evidence(
        element, check.quantity, filmed, unit="1", bounds=bounds
    )
    values = {"share": filmed, "least": least, "count": len(cameras)}
    if filmed >= least:
        return Verdict(True, Reason("filmed", values), (evidence,))
    if any(field_of_view(camera) is None for camera in cameras):
        return open_verdict(Reason("camera_blind"), evidence)
    reach_m = context.known("interpretation/sight-range")
    if has_walled_in_watchers(check.beside, ground, reach_m, context):
        return open_verdict(Reason("window_unknown"), evidence)
    if most >= least:
        low_high = {"low": f"{filmed:.0%}", "high": f"{most:.0%}"}
        return open_verdict(Reason("heights_unknown", low_high), evidence)
    reason = Reason("not_filmed", values)
    return Verdict(False, reason, (evidence,), (Mark("blind_spot", ground, reason),))


def _working(element: Feature, context: Context) -> Iterator[Feature]:
    for camera in things("camera", context):
        works = camera.get("in_service") is not False
        if works and is_on_floor(camera, element, context):
            yield camera


def _share(
    check: CoveredByCamera,
    element: Feature,
    ground: BaseGeometry,
    cameras: Iterable[Feature],
    context: Context,
    heights: UnknownHeight,
) -> float:
    """Share of the ground in at least one picture, or seen without any."""

    def looked(*sources: str) -> SightField:
        return field_on_floor(element, ground, sources, check.target, context, heights)

    views = [(camera, field_of_view(camera)) for camera in cameras]
    fields = [(looked(c.id), sector) for c, sector in views if sector is not None]
    shares: list[Bools] = [field.seen & _inside(s, field) for field, s in fields]
    seen = looked(*check.beside) if check.beside else None
    if seen is not None:
        shares.append(seen.seen)
    if not shares:
        return 0.0
    field = seen or fields[0][0]
    return float(field.grid.weights_m2[np.any(shares, axis=0)].sum() / field.area_m2)


def _inside(sector: BaseGeometry, field: SightField) -> Bools:
    inside: Bools = shapely.contains_xy(sector, field.grid.points)
    return inside

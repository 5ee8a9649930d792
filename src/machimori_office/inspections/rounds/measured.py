"""What rounds measured, as the next assessment reads it: heights, defects, lux."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from machimori.assessment import Evidence
from machimori.assessment.lux_survey import LuxReading, illuminance_evidence
from machimori.guidelines import ParameterTable
from machimori.lighting.daylight import CIVIL_TWILIGHT_DEG, sun_elevation_deg
from machimori.scene import Scene, vocabulary
from machimori_office.inspections import scenes
from machimori_office.inspections.models import Site, Visit
from machimori_office.web.words import JST

TOKYO = (139.5, 35.7)
"""Where the sun is looked up: it sets within minutes of this all over a city. [deg]"""


def is_dark(at: datetime) -> bool:
    """Whether a lux meter would read lamps alone."""
    return sun_elevation_deg(*TOKYO, at) <= CIVIL_TWILIGHT_DEG


def unwritten(site: Site) -> Iterator[Visit]:
    """Return the visits that the newest scene does not know of, the oldest first."""
    found = Visit.objects.filter(fixture__site=site, is_in_scene=False)
    placed = found.exclude(fixture__element="").order_by("at", "pk")
    return placed.select_related("fixture", "record").iterator()


def written_into(content: bytes, visits: Iterable[Visit]) -> bytes:
    """Return a scene in which things are as they were seen."""
    kinds = {scenes.id_of(f): f["properties"] for f in json.loads(content)["features"]}
    for visit in visits:
        properties = kinds.get(visit.fixture.element)
        changed = _changed(visit, properties) if properties else {}
        if changed:
            content = scenes.with_measured(
                content, visit.fixture.element, changed, on=visit.on, by=visit.record.by
            )
    return content


def lux_evidence(
    scene: Scene, site: Site, *, on: date, parameters: ParameterTable
) -> tuple[Evidence, ...]:
    """Return the mean illuminance of the ground on which enough was measured."""
    visits = Visit.objects.filter(fixture__site=site, lux__isnull=False, on__lte=on)
    dark = [v for v in visits.select_related("fixture") if is_dark(v.at)]
    return illuminance_evidence(
        scene, list(_readings(scene, dark)), _number(parameters, on)
    )


def _changed(visit: Visit, properties: dict[str, Any]) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    if visit.height_m is not None:
        changed["height_m"] = visit.height_m
    works = visit.found == Visit.Found.FINE
    fails_by = _fails_by(properties["kind"])
    if fails_by and properties.get(fails_by, True) is not works:
        changed[fails_by] = works
    return changed


def _fails_by(kind: str) -> str:
    """Name the property that says whether such a thing works; a hedge has none."""
    has = vocabulary().kinds[kind].properties
    return next((name for name in ("lit", "in_service") if name in has), "")


def _readings(scene: Scene, visits: Sequence[Visit]) -> Iterator[LuxReading]:
    for visit in visits:
        lamp = scene.by_id.get(visit.fixture.element)
        if lamp is None or visit.lux is None:
            continue
        below = lamp.geometry.representative_point()
        yield LuxReading(
            x_m=below.x,
            y_m=below.y,
            subject=None,
            lux=visit.lux,
            height_m=0.0,
            plane="horizontal",
            at=visit.at.astimezone(JST),
            meter="",
            calibrated_on=None,
            source=f"office visit {visit.pk}",
        )


def _number(parameters: ParameterTable, on: date) -> Callable[[str], float]:
    def number(name: str) -> float:
        value = parameters[f"interpretation/{name}"].on(on).value
        return float("nan") if value is None else value

    return number

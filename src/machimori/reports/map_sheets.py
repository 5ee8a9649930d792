"""What maps of light and sight show, as sheets: blind spots, and light on faces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from machimori.assessment import Assessment
from machimori.language import Text
from machimori.reports import wording
from machimori.reports.content.field_figures import (
    cause_of,
    is_light_computed,
    is_sight_computed,
)
from machimori.reports.digest import Section, sections_of
from machimori.reports.plan import captions, drawings_of
from machimori.reports.plan.sight import Spot, trimmed_to_m
from machimori.reports.sheets import Column, Sheets
from machimori.scene import Scene


def blind_spots_sheet(sheets: Sheets, assessment: Assessment) -> None:
    """List the blind spots that the maps show; no sheet where there is none."""
    rows = [
        [section.places[0].name, *row]
        for section in _of_one_place(assessment)
        if is_sight_computed(section)
        and (seen := drawings_of(assessment).sight(section.places[0])) is not None
        for spot in seen.spots
        for row in _spot_rows(spot, assessment.scene, sheets)
    ]
    heads = (
        (wording.PLACE, 26),
        (captions.SPOT, 8),
        (_in_unit(captions.AREA, "m²"), 12),
        (captions.CAUSE, 60),
        (wording.IDENTIFIER, 26),
        (_in_unit(captions.OPENED, "m²"), 16),
        (_in_unit(captions.TRIM, "m"), 20),
    )
    if rows:
        sheets.table("blind_spots", _columns(heads, sheets), rows)


def upright_light_sheet(sheets: Sheets, assessment: Assessment) -> None:
    """List the roads whose light on faces is known; no sheet where there is none."""
    rows = [
        [section.places[0].name, upright.min_lx, upright.mean_lx, len(upright.points)]
        for section in _of_one_place(assessment)
        if is_light_computed(section)
        and (upright := drawings_of(assessment).upright(section.places[0])) is not None
    ]
    heads = (
        (wording.PLACE, 26),
        (_in_unit(captions.LEAST, "lx"), 14),
        (_in_unit(captions.MEAN, "lx"), 14),
        (captions.POINTS, 10),
    )
    if rows:
        sheets.table("upright_light", _columns(heads, sheets), rows)


def _of_one_place(assessment: Assessment) -> Iterator[Section]:
    return (section for section in sections_of(assessment) if section.is_one)


def _spot_rows(spot: Spot, scene: Scene, sheets: Sheets) -> Iterator[list[Any]]:
    named = [spot.letter, round(spot.area_m2, 1)]
    if not spot.openers:
        yield [*named, cause_of(spot, None, scene, sheets.language), "", None, None]
    for opener in spot.openers:
        cause = cause_of(spot, opener, scene, sheets.language)
        trim_m = trimmed_to_m(opener, scene)
        yield [*named, cause, opener.obstacle, round(opener.opened_m2, 1), trim_m]


def _in_unit(head: Text, unit: str) -> Text:
    return Text(ja=f"{head.ja}（{unit}）", en=f"{head.en} ({unit})")


def _columns(heads: tuple[tuple[Text, float], ...], sheets: Sheets) -> list[Column]:
    return [Column(sheets.say(head), width) for head, width in heads]

"""The plans of a report: where the places are, and what falls short there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import shapely

from machimori.assessment import Assessment, Finding, Outcome
from machimori.language import Language
from machimori.reports import wording
from machimori.reports.content.field_figures import field_figures, upright_notes
from machimori.reports.content.headlines import headline_of
from machimori.reports.content.model import Figure
from machimori.reports.digest.grouping import Section
from machimori.reports.digest.priorities import Fix
from machimori.reports.plan import PlanMark, plan_svg
from machimori.scene import Feature

FRONT_PX = (720.0, 285.0)
SECTION_PX = (720.0, 420.0)
MOST_FRONT_MARKS = 3


def front_figure(
    assessment: Assessment, fixes: Sequence[Fix], language: Language
) -> Figure | None:
    """Draw all places with the numbers of the first things to put right."""
    places = [p for p in assessment.places if _has_extent(p)]
    if not places:
        return None
    marks = [
        mark
        for fix in fixes
        for finding in fix.failing
        for mark in _front_marks(finding, fix.number)
    ]
    keys = {fix.number: headline_of(fix, language) for fix in fixes}
    return _figure(assessment, places, marks, language, FRONT_PX, keys)


def _front_marks(finding: Finding, number: int) -> Iterator[PlanMark]:
    """What a finding points at: its largest mark is numbered, the others drawn."""
    marks = sorted(finding.marks, key=lambda m: -m.geometry.area)
    for mark in marks[:MOST_FRONT_MARKS]:
        yield PlanMark(number, mark.kind, mark.geometry)
    if not marks:
        ground = finding.element.surface or finding.element.geometry
        yield PlanMark(number, "subject", ground)


def section_figures(
    section: Section,
    assessment: Assessment,
    numbers: Mapping[str, int],
    language: Language,
) -> tuple[Figure, ...]:
    """Draw the plans of one section: its findings, light and sight."""
    places = [p for p in section.places if _has_extent(p)]
    if not places:
        return ()
    falling = [
        f
        for rollup in section.rollups
        if rollup.outcome is Outcome.NOT_SATISFIED
        for f in rollup.deciding
    ]
    marks = [m for f in falling for m in marks_of(f, numbers[f.criterion.id])]
    plan = _figure(assessment, places, _distinct(marks), language, SECTION_PX)
    if not section.is_one:
        return (plan,)
    plan = replace(plan, notes=upright_notes(section, assessment, language))
    return (plan, *field_figures(section, assessment, language))


def marks_of(finding: Finding, number: int) -> Iterator[PlanMark]:
    """What a finding points at; without marks of its own, its element.

    Parameters
    ----------
    finding : Finding
    number : int

    Yields
    ------
    PlanMark
    """
    for mark in finding.marks:
        yield PlanMark(number, mark.kind, mark.geometry)
    if not finding.marks:
        yield PlanMark(number, "element", finding.element.geometry)


def _distinct(marks: Iterable[PlanMark]) -> list[PlanMark]:
    """Two guidelines may point at the same patch under one number."""
    return list(
        {(m.number, m.kind, shapely.to_wkb(m.geometry)): m for m in marks}.values()
    )


def _has_extent(place: Feature) -> bool:
    return bool(place.geometry.length > 0)


def _figure(
    assessment: Assessment,
    places: Sequence[Feature],
    marks: Sequence[PlanMark],
    language: Language,
    size: tuple[float, float],
    keys: Mapping[int, str] = MappingProxyType({}),
) -> Figure:
    named = places[0].name if len(places) == 1 else ""
    title = wording.PLAN_OF.format(name=named) if named else wording.PLAN
    svg = plan_svg(
        assessment.scene,
        places,
        marks=marks,
        keys=keys,
        language=language,
        size=size,
        title=title.in_(language),
    )
    return Figure(title=title.in_(language), svg=svg)

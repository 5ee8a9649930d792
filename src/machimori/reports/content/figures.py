"""The plans of a report: what falls short, how bright it is, what is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import shapely

from machimori.assessment import Assessment, Finding, Outcome
from machimori.language import Language, Text
from machimori.reports import wording
from machimori.reports.content.headlines import headline_of
from machimori.reports.content.model import Figure
from machimori.reports.digest.grouping import Section
from machimori.reports.digest.priorities import Fix
from machimori.reports.digest.quantities import measure, percent
from machimori.reports.plan import (
    BlindSpots,
    LightBands,
    PlanMark,
    drawings_of,
    plan_svg,
)
from machimori.scene import Feature

FRONT_PX = (720.0, 285.0)
SECTION_PX = (720.0, 420.0)
HALF_PX = (400.0, 360.0)
"""Light and sight stand side by side, so that one explains the other."""

MOST_FRONT_MARKS = 3

LIGHT_QUANTITIES = ("mean_illuminance_lx", "dark_pocket_m2", "camera_illuminance")
SIGHT_QUANTITIES = ("seen_share", "keeps_view_open", "overlooks")


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
    figures = [_figure(assessment, places, _distinct(marks), language, SECTION_PX)]
    if section.is_one:
        figures += _field_figures(section, assessment, language)
    return tuple(figures)


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


def _field_figures(
    section: Section, assessment: Assessment, language: Language
) -> Iterator[Figure]:
    """Only what some finding computed is drawn."""
    place, drawings = section.places[0], drawings_of(assessment)
    computed = {
        e.quantity
        for rollup in section.rollups
        for f in rollup.findings
        for e in f.evidence
        if e.method == "computed" and e.value is not None
    }
    if computed & set(LIGHT_QUANTITIES):
        bands = drawings.light(place)
        if bands is not None:
            yield _light_figure(bands, assessment, place, language)
    if computed & set(SIGHT_QUANTITIES):
        spots = drawings.sight(place)
        if spots is not None:
            yield _sight_figure(spots, assessment, place, language)


def _light_figure(
    bands: LightBands, assessment: Assessment, place: Feature, language: Language
) -> Figure:
    notes = [wording.DARKNESS_NOTE]
    title = wording.DARKNESS.in_(language)
    return Figure(
        title=title,
        svg=plan_svg(
            assessment.scene,
            [place],
            field=bands,
            language=language,
            size=HALF_PX,
            title=title,
        ),
        notes=_notes(notes, language, is_whole=bands.is_whole),
    )


def _sight_figure(
    spots: BlindSpots, assessment: Assessment, place: Feature, language: Language
) -> Figure:
    share = percent(spots.seen_share)
    notes = [wording.SIGHT_NOTE.format(target=f"{spots.target_m:g}", share=share)]
    areas = [
        f"{spot.letter} {measure(spot.area_m2, 'm2', language)}" for spot in spots.spots
    ]
    joint = "、" if language == "ja" else ", "
    listed = wording.SPOT_AREAS.format(areas=joint.join(areas))
    notes.append(listed if areas else wording.NO_SPOTS)
    title = wording.SIGHT.in_(language)
    return Figure(
        title=title,
        svg=plan_svg(
            assessment.scene,
            [place],
            field=spots,
            language=language,
            size=HALF_PX,
            title=title,
        ),
        notes=_notes(notes, language, is_whole=spots.is_whole),
    )


def _notes(
    notes: Iterable[Text], language: Language, *, is_whole: bool
) -> tuple[str, ...]:
    said = [*notes, *([] if is_whole else [wording.THIN_MAP_NOTE])]
    return tuple(note.in_(language) for note in said)

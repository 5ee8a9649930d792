"""Holds the scene of a case against its criterion, as anybody's scene would be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from machimori.assessment import (
    Decision,
    Evidence,
    Finding,
    Record,
    Scope,
    assess,
    evidence_of_records,
)
from machimori.guidelines import (
    Parameter,
    ParameterTable,
    ParameterValue,
    shipped_catalogue,
)
from machimori.language import Text
from machimori.scene import Scene, parse_scene
from tests.machimori.guidelines.casebook.form import Case, Done

BY = "case"
LONG_AGO = date(2000, 1, 1)


@cache
def findings_of(case: Case) -> tuple[Finding, ...]:
    """Judge the criterion of a case at the first place of its scene."""
    shipped = shipped_catalogue()
    criterion = shipped.criterion(case.criterion)
    scene = scene_of(case)
    place = scene.places[0].id
    assessment = assess(
        scene,
        replace(shipped, criteria={criterion.id: criterion}),
        on=case.written.day,
        evidence=[*_evidence(case, place)],
        decisions=[*_decisions(case, place)],
        parameters=shipped.parameters.overlaid(_city(case)),
        within=Scope(guidelines=(criterion.instrument,), places=(place,)),
    )
    of = case.written.of
    return tuple(f for f in assessment.findings if of in (None, f.element.id))


def scene_of(case: Case) -> Scene:
    """Read the scene of a case as a scene file is read."""
    document = {
        "type": "FeatureCollection",
        "machimori": {"schema": 1, "coordinates": "plane_m"},
        "features": list(case.things),
    }
    return parse_scene(document, file=case.file)


def _evidence(case: Case, place: str) -> Iterator[Evidence]:
    written = case.written
    if written.answer is not None:
        value = None if written.answer == "unknown" else written.answer
        yield _seen(case, written.of or place, value)
    yield from evidence_of_records(_records(case, place))
    for subject, lux in written.measured.items():
        yield replace(
            _seen(case, subject, lux),
            quantity="mean_illuminance_lx",
            method="measured",
            unit="lx",
        )


def _seen(case: Case, subject: str, value: bool | float | None) -> Evidence:
    return Evidence(
        subject=subject,
        quantity=case.criterion,
        method="surveyed",
        value=value,
        observed_on=case.written.day,
        by=BY,
    )


def _records(case: Case, place: str) -> Iterator[Record]:
    for activity, done in case.written.records.items():
        assert activity in shipped_catalogue().activities, activity
        day = done.day if isinstance(done, Done) else done
        of = done.of if isinstance(done, Done) else place
        yield Record(id=activity, activity=activity, subjects=(of,), on=day, by=BY)


def _decisions(case: Case, place: str) -> Iterator[Decision]:
    kind = case.written.decision
    if kind is not None:
        yield Decision(
            kind=kind,
            criterion=case.criterion,
            subject=case.written.of or place,
            ground="plan",
            reason=case.written.story,
            decided_by=BY,
            decided_on=case.written.day,
        )


def _city(case: Case) -> ParameterTable:
    """Numbers of the city's own."""
    known, by = shipped_catalogue().parameters, Text.same(BY)
    return ParameterTable.of(
        Parameter(
            id=id_,
            unit=known[id_].unit,
            label=known[id_].label,
            values={LONG_AGO: ParameterValue(value=value, chosen_by=by)},
        )
        for id_, value in case.written.city.items()
    )

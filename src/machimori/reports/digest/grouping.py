"""Places that came out alike are shown as one, so that a long report stays readable."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from machimori.assessment import Assessment, Finding, Outcome
from machimori.reports.digest.rollup import Rollup, roll_up
from machimori.scene import Feature

ALIKE_FROM = 3
"""Fewer places than this are shown each by itself."""

LINES_ALIKE_FROM = 2
"""Of roads and routes: their plans say little that a common plan does not."""


@dataclass(frozen=True)
class Section:
    """One place, or places with the same result.

    Parameters
    ----------
    places : tuple of Feature
        By name.
    rollups : tuple of Rollup
        In the guidelines' order, over all its places.
    """

    places: tuple[Feature, ...]
    rollups: tuple[Rollup, ...]

    @property
    def is_one(self) -> bool:
        """Whether it is about a single place."""
        return len(self.places) == 1


def sections_of(assessment: Assessment) -> tuple[Section, ...]:
    """Part a report into sections.

    Parameters
    ----------
    assessment : Assessment

    Returns
    -------
    tuple of Section
        By name. Lines (roads, routes) whose items came out alike are one section, and
        so are other places of which nothing is drawn.
    """
    by_place: dict[str, list[Finding]] = {p.id: [] for p in assessment.places}
    for finding in assessment.findings:
        by_place[finding.place.id].append(finding)
    alike: dict[Hashable, list[Feature]] = {}
    for place in sorted(assessment.places, key=lambda p: (p.name, p.id)):
        alike.setdefault(_likeness(place, by_place[place.id]), []).append(place)
    groups = [part for places in alike.values() for part in _parted(places)]
    ordered = sorted(groups, key=lambda places: (places[0].name, places[0].id))
    return tuple(
        Section(
            tuple(places),
            roll_up(f for place in places for f in by_place[place.id]),
        )
        for places in ordered
    )


def _parted(places: list[Feature]) -> list[list[Feature]]:
    least = LINES_ALIKE_FROM if _is_line(places[0]) else ALIKE_FROM
    return [places] if len(places) >= least else [[place] for place in places]


def _is_line(place: Feature) -> bool:
    return place.geometry.geom_type in ("LineString", "MultiLineString")


def _likeness(place: Feature, findings: list[Finding]) -> Hashable:
    falls_short = any(f.outcome is Outcome.NOT_SATISFIED for f in findings)
    if falls_short and not _is_line(place):
        return place.id
    results = tuple(
        (rollup.criterion.id, rollup.outcome, rollup.deciding[0].reason.code)
        for rollup in roll_up(findings)
    )
    return place.get("place_kind"), results

"""What one comparison is about, and how its numbers are written."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from machimori.formats.watch_plan import WatchPlan
from machimori.language import Language, Text
from machimori.reports.school_route.wording import (
    BETTER,
    METRES,
    MINUTES,
    NONE_BETTER,
    ONLY_WAY,
    SUGGESTED,
    UNITS,
    UNKNOWN,
    WORSE,
)
from machimori.watch import (
    CANDIDATES,
    MEASURES,
    Destination,
    Measure,
    Measured,
    PickUpPoint,
    RouteComparison,
    WatchGap,
)

LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True, eq=False)
class SchoolRoute:
    """A comparison, and what it is drawn with.

    Parameters
    ----------
    plan : WatchPlan
    gap : WatchGap
    school : Destination
    start : shapely point
        Where the way begins, in plane metres.
    comparison : RouteComparison
    pick_up : tuple of PickUpPoint
    """

    plan: WatchPlan
    gap: WatchGap
    school: Destination
    start: BaseGeometry
    comparison: RouteComparison
    pick_up: tuple[PickUpPoint, ...] = ()

    def name(self, number: int) -> Text:
        """Name a candidate by letter and by how it was found."""
        found = CANDIDATES[self.comparison.candidates[number].id]
        letter = LETTERS[number]
        return Text(ja=f"{letter} {found.ja}", en=f"{letter} {found.en}")

    def minutes(self, number: int) -> float:
        """Minutes that it takes a child."""
        speed = self.gap.assumptions["walking-speed-child"]
        return self.comparison.candidates[number].route.length_m / speed / 60

    def times(self, language: Language) -> list[str]:
        """Write the minutes that each way takes a child."""
        return [
            MINUTES.format(value=f"{self.minutes(number):.0f}").in_(language)
            for number in range(len(self.comparison.candidates))
        ]

    def verdict(self, language: Language) -> str:
        """Say which way is suggested, and why."""
        if len(self.comparison.candidates) == 1:
            return ONLY_WAY.format(name=self.name(0)).in_(language)
        if self.comparison.suggested == 0:
            return NONE_BETTER.format(name=self.name(0)).in_(language)
        number = self.comparison.suggested
        return " ".join(
            [
                SUGGESTED.format(name=self.name(number)).in_(language),
                *self.differences(number, language),
            ]
        )

    def differences(self, number: int, language: Language) -> list[str]:
        """Say in what a candidate betters the first, and in what it is worse."""
        said = []
        for measures, text in (
            (self.comparison.better(number), BETTER),
            (self.comparison.worse(number), WORSE),
        ):
            for measure in measures:
                said.append(
                    text.format(
                        what=MEASURES[measure],
                        before=self._written(0, measure, language),
                        after=self._written(number, measure, language),
                    ).in_(language)
                )
        return said

    def rows(self, language: Language) -> list[tuple[str, ...]]:
        """Set all measures of all candidates: one row a measure."""
        return [
            (
                label.in_(language),
                *(
                    self._written(number, measure, language)
                    for number in range(len(self.comparison.candidates))
                ),
            )
            for measure, label in MEASURES.items()
        ]

    def _written(self, number: int, measure: Measure, language: Language) -> str:
        measured = self.comparison.candidates[number].measured[measure]
        return written(measure, measured, language)


def written(measure: Measure, measured: Measured, language: Language) -> str:
    """Write a measure: a number, a range, or that nobody knows."""
    if not measured.is_known:
        return UNKNOWN.in_(language)
    low, high = f"{measured.least:,.0f}", f"{measured.most:,.0f}"
    value = low if low == high else f"{low}–{high}"
    return UNITS.get(measure, METRES).format(value=value).in_(language)

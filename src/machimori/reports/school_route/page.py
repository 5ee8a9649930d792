"""Ways to school as one page with a map."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from machimori.language import Language
from machimori.reports.page import render_page
from machimori.reports.school_route.result import LETTERS, SchoolRoute
from machimori.reports.school_route.terminal import pick_up_rows
from machimori.reports.school_route.wording import SUGGESTED_MARK, WORDS
from machimori.reports.street_map import (
    LineClass,
    Signs,
    StreetMap,
    bounds_of,
    credit_of,
    draw_street_map,
)
from machimori.watch import WATCHER_LABELS

_MAP = (960.0, 760.0)
_STROKES = (
    ("#1a1a1c", 3.0, ""),
    ("#0017c1", 3.0, "10 4"),
    ("#c44a1c", 3.0, "4 3"),
    ("#00695c", 3.0, "12 3 2 3"),
    ("#8a4fbe", 3.0, "2 3"),
    ("#7a5c00", 3.0, "8 2 2 2 2 2"),
    ("#5b5b60", 3.0, "6 6"),
    ("#b0006d", 3.0, "14 6"),
)


def route_page(found: SchoolRoute, *, language: Language) -> str:
    """Write a comparison as a self-contained page.

    Parameters
    ----------
    found : SchoolRoute
    language : "ja" or "en"

    Returns
    -------
    str
        With its style and map inside, without scripts; prints on A4.
    """
    return render_page(
        "school_route.html.j2",
        words={name: text.in_(language) for name, text in WORDS.items()},
        language=language,
        page=_Page(found, language),
    )


class _Page:
    """Everything that the template asks for."""

    def __init__(self, found: SchoolRoute, language: Language) -> None:
        self.found, self.language = found, language
        title = WORDS["title"].format(school=found.school.name)
        self.title = title.in_(language)
        self.verdict = found.verdict(language)

    @property
    def names(self) -> list[str]:
        every = range(len(self.found.comparison.candidates))
        return [self.found.name(number).in_(self.language) for number in every]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        label = WORDS["minutes"].in_(self.language)
        return [
            (label, *self.found.times(self.language)),
            *self.found.rows(self.language),
        ]

    @property
    def differences(self) -> list[tuple[str, list[str]]]:
        same = [WORDS["same"].in_(self.language)]
        return [
            (name, self.found.differences(number, self.language) or same)
            for number, name in enumerate(self.names)
            if number
        ]

    @property
    def map(self) -> str:
        found, graph = self.found, self.found.gap.graph
        lines = [c.route.line(graph) for c in found.comparison.candidates]
        around = bounds_of([*lines, found.school.point, found.start], 120.0)
        content = StreetMap(
            title=self.title,
            around=around,
            classes=tuple(self._classes(lines)),
            signs=tuple(self._signs()),
            numbers=dict(
                enumerate(
                    (shapely.Point(graph.nodes[p.node]) for p in found.pick_up), 1
                )
            ),
            credit=credit_of(graph),
        )
        return draw_street_map(content, _MAP)

    def _classes(self, lines: list[shapely.LineString]) -> Iterator[LineClass]:
        graph = self.found.gap.graph
        streets = WORDS["streets"].in_(self.language)
        yield LineClass(streets, list(graph.lines), "#c9c9ce", 1.2)
        for number in reversed(range(len(lines))):
            # Side by side, so that ways over the same street all show.
            shifted = lines[number].offset_curve(3.0 * (number - len(lines) / 2))
            line = lines[number] if shifted.is_empty else shifted
            yield self._class(number, "", [line])
        for number, name in enumerate(self.names):
            yield self._class(number, name, [])

    def _class(self, number: int, label: str, lines: list[BaseGeometry]) -> LineClass:
        stroke, width, dash = _STROKES[number]
        is_suggested = number > 0 and number == self.found.comparison.suggested
        if label and is_suggested:
            label = SUGGESTED_MARK.format(name=label).in_(self.language)
        return LineClass(label, lines, stroke, width + 3.0 * is_suggested, dash)

    def _signs(self) -> Iterator[Signs]:
        found, place = self.found, self.found.plan.neighbourhood
        if found.plan.accidents is not None:
            spots = shapely.points(found.plan.accidents)
            label = WORDS["accident"].in_(self.language)
            yield Signs(label, "accident", list(np.atleast_1d(spots)))
        for kind, symbol in (("refuge", "refuge"), ("police", "police")):
            own = [w.geometry for w in place.watchers if w.kind == kind]
            points = [geometry.representative_point() for geometry in own]
            label = WATCHER_LABELS[kind].in_(self.language)  # type: ignore[index]
            yield Signs(label, symbol, points)
        start = WORDS["start"].in_(self.language)
        yield Signs(start, "stop", [found.start], [start])
        school = WORDS["school"].in_(self.language)
        yield Signs(school, "school", [found.school.point], [found.school.name])

    @property
    def pick_up(self) -> list[tuple[str, ...]]:
        rows = pick_up_rows(self.found, self.language)
        return [(str(n), *row) for n, row in enumerate(rows, 1)]

    @property
    def pick_up_note(self) -> str:
        alone = self.found.gap.assumptions["pick-up-alone"]
        return WORDS["pick_up_note"].format(alone=f"{alone:g}").in_(self.language)

    @property
    def assumptions(self) -> list[tuple[str, ...]]:
        return [
            (
                one.label.in_(self.language),
                f"{one.value:g} {'' if one.unit == '1' else one.unit}".strip(),
                one.reason.in_(self.language),
                one.chosen_by.in_(self.language),
            )
            for one in self.found.gap.assumptions.every.values()
        ]

    @property
    def inputs(self) -> list[str]:
        return [*self.found.plan.files, f"SHA-256 {self.found.plan.sha256}"]

    @property
    def letters(self) -> list[str]:
        return list(LETTERS[: len(self.found.comparison.candidates)])

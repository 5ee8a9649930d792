"""Maps of the watch gap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.formats.watch_plan import WatchPlan
from machimori.language import Language
from machimori.reports.street_map import (
    LineClass,
    Signs,
    StreetMap,
    credit_of,
    draw_street_map,
)
from machimori.reports.watch.periods import Period, busiest
from machimori.reports.watch.wording import WORDS
from machimori.watch import WATCHER_LABELS, WatchGap

Floats = NDArray[np.float64]

BOUNDS = (1, 3, 10, 30)
"""Least children of each class above the lowest. Fixed, so that maps of two years, or
two schools, can be held side by side."""

_COLOURS = ("#c9c3b8", "#f0c36d", "#e58b3a", "#c44a1c", "#7a0f14")
_WIDTHS_PX = (1.4, 2.2, 3.0, 3.8, 4.8)
_NONE = "#dddde0"
_DASHES = ("3 2", "4 2", "5 2.5", "6 3", "7 3")

UNDECIDED_BELOW = 0.5
"""A gap that may be less than this share of its most is drawn dashed."""


class GapPictures:
    """Draws maps of one watch gap.

    Parameters
    ----------
    plan : WatchPlan
    gap : WatchGap
    language : "ja" or "en"
    """

    def __init__(self, plan: WatchPlan, gap: WatchGap, language: Language) -> None:
        self.plan, self.gap, self.language = plan, gap, language

    def draw(
        self,
        period: Period,
        around: BaseGeometry,
        size: tuple[float, float],
        *,
        numbers: dict[int, BaseGeometry] | None = None,
        is_large: bool = True,
    ) -> str:
        """Draw the worst half hour of a period; a small map shows the schools alone."""
        columns = period.columns(self.gap)
        content = StreetMap(
            title=f"{self.plan.title}: {period.label.in_(self.language)}",
            around=around,
            areas=self._areas(),
            classes=self._classes(columns),
            signs=self._signs() if is_large else self._signs()[-1:],
            numbers=numbers or {},
            credit=credit_of(self.gap.graph),
        )
        return draw_street_map(content, size)

    def _classes(self, columns: NDArray[np.int64]) -> Sequence[LineClass]:
        lines = self.gap.graph.lines
        if not len(columns):
            return (LineClass(self._word("unwalked"), list(lines), _NONE, 1.0),)
        most, least, _ = busiest(self.gap, columns)
        walked = self.gap.flow[:, columns].max(axis=1) > 1e-3
        undecided = least < UNDECIDED_BELOW * most
        classes = [LineClass(self._word("unwalked"), list(lines[~walked]), _NONE, 1.0)]
        of_class = np.searchsorted(BOUNDS, most, side="right")
        for number, colour in enumerate(_COLOURS):
            own = walked & (of_class == number)
            look = (colour, _WIDTHS_PX[number])
            label = self._class_label(number)
            classes.append(LineClass(label, lines[own & ~undecided], *look))
            dashed = lines[own & undecided]
            classes.append(LineClass("", dashed, *look, _DASHES[number]))
        dash = LineClass(self._word("undecided"), (), _COLOURS[3], 3.8, _DASHES[3])
        return (*classes, dash) if undecided[walked].any() else classes

    def _class_label(self, number: int) -> str:
        if number == 0:
            return WORDS["class_below"].format(high=BOUNDS[0]).in_(self.language)
        low = BOUNDS[number - 1]
        if number == len(BOUNDS):
            return WORDS["class_above"].format(low=low).in_(self.language)
        between = WORDS["class_between"].format(low=low, high=BOUNDS[number])
        return between.in_(self.language)

    def _areas(self) -> list[BaseGeometry]:
        place = self.plan.neighbourhood
        districts = [s.district for s in place.schools if s.district is not None]
        return districts or [block.area for block in place.blocks]

    def _signs(self) -> Sequence[Signs]:
        place = self.plan.neighbourhood
        schools = [school.point for school in place.schools]
        names = [school.name for school in place.schools]
        clubs = [club.point for club in place.clubs]
        stops = [one.point for one in place.standing]
        found = [Signs(self._word("club"), "club", clubs)]
        for kind, symbol in _SYMBOLS.items():
            own = [w.geometry for w in place.watchers if w.kind == kind]
            points = [g.representative_point() for g in own]
            label = WATCHER_LABELS[kind].in_(self.language)  # type: ignore[index]
            found.append(Signs(label, symbol, points))
        found.append(Signs(self._word("stop"), "stop", stops))
        return (*found, Signs(self._word("school"), "school", schools, names))

    def _word(self, name: str) -> str:
        return WORDS[name].in_(self.language)


_SYMBOLS = {"refuge": "refuge", "shop": "spot", "police": "police", "post": "post"}


def middle_of(line: BaseGeometry) -> BaseGeometry:
    """Return the point half way along a line."""
    return shapely.line_interpolate_point(line, 0.5, normalized=True)

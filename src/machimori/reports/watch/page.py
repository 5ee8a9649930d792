"""The watch gap as one page with its maps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.formats.watch_plan import WatchPlan
from machimori.language import Language
from machimori.reports.page import render_page
from machimori.reports.plan.canvas import element
from machimori.reports.street_map import bounds_of
from machimori.reports.watch.notices import notices
from machimori.reports.watch.periods import DAY, PERIODS, busiest, clock, hours
from machimori.reports.watch.pictures import GapPictures, middle_of
from machimori.reports.watch.spots import spot_words
from machimori.reports.watch.wording import WORDS
from machimori.watch import (
    TRIP_LABELS,
    WATCHER_LABELS,
    ProposedPost,
    WatchGap,
)

SEGMENTS_A_SCHOOL = 5
MOST_SCHOOL_MAPS = 40
_MAP = (960.0, 900.0)
_SMALL_MAP = (470.0, 430.0)
_SCHOOL_MAP = (960.0, 560.0)


@dataclass(frozen=True)
class SchoolSection:
    """One school: its map, and the segments with the largest gaps."""

    name: str
    svg: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class HalfHourRow:
    """One half hour: what is walked and unseen, and a bar of both."""

    begins: str
    walked: str
    unseen: str
    bar: str
    who: str


def gap_page(
    plan: WatchPlan,
    gap: WatchGap,
    posts: tuple[ProposedPost, ...],
    *,
    language: Language,
) -> str:
    """Write a watch gap as a self-contained page.

    Parameters
    ----------
    plan : WatchPlan
    gap : WatchGap
    posts : tuple of ProposedPost
    language : "ja" or "en"

    Returns
    -------
    str
        With its style and maps inside, without scripts; prints on A4.
    """
    page = GapContent(plan, gap, posts, language)
    return render_page(
        "watch.html.j2",
        words={name: text.in_(language) for name, text in WORDS.items()},
        language=language,
        page=page,
    )


class GapContent:
    """Everything that a page or a paper on a watch gap says, in one language."""

    def __init__(
        self,
        plan: WatchPlan,
        gap: WatchGap,
        posts: tuple[ProposedPost, ...],
        language: Language,
    ) -> None:
        self.plan, self.gap, self._posts = plan, gap, posts
        self.language = language
        self._pictures = GapPictures(plan, gap, language)
        self.title = plan.title

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Return what is told above all: labels and values."""
        gap = self.gap
        walked = gap.unseen_child_m(gap.flow).sum() / 1000
        most = gap.unseen_child_m(gap.most).sum() / 1000
        least = gap.unseen_child_m(gap.least).sum() / 1000
        unit = "人・km" if self.language == "ja" else " child km"
        return [
            (self._say("facts_schools"), f"{len(self.plan.neighbourhood.schools)}"),
            (self._say("facts_streets"), f"{gap.graph.length_m.sum() / 1000:,.0f} km"),
            (self._say("facts_walked"), f"{walked:,.0f}{unit}"),
            (self._say("facts_unseen"), f"{_range(least, most, 0)}{unit}"),
        ]

    @property
    def notices(self) -> list[str]:
        """Return what to know before anything is concluded."""
        return list(notices(self.plan, self.gap, self.language))

    @property
    def day_map(self) -> str:
        """Draw the worst half hour of the day."""
        numbers = {
            n: shapely.Point(post.x, post.y) for n, post in enumerate(self._posts, 1)
        }
        return self._pictures.draw(DAY, self._whole, _MAP, numbers=numbers)

    @property
    def period_maps(self) -> list[tuple[str, str]]:
        """Return label and map of each time of day."""
        return [
            (
                period.label.in_(self.language),
                self._pictures.draw(period, self._whole, _SMALL_MAP, is_large=False),
            )
            for period in PERIODS
            if len(period.columns(self.gap))
        ]

    @property
    def _whole(self) -> BaseGeometry:
        walked = self.gap.flow.sum(axis=1) > 1e-3
        lines = self.gap.graph.lines[walked] if walked.any() else self.gap.graph.lines
        return bounds_of(list(lines))

    @property
    def profile(self) -> list[HalfHourRow]:
        """Return a row of each half hour in which anybody walks."""
        gap = self.gap
        walked, most, least = (
            gap.unseen_child_m(of) / 1000 for of in (gap.flow, gap.most, gap.least)
        )
        longest = max(float(walked.max(initial=0.0)), 1e-9)
        return [
            HalfHourRow(
                begins=f"{clock(slot)}–{clock(slot + 1)}",
                walked=f"{walked[n]:,.1f}",
                unseen=_range(least[n], most[n], 1),
                bar=_bar(walked[n] / longest, most[n] / longest, least[n] / longest),
                who=self._who(slot),
            )
            for n, slot in enumerate(gap.slots.tolist())
            if walked[n] >= 0.05
        ]

    def _who(self, slot: int) -> str:
        there = [
            TRIP_LABELS[trip].in_(self.language)
            for trip, flow in self.gap.flows.by_trip.items()
            if flow[:, slot].sum() > 0.01 * self.gap.flows.total[:, slot].sum()
        ]
        return ("、" if self.language == "ja" else ", ").join(there)

    @property
    def posts(self) -> list[tuple[str, ...]]:
        """Return a row of each post that is proposed."""
        return [
            (
                str(number),
                hours(post.window.from_h, post.window.to_h),
                self._spot(post.segment, shapely.Point(post.x, post.y)),
                f"{post.passing:,.0f}",
                f"{post.removed_child_m:,.0f}",
            )
            for number, post in enumerate(self._posts, 1)
        ]

    @property
    def schools(self) -> Iterator[SchoolSection]:
        """Yield map and segments of each school."""
        homes = self.gap.flows.homes
        schools = self.plan.neighbourhood.schools
        if len(schools) > MOST_SCHOOL_MAPS:
            return
        for number, school in enumerate(schools):
            own = np.unique(homes.positions.segment[homes.school == number])
            if len(own):
                yield self._school(school.name, school.point, own)

    def _school(
        self, name: str, point: BaseGeometry, segments: NDArray[np.int64]
    ) -> SchoolSection:
        gap = self.gap
        lines = gap.graph.lines[segments]
        around = bounds_of([*lines, point])
        most, _, column = busiest(gap, np.arange(len(gap.slots)))
        order = segments[np.argsort(-most[segments], kind="stable")]
        worst = [int(s) for s in order[:SEGMENTS_A_SCHOOL] if most[s] > 0.5]
        numbers = {n: middle_of(gap.graph.lines[s]) for n, s in enumerate(worst, 1)}
        svg = self._pictures.draw(DAY, around, _SCHOOL_MAP, numbers=numbers)
        rows = tuple(self._row(n, s, int(column[s])) for n, s in enumerate(worst, 1))
        return SchoolSection(name, svg, rows)

    def _row(self, number: int, segment: int, column: int) -> tuple[str, ...]:
        gap = self.gap
        slot = int(gap.slots[column])
        unseen = gap.unseen_least[segment, column], gap.unseen_most[segment, column]
        return (
            str(number),
            self._spot(segment, middle_of(gap.graph.lines[segment])),
            f"{clock(slot)}–{clock(slot + 1)}",
            f"{gap.flow[segment, column]:,.0f}",
            _range(100 * unseen[0], 100 * unseen[1], 0) + "%",
            _range(gap.least[segment, column], gap.most[segment, column], 1),
            self._parts(segment, column),
        )

    def _parts(self, segment: int, column: int) -> str:
        seen = [
            (kind, float(chance[segment, column]))
            for kind, chance in self.gap.surely.items()
        ]
        said = [
            f"{WATCHER_LABELS[kind].in_(self.language)} {100 * chance:.0f}%"
            for kind, chance in seen
            if chance >= 0.005
        ]
        joiner = "、" if self.language == "ja" else ", "
        return joiner.join(said) or self._say("nobody_known")

    def _spot(self, segment: int, point: BaseGeometry) -> str:
        """Say where a point is: its street, and how it lies to the nearest school."""
        return spot_words(self.plan, segment, point, self.language)

    @property
    def standing(self) -> list[tuple[str, ...]]:
        """Return a row of each place where children stand still."""
        return [
            (
                one.place.name,
                "–" if one.place.children is None else f"{one.place.children:g}",
                _range(100 * one.unseen_least, 100 * one.unseen_most, 0) + "%",
                "–"
                if one.gap_most is None or one.gap_least is None
                else _range(one.gap_least, one.gap_most, 1),
            )
            for one in self.gap.standing
        ]

    @property
    def assumptions(self) -> list[tuple[str, ...]]:
        """Return the numbers that somebody chose."""
        return [
            (
                one.label.in_(self.language),
                f"{one.value:g} {'' if one.unit == '1' else one.unit}".strip(),
                one.reason.in_(self.language),
                one.chosen_by.in_(self.language),
            )
            for one in self.gap.assumptions.every.values()
        ]

    @property
    def inputs(self) -> list[str]:
        """Return which files were read."""
        return [*self.plan.files, f"SHA-256 {self.plan.sha256}"]

    def _say(self, name: str) -> str:
        return WORDS[name].in_(self.language)


def _range(least: float, most: float, digits: int) -> str:
    low, high = f"{least:,.{digits}f}", f"{most:,.{digits}f}"
    return low if low == high else f"{low}–{high}"


def _bar(walked: float, most: float, least: float) -> str:
    """Draw what is walked, what of it depends, and what is unseen at least."""
    width, height = 260.0, 14.0
    hatch = element(
        "pattern",
        element("path", d="M0 4L4 0", stroke="#7a0f14", stroke_width=0.9),
        id="open",
        width=4,
        height=4,
        patternUnits="userSpaceOnUse",
    )
    parts = (
        element("rect", width=walked * width, height=height, fill="#e2e2e5"),
        element("rect", width=most * width, height=height, fill="url(#open)"),
        element("rect", width=least * width, height=height, fill="#7a0f14"),
    )
    return element(
        "svg",
        hatch + "".join(parts),
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        aria_hidden="true",
    )

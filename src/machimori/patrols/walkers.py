"""Places that matter, who walks there, and what a plan of walks holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar, Literal

import shapely

from machimori.patrols.calendar import Weekday

WalkerKind = Literal["group", "post", "car"]
LonLat = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class PlaceThatMatters:
    """A place where being seen is worth something.

    Parameters
    ----------
    id, name : str
    lon, lat : float
        [deg]
    worth : float
        Above 0, in any unit that all places share.
    reason : str
        Why, in words for those who walk.
    begins, ends : time or None
        Hours in which it counts; None: any.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    id: str
    name: str = ""
    lon: float
    lat: float
    worth: float = 1.0
    reason: str = ""
    begins: time | None = None
    ends: time | None = None


@dataclass(frozen=True, kw_only=True)
class Before:
    """A visit made before the time that is planned.

    Parameters
    ----------
    day : date
    lon, lat : float
        [deg]; it counts for the nearest place within 60 m.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    day: date
    lon: float
    lat: float


@dataclass(frozen=True, kw_only=True)
class Walker:
    """A group that walks, posts that stand, or a car.

    Parameters
    ----------
    id, name : str
    kind : "group", "post" or "car"
        A group walks a few times a month in pairs, on lit streets with a footway where
        it can; posts stand at the same places every school day, so that children know
        them; a car stops, and comes unforeseen.
    start, end : (float, float) or None
        Longitude and latitude; the end is the start where not said. [deg]
    begins : time
    lasts_min : int
    weekdays : tuple of str
    weeks_of_month : tuple of int
        1 to 5: on which of these days of a month; empty: every week.
    stop_min : (int, int)
        Shortest and longest stay. [minute]
    people : int
        Who walk together, or posts that there are.
    apart_m : float
        How far posts stand from one another. [m]
    revisit_after_min : int or None
        So long after it was left a place may be visited again on the same day; None:
        once a day. [minute]
    before : tuple of Before
        Where it has been: that counts as visits of the plan do.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    id: str
    name: str = ""
    kind: WalkerKind
    start: LonLat | None = None
    end: LonLat | None = None
    begins: time
    lasts_min: int = 60
    weekdays: tuple[Weekday, ...]
    weeks_of_month: tuple[int, ...] = ()
    stop_min: tuple[int, int] | None = None
    people: int = 2
    apart_m: float = 100.0
    revisit_after_min: int | None = None
    before: tuple[Before, ...] = ()

    @property
    def stay_min(self) -> tuple[int, int]:
        """Shortest and longest stay. [minute].

        Source: C. S. Koper, "Just enough police presence", Justice Quarterly 12 (1995)
        649–672: stops of 10 to 16 minutes.
        """
        usual = {"group": (3, 5), "car": (10, 16), "post": (0, 0)}
        return self.stop_min or usual[self.kind]


@dataclass(frozen=True, kw_only=True)
class PlanRules:
    """How unforeseen, and how fair, walks are.

    Parameters
    ----------
    random_share : float
        Least share of a car's walks that go to places drawn by lot, whatever they are
        worth.
    most_weeks : int
        Weeks in a row in which one place may be visited by the same walker.
    worth_after_visit : float
        What a visit leaves of a place's worth: for a week, of groups for four.
    has_control : bool
        Whether one of each two places alike in worth is left out by lot for cars, so
        that an effect can be measured.
    together : bool
        Whether the walks of one day are planned together, groups with groups and cars
        with cars: a place is visited by one of them, and what one visited counts for
        all.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    random_share: float = 0.2
    most_weeks: int = 3
    worth_after_visit: float = 0.5
    has_control: bool = False
    together: bool = False


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A stop on a walk.

    Parameters
    ----------
    place : PlaceThatMatters
    arrives, leaves : time
    """

    place: PlaceThatMatters
    arrives: time
    leaves: time


@dataclass(frozen=True, kw_only=True)
class Streetside:
    """What is known of the streets along a way, as shares of its length.

    Parameters
    ----------
    lit, unlit, light_unknown : float
    footway, no_footway, footway_unknown : float
    """

    lit: float
    unlit: float
    light_unknown: float
    footway: float
    no_footway: float
    footway_unknown: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Walk:
    """One walk on one day.

    Parameters
    ----------
    walker : Walker
    on : date
    visits : tuple of Visit
    begins, ends : time
    line : shapely geometry
        The way, in plane metres.
    length_m : float
    worth, greedy_worth : float
        Of the places visited; and by adding the next best place alone.
    by_lot : bool
        Whether its places were drawn whatever they are worth.
    along : Streetside
    """

    walker: Walker
    on: date
    visits: tuple[Visit, ...]
    begins: time
    ends: time
    line: shapely.LineString
    length_m: float
    worth: float
    greedy_worth: float
    by_lot: bool
    along: Streetside


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """How visits are spread.

    Parameters
    ----------
    visits : mapping
        Visits of walks by id of the place.
    gini : float
        0: all places alike; towards 1: all visits at one place.
    entropy_bits, entropy_most_bits : float
        Of the half hours of the week in which cars stop at a place, and the most that
        as many stops can have; 0: whoever watched for a week knows when.
    by_lot : float
        Share of cars' walks drawn by lot.
    """

    visits: Mapping[str, int]
    gini: float
    entropy_bits: float
    entropy_most_bits: float
    by_lot: float


@dataclass(frozen=True, kw_only=True, eq=False)
class WalkPlan:
    """Walks, posts, and what they amount to.

    Parameters
    ----------
    walks : tuple of Walk
        By day.
    posts : mapping
        By id of the walker, the places where somebody stands.
    control : tuple of PlaceThatMatters
        Left out by lot for cars.
    unreachable : tuple of PlaceThatMatters
        No street of theirs leads there.
    exposure : Exposure
    seed : int
    """

    walks: tuple[Walk, ...]
    posts: Mapping[str, tuple[PlaceThatMatters, ...]]
    control: tuple[PlaceThatMatters, ...]
    unreachable: tuple[PlaceThatMatters, ...]
    exposure: Exposure
    seed: int

"""Who walks through a neighbourhood, and who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from shapely.geometry.base import BaseGeometry

from machimori.language import Text
from machimori.streets import StreetGraph
from machimori.watch.times import Window

WatcherKind = Literal[
    "post", "walk", "nagara", "police", "shop", "refuge", "camera", "window"
]
WATCHER_KINDS: tuple[WatcherKind, ...] = get_args(WatcherKind)

WATCHER_LABELS: Mapping[WatcherKind, Text] = {
    "post": Text(ja="立哨", en="school-watch posts"),
    "walk": Text(ja="見守り歩き・パトロール", en="watching walks, patrols"),
    "nagara": Text(ja="ながら見守り", en="people who watch as they go"),
    "police": Text(ja="交番・警察署", en="police boxes and stations"),
    "shop": Text(ja="開いている店", en="open shops"),
    "refuge": Text(ja="こども110番の家", en="refuges"),
    "camera": Text(ja="防犯カメラ", en="security cameras"),
    "window": Text(ja="道路を見る窓", en="windows that see the street"),
}

TripKind = Literal["to_school", "from_school", "to_club", "from_club", "nursery_walk"]
TRIP_KINDS: tuple[TripKind, ...] = get_args(TripKind)

TRIP_LABELS: Mapping[TripKind, Text] = {
    "to_school": Text(ja="登校", en="to school"),
    "from_school": Text(ja="下校", en="home from school"),
    "to_club": Text(ja="学校からクラブへ", en="from school to the club"),
    "from_club": Text(ja="クラブからの帰り", en="home from the club"),
    "nursery_walk": Text(ja="園のお散歩", en="nursery walks"),
}


@dataclass(frozen=True, eq=False)
class Block:
    """An area in which children live.

    Parameters
    ----------
    id : str
    area : shapely geometry
        In plane metres.
    children : float or None
        Pupils who live there; None where nobody said.
    """

    id: str
    area: BaseGeometry
    children: float | None = None


@dataclass(frozen=True, eq=False)
class Destination:
    """A school, a club or a nursery.

    Parameters
    ----------
    id, name : str
    point : shapely point
        In plane metres.
    district : shapely geometry or None
        Where its children live; None where not drawn.
    children : float or None
        How many go there.
    """

    id: str
    name: str
    point: BaseGeometry
    district: BaseGeometry | None = None
    children: float | None = None


@dataclass(frozen=True, eq=False)
class Watcher:
    """Somebody, or something, that may see the street.

    Parameters
    ----------
    id : str
    kind : str
        One of `WATCHER_KINDS`.
    geometry : shapely geometry
        In plane metres: where it stands, the line that it walks, or the area in which
        people who watch as they go are about.
    hours : tuple of Window or None
        When; None where nobody said.
    people : float or None
        Of people who watch as they go: how many are out at any moment.
    name : str
    """

    id: str
    kind: WatcherKind
    geometry: BaseGeometry
    hours: tuple[Window, ...] | None = None
    people: float | None = None
    name: str = ""


@dataclass(frozen=True, eq=False)
class Standing:
    """A place where children stand still: a gathering point, a bus stop.

    Parameters
    ----------
    id, name : str
    point : shapely point
        In plane metres.
    hours : tuple of Window or None
        When they stand there; None where nobody said.
    children : float or None
        How many; None where nobody said.
    """

    id: str
    name: str
    point: BaseGeometry
    hours: tuple[Window, ...] | None = None
    children: float | None = None


@dataclass(frozen=True, eq=False)
class GroupWalk:
    """A walk of a group along a line, such as a nursery's.

    Parameters
    ----------
    id, name : str
    line : shapely geometry
        In plane metres.
    hours : tuple of Window
    children : float or None
    """

    id: str
    name: str
    line: BaseGeometry
    hours: tuple[Window, ...]
    children: float | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Neighbourhood:
    """All that is known of who walks and who watches.

    Parameters
    ----------
    graph : StreetGraph
    schools, clubs, nurseries : tuples of Destination
    blocks : tuple of Block
        Where the pupils live; without any, evenly along the streets.
    school_routes : tuple of shapely geometries
        Lines of the routes that schools laid down, in plane metres.
    parks : tuple of shapely geometries
        Where nursery groups go.
    nursery_walks : tuple of GroupWalk
        Known walks; else the shortest ones to the next park.
    standing : tuple of Standing
    watchers : tuple of Watcher
    surveyed : frozenset of str
        Kinds of watcher that are known completely: where none is drawn there is none.
        Windows are known only as far as a scene shows them.
    """

    graph: StreetGraph
    schools: tuple[Destination, ...]
    clubs: tuple[Destination, ...] = ()
    nurseries: tuple[Destination, ...] = ()
    blocks: tuple[Block, ...] = ()
    school_routes: tuple[BaseGeometry, ...] = ()
    parks: tuple[BaseGeometry, ...] = ()
    nursery_walks: tuple[GroupWalk, ...] = ()
    standing: tuple[Standing, ...] = ()
    watchers: tuple[Watcher, ...] = ()
    surveyed: frozenset[str] = field(default_factory=frozenset)

"""Maps of walks, of posts, and of where a gap reopens."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from machimori.formats.patrols import GapNear
from machimori.language import Language
from machimori.patrols import PlaceThatMatters, Walk
from machimori.reports.patrols.walk_wording import WORDS
from machimori.reports.street_map import (
    LineClass,
    Signs,
    StreetMap,
    bounds_of,
    credit_of,
    draw_street_map,
)
from machimori.streets import StreetGraph

_SIZE = (640.0, 540.0)
"""Small, so that signs and words are large on paper."""

_STREET = "#c9c9cf"
_UNSEEN = "#ba0b2e"
_MARGIN_M = 40.0
_AROUND_M = 250.0
_EDGE_M = 20.0
_LEAST_NAMED_M = 40.0
"""A street is named where so much of it shows in one piece."""

_LEAST_CHILDREN = 0.05
"""A line along which fewer children go unseen in those hours is drawn as a street."""


def walk_map(graph: StreetGraph, walk: Walk, *, title: str, language: Language) -> str:
    """Draw a walk on its streets, its stops numbered.

    Parameters
    ----------
    graph : StreetGraph
    walk : Walk
    title : str
    language : "ja" or "en"

    Returns
    -------
    str
        SVG.
    """
    places = [one.place for one in walk.visits]
    spots = _points(graph, places)
    shapes: list[BaseGeometry] = [walk.line, *spots]
    around = bounds_of(shapes, _MARGIN_M)
    way = [walk.line]
    first = shapely.Point(walk.line.coords[0])
    classes = [
        _streets(graph, around),
        LineClass("", way, "#ffffff", 7.0),
        LineClass(WORDS["legend_way"].in_(language), way, "#0017c1", 3.6),
    ]
    start = Signs(WORDS["legend_start"].in_(language), "stop", [first])
    stops = _places(WORDS["legend_stop"].in_(language), spots, places)
    signs = [start, stops, _street_names(graph, around, but=stops.names)]
    return _drawn(title, around, classes, signs, spots, credit_of(graph))


def posts_map(
    graph: StreetGraph,
    places: Sequence[PlaceThatMatters],
    *,
    title: str,
    language: Language,
) -> str:
    """Draw where posts stand, numbered; empty where there are none."""
    if not places:
        return ""
    spots = _points(graph, places)
    streets = bounds_of([*graph.lines, *spots], _EDGE_M)
    around = streets.intersection(bounds_of([shapely.MultiPoint(spots)], _AROUND_M))
    posts = _places(WORDS["legend_post"].in_(language), spots, places)
    signs = [posts, _street_names(graph, around, but=posts.names)]
    classes = [_streets(graph, around)]
    return _drawn(title, around, classes, signs, spots, credit_of(graph))


def reopened_map(
    gap: GapNear,
    posts: Sequence[tuple[float, float]],
    hours: tuple[float, float],
    *,
    title: str,
    language: Language,
) -> str:
    """Draw what nobody sees where posts stay empty.

    Parameters
    ----------
    gap : GapNear
    posts : sequence of (lon, lat)
        Where somebody would have stood, numbered. [deg]
    hours : (float, float)
        From when to when. [hour]
    title : str
    language : "ja" or "en"

    Returns
    -------
    str
        SVG; empty without posts.
    """
    if not posts:
        return ""
    degrees = np.array(posts, dtype=np.float64).reshape(-1, 2)
    spots = list(shapely.points(gap.frame.to_plane(degrees)))
    around = bounds_of([shapely.MultiPoint(spots)], _AROUND_M)
    unseen = gap.unseen_children(*hours) > _LEAST_CHILDREN
    near = shapely.intersects(gap.lines, around)
    open_ = list(gap.lines[near & unseen])
    classes = [
        LineClass("", list(gap.lines[near]), _STREET, 1.6),
        LineClass(WORDS["legend_unseen"].in_(language), open_, _UNSEEN, 4.0),
    ]
    sign = Signs(WORDS["legend_empty_post"].in_(language), "spot", spots)
    return _drawn(title, around, classes if open_ else classes[:1], [sign], spots)


def _streets(graph: StreetGraph, around: BaseGeometry) -> LineClass:
    shown = graph.lines[shapely.intersects(graph.lines, around)]
    return LineClass("", list(shown), _STREET, 1.6)


def _places(
    label: str, spots: list[shapely.Point], places: Sequence[PlaceThatMatters]
) -> Signs:
    return Signs(label, "spot", spots, [one.name for one in places])


def _street_names(
    graph: StreetGraph, around: BaseGeometry, *, but: Sequence[str]
) -> Signs:
    """Name each street once, in the middle of its longest piece that shows."""
    shown = shapely.intersection(graph.lines, around)
    lengths = shapely.length(shown)
    named: dict[str, shapely.Point] = {}
    for segment in np.argsort(-lengths, kind="stable").tolist():
        if lengths[segment] < _LEAST_NAMED_M:
            break
        name = graph.facts(segment).name
        if name and name not in named and name not in but:
            middle = shapely.line_interpolate_point(
                shown[segment], 0.5, normalized=True
            )
            named[name] = middle
    return Signs("", "name alone", list(named.values()), list(named), is_quiet=True)


def _drawn(
    title: str,
    around: BaseGeometry,
    classes: list[LineClass],
    signs: list[Signs],
    spots: list[shapely.Point],
    credit: str = "",
) -> str:
    content = StreetMap(
        title=title,
        around=around,
        classes=classes,
        signs=signs,
        numbers=dict(enumerate(spots, 1)),
        credit=credit,
    )
    return draw_street_map(content, _SIZE)


def _points(
    graph: StreetGraph, places: Sequence[PlaceThatMatters]
) -> list[shapely.Point]:
    degrees = np.array([(one.lon, one.lat) for one in places]).reshape(-1, 2)
    return list(shapely.points(graph.frame.to_plane(degrees)))

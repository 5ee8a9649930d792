"""From lines as they were drawn to a graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from machimori.geometry import PlaneFrame
from machimori.streets.graph import StreetGraph
from machimori.streets.street import Street

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Cuts = dict[int, list[tuple[float, float]]]
_Key = tuple[int, int]

_GRAIN_M = 0.001
"""Vertices that are nearer than this are one."""


@dataclass(frozen=True, kw_only=True)
class LayingSettings:
    """How lines join.

    Streets always join where they share a vertex.

    Parameters
    ----------
    join_m : float
        An end joins another end, or else a line, that is as near as this. [m]
    joins_crossings : bool
        Whether lines that cross without a common vertex join there. A bridge and the
        road below it cross as well: only for maps that draw no levels.
    """

    join_m: float = 0.0
    joins_crossings: bool = False


def lay_streets(
    streets: Sequence[Street],
    frame: PlaneFrame,
    settings: LayingSettings | None = None,
) -> StreetGraph:
    """Cut streets at their junctions and join them to a graph.

    Parameters
    ----------
    streets : sequence of Street
        In plane metres of `frame`; those without any length are passed over.
    frame : PlaneFrame
    settings : LayingSettings, optional

    Returns
    -------
    StreetGraph
        Segments in the order of the streets, each in the direction it was drawn.
    """
    settings = settings or LayingSettings()
    drawn = tuple(street for street in streets if _has_length(street.vertices))
    lines = [street.vertices for street in drawn]
    if settings.join_m > 0.0:
        lines = _ends_on_lines(_ends_together(lines, settings.join_m), settings.join_m)
    if settings.joins_crossings:
        lines = _with_cuts(lines, _crossings(lines))
    return _cut_at_junctions(_with_lines(drawn, lines), lines, frame)


def _with_lines(drawn: Sequence[Street], lines: list[Floats]) -> tuple[Street, ...]:
    return tuple(
        street if line is street.vertices else replace(street, vertices=line)
        for street, line in zip(drawn, lines, strict=True)
    )


def _has_length(line: Floats) -> bool:
    return len(line) > 1 and bool(np.ptp(line, axis=0).max() > _GRAIN_M)


def _key(vertex: Floats) -> _Key:
    x, y = np.rint(vertex / _GRAIN_M)
    return int(x), int(y)


def _ends_together(lines: list[Floats], join_m: float) -> list[Floats]:
    """Move ends that lie close together onto the first of them."""
    ends = np.array([line[i] for line in lines for i in (0, -1)])
    if not len(ends):
        return lines
    pairs = cKDTree(ends).query_pairs(join_m, output_type="ndarray")
    ones = np.ones(len(pairs))
    matrix = coo_array((ones, (pairs[:, 0], pairs[:, 1])), shape=(len(ends),) * 2)
    labels = connected_components(matrix, directed=False)[1]
    firsts = ends[np.unique(labels, return_index=True)[1]][labels]
    moved = []
    for number, line in enumerate(lines):
        start, end = firsts[2 * number], firsts[2 * number + 1]
        is_ring = np.array_equal(line[0], line[-1])
        if np.array_equal(start, end) and not is_ring:
            moved.append(line)  # too short to be joined at both ends
            continue
        moved.append(np.vstack([start, line[1:-1], end]))
    return moved


def _ends_on_lines(lines: list[Floats], join_m: float) -> list[Floats]:
    """Let ends that meet no vertex end on the line beside them."""
    lines = [line.copy() for line in lines]
    used = Counter(_key(v) for line in lines for v in _distinct(line))
    drawn = shapely.linestrings(
        np.vstack(lines), indices=np.repeat(np.arange(len(lines)), [*map(len, lines)])
    )
    tree = shapely.STRtree(drawn)
    cuts: Cuts = defaultdict(list)
    for number, line in enumerate(lines):
        for end in (0, -1):
            if used[_key(line[end])] > 1:
                continue
            touched = _line_beside(tree, drawn, number, line[end], join_m)
            if touched is not None:
                other, spot = touched
                line[end] = spot
                cuts[other].append(spot)
    return _with_cuts(lines, cuts)


def _line_beside(
    tree: shapely.STRtree,
    drawn: NDArray[np.object_],
    number: int,
    end: Floats,
    join_m: float,
) -> tuple[int, tuple[float, float]] | None:
    point = shapely.Point(end)
    near = [int(i) for i in tree.query(point, "dwithin", join_m) if i != number]
    if not near:
        return None
    other = min(near, key=lambda i: (shapely.distance(drawn[i], point), i))
    way = shapely.line_locate_point(drawn[other], point)
    spot = shapely.line_interpolate_point(drawn[other], way)
    return other, (float(spot.x), float(spot.y))


def _crossings(lines: list[Floats]) -> Cuts:
    drawn = [shapely.LineString(line) for line in lines]
    tree = shapely.STRtree(drawn)
    cuts: Cuts = defaultdict(list)
    for one, other in tree.query(drawn, "intersects").T.tolist():
        if one >= other:
            continue
        for spot in _spots(shapely.intersection(drawn[one], drawn[other])):
            cuts[one].append(spot)
            cuts[other].append(spot)
    return cuts


def _spots(shared: shapely.Geometry) -> Iterator[tuple[float, float]]:
    """Points where two lines meet, and the ends of stretches that both have."""
    for part in shapely.get_parts(shared):
        if part.geom_type == "Point":
            yield part.x, part.y
        elif part.geom_type == "LineString":
            yield part.coords[0]
            yield part.coords[-1]


def _with_cuts(lines: list[Floats], cuts: Cuts) -> list[Floats]:
    """Put further vertices into lines, where they belong."""
    return [
        _with_vertices(line, cuts[number]) if number in cuts else line
        for number, line in enumerate(lines)
    ]


def _with_vertices(line: Floats, spots: list[tuple[float, float]]) -> Floats:
    known = {_key(vertex) for vertex in line}
    fresh = {_key(np.array(s)): s for s in spots if _key(np.array(s)) not in known}
    if not fresh:
        return line
    drawn = shapely.LineString(line)
    points = np.array(list(fresh.values()))
    ways = shapely.line_locate_point(drawn, shapely.points(points))
    own = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    order = np.argsort(np.concatenate([own, ways]), kind="stable")
    longer: Floats = np.vstack([line, points])[order]
    return longer


def _distinct(line: Floats) -> Floats:
    """Return the vertices without immediate repetitions."""
    steps = np.hypot(*np.diff(line, axis=0).T) > _GRAIN_M
    distinct: Floats = line[np.concatenate([[True], steps])]
    return distinct


def _cut_at_junctions(
    streets: tuple[Street, ...], lines: list[Floats], frame: PlaneFrame
) -> StreetGraph:
    clean = [_distinct(line) for line in lines]
    keys = [[_key(v) for v in line] for line in clean]
    used = Counter(key for line in keys for key in line)
    nodes: dict[_Key, int] = {}
    places: list[Floats] = []
    starts, ends, of_street, drawn = [], [], [], []
    for number, (line, own) in enumerate(zip(clean, keys, strict=True)):
        last = len(own) - 1
        cuts = [i for i, k in enumerate(own) if i in (0, last) or used[k] > 1]
        for i in cuts:
            if own[i] not in nodes:
                nodes[own[i]] = len(nodes)
                places.append(line[i])
        for one, other in pairwise(cuts):
            starts.append(nodes[own[one]])
            ends.append(nodes[own[other]])
            of_street.append(number)
            drawn.append(line[one : other + 1])
    counts = [len(line) for line in drawn]
    return StreetGraph(
        nodes=np.array(places).reshape(-1, 2),
        starts=np.array(starts, dtype=np.int64),
        ends=np.array(ends, dtype=np.int64),
        vertices=np.vstack(drawn) if drawn else np.empty((0, 2)),
        offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        of_street=np.array(of_street, dtype=np.int64),
        streets=streets,
        frame=frame,
    )

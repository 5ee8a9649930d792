"""From nodes, ways and relations to points, lines and areas in plane metres."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from machimori.formats.mending import mended_area
from machimori.formats.osm.document import OsmDocument, OsmRelation, OsmWay
from machimori.geometry import PlaneFrame
from machimori.language import Text


class UndrawableError(Exception):
    """An element whose drawing gives no usable outline. Never leaves the importer."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(ja=ja, en=en)


class Outlines:
    """Draws the elements of a document.

    Parameters
    ----------
    document : OsmDocument
    frame : PlaneFrame
        The plane to draw on.
    """

    def __init__(self, document: OsmDocument, frame: PlaneFrame) -> None:
        self._ways = document.ways
        self._row = {node: row for row, node in enumerate(document.positions)}
        lon_lat = np.array(list(document.positions.values()), float).reshape(-1, 2)
        self._frame = frame
        self._xy = frame.to_plane(lon_lat)

    def point(self, node: int) -> Point:
        """Draw a node."""
        return Point(self._xy[self._row[node]])

    def is_cut(self, way: OsmWay) -> bool:
        """Whether the file lacks some of a way's nodes."""
        return any(node not in self._row for node in way.nodes)

    def line(self, way: OsmWay) -> BaseGeometry:
        """Draw a way as a line; where nodes are missing, only what is left of it."""
        runs = [r for r in map(self._run, self._known_runs(way.nodes)) if r is not None]
        if not runs:
            raise UndrawableError(
                "位置の分かる点が2つに満たないため、線になりません。",
                "Fewer than two of its nodes have a position: there is no line.",
            )
        return runs[0] if len(runs) == 1 else MultiLineString(runs)

    def area(self, way: OsmWay) -> BaseGeometry:
        """Draw a closed way as an area."""
        if self.is_cut(way):
            raise _lacks_nodes()
        if not way.is_closed:
            raise UndrawableError(
                "輪郭が閉じていないため、面になりません。",
                "Its outline is not closed: there is no area.",
            )
        return self._mended(Polygon(self._coordinates(way.nodes)))

    def relation_area(self, relation: OsmRelation) -> BaseGeometry:
        """Draw a multipolygon: what its outer ways enclose without its inner ones."""
        outer = self._parts_of(relation, "outer", "")
        if not outer:
            raise UndrawableError("外周の線がありません。", "It has no outer way.")
        # Outlines that touch or overlap by a slip of drawing become one area.
        ground = self._enclosed(outer)
        holes = self._enclosed(self._known_inner(relation))
        return self._mended(shapely.difference(ground, holes))

    def lacks_holes(self, relation: OsmRelation) -> bool:
        """Whether an inner way of a multipolygon is not in the file."""
        known = len(self._known_inner(relation))
        return known < sum(m.role == "inner" for m in relation.members)

    def _parts_of(self, relation: OsmRelation, *roles: str) -> list[OsmWay]:
        refs = [m.ref for m in relation.members if m.type == "way" and m.role in roles]
        ways = [self._ways[ref] for ref in refs if ref in self._ways]
        if len(ways) < len(refs) or any(self.is_cut(way) for way in ways):
            raise _lacks_nodes()
        return ways

    def _known_inner(self, relation: OsmRelation) -> list[OsmWay]:
        refs = [m.ref for m in relation.members if m.role == "inner"]
        ways = [self._ways[ref] for ref in refs if ref in self._ways]
        return [way for way in ways if not self.is_cut(way)]

    def _enclosed(self, ways: list[OsmWay]) -> BaseGeometry:
        drawn = [way.nodes for way in ways if len(way.nodes) > 1]
        rings = _closed([LineString(self._coordinates(nodes)) for nodes in drawn])
        return shapely.union_all([self._mended(Polygon(ring)) for ring in rings])

    def _mended(self, area: BaseGeometry) -> BaseGeometry:
        mended = mended_area(area, self._frame)
        if mended is None:
            raise UndrawableError("面積がありません。", "It covers no ground.")
        return mended

    def _coordinates(self, nodes: Sequence[int]) -> np.ndarray:
        return self._xy[[self._row[node] for node in nodes]]

    def _known_runs(self, nodes: Sequence[int]) -> Iterable[list[int]]:
        run: list[int] = []
        for node in nodes:
            if node in self._row:
                run.append(node)
                continue
            yield run
            run = []
        yield run

    def _run(self, nodes: Sequence[int]) -> LineString | None:
        if len(nodes) < 2:
            return None
        line = shapely.remove_repeated_points(LineString(self._coordinates(nodes)))
        return line if line.length > 0 else None


def _closed(lines: list[LineString]) -> list[BaseGeometry]:
    """Join lines end to end into rings."""
    rings = [line for line in lines if _is_closed(line)]
    loose = [line for line in lines if not _is_closed(line)]
    if loose:
        merged = shapely.line_merge(shapely.multilinestrings(loose))
        rings += list(shapely.get_parts(merged))
    if not all(_is_closed(ring) for ring in rings):
        raise UndrawableError(
            "外周または内周の線がつながって閉じていません。",
            "Its outer or inner ways do not join to closed rings.",
        )
    return rings


def _is_closed(line: LineString) -> bool:
    return bool(line.is_closed) and len(line.coords) > 3


def _lacks_nodes() -> UndrawableError:
    return UndrawableError(
        "輪郭の一部がこのファイルにありません。",
        "Part of its outline is not in this file.",
    )

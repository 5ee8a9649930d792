"""Streets of a GraphML file, as OSMnx and NetworkX write it."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from machimori.errors import InvalidInput, Problem
from machimori.formats.refusals import cut_short
from machimori.formats.streets.drawn import Drawing, DrawnStreet
from machimori.formats.streets.tags import facts_of_tags
from machimori.language import Text
from machimori.streets import StreetFacts

Floats = NDArray[np.float64]

_WHERE_X = ("x", "lon", "longitude")
_WHERE_Y = ("y", "lat", "latitude")
_MOST_PROBLEMS = 20


def draw_graphml(content: bytes, *, file: str) -> Drawing:
    """Take the streets out of a graph.

    Parameters
    ----------
    content : bytes
    file : str
        Named in messages.

    Returns
    -------
    Drawing
        The two directions of one street are one; ids are ``edge/1`` and so on, or
        ``osm:way/12`` where the graph says so.

    Raises
    ------
    InvalidInput
        Where the file is not GraphML, ends too early, or has nodes without a place.

    Source
    ------
    GraphML specification 1.0, graphml.graphdrawing.org; OSMnx documentation,
    "osmnx.io.save_graphml".
    """
    parser = expat.ParserCreate()
    listener = _Listener(file, parser)
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        found = expat.ErrorString(error.code) or str(error)
        where = Text(ja=f"{error.lineno}行目", en=f"line {error.lineno}")
        raise InvalidInput([cut_short(file, where=where, found=found)]) from error
    if listener.problems:
        raise InvalidInput(listener.problems)
    return Drawing(list(_streets(listener)))


@dataclass
class _Edge:
    source: str
    target: str
    values: dict[str, str]
    line: int


@dataclass
class _Listener:
    """Collects nodes and edges from the parser's events."""

    file: str
    parser: expat.XMLParserType
    keys: dict[str, str] = field(default_factory=dict)
    graph: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, dict[str, str]] = field(default_factory=dict)
    edges: list[_Edge] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._root = ""
        self._current = self.graph
        self._key = ""
        self._words: list[str] = []
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self._words.append
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if not self._root:
            self._begin(name)
        if name == "key":
            self.keys[attributes.get("id", "")] = attributes.get("attr.name", "")
        elif name == "node":
            self._current = self.nodes.setdefault(attributes.get("id", ""), {})
        elif name == "edge":
            ends = attributes.get("source", ""), attributes.get("target", "")
            edge = _Edge(*ends, {}, self.parser.CurrentLineNumber)
            self.edges.append(edge)
            self._current = edge.values
        elif name == "data":
            self._key = attributes.get("key", "")
            self._words.clear()

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "data" and self._key:
            word = self.keys.get(self._key) or self._key
            self._current[word] = "".join(self._words).strip()
            self._key = ""
        elif name in ("node", "edge"):
            self._current = self.graph

    def refuse_doctype(self, name: str, *_: object) -> None:
        raise InvalidInput([_not_graphml(self.file, f"<!DOCTYPE {name}>")])

    def _begin(self, name: str) -> None:
        self._root = name
        if name != "graphml":
            raise InvalidInput([_not_graphml(self.file, f"<{name}>")])

    def complain(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= _MOST_PROBLEMS:
            raise InvalidInput(self.problems)


def _streets(graph: _Listener) -> Iterator[DrawnStreet]:
    turn = _to_lon_lat(graph)
    places = _places(graph)
    drawn: dict[tuple[object, ...], tuple[int, Floats, _Edge]] = {}
    for number, edge in enumerate(graph.edges):
        line = _line(graph, places, edge)
        if line is not None:
            steps = tuple(map(tuple, np.round(line, 6).tolist()))
            drawn.setdefault(min(steps, steps[::-1]), (number, line, edge))
    if graph.problems:
        raise InvalidInput(graph.problems)
    for number, line, edge in drawn.values():
        facts = _facts(edge.values)
        if facts is not None:
            yield DrawnStreet(_id(number, edge.values), turn(line), facts)


def _places(graph: _Listener) -> dict[str, tuple[float, float]]:
    places = {}
    for name, values in graph.nodes.items():
        x, y = _number(values, _WHERE_X), _number(values, _WHERE_Y)
        if x is None or y is None:
            graph.complain(_no_place(graph.file, name))
        else:
            places[name] = (x, y)
    if graph.problems:
        raise InvalidInput(graph.problems)
    return places


def _number(values: Mapping[str, str], names: tuple[str, ...]) -> float | None:
    for name in names:
        try:
            number = float(values[name])
        except (KeyError, ValueError):
            continue
        if math.isfinite(number):
            return number
    return None


def _line(
    graph: _Listener, places: Mapping[str, tuple[float, float]], edge: _Edge
) -> Floats | None:
    for end in (edge.source, edge.target):
        if end not in places:
            graph.complain(_no_node(graph.file, edge.line, end))
            return None
    written = edge.values.get("geometry")
    if not written:
        return np.array([places[edge.source], places[edge.target]])
    try:
        line = shapely.from_wkt(written)
    except shapely.errors.GEOSException as error:
        graph.complain(_no_line(graph.file, edge.line, str(error)))
        return None
    xy = shapely.get_coordinates(line)
    if line.geom_type != "LineString" or not np.isfinite(xy).all():
        graph.complain(_no_line(graph.file, edge.line, written[:60]))
        return None
    return np.asarray(xy, dtype=np.float64)


def _to_lon_lat(graph: _Listener) -> _Turn:
    stated = graph.graph.get("crs", "epsg:4326")
    try:
        return _Turn(CRS.from_user_input(stated))
    except CRSError as error:
        raise InvalidInput([_no_crs(graph.file, stated)]) from error


class _Turn:
    """From a graph's coordinate system to longitude and latitude."""

    def __init__(self, crs: CRS) -> None:
        self.transformer = Transformer.from_crs(crs, "EPSG:6668", always_xy=True)

    def __call__(self, xy: Floats) -> Floats:
        turned: Floats = np.column_stack(self.transformer.transform(*xy.T))
        return turned


def _facts(values: Mapping[str, str]) -> StreetFacts | None:
    tags = {key: _first(value) for key, value in values.items()}
    if "highway" not in tags:
        return StreetFacts(name=tags.get("name"))
    return facts_of_tags(tags)


def _first(value: str) -> str:
    """Take the first of several values that were merged into one edge."""
    if not value.startswith("["):
        return value
    try:
        listed = ast.literal_eval(value)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return value
    return str(listed[0]) if isinstance(listed, list) and listed else value


def _id(number: int, values: Mapping[str, str]) -> str:
    own = _first(values.get("osmid", ""))
    return f"osm:way/{own}/{number + 1}" if own.isdigit() else f"edge/{number + 1}"


def _problem(
    file: str, where: Text, found: str, expected: Text, remedy: Text
) -> Problem:
    return Problem(
        file=file, where=where, found=found, expected=expected, remedy=remedy
    )


def _not_graphml(file: str, found: str) -> Problem:
    return _problem(
        file,
        Text(ja="1行目付近", en="near line 1"),
        found,
        Text(ja="<graphml> で始まるファイル", en="a file beginning with <graphml>"),
        Text(
            ja="OSMnx の save_graphml などで書き出してください。",
            en="Write it with OSMnx's save_graphml or the like.",
        ),
    )


def _no_place(file: str, node: str) -> Problem:
    return _problem(
        file,
        Text(ja=f"節点 {node}", en=f"node {node}"),
        "-",
        Text(ja="x と y の値", en="values x and y"),
        Text(
            ja="節点に座標を付けて書き出してください。",
            en="Write the graph with the coordinates of its nodes.",
        ),
    )


def _no_node(file: str, line: int, node: str) -> Problem:
    return _problem(
        file,
        Text(ja=f"{line}行目 辺", en=f"line {line}, edge"),
        node,
        Text(ja="ファイルにある節点", en="a node of the file"),
        Text(ja="グラフを書き出し直してください。", en="Write the graph again."),
    )


def _no_line(file: str, line: int, found: str) -> Problem:
    return _problem(
        file,
        Text(ja=f"{line}行目 geometry", en=f"line {line}, geometry"),
        found,
        Text(ja="線（WKTの LINESTRING）", en="a LINESTRING in WKT"),
        Text(
            ja="直すか、geometry を消してください（直線になります）。",
            en="Correct it, or remove it: the edge is then a straight line.",
        ),
    )


def _no_crs(file: str, found: str) -> Problem:
    return _problem(
        file,
        Text.same("crs"),
        found,
        Text(ja="座標系（例 epsg:4326）", en="a coordinate system such as epsg:4326"),
        Text(ja="グラフの crs を直してください。", en="Correct the crs of the graph."),
    )

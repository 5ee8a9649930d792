"""From lines of a scene to GeoJSON features."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from machimori.scene import vocabulary
from tests.machimori.guidelines.casebook.form import Line

Things = dict[str, dict[str, Any]]
"""Features by id."""

SHAPES = ("at", "line", "box", "outline")
NAMED_BY_SORT = {"place": "place_kind", "area": "use"}


class Undrawable(ValueError):
    """A line that says nothing, or twice the same."""


def drawn(lines: Iterable[Line], things: Things) -> Things:
    """Draw lines over the things that are there."""
    things = dict(things)
    for line in lines:
        if "without" in line:
            _take_away(line, things)
        elif "change" in line:
            _change(line, things)
        else:
            _add(line, things)
    return things


def _take_away(line: Line, things: Things) -> None:
    names = line["without"]
    if set(line) != {"without"}:
        raise Undrawable(f"{line}: nothing but without")
    for name in (names,) if isinstance(names, str) else names:
        _known(name, things)
        del things[name]


def _change(line: Line, things: Things) -> None:
    said = dict(line)
    thing = _known(said.pop("change"), things)
    shape = _shape(said) if set(SHAPES) & set(said) else thing["geometry"]
    properties = {**thing["properties"], **_plain(said)}
    things[thing["id"]] = _feature(thing["id"], shape, properties)


def _add(line: Line, things: Things) -> None:
    said = dict(line)
    kind = next(iter(said), "")
    if kind not in vocabulary().kinds:
        raise Undrawable(f"{kind}: no kind of thing, nor change nor without")
    name = said.pop(kind)
    id_ = said.pop("id", name)
    sort = {NAMED_BY_SORT[kind]: name} if kind in NAMED_BY_SORT else {}
    if id_ in things:
        raise Undrawable(f"{id_}: there already; change it, or give another id")
    shape = _shape(said)
    things[id_] = _feature(id_, shape, {"kind": kind, **sort, **_plain(said)})


def _known(name: str, things: Things) -> dict[str, Any]:
    if name not in things:
        raise Undrawable(f"{name}: not in the scene, which has {', '.join(things)}")
    return things[name]


def _shape(said: dict[str, Any]) -> dict[str, Any]:
    """Take the shape out of what is said of a thing."""
    given = [word for word in SHAPES if word in said]
    if len(given) != 1:
        raise Undrawable(f"{said}: one of {', '.join(SHAPES)}")
    word, value = given[0], said.pop(given[0])
    if word == "at":
        return {"type": "Point", "coordinates": list(value)}
    if word == "line":
        return {"type": "LineString", "coordinates": [list(p) for p in value]}
    ring = _corners(*value) if word == "box" else [list(p) for p in value]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _corners(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north]]


def _feature(id_: str, shape: Any, properties: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: value for name, value in properties.items() if value is not None}
    return {"type": "Feature", "id": id_, "geometry": shape, "properties": said}


def _plain(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _as_json(name, value) for name, value in said.items()}


def _as_json(name: str, value: Any) -> Any:
    if name == "complete" and value == "all":
        return sorted(vocabulary().surveyable())
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value

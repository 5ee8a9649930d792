"""Take out of an IFC model what a scene needs; a program run in a process of its own.

The engine that reads IFC is written in C++ and may fall over a hostile file. It runs
here, away from the caller: what it finds goes out as JSON, and a crash stays here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import ifcopenshell
import ifcopenshell.geom
from ifcopenshell.util import element as elements
from ifcopenshell.util import placement
from ifcopenshell.util import unit as units

from machimori.formats.ifc.shapes import Solid, opening_of, plan_of, solid_of

KINDS = (
    "IfcDoor",
    "IfcWindow",
    "IfcSpace",
    "IfcSlab",
    "IfcRailing",
    "IfcStair",
    "IfcLightFixture",
    "IfcFlowTerminal",
    "IfcWall",
    "IfcRoof",
    "IfcSite",
)
"""What is taken in; classes derived from them come along under these names."""

_PIECES = {"IfcStairFlight": "IfcStair", "IfcCurtainWall": "IfcWall"}
_WITHOUT_PROPERTIES = ("IfcWall", "IfcRoof", "IfcStair", "IfcSite", "IfcRailing")
_ERROR = "[error]"
_DEPTH = 40
"""How far up a chain of parts is followed; a hostile one runs in a circle."""


def extract(path: str) -> dict[str, Any]:
    """Read a model and return what a scene needs as plain values in metres."""
    model = ifcopenshell.open(path)
    engine: Any = ifcopenshell
    unread = [line for line in engine.get_log().splitlines() if _ERROR in line]
    scale = units.calculate_unit_scale(model)
    products = [(kind, one) for kind in KINDS for one in _of_class(model, kind)]
    products += [
        (k, one) for name, k in _PIECES.items() for one in _of_class(model, name)
    ]
    solids = dict(_solids(model, [one for _, one in products]))
    return {
        "schema": str(model.schema_identifier),
        "unread": unread,
        "undrawn": [
            one.GlobalId
            for _, one in products
            if one.Representation is not None and one.id() not in solids
        ],
        "has_units": any(p.UnitsInContext for p in _of_class(model, "IfcProject")),
        "north": _north(model),
        "map": _map_position(model),
        "sites": [_site(one, scale) for one in _of_class(model, "IfcSite")],
        "buildings": [_building(b, scale) for b in _of_class(model, "IfcBuilding")],
        "storeys": [_storey(s, scale) for s in _of_class(model, "IfcBuildingStorey")],
        "products": [_product(k, one, solids, scale) for k, one in products],
    }


def _of_class(model: Any, name: str) -> list[Any]:
    try:
        return list(model.by_type(name))
    except RuntimeError:  # the schema has no such class
        return []


def _solids(model: Any, products: Iterable[Any]) -> Iterator[tuple[int, Solid]]:
    """Mesh everything once, openings not cut out: it is faster, and fails less."""
    wanted = {one.id(): one for one in products}
    for one in list(wanted.values()):
        for filled in getattr(one, "FillsVoids", None) or ():
            hole = filled.RelatingOpeningElement
            wanted[hole.id()] = hole
    wanted = {i: one for i, one in wanted.items() if one.Representation is not None}
    if not wanted:
        return
    engine: Any = ifcopenshell.geom
    settings = engine.settings()
    settings.set("disable-opening-subtractions", True)
    shapes = engine.iterator(settings, model, 1, include=list(wanted.values()))
    goes_on = shapes.initialize()
    while goes_on:
        shape = shapes.get()
        yield shape.id, solid_of(shape)
        goes_on = shapes.next()


def _product(kind: str, one: Any, solids: dict[int, Solid], scale: float) -> Any:
    own = solids.get(one.id())
    found: dict[str, Any] = {
        "kind": kind,
        "class": one.is_a(),
        "inside": _ids(_containers(one)),
        **_words(one),
        **_properties(kind, one),
    }
    if kind in ("IfcDoor", "IfcWindow"):
        hole, wall = _hole_and_wall(one)
        width = _metres(one, "OverallWidth", scale)
        height = _metres(one, "OverallHeight", scale)
        void = solids.get(hole.id()) if hole is not None else None
        found["opening"] = opening_of(own, void, width_m=width, height_m=height)
        found["wall_sets"] = _properties("IfcDoor", wall) if wall is not None else {}
    elif own is not None:
        found["plan"] = plan_of(own)
        found["z"] = own.z_range
    return found


def _words(one: Any) -> dict[str, Any]:
    """Collect the names that an element and its type go by."""
    type_: Any = elements.get_type(one)
    fields = ("Name", "LongName", "ObjectType", "Description")
    texts = [getattr(one, name, None) for name in fields]
    texts += [getattr(type_, name, None) for name in ("Name", "ElementType")]
    said = ("PredefinedType", "ShapeType", "OperationType", "InteriorOrExteriorSpace")
    values = {n: getattr(one, n, None) or getattr(type_, n, None) for n in said}
    return {
        "id": one.GlobalId,
        "name": getattr(one, "LongName", None) or one.Name,
        "words": [str(text) for text in texts if text],
        "type_class": type_.is_a() if type_ is not None else None,
        "said": {name: str(value) for name, value in values.items() if value},
    }


def _properties(kind: str, one: Any) -> dict[str, Any]:
    if kind in _WITHOUT_PROPERTIES:
        return {"sets": {}}
    sets = elements.get_psets(one)
    plain = (str, int, float, bool)
    return {
        "sets": {
            name: {k: v for k, v in said.items() if isinstance(v, plain) and k != "id"}
            for name, said in sets.items()
        }
    }


def _containers(one: Any) -> Iterator[Any]:
    """Walk up from an element to what it is part of or stands in."""
    for _ in range(_DEPTH):
        one = elements.get_aggregate(one) or elements.get_container(
            one, should_get_direct=True
        )
        if one is None:
            return
        yield one


def _ids(found: Iterable[Any]) -> list[str]:
    return [one.GlobalId for one in found]


def _hole_and_wall(one: Any) -> tuple[Any, Any]:
    for filled in getattr(one, "FillsVoids", None) or ():
        hole = filled.RelatingOpeningElement
        for voided in hole.VoidsElements:
            return hole, voided.RelatingBuildingElement
    return None, None


def _metres(one: Any, name: str, scale: float) -> float | None:
    value = getattr(one, name, None)
    return None if value is None else float(value) * scale


def _storey(one: Any, scale: float) -> dict[str, Any]:
    origin = _origin(one)
    level = origin[2] * scale if origin else _metres(one, "Elevation", scale)
    return {
        "id": one.GlobalId,
        "name": one.LongName or one.Name,
        "level_m": level,
        "inside": _ids(_containers(one)),
    }


def _building(one: Any, scale: float) -> dict[str, Any]:
    origin = _origin(one)
    at = {"z": [origin[2] * scale] * 2} if origin else {}
    return {**_words(one), **_properties("IfcBuilding", one), **at}


def _site(one: Any, scale: float) -> dict[str, Any]:
    origin = _origin(one) or (0.0, 0.0, 0.0)
    return {
        "id": one.GlobalId,
        "lat": _degrees(one.RefLatitude),
        "lon": _degrees(one.RefLongitude),
        "origin": [float(value) * scale for value in origin],
    }


def _origin(one: Any) -> tuple[float, float, float] | None:
    if one.ObjectPlacement is None:
        return None
    matrix = placement.get_local_placement(one.ObjectPlacement)
    return (float(matrix[0][3]), float(matrix[1][3]), float(matrix[2][3]))


def _degrees(parts: Any) -> float | None:
    """Degrees, minutes, seconds and millionths; all carry the sign."""
    if not parts:
        return None
    sizes = (1.0, 60.0, 3600.0, 3600e6)
    return float(sum(part / size for part, size in zip(parts, sizes, strict=False)))


def _north(model: Any) -> list[float]:
    """Direction of true north in the model's plan; its y axis where nobody said."""
    for context in _of_class(model, "IfcGeometricRepresentationContext"):
        is_whole = context.is_a() == "IfcGeometricRepresentationContext"
        if is_whole and context.ContextType == "Model" and context.TrueNorth:
            return [float(value) for value in context.TrueNorth.DirectionRatios[:2]]
    return [0.0, 1.0]


def _map_position(model: Any) -> dict[str, Any] | None:
    for one in _of_class(model, "IfcMapConversion"):
        crs = one.TargetCRS
        to_m = _unit_m(getattr(crs, "MapUnit", None))
        return {
            "crs": crs.Name or "",
            "easting_m": one.Eastings * to_m,
            "northing_m": one.Northings * to_m,
            "along": [_or(one.XAxisAbscissa, 1.0), _or(one.XAxisOrdinate, 0.0)],
        }
    return None


def _unit_m(unit: Any) -> float:
    if unit is None or not unit.is_a("IfcNamedUnit"):
        return 1.0
    return float(
        units.convert(1.0, None, units.get_full_unit_name(unit), None, "METRE")
    )


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else float(value)


def main() -> None:
    """Write what the model named on the command line holds to standard output."""
    try:
        found = extract(sys.argv[1])
    except (ifcopenshell.Error, RuntimeError, AttributeError, ValueError) as error:
        found = {"refused": str(error) or type(error).__name__}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()

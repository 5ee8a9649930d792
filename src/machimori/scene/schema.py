"""JSON Schema of the scene file, made from the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from machimori.geometry.plane import JAPAN_BOUNDS
from machimori.scene.reading.header import (
    ASSUMPTION_MEMBERS,
    COORDINATES,
    PLACE_MEMBERS,
    SCHEMA,
    SEASONS,
    SNOW_LIMIT_M,
    TERRAIN_PATTERN,
    TIMES_OF_DAY,
)
from machimori.scene.reading.shapes import PLANE_LIMIT_M
from machimori.scene.reading.values import METHODS, TEXT_LIMIT
from machimori.scene.vocabulary import (
    KindTerm,
    PropertyTerm,
    PropertyType,
    vocabulary,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Json = dict[str, Any]


def json_schema() -> Json:
    """Make the JSON Schema of the scene file, draft 2020-12.

    Returns
    -------
    dict
        It says what one feature may hold. What only the whole file shows (ids that
        stand twice, owners, files of photometry, outlines that cross themselves)
        :func:`parse_scene` checks.
    """
    kinds = vocabulary().kinds
    return {
        "$schema": DIALECT,
        "title": "Machimori scene file",
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "machimori": _header(),
            "features": {"type": "array", "items": {"$ref": "#/$defs/feature"}},
        },
        "$defs": {
            "id": {"anyOf": [_TEXT, {"type": "integer"}]},
            "date": {"type": "string", "format": "date", "pattern": _DATE},
            "evidence": _EVIDENCE,
            "feature": _feature(),
            **_geometries(),
            **{f"kind-{name}": _kind(kind) for name, kind in kinds.items()},
        },
    }


_TEXT: Json = {"type": "string", "maxLength": TEXT_LIMIT, "pattern": r"\S"}
_DATE = r"^\d{4}-\d\d-\d\d$"
_EVIDENCE: Json = {
    "type": "object",
    "required": ["method", "on", "by"],
    "additionalProperties": False,
    "properties": {
        "method": {"enum": list(METHODS)},
        "on": {"$ref": "#/$defs/date"},
        "by": _TEXT,
        "source": _TEXT,
        "of": {"type": "array", "items": _TEXT, "uniqueItems": True},
        "otherwise": {"$ref": "#/$defs/evidence"},
    },
}


def _header() -> Json:
    place = vocabulary().kinds["place"].properties
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "schema": {"const": SCHEMA},
            "coordinates": {"enum": [*COORDINATES, None]},
            "place": {
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": {
                    name: _TEXT if name == "id" else _value(place[name])
                    for name in PLACE_MEMBERS
                },
            },
            "season": {"enum": [*SEASONS, None]},
            "snow_depth_m": {
                "type": ["number", "null"],
                "minimum": 0,
                "maximum": SNOW_LIMIT_M,
            },
            "time_of_day": {"enum": [*TIMES_OF_DAY, None]},
            "terrain": {
                "type": ["string", "null"],
                "pattern": TERRAIN_PATTERN,
            },
            "assumptions": {"type": ["array", "null"], "items": _assumption()},
        },
    }


def _assumption() -> Json:
    return {
        "type": "object",
        "required": list(ASSUMPTION_MEMBERS),
        "additionalProperties": False,
        "properties": {
            "kind": {"enum": list(vocabulary().kinds)},
            "property": {"enum": sorted(vocabulary().property_types)},
            "value": True,
            "reason": _both_languages(),
            "features": {"type": "array", "items": _TEXT},
        },
    }


def _both_languages() -> Json:
    return {
        "type": "object",
        "required": ["ja", "en"],
        "additionalProperties": False,
        "properties": {"ja": _TEXT, "en": _TEXT},
    }


def _feature() -> Json:
    kinds = vocabulary().kinds
    return {
        "type": "object",
        "required": ["type", "properties", "geometry"],
        "properties": {
            "type": {"const": "Feature"},
            "id": {"anyOf": [{"$ref": "#/$defs/id"}, {"type": "null"}]},
            "properties": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"enum": list(kinds)}},
            },
        },
        "allOf": [_if_kind(name) for name in kinds],
    }


def _if_kind(name: str) -> Json:
    is_kind = {"properties": {"properties": {"properties": {"kind": {"const": name}}}}}
    return {"if": is_kind, "then": {"$ref": f"#/$defs/kind-{name}"}}


def _kind(kind: KindTerm) -> Json:
    anywhere = sorted(vocabulary().property_types)
    own = {name: _or_null(kind.properties[name]) for name in kind.properties}
    for name in kind.required:
        own[name] = _value(kind.properties[name])
    return {
        "title": kind.label.en,
        "properties": {
            "properties": {
                "required": list(kind.required),
                "propertyNames": {"enum": ["id", *anywhere]},
                "properties": {
                    **own,
                    "kind": {"const": kind.name},
                    "id": {"anyOf": [{"$ref": "#/$defs/id"}, {"type": "null"}]},
                },
                # QGIS writes the columns of other kinds as null.
                "additionalProperties": {"type": "null"},
            },
            "geometry": {
                "anyOf": [{"$ref": f"#/$defs/{name}"} for name in kind.geometry]
            },
        },
    }


def _or_null(term: PropertyTerm) -> Json:
    return {"anyOf": [_value(term), {"type": "null"}]}


def _value(term: PropertyTerm) -> Json:
    return {"title": term.label.en, **_VALUES[term.type](term)}


def _number(term: PropertyTerm) -> Json:
    limits = {
        "minimum": term.minimum,
        "exclusiveMinimum": term.exclusive_minimum,
        "maximum": term.maximum,
        "x-unit": term.unit,
    }
    stated = {name: limit for name, limit in limits.items() if limit is not None}
    return {"type": term.type, **stated}


def _list_of(words: Any) -> Json:
    return {"type": "array", "uniqueItems": True, "items": words}


def _texts(term: PropertyTerm) -> Json:
    surveyable = {"enum": sorted(vocabulary().surveyable())}
    return _list_of(surveyable if term.name == "complete" else _TEXT)


_VALUES: Mapping[PropertyType, Callable[[PropertyTerm], Json]] = {
    "number": _number,
    "integer": _number,
    "boolean": lambda term: {"type": "boolean"},
    "text": lambda term: _TEXT,
    "texts": _texts,
    "choice": lambda term: {"enum": list(term.values or ())},
    "choices": lambda term: _list_of({"enum": list(term.values or ())}),
    "date": lambda term: {"$ref": "#/$defs/date"},
    "object": lambda term: {"$ref": "#/$defs/evidence"},
}


def _geometries() -> Json:
    """Positions in degrees or metres: the wider of the two limits."""
    limit = max(PLANE_LIMIT_M, *JAPAN_BOUNDS)
    number = {"type": "number", "minimum": -limit, "maximum": limit}
    position = {
        "type": "array",
        "minItems": 2,
        "maxItems": 3,
        "prefixItems": [number, number],
        "items": {"type": "number"},
    }
    line = {"type": "array", "minItems": 2, "items": position}
    ring = {"type": "array", "minItems": 4, "items": position}
    polygon = {"type": "array", "minItems": 1, "items": ring}
    coordinates = {
        "Point": position,
        "LineString": line,
        "MultiLineString": {"type": "array", "minItems": 1, "items": line},
        "Polygon": polygon,
        "MultiPolygon": {"type": "array", "minItems": 1, "items": polygon},
    }
    return {name: _geometry(name, of) for name, of in coordinates.items()}


def _geometry(name: str, coordinates: Json) -> Json:
    return {
        "type": "object",
        "required": ["type", "coordinates"],
        "properties": {"type": {"const": name}, "coordinates": coordinates},
    }

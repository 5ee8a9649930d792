"""What a scene file says about itself: the top-level member ``machimori``."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from machimori.language import Text
from machimori.scene.model import Assumption, Season, TimeOfDay
from machimori.scene.reading.problems import (
    ProblemList,
    in_member,
    one_of,
    remove,
    suggestion,
)
from machimori.scene.reading.values import is_finite_number, is_text, refusal
from machimori.scene.vocabulary import PropertyTerm, vocabulary

SCHEMA = 1
TERRAIN_PATTERN = r"\S\.[tT][iI][fF][fF]?$"
"""Names of files of heights."""

COORDINATES = {"plane_m": True, "wgs84": False, "WGS84": False}
"""Words for the coordinates of a file, and whether they are plane metres."""

SEASONS: tuple[Season, ...] = ("spring", "summer", "autumn", "winter")
TIMES_OF_DAY: tuple[TimeOfDay, ...] = ("day", "night")
SNOW_LIMIT_M = 20.0
MEMBERS = (
    "schema",
    "coordinates",
    "place",
    "season",
    "snow_depth_m",
    "time_of_day",
    "terrain",
    "assumptions",
)
PLACE_MEMBERS = ("id", "name", "status")
ASSUMPTION_MEMBERS = ("kind", "property", "value", "reason", "features")

_CRS_OF_LON_LAT = ("CRS84", "EPSG::4326", "EPSG:4326", "EPSG::6668", "EPSG:6668")
_FIX_IT = Text(ja="値を直してください。", en="Correct the value.")


@dataclass(frozen=True)
class Header:
    """What the file says about itself.

    Parameters
    ----------
    is_plane : bool
        Coordinates are plane metres; else WGS84 longitude and latitude.
    place : mapping
        Defaults for place features: ``id``, ``name``, ``status``.
    season, snow_depth_m, time_of_day, terrain_file, assumptions
        See :class:`Scene`.
    """

    is_plane: bool = False
    place: Mapping[str, str] = field(default_factory=dict)
    season: Season | None = None
    snow_depth_m: float = 0.0
    time_of_day: TimeOfDay = "day"
    terrain_file: str = ""
    assumptions: tuple[Assumption, ...] = ()


def read_header(document: Mapping[str, Any], problems: ProblemList) -> Header:
    """Read the member ``machimori``; a file without it is WGS84, schema 1."""
    _refuse_misspelt(document, problems)
    member = document.get("machimori", {})
    if not isinstance(member, Mapping):
        expected = Text(ja="オブジェクト", en="an object")
        problems.add(in_member("machimori"), member, expected, _FIX_IT)
        return Header()
    _refuse_unknown(member, MEMBERS, "machimori", problems)
    _check_word(member, "schema", (SCHEMA,), problems)
    is_plane = COORDINATES.get(
        _word(member, "coordinates", COORDINATES, problems), False
    )
    if not is_plane:
        _check_crs(document, problems)
    season = _word(member, "season", SEASONS, problems)
    time_of_day = _word(member, "time_of_day", TIMES_OF_DAY, problems)
    return Header(
        is_plane=is_plane,
        place=_read_place(member, problems),
        season=next((s for s in SEASONS if s == season), None),
        snow_depth_m=_read_snow_depth(member, problems),
        time_of_day=next((t for t in TIMES_OF_DAY if t == time_of_day), "day"),
        terrain_file=_read_terrain(member, problems),
        assumptions=_read_assumptions(member, problems),
    )


def _refuse_misspelt(document: Mapping[str, Any], problems: ProblemList) -> None:
    """RFC 7946 allows other members, but not one that was meant to be ours."""
    if "machimori" in document:
        return
    for name in difflib.get_close_matches("machimori", document, n=1, cutoff=0.7):
        expected = Text.same('"machimori"')
        problems.add(in_member(name), name, expected, suggestion(name, ["machimori"]))


def _refuse_unknown(
    member: Mapping[str, Any],
    known: tuple[str, ...],
    name: str,
    problems: ProblemList,
) -> None:
    for unknown in member:
        if unknown not in known:
            where = in_member(f"{name}.{unknown}")
            problems.add(where, unknown, one_of(known), suggestion(unknown, known))


def _word(
    member: Mapping[str, Any], name: str, known: Any, problems: ProblemList
) -> str:
    """Return one of the known words; empty where it is missing or wrong."""
    value = member.get(name)
    if value is None:
        return ""
    if isinstance(value, str) and value in known:
        return value
    hint = suggestion(value, known) if isinstance(value, str) else _FIX_IT
    problems.add(in_member(f"machimori.{name}"), value, one_of(known), hint)
    return ""


def _check_word(
    member: Mapping[str, Any], name: str, known: tuple[int, ...], problems: ProblemList
) -> None:
    value = member.get(name, known[0])
    if isinstance(value, bool) or value not in known:
        expected = one_of([str(word) for word in known])
        problems.add(in_member(f"machimori.{name}"), value, expected, _NEWER)


_NEWER = Text(
    ja="この版では読めない形式です。Machimori を新しくしてください。",
    en="This version cannot read that schema. Update Machimori.",
)


def _check_crs(document: Mapping[str, Any], problems: ProblemList) -> None:
    """Old GeoJSON names its coordinate system; only longitude and latitude will do."""
    crs = document.get("crs")
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    if isinstance(name, str) and name.endswith(_CRS_OF_LON_LAT):
        return
    problems.add(in_member("crs"), name, Text.same("WGS84 (EPSG:4326)"), _EXPORT_AGAIN)


_EXPORT_AGAIN = Text(
    ja="QGIS などで座標参照系を EPSG:4326（WGS84）にして書き出し直してください。",
    en="Export it again in EPSG:4326 (WGS84), for example with QGIS.",
)


def _read_place(member: Mapping[str, Any], problems: ProblemList) -> Mapping[str, str]:
    place = member.get("place") or {}
    if not isinstance(place, Mapping):
        expected = Text(ja="id、name、status", en="id, name and status")
        problems.add(in_member("machimori.place"), place, expected, _FIX_IT)
        return {}
    _refuse_unknown(place, PLACE_MEMBERS, "machimori.place", problems)
    terms = vocabulary().kinds["place"].properties
    found: dict[str, str] = {}
    for name in PLACE_MEMBERS:
        term = terms["name"] if name == "id" else terms[name]
        if name in place and _is_allowed(place, name, term, problems):
            found[name] = place[name]
    return found


def _is_allowed(
    place: Mapping[str, Any], name: str, term: PropertyTerm, problems: ProblemList
) -> bool:
    refused = refusal(term, place[name])
    if refused is None:
        return True
    where = in_member(f"machimori.place.{name}")
    problems.add(where, place[name], refused.expected, refused.remedy)
    return False


def _read_snow_depth(member: Mapping[str, Any], problems: ProblemList) -> float:
    depth = member.get("snow_depth_m")
    if depth is None:
        return 0.0
    if is_finite_number(depth) and 0 <= depth <= SNOW_LIMIT_M:
        return float(depth)
    limit = f"{SNOW_LIMIT_M:g} m"
    expected = Text(ja=f"0以上{limit}以下の数", en=f"a number from 0 to {limit}")
    problems.add(in_member("machimori.snow_depth_m"), depth, expected, _FIX_IT)
    return 0.0


def _read_terrain(member: Mapping[str, Any], problems: ProblemList) -> str:
    name = member.get("terrain")
    if name is None or (is_text(name) and _GEOTIFF.search(name)):
        return name or ""
    problems.add(in_member("machimori.terrain"), name, _A_TERRAIN, _FIX_IT)
    return ""


_GEOTIFF = re.compile(TERRAIN_PATTERN)
_A_TERRAIN = Text(
    ja="場面ファイルのそばにある GeoTIFF（.tif）の名前",
    en="the name of a GeoTIFF (.tif) beside the scene file",
)


def _read_assumptions(
    member: Mapping[str, Any], problems: ProblemList
) -> tuple[Assumption, ...]:
    listed = member.get("assumptions") or []
    where = in_member("machimori.assumptions")
    if not isinstance(listed, list):
        problems.add(where, listed, Text(ja="一覧", en="a list"), _FIX_IT)
        return ()
    read = [_read_assumption(one) for one in listed]
    for one, assumption in zip(listed, read, strict=True):
        if assumption is None:
            problems.add(where, one, _AN_ASSUMPTION, remove("assumptions"))
    return tuple(one for one in read if one is not None)


_AN_ASSUMPTION = Text(
    ja="kind、property、value、reason（ja と en）、features（idの一覧）を持つもの",
    en="an object with kind, property, value, reason (ja and en) and features (ids)",
)


def _read_assumption(one: Any) -> Assumption | None:
    if not isinstance(one, Mapping) or set(one) != set(ASSUMPTION_MEMBERS):
        return None
    kind, name, features = one["kind"], one["property"], one["features"]
    reason = _in_both_languages(one["reason"])
    if not (is_text(kind) and is_text(name)) or reason is None:
        return None
    term = vocabulary().kinds.get(kind)
    if term is None or name not in term.properties:
        return None
    if refusal(term.properties[name], one["value"]) is not None:
        return None
    if not isinstance(features, list) or not all(is_text(f) for f in features):
        return None
    return Assumption(kind, name, one["value"], reason, tuple(features))


def _in_both_languages(said: Any) -> Text | None:
    if not isinstance(said, Mapping) or set(said) != {"ja", "en"}:
        return None
    return Text(**said) if all(is_text(words) for words in said.values()) else None

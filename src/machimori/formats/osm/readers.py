"""Values of tags: what is stated, what is assumed, what cannot be read.

Units and words follow the OpenStreetMap wiki: "Map features/Units", "Key:direction",
"Key:opening_hours".
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from machimori.formats.osm.document import Tags
from machimori.formats.osm.tags import Sources, TagRule, Translation
from machimori.language import Text


@dataclass(frozen=True, kw_only=True)
class OsmAssumptions:
    """Values that stand in where the map is silent; each use of one is recorded.

    Parameters
    ----------
    storey_height_m : float
        Height of one storey of a building whose storeys are counted. [m]
    building_height_m : float
        Height of a building of which nothing is known: two storeys. [m]
    lane_width_m : float
        Width of one lane of a road whose lanes are counted. [m]
    """

    storey_height_m: float = 3.0
    building_height_m: float = 6.0
    lane_width_m: float = 3.0


@dataclass(frozen=True)
class TagValue:
    """A value for a property.

    Parameters
    ----------
    property : str
    value : object
    assumed : Text or None
        Why this value, where the tags do not state it.
    """

    property: str
    value: Any
    assumed: Text | None = None


@dataclass(frozen=True)
class Unread:
    """A tag whose value says nothing that can be used."""

    tag: str
    value: str

    @property
    def text(self) -> Text:
        """Word it."""
        return Text(
            ja=f"{self.tag}={self.value} は読み取れないため使いません。",
            en=f"{self.tag}={self.value} cannot be read and is not used.",
        )


Readings = Iterator[TagValue | Unread]

_FEET_M = 0.3048
_INCH_M = 0.0254
_METRES = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*(m|cm|mm|km|ft)?", re.IGNORECASE)
_FEET_INCHES = re.compile(r"(?:(\d+(?:\.\d+)?)')?\s*(?:(\d+(?:\.\d+)?)\")?")
_UNITS_M = {"m": 1.0, "cm": 0.01, "mm": 0.001, "km": 1000.0, "ft": _FEET_M}
_POINTS = re.findall(r"\w+", "N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW")
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


def metres(text: str) -> float | None:
    """Read a length: ``12``, ``12 m``, ``12.5m``, ``250 cm``, ``40'``, ``6'7"``.

    Parameters
    ----------
    text : str

    Returns
    -------
    float or None
        [m] None where it is no length.
    """
    text = text.strip()
    if match := _METRES.fullmatch(text):
        number, unit = match.groups()
        return float(number.replace(",", ".")) * _UNITS_M[(unit or "m").lower()]
    match = _FEET_INCHES.fullmatch(text)
    if not match or not any(match.groups()):
        return None
    feet, inches = (float(part or 0) for part in match.groups())
    return round(feet * _FEET_M + inches * _INCH_M, 4)


def bearing_deg(text: str) -> float | None:
    """Read a direction: ``135``, ``135°``, ``SE``.

    Parameters
    ----------
    text : str

    Returns
    -------
    float or None
        Clockwise from north [deg]; None for ``forward``, a range and the like.
    """
    text = text.strip().removesuffix("°").upper()
    if text in _POINTS:
        return _POINTS.index(text) * 360 / len(_POINTS)
    return _number(text)


def is_open_at_night(opening_hours: str) -> bool:
    """Tell whether opening hours reach into the night, 22 to 6 o'clock.

    Parameters
    ----------
    opening_hours : str
        As the tag words them. Seasons and weekdays are not told apart: open in one
        night is open at night.

    Returns
    -------
    bool

    Source
    ------
    Tottori guideline on late-night shops, article 1 (the night is 22:00 to 6:00).
    """
    if "24/7" in opening_hours:
        return True
    return any(_touches_night(*hours) for hours in _HOURS.findall(opening_hours))


def _touches_night(*digits: str) -> bool:
    hour, minute, end_hour, end_minute = map(int, digits)
    start, end = hour * 60 + minute, end_hour * 60 + end_minute
    return end <= start or start < 6 * 60 or end > 22 * 60


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _count(text: str) -> int | None:
    number = _number(text)
    return int(number) if number is not None and number >= 0 else None


def _text(text: str) -> str | None:
    return text.strip() or None


_COLUMNS: Mapping[str, Callable[[str], Any]] = {
    "texts": _text,
    "metres": metres,
    "counts": _count,
    "bearings": bearing_deg,
}


def read_tags(rule: TagRule, tags: Tags, assumptions: OsmAssumptions) -> Readings:
    """Read everything that a rule asks of an element's tags.

    Parameters
    ----------
    rule : TagRule
    tags : mapping
    assumptions : OsmAssumptions

    Yields
    ------
    TagValue or Unread
        At most one value a property.
    """
    yield from _first("name", ("name", "name:ja"), tags, _text)
    yield from (TagValue(name, value) for name, value in rule.set.items())
    for column, parse in _COLUMNS.items():
        sources: Sources = getattr(rule, column)
        for name, keys in sources.items():
            yield from _first(name, keys, tags, parse)
    for name, translation in rule.words.items():
        yield from _translated(name, translation, tags)
    for special in rule.special:
        yield from _SPECIAL[special](tags, assumptions)


def _first(
    name: str, keys: tuple[str, ...], tags: Tags, parse: Callable[[str], Any]
) -> Readings:
    for key in keys:
        if key not in tags:
            continue
        value = parse(tags[key])
        if value is not None:
            yield TagValue(name, value)
            return
        yield Unread(key, tags[key])


def _translated(name: str, translation: Translation, tags: Tags) -> Readings:
    for key in translation.source:
        value = translation.values.get(tags.get(key, ""), translation.otherwise)
        if key in tags and value is not None:
            yield TagValue(name, value)
            return


def _height(tags: Tags, _: OsmAssumptions) -> Readings:
    """Split the top above ground into base and height, where both are known."""
    top, base = metres(tags.get("height", "")), metres(tags.get("min_height", ""))
    yield from _unread(tags, {"height": top, "min_height": base})
    if base is not None and (top is None or base <= top):
        yield TagValue("base_m", base)
    if top is not None and (base is None or base <= top):
        yield TagValue("height_m", round(top - (base or 0.0), 3))


_BY_STOREYS = Text(ja="階数×{storey_m:g} m", en="storeys × {storey_m:g} m")
_BY_LANES = Text(ja="車線数×{lane_m:g} m", en="lanes × {lane_m:g} m")
_NEITHER_HEIGHT_NOR_STOREYS = Text(
    ja="高さも階数も地図にない", en="the map states neither height nor storeys"
)


def _building_height(tags: Tags, assumptions: OsmAssumptions) -> Readings:
    top, base = metres(tags.get("height", "")), metres(tags.get("min_height", ""))
    yield from _unread(tags, {"height": top, "min_height": base})
    storey_m = assumptions.storey_height_m
    levels = _levels(tags, "building:levels")
    least = _levels(tags, "building:min_level")
    by_storeys = _BY_STOREYS.format(storey_m=storey_m)
    base_why = None
    if base is None and least:
        base, base_why = least * storey_m, by_storeys
    why = None
    if top is None and levels:
        top, why = levels * storey_m, by_storeys
    if top is None or top <= (base or 0.0):
        top = (base or 0.0) + assumptions.building_height_m
        why = _NEITHER_HEIGHT_NOR_STOREYS
    if base:
        yield TagValue("base_m", base, base_why)
    # A height above a base that is itself assumed is assumed too.
    yield TagValue("height_m", round(top - (base or 0.0), 3), why or base_why)


def _levels(tags: Tags, key: str) -> float | None:
    number = _number(tags.get(key, ""))
    return number if number is not None and number > 0 else None


def _road_width(tags: Tags, assumptions: OsmAssumptions) -> Readings:
    for key in ("width", "est_width", "width:carriageway"):
        width = metres(tags.get(key, ""))
        yield from _unread(tags, {key: width})
        if width is not None:
            yield TagValue("width_m", width)
            return
    lanes = _levels(tags, "lanes")
    if lanes:
        lane_m = assumptions.lane_width_m
        why = _BY_LANES.format(lane_m=lane_m)
        yield TagValue("width_m", lanes * lane_m, why)


def _sidewalk(tags: Tags, _: OsmAssumptions) -> Readings:
    """There is a footway if any side has one; there is none if all sides are known."""
    whole = {tags.get("sidewalk"), tags.get("sidewalk:both")} - {None}
    sides = {tags.get("sidewalk:left"), tags.get("sidewalk:right")}
    there = {"both", "left", "right", "yes", "separate"}
    if (whole | sides) & there:
        yield TagValue("footway", True)
    elif whole & {"no", "none"} or sides <= {"no", "none"}:
        yield TagValue("footway", False)


def _dead_end(tags: Tags, _: OsmAssumptions) -> Readings:
    if tags.get("noexit") == "yes":
        yield TagValue("cul_de_sac", True)


def _hump(tags: Tags, _: OsmAssumptions) -> Readings:
    if tags.get("traffic_calming") in ("hump", "bump", "table"):
        yield TagValue("hump", True)


def _crown(tags: Tags, _: OsmAssumptions) -> Readings:
    diameter = metres(tags.get("diameter_crown", ""))
    yield from _unread(tags, {"diameter_crown": diameter})
    if diameter:
        yield TagValue("crown_radius_m", diameter / 2)


def _shop_at_night(tags: Tags, _: OsmAssumptions) -> Readings:
    is_late = is_open_at_night(tags.get("opening_hours", ""))
    yield TagValue("place_kind", "late_night_shop" if is_late else "shop")


def _unread(tags: Tags, values: Mapping[str, float | None]) -> Readings:
    for key, value in values.items():
        if key in tags and value is None:
            yield Unread(key, tags[key])


_SPECIAL: Mapping[str, Callable[[Tags, OsmAssumptions], Readings]] = {
    "height": _height,
    "building_height": _building_height,
    "road_width": _road_width,
    "sidewalk": _sidewalk,
    "dead_end": _dead_end,
    "hump": _hump,
    "crown": _crown,
    "shop_at_night": _shop_at_night,
}

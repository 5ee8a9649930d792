"""What OpenStreetMap's tags say of a street to those who walk along it.

Source
------
OpenStreetMap wiki, "Key:highway", "Key:sidewalk", "Key:lit", "Key:access"; and
"OSM tags for routing/Access restrictions", Japan.
"""

from __future__ import annotations

from collections.abc import Mapping

from machimori.formats.osm.readers import metres
from machimori.streets import StreetFacts

_WITHOUT_CARS = ("footway", "path", "pedestrian", "steps", "cycleway", "corridor")
_WITH_CARS = (
    *("motorway", "trunk", "primary", "secondary", "tertiary", "unclassified"),
    *("residential", "living_street", "service", "road", "track"),
)
_BUSY = ("motorway", "trunk", "primary", "secondary", "tertiary")
_QUIET = ("residential", "living_street", "service", "track", *_WITHOUT_CARS)
_KINDS = frozenset([*_WITHOUT_CARS, *_WITH_CARS])

_OPEN = ("yes", "designated", "permissive", "destination", "customers")
_SHUT = ("no", "private", "use_sidepath")
_FOOTWAY = {
    **dict.fromkeys(("both", "left", "right", "yes", "separate"), True),
    **dict.fromkeys(("no", "none"), False),
}
_LIT = {
    **dict.fromkeys(("yes", "24/7", "automatic", "sunset-sunrise", "limited"), True),
    **dict.fromkeys(("no", "disused"), False),
}
_ONE_WAY = {"yes": 1, "true": 1, "1": 1, "-1": -1, "reverse": -1}


def facts_of_tags(tags: Mapping[str, str]) -> StreetFacts | None:
    """Read a street's tags.

    Parameters
    ----------
    tags : mapping

    Returns
    -------
    StreetFacts or None
        None where they do not mean a street that anybody uses.
    """
    kind = tags.get("highway", "").removesuffix("_link")
    if kind not in _KINDS or tags.get("area") == "yes":
        return None
    walkable, drivable = _is_walkable(kind, tags), _is_drivable(kind, tags)
    if not (walkable or drivable):
        return None
    return StreetFacts(
        name=tags.get("name"),
        kind=kind,
        is_walkable=walkable,
        is_drivable=drivable,
        one_way=_one_way(kind, tags),
        has_footway=True if kind in _WITHOUT_CARS else _sidewalk(tags),
        is_lit=_LIT.get(tags.get("lit", "")),
        width_m=metres(tags["width"]) if "width" in tags else None,
        has_traffic=_has_traffic(kind),
    )


def _is_walkable(kind: str, tags: Mapping[str, str]) -> bool:
    stated = tags.get("foot")
    if stated in _OPEN or stated in _SHUT:
        return stated in _OPEN
    if tags.get("access") in _SHUT or kind == "motorway":
        return False
    return tags.get("motorroad") != "yes"


def _is_drivable(kind: str, tags: Mapping[str, str]) -> bool:
    if kind in _WITHOUT_CARS:
        return False
    stated = (tags.get(key) for key in ("motor_vehicle", "vehicle", "access"))
    return next((word not in _SHUT for word in stated if word), True)


def _one_way(kind: str, tags: Mapping[str, str]) -> int:
    circles = tags.get("junction") == "roundabout" or kind == "motorway"
    return _ONE_WAY.get(tags.get("oneway", "").lower(), 0) or (1 if circles else 0)


def _sidewalk(tags: Mapping[str, str]) -> bool | None:
    sides = [tags.get(f"sidewalk:{side}") for side in ("both", "left", "right")]
    said = [_FOOTWAY.get(word or "") for word in (tags.get("sidewalk"), *sides)]
    if True in said:
        return True
    return False if False in said else None


def _has_traffic(kind: str) -> bool | None:
    if kind in _BUSY:
        return True
    return False if kind in _QUIET else None

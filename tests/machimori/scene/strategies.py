"""Hypothesis strategies: any JSON document, and any valid scene document."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from machimori.scene import vocabulary
from machimori.scene.reading.values import METHODS
from machimori.scene.vocabulary import KindTerm, PropertyTerm
from tests.machimori.scene.documents import LAT, LON, Json

MEMBERS = ("type", "id", "geometry", "properties", "coordinates", "features")
NAMES = ("kind", "place_kind", "part_of", "height_m", "evidence", "complete", "place")
VALUES = ("FeatureCollection", "Feature", "Point", "Polygon", "lamp", "wall", "park")
WORDS = st.sampled_from((*MEMBERS, *NAMES, *VALUES, "machimori"))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.floats()
    | st.text(max_size=5)
    | WORDS
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(WORDS | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)
"""Whatever a JSON reader can give."""


def almost_features() -> st.SearchStrategy[Any]:
    """Features that are wrong in few places, so that deep checks are reached."""
    names = st.sampled_from(sorted(vocabulary().property_types)) | WORDS
    return st.fixed_dictionaries(
        {
            "type": st.just("Feature"),
            "properties": st.dictionaries(names, ANYTHING, max_size=4).flatmap(
                lambda p: kinds().map(lambda kind: {**p, "kind": kind.name})
            ),
            "geometry": valid_geometries(["Point"]) | almost_geometries(),
        },
        optional={"id": st.text(max_size=2) | SCALARS},
    )


def almost_geometries() -> st.SearchStrategy[Any]:
    number = st.floats(-5, 5) | st.integers(-5, 5) | SCALARS
    position = st.lists(number, max_size=4)
    nested = st.recursive(position, lambda inner: st.lists(inner, max_size=5))
    types = st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon", "?"])
    return st.fixed_dictionaries({"type": types, "coordinates": nested | ANYTHING})


def almost_documents() -> st.SearchStrategy[Any]:
    header = st.fixed_dictionaries(
        {"coordinates": st.sampled_from(["plane_m", "wgs84"])},
        optional={
            "place": ANYTHING,
            "assumptions": ANYTHING,
            "snow_depth_m": ANYTHING,
            "time_of_day": ANYTHING,
            "terrain": ANYTHING,
            "schema": ANYTHING,
        },
    )
    return st.fixed_dictionaries(
        {
            "type": st.just("FeatureCollection"),
            "features": st.lists(almost_features() | ANYTHING, max_size=4),
        },
        optional={"machimori": header | ANYTHING, "crs": ANYTHING},
    )


def kinds() -> st.SearchStrategy[KindTerm]:
    return st.sampled_from(list(vocabulary().kinds.values()))


@st.composite
def valid_documents(draw: st.DrawFn) -> Json:
    is_plane = draw(st.booleans())
    size = draw(st.integers(0, 6))
    header: Json = {"schema": 1, "coordinates": "plane_m" if is_plane else "wgs84"}
    header["snow_depth_m"] = draw(st.floats(0, 5))
    header["time_of_day"] = draw(st.sampled_from(["day", "night"]))
    header["season"] = draw(st.sampled_from([None, "summer", "winter"]))
    features = [draw(valid_features(f"f{i}", is_plane=is_plane)) for i in range(size)]
    return {"type": "FeatureCollection", "machimori": header, "features": features}


@st.composite
def valid_features(
    draw: st.DrawFn, name: str, *, is_plane: bool, kind: str | None = None
) -> Json:
    term = draw(kinds()) if kind is None else vocabulary().kinds[kind]
    own = {n: t for n, t in term.properties.items() if n not in NOT_DRAWN}
    values = st.fixed_dictionaries(
        {n: valid_values(own[n]) for n in term.required if n in own},
        optional={n: valid_values(t) for n, t in own.items() if n not in term.required},
    )
    geometry = draw(valid_geometries(term.geometry))
    if not is_plane:
        geometry = {**geometry, "coordinates": on_earth(geometry["coordinates"])}
    properties = {"kind": term.name, **draw(values)}
    return {
        "type": "Feature",
        "id": name,
        "properties": properties,
        "geometry": geometry,
    }


NOT_DRAWN = {"kind", "part_of", "attached_to", "monitor_at", "photometry"} | {
    # their order matters: see ORDERED_PAIRS
    "sill_m",
    "crown_base_m",
    "picket_width_m",
}


def valid_values(term: PropertyTerm) -> st.SearchStrategy[Any]:
    words = st.text("あいうabc 12", min_size=1, max_size=8).filter(str.strip)
    dates = st.dates().map(lambda day: day.isoformat())
    if term.type in ("number", "integer"):
        return numbers(term)
    if term.type == "choices":
        return st.lists(st.sampled_from(list(term.values or ())), unique=True)
    if term.name == "complete":
        known = sorted(vocabulary().surveyable())
        return st.lists(st.sampled_from(known), unique=True)
    return {
        "boolean": st.booleans(),
        "text": words,
        "texts": st.lists(words, unique=True),
        "choice": st.sampled_from(list(term.values or [""])),
        "date": dates,
        "object": st.fixed_dictionaries(
            {"method": st.sampled_from(METHODS), "on": dates, "by": words},
            optional={"source": words},
        ),
    }[term.type]


def numbers(term: PropertyTerm) -> st.SearchStrategy[Any]:
    if term.type == "integer":
        return st.integers(int(term.minimum or 0), int(term.maximum or 0))
    is_open = term.exclusive_minimum is not None
    low = term.exclusive_minimum if is_open else term.minimum
    return st.floats(low, term.maximum, exclude_min=is_open)


@st.composite
def valid_geometries(draw: st.DrawFn, types: Any) -> Json:
    name = draw(st.sampled_from(sorted(types)))
    x, y = draw(st.floats(-500, 500)), draw(st.floats(-500, 500))
    width, height = draw(st.floats(0.5, 90)), draw(st.floats(0.5, 90))
    line = [[x, y], [x + width, y], [x + width, y + height]]
    ring = [*line, [x, y + height], [x, y]]
    coordinates: dict[str, Any] = {
        "Point": [x, y],
        "LineString": line,
        "MultiLineString": [line],
        "Polygon": [ring],
        "MultiPolygon": [[ring]],
    }
    return {"type": name, "coordinates": coordinates[name]}


def on_earth(coordinates: Any) -> Any:
    """Move metres to the neighbourhood of a place in Japan, roughly to scale."""
    if isinstance(coordinates[0], list):
        return [on_earth(part) for part in coordinates]
    return [LON + coordinates[0] / 90_000, LAT + coordinates[1] / 111_000]

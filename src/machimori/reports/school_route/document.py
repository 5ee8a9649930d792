"""Ways to school for machines."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from machimori.language import Language
from machimori.reports.school_route.result import LETTERS, SchoolRoute
from machimori.watch import CANDIDATES


def route_document(found: SchoolRoute, *, language: Language) -> dict[str, Any]:
    """Write a comparison as values that JSON can hold.

    Parameters
    ----------
    found : SchoolRoute
    language : "ja" or "en"
        Of sentences; codes and ids are the same in both.

    Returns
    -------
    dict
        ``school``, ``suggested``, ``verdict``, ``ways``, ``pick_up``, ``inputs``.
    """
    comparison = found.comparison
    return {
        "school": found.school.name,
        "suggested": LETTERS[comparison.suggested],
        "verdict": found.verdict(language),
        "ways": [
            {
                "letter": LETTERS[number],
                "found_as": candidate.id,
                "label": CANDIDATES[candidate.id].in_(language),
                "minutes": round(found.minutes(number), 1),
                "measures": {
                    name: {
                        "known": one.is_known,
                        "least": round(one.least, 1),
                        "most": round(one.most, 1),
                    }
                    for name, one in candidate.measured.items()
                },
                "better": list(comparison.better(number)),
                "worse": list(comparison.worse(number)),
                "differences": found.differences(number, language),
            }
            for number, candidate in enumerate(comparison.candidates)
        ],
        "pick_up": [
            {
                "lon": lon,
                "lat": lat,
                "children": round(point.children, 1),
                "farthest_m": round(point.farthest_m, 1),
            }
            for point in found.pick_up
            for lon, lat in [_degrees(found, found.gap.graph.nodes[point.node])]
        ],
        "inputs": {"files": list(found.plan.files), "sha256": found.plan.sha256},
    }


def route_features(found: SchoolRoute) -> dict[str, Any]:
    """Write the ways as GeoJSON.

    Parameters
    ----------
    found : SchoolRoute

    Returns
    -------
    dict
        A FeatureCollection in longitude and latitude: a line for each way, a point for
        each place to gather.
    """
    graph = found.gap.graph
    features = []
    for number, candidate in enumerate(found.comparison.candidates):
        line = shapely.get_coordinates(candidate.route.line(graph))
        degrees = np.round(graph.frame.to_lon_lat(line), 7).tolist()
        properties: dict[str, Any] = {
            "letter": LETTERS[number],
            "found_as": candidate.id,
            "suggested": number == found.comparison.suggested,
        }
        for name, one in candidate.measured.items():
            properties[name] = round(one.most, 1) if one.is_known else None
        geometry = {"type": "LineString", "coordinates": degrees}
        features.append(_feature(geometry, properties))
    for point in found.pick_up:
        spot = list(_degrees(found, graph.nodes[point.node]))
        properties = {"pick_up": True, "children": round(point.children, 1)}
        features.append(_feature({"type": "Point", "coordinates": spot}, properties))
    return {"type": "FeatureCollection", "features": features}


def _feature(geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _degrees(found: SchoolRoute, xy: Any) -> tuple[float, float]:
    lon, lat = found.gap.graph.frame.to_lon_lat(np.array([xy]))[0]
    return round(float(lon), 7), round(float(lat), 7)

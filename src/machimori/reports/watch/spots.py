"""Where a place is, in words that people of the town understand."""

from __future__ import annotations

import numpy as np
from shapely.geometry.base import BaseGeometry

from machimori.formats.watch_plan import WatchPlan
from machimori.language import Language, Text
from machimori.reports.watch.wording import WORDS

_SIDES = (
    Text(ja="北", en="north"),
    Text(ja="北東", en="north-east"),
    Text(ja="東", en="east"),
    Text(ja="南東", en="south-east"),
    Text(ja="南", en="south"),
    Text(ja="南西", en="south-west"),
    Text(ja="西", en="west"),
    Text(ja="北西", en="north-west"),
)


def spot_words(
    plan: WatchPlan, segment: int, point: BaseGeometry, language: Language
) -> str:
    """Say where a point is: its street, and how it lies to the nearest school.

    Parameters
    ----------
    plan : WatchPlan
    segment : int
        Of the graph.
    point : shapely point
        In plane metres.
    language : "ja" or "en"

    Returns
    -------
    str
        The segment's id where the street has no name and there is no school.
    """
    graph = plan.neighbourhood.graph
    schools = plan.neighbourhood.schools
    name = graph.facts(segment).name
    if not schools:
        return name or graph.ids[segment]
    nearest = min(schools, key=lambda school: school.point.distance(point))
    east, north = point.x - nearest.point.x, point.y - nearest.point.y
    bearing_deg = np.degrees(np.arctan2(east, north))
    side = _SIDES[round(bearing_deg / 45) % 8]
    away = round(float(np.hypot(east, north)), -1)
    beside = WORDS["from_school"].format(
        school=nearest.name, side=side, away=f"{away:,.0f}"
    )
    said = beside.in_(language)
    return f"{name} ({said})" if name else said

"""The watch gap for machines: plain values, sentences in one language."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from machimori.formats.watch_plan import WatchPlan
from machimori.language import Language
from machimori.reports.watch.periods import clock
from machimori.watch import ProposedPost, WatchGap

DIGITS = 3


def gap_document(
    plan: WatchPlan,
    gap: WatchGap,
    posts: tuple[ProposedPost, ...],
    *,
    language: Language,
) -> dict[str, Any]:
    """Write a watch gap as values that JSON can hold.

    Parameters
    ----------
    plan : WatchPlan
    gap : WatchGap
    posts : tuple of ProposedPost
    language : "ja" or "en"
        Of sentences; codes and ids are the same in both.

    Returns
    -------
    dict
        ``title``, ``half_hours``, ``totals``, ``segments``, ``standing``, ``posts``,
        ``unsurveyed``, ``notes``, ``assumptions``, ``inputs``.
    """
    return {
        "title": plan.title,
        "half_hours": [clock(slot) for slot in gap.slots.tolist()],
        "totals": _totals(gap),
        "segments": [_segment(gap, s) for s in _walked(gap)],
        "standing": [
            {
                "id": one.place.id,
                "name": one.place.name,
                "children": one.place.children,
                "unseen_at_most": _round(one.unseen_most),
                "unseen_at_least": _round(one.unseen_least),
                "gap_at_most": _maybe(one.gap_most),
                "gap_at_least": _maybe(one.gap_least),
            }
            for one in gap.standing
        ],
        "posts": [_post(gap, post) for post in posts],
        "schools": [
            {"name": school.name, "counts_of_100": bool(relative)}
            for school, relative in zip(
                plan.neighbourhood.schools, gap.flows.homes.is_relative, strict=True
            )
        ],
        "unsurveyed": list(gap.unsurveyed),
        "notes": [note.in_(language) for note in (*plan.notes, *gap.notes)],
        "assumptions": [
            {
                "id": one.id,
                "value": one.value,
                "unit": one.unit,
                "label": one.label.in_(language),
                "chosen_by": one.chosen_by.in_(language),
                "reason": one.reason.in_(language),
            }
            for one in gap.assumptions.every.values()
        ],
        "inputs": {"files": list(plan.files), "sha256": plan.sha256},
    }


def gap_features(gap: WatchGap) -> dict[str, Any]:
    """Write a watch gap as GeoJSON: a line for each segment that anybody walks.

    Parameters
    ----------
    gap : WatchGap

    Returns
    -------
    dict
        A FeatureCollection in longitude and latitude; gaps, flows and chances by half
        hour, each a number of its own, so that QGIS can style and filter by it.
    """
    degrees = shapely.transform(gap.graph.lines, gap.graph.frame.to_lon_lat)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": gap.graph.ids[s],
                "geometry": {
                    "type": "LineString",
                    "coordinates": np.round(
                        shapely.get_coordinates(degrees[s]), 7
                    ).tolist(),
                },
                "properties": _flat(gap, s),
            }
            for s in _walked(gap)
        ],
    }


def _walked(gap: WatchGap) -> list[int]:
    walked: list[int] = np.flatnonzero(gap.flow.sum(axis=1) > 1e-3).tolist()
    return walked


def _totals(gap: WatchGap) -> dict[str, Any]:
    return {
        "unit": "child km a day",
        "walked": _round(gap.unseen_child_m(gap.flow).sum() / 1000),
        "unseen_at_most": _round(gap.unseen_child_m(gap.most).sum() / 1000),
        "unseen_at_least": _round(gap.unseen_child_m(gap.least).sum() / 1000),
        "by_trip": {
            trip: _round(gap.unseen_child_m(flow).sum() / 1000)
            for trip, flow in gap.flows.by_trip.items()
        },
    }


def _segment(gap: WatchGap, segment: int) -> dict[str, Any]:
    facts = gap.graph.facts(segment)
    return {
        "id": gap.graph.ids[segment],
        "name": facts.name,
        "length_m": _round(gap.graph.length_m[segment]),
        "on_school_route": bool(gap.flows.on_route[segment]),
        "flow": _row(gap.flow[segment]),
        "unseen_at_most": _row(gap.unseen_most[segment]),
        "unseen_at_least": _row(gap.unseen_least[segment]),
        "gap_at_most": _row(gap.most[segment]),
        "gap_at_least": _row(gap.least[segment]),
        "seen_by": {
            kind: {
                "surely": _row(gap.surely[kind][segment]),
                "perhaps": _row(gap.perhaps[kind][segment]),
            }
            for kind in gap.surely
        },
    }


def _flat(gap: WatchGap, segment: int) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": gap.graph.facts(segment).name,
        "length_m": _round(gap.graph.length_m[segment]),
        "on_school_route": bool(gap.flows.on_route[segment]),
    }
    for column, slot in enumerate(gap.slots.tolist()):
        at = clock(slot)
        values[f"flow {at}"] = _round(gap.flow[segment, column])
        values[f"gap at most {at}"] = _round(gap.most[segment, column])
        values[f"gap at least {at}"] = _round(gap.least[segment, column])
    return values


def _post(gap: WatchGap, post: ProposedPost) -> dict[str, Any]:
    spot = gap.graph.frame.to_lon_lat(np.array([[post.x, post.y]]))[0]
    return {
        "segment": gap.graph.ids[post.segment],
        "lon": round(float(spot[0]), 7),
        "lat": round(float(spot[1]), 7),
        "from_h": post.window.from_h,
        "to_h": post.window.to_h,
        "passing": _round(post.passing),
        "removed_child_m": _round(post.removed_child_m),
    }


def _row(values: Any) -> list[float]:
    return [_round(value) for value in values]


def _round(value: Any) -> float:
    return round(float(value), DIGITS)


def _maybe(value: float | None) -> float | None:
    return None if value is None else _round(value)

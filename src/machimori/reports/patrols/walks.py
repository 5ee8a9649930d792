"""A plan of walks: a sheet with a map for each, GPX, calendars, maps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import shapely
from rich.console import Group, RenderableType
from rich.table import Table
from shapely.geometry.base import BaseGeometry

from machimori.formats.patrols import WalkFile
from machimori.language import Language
from machimori.patrols import HAS_ROUTES, PlaceThatMatters, Walk, Walker, WalkPlan
from machimori.reports.paper import Paper, Part
from machimori.reports.patrols.icalendar import Event, icalendar
from machimori.reports.patrols.maps import posts_map, walk_map
from machimori.reports.patrols.roster import clock, day_said
from machimori.reports.patrols.walk_wording import CHARACTER, WORDS
from machimori.reports.patrols.wording import DAYS

_MOST_MAPS = 60


def walk_paper(file: WalkFile, plan: WalkPlan, *, language: Language) -> Paper:
    """Lay a plan of walks out for print: a map and the reasons for each walk.

    Parameters
    ----------
    file : WalkFile
    plan : WalkPlan
    language : "ja" or "en"

    Returns
    -------
    Paper
        Walks of one walker that go the same way share a sheet with all their days.
    """
    return Paper(
        kicker=_say("kicker", language),
        title=file.title or _say("kicker", language),
        on=file.first_on,
        lead=_say("lead", language),
        facts=tuple(_facts(plan, language)),
        notices_title=_say("notices", language),
        notices=tuple(walk_notices(plan, language=language)),
        parts=(
            *_overview(plan, language),
            *_post_parts(file, plan, language),
            *_walk_parts(file, plan, language),
        ),
    )


def walk_table(file: WalkFile, plan: WalkPlan, *, language: Language) -> RenderableType:
    """Set a plan of walks as tables."""
    table = Table(box=None, pad_edge=False)
    for name in ("day", "walker", "hours", "stops", "way", "worth"):
        table.add_column(_say(name, language), overflow="fold")
    for walk in plan.walks:
        table.add_row(
            day_said(walk.on, language),
            walk.walker.name or walk.walker.id,
            f"{clock(walk.begins)}–{clock(walk.ends)}",
            "→".join(_name(visit.place) for visit in walk.visits) or "—",
            f"{walk.length_m / 1000:.1f} km",
            f"{walk.worth:,.0f} ({walk.greedy_worth:,.0f})",
        )
    posts = [
        f"{one.name or one.id}: " + ", ".join(map(_name, plan.posts[one.id]))
        for one in file.walkers
        if one.id in plan.posts
    ]
    return Group(*walk_notices(plan, language=language), *posts, table)


def walk_document(
    file: WalkFile, plan: WalkPlan, *, language: Language
) -> dict[str, Any]:
    """Write a plan of walks as values that JSON can hold."""
    exposure = plan.exposure
    return {
        "title": file.title,
        "seed": plan.seed,
        "walks": [_walk_values(file, walk) for walk in plan.walks],
        "posts": {
            walker: [_place_values(one) for one in places]
            for walker, places in plan.posts.items()
        },
        "control": [one.id for one in plan.control],
        "unreachable": [one.id for one in plan.unreachable],
        "exposure": {
            "visits": dict(exposure.visits),
            "gini": round(exposure.gini, 4),
            "entropy_bits": round(exposure.entropy_bits, 4),
            "entropy_most_bits": round(exposure.entropy_most_bits, 4),
            "by_lot": round(exposure.by_lot, 4),
        },
        "notes": list(walk_notices(plan, language=language)),
        "solver": "pyvrp" if HAS_ROUTES else "greedy",
    }


def walk_features(file: WalkFile, plan: WalkPlan) -> dict[str, Any]:
    """Write a plan of walks as GeoJSON: lines of walks, points of stops and posts.

    Where control places were left out, those of `walk_trial` are there as well.
    """
    features = []
    for number, walk in enumerate(plan.walks, 1):
        facts = {"walk": number, "walker": walk.walker.id, "on": walk.on.isoformat()}
        xy = _degrees(file, walk.line)
        line = {"type": "LineString", "coordinates": xy.tolist()}
        features.append(_feature(line, {**facts, "length_m": round(walk.length_m, 1)}))
        for place, visit in enumerate(walk.visits, 1):
            stop = {
                "stop": place,
                "name": _name(visit.place),
                "arrives": clock(visit.arrives),
                "leaves": clock(visit.leaves),
                "reason": visit.place.reason,
            }
            features.append(_feature(_point(visit.place), {**facts, **stop}))
    for walker, places in plan.posts.items():
        for place_ in places:
            post = {"walker": walker, "name": _name(place_), "reason": place_.reason}
            features.append(_feature(_point(place_), post))
    features += _arms(file, plan)
    return {"type": "FeatureCollection", "features": features}


def walk_trial(file: WalkFile, plan: WalkPlan) -> dict[str, Any]:
    """Write where cars stop and where they keep off by lot, to count incidents by.

    Returns
    -------
    dict
        GeoJSON that ``machimori hotspots effect --trial`` reads: points with their
        ``arm``, ``treated`` or ``control``; without any where no control was asked for.
    """
    return {
        "type": "FeatureCollection",
        "title": file.title,
        "first_on": file.first_on.isoformat(),
        "last_on": file.last_on.isoformat(),
        "features": list(_arms(file, plan)),
    }


def _arms(file: WalkFile, plan: WalkPlan) -> Iterator[dict[str, Any]]:
    """Yield the places of a trial: where cars stop, and what was left out by lot."""
    if not plan.control:
        return
    held = {one.id for one in plan.control}
    for place in file.places:
        arm = "control" if place.id in held else "treated"
        yield _feature(_point(place), {"name": _name(place), "arm": arm})


def walk_gpx(file: WalkFile, plan: WalkPlan) -> str:
    """Write a plan of walks as GPX 1.1: a track a walk, a waypoint a stop.

    Source: GPX 1.1 schema documentation, topografix.com.
    """
    parts = []
    for walk in plan.walks:
        title = f"{walk.on.isoformat()} {walk.walker.name or walk.walker.id}"
        for number, visit in enumerate(walk.visits, 1):
            name = f"{number} {_name(visit.place)} {clock(visit.arrives)}"
            parts.append(
                f'<wpt lat="{visit.place.lat:.7f}" lon="{visit.place.lon:.7f}">'
                f"<name>{_xml(name)}</name><desc>{_xml(visit.place.reason)}</desc></wpt>"
            )
        points = "".join(
            f'<trkpt lat="{lat:.7f}" lon="{lon:.7f}"/>'
            for lon, lat in _degrees(file, walk.line)
        )
        parts.append(f"<trk><name>{_xml(title)}</name><trkseg>{points}</trkseg></trk>")
    # The schema wants all waypoints before all tracks.
    parts.sort(key=lambda part: part.startswith("<trk>"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx version="1.1" creator="Machimori" '
        'xmlns="http://www.topografix.com/GPX/1/1">'
        f"{''.join(parts)}</gpx>\n"
    )


def walk_calendar(file: WalkFile, plan: WalkPlan, *, language: Language) -> str:
    """Write a plan of walks as iCalendar."""
    return icalendar(
        (
            Event(
                uid=f"{walk.on.isoformat()}/{walk.walker.id}",
                on=walk.on,
                begins=walk.begins,
                ends=max(walk.ends, walk.begins),
                title=walk.walker.name or walk.walker.id,
                text="\n".join(
                    f"{clock(one.arrives)} {_name(one.place)}" for one in walk.visits
                ),
            )
            for walk in plan.walks
        ),
        stamped_on=file.first_on,
    )


def _facts(plan: WalkPlan, language: Language) -> Iterator[tuple[str, str]]:
    exposure = plan.exposure
    yield _say("walks", language), str(len(plan.walks))
    yield _say("visits", language), str(sum(exposure.visits.values()))
    visited = sum(1 for one in exposure.visits.values() if one)
    yield _say("places", language), f"{visited} / {len(exposure.visits)}"


def walk_notices(plan: WalkPlan, *, language: Language) -> Iterator[str]:
    """Yield what to know of a plan: how unforeseen it is, and what was left out."""
    if not HAS_ROUTES:
        yield _say("no_routes", language)
    exposure = plan.exposure
    worth = sum(one.worth for one in plan.walks)
    greedy = sum(one.greedy_worth for one in plan.walks)
    if HAS_ROUTES and greedy > 0:
        more = f"{100 * (worth / greedy - 1):.1f}"
        yield WORDS["against_greedy"].format(more=more).in_(language)
    if exposure.entropy_most_bits:
        said = WORDS["entropy"].format(
            bits=f"{exposure.entropy_bits:.1f}",
            most=f"{exposure.entropy_most_bits:.1f}",
            by_lot=f"{100 * exposure.by_lot:.0f}",
        )
        yield said.in_(language)
    if plan.walks:
        yield WORDS["gini"].format(gini=f"{exposure.gini:.2f}").in_(language)
    if plan.control:
        yield WORDS["control"].format(count=len(plan.control)).in_(language)
    if plan.unreachable:
        names = "、".join(_name(one) for one in plan.unreachable[:12])
        said = WORDS["unreachable"].format(count=len(plan.unreachable), names=names)
        yield said.in_(language)
    empty = sum(not one.visits for one in plan.walks)
    if empty:
        yield WORDS["empty"].format(count=empty).in_(language)


def _overview(plan: WalkPlan, language: Language) -> Iterator[Part]:
    if not plan.walks:
        return
    names = ("day", "hours", "walker", "stops")
    yield Part(
        title=_say("all", language),
        head=tuple(_say(name, language) for name in names),
        rows=tuple(_overview_row(walk, language) for walk in plan.walks),
    )


def _overview_row(walk: Walk, language: Language) -> tuple[str, ...]:
    return (
        day_said(walk.on, language),
        f"{clock(walk.begins)}–{clock(walk.ends)}",
        walk.walker.name or walk.walker.id,
        " → ".join(_name(one.place) for one in walk.visits) or "—",
    )


def _post_parts(file: WalkFile, plan: WalkPlan, language: Language) -> Iterator[Part]:
    for walker in file.walkers:
        if walker.id not in plan.posts:
            continue
        places = plan.posts[walker.id]
        name, days = walker.name or walker.id, _days(walker, language)
        title = f"{name}　{days} {_until(walker)}"
        rows = tuple(
            (str(n), _name(one), one.reason) for n, one in enumerate(places, 1)
        )
        yield Part(
            title=title,
            lead=CHARACTER["post"].in_(language),
            svg=posts_map(file.graph, places, title=title, language=language),
            alt=title,
            head=("", _say("place", language), _say("why", language)),
            rows=rows,
            wide=2,
            on_new_page=True,
        )


def _walk_parts(file: WalkFile, plan: WalkPlan, language: Language) -> Iterator[Part]:
    for walk in plan.walks[:_MOST_MAPS]:
        walker = walk.walker
        title = f"{day_said(walk.on, language)}　{walker.name or walker.id}"
        rows = tuple(
            (
                str(number),
                f"{clock(one.arrives)}–{clock(one.leaves)}",
                _name(one.place),
                one.place.reason,
            )
            for number, one in enumerate(walk.visits, 1)
        )
        yield Part(
            title=title,
            lead=CHARACTER[walker.kind].in_(language),
            sentences=tuple(_said_of(walk, language)),
            svg=walk_map(file.graph, walk, title=title, language=language),
            alt=_alt(walk, language),
            head=(
                "",
                _say("hours", language),
                _say("place", language),
                _say("why", language),
            ),
            rows=rows,
            wide=3,
            on_new_page=True,
        )


def _said_of(walk: Walk, language: Language) -> Iterator[str]:
    yield (
        WORDS["walk"]
        .format(
            begins=clock(walk.begins),
            ends=clock(walk.ends),
            km=f"{walk.length_m / 1000:.1f}",
            stops=len(walk.visits),
            people=walk.walker.people,
        )
        .in_(language)
    )
    along = walk.along
    if walk.walker.kind == "group":
        yield (
            WORDS["along"]
            .format(
                lit=f"{100 * along.lit:.0f}",
                unlit=f"{100 * along.unlit:.0f}",
                light_unknown=f"{100 * along.light_unknown:.0f}",
                footway=f"{100 * along.footway:.0f}",
                no_footway=f"{100 * along.no_footway:.0f}",
                footway_unknown=f"{100 * along.footway_unknown:.0f}",
            )
            .in_(language)
        )
    if walk.by_lot:
        yield _say("by_lot", language)


def _alt(walk: Walk, language: Language) -> str:
    stops = "、".join(_name(one.place) for one in walk.visits)
    return WORDS["alt"].format(stops=stops or "—").in_(language)


def _degrees(file: WalkFile, line: BaseGeometry) -> np.ndarray[Any, Any]:
    degrees = file.graph.frame.to_lon_lat(shapely.get_coordinates(line))
    rounded: np.ndarray[Any, Any] = np.round(degrees, 7)
    return rounded


def _days(walker: Walker, language: Language) -> str:
    joiner = "・" if language == "ja" else ", "
    return joiner.join(DAYS[one].in_(language) for one in walker.weekdays)


def _until(walker: Walker) -> str:
    minutes = walker.begins.hour * 60 + walker.begins.minute + walker.lasts_min
    end = time(minutes // 60 % 24, minutes % 60)
    return f"{clock(walker.begins)}–{clock(end)}"


def _name(place: PlaceThatMatters) -> str:
    return place.name or place.id


def _place_values(place: PlaceThatMatters) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "lon": place.lon,
        "lat": place.lat,
        "worth": place.worth,
        "reason": place.reason,
    }


def _walk_values(file: WalkFile, walk: Walk) -> dict[str, Any]:
    along = walk.along
    return {
        "walker": walk.walker.id,
        "kind": walk.walker.kind,
        "on": walk.on.isoformat(),
        "begins": clock(walk.begins),
        "ends": clock(walk.ends),
        "length_m": round(walk.length_m, 1),
        "worth": round(walk.worth, 3),
        "greedy_worth": round(walk.greedy_worth, 3),
        "by_lot": walk.by_lot,
        "lit": round(along.lit, 3),
        "unlit": round(along.unlit, 3),
        "light_unknown": round(along.light_unknown, 3),
        "visits": [
            {
                **_place_values(one.place),
                "arrives": clock(one.arrives),
                "leaves": clock(one.leaves),
            }
            for one in walk.visits
        ],
    }


def _feature(geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _point(place: PlaceThatMatters) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _xml(text: str) -> str:
    return escape("".join(c for c in text if c.isprintable()))


def _say(name: str, language: Language) -> str:
    return WORDS[name].in_(language)

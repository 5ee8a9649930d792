"""A plan as the library makes it: the office's rows in, sheets and walks out."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import shapely

from machimori.errors import InvalidInput, Problem
from machimori.formats.patrols import WalkFile, read_walk_file
from machimori.formats.scene_file import encode_json
from machimori.language import Language, Text
from machimori.patrols import PlaceThatMatters, WalkPlan, plan_walks
from machimori.patrols import Walk as LibraryWalk
from machimori.reports.patrols import (
    paper_html,
    paper_pdf,
    posts_map,
    walk_calendar,
    walk_features,
    walk_gpx,
    walk_map,
    walk_notices,
    walk_paper,
    walk_trial,
)
from machimori_office.analyses.models import Analysis, Product
from machimori_office.analyses.studies.made import (
    GEOJSON,
    HTML,
    LANGUAGES,
    PDF,
    Made,
)
from machimori_office.jobs.background import Tell
from machimori_office.places.models import District
from machimori_office.walks.models import Plan, Spot, Walk
from machimori_office.web.packing import unpacked
from machimori_office.web.paper import SVG

GPX, ICALENDAR, YAML = "application/gpx+xml", "text/calendar", "application/yaml"
GAP, HOT = "watch-gap.geojson", "hot-spots.geojson"
TRIAL = "trial.geojson"
_HOT_COLUMNS = {"worth": "incidents", "name": "name"}
_MOST_MAPS = 60
_REMEMBERED = timedelta(weeks=8)
"""What was walked longer ago makes no place worth less."""


@dataclass(frozen=True)
class Planned:
    """All that a plan came to."""

    files: tuple[Made, ...]
    walks: tuple[Mapping[str, Any], ...]
    posts: tuple[Mapping[str, Any], ...]
    notes: tuple[Text, ...]
    control_count: int


def planned(plan: Plan, tell: Tell, at: datetime) -> Planned:
    """Compute a plan.

    Raises
    ------
    MachimoriError
        No place is left, or nobody can walk from the start to the end.
    """
    written = document(plan)
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        room = Path(folder)
        _lay_out(plan, written, room)
        path = room / "walks.yaml"
        read = {
            to: _reasoned(read_walk_file(path, language=to), to) for to in LANGUAGES
        }
    kept, notes = _in_area(plan, read)
    japanese = kept["ja"]
    found = plan_walks(
        japanese.graph,
        japanese.places,
        japanese.walkers,
        first_on=japanese.first_on,
        last_on=japanese.last_on,
        seed=japanese.seed,
        rules=japanese.rules,
        tell=tell,
    )
    said = zip(*(walk_notices(found, language=to) for to in LANGUAGES), strict=True)
    return Planned(
        files=tuple(_files(plan, written, kept, found)),
        walks=tuple(_rows(found)),
        posts=tuple(_place(one) for places in found.posts.values() for one in places),
        notes=(*notes, *(Text(ja=ja, en=en) for ja, en in said)),
        control_count=len(found.control),
    )


def document(plan: Plan) -> dict[str, Any]:
    """Write a plan as the file that ``machimori patrol plan`` reads."""
    asked = plan.asked
    # Cars share what they remember: it may stand with any of them.
    first, *others = asked["walkers"]
    written: dict[str, Any] = {
        "title": plan.title,
        "streets": plan.streets.file_name,
        "first_on": plan.first_on.isoformat(),
        "last_on": plan.last_on.isoformat(),
        "seed": asked["seed"],
        "walkers": [{**first, "before": list(_before(plan))}, *others],
        "rules": asked["rules"],
    }
    if asked["with_spots"]:
        written["places"] = [_spot(one) for one in _worth_a_visit()]
    if plan.gap_id:
        written["gap"] = {"file": GAP, "most": asked["most_places"]}
    if plan.hot_id:
        written["map"] = {"file": HOT, "most": asked["most_places"], **_HOT_COLUMNS}
    return written


def _lay_out(plan: Plan, written: Mapping[str, Any], room: Path) -> None:
    streets = plan.streets
    (room / streets.file_name).write_bytes(unpacked(streets.packed))
    for analysis, name in ((plan.gap, GAP), (plan.hot, HOT)):
        if analysis is not None:
            (room / name).write_bytes(product_of(analysis, name))
    # JSON is YAML as well.
    (room / "walks.yaml").write_text(json.dumps(written, ensure_ascii=False), "utf-8")


def _reasoned(file: WalkFile, to: Language) -> WalkFile:
    """Say why a place of a list of hot spots matters."""
    places = tuple(
        replace(p, reason=_HAPPENED.format(count=round(p.worth)).in_(to))
        if p.id.startswith("map-") and not p.reason
        else p
        for p in file.places
    )
    return replace(file, places=places)


def product_of(analysis: Analysis, name: str) -> bytes:
    """Return a file that an analysis made.

    Raises
    ------
    InvalidInput
        It made none of that name.
    """
    found = Product.objects.filter(analysis=analysis, name=name).first()
    if found is None:
        raise InvalidInput([_gone(analysis.title)])
    return unpacked(found.packed)


def _worth_a_visit() -> Sequence[Spot]:
    return list(Spot.objects.filter(is_current=True, worth__gt=0))


def _spot(spot: Spot) -> dict[str, Any]:
    hours = {"begins": spot.begins, "ends": spot.ends}
    return {
        "id": f"spot-{spot.pk}",
        "name": spot.name,
        "lon": spot.lon,
        "lat": spot.lat,
        "worth": spot.worth,
        "reason": spot.reason,
        **{name: f"{at:%H:%M}" for name, at in hours.items() if at is not None},
    }


def _before(plan: Plan) -> Iterator[dict[str, Any]]:
    """Yield the stops that the same walkers told of."""
    theirs = Walk.objects.filter(
        state=Walk.State.WALKED,
        plan__kind=plan.kind,
        plan__group=plan.group,
        on__gte=plan.first_on - _REMEMBERED,
        on__lt=plan.first_on,
    )
    for walk in theirs.order_by("on", "pk"):
        for number in walk.visited:
            stop = walk.stops[number - 1]
            yield {
                "day": walk.on.isoformat(),
                "lon": stop["lon"],
                "lat": stop["lat"],
            }


def _in_area(
    plan: Plan, read: Mapping[Language, WalkFile]
) -> tuple[dict[Language, WalkFile], list[Text]]:
    """Keep the places within the group's districts, as far as these have bounds."""
    if not plan.asked["in_area"] or plan.group is None:
        return dict(read), []
    districts = District.objects.filter(code__in=plan.group.districts)
    shapes = [
        shapely.from_geojson(json.dumps(one.boundary))
        for one in districts
        if one.boundary
    ]
    if len(shapes) < len(plan.group.districts):
        return dict(read), [_NO_BOUNDS]
    area = shapely.union_all(shapes)
    kept = {
        to: replace(
            file,
            places=tuple(
                p for p in file.places if area.intersects(shapely.Point(p.lon, p.lat))
            ),
        )
        for to, file in read.items()
    }
    if not kept["ja"].places:
        raise InvalidInput([_NONE_IN_AREA])
    left_out = len(read["ja"].places) - len(kept["ja"].places)
    return kept, [_LEFT_OUT.format(count=left_out)] if left_out else []


def _files(
    plan: Plan,
    written: Mapping[str, Any],
    read: Mapping[Language, WalkFile],
    found: WalkPlan,
) -> Iterator[Made]:
    japanese = read["ja"]
    for to in LANGUAGES:
        paper = walk_paper(read[to], found, language=to)
        html = paper_html(paper, language=to).encode()
        yield Made(f"report.{to}.html", HTML, html)
        yield Made(f"walks.{to}.pdf", PDF, paper_pdf(paper, language=to))
        yield from _maps(read[to], found, to)
    features = walk_features(japanese, found)
    yield Made("walks.geojson", GEOJSON, encode_json(features).encode())
    if found.walks:
        calendar = walk_calendar(japanese, found, language="ja")
        yield Made("walks.gpx", GPX, walk_gpx(japanese, found).encode())
        yield Made("walks.ics", ICALENDAR, calendar.encode())
    if found.control:
        trial = encode_json(walk_trial(japanese, found)).encode()
        yield Made(TRIAL, GEOJSON, trial)
    text = json.dumps(written, ensure_ascii=False, indent=2)
    yield Made("walks.yaml", YAML, text.encode())


def _maps(file: WalkFile, found: WalkPlan, to: Language) -> Iterator[Made]:
    for number, walk in enumerate(found.walks[:_MOST_MAPS], 1):
        title = walk.walker.name or walk.walker.id
        svg = walk_map(file.graph, walk, title=title, language=to)
        yield Made(map_name(number, to), SVG, svg.encode())
    for places in found.posts.values():
        svg = posts_map(file.graph, places, title=file.title, language=to)
        if svg:
            yield Made(map_name(0, to), SVG, svg.encode())


def map_name(number: int, to: Language) -> str:
    """Name the map of a walk; that of the posts is number 0."""
    return f"map-{number}.{to}.svg"


def _rows(found: WalkPlan) -> Iterator[Mapping[str, Any]]:
    for number, walk in enumerate(found.walks, 1):
        yield {
            "number": number,
            "walker": (walk.walker.name or walk.walker.id)[:80],
            "on": walk.on,
            "begins": walk.begins,
            "ends": max(walk.ends, walk.begins),
            "length_m": walk.length_m,
            "by_lot": walk.by_lot,
            "stops": list(_stops(walk)),
        }


def _stops(walk: LibraryWalk) -> Iterator[Mapping[str, Any]]:
    for visit in walk.visits:
        yield {
            **_place(visit.place),
            "arrives": f"{visit.arrives:%H:%M}",
            "leaves": f"{visit.leaves:%H:%M}",
        }


def _place(place: PlaceThatMatters) -> Mapping[str, Any]:
    return {
        "name": place.name or place.id,
        "lon": place.lon,
        "lat": place.lat,
        "reason": place.reason,
    }


def _gone(title: str) -> Problem:
    return Problem(
        file=title,
        where=Text(ja="結果", en="result"),
        found="—",
        expected=Text(ja="計算の済んだ分析", en="an analysis that was computed"),
        remedy=Text(ja="分析をやり直してください。", en="Have it analysed again."),
    )


_NONE_IN_AREA = Problem(
    file="",
    where=Text(ja="団体の地区", en="the group's districts"),
    found="0",
    expected=Text(ja="地区の中の場所", en="places within them"),
    remedy=Text(
        ja="地区の中に見回る場所を加えるか、「団体の地区の中だけ」を外してください。",
        en="Add places within them, or do not keep to the group's districts.",
    ),
)
_NO_BOUNDS = Text(
    ja="団体の地区に境界の分からないものがあるため、市内すべての場所から選びました。",
    en="A district of the group has no known boundary: places of the whole city were "
    "considered.",
)
_HAPPENED = Text(
    ja="この町丁目で、調べた期間に{count}件ありました。",
    en="{count} happened in this block in the days that were studied.",
)
_LEFT_OUT = Text(
    ja="団体の地区の外の{count}か所は除きました。",
    en="{count} places outside the group's districts are left out.",
)

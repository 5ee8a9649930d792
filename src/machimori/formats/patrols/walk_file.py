"""Read what walks are planned of: streets, places that matter, walkers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import decode, read_bytes
from machimori.formats.patrols.gap_file import GapNear, read_gap
from machimori.formats.patrols.plain_values import with_plain_values
from machimori.formats.streets import read_streets
from machimori.geometry.plane import JAPAN_BOUNDS
from machimori.language import Language, Text
from machimori.patrols import PlaceThatMatters, PlanRules, Walker
from machimori.streets import StreetGraph
from machimori.strict_yaml import StrictDocument, fitted, load_strict

Floats = NDArray[np.float64]
_Found = tuple[str, object, Text]

_LONGEST_DAYS = 400
_MOST_PLACES = 400
_MOST_WORTH = 1e9
_APART_M = 60.0
"""Lines of a gap whose middles are nearer than this make one place."""


@dataclass(frozen=True, kw_only=True)
class _Source:
    """A file with places that matter."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    file: str
    worth: str | None = None
    name: str | None = None
    reason: str | None = None
    most: int = 40


@dataclass(frozen=True, kw_only=True)
class _Written:
    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    title: str = ""
    streets: tuple[str, ...] | str
    first_on: date
    last_on: date
    seed: int
    walkers: tuple[Walker, ...]
    places: tuple[PlaceThatMatters, ...] = ()
    gap: _Source | str | None = None
    map: _Source | None = None
    rules: PlanRules = field(default_factory=PlanRules)


@dataclass(frozen=True, kw_only=True, eq=False)
class WalkFile:
    """All that walks are planned of.

    Parameters
    ----------
    title : str
    graph : StreetGraph
    places : tuple of PlaceThatMatters
    walkers : tuple of Walker
    rules : PlanRules
    first_on, last_on : date
    seed : int
    """

    title: str
    graph: StreetGraph
    places: tuple[PlaceThatMatters, ...]
    walkers: tuple[Walker, ...]
    rules: PlanRules
    first_on: date
    last_on: date
    seed: int


def read_walk_file(path: Path, *, language: Language) -> WalkFile:
    """Read the file of a plan of walks.

    Parameters
    ----------
    path : Path
        YAML; files are named as seen from its folder.
    language : "ja" or "en"
        Of the reasons that are made of a watch gap.

    Returns
    -------
    WalkFile

    Raises
    ------
    InvalidInput
        With all problems.
    """
    text = decode(read_bytes(path), file=str(path))
    document = with_plain_values(load_strict(text, file=str(path)))
    written = fitted(document, _Written)
    places: list[PlaceThatMatters] = list(written.places)
    problems: list[Problem] = []
    for read in (_of_gap, _of_map):
        try:
            places += read(written, path.parent, language)
        except InvalidInput as error:
            problems += error.problems
    problems += _odd(written, places, document)
    names = (written.streets,) if isinstance(written.streets, str) else written.streets
    try:
        streets = read_streets(list(_files(path.parent, names)))
    except InvalidInput as error:
        problems += error.problems
    if problems:
        raise InvalidInput(problems)
    return WalkFile(
        title=written.title,
        graph=streets.graph,
        places=tuple(places),
        walkers=written.walkers,
        rules=written.rules,
        first_on=written.first_on,
        last_on=written.last_on,
        seed=written.seed,
    )


def _files(folder: Path, names: Sequence[str]) -> Iterator[Path]:
    """Yield the files that names with ``*`` and ``?`` stand for."""
    for name in names:
        is_pattern = any(sign in name for sign in "*?[")
        found = sorted(folder.glob(name)) if is_pattern else []
        yield from found or [folder / name]


def _of_gap(
    written: _Written, folder: Path, language: Language
) -> list[PlaceThatMatters]:
    """Make places of the lines along which most children walk unseen."""
    if written.gap is None:
        return []
    source = _Source(file=written.gap) if isinstance(written.gap, str) else written.gap
    gap = read_gap(folder / source.file)
    length_m = shapely.length(gap.lines)
    worth = length_m * gap.gap.sum(axis=1)
    middles = shapely.line_interpolate_point(gap.lines, 0.5, normalized=True)
    xy = shapely.get_coordinates(middles)
    chosen = list(_apart(xy, worth, source.most))
    lon_lat = gap.frame.to_lon_lat(xy)
    return [
        PlaceThatMatters(
            id=f"gap-{number}",
            name=gap.names[row],
            lon=round(float(lon_lat[row, 0]), 7),
            lat=round(float(lon_lat[row, 1]), 7),
            worth=float(worth[row]),
            reason=_gap_reason(gap, row, float(worth[row])).in_(language),
        )
        for number, row in enumerate(chosen, 1)
    ]


def _apart(xy: Floats, worth: Floats, most: int) -> Iterator[int]:
    """Yield rows, those worth most first, none near one before it."""
    taken = np.zeros((0, 2))
    for row in np.argsort(-worth, kind="stable").tolist():
        if len(taken) >= most or worth[row] <= 0:
            return
        if not len(taken) or np.hypot(*(taken - xy[row]).T).min() >= _APART_M:
            taken = np.vstack([taken, xy[row]])
            yield row


def _gap_reason(gap: GapNear, row: int, worth: float) -> Text:
    slot = int(gap.gap[row].argmax())
    return _UNSEEN.format(child_m=f"{worth:,.0f}", at=f"{slot // 2}:{slot % 2 * 3}0")


def _of_map(
    written: _Written, folder: Path, language: Language
) -> list[PlaceThatMatters]:
    """Make places of a GeoJSON in longitude and latitude, such as hot spots."""
    source = written.map
    if source is None:
        return []
    path = folder / source.file
    try:
        content = json.loads(decode(read_bytes(path), file=str(path)))
        features = list(content["features"])
        made = [_feature(one, number, source) for number, one in enumerate(features)]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InvalidInput([_no_map(path, source)]) from error
    made = [one for one in made if one.worth > 0]
    made.sort(key=lambda one: -one.worth)
    return made[: source.most]


def _feature(feature: Any, number: int, source: _Source) -> PlaceThatMatters:
    properties = feature.get("properties") or {}
    shape = shapely.from_geojson(json.dumps(feature["geometry"]))
    point = shape.representative_point()
    worth = 1.0 if source.worth is None else float(properties[source.worth])
    if not 0 <= worth <= _MOST_WORTH:
        raise ValueError
    return PlaceThatMatters(
        id=f"map-{number + 1}",
        name=str(properties.get(source.name or "") or "")[:80],
        lon=float(point.x),
        lat=float(point.y),
        worth=worth,
        reason=str(properties.get(source.reason or "") or "")[:300],
    )


def _odd(
    written: _Written, places: Sequence[PlaceThatMatters], document: StrictDocument
) -> Iterator[Problem]:
    found = (*_odd_times(written), *_odd_places(places), *_odd_walkers(written))
    for key, value, expected in found:
        yield Problem(
            file=document.file,
            where=document.where((key,)),
            found=str(value)[:60],
            expected=expected,
            remedy=_CORRECT,
        )


def _odd_times(written: _Written) -> Iterator[_Found]:
    if not 0 <= (written.last_on - written.first_on).days <= _LONGEST_DAYS:
        yield "last_on", written.last_on, _IN_ORDER
    share = written.rules.random_share, written.rules.worth_after_visit
    if not all(0 <= one <= 1 for one in share) or written.rules.most_weeks < 1:
        yield "rules", share, _SHARES
    if written.seed < 0:
        yield "seed", written.seed, _SEED


def _odd_places(places: Sequence[PlaceThatMatters]) -> Iterator[_Found]:
    if not 0 < len(places) <= _MOST_PLACES:
        yield "places", len(places), _SOME_PLACES
    if len({one.id for one in places}) < len(places):
        yield "places", "id", _ONE_EACH
    west, south, east, north = JAPAN_BOUNDS
    for place in places:
        if not (west <= place.lon <= east and south <= place.lat <= north):
            yield "places", f"{place.id}: {place.lon}, {place.lat}", _IN_JAPAN
        if not 0 < place.worth <= _MOST_WORTH:
            yield "places", f"{place.id}: {place.worth}", _A_WORTH


def _odd_walkers(written: _Written) -> Iterator[_Found]:
    if len({one.id for one in written.walkers}) < len(written.walkers):
        yield "walkers", "id", _ONE_EACH
    for walker in written.walkers:
        low, high = walker.stay_min
        is_time = 0 < walker.lasts_min <= 24 * 60 and 0 <= low <= high <= 24 * 60
        if not is_time or not 0 < walker.people <= 500 or not walker.apart_m >= 0:
            yield "walkers", walker.id, _A_WALKER
        if walker.revisit_after_min is not None and walker.revisit_after_min < 0:
            yield "walkers", walker.id, _MINUTES


def _no_map(path: Path, source: _Source) -> Problem:
    return Problem(
        file=str(path),
        where=Text.same("features"),
        found=source.worth or "—",
        expected=_A_MAP,
        remedy=_CORRECT,
    )


_UNSEEN = Text(
    ja="子どもが1日に延べ{child_m}人・m、誰にも見られずに歩きます（いちばん多いのは{at}から）。",
    en="Children walk {child_m} child m a day unseen here, most of it from {at}.",
)
_CORRECT = Text(
    ja="手引き「歩く計画と当番」の例にならって直してください。",
    en="Correct it as in the example of the guide on walks and rosters.",
)
_IN_ORDER = Text(
    ja="first_on 以後で、400日以内の日", en="a day from first_on, at most 400 days on"
)
_SOME_PLACES = Text(
    ja="1〜400か所（places、gap、mapのどれか）",
    en="1 to 400 places (of places, gap or map)",
)
_ONE_EACH = Text(ja="一つに一つのid", en="an id of its own for each")
_IN_JAPAN = Text(ja="日本国内の経度・緯度", en="longitude and latitude in Japan")
_A_WORTH = Text(ja="0より大きい数", en="a number above 0")
_A_WALKER = Text(
    ja="1分以上の時間、短い順の滞在時間、1人以上",
    en="minutes from 1, a stay from short to long, people from 1",
)
_MINUTES = Text(
    ja="revisit_after_min は0分以上", en="0 minutes or more for revisit_after_min"
)
_SHARES = Text(
    ja="0から1の割合と、1以上の週", en="shares from 0 to 1, and weeks from 1"
)
_SEED = Text(ja="0以上の整数", en="a whole number from 0")
_A_MAP = Text(
    ja="経度・緯度のGeoJSONで、worth の列に0以上の数があるもの",
    en="GeoJSON in longitude and latitude with numbers from 0 in the column of worth",
)

"""A made-up year of bicycle thefts: hot spots, counts, forecasts, a safety map."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction

from machimori.demo import demo_town, demo_watching
from machimori.scene import scene_document
from machimori_office.analyses.computing import compute_next
from machimori_office.analyses.forecasts.services import score
from machimori_office.analyses.models import (
    Analysis,
    IncidentList,
    SealedForecast,
)
from machimori_office.analyses.reading import read_lists
from machimori_office.analyses.register import Wanted, known_blocks, read_register
from machimori_office.analyses.services import ask, keep_list
from machimori_office.people.models import Role, Staff
from machimori_office.web.words import JST

_SEED = 7
_ROWS, _COLUMNS = 5, 6
_CELL_DEG = 0.004
_WEST, _SOUTH = 139.49, 35.69
_FROM = date(2025, 4, 1)
_DAYS = 365
_KNOWN_UNTIL = date(2026, 1, 31)
_SEALED_AT = datetime(2026, 2, 20, 10, 0, tzinfo=JST)
_HEADINGS = (
    "罪名,手口,都道府県（発生地）,市区町村（発生地）,町丁目（発生地）,"
    "発生年月日（始期）,発生時（始期）"
)
_POLICE, _LICENCE = "ひばり警察署（見本）", "見本"
_TITLE = "自転車盗 2025年度"
_NAMES = ("本町", "東町", "緑町", "梶野町", "関野町")
"""As the register's incidents of the made-up city name its blocks."""


@transaction.atomic
def fill(at: datetime) -> None:
    """Read the list and let the worker compute what it comes by."""
    if IncidentList.objects.exists():
        return
    actor = str(Staff.objects.filter(role=Role.OPERATOR, is_active=True)[0].pk)
    _forecast_march(actor)
    kept = _kept(_TITLE, _thefts(), actor, at)
    score(
        SealedForecast.objects.get(),
        incidents=kept,
        actor=actor,
        reason="警察の年報と件数が合う",
        at=at,
    )
    last_on = _FROM + timedelta(_DAYS - 1)
    asked = {"first_on": str(_FROM), "last_on": str(last_on), "kinds": []}
    for kind, title in (
        (Analysis.Kind.HOT_BLOCKS, "自転車盗の多い町丁目（2025年度）"),
        (Analysis.Kind.COUNTS, "町丁目ごとの件数（2025年度、公表用）"),
    ):
        ask(kind, title=title, incidents=kept, asked=asked, actor=actor, at=at)
    _study_register(actor, at)
    year = at.astimezone(JST).year
    packed = watching_files()
    for kind, title in (
        (Analysis.Kind.SAFETY_MAP, f"ひばり小学校 地域安全マップ {year}"),
        (Analysis.Kind.WATCH_GAP, "ひばり小学校の見守りのすき間"),
    ):
        ask(kind, title=title, material=packed, actor=actor, at=at)


def _kept(title: str, thefts: bytes, actor: str, at: datetime) -> IncidentList:
    lists, blocks = [("thefts.csv", thefts)], [("blocks.geojson", _blocks())]
    taken = read_lists(lists, blocks, title=title, publisher=_POLICE, licence=_LICENCE)
    return keep_list(
        taken, name=title, publisher=_POLICE, licence=_LICENCE, actor=actor, at=at
    )


def _forecast_march(actor: str) -> None:
    """Forecast the last month of the year of what was known in February."""
    known = _kept(f"{_TITLE}（1月まで）", _thefts(_KNOWN_UNTIL), actor, _SEALED_AT)
    ask(
        Analysis.Kind.FORECAST,
        title="3月に自転車盗が起きそうな町丁目",
        incidents=known,
        asked={
            "first_on": "2026-03-01",
            "last_on": "2026-03-31",
            "kinds": [],
            "share_percent": 20,
            "half_life_days": None,
        },
        actor=actor,
        at=_SEALED_AT,
    )
    compute_next(lambda: _SEALED_AT)


def _study_register(actor: str, at: datetime) -> None:
    """Study what the office wrote down itself in the year before."""
    last_on = at.astimezone(JST).date() - timedelta(1)
    wanted = Wanted(first_on=last_on - timedelta(_DAYS - 1), last_on=last_on)
    kept = keep_list(
        read_register(wanted, known_blocks(), at=at),
        name=f"庁内の記録 {wanted.first_on} – {wanted.last_on}",
        publisher=_POLICE,
        licence=_LICENCE,
        origin=IncidentList.Origin.REGISTER,
        actor=actor,
        at=at,
    )
    asked = {"first_on": str(wanted.first_on), "last_on": str(last_on), "kinds": []}
    title = "庁内の記録から見た、事案の多い町丁目"
    ask(
        Analysis.Kind.HOT_BLOCKS,
        title=title,
        incidents=kept,
        asked=asked,
        actor=actor,
        at=at,
    )


def watching_files() -> bytes:
    """Pack the demo town's safety map and plan of watching, as a school would."""
    packed = io.BytesIO()
    files = dict(demo_watching())
    files["town.geojson"] = json.dumps(scene_document(demo_town()), ensure_ascii=False)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _cells() -> Iterator[tuple[str, int, int]]:
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            yield f"{_NAMES[row]}{column + 1}丁目", row, column


def _thefts(until: date = date.max) -> bytes:
    rng = np.random.default_rng(_SEED)
    lines = [_HEADINGS]
    for name, row, column in _cells():
        near_station = 14.0 * np.exp(-((row - 2) ** 2 + (column - 2) ** 2) / 2.0)
        for _ in range(int(rng.poisson(1.2 + near_station))):
            day = _FROM + timedelta(int(rng.integers(_DAYS)))
            hour = int(rng.integers(24))
            if day <= until:
                lines.append(f"窃盗,自転車盗,東京都,ひばり市,{name},{day},{hour:02d}")
    return "\r\n".join(lines).encode("cp932")


def _blocks() -> bytes:
    rng = np.random.default_rng(_SEED)
    features = [
        _feature(name, row, column, int(rng.integers(400, 2200)))
        for name, row, column in _cells()
    ]
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False).encode()


def _feature(name: str, row: int, column: int, residents: int) -> dict[str, Any]:
    west, south = _WEST + column * _CELL_DEG, _SOUTH + row * _CELL_DEG
    east, north = west + _CELL_DEG, south + _CELL_DEG
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {
            "町丁目名": name,
            "人口": residents,
        },
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }

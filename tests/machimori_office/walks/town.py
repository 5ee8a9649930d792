"""A small town of streets, places that matter, and plans of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from machimori.demo import demo_watching
from machimori_office.patrols.models import Group
from machimori_office.walks import demo
from machimori_office.walks.computing import plan_next
from machimori_office.walks.models import Plan, Spot, Streets
from machimori_office.walks.services import material, plans
from machimori_office.walks.services.plans import Wanted

NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
TODAY = date(2026, 5, 11)
STAFF = "0f0f"
WHO: dict[str, Any] = {"actor": STAFF, "at": NOW}
START = [139.499663, 35.699262]


@cache
def files() -> Mapping[str, str]:
    return demo_watching()


def streets() -> Streets:
    lines = files()["watch-streets.geojson"].encode()
    return material.keep_streets("町", "town.geojson", lines, licence="", **WHO)


def spots() -> list[Spot]:
    made = demo._spots(files()["walks.yaml"])
    return [material.keep_spot(spot, **WHO) for spot in made]


def group(name: str = "ひばり町会", **given: Any) -> Group:
    fields = {"member_count": 12, "counted_on": TODAY, "districts": [], **given}
    return Group.objects.create(name=name, **fields)


def wanted(kind: str = "group", **given: Any) -> Wanted:
    walker = {
        "group": {"begins": "15:00", "lasts_min": 45, "weekdays": ["wed"], "people": 4},
        "post": {"begins": "07:30", "people": 3, "weekdays": ["mon"], "apart_m": 60},
        "car": {"begins": "16:00", "lasts_min": 75, "weekdays": ["tue", "fri"]},
    }[kind]
    where = {} if kind == "post" else {"start": START}
    usual = {
        "kind": Plan.Kind(kind),
        "title": "計画",
        "streets": Streets.objects.first() or streets(),
        "first_on": TODAY - timedelta(days=7),
        "last_on": TODAY + timedelta(days=13),
        "walkers": [{"id": kind, "name": "歩く人", "kind": kind, **walker, **where}],
        "rules": {},
        "seed": 1,
    }
    if kind == "group":
        usual["group"] = given.get("group") or group()
    return Wanted(**{**usual, **given})


def computed(kind: str = "group", **given: Any) -> Plan:
    if not Spot.objects.exists():
        spots()
    asked = plans.ask(wanted(kind, **given), **WHO)
    plan_next(lambda: NOW)
    asked.refresh_from_db()
    return asked

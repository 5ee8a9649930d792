"""A made-up town's streets, places that matter, and a plan of each kind."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from machimori.demo import demo_watching
from machimori.formats.patrols.plain_values import with_plain_values
from machimori.strict_yaml import load_strict
from machimori_office.patrols.models import Car, Group, School
from machimori_office.people.models import Role, Staff
from machimori_office.walks.models import Plan, Spot, Streets
from machimori_office.walks.services import material, plans
from machimori_office.walks.services.plans import Wanted
from machimori_office.web.words import JST
from machimori_office.web.years import months_after

_SEED = 2026
_STARTS = (
    ("ひばり小学校の東門", 139.499663, 35.699262),
    ("市役所車庫", 139.50095, 35.700015),
)


@transaction.atomic
def fill(at: datetime) -> None:
    """Read the streets, enter places, and let the worker plan."""
    if Streets.objects.exists() or not Group.objects.exists():
        return
    actor = str(Staff.objects.filter(role=Role.OPERATOR, is_active=True)[0].pk)
    files = demo_watching()
    streets = material.keep_streets(
        "ひばり町の道路",
        "streets.geojson",
        files["watch-streets.geojson"].encode(),
        licence="見本",
        actor=actor,
        at=at,
    )
    for spot in _spots(files["walks.yaml"]):
        material.keep_spot(spot, actor=actor, at=at)
    first_on = months_after(at.astimezone(JST).date().replace(day=1), 1)
    for wanted in _wanted(streets, first_on):
        plans.ask(wanted, actor=actor, at=at)


def _spots(walks: str) -> list[Spot]:
    read = with_plain_values(load_strict(walks, file="walks.yaml"))
    document: Any = read.value
    kept = ("name", "lon", "lat", "worth", "reason")
    matter = [
        Spot(**{name: place[name] for name in kept}, **_hours(place))
        for place in document["places"]
    ]
    starts = [Spot(name=name, lon=lon, lat=lat, worth=0) for name, lon, lat in _STARTS]
    return [*starts, *matter]


def _hours(place: dict[str, Any]) -> dict[str, time]:
    written = {name: str(place[name]) for name in ("begins", "ends") if name in place}
    return {name: time.fromisoformat(at.zfill(5)) for name, at in written.items()}


def _wanted(streets: Streets, first_on: date) -> list[Wanted]:
    group, school = Group.objects.order_by("pk")[0], School.objects.order_by("code")[0]
    cars = list(Car.objects.filter(retired_on=None).order_by("pk")[:2])
    days: dict[str, Any] = {
        "streets": streets,
        "first_on": first_on,
        "last_on": months_after(first_on, 1) - timedelta(1),
        "seed": _SEED,
    }
    by_car = [_walker(f"car-{car.pk}", car.name, "car", _STARTS[1]) for car in cars]
    rules = {"random_share": 0.2, "most_weeks": 3}
    return [
        Wanted(
            kind=Plan.Kind.GROUP,
            title=f"{group.name}の夕方の見守り歩き",
            group=group,
            walkers=[_walker("group", group.name, "group", _STARTS[0])],
            rules=rules,
            **days,
        ),
        Wanted(
            kind=Plan.Kind.POST,
            title=f"{school.name}の朝、立つ場所",
            school=school,
            walkers=[_walker("post", school.name, "post", None)],
            rules=rules,
            **days,
        ),
        Wanted(
            kind=Plan.Kind.CAR,
            title="青パトの巡回（効果を測る）",
            walkers=by_car,
            rules={**rules, "has_control": True, "together": len(by_car) > 1},
            **days,
        ),
    ]


def _walker(
    id_: str, name: str, kind: str, start: tuple[str, float, float] | None
) -> dict[str, Any]:
    usual: dict[str, dict[str, Any]] = {
        "group": {"begins": "15:00", "lasts_min": 45, "weekdays": ["wed"], "people": 4}
        | {"weeks_of_month": [1, 3]},
        "post": {"begins": "07:30", "lasts_min": 60, "people": 3, "apart_m": 60}
        | {"weekdays": ["mon", "tue", "wed", "thu", "fri"]},
        "car": {"begins": "16:00", "lasts_min": 75, "weekdays": ["tue", "fri"]},
    }
    begins_at = {"start": list(start[1:])} if start else {}
    return {"id": id_, "name": name, "kind": kind, **begins_at, **usual[kind]}

"""The register of cameras as the example city's source counts it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction

from machimori_office.applications import services as applications
from machimori_office.applications.made_up import grant
from machimori_office.applications.models import Application
from machimori_office.applications.services import Who
from machimori_office.camera_grants import services
from machimori_office.camera_grants.models import Camera, Grant
from machimori_office.camera_grants.procedures import GRANT
from machimori_office.people.models import Role, Staff
from machimori_office.web.words import JST
from machimori_office.web.years import first_day, fiscal_year

_CITY = {Camera.Owner.SCHOOL_ROUTE: 43, Camera.Owner.PUBLIC: 123}
# This one stands in the demo town, which says where it looks.
_ON_THE_MAP = {(Camera.Owner.PUBLIC, 1): "camera-hibari"}
# Groups' cameras by day and number, with made-up names: 50 in all.
_GROUPS = (
    ("中央商店街ほか2団体", date(2013, 3, 21), 4),
    ("駅南口商店会", date(2017, 2, 28), 6),
    ("東町協和会", date(2020, 3, 4), 7),
    ("東町二丁目町会", date(2018, 1, 9), 4),
    ("前原五丁目町会", date(2018, 2, 13), 6),
    ("北町商工振興会ほか6団体", date(2018, 2, 28), 21),
    ("西口商店会", date(2015, 3, 16), 2),
)


@transaction.atomic
def fill(at: datetime) -> None:
    """Register the cameras; one grant is paid, one completed, one asked for."""
    if Camera.objects.exists():
        return
    Camera.objects.bulk_create([*_citys(), *_groups()])
    actor = str(Staff.objects.filter(role=Role.OPERATOR, is_active=True)[0].pk)
    _paid_last_year(actor, at)
    _renewed_by_seven_bodies(actor, at)
    applications.receive(
        GRANT,
        who=Who(name="緑町三丁目町会", address="ひばり市緑町3-1", spokesperson="会長"),
        answers={"cameras": 3, "cost": 1_980_000, "where": "緑町三丁目の交差点"},
        way=Application.Way.PAPER,
        papers=("watch-records", "estimate"),
        actor=actor,
        at=at,
    )


def _citys() -> list[Camera]:
    return [
        Camera(
            code=f"{owner.value[:2].upper()}-{number:03}",
            owner=owner,
            element=_ON_THE_MAP.get((owner, number), ""),
            place="通学路" if owner is Camera.Owner.SCHOOL_ROUTE else "公共施設",
            manager="地域安全課",
            has_sign=True,
            has_rules=True,
            retention_days=7,
            installed_on=date(2016 + number % 4, 3, 1),
        )
        for owner, count in _CITY.items()
        for number in range(1, count + 1)
    ]


def _groups() -> list[Camera]:
    return [
        Camera(
            code=f"GR-{row + 1}-{number:02}",
            owner=Camera.Owner.GROUP,
            group=group,
            place="商店街・町内",
            manager=group,
            has_sign=True,
            # Two groups have yet to hand their rules in: the register says so.
            has_rules=None if row in (0, 6) else True,
            retention_days=None if row in (0, 6) else 7,
            installed_on=on,
        )
        for row, (group, on, count) in enumerate(_GROUPS)
        for number in range(1, count + 1)
    ]


def _paid_last_year(actor: str, at: datetime) -> None:
    """One group's grant, whose years of upkeep have begun."""
    year = fiscal_year(at.astimezone(JST).date()) - 1
    begin = datetime.combine(first_day(year), time(9), JST)
    made = _decided("東町二丁目町会", {"東町二丁目町会": 4}, 2_640_000, actor, begin)
    done = begin + timedelta(days=150)
    _complete(made, 2_598_000, actor, done)
    on = done.astimezone(JST).date()
    services.inspect(made, on=on, actor=actor, at=done + timedelta(days=5))
    services.pay(made, on=on, actor=actor, at=done + timedelta(days=20))


def _renewed_by_seven_bodies(actor: str, at: datetime) -> None:
    """Seven bodies renew their 21 cameras together; the work is done, not yet paid."""
    cameras = {f"北町{name}": 3 for name in _SEVEN}
    begin = at - timedelta(days=120)
    made = _decided("北町商工振興会ほか6団体", cameras, 12_600_000, actor, begin)
    _complete(made, 12_480_000, actor, at - timedelta(days=4))


def _decided(
    name: str, cameras: dict[str, int], cost_yen: int, actor: str, at: datetime
) -> Grant:
    asked = {
        "cameras": sum(cameras.values()),
        "cost": cost_yen,
        "where": "町内の道路と交差点",
        "begins-on": (at + timedelta(days=60)).date().isoformat(),
    }
    made = applications.receive(
        GRANT,
        who=Who(name=name, address="ひばり市北町1-1", spokesperson="会長"),
        answers=asked,
        way=Application.Way.PAPER,
        actor=actor,
        at=at,
    )
    then = at + timedelta(days=20)
    grant(made, evidence="活動の記録、議事録、東京都の通知", actor=actor, at=then)
    return services.decide_sums(
        made, cost_yen=cost_yen, cameras=cameras, actor=actor, at=then
    )


def _complete(made: Grant, cost_yen: int, actor: str, at: datetime) -> None:
    on = at.astimezone(JST).date()
    services.complete(made, final_cost_yen=cost_yen, on=on, actor=actor, at=at)


_SEVEN = (
    "商工振興会",
    "一丁目町会",
    "松風会",
    "桜友会",
    "北部自治会",
    "中央会",
    "西自治会",
)

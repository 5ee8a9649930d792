"""The register of cameras as the example city's source counts it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from machimori_office.applications import services as applications
from machimori_office.applications.models import Application
from machimori_office.applications.services import Who
from machimori_office.camera_grants.models import Camera
from machimori_office.camera_grants.procedures import GRANT
from machimori_office.people.models import Role, Staff

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
    """Register the cameras, and leave one application to be decided."""
    if Camera.objects.exists():
        return
    Camera.objects.bulk_create([*_citys(), *_groups()])
    actor = str(Staff.objects.filter(role=Role.OPERATOR, is_active=True)[0].pk)
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

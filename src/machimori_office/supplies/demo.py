"""Groups with equipment, as many as the example city's source counts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from machimori_office.applications import services as applications
from machimori_office.applications.made_up import WHY, grant
from machimori_office.applications.models import Application
from machimori_office.applications.services import Who
from machimori_office.people.models import Role, Staff
from machimori_office.supplies.models import Stock
from machimori_office.supplies.procedures import SUPPLY
from machimori_office.supplies.services import (
    PastSupply,
    count_stock,
    hand_over,
    take_over,
)
from machimori_office.web.words import JST
from machimori_office.web.years import first_day, fiscal_year

_STOCK = {"vest": 20, "armband": 40, "signal-light": 15, "windbreaker": 20}
# Five groups and 40 items in a year: the figures of 令和元年度. Four tell their walks.
_GIVEN = {
    "本町一丁目みまもり隊": {"vest": 3, "armband": 5},
    "東町わんわんパトロール": {"armband": 10},
    "緑町あいさつの会": {"signal-light": 7},
    "貫井北町夜まわりの会": {"windbreaker": 14},
    "前原町火の用心の会": {"clappers": 1},
}
_GIVEN_BEFORE = {
    "本町一丁目みまもり隊": {"vest": 6},
    "貫井北町夜まわりの会": {"signal-light": 8, "clappers": 1},
    "駅前商店会見守り隊": {"armband": 12},
}


@transaction.atomic
def fill(at: datetime) -> None:
    """Hand equipment to five groups in the running months, one waits."""
    if Stock.objects.exists():
        return
    actor = str(Staff.objects.filter(role=Role.OPERATOR, is_active=True)[0].pk)
    begin = at - timedelta(days=60)
    for kind, count in {**_STOCK, "clappers": 2, "buzzer": 30}.items():
        count_stock(kind, count, actor=actor, reason=WHY, at=begin)
    _last_year(actor, at)
    for number, (group, counts) in enumerate(_GIVEN.items()):
        then = begin + timedelta(days=10 * number)
        application = _granted(group, actor, then)
        on = then.astimezone(JST).date()
        hand_over(application, counts, on=on, actor=actor, at=then)
    _applied("中町自治会", actor, at - timedelta(days=1))


def _last_year(actor: str, at: datetime) -> None:
    """What the year before says, taken over from the city's list."""
    on = first_day(fiscal_year(at.astimezone(JST).date()) - 1) + timedelta(days=70)
    given = [
        PastSupply(kind=kind, count=count, who=_who(group), on=on)
        for group, counts in _GIVEN_BEFORE.items()
        for kind, count in counts.items()
    ]
    take_over(given, actor=actor, reason=WHY, at=at)


def _granted(group: str, actor: str, at: datetime) -> Application:
    application = _applied(group, actor, at)
    return grant(application, evidence="規約と活動の記録", actor=actor, at=at)


def _applied(group: str, actor: str, at: datetime) -> Application:
    made = applications.receive(
        SUPPLY,
        who=_who(group),
        answers={
            "members": 14,
            "members-of-the-city": 13,
            "patrols-a-month": 4,
            "area": "町内全域",
            "wanted": "ベスト、腕章",
        },
        way=Application.Way.PAPER,
        actor=actor,
        at=at,
    )
    return made


def _who(group: str) -> Who:
    return Who(name=group, address="ひばり市本町1-1", spokesperson="会長")

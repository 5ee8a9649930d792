"""Some households with recorders, some that wait, and some in stock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from machimori_office.applications import services as applications
from machimori_office.applications.made_up import grant
from machimori_office.applications.models import Application
from machimori_office.applications.services import Who
from machimori_office.people.models import Role, Staff
from machimori_office.recorders.models import Device, Loan
from machimori_office.recorders.procedures import LOAN
from machimori_office.recorders.services import add_devices, lend, note_effect
from machimori_office.web.words import JST

_NAMES = (
    "青木",
    "石川",
    "上野",
    "遠藤",
    "岡田",
    "加藤",
    "木下",
    "工藤",
    "小池",
    "近藤",
)
_GIVEN = ("ハナ", "正", "文子", "勝", "和子", "茂")
_LENT, _GRANTED, _ARRIVED, _IN_STOCK = 24, 2, 3, 6


@transaction.atomic
def fill(at: datetime) -> None:
    """Lend through a year, as the services do, and leave work for today."""
    if Device.objects.exists():
        return
    actor = str(Staff.objects.filter(role=Role.OPERATOR, is_active=True)[0].pk)
    serials = [f"TR-{n:04}" for n in range(1, _LENT + _IN_STOCK + 1)]
    begin = at - timedelta(days=400)
    devices = add_devices(
        serials, model="見守り録音機 A", bought_on=None, actor=actor, at=begin
    )
    for number in range(_LENT):
        then = begin + timedelta(days=15 * number + 1)
        _lend(number, devices[number], actor, then, at)
    for number in range(_GRANTED):
        _granted(_LENT + number, actor, at - timedelta(days=2))
    for number in range(_ARRIVED):
        _applied(_LENT + _GRANTED + number, actor, at - timedelta(days=1))


def _lend(
    number: int, device: Device, actor: str, then: datetime, now: datetime
) -> None:
    application = _granted(number, actor, then)
    on = then.astimezone(JST).date()
    loan = lend(application, device, on=on, actor=actor, at=then)
    asked_at = then + timedelta(days=100)
    if asked_at < now:
        effects = list(Loan.Effect)
        effect = effects[number % 5 % len(effects)]
        asked_on = asked_at.astimezone(JST).date()
        note_effect(loan, effect, on=asked_on, actor=actor, at=asked_at)


def _granted(number: int, actor: str, at: datetime) -> Application:
    application = _applied(number, actor, at)
    return grant(application, evidence="本人確認書類", actor=actor, at=at)


def _applied(number: int, actor: str, at: datetime) -> Application:
    name = f"{_NAMES[number % len(_NAMES)]} {_GIVEN[number % len(_GIVEN)]}"
    who = Who(name=name, address=f"ひばり市本町{number % 6 + 1}-{number % 20 + 1}")
    made = applications.receive(
        LOAN,
        who=who,
        answers={"birthday": f"19{40 + number % 18}-05-01", "police-device": "no"},
        way=Application.Way.COUNTER,
        actor=actor,
        at=at,
    )
    return made

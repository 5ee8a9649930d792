"""Made-up residents who are registered, for trying the office out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from machimori_office.outbox.models import Address
from machimori_office.subscriptions import figures, keeping, movements
from machimori_office.subscriptions.choices import Choices
from machimori_office.subscriptions.models import Movement, Subscriber

RESIDENTS = 240
_DOMAINS = ("docomo.example", "au.example", "softbank.example", "mail.example")
_NAMES = ("aoi", "haru", "sora", "yui", "ren", "mei", "kenta", "nana", "riku", "hina")
_CHOICES = (
    Choices(),
    Choices(),
    Choices(kinds=("city", "general/weather")),
    Choices(reads="easy"),
    Choices(reads="ja+en"),
    Choices(kinds=("city/child-safety", "city/phone")),
)
_WAYS = (Subscriber.Way.MAIL, Subscriber.Way.WEB, Subscriber.Way.MAIL)


@transaction.atomic
def fill(at: datetime) -> None:
    """Register residents over the last years; nothing where some are there."""
    if Subscriber.objects.exists():
        return
    for number in range(RESIDENTS):
        since = at - timedelta(days=3 * number + 1, hours=number % 9)
        keeping.take_on(
            _address(number, since),
            _CHOICES[number % len(_CHOICES)],
            way=_WAYS[number % len(_WAYS)],
            at=since,
        )
    _some_left(at)
    figures.take_headcount(at)


def _address(number: int, at: datetime) -> Address:
    domain = _DOMAINS[number % len(_DOMAINS)]
    name = f"{_NAMES[number % len(_NAMES)]}{number}@{domain}"
    return Address.objects.create(address=name, key=name, domain=domain, created_at=at)


def _some_left(at: datetime) -> None:
    for months in range(12):
        on = at - timedelta(days=30 * months + 2)
        movements.count(Movement.What.LEFT, way="one_click", at=on, more=1 + months % 3)

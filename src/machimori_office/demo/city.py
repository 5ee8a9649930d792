"""A made-up city whose accounts anybody may use: for trying the office out."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from machimori_office.demo.naming import name_rules
from machimori_office.people import opening, services
from machimori_office.people.models import Organisation, Role, Staff
from machimori_office.web.errors import NotADemo
from machimori_office.web.gathering import from_each_app

PASSWORD = "hibari-no-machi"
CITY = "ひばり市 地域安全課"
CAST = {
    "kimura": ("木村 明（システム管理）", Role.ADMINISTRATOR),
    "sato": ("佐藤 恵（課長）", Role.MANAGER),
    "suzuki": ("鈴木 健（係長）", Role.APPROVER),
    "tanaka": ("田中 葵（担当）", Role.OPERATOR),
    "ito": ("伊藤 誠（閲覧）", Role.VIEWER),
}


def load(at: datetime) -> None:
    """Fill an empty database, through the same services as an office's own."""
    if not settings.OFFICE_IS_DEMO:
        raise NotADemo
    first, *others = CAST
    head, token = opening.open_office(
        organisation=CITY, login_name=first, display_name=CAST[first][0], at=at
    )
    _accept(head, token, at)
    for login_name in others:
        display_name, role = CAST[login_name]
        staff, token = services.invite(
            by=head,
            login_name=login_name,
            display_name=display_name,
            organisation=Organisation.objects.get(name=CITY),
            role=role,
            reason="デモの職員",
            at=at,
        )
        _accept(staff, token, at)


@transaction.atomic
def fill(at: datetime) -> None:
    """Give the city its names, then a past: each duty's `demo.py`, the lower first."""
    name_rules(at)
    for duty in reversed(from_each_app("demo", "fill")):
        duty(at)


def _accept(staff: Staff, token: str, at: datetime) -> None:
    services.accept_invitation(staff=staff, token=token, password=PASSWORD, at=at)

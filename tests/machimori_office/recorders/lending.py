"""A loan as the tests need one: an application, granted, and recorders in stock."""

from __future__ import annotations

from datetime import UTC, datetime

from machimori_office.applications import services
from machimori_office.applications.conditions import find, open_conditions
from machimori_office.applications.models import Application, Finding
from machimori_office.applications.services import Who
from machimori_office.applications.states import Move
from machimori_office.recorders.models import Device, Loan
from machimori_office.recorders.procedures import LOAN
from machimori_office.recorders.services import add_devices, lend

NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
TODAY = NOW.date()
STAFF = "0f0f"
WHO = Who(name="青木 ハナ", address="本町2-3", phone="042-000-0000")


def stocked(*serials: str) -> list[Device]:
    return add_devices(serials, model="TR-1", bought_on=None, actor=STAFF, at=NOW)


def applied(name: str = WHO.name, at: datetime = NOW) -> Application:
    way = Application.Way.COUNTER
    who = Who(name=name, address=WHO.address, phone=WHO.phone)
    answers = {"birthday": "1948-02-03", "police-device": "no"}
    application = services.receive(LOAN, who=who, answers=answers, way=way, at=at)
    return application


def accepted(name: str = WHO.name, at: datetime = NOW) -> Application:
    application = applied(name, at)
    for condition in open_conditions(application):
        find(
            application,
            condition,
            outcome=Finding.Outcome.MET,
            evidence="identity document",
            actor=STAFF,
            at=at,
        )
    moved(application, Move.ACCEPT, at=at)
    return application


def granted(name: str = WHO.name, at: datetime = NOW) -> Application:
    return moved(accepted(name, at), Move.GRANT, at=at)


def moved(application: Application, *moves: Move, at: datetime = NOW) -> Application:
    for move in moves:
        services.move(application, move, actor=STAFF, reason="as it should", at=at)
    return application


def lent(serial: str, at: datetime = NOW) -> Loan:
    (device,) = stocked(serial)
    return lend(granted(at=at), device, on=at.date(), actor=STAFF, at=at)

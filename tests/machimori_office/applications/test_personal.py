from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from machimori_office.applications import personal, services
from machimori_office.applications.models import Applicant, Application
from machimori_office.applications.services import Who
from machimori_office.applications.states import Move
from machimori_office.recorders.models import Loan
from machimori_office.recorders.procedures import LOAN
from machimori_office.recorders.services import take_back
from tests.machimori_office.recorders.lending import NOW, STAFF, TODAY, lent, moved

pytestmark = pytest.mark.django_db

NAME = "青木 ハナ"


def ended_loan() -> Application:
    loan = lent("A-1")
    services.write_letter(
        loan.application,
        "granted",
        fields={"name": NAME, "number": "録8-1"},
        dated_on=TODAY,
        actor=STAFF,
        at=NOW,
    )
    how = {"end": Loan.End.RETURNED, "on": TODAY, "actor": STAFF, "at": NOW}
    take_back(loan, reason="moved away", **how)
    return Application.objects.get()


def everything() -> str:
    tables = [t for t in connection.introspection.table_names() if "applications" in t]
    with connection.cursor() as cursor:
        rows = [
            cursor.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables
        ]
    return str(rows)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's cursor")
def test_a_year_after_the_end_no_table_names_the_applicant() -> None:
    ended_loan()
    assert personal.delete_due(NOW + timedelta(days=364)) == 0
    assert NAME in everything()
    assert personal.delete_due(NOW + timedelta(days=366)) == 1
    assert NAME not in everything()
    assert Loan.objects.count() == 1


def with_mail(*moves: Move) -> Application:
    way = Application.Way.WEB
    who = Who(name=NAME, address="本町1", mail="hana@example.jp")
    made = services.receive(LOAN, who=who, answers={}, way=way, at=NOW)
    return moved(made, *moves)


def test_who_asks_is_told_and_forgotten_where_nothing_is_under_way() -> None:
    with_mail(Move.WITHDRAW)
    (kept,) = personal.find(" Hana@Example.jp")
    assert NAME in kept.value
    assert personal.erase("hana@example.jp", STAFF, "asked", NOW) == 1
    assert not personal.find("hana@example.jp")


def test_what_is_under_way_keeps_its_applicant() -> None:
    with_mail()
    assert personal.erase("hana@example.jp", STAFF, "asked", NOW) == 0
    assert Applicant.objects.exists()


def test_an_empty_address_finds_nobody() -> None:
    moved(lent("A-1").application)
    assert not personal.find("")
    assert personal.erase("", STAFF, "asked", NOW) == 0

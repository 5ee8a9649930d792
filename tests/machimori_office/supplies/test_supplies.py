from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.applications import services as applications
from machimori_office.applications.conditions import find, open_conditions, terms_of
from machimori_office.applications.models import Application, Finding
from machimori_office.applications.services import Who
from machimori_office.applications.states import Move, State
from machimori_office.people.models import Role, Staff
from machimori_office.records.services import standing
from machimori_office.rules.documents import example_rule
from machimori_office.supplies import services
from machimori_office.supplies.figures import table_of
from machimori_office.supplies.models import Stock, Supplied
from machimori_office.supplies.procedures import SUPPLY
from machimori_office.supplies.terms import SupplyTerms
from machimori_office.web.errors import ApplicationChanged, NothingChosen, OutOfStock

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
STAFF = "0f0f"
TERMS = example_rule("supplies", SupplyTerms)
# What the source prints for the first year of Reiwa: 5 groups, 40 items.
REIWA_1 = [
    {"vest": 3, "armband": 5},
    {"armband": 10},
    {"signal-light": 7},
    {"windbreaker": 14},
    {"clappers": 1},
]


def granted(name: str = "本町防犯会", at: datetime = NOW) -> Application:
    way = Application.Way.PAPER
    who = Who(name=name, address="本町1-1", spokesperson="山田 花子")
    papers = [paper.id for paper in terms_of(SUPPLY, at).papers]
    made = applications.receive(
        SUPPLY, who=who, answers={}, way=way, papers=papers, at=at
    )
    met = {"outcome": Finding.Outcome.MET, "evidence": "rules", "actor": STAFF}
    for condition in open_conditions(made):
        find(made, condition, at=at, **met)
    for move in (Move.ACCEPT, Move.GRANT):
        applications.move(made, move, actor=STAFF, reason="as it should", at=at)
    return made


def stocked(**counts: int) -> None:
    for kind, count in counts.items():
        how = {"actor": STAFF, "reason": "bought", "at": NOW}
        services.count_stock(kind.replace("_", "-"), count, **how)


def handed(made: Application, counts: dict[str, int], at: datetime = NOW) -> None:
    services.hand_over(made, counts, on=at.date(), actor=STAFF, at=at)


def test_what_is_handed_over_leaves_the_stock_and_stands_in_the_records() -> None:
    stocked(vest=5, clappers=1)
    handed(granted(), {"vest": 3, "clappers": 1, "cap": 0})
    assert services.stock() == {"vest": 2, "clappers": 0}
    record = standing().get()
    assert (record.activity, record.result) == (
        "supply-equipment",
        "ベスト3着、拍子木1組",
    )


def test_more_than_there_is_changes_nothing() -> None:
    stocked(vest=5, cap=1)
    made = granted()
    with pytest.raises(OutOfStock, match="帽子"):
        handed(made, {"vest": 3, "cap": 2})
    assert services.stock() == {"vest": 5, "cap": 1}
    assert Application.objects.get().state == State.GRANTED
    assert not Supplied.objects.exists()


def test_nothing_cannot_be_handed_over() -> None:
    with pytest.raises(NothingChosen):
        handed(granted(), {"vest": 0})


def test_two_clerks_cannot_hand_over_twice() -> None:
    stocked(vest=9)
    made = granted()
    same = Application.objects.get()
    handed(made, {"vest": 1})
    with pytest.raises(ApplicationChanged):
        handed(same, {"cap": 0, "vest": 1} | {"armband": 0})
    assert services.stock()["vest"] == 8


def test_the_year_that_the_source_prints_is_counted_as_printed() -> None:
    at = datetime(2019, 6, 3, tzinfo=UTC)
    stocked(vest=9, armband=30, signal_light=9, windbreaker=20, clappers=2)
    for number, counts in enumerate(REIWA_1):
        handed(granted(f"第{number}団体", at), counts, at)
    table = table_of(2019)
    counts = {str(figure.label): figure.count for figure in table.figures}
    groups, items, *each = table.figures
    assert (groups.count, items.count, len(each)) == (5, 40, 10)
    assert (counts["腕章"], counts["ウィンドブレーカー"], counts["帽子"]) == (15, 14, 0)
    assert [figure.before for figure in table_of(2020).figures[:2]] == [5, 40]


def test_the_example_city_says_what_the_source_says() -> None:
    ids = [condition.id for condition in TERMS.conditions]
    assert ids == ["twice-a-month", "not-for-profit", "ten-members"]


@pytest.fixture
def clerk(colleague: Callable[..., Staff], signed_in: Callable[..., Client]) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def test_the_pages_take_equipment_from_stock_to_group(clerk: Client) -> None:
    made = granted()
    put_right = reverse("supplies:count", args=["vest"])
    assert clerk.post(put_right, {"count": 4, "reason": "bought"}).status_code == 302
    page = reverse("supplies:hand_over", args=[made.pk])
    today = str(timezone.localdate())
    assert "4" in clerk.get(page).content.decode()
    assert clerk.post(page, {"on": today, "k_vest": 9}).status_code == 200
    assert clerk.post(page, {"on": today, "k_vest": 3}).status_code == 302
    assert Stock.objects.get().count == 1
    given = clerk.get(reverse("supplies:given")).content.decode()
    assert "本町防犯会" in given
    excel = clerk.get(reverse("supplies:figures"), {"as": "excel"})
    assert excel.content.startswith(b"PK")

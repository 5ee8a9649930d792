from __future__ import annotations

from datetime import date, timedelta

import pytest

from machimori_office.outbox.models import Address, Message
from machimori_office.subscriptions import demo, figures, movements, services
from machimori_office.subscriptions.models import Headcount, Movement, Subscriber
from tests.machimori_office.outbox.mailed import accepted
from tests.machimori_office.subscriptions.residents import (
    HANAKO,
    NOW,
    TARO,
    registered,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_who_came_and_went_is_counted_by_month_and_way() -> None:
    address_pk = registered(TARO).address_id
    registered(HANAKO, at=NOW + 40 * DAY, way="web")
    services.unsubscribe(address_pk=address_pk, at=NOW + 40 * DAY)
    steps = figures.steps(first=date(2026, 4, 1), last=date(2027, 3, 31))
    assert [(s.month.month, s.what.value, s.way, s.count) for s in steps] == [
        (4, "joined", "mail", 1),
        (5, "joined", "web", 1),
        (5, "left", "one_click", 1),
    ]


def test_a_day_begins_at_midnight_in_japan() -> None:
    movements.count(Movement.What.LEFT, way="page", at=NOW.replace(hour=15))
    assert Movement.objects.get().on == date(2026, 4, 2)


def test_counting_again_adds_up() -> None:
    for more in (1, 2):
        movements.count(Movement.What.JOINED, way="mail", at=NOW, more=more)
    assert Movement.objects.get().count == 3


def test_heads_are_counted_in_all_and_by_kind_without_the_stopped() -> None:
    registered(TARO, kinds=("city/phone", "general"))
    registered(HANAKO)
    registered("stopped@x.jp")
    Address.objects.filter(key="stopped@x.jp").update(state="stopped", stopped_at=NOW)
    for _ in range(2):
        figures.take_headcount(NOW)
    assert figures.headcounts(last=NOW.date()) == {
        "": 2,
        "*": 1,
        "city/phone": 1,
        "general": 1,
    }


def test_a_month_counts_as_it_ended() -> None:
    for day, count in ((1, 5), (28, 7), (40, 9)):
        on = date(2026, 4, 1) + timedelta(days=day)
        Headcount.objects.create(on=on, category="", count=count)
    totals = figures.monthly_totals(first=date(2026, 4, 1), last=date(2026, 6, 1))
    assert totals == [(date(2026, 4, 1), 7), (date(2026, 5, 1), 9)]


def test_without_a_count_nobody_is_made_up() -> None:
    assert figures.headcounts(last=NOW.date()) == {}


def test_who_left_after_a_day_of_many_mails_is_found() -> None:
    for _ in range(4):
        accepted(TARO, at=NOW)
    Message.objects.update(started_at=NOW)
    movements.count(Movement.What.LEFT, way="one_click", at=NOW + DAY, more=12)
    movements.count(Movement.What.LEFT, way="one_click", at=NOW + 5 * DAY, more=3)
    before = date(2026, 4, 10)
    assert figures.left_after_such_a_day(mails_a_day=4, before=before) == 12
    assert figures.left_after_such_a_day(mails_a_day=5, before=before) == 0


def test_the_demo_city_has_residents_once() -> None:
    for _ in range(2):
        demo.fill(NOW)
    assert Subscriber.objects.count() == demo.RESIDENTS
    assert figures.headcounts(last=NOW.date())[""] == demo.RESIDENTS

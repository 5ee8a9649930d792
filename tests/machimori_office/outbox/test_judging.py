from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from machimori_office.outbox import failing
from machimori_office.outbox.judging import judge, standings
from machimori_office.outbox.models import Address, Failure
from machimori_office.outbox.stopping import State
from tests.machimori_office.outbox.mailed import (
    DAY,
    HOUR,
    NOW,
    accepted,
    address,
    bounce,
    failed_on,
)

pytestmark = pytest.mark.django_db
TARO = "taro@example.jp"


def stopped(day: int) -> set[str]:
    pks = [s.address_pk for s in judge(NOW + day * DAY + HOUR)]
    return set(Address.objects.filter(pk__in=pks).values_list("address", flat=True))


def test_an_address_is_stopped_after_day_three() -> None:
    for day in range(2):
        failed_on(TARO, day)
        assert stopped(day) == set()
    failed_on(TARO, 2)
    assert stopped(2) == {TARO}
    row = address(TARO)
    assert (row.state, row.stopped_because) == ("stopped", "delivery_errors")


def test_days_of_sending_count_whatever_lies_between() -> None:
    failed_on(TARO, 0, 30, 90)
    assert stopped(90) == {TARO}


def test_a_mail_that_arrived_between_clears_the_count() -> None:
    failed_on(TARO, 0, 1)
    accepted(TARO, at=NOW + 2 * DAY)
    failed_on(TARO, 3)
    assert stopped(3) == set()
    (stands,) = standings([address(TARO).pk], at=NOW + 3 * DAY).values()
    assert (stands.state, len(stands.failed_on)) == (State.COUNTING, 1)


def test_a_bounce_that_comes_late_is_counted_on_its_day() -> None:
    failed_on(TARO, 0)
    (slow,) = accepted(TARO, at=NOW + DAY)
    failed_on(TARO, 2)
    assert stopped(2) == set()
    bounce(slow, NOW + 5 * DAY)
    assert stopped(5) == {TARO}


def test_nobody_is_judged_before_an_hour_has_passed() -> None:
    failed_on(TARO, 0, 1, 2)
    assert judge(NOW + 2 * DAY + HOUR / 2) == []
    assert Failure.objects.filter(is_judged=False).count() == 1
    assert stopped(2) == {TARO}


def test_a_whole_domain_that_fails_stops_nobody() -> None:
    everybody = [f"a{n}@down.jp" for n in range(6)]
    for day in range(5):
        for delivery in accepted(*everybody, "b@up.jp", at=NOW + day * DAY):
            if delivery.domain == "down.jp":
                bounce(delivery, NOW + day * DAY)
        assert stopped(day) == set()


def test_a_domain_of_which_most_arrive_is_no_outage() -> None:
    many = [f"a{n}@x.jp" for n in range(20)]
    for day in range(3):
        for delivery in accepted(*many, at=NOW + day * DAY)[:6]:
            bounce(delivery, NOW + day * DAY)
    assert stopped(2) == set(many[:6])


def test_who_was_resumed_is_counted_from_zero() -> None:
    failed_on(TARO, 0, 1, 2)
    stopped(2)
    pk = address(TARO).pk
    failing.resume(address_pk=pk, actor="system", at=NOW + 3 * DAY)
    failed_on(TARO, 4, 5)
    assert stopped(5) == set()
    failed_on(TARO, 6)
    assert stopped(6) == {TARO}


def test_judging_twice_stops_once() -> None:
    failed_on(TARO, 0, 1, 2)
    assert stopped(2) == {TARO}
    assert stopped(2) == set()


def test_a_thousand_failures_are_judged_in_few_statements() -> None:
    for delivery in accepted(*(f"a{n}@x{n}.jp" for n in range(600))):
        bounce(delivery, NOW)
    with CaptureQueriesContext(connection) as seen:
        judge(NOW + HOUR)
    assert len(seen) < 40
    assert not Failure.objects.filter(is_judged=False).exists()


def test_who_looks_at_standings_asks_a_fixed_number_of_questions() -> None:
    for n in range(30):
        failed_on(f"a{n}@x{n}.jp", 0)
    pks = list(Address.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as seen:
        assert len(standings(pks, at=NOW + DAY)) == 30
    assert len(seen) <= 6

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from machimori_office.limits.models import Bucket
from machimori_office.limits.services import Limit, forget_full, take

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
THREE_AN_HOUR = Limit(name="ask", times=3, within=timedelta(hours=1))
TWENTY_MINUTES = timedelta(minutes=20)
pytestmark = pytest.mark.django_db


def test_a_full_bucket_gives_as_many_as_it_holds() -> None:
    assert [take(THREE_AN_HOUR, "a", at=NOW) for _ in range(5)] == [
        *[True] * 3,
        *[False] * 2,
    ]


def test_one_more_comes_after_a_while() -> None:
    for _ in range(3):
        take(THREE_AN_HOUR, "a", at=NOW)
    assert not take(THREE_AN_HOUR, "a", at=NOW + timedelta(minutes=19))
    assert take(THREE_AN_HOUR, "a", at=NOW + TWENTY_MINUTES)
    assert not take(THREE_AN_HOUR, "a", at=NOW + TWENTY_MINUTES)


def test_a_bucket_never_holds_more_than_it_can() -> None:
    take(THREE_AN_HOUR, "a", at=NOW)
    later = NOW + timedelta(days=9)
    assert sum(take(THREE_AN_HOUR, "a", at=later) for _ in range(9)) == 3


def test_each_has_a_bucket_of_their_own_for_each_thing() -> None:
    other = Limit(name="other", times=1, within=timedelta(hours=1))
    once = Limit(name="once", times=1, within=timedelta(hours=1))
    assert take(once, "a", at=NOW)
    assert take(once, "b", at=NOW)
    assert take(other, "a", at=NOW)
    assert not take(once, "A", at=NOW)


def test_nobody_is_named_in_the_table() -> None:
    take(THREE_AN_HOUR, "taro@example.jp", at=NOW)
    assert "taro" not in Bucket.objects.get().key
    assert len(Bucket.objects.get().key) == 64


def test_full_buckets_are_forgotten_and_others_kept() -> None:
    take(THREE_AN_HOUR, "a", at=NOW)
    take(THREE_AN_HOUR, "b", at=NOW + TWENTY_MINUTES)
    assert forget_full(NOW + TWENTY_MINUTES) == 1
    assert Bucket.objects.count() == 1

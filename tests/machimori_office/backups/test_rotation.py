"""Which backups are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from machimori_office.backups.rotation import Keeping, kept

NEWEST = datetime(2026, 11, 22, 2, tzinfo=UTC)
NIGHTLY = [NEWEST - timedelta(days=n) for n in range(400)]


def test_a_year_of_nights_becomes_days_weeks_and_months() -> None:
    found = sorted(kept(NIGHTLY, Keeping(days=7, weeks=5, months=12)), reverse=True)
    assert found[:7] == NIGHTLY[:7]
    assert len({at.isocalendar()[:2] for at in found}) >= 5
    assert {(at.year, at.month) for at in found} >= {
        (2026, month) for month in range(1, 12)
    }
    assert len(found) <= 7 + 5 + 12


def test_two_on_a_day_leave_the_later() -> None:
    morning, evening = NEWEST, NEWEST + timedelta(hours=9)
    assert kept([morning, evening], Keeping()) == {evening}


@given(st.lists(st.datetimes(timezones=st.just(UTC)), min_size=1))
def test_the_newest_always_stays(instants: list[datetime]) -> None:
    assert max(instants) in kept(instants, Keeping(days=0, weeks=0, months=0))
    assert kept(instants, Keeping()) <= set(instants)

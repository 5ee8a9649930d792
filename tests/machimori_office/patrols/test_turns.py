from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from machimori_office.audit.models import Entry
from machimori_office.patrols.models import Shift, Swap, Turn
from machimori_office.patrols.services import turns
from machimori_office.web.errors import (
    NoCertificate,
    NotNow,
    OfficeError,
    TurnsMeet,
    WatchFull,
)
from tests.machimori_office.patrols.walking import (
    NOW,
    STAFF,
    TODAY,
    TOMORROW,
    certified,
    member,
    school,
    turn,
    uncertified,
    watch,
)

pytestmark = pytest.mark.django_db


def test_a_member_with_a_certificate_signs_up() -> None:
    made = turns.sign_up(watch(), member(), actor=STAFF, at=NOW)
    assert Turn.objects.get() == made
    entry = Entry.objects.get(action="patrols.signed_up")
    assert entry.details == {"member": str(made.member_id)}


def test_without_a_certificate_that_holds_on_the_day_nobody_walks() -> None:
    over = member("石井 葵", until=TODAY)
    for whom in (uncertified(), over):
        with pytest.raises(NoCertificate):
            turns.sign_up(watch(begins=time(7)), whom, actor=STAFF, at=NOW)
        Shift.objects.all().delete()


def test_a_certificate_that_went_back_does_not_hold() -> None:
    whom = member()
    whom.papers.update(ended_on=TODAY, end="returned")
    with pytest.raises(NoCertificate):
        turns.sign_up(watch(), whom, actor=STAFF, at=NOW)
    certified(whom, date(2027, 1, 1), number="new")
    turns.sign_up(Shift.objects.get(), whom, actor=STAFF, at=NOW)


def test_a_watch_takes_as_many_as_it_needs() -> None:
    shift = watch(walkers=1)
    turns.sign_up(shift, member(), actor=STAFF, at=NOW)
    with pytest.raises(WatchFull):
        turns.sign_up(shift, member("上田 薫"), actor=STAFF, at=NOW)


def test_nobody_is_at_two_places_at_one_hour() -> None:
    whom = member()
    turns.sign_up(watch(), whom, actor=STAFF, at=NOW)
    elsewhere = watch(at=school("daini"), begins=time(15), ends=time(16))
    with pytest.raises(TurnsMeet):
        turns.sign_up(elsewhere, whom, actor=STAFF, at=NOW)


def test_a_watch_that_is_over_or_cancelled_is_closed() -> None:
    past = watch(TODAY - timedelta(days=1))
    off = watch(cancelled_at=NOW, cancelled_because="rain")
    for shift in (past, off):
        with pytest.raises(NotNow):
            turns.sign_up(shift, member(), actor=STAFF, at=NOW)


def test_a_swap_stays_the_members_until_somebody_takes_it() -> None:
    own = turn(watch(), member())
    swap = turns.ask_for_swap(own, actor=STAFF, at=NOW)
    assert Turn.objects.get().member == own.member
    other = member("上田 薫")
    turns.take_over(swap, other, actor=STAFF, at=NOW)
    assert Turn.objects.get().member == other
    assert not Swap.objects.exists()


def test_a_swap_can_be_taken_back() -> None:
    own = turn(watch(), member())
    turns.ask_for_swap(own, actor=STAFF, at=NOW)
    turns.keep_turn(own, actor=STAFF, at=NOW)
    with pytest.raises(NotNow):
        turns.keep_turn(own, actor=STAFF, at=NOW)


def test_a_second_taker_of_the_same_swap_is_told() -> None:
    own = turn(watch(), member())
    swap = turns.ask_for_swap(own, actor=STAFF, at=NOW)
    turns.take_over(swap, member("上田 薫"), actor=STAFF, at=NOW)
    with pytest.raises(NotNow):
        turns.take_over(swap, member("小川 恵"), actor=STAFF, at=NOW)


def test_checking_in_keeps_a_quarter_of_an_hour_and_no_place() -> None:
    own = turn(watch(TODAY), member())
    at = datetime(2026, 5, 11, 5, 21, 40, tzinfo=UTC)
    turns.check_in(own, actor=STAFF, at=at)
    own.refresh_from_db()
    assert own.here_at == datetime(2026, 5, 11, 5, 15, tzinfo=UTC)
    kept = {field.name for field in Turn._meta.get_fields()}
    assert kept == {
        "id",
        "shift",
        "member",
        "car",
        "is_drafted",
        "here_at",
        "done_at",
        "swap",
    }


@pytest.mark.parametrize(
    ("minute", "kept"), [(0, "05:00"), (7, "05:00"), (8, "05:15"), (53, "06:00")]
)
def test_hours_are_rounded_to_the_nearest_quarter(minute: int, kept: str) -> None:
    at = datetime(2026, 5, 11, 5, minute, 0, tzinfo=UTC)
    assert f"{turns.rounded(at):%H:%M}" == kept


def test_only_on_the_day_and_once_one_checks_in_and_out() -> None:
    early = turn(watch(TOMORROW), member())
    with pytest.raises(NotNow):
        turns.check_in(early, actor=STAFF, at=NOW)
    own = turn(watch(TODAY), member("上田 薫"))
    with pytest.raises(NotNow):
        turns.check_out(own, actor=STAFF, at=NOW)
    turns.check_in(own, actor=STAFF, at=NOW)
    turns.check_out(own, actor=STAFF, at=NOW)
    for press in (turns.check_in, turns.check_out):
        with pytest.raises(NotNow):
            press(own, actor=STAFF, at=NOW)


def test_whoever_has_come_is_not_taken_off() -> None:
    own = turn(watch(TODAY), member(), here_at=NOW)
    with pytest.raises(NotNow):
        turns.take_off(own, actor=STAFF, reason="by mistake", at=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_last_place_at_once_one_gets_it(
    emptied_afterwards: None,
) -> None:
    shift = watch(walkers=1)
    found: list[str] = []
    both = Barrier(2)

    def press(name: str) -> None:
        whom = member(name)
        both.wait()
        try:
            turns.sign_up(shift, whom, actor=STAFF, at=NOW)
            found.append("walks")
        except OfficeError as error:
            found.append(type(error).__name__)
        finally:
            connection.close()

    threads = [Thread(target=press, args=(name,)) for name in ("青木", "上田")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["WatchFull", "walks"]
    assert Turn.objects.count() == 1

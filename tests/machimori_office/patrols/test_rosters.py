from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from machimori_office.outbox.models import Letter
from machimori_office.patrols import balance
from machimori_office.patrols.models import Away, Car, Roster, Shift, Turn
from machimori_office.patrols.services import rosters
from machimori_office.web.errors import NotNow
from tests.machimori_office.patrols.walking import (
    NOW,
    STAFF,
    car,
    member,
    school,
    turn,
    uncertified,
)

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 1)


def drawn_up(first_on: date = JUNE) -> Roster:
    rosters.ask(first_on, actor=STAFF, at=NOW)
    assert rosters.draw_up_next(NOW) is not None
    return Roster.objects.get(first_on=first_on)


def crew(count: int, **given: object) -> None:
    for number in range(count):
        member(f"隊員 {number:02}", most_a_month=10, **given)


def test_a_month_is_filled_evenly() -> None:
    school()
    crew(10)
    found = drawn_up()
    assert (found.state, found.unfilled) == ("draft", [])
    shifts = Shift.objects.between(found.first_on, found.last_on)
    assert all(shift.turns.count() == shift.walkers for shift in shifts)
    loads = Counter(Turn.objects.values_list("member", flat=True))
    assert max(loads.values()) - min(loads.values()) <= 1


def test_who_has_no_certificate_or_is_away_gets_no_turn() -> None:
    school()
    crew(6)
    none, away = uncertified(), member("不在 者")
    Away.objects.create(member=away, first_on=JUNE, last_on=date(2026, 6, 30))
    drawn_up()
    assert not Turn.objects.filter(member__in=(none, away)).exists()


def test_members_walk_when_they_are_free() -> None:
    school()
    crew(4, free=["mon.morning"])
    crew_b = [
        member(f"午後 {n}", free=["tue.afternoon"], most_a_month=9) for n in (1, 2)
    ]
    found = drawn_up()
    for one in Turn.objects.filter(member__in=crew_b).select_related("shift"):
        assert (one.shift.kind, one.shift.on.weekday()) == ("afternoon", 1)
    # Nobody is free on Thursdays: the reason stands beside each of these watches.
    thursdays = Shift.objects.filter(on__week_day=5)
    assert {gap["shift"] for gap in found.unfilled} == {str(s.pk) for s in thursdays}
    assert all(gap["ja"] and gap["en"] for gap in found.unfilled)


def test_turns_chosen_by_hand_stay_when_it_is_drawn_up_again() -> None:
    school()
    crew(8)
    chosen = member("選ばれた 人")
    drawn_up()
    shift = Shift.objects.filter(on__gte=JUNE).order_by("on")[0]
    shift.turns.all().delete()
    turn(shift, chosen)
    drawn_up()
    assert shift.turns.filter(member=chosen, is_drafted=False).exists()
    assert shift.turns.count() == 2


def test_cars_go_out_with_drivers_on_the_first_day_of_term() -> None:
    for number in range(2):
        school(f"school-{number}")
    for number in range(5):
        car(f"青パト{number}号")
    crew(20)
    drawn_up(date(2026, 9, 1))
    out = Turn.objects.filter(shift__on=date(2026, 9, 1), car__isnull=False)
    assert out.count() == Car.objects.count() == 5


def test_publishing_writes_to_the_members_and_is_done_once() -> None:
    school()
    crew(9)
    mailed = member("青木 明", mail="aoki@city.example", most_a_month=10)
    found = drawn_up()
    unreached = rosters.publish(found, actor=STAFF, reason="looked at", at=NOW)
    assert mailed not in unreached
    assert len(unreached) == 9
    assert "青木 明 様" in Letter.objects.get().text
    assert not Turn.objects.filter(is_drafted=True).exists()
    with pytest.raises(NotNow):
        rosters.publish(found, actor=STAFF, reason="looked at", at=NOW)


def test_what_was_published_stays_and_only_gaps_are_filled() -> None:
    school()
    crew(9)
    found = drawn_up()
    rosters.publish(found, actor=STAFF, reason="looked at", at=NOW)
    gone = Turn.objects.order_by("pk")[0]
    before = set(Turn.objects.exclude(pk=gone.pk).values_list("pk", flat=True))
    gone.delete()
    again = drawn_up()
    assert again.state == "published"
    after = set(Turn.objects.values_list("pk", flat=True))
    assert before < after
    assert len(after) == len(before) + 1


def test_one_worker_draws_a_roster_up() -> None:
    school()
    crew(4)
    rosters.ask(JUNE, actor=STAFF, at=NOW)
    Roster.objects.update(held_until=NOW + timedelta(minutes=1))
    assert rosters.draw_up_next(NOW) is None
    assert rosters.draw_up_next(NOW + timedelta(minutes=2)) is not None


def test_the_page_shows_the_balance_in_a_fixed_number_of_queries(
    django_assert_num_queries: object,
) -> None:
    school()
    crew(10)
    found = drawn_up()
    with django_assert_num_queries(4):  # type: ignore[operator]
        page = balance.of(found)
    assert page.turns == sum(turns * members for turns, members in page.spread)
    assert page.most - page.least <= 1


def test_a_gap_that_was_filled_by_hand_is_no_longer_shown() -> None:
    school()
    found = drawn_up()
    assert len(balance.of(found).gaps) == len(found.unfilled) > 0
    shift = Shift.objects.get(pk=found.unfilled[0]["shift"])
    for name in ("青木 明", "上田 薫"):
        turn(shift, member(name))
    assert len(balance.of(found).gaps) == len(found.unfilled) - 1

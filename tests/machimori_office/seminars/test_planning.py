from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from machimori_office.demo import city as demo
from machimori_office.privacy.registry import FILES
from machimori_office.records.services import activities, standing
from machimori_office.rules.documents import example_rule
from machimori_office.seminars import after_restore
from machimori_office.seminars import demo as past
from machimori_office.seminars.errors import Full, SeatsHeld
from machimori_office.seminars.figures import table_of
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import door, planning, signing_up
from machimori_office.seminars.terms import SeminarTerms
from machimori_office.web.errors import NotNow, RowChanged
from tests.machimori_office.seminars.holding import (
    BEGINS,
    NOW,
    STAFF,
    TOPICS,
    caller,
    entered,
    is_sound,
    letters,
    party_of,
    planned,
    published,
)

pytestmark = pytest.mark.django_db
State = Seminar.State
AFTER = BEGINS + timedelta(hours=3)


def arrived(party: Participation, people: int) -> None:
    door.arrive(party, people, actor=STAFF, at=BEGINS)


def figure(year: int, number: int) -> int:
    return table_of(year).figures[number].count


def test_a_seminar_goes_from_its_plan_to_the_year_s_figure() -> None:
    seminar = published(capacity=10)
    one = entered(seminar, party_of(2))
    entered(seminar, party_of(1, "b@x.example"))
    arrived(one, 2)
    door.walk_in(seminar, 3, name="", actor=STAFF, at=BEGINS)
    planning.finish(seminar, uncounted=1, actor=STAFF, at=AFTER)
    assert (seminar.signed_up, seminar.came, seminar.walked_in) == (3, 6, 4)
    record = standing().get()
    assert (record.activity, record.on) == ("community-safety-lesson", seminar.day)
    assert record.result == "6人：ネットの犯罪、特殊詐欺の劇"
    counted = {str(f.label): f.count for f in table_of(2026).figures}
    assert [*counted.values()][:4] == [1, 0, 6, 4]
    assert counted["参加人数：ネット利用犯罪"] == 6
    assert counted["参加人数：住まいの防犯"] == 0


def test_calling_off_tells_everybody_and_cannot_be_done_twice() -> None:
    seminar = published()
    entered(seminar, party_of(3))
    entered(seminar, party_of(1, "b@x.example"))
    entered(seminar, caller())
    how = {"because": "感染症のため", "actor": STAFF, "reason": "covid", "at": NOW}
    assert planning.call_off(seminar, **how) == 3  # type: ignore[arg-type]
    assert letters().count("【講習会】中止になりました") == 2
    assert Participation.objects.filter(to_call="called_off").count() == 1
    with pytest.raises(NotNow):
        planning.call_off(seminar, **how)  # type: ignore[arg-type]
    assert figure(2026, 1) == 1


def test_who_heard_that_it_is_off_hears_that_it_is_held_after_all() -> None:
    seminar = published()
    entered(seminar, party_of(2))
    entered(seminar, caller())
    why = {"actor": STAFF, "at": NOW}
    planning.call_off(seminar, because="台風", reason="storm", **why)
    assert planning.hold_after_all(seminar, reason="it turned away", **why) == 2
    assert letters().count("【講習会】開くことになりました") == 1
    assert Participation.objects.filter(to_call="changed").count() == 1
    assert (seminar.state, seminar.called_off_because) == ("open", "")
    with pytest.raises(NotNow):
        planning.hold_after_all(seminar, reason="twice", **why)


def test_what_has_passed_is_not_held_after_all() -> None:
    seminar = published()
    why = {"actor": STAFF, "reason": "storm"}
    planning.call_off(seminar, because="台風", at=NOW, **why)
    with pytest.raises(NotNow):
        planning.hold_after_all(seminar, at=BEGINS, **why)


def test_what_was_changed_meanwhile_is_not_overwritten() -> None:
    seminar = planned()
    other = Seminar.objects.get()
    planning.change(other, {"title_ja": "防犯の集い"}, TOPICS, actor=STAFF, at=NOW)
    with pytest.raises(RowChanged):
        planning.change(seminar, {"title_ja": "x"}, TOPICS, actor=STAFF, at=NOW)


def test_a_new_day_is_told_to_everybody_and_a_new_title_to_nobody() -> None:
    seminar = published()
    entered(seminar, party_of())
    entered(seminar, caller())
    planning.change(seminar, {"title_ja": "集い"}, TOPICS, actor=STAFF, at=NOW)
    assert len(letters()) == 1
    later = {"begins_at": BEGINS + timedelta(days=1), "ends_at": AFTER + timedelta(1)}
    planning.change(seminar, later, TOPICS, actor=STAFF, at=NOW)
    assert letters()[-1] == "【講習会】日時か会場が変わりました"
    assert Participation.objects.filter(to_call="changed").count() == 1


def test_there_are_never_fewer_seats_than_are_taken() -> None:
    seminar = published()
    entered(seminar, party_of(3))
    with pytest.raises(SeatsHeld):
        planning.change(seminar, {"capacity": 2}, TOPICS, actor=STAFF, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seminar.objects.update(taken=4)


def test_off_the_pages_it_goes_only_while_nobody_signed_up() -> None:
    seminar = published()
    planning.unpublish(seminar, actor=STAFF, at=NOW)
    planning.publish(seminar, actor=STAFF, at=NOW)
    entered(seminar, caller())
    with pytest.raises(NotNow):
        planning.unpublish(seminar, actor=STAFF, at=NOW)


def test_more_come_than_signed_up_where_seats_are_free() -> None:
    seminar = published()
    party = entered(seminar, party_of(1))
    arrived(party, 3)
    assert is_sound(seminar)
    with pytest.raises(Full):
        door.walk_in(seminar, 1, name="", actor=STAFF, at=BEGINS)
    door.take_back(party, actor=STAFF, at=BEGINS)
    assert (is_sound(seminar), seminar.taken) == (True, 1)


def test_an_arrival_is_ticked_off_once() -> None:
    party = entered(published(), party_of(1))
    arrived(party, 1)
    with pytest.raises(NotNow):
        arrived(party, 1)
    with pytest.raises(NotNow):
        signing_up.withdraw(party, at=BEGINS)


def test_seats_of_who_does_not_come_go_to_who_stands_at_the_door() -> None:
    seminar = published()
    late = entered(seminar, party_of(3))
    with pytest.raises(NotNow):
        door.give_away(seminar, actor=STAFF, at=BEGINS - timedelta(minutes=1))
    assert door.give_away(seminar, actor=STAFF, at=BEGINS) == 1
    door.walk_in(seminar, 2, name="", actor=STAFF, at=BEGINS)
    with pytest.raises(Full):
        arrived(late, 3)
    arrived(late, 1)
    assert is_sound(seminar)


def test_a_walk_in_that_was_a_mistake_is_gone_again() -> None:
    seminar = published()
    made = door.walk_in(seminar, 2, name="", actor=STAFF, at=BEGINS)
    door.take_back(made, actor=STAFF, at=BEGINS)
    assert (is_sound(seminar), seminar.taken) == (True, 0)
    planning.finish(seminar, actor=STAFF, at=AFTER)
    assert seminar.came == 0


def test_figures_can_be_put_right_and_the_wrong_record_is_withdrawn() -> None:
    seminar = published()
    party = entered(seminar, party_of(2))
    planning.finish(seminar, actor=STAFF, at=AFTER)
    planning.reopen(seminar, actor=STAFF, reason="forgotten", at=AFTER)
    arrived(party, 2)
    planning.finish(seminar, actor=STAFF, at=AFTER)
    assert (seminar.came, standing().get().result[:2]) == (2, "2人")


def test_it_is_not_closed_before_it_begins() -> None:
    with pytest.raises(NotNow):
        planning.finish(published(), actor=STAFF, at=BEGINS - timedelta(hours=1))


def test_names_go_after_the_rule_s_days_and_numbers_stay() -> None:
    seminar = published()
    arrived(entered(seminar, party_of(2)), 2)
    file = FILES["seminars"]
    due = AFTER + timedelta(days=30)
    assert file.delete_due(BEGINS + timedelta(days=29)) == 0
    assert file.delete_due(due) >= 1
    seminar.refresh_from_db()
    assert not Participation.objects.exists()
    assert (seminar.state, seminar.came, seminar.names_deleted_at) == (
        State.HELD,
        2,
        due,
    )
    assert figure(2026, 2) == 2


def test_who_asks_is_found_and_erased_and_the_seats_are_free() -> None:
    seminar = published()
    entered(seminar, party_of(2))
    file = FILES["seminars"]
    assert "山田 花子" in file.find("A@x.example")[0].value
    assert file.erase("a@x.example", STAFF, "asked for it", NOW) == 1
    assert not file.find("a@x.example")
    assert (is_sound(seminar), seminar.taken) == (True, 0)


def test_who_came_and_is_erased_is_counted_without_a_name() -> None:
    seminar = published()
    arrived(entered(seminar, party_of(2)), 2)
    FILES["seminars"].erase("a@x.example", STAFF, "asked for it", BEGINS)
    assert Participation.objects.get().name == ""
    planning.finish(seminar, actor=STAFF, at=AFTER)
    assert seminar.came == 2


def test_the_rule_s_activity_is_one_of_the_catalogue_s() -> None:
    assert example_rule("seminars", SeminarTerms).activity in activities()


def test_the_made_up_city_has_the_document_s_numbers() -> None:
    demo.load(timezone.now())
    past.fill(timezone.now())
    held = Seminar.objects.get(begins_at__date=date(2018, 11, 17))
    assert (held.came, held.topics.count()) == (39, 3)
    assert figure(2018, 2) == 39
    off = Seminar.objects.get(state=State.CALLED_OFF)
    assert "コロナ" in off.called_off_because
    assert figure(2019, 1) == 1
    ahead = Seminar.objects.get(state=State.OPEN)
    assert ahead.parties.filter(state="waiting").exists()


def test_after_a_restore_offers_get_a_day_and_nobody_is_reminded_twice() -> None:
    seminar = published()
    first = entered(seminar, party_of(3))
    second = entered(seminar, party_of(1, "b@x.example"))
    signing_up.withdraw(first, at=NOW)
    eve = BEGINS - timedelta(days=1)
    assert after_restore.let_offers_stand(eve) == 1
    second.refresh_from_db()
    assert second.answer_until == eve + timedelta(days=1)
    assert after_restore.remind_nobody_again(eve) == 2

from __future__ import annotations

from datetime import date, timedelta

import pytest

from machimori_office.patrols.models import Car, Change, Link, Member, PolicePaper
from machimori_office.patrols.services import members, papers
from machimori_office.patrols.services.noting import patrol_rule
from machimori_office.patrols.services.papers import keep_paper, tell, untell
from machimori_office.web.errors import LinkSpent, NotNow
from tests.machimori_office.patrols.walking import (
    NOW,
    STAFF,
    TODAY,
    TOMORROW,
    car,
    certified,
    member,
    turn,
    watch,
)

pytestmark = pytest.mark.django_db
WHY = "as it is"


def paper_of(whom: Member, issued_on: date, number: str) -> PolicePaper:
    until = papers.usual_end("certificate", issued_on, patrol_rule(NOW).police)
    return PolicePaper(
        kind="certificate",
        member=whom,
        number=number,
        area="市内全域",
        issued_on=issued_on,
        holds_until=until,
    )


def test_a_paper_that_names_no_end_holds_for_the_months_of_the_rule() -> None:
    police = patrol_rule(NOW).police
    until = papers.usual_end("certificate", date(2026, 5, 11), police)
    assert until == date(2029, 5, 10)


def test_a_new_certificate_takes_the_place_of_the_old_one() -> None:
    whom = member()
    new = paper_of(whom, TODAY, "実-9")
    keep_paper(new, actor=STAFF, reason=WHY, at=NOW)
    old = whom.papers.get(number=f"実-{whom.pk}")
    assert (old.end, old.ended_on) == ("renewed", TODAY)
    assert list(whom.papers.current()) == [new]  # type: ignore[attr-defined]


def test_a_lost_paper_is_told_to_the_police_in_time() -> None:
    paper = certified(member(until=date(2024, 4, 1)), date(2027, 3, 31))
    papers.end_paper(
        paper, PolicePaper.End.LOST, on=TODAY, actor=STAFF, reason=WHY, at=NOW
    )
    change = Change.objects.get()
    assert (change.what, change.due_on) == ("lost", TODAY + timedelta(days=14))


def test_joining_and_leaving_are_told_and_turns_to_come_are_free_again() -> None:
    made = members.enrol(
        Member(name="青木 明", section="総務課", joined_on=TODAY),
        actor=STAFF,
        reason=WHY,
        at=NOW,
    )
    paper = certified(made, date(2027, 3, 31))
    turn(watch(TODAY), made)
    turn(watch(TOMORROW), made)
    back = members.leave(made, on=TODAY, actor=STAFF, reason=WHY, at=NOW)
    assert back == [paper]
    assert [t.shift.on for t in made.turns.all()] == [TODAY]
    assert list(Change.objects.values_list("what", flat=True)) == ["joined", "left"]
    with pytest.raises(NotNow):
        members.leave(made, on=TODAY, actor=STAFF, reason=WHY, at=NOW)


def test_cars_are_told_when_they_come_change_their_plate_and_go() -> None:
    made = papers.add_car(
        Car(name="青パト1号", number_plate="多摩 1", in_use_since=TODAY),
        actor=STAFF,
        reason=WHY,
        at=NOW,
    )
    made.section = "総務課"
    papers.change_car(made, on=TODAY, actor=STAFF, reason=WHY, at=NOW)
    made.number_plate = "多摩 2"
    papers.change_car(made, on=TODAY, actor=STAFF, reason=WHY, at=NOW)
    papers.retire_car(made, on=TODAY, actor=STAFF, reason=WHY, at=NOW)
    told = list(Change.objects.order_by("pk").values_list("what", flat=True))
    assert told == ["car_added", "car_changed", "car_retired"]


def test_a_change_is_told_once_and_can_be_taken_back() -> None:
    change = papers.must_be_told(Change.What.LEFT, on=TODAY, at=NOW)
    tell(change, on=TODAY, actor=STAFF, at=NOW)
    with pytest.raises(NotNow):
        tell(change, on=TODAY, actor=STAFF, at=NOW)
    untell(change, actor=STAFF, reason="not yet told", at=NOW)
    change.refresh_from_db()
    assert change.told_on is None


def test_a_paper_is_a_members_or_a_cars() -> None:
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        PolicePaper.objects.create(
            kind="certificate",
            car=car(),
            number="x",
            area="x",
            issued_on=TODAY,
            holds_until=TODAY,
        )


def test_a_link_is_kept_as_a_hash_and_the_older_one_ends() -> None:
    whom = member()
    first = members.send_link(whom, actor=STAFF, at=NOW).split("/")[-2]
    assert members.member_of(first, at=NOW) == whom
    second = members.send_link(whom, actor=STAFF, at=NOW).split("/")[-2]
    assert second not in Link.objects.get().token_hash
    assert members.member_of(second, at=NOW) == whom
    for token, at in ((first, NOW), (second, NOW + timedelta(days=401))):
        with pytest.raises(LinkSpent):
            members.member_of(token, at=at)


def test_who_has_left_has_no_page() -> None:
    whom = member()
    token = members.send_link(whom, actor=STAFF, at=NOW).split("/")[-2]
    members.leave(whom, on=TODAY, actor=STAFF, reason=WHY, at=NOW)
    with pytest.raises(LinkSpent):
        members.member_of(token, at=NOW)

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from machimori_office.contests.errors import NotEntered
from machimori_office.contests.models import Contest, Entrant, Entry, Picture
from machimori_office.contests.rows import doubles
from machimori_office.contests.services import entering, letters
from machimori_office.outbox.models import Letter
from machimori_office.privacy.registry import FILES
from machimori_office.web.errors import LinkSpent, NothingChosen, NotNow, TooMany
from tests.machimori_office.contests.calling import (
    AFTER,
    NOW,
    STAFF,
    adult,
    asked,
    child,
    confirmed,
    entered,
    judged,
    opened,
    planned,
    poster,
    slogan,
)

pytestmark = pytest.mark.django_db
State = Entry.State


def states(contest: Contest) -> list[str]:
    return sorted(contest.entries.values_list("state", flat=True))


def test_works_are_entered_when_the_button_behind_the_link_is_pressed() -> None:
    contest = opened()
    entrant = asked(contest, adult(), slogan("一"), slogan("二"))
    assert states(contest) == [State.ASKED] * 2
    token = Letter.objects.get().text.split("/entry/")[1].split("/")[0]
    assert letters.entrant_by(token) == entrant
    owner = confirmed(entrant)
    assert (owner.consent, states(contest)) == ("self", [State.ENTERED] * 2)
    assert list(contest.entries.values_list("number", flat=True)) == [1, 2]
    assert Letter.objects.latest("pk").subject == "【コンクール】応募を受け付けました"


def test_a_child_s_works_are_entered_with_the_guardian_s_press() -> None:
    entrant = asked(opened(), child(), poster())
    assert (
        Letter.objects.get().subject
        == "【コンクール】お子さんの応募に同意をお願いします"
    )
    owner = confirmed(entrant, shown_as=Entrant.Shown.PEN, pen_name="ひばり")
    assert (owner.consent, owner.shown_name) == ("mail", "ひばり")
    assert Picture.objects.get().content[:2] == b"\xff\xd8"


def test_a_link_works_once_and_for_a_time() -> None:
    contest = opened()
    entrant = asked(contest, adult(), slogan())
    with pytest.raises(LinkSpent):
        confirmed(entrant, at=NOW + timedelta(hours=72))
    confirmed(entrant)
    with pytest.raises(LinkSpent):
        confirmed(entrant)


def test_two_slogans_a_person_and_not_one_more() -> None:
    contest = opened()
    with pytest.raises(TooMany):
        asked(contest, adult(), slogan("一"), slogan("二"), slogan("三"))
    confirmed(asked(contest, adult(), slogan("一")))
    second = asked(contest, adult(), slogan("二"), slogan("三"))
    with pytest.raises(TooMany):
        confirmed(second)
    assert states(contest).count(State.ENTERED) == 1


def test_the_same_person_comes_twice_and_is_one() -> None:
    contest = opened()
    first = confirmed(asked(contest, adult(), slogan("一")))
    second = asked(contest, adult("A@x.example", family_name="山　田"), slogan("二"))
    assert confirmed(second) == first
    assert list(first.entries.values_list("slot", flat=True)) == [1, 2]
    assert Entrant.objects.count() == 1


def test_brothers_and_sisters_share_an_address_and_not_the_limit() -> None:
    contest = opened()
    for name in ("はると", "さくら"):
        person = child(given_name=name)
        confirmed(asked(contest, person, slogan(f"{name}一"), slogan(f"{name}二")))
    assert states(contest) == [State.ENTERED] * 4


def test_the_same_work_of_one_person_is_refused_in_any_spelling() -> None:
    contest = opened()
    confirmed(asked(contest, adult(), slogan("あいさつで つながるまち")))
    again = asked(contest, adult(), slogan("あいさつで、つながるまち！"))
    with pytest.raises(NotEntered):
        confirmed(again)


def test_the_same_work_of_two_people_is_shown_to_the_staff() -> None:
    contest = opened()
    one, other = (
        entered(contest, "同じ言葉"),
        entered(contest, "同じ　言葉", name="次郎"),
    )
    assert doubles(contest) == {one[0].work_key}
    entering.set_aside(other[0], actor=STAFF, reason="double", at=NOW)
    assert not doubles(contest)


@pytest.mark.parametrize("group", ["under-18", "adult"])
def test_posters_are_for_junior_high_pupils_and_younger(group: str) -> None:
    with pytest.raises(NotEntered):
        asked(opened(), child(group=group), poster())


@pytest.mark.parametrize("text", ["", "あ" * 31])
def test_a_slogan_has_some_words_and_not_too_many(text: str) -> None:
    with pytest.raises(NotEntered):
        asked(opened(), adult(), slogan(text))


def test_nothing_is_entered_without_a_work_or_outside_the_days() -> None:
    contest = opened()
    with pytest.raises(NothingChosen):
        entering.ask(contest, adult(), [], asked_from="192.0.2.1", at=NOW)
    with pytest.raises(NotNow):
        entering.ask(contest, adult(), [slogan()], asked_from="192.0.2.1", at=AFTER)
    with pytest.raises(NotNow):
        asked(planned(number=8), adult(), slogan())


def test_on_paper_a_child_waits_for_the_signature() -> None:
    contest = opened()
    how = {"has_consent": False, "actor": STAFF, "at": NOW}
    owner = entering.enter_on_paper(contest, child(""), [slogan()], **how)  # type: ignore[arg-type]
    assert states(contest) == [State.WAITING]
    entering.consent_on_paper(owner, actor=STAFF, at=NOW)
    owner.refresh_from_db()
    assert (owner.consent, states(contest)) == ("paper", [State.ENTERED])
    with pytest.raises(NotNow):
        entering.consent_on_paper(owner, actor=STAFF, at=NOW)


def test_what_is_withdrawn_is_deleted_and_leaves_room() -> None:
    contest = opened()
    owner = confirmed(asked(contest, adult(), slogan("一"), slogan("二")))
    first = owner.entries.get(slot=1)
    entering.withdraw(first, actor="entrant", reason="by link", at=NOW)
    first.refresh_from_db()
    assert (first.state, first.text) == (State.WITHDRAWN, "")
    confirmed(asked(contest, adult(), slogan("三")))
    assert states(contest).count(State.ENTERED) == 2


def test_the_database_itself_holds_the_limit() -> None:
    contest = opened()
    entry = entered(contest, "一")[0]
    again = {"contest": contest, "entrant": entry.entrant, "category": "slogan"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            **again, slot=1, work_key="x", state=State.ENTERED, number=9
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            **again, slot=2, work_key=entry.work_key, state=State.ENTERED, number=9
        )


def test_who_never_pressed_is_forgotten() -> None:
    contest = opened()
    asked(contest, adult(), slogan())
    FILES["contests"].delete_due(NOW + timedelta(hours=73))
    assert not Entrant.objects.exists()
    assert not contest.entries.exists()


def test_judging_begins_when_all_consents_are_there() -> None:
    contest = opened()
    how = {"has_consent": False, "actor": STAFF, "at": NOW}
    owner = entering.enter_on_paper(contest, child(""), [slogan()], **how)  # type: ignore[arg-type]
    with pytest.raises(NotNow):
        judged(contest)
    entering.consent_on_paper(owner, actor=STAFF, at=NOW)
    judged(contest)
    assert contest.state == Contest.State.JUDGING

"""A concern from its arrival to its end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from machimori_office.audit.models import Entry
from machimori_office.concerns import links
from machimori_office.concerns.models import Concern
from machimori_office.concerns.services import handling, receiving, showing
from machimori_office.concerns.states import MOVES, Move, State
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.models import Letter
from machimori_office.records.models import Record
from machimori_office.web.errors import LinkSpent, NotNow, RowChanged
from machimori_office.web.tokens import signed
from tests.machimori_office.concerns.reported import CLERK, NOW, concern, report

pytestmark = pytest.mark.django_db
MAIL = read_address("hana@carrier.example")
DONE = {"on": date(2026, 11, 20), "actor": CLERK, "at": NOW}


def seen(found: Concern) -> Concern:
    return Concern.objects.get(pk=found.pk)


def test_concerns_are_numbered_by_fiscal_year() -> None:
    first, second = concern(), concern()
    assert [links.number_of(c) for c in (first, second)] == ["声8-1", "声8-2"]


def test_a_link_leads_to_its_concern_and_no_other() -> None:
    found = concern()
    assert receiving.by_token(signed(links.SEEING, found.pk)) == found
    assert receiving.by_token(signed(links.MAIL, found.pk)) is None
    assert receiving.by_token("x") is None


def test_a_patrols_report_names_where_it_came_from() -> None:
    found = concern(by=Concern.By.PATROL, duty="patrols", about="7")
    assert (found.by, found.duty, found.about) == ("patrol", "patrols", "7")


def test_an_address_gets_one_letter_until_its_button_is_pressed() -> None:
    found = concern(mail=MAIL)
    handling.answer(found, said="見に行きます", actor=CLERK, at=NOW)
    assert Letter.objects.count() == 1
    receiving.confirm(token=signed(links.MAIL, found.pk), at=NOW)
    handling.answer(found, said="剪定します", actor=CLERK, at=NOW)
    assert Letter.objects.count() == 2


def test_no_letter_says_more_than_number_and_link() -> None:
    found = concern(mail=MAIL)
    letter = Letter.objects.get()
    assert "生け垣" not in letter.subject + letter.text
    assert links.confirming(found, "ja") in letter.text


def test_who_left_no_address_confirms_none() -> None:
    found = concern()
    with pytest.raises(LinkSpent):
        receiving.confirm(token=signed(links.MAIL, found.pk), at=NOW)


def test_an_answer_takes_a_concern_in_hand() -> None:
    found = concern()
    handling.answer(found, said="見に行きます", actor=CLERK, at=NOW)
    assert seen(found).state == State.IN_HAND
    assert seen(found).answered_at == NOW


def test_passing_on_says_to_whom() -> None:
    found = concern()
    handling.pass_on(found, to_whom="park", actor=CLERK, at=NOW)
    assert seen(found).with_whom == "park"
    assert found.steps.last().to_whom == "park"


def test_closing_appends_a_record_of_the_place() -> None:
    found = concern(site="midori-park")
    handling.close(found, activity="prune", said="切りました", **DONE)
    record = Record.objects.get()
    assert (record.activity, record.duty, record.about) == (
        "prune",
        "concerns",
        str(found.pk),
    )
    assert [s.subject for s in record.subjects.all()] == ["midori-park"]


def test_somebody_who_saw_an_older_state_changes_nothing() -> None:
    mine, theirs = concern(), None
    theirs = seen(mine)
    handling.answer(theirs, said="先に答えました", actor="other", at=NOW)
    with pytest.raises(RowChanged):
        handling.close(mine, **{**DONE})
    assert not Record.objects.exists()


@pytest.mark.parametrize("state", State)
def test_each_state_lets_only_its_moves_through(state: State) -> None:
    found = concern()
    into = concern() if state is State.MERGED else None
    Concern.objects.filter(pk=found.pk).update(state=state, merged_into=into)
    found = seen(found)
    if state in MOVES[Move.CLOSE]:
        handling.close(found, **DONE)
    else:
        with pytest.raises(NotNow):
            handling.close(found, **DONE)


def test_merged_ones_follow_where_theirs_goes_on() -> None:
    first, second, third = concern(), concern(), concern()
    why = {"actor": CLERK, "reason": "同じ生け垣", "at": NOW}
    handling.merge(third, into=second, **why)
    handling.merge(second, into=first, **why)
    assert seen(third).merged_into == first


def test_a_concern_is_not_merged_into_itself_or_into_a_merged_one() -> None:
    first, second, third = concern(), concern(), concern()
    why = {"actor": CLERK, "reason": "同じ生け垣", "at": NOW}
    handling.merge(second, into=first, **why)
    for into in (third, second):
        with pytest.raises(NotNow):
            handling.merge(third, into=into, **why)


def test_who_reported_the_same_is_told_too() -> None:
    first, second = concern(), concern(mail=MAIL)
    receiving.confirm(token=signed(links.MAIL, second.pk), at=NOW)
    handling.merge(second, into=first, actor=CLERK, reason="同じ件", at=NOW)
    handling.close(first, **DONE)
    assert links.number_of(second) in Letter.objects.last().text


def test_moderation_leaves_nothing_of_what_was_taken_out() -> None:
    found = concern(text="山田さんの家の前です。")
    showing.moderate(
        found,
        text="■■の家の前です。",
        place_text="",
        actor=CLERK,
        reason="氏名を消す",
        at=NOW,
    )
    assert "山田" not in seen(found).text
    assert not Entry.objects.filter(details__icontains="山田").exists()


def test_only_what_is_written_for_everybody_is_shown() -> None:
    found = concern()
    with pytest.raises(NotNow):
        showing.publish(found, text="生け垣", answer="", actor=CLERK, at=NOW)
    handling.answer(found, said="見に行きます", actor=CLERK, at=NOW)
    showing.publish(
        found, text="生け垣が高い", answer="剪定します", actor=CLERK, at=NOW
    )
    assert seen(found).published_text == "生け垣が高い"
    showing.hide(found, actor=CLERK, reason="書き直すため", at=NOW)
    assert seen(found).published_text == ""


def test_a_closed_one_can_be_opened_again() -> None:
    found = concern()
    handling.close(found, **DONE)
    handling.reopen(found, actor=CLERK, reason="まだ直っていない", at=NOW)
    assert (seen(found).state, seen(found).ended_at) == (State.IN_HAND, None)


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        ({"lon": 139.5, "lat": 35.7001}, True),
        ({"lon": 139.5, "lat": 35.701}, False),
        ({"site": "midori-park"}, True),
        ({"kind": "lamp", "site": "midori-park"}, False),
        ({}, False),
    ],
)
def test_open_ones_of_the_same_kind_nearby_are_alike(
    other: dict, is_alike: bool
) -> None:
    concern(at=NOW - timedelta(days=3), **other)
    mine = report(lon=139.5, lat=35.7, site="midori-park")
    assert bool(receiving.alike(mine, at=NOW)) is is_alike


def test_nothing_is_alike_to_a_report_without_a_place() -> None:
    concern()
    assert receiving.alike(report(), at=NOW) == []

"""What anybody may read: sent for real, newest first, without people, cheap."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest

from machimori_office.alerts import published
from machimori_office.alerts.fact_sheet import Relation
from machimori_office.alerts.models import Alert
from machimori_office.alerts.services import approving, drafting, sending
from machimori_office.alerts.wording import ATOM
from machimori_office.people.models import Staff
from machimori_office.web.words import Words
from tests.machimori_office.alerts.lives import (
    LATER,
    NOW,
    again,
    approved,
    deliver,
    sent,
    waiting,
)
from tests.machimori_office.alerts.sheets import DESCRIBED, LOOKS, SHEET, changed

SOUGHT = replace(
    DESCRIBED,
    category="city/missing",
    what=Words("山田はなさんを探しています"),
    details=Words("山田はなさん、82歳"),
)


def send_on(alert: Alert) -> Alert:
    sending.queue_due(LATER)
    deliver(again(alert))
    sending.follow_deliveries(LATER)
    return again(alert)


def ended(alert: Alert, by: Staff, second: Staff, relation: Relation) -> Alert:
    after = drafting.follow(alert=alert, relation=relation, by=by, at=NOW)
    after = approving.ask(alert=after, version=1, by=by, at=NOW)
    why = "定型の文のため"
    after = approving.approve(
        alert=after, version=after.version, by=second, at=NOW, stands_because=why
    )
    return send_on(after)


def seek(writer: Staff, second: Staff) -> Alert:
    alert = waiting(writer, SOUGHT)
    drafting.record_consent(
        alert=alert, giver="child", way="telephone", given_at=NOW, by=writer, at=NOW
    )
    approving.approve(
        alert=alert, version=2, by=second, at=NOW, stands_because="同意を得た氏名"
    )
    return send_on(alert)


def test_only_what_left_the_office_is_there(writer: Staff, second: Staff) -> None:
    approved(writer, second)
    assert not len(published.published(at=LATER))
    alert = sent(writer, second)
    assert [p.uuid for p in published.published(at=LATER)[:10]] == [alert.pk]


def test_looks_are_nowhere_in_page_and_feed(writer: Staff, second: Staff) -> None:
    alert = sent(writer, second, DESCRIBED)
    found = published.one(alert.pk, at=LATER)
    assert found is not None
    assert found.sheet.description is None
    feed = published.feed(LATER, address="https://x.example/").decode()
    assert not any(word in feed for word in (LOOKS.ja[:7], LOOKS.en[:9]))


def test_a_missing_person_is_named_nowhere(writer: Staff, second: Staff) -> None:
    alert = seek(writer, second)
    found = published.one(alert.pk, at=LATER)
    assert found is not None
    feed = published.feed(LATER, address="https://x.example/").decode()
    assert "山田" not in feed + str(found.page("ja", at=LATER)) + alert.subject
    assert found.sheet.where == SHEET.where


def test_what_ends_an_alert_stands_on_its_page(writer: Staff, second: Staff) -> None:
    alert = sent(writer, second)
    after = ended(alert, writer, second, Relation.ALL_CLEAR)
    found = published.one(alert.pk, at=LATER)
    assert found is not None
    assert found.follower is not None
    assert found.follower.alert_id == str(after.pk)
    assert "解除" in found.page("ja", at=LATER).notice


def test_the_banner_ends_with_the_all_clear(writer: Staff, second: Staff) -> None:
    rain = changed(category="general/weather")
    alert = sent(writer, second, rain)
    assert [p.uuid for p in published.current(LATER)] == [alert.pk]
    assert not published.current(LATER + timedelta(hours=7))
    ended(alert, writer, second, Relation.ALL_CLEAR)
    assert not published.current(LATER)


def test_an_ordinary_alert_makes_no_banner(writer: Staff, second: Staff) -> None:
    sent(writer, second)
    assert not published.current(LATER)


def test_the_edition_changes_with_what_is_public_only(
    writer: Staff, second: Staff
) -> None:
    ends = changed(ends_at=LATER + timedelta(minutes=1))
    alert = sent(writer, second, ends)
    first = published.edition(LATER)
    waiting(writer)
    assert published.edition(LATER) == first
    over = published.edition(LATER + timedelta(minutes=2))
    ended(alert, writer, second, Relation.CORRECTS)
    assert len({first, over, published.edition(LATER)}) == 3


@pytest.mark.parametrize(
    "words", ["声かけ", "STRANGER spoke", "知らない 人", "本町１丁目", "Honcho"]
)
def test_words_are_found_in_every_variety_width_and_case(
    writer: Staff, second: Staff, words: str
) -> None:
    alert = sent(writer, second)
    found = published.published(at=LATER, words=words)
    assert [each.uuid for each in found[:9]] == [alert.pk]
    assert not len(published.published(at=LATER, words=f"{words}?"))


def test_a_search_tells_nothing_that_the_page_does_not(
    writer: Staff, second: Staff
) -> None:
    seek(writer, second)
    assert not len(published.published(at=LATER, words="山田"))
    assert not len(published.published(at=LATER, words="82歳"))
    assert len(published.published(at=LATER, words=SHEET.where.ja)) == 1


def test_the_archive_is_searched_by_kind_district_word_and_year(
    writer: Staff, second: Staff
) -> None:
    everywhere = sent(writer, second, changed(areas=frozenset()))
    here = sent(writer, second)
    search = published.published
    assert len(search(at=LATER, category="city/child-safety")) == 2
    assert len(search(at=LATER, category="city/child")) == 0
    assert [p.uuid for p in search(at=LATER, district="nukui")[:5]] == [everywhere.pk]
    assert len(search(at=LATER, district="honcho", words="声かけ", year=2026)) == 2
    assert len(search(at=LATER, year=2025)) == 0
    assert here.pk != everywhere.pk


def test_a_page_of_twenty_costs_as_much_as_one(
    writer: Staff, second: Staff, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        sent(writer, second)
    with django_assert_num_queries(3):
        assert len(published.published(at=LATER)[:20]) == 3
    with django_assert_num_queries(1):
        published.edition(LATER)


def test_the_feed_is_atom(writer: Staff, second: Staff) -> None:
    sent(writer, second)
    feed = ElementTree.fromstring(published.feed(LATER, address="https://x.example/"))
    assert [e.tag for e in feed.findall(f"{{{ATOM}}}entry")] == [f"{{{ATOM}}}entry"]

"""The alerts that anybody may read: list, page, feed, kept and renewed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.alerts.fact_sheet import FactSheet, Relation
from machimori_office.alerts.models import Alert
from machimori_office.alerts.storing import sheet_to_json
from machimori_office.outbox.models import Message
from machimori_office.people.models import Staff
from machimori_office.places.models import District
from machimori_office.public_site import archive
from machimori_office.web.words import VARIETIES, Words
from tests.machimori_office.alerts.lives import sent
from tests.machimori_office.alerts.sheets import DESCRIBED, LOOKS, SHEET, changed
from tests.machimori_office.alerts.test_published import ended

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SCRIPT = "<script>alert(1)</script>"


def url(name: str, variety: str = "ja", **where: Any) -> str:
    return reverse(f"public:{name}", kwargs={"variety": variety, **where})


def page(resident: Client, address: str) -> str:
    answer = resident.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def alert(writer: Staff, second: Staff) -> Alert:
    return sent(writer, second, DESCRIBED)


def many(number: int, sheet: FactSheet = SHEET) -> None:
    staff, now = Staff.objects.first(), timezone.now()
    for n in range(number):
        words = Words(f"{sheet.what.ja} {n}")
        message = Message.objects.create(
            purpose="alert", state="sent", created_at=now, not_before=now
        )
        row = Alert(
            state="sent",
            message=message,
            category=sheet.category,
            subject=words.ja,
            sheet=sheet_to_json(replace(sheet, what=words)),
            created_at=now,
            changed_at=now,
            approved_at=now,
            approved_by=staff,
            went_out_at=now - timedelta(days=n),
        )
        row.line = row.pk
        row.save()


@pytest.mark.parametrize("variety", VARIETIES)
def test_an_alert_is_on_the_home_page_in_the_list_and_on_its_own(
    alert: Alert, resident: Client, variety: str
) -> None:
    title = SHEET.what.in_(variety)  # type: ignore[arg-type]
    for name, where in (("home", {}), ("alerts", {}), ("alert", {"pk": alert.pk})):
        assert title in page(resident, url(name, variety, **where))


@pytest.mark.parametrize("variety", VARIETIES)
def test_a_persons_looks_are_on_no_page(
    alert: Alert, resident: Client, variety: str
) -> None:
    names = (("home", {}), ("alerts", {}), ("feed", {}), ("alert", {"pk": alert.pk}))
    for name, where in names:
        said = page(resident, url(name, variety, **where))
        assert not any(LOOKS.in_(v) in said for v in VARIETIES)


def test_a_correction_shows_at_once_where_the_page_was_kept(
    alert: Alert, writer: Staff, second: Staff, resident: Client
) -> None:
    address = url("alert", pk=alert.pk)
    first = resident.get(address)
    assert "訂正されました" not in first.content.decode()
    after = ended(alert, writer, second, Relation.CORRECTS)
    again = resident.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert "訂正されました" in again.content.decode()
    assert url("alert", pk=after.pk) in again.content.decode()
    assert "訂正" in page(resident, url("feed"))


def test_an_alert_whose_time_is_over_says_so_without_anybody_pressing(
    alert: Alert, resident: Client
) -> None:
    address = url("alert", pk=alert.pk)
    ends_at = timezone.now() + timedelta(hours=1)
    sheet = sheet_to_json(replace(SHEET, ends_at=ends_at))
    Alert.objects.update(ends_at=ends_at, sheet=sheet, changed_at=timezone.now())
    first = resident.get(address)
    assert "期間は終わりました" not in first.content.decode()
    ends_at = timezone.now() - timedelta(minutes=1)
    sheet = sheet_to_json(replace(SHEET, ends_at=ends_at))
    # Nobody touched the row since: only the clock has gone on.
    Alert.objects.update(ends_at=ends_at, sheet=sheet)
    assert "期間は終わりました" in page(resident, address)


def test_the_archive_is_turned_page_by_page(alert: Alert, resident: Client) -> None:
    many(45)
    said = page(resident, url("alerts"))
    assert "46件" in said
    assert said.count('class="when"') == archive.PER_PAGE
    assert "page=2" in said
    assert "page=3" not in said
    last = page(resident, url("alerts") + "?page=3")
    assert last.count('class="when"') == 6
    assert page(resident, url("alerts") + "?page=99").count('class="when"') == 6
    assert page(resident, url("alerts") + "?page=x").count('class="when"') == 20


def test_the_archive_is_narrowed_by_kind_year_district_and_words(
    alert: Alert, resident: Client
) -> None:
    District.objects.create(code="honcho", name_ja="本町")
    many(2, changed(category="general/weather", areas=frozenset({"sakuracho"})))
    year = timezone.localtime(alert.went_out_at).year
    for query, count in {
        "kind=city": 1,
        "kind=general/weather": 2,
        "district=honcho": 1,
        f"year={year}": 3,
        "q=児童への声かけ 1": 1,
        "kind=nothing&district=x&year=1": 3,
    }.items():
        assert f"{count}件" in page(resident, f"{url('alerts')}?{query}"), query
    assert "当てはまるお知らせはありません" in page(resident, url("alerts") + "?q=zz")


@pytest.mark.parametrize("query", ["q=%00", "q=%25", "page=-1", "page=1e9", "year=%F0"])
def test_nothing_typed_into_the_address_breaks_the_archive(
    resident: Client, query: str
) -> None:
    assert resident.get(f"{url('alerts')}?{query}").status_code == 200


def test_what_was_searched_for_comes_back_harmless(
    alert: Alert, resident: Client
) -> None:
    said = page(resident, f'{url("alerts")}?q="><script>alert(1)</script>')
    assert "<script" not in said


def test_what_staff_wrote_cannot_write_markup(
    writer: Staff, second: Staff, resident: Client
) -> None:
    District.objects.create(code="x", name_ja=SCRIPT, name_en=SCRIPT)
    written = Words(SCRIPT, SCRIPT, SCRIPT)
    bad = changed(what=written, where=written, details=written, to_do=(written,) * 2)
    many(1, bad)
    found = Alert.objects.get()
    Alert.objects.update(sheet=sheet_to_json(bad))
    names = (("home", {}), ("alerts", {}), ("alert", {"pk": found.pk}), ("feed", {}))
    for name, where in names:
        for variety in VARIETIES:
            assert "<script" not in page(resident, url(name, variety, **where))


def test_the_feed_can_be_read_and_asked_whether_it_changed(
    alert: Alert, resident: Client
) -> None:
    answer = resident.get(url("feed"))
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    (entry,) = feed.findall(f"{ATOM}entry")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert resident.get(link.get("href", ""), follow=True).status_code == 200
    tag = {"If-None-Match": answer["ETag"]}
    assert resident.get(url("feed"), headers=tag).status_code == 304
    many(1)
    assert resident.get(url("feed"), headers=tag).status_code == 200


def test_an_empty_feed_and_archive_are_pages_too(resident: Client) -> None:
    ElementTree.fromstring(resident.get(url("feed")).content)
    assert "まだお知らせはありません" in page(resident, url("alerts"))


def test_what_happens_now_stands_in_the_banner(
    writer: Staff, second: Staff, resident: Client
) -> None:
    assert 'class="banner"' not in page(resident, url("home"))
    fugitive = changed(category="city/crime/fugitive")
    alert = sent(writer, second, fugitive)
    now = timezone.now()
    Alert.objects.filter(pk=alert.pk).update(went_out_at=now, changed_at=now)
    assert 'class="banner"' in page(resident, url("home"))


def test_a_page_asks_the_database_a_fixed_number_of_times(
    alert: Alert, resident: Client, django_assert_max_num_queries: Callable
) -> None:
    many(40)
    with django_assert_max_num_queries(16):
        page(resident, url("alerts"))
    with django_assert_max_num_queries(5):
        page(resident, url("alerts"))


def test_an_exercise_is_on_no_page(
    writer: Staff, second: Staff, resident: Client
) -> None:
    alert = sent(writer, second, SHEET, is_training=True)
    assert resident.get(url("alert", pk=alert.pk)).status_code == 404
    assert SHEET.what.ja not in page(resident, url("home"))

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from machimori_office.audit.models import Entry
from machimori_office.outbox.models import Address
from machimori_office.people.models import Role, Staff
from machimori_office.subscriptions.errors import stop_after_errors
from machimori_office.subscriptions.models import Movement, Subscriber
from tests.machimori_office.outbox.mailed import NOW, failed_on
from tests.machimori_office.subscriptions.residents import TARO, registered

pytestmark = pytest.mark.django_db
LIST, ERRORS = "subscriptions:subscribers", "subscriptions:errors"


@pytest.fixture
def browser(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def seen(browser: Client, page: str, **asked: str) -> str:
    return browser.get(reverse(page), asked).content.decode()


def stopped(address: str = TARO) -> int:
    failed_on(address, 0, 1, 2)
    stop_after_errors(NOW + timedelta(days=2, hours=1))
    return Address.objects.get(address=address).pk


def test_subscribers_are_listed_with_what_they_chose(browser: Client) -> None:
    registered(TARO, reads="ja+en")
    page = seen(browser, LIST)
    assert TARO in page
    assert "日本語・英語" in page


@pytest.mark.parametrize("typed", [TARO, "taro", "ＴＡＲＯ@", "@docomo.ne.jp", "tar"])
def test_somebody_is_found_by_address_beginning_or_domain(
    browser: Client, typed: str
) -> None:
    registered(TARO)
    registered("hanako@example.jp")
    page = seen(browser, LIST, q=typed)
    assert TARO in page
    assert "hanako" not in page


@pytest.mark.parametrize("typed", ["%", "_", "x' OR 1=1", "aro", "@", "\x00", "\\"])
def test_what_is_typed_is_no_pattern(browser: Client, typed: str) -> None:
    registered(TARO)
    assert TARO not in seen(browser, LIST, q=typed)


def test_filters_show_the_stopped_and_how_people_came(browser: Client) -> None:
    registered(TARO)
    registered("hanako@example.jp", way="web")
    stopped()
    assert "hanako" not in seen(browser, LIST, state="stopped")
    assert "hanako" in seen(browser, LIST, way="web")
    assert TARO not in seen(browser, LIST, way="web")


def test_the_list_asks_one_question_whatever_its_length(browser: Client) -> None:
    for n in range(30):
        registered(f"a{n}@example.jp")
    seen(browser, LIST)
    with CaptureQueriesContext(connection) as asked:
        seen(browser, LIST)
    of_rows = [q["sql"] for q in asked if "subscriptions_subscriber" in q["sql"]]
    assert len(of_rows) == 1
    assert not [sql for sql in of_rows if "COUNT(" in sql.upper()]


def test_taking_the_list_out_is_kept_in_the_audit(browser: Client) -> None:
    registered(TARO)
    answer = browser.get(reverse(LIST), {"as": "excel"})
    assert answer["Content-Type"].endswith("sheet")
    assert Entry.objects.filter(action="subscriptions.exported").exists()


def test_errors_say_on_which_day_of_how_many_they_are(browser: Client) -> None:
    failed_on(TARO, 0, 1)
    stopped("hanako@example.jp")
    page = seen(browser, ERRORS)
    assert "エラー2日目" in page
    assert "配信停止：届かない日が続いた" in page


def test_errors_as_excel_hold_the_same(browser: Client) -> None:
    failed_on(TARO, 0, 1)
    assert browser.get(reverse(ERRORS), {"as": "excel"}).status_code == 200


def test_the_page_of_an_address_shows_why_it_stands_where_it_stands(
    browser: Client,
) -> None:
    registered(TARO, kinds=("city/phone",))
    pk = stopped()
    page = browser.get(reverse("subscriptions:address", args=[pk])).content.decode()
    assert "届かない日が3日になったため" in page
    assert "市内－不審電話" in page
    assert "もう一度配信する" in page


def test_staff_resumes_an_address_with_a_reason(browser: Client) -> None:
    registered(TARO)
    url = reverse("subscriptions:resume", args=[stopped()])
    assert browser.post(url, {"reason": ""}).status_code == 200
    assert Address.objects.get().state == "stopped"
    browser.post(url, {"reason": "本人から電話があった"})
    assert Address.objects.get().state == "active"
    assert Entry.objects.get(action="outbox.resumed").reason == "本人から電話があった"
    assert browser.get(url).status_code == 404


def test_a_reason_that_names_somebody_changes_nothing(browser: Client) -> None:
    url = reverse("subscriptions:resume", args=[stopped()])
    answer = browser.post(url, {"reason": f"{TARO} からの電話"})
    assert answer.status_code == 200
    assert Address.objects.get().state == "stopped"


def test_staff_takes_off_who_asks_by_telephone(browser: Client) -> None:
    pk = registered(TARO).address_id
    url = reverse("subscriptions:take_off", args=[pk])
    browser.post(url, {"reason": "窓口で希望"})
    assert not Subscriber.objects.exists()
    assert Movement.objects.get(what="left").way == "staff"
    assert browser.get(url).status_code == 404


def test_who_only_looks_sees_no_addresses(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    registered(TARO)
    viewer = signed_in(colleague(Role.VIEWER))
    assert viewer.get(reverse(LIST)).status_code == 403

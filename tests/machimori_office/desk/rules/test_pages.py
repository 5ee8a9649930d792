"""The pages of rules: looked at before they are adopted, with every problem at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.alerts.calendar import SendingRule
from machimori_office.audit.models import Entry
from machimori_office.people.models import Role, Staff
from machimori_office.rules import services
from machimori_office.rules.documents import example_text
from machimori_office.rules.models import Version
from machimori_office.rules.registry import subjects

pytestmark = pytest.mark.django_db
REASON = "配信要領の改正のため"
LONGER = example_text("sending").replace(
    'fri: {opens: "09:00", closes: "17:00"}', 'fri: {opens: "09:00", closes: "19:00"}'
)


@pytest.fixture
def browser(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> Client:
    return signed_in(colleague(Role.APPROVER, "suzuki"))


def edit(browser: Client, text: str, **more: Any) -> str:
    form = {
        "text": text,
        "valid_from": timezone.localdate().isoformat(),
        "reason": REASON,
        "after": services.newest("sending"),
        "look": "1",
    }
    page = reverse("desk:edit_rule", kwargs={"name": "sending"})
    return browser.post(page, {**form, **more}, follow=True).content.decode()


def test_every_rule_is_listed_and_can_be_read(browser: Client) -> None:
    said = browser.get(reverse("desk:rules")).content.decode()
    for subject in subjects():
        assert subject.title.ja in said
        page = reverse("desk:rule", kwargs={"name": subject.name})
        assert browser.get(page).status_code == 200


def test_a_rule_that_there_is_not_is_not_found(browser: Client) -> None:
    for name in ("rule", "edit_rule"):
        page = reverse(f"desk:{name}", kwargs={"name": "nothing"})
        assert browser.get(page).status_code == 404


def test_looking_says_what_changes_and_adopts_nothing(browser: Client) -> None:
    said = edit(browser, LONGER)
    assert "曜日と時間 › 金曜 › 終わり" in said
    assert "17:00" in said
    assert "19:00" in said
    assert not Version.objects.exists()


def test_adopting_writes_the_version_with_its_reason(browser: Client) -> None:
    said = edit(browser, LONGER, adopt="1")
    assert "決まりを改めました" in said
    assert "suzukiさん" in said
    held = services.rule(SendingRule, on=timezone.localdate())
    assert held.hours["fri"].closes.hour == 19
    assert (Entry.objects.get().action, Entry.objects.get().reason) == (
        "rules.adopted",
        REASON,
    )


def test_all_problems_stand_on_the_page_with_their_lines(browser: Client) -> None:
    wrong = "hours: {fri: {opens: nine}}\nalways: []\nunknown: 1\n"
    said = edit(browser, wrong, adopt="1")
    assert said.count("行目") >= 3
    assert said.count("wrong-line") >= 2
    assert not Version.objects.exists()


@pytest.mark.parametrize("text", ["", "[", "- &a x\n- *a", "a: 1\na: 2", "\t", "null"])
def test_what_is_no_document_is_refused_in_words(browser: Client, text: str) -> None:
    assert edit(browser, text, adopt="1")
    assert not Version.objects.exists()


def test_a_day_that_is_over_is_refused(browser: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    edit(browser, LONGER, adopt="1", valid_from=yesterday.isoformat())
    assert not Version.objects.exists()


def test_what_changes_nothing_is_not_adopted(browser: Client) -> None:
    edit(browser, "# remark\n" + example_text("sending"), adopt="1")
    assert not Version.objects.exists()


def test_nobody_overwrites_what_they_have_not_seen(browser: Client) -> None:
    edit(browser, LONGER, adopt="1")
    said = edit(browser, LONGER.replace("19:00", "20:00"), adopt="1", after="0")
    assert "ほかの職員が先に変えました" in said
    assert Version.objects.count() == 1


def test_a_version_says_how_it_differed_from_the_one_before(browser: Client) -> None:
    edit(browser, LONGER, adopt="1")
    kept = Version.objects.get()
    page = reverse("desk:rule_version", kwargs={"name": "sending", "pk": kept.pk})
    said = browser.get(page).content.decode()
    assert "金曜 › 終わり" in said
    other = reverse("desk:rule_version", kwargs={"name": "checks", "pk": kept.pk})
    assert browser.get(other).status_code == 404


def test_a_document_cannot_write_markup(browser: Client) -> None:
    said = edit(browser, 'always: ["<script>alert(1)</script>"]\n')
    assert "<script" not in said
    bad = example_text("service").replace(
        "ja: こがねい安全・安心メール", "ja: <b>x</b>"
    )
    services.adopt(
        type_=next(s.type for s in subjects() if s.name == "service"),
        text=bad,
        valid_from=timezone.localdate(),
        actor="1",
        reason=REASON,
        at=timezone.now(),
    )
    pages = (reverse("desk:rule", kwargs={"name": "service"}), "/ja/", "/en/register/")
    for page in pages:
        assert "<b>x" not in browser.get(page).content.decode()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OPERATOR])
def test_who_may_not_adopt_is_not_offered_it(
    role: Role, colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    client = signed_in(colleague(role))
    page = reverse("desk:edit_rule", kwargs={"name": "sending"})
    said = client.get(reverse("desk:rule", kwargs={"name": "sending"}))
    assert page not in said.content.decode()
    form = {"text": LONGER, "adopt": "1", "reason": REASON}
    assert client.post(page, form).status_code == 403
    assert not Version.objects.exists()


def calendar(browser: Client, year: str) -> str:
    page = f"{reverse('desk:calendar')}?year={year}"
    return browser.get(page).content.decode()


def test_the_calendar_shows_every_day_of_the_fiscal_year(browser: Client) -> None:
    said = calendar(browser, "2026")
    assert said.count('class="open"') + said.count('class="shut"') == 365
    # 261 weekdays, 16 holidays on them, and four days at the year's end.
    assert said.count('class="open"') == 241
    assert "令和8年度" in said
    assert "憲法記念日の振替休日" in said
    assert "年末年始" in said
    assert "Jアラート" in said


def test_the_calendar_follows_the_rule_of_each_day(browser: Client) -> None:
    services.adopt(
        type_=SendingRule,
        text=LONGER,
        valid_from=date(2027, 1, 1),
        actor="1",
        reason=REASON,
        at=timezone.now(),
    )
    said = calendar(browser, "2026")
    assert said.count("09:00–19:00") == 12
    assert said.index("09:00–19:00") > said.index("2027年1月")


@pytest.mark.parametrize("year", ["", "x", "0000", "9999", "２０２６", "-1"])
def test_a_year_that_there_is_not_shows_this_one(browser: Client, year: str) -> None:
    assert calendar(browser, year).count('class="month"') == 12


def test_the_calendar_asks_the_database_a_fixed_number_of_times(
    browser: Client, django_assert_max_num_queries: Callable
) -> None:
    with django_assert_max_num_queries(12):
        calendar(browser, "2026")

"""The pages about alerts, as each role meets them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from machimori_office.alerts.forms import initial_of
from machimori_office.alerts.life import State
from machimori_office.alerts.models import Alert, Arrival, Consent
from machimori_office.alerts.reading import sheet_of
from machimori_office.alerts.services import approving, drafting, sending
from machimori_office.alerts.services.arriving import Came, take_telegrams
from machimori_office.people.models import Role, Staff
from tests.machimori_office.alerts.lives import (
    NOW,
    approved,
    drafted,
    queued,
    sent,
    subscriber,
    waiting,
)
from tests.machimori_office.alerts.sheets import DESCRIBED, changed

SignIn = Callable[..., Client]
WHY = "夜間で一人のため"


@pytest.fixture
def browser(writer: Staff, signed_in: SignIn) -> Client:
    return signed_in(writer)


@pytest.fixture
def approver(second: Staff, signed_in: SignIn) -> Client:
    return signed_in(second)


def url(name: str, alert: Alert, **more: str) -> str:
    return reverse(f"alerts:{name}", kwargs={"pk": alert.pk, **more})


def read(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def now_sheet(**fields: Any) -> Any:
    at = timezone.now()
    return changed(
        category="city/crime/fugitive", written_at=at, happened_at=at, **fields
    )


def filled(alert: Alert, **said: Any) -> dict[str, Any]:
    initial = initial_of(sheet_of(alert), version=alert.version)
    kept = {k: v for k, v in initial.items() if v not in (None, False)}
    for name in ("happened_at", "ends_at", "looks_until"):
        if name in kept:
            kept[name] = timezone.localtime(kept[name]).strftime("%Y-%m-%dT%H:%M")
    kept["areas"] = []
    return {**kept, **said}


def test_a_draft_begins_from_the_last_of_its_kind(
    browser: Client, writer: Staff, second: Staff
) -> None:
    sent(writer, second)
    said = {"category": "city/child-safety/approach", "start": "last"}
    answer = browser.post(reverse("alerts:new"), said)
    assert "登校中の児童への声かけ" in read(browser, answer["Location"])


def test_preview_shows_the_mail_and_saves_nothing(
    browser: Client, writer: Staff
) -> None:
    alert = drafted(writer)
    said = filled(alert, what_ja="空き巣がありました", do="preview")
    page = browser.post(url("edit", alert), said).content.decode()
    assert "<h3>空き巣がありました</h3>" in page
    assert Alert.objects.get().version == 1


def test_saving_keeps_every_field(browser: Client, writer: Staff) -> None:
    alert = drafted(writer, DESCRIBED)
    said = filled(alert, do="save", what_ja="新しい件名", areas=[])
    assert browser.post(url("edit", alert), said).status_code == 302
    sheet = sheet_of(Alert.objects.get())
    assert (sheet.what.ja, sheet.what.en) == ("新しい件名", DESCRIBED.what.en)
    assert sheet.to_do == DESCRIBED.to_do
    assert sheet.description == DESCRIBED.description
    assert sheet.happened_at == DESCRIBED.happened_at


def test_two_editors_both_see_what_the_other_wrote(
    browser: Client, approver: Client, writer: Staff
) -> None:
    alert = drafted(writer)
    mine, theirs = (filled(alert, what_ja=w, do="save") for w in ("甲の文", "乙の文"))
    approver.post(url("edit", alert), theirs)
    answer = browser.post(url("edit", alert), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "乙の文" in page
    assert 'value="甲の文"' in page
    assert 'value="2"' in page
    assert Alert.objects.get().subject == "乙の文"


def test_looks_without_an_end_are_asked_for_it(browser: Client, writer: Staff) -> None:
    alert = drafted(writer)
    said = filled(alert, looks_ja="赤い帽子", do="save")
    assert "特徴の期限を入れてください" in (
        browser.post(url("edit", alert), said).content.decode()
    )


def test_what_is_typed_is_shown_as_words(browser: Client, writer: Staff) -> None:
    alert = drafted(writer)
    said = filled(alert, what_ja="<script>alert(1)</script>", do="preview")
    assert "<script>" not in browser.post(url("edit", alert), said).content.decode()


def test_an_operator_asks_and_an_approver_sends(
    browser: Client, approver: Client, writer: Staff
) -> None:
    subscriber("a@x.example")
    alert = drafted(writer, now_sheet())
    browser.post(url("edit", alert), filled(alert, do="ask"))
    page = read(approver, url("approve", alert))
    assert "1人に今すぐ配信する" in page
    alert = Alert.objects.get()
    said = {"do": "approve", "version": alert.version}
    answer = approver.post(url("approve", alert), said)
    assert answer["Location"] == url("countdown", alert)
    assert "秒で配信されます" in read(approver, url("countdown", alert))


def test_an_operator_cannot_approve_by_a_forged_form(
    browser: Client, writer: Staff
) -> None:
    alert = waiting(writer, changed(written_at=timezone.now()))
    said = {"do": "approve", "version": alert.version}
    assert browser.post(url("approve", alert), said).status_code == 403
    assert Alert.objects.get().state == State.WAITING


def test_who_wrote_a_severe_alert_sees_who_may_approve_it(
    browser: Client, writer: Staff, second: Staff
) -> None:
    page = read(browser, url("approve", waiting(writer, now_sheet())))
    assert second.display_name in page
    assert 'value="approve"' not in page
    assert 'value="glass"' in page


def test_the_glass_is_broken_on_the_page_and_reviewed_from_today(
    browser: Client, writer: Staff, manager: Staff, signed_in: SignIn
) -> None:
    alert = waiting(writer, now_sheet())
    said = {"do": "glass", "glass-version": alert.version, "glass-reason": WHY}
    assert browser.post(url("approve", alert), said).status_code == 302
    boss = signed_in(manager)
    assert url("review", alert) in read(boss, "/")
    assert WHY in read(boss, url("review", alert))
    boss.post(url("review", alert), {"reason": "やむを得ない判断"})
    assert url("review", alert) not in read(boss, "/")


def test_an_approval_is_taken_back_on_the_countdown_page(
    browser: Client, writer: Staff, second: Staff
) -> None:
    alert = waiting(writer, now_sheet())
    approving.approve(alert=alert, version=alert.version, by=second, at=timezone.now())
    said = {"reason": "表現の誤り"}
    answer = browser.post(url("countdown", alert), said)
    assert answer["Location"] == url("edit", alert)


def test_an_approver_gives_a_draft_back_with_a_reason(
    approver: Client, writer: Staff
) -> None:
    alert = waiting(writer)
    said = {"do": "back", "back-reason": "場所を確かめて"}
    assert approver.post(url("approve", alert), said).status_code == 302
    assert "場所を確かめて" in read(approver, url("one", alert))


def test_one_alerts_page_tells_its_life_and_delivery(
    browser: Client, writer: Staff, second: Staff
) -> None:
    subscriber("a@x.example")
    page = read(browser, url("one", sent(writer, second)))
    for words in ("起案を始めた", "承認した", "配信に回した", writer.display_name):
        assert words in page
    assert "1人に宛てたメールです" in page


@pytest.mark.parametrize("relation", ["corrects", "all_clear", "withdraws"])
def test_a_sent_alert_is_followed_from_its_page(
    relation: str, browser: Client, writer: Staff, second: Staff
) -> None:
    alert = sent(writer, second)
    address = url("follow", alert, relation=relation)
    assert address in read(browser, url("one", alert))
    assert read(browser, address)
    browser.post(address)
    assert Alert.objects.get(refers_to=alert).relation == relation


@pytest.mark.parametrize("relation", ["found", "nonsense"])
def test_what_does_not_fit_is_not_found(
    relation: str, browser: Client, writer: Staff, second: Staff
) -> None:
    address = url("follow", sent(writer, second), relation=relation)
    assert browser.get(address).status_code == 404


def test_sending_is_steered_from_the_page(
    browser: Client, writer: Staff, second: Staff
) -> None:
    alert = queued(writer, second)
    for step, state in (
        ("hold", "held"),
        ("resume", "sending"),
        ("cancel", "cancelled"),
    ):
        address = url("steer", alert, step=step)
        assert read(browser, address)
        browser.post(address, {"reason": "確認のため"})
        assert Alert.objects.get().state == state
    assert browser.get(url("steer", alert, step="hold")).status_code == 404


def test_the_consent_is_recorded_without_a_name(browser: Client, writer: Staff) -> None:
    alert = drafted(writer, changed(category="city/missing"))
    at = timezone.localtime() - timedelta(minutes=5)
    said = {"giver": "child", "way": "telephone", "given_at": f"{at:%Y-%m-%dT%H:%M}"}
    assert browser.post(url("consent", alert), said).status_code == 302
    assert Consent.objects.get().giver == "child"
    assert "家族の同意があります" in read(browser, url("edit", alert))


def test_an_exercise_is_unmistakable_on_every_page(
    approver: Client, writer: Staff
) -> None:
    browser, alert = approver, waiting(writer, now_sheet(), is_training=True)
    for name in ("one", "approve"):
        assert 'class="exercise"' in read(browser, url(name, alert))
    assert "配信を訓練する" in read(browser, url("approve", alert))
    assert "【訓練】" in read(browser, reverse("alerts:list"))


def test_today_says_what_was_discarded_until_somebody_saw_it(
    browser: Client, writer: Staff, second: Staff
) -> None:
    alert = approved(writer, second, changed(category="general/weather"))
    sending.queue_due(NOW + timedelta(hours=7))
    assert url("one", alert) in read(browser, "/")
    browser.post(url("one", alert))
    assert url("one", alert) not in read(browser, "/")


def test_today_shows_what_came_in_from_outside(browser: Client) -> None:
    take_telegrams([Came("x.xml", b"<broken")], at=timezone.now())
    assert reverse("alerts:arrivals") in read(browser, "/")
    page = read(browser, reverse("alerts:arrivals"))
    assert "読めませんでした" in page
    browser.post(reverse("alerts:arrivals"), {"arrival": Arrival.objects.get().pk})
    assert reverse("alerts:arrivals") not in read(browser, "/")


def test_a_viewer_reads_and_changes_nothing(
    colleague: Callable[..., Staff], signed_in: SignIn, writer: Staff, second: Staff
) -> None:
    alert = sent(writer, second)
    viewer = signed_in(colleague(Role.VIEWER))
    page = read(viewer, url("one", alert))
    assert "起案" not in page.split("経過")[0].split("<main")[1].split("<h1")[1]
    viewer.post(url("one", alert))
    assert Alert.objects.get().noted_at is None


def test_the_list_costs_the_same_for_one_and_for_fifty(
    browser: Client, writer: Staff, django_assert_max_num_queries: Any
) -> None:
    for _ in range(20):
        drafted(writer)
    with django_assert_max_num_queries(12):
        read(browser, reverse("alerts:list"))


def test_the_list_is_searched_filtered_and_exported(
    browser: Client, writer: Staff, second: Staff
) -> None:
    sent(writer, second)
    address = reverse("alerts:list")
    assert "声かけ" in read(browser, f"{address}?q=声かけ&state=sent&row=crime")
    assert "登校中" not in read(browser, f"{address}?row=weather")
    answer = browser.get(f"{address}?as=excel&year=2026")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert sheet["A2"].value == "登校中の児童への声かけ"


def test_a_blank_draft_can_be_dropped(browser: Client, writer: Staff) -> None:
    alert = drafting.draft(
        sheet=drafting.blank_sheet("city/crime/other", at=timezone.now()),
        by=writer,
        at=timezone.now(),
    )
    assert read(browser, url("edit", alert))
    browser.post(url("edit", alert), {"do": "drop"})
    assert not Alert.objects.exists()

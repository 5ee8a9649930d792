from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.applications.models import (
    Applicant,
    Application,
    Finding,
    Letter,
)
from machimori_office.applications.states import State
from machimori_office.outbox.models import Letter as Mail
from machimori_office.people.models import Role, Staff
from machimori_office.recorders import services
from machimori_office.recorders.figures import table_of
from machimori_office.recorders.models import Device, Loan
from tests.machimori_office.recorders.lending import (
    NOW,
    STAFF,
    TODAY,
    applied,
    granted,
    lent,
    stocked,
)

Desk = Callable[[Role], Client]


@pytest.fixture
def desk(colleague: Callable[..., Staff], signed_in: Callable[..., Client]) -> Desk:
    return lambda role: signed_in(colleague(role))


@pytest.fixture
def clerk(desk: Desk) -> Client:
    return desk(Role.OPERATOR)


def post(client: Client, view: str, *args: Any, **fields: str) -> str:
    answer = client.post(reverse(view, args=args), fields)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


PAPER = {
    "way": "paper",
    "name": "青木 ハナ",
    "address": "本町2-3",
    "q_birthday": "1948-02-03",
    "q_police-device": "no",
}


def test_a_paper_application_is_typed_in_and_gets_a_number(clerk: Client) -> None:
    where = post(clerk, "applications:enter", "recorders", **PAPER)
    page = clerk.get(where, headers={"accept-language": "ja"}).content.decode()
    assert "青木 ハナ" in page
    assert "まだ確認していません" in page
    assert Application.objects.get().number == 1


def test_all_faults_of_a_paper_are_shown_at_once(clerk: Client) -> None:
    answer = clerk.post(
        reverse("applications:enter", args=["recorders"]),
        {"way": "paper", "postal_code": "x", "mail": "a b"},
    )
    page = answer.content.decode()
    wrong = [f.auto_id for form in answer.context["forms"] for f in form if f.errors]
    assert wrong == [
        "id_name",
        "id_postal_code",
        "id_address",
        "id_mail",
        "id_q_birthday",
        "id_q_police-device",
    ]
    assert page.count('role="alert"') == 2
    assert not Application.objects.exists()


def test_from_application_to_loan_by_the_pages(clerk: Client, desk: Desk) -> None:
    application, (device,) = applied(), stocked("A-1")
    pk = application.pk
    for id_ in ("lives-in-the-city", "about-65", "no-police-device"):
        found = {"outcome": Finding.Outcome.MET.value, "evidence": "保険証"}
        post(clerk, "applications:find", pk, id_, **found)
    post(clerk, "applications:take_on", pk, "accept", reason="complete")
    approver = desk(Role.APPROVER)
    post(approver, "applications:take_on", pk, "grant", reason="met")
    post(clerk, "applications:write", pk, "granted")
    where = post(
        clerk, "recorders:lend", pk, device=str(device.pk), on=str(timezone.localdate())
    )
    assert clerk.get(where).status_code == 200
    assert Loan.objects.get().device == device
    assert Application.objects.get().state == State.CARRIED_OUT
    assert "青木 ハナ 様" in Letter.objects.get().paragraphs


def test_an_operator_prepares_and_an_approver_decides(clerk: Client) -> None:
    pk = granted().pk
    page = clerk.get(reverse("applications:one", args=[pk])).content.decode()
    assert reverse("applications:take_on", args=[pk, "withdraw"]) in page
    undo = reverse("applications:take_on", args=[pk, "reopen"])
    assert undo not in page
    assert clerk.post(undo, {"reason": "mistake"}).status_code == 403


def test_what_cannot_be_done_now_is_not_there(clerk: Client) -> None:
    pk = applied().pk
    path = reverse("applications:take_on", args=[pk, "close"])
    assert clerk.get(path).status_code == 404


def test_a_condition_that_is_open_stops_the_grant_and_says_so(desk: Desk) -> None:
    application = applied()
    approver = desk(Role.APPROVER)
    post(approver, "applications:take_on", application.pk, "accept", reason="complete")
    path = reverse("applications:take_on", args=[application.pk, "grant"])
    page = approver.post(path, {"reason": "met"}).content.decode()
    assert "3" in page
    assert Application.objects.get().state == State.COMPLETE


@pytest.mark.parametrize("name", ["form", "paper", "letter"])
def test_papers_print(clerk: Client, name: str) -> None:
    loan = lent("A-1")
    post(clerk, "applications:write", loan.application_id, "granted")
    path = {
        "form": reverse("applications:blank_form", args=["recorders"]),
        "paper": reverse("recorders:paper", args=[loan.pk]),
        "letter": reverse("applications:letter", args=[Letter.objects.get().pk]),
    }[name]
    assert clerk.get(path).content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "name", ["recorders:devices", "recorders:loans", "recorders:figures"]
)
def test_a_list_teaches_when_empty_and_is_as_many_queries_when_full(
    clerk: Client, name: str, django_assert_max_num_queries: Any
) -> None:
    assert clerk.get(reverse(name)).status_code == 200
    for n in range(3):
        lent(f"A-{n}")
    with django_assert_max_num_queries(26):
        assert clerk.get(reverse(name)).status_code == 200
    assert clerk.get(reverse(name), {"as": "excel"}).content.startswith(b"PK")


def test_every_figure_is_the_number_of_rows_that_it_opens(
    clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    lent("A-0")
    returned, lost = lent("A-1"), lent("A-2")
    how = {"on": TODAY, "actor": STAFF, "at": NOW}
    services.take_back(returned, end=Loan.End.RETURNED, reason="moved", **how)
    services.take_back(lost, end=Loan.End.LOST, reason="lost", **how)
    services.note_effect(returned, Loan.Effect.CALMER, **how)
    table = table_of(2026)
    counted = {}
    for figure in table.figures:
        listing = clerk.get(figure.rows).context["listing"]
        assert urlsplit(figure.rows).query
        counted[str(figure.label)] = (figure.count, len(listing.cells))
    assert all(told == shown for told, shown in counted.values()), counted
    assert [figure.count for figure in table.figures] == [3, 3, 1, 1, 0, 1, 0]
    assert Device.objects.filter(state=Device.State.LOST).count() == 1


def test_pages_bear_an_applicant_who_was_forgotten(clerk: Client) -> None:
    loan = lent("A-1")
    Applicant.objects.all().delete()
    pk = loan.application_id
    for path in (
        reverse("applications:one", args=[pk]),
        reverse("applications:procedure", args=["recorders"]),
        reverse("recorders:loan", args=[loan.pk]),
        reverse("recorders:loans"),
    ):
        assert clerk.get(path).status_code == 200
    for path in (
        reverse("applications:correct", args=[pk]),
        reverse("recorders:paper", args=[loan.pk]),
    ):
        assert clerk.get(path).status_code == 404
    written = reverse("applications:write", args=[pk, "granted"])
    assert clerk.post(written).status_code == 404


def test_a_letter_that_does_not_fit_is_not_written(clerk: Client) -> None:
    pk = applied().pk
    assert (
        clerk.post(reverse("applications:write", args=[pk, "granted"])).status_code
        == 404
    )
    assert not Letter.objects.exists()


def test_who_gave_an_address_hears_of_a_letter_of_reminder_by_mail(
    clerk: Client,
) -> None:
    loan = lent("A-1")
    at = ("applications:write", loan.application.pk, "reminder")
    post(clerk, *at)
    assert not Mail.objects.exists()
    Applicant.objects.update(mail="hana@carrier.example")
    post(clerk, *at)
    mail = Mail.objects.get()
    assert "返却" in mail.text
    assert "/ja/application/" in mail.text
    assert "青木" not in mail.text

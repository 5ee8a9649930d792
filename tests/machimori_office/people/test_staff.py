"""Inviting, changing roles, closing accounts: through the pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.audit.models import Entry
from machimori_office.people import services
from machimori_office.people.models import Organisation, Role, Staff
from machimori_office.web.errors import InvitationSpent, StaffChanged
from tests.machimori_office.cast import PASSWORD

Make = Callable[..., Staff]
REASON = "4月の異動のため"


@pytest.fixture
def browser(manager: Staff, signed_in: Callable[..., Client]) -> Client:
    return signed_in(manager)


def post(browser: Client, name: str, staff: Staff, **said: str) -> int:
    url = reverse(f"people:{name}", kwargs={"pk": staff.pk})
    return browser.post(url, {"reason": REASON, **said}).status_code


def invitation(division: Organisation, **changes: str) -> dict[str, str]:
    said = {
        "login_name": "tanaka",
        "display_name": "田中 葵",
        "organisation": str(division.pk),
        "role": Role.OPERATOR.value,
        "reason": REASON,
    }
    return said | changes


def invited(browser: Client, said: dict[str, str]) -> str:
    page = browser.post(reverse("people:invite"), said).content.decode()
    found = re.search(r"http://testserver(/staff/invitation/[^<]+)", page)
    assert found, page
    return found.group(1)


def test_an_invitation_leads_to_a_password_once(
    browser: Client, manager: Staff, division: Organisation
) -> None:
    link = invited(browser, invitation(division))
    guest, words = Client(), {"password": PASSWORD, "again": PASSWORD}
    assert guest.get(link).status_code == 200
    assert guest.post(link, words)["Location"] == "/sign-in/"
    assert Staff.objects.get(login_name="tanaka").check_password(PASSWORD)
    assert guest.post(link, words).status_code == 404
    told = list(Entry.objects.values_list("action", "actor", "reason"))
    assert told[0] == ("people.invited", str(manager.pk), REASON)
    assert told[1][0] == "people.accepted"


def test_a_link_dies_after_three_days(manager: Staff, division: Organisation) -> None:
    now = timezone.now()
    _, token = services.invite(
        by=manager,
        login_name="tanaka",
        display_name="田中",
        organisation=division,
        role=Role.VIEWER,
        reason=REASON,
        at=now,
    )
    services.invited_by(token, at=now + timedelta(hours=71))
    with pytest.raises(InvitationSpent):
        services.invited_by(token, at=now + timedelta(hours=72))


@pytest.mark.parametrize("password", ["short", "password1234", "qwertyuiop123"])
def test_a_weak_password_is_refused(
    browser: Client, division: Organisation, password: str
) -> None:
    link = invited(browser, invitation(division))
    Client().post(link, {"password": password, "again": password})
    assert Staff.objects.get(login_name="tanaka").is_invited


@pytest.mark.parametrize(
    "wrong",
    [
        {"login_name": "sato"},
        {"login_name": "田中"},
        {"login_name": "a\n"},
        {"role": "administrator"},
        {"role": "emperor"},
        {"reason": ""},
        {"reason": "042-123-4567 に確認"},
    ],
)
def test_a_wrong_invitation_opens_no_account(
    browser: Client, division: Organisation, wrong: dict[str, str]
) -> None:
    answer = browser.post(reverse("people:invite"), invitation(division, **wrong))
    assert 'role="alert"' in answer.content.decode()
    assert Staff.objects.count() == 1
    assert not Entry.objects.exists()


def test_a_manager_invites_into_the_own_division_only(
    browser: Client, stranger: Staff
) -> None:
    said = invitation(stranger.organisation)
    browser.post(reverse("people:invite"), said)
    assert not Staff.objects.filter(login_name="tanaka").exists()


def test_a_role_changes_with_its_reason(
    browser: Client, manager: Staff, colleague: Make
) -> None:
    tanaka = colleague(Role.OPERATOR)
    assert post(browser, "change_role", tanaka, role="approver") == 302
    tanaka.refresh_from_db()
    assert tanaka.role == Role.APPROVER
    entry = Entry.objects.get()
    assert (entry.actor, entry.object_id) == (str(manager.pk), str(tanaka.pk))
    assert entry.reason == REASON
    assert entry.details == {"before": "operator", "after": "approver"}


@pytest.mark.parametrize("name", ["change_role", "invite_again", "deactivate"])
def test_another_divisions_staff_is_not_found(
    browser: Client, stranger: Staff, name: str
) -> None:
    assert post(browser, name, stranger, role="viewer") == 404


@pytest.mark.parametrize("name", ["change_role", "invite_again", "deactivate"])
@pytest.mark.parametrize("who", ["themselves", "an administrator"])
def test_nobody_changes_themselves_or_who_stands_above(
    browser: Client, manager: Staff, colleague: Make, name: str, who: str
) -> None:
    other = colleague(Role.ADMINISTRATOR)
    staff = manager if who == "themselves" else other
    assert post(browser, name, staff, role="viewer") == 200
    staff.refresh_from_db()
    assert staff.role != Role.VIEWER
    assert staff.is_active
    assert not Entry.objects.exists()


def test_closing_an_account_ends_its_sessions_and_can_be_undone(
    browser: Client, colleague: Make, signed_in: Callable[..., Client]
) -> None:
    tanaka = colleague(Role.OPERATOR)
    theirs = signed_in(tanaka)
    assert theirs.get("/").status_code == 200
    assert post(browser, "deactivate", tanaka) == 302
    assert theirs.get("/").status_code == 302
    assert post(browser, "invite_again", tanaka) == 200
    tanaka.refresh_from_db()
    assert tanaka.is_active
    assert tanaka.is_invited


def test_inviting_again_takes_password_and_second_factor_back(
    browser: Client, colleague: Make, signed_in: Callable[..., Client]
) -> None:
    tanaka = colleague(Role.OPERATOR)
    theirs = signed_in(tanaka)
    post(browser, "invite_again", tanaka)
    tanaka.refresh_from_db()
    assert not tanaka.has_usable_password()
    assert not tanaka.authenticator_set.exists()
    assert theirs.get("/").status_code == 302


def test_who_was_slower_is_told(manager: Staff, colleague: Make) -> None:
    tanaka = colleague(Role.OPERATOR)
    seen_earlier = Staff.objects.get(pk=tanaka.pk)
    said = {"by": manager, "reason": REASON, "at": timezone.now()}
    services.change_role(staff=tanaka, role=Role.APPROVER, **said)
    with pytest.raises(StaffChanged):
        services.change_role(staff=seen_earlier, role=Role.VIEWER, **said)
    assert Entry.objects.count() == 1


def test_the_last_administrator_stays(colleague: Make) -> None:
    head, other = (colleague(Role.ADMINISTRATOR, name) for name in ("a", "b"))
    said = {"reason": REASON, "at": timezone.now()}
    services.deactivate(by=head, staff=other, **said)
    # The account that was closed meanwhile holds an old page open.
    with pytest.raises(services.NotYours):
        services.deactivate(by=Staff.objects.get(pk=other.pk), staff=head, **said)
    other.is_active = True
    with pytest.raises(services.LastAdministrator):
        services.deactivate(by=other, staff=head, **said)


def test_the_list_asks_the_database_a_fixed_number_of_times(
    browser: Client, colleague: Make, django_assert_max_num_queries: Callable
) -> None:
    for n in range(20):
        colleague(Role.VIEWER, f"viewer{n}")
    with django_assert_max_num_queries(12):
        assert browser.get(reverse("people:staff")).content.count(b"viewer") >= 20


def test_only_reading_is_possible_by_get(browser: Client, colleague: Make) -> None:
    assert browser.post(reverse("people:staff")).status_code == 405
    url = reverse("people:deactivate", kwargs={"pk": colleague(Role.VIEWER).pk})
    browser.get(url)
    assert Staff.objects.filter(is_active=True).count() == 2
    assert browser.delete(url).status_code == 405

"""Signing in through the city's directory: it says who, the office says what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from machimori_office.audit.models import Entry
from machimori_office.people.models import Role, Staff
from tests.machimori_office.people.directory import Directory, open_directory

LOGIN = "/sign-in/directory/city/login/"


@pytest.fixture
def directory(settings: Any, db: None) -> Iterator[Directory]:
    with open_directory() as made:
        made.claims = {
            "sub": "0001",
            "preferred_username": "tanaka",
            "name": "田中 葵",
            "email": "tanaka@city.example",
            "groups": ["administrators"],
            "role": "administrator",
        }
        app = {
            "provider_id": "city",
            "name": "庁内認証",
            "client_id": "machimori",
            "secret": "secret",
            "settings": {"server_url": made.address},
        }
        settings.OIDC_SERVER, settings.OIDC_NAME = made.address, "庁内認証"
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
        }
        yield made


@pytest.fixture
def tanaka(colleague: Callable[..., Staff]) -> Staff:
    return colleague(Role.OPERATOR, "tanaka")


def come_in(client: Client, directory: Directory, **more: str) -> HttpResponse:
    leads = client.get(LOGIN, more)
    state = directory.authorize(leads["Location"])
    return client.get(f"{LOGIN}callback/", {"code": "c", "state": state})


def test_who_was_invited_comes_in_under_the_role_of_the_office(
    directory: Directory, tanaka: Staff, client: Client
) -> None:
    assert "庁内認証" in client.get("/sign-in/").content.decode()
    assert come_in(client, directory)["Location"] == "/"
    tanaka.refresh_from_db()
    assert tanaka.role == Role.OPERATOR
    # The second factor is ours, whatever the directory asked for.
    assert client.get("/")["Location"] == reverse("mfa_activate_totp")
    actions = [entry.action for entry in Entry.objects.all()]
    assert actions == ["people.joined_directory", "people.signed_in"]


def test_the_second_factor_is_asked_for_after_the_directory(
    directory: Directory, tanaka: Staff, client: Client
) -> None:
    TOTP.activate(tanaka, generate_totp_secret())
    assert come_in(client, directory)["Location"] == reverse("mfa_authenticate")
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_nothing_of_what_the_directory_tells_is_kept_but_the_identity(
    directory: Directory, tanaka: Staff, client: Client
) -> None:
    come_in(client, directory)
    (bound,) = SocialAccount.objects.all()
    assert (bound.uid, bound.user_id, bound.extra_data) == ("0001", tanaka.pk, {})


def test_who_is_not_invited_is_told_so_and_gets_no_account(
    directory: Directory, tanaka: Staff, client: Client
) -> None:
    directory.claims["preferred_username"] = "yamada"
    answer = come_in(client, directory)
    assert answer.status_code == 403
    assert "招待" in answer.content.decode()
    assert Staff.objects.count() == 1


def test_a_name_given_to_somebody_else_leads_nowhere(
    directory: Directory, tanaka: Staff
) -> None:
    come_in(Client(), directory)
    directory.claims["sub"] = "0002"
    assert come_in(Client(), directory).status_code == 403
    directory.claims |= {"sub": "0001", "preferred_username": "renamed"}
    assert come_in(Client(), directory)["Location"] == "/"


def test_a_closed_account_stays_closed(
    directory: Directory, tanaka: Staff, client: Client
) -> None:
    come_in(Client(), directory)
    Staff.objects.update(is_active=False)
    come_in(client, directory)
    assert client.get("/")["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/"])
def test_it_leads_nowhere_else(
    directory: Directory, tanaka: Staff, client: Client, elsewhere: str
) -> None:
    assert come_in(client, directory, next=elsewhere)["Location"] == "/"


def test_an_answer_that_nobody_asked_for_is_refused(
    directory: Directory, tanaka: Staff, client: Client
) -> None:
    answer = client.get(f"{LOGIN}callback/", {"code": "c", "state": "forged"})
    assert answer.status_code in (401, 403)
    assert client.get("/").status_code == 302

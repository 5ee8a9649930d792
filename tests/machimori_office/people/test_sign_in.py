"""Signing in: password, second factor, lock-out, and what goes on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.audit.models import Entry
from machimori_office.people.models import Role, Staff
from tests.machimori_office.cast import PASSWORD

LOGIN = "/sign-in/"


@pytest.fixture
def tanaka(colleague: Callable[..., Staff]) -> Staff:
    cache.clear()
    staff = colleague(Role.OPERATOR, "tanaka")
    staff.set_password(PASSWORD)
    staff.save()
    return staff


def attempt(client: Client, password: str, name: str = "tanaka") -> str:
    answer = client.post(LOGIN, {"login": name, "password": password})
    return answer.get("Location", "")


def code_for(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_passwords_are_hashed_with_argon2(tanaka: Staff) -> None:
    assert tanaka.password.startswith("argon2$argon2id$")


def test_password_and_code_open_today(tanaka: Staff, client: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(tanaka, secret)
    assert attempt(client, PASSWORD) == reverse("mfa_authenticate")
    assert client.get("/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.get("/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert client.get("/").status_code == 200
    assert [e.action for e in Entry.objects.all()] == ["people.signed_in"]


def test_the_first_sign_in_leads_to_the_second_factor(
    tanaka: Staff, client: Client
) -> None:
    assert attempt(client, PASSWORD) == "/"
    assert client.get("/")["Location"] == reverse("mfa_activate_totp")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert client.get("/").status_code == 200


def test_five_wrong_passwords_lock_the_account_for_right_ones_too(
    tanaka: Staff,
) -> None:
    for _ in range(5):
        assert not attempt(Client(), "wrong")
    assert not attempt(Client(), PASSWORD)
    assert not attempt(Client(), PASSWORD)
    assert [e.action for e in Entry.objects.all()] == ["people.locked_out"]


def test_an_unknown_name_is_answered_like_a_wrong_password(
    tanaka: Staff, client: Client
) -> None:
    pages = [
        client.post(LOGIN, {"login": name, "password": "wrong"}).content
        for name in ("tanaka", "nobody")
    ]
    known, unknown = (_without_what_differs(page) for page in pages)
    assert known == unknown
    assert "<title>エラー：" in known


def _without_what_differs(page: bytes) -> str:
    lines = page.decode().splitlines()
    return "\n".join(x for x in lines if "csrf" not in x and 'name="login"' not in x)


def test_a_closed_account_cannot_sign_in(tanaka: Staff, client: Client) -> None:
    Staff.objects.update(is_active=False)
    assert attempt(client, PASSWORD) in ("", reverse("account_inactive"))
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(
    tanaka: Staff, client: Client, elsewhere: str
) -> None:
    said = {"login": "tanaka", "password": PASSWORD, "next": elsewhere}
    assert client.post(LOGIN, said)["Location"] == "/"


@pytest.mark.django_db
def test_nobody_opens_an_account_for_themselves(client: Client) -> None:
    said = {"username": "eve", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), said)
    assert not Staff.objects.exists()


def test_signing_out_needs_a_press_of_the_button(
    tanaka: Staff, signed_in: Callable[..., Client]
) -> None:
    client = signed_in(tanaka)
    client.get(reverse("account_logout"))
    assert client.get("/").status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/").status_code == 302


def test_a_code_that_somebody_looked_at_is_worth_nothing_once_used(
    tanaka: Staff,
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(tanaka, secret)
    code = code_for(secret)
    one, other = Client(), Client()
    for client in (one, other):
        attempt(client, PASSWORD)
        client.post(reverse("mfa_authenticate"), {"code": code})
    assert one.get("/").status_code == 200
    assert other.get("/").status_code == 302


def test_codes_cannot_be_tried_for_long(tanaka: Staff) -> None:
    secret = generate_totp_secret()
    TOTP.activate(tanaka, secret)
    client = Client()
    attempt(client, PASSWORD)
    for _ in range(6):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("name", ["tanaka", "nobody"])
def test_an_unknown_name_costs_as_much_time_as_a_wrong_password(
    tanaka: Staff, client: Client, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    for work in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, work)
        monkeypatch.setattr(
            Argon2PasswordHasher,
            work,
            lambda *said, real=real: hashed.append(name) or real(*said),
        )
    attempt(client, "wrong", name)
    assert len(hashed) == 1


def test_a_flood_of_names_lets_nobody_in_who_is_locked_out(tanaka: Staff) -> None:
    for _ in range(5):
        attempt(Client(), "wrong")
    for number in range(1000):
        cache.set(f"allauth:rl:login_failed:{number}", [1.0], 900)
    assert not attempt(Client(), PASSWORD)


def test_a_session_that_rests_is_over(
    tanaka: Staff, signed_in: Callable[..., Client]
) -> None:
    client = signed_in(tanaka)
    assert client.get("/").status_code == 200
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert [cookie[part] for part in ("max-age", "httponly", "samesite")] == [
        "",
        True,
        "Lax",
    ]
    session = Session.objects.get(session_key=client.session.session_key)
    rests = session.expire_date - timezone.now()
    assert timedelta(minutes=29) < rests <= timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/").status_code == 302

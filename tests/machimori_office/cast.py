"""Who appears in the tests: one person a role, and somebody of another division."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client

from machimori_office.people.models import Organisation, Role, Staff

__all__ = [
    "colleague",
    "division",
    "emptied_afterwards",
    "manager",
    "signed_in",
    "stranger",
]

PASSWORD = "correct horse battery staple"


def make_staff(login_name: str, role: Role, division: Organisation) -> Staff:
    staff = Staff(
        login_name=login_name,
        display_name=f"{login_name}さん",
        organisation=division,
        role=role,
    )
    # Hashing with Argon2 is slow on purpose; only the tests of signing in need it.
    staff.password = "argon2$none"
    staff.save(force_insert=True)
    return staff


@pytest.fixture
def division(db: None) -> Organisation:
    return Organisation.objects.create(name="ひばり市 地域安全課")


@pytest.fixture
def colleague(division: Organisation) -> Callable[..., Staff]:
    def make(role: Role, login_name: str = "") -> Staff:
        return make_staff(login_name or str(role), role, division)

    return make


@pytest.fixture
def manager(colleague: Callable[..., Staff]) -> Staff:
    return colleague(Role.MANAGER, "sato")


@pytest.fixture
def stranger(db: None) -> Staff:
    elsewhere = Organisation.objects.create(name="みどり市 安全課")
    return make_staff("suzuki-midori", Role.OPERATOR, elsewhere)


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """A browser in which somebody signed in with a password and a second factor."""

    def sign_in(staff: Staff, *, has_factor: bool = True, ago_s: float = 0) -> Client:
        if has_factor:
            TOTP.activate(staff, generate_totp_secret())
        client = Client()
        client.force_login(staff)
        session = client.session
        at = time.time() - ago_s
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": at}]
        session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(staff.pk)
        session.save()
        return client

    return sign_in


@pytest.fixture
def emptied_afterwards(transactional_db: None) -> Iterator[None]:
    """For tests that commit entries: nobody else may take the guard down."""
    yield
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
            cursor.execute("DELETE FROM audit_entry")
            cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER ALL")
        return
    with connection.cursor() as cursor:
        named = "SELECT sql FROM sqlite_master WHERE name = 'audit_entry_no_delete'"
        trigger = cursor.execute(named).fetchone()[0]
        cursor.execute("DROP TRIGGER audit_entry_no_delete")
        cursor.execute("DELETE FROM audit_entry")
        cursor.execute(trigger)

"""Every address of the office, and what each role gets there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from machimori_office.people.access import ALLOWED, Act, may
from machimori_office.people.models import Role, Staff
from tests.machimori_office.people.roles import ADMINISTRATOR, SIGN_IN, VIEWER

HERE = Path(__file__).parents[1]


def _gathered() -> dict[str, dict]:
    """Put together what stands in `permissions.py` beside each duty's tests."""
    found: dict[str, dict] = {}
    for file in sorted(HERE.glob("*/permissions.py")):
        module = f"tests.machimori_office.{file.parent.name}.permissions"
        rows = import_module(module).PERMISSIONS
        assert not rows.keys() & found.keys(), f"{module} says again what is said"
        found |= rows
    return found


MATRIX = _gathered()


def addresses() -> Iterator[str]:
    yield from _addresses(get_resolver().url_patterns, "")


def _addresses(patterns: list, prefix: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _addresses(pattern.url_patterns, prefix + space)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def test_every_address_stands_in_the_matrix() -> None:
    assert set(addresses()) == set(MATRIX)


def test_every_role_and_every_act_is_decided() -> None:
    assert set(ALLOWED) == set(Role)
    assert set(Act) == ALLOWED[Role.ADMINISTRATOR]


def address(name: str, about: Staff) -> str:
    row = MATRIX[name]
    given = {"pk": about.pk} if row.get("about") else row.get("with", {})
    return reverse(name, kwargs=given)


def duty_of(name: str) -> str:
    return name.rpartition(":")[0].partition(":")[0] or "signing in"


DUTIES = sorted({duty_of(name) for name in MATRIX})
GUARDED = {name for name in MATRIX if ":" in name and "allowed" in MATRIX[name]}


def names_of(duty: str) -> list[str]:
    return [name for name in MATRIX if duty_of(name) == duty]


def guarded(duty: str) -> list[str]:
    return [name for name in names_of(duty) if name in GUARDED]


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Take back whatever a page changes, so that the next is asked as the first was."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


def answers(client: Client, names: Iterable[str], about: Staff) -> dict[str, Any]:
    found = {}
    for name in names:
        with undone(client):
            found[name] = client.get(address(name, about))
    return found


def codes(client: Client, names: Iterable[str], about: Staff) -> dict[str, int]:
    found = answers(client, names, about)
    return {name: answer.status_code for name, answer in found.items()}


def expected(name: str, role: Role) -> int:
    row = MATRIX[name]
    return row.get("all") or (row.get("found", 200) if role in row["allowed"] else 403)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("duty", DUTIES)
def test_a_role_gets_what_the_matrix_says(
    duty: str,
    role: Role,
    colleague: Callable[..., Staff],
    signed_in: Callable[..., Client],
) -> None:
    other = colleague(VIEWER, "other")
    client = signed_in(colleague(role))
    told = {name: expected(name, role) for name in names_of(duty)}
    assert codes(client, told, other) == told


@pytest.mark.parametrize("duty", DUTIES)
def test_nobody_gets_in_without_signing_in(
    duty: str, colleague: Callable[..., Staff]
) -> None:
    about = colleague(VIEWER)
    for name, answer in answers(Client(), names_of(duty), about).items():
        row = MATRIX[name]
        assert answer.status_code == row.get("anonymous", 302), name
        if answer.status_code == 302:
            assert answer["Location"].startswith(row.get("leads", SIGN_IN)), name


@pytest.mark.parametrize("duty", DUTIES)
def test_without_a_second_factor_only_setting_it_up_is_open(
    duty: str, colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    staff = colleague(ADMINISTRATOR)
    client = signed_in(staff, has_factor=False)
    for name, answer in answers(client, guarded(duty), staff).items():
        assert answer["Location"] == reverse("mfa_activate_totp"), name


@pytest.mark.parametrize("duty", DUTIES)
def test_a_session_ends_after_a_days_work(
    duty: str, colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    staff = colleague(ADMINISTRATOR)
    client = signed_in(staff, ago_s=12 * 3600 + 1)
    for name in guarded(duty):
        with undone(client):
            answer = client.get(address(name, staff))
            assert answer["Location"].startswith(SIGN_IN), name
            assert "_auth_user_id" not in client.session, name


@pytest.mark.parametrize("duty", DUTIES)
def test_a_closed_account_is_out_at_once(
    duty: str, colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    staff = colleague(ADMINISTRATOR)
    client = signed_in(staff)
    Staff.objects.update(is_active=False)
    for name, answer in answers(client, guarded(duty), staff).items():
        assert answer["Location"].startswith(SIGN_IN), name


@pytest.mark.parametrize("act", Act)
def test_who_is_not_active_may_nothing(act: Act) -> None:
    assert not may(Staff(role=Role.ADMINISTRATOR, is_active=False), act)

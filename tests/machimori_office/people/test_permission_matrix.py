"""Every address of the office, and what each role gets there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
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


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", MATRIX)
def test_a_role_gets_what_the_matrix_says(
    name: str,
    role: Role,
    colleague: Callable[..., Staff],
    signed_in: Callable[..., Client],
) -> None:
    other = colleague(VIEWER, "other")
    client = signed_in(colleague(role))
    row = MATRIX[name]
    expected = row.get("all") or (
        row.get("found", 200) if role in row["allowed"] else 403
    )
    assert client.get(address(name, other)).status_code == expected


@pytest.mark.parametrize("name", MATRIX)
def test_nobody_gets_in_without_signing_in(
    name: str, colleague: Callable[..., Staff]
) -> None:
    answer = Client().get(address(name, colleague(VIEWER)))
    assert answer.status_code == MATRIX[name].get("anonymous", 302)
    if answer.status_code == 302:
        assert answer["Location"].startswith(MATRIX[name].get("leads", SIGN_IN))


GUARDED = [name for name in MATRIX if ":" in name and "anonymous" not in MATRIX[name]]
GUARDED = [name for name in MATRIX if ":" in name and "allowed" in MATRIX[name]]


@pytest.mark.parametrize("name", GUARDED)
def test_without_a_second_factor_only_setting_it_up_is_open(
    name: str, colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    staff = colleague(ADMINISTRATOR)
    answer = signed_in(staff, has_factor=False).get(address(name, staff))
    assert answer["Location"] == reverse("mfa_activate_totp")


@pytest.mark.parametrize("name", GUARDED)
def test_a_session_ends_after_a_days_work(
    name: str, colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    staff = colleague(ADMINISTRATOR)
    client = signed_in(staff, ago_s=12 * 3600 + 1)
    assert client.get(address(name, staff))["Location"].startswith(SIGN_IN)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", GUARDED)
def test_a_closed_account_is_out_at_once(
    name: str, colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    staff = colleague(ADMINISTRATOR)
    client = signed_in(staff)
    Staff.objects.update(is_active=False)
    assert client.get(address(name, staff))["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize("act", Act)
def test_who_is_not_active_may_nothing(act: Act) -> None:
    assert not may(Staff(role=Role.ADMINISTRATOR, is_active=False), act)

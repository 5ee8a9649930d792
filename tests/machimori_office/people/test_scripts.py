"""Scripts: our own files, on the pages that speak with a passkey, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.people.models import Role, Staff


@pytest.mark.parametrize("name", ["desk:today", "people:staff", "mfa_index"])
def test_ordinary_pages_run_nothing(
    name: str, colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    policy = signed_in(colleague(Role.MANAGER)).get(reverse(name))
    assert "script-src" not in policy["Content-Security-Policy"]


@pytest.mark.django_db
def test_the_page_of_the_passkey_runs_our_own_files_alone(client: Client) -> None:
    answer = client.get(reverse("passkey"))
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert 'src="/static/mfa/js/webauthn.js"' in answer.content.decode()


@pytest.mark.django_db
def test_signing_in_with_a_password_runs_nothing(client: Client) -> None:
    answer = client.get("/sign-in/")
    assert "<script" not in answer.content.decode()
    assert "script-src" not in answer["Content-Security-Policy"]

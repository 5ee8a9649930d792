"""Residents' pages start with nothing kept of the test before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client

from machimori_office.limits import forms
from machimori_office.people.models import Role, Staff
from machimori_office.public_site import keeping


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # A test fills a form in faster than a person does.
    monkeypatch.setattr(forms, "SHORTEST", timedelta(0))
    monkeypatch.setattr(keeping, "BELIEVED_S", 0.0)
    keeping.forget()
    yield
    keeping.forget()


@pytest.fixture
def resident() -> Client:
    return Client()


@pytest.fixture
def writer(colleague: Callable[..., Staff]) -> Staff:
    return colleague(Role.OPERATOR, "tanaka")


@pytest.fixture
def second(colleague: Callable[..., Staff]) -> Staff:
    return colleague(Role.APPROVER, "suzuki")

"""Who writes alerts and who approves them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from machimori_office.people.models import Role, Staff


@pytest.fixture
def writer(colleague: Callable[..., Staff]) -> Staff:
    return colleague(Role.OPERATOR, "tanaka")


@pytest.fixture
def second(colleague: Callable[..., Staff]) -> Staff:
    return colleague(Role.APPROVER, "suzuki")

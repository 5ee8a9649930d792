"""Says so where the office's tests cannot run."""

from __future__ import annotations

import os

import pytest


def test_the_office_is_installed() -> None:
    for package in ("django", "pytest_django", "allauth"):
        pytest.importorskip(package, reason="the office needs the extra: .[office]")


def test_the_database_that_was_asked_for_is_used() -> None:
    django_db = pytest.importorskip("django.db")
    wanted = os.environ.get("OFFICE_TEST_DATABASE", "sqlite")
    assert django_db.connection.vendor == wanted

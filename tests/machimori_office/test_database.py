"""The tests run on the database that was asked for."""

from __future__ import annotations

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_database_that_was_asked_for_is_used() -> None:
    assert connection.vendor == os.environ.get("OFFICE_TEST_DATABASE", "sqlite")

"""The ledger's queries, as large as a city."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import QuerySet

from machimori_office.outbox.models import Delivery
from machimori_office.outbox.sending import ledger

NOW = datetime(2026, 4, 1, 3, 30, tzinfo=UTC)


def plan(rows: QuerySet[Delivery]) -> str:
    """How the database goes about it; PostgreSQL as if the table were a large one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    return rows.explain()


@pytest.mark.django_db
def test_what_is_due_is_found_in_order_however_many_wait() -> None:
    due = ledger._due([7], "others", NOW)
    found = plan(due.order_by("next_at", "pk")[:200])
    assert "outbox_delivery_open" in found
    assert "TEMP B-TREE" not in found
    assert "Sort" not in found


@pytest.mark.django_db
def test_the_few_that_failed_are_found_among_the_many_that_did_not() -> None:
    assert "outbox_delivery_failed" in plan(Delivery.objects.failed().filter(message=7))

"""What residents report goes to the console; what came of it comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from machimori_office.concerns.models import Concern
from machimori_office.concerns.services import carrying
from machimori_office.exchange.contract import Standing
from machimori_office.exchange.models import Direction
from machimori_office.exchange.services import keys

REPORTED_FOR = timedelta(days=30)
"""So long a report is said; who has it takes it no second time."""

ANSWERED_FOR = timedelta(days=90)
"""So long after its end a concern may still be told of."""

Said = tuple[str, dict[str, Any]]


def _reports(now: datetime) -> Iterator[Said]:
    # What came of the others is known; pictures make the files large.
    open_ = Concern.objects.filter(ended_at=None, received_at__gte=now - REPORTED_FOR)
    for concern in open_.exclude(text="").prefetch_related("photos"):
        yield str(concern.pk), carrying.report(concern)


def _take_report(key: str, said: dict[str, Any], _at: datetime) -> None:
    carrying.take_report(UUID(key), said)


def _outcomes(now: datetime) -> Iterator[Said]:
    """Yield what came of what residents reported, and what everybody may read."""
    came = keys(Direction.IN, "concern")
    spoken_of = came | keys(Direction.OUT, "concern_outcome")
    public = Q(published_at__isnull=False) | Q(pk__in=spoken_of)
    public |= Q(merged__pk__in=came)
    recent = Q(ended_at=None) | Q(ended_at__gte=now - ANSWERED_FOR)
    # What others were merged into comes before them.
    found = Concern.objects.filter(public, recent).distinct()
    for concern in found.order_by("merged_into_id", "received_at", "pk"):
        yield str(concern.pk), carrying.outcome(concern)


def _take_outcome(key: str, said: dict[str, Any], at: datetime) -> None:
    carrying.take_outcome(UUID(key), said, at=at)


CARRIED = (
    Standing(
        name="concern",
        sender="public",
        says=_reports,
        takes=_take_report,
        is_sealed=True,
    ),
    Standing(
        name="concern_outcome",
        sender="console",
        says=_outcomes,
        takes=_take_outcome,
        is_sealed=True,
    ),
)

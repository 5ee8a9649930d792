"""What of seminars travels between console and internet part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from machimori_office.exchange.contract import Act, Standing
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import carrying
from machimori_office.seminars.services.wishes import WISH

SPOKEN_OF = timedelta(days=366)
"""So long after a seminar its page may still change."""

Said = Iterator[tuple[str, dict[str, Any]]]


def _seminars(at: datetime) -> Said:
    published = Seminar.objects.exclude(state=Seminar.State.PLANNED)
    recent = published.filter(ends_at__gte=at - SPOKEN_OF)
    for seminar in recent.prefetch_related("topics").order_by("begins_at", "pk"):
        yield str(seminar.pk), carrying.order(seminar)


def _seats(at: datetime) -> Said:
    for seminar in Seminar.objects.filter(ends_at__gte=at).order_by("begins_at", "pk"):
        yield str(seminar.pk), carrying.seats(seminar)


def _parties(at: datetime) -> Said:
    """Yield who signed up; who has not confirmed yet is nobody's business."""
    confirmed = Participation.objects.exclude(state=Participation.State.ASKED)
    # Seats are freed before others take them, as there are no more than there are.
    for party in confirmed.order_by("seats", "asked_at", "pk"):
        yield str(party.pk), carrying.report(party)


def _take_seminar(key: str, said: Any, at: datetime) -> None:
    carrying.take_order(UUID(key), said, at=at)


def _take_seats(key: str, said: Any, at: datetime) -> None:
    carrying.take_seats(UUID(key), said, at=at)


def _take_party(key: str, said: Any, at: datetime) -> None:
    carrying.take_report(UUID(key), said, at=at)


def _end_party(key: str, at: datetime) -> None:
    carrying.take_end(UUID(key), at=at)


def _take_wish(key: str, said: Any, at: datetime) -> None:
    carrying.take_wish(UUID(key), said, at=at)


CARRIED = (
    Standing(name="seminar", sender="console", says=_seminars, takes=_take_seminar),
    Act(name=WISH, sender="console", takes=_take_wish),
    # Before the parties: there has to be room for them.
    Standing(name="seminar_seats", sender="public", says=_seats, takes=_take_seats),
    Standing(
        name="seminar_party",
        sender="public",
        says=_parties,
        takes=_take_party,
        ends=_end_party,
        answers=WISH,
        is_sealed=True,
    ),
)

"""The rows of subscribers: on, changed, moved, off; each step counted and recorded."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from machimori_office.audit.services import record
from machimori_office.backups import diary
from machimori_office.outbox import failing
from machimori_office.outbox.models import Address
from machimori_office.subscriptions import movements
from machimori_office.subscriptions.choices import Choices
from machimori_office.subscriptions.models import (
    AreaChoice,
    Choice,
    Movement,
    Subscriber,
)

RESIDENT = "resident"
"""The actor of what residents do themselves: nobody signed in."""

KIND = "subscriptions.subscriber"


def locked(found: QuerySet[Subscriber]) -> Subscriber | None:
    """Return the row, kept from others until the end of the transaction."""
    return found.select_for_update(of=("self",)).select_related("address").first()


def choices_of(subscriber: Subscriber) -> Choices:
    """Read what a subscriber chose."""
    kinds, areas = subscriber.choices, subscriber.areas
    return Choices(
        kinds=tuple(kinds.order_by("category").values_list("category", flat=True)),
        areas=tuple(areas.order_by("district").values_list("district", flat=True)),
        reads=subscriber.reads,
    )


def take_on(
    address: Address, choices: Choices, *, way: Subscriber.Way, at: datetime
) -> int:
    """Register an address; return the key of the subscriber."""
    subscriber = Subscriber.objects.create(
        address=address, way=way, confirmed_at=at, **_fields(choices)
    )
    _write_rows(subscriber, choices)
    movements.count(Movement.What.JOINED, way=way, at=at)
    diary.note(diary.What.JOINED, address.key, at=at)
    _record("joined", subscriber, "pressed the button", at)
    return subscriber.pk


def change(subscriber: Subscriber, choices: Choices, *, at: datetime) -> None:
    """Put other choices in the place of those that stand."""
    Subscriber.objects.filter(pk=subscriber.pk).update(**_fields(choices))
    subscriber.choices.all().delete()
    subscriber.areas.all().delete()
    _write_rows(subscriber, choices)
    _record("changed", subscriber, "pressed the button", at)


def move(subscriber: Subscriber, *, address: str, key: str, at: datetime) -> None:
    """Give a subscriber another address; whoever was registered there is one now."""
    row, _ = Address.objects.get_or_create(
        key=key,
        defaults={
            "address": address,
            "domain": address.rpartition("@")[2],
            "created_at": at,
        },
    )
    failing.resume(address_pk=row.pk, actor=RESIDENT, at=at)
    there = locked(Subscriber.objects.filter(address=row).exclude(pk=subscriber.pk))
    if there:
        take_off(there, way="merged", at=at)
    Subscriber.objects.filter(pk=subscriber.pk).update(address=row)
    diary.note(diary.What.LEFT, subscriber.address.key, at=at)
    diary.note(diary.What.JOINED, key, at=at)
    _record("moved", subscriber, "pressed the button", at)


def take_off(
    subscriber: Subscriber,
    *,
    way: str,
    at: datetime,
    actor: str = RESIDENT,
    reason: str = "asked to leave",
) -> None:
    """Delete a subscriber; the bare address stays for a while, for what comes back."""
    key, of = subscriber.pk, subscriber.address.key
    subscriber.delete()
    diary.note(diary.What.LEFT, of, at=at)
    movements.count(Movement.What.LEFT, way=way, at=at)
    record(
        actor=actor,
        action="subscriptions.left",
        object_kind=KIND,
        object_id=str(key),
        reason=reason,
        at=at,
        details={"way": way},
    )


def _fields(choices: Choices) -> dict[str, object]:
    return {
        "reads": choices.reads,
        "wants_all_kinds": not choices.kinds,
        "wants_all_areas": not choices.areas,
    }


def _write_rows(subscriber: Subscriber, choices: Choices) -> None:
    if choices.kinds:
        Choice.objects.bulk_create(
            Choice(subscriber=subscriber, category=kind) for kind in choices.kinds
        )
    if choices.areas:
        AreaChoice.objects.bulk_create(
            AreaChoice(subscriber=subscriber, district=area) for area in choices.areas
        )


def _record(what: str, subscriber: Subscriber, reason: str, at: datetime) -> None:
    record(
        actor=RESIDENT,
        action=f"subscriptions.{what}",
        object_kind=KIND,
        object_id=str(subscriber.pk),
        reason=reason,
        at=at,
    )

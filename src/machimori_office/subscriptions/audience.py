"""Who gets an alert: the readers of its kind in its districts."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from machimori_office.outbox.models import Address
from machimori_office.subscriptions.choices import above
from machimori_office.subscriptions.models import AreaChoice, Choice, Subscriber

Recipients = QuerySet[Subscriber, tuple[int, str, str]]
"""Rows of (key of the address, its domain, key of the wording)."""


def recipients(*, category: str, areas: Collection[str] = ()) -> Recipients:
    """Return who an alert goes to, as `outbox.queueing.queue` takes them.

    Parameters
    ----------
    category : str
        Of the alert (``city/phone/other``).
    areas : collection of str
        Codes of districts. Empty: the whole city, so whatever district they chose.
    """
    found = wanting(category=category, areas=areas)
    return found.values_list("address_id", "address__domain", "reads")


def wanting(
    *, category: str, areas: Collection[str] = ()
) -> QuerySet[Subscriber, Subscriber]:
    """Return the subscribers whom an alert is for, without stopped addresses."""
    of_them = OuterRef("pk")
    kinds = Choice.objects.filter(subscriber=of_them, category__in=above(category))
    found = Subscriber.objects.filter(
        Q(wants_all_kinds=True) | Exists(kinds),
        address__state=Address.State.ACTIVE,
    )
    if not areas:
        return found
    near = AreaChoice.objects.filter(subscriber=of_them, district__in=areas)
    return found.filter(Q(wants_all_areas=True) | Exists(near))

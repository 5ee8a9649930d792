"""What the search finds among subscribers: a whole mail address, and nothing less."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori.errors import InvalidInput
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.models import Address
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.searching import Hit, Sought
from machimori_office.web.words import JST


def search(staff: Staff, sought: Sought, limit: int) -> Iterator[Hit]:
    """Yield who has exactly this address: nobody browses them by a part of it."""
    if "@" not in sought.text or not may(staff, Act.SEE_SUBSCRIBERS):
        return
    try:
        key = read_address(sought.text).key
    except InvalidInput:
        return
    for address in Address.objects.filter(key=key)[:limit]:
        yield Hit(
            title=address.address,
            what=_("Subscribers"),
            url=reverse("subscriptions:address", args=[address.pk]),
            on=address.created_at.astimezone(JST).date(),
        )

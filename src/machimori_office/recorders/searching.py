"""What the search finds among recorders: serial numbers."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.recorders.models import Device
from machimori_office.web.searching import Hit, Sought


def search(staff: Staff, sought: Sought, limit: int) -> Iterator[Hit]:
    """Yield the recorders whose serial number or note has all the words."""
    if not may(staff, Act.SEE_SUPPORT):
        return
    for device in Device.objects.filter(sought.within("serial", "note"))[:limit]:
        yield Hit(
            title=f"{device.serial} ({device.get_state_display()})",
            what=_("Recorders"),
            url=reverse("recorders:device", args=[device.pk]),
            on=device.bought_on,
            among=reverse("recorders:devices"),
        )

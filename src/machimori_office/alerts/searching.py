"""What the search finds among alerts: their subjects."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.alerts.models import Alert
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.searching import Hit, Sought
from machimori_office.web.words import JST


def search(staff: Staff, sought: Sought, limit: int) -> Iterator[Hit]:
    """Yield the alerts whose subject has all the words."""
    if not may(staff, Act.SEE_MAIL):
        return
    for alert in Alert.objects.filter(sought.within("subject"))[:limit]:
        yield Hit(
            title=alert.subject,
            what=_("Alerts"),
            url=reverse("alerts:one", args=[alert.pk]),
            on=(alert.went_out_at or alert.changed_at).astimezone(JST).date(),
            among=reverse("alerts:list"),
        )

"""What the search finds among concerns and incidents."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.concerns.incidents.rows import kind_name
from machimori_office.concerns.links import number_of
from machimori_office.concerns.models import Concern, Incident
from machimori_office.concerns.services.receiving import terms_on
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.searching import Hit, Sought
from machimori_office.web.speaking import spoken_words


def search(staff: Staff, sought: Sought, limit: int) -> Iterator[Hit]:
    """Yield concerns by their words and place, incidents by their block."""
    if not may(staff, Act.SEE_CONCERNS):
        return
    written = sought.within(
        "text", "place_text", "published_text", usual={"published_text": ""}
    )
    terms = terms_on(timezone.now())
    for concern in Concern.objects.filter(written)[:limit]:
        yield Hit(
            title=f"{number_of(concern)} {spoken_words(terms.kind(concern.kind).name)}",
            what=_("Concerns"),
            url=reverse("concerns:one", args=[concern.pk]),
            on=concern.received_at.date(),
            among=reverse("concerns:list"),
        )
    standing = Incident.objects.filter(withdrawn_at__isnull=True)
    for incident in standing.filter(sought.within("block", "source"))[:limit]:
        yield Hit(
            title=f"{kind_name(incident)} {incident.block}",
            what=_("Incidents"),
            url=reverse("concerns:incident", args=[incident.pk]),
            on=incident.happened_on,
            among=reverse("concerns:incidents"),
        )

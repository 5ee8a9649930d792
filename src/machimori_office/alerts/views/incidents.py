"""A draft begun from an incident that the police passed on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from machimori_office.alerts.models import Alert
from machimori_office.alerts.services import drafting
from machimori_office.alerts.services.passed_on import sheet_of_incident
from machimori_office.concerns.models import Incident
from machimori_office.people.access import Act, requires, signed_in


@require_POST
@requires(Act.DRAFT_MAIL)
def from_incident(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a draft with what is known of an incident."""
    standing = Incident.objects.filter(withdrawn_at__isnull=True)
    incident, now = get_object_or_404(standing, pk=pk), timezone.now()
    alert = drafting.draft(
        sheet=sheet_of_incident(incident, at=now),
        by=signed_in(request),
        at=now,
        origin=Alert.Origin.POLICE,
    )
    messages.success(request, _("The draft holds what is known of the incident."))
    return redirect("alerts:edit", pk=alert.pk)

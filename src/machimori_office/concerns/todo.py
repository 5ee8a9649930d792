"""What is to be done about concerns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from machimori_office.concerns.models import Concern
from machimori_office.concerns.services.receiving import terms_on
from machimori_office.concerns.states import IS_OPEN, State
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.tasks import Task, Urgency
from machimori_office.web.words import JST


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield what is new, and what nobody answered in time."""
    if not may(staff, Act.HANDLE_CONCERNS):
        return
    within = timedelta(days=terms_on(now).answered_within_days)
    late_since = now - within
    unanswered = Concern.objects.filter(state__in=IS_OPEN, answered_at__isnull=True)
    in_time = Q(state=State.RECEIVED, received_at__gte=late_since)
    counted = unanswered.aggregate(
        n=Count("pk", filter=Q(received_at__lt=late_since)), at=Min("received_at")
    )
    newest = Concern.objects.filter(in_time).aggregate(
        n=Count("pk"), at=Min("received_at")
    )
    late, new = counted["n"], newest["n"]
    if late:
        yield Task(
            title=ngettext(
                "%(n)s concern was not answered in time",
                "%(n)s concerns were not answered in time",
                late,
            )
            % {"n": late},
            who=_("Operators"),
            why=_("The city's rule says in how many days somebody answers."),
            button=_("Open the concerns"),
            url=f"{reverse('concerns:list')}?state=open",
            urgency=Urgency.LATE,
            due_on=_day(counted["at"] + within),
        )
    if new:
        yield Task(
            title=ngettext("%(n)s new concern", "%(n)s new concerns", new) % {"n": new},
            who=_("Operators"),
            why=_("Somebody saw something and told the city."),
            button=_("Open the concerns"),
            url=f"{reverse('concerns:list')}?state=received",
            urgency=Urgency.NOW,
            due_on=_day(newest["at"] + within),
        )


def _day(at: datetime) -> date:
    return at.astimezone(JST).date()

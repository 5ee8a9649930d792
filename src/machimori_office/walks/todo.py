"""What waits for somebody: walks of which nobody has told yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.rules.services import rule
from machimori_office.walks.models import Walk
from machimori_office.walks.terms import WalkRule
from machimori_office.web.tasks import Task, Urgency
from machimori_office.web.words import JST


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield the walks that are over and were not told of."""
    if not may(staff, Act.HANDLE_WATCH):
        return
    today = now.astimezone(JST).date()
    since = today - timedelta(days=rule(WalkRule, on=today).told_within_days)
    untold = Walk.objects.filter(
        state=Walk.State.PLANNED, plan__given_at__isnull=False, on__lt=since
    )
    count = untold.count()
    if count:
        yield Task(
            title=ngettext(
                "Of %(n)s planned walk nobody has told",
                "Of %(n)s planned walks nobody has told",
                count,
            )
            % {"n": count},
            who=_("Operators"),
            why=_("The next plan goes where nobody was; records need what was walked."),
            button=_("Open the plans"),
            url=reverse("walks:list") + "?told=no",
            urgency=Urgency.WAITING,
        )

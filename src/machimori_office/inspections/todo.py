"""What is to be done about places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from machimori_office.inspections.models import Task as SiteTask
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.tasks import Task, Urgency
from machimori_office.web.words import JST


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield the tasks whose day has passed."""
    if not may(staff, Act.INSPECT):
        return
    today = now.astimezone(JST).date()
    late = SiteTask.objects.filter(state=SiteTask.State.OPEN, due_on__lt=today)
    count = late.count()
    if count:
        yield Task(
            title=ngettext(
                "%(n)s measure at a place is late",
                "%(n)s measures at places are late",
                count,
            )
            % {"n": count},
            who=_("Operators, with who does it"),
            why=_("The day by which it was to be done has passed."),
            button=_("Open the tasks"),
            url=reverse("inspections:tasks") + "?state=open",
            urgency=Urgency.LATE,
        )

"""What waits for somebody: analyses that leave once a second person agrees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from machimori_office.analyses.models import Analysis
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.tasks import Task, Urgency


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield what waits for this person's decision."""
    if not may(staff, Act.DECIDE_ANALYSES):
        return
    actor = str(staff.pk)
    waits = Analysis.objects.filter(outside=Analysis.Outside.PROPOSED)
    count = waits.exclude(asked_by=actor).exclude(proposed_by=actor).count()
    if count:
        yield Task(
            title=ngettext(
                "%(n)s analysis waits to be let out",
                "%(n)s analyses wait to be let out",
                count,
            )
            % {"n": count},
            who=_("An approver who did not make it"),
            why=_("What leaves the office is looked at by a second person."),
            button=_("Open the analyses"),
            url=reverse("analyses:list") + "?outside=proposed",
            urgency=Urgency.TODAY,
        )

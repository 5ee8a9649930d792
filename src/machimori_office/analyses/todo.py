"""What waits for somebody: analyses that leave once a second person agrees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from machimori_office.analyses.forecasts.services import due
from machimori_office.analyses.models import Analysis
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.tasks import Task, Urgency


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield what waits for this person."""
    if may(staff, Act.ANALYSE):
        yield from _to_score(now)
    if may(staff, Act.DECIDE_ANALYSES):
        yield from _to_let_out(staff)


def _to_score(now: datetime) -> Iterator[Task]:
    count = due(now).count()
    if count:
        yield Task(
            title=ngettext(
                "%(n)s forecast waits to be held against what happened",
                "%(n)s forecasts wait to be held against what happened",
                count,
            )
            % {"n": count},
            who=_("Whoever knows that a list of its days is complete"),
            why=_("A forecast that nobody scores teaches nothing; misses count too."),
            button=_("Open the ledger of forecasts"),
            url=reverse("analyses:forecasts"),
            urgency=Urgency.TODAY,
        )


def _to_let_out(staff: Staff) -> Iterator[Task]:
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

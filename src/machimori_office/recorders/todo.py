"""What is to be done about recorders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.recorders.models import Device, Loan
from machimori_office.recorders.services import reserved, terms, waiting
from machimori_office.web.tasks import Task, Urgency
from machimori_office.web.words import JST


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield who can be served now, what is overdue, and whom to ask."""
    if not may(staff, Act.HANDLE_SUPPORT):
        return
    yield from _can_be_served(now)
    yield from _overdue(now)
    yield from _to_be_asked(now)


def _can_be_served(now: datetime) -> Iterator[Task]:
    in_stock = Device.objects.filter(state=Device.State.IN_STOCK).count()
    count = min(in_stock - reserved(), len(waiting()))
    if count > 0:
        yield Task(
            title=ngettext(
                "A recorder is there for %(n)s household that waits",
                "Recorders are there for %(n)s households that wait",
                count,
            )
            % {"n": count},
            who=_("Operators, and approvers to grant"),
            why=_("They came first, and there are recorders in stock again."),
            button=_("Open the waiting list"),
            url=reverse("applications:procedure", args=["recorders"])
            + "?state=waiting",
            urgency=Urgency.TODAY,
        )


def _overdue(now: datetime) -> Iterator[Task]:
    today = now.astimezone(JST).date()
    late = Loan.objects.filter(ended_on__isnull=True, due_on__lt=today)
    found = late.aggregate(n=Count("pk"), day=Min("due_on"))
    count = found["n"]
    if count:
        yield Task(
            title=ngettext(
                "%(n)s recorder is overdue", "%(n)s recorders are overdue", count
            )
            % {"n": count},
            who=_("Operators"),
            why=_("Its day of return has passed."),
            button=_("Open the loans"),
            url=reverse("recorders:loans") + "?now=open",
            urgency=Urgency.LATE,
            due_on=found["day"],
        )


def _to_be_asked(now: datetime) -> Iterator[Task]:
    since = now.astimezone(JST).date() - timedelta(
        days=terms(now).effect_asked_after_days
    )
    open_ = Loan.objects.filter(ended_on__isnull=True, effect="", lent_on__lte=since)
    count = open_.count()
    if count:
        yield Task(
            title=ngettext(
                "Ask %(n)s household whether the recorder helped",
                "Ask %(n)s households whether the recorder helped",
                count,
            )
            % {"n": count},
            who=_("Operators"),
            why=_("Each is asked once; the answers stand in the year's figures."),
            button=_("Open the loans"),
            url=reverse("recorders:loans") + "?now=open",
            urgency=Urgency.TODAY,
        )

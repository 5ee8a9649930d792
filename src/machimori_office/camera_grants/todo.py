"""What is to be done about grants and cameras."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from machimori_office.applications.states import State
from machimori_office.camera_grants.models import Camera, Grant
from machimori_office.camera_grants.rows import lacking
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.tasks import Task, Urgency
from machimori_office.web.words import JST

WHO = _("Operators")


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield what waits to be inspected or paid, ended upkeep, and what cameras lack."""
    if not may(staff, Act.HANDLE_SUPPORT):
        return
    today = now.astimezone(JST).date()
    yield from _completed()
    yield from _upkeep_over(today)
    yield from _lacking()


def _completed() -> Iterator[Task]:
    waiting = Grant.objects.filter(completed_on__isnull=False, paid_on__isnull=True)
    found = waiting.aggregate(n=Count("pk"), since=Min("completed_on"))
    if found["n"]:
        yield Task(
            title=ngettext(
                "%(n)s completed grant is to be inspected and paid",
                "%(n)s completed grants are to be inspected and paid",
                found["n"],
            )
            % {"n": found["n"]},
            who=WHO,
            why=_("The oldest was completed on %(day)s.") % {"day": found["since"]},
            button=_("Open the grants"),
            url=reverse("camera_grants:grants") + "?now=completed",
            urgency=Urgency.NOW,
        )


def _upkeep_over(today: date) -> Iterator[Task]:
    over = Grant.objects.filter(
        upkeep_until__lt=today, application__state=State.CARRIED_OUT
    )
    found = over.aggregate(n=Count("pk"), first=Min("upkeep_until"))
    if found["n"]:
        yield Task(
            title=ngettext(
                "The years of upkeep of %(n)s grant are over",
                "The years of upkeep of %(n)s grants are over",
                found["n"],
            )
            % {"n": found["n"]},
            who=WHO,
            why=_("Ask whether the cameras still stand, then close the application."),
            button=_("Open the grants"),
            url=reverse("camera_grants:grants") + "?now=over",
            urgency=Urgency.TODAY,
            due_on=found["first"],
        )


def _lacking() -> Iterator[Task]:
    groups = Q(owner=Camera.Owner.GROUP, removed_on__isnull=True)
    count = Camera.objects.filter(groups & lacking()).count()
    if count:
        asked = "?owner=group&now=up&lacks=something"
        yield Task(
            title=ngettext(
                "%(n)s camera of a group lacks a sign, rules or a manager",
                "%(n)s cameras of groups lack a sign, rules or a manager",
                count,
            )
            % {"n": count},
            who=WHO,
            why=_("Without them it is no camera for preventing crime. Ask the group."),
            button=_("Open the register"),
            url=reverse("camera_grants:cameras") + asked,
            urgency=Urgency.TODAY,
        )

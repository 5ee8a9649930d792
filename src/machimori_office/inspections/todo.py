"""What is to be done about places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from machimori_office.inspections.decisions.services import standing
from machimori_office.inspections.models import SelfCheck, SiteDecision
from machimori_office.inspections.models import Task as SiteTask
from machimori_office.inspections.rounds.due import due_fixtures
from machimori_office.inspections.self_checks.services import OPEN, ending
from machimori_office.inspections.tasks.due import warned_until
from machimori_office.inspections.tasks.from_concerns import done_and_untold
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.tasks import Task, Urgency, Words
from machimori_office.web.words import JST

OPERATORS = _("Operators")


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield what is late, what came in, and what is due."""
    today = now.astimezone(JST).date()
    if may(staff, Act.INSPECT):
        yield from _late_tasks(today)
        yield from _near_tasks(today)
        yield from _untold_concerns()
        yield from _checks_to_look_at()
        yield from _late_checks(today)
        yield from _ending_checks(today)
        yield from _due_rounds(today)
    if may(staff, Act.DECIDE_SITES):
        yield from _reviews(_to_review(today))


def _late_tasks(today: date) -> Iterator[Task]:
    late = SiteTask.objects.filter(state=SiteTask.State.OPEN, due_on__lt=today)
    count = late.count()
    if count:
        yield Task(
            title=_counted(
                ngettext(
                    "%(n)s measure at a place is late",
                    "%(n)s measures at places are late",
                    count,
                ),
                count,
            ),
            who=_("Operators, with who does it"),
            why=_("The day by which it was to be done has passed."),
            button=_("Open the tasks"),
            url=reverse("inspections:tasks") + "?state=late",
            urgency=Urgency.LATE,
            due_on=late.aggregate(day=Min("due_on"))["day"],
        )


def _near_tasks(today: date) -> Iterator[Task]:
    days = (today, warned_until(today))
    near = SiteTask.objects.filter(state=SiteTask.State.OPEN, due_on__range=days)
    found = near.aggregate(n=Count("pk"), day=Min("due_on"))
    if found["n"]:
        yield Task(
            title=_counted(
                ngettext(
                    "%(n)s measure at a place is due soon",
                    "%(n)s measures at places are due soon",
                    found["n"],
                ),
                found["n"],
            ),
            who=_("Operators, with who does it"),
            why=_("Ask who does it whether it will be done by its day."),
            button=_("Open the tasks"),
            url=reverse("inspections:tasks") + "?state=near",
            urgency=Urgency.TODAY,
            due_on=found["day"],
        )


def _untold_concerns() -> Iterator[Task]:
    waiting = done_and_untold()
    if waiting:
        yield Task(
            title=_counted(
                ngettext(
                    "%(n)s concern is seen to: tell who reported it",
                    "%(n)s concerns are seen to: tell who reported them",
                    len(waiting),
                ),
                len(waiting),
            ),
            who=OPERATORS,
            why=_("Its task is done; the concern waits to be answered and closed."),
            button=_("Open the concern"),
            url=reverse("concerns:one", args=[waiting[0].pk]),
            urgency=Urgency.NOW,
        )


def _checks_to_look_at() -> Iterator[Task]:
    count = SelfCheck.objects.filter(state=SelfCheck.State.SIGNED).count()
    if count:
        yield Task(
            title=_counted(
                ngettext(
                    "%(n)s self-check was signed: look at it",
                    "%(n)s self-checks were signed: look at them",
                    count,
                ),
                count,
            ),
            who=OPERATORS,
            why=_("What is accepted counts in the next assessment of the place."),
            button=_("Open the self-checks"),
            url=_checks("signed"),
        )


def _late_checks(today: date) -> Iterator[Task]:
    late = SelfCheck.objects.filter(state__in=OPEN, due_on__lt=today)
    count = late.count()
    if count:
        yield Task(
            title=_counted(
                ngettext(
                    "%(n)s owner has not answered in time",
                    "%(n)s owners have not answered in time",
                    count,
                ),
                count,
            ),
            who=OPERATORS,
            why=_("Call them, or withdraw what nobody will answer."),
            button=_("Open the self-checks"),
            url=_checks("asked"),
            urgency=Urgency.LATE,
            due_on=late.aggregate(day=Min("due_on"))["day"],
        )


def _ending_checks(today: date) -> Iterator[Task]:
    soon = ending(today)
    count = len(soon)
    if count:
        yield Task(
            title=_counted(
                ngettext(
                    "%(n)s self-check ends soon: ask anew",
                    "%(n)s self-checks end soon: ask anew",
                    count,
                ),
                count,
            ),
            who=OPERATORS,
            why=_("After its end its items are unknown again."),
            button=_("Open the self-checks"),
            url=_checks("accepted"),
            urgency=Urgency.TODAY,
            due_on=min(c.holds_until for c in soon if c.holds_until),
        )


def _due_rounds(today: date) -> Iterator[Task]:
    count = due_fixtures(today).count()
    if count:
        yield Task(
            title=_counted(
                ngettext(
                    "%(n)s lamp, camera, bell or hedge is due for a look",
                    "%(n)s lamps, cameras, bells or hedges are due for a look",
                    count,
                ),
                count,
            ),
            who=OPERATORS,
            why=_("The interval of its round is over."),
            button=_("Open the rounds"),
            url=reverse("inspections:rounds") + "?now=due",
            urgency=Urgency.TODAY,
        )


def _to_review(today: date) -> QuerySet[SiteDecision]:
    return standing().filter(review_on__lte=today)


def _reviews(due: QuerySet[SiteDecision]) -> Iterator[Task]:
    count = due.count()
    if count:
        yield Task(
            title=_counted(
                ngettext(
                    "%(n)s decision is to be looked at again",
                    "%(n)s decisions are to be looked at again",
                    count,
                ),
                count,
            ),
            who=_("Approvers"),
            why=_("From its day on an exclusion counts no more."),
            button=_("Open the decisions"),
            url=reverse("inspections:decisions") + "?state=due",
            urgency=Urgency.NOW,
            due_on=due.aggregate(day=Min("review_on"))["day"],
        )


def _counted(said: Words, count: int) -> str:
    return str(said) % {"n": count}


def _checks(state: str) -> str:
    return reverse("inspections:self_checks") + f"?state={state}"

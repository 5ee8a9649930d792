"""What is to be done about patrols."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, Min, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from machimori_office.patrols.models import (
    Change,
    PolicePaper,
    Roster,
    School,
    Shift,
    Turn,
)
from machimori_office.patrols.services.noting import patrol_rule
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.tasks import Task, Urgency
from machimori_office.web.words import JST
from machimori_office.web.years import months_after

WHO = _("Operators")


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield the watches of today, what the police wait for, and what is missing."""
    if not may(staff, Act.HANDLE_WATCH):
        return
    today = now.astimezone(JST).date()
    yield from _today(today)
    yield from _reports(today)
    yield from _police(today)
    yield from _papers(today, now)
    yield from _roster(today, now)
    yield from _calendar(today, now)


def _today(today: date) -> Iterator[Task]:
    count = Shift.objects.standing().filter(on=today, report=None).count()
    if count:
        yield Task(
            title=ngettext("%(n)s watch is today", "%(n)s watches are today", count)
            % {"n": count},
            who=WHO,
            why=_("In rain one press cancels them and tells everybody who would come."),
            button=_("Open the watches of today"),
            url=reverse("patrols:watch"),
            urgency=Urgency.TODAY,
            due_on=today,
        )


def _reports(today: date) -> Iterator[Task]:
    since = today - timedelta(days=60)
    missing = Shift.objects.standing().between(since, today - timedelta(days=1))
    somebody_came = Turn.objects.filter(shift=OuterRef("pk"))
    count = missing.filter(Exists(somebody_came), report=None).count()
    if count:
        yield Task(
            title=ngettext(
                "%(n)s watch has no report yet",
                "%(n)s watches have no report yet",
                count,
            )
            % {"n": count},
            who=WHO,
            why=_("Without a report a watch is in no record and in no figure."),
            button=_("Open the watches without a report"),
            url=reverse("patrols:unreported"),
            urgency=Urgency.TODAY,
        )


def _police(today: date) -> Iterator[Task]:
    waiting = Change.objects.filter(told_on=None)
    count = waiting.count()
    if count:
        first = waiting.aggregate(day=Min("due_on"))["day"]
        yield Task(
            title=ngettext(
                "Tell the police of %(n)s change",
                "Tell the police of %(n)s changes",
                count,
            )
            % {"n": count},
            who=WHO,
            why=_("Members, cars and papers that changed are told in time."),
            button=_("Open the changes"),
            url=reverse("patrols:changes") + "?now=open",
            urgency=Urgency.LATE if first < today else Urgency.NOW,
            due_on=first,
        )


def _papers(today: date, now: datetime) -> Iterator[Task]:
    warned = today + timedelta(days=patrol_rule(now).police.warned_days)
    ending = PolicePaper.objects.current().filter(holds_until__lte=warned)
    count = ending.count()
    if count:
        first = ending.aggregate(day=Min("holds_until"))["day"]
        yield Task(
            title=ngettext(
                "%(n)s paper of the police runs out",
                "%(n)s papers of the police run out",
                count,
            )
            % {"n": count},
            who=WHO,
            why=_(
                "Who has no certificate that holds does not walk. Ask for the course."
            ),
            button=_("Open the papers"),
            url=reverse("patrols:papers") + "?now=had",
            urgency=Urgency.LATE if first < today else Urgency.TODAY,
            due_on=first,
        )


def _roster(today: date, now: datetime) -> Iterator[Task]:
    early = timedelta(days=patrol_rule(now).drawn_up_days)
    ahead = today + early
    month = ahead.replace(day=1)
    published = Roster.objects.filter(first_on=month, state=Roster.State.PUBLISHED)
    if School.objects.filter(is_current=True).exists() and not published.exists():
        yield Task(
            title=_("The roster of %(month)s is not published")
            % {"month": f"{month:%Y-%m}"},
            who=WHO,
            why=_("Members need to know their turns some days ahead."),
            button=_("Open the rosters"),
            url=reverse("patrols:rosters"),
            urgency=Urgency.LATE if month <= today else Urgency.NOW,
            due_on=month - early,
        )


def _calendar(today: date, now: datetime) -> Iterator[Task]:
    """Say in time that the next terms and holidays are not in the rule yet."""
    ahead = months_after(today, 3)
    known = patrol_rule(now).calendar.first_days
    if not any(day >= ahead for day in known):
        yield Task(
            title=_("The rule names no first day of term after %(month)s")
            % {"month": f"{ahead:%Y-%m}"},
            who=_("Approvers"),
            why=_("First days of term and school holidays differ by year."),
            button=_("Open the rule"),
            url=reverse("desk:rule", args=["patrols"]),
            urgency=Urgency.TODAY,
        )

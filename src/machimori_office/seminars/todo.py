"""What is to be done about seminars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.web.speaking import spoken_words
from machimori_office.web.tasks import Task, Urgency
from machimori_office.web.words import JST

_SOON = timedelta(days=30)


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield today's seminar, who is to be called, and what was left open."""
    if not may(staff, Act.HANDLE_EVENTS):
        return
    near = Seminar.objects.filter(
        state__in=(Seminar.State.PLANNED, Seminar.State.OPEN),
        begins_at__lte=now + _SOON,
    )
    for seminar in near.order_by("begins_at"):
        yield from _about(seminar, now)
    yield from _to_call()


def _about(seminar: Seminar, now: datetime) -> Iterator[Task]:
    title = {"title": spoken_words(seminar.title)}
    page = reverse("seminars:one", args=[seminar.pk])
    who = _("Operators")
    if seminar.state == Seminar.State.PLANNED:
        yield Task(
            title=_("Publish the seminar: %(title)s") % title,
            who=who,
            why=_("It is near, and residents cannot sign up yet."),
            button=_("Open the seminar"),
            url=page,
            urgency=Urgency.LATE if seminar.begins_at <= now else Urgency.TODAY,
            due_on=seminar.day,
        )
    elif seminar.ends_at <= now:
        yield Task(
            title=_("Close the seminar: %(title)s") % title,
            who=who,
            why=_("It is over; its figures and its record are missing."),
            button=_("Close it now"),
            url=reverse("seminars:finish", args=[seminar.pk]),
            urgency=Urgency.LATE,
            due_on=seminar.day,
        )
    elif seminar.day == now.astimezone(JST).date():
        yield Task(
            title=_("Today: %(title)s") % title,
            who=who,
            why=_("Who comes is ticked off at the door."),
            button=_("Open the door list"),
            url=reverse("seminars:door", args=[seminar.pk]),
            urgency=Urgency.TODAY,
            due_on=seminar.day,
        )


def _to_call() -> Iterator[Task]:
    waiting = Participation.objects.exclude(to_call="").select_related("seminar")
    seminars: dict[Seminar, int] = {}
    for party in waiting:
        seminars[party.seminar] = seminars.get(party.seminar, 0) + 1
    for seminar, count in seminars.items():
        yield Task(
            title=ngettext(
                "Call %(n)s participant: %(title)s",
                "Call %(n)s participants: %(title)s",
                count,
            )
            % {"n": count, "title": spoken_words(seminar.title)},
            who=_("Operators"),
            why=_("They left no mail address."),
            button=_("Open the list"),
            url=reverse("seminars:one", args=[seminar.pk]) + "#to-call",
            urgency=Urgency.NOW,
        )

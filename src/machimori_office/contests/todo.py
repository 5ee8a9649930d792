"""What is to be done about contests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from machimori_office.contests.models import Contest, Entry
from machimori_office.contests.services.judging import missing
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.speaking import spoken_words
from machimori_office.web.tasks import Task, Urgency
from machimori_office.web.words import JST

State = Contest.State
_NEAR = timedelta(days=14)


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield what a running contest waits for."""
    if not may(staff, Act.HANDLE_EVENTS):
        return
    running = (State.PLANNED, State.OPEN, State.JUDGING, State.DECIDED)
    for contest in Contest.objects.filter(state__in=running):
        yield from _about(contest, now)


def _about(contest: Contest, now: datetime) -> Iterator[Task]:
    today = now.astimezone(JST).date()
    if contest.state == State.PLANNED and contest.opens_on <= today + _NEAR:
        yield _task(
            contest,
            _("Publish the call for entries: %(title)s"),
            _("Its first day is near."),
        )
    if contest.state == State.OPEN and contest.closes_on < today:
        yield _task(
            contest,
            _("Begin judging: %(title)s"),
            _("The entries are closed; the judges wait for their links."),
        )
    if contest.state == State.OPEN:
        yield from _consents(contest)
    if contest.state == State.JUDGING and _is_judged(contest, now):
        yield _task(
            contest,
            _("Decide the awards: %(title)s"),
            _("All marks are there, or their time is over."),
        )
    if contest.state == State.DECIDED:
        yield _task(
            contest,
            _("Announce the awards: %(title)s"),
            _("They are decided, and nobody has heard of them."),
        )


def _is_judged(contest: Contest, now: datetime) -> bool:
    is_late = contest.judged_until < now.astimezone(JST).date()
    return is_late or not missing(contest)


def _consents(contest: Contest) -> Iterator[Task]:
    count = contest.entries.filter(state=Entry.State.WAITING).count()
    if count:
        yield Task(
            title=ngettext(
                "%(n)s entry waits for a guardian's consent",
                "%(n)s entries wait for a guardian's consent",
                count,
            )
            % {"n": count},
            who=_("Operators"),
            why=_("Without it a child's work cannot be judged."),
            button=_("Open the entries"),
            url=reverse("contests:entries", args=[contest.pk]) + "?state=waiting",
            urgency=Urgency.TODAY,
        )


def _task(contest: Contest, title: object, why: object) -> Task:
    return Task(
        title=str(title) % {"title": spoken_words(contest.title)},
        who=_("Operators, and approvers to decide"),
        why=str(why),
        button=_("Open the contest"),
        url=reverse("contests:one", args=[contest.pk]),
        urgency=Urgency.TODAY,
    )

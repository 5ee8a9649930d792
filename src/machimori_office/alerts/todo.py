"""What the people of the office have to do about alerts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.alerts.life import State
from machimori_office.alerts.models import Alert, Arrival
from machimori_office.alerts.reading import rules_at
from machimori_office.alerts.telegram_folder import FOLDER, unread_since
from machimori_office.alerts.telegrams import WeatherRule
from machimori_office.alerts.words import NEEDS_A_LOOK
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.rules.services import rule
from machimori_office.web.tasks import Task, Urgency, Words

_WRITERS = _("Whoever writes the mails")
UNREAD_AFTER = timedelta(minutes=5)
MOST = 5
"""So many of a sort are shown; the list has them all."""


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield what this member of staff has to do about alerts."""
    if may(staff, Act.APPROVE_MAIL):
        yield from _waiting(staff)
    if may(staff, Act.REVIEW_GLASS):
        yield from _to_review(staff)
    if may(staff, Act.DRAFT_MAIL):
        yield from _stopped()
        yield from _from_outside()
        yield from _unread_arrivals()
        yield from _unread_telegrams(now)
        yield from _silent_telegrams(now)
        yield from _own_drafts(staff)
        yield from _before_their_hour()


def _waiting(staff: Staff) -> Iterator[Task]:
    for alert in Alert.objects.filter(state=State.WAITING).order_by("asked_at")[:MOST]:
        yield _task(
            alert,
            "approve",
            why=_("Somebody wrote it and asks you to read and approve it."),
            who=_("Approvers"),
            button=_("Read it and decide"),
        )


def _to_review(staff: Staff) -> Iterator[Task]:
    broken = Alert.objects.filter(reviewed_at=None).exclude(glass_reason="")
    for alert in broken.exclude(approved_by=staff)[:MOST]:
        yield _task(
            alert,
            "review",
            why=_("One person sent it alone where two are needed."),
            who=_("Managers"),
            button=_("Look at why, and write down what you think"),
            urgency=Urgency.LATE,
        )


def _stopped() -> Iterator[Task]:
    gone = Alert.objects.filter(state=State.DISCARDED, noted_at=None)
    for alert in gone.filter(is_training=False)[:MOST]:
        yield _task(
            alert,
            "one",
            why=_("It was out of date before it could go, and was not sent."),
            button=_("See what happened"),
            urgency=Urgency.LATE,
        )
    for alert in Alert.objects.filter(state=State.HELD)[:MOST]:
        yield _task(
            alert,
            "one",
            why=_("Its sending is held; the rest waits."),
            button=_("Go on, or cancel it"),
            urgency=Urgency.LATE,
        )


def _from_outside() -> Iterator[Task]:
    made = Alert.objects.filter(state=State.DRAFT, drafted_by=None, edited_by=None)
    for alert in made.order_by("-created_at")[:MOST]:
        yield _task(
            alert,
            "edit",
            why=_("It came in from outside: %(origin)s.")
            % {"origin": alert.get_origin_display()},
            button=_("Go over the draft"),
        )


def _unread_arrivals() -> Iterator[Task]:
    unread = Arrival.objects.filter(outcome__in=NEEDS_A_LOOK, noted_at=None)
    if unread.exists():
        yield Task(
            title=_("Something came in that made no draft"),
            who=_("Whoever writes the mails"),
            why=_("It could not be read, or holds a warning of an unknown name."),
            button=_("Look at what came"),
            url=reverse("alerts:arrivals"),
        )


def _unread_telegrams(now: datetime) -> Iterator[Task]:
    """Say that telegrams lie in the folder: none becomes a draft meanwhile."""
    since = unread_since(Path(settings.OFFICE_FOLDER) / FOLDER)
    if since is None or since > now - UNREAD_AFTER:
        return
    yield Task(
        title=_("Weather telegrams lie unread"),
        who=_("Whoever keeps the server; meanwhile whoever writes the mails"),
        why=_(
            "The oldest came at %(time)s, and no draft is made of any. Look at the "
            "agency's page yourself, and write by hand what cannot wait."
        )
        % {"time": f"{since.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"},
        button=_("Look at what came"),
        url=reverse("alerts:arrivals"),
        urgency=Urgency.LATE,
    )


def _silent_telegrams(now: datetime) -> Iterator[Task]:
    """Say that none came for longer than the city is used to."""
    longest_h = rule(WeatherRule, on=rules_at(now).on).silent_after_h
    last = Arrival.objects.filter(source=Arrival.Source.TELEGRAM).first()
    if longest_h is None or last is None:
        return
    if last.arrived_at > now - timedelta(hours=longest_h):
        return
    yield Task(
        title=_("No weather telegram has come for long"),
        who=_("Whoever keeps the server; meanwhile whoever writes the mails"),
        why=_("The last came at %(time)s. Is the line to the agency still alive?")
        % {"time": f"{last.arrived_at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"},
        button=_("Look at what came"),
        url=reverse("alerts:arrivals"),
        urgency=Urgency.LATE,
    )


def _own_drafts(staff: Staff) -> Iterator[Task]:
    own = Alert.objects.filter(state=State.DRAFT, drafted_by=staff)
    for alert in own.order_by("-changed_at")[:MOST]:
        yield _task(
            alert,
            "edit",
            why=_("You have not handed this draft on yet."),
            who=_("You"),
            button=_("Go on writing"),
            urgency=Urgency.TODAY,
        )


def _before_their_hour() -> Iterator[Task]:
    approved = Alert.objects.filter(state=State.APPROVED).order_by("goes_at")
    for alert in approved[:MOST]:
        yield _task(
            alert,
            "countdown",
            why=_("It is approved and waits for its hour."),
            button=_("See when it goes"),
            urgency=Urgency.TODAY,
        )


def _task(
    alert: Alert,
    page: str,
    *,
    why: Words,
    button: Words,
    who: Words = _WRITERS,
    urgency: Urgency = Urgency.NOW,
) -> Task:
    subject = alert.subject or _("(nothing written yet)")
    if alert.is_training:
        subject = _("[Exercise] %(subject)s") % {"subject": subject}
    return Task(
        title=subject,
        who=who,
        why=why,
        button=button,
        url=reverse(f"alerts:{page}", args=[alert.pk]),
        urgency=urgency,
    )

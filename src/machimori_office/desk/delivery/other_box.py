"""Says when the other box is silent, or has not got what was written for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from machimori_office.exchange.models import Direction, Parcel
from machimori_office.exchange.services import last_of
from machimori_office.outbox.two_boxes import STANDSTILL
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.tasks import Task, Urgency

SILENT = timedelta(hours=3)


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield what is wrong with the internet part, and whether it is heard of at all."""
    if settings.OFFICE_PART != "console" or not may(staff, Act.SEE_AUDIT):
        return
    last = Parcel.objects.filter(direction=Direction.IN).first()
    if last is None or last.made_at < now - SILENT:
        yield _task(last, now)
        return
    if said := last_of(STANDSTILL):
        yield _standing(said, last.made_at.astimezone(now.tzinfo))


def _standing(said: dict[str, str], at: datetime) -> Task:
    since = datetime.fromisoformat(said["since"]).astimezone(at.tzinfo)
    times = {"since": f"{since:%Y-%m-%d %H:%M}", "time": f"{at:%Y-%m-%d %H:%M}"}
    trouble = said["trouble"] or _("no program there sends")
    return Task(
        title=_("Mail waits on the internet part and is not sent"),
        who=_("Managers, with whoever keeps the server"),
        why=_("Since %(since)s: %(trouble)s. As it reported at %(time)s.")
        % {**times, "trouble": trouble},
        button=_("Look at the audit page"),
        url=reverse("desk:audit"),
        urgency=Urgency.LATE,
    )


def _task(last: Parcel | None, now: datetime) -> Task:
    at = last.made_at.astimezone(now.tzinfo) if last else None
    return Task(
        title=_("The internet part is silent"),
        who=_("Managers, with whoever keeps the server"),
        why=_("Its last report is of %(time)s: whether mails go out is not known.")
        % {"time": f"{at:%Y-%m-%d %H:%M}"}
        if at
        else _("It has never reported: whether mails go out is not known."),
        button=_("Look at the audit page"),
        url=reverse("desk:audit"),
        urgency=Urgency.LATE,
    )

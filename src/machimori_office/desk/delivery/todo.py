"""Says when mail waits that nobody hands over, and when the disk is nearly full."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from machimori_office.outbox.standstill import Standstill, standstill
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.tasks import Task, Urgency

SCARCE_BYTES = 1_000_000_000
"""With less the database may stop in the middle of a send."""


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield what stops the mail, to whoever writes it."""
    if not may(staff, Act.DRAFT_MAIL):
        return
    # The console of two boxes sends nothing itself: the other one reports.
    if settings.OFFICE_PART != "console" and (found := standstill(now)):
        yield standing(found, now)
    free = shutil.disk_usage(settings.OFFICE_FOLDER).free
    if free < SCARCE_BYTES:
        yield _full(free)


def standing(found: Standstill, now: datetime) -> Task:
    """Word that mail stands still."""
    said = {
        "since": _minute(found.since, now),
        "trouble": found.trouble,
        "seen": _minute(found.seen_at, now) if found.seen_at else "",
    }
    return Task(
        title=_("Mail waits and is not sent"),
        who=_("Whoever keeps the server; managers"),
        why=_reason(found) % said,
        button=_("See which mails wait"),
        url=reverse("delivery:list"),
        urgency=Urgency.LATE,
    )


def _reason(found: Standstill) -> str:
    if found.trouble:
        return _(
            "Since %(since)s the mail server takes nothing: %(trouble)s. Nothing is "
            "lost; it goes out once that is mended."
        )
    if found.seen_at is None:
        return _(
            "Since %(since)s. The program that sends (send_mail) has never run here."
        )
    return _(
        "Since %(since)s. The program that sends (send_mail) was last seen at %(seen)s."
    )


def _full(free: int) -> Task:
    return Task(
        title=_("The server's disk is nearly full"),
        who=_("Whoever keeps the server; managers"),
        why=_("%(free)s MB are left. When it is full, nothing can be written or sent.")
        % {"free": f"{free // 1_000_000:,}"},
        button=_("See which mails wait"),
        url=reverse("delivery:list"),
        urgency=Urgency.LATE,
    )


def _minute(at: datetime, now: datetime) -> str:
    return f"{at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"

"""Says when no mail comes in, and when some came that nobody could read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from machimori_office.exchange.services import last_of
from machimori_office.mailroom.models import WayIn
from machimori_office.mailroom.services import lie_aside
from machimori_office.mailroom.standing import Silence, silence
from machimori_office.mailroom.two_boxes import MAIL_IN, read_silence
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.tasks import Task, Urgency


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield what keeps mail out, to whoever works with it."""
    if not may(staff, Act.DRAFT_MAIL):
        return
    # Of two boxes the console takes no mail itself: the other one reports.
    is_there = settings.OFFICE_PART == "console"
    found = read_silence(last_of(MAIL_IN) or {}) if is_there else silence(now)
    # A made-up city may be looked at without any mail.
    if found and (found.since or not settings.OFFICE_IS_DEMO):
        yield silent(found, now)
    if aside := sum(1 for _file in lie_aside()):
        yield _aside(aside)


def silent(found: Silence, now: datetime) -> Task:
    """Word that no mail comes in."""
    meanwhile = _(
        "Registrations by mail, mails of the police and reports of errors wait outside."
    )
    return Task(
        title=_("No mail comes in"),
        who=_("Whoever keeps the server; managers"),
        why=f"{_reason(found, now)} {meanwhile}",
        button=_("Look at what came"),
        url=reverse("alerts:arrivals"),
        urgency=Urgency.LATE,
    )


def _reason(found: Silence, now: datetime) -> str:
    trouble = WayIn.Trouble(found.trouble).label if found.trouble else ""
    since = _minute(found.since, now) if found.since else ""
    return _words(found) % {"trouble": trouble, "since": since}


def _words(found: Silence) -> str:
    if found.since is None and found.trouble:
        return _("The mailbox (IMAP) could never be read: %(trouble)s.")
    if found.since is None:
        return _("No program has ever taken mail here (receive_mail or tick).")
    if found.trouble:
        return _("Since %(since)s the mailbox (IMAP) cannot be read: %(trouble)s.")
    if found.name == WayIn.Name.FETCHED:
        return _("Since %(since)s nothing has read the mailbox (tick).")
    return _("Since %(since)s the program that takes mail (receive_mail) is gone.")


def _aside(count: int) -> Task:
    return Task(
        title=ngettext(
            "%(count)d mail that came could not be read",
            "%(count)d mails that came could not be read",
            count,
        )
        % {"count": count},
        who=_("Whoever keeps the server; managers"),
        why=_(
            "They lie in the folder “mail-aside” and are tried again each hour. A mail "
            "of the police may be among them."
        ),
        button=_("Look at what came"),
        url=reverse("alerts:arrivals"),
        urgency=Urgency.NOW,
    )


def _minute(at: datetime, now: datetime) -> str:
    return f"{at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"

"""What the people of the office have to do about accounts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from allauth.mfa.utils import is_mfa_enabled
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from machimori_office.people import access
from machimori_office.people.models import Staff
from machimori_office.web.tasks import Task, Urgency


def todo(staff: Staff, now: datetime) -> Iterator[Task]:
    """Yield what this member of staff has to do about accounts."""
    if not is_mfa_enabled(staff):
        yield Task(
            title=_("Set up your second factor"),
            who=_("You"),
            why=_("A password alone can be stolen; a code from your telephone cannot."),
            button=_("Set it up (2 minutes)"),
            url=reverse("mfa_activate_totp"),
        )
    if access.may(staff, access.Act.MANAGE_STAFF):
        yield from _waiting_invitations(staff, now)


def _waiting_invitations(staff: Staff, now: datetime) -> Iterator[Task]:
    spent = access.visible_staff(staff).filter(
        is_active=True, invitation_expires_at__lte=now
    )
    count = spent.exclude(invitation_hash="").count()
    if count:
        yield Task(
            title=ngettext(
                "%(count)d invitation ran out unused",
                "%(count)d invitations ran out unused",
                count,
            )
            % {"count": count},
            who=_("Managers"),
            why=_("Who was invited cannot work yet, and the link is dead."),
            button=_("Invite again or close the account"),
            url=reverse("people:staff"),
            urgency=Urgency.LATE,
        )

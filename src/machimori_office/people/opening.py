"""The first account of an office, which nobody can be asked to invite."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from machimori_office.audit.services import SYSTEM, record
from machimori_office.people.models import Organisation, Role, Staff
from machimori_office.people.services import INVITATION_LASTS, KIND
from machimori_office.web.errors import AlreadyOpen
from machimori_office.web.tokens import hashed


@transaction.atomic
def open_office(
    *, organisation: str, login_name: str, display_name: str, at: datetime
) -> tuple[Staff, str]:
    """Make the first organisation and administrator; refused once somebody is there.

    Until the first administrator has opened the link, whoever asks under the same name
    gets a new one: the first may be lost, or too old.
    """
    token = secrets.token_urlsafe(32)
    if Staff.objects.exists():
        staff = _not_yet_come(login_name)
    else:
        staff = Staff(
            login_name=login_name,
            display_name=display_name,
            organisation=Organisation.objects.create(name=organisation),
            role=Role.ADMINISTRATOR,
        )
        staff.set_unusable_password()
    staff.invitation_hash = hashed(token)
    staff.invitation_expires_at = at + INVITATION_LASTS
    staff.save()
    record(
        actor=SYSTEM,
        action="people.city_opened",
        object_kind=KIND,
        object_id=str(staff.pk),
        reason="first account",
        at=at,
    )
    return staff, token


def _not_yet_come(login_name: str) -> Staff:
    """Return the first administrator, who has not opened the link so far."""
    first, *others = Staff.objects.select_for_update()[:2]
    has_come = first.invitation_hash == "" or first.has_usable_password()
    if others or has_come or first.login_name != login_name:
        raise AlreadyOpen
    return first

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
    """Make the first organisation and administrator; refused once somebody is there."""
    if Staff.objects.exists():
        raise AlreadyOpen
    token = secrets.token_urlsafe(32)
    staff = Staff(
        login_name=login_name,
        display_name=display_name,
        organisation=Organisation.objects.create(name=organisation),
        role=Role.ADMINISTRATOR,
        invitation_hash=hashed(token),
        invitation_expires_at=at + INVITATION_LASTS,
    )
    staff.set_unusable_password()
    staff.save(force_insert=True)
    record(
        actor=SYSTEM,
        action="people.city_opened",
        object_kind=KIND,
        object_id=str(staff.pk),
        reason="first account",
        at=at,
    )
    return staff, token

"""Inviting staff, changing what they may do, and letting them go."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, QuerySet

from machimori_office.audit.services import record
from machimori_office.people.access import may_change, may_grant
from machimori_office.people.models import Organisation, Role, Staff
from machimori_office.web.errors import (
    InvitationSpent,
    LastAdministrator,
    NotYours,
    StaffChanged,
)
from machimori_office.web.tokens import hashed

INVITATION_LASTS = timedelta(hours=72)
KIND = "people.staff"


@transaction.atomic
def invite(
    *,
    by: Staff,
    login_name: str,
    display_name: str,
    organisation: Organisation,
    role: Role,
    reason: str,
    at: datetime,
) -> tuple[Staff, str]:
    """Open an account; return it and the word for its owner's link, told only now."""
    is_elsewhere = organisation != by.organisation and by.role != Role.ADMINISTRATOR
    if is_elsewhere or not may_grant(by, role):
        raise NotYours
    token = secrets.token_urlsafe(32)
    staff = Staff(
        login_name=login_name,
        display_name=display_name,
        organisation=organisation,
        role=role,
        invitation_hash=hashed(token),
        invitation_expires_at=at + INVITATION_LASTS,
    )
    staff.set_unusable_password()
    staff.save(force_insert=True)
    _record(by, "people.invited", staff, reason, at, role=role)
    return staff, token


@transaction.atomic
def accept_invitation(*, staff: Staff, token: str, password: str, at: datetime) -> None:
    """Let the owner of a link choose the password; the link is then spent."""
    staff.set_password(password)
    accepted = (
        open_invitations(at)
        .filter(pk=staff.pk, invitation_hash=hashed(token))
        .update(password=staff.password, invitation_hash="", invitation_expires_at=None)
    )
    if accepted != 1:
        raise InvitationSpent
    _record(staff, "people.accepted", staff, "invitation accepted", at)


@transaction.atomic
def invite_again(*, by: Staff, staff: Staff, reason: str, at: datetime) -> str:
    """Take back password and second factor and give a new link (a lost telephone)."""
    _refuse_unless(may_change(by, staff))
    token = secrets.token_urlsafe(32)
    staff.set_unusable_password()
    _change(
        staff,
        is_active=True,
        password=staff.password,
        invitation_hash=hashed(token),
        invitation_expires_at=at + INVITATION_LASTS,
    )
    Authenticator.objects.filter(user=staff).delete()
    _record(by, "people.invited_again", staff, reason, at)
    return token


@transaction.atomic
def change_role(
    *, by: Staff, staff: Staff, role: Role, reason: str, at: datetime
) -> None:
    """Give another role, in force at the next page that is opened."""
    _refuse_unless(may_change(by, staff) and may_grant(by, role))
    _keep_an_administrator(staff, leaves=role != Role.ADMINISTRATOR)
    former = staff.role
    _change(staff, role=role)
    _record(by, "people.role_changed", staff, reason, at, before=former, after=role)


@transaction.atomic
def deactivate(*, by: Staff, staff: Staff, reason: str, at: datetime) -> None:
    """Close an account: its sessions and links end at once, what it did stays."""
    _refuse_unless(may_change(by, staff))
    _keep_an_administrator(staff, leaves=True)
    staff.set_unusable_password()
    _change(
        staff,
        is_active=False,
        password=staff.password,
        invitation_hash="",
        invitation_expires_at=None,
    )
    Authenticator.objects.filter(user=staff).delete()
    _record(by, "people.deactivated", staff, reason, at)


def invited_by(token: str, *, at: datetime) -> Staff:
    """Find whose invitation this is."""
    found = open_invitations(at).filter(invitation_hash=hashed(token)).first()
    if found is None:
        raise InvitationSpent
    return found


def open_invitations(at: datetime) -> QuerySet[Staff]:
    """Return the accounts whose links still work."""
    return Staff.objects.filter(
        ~Q(invitation_hash=""), is_active=True, invitation_expires_at__gt=at
    )


def _refuse_unless(is_allowed: bool) -> None:
    if not is_allowed:
        raise NotYours


def _change(staff: Staff, **fields: object) -> None:
    unchanged = Staff.objects.filter(
        pk=staff.pk, role=staff.role, is_active=staff.is_active
    )
    if unchanged.update(**fields) != 1:
        raise StaffChanged


def _keep_an_administrator(staff: Staff, *, leaves: bool) -> None:
    if staff.role != Role.ADMINISTRATOR or not leaves:
        return
    administrators = Staff.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    # Locked, so that two administrators cannot take the role from each other at once.
    locked = list(administrators.select_for_update().values_list("pk", flat=True))
    if not set(locked) - {staff.pk}:
        raise LastAdministrator


def _record(
    by: Staff, action: str, staff: Staff, reason: str, at: datetime, **details: str
) -> None:
    record(
        actor=str(by.pk),
        action=action,
        object_kind=KIND,
        object_id=str(staff.pk),
        reason=reason,
        at=at,
        details={name: str(value) for name, value in details.items()},
    )

"""How the audit page words what this app records."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from machimori_office.people.models import Role

ACTIONS: dict[str, str | Promise] = {
    "people.invited": _("Invited"),
    "people.invited_again": _("Invited again"),
    "people.accepted": _("Accepted the invitation"),
    "people.role_changed": _("Changed a role"),
    "people.deactivated": _("Closed an account"),
    "people.joined_directory": _("Bound to the city's directory"),
    "people.signed_in": _("Signed in"),
    "people.locked_out": _("Locked out"),
    "people.city_opened": _("Opened the office"),
}

# What the code itself gives as a reason, where nobody is asked for one.
REASONS: dict[str, str | Promise] = {
    "signed in": _("With password, and second factor where it is set up"),
    "invitation accepted": _("Chose a password"),
    "first sign-in by directory": _("First sign-in through the directory"),
    "first account": _("No account existed"),
    "too many attempts": _("Too many wrong attempts"),
}

KINDS: dict[str, str | Promise] = {
    "people.staff": _("Member of staff"),
}

DETAILS: dict[str, str | Promise] = {
    "role": _("Role"),
    "before": _("Role until then"),
    "after": _("Role from then on"),
}

VALUES: Mapping[tuple[str, str], Mapping[str, str | Promise]] = {
    ("people.staff", name): dict(Role.choices) for name in ("role", "before", "after")
}

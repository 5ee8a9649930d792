"""How the audit page words what the chain holds as ids and codes."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from machimori_office.audit.services import SYSTEM

ACTIONS: dict[str, str | Promise] = {
    "people.invited": _("Invited"),
    "people.invited_again": _("Invited again"),
    "people.accepted": _("Accepted the invitation"),
    "people.role_changed": _("Changed a role"),
    "people.deactivated": _("Closed an account"),
    "people.signed_in": _("Signed in"),
    "people.locked_out": _("Locked out"),
    "people.city_opened": _("Opened the office"),
}

# What the code itself gives as a reason, where nobody is asked for one.
REASONS: dict[str, str | Promise] = {
    "signed in": _("With password, and second factor where it is set up"),
    "invitation accepted": _("Chose a password"),
    "first account": _("No account existed"),
    "too many attempts": _("Too many wrong attempts"),
}


def action(code: str) -> str:
    """Word what was done; a code that is not known shows as it is."""
    return str(ACTIONS.get(code, code))


def reason(text: str) -> str:
    """Word why; what people wrote shows as they wrote it."""
    return str(REASONS.get(text, text))


def actor(code: str) -> str:
    """Word who did it, where it was no member of staff."""
    return str(_("The office itself")) if code == SYSTEM else code


def is_uuid(text: str) -> bool:
    """Whether an id has the form of a row's."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True

"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "camera_grants.sums": _("Decided the sums of a grant"),
    "camera_grants.completed": _("Took the report of completion"),
    "camera_grants.inspected": _("Inspected on site"),
    "camera_grants.paid": _("Paid a grant"),
    "camera_grants.registered": _("Put a camera into the register"),
    "camera_grants.changed": _("Changed the register of cameras"),
    "camera_grants.disclosed": _("Logged a request for pictures"),
}

REASONS: dict[str, str | Promise] = {
    "by the rule of the year": _("By the rule of the year"),
    "work done": _("The work is done"),
    "looked on site": _("Looked at on site"),
    "as decided": _("As decided"),
    "request logged": _("A request came"),
}

KINDS: dict[str, str | Promise] = {
    "camera": _("Camera"),
}

"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "recorders.added": _("Put a recorder into stock"),
    "recorders.lent": _("Lent a recorder"),
    "recorders.returned": _("Took a recorder back"),
    "recorders.replaced": _("Exchanged a recorder"),
    "recorders.lost": _("Wrote a recorder off as lost"),
    "recorders.in_stock": _("Put a recorder back into stock"),
    "recorders.repair": _("Sent a recorder to repair"),
    "recorders.stopped": _("Noted what came of it: it stopped calls"),
    "recorders.calmer": _("Noted what came of it: fewer calls"),
    "recorders.none": _("Noted what came of it: no difference"),
    "recorders.unused": _("Noted what came of it: not in use"),
    "recorders.retired": _("Retired a recorder"),
}

REASONS: dict[str, str | Promise] = {
    "bought": _("Bought"),
    "household asked": _("The household was asked"),
}

KINDS: dict[str, str | Promise] = {
    "recorder": _("Call recorder"),
}

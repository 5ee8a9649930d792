"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "analyses.list_kept": _("Kept a list of incidents"),
    "analyses.asked": _("Asked for an analysis"),
    "analyses.proposed": _("Proposed to let an analysis out"),
    "analyses.let_out": _("Let an analysis out"),
    "analyses.given_back": _("Gave an analysis back"),
    "analyses.withdrawn": _("Withdrew an analysis from the public"),
    "analyses.forgotten": _("Deleted a map that shows homes"),
    "analyses.forecast_sealed": _("Sealed a forecast"),
    "analyses.forecast_scored": _("Held a forecast against what happened"),
    "analyses.expired": _("What was public came to its end"),
}

REASONS: dict[str, str | Promise] = {
    "asked for": _("Asked for on the page"),
    "read from files": _("Read from files"),
    "taken from the register": _("Taken from the office's own register"),
    "sealed before its time": _("Sealed before its first day"),
    "its time is over": _("The rule's time was over"),
}

KINDS: dict[str, str | Promise] = {
    "analysis": _("Analysis"),
    "forecast": _("Forecast"),
    "incident_list": _("List of incidents"),
}

"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "records.appended": _("Recorded what was done"),
    "records.replaced": _("Put a record right"),
    "records.withdrawn": _("Withdrew a record"),
}

REASONS: dict[str, str | Promise] = {"record written": _("Written by the duty itself")}

KINDS: dict[str, str | Promise] = {
    "record": _("Record"),
}

DETAILS: dict[str, str | Promise] = {
    "former": _("The record before"),
}

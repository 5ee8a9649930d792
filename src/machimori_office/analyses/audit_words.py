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
}

REASONS: dict[str, str | Promise] = {
    "asked for": _("Asked for on the page"),
    "read from files": _("Read from files"),
}

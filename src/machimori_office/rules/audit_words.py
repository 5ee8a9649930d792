"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {"rules.adopted": _("Adopted a new rule")}

KINDS: dict[str, str | Promise] = {
    "rule": _("Rule"),
}

DETAILS: dict[str, str | Promise] = {
    "valid_from": _("Valid from"),
}

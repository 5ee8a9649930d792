"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "outbox.stopped": _("Stopped writing to an address"),
    "outbox.resumed": _("Writes to an address again"),
    "outbox.sent": _("Handed a message over to all its recipients"),
}

# What the code itself gives as a reason, where nobody is asked for one.
REASONS: dict[str, str | Promise] = {
    "failed on too many days": _("Mails failed on as many days as the rule says"),
    "all handed over": _("No recipient waits any more"),
    "the resident registered again": _("The resident registered again"),
}

KINDS: dict[str, str | Promise] = {
    "message": _("Message"),
    "outbox.address": _("Address"),
}

DETAILS: dict[str, str | Promise] = {
    "because": _("Why"),
    "ledger_sha256": _("Hash of the ledger"),
}

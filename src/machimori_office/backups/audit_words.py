"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "backups.made": _("Made a backup"),
    "backups.restored": _("Went back to a backup"),
}

REASONS: dict[str, str | Promise] = {
    "backup made": _("By the clock or by command"),
    "went back to a backup": _("By command on the server"),
}

KINDS: dict[str, str | Promise] = {
    "backup": _("Backup"),
}

DETAILS: dict[str, str | Promise] = {
    "sha256": _("Hash"),
    "sequence": _("Last entry"),
    "calmed": _("Mails held back"),
    "caught_up": _("Decisions done again"),
}

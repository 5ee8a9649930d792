"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "exchange.out": _("Wrote a file for the other server"),
    "exchange.in": _("Took a file of the other server"),
}

REASONS: dict[str, str | Promise] = {
    "parcel exchanged": _("Signed and in its turn"),
}

KINDS: dict[str, str | Promise] = {
    "exchange.parcel": _("File between the two boxes"),
}

DETAILS: dict[str, str | Promise] = {
    "sha256": _("Hash"),
    "items": _("Things told"),
}

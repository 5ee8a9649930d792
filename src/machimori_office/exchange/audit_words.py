"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "exchange.out": _("Wrote a file for the other server"),
    "exchange.in": _("Took a file of the other server"),
    "exchange.anew": _("Will tell the other server everything anew"),
}

REASONS: dict[str, str | Promise] = {
    "parcel exchanged": _("Signed and in its turn"),
    "said by hand": _("Asked for by a command"),
    "the other server lacks files": _("It went back to a backup, and files are gone"),
}

KINDS: dict[str, str | Promise] = {
    "exchange.parcel": _("File between the two boxes"),
}

DETAILS: dict[str, str | Promise] = {
    "sha256": _("Hash"),
    "items": _("Things told"),
}

"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "supplies.counted": _("Wrote down the stock of an item")
}

KINDS: dict[str, str | Promise] = {
    "stock": _("Stock"),
}

DETAILS: dict[str, str | Promise] = {
    "count": _("Pieces"),
}

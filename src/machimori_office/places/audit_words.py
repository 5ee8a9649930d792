"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "places.district_added": _("Added a district"),
    "places.district_changed": _("Changed a district"),
    "places.imported": _("Read districts from a file"),
}

KINDS: dict[str, str | Promise] = {
    "district": _("District"),
}

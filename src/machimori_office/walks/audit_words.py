"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "walks.streets_kept": _("Kept a map of streets"),
    "walks.spot_kept": _("Kept a place that matters"),
    "walks.asked": _("Asked for a plan of walks"),
    "walks.given": _("Gave a plan of walks to those who walk"),
    "walks.taken_back": _("Took a plan of walks back"),
    "walks.walked": _("Kept that a planned walk was walked"),
    "walks.dropped": _("Kept that a planned walk was not walked"),
}

REASONS: dict[str, str | Promise] = {
    "asked for": _("Asked for on the page"),
    "read": _("Read from a file"),
    "kept": _("Typed in"),
    "told": _("Those who walked told of it"),
}

KINDS: dict[str, str | Promise] = {
    "plan": _("Plan of walks"),
    "spot": _("Spot"),
    "streets": _("Map of streets"),
    "walk": _("Walk"),
}

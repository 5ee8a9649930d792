"""How pages word the codes that rows hold."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OUTCOMES: dict[str, str | Promise] = {
    "drafted": _("A draft was made"),
    "dropped": _("It ended what was never sent: nothing to do"),
    "late": _("An older one: a newer one is here already"),
    "test": _("A test of the line: nothing to do"),
    "refused": _("It could not be read: look at it at its sender's"),
    "unreadable": _("There was nothing to read in it"),
    "other_area": _("About other areas"),
    "not_wanted": _("Of a sort that the city does not send"),
    "unknown_warning": _("A warning of an unknown name: read it"),
    "nothing_new": _("Nothing new since the one before"),
}

NEEDS_A_LOOK = ("refused", "unreadable", "unknown_warning")
"""Outcomes that a person must see."""


def outcome(code: str) -> str:
    """Word what became of something that came in."""
    return str(OUTCOMES.get(code, code))

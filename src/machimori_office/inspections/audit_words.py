"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "inspections.registered": _("Registered a place"),
    "inspections.scene_kept": _("Kept a newer scene"),
    "inspections.asked": _("Asked for an assessment"),
    "inspections.task_opened": _("Made a finding a task"),
    "inspections.task_done": _("Closed a task by a record"),
    "inspections.task_dropped": _("Dropped a task"),
}

REASONS: dict[str, str | Promise] = {
    "asked for": _("Asked for on the page"),
    "from a finding": _("From a finding"),
    "record written": _("Written by the duty itself"),
}

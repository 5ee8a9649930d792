"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "inspections.registered": _("Registered a place"),
    "inspections.scene_kept": _("Kept a newer scene"),
    "inspections.asked": _("Asked for an assessment"),
    "inspections.task_opened": _("Opened a task"),
    "inspections.task_reassigned": _("Gave a task to somebody else or another day"),
    "inspections.task_done": _("Closed a task by a record"),
    "inspections.task_dropped": _("Dropped a task"),
    "inspections.check_asked": _("Asked an owner for a self-check"),
    "inspections.check_signed": _("An owner signed a self-check"),
    "inspections.check_crossed": _("Left aside a signature that came too late"),
    "inspections.check_accepted": _("Accepted a self-check"),
    "inspections.check_returned": _("Returned a self-check"),
    "inspections.check_withdrawn": _("Withdrew a self-check"),
    "inspections.check_reminded": _("Told an owner that a self-check ends"),
    "inspections.check_forgotten": _("Forgot who signed a self-check"),
    "inspections.visited": _("Noted what was seen on a round"),
    "inspections.fixture_added": _("Put something into the rounds"),
    "inspections.fixture_gone": _("Took something out of the rounds"),
    "inspections.decided": _("Decided about an item"),
    "inspections.decision_renewed": _("Renewed a decision"),
    "inspections.decision_withdrawn": _("Withdrew a decision"),
}

REASONS: dict[str, str | Promise] = {
    "asked for": _("Asked for on the page"),
    "from a finding": _("From a finding"),
    "from a round": _("From a round of inspection"),
    "from a concern": _("From a concern"),
    "record written": _("Written by the duty itself"),
    "seen on a round": _("Seen on a round"),
    "measured in rounds": _("Measured on rounds"),
    "signed behind the link": _("Signed behind the link"),
    "it crossed with the office": _("It crossed with what the office did"),
    "looked at": _("Looked at"),
    "looked at again": _("Looked at again"),
    "the owner was told why": _("The owner was told why"),
    "ends soon": _("It ends soon"),
}

KINDS: dict[str, str | Promise] = {
    "place": _("Place"),
    "fixture": _("Fixture"),
    "task": _("Task"),
    "visit": _("Look at a fixture"),
    "scene": _("Map of a place"),
    "self-check": _("Self-check"),
    "assessment": _("Assessment"),
    "decision": _("Decision"),
}

"""How the audit page words what this app records."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from machimori_office.concerns.words import STATE_WORDS

ACTIONS: dict[str, str | Promise] = {
    "concerns.receive": _("Received a concern"),
    "concerns.answer": _("Answered a concern"),
    "concerns.pass_on": _("Passed a concern on"),
    "concerns.moderate": _("Took personal data out of a concern"),
    "concerns.publish": _("Published a concern with its answer"),
    "concerns.hide": _("Took a concern off the public page"),
    "concerns.close": _("Closed a concern"),
    "concerns.merge": _("Merged a concern into another"),
    "concerns.set_aside": _("Set a concern aside"),
    "concerns.reopen": _("Opened a concern again"),
    "concerns.forgotten": _("Forgot who reported a concern"),
    "concerns.incident_entered": _("Entered an incident"),
    "concerns.incident_changed": _("Corrected an incident"),
    "concerns.incident_withdrawn": _("Withdrew an incident"),
    "concerns.incidents_exported": _("Took the incidents out as a file"),
}

REASONS: dict[str, str | Promise] = {
    "arrived": _("It arrived"),
    "answered": _("Answered on its page"),
    "passed on": _("It belongs to somebody else"),
    "seen to": _("It has been seen to"),
    "for everybody": _("For everybody to read"),
    "told by the police": _("The police passed it on"),
    "file taken": _("Asked for on the page"),
}

KINDS: dict[str, str | Promise] = {
    "concern": _("Concern"),
    "incident": _("Incident"),
    "incidents": _("List of incidents"),
}

DETAILS: dict[str, str | Promise] = {
    "to": _("Passed on to"),
    "state": _("State"),
    "rows": _("Rows"),
}

VALUES: Mapping[tuple[str, str], Mapping[str, str | Promise]] = {
    ("concern", "state"): {str(s): said for s, said in STATE_WORDS.items()},
}

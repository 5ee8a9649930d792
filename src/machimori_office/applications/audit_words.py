"""How the audit page words what this app records."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from machimori_office.applications.models import Finding
from machimori_office.applications.words import STATE_WORDS

ACTIONS: dict[str, str | Promise] = {
    "applications.receive": _("Received an application"),
    "applications.return": _("Returned an application for correction"),
    "applications.correct": _("Corrected an application"),
    "applications.accept": _("Accepted an application as complete"),
    "applications.queue": _("Put an application on the waiting list"),
    "applications.grant": _("Granted an application"),
    "applications.refuse": _("Refused an application"),
    "applications.carry_out": _("Carried out what was granted"),
    "applications.close": _("Closed an application"),
    "applications.withdraw": _("Withdrew an application"),
    "applications.reopen": _("Took a decision back"),
    "applications.found": _("Decided a condition"),
    "applications.papers": _("Checked the papers"),
    "applications.paper": _("Received a paper that was sent along"),
    "applications.paper_removed": _("Deleted a file of an application"),
    "applications.take_over": _("Took an application over from a list"),
    "applications.forgotten": _("Forgot an applicant"),
    "applications.letter": _("Wrote a letter"),
    "applications.crossed": _("Set aside what crossed with the office"),
    "applications.answered": _("Left an application as it is, with an answer"),
}

REASONS: dict[str, str | Promise] = {
    "corrected by the applicant": _("Corrected by the applicant at their link"),
    "withdrawn by the applicant": _("Withdrawn by the applicant at their link"),
    "arrived": _("It arrived"),
    "it crossed with the office": _("It crossed with what the office did"),
    "taken over from the applicant": _("Taken over as the applicant wrote it"),
    "left as it is": _("Left as it is"),
    "carried out": _("Done as granted"),
    "papers looked at": _("By what lies in the folder"),
    "sent along": _("Sent by the applicant at their link"),
    "condition looked at": _("By its evidence"),
    "letter written": _("By the rules of the day"),
}

KINDS: dict[str, str | Promise] = {
    "application": _("Application"),
}

DETAILS: dict[str, str | Promise] = {
    "procedure": _("Procedure"),
    "state": _("State"),
    "condition": _("Condition asked about"),
    "outcome": _("Outcome"),
    "occasion": _("Occasion"),
    "letter": _("Letter"),
    "missing": _("Papers that lack"),
    "paper": _("Paper sent along"),
    "what": _("What crossed"),
}

VALUES: Mapping[tuple[str, str], Mapping[str, str | Promise]] = {
    ("application", "state"): {str(s): said for s, said in STATE_WORDS.items()},
    ("application", "outcome"): dict(Finding.Outcome.choices),
}

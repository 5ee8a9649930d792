"""How the audit page words what this app records."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from machimori_office.alerts.models import Alert

ACTIONS: dict[str, str | Promise] = {
    "alerts.drafted": _("Began a draft"),
    "alerts.saved": _("Saved a draft"),
    "alerts.asked": _("Asked for approval"),
    "alerts.taken_back": _("Took a draft back"),
    "alerts.returned": _("Gave a draft back"),
    "alerts.approved": _("Approved an alert"),
    "alerts.glass_broken": _("Sent without a second person"),
    "alerts.glass_reviewed": _("Reviewed a sending without a second person"),
    "alerts.called_back": _("Took an approval back before sending"),
    "alerts.postponed": _("Put off to the next hours of sending"),
    "alerts.queued": _("Handed over for sending"),
    "alerts.started": _("Sending began"),
    "alerts.finished": _("Sending ended"),
    "alerts.held": _("Held the sending"),
    "alerts.resumed": _("Went on sending"),
    "alerts.cancelled": _("Cancelled the sending"),
    "alerts.discarded": _("Discarded an alert that was out of date"),
    "alerts.noted": _("Took note of a discarded alert"),
    "alerts.dropped": _("Threw a draft away"),
    "alerts.consent": _("Recorded the family's consent"),
    "alerts.description_ended": _("Deleted a person's description"),
    "alerts.erased": _("Erased a missing person"),
    "alerts.arrival_noted": _("Took note of what came from outside"),
}

# What the code itself gives as a reason, where nobody is asked for one.
REASONS: dict[str, str | Promise] = {
    "drafted": _("A new draft"),
    "saved": _("An editor saved"),
    "asked": _("Handed to those who approve"),
    "taken back": _("To change it"),
    "approved": _("Read and found right"),
    "not open": _("Outside the hours of sending"),
    "hour has come": _("Its hour had come"),
    "stale": _("It would have come too late"),
    "ledger": _("As the delivery went"),
    "noted": _("Seen by a member of staff"),
    "forgotten": _("Nobody changed it for days"),
    "consent": _("Told by a member of staff"),
    "expired": _("Its time was over"),
    "search ended": _("The search ended"),
    "from outside": _("By mail or telegram"),
    "superseded": _("A newer telegram replaced it"),
    "withdrawn outside": _("Its sender withdrew it"),
    "not needed": _("It was not needed"),
    "restored": _("The database was restored"),
}

KINDS: dict[str, str | Promise] = {
    "alerts.alert": _("Alert"),
    "alerts.arrival": _("What came in"),
}

DETAILS: dict[str, str | Promise] = {
    "from": _("Begun from"),
    "version": _("Version"),
    "recipients": _("Recipients"),
    "findings": _("Findings that stand"),
    "giver": _("Who agreed"),
    "way": _("How they agreed"),
    "given_at": _("Agreed at"),
}

VALUES: Mapping[tuple[str, str], Mapping[str, str | Promise]] = {
    ("alerts.alert", "from"): dict(Alert.Origin.choices),
}

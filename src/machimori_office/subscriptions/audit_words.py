"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "subscriptions.joined": _("Registered for the mails"),
    "subscriptions.changed": _("Changed their choices"),
    "subscriptions.moved": _("Moved to another address"),
    "subscriptions.left": _("Unsubscribed"),
    "subscriptions.exported": _("Took addresses out as Excel"),
    "subscriptions.erased": _("Erased on request"),
    "subscriptions.imported": _("Imported addresses"),
}

# What the code itself gives as a reason, where nobody is asked for one.
REASONS: dict[str, str | Promise] = {
    "pressed the button": _("Pressed the button on the page of the link"),
    "asked to leave": _("Asked for it on the page or with one click"),
    "took the list as Excel": _("Pressed “Excel of these rows”"),
    "complained of the mail": _("Reported the mail as unwanted"),
}

KINDS: dict[str, str | Promise] = {
    "subscriptions.subscriber": _("Registered address"),
    "subscriptions.list": _("List of addresses"),
}

DETAILS: dict[str, str | Promise] = {
    "way": _("Way"),
    "new": _("New"),
    "known": _("Known already"),
}

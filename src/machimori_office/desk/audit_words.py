"""How the audit page words what the desk records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "privacy.searched": _("Looked for what is kept about somebody"),
    "privacy.listed": _("Listed whom a leak is about"),
    "privacy.deleted": _("Deleted what was due"),
    "year.written": _("Wrote about a section of the year's report"),
    "year.closed": _("Closed a year's report"),
    "year.opened": _("Opened a year's report again"),
    "lists.taken_over": _("Took a list over"),
}

REASONS: dict[str, str | Promise] = {
    "asked for their own data": _("Somebody asked for their own data"),
    "leak to be told to those affected": _("To inform those affected"),
    "about the year": _("For the year's report"),
    "its time was over": _("Its time was over"),
}

KINDS: dict[str, str | Promise] = {
    "list": _("List that was taken over"),
    "year": _("Year's report"),
    "privacy.file": _("File of personal data"),
    "privacy.request": _("Request about personal data"),
}

DETAILS: dict[str, str | Promise] = {
    "rows": _("Rows"),
    "section": _("Section of the report"),
}

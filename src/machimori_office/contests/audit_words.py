"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "contests.planned": _("Planned a contest"),
    "contests.changed": _("Changed a contest"),
    "contests.published": _("Published the call for entries"),
    "contests.judging": _("Closed the entries and began judging"),
    "contests.decided": _("Decided the awards"),
    "contests.reconsidered": _("Took the awards back to judge again"),
    "contests.announced": _("Announced the awards"),
    "contests.resumed": _("Took the calling off of a contest back"),
    "contests.marked_late": _("Marks came too late and do not count"),
    "contests.called_off": _("Called a contest off"),
    "contests.asked": _("Somebody sent works"),
    "contests.entered": _("Works were entered"),
    "contests.waiting": _("Works wait for a guardian's consent"),
    "contests.withdrawn": _("An entry was withdrawn"),
    "contests.set_aside": _("An entry was set aside"),
    "contests.taken_back_in": _("An entry was taken back in"),
    "contests.judge_named": _("Named a judge"),
    "contests.judge_removed": _("Removed a judge"),
    "contests.marked": _("A judge gave marks"),
    "contests.stepped_back": _("A judge stepped back from an entry"),
    "contests.tie_decided": _("Decided between equal entries"),
    "contests.forgotten": _("An entrant was deleted on request"),
}

REASONS: dict[str, str | Promise] = {
    "by the entrant's link": _("By the entrant's own link"),
    "consent on paper": _("A guardian consented on paper"),
    "told by the internet part": _("As the internet part reported"),
    "came after judging began": _("It came after judging had begun"),
    "by the judge's link": _("By the judge's own link"),
}

KINDS: dict[str, str | Promise] = {
    "contest": _("Contest"),
    "entry": _("Entry"),
    "judge": _("Judge"),
    "entrant": _("Entrant"),
}

DETAILS: dict[str, str | Promise] = {
    "contest": _("Contest"),
    "category": _("Category"),
}

"""How the audit page words what this app records."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "seminars.planned": _("Planned a seminar"),
    "seminars.changed": _("Changed a seminar"),
    "seminars.published": _("Published a seminar"),
    "seminars.unpublished": _("Took a seminar off the public pages"),
    "seminars.held_after_all": _("Took the calling off of a seminar back"),
    "seminars.called_off": _("Called a seminar off"),
    "seminars.finished": _("Closed a seminar with its figures"),
    "seminars.reopened": _("Opened a closed seminar again"),
    "seminars.asked": _("Somebody asked for seats"),
    "seminars.booked": _("Seats were taken"),
    "seminars.waiting": _("Somebody joined the waiting list"),
    "seminars.offered": _("A free seat was offered"),
    "seminars.lapsed": _("An offered seat was not taken in time"),
    "seminars.withdrawn": _("A sign-up was cancelled"),
    "seminars.refused": _("A sign-up could not be taken"),
    "seminars.wished": _("Asked the internet part for a change of a sign-up"),
    "seminars.arrived": _("Somebody came"),
    "seminars.not_arrived": _("An arrival was taken back"),
    "seminars.walked_in": _("Somebody came without a sign-up"),
    "seminars.given_away": _("Seats of who did not come were freed"),
    "seminars.called": _("Somebody was told by telephone"),
    "seminars.forgotten": _("Who took part was deleted on request"),
}

REASONS: dict[str, str | Promise] = {
    "asked for without an account": _("Asked for on the public page"),
    "by the person's link": _("By the person's own link"),
    "entered at the counter": _("Entered at the counter"),
    "a seat became free": _("A seat became free"),
    "no answer in time": _("No answer in time"),
    "at the door": _("At the door"),
    "by telephone": _("By telephone"),
    "asked of the internet part": _("The internet part counts the seats"),
    "told by the internet part": _("As the internet part reported"),
}

KINDS: dict[str, str | Promise] = {
    "seminar": _("Seminar"),
    "participation": _("Seats asked for"),
}

DETAILS: dict[str, str | Promise] = {
    "seminar": _("Seminar"),
    "people": _("People"),
}

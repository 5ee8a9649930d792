"""How states, carriers and answers are worded."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from machimori_office.outbox.lanes import CONVERSATION, OTHERS
from machimori_office.outbox.models import Delivery, Message

_LANES: dict[str, str | Promise] = {
    OTHERS: gettext_lazy("Others"),
    CONVERSATION: gettext_lazy("Answers"),
    "softbank": "SoftBank",
    "rakuten": gettext_lazy("Rakuten"),
}

_NOT_SENT: dict[str, str | Promise] = {
    "stopped": gettext_lazy("Delivery to this address is stopped"),
    "no address": gettext_lazy("The address was erased"),
    "cancelled": gettext_lazy("The message was taken back"),
    "discarded": gettext_lazy("The message was out of date"),
}

_HELD: dict[str, str | Promise] = {
    "restored": gettext_lazy(
        "it waited in the backup that was gone back to. It may have gone out since: "
        "look whether anybody got it before it goes on."
    ),
}

_LANGUAGES: dict[str, str | Promise] = {
    "ja": gettext_lazy("Japanese"),
    "easy": gettext_lazy("Plain Japanese"),
    "en": gettext_lazy("English"),
}

STANDINGS: dict[str, str | Promise] = {
    "good": gettext_lazy("In order"),
    "weak": gettext_lazy("Can be better"),
    "wrong": gettext_lazy("Wrong"),
    "missing": gettext_lazy("Not there"),
    "unknown": gettext_lazy("Cannot be said"),
}


def lane(name: str) -> str:
    """Name a carrier."""
    return str(_LANES.get(name, name))


def answer(row: Delivery) -> str:
    """What the server said; why nothing was sent, where nothing was."""
    return str(_NOT_SENT.get(row.answer, row.answer))


def held_because(message: Message) -> str:
    """Why it is held: what a person wrote, or what the office knows by a code."""
    return str(_HELD.get(message.held_because, message.held_because))


def address(row: Delivery) -> str:
    """Whom it was for."""
    return row.address.address if row.address else _("(erased)")


def state(row: Delivery) -> str:
    """What became of it, and whether it may have arrived twice."""
    said = str(Delivery.State(row.state).label)
    return said + _(" (may have arrived twice)") if row.may_be_twice else said


def languages(key: str) -> str:
    """Word the languages of a letter; a letter of another sort by its own key."""
    return "・".join(str(_LANGUAGES.get(part, part)) for part in key.split("+"))

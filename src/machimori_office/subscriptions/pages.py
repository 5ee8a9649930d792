"""What the staff's pages about subscribers show beside their lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from machimori_office.outbox.models import Address, Delivery
from machimori_office.outbox.stopping import StoppingRule
from machimori_office.places.models import District
from machimori_office.rules.services import rule
from machimori_office.subscriptions import keeping
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.subscriptions.models import Headcount, Subscriber
from machimori_office.subscriptions.rows import read_words
from machimori_office.web.words import JST, Variety

EMPTY = gettext_lazy(
    "Nobody is registered yet. Residents register by an empty mail or on the public "
    "page; a list that you have can be imported."
)
_SHOWN = 10


def total() -> Headcount | None:
    """Return how many were registered when they were last counted."""
    return Headcount.objects.filter(category="").order_by("-on").first()


def stopping_rule(at: datetime) -> StoppingRule:
    """Return the city's rule for stopping."""
    return rule(StoppingRule, on=at.astimezone(JST).date())


def subscriber_facts(address: Address, *, at: datetime) -> dict[str, Any] | None:
    """Word what a subscriber chose; None where nobody is registered."""
    subscriber: Subscriber | None = getattr(address, "subscriber", None)
    if subscriber is None:
        return None
    choices = keeping.choices_of(subscriber)
    return {
        "way": subscriber.get_way_display(),
        "confirmed_at": subscriber.confirmed_at,
        "reads": read_words(subscriber.reads),
        "kinds": _kinds(choices.kinds, at) or [_("All kinds")],
        "areas": _areas(choices.areas) or [_("The whole city")],
    }


def last_deliveries(address: Address) -> Sequence[Delivery]:
    """Return the newest mails to an address, and what became of them."""
    sent = Delivery.objects.filter(address=address).select_related("letter")
    return list(sent.order_by("-pk")[:_SHOWN])


def _kinds(chosen: Sequence[str], at: datetime) -> list[str]:
    kinds = rule(Kinds, on=at.astimezone(JST).date())
    variety: Variety = "en" if get_language() == "en" else "ja"
    return [kinds.label(kind, variety) for kind in chosen]


def _areas(chosen: Sequence[str]) -> list[str]:
    found = District.objects.filter(code__in=chosen)
    if get_language() == "en":
        return [district.name_en or district.name_ja for district in found]
    return [district.name_ja for district in found]

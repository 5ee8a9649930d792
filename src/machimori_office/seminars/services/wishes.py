"""What the console of two boxes asks of the internet part, which counts the seats."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from machimori_office.exchange.services import post
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import counting
from machimori_office.seminars.services.changes import note_party
from machimori_office.web.errors import NotNow

ASKED_ELSEWHERE = "asked of the internet part"
"""The reason of what is done there because the console asked."""

WISH = "seminar_wish"
ASKED = ("name", "people", "phone", "reads", "mail")

Wish = Participation.Wish


def wish(
    seminar: Seminar, party: Participation, wished: Wish, actor: str, at: datetime
) -> None:
    """Ask the internet part to do what changes its seats; one thing at a time.

    Raises
    ------
    SeatsElsewhere
        On the internet part itself, after it has closed.
    NotNow
        Something is asked of it already.
    """
    if settings.OFFICE_PART != "console":
        counting.refuse_elsewhere(seminar, at)
    unasked = Participation.objects.filter(pk=party.pk, wish=Wish.NOTHING)
    if unasked.update(wish=wished) != 1:
        raise NotNow
    party.wish = wished
    post(WISH, str(party.pk), _said(party), at=at)
    note_party(party, "wished", ASKED_ELSEWHERE, actor, at)


def _said(party: Participation) -> dict[str, Any]:
    said: dict[str, Any] = {"wish": str(party.wish), "seminar": str(party.seminar_id)}
    if party.wish == Wish.ENTER:
        said |= {name: getattr(party, name) for name in ASKED}
    return said

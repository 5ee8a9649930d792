"""Letters to who takes part; who left no mail address is to be called."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from machimori_office.outbox import notices
from machimori_office.outbox.addresses import read_address
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services.changes import terms
from machimori_office.seminars.terms import LetterName
from machimori_office.web.tokens import signed, signed_id
from machimori_office.web.words import UNWRITTEN, VARIETIES, Variety, Words
from machimori_office.web.words import worded_instant as worded

_TICKET = "seminars.ticket"
_CALLS = {
    "offered": Participation.Call.OFFERED,
    "changed": Participation.Call.CHANGED,
    "held_after_all": Participation.Call.CHANGED,
    "called_off": Participation.Call.CALLED_OFF,
}


def write(
    name: LetterName,
    party: Participation,
    *,
    at: datetime,
    reason: Words = UNWRITTEN,
    until: datetime | None = None,
) -> None:
    """Write a letter, or keep in mind that somebody has to be called.

    The console of two boxes has no addresses: there the internet part writes.
    """
    if not (party.mail or party.is_written_to):
        _to_call(party, _CALLS.get(name))
    if not party.mail or settings.OFFICE_PART == "console":
        return
    reads = variety_of(party)
    said = values(party, at=at, reason=reason, until=until)
    notices.write(
        terms(at).letters[name],
        to=read_address(party.mail),
        variety=reads,
        fields={key: words.in_(reads) or words.ja for key, words in said.items()},
        about=str(party.pk),
        at=at,
        not_after=until,
    )


def values(
    party: Participation, *, at: datetime, reason: Words, until: datetime | None
) -> dict[str, Words]:
    """Return what letters may name."""
    seminar = party.seminar
    return {
        "name": Words(party.name),
        "people": Words(str(party.people)),
        "title": seminar.title,
        "topics": topics_of(seminar),
        "when": worded(seminar.begins_at),
        "place": seminar.place,
        "link": Words(link(party)),
        "until": worded(until) if until else UNWRITTEN,
        "reason": reason,
        "contact": contact_of(seminar, at=at),
    }


def topics_of(seminar: Seminar) -> Words:
    """Word the topics, one a line."""
    topics = list(seminar.topics.all())
    lines = (
        "\n".join(f"・{t.title.in_(v) or t.title.ja}" for t in topics)
        for v in VARIETIES
    )
    return Words(*lines)


def contact_of(seminar: Seminar, *, at: datetime) -> Words:
    """Say whom to ask."""
    return Words(seminar.contact) if seminar.contact else terms(at).contact


def link(party: Participation) -> str:
    """Return the address of a party's ticket."""
    word = signed(_TICKET, party.pk)
    return f"{settings.OFFICE_PUBLIC_ADDRESS}/{variety_of(party)}/events/ticket/{word}/"


def by_token(token: str) -> Participation | None:
    """Find the party whose ticket this is."""
    pk = signed_id(_TICKET, token)
    if pk is None:
        return None
    return Participation.objects.filter(pk=pk).select_related("seminar").first()


def door_address(party: Participation) -> str:
    """Return what the ticket's QR code holds: the staff's page for this party.

    Where the public pages run apart, they do not know the console's addresses: hence
    no `reverse`.
    """
    return f"{settings.OFFICE_ADDRESS}/events/seminars/here/{party.pk}/"


def variety_of(party: Participation) -> Variety:
    """Return in which variety a party reads."""
    return next((v for v in VARIETIES if v == party.reads), "ja")


def _to_call(party: Participation, call: Participation.Call | None) -> None:
    if call is not None:
        Participation.objects.filter(pk=party.pk).update(to_call=call)
        party.to_call = call

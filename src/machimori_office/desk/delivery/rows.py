"""What the pages about deliveries read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.audit.models import Entry
from machimori_office.desk.delivery import words
from machimori_office.outbox.models import Delivery, Letter, Message
from machimori_office.outbox.sending.closing import ledger_sha256
from machimori_office.web.listing import Filter, Listing
from machimori_office.web.tables import Column

__all__ = ["Seal", "by_lane", "messages", "recipients", "seal", "subject", "waiting"]

_STATE = Delivery.State
_BECAME = [(str(state.value), state.label) for state in _STATE]


def subject(message: Message) -> str:
    """The subject of its Japanese letter; letters must have been fetched."""
    letters = sorted(message.letters.all(), key=lambda letter: letter.key[:2] != "ja")
    return letters[0].subject if letters else ""


def waiting(message: Message) -> int:
    """How many are not settled yet."""
    settled = (message.accepted, message.refused, message.bounced, message.skipped)
    return max(message.total - sum(settled), 0) if not message.is_training else 0


def messages(request: HttpRequest) -> Listing[Message]:
    """List what was written to many, the newest first."""
    every = Message.objects.prefetch_related("letters").order_by("-created_at", "-pk")
    return Listing(
        request,
        _("Mails that were handed over"),
        every,
        [
            Column(_("Written"), lambda m: _minute(m.created_at)),
            Column(_("Subject"), subject, _link, width=50),
            Column(_("State"), lambda m: str(m.get_state_display())),
            Column(_("Recipients"), lambda m: m.total),
            Column(_("Accepted"), lambda m: m.accepted),
            Column(_("Waiting"), waiting),
            Column(_("Refused or returned"), lambda m: m.refused + m.bounced),
            Column(_("Not sent"), lambda m: m.skipped),
        ],
        search=_with_words,
        filters=[
            Filter("kind", _("Kind"), Message.Purpose.choices, _of_kind),
            Filter("state", _("State"), Message.State.choices, _in_state),
        ],
    )


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _link(message: Message) -> str:
    return reverse("delivery:one", args=[message.uuid])


def _with_words(rows: QuerySet[Message], typed: str) -> QuerySet[Message]:
    said = Letter.objects.filter(subject__icontains=typed)
    return rows.filter(pk__in=said.values("message"))


def _of_kind(rows: QuerySet[Message], value: str) -> QuerySet[Message]:
    return rows.filter(purpose=value)


def _in_state(rows: QuerySet[Message], value: str) -> QuerySet[Message]:
    return rows.filter(state=value)


def recipients(request: HttpRequest, message: Message) -> Listing[Delivery]:
    """List who a message was for and what became of it."""
    rows = Delivery.objects.filter(message=message).select_related("address")
    return Listing(
        request,
        _("Recipients"),
        # An order in which the constraint on both keeps them: no sorting of a million.
        rows.order_by("address_id", "pk"),
        [
            Column(_("Address"), words.address, width=36),
            Column(_("How it went"), words.state, width=24),
            Column(_("When"), lambda row: row.answered_at),
            Column(_("What the server said"), words.answer, width=60),
            Column(_("Attempts"), lambda row: row.attempts),
            Column(_("Carrier"), lambda row: words.lane(row.lane)),
        ],
        search=_to,
        filters=[
            Filter("state", _("How it went"), _BECAME, _became),
            Filter("twice", _("Arrived twice"), [("1", _("Perhaps"))], _twice),
        ],
    )


def _to(rows: QuerySet[Delivery], typed: str) -> QuerySet[Delivery]:
    wanted = typed.lower()
    return rows.filter(Q(address__key=wanted) | Q(domain=wanted.lstrip("@")))


def _became(rows: QuerySet[Delivery], value: str) -> QuerySet[Delivery]:
    return rows.filter(state=int(value))


def _twice(rows: QuerySet[Delivery], value: str) -> QuerySet[Delivery]:
    return rows.filter(may_be_twice=True)


def by_lane(rows: QuerySet[Delivery]) -> list[dict[str, Any]]:
    """Count by carrier: all, accepted, not; and between which instants."""
    counted = rows.order_by("lane").values("lane")
    return [
        {**row, "name": words.lane(row["lane"])}
        for row in counted.annotate(
            total=Count("pk"),
            accepted=Count("pk", filter=Q(state=_STATE.ACCEPTED)),
            open=Count("pk", filter=Q(state__in=Delivery.OPEN)),
            failed=Count("pk", filter=Q(state__in=Delivery.FAILED)),
            first_at=Min("answered_at"),
            last_at=Max("answered_at"),
        )
    ]


@dataclass(frozen=True)
class Seal:
    """What the audit holds of a message's ledger.

    Parameters
    ----------
    sequence : int
        Of the entry in the audit.
    sha256 : str
        What it says.
    holds : bool
        Whether the ledger still says the same.
    """

    sequence: int
    sha256: str
    holds: bool


def seal(message: Message) -> Seal | None:
    """Hold the ledger of a message against the audit; None before its end."""
    entries = Entry.objects.filter(
        object_kind="message", object_id=str(message.uuid), action="outbox.sent"
    )
    entry = entries.order_by("sequence").last()
    if entry is None:
        return None
    said = str(entry.details["ledger_sha256"])
    return Seal(entry.sequence, said, said == ledger_sha256(message.pk))

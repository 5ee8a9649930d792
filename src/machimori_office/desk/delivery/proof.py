"""The proof of delivery on paper: who, when, and which server's answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from machimori_office.desk.delivery import rows, words
from machimori_office.outbox.models import Delivery, Message
from machimori_office.web.paper import paper
from machimori_office.web.speaking import language
from machimori_office.web.words import JST

_MOST = 200


def proof_of(message: Message, *, about: str, at: datetime) -> bytes:
    """Typeset the proof of a message, with the row of one recipient where asked for.

    Parameters
    ----------
    message : Message
        With its letters.
    about : str
        An address; empty for the message as a whole.
    at : datetime
    """
    return paper("desk", "proof.typ", _content(message, about, at), on=at.date())


def _content(message: Message, about: str, at: datetime) -> dict[str, Any]:
    ledger = Delivery.objects.filter(message=message).select_related("address")
    key = about.strip().lower()
    asked = ledger.filter(address__key=key) if key else ledger.none()
    refused = ledger.failed().order_by("pk")
    twice = ledger.filter(may_be_twice=True).order_by("pk")
    return {
        "title": _("Proof of delivery"),
        "language": language(),
        "city": settings.MAIL_FROM[0],
        "made": _("Made at %(at)s") % {"at": _instant(at)},
        "facts": _facts(message),
        "lane_title": _("By carrier"),
        "lane_heads": [
            _("Carrier"),
            _("Recipients"),
            _("Accepted"),
            _("Waiting"),
            _("Failed"),
            _("First answer"),
            _("Last answer"),
        ],
        "lanes": [_lane(row) for row in rows.by_lane(ledger.order_by())],
        "row_heads": [_("Address"), _("How it went"), _("When"), _("Answer")],
        "lists": [
            _list(_("The recipient asked for"), asked),
            _list(_("Refused, returned or not sent"), refused),
            _list(_("May have arrived twice"), twice),
        ],
        "nobody": _("None."),
        "seal_title": _("That nothing was altered"),
        "seal": _seal(message),
    }


def _facts(message: Message) -> list[list[str]]:
    return [
        [_("Subject"), rows.subject(message)],
        [_("Number"), str(message.uuid)],
        [_("State"), str(message.get_state_display())],
        [_("Recipients"), f"{message.total:,}"],
        [_("Accepted by a server"), f"{message.accepted:,}"],
        [_("Began"), _instant(message.started_at)],
        [_("Ended"), _instant(message.finished_at)],
    ]


def _lane(row: dict[str, Any]) -> list[str]:
    counts = [f"{row[name]:,}" for name in ("total", "accepted", "open", "failed")]
    return [row["name"], *counts, _instant(row["first_at"]), _instant(row["last_at"])]


def _list(title: str, found: Any) -> dict[str, Any]:
    listed = list(found[: _MOST + 1])
    more = _("More than %(count)s: see the Excel of the recipients.") % {"count": _MOST}
    return {
        "title": title,
        "rows": [_row(row) for row in listed[:_MOST]],
        "more": more if len(listed) > _MOST else "",
    }


def _row(row: Delivery) -> list[str]:
    when = _instant(row.answered_at)
    return [words.address(row), words.state(row), when, words.answer(row)]


def _seal(message: Message) -> list[str]:
    found = rows.seal(message)
    if found is None:
        return [_("The message has not ended yet; nothing is sealed.")]
    entry = _("Audit entry No. %(number)s keeps the SHA-256 of the ledger:")
    holds = (
        _("The ledger was read again for this page and says the same.")
        if found.holds
        else _("The ledger says something else now: rows were altered or erased.")
    )
    return [entry % {"number": found.sequence}, found.sha256, holds]


def _instant(at: datetime | None) -> str:
    return f"{at.astimezone(JST):%Y-%m-%d %H:%M:%S}" if at else "–"

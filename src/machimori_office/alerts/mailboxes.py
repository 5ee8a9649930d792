"""The mailbox to which mails of the police are forwarded."""

from __future__ import annotations

from django.conf import settings

from machimori.language import Text
from machimori_office.alerts.services.arriving import take_police_mail
from machimori_office.mailroom.registry import Arrived, mailbox
from machimori_office.mailroom.two_boxes import forward


@mailbox("police", title=Text(ja="警察からのメール", en="Mails of the police"))
def take(arrived: Arrived) -> None:
    """Make a draft, if the rule trusts the sender; of two boxes, in the console."""
    if settings.OFFICE_PART == "public":
        forward(arrived, mailbox="police")
        return
    take_police_mail(arrived.raw, sender=arrived.sender, at=arrived.at)

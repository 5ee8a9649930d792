"""A believable year of a made-up city's mails, with the document's figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from machimori_office.alerts.fact_sheet import FactSheet
from machimori_office.alerts.models import Alert
from machimori_office.alerts.services import approving, drafting, sending
from machimori_office.outbox.models import Delivery, Message
from machimori_office.outbox.sending.closing import close
from machimori_office.people.models import Role, Staff
from machimori_office.places.models import District
from machimori_office.web.words import JST, Words
from machimori_office.web.years import first_day, fiscal_year

_POLICE = Words("ひばり警察署", "ひばり警察署", "Hibari Police Station")
_CITY = Words("ひばり市", "ひばり市", "Hibari City")
_WHY = "デモのため"


@transaction.atomic
def fill(at: datetime) -> None:
    """Send a last and a running year of mails, and leave some work for today."""
    if Alert.objects.exists():
        return
    writer = Staff.objects.filter(role=Role.OPERATOR, is_active=True)[0]
    second = Staff.objects.filter(role=Role.APPROVER, is_active=True)[0]
    areas = list(District.objects.values_list("code", flat=True)[:6])
    for sheet in past_sheets(at, areas):
        _send(sheet, writer, second)
    _leave_work(at, writer)


def past_sheets(at: datetime, areas: Sequence[str]) -> Iterator[FactSheet]:
    """Yield the sheets of both years in the order of their days."""
    year = fiscal_year(at.astimezone(JST).date())
    spans = {
        "last": (first_day(year - 1), first_day(year)),
        "this": (first_day(year), at.astimezone(JST).date()),
    }
    made = [
        sheet
        for which, span in spans.items()
        for number, mail in enumerate(_in_turn(which))
        for sheet in _sheet(mail, _day(span, number, _many(which)), number, areas)
        if sheet.written_at < at - timedelta(days=1)
    ]
    yield from sorted(made, key=lambda sheet: sheet.written_at)


def _in_turn(which: str) -> list[dict[str, Any]]:
    """Mix the kinds: each spread evenly over the year."""
    placed = [
        ((n + 0.5) / mail[which], number, mail)
        for number, mail in enumerate(_mails())
        for n in range(mail[which])
    ]
    return [mail for _, _, mail in sorted(placed, key=lambda p: p[:2])]


def _many(which: str) -> int:
    return sum(mail[which] for mail in _mails())


def _day(span: tuple[date, date], number: int, many: int) -> date:
    """Return a working day of a span, so that nothing waits for the next."""
    begins, ends = span
    day = begins + (ends - begins) * (number + 0.5) / many
    return day - timedelta(days=max(0, day.weekday() - 4))


def _sheet(
    mail: dict[str, Any], day: date, number: int, areas: Sequence[str]
) -> Iterator[FactSheet]:
    at = datetime.combine(day, time(10 + number % 6, 10), JST)
    place = areas[number % len(areas)] if mail.get("areas") and areas else None
    is_crime = not mail["category"].startswith("general")
    yield FactSheet(
        category=mail["category"],
        areas=frozenset({place} if place else ()),
        what=Words(*mail["what"]),
        where=Words(*mail["where"]),
        details=Words(*mail["details"]),
        to_do=tuple(Words(*step) for step in mail["to_do"]),
        source=_POLICE if is_crime else _CITY,
        written_at=at,
        happened_at=at - timedelta(minutes=70),
    )


def _send(sheet: FactSheet, writer: Staff, second: Staff) -> Alert:
    """Let a mail go its whole way, a minute a step."""
    at = sheet.written_at
    alert = drafting.draft(sheet=sheet, by=writer, at=at)
    alert = approving.ask(alert=alert, version=alert.version, by=writer, at=at)
    alert = approving.approve(
        alert=alert, version=alert.version, by=second, at=at, stands_because=_WHY
    )
    while not alert.message_id:
        at = max(at, alert.goes_at or at)
        sending.queue_due(at)
        alert.refresh_from_db()
    delivered(alert, at)
    sending.follow_deliveries(at)
    return alert


def delivered(alert: Alert, at: datetime) -> None:
    """Write what the ledger writes when every server takes the mail at once."""
    taken = {"state": Delivery.State.ACCEPTED, "answered_at": at}
    done = Delivery.objects.filter(message=alert.message_id).update(
        answer="mx.carrier.example 250 2.0.0 Ok", attempts=1, **taken
    )
    Message.objects.filter(about=str(alert.pk)).update(
        state=Message.State.SENDING, started_at=at, accepted=done
    )
    close(at)


def _leave_work(at: datetime, writer: Staff) -> None:
    """Leave one alert that waits for approval, one draft, and one exercise."""
    for number, mail in enumerate(_mails()[:3]):
        (sheet,) = _sheet(mail, at.astimezone(JST).date(), 0, ())
        ago = timedelta(minutes=20 + 15 * number)
        alert = drafting.draft(
            sheet=_moved(sheet, at - ago),
            by=writer,
            at=at - ago,
            is_training=number == 2,
        )
        if number != 1:
            approving.ask(alert=alert, version=1, by=writer, at=at - ago)


def _moved(sheet: FactSheet, to: datetime) -> FactSheet:
    return replace(sheet, written_at=to, happened_at=to - timedelta(minutes=30))


@cache
def _mails() -> list[dict[str, Any]]:
    file = Path(__file__).with_name("demo_mails.yaml")
    mails: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return mails

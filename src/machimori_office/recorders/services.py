"""Lending a recorder, taking it back, and what happens in between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from machimori_office.applications import services as applications
from machimori_office.applications import taking_over
from machimori_office.applications.models import Application
from machimori_office.applications.services import Who
from machimori_office.applications.states import Move, State
from machimori_office.applications.taking_over import Past
from machimori_office.audit import services as audit
from machimori_office.recorders.models import Device, Loan
from machimori_office.recorders.procedures import LOAN
from machimori_office.recorders.terms import RecorderTerms
from machimori_office.records.services import CITY
from machimori_office.rules.services import rule
from machimori_office.web.errors import DeviceTaken, NotNow
from machimori_office.web.words import JST
from machimori_office.web.years import months_after


@transaction.atomic
def add_devices(
    serials: Iterable[str],
    *,
    model: str,
    bought_on: date | None,
    actor: str,
    at: datetime,
) -> list[Device]:
    """Put recorders into stock; a serial number that exists is left as it is."""
    known = set(Device.objects.values_list("serial", flat=True))
    wanted = [serial for serial in dict.fromkeys(serials) if serial not in known]
    made = [Device(serial=s, model=model, bought_on=bought_on) for s in wanted]
    return register(made, actor=actor, at=at)


@transaction.atomic
def register(devices: Sequence[Device], *, actor: str, at: datetime) -> list[Device]:
    """Put recorders that the office does not have yet into stock: few queries."""
    Device.objects.bulk_create(devices)
    serials = [device.serial for device in devices]
    added = list(Device.objects.filter(serial__in=serials))
    bought = [_happening(each, "recorders.added", "bought") for each in added]
    audit.record_all(bought, actor=actor, at=at)
    return added


@transaction.atomic
def lend(
    application: Application, device: Device, *, on: date, actor: str, at: datetime
) -> Loan:
    """Hand a recorder over: the loan, the application's state and the record in one.

    Raises
    ------
    DeviceTaken
        It is no longer in stock.
    NotNow, ApplicationChanged
    """
    _move(device, Device.State.LENT, frm=(Device.State.IN_STOCK,))
    loan = Loan.objects.create(
        application=application, device=device, lent_on=on, due_on=_due(on, at)
    )
    applications.carry_out(
        application, subjects=[CITY], on=on, result="done", actor=actor, at=at
    )
    _note(device, "recorders.lent", "carried out", actor, at)
    return loan


@dataclass(frozen=True, kw_only=True)
class PastLoan:
    """A loan that began before the office kept them."""

    device: Device
    who: Who
    on: date
    due_on: date | None


@transaction.atomic
def take_over(
    loans: Sequence[PastLoan], *, actor: str, reason: str, at: datetime
) -> None:
    """Write down loans that began before the office kept them: few queries.

    Raises
    ------
    DeviceTaken
        One of them is not in stock.
    NotARecord
        A day lies ahead.
    """
    _move_all([loan.device for loan in loans], Device.State.LENT)
    past = [Past(who=loan.who, on=loan.on, result="done") for loan in loans]
    made = taking_over.take_over(LOAN, past, actor=actor, reason=reason, at=at)
    lent = [_happening(loan.device, "recorders.lent", reason) for loan in loans]
    audit.record_all(lent, actor=actor, at=at)
    Loan.objects.bulk_create(
        Loan(
            application=application,
            device=loan.device,
            lent_on=loan.on,
            due_on=loan.due_on,
        )
        for application, loan in zip(made, loans, strict=True)
    )


@transaction.atomic
def take_back(
    loan: Loan, *, end: Loan.End, on: date, actor: str, reason: str, at: datetime
) -> None:
    """End a loan: the recorder goes to stock, or is written off as lost."""
    ended = Loan.objects.filter(pk=loan.pk, ended_on__isnull=True)
    if ended.update(ended_on=on, end=end) != 1:
        raise NotNow
    lost = end == Loan.End.LOST
    state = Device.State.LOST if lost else Device.State.IN_STOCK
    _move(loan.device, state, frm=(Device.State.LENT,))
    _note(loan.device, f"recorders.{end}", reason, actor, at)
    application = Application.objects.get(pk=loan.application_id)
    applications.move(application, Move.CLOSE, actor=actor, reason=reason, at=at)


@transaction.atomic
def exchange(
    loan: Loan, device: Device, *, on: date, actor: str, reason: str, at: datetime
) -> Loan:
    """Give a household another recorder for a broken one, which goes to repair."""
    ended = Loan.objects.filter(pk=loan.pk, ended_on__isnull=True)
    if ended.update(ended_on=on, end=Loan.End.REPLACED) != 1:
        raise NotNow
    _move(loan.device, Device.State.REPAIR, frm=(Device.State.LENT,))
    _move(device, Device.State.LENT, frm=(Device.State.IN_STOCK,))
    _note(loan.device, "recorders.replaced", reason, actor, at)
    _note(device, "recorders.lent", reason, actor, at)
    return Loan.objects.create(
        application_id=loan.application_id,
        device=device,
        lent_on=on,
        due_on=loan.due_on,
    )


@transaction.atomic
def set_state(
    device: Device, state: Device.State, *, actor: str, reason: str, at: datetime
) -> None:
    """Move a recorder that nobody has: repaired, found again, retired."""
    if Device.State.LENT in (state, Device.State(device.state)):
        raise NotNow
    _move(device, state, frm=(Device.State(device.state),))
    _note(device, f"recorders.{state}", reason, actor, at)


@transaction.atomic
def note_effect(
    loan: Loan, effect: Loan.Effect, *, on: date, actor: str, at: datetime
) -> None:
    """Keep what the household says; it is asked once."""
    asked = Loan.objects.filter(pk=loan.pk, effect="")
    if asked.update(effect=effect, effect_asked_on=on) != 1:
        raise NotNow
    _note(loan.device, f"recorders.{effect}", "household asked", actor, at)


def waiting() -> list[Application]:
    """Return who waits for a recorder, the first to come first."""
    found = Application.objects.filter(procedure=LOAN.name, state=State.WAITING)
    return list(found.select_related("applicant").order_by("received_at"))


def reserved() -> int:
    """Count the recorders in stock that are promised: granted, not handed over yet."""
    granted = Application.objects.filter(procedure=LOAN.name, state=State.GRANTED)
    return granted.count()


def terms(at: datetime) -> RecorderTerms:
    """Return the city's rule of lending."""
    return rule(RecorderTerms, on=at.astimezone(JST).date())


def _due(on: date, at: datetime) -> date | None:
    months = terms(at).lent_months
    return None if months is None else months_after(on, months)


def _move(
    device: Device, state: Device.State, *, frm: tuple[Device.State, ...]
) -> None:
    moved = Device.objects.filter(pk=device.pk, state__in=frm).update(state=state)
    if moved != 1:
        raise DeviceTaken(serial=device.serial)
    device.state = state


def _move_all(devices: Sequence[Device], state: Device.State) -> None:
    """Move recorders that are in stock, all or none."""
    pks = [device.pk for device in devices]
    in_stock = Device.objects.filter(state=Device.State.IN_STOCK, pk__in=pks)
    there = set(in_stock.select_for_update().values_list("pk", flat=True))
    for device in devices:
        if device.pk not in there:
            raise DeviceTaken(serial=device.serial)
    if in_stock.update(state=state) != len(set(pks)):
        raise DeviceTaken(serial=devices[0].serial)


def _note(device: Device, action: str, reason: str, actor: str, at: datetime) -> None:
    audit.record_all([_happening(device, action, reason)], actor=actor, at=at)


def _happening(device: Device, action: str, reason: str) -> audit.Happening:
    return audit.Happening(
        action=action,
        object_kind="recorder",
        object_id=str(device.pk),
        reason=reason,
    )

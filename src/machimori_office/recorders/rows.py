"""The lists of recorders and loans."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.applications.numbering import number_of
from machimori_office.applications.rows import applicant_of
from machimori_office.recorders.models import Device, Loan
from machimori_office.recorders.services import reserved
from machimori_office.web.listing import Filter, Listing, years_filter
from machimori_office.web.tables import Column

DEVICES = [
    Column[Device](
        _("Serial number"),
        lambda d: d.serial,
        lambda d: reverse("recorders:device", args=[d.pk]),
    ),
    Column[Device](_("Model"), lambda d: d.model),
    Column[Device](_("Where it is now"), lambda d: str(d.get_state_display())),
    Column[Device](_("Bought on"), lambda d: d.bought_on),
    Column[Device](_("Note"), lambda d: d.note, width=30),
]
LOANS = [
    Column[Loan](
        _("Number"),
        lambda loan: number_of(loan.application),
        lambda loan: reverse("recorders:loan", args=[loan.pk]),
    ),
    Column[Loan](_("Recorder"), lambda loan: loan.device.serial),
    Column[Loan](_("Applicant"), lambda loan: applicant_of(loan.application), width=24),
    Column[Loan](_("Handed over on"), lambda loan: loan.lent_on),
    Column[Loan](_("Due back on"), lambda loan: loan.due_on),
    Column[Loan](_("Ended on"), lambda loan: loan.ended_on),
    Column[Loan](_("How it ended"), lambda loan: str(loan.get_end_display())),
    Column[Loan](_("Whether it helped"), lambda loan: str(loan.get_effect_display())),
]


def devices(request: HttpRequest) -> Listing[Device]:
    """Make the list of recorders: one query."""
    return Listing(
        request,
        _("Recorders"),
        Device.objects.all(),
        DEVICES,
        search=lambda rows, typed: rows.filter(
            Q(serial__contains=typed) | Q(note__contains=typed)
        ),
        filters=[
            Filter(
                "state",
                _("Where it is now"),
                Device.State.choices,
                lambda rows, state: rows.filter(state=state),
            )
        ],
    )


def loans(request: HttpRequest) -> Listing[Loan]:
    """Make the list of loans: one query."""
    today = timezone.localdate()
    return Listing(
        request,
        _("Loans"),
        Loan.objects.select_related("device", "application__applicant"),
        LOANS,
        search=_search,
        filters=[
            Filter("now", _("Now"), [("open", _("On loan")), *ENDS], _now),
            years_filter("lent", _("Fiscal year of lending"), "lent_on", today),
            years_filter("ended", _("Fiscal year of the end"), "ended_on", today),
            years_filter("asked", _("Fiscal year of asking"), "effect_asked_on", today),
            Filter("effect", _("Whether it helped"), Loan.Effect.choices, _with_effect),
        ],
    )


ENDS = Loan.End.choices


def counts_of_devices() -> Mapping[str, int]:
    """Count the recorders by where they are."""
    counted = Device.objects.values_list("state").annotate(n=Count("pk")).order_by()
    counts = dict(counted)
    there = {str(state.label): counts.get(state.value, 0) for state in Device.State}
    return {**there, str(_("Reserved: granted, to be handed over")): reserved()}


def _search(rows: QuerySet[Loan], typed: str) -> QuerySet[Loan]:
    named = Q(application__applicant__name__contains=typed)
    return rows.filter(named | Q(device__serial__contains=typed))


def _now(rows: QuerySet[Loan], value: str) -> QuerySet[Loan]:
    return rows.filter(end="" if value == "open" else value)


def _with_effect(rows: QuerySet[Loan], effect: str) -> QuerySet[Loan]:
    return rows.filter(effect=effect)

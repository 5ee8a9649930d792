"""Pages of the records: the list, one with its history, entering and putting right."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.records import rows, services
from machimori_office.records.forms import PutRightForm, RecordForm, WithdrawForm
from machimori_office.records.handing_out import records_table
from machimori_office.records.history import history_of
from machimori_office.records.models import Record
from machimori_office.records.services import Done
from machimori_office.web.answering import changed
from machimori_office.web.tables import as_excel, as_file


@require_safe
@requires(Act.SEE_RECORDS)
def records(request: HttpRequest) -> HttpResponse:
    """List the records."""
    listing = rows.records(request)
    if listing.wants_excel:
        return as_excel(_("Records"), [listing.sheet()], at=timezone.now())
    may_write = may(signed_in(request), Act.WRITE_RECORDS)
    context = {"listing": listing, "may_write": may_write}
    return render(request, "records/records.html", context)


@require_safe
@requires(Act.SEE_RECORDS)
def export(request: HttpRequest) -> HttpResponse:
    """Hand out the table that the library's assessment reads."""
    table = records_table(services.standing())
    kind = "text/csv; charset=utf-8"
    return as_file(table.encode(), name="records.csv", content_type=kind)


@require_safe
@requires(Act.SEE_RECORDS)
def record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one record, what it replaced and what replaced it."""
    found = get_object_or_404(Record, pk=pk)
    names = rows.names_for([found])
    context = {
        "record": found,
        "activity": rows.worded(found.activity),
        "result": rows.result(found),
        "subjects": [
            (id_, names.get(id_, "")) for id_ in services.told(found).subjects
        ],
        "history": history_of(found),
        "may_write": may(signed_in(request), Act.WRITE_RECORDS),
    }
    return render(request, "records/record.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.WRITE_RECORDS)
def enter(request: HttpRequest) -> HttpResponse:
    """Enter by hand what was done."""
    form = RecordForm(request.POST or None)

    def change() -> HttpResponse:
        done = Done(**form.told(), duty=services.BY_HAND)
        made = services.append(
            done, actor=str(signed_in(request).pk), at=timezone.now()
        )
        return redirect("records:record", made.pk)

    return _changed_or_shown(request, form, change, _("Enter what was done"))


@require_http_methods(["GET", "POST"])
@requires(Act.WRITE_RECORDS)
def put_right(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write what is right in the place of a wrong record."""
    found = get_object_or_404(Record, pk=pk)
    said = services.told(found)
    initial = {**vars(said), "subjects": "\n".join(said.subjects)}
    form = PutRightForm(request.POST or None, initial=initial)

    def change() -> HttpResponse:
        made = services.replace(
            found,
            Done(**form.told(), duty=said.duty, about=said.about),
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("records:record", made.pk)

    return _changed_or_shown(request, form, change, _("Put the record right"))


@require_http_methods(["GET", "POST"])
@requires(Act.WRITE_RECORDS)
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that what a record says did not happen."""
    found = get_object_or_404(Record, pk=pk)
    form = WithdrawForm(request.POST or None)

    def change() -> HttpResponse:
        services.withdraw(
            found,
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("records:record", pk)

    return _changed_or_shown(request, form, change, _("Withdraw the record"))


def _changed_or_shown(
    request: HttpRequest,
    form: forms.BaseForm,
    change: Callable[[], HttpResponse],
    title: str,
) -> HttpResponse:
    context = {"form": form, "title": title}
    return changed(request, [form], change) or render(
        request, "records/change.html", context
    )

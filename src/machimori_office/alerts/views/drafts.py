"""Drafting: begun, written beside the finished mail, handed on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from machimori_office.alerts.fact_sheet import FactSheet
from machimori_office.alerts.forms import DraftForm, NewForm, initial_of
from machimori_office.alerts.life import State
from machimori_office.alerts.models import Alert
from machimori_office.alerts.reading import Rules, outlook, rules_at, sheet_of
from machimori_office.alerts.services import approving, drafting
from machimori_office.alerts.views.finding import (
    areas_of,
    counted,
    districts,
    findings,
    found,
    language,
    mails,
    people,
    worded,
)
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.errors import AlertChanged


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.DRAFT_MAIL)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft, from the last one of its kind where there is one."""
    now, by = timezone.now(), signed_in(request)
    form = NewForm(request.POST or None, kinds=rules_at(now).kinds, language=language())

    def begin() -> HttpResponse:
        said = form.cleaned_data
        how = {"by": by, "at": now, "is_training": said["is_training"]}
        if said["start"] == "last":
            alert = drafting.draft_like_the_last(category=said["category"], **how)
        else:
            sheet = drafting.blank_sheet(said["category"], at=now)
            alert = drafting.draft(sheet=sheet, **how)
        return redirect("alerts:edit", pk=alert.pk)

    return changed(request, [form], begin) or render(
        request, "alerts/new.html", {"form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.DRAFT_MAIL)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the facts on the left, see the mail on the right."""
    alert, now = found(pk), timezone.now()
    if alert.state != State.DRAFT:
        return redirect("alerts:one", pk=pk)
    rules, kept = rules_at(now), sheet_of(alert)
    form = _form(request.POST or None, kept, alert, rules)
    if request.method != "POST":
        return _page(request, form, alert, kept, rules)
    if request.POST.get("do") == "drop":
        return _dropped(request, alert)
    if not form.is_valid():
        return _page(request, form, alert, kept, rules)
    sheet = form.sheet(written_at=kept.written_at)
    act = _ACTS.get(request.POST.get("do", ""))
    if act is None:
        return _page(request, form, alert, sheet, rules)
    try:
        return act(request, form, alert, sheet)
    except AlertChanged:
        return _clash(request, form, pk, rules)


def _form(said: Any, kept: FactSheet, alert: Alert, rules: Rules) -> DraftForm:
    return DraftForm(
        said,
        initial=initial_of(kept, version=alert.version),
        kinds=rules.kinds,
        language=language(),
        districts=districts(),
    )


def _save(
    request: HttpRequest, form: DraftForm, alert: Alert, sheet: FactSheet
) -> HttpResponse:
    _saved(request, form, alert, sheet)
    messages.success(request, _("The draft was saved."))
    return redirect("alerts:edit", pk=alert.pk)


def _ask(
    request: HttpRequest, form: DraftForm, alert: Alert, sheet: FactSheet
) -> HttpResponse:
    saved = _saved(request, form, alert, sheet)
    approving.ask(
        alert=saved, version=saved.version, by=signed_in(request), at=timezone.now()
    )
    return redirect("alerts:approve", pk=alert.pk)


def _saved(
    request: HttpRequest, form: DraftForm, alert: Alert, sheet: FactSheet
) -> Alert:
    """Save, unless nothing was changed: an approver who only reads edits nothing."""
    version = form.cleaned_data["version"]
    if version == alert.version and not form.has_changed():
        return alert
    return drafting.save(
        alert=alert,
        version=version,
        sheet=sheet,
        by=signed_in(request),
        at=timezone.now(),
    )


Acts = Callable[[HttpRequest, DraftForm, Alert, FactSheet], HttpResponse]
_ACTS: dict[str, Acts] = {"save": _save, "ask": _ask}


def _dropped(request: HttpRequest, alert: Alert) -> HttpResponse:
    drafting.drop(
        alert=alert, by=signed_in(request), at=timezone.now(), reason="not needed"
    )
    messages.success(request, _("The draft was thrown away."))
    return redirect("alerts:list")


def _clash(
    request: HttpRequest, form: DraftForm, pk: UUID, rules: Rules
) -> HttpResponse:
    """Show both versions; what was typed stays in the form and nothing is lost."""
    alert = found(pk)
    theirs = mails(alert, sheet_of(alert), rules=rules, at=timezone.now())[0]
    said = request.POST.copy()
    said["version"] = str(alert.version)
    again = _form(said, sheet_of(alert), alert, rules)
    again.is_valid()
    sheet = again.sheet(written_at=sheet_of(alert).written_at)
    return _page(request, again, alert, sheet, rules, theirs=theirs, status=409)


def _page(
    request: HttpRequest,
    form: DraftForm,
    alert: Alert,
    sheet: FactSheet,
    rules: Rules,
    *,
    theirs: object = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    view = outlook(alert, now, sheet=sheet, rules=rules)
    context = {
        "form": form,
        "alert": alert,
        "mails": mails(alert, sheet, rules=rules, at=now),
        "view": view,
        "why": worded(view.goes.why),
        "areas": areas_of(sheet),
        "people": people(view.reach),
        "counted": counted(view.reach),
        "findings": findings(tuple(view.findings)),
        "theirs": theirs,
        "may_name": rules.kinds.may_name(sheet.category),
        "consent": getattr(alert, "consent", None),
    }
    return render(request, "alerts/edit.html", context, status=status)

"""Approving: the summary, the second person, the broken glass, the countdown."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from machimori_office.alerts.forms import ApproveForm, ConsentForm, GlassForm
from machimori_office.alerts.life import State
from machimori_office.alerts.models import Alert
from machimori_office.alerts.reading import Outlook, outlook, rules_at
from machimori_office.alerts.services import approving, drafting, sending
from machimori_office.alerts.views.finding import (
    areas_of,
    counted,
    findings,
    found,
    label,
    language,
    mails,
    people,
    worded,
)
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.people.forms import ReasonForm
from machimori_office.people.models import Staff
from machimori_office.web.answering import changed
from machimori_office.web.words import worded_instant


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.DRAFT_MAIL)
def approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what would go to whom and when; the press of an approver lets it go."""
    alert, now, by = found(pk), timezone.now(), signed_in(request)
    if alert.state != State.WAITING:
        return redirect("alerts:one", pk=pk)
    initial = {"version": alert.version}
    do = request.POST.get("do")
    form = ApproveForm(request.POST if do == "approve" else None, initial=initial)
    glass = GlassForm(
        request.POST if do == "glass" else None, initial=initial, prefix="glass"
    )
    back = ReasonForm(request.POST if do == "back" else None, prefix="back")

    def approved() -> HttpResponse:
        _require(by, Act.APPROVE_MAIL)
        approving.approve(alert=alert, by=by, at=now, **form.cleaned_data)
        return redirect("alerts:countdown", pk=pk)

    def broken() -> HttpResponse:
        _require(by, Act.BREAK_GLASS)
        approving.break_glass(alert=alert, by=by, at=now, **glass.cleaned_data)
        return redirect("alerts:countdown", pk=pk)

    def sent_back() -> HttpResponse:
        _give_back(alert, by, now, back.cleaned_data["reason"])
        messages.success(request, _("The draft can be changed again."))
        return redirect("alerts:edit", pk=pk)

    answer = {
        "approve": lambda: changed(request, [form], approved),
        "glass": lambda: changed(request, [glass], broken),
        "back": lambda: changed(request, [back], sent_back),
    }.get(do or "", lambda: None)()
    forms = {"form": form, "glass": glass, "back": back}
    return answer or _page(request, alert, by, now, forms)


def _require(by: Staff, act: Act) -> None:
    if not may(by, act):
        raise PermissionDenied


def _give_back(alert: Alert, by: Staff, at: datetime, reason: str) -> None:
    if by.pk in approving.writers(alert):
        approving.take_back(alert=alert, by=by, at=at)
    else:
        _require(by, Act.APPROVE_MAIL)
        approving.send_back(alert=alert, by=by, at=at, reason=reason)


def _page(
    request: HttpRequest, alert: Alert, by: Staff, now: datetime, forms: dict[str, Any]
) -> HttpResponse:
    rules = rules_at(now)
    view = outlook(alert, now, rules=rules)
    wrote = by.pk in approving.writers(alert)
    lacks_consent = approving.needs_consent(alert, rules) and not (
        approving.has_consent(alert)
    )
    may_approve = may(by, Act.APPROVE_MAIL) and not (view.why_two and wrote)
    stopped = bool(view.unfit) or view.goes.how == "discarded" or lacks_consent
    context = {
        **forms,
        "alert": alert,
        "view": view,
        "kind": label(rules.kinds, alert.category),
        "areas": areas_of(view.sheet),
        "people": people(view.reach),
        "counted": counted(view.reach),
        "why": worded(view.goes.why),
        "findings": findings(tuple(view.findings)),
        "mails": mails(alert, view.sheet, rules=rules, at=now),
        "effect": effect(alert, view),
        "lacks_consent": lacks_consent,
        "is_stopped": stopped,
        "may_approve": may_approve,
        "may_break": may(by, Act.BREAK_GLASS) and not may_approve,
        "wrote": wrote,
        "seconds": int(view.countdown.total_seconds()),
        "seconders": _seconders(alert) if view.why_two else (),
    }
    return render(request, "alerts/approve.html", context)


def _seconders(alert: Alert) -> list[Staff]:
    """Return who could be the second person."""
    staff = Staff.objects.filter(is_active=True)
    others = staff.exclude(pk__in=approving.writers(alert))
    return [person for person in others if may(person, Act.APPROVE_MAIL)]


def effect(alert: Alert, view: Outlook) -> str:
    """Say what the press does: to how many, and when."""
    said = {"people": people(view.reach)}
    if alert.is_training:
        return _("Rehearse sending to %(people)s (nobody gets it)") % said
    if view.goes.how == "now":
        return _("Send to %(people)s now") % said
    at = worded_instant(view.goes.at).in_(language()) if view.goes.at else ""
    return _("Send to %(people)s at %(at)s") % {**said, "at": at}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.DRAFT_MAIL)
def countdown(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how long the press can be taken back."""
    alert, now = found(pk), timezone.now()
    if alert.state != State.APPROVED or alert.goes_at is None:
        return redirect("alerts:one", pk=pk)
    form = ReasonForm(request.POST or None)

    def called_back() -> HttpResponse:
        sending.call_back(
            alert=alert,
            by=signed_in(request),
            at=now,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("Nobody got it. It is a draft again."))
        return redirect("alerts:edit", pk=pk)

    left = max(0, int((alert.goes_at - now).total_seconds()))
    context = {"alert": alert, "form": form, "left_s": left, "is_soon": left < 600}
    context["now"] = timezone.localtime(now)
    return changed(request, [form], called_back) or render(
        request, "alerts/countdown.html", context
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.DRAFT_MAIL)
def consent(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record that a missing person's family agreed."""
    alert, now = found(pk), timezone.now()
    form = ConsentForm(request.POST or None, initial={"given_at": now})

    def recorded() -> HttpResponse:
        drafting.record_consent(
            alert=alert, by=signed_in(request), at=now, **form.cleaned_data
        )
        messages.success(request, _("The consent was recorded."))
        return redirect("alerts:one", pk=pk)

    return changed(request, [form], recorded) or render(
        request, "alerts/consent.html", {"form": form, "alert": alert}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.REVIEW_GLASS)
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what came of looking at an alert that one person sent alone."""
    alert = found(pk)
    form = ReasonForm(request.POST or None)

    def reviewed() -> HttpResponse:
        approving.review(
            alert=alert,
            by=signed_in(request),
            at=timezone.now(),
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("The review was recorded."))
        return redirect("alerts:one", pk=pk)

    return changed(request, [form], reviewed) or render(
        request, "alerts/review.html", {"form": form, "alert": alert}
    )

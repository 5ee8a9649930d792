"""Lists: alerts, and what came in from outside."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.alerts.life import State
from machimori_office.alerts.models import Alert, Arrival
from machimori_office.alerts.reading import Rules, rules_at
from machimori_office.alerts.services.arriving import take_note
from machimori_office.alerts.views.finding import label, language
from machimori_office.alerts.words import NEEDS_A_LOOK, outcome
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.web.listing import Filter, Listing, year_choices
from machimori_office.web.tables import Column, as_excel
from machimori_office.web.years import span_of

Alerts = QuerySet[Alert, Any]


@require_safe
@requires(Act.SEE_MAIL)
def alerts(request: HttpRequest) -> HttpResponse:
    """List the alerts, what changed last at the top."""
    now = timezone.now()
    listing = _listing(request, rules_at(now))
    if listing.wants_excel:
        return as_excel(str(_("Alerts")), [listing.sheet()], at=now)
    context = {
        "listing": listing,
        "may_draft": may(signed_in(request), Act.DRAFT_MAIL),
        "sees_subscribers": may(signed_in(request), Act.SEE_SUBSCRIBERS),
    }
    return render(request, "alerts/list.html", context)


def _listing(request: HttpRequest, rules: Rules) -> Listing[Alert]:
    return Listing(
        request,
        _("Alerts"),
        Alert.objects.select_related("message"),
        [
            Column(_("Subject"), _subject, link=_address, width=40),
            Column(_("Kind"), lambda a: label(rules.kinds, a.category), width=30),
            Column(_("State"), lambda a: a.get_state_display()),
            Column(_("Sent at"), lambda a: a.went_out_at or a.goes_at),
            Column(_("Recipients"), lambda a: a.message.total if a.message else None),
        ],
        search=lambda rows, typed: rows.filter(subject__icontains=typed),
        filters=[
            Filter("state", _("State"), State.choices, _in_state),
            Filter("kind", _("Kind"), _kinds(rules), _of_kind),
            Filter("year", _("Fiscal year"), year_choices(rules.on), _of_year),
            Filter("row", _("Row of the figures"), _rows(rules), _of_row(rules)),
        ],
    )


def _subject(alert: Alert) -> str:
    subject = alert.subject or str(_("(nothing written yet)"))
    return str(_("[Exercise] ")) + subject if alert.is_training else subject


def _address(alert: Alert) -> str:
    return reverse("alerts:one", args=[alert.pk])


def _in_state(rows: Alerts, state: str) -> Alerts:
    return rows.filter(state=state)


def _kinds(rules: Rules) -> list[tuple[str, str]]:
    variety = language()
    return [
        (f"{top.id}/{kind.id}", f"{top.name.in_(variety)} {kind.name.in_(variety)}")
        for top in rules.kinds.kinds
        for kind in top.below
    ]


def _of_kind(rows: Alerts, kind: str) -> Alerts:
    return rows.filter(Q(category=kind) | Q(category__startswith=f"{kind}/"))


def _of_year(rows: Alerts, year: str) -> Alerts:
    out = rows.filter(went_out_at__isnull=False, is_training=False)
    return out.filter(went_out_at__range=span_of(int(year))).order_by("-went_out_at")


def _rows(rules: Rules) -> list[tuple[str, str]]:
    variety = language()
    return [(row, words.in_(variety)) for row, words in rules.kinds.figures.items()]


def _of_row(rules: Rules) -> Any:
    def keep(rows: Alerts, row: str) -> Alerts:
        kinds = [c for c in rules.kinds.categories() if rules.kinds.figure(c) == row]
        return rows.filter(category__in=kinds)

    return keep


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.DRAFT_MAIL)
def arrivals(request: HttpRequest) -> HttpResponse:
    """List what came in from outside, and what became of it."""
    if request.method == "POST":
        arrival = get_object_or_404(Arrival, pk=request.POST.get("arrival", "0"))
        take_note(arrival=arrival, actor=str(signed_in(request).pk), at=timezone.now())
        return redirect("alerts:arrivals")
    rows = Arrival.objects.select_related("alert")[:100]
    read = [(row, outcome(row.outcome)) for row in rows]
    context = {"rows": read, "needs": NEEDS_A_LOOK}
    return render(request, "alerts/arrivals.html", context)

"""Pages of exclusions and decisions of need."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.inspections.answering import answered, who, who_and_why
from machimori_office.inspections.decisions import rows, services
from machimori_office.inspections.decisions.forms import DecideForm, WithdrawForm
from machimori_office.inspections.models import Result, Site, SiteDecision
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.web.speaking import language
from machimori_office.web.tables import as_excel, as_file


@require_safe
@requires(Act.SEE_SITES)
def decisions(request: HttpRequest) -> HttpResponse:
    """List the decisions."""
    listing = rows.decisions(request)
    if listing.wants_excel:
        return as_excel(_("Decisions"), [listing.sheet()], at=timezone.now())
    return render(request, "inspections/decisions.html", {"listing": listing})


@require_safe
@requires(Act.SEE_SITES)
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one decision."""
    found = get_object_or_404(SiteDecision.objects.select_related("site"), pk=pk)
    context = {
        "decision": found,
        "says": rows.says(found),
        "may_decide": may(signed_in(request), Act.DECIDE_SITES),
        "is_due": found.review_on <= timezone.localdate(),
    }
    return render(request, "inspections/decision.html", context)


@require_safe
@requires(Act.SEE_SITES)
def export_decisions(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the decisions at a place, as the library reads them."""
    site = get_object_or_404(Site, code=code)
    table = services.decisions_table(services.standing(site))
    kind = "text/csv; charset=utf-8"
    return as_file(table.encode(), name=f"decisions-{code}.csv", content_type=kind)


@require_http_methods(["GET", "POST"])
@requires(Act.DECIDE_SITES)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide about a finding."""
    found = get_object_or_404(Result.objects.select_related("assessment__site"), pk=pk)
    form = DecideForm(request.POST or None)

    def change() -> HttpResponse:
        decided = services.Decided(**form.cleaned_data)
        made = services.decide(found, decided, **who(request))
        return redirect("inspections:decision", made.pk)

    about = {
        "about": getattr(found, f"says_{language()}"),
        "back": resolve_url("inspections:assessment", found.assessment_id),
    }
    return answered(request, form, change, _("Decide about this item"), **about)


@require_http_methods(["GET", "POST"])
@requires(Act.DECIDE_SITES)
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide anew."""
    found = get_object_or_404(SiteDecision.objects.select_related("site"), pk=pk)
    names = ("kind", "ground", "reason", "decided_by")
    initial = {name: getattr(found, name) for name in names}
    form = DecideForm(request.POST or None, initial=initial)

    def change() -> HttpResponse:
        decided = services.Decided(**form.cleaned_data)
        made = services.renew(found, decided, **who(request))
        return redirect("inspections:decision", made.pk)

    return answered(request, form, change, _("Renew the decision"), **_of(found))


@require_http_methods(["GET", "POST"])
@requires(Act.DECIDE_SITES)
def withdraw_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the item be judged again."""
    found = get_object_or_404(SiteDecision.objects.select_related("site"), pk=pk)
    form = WithdrawForm(request.POST or None)

    def change() -> HttpResponse:
        services.withdraw(found, **who_and_why(request, form))
        return redirect("inspections:decision", pk)

    return answered(request, form, change, _("Withdraw the decision"), **_of(found))


def _of(decision: SiteDecision) -> dict[str, str]:
    """Say which decision a form is about, and where it came from."""
    back = resolve_url("inspections:decision", decision.pk)
    return {"about": rows.says(decision), "back": back}

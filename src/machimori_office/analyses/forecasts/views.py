"""Pages of the ledger of forecasts."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori.errors import InvalidInput
from machimori.formats.forecast_ledger import entry_of
from machimori.language import Language
from machimori.reports.hotspots import scores_sheet
from machimori.reports.hotspots.forecasts import Scored, rule_in_words
from machimori_office.analyses.forecasts import rows, services
from machimori_office.analyses.forecasts.forms import ScoreForm
from machimori_office.analyses.freezing import incidents_in
from machimori_office.analyses.models import ForecastScore, SealedForecast
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.speaking import language
from machimori_office.web.tables import as_excel, as_file

MOST_TOLD = 20
LINES = "application/jsonl"


@require_safe
@requires(Act.SEE_ANALYSES)
def forecasts(request: HttpRequest) -> HttpResponse:
    """List all forecasts, those that missed included."""
    listing = rows.forecasts(request)
    if listing.wants_excel:
        title = _("Ledger of forecasts")
        return as_excel(title, [listing.sheet()], at=timezone.now())
    context = {
        "listing": listing,
        "proof": services.prove(),
        "may_analyse": may(signed_in(request), Act.ANALYSE),
    }
    return render(request, "analyses/forecasts.html", context)


@require_safe
@requires(Act.SEE_ANALYSES)
def ledger(request: HttpRequest) -> HttpResponse:
    """Hand out the ledger as the command line reads it."""
    written = SealedForecast.objects.order_by("number").values_list("entry", flat=True)
    lines = [json.dumps(entry, ensure_ascii=False) + "\n" for entry in written]
    content = "".join(lines).encode()
    return as_file(content, name="forecasts.jsonl", content_type=LINES)


@require_safe
@requires(Act.SEE_ANALYSES)
def forecast(request: HttpRequest, number: int) -> HttpResponse:
    """Show one forecast, and what became of it."""
    found = get_object_or_404(
        SealedForecast.objects.select_related("analysis"), pk=number
    )
    proof = services.prove()
    scores = found.scores.select_related("incidents")
    context = {
        "forecast": found,
        "rule": rule_in_words(found.entry["forecast"]["rule"]).in_(language()),
        "state": rows.state_of(found),
        "named": rows.named_of(found),
        "is_intact": number not in proof.broken,
        "is_over": timezone.localdate() > found.last_on,
        "scores": [_worded(score, language()) for score in scores],
        "may_analyse": may(signed_in(request), Act.ANALYSE),
    }
    return render(request, "analyses/forecast.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.ANALYSE)
def score(request: HttpRequest, number: int) -> HttpResponse:
    """Hold a forecast against what happened."""
    found = get_object_or_404(SealedForecast, pk=number)
    form = ScoreForm(request.POST or None, request.FILES or None, sealed=found)
    who: dict[str, Any] = {
        "actor": str(signed_in(request).pk),
        "at": timezone.now(),
    }

    def change() -> HttpResponse:
        try:
            incidents = incidents_in(form, form.wanted(), **who)
        except InvalidInput as refusal:
            for problem in refusal.problems[:MOST_TOLD]:
                form.add_error("blocks", problem.sentence(language()))
            return _shown(request, form)
        reason = form.cleaned_data["reason"]
        services.score(found, incidents=incidents, reason=reason, **who)
        return redirect("analyses:forecast", number)

    return changed(request, [form], change) or _shown(request, form)


def _worded(score: ForecastScore, to: Language) -> dict[str, Any]:
    """Word what became of a forecast, as the library's own sheet does."""
    entry = entry_of(score.forecast.entry)
    outcome = services.outcome_in(score)
    table = scores_sheet([Scored(entry, is_intact=True, outcome=outcome)]).tables[0]
    shown = [name for name in table.headings if name not in ("number", "days", "rule")]
    return {
        "score": score,
        "lost": outcome.lost,
        "headings": [table.headings[name].in_(to) for name in shown],
        "rows": [
            cells[-len(shown) :] for cells in (table.cells(r, to) for r in table.rows)
        ],
    }


def _shown(request: HttpRequest, form: ScoreForm) -> HttpResponse:
    title = _("Hold the forecast against what happened")
    return render(request, "analyses/change.html", {"form": form, "title": title})

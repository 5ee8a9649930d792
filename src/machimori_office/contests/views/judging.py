"""Who judges, and what their marks come to."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from machimori_office.contests.forms import JudgeForm, TieForm, WhyForm
from machimori_office.contests.models import Contest, Entry, Judge
from machimori_office.contests.services import deciding
from machimori_office.contests.services import judging as services
from machimori_office.contests.services.changes import terms
from machimori_office.contests.services.letters import judge_link
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.speaking import spoken_words


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_EVENTS)
def judges(request: HttpRequest, pk: UUID) -> HttpResponse:
    """List who judges, with how far they are; name another."""
    contest = get_object_or_404(Contest, pk=pk)
    form = JudgeForm(request.POST or None)

    def save() -> HttpResponse:
        services.name_judge(
            contest,
            **form.cleaned_data,
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        return redirect("contests:judges", contest.pk)

    left = services.missing(contest)
    active = contest.judges.filter(is_active=True).select_related("contest")
    is_judged = contest.state == Contest.State.JUDGING
    context = {
        "form": form,
        "contest": contest,
        # Whoever left no address gets the link from the office.
        "judges": [
            (j, left.get(j, 0), judge_link(j) if is_judged and not j.mail else "")
            for j in active
        ],
    }
    return changed(request, [form], save) or render(
        request, "contests/judges.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.DECIDE_EVENTS)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove a judge with all marks."""
    judge = get_object_or_404(Judge.objects.select_related("contest"), pk=pk)
    form = WhyForm(request.POST or None)

    def save() -> HttpResponse:
        services.remove_judge(
            judge,
            **form.cleaned_data,
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        return redirect("contests:judges", judge.contest_id)

    context = {"form": form, "judge": judge}
    return changed(request, [form], save) or render(
        request, "contests/remove_judge.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.DECIDE_EVENTS)
def outcome(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the places by number, and decide between equals."""
    contest = get_object_or_404(Contest, pk=pk)
    form = TieForm(request.POST or None)

    def save() -> HttpResponse:
        order = form.cleaned_data["order"]
        found = {e.number: e for e in contest.entries.filter(number__in=order)}
        deciding.break_tie(
            [found[number] for number in order if number in found],
            because=form.cleaned_data["because"],
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        messages.success(request, _("The order is written down."))
        return redirect("contests:outcome", contest.pk)

    city = terms(contest)
    found = deciding.outcomes(contest)
    context = {
        "form": form,
        "contest": contest,
        "ties": spoken_words(city.ties),
        "criteria": [spoken_words(c.name) for c in city.criteria],
        "categories": [_shown(each, contest) for each in found],
        "undecided": any(each.undecided for each in found),
        "missing": services.missing(contest),
    }
    return changed(request, [form], save) or render(
        request, "contests/outcome.html", context
    )


def _shown(found: deciding.Outcome, contest: Contest) -> dict[str, object]:
    city = terms(contest)

    def award(entry: Entry) -> str:
        given = found.awards.get(entry.pk)
        return spoken_words(city.name_of("awards", given)) if given else ""

    rows = [
        {
            "standing": standing,
            "entry": found.entries[standing.entry],
            "award": award(found.entries[standing.entry]),
            "means": [f"{float(mean):.2f}" for mean in standing.means],
            "is_open": standing.entry in found.undecided,
        }
        for standing in found.standings
    ]
    return {"name": spoken_words(found.category.name), "rows": rows}

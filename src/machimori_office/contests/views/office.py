"""Planning a contest, its state, its steps, its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from machimori_office.contests import rows
from machimori_office.contests.figures import table_of
from machimori_office.contests.forms import PlanForm, WhyForm, told
from machimori_office.contests.models import Contest, Entry
from machimori_office.contests.services import deciding, planning
from machimori_office.contests.services.changes import terms
from machimori_office.contests.services.judging import missing
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.errors import OfficeError
from machimori_office.web.figures import answered, year_asked
from machimori_office.web.speaking import said, spoken_words
from machimori_office.web.tables import as_excel

DECISIONS = frozenset({"decide", "announce", "reconsider", "call-off", "resume"})


@require_safe
@requires(Act.SEE_EVENTS)
def contests(request: HttpRequest) -> HttpResponse:
    """List the contests."""
    listing = rows.contests(request)
    if listing.wants_excel:
        return as_excel(_("Contests"), [listing.sheet()], at=timezone.now())
    handles = may(signed_in(request), Act.HANDLE_EVENTS)
    context = {"listing": listing, "handles": handles}
    return render(request, "contests/contests.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_EVENTS)
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a contest."""
    last = Contest.objects.aggregate(last=Max("number"))["last"] or 0
    form = PlanForm(request.POST or None, initial={"number": last + 1})

    def save() -> HttpResponse:
        actor = str(signed_in(request).pk)
        made = planning.plan(form.fields_of(), actor=actor, at=timezone.now())
        return redirect("contests:one", made.pk)

    return changed(request, [form], save) or render(
        request, "contests/plan.html", {"form": form}
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_EVENTS)
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a contest."""
    contest = get_object_or_404(Contest, pk=pk)
    form = PlanForm(request.POST or None, initial=told(contest), contest=contest)

    def save() -> HttpResponse:
        # As the reader saw it: whoever saved meanwhile is not overwritten.
        contest.version = form.cleaned_data["version"] or 0
        actor = str(signed_in(request).pk)
        planning.change(contest, form.fields_of(), actor=actor, at=timezone.now())
        return redirect("contests:one", contest.pk)

    return changed(request, [form], save) or render(
        request, "contests/plan.html", {"form": form, "contest": contest}
    )


@require_safe
@requires(Act.SEE_EVENTS)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a contest, its numbers and its next step."""
    contest = get_object_or_404(Contest, pk=pk)
    city, staff = terms(contest), signed_in(request)
    entered = contest.entries.filter(state=Entry.State.ENTERED)
    counts = Counter(entered.values_list("category", flat=True))
    waiting = contest.entries.filter(state=Entry.State.WAITING).count()
    context = {
        "contest": contest,
        "title": spoken_words(contest.title),
        "counts": [(spoken_words(c.name), counts[c.id], c.id) for c in city.categories],
        "waiting": waiting,
        "judges": contest.judges.filter(is_active=True).count(),
        "missing": sum(missing(contest).values()) if contest.state == "judging" else 0,
        "is_closed": contest.closes_on < timezone.localdate(),
        "handles": may(staff, Act.HANDLE_EVENTS),
        "decides": may(staff, Act.DECIDE_EVENTS),
        "form": WhyForm(),
        "awarded": _awarded(contest),
    }
    return render(request, "contests/one.html", context)


def _awarded(contest: Contest) -> list[tuple[Entry, str]]:
    city = terms(contest)
    winners = contest.entries.exclude(award="").select_related("entrant")
    order = {award.id: n for n, award in enumerate(city.awards)}
    listed = sorted(winners, key=lambda e: (e.category, order.get(e.award, 99)))
    return [(e, spoken_words(city.name_of("awards", e.award))) for e in listed]


@require_POST
@requires(Act.HANDLE_EVENTS)
def step(request: HttpRequest, pk: UUID, word: str) -> HttpResponse:
    """Take a contest on: publish, judge, decide, announce, call off, resume."""
    contest, staff = get_object_or_404(Contest, pk=pk), signed_in(request)
    if word in DECISIONS and not may(staff, Act.DECIDE_EVENTS):
        raise PermissionDenied
    actor, now = str(staff.pk), timezone.now()
    why = request.POST.get("reason", "")
    acts: dict[str, Callable[[], object]] = {
        "publish": lambda: planning.publish(contest, actor=actor, at=now),
        "judge": lambda: planning.begin_judging(contest, actor=actor, at=now),
        "decide": lambda: deciding.decide(contest, actor=actor, at=now),
        "announce": lambda: deciding.announce(contest, actor=actor, at=now),
        "reconsider": lambda: deciding.reconsider(
            contest, actor=actor, reason=why, at=now
        ),
        "call-off": lambda: planning.call_off(contest, actor=actor, reason=why, at=now),
        "resume": lambda: _resumed(
            request, planning.resume(contest, actor=actor, reason=why, at=now)
        ),
    }
    if word not in acts:
        raise Http404
    try:
        acts[word]()
    except OfficeError as refusal:
        messages.error(request, said(refusal))
    return redirect("contests:one", contest.pk)


def _resumed(request: HttpRequest, judges: int) -> None:
    words = _("The contest goes on. Entrants and judges who are told by mail: %(n)s.")
    messages.success(request, words % {"n": judges})


@require_safe
@requires(Act.SEE_EVENTS)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the year's figures, last year beside."""
    year = year_asked(request.GET.get("year", ""), timezone.localdate())
    return answered(request, table_of(year))

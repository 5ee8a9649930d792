"""Pages of rounds: what is due, the page for the field, one fixture."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.inspections.answering import answered, who_and_why
from machimori_office.inspections.models import Fixture, Task
from machimori_office.inspections.rounds import rows, services
from machimori_office.inspections.rounds.due import due_on, standings
from machimori_office.inspections.rounds.fixtures import terms
from machimori_office.inspections.rounds.forms import FixtureForm, GoneForm, VisitForm
from machimori_office.inspections.rounds.walking import Stop, Way, stops
from machimori_office.inspections.terms import Round
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.speaking import spoken
from machimori_office.web.tables import as_excel

_SCRIPTS = {"script-src": ["'self'"], "connect-src": ["'self'"]}


@require_safe
@requires(Act.SEE_SITES)
def rounds(request: HttpRequest) -> HttpResponse:
    """Show how each round stands, and list what they come by."""
    listing = rows.fixtures(request)
    if listing.wants_excel:
        return as_excel(_("Rounds"), [listing.sheet()], at=timezone.now())
    all_ = standings(timezone.localdate())
    context = {
        "listing": listing,
        "standings": [(one, spoken(one.round.title)) for one in all_],
        "first_due": next((one.round.id for one in all_ if one.due), ""),
        "may_inspect": may(signed_in(request), Act.INSPECT),
    }
    return render(request, "inspections/rounds.html", context)


@require_safe
@requires(Act.INSPECT)
def walk(request: HttpRequest, name: str) -> HttpResponse:
    """Show the next fixtures of a round, for one thumb."""
    one, way = _round(name), Way.of(request.GET)
    return _field(request, one, way)


@require_http_methods(["POST"])
@requires(Act.INSPECT)
def visit(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Note what was found, and go on to the next."""
    one, way = _round(name), Way.of(request.GET)
    fixture = get_object_or_404(Fixture, pk=pk, round=one.id)
    id_ = f"id_{fixture.pk}_%s"
    form = VisitForm(request.POST, request.FILES, takes=one.takes, auto_id=id_)

    def change() -> HttpResponse:
        staff = signed_in(request)
        names = ("key", "found", "lux", "height_m", "note")
        told = {n: form.cleaned_data[n] for n in names if n in form.cleaned_data}
        seen = services.Seen(
            **told,
            picture=form.cleaned_data["photo"],
            by_name=staff.organisation.name[:80],
        )
        services.visit(fixture, seen, actor=str(staff.pk), at=form.at())
        if "X-Kept" in request.headers:
            return HttpResponse(status=204)
        there = reverse("inspections:walk", args=[one.id])
        return redirect(f"{there}?{way.query()}")

    return changed(request, [form], change) or _field(
        request, one, way, wrong=Stop(fixture, form)
    )


@require_safe
@requires(Act.SEE_SITES)
def fixture(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one fixture and all that was seen of it."""
    found = get_object_or_404(Fixture.objects.select_related("site"), pk=pk)
    today = timezone.localdate()
    one = terms(today).of(found.round)
    about = services.about_of(found)
    tasks = Task.objects.filter(origin=Task.Origin.ROUND, about=about)
    context = {
        "fixture": found,
        "round": spoken(one.title) if one else found.round,
        "due_on": due_on(found, one, today),
        "visits": found.visits.select_related("photo")[:50],
        "tasks": tasks,
        "may_inspect": may(signed_in(request), Act.INSPECT),
    }
    return render(request, "inspections/fixture.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def add_fixture(request: HttpRequest) -> HttpResponse:
    """Put something into the rounds that no scene holds."""
    form = FixtureForm(
        request.POST or None,
        rounds=rows.round_choices(),
        districts=rows.district_choices(),
    )

    def change() -> HttpResponse:
        made = form.save(commit=False)
        services.add(made, **who_and_why(request, form))
        return redirect("inspections:fixture", made.pk)

    return answered(request, form, change, _("Put it into the rounds"))


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that something is not there any more."""
    found, form = get_object_or_404(Fixture, pk=pk), GoneForm(request.POST or None)

    def change() -> HttpResponse:
        services.take_out(found, **who_and_why(request, form))
        return redirect("inspections:fixture", pk)

    about = {
        "about": found.name or found.code,
        "back": resolve_url("inspections:fixture", pk),
    }
    return answered(request, form, change, _("It is no longer there"), **about)


def _field(
    request: HttpRequest, one: Round, way: Way, wrong: Stop | None = None
) -> HttpResponse:
    near, count = stops(one, way, timezone.localdate())
    if wrong is not None:
        near = [wrong, *(s for s in near if s.fixture.pk != wrong.fixture.pk)]
    context = {
        "name": one.id,
        "title": spoken(one.title),
        "look": spoken(one.look),
        "stops": near,
        "count": count,
        "way": way.query(after=""),
    }
    response = render(request, "inspections/walk.html", context)
    response._csp_update = _SCRIPTS  # type: ignore[attr-defined]
    return response


def _round(name: str) -> Round:
    one = terms(timezone.localdate()).of(name)
    if one is None:
        raise Http404
    return one

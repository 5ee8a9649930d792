"""Pages of analyses: lists of incidents, what is computed of them, what leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from machimori.errors import InvalidInput
from machimori_office.analyses import rows, services
from machimori_office.analyses.forecasts.forms import ForecastForm
from machimori_office.analyses.forms import (
    EffectForm,
    HotBlocksForm,
    ListForm,
    MaterialForm,
    ReasonForm,
    StudyForm,
)
from machimori_office.analyses.freezing import incidents_in
from machimori_office.analyses.models import (
    Analysis,
    IncidentList,
    Product,
    Publication,
    SealedForecast,
)
from machimori_office.analyses.reading import Uploaded, read_lists
from machimori_office.analyses.register import WHOSE
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.errors import OfficeError
from machimori_office.web.packing import unpacked
from machimori_office.web.paper import as_picture
from machimori_office.web.speaking import language, said
from machimori_office.web.tables import as_excel, as_file

MOST_TOLD = 20
JSON, SVG = "application/json", "image/svg+xml"
"""Parts of the residents' page: no files of their own for the office."""


@require_safe
@requires(Act.SEE_ANALYSES)
def analyses(request: HttpRequest) -> HttpResponse:
    """List the analyses."""
    listing = rows.analyses(request)
    if listing.wants_excel:
        return as_excel(_("Analyses"), [listing.sheet()], at=timezone.now())
    return render(request, "analyses/list.html", {"listing": listing})


@require_safe
@requires(Act.SEE_ANALYSES)
def incident_lists(request: HttpRequest) -> HttpResponse:
    """List the lists of incidents."""
    listing = rows.incident_lists(request)
    if listing.wants_excel:
        return as_excel(_("Lists of incidents"), [listing.sheet()], at=timezone.now())
    return render(request, "analyses/incident_lists.html", {"listing": listing})


@require_http_methods(["GET", "POST"])
@requires(Act.ANALYSE)
def new_list(request: HttpRequest) -> HttpResponse:
    """Read a list of incidents."""
    form = ListForm(request.POST or None, request.FILES or None)

    def change() -> HttpResponse:
        given = form.cleaned_data
        told = {name: given[name] for name in ("publisher", "licence")}
        try:
            lists, blocks = _sent(given["incidents"]), _sent(given["blocks"])
            taken = read_lists(lists, blocks, title=given["name"], **told)
        except InvalidInput as refusal:
            for problem in refusal.problems[:MOST_TOLD]:
                form.add_error("incidents", problem.sentence(language()))
            return _shown(request, form, _("Read a list of incidents"))
        made = services.keep_list(taken, name=given["name"], **told, **_who(request))
        return redirect("analyses:incident_list", made.pk)

    return _answered(request, form, change, _("Read a list of incidents"))


@require_safe
@requires(Act.SEE_ANALYSES)
def incident_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one list of incidents, and how its files were read."""
    found = get_object_or_404(IncidentList.objects.defer("packed"), pk=pk)
    taken = found.account.get("register", {}).get("of", {})
    context = {
        "list": found,
        "language": language(),
        "of_register": [(name, taken[id_]) for id_, name in WHOSE if id_ in taken],
    }
    return render(request, "analyses/incident_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.ANALYSE)
def new_hot_blocks(request: HttpRequest) -> HttpResponse:
    """Ask for hot spots by block."""
    kind, title = Analysis.Kind.HOT_BLOCKS, _("Find hot spots by block")
    return _asked(request, kind, title, HotBlocksForm)


@require_http_methods(["GET", "POST"])
@requires(Act.ANALYSE)
def new_counts(request: HttpRequest) -> HttpResponse:
    """Ask for counts that may be published."""
    return _asked(request, Analysis.Kind.COUNTS, _("Make counts for publication"))


@require_http_methods(["GET", "POST"])
@requires(Act.ANALYSE)
def new_effect(request: HttpRequest) -> HttpResponse:
    """Ask whether a measure helped."""
    kind, title = Analysis.Kind.EFFECT, _("See whether a measure helped")
    return _asked(request, kind, title, EffectForm)


@require_http_methods(["GET", "POST"])
@requires(Act.ANALYSE)
def new_times(request: HttpRequest) -> HttpResponse:
    """Ask when it happens, and whether it comes again."""
    kind, title = Analysis.Kind.TIMES, _("See when it happens, and whether again")
    return _asked(request, kind, title)


@require_http_methods(["GET", "POST"])
@requires(Act.ANALYSE)
def new_forecast(request: HttpRequest) -> HttpResponse:
    """Ask for a forecast, which is sealed when it is computed."""
    kind, title = Analysis.Kind.FORECAST, _("Forecast blocks, and seal it")
    return _asked(request, kind, title, ForecastForm)


@require_http_methods(["GET", "POST"])
@requires(Act.ANALYSE)
def new_safety_map(request: HttpRequest) -> HttpResponse:
    """Ask for a safety map."""
    explains = _(
        "The editor's file (safety-map.yaml), the scene, photos and all that it names, "
        "in one ZIP."
    )
    title = _("Make a community safety map")
    return _handed_in(request, Analysis.Kind.SAFETY_MAP, title, explains)


@require_http_methods(["GET", "POST"])
@requires(Act.ANALYSE)
def new_watch_gap(request: HttpRequest) -> HttpResponse:
    """Ask where nobody watches."""
    explains = _(
        "The plan of watching (watch.yaml) with streets, schools, watchers and all "
        "that it names, in one ZIP. No register and no home of a child."
    )
    title = _("Find where nobody watches")
    return _handed_in(request, Analysis.Kind.WATCH_GAP, title, explains)


@require_safe
@requires(Act.SEE_ANALYSES)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far an analysis is, what it made, and whether it left."""
    shown = Analysis.objects.defer("material").select_related("incidents")
    found = get_object_or_404(shown, pk=pk)
    files = found.products.defer("packed").exclude(name__startswith="report.")
    files = files.exclude(type__in=(JSON, SVG))
    staff = signed_in(request)
    mine = str(staff.pk) in (found.asked_by, found.proposed_by)
    context = {
        "analysis": found,
        "is_running": found.is_running,
        "files": [f for f in files if not f.leaves or found.outside == "out"],
        "kept_back": any(f.leaves for f in files) and found.outside != "out",
        "notes": [note[language()] for note in found.notes],
        "failure": found.failure(language()),
        "may_decide": may(staff, Act.DECIDE_ANALYSES) and not mine,
        "may_analyse": may(staff, Act.ANALYSE),
        "sealed": SealedForecast.objects.defer("entry").filter(analysis=pk).first(),
        "public": Publication.objects.filter(pk=pk).first(),
        "public_address": settings.OFFICE_PUBLIC_ADDRESS
        + reverse("public:count", kwargs={"variety": "ja", "pk": pk}),
    }
    return render(request, "analyses/one.html", context)


@require_safe
@requires(Act.SEE_ANALYSES)
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the whole report as it was computed."""
    name = f"report.{language()}.html"
    found = get_object_or_404(Product, analysis_id=pk, name=name)
    # The report carries its own styles and pictures.
    return as_picture(unpacked(found.packed), found.type)


@require_safe
@requires(Act.SEE_ANALYSES)
def file(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Hand out a file; what leaves the office only once it was let out."""
    found = get_object_or_404(
        Product.objects.select_related("analysis"), analysis_id=pk, name=name
    )
    if found.leaves and found.analysis.outside != Analysis.Outside.OUT:
        raise Http404
    content = unpacked(found.packed)
    return as_file(content, name=found.name, content_type=found.type)


@require_http_methods(["GET", "POST"])
@requires(Act.ANALYSE)
def propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose to let an analysis out."""
    return _moved(request, pk, services.propose, _("Propose to let it out"))


@require_http_methods(["GET", "POST"])
@requires(Act.DECIDE_ANALYSES)
def let_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let an analysis out."""
    return _moved(request, pk, services.let_out, _("Let it out"))


@require_http_methods(["GET", "POST"])
@requires(Act.DECIDE_ANALYSES)
def give_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give an analysis back."""
    return _moved(request, pk, services.give_back, _("Give it back"))


@require_http_methods(["GET", "POST"])
@requires(Act.ANALYSE)
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Withdraw what was let out."""
    return _moved(request, pk, services.withdraw, _("Withdraw it"))


@require_POST
@requires(Act.ANALYSE)
def again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Compute the same anew, of the incidents that were kept."""
    found = get_object_or_404(Analysis.objects.select_related("incidents"), pk=pk)
    try:
        made = services.again(found, **_who(request))
    except OfficeError as refusal:
        messages.error(request, said(refusal))
        return redirect("analyses:one", pk)
    return redirect("analyses:one", made.pk)


def _asked(
    request: HttpRequest,
    kind: Analysis.Kind,
    title: str,
    form_of: type[StudyForm] = StudyForm,
) -> HttpResponse:
    form = form_of(request.POST or None, request.FILES or None)

    def change() -> HttpResponse:
        try:
            incidents = incidents_in(form, form.wanted(), **_who(request))
        except InvalidInput as refusal:
            for problem in refusal.problems[:MOST_TOLD]:
                form.add_error("blocks", problem.sentence(language()))
            return _shown(request, form, title)
        made = services.ask(
            kind,
            title=form.cleaned_data["title"],
            incidents=incidents,
            asked=form.asked(),
            **_who(request),
        )
        return redirect("analyses:one", made.pk)

    return _answered(request, form, change, title)


def _handed_in(
    request: HttpRequest, kind: Analysis.Kind, title: str, explains: str
) -> HttpResponse:
    form = MaterialForm(request.POST or None, request.FILES or None, explains=explains)

    def change() -> HttpResponse:
        made = services.ask(
            kind,
            title=form.cleaned_data["title"],
            material=form.cleaned_data["material"].read(),
            **_who(request),
        )
        return redirect("analyses:one", made.pk)

    return _answered(request, form, change, title)


def _moved(
    request: HttpRequest, pk: UUID, move: Callable[..., None], title: str
) -> HttpResponse:
    found = get_object_or_404(Analysis.objects.defer("material"), pk=pk)
    form = ReasonForm(request.POST or None)

    def change() -> HttpResponse:
        move(found, reason=form.cleaned_data["reason"], **_who(request))
        return redirect("analyses:one", pk)

    return _answered(request, form, change, title)


def _sent(file: Any) -> list[Uploaded]:
    return [(file.name, file.read())] if file else []


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": str(signed_in(request).pk), "at": timezone.now()}


def _answered(
    request: HttpRequest,
    form: forms.BaseForm,
    change: Callable[[], HttpResponse],
    title: str,
) -> HttpResponse:
    return changed(request, [form], change) or _shown(request, form, title)


def _shown(request: HttpRequest, form: forms.BaseForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title}
    return render(request, "analyses/change.html", context)

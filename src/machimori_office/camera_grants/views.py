"""Pages of grants and of the register of cameras."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.applications.models import Application
from machimori_office.applications.numbering import number_of
from machimori_office.camera_grants import rows, services
from machimori_office.camera_grants.figures import table_of
from machimori_office.camera_grants.forms import (
    CameraForm,
    CompletionForm,
    DayForm,
    DisclosureForm,
    SumsForm,
)
from machimori_office.camera_grants.history import history_of, pictures_of
from machimori_office.camera_grants.models import Camera, Grant
from machimori_office.camera_grants.procedures import GRANT
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.figures import answered, year_asked
from machimori_office.web.speaking import language
from machimori_office.web.tables import as_excel


@require_safe
@requires(Act.SEE_SUPPORT)
def grant(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show who pays how much, by which rule, and where the work stands."""
    application = _application(pk)
    found = Grant.objects.filter(application=application).first()
    context = {
        "application": application,
        "number": number_of(application),
        "grant": found,
        "sums": rows.sums(found, language()) if found else [],
        "parties": list(found.parties.all()) if found else [],
        "cameras": list(found.register.all()) if found else [],
    }
    return render(request, "camera_grants/grant.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.DECIDE_SUPPORT)
def sums(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide the sums by the rule of the year."""
    application = _application(pk)
    if not hasattr(application, "applicant"):
        raise Http404
    asked = application.answers
    name = application.applicant.name
    one_body = f"{name}, {asked.get('cameras', '')}"
    initial = {"cost_yen": asked.get("cost"), "bodies": one_body}
    form = SumsForm(request.POST or None, initial=initial)

    def change() -> HttpResponse:
        services.decide_sums(
            application,
            cost_yen=form.cleaned_data["cost_yen"],
            cameras=form.cleaned_data["bodies"],
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        return redirect("camera_grants:grant", application.pk)

    return _changed_or_shown(request, form, change, application, _("Decide the sums"))


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def complete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the report of completion."""
    found = _grant(pk)
    form = CompletionForm(
        request.POST or None, initial={"final_cost_yen": found.cost_yen}
    )

    def change() -> HttpResponse:
        services.complete(
            found,
            final_cost_yen=form.cleaned_data["final_cost_yen"],
            on=form.cleaned_data["on"],
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        return redirect("camera_grants:grant", pk)

    title = _("Take the report of completion")
    return _changed_or_shown(request, form, change, found.application, title)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def inspect(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that somebody looked on site."""
    return _on_a_day(request, pk, services.inspect, _("Record the inspection on site"))


@require_http_methods(["GET", "POST"])
@requires(Act.DECIDE_SUPPORT)
def pay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that the grant was paid."""
    return _on_a_day(request, pk, services.pay, _("Record that it was paid"))


@require_safe
@requires(Act.SEE_SUPPORT)
def cameras(request: HttpRequest) -> HttpResponse:
    """List the cameras of the register."""
    listing = rows.cameras(request)
    if listing.wants_excel:
        title = _("Register of cameras")
        return as_excel(title, [listing.sheet()], at=timezone.now())
    context = {"listing": listing, "counts": rows.counts_by_owner()}
    return render(request, "camera_grants/cameras.html", context)


@require_safe
@requires(Act.SEE_SUPPORT)
def grants(request: HttpRequest) -> HttpResponse:
    """List the grants with their sums."""
    listing = rows.grants(request)
    if listing.wants_excel:
        return as_excel(_("Grants"), [listing.sheet()], at=timezone.now())
    return render(request, "camera_grants/grants.html", {"listing": listing})


@require_safe
@requires(Act.SEE_SUPPORT)
def disclosures(request: HttpRequest) -> HttpResponse:
    """List the requests for pictures, of all cameras."""
    listing = rows.disclosures(request)
    if listing.wants_excel:
        title = _("Requests for pictures")
        return as_excel(title, [listing.sheet()], at=timezone.now())
    return render(request, "camera_grants/disclosures.html", {"listing": listing})


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def new_camera(request: HttpRequest) -> HttpResponse:
    """Put a camera into the register."""
    form = CameraForm(request.POST or None)

    def change() -> HttpResponse:
        made = services.register(
            Camera(**form.told()),
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("camera_grants:camera", made.pk)

    context = {"form": form, "title": _("Put a camera into the register")}
    return changed(request, [form], change) or render(
        request, "camera_grants/change_camera.html", context
    )


@require_safe
@requires(Act.SEE_SUPPORT)
def camera(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one camera, what it lacks, and who asked for its pictures."""
    found = get_object_or_404(Camera.objects.select_related("grant"), pk=pk)
    context = {
        "camera": found,
        "asked": list(found.disclosures.all()),
        "pictures": pictures_of(found),
        "history": history_of(found),
    }
    return render(request, "camera_grants/camera.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def change_camera(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what the register says of a camera."""
    found = get_object_or_404(Camera, pk=pk)
    seen = Camera(pk=found.pk, version=found.version)
    form = CameraForm(request.POST or None, instance=found)

    def change() -> HttpResponse:
        services.change(
            seen,
            form.told(),
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("camera_grants:camera", pk)

    context = {"form": form, "camera": found, "title": _("Change the register")}
    return changed(request, [form], change) or render(
        request, "camera_grants/change_camera.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def disclose(request: HttpRequest, pk: int) -> HttpResponse:
    """Log a request for pictures."""
    found = get_object_or_404(Camera, pk=pk)
    form = DisclosureForm(request.POST or None)

    def change() -> HttpResponse:
        told = form.save(commit=False)
        told.camera = found
        services.disclose(told, actor=str(signed_in(request).pk), at=timezone.now())
        return redirect("camera_grants:camera", pk)

    context = {"form": form, "camera": found, "title": _("Log a request for pictures")}
    return changed(request, [form], change) or render(
        request, "camera_grants/change_camera.html", context
    )


@require_safe
@requires(Act.SEE_SUPPORT)
def explained(request: HttpRequest) -> HttpResponse:
    """Explain what sets a crime-prevention camera apart from a surveillance camera."""
    return render(request, "camera_grants/explained.html")


@require_safe
@requires(Act.SEE_SUPPORT)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the year's figures, last year beside."""
    year = year_asked(request.GET.get("year", ""), timezone.localdate())
    return answered(request, table_of(year))


def _application(pk: UUID) -> Application:
    found = Application.objects.filter(procedure=GRANT.name)
    return get_object_or_404(found.select_related("applicant"), pk=pk)


def _grant(pk: UUID) -> Grant:
    found = Grant.objects.select_related("application__applicant")
    return get_object_or_404(found, application_id=pk)


def _on_a_day(
    request: HttpRequest, pk: UUID, step: Callable[..., None], title: str
) -> HttpResponse:
    found, form = _grant(pk), DayForm(request.POST or None)

    def change() -> HttpResponse:
        actor, on = str(signed_in(request).pk), form.cleaned_data["on"]
        step(found, on=on, actor=actor, at=timezone.now())
        messages.success(request, title)
        return redirect("camera_grants:grant", pk)

    return _changed_or_shown(request, form, change, found.application, title)


def _changed_or_shown(
    request: HttpRequest,
    form: forms.Form,
    change: Callable[[], HttpResponse],
    application: Application,
    title: str,
) -> HttpResponse:
    context = {"form": form, "application": application, "title": title}
    context |= {"number": number_of(application)}
    return changed(request, [form], change) or render(
        request, "camera_grants/step.html", context
    )

"""Pages of places: the register, one place, its assessments, the tasks that follow."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori.errors import InvalidInput
from machimori_office.inspections import rows, scenes, services
from machimori_office.inspections.forms import (
    DoneForm,
    DropForm,
    SceneForm,
    SiteForm,
    TaskForm,
)
from machimori_office.inspections.models import Assessment, Result, Site, Task
from machimori_office.inspections.shown import page_of
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.records.services import Done
from machimori_office.web.answering import changed
from machimori_office.web.speaking import language, spoken
from machimori_office.web.tables import as_excel


@require_safe
@requires(Act.SEE_SITES)
def sites(request: HttpRequest) -> HttpResponse:
    """List the places."""
    listing = rows.sites(request)
    if listing.wants_excel:
        return as_excel(_("Places"), [listing.sheet()], at=timezone.now())
    return render(request, "inspections/sites.html", {"listing": listing})


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def new_site(request: HttpRequest) -> HttpResponse:
    """Put a place with its scene into the register."""
    title = _("Register a place")
    form = SiteForm(request.POST or None, request.FILES or None)

    def change() -> HttpResponse:
        made, how = form.save(commit=False), _who(request, form)
        if not _is_kept(form, lambda read: services.register(made, read, **how)):
            return _shown(request, form, title)
        return redirect("inspections:site", made.code)

    return _answered(request, form, change, title)


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def new_scene(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a newer scene of a place."""
    title, found = _("Keep a newer scene"), get_object_or_404(Site, code=code)
    form = SceneForm(request.POST or None, request.FILES or None)

    def change() -> HttpResponse:
        how = _who(request, form)
        if not _is_kept(form, lambda read: services.replace_scene(found, read, **how)):
            return _shown(request, form, title)
        return redirect("inspections:site", code)

    return _answered(request, form, change, title)


@require_safe
@requires(Act.SEE_SITES)
def site(request: HttpRequest, code: str) -> HttpResponse:
    """Show one place: its scenes, assessments and tasks."""
    found = get_object_or_404(Site, code=code)
    shown = found.assessments.select_related("scene").defer("report_ja", "report_en")
    context = {
        "site": found,
        "scenes": found.scenes.defer("packed"),
        "assessments": shown[:20],
        "tasks": found.tasks.filter(state=Task.State.OPEN),
    }
    return render(request, "inspections/site.html", context)


@require_http_methods(["POST"])
@requires(Act.INSPECT)
def assess(request: HttpRequest, code: str) -> HttpResponse:
    """Let a place be held against the guidelines."""
    found = get_object_or_404(Site, code=code)
    actor = str(signed_in(request).pk)
    asked = services.ask_for_assessment(found, actor=actor, at=timezone.now())
    return redirect("inspections:assessment", asked.pk)


@require_safe
@requires(Act.SEE_SITES)
def assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far an assessment is, and what it found."""
    found = Assessment.objects.select_related("site", "scene")
    held = get_object_or_404(found.defer("report_ja", "report_en"), pk=pk)
    return render(request, "inspections/assessment.html", {"page": page_of(held)})


@require_safe
@requires(Act.SEE_SITES)
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the whole report as it was computed."""
    found = get_object_or_404(Assessment, pk=pk, state=Assessment.State.DONE)
    kept = found.report_en if language() == "en" else found.report_ja
    response = HttpResponse(zlib.decompress(bytes(kept)))
    # The report carries its own styles and pictures, and runs nothing.
    response._csp_replace = {  # type: ignore[attr-defined]
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["data:"],
        "font-src": ["data:"],
    }
    return response


@require_safe
@requires(Act.SEE_SITES)
def tasks(request: HttpRequest) -> HttpResponse:
    """List the tasks."""
    listing = rows.tasks(request)
    if listing.wants_excel:
        return as_excel(_("Tasks"), [listing.sheet()], at=timezone.now())
    return render(request, "inspections/tasks.html", {"listing": listing})


@require_safe
@requires(Act.SEE_SITES)
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one task."""
    found = get_object_or_404(Task.objects.select_related("site", "record"), pk=pk)
    return render(request, "inspections/task.html", {"task": found})


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def new_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a task of a finding."""
    found = get_object_or_404(Result.objects.select_related("assessment__site"), pk=pk)
    initial = {"what": getattr(found, f"look_{language()}")[:200]}
    form = TaskForm(request.POST or None, initial=initial)

    def change() -> HttpResponse:
        made = services.open_task(
            found,
            **form.cleaned_data,
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        return redirect("inspections:task", made.pk)

    return _answered(request, form, change, _("Make it a task"))


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a task by a record of what was done."""
    found = get_object_or_404(Task.objects.select_related("site"), pk=pk)
    newest = found.site.scenes.first()
    if newest is None:
        raise Http404
    lengths = scenes.measurable(scenes.content_of(newest), found.element)
    form = DoneForm(request.POST or None, lengths=lengths)

    def change() -> HttpResponse:
        told = {k: form.cleaned_data[k] for k in ("activity", "on", "by", "result")}
        done = Done(
            subjects=[found.element],
            duty=services.DUTY,
            about=f"task.{found.pk}",
            **told,
        )
        services.finish(
            found,
            done,
            measured=form.measured(),
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        return redirect("inspections:site", found.site.code)

    return _answered(request, form, change, _("Record it, and assess the place again"))


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a task is not to be done."""
    found = get_object_or_404(Task, pk=pk)
    form = DropForm(request.POST or None)

    def change() -> HttpResponse:
        services.drop(found, **_who(request, form))
        return redirect("inspections:task", found.pk)

    return _answered(request, form, change, _("Drop the task"))


def _who(request: HttpRequest, form: forms.BaseForm) -> dict[str, Any]:
    return {
        "actor": str(signed_in(request).pk),
        "reason": form.cleaned_data["reason"],
        "at": timezone.now(),
    }


def _is_kept(form: forms.BaseForm, keep: Callable[[bytes], object]) -> bool:
    """Keep an uploaded scene; what is wrong with it stands in the form."""
    try:
        keep(form.cleaned_data["scene"].read())
    except InvalidInput as refusal:
        for problem in refusal.problems[:20]:
            said = [problem.where, problem.expected, problem.remedy]
            form.add_error("scene", " ".join(spoken(text) for text in said))
        return False
    return True


def _answered(
    request: HttpRequest,
    form: forms.BaseForm,
    change: Callable[[], HttpResponse],
    title: str,
) -> HttpResponse:
    return changed(request, [form], change) or _shown(request, form, title)


def _shown(request: HttpRequest, form: forms.BaseForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title}
    return render(request, "inspections/change.html", context)

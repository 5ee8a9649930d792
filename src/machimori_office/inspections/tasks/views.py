"""Pages of tasks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.concerns.links import number_of
from machimori_office.concerns.models import Concern
from machimori_office.concerns.states import IS_OPEN
from machimori_office.inspections import scenes
from machimori_office.inspections.answering import answered, who, who_and_why
from machimori_office.inspections.auditing import DUTY
from machimori_office.inspections.models import Result, Task
from machimori_office.inspections.tasks import rows, services
from machimori_office.inspections.tasks.due import due_by
from machimori_office.inspections.tasks.forms import (
    DoneForm,
    DropForm,
    ReassignForm,
    TaskForm,
)
from machimori_office.inspections.tasks.from_concerns import (
    concern_of,
    open_task_of,
    words_of,
)
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.records.rows import result
from machimori_office.records.services import Done
from machimori_office.web.speaking import language
from machimori_office.web.tables import as_excel


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
    concern, reader = concern_of(found), signed_in(request)
    context = {
        "task": found,
        "place": rows.place_of(found),
        "result": result(found.record) if found.record else "",
        "concern": concern if may(reader, Act.SEE_CONCERNS) else None,
        "number": number_of(concern) if concern else "",
        "is_to_be_told": concern is not None
        and found.state == Task.State.DONE
        and concern.state in IS_OPEN
        and may(reader, Act.HANDLE_CONCERNS),
        "may_inspect": may(reader, Act.INSPECT),
    }
    return render(request, "inspections/task.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def new_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a task of a finding."""
    found = get_object_or_404(Result.objects.select_related("assessment__site"), pk=pk)
    initial = {"what": getattr(found, f"look_{language()}")[:200]}
    initial |= {"due_on": due_by(Task.Origin.FINDING, timezone.localdate())}
    form = TaskForm(request.POST or None, initial=initial)

    def change() -> HttpResponse:
        made = services.open_task(found, **form.cleaned_data, **who(request))
        return redirect("inspections:task", made.pk)

    about = {
        "about": found.assessment.site.name,
        "back": resolve_url("inspections:assessment", found.assessment_id),
    }
    return answered(request, form, change, _("Make it a task"), **about)


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def task_of_concern(request: HttpRequest, pk: str) -> HttpResponse:
    """Make a task of a concern."""
    found = get_object_or_404(Concern, pk=pk)
    initial = {
        "what": words_of(found),
        "due_on": due_by(Task.Origin.CONCERN, timezone.localdate()),
    }
    form = TaskForm(request.POST or None, initial=initial)

    def change() -> HttpResponse:
        made = open_task_of(found, **form.cleaned_data, **who(request))
        return redirect("inspections:task", made.pk)

    back = resolve_url("concerns:one", found.pk)
    return answered(request, form, change, _("Make it a task"), back=back)


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a task to somebody else, or another day."""
    found = get_object_or_404(Task, pk=pk)
    initial = {"who": found.who, "due_on": found.due_on}
    form = ReassignForm(request.POST or None, initial=initial)

    def change() -> HttpResponse:
        told = {name: form.cleaned_data[name] for name in ("who", "due_on")}
        services.reassign(found, **told, **who_and_why(request, form))
        return redirect("inspections:task", found.pk)

    return answered(
        request, form, change, _("Change who does it, or by when"), **_of(found)
    )


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a task by a record of what was done."""
    found = get_object_or_404(Task.objects.select_related("site"), pk=pk)
    form = DoneForm(request.POST or None, lengths=_lengths(found))

    def change() -> HttpResponse:
        told = {k: form.cleaned_data[k] for k in ("activity", "on", "by", "result")}
        subjects, about = [services.subject_of(found)], f"task.{found.pk}"
        done = Done(subjects=subjects, duty=DUTY, about=about, **told)
        services.finish(found, done, measured=form.measured(), **who(request))
        if found.site is None or found.origin == Task.Origin.CONCERN:
            return redirect("inspections:task", found.pk)
        return redirect("inspections:site", found.site.code)

    title = _("Record it, and assess the place again")
    title = title if found.site else _("Record it")
    return answered(request, form, change, title, **_of(found))


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a task is not to be done."""
    found = get_object_or_404(Task, pk=pk)
    form = DropForm(request.POST or None)

    def change() -> HttpResponse:
        services.drop(found, **who_and_why(request, form))
        return redirect("inspections:task", found.pk)

    return answered(request, form, change, _("Drop the task"), **_of(found))


def _of(task: Task) -> dict[str, str]:
    """Say which task a form is about, and where it came from."""
    return {"about": task.what, "back": resolve_url("inspections:task", task.pk)}


def _lengths(task: Task) -> dict[str, float]:
    """Return what of the element can be measured anew."""
    newest = task.site.scenes.first() if task.site else None
    if newest is None:
        return {}
    return scenes.measurable(scenes.content_of(newest), task.element)

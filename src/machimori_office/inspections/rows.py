"""The lists of places and tasks."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models import Site, Task
from machimori_office.web.listing import Filter, Listing
from machimori_office.web.tables import Column

SITES = [
    Column[Site](
        _("Name"),
        lambda s: s.name,
        lambda s: reverse("inspections:site", args=[s.code]),
    ),
    Column[Site](_("Code"), lambda s: s.code),
    Column[Site](_("Who keeps it"), lambda s: s.keeper, width=24),
    Column[Site](_("Open tasks"), lambda s: s.open_tasks),  # type: ignore[attr-defined]
]
TASKS = [
    Column[Task](
        _("What is to be done"),
        lambda t: t.what,
        lambda t: reverse("inspections:task", args=[t.pk]),
        width=40,
    ),
    Column[Task](_("Place"), lambda t: t.site.name, width=24),
    Column[Task](_("Who does it"), lambda t: t.who, width=20),
    Column[Task](_("By"), lambda t: t.due_on),
    Column[Task](_("State"), lambda t: str(t.get_state_display())),
]


def sites(request: HttpRequest) -> Listing[Site]:
    """Make the list of places: one query."""
    open_ = Count("tasks", filter=Q(tasks__state=Task.State.OPEN))
    return Listing(
        request,
        _("Places"),
        Site.objects.filter(is_current=True).annotate(open_tasks=open_),
        SITES,
        search=lambda found, typed: found.filter(
            Q(name__contains=typed) | Q(code__contains=typed)
        ),
    )


def tasks(request: HttpRequest) -> Listing[Task]:
    """Make the list of tasks: one query."""
    return Listing(
        request,
        _("Tasks"),
        Task.objects.select_related("site"),
        TASKS,
        search=lambda found, typed: found.filter(
            Q(what__contains=typed) | Q(site__name__contains=typed)
        ),
        filters=[Filter("state", _("State"), Task.State.choices, _in_state)],
    )


def _in_state(found: QuerySet[Task], state: str) -> QuerySet[Task]:
    return found.filter(state=state)

"""The list of tasks."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models import Task
from machimori_office.inspections.tasks.due import warned_until
from machimori_office.web.listing import Filter, Listing, years_of_instants
from machimori_office.web.tables import Column
from machimori_office.web.tasks import Words

MOST_OFFERED = 40
"""Of those who have most to do; more would be no help to choose from."""

COLUMNS = [
    Column[Task](
        _("What is to be done"),
        lambda t: t.what,
        lambda t: reverse("inspections:task", args=[t.pk]),
        width=40,
    ),
    Column[Task](_("Place"), lambda t: place_of(t), width=24),
    Column[Task](_("Who does it"), lambda t: t.who, width=20),
    Column[Task](_("By"), lambda t: t.due_on),
    Column[Task](_("State"), lambda t: state_of(t)),
    Column[Task](_("Came from"), lambda t: str(t.get_origin_display())),
]


def place_of(task: Task) -> str:
    """Name where a task is."""
    return task.site.name if task.site else task.where


def state_of(task: Task) -> str:
    """Word where a task stands, and whether it is late."""
    is_late = task.state == Task.State.OPEN and task.due_on < timezone.localdate()
    return str(_("Late")) if is_late else str(task.get_state_display())


def tasks(request: HttpRequest) -> Listing[Task]:
    """Make the list: one query, and one for whom to choose from."""
    today = timezone.localdate()
    states: list[tuple[str, Words]] = [
        ("late", _("Late")),
        ("near", _("Due soon")),
        *Task.State.choices,
    ]
    return Listing(
        request,
        _("Tasks"),
        Task.objects.select_related("site"),
        COLUMNS,
        search=_search,
        filters=[
            Filter("state", _("State"), states, _in_state),
            Filter("who", _("Who does it"), _doers(), _of),
            Filter("from", _("Came from"), Task.Origin.choices, _from),
            years_of_instants("opened", _("Opened in"), "opened_at", today),
            years_of_instants("closed", _("Ended in"), "closed_at", today),
        ],
    )


def _doers() -> list[tuple[str, Words]]:
    open_ = Task.objects.filter(state=Task.State.OPEN).order_by("who")
    found = open_.values_list("who", flat=True).distinct()[:MOST_OFFERED]
    return [(who, who) for who in found]


def _search(found: QuerySet[Task], typed: str) -> QuerySet[Task]:
    named = Q(what__contains=typed) | Q(site__name__contains=typed)
    return found.filter(named | Q(where__contains=typed) | Q(who__contains=typed))


def _in_state(found: QuerySet[Task], state: str) -> QuerySet[Task]:
    if state == "late":
        late = {"state": Task.State.OPEN, "due_on__lt": timezone.localdate()}
        return found.filter(**late)
    if state == "near":
        today = timezone.localdate()
        days = (today, warned_until(today))
        return found.filter(state=Task.State.OPEN, due_on__range=days)
    return found.filter(state=state)


def _of(found: QuerySet[Task], who: str) -> QuerySet[Task]:
    return found.filter(who=who)


def _from(found: QuerySet[Task], origin: str) -> QuerySet[Task]:
    return found.filter(origin=origin)

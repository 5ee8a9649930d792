"""What the search finds among the places that are held against the guidelines."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models import Site, Task
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.searching import Hit, Sought


def search(staff: Staff, sought: Sought, limit: int) -> Iterator[Hit]:
    """Yield places and tasks that have all the words."""
    if not may(staff, Act.SEE_SITES):
        return
    for site in Site.objects.filter(sought.within("name", "code", "keeper"))[:limit]:
        yield Hit(
            title=site.name,
            what=_("Places"),
            url=reverse("inspections:site", args=[site.code]),
            among=reverse("inspections:sites"),
        )
    tasks = Task.objects.filter(sought.within("what", "who", "site__name"))
    for task in tasks.select_related("site")[:limit]:
        yield Hit(
            title=f"{task.site.name} {task.what} ({task.get_state_display()})",
            what=_("Tasks"),
            url=reverse("inspections:task", args=[task.pk]),
            on=task.due_on,
            among=reverse("inspections:tasks"),
        )

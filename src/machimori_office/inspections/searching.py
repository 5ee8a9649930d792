"""What the search finds: places, tasks, what rounds come by, self-checks."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models import Fixture, SelfCheck, Site, Task
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.searching import Hit, Sought


def search(staff: Staff, sought: Sought, limit: int) -> Iterator[Hit]:
    """Yield what has all the words: four queries."""
    if not may(staff, Act.SEE_SITES):
        return
    for site in Site.objects.filter(sought.within("name", "code", "keeper"))[:limit]:
        yield Hit(
            title=site.name,
            what=_("Places"),
            url=reverse("inspections:site", args=[site.code]),
            among=reverse("inspections:sites"),
        )
    for task in Task.objects.filter(sought.within("what", "where", "who"))[:limit]:
        yield Hit(
            title=task.what,
            what=_("Tasks"),
            url=reverse("inspections:task", args=[task.pk]),
            on=task.due_on,
            among=reverse("inspections:tasks"),
        )
    yield from _rounds_and_checks(sought, limit)


def _rounds_and_checks(sought: Sought, limit: int) -> Iterator[Hit]:
    for one in Fixture.objects.filter(sought.within("name", "code", "where"))[:limit]:
        yield Hit(
            title=one.name or one.code,
            what=_("Rounds"),
            url=reverse("inspections:fixture", args=[one.pk]),
            on=one.seen_on,
            among=reverse("inspections:rounds"),
        )
    checks = SelfCheck.objects.filter(sought.within("code", "owner", "site__name"))
    for check in checks.select_related("site").defer("questions")[:limit]:
        yield Hit(
            title=f"{check.site.name} {check.code}",
            what=_("Self-checks"),
            url=reverse("inspections:self_check", args=[check.pk]),
            on=check.due_on,
            among=reverse("inspections:self_checks"),
        )

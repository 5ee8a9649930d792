"""The list of places."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models import Site, Task
from machimori_office.web.listing import Listing
from machimori_office.web.tables import Column

SITES = [
    Column[Site](
        _("What it is called"),
        lambda s: s.name,
        lambda s: reverse("inspections:site", args=[s.code]),
    ),
    Column[Site](_("Code"), lambda s: s.code),
    Column[Site](_("Who keeps it"), lambda s: s.keeper, width=24),
    Column[Site](_("Open tasks"), lambda s: s.open_tasks),  # type: ignore[attr-defined]
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

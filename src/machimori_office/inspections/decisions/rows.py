"""The list of decisions."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models import SiteDecision
from machimori_office.web.listing import Filter, Listing
from machimori_office.web.speaking import language
from machimori_office.web.tables import Column
from machimori_office.web.tasks import Words

COLUMNS = [
    Column[SiteDecision](
        _("What is asked"),
        lambda d: says(d),
        lambda d: reverse("inspections:decision", args=[d.pk]),
        width=44,
    ),
    Column[SiteDecision](_("Place"), lambda d: d.site.name, width=20),
    Column[SiteDecision](_("Decision"), lambda d: str(d.get_kind_display()), width=24),
    Column[SiteDecision](_("Ground"), lambda d: str(d.get_ground_display()), width=20),
    Column[SiteDecision](_("Why"), lambda d: d.reason, width=30),
    Column[SiteDecision](_("Decided by"), lambda d: d.decided_by),
    Column[SiteDecision](_("Decided on"), lambda d: d.decided_on),
    Column[SiteDecision](_("To be looked at again on"), lambda d: d.review_on),
]
STATES: list[tuple[str, Words]] = [
    ("standing", _("In force")),
    ("due", _("To be looked at again")),
    ("over", _("Withdrawn or renewed")),
]


def says(decision: SiteDecision) -> str:
    """Word what the guideline asks."""
    return decision.says_en if language() == "en" else decision.says_ja


def decisions(request: HttpRequest) -> Listing[SiteDecision]:
    """Make the list: one query."""
    return Listing(
        request,
        _("Decisions"),
        SiteDecision.objects.select_related("site"),
        COLUMNS,
        search=_search,
        filters=[Filter("state", _("State"), STATES, _in_state)],
    )


def _search(found: QuerySet[SiteDecision], typed: str) -> QuerySet[SiteDecision]:
    named = Q(site__name__contains=typed) | Q(reason__contains=typed)
    asked = Q(says_ja__contains=typed) | Q(says_en__icontains=typed)
    return found.filter(named | asked | Q(decided_by__contains=typed))


def _in_state(found: QuerySet[SiteDecision], state: str) -> QuerySet[SiteDecision]:
    found = found.filter(withdrawn_at__isnull=state != "over")
    if state == "due":
        return found.filter(review_on__lte=timezone.localdate())
    return found

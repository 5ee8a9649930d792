"""The list of self-checks."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models import SelfCheck
from machimori_office.web.listing import Filter, Listing, years_of_instants
from machimori_office.web.speaking import language
from machimori_office.web.tables import Column
from machimori_office.web.tasks import Words

COLUMNS = [
    Column[SelfCheck](
        _("Place"),
        lambda c: c.site.name,
        lambda c: reverse("inspections:self_check", args=[c.pk]),
        width=24,
    ),
    Column[SelfCheck](_("Guideline"), lambda c: title_of(c), width=36),
    Column[SelfCheck](_("Owner or manager"), lambda c: c.owner, width=24),
    Column[SelfCheck](_("State"), lambda c: state_of(c)),
    Column[SelfCheck](_("To be answered by"), lambda c: c.due_on),
    Column[SelfCheck](_("Signed on"), lambda c: c.signed_at),
    Column[SelfCheck](_("Holds until"), lambda c: c.holds_until),
    Column[SelfCheck](_("Code"), lambda c: c.code),
]


def title_of(check: SelfCheck) -> str:
    """Name the guideline."""
    return check.title_en if language() == "en" else check.title_ja


def state_of(check: SelfCheck) -> str:
    """Word where it stands; what ended is said to have ended."""
    if check.state == SelfCheck.State.ACCEPTED and _has_ended(check):
        return str(_("Ended"))
    return str(check.get_state_display())


def _has_ended(check: SelfCheck) -> bool:
    return bool(check.holds_until and check.holds_until < timezone.localdate())


def self_checks(request: HttpRequest) -> Listing[SelfCheck]:
    """Make the list: one query."""
    states: list[tuple[str, Words]] = [*SelfCheck.State.choices, ("ended", _("Ended"))]
    today = timezone.localdate()
    return Listing(
        request,
        _("Self-checks"),
        SelfCheck.objects.select_related("site").defer("questions"),
        COLUMNS,
        search=_search,
        filters=[
            Filter("state", _("State"), states, _in_state),
            years_of_instants("asked", _("Fiscal year of asking"), "asked_at", today),
            years_of_instants(
                "signed", _("Fiscal year of signing"), "signed_at", today
            ),
        ],
    )


def _search(found: QuerySet[SelfCheck], typed: str) -> QuerySet[SelfCheck]:
    named = Q(site__name__contains=typed) | Q(owner__contains=typed)
    return found.filter(named | Q(code=typed.upper()))


def _in_state(found: QuerySet[SelfCheck], state: str) -> QuerySet[SelfCheck]:
    today, accepted = timezone.localdate(), SelfCheck.State.ACCEPTED
    if state == "ended":
        return found.filter(state=accepted, holds_until__lt=today)
    if state == accepted:
        return found.filter(state=accepted, holds_until__gte=today)
    return found.filter(state=state)

"""A group's own page behind its link: its walks, its members, what it was given.

The link alone says which group it is: no account, no cookie, no name of any member.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from machimori_office.applications.demanded import missing
from machimori_office.applications.models import Application
from machimori_office.applications.numbering import number_of
from machimori_office.applications.registry import PROCEDURES
from machimori_office.patrols.models import Group
from machimori_office.patrols.regularity import months_with, past_months
from machimori_office.patrols.report_forms import CountForm, QuickWalkForm
from machimori_office.patrols.services import group_links
from machimori_office.public_site.pages import LANGUAGE, page
from machimori_office.supplies.models import Supplied
from machimori_office.supplies.services import terms as supply_terms
from machimori_office.web.errors import LinkSpent, OfficeError
from machimori_office.web.words import Variety, Words

MOST = 12


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, variety: Variety, token: str) -> HttpResponse:
    """Show a group its page; a press tells a walk, takes it back, or counts anew."""
    found, now = _group(token), timezone.now()
    walk, count, refusal = _forms(request, variety, found, now)
    if request.method == "POST" and not refusal and not walk.errors | count.errors:
        where = {"variety": variety, "token": token}
        return HttpResponseRedirect(reverse("public:group", kwargs=where))
    context = {**_shown(found, now), "walk": walk, "count": count, "token": token}
    is_wrong = bool(refusal or walk.errors or count.errors)
    context |= {"refused": refusal, "is_wrong": is_wrong}
    return page(request, "group", variety, context, status=400 if is_wrong else 200)


def _forms(
    request: HttpRequest, variety: Variety, found: Group, at: datetime
) -> tuple[QuickWalkForm, CountForm, str]:
    """Do what was pressed; return the two forms, and why something was refused."""
    do, posted = request.POST.get("do", ""), request.POST
    with translation.override(LANGUAGE[variety]):
        walk = QuickWalkForm(
            posted if do == "walk" else None,
            initial={"people": min(found.member_count, 5)},
        )
        count = CountForm(
            posted if do == "count" else None, initial={"members": found.member_count}
        )
        try:
            _press(do, posted.get("pk", ""), walk, count, found, at)
        except OfficeError as error:
            return walk, count, error.message(LANGUAGE[variety])
        return walk, count, ""


def _press(
    do: str,
    pk: str,
    walk: QuickWalkForm,
    count: CountForm,
    found: Group,
    at: datetime,
) -> None:
    if do == "walk" and walk.is_valid():
        group_links.tell_walk(found, **walk.cleaned_data, at=at)
    elif do == "count" and count.is_valid():
        group_links.tell_count(found, count.cleaned_data["members"], at=at)
    elif do == "back" and pk.isdecimal() and len(pk) < 19:
        group_links.take_walk_back(found, int(pk), at=at)


def _shown(found: Group, at: datetime) -> dict[str, Any]:
    months = past_months(found, timezone.localdate(at))
    told = list(found.reports.all()[:MOST])
    since = at - group_links.TAKEN_BACK_WITHIN
    return {
        "group": found,
        "kept": months_with(months, found.walks_a_month),
        "told": [(r, r.written_at > since and not r.concern) for r in told],
        "applications": [_application(a) for a in _of(found)],
        "equipment": _equipment(found, at),
    }


def _of(found: Group) -> Sequence[Application]:
    """Return what was applied for in the group's name."""
    theirs = Application.objects.filter(
        procedure__in=list(PROCEDURES), applicant__name=found.name
    )
    return list(theirs.order_by("-received_at")[:MOST])


def _application(found: Application) -> dict[str, Any]:
    return {
        "title": PROCEDURES[found.procedure].title,
        "number": number_of(found),
        "state": f"apply.state_{found.state}",
        "lacking": [] if found.ended_at else [paper.name for paper in missing(found)],
    }


def _equipment(found: Group, at: datetime) -> list[tuple[Words, int, str, Any]]:
    kinds = {kind.id: kind for kind in supply_terms(at).kinds}
    given = Supplied.objects.filter(application__applicant__name=found.name)
    return [
        (kinds[s.kind].name, s.count, kinds[s.kind].unit, s.handed_over_on)
        for s in given
        if s.kind in kinds
    ]


def _group(token: str) -> Group:
    try:
        return group_links.group_of(token, at=timezone.now())
    except LinkSpent as error:
        raise Http404 from error

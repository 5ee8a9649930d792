"""A group's own page behind its link: its walks, its members, what it was given.

The link alone says which group it is: no account, no cookie, no name of any member.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from machimori_office.exchange.services import post
from machimori_office.patrols.models import Group
from machimori_office.patrols.report_forms import CountForm, QuickWalkForm
from machimori_office.patrols.services import group_links
from machimori_office.public_site.group_page import PRESS, are_posted, page_of
from machimori_office.public_site.pages import LANGUAGE, page
from machimori_office.web.errors import LinkSpent, OfficeError
from machimori_office.web.words import Variety


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, variety: Variety, token: str) -> HttpResponse:
    """Show a group its page; a press tells a walk, takes it back, or counts anew."""
    found, now = _group(token), timezone.now()
    walk, count, refusal = _forms(request, variety, found, now)
    is_wrong = bool(refusal or walk.errors or count.errors)
    if request.method == "POST" and not is_wrong:
        where = reverse("public:group", kwargs={"variety": variety, "token": token})
        return HttpResponseRedirect(f"{where}?sent=1" if are_posted() else where)
    context = {
        "group": found,
        **page_of(found, now),
        "walk": walk,
        "count": count,
        "refused": refusal,
        "is_posted": are_posted(),
        "is_sent": "sent" in request.GET,
    }
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
            said = _pressed(do, posted.get("pk", ""), walk, count)
            if said:
                _done_or_posted(found, {**said, "at": at.isoformat()}, at)
        except OfficeError as error:
            return walk, count, error.message(LANGUAGE[variety])
        return walk, count, ""


def _pressed(
    do: str, pk: str, walk: QuickWalkForm, count: CountForm
) -> dict[str, Any] | None:
    """Return what was pressed, as it is kept or carried."""
    if do == "walk" and walk.is_valid():
        given = walk.cleaned_data
        return {"do": do, "on": f"{given['on']}", "people": given["people"]}
    if do == "count" and count.is_valid():
        return {"do": do, "members": count.cleaned_data["members"]}
    if do == "back" and pk.isdecimal() and len(pk) < 19:
        return {"do": do, "pk": int(pk)}
    return None


def _done_or_posted(found: Group, said: dict[str, Any], at: datetime) -> None:
    if are_posted():
        post(PRESS, str(found.pk), said, at=at)
    else:
        group_links.press(found, said, at=at)


def _group(token: str) -> Group:
    try:
        return group_links.group_of(token, at=timezone.now())
    except LinkSpent as error:
        raise Http404 from error

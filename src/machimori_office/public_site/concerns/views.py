"""Residents' pages of concerns: what can be reported, the report, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.concerns import links
from machimori_office.concerns.models import Concern, Photo
from machimori_office.concerns.services import receiving
from machimori_office.concerns.states import State
from machimori_office.concerns.terms import ConcernKind
from machimori_office.limits.once import once
from machimori_office.limits.services import Limit, take
from machimori_office.public_site.concerns import plan
from machimori_office.public_site.concerns.forms import SendForm, WhatForm
from machimori_office.public_site.pages import LANGUAGE, page
from machimori_office.public_site.whence import asked_from
from machimori_office.web.errors import LinkSpent
from machimori_office.web.tokens import signed
from machimori_office.web.words import Variety

_FROM_ONE_PLACE = Limit(name="report.place", times=10, within=timedelta(hours=1))
PER_PAGE = 20
SHOWN = ("received", "in_hand", "closed", "merged", "set_aside")


@require_safe
def concerns(request: HttpRequest, variety: Variety) -> HttpResponse:
    """Say what can be reported, and what was answered for everybody."""
    terms = receiving.terms_on(timezone.now())
    published = Concern.objects.filter(published_at__isnull=False)
    newest = published.order_by("-published_at", "pk").prefetch_related("photos")
    shown = Paginator(newest, PER_PAGE).get_page(request.GET.get("page"))
    answered = [(c, terms.kind(c.kind).name, _seen(c)) for c in shown.object_list]
    context = {"kinds": terms.kinds, "answered": answered, "shown": shown}
    return page(request, "concerns", variety, context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, variety: Variety, kind: str) -> HttpResponse:
    """Take what somebody saw: first what and where, then pictures, then it is sent."""
    asked = _kind(kind)
    with translation.override(LANGUAGE[variety]):
        if request.method != "POST":
            return _what(request, WhatForm(None, kind=asked, variety=variety))
        if "send" in request.POST:
            return _send(request, variety, asked)
        return _next(request, WhatForm(request.POST, kind=asked, variety=variety))


def _next(request: HttpRequest, form: WhatForm) -> HttpResponse:
    pressed = _pressed(request, form)
    if pressed is not None:
        # Whoever only points on the plan is told nothing of what is still to write.
        return _what(request, _anew(form, pressed))
    if not form.is_valid():
        return _what(request, form, status=400)
    if "back" in request.POST:
        return _what(request, form)
    return _check(request, form)


def _anew(form: WhatForm, pressed: QueryDict) -> WhatForm:
    given = pressed.dict()
    return WhatForm(None, kind=form.kind, variety=form.variety, given=given)


def _what(request: HttpRequest, form: WhatForm, *, status: int = 200) -> HttpResponse:
    """Show the first part; errors are shown only where "next" was pressed."""
    context: dict[str, Any] = {"form": form, "kind": form.kind}
    context |= _plan_of(form)
    context["is_wrong"] = status == 400
    return page(request, "report", form.variety, context, status=status)


def _check(
    request: HttpRequest, form: WhatForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Show what was written and what may be about the same, before it is sent."""
    said, now = form.report(), timezone.now()
    found = [(c.received_at, _names(form).get(c.district, "")) for c in _alike(said)]
    context: dict[str, Any] = {
        "form": form,
        "kind": form.kind,
        "said": said,
        "district": _names(form).get(said.district, ""),
        "site": next((s["name"] for s in form.sites if s["code"] == said.site), ""),
        "alike": found,
        "sending": form if isinstance(form, SendForm) else _sending(form),
        "now": now,
        **more,
    }
    return page(request, "report_check", form.variety, context, status=status)


def _sending(form: WhatForm) -> SendForm:
    return SendForm(None, kind=form.kind, variety=form.variety)


def _send(request: HttpRequest, variety: Variety, kind: ConcernKind) -> HttpResponse:
    form = SendForm(request.POST, request.FILES, kind=kind, variety=variety)
    if not form.is_valid():
        what = WhatForm(request.POST, kind=kind, variety=variety)
        if not what.is_valid():
            return _what(request, what, status=400)
        return _check(request, form, status=400, is_wrong=True)
    now = timezone.now()
    if not take(_FROM_ONE_PLACE, asked_from(request), at=now):
        return _check(request, form, status=429, is_too_often=True)
    said = repr(form.report())
    made = once(form.data["opened"], said, lambda: _received(form, now), at=now)
    return _led_to(variety, made)


def _received(form: SendForm, at: datetime) -> UUID:
    made = receiving.receive(
        form.report(), pictures=form.pictures(), mail=form.cleaned_data["mail"], at=at
    )
    return made.pk


def _led_to(variety: Variety, made: UUID) -> HttpResponse:
    token = signed(links.SEEING, made)
    path = reverse("public:concern", kwargs={"variety": variety, "token": token})
    return HttpResponseRedirect(path)


@require_safe
def concern(request: HttpRequest, variety: Variety, token: str) -> HttpResponse:
    """Show a reporter what became of what they reported."""
    found = receiving.by_token(token)
    if found is None:
        raise Http404
    goes_on = found.merged_into or found
    told = [s for c in (found, goes_on) for s in c.steps.exclude(said="")]
    context = {
        "number": links.number_of(found),
        "kind": receiving.terms_on(timezone.now()).kind(found.kind),
        "concern": found,
        "state": f"concerns.state_{State(goes_on.state).value}",
        "told": sorted({s.pk: s for s in told}.values(), key=lambda s: (s.at, s.pk)),
        "mail": _mail_state(found),
        "address": request.build_absolute_uri(request.path),
    }
    response = page(request, "concern", variety, context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_mail(request: HttpRequest, variety: Variety, token: str) -> HttpResponse:
    """Show what the button does; only the button does it."""
    found = receiving.by_token(token, purpose=links.MAIL)
    if found is None or not hasattr(found, "reporter"):
        return page(request, "spent", variety, status=404)
    if request.method != "POST":
        context = {"number": links.number_of(found), "mail": found.reporter.mail}
        return page(request, "concern_mail", variety, context)
    try:
        receiving.confirm(token=token, at=timezone.now())
    except LinkSpent:
        return page(request, "spent", variety, status=404)
    return _led_to(variety, found.pk)


@require_safe
def picture(request: HttpRequest, variety: Variety, pk: int) -> HttpResponse:
    """Show a picture that was chosen for everybody."""
    chosen = Photo.objects.filter(
        is_published=True, concern__published_at__isnull=False
    )
    found = get_object_or_404(chosen, pk=pk)
    return HttpResponse(bytes(found.jpeg), content_type="image/jpeg")


@require_safe
def city_plan(request: HttpRequest, variety: Variety) -> HttpResponse:
    """Draw the plan, closer around the point that was chosen."""
    at, level = _point(request.GET), _level(request.GET)
    districts = plan.drawn()
    view = plan.view_of(districts, at=at, level=level)
    if view is None:
        raise Http404
    drawn = plan.svg(districts, view, variety, at=at)
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")


def _kind(id_: str) -> ConcernKind:
    kinds = receiving.terms_on(timezone.now()).kinds
    found = next((kind for kind in kinds if kind.id == id_), None)
    if found is None:
        raise Http404
    return found


def _pressed(request: HttpRequest, form: WhatForm) -> Any:
    """Return what was sent, with the point pressed on the plan; None where none was."""
    sent = request.POST.copy()
    level = _level(sent)
    if "plan.x" in sent:
        view = plan.view_of(plan.drawn(), at=_point(sent), level=level)
        x, y = sent.get("plan.x", ""), sent.get("plan.y", "")
        # Pressed by the keyboard it says 0, 0: nothing was pointed at.
        if view is None or not (x.isdecimal() and y.isdecimal()) or x == y == "0":
            return sent
        lon, lat = view.point(int(x), int(y))
        sent["lon"], sent["lat"] = f"{lon:.6f}", f"{lat:.6f}"
        sent["level"] = str(min(level + 1, plan.CLOSEST))
        return sent
    if "wider" in sent:
        sent["level"] = str(max(level - 1, 0))
        return sent
    if "unplace" in sent:
        sent["lon"] = sent["lat"] = sent["level"] = ""
        return sent
    return None


def _plan_of(form: WhatForm) -> dict[str, Any]:
    data: Mapping[str, Any] = form.data or form.initial
    at, level = _point(data), _level(data)
    view = plan.view_of(plan.drawn(), at=at, level=level)
    if view is None:
        return {"plan": None}
    asked = f"?level={level}" + (f"&lon={at[0]:.6f}&lat={at[1]:.6f}" if at else "")
    path = reverse("public:plan", kwargs={"variety": form.variety})
    return {
        "plan": path + asked,
        "plan_side_px": plan.SIDE_PX,
        "plan_side_m": 10 * round(view.side_m / 10),
        "is_placed": at is not None,
        "may_widen": at is not None and level > 0,
    }


def _point(said: Mapping[str, Any]) -> tuple[float, float] | None:
    try:
        lon, lat = float(said.get("lon", "")), float(said.get("lat", ""))
    except (TypeError, ValueError):
        return None
    view = plan.view_of(plan.drawn(), at=None, level=0)
    return (lon, lat) if view and plan.is_inside(view, lon, lat) else None


def _level(said: Mapping[str, Any]) -> int:
    written = str(said.get("level", ""))
    return min(int(written), plan.CLOSEST) if written[:2].isdecimal() else 0


def _alike(said: receiving.Report) -> list[Concern]:
    return receiving.alike(said, at=timezone.now())


def _names(form: WhatForm) -> dict[str, str]:
    return {district["code"]: district["name"] for district in form.districts}


def _seen(concern: Concern) -> list[Photo]:
    return [photo for photo in concern.photos.all() if photo.is_published]


def _mail_state(concern: Concern) -> str:
    reporter = getattr(concern, "reporter", None)
    if reporter is None:
        return "none"
    return "confirmed" if reporter.confirmed_at else "asked"

"""Contests for residents: the call, entering, the link's page, the exhibition."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.contests.models import Contest, Entrant, Entry, Picture
from machimori_office.contests.services import entering, letters, planning
from machimori_office.contests.services.changes import ENTRANT, terms
from machimori_office.public_site import texts
from machimori_office.public_site.contest_forms import EntryForm, ShownForm
from machimori_office.public_site.pages import LANGUAGE, page
from machimori_office.public_site.whence import asked_from
from machimori_office.web.errors import OfficeError, TooOften
from machimori_office.web.pictures import CONTENT_TYPE
from machimori_office.web.words import JST, Variety

State = Contest.State
HIDDEN = (State.PLANNED,)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, variety: Variety, pk: UUID) -> HttpResponse:
    """Show a contest: its call with the form, or what won."""
    shown = get_object_or_404(Contest.objects.exclude(state__in=HIDDEN), pk=pk)
    if request.method != "POST":
        form = EntryForm(variety=variety, terms=terms(shown))
        return _contest(request, variety, shown, form)
    form = EntryForm(request.POST, request.FILES, variety=variety, terms=terms(shown))
    with translation.override(LANGUAGE[variety]):
        is_right = form.is_valid()
    if not is_right:
        return _contest(request, variety, shown, form, status=400)
    try:
        entering.ask(
            shown,
            form.person(),
            form.works(),
            asked_from=asked_from(request),
            at=timezone.now(),
        )
    except TooOften:
        return _contest(request, variety, shown, form, status=429)
    except OfficeError:
        form.add_error(None, texts.plain("contests.refused", variety))
        return _contest(request, variety, shown, form, status=409)
    path = reverse("public:done", kwargs={"variety": variety, "what": "asked"})
    return HttpResponseRedirect(path)


def _contest(
    request: HttpRequest,
    variety: Variety,
    shown: Contest,
    form: EntryForm,
    *,
    status: int = 200,
) -> HttpResponse:
    now, city = timezone.now(), terms(shown)
    named = {group.id: group.name for group in city.groups}

    def groups_of(ids: tuple[str, ...]) -> str:
        between = ", " if variety == "en" else "、"
        return between.join(named[g].in_(variety) or named[g].ja for g in ids)

    context: dict[str, Any] = {
        "contest": shown,
        "city": city,
        "categories": [(c, groups_of(c.groups)) for c in city.categories],
        "form": form,
        "takes_entries": planning.takes_entries(shown, now),
        "is_early": now.astimezone(JST).date() < shown.opens_on,
        "is_too_often": status == 429,
    }
    if shown.state == State.ANNOUNCED:
        context |= _exhibition(shown)
    return page(request, "contest", variety, context, status=status)


def _exhibition(shown: Contest) -> dict[str, Any]:
    city = terms(shown)
    entered = shown.entries.filter(state=Entry.State.ENTERED)
    order = {award.id: n for n, award in enumerate(city.awards)}
    pictures = set(
        Picture.objects.filter(entry__contest=shown).values_list("entry", flat=True)
    )
    winners = sorted(
        entered.exclude(award=""),
        key=lambda e: (e.category, order.get(e.award, 99), e.number or 0),
    )
    listed = [
        (entry, city.name_of("awards", entry.award), entry.pk in pictures)
        for entry in winners
    ]
    return {
        "winners": listed,
        "numbers": [(c.name, shown.counts.get(c.id, 0)) for c in city.categories],
    }


@require_safe
def work(request: HttpRequest, variety: Variety, pk: UUID) -> HttpResponse:
    """Show the picture of a work that won, while it is exhibited."""
    found = get_object_or_404(
        Picture,
        entry=pk,
        entry__contest__state=State.ANNOUNCED,
        entry__contest__shown_until__gte=timezone.localdate(),
    )
    if not found.entry.award:
        raise Http404
    return HttpResponse(bytes(found.content), content_type=CONTENT_TYPE)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, variety: Variety, token: str) -> HttpResponse:
    """Show what a link is about; its buttons enter, consent and withdraw."""
    entrant = letters.entrant_by(token)
    if entrant is None:
        return page(request, "spent", variety, status=404)
    if request.method == "POST":
        return _pressed(request, variety, token, entrant)
    return _entry(request, variety, token, entrant)


@require_safe
def own_picture(
    request: HttpRequest, variety: Variety, token: str, pk: UUID
) -> HttpResponse:
    """Show a picture to whoever holds its link: a guardian sees what is entered."""
    entrant = letters.entrant_by(token)
    if entrant is None:
        raise Http404
    found = get_object_or_404(Picture, entry=pk, entry__entrant=entrant)
    return HttpResponse(bytes(found.content), content_type=CONTENT_TYPE)


def _entry(
    request: HttpRequest,
    variety: Variety,
    token: str,
    entrant: Entrant,
    *,
    form: ShownForm | None = None,
) -> HttpResponse:
    city = terms(entrant.contest)
    works = entrant.entries.exclude(state=Entry.State.WITHDRAWN)
    drawn = Picture.objects.filter(entry__in=works).values_list("entry", flat=True)
    pictures = set(drawn)
    chosen = {"shown_as": entrant.shown_as, "pen_name": entrant.pen_name}
    context = {
        "entrant": entrant,
        "token": token,
        "contest": entrant.contest,
        "is_minor": city.is_minor(entrant.group),
        "works": [
            (w, city.name_of("categories", w.category), w.pk in pictures) for w in works
        ],
        "form": form or ShownForm(variety=variety, initial=chosen),
        "is_open": entrant.contest.state == State.OPEN,
    }
    status = 200 if form is None else 400
    return page(request, "entry", variety, context, status=status)


def _pressed(
    request: HttpRequest, variety: Variety, token: str, entrant: Entrant
) -> HttpResponse:
    now = timezone.now()
    try:
        if "withdraw" in request.POST:
            theirs = entrant.entries.filter(pk=_uuid(request.POST["withdraw"]))
            why = "by the entrant's link"
            entering.withdraw(
                get_object_or_404(theirs), actor=ENTRANT, reason=why, at=now
            )
            return HttpResponseRedirect(request.path)
        form = ShownForm(request.POST, variety=variety)
        if not form.is_valid():
            return _entry(request, variety, token, entrant, form=form)
        chosen = Entrant.Shown(form.cleaned_data["shown_as"] or Entrant.Shown.NONE)
        pen_name = form.cleaned_data["pen_name"]
        owner = entering.confirm(entrant, at=now, shown_as=chosen, pen_name=pen_name)
    except OfficeError:
        return page(request, "spent", variety, status=409)
    if owner != entrant:
        path = reverse("public:done", kwargs={"variety": variety, "what": "entered"})
        return HttpResponseRedirect(path)
    return HttpResponseRedirect(request.path)


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError as error:
        raise Http404 from error

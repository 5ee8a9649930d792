"""What can be applied for, and applying: by the press behind a mail, or at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.applications import by_applicant, links, online, papers
from machimori_office.applications.conditions import terms_of
from machimori_office.applications.registry import PROCEDURES, Procedure
from machimori_office.limits.once import once
from machimori_office.limits.services import Limit, take
from machimori_office.public_site.applying.forms import FilledIn, ReceiptForm
from machimori_office.public_site.pages import LANGUAGE, page
from machimori_office.public_site.whence import asked_from
from machimori_office.web.errors import LinkSpent
from machimori_office.web.paper import as_pdf
from machimori_office.web.tokens import signed
from machimori_office.web.words import Variety

_FROM_ONE_PLACE = Limit(name="apply.place", times=10, within=timedelta(hours=1))
_TO_ONE_ADDRESS = Limit(name="apply.mail", times=3, within=timedelta(hours=3))
_GUESSES = Limit(name="apply.guess", times=10, within=timedelta(hours=1))


@require_safe
def procedures(request: HttpRequest, variety: Variety) -> HttpResponse:
    """Say what can be applied for."""
    now, language = timezone.now(), LANGUAGE[variety]
    offered = [
        (about.name, about.title.in_(language), terms_of(about, now).about)
        for about in PROCEDURES.values()
    ]
    return page(request, "apply", variety, {"offered": offered})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def procedure(request: HttpRequest, variety: Variety, name: str) -> HttpResponse:
    """Explain a procedure, and take an application."""
    about = _procedure(name)
    posted = request.POST if request.method == "POST" else None
    with translation.override(LANGUAGE[variety]):
        form = FilledIn(posted, about, terms_of(about, timezone.now()), variety)
        if posted is None:
            return _form(request, variety, about, form)
        if not form.is_valid():
            return _form(request, variety, about, form, status=400)
        return _taken(request, variety, about, form)


def _form(
    request: HttpRequest,
    variety: Variety,
    about: Procedure,
    form: FilledIn,
    *,
    status: int = 200,
) -> HttpResponse:
    terms, language = terms_of(about, timezone.now()), LANGUAGE[variety]
    context = {
        "title": about.title.in_(language),
        "name": about.name,
        "terms": terms,
        "conditions": [
            (c.says.in_(language), c.evidence.in_(language)) for c in terms.conditions
        ],
        "form": form,
        "is_too_often": status == 429,
    }
    return page(request, "apply_one", variety, context, status=status)


def _taken(
    request: HttpRequest, variety: Variety, about: Procedure, form: FilledIn
) -> HttpResponse:
    now, who = timezone.now(), form.who.who()
    if not take(_FROM_ONE_PLACE, asked_from(request), at=now):
        return _form(request, variety, about, form, status=429)
    opened, said = form.who.data["opened"], repr((about.name, who, form.answers()))
    if who.mail:
        # Whoever gets no more letters is not told so: the answer is always the same.
        if take(_TO_ONE_ADDRESS, who.mail, at=now):
            once(opened, said, lambda: _asked(about, form, variety, now), at=now)
        return _to("done", variety, what="apply")
    made = once(opened, said, lambda: _received(about, form, variety, now), at=now)
    return _to("application", variety, token=signed(links.SEEING, made))


def _asked(about: Procedure, form: FilledIn, variety: Variety, at: datetime) -> UUID:
    who, answers = form.who.who(), form.answers()
    return online.ask(about, who=who, answers=answers, variety=variety, at=at).pk


def _received(about: Procedure, form: FilledIn, variety: Variety, at: datetime) -> UUID:
    made = by_applicant.apply(
        about, who=form.who.who(), answers=form.answers(), variety=variety, at=at
    )
    return made.pk


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, variety: Variety, token: str) -> HttpResponse:
    """Show what the button sends in; only the button does it."""
    now = timezone.now()
    try:
        asked = online.asked_by(token, at=now)
        if request.method == "POST":
            made = online.send_in(token, at=now)
            return _to("application", variety, token=links.word_of(made))
    except LinkSpent:
        return page(request, "spent", variety, status=404)
    if asked.application is not None:
        return _to("application", variety, token=links.word_of(asked.application))
    title = PROCEDURES[asked.procedure].title.in_(LANGUAGE[variety])
    return page(request, "apply_confirm", variety, {"title": title})


@require_safe
def blank_form(request: HttpRequest, variety: Variety, name: str) -> HttpResponse:
    """Print the paper form, to be filled by hand and brought or sent."""
    about = _procedure(name)
    terms = terms_of(about, timezone.now())
    made = papers.blank_form(about, terms, on=timezone.localdate())
    return as_pdf(made, name=f"{about.title.ja}_申請書.pdf")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest, variety: Variety) -> HttpResponse:
    """Lead who has a receipt on paper to their application."""
    posted = request.POST if request.method == "POST" else None
    form = ReceiptForm(posted, variety=variety)
    if not form.is_bound:
        return page(request, "apply_find", variety, {"form": form})
    if not take(_GUESSES, asked_from(request), at=timezone.now()):
        context = {"form": form, "is_too_often": True}
        return page(request, "apply_find", variety, context, status=429)
    found = form.is_valid() and links.by_code(
        form.cleaned_data["number"], form.cleaned_data["code"]
    )
    if not found:
        form.refuse()
        return page(request, "apply_find", variety, {"form": form}, status=400)
    return _to("application", variety, token=links.word_of(found))


def _procedure(name: str) -> Procedure:
    if name not in PROCEDURES:
        raise Http404
    return PROCEDURES[name]


def _to(view: str, variety: Variety, **where: str) -> HttpResponse:
    path = reverse(f"public:{view}", kwargs={"variety": variety, **where})
    return HttpResponseRedirect(path)

"""An applicant's own pages by their link: where it stands, correcting, withdrawing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.applications import by_applicant, links, papers
from machimori_office.applications.conditions import terms_of
from machimori_office.applications.demanded import demanded_of, missing
from machimori_office.applications.forms import WhoForm, as_initial
from machimori_office.applications.models import Application
from machimori_office.applications.numbering import number_of
from machimori_office.applications.registry import PROCEDURES
from machimori_office.applications.states import IS_OVER, Move, State, after
from machimori_office.public_site.applying.forms import FilledIn, PaperForm
from machimori_office.public_site.pages import LANGUAGE, page
from machimori_office.web.errors import OfficeError
from machimori_office.web.paper import as_pdf
from machimori_office.web.words import Variety

MOST_PAPERS = 10

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Variety, Application, Arguments], HttpResponse]
ByLink = Callable[Concatenate[HttpRequest, Variety, str, Arguments], HttpResponse]


def theirs(view: View[Arguments]) -> ByLink[Arguments]:
    """Let a view be reached by an applicant's link alone, in its reader's language."""

    @wraps(view)
    def answer(
        request: HttpRequest,
        variety: Variety,
        token: str,
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> HttpResponse:
        found = links.by_token(token)
        if found is None:
            raise Http404
        with translation.override(LANGUAGE[variety]):
            response = view(request, variety, found, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    # Django gives variety and token by name, which a Callable cannot say.
    return cast(ByLink[Arguments], answer)


@require_safe
@theirs
def application(
    request: HttpRequest, variety: Variety, found: Application
) -> HttpResponse:
    """Show where an application stands, in plain words."""
    return _shown(request, variety, found)


def _shown(
    request: HttpRequest,
    variety: Variety,
    found: Application,
    *,
    paper: PaperForm | None = None,
    status: int = 200,
) -> HttpResponse:
    state, is_known = State(found.state), hasattr(found, "applicant")
    lacking = missing(found) if is_known and state not in IS_OVER else []
    context: dict[str, Any] = {
        "title": PROCEDURES[found.procedure].title.in_(LANGUAGE[variety]),
        "number": number_of(found),
        "code": links.code_of(found),
        "token": links.word_of(found),
        "address": links.seeing(found),
        "application": found,
        "state": f"apply.state_{state.value}",
        "told": found.steps.exclude(said=""),
        "letters": found.letters.all() if is_known else [],
        "papers": found.papers.exclude(content_type="").defer("content"),
        "has_mail": is_known and bool(found.applicant.mail),
        "may_correct": is_known and after(state, Move.CORRECT) is not None,
        "may_withdraw": after(state, Move.WITHDRAW) is not None,
        "lacking": [paper.name for paper in lacking],
        "paper": paper or PaperForm(variety=variety, wanted=lacking),
    }
    return page(request, "application", variety, context, status=status)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@theirs
def correct(request: HttpRequest, variety: Variety, found: Application) -> HttpResponse:
    """Let the applicant put right what they wrote, as long as it may change."""
    if not hasattr(found, "applicant") or not after(State(found.state), Move.CORRECT):
        return _to(variety, found)
    posted = request.POST if request.method == "POST" else None
    form = _form(posted, found, variety)
    context: dict[str, Any] = {"form": form, "number": number_of(found)}
    context |= {"application": found, "token": links.word_of(found)}
    if posted is None or not form.is_valid():
        status = 200 if posted is None else 400
        return page(request, "application_correct", variety, context, status=status)
    found.version = _version(request)
    try:
        by_applicant.correct(
            found, who=form.who.who(), answers=form.answers(), at=timezone.now()
        )
    except OfficeError:
        context["is_changed"] = True
        return page(request, "application_correct", variety, context, status=409)
    return _to(variety, found)


def _form(posted: Any, found: Application, variety: Variety) -> FilledIn:
    about, who = PROCEDURES[found.procedure], found.applicant
    given = {name: getattr(who, name) for name in WhoForm.base_fields}
    given |= as_initial({**found.answers, **who.answers})
    return FilledIn(
        posted,
        about,
        terms_of(about, found.received_at),
        variety,
        given=given,
        is_guarded=False,
    )


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@theirs
def withdraw(
    request: HttpRequest, variety: Variety, found: Application
) -> HttpResponse:
    """Ask once more, and withdraw."""
    if request.method == "POST":
        found.version = _version(request)
        # Where it has moved on meanwhile, its page says so.
        with suppress(OfficeError):
            by_applicant.withdraw(found, at=timezone.now())
        return _to(variety, found)
    if after(State(found.state), Move.WITHDRAW) is None:
        return _to(variety, found)
    context = {"application": found, "number": number_of(found)}
    context |= {"token": links.word_of(found)}
    return page(request, "application_withdraw", variety, context)


@csrf_exempt
@require_http_methods(["POST"])
@theirs
def add_paper(
    request: HttpRequest, variety: Variety, found: Application
) -> HttpResponse:
    """Take a paper along, as long as the application may still change."""
    form = PaperForm(
        request.POST, request.FILES, variety=variety, wanted=demanded_of(found)
    )
    may = hasattr(found, "applicant") and after(State(found.state), Move.WITHDRAW)
    if not may or found.papers.count() >= MOST_PAPERS:
        return _to(variety, found)
    if not form.is_valid():
        return _shown(request, variety, found, paper=form, status=400)
    by_applicant.enclose(
        found,
        form.cleaned_data["paper"],
        kind=form.cleaned_data["kind"],
        at=timezone.now(),
    )
    return _to(variety, found)


@require_safe
@theirs
def letter(
    request: HttpRequest, variety: Variety, found: Application, pk: int
) -> HttpResponse:
    """Print a letter as it was written."""
    written = get_object_or_404(found.letters, pk=pk)
    number = number_of(found)
    made = papers.letter(written, number=number)
    return as_pdf(made, name=f"{number}_{written.title}.pdf")


def _version(request: HttpRequest) -> int:
    """Return the version that the applicant saw; none fits where nothing is said."""
    written = request.POST.get("version", "")
    return int(written) if written.isdecimal() and len(written) < 9 else 0


def _to(variety: Variety, found: Application) -> HttpResponse:
    token = links.word_of(found)
    path = reverse("public:application", kwargs={"variety": variety, "token": token})
    return HttpResponseRedirect(path)

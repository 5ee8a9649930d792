"""The owner's pages of a self-check: item by item, signed by name; the link decides."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.inspections.models import SelfCheck
from machimori_office.inspections.self_checks import answering
from machimori_office.inspections.self_checks.forms import AnswerForm, SignForm
from machimori_office.inspections.self_checks.links import check_of
from machimori_office.inspections.self_checks.services import OPEN
from machimori_office.public_site import texts
from machimori_office.public_site.forms import put
from machimori_office.public_site.pages import LANGUAGE, page
from machimori_office.web.errors import AnswersMissing, LinkSpent
from machimori_office.web.words import Variety

View = Callable[..., HttpResponse]


def _behind_the_link(view: View) -> View:
    """Find the form; who signed it already is told so, whoever has no link nothing."""

    @wraps(view)
    def answer(
        request: HttpRequest, variety: Variety, token: str, **more: int
    ) -> HttpResponse:
        check = check_of(token)
        if check is None or check.state == SelfCheck.State.WITHDRAWN:
            return page(request, "spent", variety, status=404)
        if check.state not in OPEN:
            return page(request, "self_check_done", variety, {"check": check})
        try:
            return view(request, variety, check, **more)
        except LinkSpent:
            return _to(variety, token)

    return answer


@require_safe
@_behind_the_link
def self_check(
    request: HttpRequest, variety: Variety, check: SelfCheck
) -> HttpResponse:
    """Show how far it is, and every item with its answer."""
    lines = answering.lines(check)
    context = {
        **_frame(request, variety, check),
        "rows": [
            {
                "number": line.question.number,
                "asks": line.question.of_what(LANGUAGE[variety]),
                "answer": line.answer,
            }
            for line in lines
        ],
        "done": sum(line.answer is not None for line in lines),
        "next": answering.next_open(check),
    }
    return page(request, "self_check", variety, context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@_behind_the_link
def item(
    request: HttpRequest, variety: Variety, check: SelfCheck, number: int
) -> HttpResponse:
    """Show one item; an answer leads to the next."""
    lines = answering.lines(check)
    if not 1 <= number <= len(lines):
        return page(request, "spent", variety, status=404)
    line = lines[number - 1]
    given = {"note": line.answer.note if line.answer else ""}
    form = AnswerForm(request.POST or None, request.FILES or None, initial=given)
    if request.method == "POST" and form.is_valid():
        answering.answer(
            check,
            number,
            holds=form.cleaned_data["holds"],
            note=form.cleaned_data["note"],
            picture=form.cleaned_data["photo"],
            is_same=form.cleaned_data["is_same"],
            at=timezone.now(),
        )
        return _to(variety, _token(request), answering.next_open(check, number))
    put(form, variety, holds="selfcheck.choose", photo="selfcheck.bad_photo")
    return _item_page(request, variety, check, line, form)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@_behind_the_link
def sign(request: HttpRequest, variety: Variety, check: SelfCheck) -> HttpResponse:
    """Sign by name; only the button does it."""
    form, missing = SignForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            answering.sign(check, name=form.cleaned_data["name"], at=timezone.now())
        except AnswersMissing:
            missing = texts.plain("selfcheck.missing", variety)
        else:
            return _to(variety, _token(request))
    put(form, variety, name="selfcheck.needed", agrees="selfcheck.needed")
    context = {**_frame(request, variety, check), "form": form, "missing": missing}
    status = 400 if form.errors or missing else 200
    return page(request, "self_check_sign", variety, context, status=status)


def _item_page(
    request: HttpRequest,
    variety: Variety,
    check: SelfCheck,
    line: answering.Line,
    form: forms.Form,
) -> HttpResponse:
    reader, asked = LANGUAGE[variety], line.question
    context = {
        **_frame(request, variety, check),
        "number": asked.number,
        "total": len(check.questions),
        "said": {
            part: asked.said(part, reader)
            for part in ("heading", "asks", "look", "applies")
        },
        "citation": asked.citation,
        "element": asked.element_name if asked.element else "",
        "alike": len(answering.open_alike(check, asked.number)),
        "answer": line.answer,
        "form": form,
    }
    status = 400 if form.errors else 200
    return page(request, "self_check_item", variety, context, status=status)


def _frame(
    request: HttpRequest, variety: Variety, check: SelfCheck
) -> dict[str, object]:
    given = {"variety": variety, "token": _token(request)}
    title = check.title_en if LANGUAGE[variety] == "en" else check.title_ja
    return {
        "check": check,
        "title": title,
        "token": given["token"],
        "overview": reverse("public:self_check", kwargs=given),
        "signing": reverse("public:sign_check", kwargs=given),
    }


def _token(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs["token"]) if match else ""


def _to(variety: Variety, token: str, number: int | None = None) -> HttpResponse:
    given: dict[str, object] = {"variety": variety, "token": token}
    if number is None:
        return HttpResponseRedirect(reverse("public:self_check", kwargs=given))
    given["number"] = number
    return HttpResponseRedirect(reverse("public:check_item", kwargs=given))

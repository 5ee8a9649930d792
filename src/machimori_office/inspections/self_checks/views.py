"""Pages of self-checks for staff."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.inspections import scenes
from machimori_office.inspections.answering import answered, who, who_and_why
from machimori_office.inspections.models import SelfCheck, Site
from machimori_office.inspections.self_checks import (
    answering,
    questions,
    rows,
    services,
)
from machimori_office.inspections.self_checks.forms import (
    AskForm,
    CodeForm,
    GiveBackForm,
    PaperForm,
    WithdrawForm,
)
from machimori_office.inspections.self_checks.links import link_of
from machimori_office.inspections.self_checks.papers import form_on_paper
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.web.paper import as_pdf
from machimori_office.web.speaking import language
from machimori_office.web.tables import as_excel


@require_safe
@requires(Act.SEE_SITES)
def self_checks(request: HttpRequest) -> HttpResponse:
    """List the self-checks."""
    listing = rows.self_checks(request)
    if listing.wants_excel:
        return as_excel(_("Self-checks"), [listing.sheet()], at=timezone.now())
    context = {"listing": listing, "may_inspect": _may_inspect(request)}
    return render(request, "inspections/self_checks.html", context)


@require_safe
@requires(Act.SEE_SITES)
def self_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one self-check with what was answered."""
    found = _check(pk)
    context = {
        "check": found,
        "title": rows.title_of(found),
        "state": rows.state_of(found),
        "lines": _lines(found),
        "is_open": found.state in services.OPEN,
        "link": link_of(found),
        "may_inspect": _may_inspect(request),
        "renewal": SelfCheck.objects.filter(renews=found).first(),
    }
    return render(request, "inspections/self_check.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the owner of a place."""
    site = get_object_or_404(Site, code=code)
    initial = {"owner": site.keeper}
    form = AskForm(request.POST or None, offered=_offered(site), initial=initial)

    def change() -> HttpResponse:
        place, instrument = form.cleaned_data["form"].split("|")
        told = {name: form.cleaned_data[name] for name in ("owner", "mail")}
        asked = services.Request(place=place, instrument=instrument, **told)
        made = services.ask(site, asked, **who(request))
        if made.mail:
            messages.success(request, _("The link is on its way to the owner."))
        return redirect("inspections:self_check", made.pk)

    title = _("Ask the owner for a self-check")
    back = resolve_url("inspections:site", code)
    return answered(request, form, change, title, about=site.name, back=back)


@require_http_methods(["POST"])
@requires(Act.INSPECT)
def ask_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the same owner anew."""
    made = services.ask_again(_check(pk), **who(request))
    return redirect("inspections:self_check", made.pk)


@require_http_methods(["POST"])
@requires(Act.INSPECT)
def accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take what was signed as declared."""
    services.accept(_check(pk), **who(request))
    messages.success(request, _("It counts until its end; the place is assessed anew."))
    return redirect("inspections:self_check", pk)


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def give_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the owner to look again."""
    found, form = _check(pk), GiveBackForm(request.POST or None)

    def change() -> HttpResponse:
        services.give_back(found, said=form.cleaned_data["said"], **who(request))
        return redirect("inspections:self_check", pk)

    return answered(request, form, change, _("Return it to the owner"), **_of(found))


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def withdraw_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a self-check back."""
    found, form = _check(pk), WithdrawForm(request.POST or None)

    def change() -> HttpResponse:
        services.withdraw(found, **who_and_why(request, form))
        return redirect("inspections:self_check", pk)

    return answered(request, form, change, _("Withdraw the self-check"), **_of(found))


@require_safe
@requires(Act.INSPECT)
def on_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Print the form with its code."""
    found = _check(pk)
    content = form_on_paper(found, language=language(), on=timezone.localdate())
    return as_pdf(content, name=f"{found.code}.pdf")


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def find_by_code(request: HttpRequest) -> HttpResponse:
    """Open the form whose paper came back."""
    form = CodeForm(request.POST or None)

    def change() -> HttpResponse:
        found = SelfCheck.objects.filter(code=form.cleaned_data["code"]).first()
        if found is None:
            form.add_error("code", _("There is no such code."))
            return render(
                request,
                "inspections/change.html",
                {"form": form, "title": _("Type in a form that came back")},
            )
        return redirect("inspections:type_in", found.pk)

    return answered(request, form, change, _("Type in a form that came back"))


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def type_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Type in what the owner wrote and signed on paper."""
    found = _check(pk)
    form = PaperForm(request.POST or None, questions=questions.asked(found))

    def change() -> HttpResponse:
        name, now = form.cleaned_data["name"], timezone.now()
        answering.take_from_paper(found, form.answers(), name=name, at=now)
        return redirect("inspections:self_check", pk)

    return answered(
        request, form, change, _("Take over what is on the paper"), **_of(found)
    )


def _of(check: SelfCheck) -> dict[str, str]:
    """Say which self-check a form is about, and where it came from."""
    back = resolve_url("inspections:self_check", check.pk)
    return {"about": f"{check.site.name} {check.owner}", "back": back}


def _check(pk: UUID) -> SelfCheck:
    return get_object_or_404(SelfCheck.objects.select_related("site"), pk=pk)


def _may_inspect(request: HttpRequest) -> bool:
    return may(signed_in(request), Act.INSPECT)


def _offered(site: Site) -> list[tuple[str, str]]:
    newest = site.scenes.first()
    if newest is None:
        return []
    scene, reader = scenes.read(scenes.content_of(newest)), language()
    return [
        (
            f"{place.id}|{instrument.id}",
            f"{place.name}: {instrument.title.in_(reader)}",
        )
        for place, instrument in questions.choices(scene, site.places)
    ]


def _lines(check: SelfCheck) -> list[dict[str, object]]:
    reader = language()
    return [
        {
            "number": line.question.number,
            "asks": line.question.of_what(reader),
            "citation": line.question.citation,
            "answer": line.answer,
        }
        for line in answering.lines(check)
    ]

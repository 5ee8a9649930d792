"""Pages of grants, supplies and loans: lists, one application, its way to the end."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.applications import papers, services
from machimori_office.applications.conditions import find as decide
from machimori_office.applications.conditions import terms_of
from machimori_office.applications.demanded import asking_for, check, demanded_of
from machimori_office.applications.forms import (
    FindingForm,
    MoveForm,
    PaperForm,
    PapersForm,
    WhoForm,
    answers,
    answers_form,
    as_initial,
)
from machimori_office.applications.models import Application, Letter, Paper
from machimori_office.applications.numbering import number_of
from machimori_office.applications.one_page import (
    condition_of,
    initial_of,
    page_of,
    worded,
)
from machimori_office.applications.proposals import proposal_of
from machimori_office.applications.registry import PROCEDURES, Procedure
from machimori_office.applications.rows import listing_of
from machimori_office.applications.states import (
    IS_OPEN,
    IS_OVER,
    Move,
    State,
    after,
    may_be_written,
)
from machimori_office.applications.words import MOVE_WORDS
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.paper import as_pdf
from machimori_office.web.speaking import spoken
from machimori_office.web.tables import as_excel, as_file


@require_safe
@requires(Act.SEE_SUPPORT)
def overview(request: HttpRequest) -> HttpResponse:
    """Show what can be applied for, and what waits."""
    waiting = Q(state__in=[State.RECEIVED, State.COMPLETE, State.GRANTED])
    counted = Application.objects.filter(waiting).values_list("procedure")
    counts = dict(counted.annotate(n=Count("pk")).order_by())
    rows = [(p, spoken(p.title), counts.get(p.name, 0)) for p in PROCEDURES.values()]
    return render(request, "applications/overview.html", {"rows": rows})


@require_safe
@requires(Act.SEE_SUPPORT)
def procedure(request: HttpRequest, name: str) -> HttpResponse:
    """List the applications of a procedure."""
    about = _procedure(name)
    listing = listing_of(request, about)
    if listing.wants_excel:
        title = spoken(about.title)
        return as_excel(title, [listing.sheet()], at=timezone.now())
    context = {"listing": listing, "procedure": about, "title": spoken(about.title)}
    return render(request, "applications/procedure.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def enter(request: HttpRequest, name: str) -> HttpResponse:
    """Type a paper application in."""
    about, now = _procedure(name), timezone.now()
    paper, who = PaperForm(request.POST or None), WhoForm(request.POST or None)
    terms = terms_of(about, now)
    asked = answers_form(terms)(request.POST or None)
    along = PapersForm(request.POST or None, demanded=terms.papers)
    parts = [paper, who, asked, along]

    def change() -> HttpResponse:
        application = services.receive(
            about,
            who=who.who(),
            answers=answers(asked),
            way=Application.Way(paper.cleaned_data["way"]),
            actor=str(signed_in(request).pk),
            papers=along.here(),
            at=now,
        )
        messages.success(request, _("The application was received."))
        return redirect("applications:one", application.pk)

    context = {"forms": parts, "procedure": about, "title": spoken(about.title)}
    return changed(request, parts, change) or render(
        request, "applications/enter.html", context
    )


@require_safe
@requires(Act.SEE_SUPPORT)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an application: the paper, the conditions, and what may be done."""
    page = page_of(_application(pk), signed_in(request), timezone.now())
    return render(request, "applications/one.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put right what the paper says."""
    application = _known_application(pk)
    terms = terms_of(PROCEDURES[application.procedure], application.received_at)
    applicant = application.applicant
    given = {**application.answers, **applicant.answers}
    theirs = {name: getattr(applicant, name) for name in WhoForm.base_fields}
    who = WhoForm(request.POST or None, initial=theirs)
    asked = answers_form(terms)(request.POST or None, initial=as_initial(given))
    why = MoveForm(request.POST or None)
    parts = [who, asked, why]

    def change() -> HttpResponse:
        services.correct(
            application,
            who=who.who(),
            answers=answers(asked),
            actor=str(signed_in(request).pk),
            reason=why.cleaned_data["reason"],
            said=why.cleaned_data["said"],
            at=timezone.now(),
        )
        return redirect("applications:one", application.pk)

    return changed(request, parts, change) or render(
        request,
        "applications/correct.html",
        {"forms": parts, "page": page_of(application, signed_in(request), None)},
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def find(request: HttpRequest, pk: UUID, condition: str) -> HttpResponse:
    """Decide one condition by its evidence."""
    application = _application(pk)
    asked = condition_of(application, condition)
    if asked is None or application.state not in IS_OPEN:
        raise Http404
    finding = application.findings.filter(condition=condition).first()
    terms = terms_of(PROCEDURES[application.procedure], application.received_at)
    proposal = proposal_of(application, asked, terms)
    form = FindingForm(
        request.POST or None, proposal=proposal, initial=initial_of(finding, proposal)
    )

    def change() -> HttpResponse:
        decide(
            application,
            asked,
            outcome=form.cleaned_data["outcome"],
            evidence=form.cleaned_data["evidence"],
            because=form.cleaned_data.get("because", ""),
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        return redirect("applications:one", application.pk)

    context = {
        "form": form,
        "says": spoken(asked.says),
        "evidence": spoken(asked.evidence),
        "cites": asked.cites,
        "proposal": worded(proposal) if proposal else None,
        "application": application,
        "number": number_of(application),
        "title": spoken(PROCEDURES[application.procedure].title),
    }
    return changed(request, [form], change) or render(
        request, "applications/find.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def check_papers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which of the demanded papers are here."""
    application = _application(pk)
    demanded = demanded_of(application)
    if not demanded or application.state in IS_OVER:
        raise Http404
    here = set(application.papers.values_list("kind", flat=True)) - {""}
    form = PapersForm(
        request.POST or None, demanded=demanded, initial={"papers": sorted(here)}
    )

    def change() -> HttpResponse:
        check(
            application,
            here=form.here(),
            gone=form.gone(),
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        return redirect("applications:one", application.pk)

    context = {"form": form, "application": application}
    context |= {"number": number_of(application)}
    return changed(request, [form], change) or render(
        request, "applications/check_papers.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def take_on(request: HttpRequest, pk: UUID, word: str) -> HttpResponse:
    """Say what happens, why, and in which words; then do it."""
    application = _application(pk)
    move = next((m for m in MOVE_WORDS if m == word), None)
    if move is None or after(State(application.state), move) is None:
        raise Http404
    services.refuse_unless_may(signed_in(request), move)
    said = asking_for(application) if move is Move.RETURN else ""
    form = MoveForm(request.POST or None, initial={"said": said})

    def change() -> HttpResponse:
        services.move(
            application,
            move,
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            said=form.cleaned_data["said"],
            at=timezone.now(),
        )
        messages.success(request, str(MOVE_WORDS[move].done))
        return redirect("applications:one", application.pk)

    context = {"form": form, "words": MOVE_WORDS[move], "application": application}
    context |= {"number": number_of(application)}
    return changed(request, [form], change) or render(
        request, "applications/take_on.html", context
    )


@require_http_methods(["POST"])
@requires(Act.HANDLE_SUPPORT)
def write(request: HttpRequest, pk: UUID, occasion: str) -> HttpResponse:
    """Write a letter as the rules have it now."""
    application, now = _known_application(pk), timezone.now()
    if not may_be_written(occasion, State(application.state)):
        raise Http404
    if occasion not in terms_of(PROCEDURES[application.procedure], now).letters:
        raise Http404
    written = services.write_letter(
        application,
        occasion,
        fields=papers.fields(application),
        dated_on=timezone.localdate(),
        actor=str(signed_in(request).pk),
        at=now,
    )
    return redirect("applications:letter", written.pk)


@require_safe
@requires(Act.SEE_SUPPORT)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Print a letter as it was written."""
    found = get_object_or_404(Letter.objects.select_related("application"), pk=pk)
    number = number_of(found.application)
    made = papers.letter(found, number=number)
    return as_pdf(made, name=f"{number}_{found.title}.pdf")


@require_safe
@requires(Act.SEE_SUPPORT)
def sent_along(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a paper that the applicant sent along, to be kept, never opened here."""
    found = get_object_or_404(Paper.objects.exclude(content_type=""), pk=pk)
    content = bytes(found.content)
    return as_file(content, name=found.name, content_type=found.content_type)


@require_safe
@requires(Act.SEE_SUPPORT)
def blank_form(request: HttpRequest, name: str) -> HttpResponse:
    """Print the paper form, to be filled by hand."""
    about = _procedure(name)
    made = papers.blank_form(
        about, terms_of(about, timezone.now()), on=timezone.localdate()
    )
    return as_pdf(made, name=f"{about.title.ja}_申請書.pdf")


def _procedure(name: str) -> Procedure:
    if name not in PROCEDURES:
        raise Http404
    return PROCEDURES[name]


def _application(pk: UUID) -> Application:
    found = Application.objects.select_related("applicant")
    return get_object_or_404(found, pk=pk, procedure__in=list(PROCEDURES))


def _known_application(pk: UUID) -> Application:
    """Find an application whose applicant was not forgotten yet."""
    return get_object_or_404(
        Application.objects.select_related("applicant"),
        pk=pk,
        procedure__in=list(PROCEDURES),
        applicant__isnull=False,
    )

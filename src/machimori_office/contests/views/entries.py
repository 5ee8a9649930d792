"""The entries of a contest: the list, one of them, those on paper, certificates."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from machimori_office.contests import papers, rows
from machimori_office.contests.forms import EntryForm, WhyForm
from machimori_office.contests.models import Contest, Entry, Picture
from machimori_office.contests.services import entering
from machimori_office.contests.services.changes import terms
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.errors import NotNow, OfficeError
from machimori_office.web.paper import as_pdf
from machimori_office.web.pictures import CONTENT_TYPE
from machimori_office.web.speaking import said, spoken_words
from machimori_office.web.tables import as_excel


@require_safe
@requires(Act.HANDLE_EVENTS)
def entries(request: HttpRequest, pk: UUID) -> HttpResponse:
    """List the entries, with what is to be looked at."""
    contest = get_object_or_404(Contest, pk=pk)
    listing = rows.entries(request, contest, terms(contest))
    if listing.wants_excel:
        return as_excel(_("Entries"), [listing.sheet()], at=timezone.now())
    context = {"listing": listing, "contest": contest}
    return render(request, "contests/entries.html", context)


@require_safe
@requires(Act.HANDLE_EVENTS)
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one entry and what can be done about it."""
    found = _entry(pk)
    city = terms(found.contest)
    group = found.entrant.group if found.entrant else ""
    context = {
        "entry": found,
        "entrant": found.entrant,
        "contest": found.contest,
        "category": spoken_words(city.name_of("categories", found.category)),
        "group": spoken_words(city.name_of("groups", group)) if group else "",
        "award": spoken_words(city.name_of("awards", found.award)),
        "is_double": found.work_key in rows.doubles(found.contest),
        "has_picture": Picture.objects.filter(entry=found).exists(),
        "form": WhyForm(),
    }
    return render(request, "contests/entry.html", context)


@require_POST
@requires(Act.HANDLE_EVENTS)
def turn(request: HttpRequest, pk: UUID, word: str) -> HttpResponse:
    """Note a consent on paper; set an entry aside, take it back in, withdraw it."""
    found, now = _entry(pk), timezone.now()
    how = {"actor": str(signed_in(request).pk), "at": now}
    why = request.POST.get("reason", "")
    acts: dict[str, Callable[[], None]] = {
        "consent": lambda: _consent(found, str(how["actor"])),
        "set-aside": lambda: entering.set_aside(found, reason=why, **how),  # type: ignore[arg-type]
        "take-back-in": lambda: entering.take_back_in(found, reason=why, **how),  # type: ignore[arg-type]
        "withdraw": lambda: entering.withdraw(found, reason=why, **how),  # type: ignore[arg-type]
    }
    if word not in acts:
        raise Http404
    try:
        acts[word]()
    except OfficeError as refusal:
        messages.error(request, said(refusal))
    return redirect("contests:entry", found.pk)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_EVENTS)
def enter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Type in an entry that came on paper."""
    contest = get_object_or_404(Contest, pk=pk)
    posted = request.POST or None
    entry_form = EntryForm(posted, request.FILES or None, terms=terms(contest))

    def save() -> HttpResponse:
        entering.enter_on_paper(
            contest,
            entry_form.person(),
            entry_form.works(),
            has_consent=entry_form.cleaned_data["has_consent"],
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        messages.success(request, _("Entered."))
        return redirect("contests:entries", contest.pk)

    context = {"form": entry_form, "contest": contest}
    return changed(request, [entry_form], save) or render(
        request, "contests/enter.html", context
    )


@require_safe
@requires(Act.HANDLE_EVENTS)
def form(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Print the entry form with a guardian's consent."""
    contest = get_object_or_404(Contest, pk=pk)
    printed = papers.consent_form(contest, on=timezone.localdate())
    return as_pdf(printed, name=f"第{contest.number}回_応募用紙.pdf")


@require_safe
@requires(Act.HANDLE_EVENTS)
def certificate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Print the certificate of an awarded work."""
    found = _entry(pk)
    if not found.award:
        raise Http404
    printed = papers.certificate(found)
    return as_pdf(printed, name=f"賞状_{found.number}.pdf")


@require_safe
@requires(Act.HANDLE_EVENTS)
def picture(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the picture of an entry."""
    found = get_object_or_404(Picture, entry=pk)
    return HttpResponse(bytes(found.content), content_type=CONTENT_TYPE)


def _consent(found: Entry, actor: str) -> None:
    if found.entrant is None:
        raise NotNow
    entering.consent_on_paper(found.entrant, actor=actor, at=timezone.now())


def _entry(pk: UUID) -> Entry:
    found = Entry.objects.select_related("entrant", "contest")
    return get_object_or_404(found, pk=pk)

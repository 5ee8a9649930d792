"""Pages of concerns: the list, one concern, each thing that may be done about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.concerns.figures import table_of
from machimori_office.concerns.forms import (
    DONE_TEMPLATE,
    EnterForm,
    template_words,
)
from machimori_office.concerns.links import number_of
from machimori_office.concerns.models import Concern, Photo
from machimori_office.concerns.one_page import page_of
from machimori_office.concerns.rows import listing_of
from machimori_office.concerns.services import receiving
from machimori_office.concerns.states import Move, State, after
from machimori_office.concerns.taking_on import FORMS, take_on
from machimori_office.concerns.words import MOVE_WORDS
from machimori_office.concerns.work import newest_done, work_on
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.figures import year_asked
from machimori_office.web.speaking import spoken
from machimori_office.web.tables import as_excel


@require_safe
@requires(Act.SEE_CONCERNS)
def concerns(request: HttpRequest) -> HttpResponse:
    """List the concerns."""
    listing = listing_of(request)
    if listing.wants_excel:
        return as_excel(_("Concerns"), [listing.sheet()], at=timezone.now())
    return render(request, "concerns/list.html", {"listing": listing})


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_CONCERNS)
def enter(request: HttpRequest) -> HttpResponse:
    """Type in what came by telephone, at the counter or from the police."""
    form = EnterForm(request.POST or None)

    def change() -> HttpResponse:
        made = receiving.receive(
            form.report(),
            mail=form.cleaned_data["mail"],
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        messages.success(request, _("The concern was received."))
        return redirect("concerns:one", made.pk)

    return changed(request, [form], change) or render(
        request, "concerns/enter.html", {"form": form}
    )


@require_safe
@requires(Act.SEE_CONCERNS)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a concern, and what may be done about it."""
    page = page_of(_concern(pk), timezone.now())
    return render(request, "concerns/one.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_CONCERNS)
def take(request: HttpRequest, pk: UUID, word: str) -> HttpResponse:
    """Say what is done, to whom it is told and why; then do it."""
    concern, now = _concern(pk), timezone.now()
    move = next((m for m in FORMS if m == word), None)
    if move is None or after(State(concern.state), move) is None:
        raise Http404
    form = FORMS[move](
        request.POST or None, concern=concern, initial=_begun(request, concern, move)
    )

    def change() -> HttpResponse:
        take_on(move, concern, form, actor=str(signed_in(request).pk), at=now)
        messages.success(request, str(MOVE_WORDS[move].done))
        return redirect("concerns:one", concern.pk)

    context = {
        "form": form,
        "words": MOVE_WORDS[move],
        "concern": concern,
        "number": number_of(concern),
        "templates": _templates(now) if "said" in form.fields else [],
        "photos": concern.photos.defer("jpeg"),
    }
    return changed(request, [form], change) or render(
        request, "concerns/take.html", context
    )


@require_safe
@requires(Act.SEE_CONCERNS)
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a picture."""
    found = get_object_or_404(Photo, pk=pk)
    return HttpResponse(bytes(found.jpeg), content_type="image/jpeg")


@require_safe
@requires(Act.SEE_CONCERNS)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the year's figures, last year beside; each number opens its rows."""
    year = year_asked(request.GET.get("year", ""), timezone.localdate())
    table = table_of(year)
    if request.GET.get("as") == "excel":
        return as_excel(table.title, [table.sheet()], at=timezone.now())
    return render(request, "web/figures.html", {"table": table})


def _concern(pk: UUID) -> Concern:
    found = Concern.objects.select_related("merged_into", "reporter")
    return get_object_or_404(found, pk=pk)


def _templates(at: datetime) -> list[tuple[str, str]]:
    return [(t.id, spoken(t.title)) for t in receiving.terms_on(at).answers]


def _begun(request: HttpRequest, concern: Concern, move: Move) -> dict[str, Any]:
    """Begin with what its task says was done, and the template that was asked for."""
    asked = request.GET.get("template", "")
    done = newest_done(work_on(concern)) if move in _TELL_OF_WORK else None
    begun: dict[str, Any] = {}
    if done:
        asked = asked or DONE_TEMPLATE
        # "Done" is what an empty field says.
        result = done.result if done.result != "done" else ""
        begun = {"on": done.done_on, "result": result}
    said = template_words(asked, variety=concern.variety, at=timezone.now())
    return {**begun, "said": said} if said else begun


_TELL_OF_WORK = (Move.CLOSE, Move.ANSWER)
